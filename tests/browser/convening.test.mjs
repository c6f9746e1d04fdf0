// The whole convening: a matter so severe that a committee is called, who answers from a telephone and who does not, the
// minutes, and then a decision that two people answer on two telephones.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { attempt, bothEnter, button, chapters, clockAhead, counted, declare, dialog, found, give, inSight, joins, launch, look, openGateway, person, phone, putUp, signs, smallCharter, underTheThumb, wide } from "./house.mjs";

const rule = "  - {kind: full_shutdown, accountable: owner, concur: [{k: 1, seats: [it_lead, scribe]}], within: 2h, ladder: {remind_after: 30m, deputy_after: 1h}}\n";
const number = { marek: "+49 30 901820", arne: "+49 30 901835" };
let house, browser, ines, marek, arne, gateway, clock, room;
const test = chapters(() => [ines, marek, arne]);
const main = (who) => who.page.locator(".room-main");

/** So many minutes after the declaration, for everybody. */
async function later(minutes) {
	clock.forward(minutes * 60);
	for (const who of [ines, marek, arne]) await who.page.clock.setSystemTime(Date.now() + minutes * 60_000);
}

/** Tove holds a seat and sleeps through it; Arne stands in for her. */
const charterOfFour = () => smallCharter(
	[/^( {2}- \{label: tove, name: .*\n)/m, "$1  - {label: arne, name: Arne Holm}\n"],
	[/(label: counsel, .* deputies: )\[ines\]/, "$1[arne]"],
	[/(label: scribe, .* holder: )tove, deputies: \[marek, ines\]/, "$1arne, deputies: [tove]"],
	[/^ {2}- \{kind: full_shutdown.*\n/m, rule],
);

/** What was written to that telephone: the last that leads to such a place, once it is there. */
async function written(to, where) {
	for (let i = 0; i < 200; i++) {
		const found = gateway.messages.findLast((one) => one.to === to.replaceAll(" ", "") && where.test(one.text));
		if (found) return found.text.match(/http\S+/)[0];
		await new Promise((done) => setTimeout(done, 50));
	}
	throw new Error(`nothing was written to ${to}: ${JSON.stringify(gateway.messages)}`);
}

/** Open what was written, on a telephone. */
async function opens(who, address) {
	await who.page.setViewportSize(phone);
	await who.page.goto(address);
}

async function seen(who, name) {
	const wrong = await look(who, name);
	await who.page.setViewportSize(phone);
	return wrong;
}

before(async () => {
	gateway = await openGateway();
	clock = clockAhead();
	house = await found(charterOfFour(), undefined, clock.env);
	await house.stop();
	gateway.writes(house);
	await house.start();
	browser = await launch();
	[ines, marek, arne] = await Promise.all([person(browser, house.origin), person(browser, house.origin), person(browser, house.origin)]);
});

after(async () => {
	await browser?.close();
	await house?.stop();
	gateway?.close();
});

test("three people have keys, and two say where they can be reached", async () => {
	await bothEnter(house, ines, arne, "Arne Holm");
	await joins(ines, marek, "Marek Dvorak");
	for (const [who, at] of [[marek, number.marek], [arne, number.arne]]) {
		await who.page.goto("/account");
		await give(who, "Say where", { "By telephone": at });
		await who.page.getByText(at).waitFor();
	}
});

test("a matter is declared that severe, its committee is called, and one tap on a telephone says: I know of it", async () => {
	room = await declare(ines, "EMBER", "The shop is hit");
	await ines.page.goto(`/room/${room}/calls`);
	await main(ines).getByText("0 of 3 who were called know of it").waitFor();
	await opens(marek, await written(number.marek, /\/calls$/));
	const press = await underTheThumb(marek, "I know of it");
	assert.deepEqual(await seen(marek, "convening-paged"), []);
	await press.click();
	await main(marek).getByText("You are being paged").waitFor({ state: "detached" });
	await main(ines).getByText("1 of 3 who were called know of it").waitFor({ timeout: 5000 });
});

test("who was called in two ways in vain is followed by their deputy, and everybody sees it", async () => {
	await button(ines, "Next").click();
	await main(ines).getByRole("heading", { name: "Tove Lindqvist" }).waitFor();
	assert.equal(gateway.messages.filter(({ to }) => to === number.arne.replaceAll(" ", "")).length, 0);
	await button(ines, "No answer").click();
	await button(ines, "Sent a message").click();
	await main(ines).getByText("Tove Lindqvist: not reached yet").waitFor();
	await main(ines).getByText("Arne Holm: not reached yet").waitFor();
	assert.deepEqual(await look(ines, "convening-deputy"), []);
	await opens(arne, await written(number.arne, /\/calls$/));
	await (await underTheThumb(arne, "I know of it")).click();
	await main(ines).getByText("Arne Holm: knows of it").waitFor({ timeout: 5000 });
	await marek.page.goto(`/room/${room}/calls`);
	await main(marek).getByText("Arne Holm: knows of it").waitFor();
	assert.deepEqual(await seen(marek, "convening-called"), []);
});

test("the committee meets; its minutes write themselves, and a person finishes and issues them", async () => {
	await button(ines, "It has met").click();
	for (const name of ["Marek Dvorak", "Arne Holm"]) assert.ok(await dialog(ines).getByLabel(name).isChecked(), `${name} said that they know`);
	assert.equal(await dialog(ines).getByLabel("Tove Lindqvist").isChecked(), false);
	await dialog(ines).getByLabel("Ines Albrecht").check();
	await dialog(ines).getByRole("button", { name: "It has met" }).click();
	await main(ines).getByText("It met").waitFor();
	await give(ines, "Begin the minutes");
	await ines.page.getByText("Not saved yet; kept on this device").waitFor();
	const draft = await ines.page.locator("#document-text").inputValue();
	for (const output of ["1. Assessment and options", "2. Decision", "3. Communication plan", "4. Temporary measures", "5. Record"])
		assert.ok(draft.includes(`## ${output}`), draft);
	assert.match(draft, /Arne Holm \(Counsel and data protection\)/);
	assert.match(draft, /Tove Lindqvist \(Counsel and data protection\), called .* UTC, not reached/);
	await ines.page.locator("#document-text").fill(`${draft}\nAgreed: the shop may have to go off.`);
	await ines.page.getByRole("button", { name: "Save" }).first().click();
	await give(ines, "Issue this version");
	await ines.page.getByText("Issued by").filter({ visible: true }).first().waitFor();
	assert.deepEqual(await look(ines, "convening-minutes"), []);
});

test("who is asked for an answer is led to the brief, where it is under the thumb", async () => {
	await later(33);                // nobody is paged twice within a minute
	await putUp(ines, room, "Take the shop off the net?", "full shutdown", "Off until six", () =>
		give(ines, "Add a measure", { "What kind of measure": "full shutdown", "What exactly is done": "The front end is taken off the net", "How long does it hold?": "240" }));
	await give(ines, "Propose an option", { "What is it called": "Nothing until six" });
	for (const [who, at, name] of [[marek, number.marek, "marek"], [arne, number.arne, "arne"]]) {
		await opens(who, await written(at, /\/decide\/\d+$/));
		await main(who).getByRole("heading", { name: "Take the shop off the net?" }).waitFor();
		for (const verb of ["I know of it", "Concur", "Object"]) await underTheThumb(who, verb);
		for (const selector of [".ask h2", ".ask .left", ".answer h3", ".answer .gist:has-text('Instead of: Nothing until six')"]) await inSight(who, selector);
		assert.deepEqual(await seen(who, `convening-brief-${name}`), []);
	}
});

test("on a telephone the options are cards that open, by keyboard too; paper shows them open", async () => {
	const card = main(arne).locator("article.option").first(), done = card.getByText("The front end is taken off the net");

	await counted(main(arne).locator("table.options"), 0);
	await card.getByText("put up").waitFor();
	assert.equal(await done.isVisible(), false);
	await arne.page.emulateMedia({ media: "print" });
	assert.equal(await done.isVisible(), true);
	await arne.page.emulateMedia({ media: null });
	await card.getByRole("button", { name: "Off until six: All of it" }).press("Enter");
	await done.waitFor();
	assert.deepEqual(await seen(arne, "convening-cards"), []);
	await arne.page.reload();
});

test("on one telephone somebody objects in three taps, on the other somebody concurs, and it is taken", async () => {
	await main(marek).getByRole("button", { name: "Object", exact: true }).click();
	assert.deepEqual(await seen(marek, "convening-objects"), []);
	assert.match(await signs(marek, "The tills hang on the same net."), /You OBJECT to this option\./);
	await main(arne).getByText("The tills hang on the same net.").first().waitFor({ timeout: 5000 });
	await inSight(arne, ".dissent");
	await (await underTheThumb(arne, "Concur")).click();
	assert.match(await signs(arne), /Take the shop off the net\?/);
	await ines.page.setViewportSize(wide);
	await main(ines).getByRole("button", { name: "Decide for it", exact: true }).click();
	await signs(ines);
	for (const who of [ines, marek, arne]) await main(who).locator(".ask").getByText("taken").waitFor();
	await main(arne).getByText("You are being paged").waitFor({ state: "detached" });
	assert.deepEqual(await seen(arne, "convening-taken"), []);
});

test("no page broke, and the record verifies", async () => {
	assert.deepEqual([...ines.faults, ...marek.faults, ...arne.faults], []);
	await browser.close();
	await house.stop();
	const { status, said } = attempt("verify", house.dir);
	house = browser = undefined;
	assert.equal(status, 0, said);
});
