// authority -- next to a decision: who decides and who must concur, who has answered, who was called, who stands in, and what comes next.

import { type ComponentChildren, Fragment } from "preact";
import { useContext } from "preact/hooks";
import { awayUntil, escalationsOf, standingIn, triesOf } from "../calling";
import { shown } from "../entry";
import { Give, Past } from "../form";
import type { Entities } from "../gen/api";
import { deputiesOf, names, type Rung, rungs, standingText, whyText } from "../ladder";
import { charterHref, roomHref } from "../route";
import { Empty, Left, Mark, Person, Section, Time, durationText, personName, seatName } from "../show";
import { mySeats } from "../standing";
import { type Matter, charter, me } from "../store";
import { later } from "../later";
import { answerWord, say, wordly } from "../text";
import { partyName } from "./weighing";

const ChangedSince = later(() => import("./changed_since").then((part) => part.ChangedSince));
const Opened = later(() => import("./opened").then((part) => part.Opened));
const FiguresSince = later(() => import("./figures_since").then((part) => part.FiguresSince));
const VoiceMark = later(() => import("./voice").then((part) => part.VoiceMark));

type Decision = Entities["decision"];
type Group = Decision["concur"][number];
type Ladder = NonNullable<Decision["ladder"]>;

/** Nobody decided it, and people have begun: that is not to be overlooked. */
export function TakenByDefault({ decision }: { decision: Decision }) {
	if (!decision.defaulted || decision.state !== "open") return null;
	return (
		<div class="defaulted" role="note">
			<p><strong>{say.by_default.taken}</strong> <Time at={decision.defaulted_at ?? decision.opened} /></p>
			<p>{say.by_default.holds(names(decision.missing.map(seatName)))} <Left at={decision.deadline} />. {say.by_default.accountable(seatName(decision.accountable))}</p>
		</div>
	);
}

/** Why it is not decided yet, and what happens next at what time. */
export function Standing({ of, decision }: { of: Matter; decision: Decision }) {
	const past = useContext(Past);
	const text = past ? decision.standing : standingText(of, decision);

	return text ? <p class="standing">{text}</p> : null;
}

const against: Entities["answer"]["kind"][] = ["object", "concur_if", "need"];

/** What is put up, by whom, and who is against it or wants something first, or is hurt by it: nobody decides without having seen it. */
export function Recommended({ of, decision }: { of: Matter; decision: Decision }) {
	const answers = of.all("answer").filter((one) => one.decision === decision.id && one.option === decision.option && against.includes(one.kind) && !one.void);
	const hurt = of.all("bearing").filter((one) => one.option === decision.option && one.bearing === "hurts").flatMap(({ interest }) => of.one("interest", interest) ?? []);
	const any = answers.length + hurt.length > 0;

	if (!decision.option) return null;
	return (
		<div class={`recommended${any ? " dissent" : ""}`}>
			<p>{decision.state === "taken" ? say.chosen : say.recommended} <strong>{of.one("option", decision.option)?.title ?? say.erased}</strong>, {say.put_up_mark} {say.by} {decision.put_up_by ? <Person id={decision.put_up_by} /> : say.a_program}, <Time at={decision.asked ?? decision.opened} />. {any ? say.against : say.nobody_against}</p>
			{any && <ul class="plain">
				{answers.map((one) => (
					<li key={one.id}><strong>{seatName(one.seat)}</strong> · <Person id={one.person} /> <Mark tone={answerTone[one.kind]}>{answerWord[one.kind]}</Mark><span class="screen-only">: {one.text ?? say.erased}{one.by && <>, {say.by} <Time at={one.by} /></>}</span></li>
				))}
				{hurt.map((one) => <li key={one.id}><Mark tone="warn">{say.hurts}</Mark> <strong>{partiesText(of, one)}</strong><span class="screen-only">: {one.text ?? say.erased}</span></li>)}
			</ul>}
		</div>
	);
}

/** Who has an interest: whoever stated it, and whoever has it, too. */
const partiesText = (of: Matter, interest: Entities["interest"]): string =>
	names([of.one("position", interest.position), ...of.all("sharing").filter((one) => one.interest === interest.id)].flatMap((one) => (one ? partyName(one) : [])));

