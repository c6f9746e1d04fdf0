// calls -- the call sheet: whom to ring next, their number, what to say, and one tap for what came of it.

import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { Refusal, newKey } from "../api";
import { type Ring, awayUntil, isAnswer, reachOf, reached, soonest, toRing, triesOf } from "../calling";
import { Give, Past, Press } from "../form";
import type { Entities, Words } from "../gen/api";
import { give, outbox } from "../outbox";
import { go, roomHref } from "../route";
import { Empty, Left, Mark, Person, Section, Time, clock, personName, roomTitle, seatName, timeText } from "../show";
import { type Matter } from "../store";
import { wordly } from "../text";
import { say } from "../text/calls";
import { Paged, Pages } from "./pages";
import { With } from "./roster";
import { Outside } from "./contacts";

type Try = Entities["call_try"];
type Channel = Words["call_channel"];
type Result = Words["call_result"];
/** What was tapped last; `key`: of its command, which may wait to be sent. */
interface LastTap { who: string; what: string; key: string }
type Tapped = (tap: LastTap) => void;

/** The codename, the severity, the deadline, and nothing else. */
function script(of: Matter, { calls }: Ring): string {
	const room = of.one("room", of.room);
	const about = room ? [roomTitle(room), room.severity].filter(Boolean).join(", ") : "";
	const by = soonest(of, calls);

	return say.calls.words(about, !by ? say.calls.to_know : by < clock.value ? say.calls.at_once : say.calls.by(timeText(by)));
}

/** What they are called for, in words. */
const aboutText = ({ calls }: Ring): string => [...new Set(calls.map((call) => say.calls.for[call.reason](seatName(call.seat))))].join("; ");

const sameTap = (a: Try, b: Try): boolean => a.channel === b.channel && a.result === b.result && a.person === b.person && Math.abs(a.at - b.at) < 5_000_000;

const dialled = (phone: string): string => phone.replace(/[^+\d]/g, "");

function Ways({ of, ring }: { of: Matter; ring: Ring }) {
	const { phone, mail } = reachOf(ring.person) ?? {};
	const text = encodeURIComponent(script(of, ring));

	if (!phone && !mail) return <p class="why-not">{say.calls.no_reach} {say.calls.where_set}</p>;
	return (
		<p class="ways">
			{phone && <a class="button primary big" href={`tel:${dialled(phone)}`}>{say.calls.ring} {phone}</a>}
			{phone && <a class="button" href={`sms:${dialled(phone)}?&body=${text}`}>{say.calls.write}</a>}
			{mail && <a class="button" href={`mailto:${mail}?body=${text}`}>{say.calls.mail} {mail}</a>}
		</p>
	);
}

/** What was tried; one tap counts for all that somebody is called for, and is told once. */
function Tries({ of, ring }: { of: Matter; ring: Ring }) {
	const all = ring.calls.flatMap((call) => triesOf(of, call.id));
	const tries = all.filter((one, i) => all.findIndex((other) => sameTap(other, one)) === i);

	if (tries.length === 0) return <small>{say.calls.not_tried}</small>;
	return (
		<ul class="plain tries">
			{tries.map((one) => <li key={one.id}><small><Time at={one.at} /> {wordly(one.channel)}, <strong>{wordly(one.result)}</strong>{one.note && <>: {one.note}</>} ({say.by} {personName(one.person)})</small></li>)}
		</ul>
	);
}

/** All that was tried: by people, and by the server itself. */
function Tried({ of, ring }: { of: Matter; ring: Ring }) {
	return <><Pages of={of} calls={ring.calls} /><Tries of={of} ring={ring} /></>;
}

function Whom({ of, ring }: { of: Matter; ring: Ring }) {
	const by = soonest(of, ring.calls);
	const away = awayUntil(ring.person);

	return (
		<span>
			<strong class="whom"><Person id={ring.person} /></strong> <With person={ring.person} /> <small class="beside">{aboutText(ring)}</small>{" "}
			{away && <Mark tone="warn">{say.calls.away} <Time at={away} /></Mark>}{" "}
			{by && <Left at={by} />}
		</span>
	);
}

