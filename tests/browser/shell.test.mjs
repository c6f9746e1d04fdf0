// The frame around every screen: one stream for the whole browser, a lost connection, keys, what one missed, the wall, paper.

import assert from "node:assert/strict";
import path from "node:path";
import { after, before } from "node:test";
import { Between } from "./between.mjs";
import { bothEnter, button, chapters, counted, declare, dialog, firstLoad, found, give, launch, link, look, person } from "./house.mjs";

const between = new Between();
let house, browser, ines, marek, second, room;
const test = chapters(() => [ines, marek]);
const until = async (is, what) => {
	for (let i = 0; i < 400; i++) {
		if (await is()) return;
		await new Promise((done) => setTimeout(done, 50));
	}
	assert.fail(what);
};
const said = (page, text) => page.locator(".messages").getByText(text, { exact: true });
const say = async (who, text) => {
	await who.page.getByLabel("Message", { exact: true }).fill(text);
	await button(who, "Send").click();
};

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

test("the first load is at most 100 KB of compressed text", async () => {
	const { bytes, files } = firstLoad();

	console.log(`# first load: ${bytes} bytes compressed, in ${files} files`);
	assert.ok(bytes <= 100_000, `${bytes} bytes`);
});

test("two people enter, and a matter is declared", async () => {
	await bothEnter(house, ines, marek, "Marek Dvorak");
	room = await declare(marek, "EMBER", "MOVEit Transfer is being exploited");
});

test("two pages of one browser share one stream, and both are told", async () => {
	await marek.page.goto(`/room/${room}/now`);
	second = { page: await marek.context.newPage() };
	await second.page.goto(`/room/${room}/talk`);
	await second.page.getByRole("heading", { name: "EMBER" }).waitFor();
	await ines.page.goto(`/room/${room}/talk`);
	await until(() => between.streams() === 2, `one stream each: ${between.streams()}`);
	await say(ines, "One for both");
	for (const page of [marek.page, second.page]) {
		await said(page, "One for both").waitFor({ timeout: 2000 });
		await counted(said(page, "One for both"), 1);
	}
	assert.equal(between.streams(), 2);
});

test("when the page that reads dies, the other goes on: nothing is missed, nothing is doubled", async () => {
	let n = 0, going = true;
	const talking = (async () => {
		while (going) await ines.page.evaluate(([to, text]) => fetch(`/api/rooms/${to}/commands/post_message`, {
			method: "POST", headers: { "Content-Type": "application/json", "Idempotency-Key": text }, body: JSON.stringify({ text }),
		}), [room, `word ${++n}`]);
	})();

	await until(() => n > 10, "it is talked");
	await marek.page.close();               // it was there first, so it is the one that reads
	const then = n;
	await until(() => n > then + 40, "it is talked on");
	going = false;
	await talking;
	await said(second.page, `word ${n}`).waitFor({ timeout: 5000 });
	const heard = (await second.page.locator(".messages p").allInnerTexts()).filter((text) => text.startsWith("word "));
	assert.deepEqual(heard, Array.from({ length: n }, (_, i) => `word ${i + 1}`));
	await until(() => between.streams() === 2, `one stream each: ${between.streams()}`);
	Object.assign(marek, { page: second.page, cdp: await marek.context.newCDPSession(second.page) });
});

test("a connection lost is said and dated, what was known stays, and what is written waits in sight", async () => {
	await marek.page.goto(`/room/${room}/now`);
	await give(marek, "Add a fact", { "Which fact": "exploited", "Its value": "true", confirmed: true, "Words about it": "Web shell on node 2" });
	await marek.page.getByText("Web shell on node 2").waitFor();
	const written = Date.now();
	await say(ines, "The last word before the dark");
	await said(marek.page, "The last word before the dark").waitFor();
	between.cut();
	const lost = marek.page.getByRole("status").filter({ hasText: "Connection lost" });
	const dated = Date.parse(await lost.locator("time").getAttribute("datetime"));
	assert.ok(dated >= written, "it is dated by the last word heard, not by when the page was opened");
	await marek.page.locator(".rows").getByText("Web shell on node 2").waitFor();
	await say(marek, "Said in the dark");
	await marek.page.getByText("1 thing you wrote is not sent yet").waitFor();
	await marek.page.locator(".outbox summary").click();
	await marek.page.locator(".outbox").getByText("Said in the dark").waitFor();
	assert.deepEqual(await look(marek, "offline"), []);
});