// ---- the rule in words

interface RuleWords {
	accountable: number; concur: Group[]; requester_excluded: boolean; within?: number | undefined;
	ladder?: Ladder | undefined; consulted?: number[] | undefined; informed?: number[] | undefined; alone?: Entities["rule"]["alone"]; responsible?: number | undefined; by_voice?: number | undefined; voids_on?: string[] | undefined; currency?: string | undefined; by_default?: Entities["rule"]["by_default"];
	/** Of an option that was put up: the groups not asked, as their condition did not hold. */
	spared?: Group[] | undefined;
}

function LadderText({ ladder, within }: { ladder: Ladder | undefined; within: number | undefined }) {
	const said = say.ladder.after;
	const parts = [
		ladder?.remind_after && `${said.remind} ${durationText(ladder.remind_after)}`,
		ladder?.deputy_after && `${said.deputy} ${durationText(ladder.deputy_after)}`,
		ladder?.escalate_after && `${said.escalate(seatName(ladder.escalate_to))} ${durationText(ladder.escalate_after)}`,
		within && `${said.within} ${durationText(within)}`,
	].filter(Boolean);

	if (parts.length === 1 && within) return <> ({say.within} {durationText(within)})</>;
	return parts.length ? <small class="times">{say.ladder.silence}: {parts.join("; ")}.</small> : null;
}

const Seats = ({ what, seats }: { what: string; seats: (number | undefined)[] | undefined }) =>
	(seats?.some(Boolean) ? <> {what}: <strong>{names(seats.map(seatName))}</strong>.</> : null);

/** The rule in words; of a decision, under which conditions somebody was asked and somebody was not. */
export function RuleText({ rule }: { rule: RuleWords }) {
	const asked = rule.spared !== undefined;

	return (
		<>
			<strong>{seatName(rule.accountable)}</strong> {say.decides}
			{rule.concur.map((group, i) => (
				<span key={i}>{group.in_turn ? say.in_turn : ";"} <strong>{group.seats.map(seatName).join(", ")}</strong>{say.must_concur(group.k, group.seats.length)}
					{group.rule && say.ladder.measure_in_it(wordly(charter.one("rule", group.rule)?.kind ?? ""))}
					{group.when && <Condition said={asked ? say.ladder.because : say.ladder.only_if} when={group.when} />}
				</span>
			))}.
			{rule.spared?.map((group, i) => <span key={i}> <strong>{group.seats.map(seatName).join(", ")}</strong> <Condition said={say.ladder.spared} when={group.when ?? ""} />.</span>)}
			{rule.requester_excluded && ` ${say.requester_excluded}`}
			{rule.alone?.map((one, i) => (
				<span key={i}> <strong>{seatName(one.seat)}</strong> {one.emergency ? say.ladder.may_break_glass : say.ladder.may_alone} {durationText(one.holds)}{one.when && <Condition said={say.ladder.while} when={one.when} />}.</span>
			))}
			{rule.by_default && (
				<span> {say.by_default.rule(durationText(rule.by_default.holds), names(rule.by_default.measures.map(({ kind }) => wordly(kind))))}<Condition said={say.by_default.only_if} when={rule.by_default.when} />.</span>
			)}
			<Seats what={say.ladder.consulted} seats={rule.consulted} /><Seats what={say.ladder.informed} seats={rule.informed} /><Seats what={say.ladder.responsible} seats={[rule.responsible]} />
			{rule.voids_on?.length ? say.voids_on(names(rule.voids_on)) : null}{rule.currency && say.limits_in(rule.currency)}
			{rule.by_voice && ` ${say.voice.allowed} ${durationText(rule.by_voice)}.`}
			<LadderText ladder={rule.ladder} within={rule.within} />
		</>
	);
}

/** Who decides what, kind by kind; `beside` each, what can be done about it. */
export function RuleList({ beside }: { beside?: (rule: Entities["rule"]) => ComponentChildren }) {
	return (
		<ul class="rows">
			{charter.all("rule").map((rule) => (
				<li key={rule.kind}><span><strong>{wordly(rule.kind)}</strong> <span class="note"><RuleText rule={rule} /></span></span>{beside?.(rule)}</li>
			))}
		</ul>
	);
}

