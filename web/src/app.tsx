// app -- the frame around every screen: where one can go, and whether all of it is real.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Icon, type IconName } from "./icon";
import { type Place, charterHref, place, roomHref } from "./route";
import { Account } from "./screens/account";
import { Charter } from "./screens/charter";
import { DemoEntry, Enrol, SignIn } from "./screens/enter";
import { RecordScreen } from "./screens/record";
import { Room } from "./screens/room";
import { Declare, Report, Rooms } from "./screens/rooms";
import { Search } from "./screens/search";
import { ConfirmToken } from "./screens/token";
import { Work } from "./screens/work";
import { Time, roomTitle } from "./show";
import { charter, known, me, online, roomList } from "./store";
import { say } from "./text";

function Screen({ at }: { at: Place }) {
	switch (at.place) {
		case "rooms": return <Rooms />;
		case "work": return <Work />;
		case "report": return <Report />;
		case "declare": return <Declare />;
		case "record": return <RecordScreen />;
		case "account": return <Account />;
		case "search": return <Search q={at.q} />;
		case "charter": return <Charter tab={at.tab} id={at.id} />;
		case "room": return <Room key={`${at.room}@${at.at ?? ""}`} {...at} />;
		case "sign-in": return <SignIn />;
		case "enrol": return <Enrol />;
		case "demo": return <DemoEntry />;
		case "token": return <ConfirmToken key={location.hash} />;
		case "nowhere": return <p>{say.not_found} <a href="/">{say.go_rooms}</a></p>;
		default: return at satisfies never;
	}
}

interface Link { href: string; icon: IconName; text: string; current: boolean; wideOnly?: boolean }

function links(at: Place): { room: Link[]; places: Link[] } {
	const inRoom = at.place === "room" ? at : undefined;
	const guest = inRoom && roomList.value.get(inRoom.room)?.whole === false;
	const tab = (name: "now" | "decide" | "do" | "say" | "scope" | "talk" | "timeline" | "record" | "access" | "more", wideOnly = false): Link[] =>
		inRoom ? [{ href: roomHref(inRoom.room, name, undefined, inRoom.at), icon: name, text: say[name], current: inRoom.tab === name, wideOnly }] : [];
	const outside = (name: "rooms" | "work" | "search" | "charter" | "record" | "account", href: string): Link =>
		({ href, icon: name, text: say[name], current: at.place === name });

	return {
		room: guest ? [...tab("now"), ...tab("more")] : [...tab("now"), ...tab("decide"), ...tab("do"), ...tab("say"), ...tab("scope", true), ...tab("talk"), ...tab("timeline", true), ...tab("record", true), ...tab("access", true), ...tab("more")],
		places: [outside("rooms", "/rooms"), outside("work", "/work"), outside("search", "/search"), outside("charter", charterHref()), ...(inRoom ? [] : [outside("record", "/record")]), outside("account", "/account")],
	};
}

function Nav({ label, items, kind }: { label: string; items: Link[]; kind: string }) {
	return (
		<nav class={`nav ${kind}`} aria-label={label}>
			{items.map((link) => (
				<a key={link.href} href={link.href} class={link.wideOnly ? "wide-only" : link.icon === "more" ? "phone-only" : ""} aria-current={link.current ? "page" : undefined}>
					<Icon name={link.icon} /><span>{link.text}</span>
				</a>
			))}
		</nav>
	);
}

/** Until the officers have decided that it is settled. */
function isProvisional(): boolean {
	const settles = charter.all("change").some((change) => change.settled && charter.all("decision").some((decision) => decision.option === change.option && decision.state === "taken"));

	return !!me.value?.provisional && !settles;
}

/** What must be seen on every screen: that it is not real, or not fresh. */
function Banners({ at }: { at: Place }) {
	const room = at.place === "room" ? roomList.value.get(at.room) : undefined;
	const seen = at.place === "room" ? (known(at.room)?.time.value ?? 0) : charter.time.value;

	return (
		<section aria-label={say.notices}>
			{me.value?.demo && <p class="frame-word" role="note">{say.demo_frame}</p>}
			{isProvisional() && <p class="banner warn" role="note">{say.provisional_frame}</p>}
			{room?.kind === "exercise" && <p class="frame-word" role="note">{say.exercise_frame}</p>}
			{!online.value && me.value?.signed_in && (
				<p class="banner warn" role="status">{say.offline} {seen ? <Time at={seen} /> : null}. {say.offline_after}</p>
			)}
			{me.value?.strength === "weak" && <p class="banner" role="note">{say.weak}</p>}
		</section>
	);
}

function titleOf(at: Place): string {
	if (at.place !== "room") return at.place === "nowhere" || at.place === "demo" ? say.product : `${placeName[at.place]} · ${say.product}`;
	const room = roomList.value.get(at.room);
	return `${room ? `TLP:${room.tlp} · ${roomTitle(room)}` : say.rooms} · ${say[at.tab]} · ${say.product}`;
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

export function App() {
	const at = place.value;
	const title = titleOf(at);

	useEffect(() => { document.title = title; }, [title]);
	if (!me.value?.signed_in || needsNobody(at))
		return (
			<div class={me.value?.demo ? "app demo" : "app"}>
				<Banners at={at} />
				<Outside>{needsNobody(at) ? <Screen at={at} /> : <SignIn />}</Outside>
			</div>
		);
	const { room, places } = links(at);
	return (
		<div class={`app${me.value.demo ? " demo" : ""}${at.place === "room" ? " in-room" : ""}`}>
			<a class="skip" href="#main">{say.skip}</a>
			<Banners at={at} />
			<div class="columns">
				<header class="rail">
					<p class="wordmark"><a href="/rooms">{say.product}</a><small>{me.value.organisation}</small></p>
					{room.length > 0 && <Nav kind="room-nav" label={say.room_nav} items={room} />}
					<Nav kind="place-nav" label={say.place_nav} items={places} />
				</header>
				<main id="main" tabIndex={-1}><Screen at={at} /></main>
			</div>
		</div>
	);
}