test("what is no words is not kept for later, and says so", async () => {
	await counted(button(marek, "Take command"), 0, "it is theirs already");
	await button(marek, "Set the call").click();
	for (const which of ["first", "telephone"]) await dialog(marek).getByLabel(which).first().check();
	await dialog(marek).getByRole("button", { name: "Set the call" }).click();
	await dialog(marek).getByText("this is not kept for later").waitFor();
	await marek.page.keyboard.press("Escape");
	await marek.page.getByText("1 thing you wrote is not sent yet").waitFor();
});

test("when it is back, what waited is sent once and in its order", async () => {
	between.commands.length = 0;
	await say(marek, "And a second");
	await marek.page.getByText("not sent yet").waitFor();
	between.mend();
	await said(ines.page, "And a second").waitFor({ timeout: 20_000 });
	for (const gone of ["not sent yet", "Connection lost"]) await until(async () => await marek.page.getByText(gone).count() === 0, `${gone} is gone`);
	for (const page of [ines.page, marek.page]) {
		const heard = (await page.locator(".messages p").allInnerTexts()).slice(-2);
		assert.deepEqual(heard, ["Said in the dark", "And a second"]);
	}
});

test("an answer lost on the way does not make it two", async () => {
	between.commands.length = 0;
	between.lose(/post_message/);
	await say(marek, "Once and only once");
	await said(ines.page, "Once and only once").waitFor();
	await until(async () => await marek.page.getByText("not sent yet").count() === 0, "the outbox is empty");
	await marek.page.reload();
	await said(marek.page, "Once and only once").waitFor();
	assert.ok(between.commands.length >= 2, "it was sent again");
	await counted(said(marek.page, "Once and only once"), 1);
});

test("two people who change the same thing are shown both", async () => {
	await give(marek, "Set an objective", { "What do we want to achieve?": "Payments by 08:00" });
	await marek.page.goto(`/room/${room}/do`);
	for (const title of ["Restore the shop", "Save the logs", "Call the bank"]) await give(marek, "Add a task", { "What is to be done?": title });
	await link(marek, "Restore the shop").click();
	await button(marek, "Change").waitFor();
	await ines.page.goto(marek.page.url());
	await button(marek, "Change").click();
	await dialog(marek).getByLabel("Save the logs").check();
	await give(ines, "Change", { "Call the bank": true });
	await marek.page.locator("dd").getByRole("link", { name: "Call the bank" }).waitFor();
	await dialog(marek).getByRole("button", { name: "Change" }).click();
	await dialog(marek).locator(".both").getByText("Call the bank").waitFor();
	await dialog(marek).locator(".both").getByText("Save the logs").waitFor();
	assert.deepEqual(await look(marek, "both-texts"), []);
	await dialog(marek).getByRole("button", { name: "Send mine all the same" }).click();
	await dialog(marek).waitFor({ state: "detached" });
	await ines.page.locator("dd").getByRole("link", { name: "Save the logs" }).waitFor();
	await marek.page.goto(`/room/${room}/now`);
});

