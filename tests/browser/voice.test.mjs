// An answer by voice: read aloud, its code read back, signed by whoever heard it; in the morning confirmed by whoever was heard, or disowned.

import assert from "node:assert/strict";
import { answer, button, clockAhead, counted, declare, dialog, give, look, minutesAfter, putUp, signs, story } from "./house.mjs";

const clock = clockAhead();
let ines, marek, tove, room, brief;
const { test, ends } = story("small.yaml", ["Tove Lindqvist", "Marek Dvorak"], (...all) => { [ines, tove, marek] = all; }, clock.env);
const main = (who) => who.page.locator(".room-main");
const row = (who, name) => main(who).getByRole("listitem").filter({ hasText: name });

/** Marek asks, and decides himself; the owner's answer is missing. */
async function asks(question, option) {
	await marek.page.goto(`/room/${room}/decide`);
	await give(marek, "Open a decision", { "The ask": question, "What kind of decision": "partial shutdown" });
	await main(marek).getByText(question).first().click();
	await give(marek, "Propose an option", { "What is it called": option });
	await give(marek, "Add a measure", { "What exactly": "Close the shop at the edge", "What kind": "partial shutdown", "On which service": "Web shop and orders", "How long does it hold": "240" });
	await button(marek, "Put this option up").first().click();
	await answer(marek, "Decide for it");
	await main(marek).getByText("Waiting for Owner").waitFor();
	return new URL(marek.page.url()).pathname;
}

/** Tove rings Ines, and enters what she hears; `digits`: what she takes down. */
async function hears(digits) {
	await button(tove, "Enter an answer given by voice").click();
	const form = dialog(tove);
	await form.getByText("The code; let them read it back").waitFor();
	const code = (await form.locator(".digits").innerText()).replaceAll(" ", "");
	await form.getByLabel("The four digits").fill(digits ?? code);
	await form.getByLabel("What they said").fill("Yes. I am at the airport.");
	return code;
}

test("the charter says of a rule that an answer may be given by voice", async () => {
	await tove.page.goto("/charter/rules");
	await tove.page.getByText("An answer may be given by voice, and is confirmed within 12 h.").first().waitFor();
});

test("whoever is asked sees the digits that must be read to them; whoever asked enters nothing", async () => {
	room = await declare(marek, "EMBER", "The shop is hit");
	brief = await asks("Take the shop off the net?", "Off until six");
	await counted(button(marek, "Enter an answer given by voice"), 0);
	await ines.page.goto(brief);
	await ines.page.getByText("whoever hears you must read you these four digits").waitFor();
	await counted(button(ines, "Enter an answer given by voice"), 0);
});

test("a third person reads it aloud and takes the code down; a wrong one is refused", async () => {
	await tove.page.goto(brief);
	const code = await hears("0000");
	assert.match(code, /^\d{4}$/);
	assert.equal(code, (await main(ines).locator(".digits").innerText()).replaceAll(" ", ""));
	await dialog(tove).getByText("“As Owner, do you concur with this?”").waitFor();
	await dialog(tove).getByText("Close the shop at the edge").waitFor();
	assert.deepEqual(await look(tove, "voice-aloud"), []);
	if (code !== "0000") {
		await dialog(tove).getByRole("button", { name: "Continue" }).click();
		await dialog(tove).getByRole("button", { name: "Sign with your passkey" }).click();
		await dialog(tove).getByText("these are not the digits of what is put up now").waitFor();
		await dialog(tove).getByLabel("The four digits").fill(code);
	}
	await dialog(tove).getByRole("button", { name: "Continue" }).click();
	await dialog(tove).getByText("You heard Ines Albrecht answer as Owner.").waitFor();
	assert.deepEqual(await look(tove, "voice-sign"), []);
	await dialog(tove).getByRole("button", { name: "Sign with your passkey" }).click();
	await dialog(tove).waitFor({ state: "detached" });
});

