// brief -- one decision on one page, in the order in which executives decide.

import { type ComponentChildren, Fragment } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { pagesMe } from "../calling";
import type { Draft } from "../draft";
import { shown } from "../entry";
import { Dialog, Form, Give, Past } from "../form";
import type { Entities, Field, Records } from "../gen/api";
import { isStatement } from "../kinds";
import { later } from "../later";
import { roomHref } from "../route";
import { Empty, Fold, Left, Mark, Person, Section, Time, Word, costText, durationText, figureNames, onPhone, personName, seatName } from "../show";
import { type Rank, type RankedRow, askedOf, mySeats, planWord, rank, seatsHeldBy } from "../standing";
import { type Matter, charter, me } from "../store";
import { say, wordly } from "../text";
import { Answer } from "./answer";
import { Authority, Recommended, SinceYou, Standing, StoodInFor, TakenByDefault } from "./authority";
import { ChangeText, Was } from "./charter_change";
import { OwedText } from "./clocks";
import { CountedText, isCounted } from "./now";
import { AskAnew } from "./undecided";
import { DoNow, DominatedBy, InterestLine, ServesCell, type Weighed, partyName, useWeighed, weighedOption } from "./weighing";

const Supposed = later(() => import("./supposed").then((part) => part.Supposed));

const Paged = later(() => import("./pages").then((part) => part.Paged));

const Waiting = later(() => import("./waiting").then((part) => part.Waiting));

const Wanted = later(() => import("./around").then((part) => part.Wanted));

const DoneAlready = later(() => import("./around").then((part) => part.DoneAlready));

const ComesIn = later(() => import("./around").then((part) => part.ComesIn));

const ByVoice = later(() => import("./voice").then((part) => part.ByVoice));

const StartStatement = later(() => import("./statement").then((part) => part.StartStatement));

const PlanSays = later(() => import("./plan").then((part) => part.PlanSays));

const HarmCell = later(() => import("./harm").then((part) => part.HarmCell));

const StopsCell = later(() => import("./harm").then((part) => part.StopsCell));

const CostCell = later(() => import("./harm").then((part) => part.CostCell));

const StartWith = later(() => import("./clock_start").then((part) => part.StartWith));

const BothWant = later(() => import("./both_want").then((part) => part.BothWant));

const EraseWords = later(() => import("./erase").then((part) => part.EraseWords));

const RuleChange = later(() => import("./rule_change").then((part) => part.RuleChange));

const patience = 5_000;

type Decision = Entities["decision"];
type Option = Entities["option"];

const optionsOf = (of: Matter, decision: Decision): Option[] => of.all("option").filter((option) => option.decision === decision.id);

/** "B until 05:00, then A is decided." */
export function Interim({ of, option }: { of: Matter; option: Option }) {
	if (!option.then || !option.then_at) return null;
	return <>{say.interim_until} <Time at={option.then_at} />{say.interim_then(of.one("option", option.then)?.title ?? say.erased)}</>;
}

/** What it comes from and what comes after it, where that is more than a question. */
function Cause({ of, decision }: { of: Matter; decision: Decision }) {
	const option = of.one("option", decision.option);
	const failed = of.one("measure", decision.failed);

	return (
		<>
			{decision.takes_up && <p>{say.takes_up}</p>}
			{decision.renews && <p>{say.renews}</p>}
			{failed && <p><Mark tone="bad">{say.failed_measure}</Mark> {failed.text ?? say.erased}{failed.why ?? failed.tested ? `: ${failed.why ?? failed.tested}` : ""}</p>}
			{option?.then && <p class="interim"><strong>{option.title ?? say.erased}</strong> <Interim of={of} option={option} />.</p>}
			{decision.review && decision.state === "taken" && <p><Mark tone="warn">{say.review_due}</Mark></p>}
		</>
	);
}

