// calm -- the first screen while no room is open: how ready we are, what comes next, what ends.

import { say as first } from "./charter";

export const say = {
	...first,
	calm: {
		title: "How ready we are",
		sound: "Nothing was found that would fail tonight.",
		more: (n: number): string => (n === 1 ? "One more finding" : `${n} more findings`),
		all: "Charter, Readiness",
		drill: "Next drill",
		review: "Look through who can get in",
		due_by: "due by", due: "is due",
		last: "the last was",
		ends: "What ends within 30 days",
		nothing_ends: "Nothing.",
		guest: (who: string, from: string): string => `${who}${from ? `, ${from}` : ""}: may come no more`,
		lent: (seat: string, who: string): string => `${seat} is lent to ${who}`,
		away: (who: string): string => `${who} is away`,
		program: (what: string, who: string): string => `${what}, a program of ${who}`,
		qualified: (who: string, what: string, seat: string): string => `${who}: ${what}, for ${seat}`,
		certificate: "The server's certificate",
	},
};
