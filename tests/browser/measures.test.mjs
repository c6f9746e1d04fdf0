// What was decided to be done: for the meantime, in force, tested, asked about before its time is over, renewed, run out, failed.

import assert from "node:assert/strict";
import { answer, button, counted, declare, dialog, give, hours, look, story } from "./house.mjs";

let ines, marek, room;
const { test, ends } = story("small.yaml", ["Marek Dvorak"], (...all) => { [ines, marek] = all; });
const main = (who) => who.page.locator(".room-main");
const row = (who, text) => who.page.locator(".ledger tr").filter({ hasText: text });
const table = (who, name) => who.page.getByRole("region", { name, exact: true });

/** The same as give(), of the option in that column. */
async function giveInColumn(who, n, name, words, submit = name) {
	await who.page.locator(".options .tools td").nth(n).getByRole("button", { name, exact: true }).click();
	for (const [label, value] of Object.entries(words)) {
		const field = dialog(who).getByLabel(label).first();
		if (await field.evaluate((e) => e.tagName === "SELECT")) await field.selectOption({ label: value });
		else await field.fill(value);
	}
	await dialog(who).getByRole("button", { name: submit, exact: true }).click();
	await dialog(who).waitFor({ state: "detached" });
}

async function open(who, ask) {
	await who.page.goto(`/room/${room}/decide`);
	await give(who, "Open a decision", { "The ask": ask, "What kind of decision": "contain" });
	await main(who).getByText(ask).click();
}

test("a matter is declared", async () => {
	room = await declare(marek, "EMBER", "Orders are read by somebody else");
	await ines.page.goto(`/room/${room}/measures`);
	await main(ines).getByText("Nothing has been decided to be done yet.").waitFor();
});

test("an option is put up for now: the brief says until when, and what is decided then", async () => {
	await open(marek, "What do we do with the shop tonight?");
	await give(marek, "Propose an option", { "What is it called": "Cut it off" });
	await give(marek, "Add a measure", { "What exactly": "Unplug the shop's uplink", "What kind": "full shutdown", "On which service": "Web shop and orders", "How long does it hold": "480" });
	await give(marek, "Propose an option", { "What is it called": "Slow it down" });
	await giveInColumn(marek, 1, "Add a measure", { "What exactly": "20 requests a minute at the edge", "What kind": "rate limit", "On which service": "Web shop and orders",
		"Who carries it out": "IT lead", "How long does it hold": "240", "How will somebody else test it": "Ask 21 times within a minute; the last is refused." });
	await giveInColumn(marek, 1, "Set when to look again", { "When?": hours(2) });
	await marek.page.locator(".options .tools td").nth(1).getByRole("button", { name: "Put it up for now, until …" }).click();
	await dialog(marek).getByLabel("What is decided after it?").selectOption({ label: "Cut it off" });
	await dialog(marek).getByLabel("By when is that decided?").fill(hours(8));
	assert.deepEqual(await look(marek, "measures-interim-form"), []);
	await dialog(marek).getByRole("button", { name: "Put it up for now, until …" }).click();
	await dialog(marek).waitFor({ state: "detached" });
	await main(marek).locator(".interim").getByText("then “Cut it off” is decided").waitFor();
	assert.deepEqual(await look(marek, "measures-interim"), []);
	assert.match(await answer(marek, "Decide for it"), /For the meantime: until .*; then “Cut it off” is decided/);
	await marek.page.locator(".ask").getByText("taken").waitFor();
});

test("decided and not in force is a gap; in force and not tested is another; somebody else tests it as was said", async () => {
	await ines.page.goto(`/room/${room}/measures`);
	await table(ines, "Gaps").getByText("not in force").waitFor();
	await ines.page.locator('button[aria-disabled="true"]', { hasText: "It is in force" }).click({ force: true });
	await main(ines).getByText("Saying that a measure is in force is for the seat that carries it out").waitFor();
	assert.deepEqual(await look(ines, "measures-gap"), []);
	await marek.page.goto(`/room/${room}/now`);
	await button(marek, "It is in force").click();
	await row(ines, "20 requests").getByText("not tested").waitFor();
	await marek.page.locator('button[aria-disabled="true"][title^="Somebody other than whoever applied it"]').waitFor();
	await row(ines, "20 requests").getByText("To be tested by: Ask 21 times").waitFor();
	await ines.page.goto(`/room/${room}/measures`);
	await button(ines, "I tested it").click();
	assert.equal(await dialog(ines).getByLabel("How did you test it?").inputValue(), "Ask 21 times within a minute; the last is refused.");
	await dialog(ines).getByLabel("How did you test it?").fill("Asked 21 times: the last was refused.");
	await dialog(ines).getByRole("button", { name: "I tested it" }).click();
	await table(ines, "In force and tested").getByText("Asked 21 times: the last was refused.").waitFor();
	await counted(table(ines, "Gaps"), 0);
	await row(ines, "20 requests").getByText("after it was decided").waitFor();
	assert.deepEqual(await look(ines, "measures-holding"), []);
	await ines.page.goto("/search?q=minute+edge");
	await ines.page.locator(".search .card").filter({ hasText: "Measure" }).click();
	await ines.page.locator(".ledger .cited").filter({ hasText: "20 requests" }).waitFor();
});

