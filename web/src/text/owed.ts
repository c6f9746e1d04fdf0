// owed -- what is owed once an option is decided.

import { say as first } from "../text";

export const say = {
	...first,
	owed: "Owed",
};
