// ladder -- why a decision is not taken yet, and what happens while answers are missing: one sentence, and every rung.

import type { Entities } from "./gen/api";
import { awayUntil, escalationsOf } from "./calling";
import { clock, durationText, personName, seatName, timeText } from "./show";
import { type Matter, charter } from "./store";
import { say } from "./text";
import { forHouse } from "./tlp";

type Decision = Entities["decision"];
type Deputy = Entities["deputy"];
type Ladder = NonNullable<Decision["ladder"]>;
const second = 1_000_000;

export const deputiesOf = (of: Matter, decision: number): Deputy[] => of.all("deputy").filter((one) => one.decision === decision);

/** The delegations of a seat that last now. */
export const delegationsOf = (seat: number): Entities["delegation"][] =>
	charter.all("delegation").filter((one) => one.seat === seat && !one.ended && one.from <= clock.value && clock.value < one.until);

/** "For CISO, delegated until 08:00 by decision 12"; of a deputy by rule, why they stand in. */
export function whyText(deputy: Deputy): string {
	const by = charter.one("delegation", deputy.delegation);
	return by ? say.delegation.stands(seatName(deputy.seat), timeText(by.until), by.decision) : say.ladder.why[deputy.why];
}

export const names = (all: string[]): string => (all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} ${say.and} ${all.at(-1)}`);

/** Who would stand in next for a seat: the first of its line who was not called, can sign and is not kept out by the room's label; whoever is away comes last. */
function nextDeputy(of: Matter, decision: Decision, seat: number): number | undefined {
	const called = deputiesOf(of, decision.id).filter((one) => one.seat === seat).map((one) => one.person);
	const shut = forHouse(of.one("room", of.room)?.tlp);
	const able = charter.one("seat", seat)?.deputies.map((id) => charter.one("person", id)).filter((one) => one?.enrolled && !(shut && one.outside) && !called.includes(one.id));
	return (able?.find((one) => !awayUntil(one?.id)) ?? able?.[0])?.id;
}

/** "In 12 min it goes to CFO." */
function nextSentence(of: Matter, decision: Decision): string {
	const left = ((decision.next_at ?? decision.deadline) - clock.value) / second;
	const [seat] = decision.missing;
	const deputy = decision.missing.length === 1 && seat ? nextDeputy(of, decision, seat) : undefined;
	const then = decision.next === "escalate" ? say.ladder.goes_to(seatName(decision.ladder?.escalate_to))
		: decision.next === "deputy" ? say.ladder.stands_in(deputy ? personName(deputy) : say.ladder.a_deputy) : say.ladder.then[decision.next ?? "lapse"];

	return say.ladder.sentence(left > 0 ? say.ladder.in_time(durationText(left)) : say.ladder.any_moment, then);
}

/** Where somebody acted alone it is carried out already, and ends unless the others answer. */
export const aloneText = (of: Matter, decision: Decision): string =>
	decision.alone !== undefined && decision.state === "open" ? say.acted_alone(seatName(of.one("answer", decision.alone)?.seat)) : "";

/** Why it is not decided yet, and what happens next at what time; where that is another matter, the server's own sentence. */
export function standingText(of: Matter, decision: Decision): string {
	const missing = names(decision.missing.map(seatName));
	const objects = decision.objecting?.length ? say.ladder.objects(names(decision.objecting.map(seatName))) : "";

	const asks = decision.asking?.length ? say.ladder.asks(names(decision.asking.map(seatName))) : "";

	if (decision.state !== "open" || decision.defaulted || !(missing || objects || asks)) return decision.standing ?? "";
	const waits = !decision.option ? say.ladder.nothing_up(missing) : missing && say.ladder.waiting_for(missing);
	const unmanned = decision.unmanned?.length ? say.ladder.unmanned(names(decision.unmanned.map(seatName))) : "";
	return [aloneText(of, decision), objects, asks, waits, unmanned, nextSentence(of, decision)].filter(Boolean).join(" ");
}

/** `waits`: its time has come, and it needs something else first. */
export interface Rung { key: string; state: "done" | "next" | "later" | "waits"; at: number; title: string; more?: string | undefined }

/** The moment from which the rungs to come are counted: each keeps its distance to the one that is next. */
function origin(decision: Decision, ladder: Ladder): number {
	const rung = { remind: ladder.remind_after, deputy: ladder.deputy_after, escalate: ladder.escalate_after, lapse: undefined, default: undefined, unmet: undefined }[decision.next ?? "lapse"];
	return rung && decision.next_at ? decision.next_at - rung * second : decision.asked ?? decision.opened;
}

/** In how many ways whoever is asked now in that seat was called in vain. */
function waysTried(of: Matter, decision: Decision, seat: number): number {
	return Math.max(0, ...of.all("call").filter((call) => call.decision === decision.id && call.seat === seat && !call.acknowledged).map((call) => call.ways));
}

function climbed(of: Matter, decision: Decision): Rung[] {
	const asked = decision.asked ? [{ key: "asked", at: decision.asked, title: decision.option ? say.ladder.asked : say.ladder.called, more: of.one("option", decision.option)?.title }] : [];
	const reminded = decision.reminded ? [{ key: "reminded", at: decision.reminded, title: say.ladder.reminded }] : [];
	const deputies = deputiesOf(of, decision.id).map((one) => ({
		key: `d${one.id}`, at: one.at, title: say.ladder.stood_in(personName(one.person), seatName(one.seat)), more: one.ended ? one.delegation ? say.delegation.over : say.ladder.taken_back : whyText(one),
	}));
	const raised = escalationsOf(of, decision.id).map((one) => ({ key: `e${one.id}`, at: one.at, title: say.ladder.raised(seatName(one.to), seatName(one.seat)) }));

	const defaulted = decision.defaulted ? [{ key: "defaulted", at: decision.defaulted_at ?? decision.deadline, title: say.by_default.taken, more: say.by_default.opens_tasks }] : [];

	return [...asked, ...reminded, ...deputies, ...raised, ...defaulted].map((rung) => ({ ...rung, state: "done" }));
}

function planned(of: Matter, decision: Decision): Rung[] {
	const ladder = decision.ladder;
	const rung = (key: "remind" | "deputy" | "escalate", after: number | undefined, title: string, more?: string): Rung[] => {
		const at = origin(decision, ladder ?? {}) + (after ?? 0) * second;
		return !after || at >= decision.deadline ? [] : [{ key, at, title, more, state: decision.next === key ? "next" : at > clock.value ? "later" : "waits" }];
	};
	const escalated = new Set(escalationsOf(of, decision.id).map((one) => one.seat));
	const silent = decision.missing.filter((seat) => nextDeputy(of, decision, seat) !== undefined);
	const rising = decision.missing.filter((seat) => !escalated.has(seat) && seat !== ladder?.escalate_to);
	const inVain = say.ladder.once_called(silent.map((seat) => say.ladder.ways_tried(seatName(seat), waysTried(of, decision, seat))).join(", "));

	if (decision.state !== "open" || !ladder) return [];
	return [
		...(decision.reminded ? [] : rung("remind", ladder.remind_after, say.ladder.remind)),
		...(silent.length ? rung("deputy", ladder.deputy_after, say.ladder.deputy, inVain) : []),
		...(rising.length ? rung("escalate", ladder.escalate_after, say.ladder.escalate(seatName(ladder.escalate_to)), names(rising.map(seatName))) : []),
	];
}

/** The last rung where the charter has authorised something in advance: what would be taken, or what bars it and it ends undecided. */
function byDefault(decision: Decision): Rung {
	const bar = decision.default_bar;
	const state = decision.next === "lapse" || decision.next === "default" ? "next" : "later";

	if (!bar) return { key: "end", at: decision.deadline, title: say.by_default.rung, more: say.by_default.opens_tasks, state };
	return { key: "end", at: decision.deadline, title: bar === "calls" ? say.by_default.rung_once_called : say.ladder.undecided, more: say.by_default.bars[bar], state };
}

function end(decision: Decision): Rung {
	if (decision.state === "open" && decision.defaulted) return { key: "end", at: decision.deadline, title: say.by_default.ends, more: say.by_default.asked_again, state: "next" };
	if (decision.state === "open" && decision.by_default && !decision.alone) return byDefault(decision);
	if (decision.state === "open") return { key: "end", at: decision.deadline, title: say.ladder.undecided, state: decision.next === "lapse" ? "next" : "later" };
	return { key: "end", at: decision.ended ?? decision.deadline, title: say.ladder.ended[decision.state], state: "done" };
}

/** From "asked" to "undecided": what has happened, what is next, what comes then. */
export function rungs(of: Matter, decision: Decision): Rung[] {
	const time = (a: Rung, b: Rung): number => a.at - b.at;

	if (!decision.asked && decision.state !== "open") return [];
	return [...climbed(of, decision).sort(time), ...planned(of, decision).sort(time), end(decision)];
}
