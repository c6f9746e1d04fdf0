// How bad it is, is lowered by a decision where others must concur: each option names a severity, and what was decided lets that one be set, once.

import assert from "node:assert/strict";
import { answer, button, declare, dialog, give, look, smallCharter, story } from "./house.mjs";

const charter = smallCharter([/^ {2}- \{kind: declare,.*\n/m, "  - {kind: declare, accountable: it_lead, concur: [{k: 1, seats: [owner]}], within: 30m, ladder: {remind_after: 5m, deputy_after: 10m}}\n"]);
let ines, marek, tove, room, brief;
const { test, ends } = story(charter, ["Tove Lindqvist", "Marek Dvorak"], (...all) => { [ines, tove, marek] = all; });
const main = (who) => who.page.locator(".room-main");
const badge = (who, severity) => who.page.locator(".room-head").getByText(severity, { exact: true });

/** In the open form: no other than this, and why. */
async function sets(who, severity) {
	await who.page.goto(`/room/${room}/settings`);
	await button(who, "Change severity").click();
	await dialog(who).getByLabel(severity).check();
	await dialog(who).getByLabel("Why").fill("It does not spread.");
	await dialog(who).getByRole("button", { name: "Change severity" }).click();
}

test("whoever would lower it alone is told whose answers it takes; to raise it anybody of the house may", async () => {
	room = await declare(marek, "EMBER", "A till acts up", "SEV3");
	await sets(tove, "SEV2");
	await badge(marek, "SEV2").waitFor();
	await sets(marek, "SEV4");
	await dialog(marek).getByRole("alert").waitFor();
	assert.match(await dialog(marek).getByRole("alert").innerText(), /decision/);
	await dialog(marek).getByRole("button", { name: "Cancel" }).click();
});

test("an option of such a decision says which severity, in the charter's words, and is refused at the field without", async () => {
	await marek.page.goto(`/room/${room}/decide`);
	await give(marek, "Open a decision", { "The ask": "Is it less bad than we thought?", "What kind of decision": "declare" });
	await main(marek).getByText("Is it less bad than we thought?").click();
	await button(marek, "Propose an option").click();
	await dialog(marek).getByLabel("What is it called?").fill("One till, and it does not spread");
	await dialog(marek).getByRole("button", { name: "Propose an option" }).click();
	await dialog(marek).getByText("say which, for that is what is decided").waitFor();
	await dialog(marek).getByText("One machine or account is hit, and it does not spread.").waitFor();
	await dialog(marek).getByLabel("SEV4").check();
	await dialog(marek).getByLabel("SEV3").check();
	assert.deepEqual(await look(marek, "severity-option"), []);
	await dialog(marek).getByRole("button", { name: "Propose an option" }).click();
	await dialog(marek).waitFor({ state: "detached" });
	await give(marek, "Propose an option", { "What is it called": "As it is", "do nothing": true });
	await main(marek).getByRole("columnheader", { name: /One till/ }).getByText("SEV3").waitFor();
	await button(marek, "Put this option up").first().click();
	brief = new URL(marek.page.url()).pathname;
	await answer(marek, "Decide for it");
});

test("whoever must concur signs for that severity; then it is set, that one, and once", async () => {
	await ines.page.goto(brief);
	await main(ines).locator(".answer").getByText("SEV3").first().waitFor();
	assert.deepEqual(await look(ines, "severity-brief"), []);
	assert.match(await answer(ines, "Concur"), /SEV3/);
	await main(marek).locator(".ask").getByText("taken").waitFor();
	await sets(marek, "SEV4");
	await dialog(marek).getByRole("alert").waitFor();
	await dialog(marek).getByLabel("SEV3").check();
	await dialog(marek).getByRole("button", { name: "Change severity" }).click();
	await badge(ines, "SEV3").waitFor();
	await dialog(marek).waitFor({ state: "detached" });
	await sets(tove, "SEV2");
	await badge(marek, "SEV2").waitFor();
	await sets(marek, "SEV3");
	await dialog(marek).getByRole("alert").waitFor();
});

ends();
