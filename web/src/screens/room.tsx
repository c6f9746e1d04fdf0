// room -- one matter: its headline, the screen chosen, and on a wide screen the stream beside it.

import { Past } from "../form";
import { Icon } from "../icon";
import { later } from "../later";
import { type Spot, outsideSpots, roomSpots } from "../places";
import { type RoomTab, hrefAt, place, roomHref } from "../route";
import { Mark, SeverityBadge, Time, Tlp, Word, roomTitle } from "../show";
import { type Matter, charterThen, heard, matter, online } from "../store";
import { say } from "../text";
import { Brief } from "./brief";
import { Decide } from "./decide";
import { LogLine } from "./bridge";
import { Now } from "./now";
import { PaperHead, PrintButton } from "./paper";

const Access = later(() => import("./access").then((part) => part.Access));
const Calls = later(() => import("./calls").then((part) => part.Calls));
const Do = later(() => import("./do").then((part) => part.Do));
const Ledger = later(() => import("./ledger").then((part) => part.Ledger));
const Outside = later(() => import("./outside").then((part) => part.Outside));
const Say = later(() => import("./say").then((part) => part.Say));
const RoomPeople = later(() => import("./room_people").then((part) => part.RoomPeople));
const RoomRecord = later(() => import("./record").then((part) => part.RoomRecord));
const Scope = later(() => import("./scope").then((part) => part.Scope));
const Guest = later(() => import("./talk").then((part) => part.Guest));
const Journal = later(() => import("./journal").then((part) => part.Journal));
const Steer = later(() => import("./settings").then((part) => part.Steer));
const Talk = later(() => import("./talk").then((part) => part.Talk));
const Timeline = later(() => import("./timeline").then((part) => part.Timeline));

function Screen({ of, tab, id }: { of: Matter; tab: RoomTab; id: number | undefined }) {
	switch (tab) {
		case "now": return <Now of={of} />;
		case "decide": return id === undefined ? <Decide of={of} /> : <Brief of={of} id={id} />;
		case "measures": return <Ledger of={of} id={id} />;
		case "do": return <Do of={of} id={id} />;
		case "say": return <Say of={of} id={id} />;
		case "calls": return <Calls of={of} />;
		case "scope": return <Scope of={of} id={id} />;
		case "talk": return <Talk of={of} id={id} />;
		case "timeline": return <Timeline of={of} id={id} />;
		case "people": return <RoomPeople of={of} id={id} />;
		case "record": return <RoomRecord of={of} />;
		case "access": return <Access of={of} />;
		case "settings": return <Steer of={of} />;
		case "more": return <More of={of} />;
		case "wall": return null;       // a screen of its own, without the frame
		default: return tab satisfies never;
	}
}

function Cards({ spots }: { spots: Pick<Spot, "href" | "icon" | "text">[] }) {
	return <ul class="cards more-cards">{spots.map(({ href, icon, text }) => <li key={href}><a class="card" href={href}><Icon name={icon} /><strong>{text}</strong></a></li>)}</ul>;
}

/** What the bar has no room for. */
function More({ of }: { of: Matter }) {
	const wall = { href: roomHref(of.room, "wall"), icon: "wall", text: say.wall } as const;

	return (
		<>
			<h2 class="hidden">{say.more}</h2>
			{of.one("room", of.room)?.whole && <Cards spots={[...roomSpots(place.value).filter((spot) => !spot.bar), wall]} />}
			<Cards spots={outsideSpots(place.value)} />
		</>
	);
}

export function Room({ room, tab, id, at }: { room: number; tab: RoomTab; id?: number; at?: number }) {
	const of = matter(room, at);
	const waits = [of, charterThen.value].find((one) => one && !one.ready.value);
	const head = of.one("room", room);
	const decision = tab === "decide" ? of.one("decision", id) : undefined;
	const written = tab === "say" ? of.one("document", id)?.kind : undefined;
	const paper = tab === "now" || tab === "calls" || (tab === "decide" && id !== undefined) || (written && written !== "note");
	const beside = tab !== "timeline";      // which tells it all itself

	if (waits?.refusal.value) return online.value ? <Outside refusal={waits.refusal.value} wrong={waits.wrong} /> : <p class="refusal" role="alert">{waits.refusal.value}</p>;
	if (waits || !head) return <p role="status" class="moment">{say.loading}</p>;
	return (
		<Past.Provider value={at !== undefined}>
			{at !== undefined && (
				<p class="banner accent" role="note">
					{say.as_of} {at}, <Time at={of.time.value} />. {say.as_of_banner} <a href={hrefAt(undefined)}>{say.as_of_now}</a>
				</p>
			)}
			{(paper || tab === "decide") && <PaperHead of={of} {...(decision ? { decision } : {})} />}
			<header class="room-head">
				<h1>{roomTitle(head)}</h1>
				<Tlp label={head.tlp} />
				<SeverityBadge severity={head.severity} />
				<Mark tone="accent"><Word word={head.dismissed ? say.dismissed : head.phase} /></Mark>
				{head.restricted && <Mark tone="warn">{say.restricted_mark}</Mark>}
				<small>{say.as_of_minute} <Time at={at === undefined ? heard.value : of.time.value} /> · {say.entry} {of.seq.value}</small>
				{paper && <PrintButton />}
			</header>
			<div class={beside && head.whole ? "room-body with-stream" : "room-body"}>
				<div class="room-main">{head.whole || tab === "more" ? <Screen of={of} tab={tab} id={id} /> : <Guest of={of} room={head} id={id} />}</div>
				{beside && head.whole && (
					<aside class="stream" aria-label={say.stream}>
						<Journal of={of} />
						{tab !== "talk" && <Talk of={of} beside />}
					</aside>
				)}
			</div>
			{head.whole && <LogLine of={of} />}
		</Past.Provider>
	);
}
