// service_worker -- what is there of the interface when no tab is open: it shows a page on a locked phone, and opens the program while the server is down.
//
// It holds no secret and asks for none.  A page on the screen says what was pushed and nothing more.  What is kept is
// the program, never what it shows: /api/ does not pass through here.
//
// The program it keeps is one build, whole: `kept` is filled in when that is made, so a new build is a new worker.
// Who navigates gets the server's page while there is a server; the kept one stands in while there is none.  A worker
// that was replaced leaves its parts for the tabs that were opened with them.

import { say } from "./text";

declare const self: ServiceWorkerGlobalScope;
/** This build: its name, the SHA-256 of its page, and all its parts. */
declare const kept: { name: string; page: string; parts: string[] };

const patience = 5_000;     // for a server that neither answers nor refuses, once there is a page to show instead

/* ---- keeping ---- */

async function digest(answer: Response): Promise<string> {
	const bytes = await crypto.subtle.digest("SHA-256", await answer.arrayBuffer());
	return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A page of another build would ask for parts that are not here. */
async function fetchAll(): Promise<void> {
	const page = await fetch("/", { cache: "reload", headers: { Accept: "text/html" } });

	if (!page.ok || await digest(page.clone()) !== kept.page) throw new Error("the server has another program by now");
	const cache = await caches.open(kept.name);
	await cache.addAll(kept.parts);
	await cache.put("/", page);
}

/** All of it or nothing. */
async function keep(): Promise<void> {
	const had = await caches.has(kept.name);

	await fetchAll().catch(async (fault: unknown) => {
		if (!had) await caches.delete(kept.name);
		throw fault;
	});
}

/** Two builds are enough: this one, and that of the tabs which are still open. */
async function sweep(): Promise<void> {
	const others = (await caches.keys()).filter((name) => name !== kept.name);

	for (const name of others.slice(0, -1)) await caches.delete(name);
}

self.addEventListener("install", (e) => { e.waitUntil(keep().then(() => self.skipWaiting())); });
self.addEventListener("activate", (e) => { e.waitUntil(sweep().then(() => self.clients.claim())); });

/* ---- fetching ---- */

/** The server's page, or the kept one if there is none to be had. */
async function page(request: Request): Promise<Response> {
	const own = await caches.match("/", { cacheName: kept.name });

	if (!own) return fetch(request);
	try {
		const answer = await fetch(request, { signal: AbortSignal.timeout(patience) });
		return answer.status < 500 ? answer : own;      // whoever stands before the server may answer for it
	} catch {
		return own;
	}
}

const part = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request);
const afresh = (request: Request): Promise<Response> =>
	fetch(request).catch(async (fault: unknown) => { const had = await caches.match(request); if (had) return had; throw fault; });

self.addEventListener("fetch", (e) => {
	const url = new URL(e.request.url);

	if (e.request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/api/")) return;
	if (e.request.mode === "navigate") e.respondWith(page(e.request));
	else if (url.pathname.startsWith("/assets/")) e.respondWith(part(e.request));
	else if (kept.parts.includes(url.pathname)) e.respondWith(afresh(e.request));
});

/* ---- pages ---- */

interface Said { title: string; text: string; url: string; tag: string }

/** What was pushed; whatever it is, something is shown, or the browser takes the right to push away. */
function said(data: PushMessageData | null): Said {
	let given: Record<string, unknown> = {};

	try {
		given = Object(data?.json()) as Record<string, unknown>;
	} catch {
		// not ours, or damaged on the way
	}
	const { title, text, url, tag } = given;
	const words = (value: unknown): string => (typeof value === "string" ? value : "");
	return { title: words(title) || say.title, text: words(title) ? words(text) : say.something, url: words(url) || "/work", tag: words(tag) };
}

const show = ({ title, text, url, tag }: Said): Promise<void> =>
	self.registration.showNotification(title, { body: text, tag, requireInteraction: true, data: url, icon: "/icon-192.png", badge: "/badge.png" });

/** A tab that is open there, else any but a wall's, else a new one.  It goes there by itself, so that nothing written is lost. */
async function open(wish: string): Promise<void> {
	const url = new URL(wish, self.location.origin);
	const there = url.origin === self.location.origin ? url : new URL("/work", self.location.origin);
	const tabs = (await self.clients.matchAll({ type: "window", includeUncontrolled: true })).filter((tab) => !new URL(tab.url).pathname.endsWith("/wall"));
	const tab = tabs.find((one) => one.url === there.href) ?? tabs[0];

	if (!tab) {
		await self.clients.openWindow(there.href);
		return;
	}
	tab.postMessage({ open: there.href });
	await tab.focus();
}

self.addEventListener("push", (e) => { e.waitUntil(show(said(e.data))); });
self.addEventListener("notificationclick", (e) => {
	e.notification.close();
	e.waitUntil(open(String(e.notification.data)));
});
self.addEventListener("pushsubscriptionchange", (e) => {
	(e as ExtendableEvent).waitUntil(show({ title: say.title, text: say.lapsed, url: "/account", tag: "lapsed" }));
});
