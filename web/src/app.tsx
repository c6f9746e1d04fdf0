// app -- the frame around every screen: where one can go, and whether all of it is real.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { DemoBar } from "./demo_bar";
import { Icon } from "./icon";
import { keysOpen, paletteOpen } from "./keyboard";
import { names } from "./ladder";
import { later } from "./later";
import { outbox } from "./outbox";
import { type Spot, outsideSpots, roomSpots } from "./places";
import { type Place, charterHref, place, roomHref } from "./route";
import { DemoEntry, SignIn } from "./screens/enter";
import { Room } from "./screens/room";
import { Declare, Report, Rooms } from "./screens/rooms";
import { Work } from "./screens/work";
import { Time, personName, roomTitle } from "./show";
import { charter, cut, heard, listed, me, online, roomList } from "./store";
import { asked } from "./sure";
import { say } from "./text";

const DrillCall = later(() => import("./screens/drill").then((part) => part.DrillCall));
const OutboxNote = later(() => import("./outbox_note").then((part) => part.OutboxNote));
const Palette = later(() => import("./palette").then((part) => part.Palette));
const Keys = later(() => import("./palette").then((part) => part.Keys));
const Account = later(() => import("./screens/account").then((part) => part.Account));
const Charter = later(() => import("./screens/charter").then((part) => part.Charter));
const ConfirmToken = later(() => import("./screens/token").then((part) => part.ConfirmToken));
const Enrol = later(() => import("./screens/enrol").then((part) => part.Enrol));
const RecordScreen = later(() => import("./screens/record").then((part) => part.RecordScreen));
const Search = later(() => import("./screens/search").then((part) => part.Search));
const Sure = later(() => import("./screens/sure").then((part) => part.Sure));
const Wall = later(() => import("./screens/wall").then((part) => part.Wall));

function Screen({ at }: { at: Place }) {
	switch (at.place) {
		case "rooms": return <Rooms />;
		case "work": return <Work />;
		case "report": return <Report />;
		case "declare": return <Declare />;
		case "record": return <RecordScreen />;
		case "account": return <Account />;
		case "search": return <Search q={at.q} />;
		case "charter": return <Charter tab={at.tab} id={at.id} stops={at.stops} />;
		case "room": return <Room key={`${at.room}@${at.at ?? ""}`} {...at} />;
		case "sign-in": return <SignIn />;
		case "enrol": return <Enrol />;
		case "demo": return <DemoEntry />;
		case "token": return <ConfirmToken key={location.hash} />;
		case "nowhere": return <p>{say.not_found} <a href="/">{say.go_rooms}</a></p>;
		default: return at satisfies never;
	}
}

function Nav({ label, spots, kind }: { label: string; spots: Spot[]; kind: string }) {
	return (
		<nav class={`nav ${kind}`} aria-label={label}>
			{spots.map((spot) => (
				<a key={spot.href} href={spot.href} class={spot.bar ? "" : "wide-only"} aria-current={spot.current ? "page" : undefined} aria-keyshortcuts={`g ${spot.key}`}>
					<Icon name={spot.icon} /><span>{spot.text}</span>
				</a>
			))}
		</nav>
	);
}

function Rail({ at }: { at: Place }) {
	const room = roomSpots(at);
	const more = at.place === "room" ? roomHref(at.room, "more", undefined, at.at) : undefined;

	return (
		<header class="rail">
			<p class="wordmark"><a href="/rooms">{say.product}</a><small>{me.value?.organisation}</small></p>
			<button type="button" class="go-to" aria-keyshortcuts="Control+K" onClick={() => { paletteOpen.value = true; }}><Icon name="search" /><span>{say.palette_button}</span> <kbd>Ctrl K</kbd></button>
			{more && <a class="button more phone-only" href={more} aria-current={at.place === "room" && at.tab === "more" ? "page" : undefined}><Icon name="more" /><span>{say.more}</span></a>}
			{room.length > 0 && <Nav kind="room-nav" label={say.room_nav} spots={room} />}
			<Nav kind="place-nav" label={say.place_nav} spots={outsideSpots(at)} />
		</header>
	);
}

/** Until the officers have decided that it is settled. */
function isProvisional(): boolean {
	const settles = charter.today("change").some((change) => change.settled && charter.today("decision").some((decision) => decision.option === change.option && decision.state === "taken"));

	return !!me.value?.provisional && !settles;
}

