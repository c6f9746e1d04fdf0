// sure -- is it a secret?

import { say as first } from "../text";

export const say = {
	...first,
	sure_title: "This looks like a secret",
	sure_no: "I take it out",
	sure_yes: "It is no secret, send it",
};
