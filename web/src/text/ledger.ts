// ledger -- every measure in one table.

import { say as first } from "../text";

export const say = {
	...first,
	ledger: {
		...first.ledger,
		none: "Nothing has been decided to be done yet.",
		gaps: "Gaps", gaps_lead: "Decided, and it does not hold or nobody knows whether it does.", holding: "In force and tested", ended: "Ended",
		columns: { measure: "What is done", decided: "Decided", in_force: "In force since", tested: "Tested", until: "Until" },
		not_yet: "not yet", took: (time: string): string => `${time} after it was decided`,
		asked: "asked what becomes of it", superseded: "another decision stands now", failed: "It failed", undone: "It is undone",
	},
};
