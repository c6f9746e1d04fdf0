// voice -- an answer by voice.

import { say as first } from "./sign";

export const say = {
	...first,
	voice: {
		...first.voice,
		enter: "Enter an answer given by voice",
		whose: "Whose answer is it?",
		read_aloud: "Read this to them, word for word",
		ask_them: (seat: string, decides: boolean): string => (decides ? `“As ${seat}, do you decide for this?”` : `“As ${seat}, do you concur with this?”`),
		says: "What did they say?",
		agrees: (decides: boolean): string => (decides ? "They decide for it" : "They concur"),
		objects: "They object",
		why: "Why, in their words",
		code_is: "The code; let them read it back to you:",
		read_back: "The four digits, as they read them back",
		what_they_said: "What they said, if you wish",
		you_heard: (who: string, seat: string): string => `You heard ${who} answer as ${seat}.`,
		they_read_back: "They read back",
		your_code: "If you answer by telephone, whoever hears you must read you these four digits:",
		heard_by: (who: string): string => `by voice, heard by ${who}`,
		state: { heard: "to be confirmed", overdue: "not confirmed in time", confirmed: "confirmed", disowned: "disowned" },
		in_your_name: (who: string, seat: string, said: string): string => `${who} heard you by voice: as ${seat} you ${said}.`,
		to_confirm: "To be confirmed:",
		code_was: "The code that was read back:",
		overdue: "It was to be confirmed by now.",
		rests_on: (who: string, seat: string, by: string): string => `It rests on the answer of ${seat}, given by voice: ${by} heard ${who}. To be confirmed`,
		rests_on_overdue: (who: string, seat: string): string => `The answer by voice of ${seat} was not confirmed in time by ${who}.`,
		then_ring: "Ring them; nothing is undone by itself.",
		rests_on_disowned: (who: string, seat: string): string => `${who} says that the answer by voice of ${seat} was not theirs.`,
		then_decide: "Nothing is undone by itself: decide anew, in its place.",
	},
};
