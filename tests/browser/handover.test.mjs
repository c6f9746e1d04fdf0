// Who is on and who follows; command and a seat go from one person to another: drafted, read, and signed.

import assert from "node:assert/strict";
import { answer, button, declare, dialog, give, hours, look, signs, story } from "./house.mjs";

let ines, marek, room;
const { test, ends } = story("small.yaml", ["Marek Dvorak"], (...all) => { [ines, marek] = all; });
const main = (who) => who.page.locator(".room-main");
const row = (who, title) => main(who).getByRole("listitem").filter({ has: who.page.locator("strong", { hasText: title }) }).first();

test("somebody says in which time zone they are; theirs is offered", async () => {
	await marek.page.goto("/account");
	await button(marek, "Say where").click();
	const zone = dialog(marek).getByLabel("Your time zone");
	assert.equal(await zone.inputValue(), await marek.page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone));
	await zone.fill("+13:00");
	await dialog(marek).getByRole("button", { name: "Say where" }).click();
	await dialog(marek).getByText("one is named like Europe/Berlin").waitFor();
	await zone.fill("Pacific/Auckland");
	await dialog(marek).getByRole("button", { name: "Say where" }).click();
	await main(marek).or(marek.page.locator("main")).getByText("Pacific/Auckland").waitFor();
});

test("the roster says who commands, who holds which seat, and what time it is with them", async () => {
	room = await declare(ines, "HERON", "The bakery's till is encrypted");
	await give(ines, "Set an objective", { "What do we want to achieve?": "Bread by six" });
	await ines.page.goto(`/room/${room}/people`);
	await row(ines, "Command").getByText("on for").waitFor();
	assert.match(await row(ines, "Command").innerText(), /Ines Albrecht \(you\)/);
	assert.match(await row(ines, "IT lead").innerText(), /Marek Dvorak .*\d\d:\d\d with them[^]*has not said that they are on/);
	assert.deepEqual(await look(ines, "roster"), []);
});

