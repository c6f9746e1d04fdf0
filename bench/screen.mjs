// screen -- a room of 5,000 entries opened in a browser: from the address or a tap until its screen is drawn; at the
// machine's own speed, and at a quarter of it, as on an old phone.  And the first load, in bytes.

import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { answering, firstLoad, freePort, launch, root, stopper, wide } from "../tests/browser/house.mjs";

const entries = 5000, people = 5, times = 7, aim = 500;
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

const [last, session] = execFileSync(path.join(path.dirname(tocsin), "bench/record"), [dir, "1", String(entries), String(people)], { encoding: "utf8" }).split("\n");
const port = await freePort(), origin = `http://localhost:${port}`, room = `/room/${last}`;
const child = spawn(tocsin, ["serve", "--port", String(port), dir], { stdio: "ignore" });
await answering(origin, child);
const browser = await launch();
try {
	const context = await browser.newContext({ baseURL: origin, viewport: wide });
	await context.addCookies([{ name: `tocsin-${port}`, value: session, url: origin, httpOnly: true, sameSite: "Strict" }]);
	const page = await context.newPage(), cdp = await context.newCDPSession(page);
	const ways = { "its address": [byAddress, room], "a tap": [byTap, room], "the address of its talk": [byAddress, `${room}/talk`] };

	for (const [name, [open, where]] of Object.entries(ways)) {
		const own = await measured(page, open, where);
		await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
		const slow = await measured(page, open, where);
		await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
		console.log(`screen: a room of ${entries} entries by ${name}: drawn after ${own.toFixed(0)} ms (${(own / aim).toFixed(2)} of the aim of ${aim} ms); four times slower: ${slow.toFixed(0)} ms`);
	}
	const { bytes, files } = firstLoad();
	console.log(`first load: ${bytes} bytes compressed in ${files} files (${(bytes / 100_000).toFixed(2)} of the aim of 100 KB)`);
} finally {
	await browser.close();
	await stopper(child)();
	fs.rmSync(folder, { recursive: true });
}
