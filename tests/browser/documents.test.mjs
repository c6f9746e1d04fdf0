// Two people write one note at the same time and no word is lost; a report is issued and read; a file is brought and saved.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { after, before } from "node:test";
import { button, chapters, counted, demo, dialog, give, launch, link, look, person, root } from "./house.mjs";

let house, browser, one, other, room;
const test = chapters(() => [one, other]);
const text = (who) => who.page.getByLabel("Text", { exact: true });
const save = (who) => button(who, "Save as a new version").click();

const ask = (who, path, body) => who.page.evaluate(([where, what]) => fetch(where, what === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(what) })
	.then(async (r) => ({ status: r.status, ...(await r.json()) })), [path, body]);

before(async () => {
	house = await demo();
	browser = await launch();
	one = await person(browser, house.origin);
	other = await person(browser, house.origin);
	await one.page.goto(house.link);
	await link(one, "Rooms").waitFor();
	({ room } = await ask(one, "/api/rooms/new/commands/declare_room", { kind: "incident", severity: "SEV2", codename: "ANVIL", title: "Paper is on fire" }));
	await other.context.addCookies(await one.context.cookies());
	await other.page.goto("/rooms");
	const me = await ask(one, "/api/me"), { entities } = await ask(one, "/api/charter");
	const colleague = entities.find((e) => e.entity === "seat" && e.holders[0] && e.holders[0] !== me.person).holders[0];
	assert.equal((await ask(other, "/api/demo/become", { person: colleague })).status, 200);
	await ask(one, `/api/rooms/${room}/commands/add_member`, { person: colleague });
	await ask(one, `/api/rooms/${room}/commands/assert_fact`, { name: "exploited", value: true, confidence: "confirmed" });
});

after(async () => {
	await browser?.close();
	await house?.stop();
});

test("a note is begun, and the other sees it by itself", async () => {
	for (const who of [one, other]) await who.page.goto(`/room/${room}/say`);
	await give(one, "Begin a document", { note: true, "What is it called?": "Hand-over" });
	for (const who of [one, other]) await who.page.getByRole("link", { name: "Hand-over" }).click();
	await text(one).fill("first\nsecond\nthird");
	await save(one);
	await one.page.getByText("Saved. Every earlier version is kept.").waitFor();
	await other.page.waitForFunction(() => document.querySelector("#document-text").value === "first\nsecond\nthird");
});

test("two write at the same time in different lines, and both are in it", async () => {
	await text(one).fill("FIRST\nsecond\nthird");
	await text(other).fill("first\nsecond\nthird\nfourth");
	await save(one);
	await one.page.getByText("Saved. Every earlier version is kept.").waitFor();
	await other.page.getByText("Somebody saved a newer version while you wrote").waitFor();
	await save(other);
	await other.page.getByText("Saved, together with what somebody else had saved meanwhile").waitFor();
	for (const who of [one, other]) await who.page.waitForFunction(() => document.querySelector("#document-text").value === "FIRST\nsecond\nthird\nfourth");
});

test("two write in the same line: both texts are shown, and the draft outlives a reload", async () => {
	await text(one).fill("FIRST\nof the one\nthird\nfourth");
	await text(other).fill("FIRST\nof the other\nthird\nfourth");
	await save(one);
	await one.page.getByText("Saved. Every earlier version is kept.").waitFor();
	await save(other);
	await other.page.getByRole("alert").getByText("Somebody else changed the same lines").waitFor();
	assert.match(await text(other).inputValue(), /<<<<<<< yours\nof the other\n=======\nof the one\n>>>>>>> /);
	assert.deepEqual(await look(other, "document-conflict"), []);
	await other.page.reload();
	assert.match(await text(other).inputValue(), /of the other\n=======\nof the one/);
	await text(other).fill("FIRST\nof the one, and of the other\nthird\nfourth");
	await save(other);
	await one.page.waitForFunction(() => document.querySelector("#document-text").value.includes("and of the other"));
	await counted(one.page.getByRole("button", { name: "What changed" }), 5);
	await one.page.getByRole("button", { name: "What changed" }).first().click();
	await one.page.locator("ins").getByText("of the one, and of the other").waitFor();
	assert.deepEqual(await look(one, "document-versions"), []);
});

