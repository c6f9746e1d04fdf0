// plan -- what a plan prescribes, and whether an outcome follows it.

import { say as first } from "../text";

export const say = {
	...first,
	plan: {
		prescribes: (plan: string, options: string): string => `${plan} prescribes ${options}.`,
		prescribes_none: (plan: string): string => `${plan} prescribes something that is not among the options.`,
		put_up_departs: (why: string | undefined): string => (why ? `What is put up departs from it, because: ${why}` : "What is put up departs from it: whoever decides says why."),
		follows: (plan: string): string => `Follows ${plan}.`,
		departs: (plan: string, why: string): string => `Departs from ${plan}, because: ${why}`,
		by_default: "nobody answered, and the charter has authorised it in advance.",
	},
};
