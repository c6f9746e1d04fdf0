// live -- one stream for the whole browser: the tab that holds the lock reads it and tells the others.
//
// A tab asks for the rooms it looks at, with the index up to which it has heard each of them.  The stream is opened
// from the least of these, so that nothing is missed when the reading tab dies and another takes over; what is told
// twice changes nothing, as an entity replaces only an older one.  A tab that reads and does not answer any more
// (a browser may freeze it) loses the lock to one that is looked at.

import { effect } from "@preact/signals";
import { type News, type RoomId, openStream } from "./api";
import { sendOutbox } from "./outbox";
import { charter, heard, known, me, online, refresh, reload, takeRoom, watched } from "./store";

type Note =
	| { note: "want"; tab: string; rooms: RoomId[]; after: number }
	| { note: "gone"; tab: string }
	| { note: "who" }
	| { note: "ask" }
	| { note: "here"; online: boolean; heard: number }
	| { note: "news"; news: News; covers: RoomId[] }
	| { note: "online"; online: boolean; heard: number }
	| { note: "session" };

const lock = "tocsin-stream";
const beat = 20_000;        // the server's, on a silent stream
const patience = 4_000;
const tab = crypto.randomUUID();
const channel = new BroadcastChannel("tocsin");
const wants = new Map<string, RoomId[]>();
let leader = false;
let last = 0;
let covers: RoomId[] = [];
let close: (() => void) | undefined;
let heardAt = 0;            // or opened
let spoke = 0;
let faults = 0;
let retry = 0;
let wait = 500;
let unanswered = 0;
let resign: () => void = () => {};

const tell = (note: Note): void => channel.postMessage(note);

/* ---- every tab ---- */

/** What was heard is known of every room that the stream covers. */
function mark(index: number, rooms: RoomId[]): void {
	for (const matter of [charter, ...rooms.map(known)])
		if (matter?.ready.value) matter.index = Math.max(matter.index, index);
}

function hear(news: News, rooms: RoomId[]): void {
	switch (news.event) {
		case "entities": {
			const matter = known(news.room);

			matter?.take(news.entities);
			if (matter) matter.seq.value = matter.last.value = Math.max(matter.last.value, news.seq);
			return mark(news.index, rooms);
		}
		case "room":
			takeRoom(news.room);
			return mark(news.index, rooms);
		case "reset":
			void reload().catch(() => undefined);
			return;
		case "beat":
			return;
		default:
			news satisfies never;
	}
}

/** Up to where everything was heard that this tab looks at; a room still being fetched will come newer than the charter was. */
const heardUpTo = (): number => Math.min(...[charter, ...[...watched.value].map(known)].filter((m) => m?.ready.value).map((m) => m?.index ?? 0), Infinity);

function announce(): void {
	const rooms = [...watched.value];
	const after = heardUpTo();

	if (!Number.isFinite(after)) return;
	if (leader) want(tab, rooms, after);
	else tell({ note: "want", tab, rooms, after });
}

/** The tab that reads tells the others when the server last spoke. */
function becameOnline(open: boolean, at: number): void {
	const back = open && !online.value;

	heard.value = Math.max(heard.value, at * 1000);
	online.value = open;
	if (back) void refresh().then(sendOutbox, () => undefined);
}

/* ---- the tab that reads ---- */

/** Read the rooms that any tab looks at, from `last` on. */
function listen(): void {
	if (!leader || !me.value?.signed_in) return;
	clearTimeout(retry);
	close?.();
	covers = [...new Set([...wants.values()].flat())].sort((a, b) => a - b);
	heardAt = Date.now();
	close = openStream(covers, last, (news) => {
		heardAt = spoke = Date.now();
		if ("index" in news) last = Math.max(last, news.index);
		hear(news, covers);
		if (news.event !== "beat") tell({ note: "news", news, covers });
	}, (open) => (open ? found() : lost()));
}

function stop(): void {
	clearTimeout(retry);
	close?.();
	close = undefined;
}

function connected(is: boolean): void {
	becameOnline(is, spoke);
	tell({ note: "online", online: is, heard: spoke });
}

function found(): void {
	wait = 500;
	faults = 0;
	connected(true);
}

/** The first fault is tried again at once: a server that let go of a slow reader is not a lost connection. */
function lost(): void {
	stop();
	if (!leader) return;
	retry = window.setTimeout(() => void again(), faults ? wait : 0);
	if (faults++ === 0) return;
	wait = Math.min(wait * 2, 15_000);
	connected(false);
}

/** The stream may have ended because nobody is signed in any more; that is another thing than a lost connection. */
async function again(): Promise<void> {
	const there = await refresh().then(() => true, () => false);

	if (there) listen();
	else lost();
}

function want(from: string, rooms: RoomId[], after: number): void {
	wants.set(from, rooms);
	if (close && rooms.every((room) => covers.includes(room))) return;
	last = Math.min(last, after);
	listen();
}

/** Lead until the page goes away, or another tab takes the lock because this one did not answer. */
function lead(): Promise<void> {
	leader = true;
	last = heardUpTo();
	wants.clear();
	tell({ note: "who" });
	announce();
	return new Promise((done) => { resign = done; });
}

function follow(): void {
	leader = false;
	stop();
	resign();
}

/** Stand in the queue for the lock, or take it. */
function stand(steal = false): void {
	navigator.locks.request(lock, { steal }, lead).then(follow, () => {
		follow();
		stand();
	});
}

/** Who is signed in has changed: what is read must be theirs. */
async function startOver(): Promise<void> {
	stop();
	await reload();
	announce();
}

/* ---- what is told between tabs ---- */

channel.addEventListener("message", (e: MessageEvent<Note>) => {
	const note = e.data;

	switch (note.note) {
		case "want":
			if (leader) want(note.tab, note.rooms, note.after);
			return;
		case "gone":
			wants.delete(note.tab);
			return;
		case "who":
			unanswered = 0;
			announce();
			return;
		case "ask":
			if (leader) tell({ note: "here", online: online.value, heard: spoke });
			return;
		case "here":
			unanswered = 0;
			becameOnline(note.online, note.heard);
			return;
		case "news":
			unanswered = 0;
			hear(note.news, note.covers);
			return;
		case "online":
			becameOnline(note.online, note.heard);
			return;
		case "session":
			void startOver().catch(() => undefined);
			return;
		default:
			note satisfies never;
	}
});

/** Is whoever reads still there; does the server still speak? */
function watch(): void {
	if (!me.value) void startOver().catch(() => undefined);         // opened while the server could not be reached
	if (online.value) void sendOutbox();
	if (leader && close && Date.now() - heardAt > 2.5 * beat) lost();
	if (leader || document.visibilityState !== "visible") return;
	if (++unanswered > 2) {
		unanswered = 0;
		stand(true);
	}
	tell({ note: "ask" });
}

/** Tell every tab that who is signed in has changed. */
export async function sessionChanged(): Promise<void> {
	await startOver();
	tell({ note: "session" });
}

export function startLive(): void {
	effect(() => {
		void watched.value;
		if (me.value?.signed_in && charter.ready.value) announce();
	});
	stand();
	setInterval(watch, patience);
	window.addEventListener("online", () => { if (leader) void again(); });
	window.addEventListener("offline", () => {
		becameOnline(false, spoke);
		faults = 1;
		lost();
	});
	window.addEventListener("pagehide", () => {
		tell({ note: "gone", tab });
		follow();
	});
	window.addEventListener("pageshow", (e) => { if (e.persisted) stand(); });
}