function Ask({ of, decision }: { of: Matter; decision: Decision }) {
	return (
		<header class="ask">
			<p class="kicker">{say.ask} · <Word word={decision.kind} /> · {say.by} <Person id={decision.person} />, <Time at={decision.opened} /></p>
			<h2>{decision.question ?? say.erased}</h2>
			{decision.state !== "open"
				? <p><Mark tone={decision.state === "taken" ? "good" : "bad"}><Word word={decision.state} /></Mark>{decision.not_granted && <> <Mark tone="bad">{say.not_granted}</Mark></>}{decision.dropped_because && <> {say.dropped}: {decision.dropped_because}</>}</p>
				: !decision.defaulted && <p>{decision.alone && <><Mark tone="warn">{say.kind.alarm}</Mark> </>}<Left at={decision.deadline} />; {decision.by_default && !decision.alone && !decision.default_bar && decision.option ? say.by_default.then : say.then_undecided}.</p>}
			<TakenByDefault decision={decision} />
			<Cause of={of} decision={decision} />
			{optionsOf(of, decision).some((option) => option.plan) && <PlanSays of={of} decision={decision} />}
			{!(decision.defaulted && decision.state === "open") && <Standing of={of} decision={decision} />}
			<Recommended of={of} decision={decision} />
		</header>
	);
}

function Ranked({ is, children }: { is: Rank; children: ComponentChildren }) {
	return <>{children}{is && <> <Mark tone={is === "best" ? "good" : "warn"}>{is === "best" ? "▲" : "▼"} {say[is]}</Mark></>}</>;
}

/** A measure in one line: what it is, on what, for how long; then who carries it out, and how it is tested. */
export function MeasureText({ is }: { is: Pick<Entities["measure"], "kind" | "service" | "lasts" | "text" | "owner" | "test"> }) {
	const also = [is.owner && seatName(is.owner), is.test && `${say.ledger.test}: ${is.test}`].filter(Boolean);

	return <><strong><Word word={is.kind} /></strong>{is.service && ` · ${charter.one("service", is.service)?.title ?? ""}`}, {say.for_time(durationText(is.lasts))}: {is.text ?? say.erased}{also.length > 0 && <small class="beside"> {also.join(" · ")}</small>}</>;
}

/** What an option does, or nothing if it does nothing. */
export function MeasureList({ of, option }: { of: Matter; option: Option }) {
	const measures = of.all("measure").filter((measure) => measure.option === option.id);
	const changes = of.all("change").filter((change) => change.option === option.id);
	const owed = of.all("obligation").filter((one) => one.option === option.id);

	if (measures.length + changes.length + owed.length === 0) return <>{option.nothing ? say.none : "—"}</>;
	return (
		<ul class="plain">
			{measures.map((m) => <li key={m.id}><MeasureText is={m} /></li>)}
			{changes.map((change) => <li key={change.id}><ChangeText change={change} /><Was of={of} change={change} /></li>)}
			{owed.map((one) => <li key={one.id}><OwedText of={of} is={one} /></li>)}
		</ul>
	);
}

export const adoptedIn = (of: Matter, option: Option): Entities["answer"][] => (option.conditions ?? []).flatMap((id) => of.one("answer", id) ?? []);

/** From what lasts shortest to what lasts longest of what is done. */
const lastsText = (of: Matter, option: Option): string =>
	[...new Set(of.all("measure").filter((measure) => measure.option === option.id).map((measure) => measure.lasts).sort((a, b) => a - b))]
		.filter((_, i, all) => i === 0 || i === all.length - 1).map(durationText).join(" – ");

interface Row { title: string; cell: (option: Option) => ComponentChildren; by?: RankedRow; /** On paper it stands with the positions alone. */ look?: "screen-only" }

