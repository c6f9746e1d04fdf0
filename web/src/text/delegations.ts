// delegations -- a seat lent for a time.

import { say as first } from "../text";

export const say = {
	...first,
	delegation: {
		...first.delegation,
		none: "No seat is delegated.",
		set: "Delegate a seat",
		question: "Delegate a seat for a time",
		end_of: (seat: string, who: string): string => `End it that ${seat} is delegated to ${who}`,
		away: "Say that somebody is away",
		away_question: "Say that somebody is away, so that their deputies stand in",
		now: "now",
		lead: "Both may answer; the seat counts once, and the record keeps who stood in for whom. It takes a decision of the charter officers.",
	},
};