/** A condition within a sentence, as it was written. */
function Condition({ said, when }: { said: (when: string) => string; when: string }) {
	const [before, after] = said("\0").split("\0");
	return <>{before}<code>{when}</code>{after}</>;
}

// ---- the ladder, drawn

function Step({ rung }: { rung: Rung }) {
	return (
		<li class={`rung ${rung.state}`} aria-current={rung.state === "next" ? "step" : undefined}>
			<span class="rung-mark" aria-hidden="true" />
			<strong>{rung.title}</strong> <span class="hidden">({say.ladder.state[rung.state]})</span>
			<small>{rung.state === "next" ? <Left at={rung.at} /> : <Time at={rung.at} />}</small>
			{rung.more && <small>{rung.more}</small>}
		</li>
	);
}

function DrawnLadder({ of, decision }: { of: Matter; decision: Decision }) {
	const all = rungs(of, decision);

	return all.length > 1 ? <><h3>{say.ladder.title}</h3><ol class="ladder">{all.map((rung) => <Step key={rung.key} rung={rung} />)}</ol></> : null;
}

// ---- who was asked

const answerTone = { decide: "good", concur: "good", object: "bad", recuse: "plain", concur_if: "warn", need: "warn", break_glass: "bad" } as const;

/** A fact of the brief that is another now: what it was then, and what it is. */
function becameText(of: Matter, answer: Entities["answer"], id: number): string {
	const now = of.one("fact", id);
	const was = of.all("fact").filter((one) => one.name === now?.name && one.id < answer.id).at(-1);

	return now ? say.became(now.name, shown(was?.value), shown(now.value)) : "";
}

/** What is another now than when it was answered: facts, and what was said of the options. */
const sinceParts = (of: Matter, answer: Entities["answer"]): { key: string; text: ComponentChildren }[] => [
	...(answer.changed ?? []).map((id) => ({ key: `f${id}`, text: becameText(of, answer, id) })),
	...of.all("option").filter((option) => option.estimates.some((one) => answer.estimates?.includes(one.entry)))
		.map((option) => ({ key: `o${option.id}`, text: <FiguresSince of={of} answer={answer} option={option} /> })),
];

/** Whether what it binds to says more now: then it counts no longer, and what is new is shown; an adopted condition says that itself. */
const isChanged = (of: Matter, answer: Entities["answer"]): boolean =>
	answer.void && answer.kind !== "concur_if" && !!of.one("option", answer.option)?.subject.some((id) => id > answer.id);

const mayWithdraw = (of: Matter, answer: Entities["answer"]): boolean =>
	answer.person === me.value?.person && !answer.void && (answer.voice === undefined || answer.voice === "confirmed") && ["decide", "concur", "object"].includes(answer.kind)
		&& of.one("decision", answer.decision)?.state === "open" && of.one("decision", answer.decision)?.alone !== answer.id;

/** To whoever answered: what is not any more as it was then. */
export function SinceYou({ of, decision }: { of: Matter; decision: Decision }) {
	const mine = of.all("answer").filter((one) => one.decision === decision.id && mayWithdraw(of, one) && sinceParts(of, one).length > 0);

	const asked = of.all("answer").findLast((one) => one.decision === decision.id && one.person === me.value?.person);

	if (useContext(Past)) return null;
	return (
		<>
			{asked && decision.state === "open" && decision.option === asked.option && isChanged(of, asked) && (
				<div class="stood-in" role="note"><span><strong>{say.since_you}</strong> {say.changed_since}<ChangedSince of={of} answer={asked} /></span></div>
			)}
			{mine.map((answer) => (
				<p key={answer.id} class="stood-in" role="note">
					<span><strong>{say.since_you}</strong> {sinceParts(of, answer).map(({ key, text }) => <Fragment key={key}>{text} </Fragment>)}</span>
					<Give command="withdraw_answer" room={of.room} fixed={{ answer: answer.id }} label={say.withdraw} />
				</p>
			))}
		</>
	);
}

