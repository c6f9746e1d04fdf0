// places -- everywhere one can go, once: the bar, the rail, More, the palette and the keys are made of these.

import type { IconName } from "./icon";
import { type CharterTab, type Place, type RoomTab, charterHref, charterTabs, roomHref } from "./route";
import { charter, me, roomList } from "./store";
import { say } from "./text";

export interface Spot { href: string; icon: IconName; text: string; current: boolean; /** After g. */ key: string; bar: boolean }

interface RoomSpot { tab: Exclude<RoomTab, "more">; key: string; bar?: true }
const inRooms: RoomSpot[] = [
	{ tab: "now", key: "n", bar: true },
	{ tab: "decide", key: "d", bar: true },
	{ tab: "do", key: "o", bar: true },
	{ tab: "say", key: "s", bar: true },
	{ tab: "talk", key: "t", bar: true },
	{ tab: "measures", key: "m" },
	{ tab: "scope", key: "f" },
	{ tab: "calls", key: "k" },
	{ tab: "timeline", key: "l" },
	{ tab: "people", key: "p" },
	{ tab: "access", key: "u" },
	{ tab: "record", key: "v" },
	{ tab: "settings", key: "e" },
];

/** In a room: five on the bar, the rest under More. */
export function roomSpots(at: Place): Spot[] {
	if (at.place !== "room") return [];
	const guest = roomList.value.get(at.room)?.whole === false;    // has no more than its line and some channels
	return inRooms.filter(({ tab }) => !guest || tab === "talk").map(({ tab, key, bar = false }) =>
		({ href: roomHref(at.room, tab, undefined, at.at), icon: tab, text: say.tab[tab], current: guest ? at.tab !== "more" : at.tab === tab, key, bar }));
}

export function outsideSpots(at: Place): Spot[] {
	const spot = (name: "rooms" | "work" | "search" | "charter" | "record" | "account", href: string, key: string): Spot =>
		({ href, icon: name, text: say[name], current: at.place === name, key, bar: true });

	return [
		spot("rooms", "/rooms", "r"), spot("work", "/work", "w"), spot("search", "/search", "q"), spot("charter", charterHref(), "c"),
		...(at.place === "room" ? [] : [spot("record", "/record", "v")]), spot("account", "/account", "y"),
	];
}

/** Of the charter those from outside see the seats, and themselves. */
export const isGuest = (): boolean => !!charter.one("person", me.value?.person)?.outside;
export const charterSpots = (): CharterTab[] => charterTabs.filter((tab) => (tab === "access" ? !!me.value?.officer && !isGuest() : !isGuest() || tab === "people" || tab === "seats"));

/** Everywhere, as the palette and the keys offer it. */
export function everySpot(at: Place): Pick<Spot, "href" | "text" | "key">[] {
	const room = at.place === "room" && roomList.value.get(at.room)?.whole ? at.room : undefined;

	if (!me.value?.signed_in) return [];
	return [
		...roomSpots(at), ...(room === undefined ? [] : [{ href: roomHref(room, "wall"), text: say.wall, key: "x" }]), ...outsideSpots(at),
		{ href: "/report", text: say.report, key: "a" }, { href: "/declare", text: say.declare, key: "i" },
	];
}
