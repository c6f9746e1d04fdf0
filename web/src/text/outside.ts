// outside -- what stands before a room that one is not in; the same whether there is one or not.

import { say as first } from "../text";

export const say = {
	...first,
	not_open: "Not open to you",
	called_here: "Were you called here? Then whoever is in charge was called to let you in. Stay on this page: it opens by itself when they do.",
};
