// templates -- texts prepared for statements: in the charter, and where one is begun from them.

import { say as first } from "../text";

export const say = {
	...first,
	prepared: {
		lead: "Texts prepared for statements, so that nobody begins with an empty page. Whoever answers for an audience approves each as it stands; what is released is decided in its room.",
		none: "No text is prepared.",
		holding: "holding statement",
		unapproved: "not approved",
		expired: "the approval is over since",
		approved: "approved until",
		by: "by",
		approve: "Approve it",
		start: "Start from a template",
		which: "From which?",
		text: "What is to be said",
		marked: (name: string, approved: boolean): string => (approved ? name : `${name} (not approved)`),
		not_approved: "Nobody who answers for it has approved this text as it stands.",
		left: (names: string[]): string => `Still to be filled in: ${names.map((name) => `{${name}}`).join(", ")}.`,
		all_filled: "Nothing is left to be filled in.",
		propose: "Write it, and propose to release it",
		after: "It becomes a note of the room, and an option that names the entry with this text: who approves that, approves these words.",
		option: (title: string, entry: number): string => `${title}: the text of entry ${entry}`,
	},
};
