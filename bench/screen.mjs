// screen -- a room of 5,000 entries opened in a browser: from the address or a tap until its screen is drawn; at the
// machine's own speed, and at a quarter of it, as on an old phone.  How long until the first screen of all answers a press,
// in a browser that was never there.  From one's press on Send to the frame in which another has it on their screen, in
// that room.  And the first load, in bytes.

import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { answering, firstLoad, freePort, launch, root, stopper, wide } from "../tests/browser/house.mjs";

const entries = 5000, people = 5, times = 7, aim = 500;
const loads = 25, answersWithin = 1000;
const changes = 100, seenWithin = 200;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tocsin-bench-"));
const dir = path.join(folder, "record");
const tocsin = process.env.TOCSIN ?? path.join(root, "build/tocsin");

/** Drawn: the room's own heading stands, and two frames later too. */
const drawn = (page, since) => page.evaluate(([from, screen]) => new Promise((done) => {
	const look = () => (document.querySelector(screen) ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - from))) : requestAnimationFrame(look));
	look();
}), [since, ".room-head + .room-body :is(.situation, .messages > li)"]);

async function byAddress(page, room) {
	await page.goto("about:blank");
	await page.goto(room, { waitUntil: "commit" });
	return drawn(page, 0);
}

async function byTap(page, room) {
	await page.goto("/rooms");
	const since = await page.locator(`main a[href^="${room}"]`).first().evaluate((a) => {
		const now = performance.now();
		a.click();
		return now;
	});
	return drawn(page, since);
}

/** The best of some, after one that fills the caches: what else the machine does is not measured. */
async function measured(page, open, room) {
	const took = [];

	await open(page, room);
	for (let i = 0; i < times; i++) took.push(await open(page, room));
	return Math.min(...took);
}

/** Whatever else the machine does is in it. */
function told(what, took, within) {
	const sorted = took.toSorted((a, b) => a - b), at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

	console.log(`${what}: p50 ${at(0.5).toFixed(0)} ms, p99 ${at(0.99).toFixed(0)} ms of ${took.length} (p50 is ${(at(0.5) / within).toFixed(2)} of the aim of ${within} ms; load ${os.loadavg()[0].toFixed(1)})`);
}

/** Somebody's browser that was never there. */
async function member(browser, n) {
	const context = await browser.newContext({ baseURL: origin, viewport: wide });
	await context.addCookies([{ name: `tocsin-${port}`, value: sessions[n], url: origin, httpOnly: true, sameSite: "Strict" }]);
	const page = await context.newPage(), cdp = await context.newCDPSession(page);
	return { context, page, cdp };
}

/**
 * From the address until Report a suspicion, pressed as soon as it stands, is answered by its screen, and until that has
 * a field to write in.  A press that nobody listens to would load the page anew: so the time counts from the first load.
 * And what the page's own thread worked for it, which is nearly the same on a machine that others use.  The page says so
 * on its console: to ask it, the driver would put a script of its own into that thread, half as large as what is measured.
 */
async function untilItAnswers(browser, rate) {
	const { context, page, cdp } = await member(browser, 0), said = "answered and opened after";

	await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
	await cdp.send("Emulation.setCPUThrottlingRate", { rate });
	await page.addInitScript((said) => {
		const now = () => performance.timeOrigin + performance.now(), from = Number(sessionStorage.from ??= performance.timeOrigin);
		const until = (selector, then) => requestAnimationFrame(() => { const found = document.querySelector(selector); if (found) then(found); else until(selector, then); });

		until('main a[href="/report"]', (link) => {
			link.click();
			until('main:not(:has(a[href="/report"])) h1', () => { window.answered = now() - from; });
		});
		until("main form :is(textarea, input)", () => console.info(said, window.answered, now() - from));
	}, said);
	const told = page.waitForEvent("console", (message) => message.text().startsWith(said));
	await page.goto("/rooms", { waitUntil: "commit" });
	const [answered, opened] = (await told).text().slice(said.length).trim().split(" ").map(Number);
	const { metrics } = await cdp.send("Performance.getMetrics");
	await context.close();
	return { answered, opened, work: metrics.find(({ name }) => name === "TaskDuration").value * 1000 };
}

/** One writes, the other looks: from the press on Send until the frame in which it stands there, by the machine's one clock. */
async function untilSeen(writer, reader, text) {
	const seen = reader.page.evaluate((words) => new Promise((done) => {
		const list = document.querySelector(".messages"), has = () => list.lastElementChild?.textContent.includes(words);
		const watch = new MutationObserver(() => { if (has()) { watch.disconnect(); requestAnimationFrame(() => done(performance.timeOrigin + performance.now())); } });
		watch.observe(list, { childList: true, subtree: true, characterData: true });
	}), text);

	await writer.page.locator(".composer textarea").fill(text);
	const pressed = await writer.page.locator(".composer button.primary").evaluate((send) => {
		const now = performance.timeOrigin + performance.now();
		send.click();
		return now;
	});
	return await seen - pressed;
}

async function seenByAnother(browser) {
	const writer = await member(browser, 1), reader = await member(browser, 2), took = [];

	for (const { page } of [writer, reader]) {
		await page.goto(`${room}/talk`);
		await page.locator(".messages > li").first().waitFor();
	}
	for (let i = 0; i < changes; i++) took.push(await untilSeen(writer, reader, `The batch of hour ${i} goes out.`));
	await Promise.all([writer, reader].map(({ context }) => context.close()));
	return took;
}

const [last, ...sessions] = execFileSync(path.join(path.dirname(tocsin), "bench/record"), [dir, "1", String(entries), String(people)], { encoding: "utf8" }).split("\n");
const port = await freePort(), origin = `http://localhost:${port}`, room = `/room/${last}`;
const child = spawn(tocsin, ["serve", "--port", String(port), dir], { stdio: "ignore" });
await answering(origin, child);
const browser = await launch();
try {
	const { page, cdp } = await member(browser, 0);
	const ways = { "its address": [byAddress, room], "a tap": [byTap, room], "the address of its talk": [byAddress, `${room}/talk`] };

	for (const [name, [open, where]] of Object.entries(ways)) {
		const own = await measured(page, open, where);
		await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
		const slow = await measured(page, open, where);
		await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
		console.log(`screen: a room of ${entries} entries by ${name}: drawn after ${own.toFixed(0)} ms (${(own / aim).toFixed(2)} of the aim of ${aim} ms); four times slower: ${slow.toFixed(0)} ms`);
	}
	for (const rate of [1, 4]) {
		const slower = rate === 1 ? "" : `, ${rate} times slower`, took = [];

		for (let i = 0; i < loads; i++) took.push(await untilItAnswers(browser, rate));
		told(`first load: the first screen answers a press${slower}`, took.map(({ answered }) => answered), answersWithin);
		told(`first load: the form pressed for can be written in${slower}`, took.map(({ opened }) => opened), answersWithin);
		told(`first load: the work of its thread${slower}`, took.map(({ work }) => work), answersWithin);
	}
	told("screens: from one's press to another's screen", await seenByAnother(browser), seenWithin);
	const { bytes, files } = firstLoad();
	console.log(`first load: ${bytes} bytes compressed in ${files} files (${(bytes / 100_000).toFixed(2)} of the aim of 100 KB)`);
} finally {
	await browser.close();
	await stopper(child)();
	fs.rmSync(folder, { recursive: true });
}
