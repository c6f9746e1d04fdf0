// calls -- the call sheet: whom to ring next, their number, what to say, and one tap for what came of it.

import { useContext, useEffect, useState } from "preact/hooks";
import { Refusal, newKey } from "../api";
import { awayUntil, neededBy, reachOf, reached, toCall, triesOf } from "../calling";
import { Give, Past, Press } from "../form";
import type { Entities, Words } from "../gen/api";
import { give, outbox } from "../outbox";
import { roomHref } from "../route";
import { Empty, Left, Mark, Person, Section, Time, personName, roomTitle, seatName, timeText } from "../show";
import { type Matter } from "../store";
import { say, wordly } from "../text";

type Call = Entities["call"];
type Channel = Words["call_channel"];
type Result = Words["call_result"];
/** What was tapped last; `key`: of its command, which may wait to be sent. */
interface LastTap { who: string; what: string; key: string }
type Tapped = (tap: LastTap) => void;

/** The codename, the severity, the deadline, and nothing else. */
function script(of: Matter, call: Call): string {
	const room = of.one("room", of.room);
	const about = room ? [roomTitle(room), room.severity].filter(Boolean).join(", ") : "";
	const by = neededBy(of, call);

	return say.calls.words(about, by ? say.calls.by(timeText(by)) : say.calls.to_know);
}

const dialled = (phone: string): string => phone.replace(/[^+\d]/g, "");

function Ways({ of, call }: { of: Matter; call: Call }) {
	const { phone, mail } = reachOf(call.person) ?? {};
	const text = encodeURIComponent(script(of, call));

	if (!phone && !mail) return <p class="why-not">{say.calls.no_reach} {say.calls.where_set}</p>;
	return (
		<p class="ways">
			{phone && <a class="button primary big" href={`tel:${dialled(phone)}`}>{say.calls.ring} {phone}</a>}
			{phone && <a class="button" href={`sms:${dialled(phone)}?&body=${text}`}>{say.calls.write}</a>}
			{mail && <a class="button" href={`mailto:${mail}?body=${text}`}>{say.calls.mail} {mail}</a>}
		</p>
	);
}

export function Tries({ of, call }: { of: Matter; call: Call }) {
	const tries = triesOf(of, call.id);

	if (tries.length === 0) return <small>{say.calls.not_tried}</small>;
	return (
		<ul class="plain tries">
			{tries.map((one) => <li key={one.id}><small><Time at={one.at} /> {wordly(one.channel)}, <strong>{wordly(one.result)}</strong>{one.note && <>: {one.note}</>} ({say.by} {personName(one.person)})</small></li>)}
		</ul>
	);
}

