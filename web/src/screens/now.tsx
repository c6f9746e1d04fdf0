// now -- what is going on, how bad, who is in charge, what waits for me; readable in five seconds.

import { useState } from "preact/hooks";
import { useAction } from "../action";
import { pagesMe } from "../calling";
import { countedName, shown } from "../entry";
import { Give } from "../form";
import type { Entities } from "../gen/api";
import { later } from "../later";
import { useLook } from "../look";
import { useNotMine } from "../may";
import { go, roomHref } from "../route";
import { Empty, Left, Mark, Person, Section, Time, Word, clock, half_a_day, seatName } from "../show";
import { waitingFor } from "../standing";
import { type Matter, me } from "../store";
import { say } from "../text";
import { Follows, LinkedRooms, Objectives } from "./aims";
import { Bridge } from "./bridge";
import { Owed } from "./report";
import { Stands } from "./stands";
import { CallsLink } from "./calls_link";
import { CatchUp, JoinsLate, joinsLate } from "./catch_up";
import { Clocks } from "./clocks";
import { Measures } from "./measures";
import { Triage } from "./rooms";
import { Undecided } from "./undecided";

const Convened = later(() => import("./convened").then((part) => part.Convened));
const Paged = later(() => import("./pages").then((part) => part.Paged));
const Unconfirmed = later(() => import("./voice").then((part) => part.Unconfirmed));

/** Before anything else somebody has to command: that waits for whoever may. */
function useLeaderless(of: Matter): boolean {
	const room = of.one("room", of.room);
	const is = !!room && !room.commander && room.phase !== "suspected" && room.phase !== "closed" && of.at === undefined;

	return !useNotMine(of.room, "take_command", {}, is) && is;
}

/** What is to be done tomorrow does not stand before tonight. */
function Waiting({ of, leaderless }: { of: Matter; leaderless: boolean }) {
	const all = waitingFor(of);
	const waiting = all.filter((item) => item.kind !== "task" || item.due < clock.value + half_a_day);

	useAction({ name: say.open_first, hotkey: "o", run: () => { if (waiting[0]) go(roomHref(of.room, waiting[0].tab, waiting[0].id)); } }, waiting.length > 0);
	return (
		<section class={waiting.length || leaderless ? "section waiting" : "section"}>
			<header><h2>{say.waiting}</h2><CallsLink of={of} /></header>
			{waiting.length === 0 && !leaderless && <Empty>{say.nothing_waits}</Empty>}
			<ul class="rows">
				{leaderless && (
					<li>
						<span><Mark tone="accent">{say.kind.command}</Mark> <strong>{say.nobody_commands}</strong></span>
						<Give command="take_command" room={of.room} fixed={{ why: undefined }} label={say.take_command} tone="primary" />
					</li>
				)}
				{waiting.map((item) => (
					<li key={item.key}>
						<span><Mark tone={item.kind === "undecided" ? "bad" : "accent"}>{say.kind[item.kind]}</Mark> <strong>{item.title}</strong>{item.due > 0 && <> <Left at={item.due} /></>}{item.call && <small>{say.calls.you[item.call.reason](seatName(item.call.seat))}</small>}</span>
						<span class="buttons">
							<a class={item === waiting[0] && !leaderless ? "button primary" : "button"} href={roomHref(of.room, item.tab, item.id, of.at)}>{say.open}</a>
							{item.call && <Give command="acknowledge_call" room={of.room} fixed={{ call: item.call.id }} label={say.calls.acknowledge} tone="quiet" />}
						</span>
					</li>
				))}
			</ul>
			{all.length > waiting.length && <p><a href={roomHref(of.room, "do")}>{say.due_later(all.length - waiting.length)}</a></p>}
		</section>
	);
}

function Situation({ of, room, leaderless }: { of: Matter; room: Entities["room"]; leaderless: boolean }) {
	const open = of.all("objective").filter((one) => one.state === "open").length;

	return (
		<section class="situation">
			<p class="headline">{room.title ?? say.erased}</p>
			{(room.hit || room.since) && <p>{room.hit}{room.since && <> {say.since} <Time at={room.since} /></>}</p>}
			<dl class="pairs">
				<dt>{say.commander}</dt>
				<dd>{room.commander ? <Person id={room.commander} /> : say.nobody} {!leaderless && room.phase !== "suspected" && room.commander !== me.value?.person && <Give command="take_command" room={of.room} label={say.take_command} tone="quiet" />} <a href={roomHref(of.room, "people")}>{say.duty.roster}</a></dd>
				<dt>{say.objective}</dt>
				<dd>{room.objective ?? say.no_objective}{open > 1 && <> <small class="beside">{say.and_more_objectives(open - 1)}</small></>}</dd>
				{room.next_report_at && <><dt>{say.reports}</dt><dd><Owed room={room} /> <a href={roomHref(room.id, "say")}>{say.open}</a></dd></>}
			</dl>
			<Follows severity={room.severity} />
			{room.look_again && <p>{say.watching} <Left at={room.look_again} /><span class="note">{room.watched_because}</span></p>}
			{room.phase === "suspected" && !room.dismissed && <Triage room={of.room} />}
		</section>
	);
}