function rows(of: Matter, options: Option[], weighed: Weighed | undefined): Row[] {
	const said = (text: (option: Option) => string | 0 | undefined) => (option: Option) => text(option) || (option.estimates.length > 0 ? "—" : say.not_estimated);

	const stopped = (option: Option): number[] => (option.nothing ? [] : weighedOption(weighed, option.id)?.stops ?? []);
	const costing = (option: Option): Records["impact_step"][] => (option.nothing ? [] : weighedOption(weighed, option.id)?.steps.filter((one) => one.from_hour === 0) ?? []);
	const harm = (to: Records["impact_harm"]["to"], told: (option: Option) => (string | undefined)[]) => (option: Option) => {
		const harms = weighedOption(weighed, option.id)?.harms ?? [];
		const words = said((o) => told(o).filter(Boolean).join(": "))(option);

		return harms.some((one) => one.to === to && one.harm) ? <>{words}<HarmCell harms={harms} to={to} /></> : words;
	};

	const conditions = (option: Option) => adoptedIn(of, option).map((answer) => <li key={answer.id}>{answer.text ?? say.erased}</li>);
	const anyBearing = weighed?.options.some((option) => option.serves.length + option.hurts.length > 0);
	const anyAdopted = options.some((option) => adoptedIn(of, option).length > 0);

	const plan = options.find((option) => option.plan)?.plan;

	return [
		...(plan ? [{ title: plan, cell: (o: Option) => o.plan && <Mark tone={o.departs ? "warn" : "good"}>{planWord(o)}</Mark> }] : []),
		{ title: say.row_measures, cell: (o) => <MeasureList of={of} option={o} /> },
		...(options.some((o) => o.tripwire) ? [{ title: say.tripwire, cell: (o: Option) => o.tripwire && <code>{o.tripwire}</code> }] : []),
		...(options.some((o) => o.then) ? [{ title: say.row_interim, cell: (o: Option) => <Interim of={of} option={o} /> }] : []),
		...(options.some((o) => o.review_at) ? [{ title: say.row_review, cell: (o: Option) => o.review_at && <Time at={o.review_at} /> }] : []),
		...(anyAdopted ? [{ title: say.row_conditions, cell: (o: Option) => <ul class="plain">{conditions(o)}</ul> }] : []),
		{ title: say.row_safety, cell: said((o) => [wordly(o.safety), o.people].filter(Boolean).join(": ")), by: "safety" },
		{ title: say.row_stops, cell: (o) => (stopped(o).length > 0 ? <>{o.stops}<StopsCell stops={stopped(o)} /></> : said((one) => one.stops)(o)) },
		{ title: say.row_customers, cell: harm("customers", (o) => [wordly(o.customer_harm), o.customers]), by: "customers" },
		{ title: say.row_cost, cell: (o) => (costing(o).length > 0 ? <>{costText(o)}<CostCell steps={costing(o)} /></> : said(costText)(o)), by: "cost" },
		{ title: say.row_effect, cell: said((o) => o.takes_effect && durationText(o.takes_effect)), by: "effect" },
		{ title: say.row_lasts, cell: (o) => lastsText(of, o) || "—" },
		{ title: say.row_undo, cell: said((o) => o.undo && durationText(o.undo)), by: "undo" },
		{ title: say.row_evidence, cell: said((o) => wordly(o.evidence_destroyed)), by: "evidence" },
		{ title: say.row_notice, cell: said((o) => wordly(o.adversary_notices)), by: "notice" },
		{ title: say.row_law, cell: said((o) => o.law) },
		{ title: say.row_trust, cell: harm("trust", (o) => [wordly(o.trust)]), by: "trust" },
		{ title: say.row_competition, cell: harm("competition", (o) => [wordly(o.competition)]), by: "competition" },
		{ title: say.row_risk, cell: said((o) => wordly(o.risk)), by: "risk" },
		...(anyBearing ? [{ title: say.row_interests, cell: (o: Option) => <ServesCell of={of} option={weighedOption(weighed, o.id)} />, look: "screen-only" as const }] : []),
	];
}

/** A change of the charter carries no such rows; what it changes is all there is to compare. */
const shownRows = (of: Matter, options: Option[], weighed: Weighed | undefined): Row[] => rows(of, options, weighed).filter((row) => of.room !== 0 || row.title === say.row_measures || row.title === say.row_conditions);

const saysNothing = (cell: ComponentChildren): boolean => !cell || cell === "—" || cell === say.not_estimated;

/** An option as it is shown: a column of the table, or a card. */
interface Shown { option: Option; look: string; head: ComponentChildren; cell: (row: Row) => ComponentChildren; tools: ComponentChildren }

interface Laid { all: Shown[]; rows: Row[]; /** Whether one is put up. */ put: boolean }

