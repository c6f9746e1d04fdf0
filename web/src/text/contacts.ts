// contacts -- whom to call outside.

import { say as first } from "../text";

export const say = {
	...first,
	beyond: {
		...first.beyond,
		lead: "Whom to call outside, by what number, and who may. A number that nobody has tried is a hope: ring there, and say what came of it.",
		none: "Nobody outside is entered.",
		whom: "Whom to call outside",
		others: (n: number): string => `${n} whom others may call`,
		ask_for: "Ask for",
		no_number: "No number, no mail.",
		untried: "nobody has tried it",
		tried: "Tried",
		reached: "last reached",
		test: "I tried it",
		exercise: "This is an exercise: ring nobody outside. Log what you would have said.",
		log: "Log the call",
		logged: "Calls outside",
		theirs: "their number:",
		no_reference: "no number of theirs",
		ours: "Entry",
		spoke_with: "spoke with",
		start_clock: "Start its notice clock",
		notice_title: (who: string): string => `Tell ${who}`,
		to_be_told: "To be told:",
		told: "Told.",
	},
};
