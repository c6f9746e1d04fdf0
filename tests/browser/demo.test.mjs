// The demonstration: a visitor is the COO, a colleague acts by herself, and nothing looks real.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demo, launch, look, person } from "./house.mjs";

let house, browser, visitor;
const button = (name) => visitor.page.getByRole("button", { name, exact: true });

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
});

test("the visitor answers unsigned, is told so, and the decision is taken", async () => {
	await button("Concur").click();
	await button("Continue").click();
	assert.deepEqual(await look(visitor, "demo-confirm"), []);
	await button("Answer, unsigned (DEMO)").click();
	await visitor.page.locator(".ask").getByText("taken").waitFor();
});

test("the record verifies as a demonstration; a falsified copy does not, and the place is said", async () => {
	await visitor.page.goto("/record");
	await button("Verify the whole record").click();
	await visitor.page.getByText("The record verifies.").waitFor();
	for (const how of ["Change one byte", "Append an unsigned outcome"]) {
		await button(how).click();
		await visitor.page.getByText("The record does not verify.").waitFor();
		assert.match(await visitor.page.locator(".finding").first().innerText(), /entry \d+/);
	}
	assert.deepEqual(await look(visitor, "demo-falsified"), []);
	assert.deepEqual(visitor.faults, []);
});
