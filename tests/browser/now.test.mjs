// From an empty directory to a decision by two people: `tocsin now`, its questions answered, two passkeys, and a charter settled.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { answer, attempt, button, chapters, counted, give, launch, link, look, person, tonight, vouches } from "./house.mjs";

let house, browser, ines, marek, room;
const test = chapters(() => [ines, marek]);

/** What stands on Now under that heading. */
const lists = async (who, heading, words) =>
	who.page.locator(".room-main .section").filter({ has: who.page.getByRole("heading", { name: heading, exact: true }) }).getByText(words).first().waitFor();

before(async () => {
	house = await tonight(["Harbour Bakery", "Ines Albrecht", "Marek Dvorak", "", "Tove Lindqvist"]);
	browser = await launch();
	ines = await person(browser, house.origin);
	marek = await person(browser, house.origin);
});

after(async () => {
	await browser?.close();
	await house?.stop();
});

test("everybody whom the answers name has a link and a QR code", () => {
	assert.deepEqual(Object.keys(house.links), ["Ines Albrecht", "Marek Dvorak", "Tove Lindqvist"]);
	assert.equal(house.said.match(/^█+$/gm).length, 12, "four quiet lines to each code");
	assert.match(house.said, /SEALING SHEET, page one/);
	assert.match(house.said, /This machine only: nobody else can open these links/);
});

test("whoever commands opens the first link, and a provisional charter is said on every screen", async () => {
	await ines.page.goto(house.links["Ines Albrecht"]);
	await ines.page.getByText("Harbour Bakery has invited you, Ines Albrecht.").waitFor();
	assert.deepEqual(await look(ines, "now-invited"), []);
	await button(ines, "Make my passkey").click();
	await ines.page.getByText("SEALING SHEET, page two").waitFor();
	await link(ines, "Go in").click();
	await ines.page.getByText(house.codename).first().waitFor();
	await ines.page.getByText("made in haste").waitFor();
	assert.deepEqual(await look(ines, "now-rooms"), []);
	await ines.page.locator(".room-card").click();
	await ines.page.getByRole("link", { name: /tasks of yours are due later/ }).waitFor();
	await ines.page.locator(".waiting").getByText("Nobody commands this yet").waitFor();
	await ines.page.locator(".waiting").getByRole("button", { name: "Take command" }).waitFor();
	await ines.page.locator(".waiting").getByText("You are called to the committee as Incident commander").waitFor();
	assert.deepEqual(await ines.page.locator(".waiting .primary").allInnerTexts(), ["Take command"]);      // of all that waits, the first of mine
	assert.deepEqual(await look(ines, "now-first"), []);
});

test("the second opens theirs, is vouched for by six words, and is in", async () => {
	await marek.page.goto(house.links["Marek Dvorak"]);
	await button(marek, "Make my passkey").click();
	await marek.page.getByText("Waiting for somebody to vouch").waitFor();
	const read = await marek.page.locator(".six-words li").allInnerTexts();
	await ines.page.getByText("Marek Dvorak: a passkey was made").waitFor();
	assert.deepEqual(await look(ines, "now-unvouched"), []);
	await ines.page.locator(".notices").getByRole("link", { name: "Vouch" }).click();
	assert.deepEqual(await vouches(ines), read);
	await link(marek, "Sign in").click();
	await button(marek, "Sign in with a passkey").click();
	await marek.page.locator(".room-card").click();
	await marek.page.getByRole("heading", { name: house.codename }).waitFor();
	room = new URL(marek.page.url()).pathname.split("/")[2];
});

test("the room is ready: what the charter lacks is tomorrow's task", async () => {
	await marek.page.goto(`/room/${room}/do`);
	await marek.page.locator(".room-main").getByText("Charter: read it by daylight").waitFor();
	assert.deepEqual(await look(marek, "now-tasks"), []);
});

test("one asks whether to stop a service, and both decide it", async () => {
	await marek.page.goto(`/room/${room}/decide`);
	await give(marek, "Open a decision", { "The ask": "Take the web shop off the net until morning?", "What kind of decision": "full shutdown" });
	await marek.page.locator(".room-main").getByText("Take the web shop off the net until morning?").click();
	await give(marek, "Propose an option", { "What is it called": "Off until six" });
	await give(marek, "Add a measure", { "What exactly": "Unplug the shop's uplink", "What kind": "full shutdown", "How long does it hold": "480" });
	await button(marek, "Put this option up").first().click();
	await marek.page.getByText("put up", { exact: true }).waitFor();
	await answer(marek, "Decide for it");
	await marek.page.goto(`/room/${room}/now`);
	await lists(marek, "Waiting for others", /^Waiting for /);
	await ines.page.goto(`/room/${room}/now`);
	await ines.page.locator(".waiting li").filter({ hasText: "Take the web shop off" }).getByRole("link", { name: "Open" }).click();
	await answer(ines, "Concur");
	await ines.page.locator(".ask").getByText("taken").waitFor();
	assert.deepEqual(await look(ines, "now-decided"), []);
	await lists(marek, "Decided", /→ Off until six/);
	await marek.page.reload();
	await lists(marek, "Decided", /→ Off until six/);
	assert.deepEqual(await look(marek, "now-stands"), []);
	await marek.page.goto(`/room/${room}/wall`);
	await marek.page.locator(".wall").getByText("Off until six").waitFor();
	await marek.page.locator(".wall").getByText("None is open.").waitFor();
});

test("both officers settle the charter, and it is provisional no more", async () => {
	await ines.page.goto("/charter/changes");
	await give(ines, "Change the charter", { "The ask": "Is tonight's charter to stay?" });
	await ines.page.getByText("Is tonight's charter to stay?").click();
	await give(ines, "Propose an option", { "What is it called": "It stays" });
	await give(ines, "The charter is settled");
	await button(ines, "Put this option up").first().click();
	await ines.page.getByText("put up", { exact: true }).waitFor();
	await answer(ines, "Decide for it");
	await marek.page.goto(ines.page.url());
	await marek.page.getByText("made in haste").waitFor();
	await answer(marek, "Decide for it");
	await marek.page.locator(".ask").getByText("taken").waitFor();
	await marek.page.getByText("made in haste").waitFor({ state: "detached" });
	await ines.page.reload();
	await ines.page.locator(".ask").waitFor();
	await counted(ines.page.getByText("made in haste"), 0);
	assert.deepEqual([...ines.faults, ...marek.faults], []);
});

test("the record verifies, and goes on with `tocsin serve`", async () => {
	await browser.close();
	await house.stop();
	const { dir } = house;
	house = browser = undefined;
	const { status, said } = attempt("verify", dir);
	assert.equal(status, 0, said);
	assert.match(said, /^authority +yes: 2 outcomes, 5 acts \(0 unsigned/m);
});
