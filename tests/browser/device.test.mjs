// Devices that are called: added, tested, tapped; and why a browser cannot be.
//
// No push service can be had here: a browser without a profile refuses to subscribe, and one with a profile waits for its
// maker for ever.  The first is told as it is.  For the rest the subscription is made up, and all between is real: the server
// writes to a push service on this machine, which reads it with the browser's keys and hands it to the worker by DevTools.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before } from "node:test";
import { bothEnter, button, chapters, counted, declare, dialog, folder, found, launch, look, person } from "./house.mjs";
import { PushService } from "./push_service.mjs";

let house, browser, settings, service, ines, marek, room;
const test = chapters(() => [ines, marek]);

/** From the next page on the browser's push service is this one. */
const subscribes = (context, service) => context.addInitScript(({ endpoint, p256dh, auth }) => {
	const bytes = { p256dh: new Uint8Array(p256dh).buffer, auth: new Uint8Array(auth).buffer };
	const subscription = { get endpoint() { return endpoint + localStorage.getItem("test-subscribed"); }, getKey: (name) => bytes[name], unsubscribe: async () => { localStorage.removeItem("test-subscribed"); return true; } };

	PushManager.prototype.getSubscription = async () => (localStorage.getItem("test-subscribed") ? subscription : null);
	PushManager.prototype.subscribe = async (wish) => {
		if (!wish.userVisibleOnly || wish.applicationServerKey.length !== 65) throw new DOMException("not a key", "InvalidAccessError");
		localStorage.setItem("test-subscribed", `/${Math.random()}`);
		return subscription;
	};
}, service.subscription());

/** What a push service brings, as the browser hands it to the worker. */
async function push({ cdp }, payload) {
	const registered = new Promise((done) => cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
		const [one] = registrations.filter(({ isDeleted, scopeURL }) => !isDeleted && scopeURL === `${house.origin}/`);
		if (one) done(one.registrationId);
	}));

	await cdp.send("ServiceWorker.disable");
	await cdp.send("ServiceWorker.enable");
	await cdp.send("ServiceWorker.deliverPushMessage", { origin: house.origin, registrationId: await registered, data: payload });
}

/** As the person answered when the browser asked; it forgets that with the session. */
async function notifications(who, setting) {
	const { targetInfo } = await who.cdp.send("Target.getTargetInfo");
	await settings.send("Browser.setPermission", { origin: house.origin, permission: { name: "notifications" }, setting, browserContextId: targetInfo.browserContextId });
}

const worker = async (who) => who.context.serviceWorkers()[0] ?? who.context.waitForEvent("serviceworker");

/** All that stands on the lock screen, and since when. */
const stands = async (who) => (await worker(who)).evaluate(async () => (await self.registration.getNotifications()).map(({ title, body, tag, data, timestamp }) => ({ is: { title, body, tag, data }, timestamp })));
const shown = async (who) => (await stands(who)).map(({ is }) => is);

/** What comes to stand there beside what did. */
async function freshFrom(who, before) {
	for (let tries = 0; tries < 100; tries++) {
		const fresh = (await stands(who)).find(({ timestamp }) => !before.some((other) => other.timestamp === timestamp));
		if (fresh) return fresh.is;
		await who.page.waitForTimeout(100);
	}
	return undefined;
}

/** Once more where nothing came of it: what DevTools deliver to a worker that is just going to sleep is lost. */
async function pushed(who, payload) {
	const before = await stands(who);
	let fresh;

	for (let tries = 0; !fresh && tries < 3; tries++) {
		await push(who, payload);
		fresh = await freshFrom(who, before);
	}
	return fresh;
}