function OptionTable({ all, rows }: Laid) {
	return (
		<div class="scroll" tabIndex={0} role="region" aria-label={say.options}>
			<table class="options">
				<thead>
					<tr>
						<th scope="col"><span class="hidden">{say.options}</span></th>
						{all.map(({ option, look, head }) => <th key={option.id} scope="col" class={look}>{head}</th>)}
					</tr>
				</thead>
				<tbody>
					{all.some(({ tools }) => tools) && (
						<tr class="tools">
							<th scope="row"><span class="hidden">{say.option_tools}</span></th>
							{all.map(({ option, look, tools }) => <td key={option.id} class={look}>{tools}</td>)}
						</tr>
					)}
					{rows.map((row) => (
						<tr key={row.title} class={row.look}>
							<th scope="row">{row.title}</th>
							{all.map(({ option, look, cell }) => <td key={option.id} class={look}>{cell(row)}</td>)}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

const CardRows = ({ rows, cell }: { rows: Row[]; cell: Shown["cell"] }) =>
	<dl class="pairs">{rows.map((row) => <Fragment key={row.title}><dt>{row.title}</dt><dd>{cell(row)}</dd></Fragment>)}</dl>;

/** On a phone: one under the other; what is compared first stands there, the rest opens.  As long as none is put up, how that is done is in sight. */
function OptionCards({ all, rows, put }: Laid) {
	const first = (row: Row): boolean => row.by === "safety" || row.by === "cost" || row.by === "effect" || row.by === "undo" || row.by === "risk";

	return (
		<>
			{all.map(({ option, look, head, cell, tools }) => (
				<article key={option.id} class={`option ${look}`}>
					<h3>{head}</h3>
					{option.estimates.length > 0 && <CardRows rows={rows.filter(first)} cell={cell} />}
					{!put && tools}
					<Fold title={option.title ?? say.erased} label={say.all_rows}>
						<CardRows rows={option.estimates.length > 0 ? rows.filter((row) => !first(row)) : rows} cell={cell} />
						{put && tools}
					</Fold>
				</article>
			))}
		</>
	);
}

/** To the entry by which it was said; the charter's own matter has no timeline. */
const Source = ({ of, entry, children }: { of: Matter; entry: number; children: ComponentChildren }) =>
	(of.room === 0 ? <>{children}</> : <a class="source" href={roomHref(of.room, "timeline", entry, of.at)}>{children}</a>);

/** Who said its figures last; where several people did, who said which. */
function EstimatedBy({ of, option }: { of: Matter; option: Option }) {
	const people = [...new Set(option.estimates.map((one) => one.person))];

	return (
		<>
			{people.map((person) => {
				const theirs = option.estimates.filter((one) => one.person === person);
				const newest = theirs.reduce((a, b) => (b.entry > a.entry ? b : a));
				return <small key={person ?? 0}>{say.estimated_by} {person ? <Person id={person} /> : say.a_program}, <Source of={of} entry={newest.entry}><Time at={newest.at} /></Source>{people.length > 1 && `: ${figureNames(theirs)}`}</small>;
			})}
		</>
	);
}

function OptionHead({ of, decision, option, by }: { of: Matter; decision: Decision; option: Option; by: Records["brief_option"] | undefined }) {
	return (
		<>
			{option.title ?? say.erased} {option.severity && <Mark>{option.severity}</Mark>} {option.id === decision.option && <Mark tone="accent">{decision.state === "open" || decision.state === "undecided" ? say.put_up_mark : say.chosen_mark}</Mark>}
			{by && <DominatedBy of={of} by={by} />}
			<EstimatedBy of={of} option={option} />
		</>
	);
}

function SetPlan({ of, decision, options }: { of: Matter; decision: Decision; options: Option[] }) {
	const planned = options.filter((option) => option.plan);
	const words = { plan: planned[0]?.plan, options: planned.filter((option) => !option.departs).map((option) => option.id) };

	if (of.room === 0 || options.length === 0 || decision.alone || decision.defaulted) return null;
	return <Give command="set_plan" room={of.room} fixed={{ decision: decision.id }} choices={{ options: options.map((option) => ({ value: String(option.id), text: option.title ?? say.erased })) }}
		edits={{ touched: Math.max(decision.touched, ...options.map((option) => option.touched)), words }} label={say.set_plan} tone="quiet" />;
}

/** What an option of some kinds of decision says beside its title. */
const asksFor: Record<string, string[]> = { return_to_service: ["returns"], declare: ["severity"] };

function Options({ of, decision, weighed }: { of: Matter; decision: Decision; weighed: Weighed | undefined }) {
	const options = optionsOf(of, decision).sort((a, b) => Number(b.id === decision.option) - Number(a.id === decision.option));
	const open = decision.state === "open";
	const past = useContext(Past);
	const room = of.one("room", of.room);
	const [As] = useState(() => (onPhone() ? OptionCards : OptionTable));
	const all = options.map((option): Shown => {
		const weight = weighedOption(weighed, option.id);
		const by = weight?.dominated_by ? weight : undefined;
		return {
			option, look: option.id === decision.option ? "put-up" : by ? "dominated" : "",
			head: <OptionHead of={of} decision={decision} option={option} by={by} />,
			cell: (row) => <Ranked is={row.by && rank(row.by, option, options)}>{row.cell(option)}</Ranked>,
			tools: open && !past && <OptionTools of={of} decision={decision} options={options} option={option} />,
		};
	});

	const [silent = [], speaking = []] = [true, false].map((is) => shownRows(of, options, weighed).filter((row) => options.every((option) => saysNothing(row.cell(option))) === is));

	return (
		<Section title={say.options} action={open && <>
			<Give command="propose_option" room={of.room} fixed={{ decision: decision.id }} only={["title", ...(asksFor[decision.kind] ?? []), "nothing"]} label={say.propose_option} />
			{of.room !== 0 && isStatement(decision.kind) && <StartStatement of={of} decision={decision} />}
			<SetPlan of={of} decision={decision} options={options} />
		</>}>
			{open && !past && room?.tlp === "RED" && !room.restricted && <ComesIn of={of} decision={decision} />}
			{options.length === 0 ? <Empty>{say.no_options}</Empty> : <As all={all} rows={speaking} put={!!decision.option} />}
			{!!weighed?.left_out && <p><small>{say.left_out(weighed.left_out)}</small></p>}
			{options.length > 0 && silent.length > 0 && <p><small>{say.nobody_said} {silent.map((row) => row.title).join(" · ")}</small></p>}
		</Section>
	);
}

/** Both, or it is put up for good. */
const interim: Field[] = [{ name: "then_option", type: "ref", doc: "", of: "option_proposed" }, { name: "then_at", type: "time", doc: "" }];

/** What stands is offered; only what is changed of it is said anew, and what is emptied is not established any more. */
function EstimateOption({ of, option }: { of: Matter; option: Option }) {
	const said = option.estimates.map(({ figure }) => [figure, option[figure as keyof Option]] as const).filter(([, value]) => value !== undefined);
	const body = (answers: Draft): Draft => ({
		...Object.fromEntries(Object.entries(answers).filter(([figure, value]) => !said.some(([one, stands]) => one === figure && JSON.stringify(stands) === JSON.stringify(value)))),
		unsaid: said.map(([figure]) => figure).filter((figure) => answers[figure] === undefined),
	});

	return <Give command="estimate_option" room={of.room} fixed={{ option: option.id, unsaid: undefined }} body={body} edits={{ touched: option.touched, words: Object.fromEntries(said) }} label={say.estimate} tone="quiet" />;
}

function OptionTools({ of, decision, options, option }: { of: Matter; decision: Decision; options: Option[]; option: Option }) {
	const changes = ["seat", "service", "out_of_band"] as const;
	const others = options.filter((one) => one.id !== option.id).map((one) => ({ value: String(one.id), text: one.title ?? say.erased }));

	return (
		<span class="buttons">
			{option.id !== decision.option && <Give command="put_up_option" room={of.room} fixed={{ option: option.id, then_option: undefined, then_at: undefined }} label={say.put_up} />}
			{of.room !== 0 && options.length > 1 && <Give command="put_up_option" room={of.room} fixed={{ option: option.id }} fields={interim} choices={{ then_option: others }} label={say.for_now} tone="quiet" />}
			{of.room !== 0 && <Give command="propose_measure" room={of.room} fixed={{ option: option.id }} only={["text", "kind", "service", "owner", "lasts", "test"]} label={say.propose_measure} tone="quiet" />}
			{of.room !== 0 && !option.nothing && <Give command="propose_obligation" room={of.room} fixed={{ option: option.id }} label={say.propose_obligation} ask={StartWith} tone="quiet" />}
			{decision.kind === "erase_words" && !option.nothing && <Give command="propose_erasure" room={of.room} fixed={{ option: option.id }} label={say.name_words} ask={EraseWords} />}
			{of.room !== 0 && <EstimateOption of={of} option={option} />}
			{of.room === 0 && !option.nothing && changes.map((what) => (
				<Give key={what} command="propose_change" room={0} slot={what} fixed={{ option: option.id }} only={what === "out_of_band" ? [what] : ["title", what]} label={`${say.propose_change}: ${wordly(what)}`} />
			))}
			{of.room === 0 && !option.nothing && <RuleChange option={option.id} />}
			{of.room === 0 && !option.nothing && me.value?.provisional && <Give command="propose_change" room={0} fixed={{ option: option.id, settled: true }} only={["option", "settled"]} label={say.settle} />}
			<Give command="amend_option" room={of.room} fixed={{ option: option.id }} label={say.rename} tone="quiet" />
			{of.room !== 0 && <Give command="set_review" room={of.room} fixed={{ option: option.id }} label={say.set_review} tone="quiet" />}
			{of.room !== 0 && <Give command="set_tripwire" room={of.room} fixed={{ option: option.id }} label={say.set_tripwire} tone="quiet" />}
		</span>
	);
}

function Positions({ of, decision }: { of: Matter; decision: Decision }) {
	const positions = of.all("position").filter((position) => position.decision === decision.id);
	const interests = of.all("interest");
	const [asking, setAsking] = useState<number>();
	const seat = askedOf(of, decision)[0]?.seat ?? mySeats().at(-1);       // whom one speaks for, most likely
	const close = (): void => setAsking(undefined);

	return (
		<Section title={say.positions} action={<Give command="state_position" room={of.room} fixed={{ decision: decision.id }} only={["text", "seat"]} offered={seat ? { seat } : {}} label={say.state_position} done={(receipt) => setAsking(receipt.seq)} />}>
			{asking !== undefined && (
				<Dialog title={say.why_interest} close={close}>
					<p class="lead">{say.why_interest_lead}</p>
					<Form command="state_interest" room={of.room} fixed={{ position: asking }} submit={say.state_interest} done={close} kept={close} cancel={close} />
				</Dialog>
			)}
			{positions.length === 0 && <Empty>{say.no_positions}</Empty>}
			{positions.length > 0 && <BothWant of={of} positions={positions} />}
			{positions.length > 0 && (
				<Fold title={say.positions} label={positions.map(partyName).join(", ")}>
					<div class="sides">
						{positions.map((position) => (
							<article key={position.id} class="side">
								<h3>{position.seat ? seatName(position.seat) : <Person id={position.person} />}</h3>
								<p class="kicker">{say.position}</p>
								<p>{position.text ?? say.erased}</p>
								<p class="kicker">{say.interest}</p>
								{interests.filter((interest) => interest.position === position.id).map((interest) => <InterestLine key={interest.id} of={of} decision={decision} interest={interest} />)}
								{!interests.some((interest) => interest.position === position.id) && <Empty>{say.no_interest}</Empty>}
								<Give command="state_interest" room={of.room} fixed={{ position: position.id }} label={say.state_interest} tone="quiet" />
							</article>
						))}
					</div>
				</Fold>
			)}
		</Section>
	);
}

const AskedOf = ({ owner }: { owner: number | undefined }) => <small>{owner ? say.asked_of(seatName(owner)) : say.nobody_asked}</small>;

/** What is not established, whom it would bring in, and who was asked, or could settle it. */
function Unknown({ of, is }: { of: Matter; is: Records["brief_unknown"] }) {
	const asked = of.one("request", is.request);
	const figure = is.name.startsWith("option.");
	const service = is.name.startsWith("service.");
	const ours = figure || service || is.name === "severity" || is.name.startsWith("affected.");
	const owner = seatsHeldBy(is.person ?? 0).at(-1) ?? is.seat;
	const settles = is.person ? personName(is.person) : is.seat && seatName(is.seat);
	const option = of.one("option", is.option)?.title ?? say.erased;

	return (
		<li>
			<span><code>{is.name}</code>{service && ` (${option})`} <Mark tone="warn">{say.not_established}</Mark> {say.hangs[is.hangs](is.seats.map(seatName).join(", "))}{" "}
				{is.in_another ? say.in_another_currency(is.currency) : figure && say.estimate_settles(option)}{" "}
				{asked ? <AskedOf owner={asked.owner} /> : settles && <small>{say.could_settle} {settles}</small>}</span>
			{!ours && !asked && <Give command="request_information" room={of.room} fixed={{ name: is.name }} only={["question", "owner", "due"]} offered={owner ? { owner } : {}} label={say.ask_it} tone="quiet" />}
		</li>
	);
}

/** What is known, and what is not: the questions still open stand as not established. */
function Known({ of, weighed }: { of: Matter; weighed: Weighed | undefined }) {
	const facts = of.all("fact").filter((fact) => fact.current);
	const counts = facts.filter((fact) => isCounted(fact) && fact.value !== 0);
	const others = facts.filter((fact) => !isCounted(fact));
	const unknown = weighed?.unknown ?? [];
	const open = of.all("request").filter((request) => !request.answer && !unknown.some((one) => one.request === request.id));

	if (facts.length + open.length + unknown.length === 0) return null;
	return (
		<Section title={say.facts}>
			<Fold title={say.facts} label={say.known_folded(others.length + counts.length, open.length + unknown.length)}>
				<ul class="known">
					{counts.length > 0 && <li><CountedText facts={counts} /></li>}
					{others.map((fact) => <li key={fact.id}><code>{fact.name}</code> = <strong>{shown(fact.value)}</strong> <Mark><Word word={fact.confidence} /></Mark> <small class="screen-only">{fact.person ? <Person id={fact.person} /> : say.a_program}, <Source of={of} entry={fact.id}><Time at={fact.at} /></Source></small></li>)}
					{open.map((request) => <li key={request.id}>{request.question ?? request.name} <Mark tone="warn">{say.not_established}</Mark> <AskedOf owner={request.owner} /></li>)}
					{unknown.map((one) => <Unknown key={`${one.name} ${one.hangs} ${one.option}`} of={of} is={one} />)}
				</ul>
			</Fold>
		</Section>
	);
}

/** What was just opened is on its way for a moment; what does not come is not there, and in the past nothing comes. */
function Missing({ of, id }: { of: Matter; id: number }) {
	const [waits, setWaits] = useState(of.at === undefined && id > of.seq.value);

	useEffect(() => {
		const timer = setTimeout(() => setWaits(false), patience);
		return () => clearTimeout(timer);
	}, []);
	return <p role="status" class="moment">{waits ? say.loading : say.not_found}</p>;
}

export function Brief({ of, id }: { of: Matter; id: number }) {
	const decision = of.one("decision", id);
	const past = useContext(Past);
	const weighed = useWeighed(of, id);

	if (!decision) return <Missing key={id} of={of} id={id} />;
	const asked = askedOf(of, decision);
	return (
		<article class="brief">
			{!past && pagesMe(of) && <Paged of={of} />}
			<Ask of={of} decision={decision} />
			{!past && decision.left_undecided && <AskAnew of={of} decision={decision} />}
			<ByVoice of={of} decision={decision} />
			<StoodInFor of={of} decision={decision} />
			<SinceYou of={of} decision={decision} />
			{!past && decision.state === "open" && <Answer of={of} decision={decision} asked={asked} />}
			<DoNow of={of} decision={decision} weighed={weighed} />
			<Options of={of} decision={decision} weighed={weighed} />
			{of.room === 0 && !past && decision.state === "open" && <Supposed of={of} decision={decision} />}
			<Known of={of} weighed={weighed} />
			<Positions of={of} decision={decision} />
			<Waiting of={of} decision={decision} weighed={weighed} />
			{of.room !== 0 && <Wanted of={of} />}
			<Authority of={of} decision={decision} />
			{of.room !== 0 && <DoneAlready of={of} />}
			{decision.state === "open" && !decision.option && <Give command="drop_decision" room={of.room} fixed={{ decision: id }} label={say.ladder.drop_question} tone="quiet" />}
			{decision.state !== "open" && !decision.left_undecided && <Give command="open_decision" room={of.room} fixed={{ supersedes: decision.id, kind: decision.kind }} only={["question"]} label={say.supersede} tone="quiet" />}
		</article>
	);
}