const sureTone = { confirmed: "good", probable: "accent", suspected: "warn", ruled_out: "plain" } as const;

function Fact({ of, fact }: { of: Matter; fact: Entities["fact"] }) {
	return (
		<li>
			<span>
				<code>{fact.name}</code> = <strong>{shown(fact.value)}</strong> <Mark tone={sureTone[fact.confidence]}><Word word={fact.confidence} /></Mark>
				{fact.note && <span class="note">{fact.note}</span>}
				<small><Person id={fact.person} />, <Time at={fact.at} /></small>
			</span>
			{fact.current && <Give command="assert_fact" room={of.room} fixed={{ name: fact.name, replaces: fact.id }} only={["value", "confidence", "note"]} label={say.correct} tone="quiet" />}
		</li>
	);
}

export const isCounted = (fact: Entities["fact"]): boolean => countedName(fact.name) !== undefined;

/** What is counted in the list of affected things, in one line. */
export function CountedText({ facts }: { facts: Entities["fact"][] }) {
	return (
		<>
			{say.counted} {facts.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((fact, i) =>
				<span key={fact.name}>{i > 0 && " · "}{countedName(fact.name)} <strong>{shown(fact.value)}</strong></span>)}
		</>
	);
}

/** It is corrected where it is counted. */
function Counted({ of, facts }: { of: Matter; facts: Entities["fact"][] }) {
	if (facts.length === 0) return null;
	return (
		<li>
			<span><CountedText facts={facts} /></span>
			<a class="button" href={roomHref(of.room, "scope", undefined, of.at)}>{say.open}</a>
		</li>
	);
}

/** There may be many, and few look: they are drawn when somebody does. */
function Older({ of, facts }: { of: Matter; facts: Entities["fact"][] }) {
	const [open, setOpen] = useState(false);

	return (
		<details onToggle={(e) => setOpen(e.currentTarget.open)}>
			<summary>{say.older} ({facts.length})</summary>
			<ul class="rows faint">{open && facts.map((fact) => <Fact key={fact.id} of={of} fact={fact} />)}</ul>
		</details>
	);
}

function Facts({ of }: { of: Matter }) {
	const all = of.all("fact").toReversed();
	const facts = all.filter((fact) => !isCounted(fact));
	const older = facts.filter((fact) => !fact.current);

	return (
		<Section title={say.facts} action={<Give command="assert_fact" room={of.room} only={["name", "value", "confidence", "note"]} label={say.assert_fact} hotkey="f" />}>
			{all.length === 0 && <Empty>{say.no_facts}</Empty>}
			<ul class="rows">
				<Counted of={of} facts={all.filter((fact) => fact.current && isCounted(fact) && fact.value !== 0)} />
				{facts.filter((fact) => fact.current).map((fact) => <Fact key={fact.id} of={of} fact={fact} />)}
			</ul>
			{older.length > 0 && <Older of={of} facts={older} />}
		</Section>
	);
}

function Requests({ of }: { of: Matter }) {
	const open = of.all("request").filter((request) => !request.answer);

	return (
		<Section title={say.requests} action={<Give command="request_information" room={of.room} only={["question", "name", "owner", "due"]} label={say.request} hotkey="q" />}>
			{open.length === 0 && <Empty>{say.no_requests}</Empty>}
			<ul class="rows">
				{open.map((request) => (
					<li key={request.id}>
						<span>{request.question ?? request.name} <small>{request.owner ? seatName(request.owner) : say.nobody_asked}{request.due && <> · <Left at={request.due} /></>}</small></span>
						<Give command="assert_fact" room={of.room} fixed={{ name: request.name, request: request.id }} only={["value", "confidence", "note"]} label={say.answer_request} title={request.question} />
					</li>
				))}
			</ul>
		</Section>
	);
}

export function Now({ of }: { of: Matter }) {
	const room = of.one("room", of.room);

	return room ? <Standing of={of} room={room} /> : null;
}

/** Whoever comes in late sees first that they do, then what waits for them, then the story; whoever comes back, how it stands. */
function Standing({ of, room }: { of: Matter; room: Entities["room"] }) {
	const leaderless = useLeaderless(of), looked = useLook(of);
	const late = joinsLate(of, room, looked);
	const catchUp = <CatchUp of={of} late={late} looked={looked} />;

	return (
		<>
			{late && <JoinsLate room={room} />}
			{pagesMe(of) && <Paged of={of} />}
			<Waiting of={of} leaderless={leaderless} />
			{late && catchUp}
			<Situation of={of} room={room} leaderless={leaderless} />
			{(room.look_by || of.all("committee").some((one) => !one.met && !one.called_off)) && <Convened of={of} />}
			{of.all("decision").some((one) => one.left_undecided) && <Undecided of={of} />}
			{of.all("answer").some((one) => one.voice && one.voice !== "confirmed") && <Unconfirmed of={of} />}
			{!late && catchUp}
			<div class="two">
				<div>
					<Stands of={of} />
					<LinkedRooms of={of} />
					<Clocks of={of} />
					<Measures of={of} />
					<Bridge of={of} />
				</div>
				<div>
					<Objectives of={of} />
					<Facts of={of} />
					<Requests of={of} />
				</div>
			</div>
		</>
	);
}
