// roster -- who is on, and handing over.

import { say as first } from "../text";

export const say = {
	...first,
	duty: {
		...first.duty,
		lead: "Authority stays where the charter put it. Who is on is asked first and called first; who rests is called when they are silent.",
		on_for: (hours: string): string => `on for ${hours}`,
		long: (hours: string): string => `long: on for ${hours}`,
		too_long: (hours: string): string => `too long: on for ${hours}. Relieve them.`,
		not_said: "has not said that they are on",
		with_them: (time: string): string => `${time} with them`,
		now: "now", then: "then",
		late: "the relief is late",
		plan: "Plan a shift",
		drop_shift: "Take off the roster",
		i_am_on: "I am on",
		hand_over: "Hand over …",
		hand_over_what: (what: string): string => `Hand over: ${what}`,
		hand_over_lead: "Drafted from how things stand now. Go over it, and say what no list says. You stay on until they have signed.",
		nobody_else: "The charter names nobody else for this seat",
		offer: "Offer it",
		until_signed: (from: string): string => `Until you sign, ${from} is on. From then on you are.`,
		take_over: (what: string): string => `Take over: ${what}`,
		you_take: (what: string): string => `You TAKE OVER ${what}, from this moment on.`,
		decline: "I cannot",
		withdraw: "Take it back",
		unanswered: "no answer for too long",
		page: {
			objectives: "What we want", decisions: "Decisions that wait", measures: "Measures in force, and when they end", clocks: "Owed, and by when", tasks: "To be done",
			report: "The next situation report was promised for", own: "What else you must know", more: (n: number): string => `And ${n} more that had no space here.`,
		},
	},
};
