// clock_start -- what is asked of a clock that is begun by hand.

import { say as first } from "../text";

export const say = {
	...first,
	clock_from: "Counts from when this clock is met",
	clock_waits: "That is not known yet: let it wait for the moment",
	clock_moment: "What it counts from, in one word (left empty: aware)",
	clock_proposed: "I am not sure it applies: let somebody confirm it",
	clock_also: "Further limits; the one that ends first holds",
};