test("whoever comes in late is told the story, what is decided and their part, until they have read it", async () => {
	await ines.page.goto("/rooms");
	await ines.page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("look:")).forEach((name) => localStorage.removeItem(name)));
	await ines.context.clock.install({ time: Date.now() + 130 * 60_000 });
	await ines.page.goto(`/room/${room}/now`);
	await ines.page.getByRole("heading", { name: /^You join 2 h 1\d in$/ }).waitFor();
	await ines.page.locator(".story li").filter({ hasText: "exploited = true" }).waitFor();
	await ines.page.locator(".story li").nth(2).waitFor();
	const story = await ines.page.locator(".story li").allInnerTexts();
	assert.ok(story.length >= 3 && story.length <= 10, story.join());
	assert.match(story.join("\n"), /exploited = true/);
	await ines.page.locator(".joining").getByText("IT lead").first().waitFor().catch(() => undefined);
	assert.deepEqual(await look(ines, "joining"), []);
	await button(ines, "I have read this").click();
	await counted(ines.page.locator(".joining"), 0);
	await ines.page.reload();
	await ines.page.getByText("What is known").waitFor();
	await counted(ines.page.locator(".joining"), 0);
});

test("whoever comes back sees what changed since they looked", async () => {
	await ines.page.goto("/rooms");
	await give(marek, "Add a fact", { "Which fact": "records.exfiltrated", "Its value": "0", probable: true });
	await marek.page.goto(`/room/${room}/decide`);
	await give(marek, "Open a decision", { "The ask": "Cut the shop off for four hours?", "What kind of decision": "partial shutdown" });
	await ines.page.goto(`/room/${room}/now`);
	await ines.page.getByRole("heading", { name: "Since you looked" }).waitFor();
	const lines = (await ines.page.locator(".changes li").allInnerTexts()).join("\n");
	assert.match(lines, /records\.exfiltrated = 0/);
	assert.match(lines, /Decision · open\s+Cut the shop off for four hours\?/);
	assert.doesNotMatch(lines, /exploited = true/);
	assert.deepEqual(await look(ines, "looked"), []);
	await button(ines, "I have seen this").click();
	await counted(ines.page.locator(".changes"), 0);
});

/** What is called so, and not the way to the search for it. */
const offer = (who, name) => who.page.getByRole("option", { name }).filter({ hasNotText: "Search all rooms" });
const palette = (who) => who.page.getByRole("combobox", { name: /^Go to/ });

test("Ctrl K reaches places, rooms, open decisions and what the screen offers, by the keyboard alone", async () => {
	await ines.page.keyboard.press("Control+k");
	await palette(ines).waitFor();
	assert.deepEqual(await look(ines, "palette"), []);
	await palette(ines).fill("shop off");
	await offer(ines, "Cut the shop off").waitFor();
	await ines.page.keyboard.press("Enter");
	await ines.page.getByRole("heading", { name: "Cut the shop off for four hours?" }).waitFor();
	await ines.page.keyboard.press("Control+k");
	await palette(ines).fill("people and");
	await ines.page.keyboard.press("Enter");
	await ines.page.getByRole("heading", { name: "What you may do now, alone" }).waitFor();
	await ines.page.keyboard.press("Control+k");
	await palette(ines).fill("readiness");
	await ines.page.keyboard.press("Enter");
	await ines.page.getByRole("heading", { name: "Charter", exact: true }).waitFor();
	await ines.page.keyboard.press("Control+k");
	await palette(ines).fill("ember");
	await ines.page.keyboard.press("Enter");
	await ines.page.getByRole("heading", { name: "What is known" }).waitFor();
	await ines.page.keyboard.press("Control+k");
	await palette(ines).fill("ask a question");
	await offer(ines, "Ask a question").waitFor();
	await ines.page.keyboard.press("ArrowDown");
	await ines.page.keyboard.press("ArrowUp");
	await ines.page.keyboard.press("Enter");
	await dialog(ines).getByLabel("What is asked").waitFor();
	await ines.page.keyboard.press("Escape");
	await dialog(ines).waitFor({ state: "detached" });
	for (const does of ["Add a task", "Change severity", "Begin a document", "I am away until …"]) {
		await ines.page.keyboard.press("Control+k");
		await palette(ines).fill(does);                         // another screen's: it goes there, and begins
		await offer(ines, does).waitFor();
		await ines.page.keyboard.press("Enter");
		await dialog(ines).getByRole("heading", { name: does }).waitFor();
		await ines.page.keyboard.press("Escape");
		await dialog(ines).waitFor({ state: "detached" });
	}
	await ines.page.keyboard.press("Control+k");
	await palette(ines).fill("no such thing anywhere");
	await ines.page.getByText("Nothing is called that").waitFor();
	await palette(ines).fill("Restore the shop");           // a task: the palette knows none, the search does
	await ines.page.getByRole("option", { name: "Search all rooms for" }).waitFor();
	await ines.page.keyboard.press("Enter");
	await ines.page.locator(".search .card").filter({ hasText: "Restore the shop" }).first().waitFor();
	await ines.page.goto(`/room/${room}/now`);
	await ines.page.getByText("What is known").waitFor();
});

