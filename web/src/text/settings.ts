// settings -- what is seldom changed of a room.

import { say as first } from "../text";

export const say = {
	...first,
	set_severity: "Change severity",
	set_phase: "Move it on",
	close_room: "Close the room",
	reopen_room: "Reopen the room",
	unlink_room: "Take it back",
	link_lead: "Who is not in the other room sees nothing of it here.",
	link_which: "Which room?",
	link_kind: "What is it to this one?",
	link_already: "It is linked so already, from here or from there.",
	link_no_other: "You are in no other room",
	link_room: "Link a room",
};
