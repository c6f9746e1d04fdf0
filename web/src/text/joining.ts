// joining -- the story so far, for whoever comes in late.

import { say as first } from "../text";

export const say = {
	...first,
	joining_story: "The story so far",
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