test("a situation report is filled in from the room, issued, and read", async () => {
	await one.page.goto(`/room/${room}/say`);
	await give(one, "Set the rhythm", { "Every so many minutes": "30" });
	await one.page.getByText("every 30 min").waitFor();
	await give(one, "Begin a document", { situation: true, "What is it called?": "Report 1" });
	await one.page.getByRole("link", { name: "Report 1" }).click();
	await button(one, "Fill in from the room").click();
	assert.match(await text(one).inputValue(), /exploited = true \(confirmed\)/);
	await save(one);
	await one.page.getByText("Saved. Every earlier version is kept.").waitFor();
	const filled = await text(one).inputValue();
	await text(one).fill(`${filled}\n<<<<<<< yours\nIt burns.\n=======\nIt is out.\n>>>>>>> Marek\n`);
	await save(one);
	await one.page.getByText("Both of what two people wrote stand in it").first().waitFor();
	assert.equal(await button(one, "Issue this version").getAttribute("aria-disabled"), "true");
	await text(one).fill(filled);
	await save(one);
	await counted(one.page.getByText("Both of what two people wrote stand in it"), 0);
	await give(one, "Issue this version");
	await one.page.getByText("The newest version was issued already.").waitFor();
	assert.deepEqual(await look(one, "report"), []);
	await button(one, "Print").waitFor();
	await one.page.emulateMedia({ media: "print" });
	const paper = await one.page.locator("main").innerText();
	assert.match(paper, /exploited = true \(confirmed\)/);
	assert.match(paper, /issued by .*, as of \d/);
	assert.doesNotMatch(paper, /Fill in from the room|Versions|Entry \d+:/);
	await one.page.screenshot({ path: path.join(root, "build/pictures/paper-report.png") });
	await one.page.emulateMedia({ media: null });
	await other.page.goto(`/room/${room}/say`);
	await button(other, "Read it").click();
	await other.page.locator(".issued").getByText("exploited = true (confirmed)").waitFor();
	assert.deepEqual(await look(other, "report-read"), []);
	await button(other, "I have read it").click();
	await one.page.getByText("read by").waitFor();
	await button(other, "I have read it").waitFor({ state: "detached" });
});

test("a file is brought with where it is from, changes hands, and is saved as it was", async () => {
	const bytes = Buffer.from("a log of the fire\n".repeat(9000)), sha256 = createHash("sha256").update(bytes).digest("hex");

	await one.page.goto(`/room/${room}/say`);
	await button(one, "Bring a file").click();
	await dialog(one).getByLabel("The file").setInputFiles({ name: "smoke.log", mimeType: "text/plain", buffer: Buffer.alloc(0) });
	await dialog(one).getByRole("button", { name: "Bring a file" }).click();
	await dialog(one).getByText("smoke.log is empty: look whether it was copied whole.").waitFor();
	await dialog(one).getByLabel("The file").setInputFiles({ name: "fire.log", mimeType: "text/plain", buffer: bytes });
	await dialog(one).getByLabel("From what?").fill("the east printer");
	await dialog(one).getByLabel("It may do harm when opened").check();
	assert.deepEqual(await look(one, "file-bring"), []);
	await dialog(one).getByRole("button", { name: "Bring a file" }).click();
	await other.page.getByText(sha256).waitFor();
	await other.page.getByText("In whose hands (0)").click();
	await other.page.getByText("from the east printer").waitFor();
	await one.page.getByText("In whose hands (0)").click();
	await give(one, "It changed hands", { "Or, if they are not known here": "the fire brigade", Why: "their inquiry" });
	await other.page.getByText("the fire brigade").waitFor();
	await give(one, "Say how it was collected", { "How?": "read out by cable" });
	await other.page.getByText("from the east printer: read out by cable (said afterwards by").waitFor();
	assert.deepEqual(await look(other, "say"), []);
	const [download] = await Promise.all([other.page.waitForEvent("download"), link(other, "Save fire.log").click()]);
	assert.equal(download.suggestedFilename(), "fire.log.suspicious");
	assert.ok(fs.readFileSync(await download.path()).equals(bytes));
	assert.deepEqual([...one.faults, ...other.faults], []);
});
