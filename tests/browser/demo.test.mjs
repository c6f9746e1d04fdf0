// The demonstration: a visitor is the COO, a colleague acts by herself, and nothing looks real.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, demo, dialog, give, launch, look, person } from "./house.mjs";

let house, browser, visitor;

before(async () => {
	house = await demo();
	browser = await launch();
	visitor = await person(browser, house.origin);
});

after(async () => {
	await browser?.close();
	await house?.stop();
});

test("the printed address lets the visitor in, and says on every screen that it is a demonstration", async () => {
	await visitor.page.goto(house.link);
	await visitor.page.getByRole("heading", { name: "Rooms" }).waitFor();
	await visitor.page.getByText("DEMO: nothing here is real").waitFor();
});

test("the colleague brings the matter to the visitor's answer, while they watch", async () => {
	await visitor.page.locator(".room-card").first().click({ timeout: 30_000 });
	await visitor.page.locator(".waiting").getByRole("link", { name: "Open" }).first().click({ timeout: 60_000 });
	assert.equal(await visitor.page.locator(".options thead th").count(), 5);
	assert.deepEqual(await look(visitor, "demo-brief"), []);
	await visitor.page.locator(".paper-head .qr").waitFor({ state: "attached" });
	const paper = await visitor.page.pdf({ preferCSSPageSize: true });
	assert.equal(paper.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1, "a brief is one page");
});

test("the visitor concurs under a condition; the colleague adopts it, decides again, and the visitor is asked anew", async () => {
	await give(visitor, "Concur if …", { "The condition": "Settlement is checked by two people" });
	await visitor.page.locator(".options").getByText("Settlement is checked by two people").waitFor({ timeout: 30_000 });
	const decided = visitor.page.getByRole("listitem").filter({ hasText: "decided for it" });
	await decided.filter({ hasText: "no longer counts" }).waitFor();
	await decided.filter({ hasNotText: "no longer counts" }).waitFor({ timeout: 30_000 });
	await visitor.page.getByRole("listitem").filter({ hasText: "would concur if" }).getByText("adopted").waitFor();
	await button(visitor, "Concur").waitFor();
});

test("an answer would be unsigned, and says so; with a passkey enrolled here it is signed, and the decision is taken", async () => {
	const brief = visitor.page.url();
	await button(visitor, "Concur").click();
	await button(visitor, "Continue").click();
	await button(visitor, "Answer, unsigned (DEMO)").waitFor();
	assert.deepEqual(await look(visitor, "demo-confirm"), []);
	await visitor.page.goto("/account");
	await button(visitor, "Enrol a passkey").click();
	await visitor.page.getByText("Your key counts now.").waitFor();
	await visitor.page.goto(brief);
	await button(visitor, "Concur").click();
	await button(visitor, "Continue").click();
	await button(visitor, "Sign with your passkey").click();
	await visitor.page.locator(".ask").getByText("taken").waitFor();
});

test("the record verifies as a demonstration; a falsified copy does not, and the place is said", async () => {
	await visitor.page.goto("/record");
	await button(visitor, "Verify the whole record").click();
	await visitor.page.getByText("The record verifies.").waitFor();
	assert.match(await visitor.page.locator("main").innerText(), /1 outcome, 3 acts \(2 unsigned/);
	for (const [how, place] of Object.entries({
		"Change one byte": /^entry \d+ \(.+, seq \d+\): /m,
		"Cut entries off": /^the newest checkpoint covers \d+ entries; only \d+ are here/m,
		"Append an unsigned outcome": /^entry \d+ \(room\/\d+, seq \d+\): decision \d+ was taken without/m,
	})) {
		await button(visitor, how).click();
		await visitor.page.getByText("The record does not verify.").waitFor();
		assert.match((await visitor.page.locator(".finding").allInnerTexts()).join("\n"), place);
	}
	assert.deepEqual(await look(visitor, "demo-falsified"), []);
	assert.deepEqual(visitor.faults, []);
});