/** Taps it.  Only a finger may open or focus a window, so what the worker asks for is written down instead. */
const tap = async (who) => (await worker(who)).evaluate(async () => {
	const asked = [];
	const { openWindow } = self.clients, { focus } = WindowClient.prototype;
	const notification = (await self.registration.getNotifications()).at(-1);
	const tapped = new NotificationEvent("notificationclick", { notification });
	let work;

	self.clients.openWindow = async (url) => { asked.push(`open ${new URL(url).pathname}`); };
	WindowClient.prototype.focus = async function () { asked.push("focus"); return this; };
	tapped.waitUntil = (promise) => { work = promise; };
	self.dispatchEvent(tapped);
	await work;
	self.clients.openWindow = openWindow;
	WindowClient.prototype.focus = focus;
	for (let tries = 0; (await self.registration.getNotifications()).length && tries < 50; tries++) await new Promise((done) => setTimeout(done, 100));
	return { asked, left: (await self.registration.getNotifications()).length };
});

const row = (who) => who.page.locator(".section", { hasText: "Devices that are called" }).getByRole("listitem");
const press = async (who) => {
	await button(who, "Call me on this device").click();
	await dialog(who).getByRole("button", { name: "Call me on this device" }).click();
};

before(async () => {
	[house, browser] = await Promise.all([found("small.yaml"), launch()]);
	service = new PushService(folder());
	await service.listen();
	fs.writeFileSync(path.join(house.dir, "tocsin.conf"), `push-loopback-ca = ${service.ca}\n`);
	await house.stop();
	await house.start();
	settings = await browser.newBrowserCDPSession();
	[ines, marek] = await Promise.all([person(browser, house.origin), person(browser, house.origin)]);
	await bothEnter(house, ines, marek, "Marek Dvorak");
	room = await declare(ines, "EMBER", "The shop answers strangely", "SEV4");         // which calls nobody: the pages here are tests
});
after(async () => {
	await browser?.close();
	await house?.stop();
	service?.close();
});

test("the page can be installed, and its worker may not be kept by a cache", async () => {
	const manifest = await (await fetch(`${house.origin}/manifest.webmanifest`)).json();
	const script = await fetch(`${house.origin}/service_worker.js`);

	assert.equal(manifest.display, "standalone");
	for (const { src, type } of manifest.icons) assert.equal((await fetch(house.origin + src)).headers.get("content-type"), type);
	assert.equal(script.headers.get("cache-control"), "no-cache");
	assert.equal(script.headers.get("content-type"), "text/javascript; charset=utf-8");
	const { errors } = await ines.cdp.send("Page.getInstallabilityErrors").then((r) => ({ errors: r.installabilityErrors.map((e) => e.errorId) }));
	assert.deepEqual(errors.filter((e) => e !== "in-incognito"), []);
});

test("whoever said no to notifications is told where to allow them", async () => {
	await ines.page.goto("/account");
	await press(ines);              // nobody is there to say yes
	await dialog(ines).getByText("This browser was told to show nothing of").waitFor();
	await notifications(ines, "denied");
	await ines.page.goto("/account");
	await ines.page.getByText("This browser was told to show nothing of").waitFor();
	assert.ok(await button(ines, "Call me on this device").isDisabled());
	assert.deepEqual(await look(ines, "devices-denied"), []);
});