function AnswerRow({ of, answer }: { of: Matter; answer: Entities["answer"] }) {
	return (
		<li class={answer.void ? "faint" : ""}>
			<span>
				<strong>{seatName(answer.seat)}</strong> · <Person id={answer.person} />{answer.principal ? ` (${say.deputy_for} ${personName(answer.principal)})` : ""}{" "}
				<Mark tone={answerTone[answer.kind]}>{answerWord[answer.kind]}</Mark> {answer.voice ? <VoiceMark answer={answer} /> : <Mark>{answer.is_signed ? say.signed : say.unsigned}</Mark>}
				{answer.void && (answer.kind === "concur_if" && !answer.replaced ? <Mark tone="good">{say.adopted}</Mark> : <Mark>{say.void}</Mark>)}{answer.over && <Mark>{say.asked_again}</Mark>} <small><Time at={answer.at} /> · {of.one("option", answer.option)?.title}</small>
				{answer.text && <span class="note">{answer.text}</span>}
				{sinceParts(of, answer).map(({ key, text }) => <span key={key} class="note"><Mark tone="warn">{say.since_then}</Mark> {text}</span>)}
				{isChanged(of, answer) && <span class="note screen-only"><Mark tone="warn">{say.since_then}</Mark><ChangedSince of={of} answer={answer} /></span>}
			</span>
			{answer.kind === "concur_if" && !answer.void && <Give command="adopt_condition" room={of.room} fixed={{ condition: answer.id }} label={say.adopt} />}
			{answer.kind === "concur_if" && !answer.void && !answer.over && <Give command="refuse_condition" room={of.room} fixed={{ condition: answer.id }} label={say.refuse} tone="quiet" />}
			{mayWithdraw(of, answer) && <Give command="withdraw_answer" room={of.room} fixed={{ answer: answer.id }} label={say.withdraw} tone="quiet" />}
		</li>
	);
}

/** One who may answer for a seat: as what, whether they are away, how often they were tried, whether they know. */
function Asked({ of, decision, seat, person, as }: { of: Matter; decision: Decision; seat: number; person: number; as?: string }) {
	const calls = of.all("call").filter((call) => call.decision === decision.id && call.seat === seat && call.person === person && call.reason !== "advice" && !call.over);
	const tries = calls.reduce((n, call) => n + triesOf(of, call.id).length, 0);
	const away = awayUntil(person);

	return (
		<li>
			<Person id={person} />{as && ` · ${as}`} {away && <Mark tone="warn">{say.calls.away} <Time at={away} /></Mark>}{" "}
			{calls.length > 0 && (calls.some((call) => call.acknowledged) ? <Mark tone="good">{say.ladder.knows}</Mark> : <Mark>{say.ladder.not_reached}{tries > 0 && `, ${say.ladder.tried(tries)}`}</Mark>)}
		</li>
	);
}

function MissingSeat({ of, decision, seat }: { of: Matter; decision: Decision; seat: number }) {
	const recused = of.all("answer").filter((one) => one.decision === decision.id && one.seat === seat && one.kind === "recuse").map((one) => one.person);
	const holders = (id: number): number[] => charter.one("seat", id)?.holders ?? [];
	const there = holders(seat).filter((person) => !recused.includes(person));
	const standsIn = (id: number): Entities["deputy"][] => standingIn(of, decision.id, id, seat).filter((one) => !recused.includes(one.person));
	const asDeputy = (one: Entities["deputy"]): string => `${say.deputy_for} ${one.principal ? personName(one.principal) : seatName(one.seat)}: ${whyText(one)}`;
	const deputies = standsIn(seat);
	const raised = escalationsOf(of, decision.id).filter((one) => one.seat === seat);

	return (
		<li>
			<span>
				<Mark tone="warn">{say.missing}</Mark> <strong>{seatName(seat)}</strong>{there.length + deputies.length === 0 && ` (${say.vacant})`}
				<ul class="plain">
					{there.map((person) => <Asked key={person} of={of} decision={decision} seat={seat} person={person} />)}
					{deputies.map((one) => <Asked key={`d${one.id}`} of={of} decision={decision} seat={seat} person={one.person} as={asDeputy(one)} />)}
					{raised.flatMap((one) => holders(one.to).map((person) => <Asked key={`e${one.id}/${person}`} of={of} decision={decision} seat={seat} person={person} as={say.ladder.next_authority(seatName(one.to))} />))}
					{raised.flatMap((one) => standsIn(one.to).map((deputy) => <Asked key={`e${one.id}/d${deputy.id}`} of={of} decision={decision} seat={seat} person={deputy.person} as={`${say.ladder.next_authority(seatName(one.to))}; ${asDeputy(deputy)}`} />))}
				</ul>
			</span>
		</li>
	);
}

