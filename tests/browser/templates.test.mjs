// Texts prepared for statements: changed by decision, approved by whoever answers for them, and where a statement begins.

import assert from "node:assert/strict";
import { answer, button, counted, declare, dialog, give, look, smallCharter, story } from "./house.mjs";

let ines;
const { test, ends } = story(smallCharter(), [], (who) => { ines = who; });
const template = (name) => ines.page.locator("li.template").filter({ hasText: name });
const finding = (text) => ines.page.locator(".lacks").filter({ hasText: text });

/** As it stands, until the day that is offered. */
async function approves(name) {
	await template(name).getByRole("button", { name: "Approve it" }).click();
	await dialog(ines).getByRole("button", { name: "Approve it", exact: true }).click();
	await template(name).getByText("approved until").waitFor();
	await template(name).getByText("Ines Albrecht").waitFor();
}

test("what a file brings is unapproved, and lint says so", async () => {
	await ines.page.goto("/charter/readiness");
	await finding("has approved the text as it stands").getByText("“Holding statement to customers”, “First notice to an authority”").waitFor();
	await finding("statement_to_authorities: there is a rule").waitFor();
	await finding("has approved the text as it stands").getByRole("link", { name: "To the templates" }).click();
	await template("Holding statement to customers").getByText("not approved").waitFor();
});

test("a text is changed by the officers' decision, who sign its very words", async () => {
	await template("Holding statement to customers").getByRole("button", { name: "Change it" }).click();
	await dialog(ines).getByLabel(/^What it says/).fill("{codename}: the shop is down as of {now}. We write again by {next_update}.");
	assert.deepEqual(await look(ines, "template-change"), []);
	await dialog(ines).getByRole("button", { name: "Change it", exact: true }).click();
	assert.match(await answer(ines, "Decide for it"), /Holding statement to customers, statement to anybody else; web page, en[^]*the shop is down as of \{now\}/);
	await ines.page.locator(".ask").getByText("taken").waitFor();
});

test("whoever answers for it approves it, and lint finds it no more", async () => {
	await ines.page.goto("/charter/templates");
	await template("Holding statement to customers").getByText("the shop is down").waitFor();
	await approves("Holding statement to customers");
	await approves("First notice to an authority");
	assert.deepEqual(await look(ines, "templates"), []);
	await ines.page.goto("/charter/readiness");
	await ines.page.locator(".readiness strong").waitFor();
	await counted(finding("has approved the text as it stands"), 0);
	await counted(finding("there is a rule, and no holding statement"), 0);
});

test("one is added for an audience, and stands unapproved", async () => {
	await ines.page.goto("/charter/templates");
	await button(ines, "Add a template").click();
	await dialog(ines).getByLabel(/^What is it called/).fill("To the unions");
	await dialog(ines).getByLabel(/^Its short name/).fill("unions");
	await dialog(ines).getByLabel("To whom does it speak?").selectOption({ label: "statement to our own people" });
	await dialog(ines).getByLabel("By what way?").selectOption({ label: "in person" });
	await dialog(ines).getByLabel(/^A holding statement/).uncheck();
	await dialog(ines).getByLabel(/^What it says/).fill("We tell you first.");
	await dialog(ines).getByRole("button", { name: "Add a template", exact: true }).click();
	await answer(ines, "Decide for it");
	await ines.page.locator(".ask").getByText("taken").waitFor();
	await ines.page.goto("/charter/templates");
	await template("To the unions").getByText("not approved").waitFor();
});

test("in a room a statement begins from it: what the room knows is filled in, what is left is named", async () => {
	const room = await declare(ines, "EMBER", "Something is in the shop");
	const text = () => dialog(ines).getByLabel("What is to be said");

	await ines.page.goto(`/room/${room}/decide`);
	await give(ines, "Open a decision", { "The ask": "What do we tell customers?", "What kind of decision": "statement to customers" });
	await ines.page.locator(".room-main").getByText("What do we tell customers?").click();
	await button(ines, "Start from a template").click();
	await dialog(ines).getByText("Still to be filled in: {next_update}.").waitFor();
	assert.match(await text().inputValue(), /^EMBER: the shop is down as of .*\d.* We write again by \{next_update\}\.$/);
	assert.deepEqual(await look(ines, "template-used"), []);
	await text().fill((await text().inputValue()).replace("{next_update}", "noon"));
	await dialog(ines).getByText("Nothing is left to be filled in.").waitFor();
	await dialog(ines).getByRole("button", { name: "Write it, and propose to release it" }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await ines.page.getByText(/Holding statement to customers: the text of entry \d+/).first().waitFor();
	await ines.page.goto(`/room/${room}/say`);
	await ines.page.getByRole("link", { name: "Holding statement to customers" }).click();
	await ines.page.locator("textarea").first().waitFor();
	assert.match(await ines.page.locator("textarea").first().inputValue(), /We write again by noon\.$/);
});

test("what nobody approved is marked where it is chosen", async () => {
	await ines.page.goto(new URL(ines.page.url()).pathname.replace(/\/say.*/, "/decide"));
	await give(ines, "Open a decision", { "The ask": "What do our people hear?", "What kind of decision": "statement to our own people" });
	await ines.page.locator(".room-main").getByText("What do our people hear?").click();
	await button(ines, "Start from a template").click();
	await dialog(ines).getByText("Nobody who answers for it has approved this text as it stands.").waitFor();
	await dialog(ines).getByLabel("From which?").locator("option", { hasText: "To the unions (not approved)" }).waitFor({ state: "attached" });
	await dialog(ines).getByRole("button", { name: "Cancel" }).click();
});

ends();
