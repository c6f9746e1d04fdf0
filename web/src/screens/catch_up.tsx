// catch_up -- for whoever comes in late, and for whoever comes back: what happened without them.

import { useEffect } from "preact/hooks";
import type { Kind } from "../api";
import { onDuty, postName, spanText } from "../duty";
import { shown } from "../entry";
import { Press } from "../form";
import type { Entities } from "../gen/api";
import { type Look, useLook } from "../look";
import { type RoomTab, roomHref } from "../route";
import { Empty, Section, Time, clock, elapsedText, seatName } from "../show";
import { type Matter, charter, me } from "../store";
import { lineOf, useEntriesFrom, weightiest } from "../story";
import { wordly } from "../text";
import { say } from "../text/catch_up";

interface Change { key: string; tab: RoomTab; id?: number; kind: string; text: string; touched: number }

/** How a thing that changed is said in a line, and where it stands. */
const said: { [K in Kind]?: (entity: Entities[K]) => Omit<Change, "key" | "touched"> } = {
	decision: (d) => ({ tab: "decide", id: d.id, kind: say.changed.decision, text: `${d.question ?? say.erased}: ${wordly(d.state)}` }),
	position: (p) => ({ tab: "decide", id: p.decision, kind: say.changed.position, text: p.text ?? say.erased }),
	answer: (a) => ({ tab: "decide", id: a.decision, kind: say.changed.answer, text: `${seatName(a.seat)}: ${wordly(a.kind)}` }),
	measure: (m) => ({ tab: "measures", kind: say.changed.measure, text: `${m.text ?? wordly(m.kind)}: ${wordly(m.state)}` }),
	fact: (f) => ({ tab: "now", kind: say.changed.fact, text: `${f.name} = ${shown(f.value)} (${wordly(f.confidence)})` }),
	request: (r) => ({ tab: "now", kind: say.changed.request, text: r.question ?? r.name }),
	clock: (c) => ({ tab: "now", kind: say.changed.clock, text: `${c.title ?? c.label}: ${wordly(c.state)}` }),
	task: (t) => ({ tab: "do", kind: say.changed.task, text: `${t.title ?? say.erased}: ${wordly(t.state)}` }),
};

/** What was touched after one entry and not after the other: what comes while one looks is seen coming. */
function changes(of: Matter, { seq }: Look, until: number): Change[] {
	const since = of.since(seq);
	const lines = <K extends Kind>(kind: K): Change[] => {
		const line = said[kind] as ((entity: Entities[K]) => Omit<Change, "key" | "touched">) | undefined;
		return line ? (since[kind] as Entities[K][] | undefined ?? []).map((entity) => ({ ...line(entity), key: `${kind}${entity.id}`, touched: entity.touched })) : [];
	};

	return (Object.keys(said) as Kind[]).flatMap(lines).filter((change) => change.touched <= until).sort((a, b) => b.touched - a.touched);
}

const most = 8;

function Looked({ of, look, until, read }: { of: Matter; look: Look; until: number; read: () => void }) {
	const all = changes(of, look, until);
	const messages = of.since(look.seq).message?.filter((message) => message.id <= until && message.person !== me.value?.person).length ?? 0;

	if (all.length + messages === 0) return null;
	return (
		<Section title={say.looked} action={<Press label={say.looked_read} tone="quiet" hotkey="j" run={read} />}>
			<p><small>{say.looked_at} <Time at={look.at} /></small></p>
			<ul class="rows changes">
				{all.slice(0, most).map((change) => (
					<li key={change.key}><span><small class="change-kind">{change.kind}</small> <a href={roomHref(of.room, change.tab, change.id)}>{change.text}</a></span></li>
				))}
				{messages > 0 && <li><span><a href={roomHref(of.room, "talk")}>{say.said(messages)}</a></span></li>}
			</ul>
			{all.length > most && <p><a href={roomHref(of.room, "timeline")}>{say.looked_more(all.length - most)}</a></p>}
		</Section>
	);
}

