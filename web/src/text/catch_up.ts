// catch_up -- what one missed.

import { say as first } from "../text";

export const say = {
	...first,
	joining: (since: string): string => `You join ${since} in`,
	looked: "Since you looked",
	looked_at: "You last looked at",
	looked_read: "I have seen this",
	looked_more: (n: number): string => `and ${n} more, in the timeline`,
	said: (n: number): string => (n === 1 ? "1 message" : `${n} messages`),
	changed: { decision: "Decision", fact: "Fact", measure: "Measure", task: "Task", clock: "Clock", request: "Question", position: "Position", answer: "Answer" },
};
