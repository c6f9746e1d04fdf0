// route -- the address is the place; a link is a plain link.

import { computed, signal } from "@preact/signals";
import type { RoomId } from "./api";

const roomTabs = ["now", "decide", "measures", "do", "say", "talk", "scope", "calls", "timeline", "people", "access", "record", "settings", "more", "wall"] as const;
export type RoomTab = (typeof roomTabs)[number];
export const charterTabs = ["people", "seats", "rules", "services", "severities", "contacts", "templates", "access", "readiness", "changes"] as const;
export type CharterTab = (typeof charterTabs)[number];

export type Place =
	| { place: "rooms" | "work" | "report" | "declare" | "record" | "sign-in" | "enrol" | "demo" | "token" | "nowhere" }
	| { place: "account"; /** The test page one came from. */ test?: number }
	| { place: "search"; q: string }
	| { place: "charter"; tab: CharterTab; id?: number; stops?: string }
	| { place: "room"; room: RoomId; tab: RoomTab; id?: number; at?: number };

const number = (text: string | null | undefined): number | undefined => (text && /^\d+$/.test(text) ? Number(text) : undefined);
const has = <T extends string>(list: readonly T[], text: string | undefined): T | undefined => list.find((item) => item === text);

/** The first, if none is named; undefined: there is none of that name. */
const tabIn = <T extends string>(tabs: readonly [T, ...T[]], text: string | undefined): T | undefined => (text === undefined ? tabs[0] : has(tabs, text));

function placeAt(url: URL): Place {
	const [first = "", second, third, fourth] = url.pathname.split("/").filter(Boolean);
	const room = number(second);
	const at = number(url.searchParams.get("at"));

	switch (first) {
		case "": return { place: url.hash.length > 1 ? "demo" : "rooms" };
		case "rooms": case "work": case "report": case "declare": case "record": case "sign-in": case "enrol": case "demo": case "token":
			return { place: first };
		case "account": {
			const test = number(url.searchParams.get("test"));
			return { place: "account", ...(test === undefined ? {} : { test }) };
		}
		case "search": return { place: "search", q: url.searchParams.get("q") ?? "" };
		case "charter": {
			const id = number(third);
			const stops = url.searchParams.get("stops");
			const tab = tabIn(charterTabs, second);
			if (tab === undefined) return { place: "nowhere" };
			return { place: "charter", tab, ...(id === undefined ? {} : { id }), ...(stops ? { stops } : {}) };
		}
		case "room": {
			const id = number(fourth);
			const tab = tabIn(roomTabs, third);
			if (room === undefined || tab === undefined) return { place: "nowhere" };
			return { place: "room", room, tab, ...(id === undefined ? {} : { id }), ...(at === undefined ? {} : { at }) };
		}
		default: return { place: "nowhere" };
	}
}

const url = signal(new URL(location.href));
export const place = computed(() => placeAt(url.value));

export function go(href: string, replace = false): void {
	if (replace) history.replaceState(null, "", href);
	else history.pushState(null, "", href);
	url.value = new URL(location.href);
	if (!replace) window.scrollTo(0, 0);
}

/** This address at another entry, or now. */
export function hrefAt(at: number | undefined): string {
	const next = new URL(url.value);

	if (at === undefined) next.searchParams.delete("at");
	else next.searchParams.set("at", String(at));
	return next.pathname + next.search;
}

/** Where a thing in a room, or in the charter, is to be found. */
export const roomHref = (room: RoomId, tab: RoomTab = "now", id?: number, at?: number): string =>
	`/room/${room}/${tab}${id === undefined ? "" : `/${id}`}${at === undefined ? "" : `?at=${at}`}`;
/** If these stop, such as "12,15:degraded_mode". */
export const impactHref = (stops: string): string => `/charter/services?stops=${stops}`;
export const charterHref = (tab: CharterTab = "people", id?: number): string => `/charter/${tab}${id === undefined ? "" : `/${id}`}`;

export function startRoutes(): void {
	window.addEventListener("popstate", () => { url.value = new URL(location.href); });
	document.addEventListener("click", (e) => {
		const link = e.target instanceof Element ? e.target.closest("a") : null;

		if (!link || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
		if (link.origin !== location.origin || link.target || link.hasAttribute("download") || link.getAttribute("href")?.startsWith("#")) return;
		e.preventDefault();
		go(link.href);
	});
}
