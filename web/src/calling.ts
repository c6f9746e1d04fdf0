// calling -- who must be reached about what, whom to ring next, and what was tried: worked out from entities alone.

import type { Entities } from "./gen/api";
import { callTerms } from "./gen/calls";
import { clock } from "./show";
import { type Matter, charter, me } from "./store";

type Call = Entities["call"];

export const reachOf = (person: number): Entities["reach"] | undefined => charter.all("reach").find((one) => one.person === person);

/** Until when somebody is away; nothing if they are not. */
export function awayUntil(person: number | undefined): number | undefined {
	const until = charter.all("absence").find((one) => one.person === person)?.until;
	return until && until > clock.value ? until : undefined;
}

export const triesOf = (of: Matter, call: number): Entities["call_try"][] => of.all("call_try").filter((one) => one.call === call);

/** What the server sent about these calls: in each way the newest, the latest first. */
export function pagesOf(of: Matter, calls: Call[]): Entities["page"][] {
	const ids = new Set(calls.map((call) => call.id));
	const about = of.all("page").filter((page) => page.calls?.some((id) => ids.has(id)));

	return [...Map.groupBy(about, (page) => page.channel).values()].flatMap((all) => all.slice(-1)).sort((a, b) => b.at - a.at);
}

/** Who was called as a deputy of that seat and stands in for it: in its own place, or as the next authority in another's, where no delegate may. */
export const standingIn = (of: Matter, decision: number | undefined, seat: number, place = seat): Entities["deputy"][] =>
	of.all("deputy").filter((one) => one.decision === decision && one.seat === seat && !one.ended && (seat === place || one.why !== "delegated"));

/** The next authorities that may answer, as a seat was silent to what is put up. */
export function escalationsOf(of: Matter, decision: number | undefined): Entities["escalation"][] {
	const asked = of.one("decision", decision)?.asked ?? 0;
	return of.all("escalation").filter((one) => one.decision === decision && one.at >= asked);
}

/** May whoever was called still answer in that seat, and did they not say: not mine? */
function stillSits(of: Matter, call: Call): boolean {
	const mine = (one: { decision: number; seat: number }): boolean => one.decision === call.decision && one.seat === call.seat;
	const standsIn = (seat: number): boolean => standingIn(of, call.decision, seat, call.seat).some((one) => one.person === call.person);
	const holds = (seat: number | undefined): boolean => !!charter.one("seat", seat)?.holders.includes(call.person);
	const deputises = (seat: number): boolean => !!charter.one("seat", seat)?.deputies.includes(call.person);

	switch (call.reason) {
		case "answer": return holds(call.seat) && !of.all("answer").some((one) => mine(one) && one.kind === "recuse" && one.person === call.person);
		case "stand_in": return standsIn(call.seat);
		case "escalated": return escalationsOf(of, call.decision).some((one) => one.seat === call.seat && (holds(one.to) || standsIn(one.to)));
		case "advice": return (holds(call.seat) || deputises(call.seat)) && !of.all("advice").some((one) => mine(one));
		case "informed": case "convene": case "alarm": case "expiring": case "review": case "drill": case "confirm": case "doubt": case "default": case "triage": case "objection": case "undecided": case "condition": case "deadline": case "late": case "untriaged": case "unmet": case "carry_out": case "not_in_force": case "relieved": case "let_in": return true;
		default: return call.reason satisfies never;
	}
}

const pressing: Record<Call["reason"], number> = { answer: 0, stand_in: 0, escalated: 0, alarm: 1, expiring: 2, doubt: 1, triage: 1, default: 1, objection: 1, condition: 1, undecided: 1, late: 1, deadline: 2, untriaged: 1, unmet: 1, carry_out: 2, not_in_force: 1, relieved: 1, let_in: 1, convene: 2, advice: 3, confirm: 3, review: 4, informed: 5, drill: 5 };
export const isAnswer = (call: Call): boolean => callTerms[call.reason].on === "answer";

/** Something is still wanted of whoever was called. */
const isWanted = (of: Matter, call: Call): boolean =>
	!call.over && (!isAnswer(call) || !!of.one("decision", call.decision)?.missing.includes(call.seat)) && stillSits(of, call);

/** The answer that somebody is called to confirm. */
const heardOf = (of: Matter, call: Call): Entities["answer"] | undefined =>
	of.all("answer").find((one) => one.decision === call.decision && one.seat === call.seat && one.person === call.person && one.heard_by && !one.void);

/** By when; an outcome that was taken has no hurry. */
export function neededBy(of: Matter, call: Call): number | undefined {
	const { on } = callTerms[call.reason];

	switch (on) {
		case "answer": case "objection": case "condition": case "decision": return of.one("decision", call.decision)?.deadline;
		case "committee": return of.one("committee", call.committee)?.by;
		case "ordered": return of.one("measure", call.measure)?.wanted_by;
		case "measure": return of.one("measure", call.measure)?.expires;
		case "confirmation": return heardOf(of, call)?.confirm_by;
		case "clock": return of.one("clock", call.clock)?.deadline;
		case "door": return of.one("decision", call.decision)?.deadline ?? of.one("committee", call.committee)?.by ?? of.one("clock", call.clock)?.deadline ?? of.one("room", of.room)?.look_by;
		case "suspicion": return of.one("room", of.room)?.look_by;
		case "command": case "outcome": case "undecided": case "doubt": case "drill": case "nothing": return undefined;
		default: return on satisfies never;
	}
}
const by = (of: Matter, call: Call): number => neededBy(of, call) ?? Infinity;

/** One person to be rung, and all that it is about: what presses most stands first. */
export interface Ring { person: number; calls: Call[] }

/** Who is to be rung, in this order: missing answers first, the nearest deadline, whoever was tried least. */
export function toRing(of: Matter): Ring[] {
	const calls = of.all("call").filter((call) => !call.acknowledged && call.person !== me.value?.person && isWanted(of, call))
		.sort((a, b) => pressing[a.reason] - pressing[b.reason] || by(of, a) - by(of, b) || triesOf(of, a.id).length - triesOf(of, b.id).length || a.id - b.id);

	return [...Map.groupBy(calls, (call) => call.person)].map(([person, all]) => ({ person, calls: all }));
}

/** The nearest hour by which they are needed. */
export function soonest(of: Matter, calls: Call[]): number | undefined {
	const least = Math.min(...calls.map((call) => by(of, call)));
	return least === Infinity ? undefined : least;
}

/** Who was reached, and has not given yet what is wanted of them. */
export const reached = (of: Matter): Ring[] =>
	[...Map.groupBy(of.all("call").filter((call) => call.acknowledged && isAnswer(call) && isWanted(of, call)), (call) => call.person)].map(([person, calls]) => ({ person, calls }));

/** The page by which I say that I know of most of what I am paged for; and of how much. */
export function pagesMe(of: Matter): { page: Entities["page"]; about: number } | undefined {
	const mine = new Set(callsOf(of, me.value?.person ?? 0).map((call) => call.id));
	const about = (page: Entities["page"]): number => page.calls?.filter((id) => mine.has(id)).length ?? 0;
	const page = of.all("page").filter((one) => about(one) > 0).sort((a, b) => about(b) - about(a))[0];

	return page && { page, about: about(page) };
}

/** What somebody is called for, and has not said themselves that they know of. */
export const callsOf = (of: Matter, person: number): Call[] => of.all("call").filter((call) => !call.own && call.person === person && isWanted(of, call));
