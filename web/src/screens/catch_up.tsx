// catch_up -- for whoever comes in late, and for whoever comes back: what happened without them.

import { useEffect } from "preact/hooks";
import type { Kind } from "../api";
import { shown } from "../entry";
import { Press } from "../form";
import type { Entities } from "../gen/api";
import { later } from "../later";
import type { Look, Looked as Looks } from "../look";
import { type RoomTab, roomHref } from "../route";
import { Section, Time, clock, elapsedText, seatName } from "../show";
import { type Matter, me } from "../store";
import { answerWord, wordly } from "../text";
import { say } from "../text/catch_up";

const Joining = later(() => import("./joining").then((part) => part.Joining));

interface Change { key: string; tab: RoomTab; id?: number; kind: string; text: string; touched: number }

/** How a thing that changed is said in a line, and where it stands. */
const said: { [K in Kind]?: (entity: Entities[K]) => Omit<Change, "key" | "touched"> } = {
	decision: (d) => ({ tab: "decide", id: d.id, kind: `${say.changed.decision} · ${wordly(d.state)}`, text: d.question ?? say.erased }),
	position: (p) => ({ tab: "decide", id: p.decision, kind: say.changed.position, text: p.text ?? say.erased }),
	answer: (a) => ({ tab: "decide", id: a.decision, kind: say.changed.answer, text: `${seatName(a.seat)} ${answerWord[a.kind]}` }),
	measure: (m) => ({ tab: "measures", kind: `${say.changed.measure} · ${wordly(m.state)}`, text: m.text ?? wordly(m.kind) }),
	fact: (f) => ({ tab: "now", kind: `${say.changed.fact} · ${wordly(f.confidence)}`, text: `${f.name} = ${shown(f.value)}` }),
	request: (r) => ({ tab: "now", kind: say.changed.request, text: r.question ?? r.name }),
	clock: (c) => ({ tab: "now", kind: `${say.changed.clock} · ${wordly(c.state)}`, text: c.title ?? c.label }),
	task: (t) => ({ tab: "do", kind: `${say.changed.task} · ${wordly(t.state)}`, text: t.title ?? say.erased }),
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

/** Who was there from the beginning does not join late. */
const grace = 5 * 60_000_000;

export const joinsLate = (of: Matter, room: Entities["room"], { look }: Looks): boolean => of.at === undefined && !look && clock.value - room.opened > grace;

/** How late, before all else. */
export const JoinsLate = ({ room }: { room: Entities["room"] }) => <h2>{say.joining(elapsedText((clock.value - room.opened) / 1_000_000))}</h2>;

export function CatchUp({ of, late, looked: { look, until, read } }: { of: Matter; late: boolean; looked: Looks }) {
	if (of.at !== undefined) return null;
	if (look) return <Looked of={of} look={look} until={until} read={read} />;
	if (late) return <div class="joins"><Joining of={of} read={read} /></div>;
	return <Began read={read} />;
}

/** Looked at from its first minutes on. */
function Began({ read }: { read: () => void }) {
	useEffect(read, []);
	return null;
}
