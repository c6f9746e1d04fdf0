// room_people -- who is here, and who decides what.

import { say as first } from "../text";

export const say = {
	...first,
	alone: "What you may do now, alone",
	alone_nothing: "No kind of decision is yours alone.",
	alone_always: "Anybody here may add facts, ask questions, open tasks, propose options and put a question up for decision.",
	authority_here: "Who decides what",
	no_seat: "no seat",
};
