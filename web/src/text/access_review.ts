// access_review -- who can get in, over all rooms.

import { say as first } from "./charter";

const times = (n: number): string => (n === 1 ? "once" : `${n} times`);

export const say = {
	...first,
	review: {
		title: "Who can get in",
		lead: "Everybody who can get in, to what, and how to end it. Of rooms you are not in nothing stands here: whoever commands one looks through its own Access.",
		confirm: "I looked through this",
		never: "No officer has looked through this since the founding",
		by: "Looked through by",
		late: "more than 90 days ago",
		fresh: (n: number): string => (n === 0 ? "Nothing is new since." : `${n} new since, marked so.`),
		is_new: "new",
		changed: "Who can get in has changed while this page was open; what is new is marked.",
		look_again: "I have seen it",
		guests: "Guests", people: "People of the organisation", programs: "Programs", lent: "Seats lent for a time",
		no_guests: "Nobody from outside can get in.", no_programs: "No program may act.", no_lent: "No seat is lent.",
		no_end: "no end", until: "until",
		keys: (n: number): string => (n === 1 ? "one key" : `${n} keys`),
		key_waits: "a key waits to be vouched for",
		signed_in: "signed in", not_since: "no sign-in since",
		refused: (n: number): string => `refused ${times(n)}`,
		refused_nobody: (n: number): string => `Refused to who was not signed in: ${times(n)}.`,
		known_since: "Sign-ins and refusals are read from the record back to",
		stands_in: (seat: string): string => `${seat} (stands in)`,
		in_rooms: (n: number): string => (n === 1 ? "in one of your rooms" : `in ${n} of your rooms`),
		in_none: "in none of your rooms",
		channels_only: "channels only", line_only: "its line only",
		more_rooms: "There are more rooms than are counted here.",
		of: "of", used: "used", unused: "not used since the server came up", unconfirmed: "not confirmed",
		revoke_token: "Revoke", revoke_key: (key: number): string => `Revoke key #${key}`,
	},
};