test("keys go to places and do what the screen offers, and never while somebody types", async () => {
	const at = (tab) => ines.page.waitForURL(`**/room/${room}/${tab}`);

	for (const [key, tab] of Object.entries({ d: "decide", o: "do", s: "say", t: "talk", f: "scope", l: "timeline", p: "people", v: "record", e: "settings", n: "now" })) {
		for (let tries = 0; tries < 20 && !ines.page.url().endsWith(`/${tab}`); tries++) {      /* on a slow machine the two keys may lie too far apart */
			await ines.page.keyboard.type(`g${key}`);
			await ines.page.waitForURL(`**/room/${room}/${tab}`, { timeout: 2000 }).catch(() => undefined);
		}
		await at(tab);
	}
	await button(ines, "Add a fact").first().waitFor();
	await button(ines, "Add a fact").first().and(ines.page.locator("[aria-keyshortcuts]")).waitFor();
	for (let tries = 0; tries < 20 && await dialog(ines).count() === 0; tries++) {        /* a key is known a moment after its button is drawn */
		await ines.page.keyboard.press("f");
		await ines.page.waitForTimeout(250);
	}
	await dialog(ines).getByLabel("Which fact").fill("g d ?");
	await ines.page.keyboard.press("Escape");
	await dialog(ines).waitFor({ state: "detached" });
	await ines.page.getByLabel("Message", { exact: true }).pressSequentially("gd f ? typed");
	assert.equal(await ines.page.getByLabel("Message", { exact: true }).inputValue(), "gd f ? typed");
	await counted(dialog(ines), 0);
	await ines.page.getByLabel("Message", { exact: true }).fill("");
	await ines.page.locator("#main").focus();
	await ines.page.keyboard.press("?");
	await dialog(ines).getByText("Add a fact").waitFor();
	assert.deepEqual(await look(ines, "keys"), []);
	await dialog(ines).getByLabel("Single keys work").uncheck();
	await ines.page.keyboard.press("Escape");
	await dialog(ines).waitFor({ state: "detached" });
	await ines.page.keyboard.press("f");
	await counted(dialog(ines), 0);
	await ines.page.keyboard.press("Control+k");
	await palette(ines).fill("Keys");
	await ines.page.keyboard.press("Enter");
	await dialog(ines).getByLabel("Single keys work").check();
	await ines.page.keyboard.press("Escape");
});

test("every button of a screen is in the palette", async () => {
	await marek.page.goto(`/room/${room}/decide`);
	await marek.page.getByText("Cut the shop off for four hours?").first().click();
	await give(marek, "Propose an option", { "What is it called": "Rate limit and segment" });
	await button(marek, "Put this option up").first().click();
	await marek.page.getByText("put up", { exact: true }).waitFor();
	const brief = new URL(marek.page.url()).pathname;
	for (const address of [...["now", "decide", "do", "settings", "record"].map((tab) => `/room/${room}/${tab}`), brief]) {
		await ines.page.goto(address);
		await ines.page.locator("main .section").first().waitFor();
		const labels = await ines.page.locator(".room-main button:not(:disabled):not(.quiet-note)").evaluateAll((all) => all.filter((one) => !one.closest(".as-of, form, .filters, .checklist, .bulk, .timeline, .fold")).map((one) => one.textContent));
		await ines.page.keyboard.press("Control+k");
		await palette(ines).waitFor();
		for (const label of new Set(labels)) {
			await palette(ines).fill(label);
			await offer(ines, label).first().waitFor();
		}
		await ines.page.keyboard.press("Escape");
	}
});

