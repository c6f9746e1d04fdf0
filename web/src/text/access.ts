// access -- who is let into a room, and what may be passed on.

import { say as first } from "../text";

export const say = {
	...first,
	add_member: "Let somebody in",
	add_guest: "Let a guest in",
	sees_nothing: (label: string) => `sees nothing while the room is TLP:${label}`,
	sees_whole: "sees the whole room",
	sees_channels: "channels only",
	other_terms: "On other terms",
	take_out: "Take out",
	outside: "from outside",
	no_channels: "There are no channels; everything is said to the whole room.",
	mark_privileged: "Mark it privileged",
	label_room: "What may be passed on",
	label_room_change: "Change the label",
	tlp: {
		CLEAR: "The world may be told.",
		GREEN: "Peers and partners may be told; nothing public.",
		AMBER: "Our organisation and its clients may be told, as far as they need to know.",
		"AMBER+STRICT": "Our organisation only. Nobody from outside is let in; those who were see the room's line.",
		RED: "Only those who are named below, and they tell nobody. Whoever commands the room names them; a guest is none of them.",
	},
	restricted: "Restricted: only whoever commands the room, or opened it, lets people in.",
	restrict_room: "Restrict the room",
};
