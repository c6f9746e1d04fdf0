// If this stops: drawn and in a table; and the brief: what all options do, what waiting costs, whose interests they serve.

import assert from "node:assert/strict";
import { test } from "node:test";
import { button, chapters, counted, dialog, give, inDemo, link, look } from "./house.mjs";

let visitor;
const chapter = chapters(() => [visitor]);

inDemo((who) => { visitor = who; });

const region = (title) => visitor.page.locator(".section").filter({ has: visitor.page.getByRole("heading", { name: title, exact: true }) });

test("from a service one asks what follows if it stops: what else does, for how long, at what cost, and what helps", async () => {
	const { page } = visitor;

	await page.goto("/charter/services");
	await page.locator(".rows").getByRole("link", { name: "Customer file transfer (MOVEit)" }).click();
	await link(visitor, "If this stops…").click();
	await page.getByRole("heading", { name: "If Customer file transfer (MOVEit) stops" }).waitFor();
	const hits = region("What is hit").getByRole("row");
	assert.match(await hits.filter({ hasText: "Merchant settlement files" }).innerText(), /stops, too\s.*needs Customer file transfer.*over its 12 h.*after 1.5 h: Customer file transfer \(MOVEit\) \(carried in part: 40 %\).*after 3 h: Yesterday's totals/s);
	assert.match(await hits.filter({ hasText: "is stopped" }).innerText(), /until it is let back.*over its 2 d.*after 1.5 h: Encrypted mail to the ten largest \(carries 40 %\).*Chief financial officer, 2026-03-12/s);
	const sums = region("What it costs altogether").getByRole("row");
	assert.match(await sums.filter({ hasText: "With the modes" }).innerText(), /€12K – €110K, likely €28K/);
	assert.match(await sums.filter({ hasText: "If none" }).innerText(), /€12K – €110K.*€49K – €420K/s);
	assert.match(await region("What it does beside the cost").innerText(), /Trust\s+serious \(Merchant settlement files, Chief financial officer, 2026-03-12\).*Competition\s+some \(Merchant settlement files/s);
	await counted(page.locator(".leans rect.hit.stopped"), 1);
	await counted(page.locator(".leans rect.hit.stops"), 2);
	assert.match(await page.locator(".leans").textContent(), /✕ stops, too/);
	assert.deepEqual(await look(visitor, "impact"), []);
	await page.locator(".leans").scrollIntoViewIfNeeded();
	assert.deepEqual(await look(visitor, "impact-drawn"), []);
});

test("another service can stop as well, and what is done to it is chosen", async () => {
	const { page } = visitor;

	await page.getByLabel("And what else?").selectOption({ label: "General ledger" });
	await page.getByRole("heading", { name: "If Customer file transfer (MOVEit), General ledger stop" }).waitFor();
	await region("What is hit").getByText("over its").first().waitFor();
	await page.locator(".curve .limit").first().scrollIntoViewIfNeeded();
	assert.deepEqual(await look(visitor, "impact-breaks"), []);
	await page.getByLabel("What is done to it: General ledger").selectOption("segmentation");
	await page.waitForURL(/segmentation/);
	await region("What is hit").getByRole("row").filter({ hasText: "General ledger" }).waitFor({ state: "detached" });
	await page.goto("/charter/services?stops=x");
	await page.getByRole("alert").getByText("no number of a service").waitFor();
});

chapter("in a brief each option that stops something says what that costs as it lasts, and the last moment", async () => {
	const { page } = visitor;

	await page.goto("/rooms");
	await page.locator(".room-card").first().click({ timeout: 30_000 });
	await link(visitor, "Decide").first().click();
	await page.locator(".card").filter({ hasText: "customer file transfer" }).click({ timeout: 30_000 });
	await page.locator(".options").first().getByText("Nothing until the patch").waitFor({ timeout: 30_000 });
	const waiting = region("What it costs as it lasts, and the last moment");
	await waiting.locator("article").filter({ hasText: "Full shutdown of file transfer" }).getByText("Stops:").waitFor({ timeout: 30_000 });
	assert.match(await waiting.locator("article").filter({ hasText: "Full shutdown" }).innerText(), /Decide at the latest: .*It takes 10 min to take effect/s);
	assert.match(await waiting.locator("article").filter({ hasText: "Full shutdown" }).innerText(), /Merchant settlement files/);
	assert.ok(await waiting.locator(".curve .band").count() >= 1);
	await page.getByText("Estimated by").first().waitFor();
	assert.match(await page.locator(".options").first().getByRole("row").filter({ hasText: "What it stops" }).innerText(), /Everything through MOVEit\.\s+By the register: Customer file transfer \(MOVEit\), Merchant settlement files/);
	assert.match(await page.locator(".options").first().getByRole("row").filter({ hasText: "Cost per hour" }).innerText(), /By the register: €12K – €110K, likely €28K in the first hour/);
	assert.match(await page.locator(".options").first().getByRole("row").filter({ hasText: "Competition" }).innerText(), /By the register: some \(Merchant settlement files, Chief financial officer, 2026-03-12\)/);
});

chapter("an estimate offers what stands; what is changed of it is said by whoever changed it, and the rest stays whose it was", async () => {
	const { page } = visitor;

	await page.locator(".options .tools").getByRole("button", { name: "Estimate it" }).first().click();
	const stops = dialog(visitor).getByLabel("What does it stop?");
	assert.notEqual(await stops.inputValue(), "");
	await stops.fill("All that comes in by it.");
	await dialog(visitor).getByRole("button", { name: "Estimate it" }).click();
	await dialog(visitor).waitFor({ state: "detached" });
	await page.locator(".options th small").filter({ hasText: /: what it stops$/ }).waitFor();
	await page.locator(".options th small").filter({ hasText: /: .*likely cost.*what customers lose/ }).waitFor();
});

chapter("to do nothing breaks the tolerances of what is down already, from when that was said", async () => {
	const { page } = visitor;
	const nothing = region("What it costs as it lasts, and the last moment").locator("article").filter({ hasText: "Nothing until the patch" });

	await nothing.getByRole("button", { name: "Say what is down" }).click();
	await dialog(visitor).getByLabel("Which fact").selectOption({ label: "Merchant settlement files" });
	await dialog(visitor).getByRole("radio", { name: /^confirmed/ }).check();
	await dialog(visitor).getByRole("button", { name: "Say what is down" }).click();
	await dialog(visitor).waitFor({ state: "detached" });
	await nothing.getByText("Down already: Merchant settlement files.").waitFor();
	await nothing.getByText(/Merchant settlement files: over its 12 h at .*\d/).first().waitFor();
	await nothing.scrollIntoViewIfNeeded();
	assert.deepEqual(await look(visitor, "brief-waiting-down"), []);
});

chapter("who writes a position is asked why, and says what the options do to that interest", async () => {
	const { page } = visitor;

	await button(visitor, "State a position").click();
	await dialog(visitor).getByLabel("The position").fill("Keep settlement running.");
	await dialog(visitor).getByRole("button", { name: "State a position" }).click();
	await dialog(visitor).getByRole("heading", { name: "Why?" }).waitFor();
	await dialog(visitor).getByLabel("The interest").fill("Merchants are paid on the next working day.");
	await dialog(visitor).getByRole("button", { name: "Say why" }).click();
	await dialog(visitor).waitFor({ state: "detached" });
	const mine = page.locator(".interest").filter({ hasText: "Merchants are paid" });
	for (const [option, what] of [["Full shutdown of file transfer", "hurts"], ["Rate limit, segmentation and degraded mode together", "serves"]]) {
		await mine.getByRole("button", { name: "What does an option do to it?" }).click();
		await dialog(visitor).getByLabel("Which option?").selectOption({ label: option });
		await dialog(visitor).getByLabel(what, { exact: false }).check();
		await dialog(visitor).getByRole("button", { name: "What does an option do to it?" }).click();
		await dialog(visitor).waitFor({ state: "detached" });
	}
	await page.locator(".interest").filter({ hasText: "No more customer data" }).getByRole("button", { name: "It is ours, too" }).click();
	await dialog(visitor).getByRole("button", { name: "It is ours, too" }).click();
	await page.locator(".interest").getByText("shared by").waitFor();
	await region("Positions and interests").getByText(/ and .* (both|all) want: No more customer data/).waitFor();
	await page.locator(".options").first().getByText("− hurts: Merchants are paid").waitFor();
	await page.locator(".options").first().getByText("+ serves: Merchants are paid").waitFor();
});

chapter("what every option does stands above as: do now", async () => {
	const { page } = visitor;

	await page.goto(page.url().replace(/decide.*/, "decide"));
	await give(visitor, "Open a decision", { "What kind of decision": "contain", "The ask": "Slow the transfers down at once?" });
	await page.getByRole("heading", { name: /Slow the transfers/ }).waitFor();
	for (const [title, cost] of [["Fifty an hour", "900"], ["Ten an hour", "400"]]) {
		await give(visitor, "Propose an option", { "What is it called?": title });
		await page.locator(".options thead th").filter({ hasText: title }).waitFor();
		const column = (await page.locator(".options thead th").allInnerTexts()).findIndex((text) => text.startsWith(title));
		const cell = page.locator(".options tr.tools").locator("td").nth(column - 1);
		await cell.getByRole("button", { name: "Add a measure" }).click();
		await dialog(visitor).getByLabel("What exactly is done").fill(`${title} leave`);
		await dialog(visitor).getByLabel("What kind of measure").selectOption({ label: "rate limit" });
		await dialog(visitor).getByLabel("On which service").selectOption({ label: "Customer file transfer (MOVEit)" });
		await dialog(visitor).getByLabel("How long does it hold?").fill("120");
		await dialog(visitor).getByRole("button", { name: "Add a measure" }).click();
		await dialog(visitor).waitFor({ state: "detached" });
		await cell.getByRole("button", { name: "Estimate it" }).click();
		await dialog(visitor).getByLabel("Cost per hour, likely").first().fill(cost);
		await dialog(visitor).getByRole("button", { name: "Estimate it" }).click();
		await dialog(visitor).waitFor({ state: "detached" });
	}
	await region("Do now").getByText("in every option").waitFor();
	await region("Do now").getByText("Ten an hour leave").waitFor();
	await region("Do now").getByText("Containing is decided by").waitFor();
	await page.locator(".options thead").getByText("“Ten an hour” is no worse in any row, and better in: cost").waitFor();
	assert.deepEqual(await look(visitor, "brief-do-now"), []);
	assert.deepEqual(visitor.faults, []);
});

chapter("beside the decisions stand the services they concern: how it stands with each, what hangs on it, what an hour costs", async () => {
	const { page } = visitor;
	const service = (name) => region("Services concerned").locator(".rows > li").filter({ has: page.getByRole("link", { name, exact: true }) });

	await page.goto(page.url().replace(/decide.*/, "decide"));
	await service("Merchant settlement files").waitFor();
	assert.match(await service("Merchant settlement files").innerText(), /down\s+confirmed, .*likely €18K an hour/s);
	assert.match(await service("Customer file transfer (MOVEit)").innerText(), /Needed by: .*Merchant settlement files.*if this is chosen: Fifty an hour/s);
	assert.match(await region("Services concerned").locator("li").first().innerText(), /Merchant settlement files/);        // what is down stands first
	await page.locator(".leans rect.hit.stopped").waitFor();
	assert.deepEqual(await look(visitor, "decide-services"), []);
	await region("Services concerned").scrollIntoViewIfNeeded();
	assert.deepEqual(await look(visitor, "decide-services-drawn"), []);
	await service("Merchant settlement files").getByRole("link", { name: "If this stops…" }).click();
	await page.getByRole("heading", { name: "If Merchant settlement files stops" }).waitFor();
	await page.goBack();
	await service("Merchant settlement files").waitFor();
});

chapter("the brief reads well with all of it", async () => {
	const { page } = visitor;

	await page.goto(page.url().replace(/decide.*/, "decide"));
	await page.locator(".card").filter({ hasText: "customer file transfer" }).click();
	await region("What it costs as it lasts, and the last moment").locator("article").first().waitFor();
	assert.deepEqual(await look(visitor, "brief-weighed"), []);
	await region("What it costs as it lasts, and the last moment").scrollIntoViewIfNeeded();
	assert.deepEqual(await look(visitor, "brief-waiting"), []);
	await region("Positions and interests").scrollIntoViewIfNeeded();
	assert.deepEqual(await look(visitor, "brief-interests"), []);
});