test("the wall says how bad, what runs, what holds and who is missing, without anybody's words", async () => {
	await marek.page.goto(`/room/${room}/now`);
	await give(marek, "Start a clock", { "What is owed, to whom?": "Early warning to the authority", "Its short name": "nis2_early", "Which seat owes it?": "IT lead", "How many of them?": "24", "hours": true });
	await marek.page.goto(`/room/${room}/say`);
	await give(marek, "Set the rhythm", { "Every so many minutes": "60" });
	await ines.page.setViewportSize({ width: 1920, height: 1080 });
	await ines.page.goto(`/room/${room}/wall`);
	await ines.page.getByText("Early warning to the authority").waitFor();
	await ines.page.getByText(/Next report: .+ (left|late)/).waitFor();
	const wall = await ines.page.locator("main").innerText();
	assert.match(wall, /EMBER/);
	assert.match(wall, /SEV1/);
	assert.match(wall, /Missing: .*\(Marek Dvorak\)/);
	assert.doesNotMatch(wall, /word 1|Once and only once/);
	await counted(ines.page.locator("nav, .messages"), 0);
	assert.ok(await ines.page.locator(".wall li strong").first().evaluate((e) => parseFloat(getComputedStyle(e).fontSize)) >= 30, "letters of 30 px on a full HD wall");
	assert.deepEqual(await look(ines, "wall"), []);
});

test("a brief is printed on one page in black and white, with where it stands and the way back", async () => {
	await marek.page.goto(`/room/${room}/decide`);
	await marek.page.getByText("Cut the shop off for four hours?").first().click();
	await marek.page.locator(".paper-head .qr").waitFor({ state: "attached" });
	await marek.page.locator(".paper-head code").waitFor({ state: "attached" });
	const pdf = (await marek.page.pdf({ preferCSSPageSize: true })).toString("latin1");
	assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
	await marek.page.emulateMedia({ media: "print" });
	const head = await marek.page.locator(".paper-head").innerText();
	assert.match(head, /EMBER SEV1/);
	assert.match(head, /As of .*\d\d:\d\d.* UTC/);
	assert.match(head, /Digest [\w-]{12}/);
	assert.ok(head.includes(marek.page.url()));
	await marek.page.setViewportSize({ width: 710, height: 1000 });
	await marek.page.screenshot({ path: path.join(import.meta.dirname, "../../build/pictures/paper-brief.png") });
	await marek.page.goto(`/room/${room}/now`);
	await marek.page.getByText("What is known").waitFor();
	await marek.page.emulateMedia({ media: "print" });
	await marek.page.screenshot({ path: path.join(import.meta.dirname, "../../build/pictures/paper-now.png") });
	await marek.page.emulateMedia({ media: null });
});

test("on a phone five places are at the bottom, and the rest is under More", async () => {
	await ines.page.setViewportSize({ width: 390, height: 844 });
	await ines.page.goto(`/room/${room}/now`);
	const bar = ines.page.getByRole("navigation", { name: "This room" }).getByRole("link");
	await bar.first().waitFor();
	assert.deepEqual(await bar.allInnerTexts(), ["Now", "Decide", "Do", "Say", "Talk"]);
	await link(ines, "More").click();
	for (const name of ["Affected", "Timeline", "People and authority", "Record", "Settings", "Wall view"]) await link(ines, name).waitFor();
});

test("no page broke, nor the content security policy", () => {
	assert.deepEqual([...ines.faults, ...marek.faults], []);
});