test("a page that came by plain http, and a browser without push, say what would help", async () => {
	const says = async (change, sentence) => {
		const page = await ines.context.newPage();
		await page.addInitScript(change);
		await page.goto("/account");
		await page.getByText(sentence).waitFor();
		await page.close();
	};

	await says(() => Object.defineProperty(globalThis, "isSecureContext", { value: false }), "Open it by https.");
	await says(() => { delete globalThis.PushManager; }, "This browser cannot be called: it has no push.");
	await says(() => {
		delete globalThis.PushManager;
		Object.defineProperty(navigator, "userAgent", { value: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/605" });
	}, "add this page to the home screen first");
});

test("a push service that gives no address is said, whether it refuses or is silent", async () => {
	await notifications(ines, "granted");
	await ines.page.goto("/account");
	await press(ines);
	await dialog(ines).getByText("The browser's push service gave no address.").waitFor();
	assert.deepEqual(await look(ines, "device-no-service"), []);

	await ines.page.addInitScript(() => { if (sessionStorage.getItem("silent")) PushManager.prototype.subscribe = () => new Promise(() => {}); });
	await ines.page.evaluate(() => sessionStorage.setItem("silent", "yes"));
	await ines.page.clock.install();
	await ines.page.reload();
	await press(ines);
	await ines.page.waitForTimeout(300);
	await ines.page.clock.fastForward(21_000);
	await dialog(ines).getByText("The browser's push service gave no address.").waitFor();
	await ines.page.evaluate(() => sessionStorage.removeItem("silent"));
	await ines.page.clock.resume();
});

test("this browser is added, and says which it is and through whom it is called", async () => {
	await subscribes(ines.context, service);
	await ines.page.goto("/account");
	await ines.page.getByText("No device of yours is called.").waitFor();
	await press(ines);
	await row(ines).getByText("this one").waitFor();
	await row(ines).getByText(`through ${new URL(service.endpoint).host}`).waitFor();
	await row(ines).getByText("never tested").waitFor();
	await counted(button(ines, "Call me on this device"), 0);
	assert.deepEqual(await look(ines, "devices"), []);
});

test("nobody else sees it", async () => {
	await marek.page.goto("/account");
	await marek.page.getByText("No device of yours is called.").waitFor();
	const seen = await marek.page.evaluate(() => Promise.all(["/api/charter", "/api/rooms/charter/entries"].map((door) => fetch(door).then((r) => r.text()))));
	assert.doesNotMatch(seen.join(), /device|send\/one/);
});

test("a test page is waited for, and answered by tapping it", async () => {
	const before = await stands(ines);
	let bring;
	service.deliver = () => new Promise((done) => { bring = done; });
	await button(ines, "Send a test page").click();
	await row(ines).getByText("Tap it when it comes; this waits for you.").waitFor();
	assert.ok(await button(ines, "Send a test page").isDisabled());
	assert.deepEqual(await look(ines, "device-waiting"), []);

	for (let tries = 0; !bring && tries < 100; tries++) await ines.page.waitForTimeout(100);
	const [{ says, key }] = service.taken;
	assert.equal(key, (await ines.page.evaluate(() => fetch("/api/push-key").then((r) => r.json()))).key);
	await push(ines, says);
	const notice = await freshFrom(ines, before);
	assert.equal(notice.title, "Test page");
	assert.match(notice.data, /\/account\?test=\d+$/);
	assert.deepEqual(await tap(ines), { asked: ["focus"], left: 0 });
	await ines.page.getByText("You saw the test page; that is entered.").waitFor();
	await row(ines).getByText(/you answered after \d+ s/).waitFor();
	assert.deepEqual(await look(ines, "device-answered"), []);

	await ines.page.goto(notice.data);
	await ines.page.getByText("That test has been answered already.").waitFor();
});

test("a page on the screen says what was pushed and no more, and leads there without a tab being lost", async () => {
	await ines.page.goto(`/room/${room}/now`);
	await ines.page.getByLabel("Message", { exact: true }).fill("half a thou");
	const notice = await pushed(ines, JSON.stringify({ title: "EMBER · SEV1", text: "decision waits for you until 03:55", url: `/room/${room}/decide`, tag: "ember-7", secret: "the shop" }));
	assert.deepEqual(notice, { title: "EMBER · SEV1", body: "decision waits for you until 03:55", tag: "ember-7", data: `/room/${room}/decide` });
	await pushed(ines, JSON.stringify({ title: "EMBER · SEV1", text: "decision waits for you until 03:50", url: `/room/${room}/decide`, tag: "ember-7" })).catch(() => undefined);
	assert.deepEqual((await shown(ines)).map(({ body }) => body), ["decision waits for you until 03:50"]);
	assert.deepEqual(await tap(ines), { asked: ["focus"], left: 0 });
	await ines.page.waitForURL(`**/room/${room}/decide`);
	await ines.page.getByLabel("Message", { exact: true }).waitFor();
	assert.equal(await ines.page.getByLabel("Message", { exact: true }).inputValue(), "half a thou");
});

test("with no tab open, or only a wall, a new one is opened; and never one elsewhere", async () => {
	await ines.page.goto(`/room/${room}/wall`);
	await ines.page.getByText("EMBER").first().waitFor();
	await pushed(ines, JSON.stringify({ title: "EMBER · SEV1", text: "decision waits", url: `/room/${room}/decide/9`, tag: "a" }));
	assert.deepEqual((await tap(ines)).asked, [`open /room/${room}/decide/9`]);
	await pushed(ines, JSON.stringify({ title: "EMBER · SEV1", text: "decision waits", url: "https://elsewhere.example/steal", tag: "b" }));
	assert.deepEqual((await tap(ines)).asked, ["open /work"]);
});

test("what was damaged on the way is shown as something that waits", async () => {
	for (const damaged of ["not json", "12", "{\"title\":7}", "null"]) {
		const notice = await pushed(ines, damaged);
		assert.deepEqual(notice, { title: "Tocsin", body: "Something waits for you.", tag: "", data: "/work" });
		await tap(ines);
	}
});

test("an ended subscription is said, in the list and on the screen", async () => {
	await (await worker(ines)).evaluate(async () => {
		let work;
		const ended = new ExtendableEvent("pushsubscriptionchange");
		ended.waitUntil = (promise) => { work = promise; };
		self.dispatchEvent(ended);
		await work;
	});
	assert.match((await shown(ines)).at(-1).body, /called no more: its push service ended that/);
	await ines.page.evaluate(() => localStorage.removeItem("test-subscribed"));
	await ines.page.goto("/account");
	await row(ines).getByText("its push service has ended it: add it again").waitFor();
	assert.deepEqual(await look(ines, "device-lapsed"), []);
	await press(ines);
	await row(ines).getByText("this one").waitFor();
	await ines.page.getByText("its push service has ended it").waitFor({ state: "detached" });
	await counted(row(ines), 1);
});

test("whoever takes it out is called there no more", async () => {
	await button(ines, "Call it no more").click();
	await ines.page.getByText("No device of yours is called.").waitFor();
	await ines.page.waitForFunction(() => localStorage.getItem("test-subscribed") === null);
	await button(ines, "Call me on this device").waitFor();
});

test("what the push service will not take is said, and a browser that it knows no more is taken out", async () => {
	const tested = async (status) => {
		await press(ines);
		service.status = status;
		await button(ines, "Send a test page").click();
	};

	await tested(403);
	await row(ines).getByText("refused").waitFor();
	assert.deepEqual(await look(ines, "device-refused"), []);
	await button(ines, "Call it no more").click();
	await tested(410);
	await ines.page.getByText("Its push service knows this browser no more.").waitFor();
	await ines.page.getByText("No device of yours is called.").waitFor();
	assert.deepEqual(await look(ines, "device-gone"), []);
});

test("while the server is down the interface opens and says so, and goes on by itself when it is back", async () => {
	await ines.page.goto(`/room/${room}/now`);
	await ines.page.getByText("What is known").waitFor();
	await house.stop();
	for (const address of [`/room/${room}/now`, "/work", "/account"]) {
		await ines.page.goto(address);
		await ines.page.getByText("The server cannot be reached. This page tries again by itself.").waitFor();
	}
	assert.deepEqual(await look(ines, "server-down"), []);
	assert.doesNotMatch(await ines.page.content(), /EMBER/);
	assert.ok(await ines.page.evaluate(() => fetch("/api/me").then(() => false, () => true)), "nothing of /api/ is kept");
	await ines.page.goto(`/room/${room}/now`);
	await house.start();
	await ines.page.getByText("What is known").waitFor({ timeout: 15_000 });
});

test("no page broke, nor the content security policy", () => {
	assert.deepEqual([...ines.faults, ...marek.faults], []);
});