test("whoever commands plans who follows", async () => {
	await row(ines, "Command").getByRole("button", { name: "Plan a shift" }).click();
	await dialog(ines).getByLabel("Who?").selectOption({ label: "Marek Dvorak" });
	await dialog(ines).getByLabel("From when?").fill(hours(1));
	await dialog(ines).getByLabel("Until when?").fill(hours(9));
	await dialog(ines).getByRole("button", { name: "Plan a shift" }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await row(ines, "Command").getByText("Marek Dvorak").waitFor();
	assert.match(await row(ines, "Command").innerText(), /then .* – .* Marek Dvorak/);
});

test("the page is drafted from how things stand, and gone over before it is offered", async () => {
	await row(ines, "Command").getByRole("button", { name: "Hand over …" }).click();
	const words = dialog(ines).getByLabel("What must they know?");
	assert.match(await words.inputValue(), /\*\*What we want\*\*\n- Bread by six/);
	assert.equal(await dialog(ines).getByLabel("To whom?").locator("option:checked").innerText(), "Marek Dvorak");
	await words.fill(`${await words.inputValue()}The baker sleeps until four.`);
	assert.deepEqual(await look(ines, "handover-offer"), []);
	await dialog(ines).getByRole("button", { name: "Offer it" }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await main(ines).getByRole("button", { name: "Take it back" }).waitFor();
	assert.match(await row(ines, "Command").innerText(), /Ines Albrecht \(you\)/, "it has not moved yet");
});

test("the first thing that who takes over sees is what is handed to them; one button signs", async () => {
	await marek.page.goto(`/room/${room}`);
	const first = marek.page.locator(".waiting .rows li").first();
	await first.getByText("Ines Albrecht hands command to you").waitFor();
	assert.deepEqual(await look(marek, "handover-waits"), []);
	await first.getByRole("link", { name: "Open" }).click();
	await main(marek).getByText("The baker sleeps until four.").waitFor();
	assert.deepEqual(await look(marek, "handover-page"), []);
	await button(marek, "Take over: Command").click();
	assert.match(await signs(marek), /You TAKE OVER Command, from this moment on[^]*The baker sleeps until four/);
	await main(marek).getByText("accepted").first().waitFor();
	assert.match(await row(marek, "Command").innerText(), /Marek Dvorak \(you\)/);
	await row(ines, "Command").getByText("Marek Dvorak").first().waitFor();
});

test("a seat goes to who stands in for it; they answer for it from then on", async () => {
	await row(ines, "Owner").getByRole("button", { name: "Hand over …" }).click();
	await dialog(ines).getByLabel("To whom?").selectOption({ label: "Marek Dvorak" });
	await dialog(ines).getByRole("button", { name: "Offer it" }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await marek.page.goto("/work");
	await marek.page.getByRole("link", { name: "Owner" }).click();
	await button(marek, "Take over: Owner").click();
	await signs(marek);
	await row(marek, "Owner").getByText("deputy for Ines Albrecht").waitFor();
	await marek.page.goto(`/room/${room}/decide`);
	await give(marek, "Open a decision", { "The ask": "Go home?", "What kind of decision": "stand down" });
	await main(marek).getByText("Go home?").click();
	await give(marek, "Propose an option", { "What is it called": "At six" });
	await button(marek, "Put this option up").first().click();
	await marek.page.getByText("put up", { exact: true }).waitFor();
	await main(marek).getByText("on duty; who holds it handed it over and rests").first().waitFor();
	assert.match(await answer(marek, "Decide for it"), /deputy for Ines Albrecht/);
	await main(marek).getByText("Taken", { exact: true }).first().waitFor();
});

test("the call sheet says what time it is with whom one rings", async () => {
	await ines.page.goto(`/room/${room}/calls`);
	await ines.page.locator(".call-now").getByText("with them").waitFor();
	await ines.page.goto(`/room/${room}/people`);
});

test("who holds the seat says that they are on again, and why", async () => {
	await row(ines, "Owner").getByRole("button", { name: "I am on" }).click();
	await dialog(ines).getByLabel("Why do you take it back?").fill("awake again");
	await dialog(ines).getByRole("button", { name: "I am on" }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await row(ines, "Owner").getByText("Ines Albrecht (you)").waitFor();
	assert.deepEqual(await look(ines, "roster-later"), []);
});

test("what cannot be taken is declined, with the reason", async () => {
	await marek.page.goto(`/room/${room}/people`);
	await row(marek, "Command").getByRole("button", { name: "Hand over …" }).click();
	await dialog(marek).getByLabel("To whom?").selectOption({ label: "Ines Albrecht" });
	await dialog(marek).getByRole("button", { name: "Offer it" }).click();
	await dialog(marek).waitFor({ state: "detached" });
	await button(ines, "I cannot").click();
	await dialog(ines).getByLabel("Why not?").fill("up for twenty hours");
	await dialog(ines).getByRole("button", { name: "I cannot" }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await button(marek, "Take it back").waitFor({ state: "detached" });
	assert.match(await row(marek, "Command").innerText(), /Marek Dvorak \(you\)/);
});

test("whoever takes command says why; whoever had it is called, sees who and why, and says that they know", async () => {
	const relieved = (who) => who.page.locator(".waiting li").filter({ hasText: "Somebody took command from you. See who, and why." });

	await marek.page.goto("/work");
	await marek.page.getByRole("heading", { name: "My work" }).waitFor();
	await ines.page.goto(`/room/${room}`);
	await give(ines, "Take command", { "Why": "Marek answers to nobody since four." });
	await main(ines).locator(".situation").getByText("Ines Albrecht (you)").waitFor();
	await ines.page.goto(`/room/${room}/calls`);
	await main(ines).getByText("is to know that somebody took command from them").first().waitFor();
	await marek.page.locator(".cards li.called").filter({ hasText: "Command" }).getByRole("link").click();
	await row(marek, "Command").getByText("Ines Albrecht").waitFor();
	await marek.page.goto(`/room/${room}`);
	await relieved(marek).waitFor();
	assert.deepEqual(await look(marek, "relieved"), []);
	await relieved(marek).getByRole("link", { name: "Open" }).click();
	await row(marek, "Command").getByText("Marek answers to nobody since four.").waitFor();
	assert.deepEqual(await look(marek, "relieved-roster"), []);
	await marek.page.goto(`/room/${room}`);
	await relieved(marek).getByRole("button", { name: "I know of it" }).click();
	await relieved(marek).waitFor({ state: "detached" });
	await main(ines).getByText("is to know that somebody took command from them").first().waitFor({ state: "detached" });
});

test("who is there again takes it back, and the other is called in turn", async () => {
	await give(marek, "Take command", { "Why": "I was in the cellar." });
	await main(marek).locator(".situation").getByText("Marek Dvorak (you)").waitFor();
	await ines.page.goto(`/room/${room}`);
	await ines.page.locator(".waiting li").filter({ hasText: "Somebody took command from you." }).getByRole("button", { name: "I know of it" }).click();
	await ines.page.locator(".waiting li").filter({ hasText: "Somebody took command from you." }).waitFor({ state: "detached" });
	await marek.page.goto(`/room/${room}/people`);
	await row(marek, "Command").getByText("I was in the cellar.").waitFor();
});

test("whoever joins late reads what they are on for, and when their shift is", async () => {
	const joining = marek.page.locator(".joining");

	await marek.page.evaluate(() => localStorage.clear());
	await marek.page.clock.setFixedTime(Date.now() + 600_000);
	await marek.page.goto(`/room/${room}`);
	await joining.getByText("Command: you are on since").waitFor();
	assert.match(await joining.innerText(), /Command: your shift is .* – /);
	assert.deepEqual(await look(marek, "joining-shift"), []);
});

ends(/^authority +yes: 1 outcome, 4 acts \(0 unsigned/m);