const taps: { name: keyof typeof say.calls.tap; channel: Channel; result: Result; needs: "phone" | "mail" }[] = [
	{ name: "answered", channel: "phone", result: "answered", needs: "phone" },
	{ name: "no_answer", channel: "phone", result: "no_answer", needs: "phone" },
	{ name: "voicemail", channel: "phone", result: "voicemail", needs: "phone" },
	{ name: "sent", channel: "text_message", result: "sent", needs: "phone" },
	{ name: "mailed", channel: "mail", result: "sent", needs: "mail" },
];

/** What came of it: one tap, and the next stands there. */
function Taps({ of, ring, tapped }: { of: Matter; ring: Ring; tapped: Tapped }) {
	const [refusal, setRefusal] = useState("");
	const [busy, setBusy] = useState(false);
	const key = useRef(newKey());
	const past = useContext(Past);
	const who = personName(ring.person);
	const tap = async ({ name, channel, result }: (typeof taps)[number]): Promise<void> => {
		setBusy(true);
		setRefusal("");
		try {
			for (const call of ring.calls)
				await give({ room: of.room, command: "log_call", fields: { call: call.id, channel, result }, key: `${key.current}/${name}/${call.id}` });
			tapped({ who, what: say.calls.tap[name], key: key.current });
			key.current = newKey();         // the next is another call
		} catch (fault) {
			setRefusal(fault instanceof Refusal ? fault.message : String(fault));
		}
		setBusy(false);
	};

	if (past) return null;
	return (
		<>
			<h3>{say.calls.what_came}</h3>
			<div class="buttons taps">
				{taps.filter(({ needs }) => needs === "phone" || reachOf(ring.person)?.mail).map((one) => (
					<Press key={one.name} label={say.calls.tap[one.name]} tone={one.name === "answered" ? "primary big" : "big"} busy={busy} run={() => void tap(one)} />
				))}
				<Give command="log_call" room={of.room} fixed={{ call: ring.calls[0]?.id }} label={say.calls.other} title={`${say.calls.what_came} ${who}`} submit={say.save} tone="quiet" done={() => tapped({ who, what: say.calls.other_way, key: "" })} />
			</div>
			{ring.calls.some(isAnswer) && <small>{say.calls.counts}</small>}
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
		</>
	);
}

function Sheet({ of, ring, tapped }: { of: Matter; ring: Ring; tapped: Tapped }) {
	return (
		<article class="call-now">
			<p class="kicker">{say.calls.next}</p>
			<h2><Person id={ring.person} /></h2>
			<Whom of={of} ring={ring} />
			<Ways of={of} ring={ring} />
			<blockquote><span class="kicker">{say.calls.script}</span> {script(of, ring)}</blockquote>
			<Taps of={of} ring={ring} tapped={tapped} />
			<h3>{say.calls.tried}</h3>
			<Tried of={of} ring={ring} />
		</article>
	);
}

/** The committee's minutes, or the button that begins them. */
function Minutes({ of, committee }: { of: Matter; committee: number }) {
	const begun = of.all("document").filter((one) => one.committee === committee);

	if (begun.length > 0) return <>{begun.map((one) => <a key={one.id} class="button" href={roomHref(of.room, "say", one.id, of.at)}>{one.title ?? say.erased}</a>)}</>;
	return <Give command="open_document" room={of.room} fixed={{ kind: "minutes", committee }} offered={{ title: say.minutes.title }} label={say.minutes.begin} done={({ seq }) => go(roomHref(of.room, "say", seq))} />;
}

