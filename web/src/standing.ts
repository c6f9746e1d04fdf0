// standing -- what waits for whom, worked out from entities alone.

import type { Entities, Words } from "./gen/api";
import { callTerms } from "./gen/calls";
import { callsOf, escalationsOf, neededBy, standingIn } from "./calling";
import { postName, standsInFor, toYouText, waitingHandovers } from "./duty";
import { personName, seatName } from "./show";
import { type Matter, charter, me } from "./store";
import { say } from "./text";

/** The seats in which a person may answer this decision: held and not given up, or stood in for. */
export function seatsOf(matter: Matter, decision: Entities["decision"], person: number): Omit<Asked, "decision" | "verb">[] {
	const givenUp = new Set(matter.all("answer")
		.filter((a) => a.decision === decision.id && a.kind === "recuse" && a.person === person).map((a) => a.seat));
	const holds = (seat: number): boolean => !!charter.one("seat", seat)?.holders.includes(person);
	const held = charter.all("seat").filter((seat) => holds(seat.id)).map((seat) => ({ seat: seat.id, principal: undefined }));
	const called = matter.all("deputy").filter((d) => d.decision === decision.id && d.person === person && !d.ended).map((d) => ({ seat: d.seat, principal: d.principal }));
	const speaksFor = (seat: number, place: number): boolean => holds(seat) || standingIn(matter, decision.id, seat, place).some((d) => d.person === person);
	const raised = escalationsOf(matter, decision.id).filter((one) => speaksFor(one.to, one.seat)).map((one) => ({ seat: one.seat, principal: undefined, as: one.to }));

	return [...held, ...called, ...raised].filter((one, i, all) => !givenUp.has(one.seat) && all.findIndex((other) => other.seat === one.seat) === i);
}

/** Heard by voice, and still to be confirmed by whoever was heard. */
export const isUnconfirmed = (answer: Entities["answer"]): boolean => (answer.voice === "heard" || answer.voice === "overdue") && !answer.void;

/** One person counts once for an option, in whichever seat; what was only asked for is no answer yet, nor is "not mine" in another seat. */
const hasAnswered = (matter: Matter, option: number, person: number): boolean =>
	matter.all("answer").some((one) => one.option === option && one.person === person && !one.void && one.kind !== "concur_if" && one.kind !== "need" && one.kind !== "recuse");

/** `as`: the seat held by which one is the next authority for a seat that is silent. */
export interface Asked { decision: Entities["decision"]; seat: number; principal: number | undefined; as?: number; verb: "decide" | "concur" }

/** The answers that this person may give in this decision, whether or not they said what they need first; mine, if nobody else is named. */
export function askedOf(matter: Matter, decision: Entities["decision"], person = me.value?.person ?? 0): Asked[] {
	if (decision.state !== "open" || !decision.option) return [];
	if (hasAnswered(matter, decision.option, person)) return [];
	return seatsOf(matter, decision, person)
		.filter(({ seat }) => decision.missing.includes(seat) || decision.asking?.includes(seat))
		.map((one) => ({ ...one, decision, verb: one.seat === decision.accountable ? "decide" : "concur" }));
}

export const seatsHeldBy = (person: number): number[] => charter.all("seat").filter((seat) => seat.holders.includes(person)).map((seat) => seat.id);
export const mySeats = (): number[] => seatsHeldBy(me.value?.person ?? 0);

/** What calls wait as, and what waits by itself. */
type Waits = Exclude<(typeof callTerms)[keyof typeof callTerms]["waits"], ""> | "handover" | "decision" | "need" | "put_up" | "undecided" | "voice" | "task" | "request" | "clock";

/** `call`: what I was called for and may say that I know of. */
export interface Waiting { key: string; tab: "decide" | "do" | "now" | "calls" | "measures" | "people" | "access"; id?: number; kind: Waits; title: string; due: number; call?: Entities["call"] | undefined }

/** I am on it, or nobody is and my seat owns it; or it is late and I was asked, or blocked by me. */
function waitsForPerson(t: Entities["task"], person: number, seats: number[]): boolean {
	if (t.state !== "open" && t.state !== "taken") return false;
	return t.people.includes(person) || (t.state === "open" && seats.includes(t.owner ?? 0)) || (t.overdue && t.escalated === person)
		|| (!!t.blocked && (t.blocked_person === person || seats.includes(t.blocked_seat ?? 0)));
}