function Whom({ of, call }: { of: Matter; call: Call }) {
	const by = neededBy(of, call);
	const away = awayUntil(call.person);

	return (
		<span>
			<strong class="whom"><Person id={call.person} /></strong> <small class="beside">{say.calls.for[call.reason](seatName(call.seat))}</small>{" "}
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
function Taps({ of, call, tapped }: { of: Matter; call: Call; tapped: Tapped }) {
	const [refusal, setRefusal] = useState("");
	const [busy, setBusy] = useState(false);
	const past = useContext(Past);
	const who = personName(call.person);
	const tap = async ({ name, channel, result }: (typeof taps)[number]): Promise<void> => {
		const key = newKey();
		setBusy(true);
		setRefusal("");
		try {
			await give({ room: of.room, command: "log_call", fields: { call: call.id, channel, result }, key });
			tapped({ who, what: say.calls.tap[name], key });
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
				{taps.filter(({ needs }) => needs === "phone" || reachOf(call.person)?.mail).map((one) => (
					<Press key={one.name} label={say.calls.tap[one.name]} tone={one.name === "answered" ? "primary big" : "big"} busy={busy} run={() => void tap(one)} />
				))}
				<Give command="log_call" room={of.room} fixed={{ call: call.id }} label={say.calls.other} title={`${say.calls.what_came} ${who}`} submit={say.save} tone="quiet" done={() => tapped({ who, what: say.calls.other_way, key: "" })} />
			</div>
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
		</>
	);
}

function Sheet({ of, call, tapped }: { of: Matter; call: Call; tapped: Tapped }) {
	return (
		<article class="call-now">
			<p class="kicker">{say.calls.next}</p>
			<h2><Person id={call.person} /></h2>
			<Whom of={of} call={call} />
			<Ways of={of} call={call} />
			<blockquote><span class="kicker">{say.calls.script}</span> {script(of, call)}</blockquote>
			<Taps of={of} call={call} tapped={tapped} />
			<h3>{say.calls.tried}</h3>
			<Tries of={of} call={call} />
		</article>
	);
}

/** Who is called together as it is that severe, and how many of them know. */
function Committee({ of }: { of: Matter }) {
	const now = of.all("committee").findLast((one) => !one.met);
	const called = of.all("call").filter((call) => call.committee === now?.id);

	if (!now) return null;
	return (
		<Section title={say.calls.committee} action={<Give command="committee_met" room={of.room} offered={{ present: called.filter((call) => call.acknowledged).map((call) => call.person) }} label={say.calls.committee_met} />}>
			<p>{now.by && <>{say.calls.committee_by} <Left at={now.by} />. </>}{say.calls.committee_knows(called.filter((call) => call.acknowledged).length, called.length)}: {called.map((call) => <span key={call.id}><Mark tone={call.acknowledged ? "good" : "warn"}>{personName(call.person)}: {call.acknowledged ? say.ladder.knows : say.ladder.not_reached}</Mark> </span>)}</p>
		</Section>
	);
}

/** For a pen: the same, when there is no screen. */
function Paper({ of, calls }: { of: Matter; calls: Call[] }) {
	const { who, number, about, tried, result } = say.calls.paper;

	if (calls.length === 0) return null;
	return (
		<div class="paper-only">
			<table class="options">
				<thead><tr>{[who, number, about, tried, result].map((title) => <th key={title} scope="col">{title}</th>)}</tr></thead>
				<tbody>
					{calls.map((call) => (
						<tr key={call.id}>
							<td><strong>{personName(call.person)}</strong></td>
							<td>{reachOf(call.person)?.phone ?? say.calls.no_phone}<br />{reachOf(call.person)?.mail}</td>
							<td>{say.calls.for[call.reason](seatName(call.seat))}. {say.calls.script}: {script(of, call)}</td>
							<td><Tries of={of} call={call} /></td>
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
	const order = toCall(of);
	const [held, setHeld] = useState<number>();
	const [last, setLast] = useState<LastTap>();
	const kept = outbox().some((one) => one.key === last?.key);
	const call = of.one("call", held ?? order[0]?.id);
	const waits = call && order.some((one) => one.id === call.id);
	const done = reached(of);
	const tapped = (tap: LastTap): void => {
		setLast(tap);
		setHeld(order.find((one) => one.id !== call?.id)?.id);
	};

	useEffect(() => { if (held === undefined) setHeld(order[0]?.id); }, [held, order[0]?.id]);
	return (
		<>
			<h2 class="hidden">{say.tab.calls}</h2>
			<p class="lead">{say.calls.lead}</p>
			<p role="status" class={kept ? "said-so kept" : "said-so"}>{last && (kept ? say.calls.kept : say.calls.logged)(last.who, last.what)}</p>
			{call && waits && <Sheet key={call.id} of={of} call={call} tapped={tapped} />}
			{call && !waits && order.length > 0 && (
				<p class="call-now">{say.calls.gone(personName(call.person))} <button type="button" class="primary" onClick={() => setHeld(order[0]?.id)}>{say.calls.go_on}</button></p>
			)}
			{order.length === 0 && <Empty>{say.calls.none}</Empty>}
			{order.length > 1 && (
				<Section title={say.calls.then}>
					<ul class="rows">
						{order.filter((one) => one.id !== call?.id).map((one) => (
							<li key={one.id}><span><Whom of={of} call={one} /> <Tries of={of} call={one} /></span><button type="button" onClick={() => { setHeld(one.id); scrollTo(0, 0); }}>{say.calls.call_this}</button></li>
						))}
					</ul>
				</Section>
			)}
			{done.length > 0 && (
				<Section title={say.calls.reached}>
					<ul class="rows">{done.map((one) => <li key={one.id}><span><Whom of={of} call={one} /> <Mark tone="good">{say.ladder.knows}</Mark> <Tries of={of} call={one} /></span></li>)}</ul>
				</Section>
			)}
			<Committee of={of} />
			<Paper of={of} calls={order} />
		</>
	);
}

/** Where there is somebody to call: the way to the sheet. */
export function CallsLink({ of }: { of: Matter }) {
	const n = toCall(of).length;

	return n > 0 && of.at === undefined ? <a class="button" href={roomHref(of.room, "calls")}>{say.calls.to_call(n)}</a> : null;
}