test("it counts at once, and everybody sees on whose word it rests", async () => {
	await main(marek).getByText("Taken", { exact: true }).first().waitFor();
	await main(marek).getByText("It rests on the answer of Owner, given by voice: Tove Lindqvist heard Ines Albrecht.").waitFor();
	await row(marek, "Owner").getByText("by voice, heard by Tove Lindqvist").waitFor();
	await row(marek, "Owner").getByText("to be confirmed").waitFor();
	assert.deepEqual(await look(marek, "voice-taken"), []);
	await marek.page.goto(`/room/${room}`);
	await marek.page.getByRole("heading", { name: "Heard by voice, not confirmed" }).waitFor();
	assert.deepEqual(await look(marek, "voice-now"), []);
	await marek.page.goto("/charter/readiness");
	await marek.page.getByRole("heading", { name: "Heard by voice, not confirmed" }).waitFor();
	await marek.page.getByText("Take the shop off the net?").waitFor();
});

test("whoever was heard finds it first, and confirms it with a passkey", async () => {
	await ines.page.goto(`/room/${room}`);
	assert.match(await ines.page.locator(".waiting li").first().innerText(), /Heard in your name[^]*Take the shop off the net\?/);
	await ines.page.goto(brief);
	await main(ines).getByText("Tove Lindqvist heard you by voice: as Owner you concurred.").waitFor();
	await main(ines).getByText("Yes. I am at the airport.").first().waitFor();
	assert.deepEqual(await look(ines, "voice-morning"), []);
	await button(ines, "Confirm").click();
	assert.match(await signs(ines), /You CONFIRM what was heard in your name[^]*Close the shop at the edge/);
	await row(ines, "Owner").getByText("confirmed", { exact: true }).waitFor();
	await counted(button(ines, "That was not me"), 0);
	await marek.page.goto(`/room/${room}`);
	await marek.page.getByRole("heading", { name: "What is known" }).or(marek.page.getByRole("heading", { name: "Facts" })).first().waitFor();
	await counted(marek.page.getByRole("heading", { name: "Heard by voice, not confirmed" }), 0);
});

test("what became another since an answer stands beside it, and the answer may be taken back and given anew", async () => {
	await marek.page.goto(`/room/${room}`);
	await give(marek, "Add a fact", { "Which fact": "exposure", "Its value": "internal", confirmed: true });
	brief = await asks("And the warehouse, too?", "All of it");
	await ines.page.goto(`/room/${room}`);
	await give(ines, "Add a fact", { "Which fact": "exposure", "Its value": "internet", confirmed: true });
	await main(marek).getByRole("note").getByText("exposure was internal and is internet.").waitFor();
	assert.deepEqual(await look(marek, "voice-since"), []);
	await main(marek).getByRole("note").getByRole("button", { name: "Take my answer back" }).click();
	await main(marek).getByText("Waiting for IT lead and Owner").waitFor();
	await answer(marek, "Decide for it");
	await main(marek).getByText("Waiting for Owner").waitFor();
});

test("what was said of an option since an answer stands beside it: what it was, and what it is", async () => {
	const since = (words) => main(marek).getByRole("note").getByText(words).waitFor();

	await ines.page.goto(brief);
	await give(ines, "Estimate it", { "How long to undo it?": "10" });
	await since("“All of it” was estimated anew: time to undo not estimated → 10 min.");
	await main(marek).getByRole("note").getByRole("button", { name: "Take my answer back" }).click();
	await main(marek).getByText("Waiting for IT lead and Owner").waitFor();
	await answer(marek, "Decide for it");
	await main(marek).getByText("Waiting for Owner").waitFor();
	assert.equal(await main(marek).getByRole("note").count(), 0, "whoever answers anew has seen it");
	await give(ines, "Estimate it", { "How long to undo it?": "40" });
	await since("“All of it” was estimated anew: time to undo 10 min → 40 min.");
	assert.deepEqual(await look(marek, "voice-since-figures"), []);
});