test("it is renewed by a decision under the same rule, and goes on without a break", async () => {
	await give(ines, "Renew it", {});
	await ines.page.getByRole("heading", { level: 2, name: "Renew: 20 requests a minute at the edge" }).waitFor();
	await main(ines).getByText("Waiting for IT lead").first().waitFor();
	assert.deepEqual(await look(ines, "measures-renew"), []);
	await marek.page.goto(new URL(ines.page.url()).pathname);
	await answer(marek, "Decide for it");
	await ines.page.goto(`/room/${room}/measures`);
	await table(ines, "In force and tested").getByText("Renew: 20 requests").waitFor();
	await table(ines, "Ended").getByText("renewed").waitFor();
	await ines.page.goto(`/room/${room}/timeline`);
	await main(ines).locator(".told").getByText("Renew: 20 requests a minute at the edge").first().waitFor();
	await counted(main(ines).getByText("→ Renew:"), 0, "a renewal is named once");
});

test("before its time is over its owner is asked; when it has run out that is a gap, on the wall, too", async () => {
	await open(marek, "Hold the payments for a minute?");
	await give(marek, "Propose an option", { "What is it called": "Hold them" });
	await give(marek, "Add a measure", { "What exactly": "Hold outgoing payments", "What kind": "feature restriction", "Who carries it out": "IT lead", "How long does it hold": "1" });
	await button(marek, "Put this option up").click();
	await answer(marek, "Decide for it");
	await marek.page.goto(`/room/${room}/now`);
	await button(marek, "It is in force").click();
	await marek.page.locator(".waiting").getByText("renew it, lift it, or let it run out?").waitFor({ timeout: 60_000 });
	assert.deepEqual(await look(marek, "measures-asked"), []);
	await ines.page.goto(`/room/${room}/measures`);
	await table(ines, "Gaps").getByText("ran out, not undone").waitFor({ timeout: 40_000 });
	assert.deepEqual(await look(ines, "measures-ran-out"), []);
	await ines.page.goto(`/room/${room}/wall`);
	await ines.page.getByText("ran out, not undone").waitFor();
	assert.deepEqual(await look(ines, "measures-wall"), []);
	await ines.page.goto(`/room/${room}/measures`);
	await marek.page.goto(`/room/${room}/measures`);
	await give(marek, "It is undone", { "Why": "The hold ended by itself." });
	await table(ines, "Ended").getByText("The hold ended by itself.").waitFor();
});

test("whoever answered for the meantime is shown what of it, and of what comes after it, is another since", async () => {
	await ines.page.goto(`/room/${room}/decide`);
	await give(ines, "Open a decision", { "The ask": "Is the shop taken off the net?", "What kind of decision": "full shutdown" });
	await main(ines).getByText("Is the shop taken off the net?").click();
	await give(ines, "Propose an option", { "What is it called": "Off for good" });
	await give(ines, "Propose an option", { "What is it called": "Off until six" });
	await ines.page.locator(".options .tools td").nth(1).getByRole("button", { name: "Put it up for now, until …" }).click();
	await dialog(ines).getByLabel("What is decided after it?").selectOption({ label: "Off for good" });
	await dialog(ines).getByLabel("By when is that decided?").fill(hours(8));
	await dialog(ines).getByRole("button", { name: "Put it up for now, until …" }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await answer(ines, "Decide for it");
	await giveInColumn(ines, 1, "Add a measure", { "What exactly": "Sell the servers", "What kind": "full shutdown", "How long does it hold": "480" });
	await giveInColumn(ines, 1, "Rename it", { "What it is called now": "Off for ever" });
	const changed = main(ines).locator(".stood-in").filter({ hasText: "It was changed, and is asked anew" });
	await changed.getByText("What is to be decided after it").waitFor();
	await changed.getByText("added: full shutdown").waitFor();
	await changed.getByText("Off for good → Off for ever").waitFor();
	await ines.page.locator(".rows li").filter({ hasText: "no longer counts" }).getByText("Off for good → Off for ever").waitFor();
	assert.deepEqual(await look(ines, "measures-changed-since"), []);
	await answer(ines, "Decide for it");
	await changed.waitFor({ state: "detached" });
});

test("a question that nobody has put up is dropped where it stands, with a reason", async () => {
	await open(marek, "Do we ring every customer?");
	await give(marek, "Drop this question", { "Why": "They know." });
	await main(marek).getByText("Not asked any more: They know.").waitFor();
	await counted(button(marek, "Drop this question"), 0);
	await marek.page.goto(`/room/${room}/measures`);
	await ines.page.goto(`/room/${room}/measures`);
});

test("what fails goes back to its decision, which says what failed", async () => {
	await give(marek, "It failed", { "What failed?": "They come from a thousand addresses." });
	await ines.page.getByRole("link", { name: "What instead: to be decided" }).waitFor();
	assert.deepEqual(await look(ines, "measures-failed"), []);
	await ines.page.getByRole("link", { name: "What instead: to be decided" }).click();
	await main(ines).getByRole("heading", { name: "What do we do with the shop tonight?" }).waitFor();
	await main(ines).getByText("They come from a thousand addresses.").waitFor();
	assert.deepEqual(await look(ines, "measures-failed-brief"), []);
});

ends();
