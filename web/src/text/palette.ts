// palette -- the palette and the keys.

import { say as first } from "../text";

export const say = {
	...first,
	palette: "Go to, or do",
	palette_lead: "Go to a place, a room, a decision, or do something",
	palette_found: (n: number): string => `${n} found`,
	palette_nothing: "Nothing is called that.",
	palette_groups: { here: "do", places: "place", rooms: "room", decisions: "decision", search: "search" },
	search_for: (words: string): string => `Search all rooms for “${words}”`,
	keys_title: "Keys",
	keys_go: "Go",
	keys_here: "On this screen",
	keys_send: "Send what you are writing",
	keys_by_palette: "Through Ctrl K:",
	keys_single: "Single keys work (Ctrl K always does)",
};