/** When I am on, as it is planned, and since when I am. */
function MyShifts({ of }: { of: Matter }) {
	const person = me.value?.person ?? 0;
	const on = of.all("duty").filter((duty) => duty.person === person && onDuty(of, duty.seat));
	const planned = of.all("shift").filter((shift) => shift.person === person && !shift.dropped && shift.until > clock.value);

	if (on.length + planned.length === 0) return null;
	return (
		<ul class="plain">
			{on.map((duty) => <li key={`d${duty.id}`}>{say.duty.you_are_on(postName(duty.seat))} <Time at={duty.since} /></li>)}
			{planned.map((shift) => <li key={shift.id}>{say.duty.your_shift(postName(shift.seat))} {spanText(shift.from, shift.until)}</li>)}
		</ul>
	);
}

/** What the charter asks of my seats. */
function Duties() {
	const mine = charter.all("seat").filter((seat) => seat.holders.includes(me.value?.person ?? 0));
	const kinds = (of: (rule: Entities["rule"]) => boolean): string => charter.all("rule").filter(of).map((rule) => wordly(rule.kind)).join(", ");

	if (mine.length === 0) return <p>{say.joining_no_seat}</p>;
	return (
		<ul class="plain">
			{mine.map((seat) => {
				const decides = kinds((rule) => rule.accountable === seat.id);
				const concurs = kinds((rule) => rule.concur.some((group) => group.seats.includes(seat.id)));
				return <li key={seat.id}><strong>{seatName(seat.id)}</strong>{decides && <> {say.duty_decides} {decides}</>}{decides && concurs && ";"}{concurs && <> {say.duty_concurs} {concurs}</>}</li>;
			})}
		</ul>
	);
}

const lines = 10;

function Joining({ of, room, read }: { of: Matter; room: Entities["room"]; read: () => void }) {
	const entries = useEntriesFrom(of, 0);
	const taken = of.all("decision").filter((decision) => decision.state === "taken");

	return (
		<section class="section joining">
			<header><h2>{say.joining(elapsedText((clock.value - room.opened) / 1_000_000))}</h2></header>
			<h3>{say.joining_story}</h3>
			{!entries && <p role="status" class="moment">{say.loading}</p>}
			<ol class="story">
				{entries && weightiest(entries, lines).map((entry) => {
					const { what, words } = lineOf(entry, of);
					return <li key={entry.seq}><Time at={entry.at} /> <span>{what}{words && <>: <strong>{words}</strong></>}</span></li>;
				})}
			</ol>
			<div class="two">
				<div>
					<h3>{say.joining_decided}</h3>
					{taken.length === 0 && <Empty>{say.joining_nothing_decided}</Empty>}
					<ul class="plain">
						{taken.map((decision) => <li key={decision.id}><a href={roomHref(of.room, "decide", decision.id)}>{decision.question ?? say.erased}</a> → {of.one("option", decision.option)?.title ?? say.erased}</li>)}
					</ul>
				</div>
				<div>
					<h3>{say.joining_duties}</h3>
					<Duties />
					<MyShifts of={of} />
				</div>
			</div>
			<p class="buttons"><Press label={say.joining_read} tone="primary" hotkey="j" run={read} /></p>
		</section>
	);
}

/** Who was there from the beginning does not join late. */
const grace = 5 * 60_000_000;

export function CatchUp({ of, room }: { of: Matter; room: Entities["room"] }) {
	const { look, until, read } = useLook(of);

	if (of.at !== undefined) return null;
	if (look) return <Looked of={of} look={look} until={until} read={read} />;
	if (clock.value - room.opened > grace) return <Joining of={of} room={room} read={read} />;
	return <Began read={read} />;
}

/** Looked at from its first minutes on. */
function Began({ read }: { read: () => void }) {
	useEffect(read, []);
	return null;
}
