// catch_up -- what one missed.

import { say as first } from "../text";

export const say = {
	...first,
	looked: "Since you looked",
	looked_at: "You last looked at",
	looked_read: "I have seen this",
	looked_more: (n: number): string => `and ${n} more, in the timeline`,
	said: (n: number): string => (n === 1 ? "1 message" : `${n} messages`),
	changed: { decision: "Decision", fact: "Fact", measure: "Measure", task: "Task", clock: "Clock", request: "Question", position: "Position", answer: "Answer" },
	joining: (since: string): string => `You join ${since} in`,
	joining_story: "The story so far",
	joining_decided: "Decided",
	joining_nothing_decided: "Nothing has been decided yet.",
	joining_duties: "Your part",
	joining_no_seat: "You hold no seat here: you read, talk, add facts and take tasks.",
	joining_read: "I have read this",
	duty_decides: "decides:",
	duty_concurs: "must concur in:",
	duty: {
		...first.duty,
		you_are_on: (what: string): string => `${what}: you are on since`,
		your_shift: (what: string): string => `${what}: your shift is`,
	},
};
