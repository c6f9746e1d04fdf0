// lanes -- the entries of a room as marks over time: in which lane, from when to when, by what happened or what was learned.

import type { Entry } from "./entry";

export const lanes = ["adversary", "life", "decision", "measure", "statement", "known", "bridge"] as const;
export type Lane = (typeof lanes)[number];
/** By the time something happened, or by the time this room learned of it. */
export type By = "happened" | "learned";

/** Ordered: the first that matches has the entry.  The last names what no lane draws, and stands in the list alone: every kind of entry of a room is here. */
export const rules: readonly (readonly [Lane | undefined, RegExp])[] = [
	["adversary", /^(occurrence_|suspicion_reported)/],
	["bridge", /^(bridge_|message_pinned)/],
	["statement", /^(report_issued|report_due|contact_called)/],
	["known", /^(fact_|information_|affected_)/],
	["measure", /^measure_/],
	["decision", /^(decision_|option_put_up|decided|concurred|objected|recused|condition_|need_|answer_|heard_|confirmation_|glass_broken|acted_alone|deputy_called|delegate_done|seat_|advice_given|deadline_extended|authority_changed|tripwire_crossed|review_due)/],
	["life", /^(room_|severity_|phase_|command_|objective_|suspicion_|watch_|clock_|committee_|handover_accepted|tlp_set)/],
	[undefined, /^(message_|mention_|channel_|member_|duty_|shift_|relief_|handover_|task_|hours_|document_|report_|attachment_|custody_|position_|interest_|option_|obligation_|template_|change_|erasure_|tripwire_|interim_|review_|plan_|call_|page_|brief_|erased)/],
];

export const laneOf = (kind: string): Lane | undefined => rules.find(([, pattern]) => pattern.test(kind))?.[0];

export interface Placed { entry: Entry; lane: Lane | undefined; from: number; to: number }
const number = (value: unknown): number | undefined => (typeof value === "number" && value > 0 ? value : undefined);

/** A count that follows from the list of affected things, which stands there itself. */
const counted = (entry: Entry): boolean => entry.kind === "fact_asserted" && !entry.by.person && String(entry.fields["name"]).startsWith("affected.");

/** Where an entry stands in time; only what says when it happened stands elsewhere than when it was learned. */
export function placed(entries: Entry[], by: By): Placed[] {
	const replaced = new Set(entries.filter((e) => e.kind === "occurrence_recorded").map((e) => e.fields["replaces"]));

	return entries
		.filter((entry) => !counted(entry))
		.filter((entry) => by === "learned" || entry.kind !== "occurrence_recorded" || !replaced.has(entry.seq))
		.map((entry) => {
			const happened = number(entry.fields["happened_from"]) ?? (entry.kind === "suspicion_reported" ? number(entry.fields["since"]) : undefined);
			const from = by === "happened" ? (happened ?? entry.at) : entry.at;
			const until = by === "happened" ? number(entry.fields["happened_to"]) : undefined;
			return { entry, lane: laneOf(entry.kind), from, to: until ?? from };
		})
		.sort((a, b) => a.from - b.from || a.entry.seq - b.entry.seq);
}

/** Marks of one lane that would be drawn over each other, together; `near` is how close that is, in microseconds. */
export function heaps(marks: Placed[], near: number): Placed[][] {
	const all: Placed[][] = [];

	for (const mark of marks) {
		const heap = all.at(-1);
		if (heap && mark.to - mark.from < near && mark.from - (heap.at(-1)?.to ?? 0) < near) heap.push(mark);
		else all.push([mark]);
	}
	return all;
}

/** A stretch of time, in microseconds. */
export interface Stretch { from: number; to: number }
const LEAST = 60_000_000;       // a minute: closer, there is nothing to see

export function whole(marks: Placed[]): Stretch {
	const from = marks[0]?.from ?? 0;       // they are in order
	const to = marks.reduce((latest, mark) => Math.max(latest, mark.to), from + LEAST);
	const edge = (to - from) * 0.02;
	return { from: from - edge, to: to + edge };
}

/** Closer (factor below 1) or farther, the moment `at` staying where it is; never beyond all there is. */
export function zoomed(now: Stretch, all: Stretch, factor: number, at = (now.from + now.to) / 2): Stretch {
	const span = Math.min(Math.max((now.to - now.from) * factor, LEAST), all.to - all.from);
	const share = (at - now.from) / (now.to - now.from);
	return moved({ from: at - span * share, to: at - span * share + span }, all, 0);
}

/** Earlier (below 0) or later by a share of what is seen. */
export function moved(now: Stretch, all: Stretch, share: number): Stretch {
	const span = now.to - now.from;
	const from = Math.min(Math.max(now.from + span * share, all.from), all.to - span);
	return { from, to: from + span };
}

const SECOND = 1_000_000;
const steps = [60, 300, 900, 1800, 3600, 2 * 3600, 6 * 3600, 12 * 3600, 86_400, 2 * 86_400, 7 * 86_400, 28 * 86_400, 91 * 86_400, 364 * 86_400].map((s) => s * SECOND);

/** Round moments to write under the picture, at most `most` of them, on local hours and days. */
export function ticks(seen: Stretch, most: number): number[] {
	const step = steps.find((one) => (seen.to - seen.from) / one <= most) ?? (seen.to - seen.from) / most;
	const zone = new Date(seen.from / 1000).getTimezoneOffset() * 60 * SECOND;
	const first = Math.ceil((seen.from - zone) / step) * step + zone;

	return Array.from({ length: Math.max(0, Math.floor((seen.to - first) / step) + 1) }, (_, i) => first + i * step);
}
