// measures -- the ledger of measures.

import { say as first } from "../text";

export const say = {
	...first,
	apply: "It is in force",
	check: "I tested it",
	lift: "Undo it",
	ledger: {
		...first.ledger,
		all: "All measures", none: "Nothing has been decided to be done yet.",
		gaps: "Gaps", gaps_lead: "Decided, and it does not hold or nobody knows whether it does.", holding: "In force and tested", ended: "Ended",
		columns: { measure: "What is done", decided: "Decided", in_force: "In force since", tested: "Tested", until: "Until" },
		no_service: "No service named", not_yet: "not yet", took: (time: string): string => `${time} after it was decided`,
		asked: "asked what becomes of it", superseded: "another decision stands now", renew: "Renew it", failed: "It failed", undone: "It is undone",
		renewing: "Renewal: to be decided", instead: "What instead: to be decided",
	},
};
