// opened -- who had a brief on their screen.

import { say as first } from "../text";

export const say = {
	...first,
	opened_by: "Opened by", opened_not_yet: "not yet", opened_anew: "not since it was put up as it is now",
	opened_lead: "Whose screen it stood on, as their browser says; whether they read it, nobody knows.",
};
