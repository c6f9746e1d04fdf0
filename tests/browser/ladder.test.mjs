// While answers are missing: who is called and by whom, who is away and stands in, who advises, what comes next and when.

import assert from "node:assert/strict";
import path from "node:path";
import { answer, button, counted, declare, dialog, give, hours, look, phone, putUp, root, signs, smallCharter, story, wide } from "./house.mjs";

const rule = `  - kind: partial_shutdown
    accountable: owner
    currency: EUR
    concur: [{k: 1, seats: [it_lead]}, {k: 1, seats: [counsel], when: option.cost_per_hour.likely > 50000}]
    within: 2h
    ladder: {remind_after: 10m, deputy_after: 20m, escalate_after: 40m, escalate_to: counsel}
    consulted: [counsel]
    informed: [counsel]
`;
const charter = smallCharter([/^ {2}- \{kind: partial_shutdown.*\n/m, rule]);
let ines, marek, tove, room, brief;
const { test, ends } = story(charter, ["Tove Lindqvist", "Marek Dvorak"], (...all) => { [ines, tove, marek] = all; });
const main = (who) => who.page.locator(".room-main");

test("the charter says the rule with its ladder and its conditions in words", async () => {
	await ines.page.goto("/charter/rules");
	const row = ines.page.getByRole("listitem").filter({ hasText: "partial shutdown" });
	await row.getByText("option.cost_per_hour.likely > 50000").waitFor();
	assert.match(await row.innerText(), /Counsel and data protection must concur if .* holds or is not known[^]*reminded after 10 min; a deputy after, once called in two ways in vain: 20 min; goes to Counsel and data protection after 40 min; undecided after 2 h/);
	assert.deepEqual(await look(ines, "ladder-rules"), []);
});

test("everybody says where they can be reached", async () => {
	await marek.page.goto("/account");
	await marek.page.getByText("Nobody can call you").waitFor();
	await give(marek, "Say where", { "By telephone": "+49 30 901820", "By mail": "marek@elsewhere.example" });
	await marek.page.getByText("+49 30 901820").waitFor();
	assert.deepEqual(await look(marek, "ladder-account"), []);
});

test("next to the decision stands who is missing and why, and what happens next at what time", async () => {
	room = await declare(ines, "EMBER", "The shop is hit");
	await putUp(ines, room, "Take the shop off the net?", "partial shutdown", "Off until six");
	await main(ines).getByText("Waiting for Owner, IT lead and Counsel and data protection. In 10 min they are reminded.").waitFor();
	await main(ines).getByText("must concur, because option.cost_per_hour.likely > 50000 holds or is not known").waitFor();
	assert.deepEqual(await main(ines).locator(".rung strong").allInnerTexts(), ["Asked", "Reminder", "A deputy stands in", "It goes to Counsel and data protection", "It ends undecided"]);
	assert.match(await main(ines).locator(".rung.next").innerText(), /Reminder[^]*left/);
	await main(ines).getByText("so far Owner in none, IT lead in none").waitFor();
	await main(ines).getByText("Until it is known, Counsel and data protection must concur. An estimate of “Off until six” settles it.").waitFor();
	brief = new URL(ines.page.url()).pathname;
	assert.deepEqual(await look(ines, "ladder-brief"), []);
	await ines.page.setViewportSize(phone);
	await main(ines).locator(".ladder").screenshot({ path: path.join(root, "build/pictures/ladder-drawn-phone.png") });
	await ines.page.setViewportSize(wide);
	await main(ines).locator(".ladder").screenshot({ path: path.join(root, "build/pictures/ladder-drawn-wide.png") });
});

test("the call sheet says whom to ring, the number and the words; one tap says what came of it", async () => {
	await ines.page.keyboard.press("g");
	await ines.page.keyboard.press("k");
	await ines.page.getByRole("heading", { name: "Marek Dvorak" }).waitFor();
	assert.equal(await main(ines).getByRole("link", { name: "Call +49 30 901820" }).getAttribute("href"), "tel:+4930901820");
	const said = await main(ines).locator(".call-now blockquote").innerText();
	await main(ines).getByText("0 of 3 who were called know of it").waitFor();
	assert.match(said, /This is about EMBER, SEV1\. You are needed by (\w+ \d+ )?\d\d:\d\d\./);
	assert.ok(!said.toLowerCase().includes("shop"), said);
	assert.deepEqual(await look(ines, "ladder-calls"), []);
	await button(ines, "No answer").click();
	await main(ines).getByText("Marek Dvorak: No answer. Entered.").waitFor();
	await ines.page.getByRole("heading", { name: "Tove Lindqvist" }).waitFor();
	await main(ines).getByText("they have not said where they can be reached").waitFor();
	await main(ines).getByRole("listitem").filter({ hasText: "Marek Dvorak" }).getByText("phone, no answer").first().waitFor();
});

test("without a connection the tap is kept, and sent when it is back", async () => {
	await button(ines, "Call now").first().click();
	await ines.page.getByRole("heading", { name: "Marek Dvorak" }).waitFor();
	await ines.context.setOffline(true);
	await button(ines, "Sent a message").click();
	await main(ines).getByText("Marek Dvorak: Sent a message. Kept").waitFor();
	await ines.page.getByText("2 things you wrote are not sent yet").waitFor();    // he is called to the committee, too
	await ines.context.setOffline(false);
	await ines.page.getByText("not sent yet").waitFor({ state: "detached", timeout: 30_000 });
	await main(ines).getByText("Marek Dvorak: Sent a message. Entered.").waitFor();
	await main(ines).locator(".tries:visible").getByText("text message, sent").first().waitFor();
	assert.deepEqual(await look(ines, "ladder-calls-tried"), []);
	await ines.page.goto(brief);
	await main(ines).getByText("IT lead in none").waitFor();                       // she asks for it herself: nobody is passed over on her word
	await main(ines).getByText("not reached yet, tried 2 times").waitFor();
});

test("the call sheet prints: people, numbers, words, and a place for a pen", async () => {
	await ines.page.goto(`/room/${room}/calls`);
	await ines.page.getByRole("heading", { name: /Marek Dvorak|Tove Lindqvist/ }).first().waitFor();
	await ines.page.emulateMedia({ media: "print" });
	await ines.page.locator(".paper-only").getByText("+49 30 901820").waitFor();
	assert.equal(await main(ines).locator(".call-now").isVisible(), false);
	await ines.page.screenshot({ path: path.join(root, "build/pictures/ladder-paper.png") });
	await ines.page.emulateMedia({ media: "screen" });
});

test("whoever is called sees it first, in My work and in the room, and says in one tap that they know", async () => {
	await marek.page.goto("/work");
	await marek.page.getByText("Take the shop off the net?").waitFor();
	assert.deepEqual(await look(marek, "ladder-work"), []);
	await marek.page.goto(`/room/${room}/now`);
	await marek.page.locator(".waiting").getByText("Your answer is missing as IT lead.").waitFor();
	assert.deepEqual(await look(marek, "ladder-now"), []);
	await marek.page.goto("/work");
	const item = (text) => marek.page.getByRole("listitem").filter({ hasText: text });
	await item("Committee").getByRole("button", { name: "I know of it" }).click();
	await item("Committee").waitFor({ state: "detached" });
	await item("Take the shop off the net?").getByRole("button", { name: "I know of it" }).click();
	await item("Take the shop off the net?").getByRole("button", { name: "I know of it" }).waitFor({ state: "detached" });
	await marek.page.getByText("Take the shop off the net?").waitFor();
	await ines.page.goto(brief);
	await main(ines).getByText("knows of it").waitFor();
});

test("whoever goes away is stood in for at once; whoever comes back answers themselves", async () => {
	await marek.page.goto("/account");
	await give(marek, "I am away until …", { "Away until": hours(8) });
	await button(marek, "I am back").waitFor();
	assert.deepEqual(await look(marek, "ladder-away"), []);
	await main(ines).getByText("Tove Lindqvist stands in for IT lead").waitFor();
	await main(ines).locator(".rung.done").getByText("who holds it is away").waitFor();
	assert.deepEqual(await look(ines, "ladder-stands-in"), []);
	await ines.page.goto("/charter/people");
	await ines.page.getByRole("listitem").filter({ hasText: "Marek Dvorak" }).getByText("away until").waitFor();
	await button(marek, "I am back").click();
	await marek.page.getByText("You are not away.").waitFor();
	await marek.page.goto(brief);
	await marek.page.getByText("Tove Lindqvist stands in for you as IT lead.").waitFor();
	assert.deepEqual(await look(marek, "ladder-take-back"), []);
	await button(marek, "I answer myself").click();
	await marek.page.getByText("Tove Lindqvist stands in for you as IT lead.").waitFor({ state: "detached" });
	await main(marek).getByText("taken back since").waitFor();
});

test("a seat that is consulted advises, and nothing waits for it", async () => {
	await tove.page.goto(`/room/${room}/now`);
	await tove.page.locator(".waiting").getByText("Your advice is asked as Counsel and data protection.").waitFor();
	await tove.page.goto(brief);
	await main(tove).getByText("no advice yet").waitFor();
	await give(tove, "Give your advice", { "What do you advise?": "Tell the two largest customers first." });
	await main(tove).getByText("Tell the two largest customers first.").waitFor();
	await counted(main(tove).getByText("no advice yet"), 0);
});

test("all answer, it is taken, and who is to know of it is told", async () => {
	await answer(tove, "Concur");
	await answer(marek, "Concur");
	await ines.page.goto(brief);
	await main(ines).getByText("Waiting for Owner.").waitFor();
	await answer(ines, "Decide for it");
	await main(ines).locator(".ask").getByText("taken").waitFor();
	await main(ines).locator(".rung.done").getByText("Taken", { exact: true }).waitFor();
	assert.deepEqual(await look(ines, "ladder-taken"), []);
	await tove.page.goto(`/room/${room}/now`);
	await tove.page.locator(".waiting").getByText("For you to know, as Counsel and data protection.").waitFor();
	const told = tove.page.getByRole("listitem").filter({ hasText: "For you to know" });
	await told.getByRole("button", { name: "I know of it" }).click();
	await told.waitFor({ state: "detached" });
	await ines.page.goto(`/room/${room}/calls`);
	await give(ines, "It has met", { "Ines Albrecht": true, "Marek Dvorak": true });
	await main(ines).getByText("Nobody is to be called.").waitFor();
	assert.deepEqual(await look(ines, "ladder-calls-none"), []);
});

test("who says not mine is stood in for, and the deputy decides", async () => {
	await putUp(ines, room, "Isolate the till server?", "contain", "Pull its cable");
	await main(ines).getByText(/^Waiting for IT lead\. In \d+ min /).waitFor();
	await marek.page.goto(new URL(ines.page.url()).pathname);
	await button(marek, "Not mine").click();
	await signs(marek);
	await main(ines).getByText("Tove Lindqvist stands in for IT lead").waitFor();
	await counted(button(marek, "I answer myself"), 0);
	await tove.page.goto(new URL(ines.page.url()).pathname);
	await answer(tove, "Decide for it");
	await main(ines).locator(".ask").getByText("taken").waitFor();
});

test("to change a rule one begins from the one in force; a condition that cannot be read is refused with its place", async () => {
	const { page } = ines;

	await page.goto("/charter/changes");
	await give(ines, "Change the charter", { "The ask": "Advice from the IT lead, too?" });
	await page.getByText("Advice from the IT lead, too?").click();
	await give(ines, "Propose an option", { "What is it called": "Yes" });
	await button(ines, "Say what changes: rule").click();
	await dialog(ines).getByLabel("Which rule?").selectOption({ label: "partial shutdown" });
	const second = dialog(ines).getByLabel("Only under this condition").nth(1);
	assert.equal(await second.inputValue(), "option.cost_per_hour.likely > 50000");
	assert.deepEqual(await look(ines, "ladder-rule-form"), []);
	await second.fill("option.cost_per_hour.likely >");
	await dialog(ines).getByRole("group", { name: /Who is asked for advice/ }).getByLabel("IT lead").check();
	await dialog(ines).getByRole("button", { name: "Say what changes", exact: true }).click();
	await dialog(ines).getByText("concur[1].when: 1:30").waitFor();
	await second.fill("option.cost_per_hour.likely > 80000");
	await dialog(ines).getByRole("button", { name: "Say what changes", exact: true }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await button(ines, "Put this option up").click();
	await answer(ines, "Decide for it");
	await marek.page.goto(new URL(page.url()).pathname);
	await answer(marek, "Decide for it");
	await page.locator(".ask").getByText("taken").waitFor();
	await page.goto("/charter/rules");
	const row = page.getByRole("listitem").filter({ hasText: "partial shutdown" });
	await row.getByText("option.cost_per_hour.likely > 80000").waitFor();
	assert.match(await row.innerText(), /Asked for advice: Counsel and data protection and IT lead\.[^]*/);
	assert.match(await row.innerText(), /goes to Counsel and data protection after 40 min/);
});

ends();
