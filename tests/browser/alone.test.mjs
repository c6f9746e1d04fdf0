// One seat acts before the others have answered: within its standing authority, or by breaking the glass; and what is
// decided is taken up again when a tripwire is crossed.

import assert from "node:assert/strict";
import { answer, button, counted, declare, dialog, give, hours, look, putUp, signs, smallCharter, story } from "./house.mjs";

const rule = `  - kind: partial_shutdown
    accountable: owner
    concur: [{k: 1, seats: [counsel]}]
    within: 2h
    ladder: {remind_after: 10m, deputy_after: 20m}
    alone: [{seat: it_lead, holds: 1h, when: exploited == true}, {seat: it_lead, holds: 30m, emergency: true}, {seat: owner, holds: 2h}]
`;
const charter = smallCharter([/^ {2}- \{kind: partial_shutdown.*\n/m, rule]);
let ines, marek, tove, room, brief;
const { test, ends } = story(charter, ["Tove Lindqvist", "Marek Dvorak"], (...all) => { [ines, tove, marek] = all; });
const main = (who) => who.page.locator(".room-main");
const alone = (who) => button(who, "Act alone, now (IT lead)");
const measure = { "What kind of measure": "partial shutdown", "What exactly is done": "Take the shop's front end off the net", "How long does it hold?": "4" };
const glass = (who) => button(who, "Break the glass (IT lead)");

test("what a seat may do alone stands in the rule, and beside the decision only while its condition is known to hold", async () => {
	room = await declare(ines, "EMBER", "The shop is hit");
	await putUp(ines, room, "Take the shop off the net?", "partial shutdown", "Off until six", () => give(ines, "Add a measure", measure));
	brief = new URL(ines.page.url()).pathname;
	await main(ines).getByText("You ACT ALONE for this option, now. It takes effect at once, and ends after 2 h unless these answer in time: Counsel and data protection.").waitFor();
	await marek.page.goto(brief);
	await glass(marek).waitFor();
	await counted(alone(marek), 0);
	await tove.page.goto("/charter/rules");
	assert.match(await tove.page.getByRole("listitem").filter({ hasText: "partial shutdown" }).innerText(), /IT lead may act at once, alone, for 1 h.*exploited == true.*IT lead may break the glass and act alone for 30 min/s);
	const unknown = main(marek).getByRole("listitem").filter({ hasText: "Until it is known, IT lead may not act alone." });
	await unknown.getByRole("button", { name: "Ask" }).click();
	await dialog(marek).getByLabel("What is asked").fill("Is it exploited here?");
	await dialog(marek).getByLabel("Who must find out").selectOption({ label: "IT lead" });
	await dialog(marek).getByRole("button", { name: "Ask", exact: true }).click();
	await unknown.getByText("asked of: IT lead").waitFor();
	await marek.page.goto(`/room/${room}/now`);
	await give(marek, "Add a fact", { "Which fact": "exploited", "Its value": "true", confirmed: true });
	await marek.page.goto(brief);
	await alone(marek).waitFor();
	await counted(unknown, 0);
	assert.deepEqual(await look(marek, "alone-may"), []);
	await marek.page.goto(`/room/${room}/people`);
	await main(marek).getByText("as IT lead, for 1 h at most, unless the others answer, while this is known to hold:").waitFor();
	await marek.page.goto(brief);
});

test("whoever acts alone is told that it ends; it is carried out at once, and stays open for the others", async () => {
	await alone(marek).click();
	const shown = await signs(marek);
	assert.match(shown, /You ACT ALONE for this option, now\. It takes effect at once, and ends after 1 h unless these answer in time: Owner, Counsel and data protection\./);
	await main(marek).getByText("IT lead acted alone: it is being carried out, and ends unless the others answer.").first().waitFor();
	await main(ines).getByText(/Waiting for Owner and Counsel/).waitFor();
	assert.deepEqual(await look(ines, "alone-acted"), []);
	await marek.page.goto(`/room/${room}/do`);
	await main(marek).getByText("Take the shop's front end off the net").waitFor();
	await tove.page.goto(`/room/${room}/now`);
	await tove.page.locator(".waiting").getByText("Your answer is missing as Counsel and data protection.").waitFor();
});

test("the others answer, and what was done alone stays", async () => {
	await tove.page.goto(brief);
	await answer(tove, "Concur");
	await answer(ines, "Decide for it");
	await main(ines).locator(".ask").getByText("taken").waitFor();
	await counted(main(ines).getByText("IT lead acted alone"), 0);
});

test("whoever breaks the glass must say why, and everybody concerned is called", async () => {
	await putUp(ines, room, "Take the tills off the net?", "partial shutdown", "Off at once", async () => {
		await give(ines, "Tripwire …", { "A condition over": "exploited == false" });
		await give(ines, "Add a measure", measure);
	});
	await marek.page.goto(new URL(ines.page.url()).pathname);
	await glass(marek).click();
	await dialog(marek).getByText("You BREAK THE GLASS").waitFor();
	await dialog(marek).getByRole("button", { name: "Continue" }).click();
	assert.equal(await dialog(marek).getByLabel("Why").evaluate((e) => e.validity.valueMissing), true);
	assert.deepEqual(await look(marek, "alone-glass"), []);
	await signs(marek, "They are at the tills now, and the owner sleeps.");
	await main(marek).getByText("broke the glass: acted alone").waitFor();
	await main(marek).getByText("They are at the tills now, and the owner sleeps.").waitFor();
	for (const who of [ines, tove]) {
		await who.page.goto(`/room/${room}/now`);
		await who.page.locator(".waiting").getByText("Somebody broke the glass and acted alone.").first().waitFor();
	}
	assert.deepEqual(await look(tove, "alone-alarm"), []);
});

test("a tripwire that is crossed takes up again what was decided", async () => {
	await ines.page.goto(new URL(marek.page.url()).pathname);
	await answer(ines, "Decide for it");
	await tove.page.goto(new URL(marek.page.url()).pathname);
	await answer(tove, "Concur");
	await main(ines).locator(".ask").getByText("taken").waitFor();
	await marek.page.goto(`/room/${room}/now`);
	await give(marek, "Add a fact", { "Which fact": "exploited", "Its value": "false", confirmed: true });
	await main(ines).getByText("Its tripwire was crossed: it was taken up again.").waitFor();
	assert.deepEqual(await look(ines, "alone-crossed"), []);
	await ines.page.goto(`/room/${room}/decide`);
	await main(ines).getByRole("link", { name: "Take the tills off the net?" }).first().waitFor();
	await counted(main(ines).getByRole("link", { name: "Take the tills off the net?" }), 2);
});

/** What stands under "What you may do now, alone" of this room. */
async function mayAlone(who) {
	await who.page.goto(`/room/${room}/people`);
	const section = who.page.locator(".section").filter({ has: who.page.getByRole("heading", { name: "What you may do now, alone" }) });
	await section.getByText("Anybody here may add facts").waitFor();
	return section;
}

test("whoever's seats decide nothing alone reads so", async () => {
	await (await mayAlone(tove)).getByText("No kind of decision is yours alone.").waitFor();
});

test("a deputy who stepped in may do alone what the seat may, of the kind they were called for, and no more", async () => {
	await marek.page.goto("/account");
	await give(marek, "I am away until …", { "Away until": hours(8) });
	await marek.page.getByText("away until").first().waitFor();
	await putUp(ines, room, "Slow the shop down?", "contain", "A tenth of the requests");
	await tove.page.goto(new URL(ines.page.url()).pathname);
	await main(tove).getByText("Tove Lindqvist (you) stands in for IT lead").or(main(tove).getByText("Tove Lindqvist stands in for IT lead")).first().waitFor();
	const may = await mayAlone(tove);
	await may.getByText("contain", { exact: true }).waitFor();
	await counted(may.getByRole("listitem"), 1, "nothing else of the IT lead's");
	assert.deepEqual(await look(tove, "alone-deputy"), []);
	await marek.page.goto("/account");
	await button(marek, "I am back").click();
	await marek.page.getByText("You are not away.").waitFor();
});

test("whoever is on duty in a seat that was handed over may do alone what that seat may", async () => {
	await ines.page.goto(`/room/${room}/people`);
	await main(ines).getByRole("listitem").filter({ has: ines.page.locator("strong", { hasText: "Owner" }) }).first().getByRole("button", { name: "Hand over …" }).click();
	await dialog(ines).getByLabel("To whom?").selectOption({ label: "Tove Lindqvist" });
	await dialog(ines).getByRole("button", { name: "Offer it" }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await tove.page.goto(`/room/${room}/people`);
	await button(tove, "Take over: Owner").click();
	await signs(tove);
	const may = await mayAlone(tove);
	await may.getByText("stand down", { exact: true }).waitFor();
	await may.getByText("as Owner, for 2 h at most, unless the others answer").waitFor();
	assert.deepEqual(await look(tove, "alone-on-duty"), []);
});

test("whoever is lent a seat for some kinds of decision may do alone what it may in these", async () => {
	assert.equal(await (await mayAlone(marek)).getByText("as Owner").count(), 0);
	await ines.page.goto("/charter/seats");
	await button(ines, "Delegate a seat").click();
	await dialog(ines).getByLabel("Which seat?").selectOption({ label: "Owner" });
	await dialog(ines).getByLabel("To whom?").selectOption({ label: "Marek Dvorak" });
	await dialog(ines).getByLabel("Until when?").fill(hours(12));
	await dialog(ines).getByLabel("partial shutdown").check();
	await dialog(ines).getByRole("button", { name: "Delegate a seat" }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await answer(ines, "Decide for it");
	await ines.page.getByText("You have answered: nothing more is asked of you here.").waitFor();
	await counted(button(ines, "Decide for it"), 0, "one person counts once");
	await marek.page.goto(new URL(ines.page.url()).pathname);
	await answer(marek, "Decide for it");
	await marek.page.locator(".ask").getByText("taken").waitFor();
	const may = await mayAlone(marek);
	await may.getByRole("listitem").filter({ hasText: "partial shutdown" }).getByText("as Owner, for 2 h at most, unless the others answer").waitFor();
	await counted(may.getByText("stand down", { exact: true }), 0, "it was lent for one kind alone");
	assert.deepEqual(await look(marek, "alone-lent"), []);
});

ends();
