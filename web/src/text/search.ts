// search -- searching.

import { say as first } from "../text";

export const say = {
	...first,
	search_words: "Words to look for",
	search_lead: "In every room you are in. Of the last word, the beginning is enough.",
	found: (n: number, more: boolean): string => (more ? `The newest ${n}; there are more.` : `${n} found, the newest first.`),
	show_more: "Show more",
	found_older: "Too many rooms hold these words: the newest 1,000 were looked into. Another word finds fewer.",
	found_kind: { ...first.kind, objective: "Objective", room: "Room" },
	indexing: (percent: number): string => `Still indexing, ${percent} %: older words may not be found yet.`,
	found_nothing: "Nothing that you may see holds these words.",
};
