// timeline -- the timeline in lanes.

import { say as first } from "../text";

export const say = {
	...first,
	timeline_lead: "What happened and what was done: by the time it happened, or by the time it was learned.",
	lanes: { adversary: "Adversary", life: "The matter", decision: "Decisions", measure: "Measures", statement: "Statements", known: "Facts", bridge: "Said" },
	lanes_label: "Timeline in lanes",
	lanes_said: (n: number, from: string, to: string): string => `${n} entries in lanes, from ${from} to ${to}; the list says the same in words.`,
	lanes_by: "Ordered by",
	lanes_by_word: { happened: "When it happened", learned: "When we learned it" },
	lanes_keys: "Keys, with the picture chosen: + and − zoom, ← and → move, 0 shows all. Ctrl with the wheel zooms, too.",
	lanes_shown: (n: number, all: number): string => (n === all ? `All ${all} entries, the newest first` : `${n} of ${all} entries: those in the picture`),
	lanes_more: (n: number): string => `and ${n} older ones; look closer to see them.`,
	zoom_in: "Closer", zoom_out: "Farther", zoom_all: "All", earlier: "Earlier", later: "Later",
	no_entries: "There are no entries.",
};
