// live -- one stream per browser: the tab that holds the lock reads it, the others listen to that tab.

import { effect } from "@preact/signals";
import { type News, type RoomId, openStream } from "./api";
import { charter, known, me, online, reload, takeRoom, watched } from "./store";

type Note =
	| { note: "want"; tab: string; rooms: RoomId[]; after: number }
	| { note: "who" }
	| { note: "news"; news: News }
	| { note: "online"; online: boolean }
	| { note: "session" };

const tab = crypto.randomUUID();
const channel = new BroadcastChannel("tocsin");
const wants = new Map<string, RoomId[]>();
let leader = false;
let last = 0;
let close: () => void = () => {};
let opened: string | undefined;
let retry = 0;
let wait = 500;

function hear(news: News): void {
	switch (news.event) {
		case "entities": {
			const matter = known(news.room);

			last = Math.max(last, news.index);
			if (!matter) return;
			matter.take(news.entities);
			matter.seq.value = matter.last.value = Math.max(matter.last.value, news.seq);
			return;
		}
		case "room":
			last = Math.max(last, news.index);
			takeRoom(news.room);
			return;
		case "reset":
			void reload();
			return;
		default:
			news satisfies never;
	}
}

const say = (note: Note): void => channel.postMessage(note);

function setOnline(open: boolean): void {
	online.value = open;
	say({ note: "online", online: open });
	clearTimeout(retry);
	if (open) {
		wait = 500;
		return;
	}
	opened = undefined;
	retry = window.setTimeout(listen, wait);
	wait = Math.min(wait * 2, 15_000);
}

/** (Re)open the stream over the rooms that any tab looks at. */
function listen(): void {
	const rooms = [...new Set([...wants.values()].flat())].sort((a, b) => a - b);
	const key = rooms.join();

	if (!leader || !me.value?.signed_in || opened === key) return;
	close();
	opened = key;
	close = openStream(rooms, last, (news) => {
		hear(news);
		say({ note: "news", news });
	}, setOnline);
}

function want(from: string, rooms: RoomId[], after: number): void {
	const mine = wants.get(from) ?? [];

	if (rooms.some((room) => !mine.includes(room))) last = Math.min(last, after);
	wants.set(from, rooms);
	listen();
}

channel.addEventListener("message", (e: MessageEvent<Note>) => {
	const note = e.data;

	switch (note.note) {
		case "want":
			if (leader) want(note.tab, note.rooms, note.after);
			return;
		case "who":
			announce();
			return;
		case "news":
			hear(note.news);
			return;
		case "online":
			online.value = note.online;
			return;
		case "session":
			void reload();
			return;
		default:
			note satisfies never;
	}
});

function announce(): void {
	const rooms = [...watched.value];
	const after = Math.min(...[charter.index, ...rooms.map((room) => known(room)?.index || last)].filter((index) => index > 0), Infinity);

	if (leader) want(tab, rooms, Number.isFinite(after) ? after : last);
	else say({ note: "want", tab, rooms, after: Number.isFinite(after) ? after : 0 });
}

/** Tell every tab that who is signed in has changed. */
export async function sessionChanged(): Promise<void> {
	close();
	opened = undefined;
	await reload();
	say({ note: "session" });
	announce();
}

export function startLive(): void {
	effect(() => {
		void watched.value;
		if (me.value?.signed_in) announce();
	});
	void navigator.locks.request("tocsin-stream", () => {
		leader = true;
		last = charter.index;
		say({ note: "who" });
		announce();
		return new Promise(() => {});
	});
	window.addEventListener("online", listen);
	window.addEventListener("offline", () => setOnline(false));
	window.addEventListener("pagehide", () => close());
}