/** Who is called together as it is that severe, and how many of them know. */
function Committee({ of }: { of: Matter }) {
	const last = of.all("committee").at(-1);
	const now = last?.met || last?.called_off ? undefined : last;
	const called = of.all("call").filter((call) => call.committee === now?.id);

	if (last?.met) return <Section title={say.calls.committee}><p>{say.minutes.met} <Time at={last.met} />: {last.present?.map(personName).join(", ")}. <Minutes of={of} committee={last.id} /></p></Section>;
	if (!now) return null;
	return (
		<Section title={say.calls.committee} action={<Give command="committee_met" room={of.room} offered={{ present: called.filter((call) => call.acknowledged).map((call) => call.person) }} label={say.calls.committee_met} />}>
			<p>{now.late && <><Mark tone="bad">{say.calls.committee_late}</Mark> </>}{now.by && <>{say.calls.committee_by} <Left at={now.by} />. </>}{say.calls.committee_knows(called.filter((call) => call.acknowledged).length, called.length)}</p>
			<ul class="rows">
				{called.map((call) => (
					<li key={call.id}><span><Mark tone={call.acknowledged ? "good" : "warn"}>{personName(call.person)}: {call.acknowledged ? say.ladder.knows : say.ladder.not_reached}</Mark> <Pages of={of} calls={[call]} /></span></li>
				))}
			</ul>
			<p><Minutes of={of} committee={now.id} /></p>
		</Section>
	);
}

/** For a pen: the same, when there is no screen. */
function Paper({ of, rings }: { of: Matter; rings: Ring[] }) {
	const { who, number, about, tried, result } = say.calls.paper;

	if (rings.length === 0) return null;
	return (
		<div class="paper-only">
			<table class="options">
				<thead><tr>{[who, number, about, tried, result].map((title) => <th key={title} scope="col">{title}</th>)}</tr></thead>
				<tbody>
					{rings.map((ring) => (
						<tr key={ring.person}>
							<td><strong>{personName(ring.person)}</strong></td>
							<td>{reachOf(ring.person)?.phone ?? say.calls.no_phone}<br />{reachOf(ring.person)?.mail}</td>
							<td>{aboutText(ring)}. {say.calls.script}: {script(of, ring)}</td>
							<td><Tries of={of} ring={ring} /></td>
							<td>☐ / ☐ / ☐</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

/** The call in hand stays in hand until it was tapped: nothing changes under the finger. */
export function Calls({ of }: { of: Matter }) {
	const order = toRing(of);
	const [held, setHeld] = useState<number>();
	const [last, setLast] = useState<LastTap>();
	const kept = !!last?.key && outbox().some((one) => one.key.startsWith(last.key));
	const person = held ?? order[0]?.person;
	const ring = order.find((one) => one.person === person);
	const done = reached(of);
	const tapped = (tap: LastTap): void => {
		setLast(tap);
		setHeld(order.find((one) => one.person !== person)?.person);
	};

	useEffect(() => { if (held === undefined) setHeld(order[0]?.person); }, [held, order[0]?.person]);
	return (
		<>
			<h2 class="hidden">{say.tab.calls}</h2>
			<Paged of={of} />
			<p class="lead">{say.calls.lead}</p>
			<p role="status" class={kept ? "said-so kept" : "said-so"}>{last && (kept ? say.calls.kept : say.calls.logged)(last.who, last.what)}</p>
			{ring && <Sheet key={person} of={of} ring={ring} tapped={tapped} />}
			{!ring && order.length > 0 && (
				<p class="call-now">{say.calls.gone(personName(person))} <button type="button" class="primary" onClick={() => setHeld(order[0]?.person)}>{say.calls.go_on}</button></p>
			)}
			{order.length === 0 && <Empty>{say.calls.none}</Empty>}
			{order.length > 1 && (
				<Section title={say.calls.then}>
					<ul class="rows">
						{order.filter((one) => one !== ring).map((one) => (
							<li key={one.person}><span><Whom of={of} ring={one} /> <Tried of={of} ring={one} /></span><button type="button" onClick={() => { setHeld(one.person); scrollTo(0, 0); }}>{say.calls.call_this}</button></li>
						))}
					</ul>
				</Section>
			)}
			{done.length > 0 && (
				<Section title={say.calls.reached}>
					<ul class="rows">{done.map((one) => <li key={one.person}><span><Whom of={of} ring={one} /> <Mark tone="good">{say.ladder.knows}</Mark> <Tried of={of} ring={one} /></span></li>)}</ul>
				</Section>
			)}
			<Committee of={of} />
			<Outside of={of} />
			<Paper of={of} rings={order} />
		</>
	);
}