// ---- advice

function Consulted({ of, decision }: { of: Matter; decision: Decision }) {
	const given = of.all("advice").filter((one) => one.decision === decision.id);
	const asked = of.all("call").filter((one) => one.decision === decision.id && one.reason === "advice" && one.person === me.value?.person).map((one) => one.seat);
	const mine = [...mySeats(), ...asked];

	/** Whoever advised has, though what is put up now does not ask them. */
	const seats = [...new Set([...decision.consulted ?? [], ...given.map((one) => one.seat)])];

	if (seats.length === 0) return null;
	return (
		<>
			<h3>{say.ladder.consulted}</h3>
			<ul class="rows">
				{seats.map((seat) => {
					const said = given.filter((one) => one.seat === seat);
					return (
						<li key={seat}>
							<span>
								<strong>{seatName(seat)}</strong> {said.length === 0 && <Mark>{say.ladder.no_advice}</Mark>}
								{said.map((one) => <span key={one.id} class="note"><Person id={one.person} /> {say.ladder.advises}, <Time at={one.at} />: {one.text ?? say.erased}</span>)}
							</span>
							{decision.state === "open" && decision.consulted?.includes(seat) && mine.includes(seat) && <Give command="give_advice" room={of.room} fixed={{ decision: decision.id, seat }} label={say.ladder.give_advice} title={say.ladder.advise_as(seatName(seat))} submit={say.ladder.give_advice} />}
						</li>
					);
				})}
			</ul>
		</>
	);
}

/** To whom a deputy stands in for: one word, and they answer themselves. */
export function StoodInFor({ of, decision }: { of: Matter; decision: Decision }) {
	const past = useContext(Past);
	const mine = deputiesOf(of, decision.id).filter((one) => one.principal === me.value?.person && !one.ended && one.why !== "recused" && mySeats().includes(one.seat));

	if (past || decision.state !== "open") return null;
	return (
		<>
			{mine.map((one) => (
				<p key={one.id} class="stood-in" role="note">
					<span><strong>{say.ladder.stands_for_you(personName(one.person), seatName(one.seat))}</strong> {say.ladder.take_back_lead}</span>
					<Give command="take_seat_back" room={of.room} fixed={{ deputy: one.id }} label={say.ladder.take_back} />
				</p>
			))}
		</>
	);
}

export function Authority({ of, decision }: { of: Matter; decision: Decision }) {
	const answers = of.all("answer").filter((answer) => answer.decision === decision.id);
	const rule = charter.all("rule").find((one) => one.id === decision.rule);
	const governing = decision.asked ? { ...decision, ladder: undefined, consulted: undefined, alone: rule?.alone, responsible: rule?.responsible, spared: decision.spared ?? [] } : rule;
	const asked = decision.state === "open" && !!decision.option;

	return (
		<Section title={say.authority} action={asked && of.room !== 0 && <a class="button" href={roomHref(of.room, "calls")}>{say.tab.calls}</a>}>
			{governing && <p><RuleText rule={governing} /> <a class="screen-only" href={charterHref("rules")}>{say.rules}</a></p>}
			{asked && decision.missing.length === 0 && !decision.asking?.length && <Empty>{say.missing}: {say.nobody_missing}</Empty>}
			<ul class="rows">
				{asked && decision.missing.map((seat) => <MissingSeat key={seat} of={of} decision={decision} seat={seat} />)}
				{asked && decision.later?.map((seat) => <li key={seat}><span><Mark>{say.their_turn_later}</Mark> <strong>{seatName(seat)}</strong></span></li>)}
				{answers.map((answer) => <AnswerRow key={answer.id} of={of} answer={answer} />)}
			</ul>
			{decision.crossed && <p class="stood-in">{say.crossed}</p>}
			<DrawnLadder of={of} decision={decision} />
			<Consulted of={of} decision={decision} />
			<Opened of={of} decision={decision} />
		</Section>
	);
}
