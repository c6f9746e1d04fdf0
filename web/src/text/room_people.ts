// room_people -- who is here, and who decides what.

import { say as first } from "../text";

export const say = {
	...first,
	alone: "What you may do now, alone",
	alone_nothing: "No kind of decision is yours alone.",
	alone_for: (seat: string, holds: string): string => `as ${seat}, for ${holds} at most, unless the others answer`,
	alone_emergency: (seat: string, holds: string): string => `as ${seat}, by breaking the glass, for ${holds} at most`,
	alone_while: "while this is known to hold:",
	alone_guest: "You are here from another organisation: you say what you know, add facts, and work on what was given to you. The rest is for the organisation that asked you.",
	alone_always: "Anybody here may add facts, ask questions, open tasks, propose options and put a question up for decision.",
	authority_here: "Who decides what",
	no_seat: "no seat",
};
