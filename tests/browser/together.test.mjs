// Two browsers and a phone in one room for ten minutes in which everything goes wrong that does: connections end, answers
// are lost, a page is loaded anew, a phone sleeps.  Ten seconds are told in one tick; nothing is missed, nothing doubled.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Between } from "./between.mjs";
import { bothEnter, button, chapters, declare, found, launch, person, phone } from "./house.mjs";

const seed = Number(process.env.TOCSIN_SEED ?? 20260101), ticks = 60, tick = 600;
const between = new Between();
let house, browser, ines, marek, pocket, room, address;
const written = [];
const test = chapters(() => [ines, marek, pocket]);
const nap = (ms) => new Promise((done) => setTimeout(done, ms));

/** mulberry32: the same numbers for the same seed. */
let state = seed;
function chance() {
	state = (state + 0x6d2b79f5) | 0;
	let t = Math.imul(state ^ (state >>> 15), 1 | state);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

before(async () => {
	house = await found("small.yaml", between);
	browser = await launch();
	ines = await person(browser, house.origin);
	marek = await person(browser, house.origin);
});

after(async () => {
	await browser?.close();
	between.close();
	await house?.stop();
});

/** The same person's phone: it has the session, and a page of its own. */
async function phoneOf(who) {
	const context = await browser.newContext({ baseURL: house.origin, viewport: phone, isMobile: true, hasTouch: true, reducedMotion: "reduce" });

	await context.addCookies(await who.context.cookies());
	const page = await context.newPage();
	page.setDefaultTimeout(10_000);
	return { page, context, cdp: await context.newCDPSession(page), faults: [] };
}

test("two browsers and a phone are in one room", async () => {
	await bothEnter(house, ines, marek, "Marek Dvorak");
	room = await declare(marek, "EMBER", "MOVEit Transfer is being exploited");
	pocket = await phoneOf(ines);
	address = `/room/${room}/talk`;
	for (const who of [ines, marek, pocket]) {
		await who.page.goto(address);
		await who.page.getByLabel("Message", { exact: true }).waitFor();
	}
});

const devices = () => ({ ines, marek, phone: pocket });
const away = new Set();

async function writes(name) {
	const { page } = devices()[name];
	const text = `${name} ${written.filter((one) => one.startsWith(name)).length + 1}`;

	if (away.has(name)) return;
	written.push(text);
	await page.getByLabel("Message", { exact: true }).fill(text);
	await page.getByRole("button", { name: "Send", exact: true }).click();
	await page.waitForFunction(() => document.querySelector(".composer textarea").value === "");
}

/** What happens at which tick; ten seconds each. */
const fate = {
	6: () => marek.context.setOffline(true),
	10: () => between.cutStreams(),
	13: () => marek.context.setOffline(false),
	16: () => between.lose(/post_message/),
	20: async () => {
		away.add("phone");
		await pocket.context.setOffline(true);
		await pocket.cdp.send("Page.setWebLifecycleState", { state: "frozen" });
	},
	23: async () => {
		away.add("ines");
		await ines.page.reload();
		await ines.page.getByLabel("Message", { exact: true }).waitFor();
		away.delete("ines");
	},
	26: () => between.lose(/post_message/),
	28: () => between.cutStreams(),
	34: async () => {
		await pocket.cdp.send("Page.setWebLifecycleState", { state: "active" });
		await pocket.context.setOffline(false);
		away.delete("phone");
	},
	37: () => between.lose(/post_message/),
	40: () => between.cut(),
	43: () => between.mend(),
	46: () => pocket.context.setOffline(true),
	47: () => between.cutStreams(),
	49: async () => {
		await pocket.context.setOffline(false);
		away.add("phone");
		await pocket.page.reload();
		await pocket.page.getByLabel("Message", { exact: true }).waitFor();
		away.delete("phone");
	},
	53: () => between.lose(/post_message/),
	55: () => between.cutStreams(),
};

test("for ten minutes everybody writes, and everything happens that may happen to a connection", async () => {
	for (let now = 0; now < ticks; now++) {
		const next = nap(tick);

		await fate[now]?.();
		await Promise.all(Object.keys(devices()).filter(() => chance() < 0.45).map(writes));
		await next;
	}
	assert.ok(written.length > ticks, `${written.length} messages (seed ${seed})`);
});

const shown = ({ page }) => page.locator(".messages > li .said, .messages > li > p").allInnerTexts();
const recorded = async () => {
	const { entities } = await marek.page.evaluate((id) => fetch(`/api/rooms/${id}`).then((r) => r.json()), room);
	return entities.filter((e) => e.entity === "message").sort((a, b) => a.id - b.id).map((e) => e.text);
};

test("the record holds every message once, and each one's in the order of writing", async () => {
	for (let i = 0; i < 100 && (await recorded()).length < written.length; i++) await nap(200);
	const record = await recorded();

	assert.deepEqual(record.toSorted(), written.toSorted(), `seed ${seed}`);
	for (const name of Object.keys(devices())) {
		const mine = (list) => list.filter((text) => text.startsWith(name));
		assert.deepEqual(mine(record), mine(written), `seed ${seed}`);
	}
});

test("every screen shows what the record holds, in its order, and nothing waits to be sent", async () => {
	const record = await recorded();

	for (const [name, who] of Object.entries(devices())) {
		for (let i = 0; i < 100 && (await shown(who)).length < record.length; i++) await nap(200);
		assert.deepEqual(await shown(who), record, `${name}, seed ${seed}`);
		assert.equal(await who.page.getByText("not sent yet").count(), 0, name);
		assert.deepEqual(who.faults, [], name);
	}
});