/** What is offered to somebody; once that lasts too long, whoever offers it and whoever commands are told as well. */
function handoversFor(matter: Matter, person: number): Waiting[] {
	const commands = matter.one("room", matter.room)?.commander === person;

	return waitingHandovers(matter).filter((one) => one.to === person || (one.late && (one.from === person || commands))).map((one) => ({
		key: `h${one.id}`, tab: "people", id: one.id, kind: "handover", due: 0,
		title: one.to === person ? toYouText(one) : say.duty.still_waits(personName(one.to), postName(one.seat)),
	}));
}

/** What seats need before they answer what this person put up. */
const needsOf = (matter: Matter, person: number): Entities["answer"][] => matter.all("answer").filter((one) => {
	const decision = matter.one("decision", one.decision);
	return one.kind === "need" && !one.void && decision?.state === "open" && decision.put_up_by === person && decision.option === one.option && !one.over && decision.asking?.includes(one.seat);
});

/** What waits for somebody in this room: what is handed to them and decisions first, then by what is due. */
export function waitingFor(matter: Matter, person = me.value?.person ?? 0): Waiting[] {
	const mine = [...seatsHeldBy(person), ...standsInFor(matter, person)];
	const calls = callsOf(matter, person);
	const heard = matter.all("answer").filter((one) => one.person === person && isUnconfirmed(one) && ["open", "taken"].includes(matter.one("decision", one.decision)?.state ?? ""))
		.map((one): Waiting => ({ key: `v${one.id}`, tab: "decide", id: one.decision, kind: "voice", title: matter.one("decision", one.decision)?.question ?? "", due: one.confirm_by ?? 0, call: calls.find((call) => call.reason === "confirm" && call.decision === one.decision && call.seat === one.seat) }));
	const decisions = matter.all("decision").filter((d) => askedOf(matter, d, person).some(({ seat }) => d.missing.includes(seat)))
		.map((d): Waiting => ({ key: `d${d.id}`, tab: "decide", id: d.id, kind: "decision", title: d.question ?? "", due: d.deadline, call: calls.find((one) => one.decision === d.id && callTerms[one.reason].on === "answer") }));
	const needs = needsOf(matter, person)
		.map((one): Waiting => ({ key: `n${one.id}`, tab: "decide", id: one.decision, kind: "need", title: one.text ?? "", due: one.by ?? 0 }));
	const unput = matter.all("decision").filter((d) => d.state === "open" && !d.option && (d.person === person || seatsOf(matter, d, person).some(({ seat }) => d.missing.includes(seat))))
		.map((d): Waiting => ({ key: `d${d.id}`, tab: "decide", id: d.id, kind: "put_up", title: d.question ?? "", due: d.deadline, call: calls.find((one) => one.decision === d.id && callTerms[one.reason].on === "answer") }));
	const undecided = matter.all("decision").filter((d) => d.left_undecided && (d.person === person || seatsHeldBy(person).includes(d.accountable) || matter.all("call").some((one) => one.decision === d.id && one.reason === "undecided" && one.person === person)))
		.map((d): Waiting => ({ key: `d${d.id}`, tab: "decide", id: d.id, kind: "undecided", title: d.question ?? "", due: 0, call: calls.find((one) => one.decision === d.id && one.reason === "undecided") }));
	const others = calls.flatMap((call): Waiting[] => {
		const kind = callTerms[call.reason].waits;
		const d = matter.one("decision", call.decision);
		const measure = matter.one("measure", call.measure);
		const where = kind === "door" ? { tab: "access" } as const : d ? { tab: "decide", id: d.id } as const : measure ? { tab: "measures" } as const : call.reason === "relieved" ? { tab: "people" } as const : { tab: "calls" } as const;
		return kind ? [{ key: `a${call.id}`, kind, title: d?.question ?? measure?.text ?? matter.one("room", matter.room)?.title ?? "", due: neededBy(matter, call) ?? 0, call, ...where }] : [];
	});
	const tasks = matter.all("task").filter((t) => waitsForPerson(t, person, mine))
		.map((t): Waiting => ({ key: `t${t.id}`, tab: "do", id: t.id, kind: "task", title: t.title ?? "", due: t.due ?? 0 }));
	const requests = matter.all("request").filter((r) => !r.answer && mine.includes(r.owner ?? 0))
		.map((r): Waiting => ({ key: `r${r.id}`, tab: "now", kind: "request", title: r.question ?? r.name, due: r.due ?? 0 }));
	const calledFor = (c: Entities["clock"]): boolean => matter.all("call").some((one) => one.clock === c.id && one.person === person && !one.over);
	const clocks = matter.all("clock").filter((c) => (c.state === "proposed" || c.state === "running" || c.state === "late") && (mine.includes(c.owner) || calledFor(c)))
		.map((c): Waiting => ({ key: `c${c.id}`, tab: "now", kind: "clock", title: c.title ?? c.label, due: c.deadline ?? 0, call: calls.find((one) => one.clock === c.id) }));

	return [...handoversFor(matter, person), ...heard, ...undecided, ...decisions, ...needs, ...unput, ...others, ...[...tasks, ...requests, ...clocks].sort((a, b) => (a.due || Infinity) - (b.due || Infinity))];
}