test("what was not said is disowned: nothing is undone by itself, and whoever decided is told", async () => {
	await tove.page.goto(brief);
	await hears();
	await dialog(tove).getByRole("button", { name: "Continue" }).click();
	await dialog(tove).getByRole("button", { name: "Sign with your passkey" }).click();
	await dialog(tove).waitFor({ state: "detached" });
	await main(marek).getByText("Taken", { exact: true }).first().waitFor();
	await ines.page.goto(brief);
	await button(ines, "That was not me").click();
	await dialog(ines).getByLabel("Your words").fill("I was asleep");
	assert.match(await signs(ines), /THAT WAS NOT ME/);
	await main(marek).getByRole("alert").getByText("Ines Albrecht says that the answer by voice of Owner was not theirs.").waitFor();
	assert.deepEqual(await look(marek, "voice-disowned"), []);
	await marek.page.goto(`/room/${room}`);
	await marek.page.locator(".waiting").getByText("In doubt").waitFor();
});

test("where what is decided departs from the plan, whoever writes down who decides by voice is asked why, and it is kept", async () => {
	await putUp(marek, room, "Take everything off the net?", "full shutdown", "All of it, until noon", async () => {
		await give(marek, "Propose an option", { "What is it called": "The tills alone" });
		await give(marek, "Say what the plan prescribes", { "Which plan": "Ransomware plan v3, 4.2", "The tills alone": true });
	});
	brief = new URL(marek.page.url()).pathname;
	await answer(marek, "Concur");
	await tove.page.goto(brief);
	await tove.page.locator(".ask").getByText("Ransomware plan v3, 4.2 prescribes “The tills alone”. What is put up departs from it: whoever decides says why.").waitFor();
	await button(tove, "Enter an answer given by voice").click();
	await dialog(tove).getByText("“As Owner, do you decide for this?”").waitFor();
	await dialog(tove).getByText("departs from the plan").first().waitFor();
	await dialog(tove).getByLabel("The four digits").fill((await dialog(tove).locator(".digits").innerText()).replaceAll(" ", ""));
	const why = dialog(tove).getByLabel("Why do you depart from Ransomware plan v3, 4.2?");
	await dialog(tove).getByRole("button", { name: "Continue" }).click();
	assert.ok(await why.evaluate((field) => field.validity.valueMissing));
	assert.deepEqual(await look(tove, "voice-departs"), []);
	await why.fill("She says: the tills have talked to the warehouse for a week.");
	await dialog(tove).getByRole("button", { name: "Continue" }).click();
	await dialog(tove).getByRole("button", { name: "Sign with your passkey" }).click();
	await dialog(tove).waitFor({ state: "detached" });
	await main(marek).locator(".ask").getByText("Departs from Ransomware plan v3, 4.2, because: She says: the tills have talked to the warehouse for a week.").waitFor();
	await main(marek).getByText("It rests on the answer of Owner, given by voice: Tove Lindqvist heard Ines Albrecht.").waitFor();
	assert.deepEqual(await look(marek, "voice-departed"), []);
});

test("next morning whoever was heard is called to confirm it, sees the reason in their name, and signs", async () => {
	await minutesAfter(7 * 60, clock, [ines, tove, marek], room);
	await ines.page.goto(`/room/${room}`);
	const mine = ines.page.locator(".waiting li").filter({ hasText: "Take everything off the net?" });
	await mine.getByText("An answer was heard in your name, as Owner. Confirm it, or say that it was not you.").waitFor();
	assert.deepEqual(await look(ines, "voice-next-morning"), []);
	await mine.getByRole("link", { name: "Open" }).click();
	await main(ines).getByText("Tove Lindqvist heard you by voice: as Owner you decided for it.").waitFor();
	await main(ines).locator(".by-voice.mine blockquote").getByText("She says: the tills have talked to the warehouse for a week.").waitFor();
	await button(ines, "Confirm").click();
	assert.match(await signs(ines), /You CONFIRM what was heard in your name[^]*departs from the plan/);
	await row(ines, "Owner").getByText("confirmed", { exact: true }).first().waitFor();
	await main(marek).locator(".ask").getByText("Departs from Ransomware plan v3, 4.2, because: She says").waitFor();
});

ends();
