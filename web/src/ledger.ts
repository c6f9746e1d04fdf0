// ledger -- what was decided to be done: where something is missing, what holds, what has ended.

import type { Entities, Words } from "./gen/api";
import type { Matter } from "./store";

export type Measure = Entities["measure"];

export const measureTone = { proposed: "plain", ordered: "warn", in_force: "accent", verified: "good", expired: "bad", lifted: "plain", failed: "bad", renewed: "plain" } as const;

/** What presses most: what does not hold, then what nobody has tested. */
const pressing: Record<Words["measure_gap"], number> = { failed: 0, run_out: 1, not_in_force: 2, not_tested: 3 };

export const isInForce = (measure: Measure): boolean => measure.state === "in_force" || measure.state === "verified";

/** Where what was decided does not hold, the longest first of each kind. */
export const gapsOf = (of: Matter): Measure[] =>
	of.all("measure").filter((one) => one.gap).sort((a, b) => pressing[a.gap ?? "not_tested"] - pressing[b.gap ?? "not_tested"] || (a.gap_since ?? 0) - (b.gap_since ?? 0));

/** What is in force and tested: nothing is missing; what ends first stands first. */
export const holding = (of: Matter): Measure[] =>
	of.all("measure").filter((one) => isInForce(one) && !one.gap).sort((a, b) => (a.expires ?? Infinity) - (b.expires ?? Infinity));

/** What is done with, the newest first; what was never decided is not in the ledger. */
export const endedOf = (of: Matter): Measure[] =>
	of.all("measure").filter((one) => one.state !== "proposed" && !isInForce(one) && !one.gap).sort((a, b) => (b.ended ?? 0) - (a.ended ?? 0));

/** The decision by which it is asked now: to go on with it, or what instead of it. */
export const askedAbout = (of: Matter, measure: Measure): Entities["decision"] | undefined =>
	of.all("decision").find((one) => one.state === "open" && (one.renews === measure.id || one.failed === measure.id));