/** The open decisions that do not wait for me: the nearest deadline first. */
export function waitsElsewhere(matter: Matter): Entities["decision"][] {
	const mine = new Set(waitingFor(matter).filter((one) => one.tab === "decide").map((one) => one.id));
	return matter.all("decision").filter((one) => one.state === "open" && !mine.has(one.id)).sort((a, b) => a.deadline - b.deadline);
}

/** The tasks that cannot go on: the longest blocked first. */
export const blockedIn = (matter: Matter): Entities["task"][] =>
	matter.all("task").filter((one) => one.blocked && (one.state === "open" || one.state === "taken")).sort((a, b) => (a.blocked ?? 0) - (b.blocked ?? 0));

/** Whom a blocked task waits for. */
export const blockerName = (task: Entities["task"]): string =>
	task.blocked_person ? personName(task.blocked_person) : task.blocked_seat ? seatName(task.blocked_seat) : task.blocked_outside ?? say.erased;

/** The decisions that stand: the newest first. */
export const takenIn = (matter: Matter): Entities["decision"][] =>
	matter.all("decision").filter((one) => one.state === "taken").sort((a, b) => (b.ended ?? 0) - (a.ended ?? 0));

/** What was chosen; nothing where the question says it all, as of a renewal. */
export function chosenTitle(of: Matter, decision: Entities["decision"]): string | undefined {
	const title = of.one("option", decision.option)?.title;

	return title === undefined ? say.erased : title === decision.question ? undefined : title;
}

/** Whether an option is what the plan prescribes, where one is named. */
export const planWord = (option: Pick<Entities["option"], "plan" | "departs"> | undefined): string => (option?.plan ? (option.departs ? say.departs : say.as_planned) : "");

export type Rank = "best" | "worst" | undefined;
type Option = Entities["option"];

const risks: Record<Words["risk"], number> = { none: 0, some: 1, serious: 2, lasting: 3 };
const likelyCost = (o: Option): number | undefined => {
	const money = o.cost_likely ?? o.cost_high ?? o.cost_low;
	return money ? Number(money.amount) : undefined;
};
/** The rows that can be ranked: less is better in each. */
export const ranked = {
	cost: likelyCost,
	effect: (o: Option) => o.takes_effect,
	undo: (o: Option) => o.undo,
	risk: (o: Option) => (o.risk ? risks[o.risk] : undefined),
	evidence: (o: Option) => (o.evidence_destroyed ? Number(o.evidence_destroyed === "yes") : undefined),
	notice: (o: Option) => (o.adversary_notices ? Number(o.adversary_notices === "yes") : undefined),
	safety: (o: Option) => (o.safety ? risks[o.safety] : undefined),
	trust: (o: Option) => (o.trust ? risks[o.trust] : undefined),
	customers: (o: Option) => (o.customer_harm ? risks[o.customer_harm] : undefined),
	competition: (o: Option) => (o.competition ? risks[o.competition] : undefined),
} satisfies Record<string, (o: Option) => number | undefined>;
export type RankedRow = keyof typeof ranked;

export function rank(row: RankedRow, option: Option, all: Option[]): Rank {
	const mine = ranked[row](option);
	const values = all.map(ranked[row]).filter((v) => v !== undefined);
	const least = Math.min(...values);
	const most = Math.max(...values);

	if (mine === undefined || values.length < 2 || least === most) return undefined;
	return mine === least ? "best" : mine === most ? "worst" : undefined;
}
