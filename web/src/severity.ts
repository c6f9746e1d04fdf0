// severity -- what the charter says of how bad a matter is, and what that sets going.

import type { Entities } from "./gen/api";
import { durationText, seatName } from "./show";
import { charter } from "./store";
import { say, wordly } from "./text";

/** The charter's newest words on a severity. */
export const criterionFor = (severity: string | undefined): Entities["criterion"] | undefined =>
	charter.all("criterion").findLast((one) => one.severity === severity);

/** Who is called, when the committee meets, how often is reported; in brief only how many are called. */
export function followsText(one: Pick<Entities["criterion"], "calls" | "committee_within" | "report_every">, brief = false): string {
	const called = brief ? say.severity_calls_many(one.calls.length) : one.calls.map(seatName).join(", ");

	return [
		one.calls.length ? `${say.severity_calls} ${called}` : "",
		one.committee_within ? `${say.severity_committee} ${durationText(one.committee_within)}` : "",
		one.report_every ? `${say.severity_report} ${durationText(one.report_every)}` : "",
	].filter(Boolean).join("; ");
}

/** On which channels a page says more than that somebody is called. */
export const outOfBandText = (is: Pick<Entities["out_of_band"], "ways"> | undefined): string =>
	(is?.ways.length ? say.out_of_band.says(is.ways.map(({ channel }) => wordly(channel)).join(", ")) : say.out_of_band.none);
