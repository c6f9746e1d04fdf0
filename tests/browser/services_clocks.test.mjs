// Services and clocks: what an outage costs and what leans on what, drawn; what is owed by when, proposed, late and explained.

import assert from "node:assert/strict";
import { test } from "node:test";
import { button, counted, give, inDemo, link, look } from "./house.mjs";

let visitor;

inDemo((who) => { visitor = who; });

const row = (text) => visitor.page.locator(".section").filter({ has: visitor.page.getByRole("heading", { name: "Clocks" }) }).getByRole("listitem").filter({ hasText: text });
const dated = (hours) => new Date(Date.now() + hours * 3_600_000 - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

test("the services are listed, what leans on what is drawn, and a table of them is to be had", async () => {
	const { page } = visitor;

	await page.goto("/charter/services");
	await page.getByRole("heading", { name: "What leans on what" }).waitFor();
	await counted(page.locator(".leans rect.service"), 10);
	assert.ok(await page.locator(".leans path.lean").count() >= 12);
	assert.deepEqual(await look(visitor, "services"), []);
	await page.locator(".leans").scrollIntoViewIfNeeded();
	assert.deepEqual(await look(visitor, "services-drawn"), []);
	const table = page.waitForEvent("download");
	await link(visitor, "As a table (CSV)").click();
	const text = await (await table).createReadStream().then(async (stream) => Buffer.concat(await stream.toArray()).toString());
	assert.match(text, /^label,title,criticality,/);
	assert.match(text, /^card-payments,Card payments,vital,coo,/m);
});

test("a service says what an hour costs as it lasts, how it goes on with less, and what else would do", async () => {
	const { page } = visitor;

	await page.locator(".rows").getByRole("link", { name: "Card payments" }).click();
	await page.getByRole("heading", { name: "What an hour without it costs, as it lasts" }).waitFor();
	await page.getByText("Stand-in approval").waitFor();
	await page.getByText("Second processor in Dublin").waitFor();
	await page.getByText("Said by: Chief financial officer, 2026-03-12.").waitFor();
	await counted(page.locator(".curve .band"), 1);
	assert.deepEqual(await look(visitor, "service"), []);
	await page.locator(".leans").scrollIntoViewIfNeeded();
	assert.deepEqual(await look(visitor, "service-drawn"), []);
});

test("a clock is started, shows what is left and what happens at zero, and is met", async () => {
	const { page } = visitor;

	await page.goto("/rooms");
	await page.locator(".room-card").first().click({ timeout: 30_000 });
	await give(visitor, "Start a clock", { "What is owed, to whom?": "Early warning to the CSIRT", "Its short name": "nis2_warning",
		"Which seat owes it?": "Chief operating officer", "How many of them?": "24", "hours": true, "Since when?": dated(-6) });
	await page.getByText("At zero it is late, and still owed.").waitFor();
	await row("Early warning").locator(".gone").waitFor();
	await page.locator(".waiting").getByText("Early warning to the CSIRT").waitFor();
	await give(visitor, "Start a clock", { "What is owed, to whom?": "Final report to the CSIRT", "Its short name": "nis2_final",
		"Which seat owes it?": "Chief operating officer", "How many of them?": "1", "months": true, "Counts from when this clock is met": "Early warning to the CSIRT" });
	await row("Final report").getByText("It begins when this is done: Early warning to the CSIRT.").waitFor();
});

test("a proposed clock waits for somebody's word, and a late one for its reasons", async () => {
	const { page } = visitor;

	await give(visitor, "Start a clock", { "What is owed, to whom?": "Form 8-K item 1.05", "Its short name": "sec_8k", "Which seat owes it?": "Chief operating officer",
		"How many of them?": "4", "business days": true, "Whose working days?": "United States, federal holidays 2026 and 2027", "I am not sure it applies": true });
	await row("Form 8-K").getByText("Proposed.").waitFor();
	await give(visitor, "Start a clock", { "What is owed, to whom?": "Tell the data protection authority", "Its short name": "gdpr_33_second",
		"Which seat owes it?": "Chief operating officer", "How many of them?": "72", "hours": true, "Since when?": dated(-80) });
	await row("Tell the data protection authority").getByText("still owed").or(row("Tell the data protection authority").getByText("late").first()).first().waitFor();
	await page.getByRole("heading", { name: "Clocks" }).scrollIntoViewIfNeeded();
	assert.deepEqual(await look(visitor, "clocks"), []);
	await row("Tell the data protection").getByRole("button", { name: "Say why it is late" }).click();
	await page.getByRole("dialog").getByRole("textbox").fill("The forensic firm found the records on the third day.");
	await page.getByRole("dialog").getByRole("button", { name: "Say why it is late" }).click();
	await row("Tell the data protection").getByText("Why: The forensic firm found").waitFor();
	await row("Tell the data protection").getByRole("button", { name: "It is done" }).click();
	await page.getByRole("dialog").getByLabel("How? A reference number").fill("DPA-2026-118");
	await page.getByRole("dialog").getByRole("button", { name: "It is done" }).click();
	await row("Tell the data protection").getByText(/done \d+ h late/).waitFor();
	await row("Form 8-K").getByRole("button", { name: "It applies" }).click();
	await row("Form 8-K").getByText("running").waitFor();
	await row("Early warning").first().getByRole("button", { name: "It is done" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "It is done" }).click();
	await row("Final report").getByText("running").waitFor();
	await row("Final report").locator(".gone").waitFor();
	assert.deepEqual(visitor.faults, []);
});

test("a clock that ends where its calendar names no day off any more says so", async () => {
	await give(visitor, "Start a clock", { "What is owed, to whom?": "Last report to the regulator", "Its short name": "last_report",
		"Which seat owes it?": "Chief operating officer", "How many of them?": "900", "business days": true, "Whose working days?": "United States, federal holidays 2026 and 2027" });
	await row("Last report").getByText("It may end later than that: its calendar names no day off after 2027-12-31.").waitFor();
	assert.equal(await row("Tell the data protection").getByText("names no day off").count(), 0);
	assert.deepEqual(await look(visitor, "clock-unsure"), []);
});

test("a clock whose moment nobody knows yet waits for it, and begins when somebody says it", async () => {
	await give(visitor, "Start a clock", { "What is owed, to whom?": "Tell the stock exchange", "Its short name": "mar_17", "Which seat owes it?": "Chief operating officer",
		"How many of them?": "4", "hours": true, "That is not known yet": true, "What it counts from, in one word": "inside_information" });
	await row("Tell the stock exchange").getByText("inside_information").first().waitFor();
	await row("Tell the stock exchange").getByText("waiting").waitFor();
	await row("Tell the stock exchange").getByRole("button", { name: "Say when" }).click();
	await visitor.page.getByRole("dialog").getByLabel("Which moment").selectOption("inside_information");
	await visitor.page.getByRole("dialog").getByRole("button", { name: "Say when" }).click();
	await row("Tell the stock exchange").getByText("running").waitFor();
});

test("the form for a clock reads well", async () => {
	await button(visitor, "Start a clock").first().click();
	await visitor.page.getByRole("dialog").waitFor();
	assert.deepEqual(await look(visitor, "clock-form"), []);
});

test("a table brought back shows what it would change, and becomes a decision of the officers", async () => {
	const { page } = visitor;
	const officer = await page.evaluate(() => fetch("/api/charter").then((r) => r.json()).then(({ entities }) => entities.find((one) => one.entity === "person" && one.officer).id));
	const bring = (text) => page.getByLabel("The file").setInputFiles({ name: "mine.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

	await page.evaluate((person) => fetch("/api/demo/become", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ person }) }), officer);
	await page.goto("/charter/services");
	const table = await page.evaluate(() => fetch("/api/charter/services.csv").then((r) => r.text()));
	await button(visitor, "Bring a table (CSV)").click();
	await bring(table);
	await page.getByText("It changes nothing.").waitFor();
	await bring(table.replace("card-payments,Card payments,vital", "card-payments,Card payments,dear"));
	await page.getByText(/services\.csv:\d+:\d+: .*vital, important, ordinary/).waitFor();
	const columns = table.slice(0, table.indexOf("\r\n")).split(",").length;
	await bring(`${table.replace("card-payments,Card payments,vital", "card-payments,Payments by card,important")}loyalty,Loyalty points,ordinary${",".repeat(columns - 3)}\r\n`);
	await page.getByText("It changes 2 services:").waitFor();
	const changed = page.getByRole("dialog").getByRole("listitem");
	await changed.filter({ hasText: "Payments by card" }).getByText("What it is called · How much depends on it").waitFor();
	await changed.filter({ hasText: "Loyalty points" }).getByText("new").waitFor();
	assert.deepEqual(await look(visitor, "services-table"), []);
	await button(visitor, "Ask the charter officers").click();
	await page.getByRole("heading", { name: "Change 2 services as the table asks?" }).first().waitFor();
	await page.getByText("Loyalty points").first().waitFor();
	assert.match(new URL(page.url()).pathname, /^\/charter\/changes\/\d+$/);
	assert.deepEqual(visitor.faults, []);
});
