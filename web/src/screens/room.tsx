// room -- one matter: its headline, the screen chosen, and on a wide screen the stream beside it.

import { Past } from "../form";
import { type RoomTab, hrefAt, roomHref } from "../route";
import { Mark, SeverityBadge, Time, Tlp, Word, roomTitle } from "../show";
import { type Matter, matter } from "../store";
import { say } from "../text";
import { Access, Guest } from "./access";
import { Brief } from "./brief";
import { Decide } from "./decide";
import { LogLine } from "./bridge";
import { Do } from "./do";
import { Now } from "./now";
import { RoomRecord } from "./record";
import { Scope } from "./scope";
import { Say } from "./say";
import { Talk } from "./talk";
import { Timeline } from "./timeline";

function Screen({ of, tab, id }: { of: Matter; tab: RoomTab; id: number | undefined }) {
	switch (tab) {
		case "now": return <Now of={of} />;
		case "decide": return id === undefined ? <Decide of={of} /> : <Brief of={of} id={id} />;
		case "do": return <Do of={of} id={id} />;
		case "scope": return <Scope of={of} />;
		case "say": return <Say of={of} id={id} />;
		case "talk": return <Talk of={of} id={id} />;
		case "timeline": return <Timeline of={of} />;
		case "record": return <RoomRecord of={of} />;
		case "access": return <Access of={of} />;
		case "more": return <More of={of} />;
		default: return tab satisfies never;
	}
}

function More({ of, guest = false }: { of: Matter; guest?: boolean }) {
	const inRoom = [
		[roomHref(of.room, "access", undefined, of.at), say.access], [roomHref(of.room, "scope", undefined, of.at), say.scope_title],
		[roomHref(of.room, "timeline", undefined, of.at), say.timeline], [roomHref(of.room, "record", undefined, of.at), say.record],
	] as const;
	const links = [
		...(guest ? [] : inRoom), ["/rooms", say.rooms], ["/work", say.work], ["/search", say.search], ["/charter/people", say.charter], ["/account", say.account],
	] as const;

	return <ul class="cards">{links.map(([href, text]) => <li key={href}><a class="card" href={href}><strong>{text}</strong></a></li>)}</ul>;
}

export function Room({ room, tab, id, at }: { room: number; tab: RoomTab; id?: number; at?: number }) {
	const of = matter(room, at);
	const head = of.one("room", room);
	const beside = tab !== "talk" && tab !== "timeline";

	if (of.refusal.value && !of.ready.value) return <p class="refusal" role="alert">{of.refusal.value}</p>;
	if (!of.ready.value || !head) return <p role="status">{say.loading}</p>;
	return (
		<Past.Provider value={at !== undefined}>
			{at !== undefined && (
				<p class="banner accent" role="note">
					{say.as_of} {at}, <Time at={of.time.value} />. {say.as_of_banner} <a href={hrefAt(undefined)}>{say.as_of_now}</a>
				</p>
			)}
			<header class="room-head">
				<h1>{roomTitle(head)}</h1>
				<Tlp label={head.tlp} />
				<SeverityBadge severity={head.severity} />
				<Mark tone="accent"><Word word={head.dismissed ? say.dismissed : head.phase} /></Mark>
				{head.restricted && <Mark tone="warn">{say.restricted_mark}</Mark>}
				<small>{say.entry} {of.seq.value}</small>
			</header>
			<div class={beside && head.whole ? "room-body with-stream" : "room-body"}>
				<div class="room-main">{head.whole ? <Screen of={of} tab={tab} id={id} /> : tab === "more" ? <More of={of} guest /> : <Guest of={of} room={head} />}</div>
				{beside && head.whole && <aside class="stream wide-only" aria-label={say.stream}><Talk of={of} beside /></aside>}
			</div>
			<LogLine of={of} />
		</Past.Provider>
	);
}
