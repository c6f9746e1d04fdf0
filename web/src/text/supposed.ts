// supposed -- what a change of the charter would do to its readiness.

import { say as first } from "../text";

export const say = {
	...first,
	title: "If it is taken",
	readiness: (now: number, then: number): string => (now === then ? `readiness stays ${now}` : `readiness ${now} → ${then}`),
	would_find: "Lint would find:",
	would_mend: "It would no longer find:",
	the_same: "Lint would find what it finds now.",
};