/** Who made a key and waits, with six words to read, for an officer to vouch for it. */
const unvouchedPeople = (): number[] =>
	me.value?.officer ? [...new Set(charter.today("credential").filter((key) => key.state === "pending" && key.person !== me.value?.person).map((key) => key.person))] : [];

/** What must be seen on every screen: that it is not real, not fresh, or not sent. */
function Banners({ at }: { at: Place }) {
	const room = at.place === "room" ? roomList.value.get(at.room) : undefined;
	const drilled = charter.today("call").find((call) => call.reason === "drill" && call.person === me.value?.person && !call.own && !call.over);
	const unvouched = unvouchedPeople();

	return (
		<section class="notices" aria-label={say.notices}>
			{me.value?.demo && <DemoBar />}
			{drilled && <DrillCall call={drilled.id} />}
			{isProvisional() && <p class="banner warn" role="note">{say.provisional_frame}</p>}
			{unvouched.length > 0 && !(at.place === "charter" && at.tab === "people") && (
				<p class="banner" role="status">{say.unvouched(names(unvouched.map(personName)))} <a href={charterHref("people")}>{say.vouch}</a></p>
			)}
			{room?.kind === "exercise" && <p class="frame-word" role="note">{say.exercise_frame}</p>}
			{!online.value && me.value?.signed_in && (
				<p class="banner warn" role="status">{say.offline} {heard.value ? <Time at={heard.value} /> : null}. {say.offline_after}</p>
			)}
			{listed.value !== undefined && <p class="banner warn" role="status">{say.listing(listed.value)}</p>}
			{cut.value && <p class="banner warn" role="note">{say.cut}</p>}
			{me.value?.signed_in && outbox().length > 0 && <OutboxNote />}
			{me.value?.strength === "weak" && <p class="banner" role="note">{say.weak}</p>}
		</section>
	);
}

function titleOf(at: Place): string {
	if (at.place !== "room") return at.place === "nowhere" || at.place === "demo" ? say.product : `${placeName[at.place]} · ${say.product}`;
	const room = roomList.value.get(at.room);
	return `${room ? `TLP:${room.tlp} · ${roomTitle(room)}` : say.rooms} · ${say.tab[at.tab]} · ${say.product}`;
}
const placeName = {
	rooms: say.rooms, work: say.work, report: say.report, declare: say.declare, record: say.record, account: say.account,
	"sign-in": say.sign_in, enrol: say.enrol, token: say.issue_token, charter: say.charter, search: say.search,
};

const needsNobody = (at: Place): boolean => at.place === "sign-in" || at.place === "enrol" || at.place === "demo";

/** Before anybody is signed in there is nowhere to go. */
function Outside({ children }: { children: ComponentChildren }) {
	return (
		<main id="main" class="alone" tabIndex={-1}>
			<p class="wordmark">{say.product}</p>
			{children}
		</main>
	);
}

/** A demonstration and an exercise have a frame of their own, whatever is in it. */
function frameOf(at: Place): string {
	const exercise = at.place === "room" && roomList.value.get(at.room)?.kind === "exercise";
	return `app${me.value?.demo ? " demo" : ""}${exercise ? " exercise" : ""}${at.place === "room" ? " in-room" : ""}`;
}

export function App() {
	const at = place.value;
	const title = titleOf(at);

	useEffect(() => { document.title = title; }, [title]);
	if (!me.value)
		return <div class="app"><Outside><h1>{say.offline_title}</h1><p role="status">{say.offline_start}</p></Outside></div>;
	if (!me.value.signed_in || needsNobody(at))
		return (
			<div class={frameOf(at)}>
				<Banners at={at} />
				<Outside>{needsNobody(at) ? <Screen at={at} /> : <SignIn />}</Outside>
			</div>
		);
	return (
		<div class={frameOf(at)}>
			<a class="skip" href="#main">{say.skip}</a>
			<Banners at={at} />
			{at.place === "room" && at.tab === "wall"
				? <main id="main" class="wall" tabIndex={-1}><Wall room={at.room} /></main>
				: <div class="columns"><Rail at={at} /><main id="main" tabIndex={-1}><Screen at={at} /></main></div>}
			{paletteOpen.value && <Palette />}
			{keysOpen.value && <Keys />}
			{asked.value && <Sure />}
		</div>
	);
}
