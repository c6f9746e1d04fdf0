// Two people in two browsers, a disagreement, one decision signed by both, and a record that verifies.

import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before } from "node:test";
import { answer, attempt, button, chapters, command, counted, dialog, falsified, firstEnters, found, freshLink, give, launch, link, look, otherDevice, person, phone, signs, underTheThumb, vouches } from "./house.mjs";

let house, browser, ines, marek, room;
/** Of the finished story: the stopped record, and a checkpoint that was kept elsewhere. */
let dir, kept;
const test = chapters(() => [ines, marek]);

before(async () => {
	house = await found("small.yaml");
	browser = await launch();
	ines = await person(browser, house.origin);
	marek = await person(browser, house.origin);
});

after(async () => {
	await browser?.close();
	await house?.stop();
});

test("the first officer enrols a passkey through the founding link, and it counts at once", async () => {
	await firstEnters(house, ines);
});

test("the second person enrols through a fresh link and is shown six words", async () => {
	const address = await freshLink(ines, "Marek Dvorak");

	await marek.page.goto("/");
	await button(marek, "Sign in with a passkey").waitFor();
	assert.deepEqual(await look(marek, "sign-in"), []);
	await marek.page.goto(address);
	await button(marek, "Make my passkey").waitFor();
	assert.deepEqual(await look(marek, "enrol"), []);
	await button(marek, "Make my passkey").click();
	await marek.page.getByText("Waiting for somebody to vouch").waitFor();
	assert.deepEqual(await look(marek, "six-words"), []);
	await counted(marek.page.locator(".six-words li"), 6);
});

test("the officer sees the same six words, vouches with a passkey, and the key counts", async () => {
	const read = await marek.page.locator(".six-words li").allInnerTexts();
	const { entities } = await ines.page.evaluate(() => fetch("/api/charter").then((r) => r.json()));
	assert.equal(entities.find((e) => e.entity === "credential" && e.state === "pending").words, read.join(" "), "the server says the same");
	assert.deepEqual(await vouches(ines), read);
	await link(marek, "Sign in").click();
	await button(marek, "Sign in with a passkey").click();
	await marek.page.getByRole("heading", { name: "Rooms" }).waitFor();
});

test("a room is declared, and it appears on the other screen by itself", async () => {
	await ines.page.goto("/rooms");
	await ines.page.getByText("No room is open to you").waitFor();
	await link(marek, "Declare").click();
	await marek.page.getByLabel("In one line, what is it?").fill("MOVEit Transfer is being exploited (CVE-2023-34362)");
	await marek.page.getByLabel("SEV1").check();
	await marek.page.getByLabel("incident", { exact: false }).first().check();
	await marek.page.getByLabel("Codename: nothing that tells").fill("TRANSFER-2M");
	await marek.page.getByText("it tells “transfer”").waitFor();
	await button(marek, "Declare").click();         // held once
	await marek.page.getByLabel("Codename: nothing that tells").fill("EMBER");
	await marek.page.getByText("it tells “transfer”").waitFor({ state: "detached" });
	await button(marek, "Declare").click();
	await marek.page.getByRole("heading", { name: "EMBER" }).waitFor();
	room = new URL(marek.page.url()).pathname.split("/")[2];
	await ines.page.locator(".room-card").filter({ hasText: "EMBER" }).click({ timeout: 2000 });
	await ines.page.getByRole("heading", { name: "EMBER" }).waitFor();
});

test("a fact asserted on one screen is on the other within a moment", async () => {
	await give(marek, "Add a fact", { "Which fact": "exploited", "Its value": "true", probable: true, "Words about it": "A web shell on node 2" });
	await give(marek, "Add a fact", { "Which fact": "cvss.base", "Its value": "9.8", confirmed: true });
	await ines.page.getByText("A web shell on node 2").waitFor({ timeout: 2000 });
	await give(ines, "Ask a question", { "What is asked": "Which files left, and whose?", "Which fact": "records.exfiltrated" });
	await marek.page.locator(".room-main").getByText("Which files left, and whose?").waitFor({ timeout: 2000 });
	await marek.page.getByLabel("Message").fill("Web shell confirmed.");
	await button(marek, "Send").click();
	await ines.page.getByText("Web shell confirmed.").waitFor({ timeout: 2000 });
});

test("words not sent outlive a reload", async () => {
	await marek.page.getByLabel("Message").fill("half a sent");
	await marek.page.reload();
	await marek.page.getByLabel("Message").waitFor();
	assert.equal(await marek.page.getByLabel("Message").inputValue(), "half a sent");
	await marek.page.getByLabel("Message").fill("");
});

test("a lost connection is said, and what was missed comes with the next one", async () => {
	await ines.context.setOffline(true);
	await ines.page.getByText("Connection lost").waitFor();
	await marek.page.getByLabel("Message").fill("Said while Ines was away");
	await button(marek, "Send").click();
	await marek.page.locator(".messages").getByText("Said while Ines was away").waitFor();
	await ines.context.setOffline(false);
	await ines.page.getByText("Said while Ines was away").waitFor({ timeout: 5000 });
	await counted(ines.page.getByText("Connection lost"), 0);
});

test("a decision with two options is opened, and one is put up", async () => {
	await marek.page.goto(`/room/${room}/decide`);
	await give(marek, "Open a decision", { "The ask": "Cut the shop off for four hours?", "What kind of decision": "partial shutdown" });
	await marek.page.locator(".room-main").getByText("Cut the shop off for four hours?").click();
	await give(marek, "Propose an option", { "What is it called": "Rate limit and segment" });
	await give(marek, "Add a measure", { "What exactly": "20 requests a minute at the edge", "What kind": "rate limit", "On which service": "Web shop and orders", "How long does it hold": "240" });
	await give(marek, "Estimate it", { "likely": "400", "How long until it works": "15", "How long to undo it": "30", some: true });
	await give(marek, "Start a clock with it", { "What is owed, to whom?": "A word to customers", "Its short name": "customers", "Which seat owes it?": "Counsel and data protection",
		"How many of them?": "4", hours: true });
	await marek.page.getByRole("row", { name: "What is done" }).getByText("Owed: A word to customers, 4 hours from the outcome Counsel and data protection").waitFor();
	await give(marek, "Propose an option", { "What is it called": "Nothing", "do nothing": true });
	await button(marek, "State a position").click();
	await dialog(marek).getByLabel("For which seat").selectOption({ label: "IT lead" });
	await dialog(marek).getByLabel("The position").fill("Act now.");
	await dialog(marek).getByRole("button", { name: "State a position" }).click();
	await dialog(marek).getByRole("heading", { name: "Why?" }).waitFor();
	await dialog(marek).getByLabel("The interest").fill("No more personal data leaves.");
	await dialog(marek).getByRole("button", { name: "Say why" }).click();
	await dialog(marek).waitFor({ state: "detached" });
	await button(marek, "Put this option up").first().click();
	await marek.page.getByText("put up", { exact: true }).waitFor();
});

test("the plan prescribes something else, and each option says whether it is that", async () => {
	await give(marek, "Say what the plan prescribes", { "Which plan": "Web attack plan v2, page 3", Nothing: true });
	await marek.page.locator(".ask").getByText("Web attack plan v2, page 3 prescribes “Nothing”. What is put up departs from it: whoever decides says why.").waitFor();
	assert.deepEqual((await marek.page.getByRole("row", { name: "Web attack plan v2, page 3" }).getByRole("cell").allInnerTexts()).sort(), ["as planned", "departs from the plan"]);
});

test("nobody is asked twice: the person who decides signs what the browser itself has checked, and why it departs from the plan", async () => {
	await button(marek, "Decide for it").click();
	await dialog(marek).getByRole("button", { name: "Continue" }).click();
	assert.ok(await dialog(marek).getByLabel("Why do you depart from Web attack plan v2, page 3?").evaluate((field) => field.validity.valueMissing));
	const shown = await signs(marek, "The plan does not know of the web shell.");
	assert.match(shown, /Web attack plan v2, page 3: departs from the plan/);
	assert.match(shown, /You DECIDE for this option/);
	assert.match(shown, /Cut the shop off for four hours\?/);
	assert.match(shown, /20 requests a minute at the edge/);
	assert.match(shown, /Owed: A word to customers, 4 hours from the outcome/);
	await marek.page.getByText("You have answered: nothing more is asked of you here.").waitFor();
});

test("beside who answers stands who had the brief on their screen, and who had not then", async () => {
	const opened = (who) => who.page.locator(".room-main p").filter({ hasText: "Opened by" });
	const view = () => marek.page.evaluate((address) => fetch(address).then((r) => r.json()), `/api/rooms/${room}`);
	const openings = async () => (await view()).entities.filter((one) => one.entity === "brief_opening").length;
	const { pathname } = new URL(marek.page.url());

	await opened(marek).filter({ hasText: /Marek Dvorak \(you\) .*\d\d:\d\d/ }).filter({ hasNotText: "not since it was put up" }).waitFor();
	assert.match(await opened(marek).innerText(), /Ines \w+ not yet/);
	const before = (await view()).seq, had = await openings();
	await ines.page.goto(pathname);
	await opened(marek).filter({ hasText: /Ines \w+ .*\d\d:\d\d/ }).waitFor();
	await opened(marek).scrollIntoViewIfNeeded();
	assert.deepEqual(await look(marek, "brief-opened"), []);
	await ines.page.reload();
	await opened(ines).filter({ hasText: /Ines \w+ \(you\) .*\d\d:\d\d/ }).waitFor();
	await marek.page.goto(`${pathname}?at=${before}`);
	await opened(marek).filter({ hasText: /Ines \w+ not yet/ }).waitFor();
	await marek.page.goto(pathname);
	await opened(marek).waitFor();
	await marek.page.waitForTimeout(3000);
	assert.equal(await openings(), had + 1, "a second look is no second entry");
});

test("the other is told what waits, concurs with a passkey, and with that the decision is taken", async () => {
	await ines.page.goto(`/room/${room}/now`);
	await ines.page.locator(".waiting").getByText("Cut the shop off for four hours?").waitFor();
	await ines.page.locator(".waiting").getByRole("link", { name: "Open" }).first().click();
	await ines.page.getByRole("heading", { name: "Cut the shop off for four hours?" }).waitFor();
	await ines.page.locator(".ask").getByText("What is put up departs from it, because: The plan does not know of the web shell.").waitFor();
	await ines.page.setViewportSize(phone);
	await ines.page.locator(".answer").getByText("20 requests a minute at the edge").waitFor();
	const [done, concur] = await Promise.all([ines.page.locator(".answer").getByText("for 4 h"), button(ines, "Concur")].map((one) => one.boundingBox()));
	assert.ok(done.y + done.height < concur.y, "what will be done stands above the button");
	assert.ok((await ines.page.locator(".answer").getByText("To undo").boundingBox()).y < done.y, "what it costs, and to undo it, stands first");
	assert.ok(concur.y + concur.height < 2 * phone.height, "both are within two screens of a phone");
	await ines.page.setViewportSize({ ...phone, height: 660 });
	await underTheThumb(ines, "Concur");            // also where more is to be done than fits
	assert.deepEqual(await look(ines, "brief"), []);
	await answer(ines, "Concur");
	await ines.page.locator(".ask").getByText("taken").waitFor();
	await marek.page.locator(".ask").getByText("taken").waitFor({ timeout: 2000 });
	await marek.page.locator(".ask").getByText("Departs from Web attack plan v2, page 3, because: The plan does not know of the web shell.").waitFor();
	assert.deepEqual(await look(marek, "plan-outcome"), []);
});

test("what was decided is to be done: the measure comes into force and somebody else tests it", async () => {
	await marek.page.goto(`/room/${room}/now`);
	await marek.page.getByText("20 requests a minute at the edge").first().waitFor();
	await button(marek, "It is in force").click();
	await ines.page.goto(`/room/${room}/now`);
	await give(ines, "I tested it", { How: "Twenty-one requests: the last was refused" });
	await ines.page.getByText("verified").waitFor();
});

test("what it owes is owed from the outcome on, and the clock says by which decision", async () => {
	const owed = marek.page.locator(".room-main li").filter({ hasText: "A word to customers" });

	await marek.page.goto(`/room/${room}/now`);
	await owed.getByText("running", { exact: true }).waitFor();
	await owed.getByText(/^[34] h.* left/).waitFor();
	assert.deepEqual(await look(marek, "clock-of-an-outcome"), []);
	await owed.getByRole("link", { name: "Cut the shop off for four hours?" }).click();
	await marek.page.getByRole("row", { name: "What is done" }).getByText("Owed: A word to customers").waitFor();
});

test("the room goes back to any entry, and nothing can be done there", async () => {
	await ines.page.goto(`/room/${room}/now?at=4`);
	await ines.page.getByText("You look at the past").waitFor();
	await counted(button(ines, "Add a fact"), 0);
	await counted(ines.page.getByText("A web shell on node 2"), 0);
	await link(ines, "Back to now").click();
	await ines.page.getByText("A web shell on node 2").waitFor();
});

test("in the past it is then: what was left, since when, and who sat where, whatever the time is now", async () => {
	const days = 3 * 24 * 3600 * 1000;
	const view = (at) => ines.page.evaluate((address) => fetch(address).then((r) => r.json()), `/api/rooms/${room}${at ? `?at=${at}` : ""}`);
	const { id } = (await view()).entities.find((one) => one.entity === "decision");
	const was = await view(id);
	const away = ines.page.locator(".room-main").getByText("away until");
	const later = await ines.context.newPage();

	await command(marek, "charter", "set_absence", { until: (Date.now() + days) * 1000 });
	await later.addInitScript((ms) => { const now = Date.now; Date.now = () => now() + ms; }, days);
	await later.goto(`/room/${room}/decide/${id}?at=${id}`);
	const left = later.locator(".ask .left");
	await left.waitFor();
	const minutes = (was.entities.find((one) => one.entity === "decision" && one.id === id).deadline - was.at) / 60e6;
	assert.match(await left.innerText(), /left/, `${minutes} minutes were left`);
	await later.goto(`/room/${room}/people?at=${id}`);
	await later.getByText(/on for \d+ (s|min)/).first().waitFor();
	await later.close();
	await ines.page.goto(`/room/${room}/people`);
	await away.first().waitFor();
	await ines.page.goto(`/room/${room}/people?at=${id}`);
	await ines.page.getByText("You look at the past").waitFor();
	await counted(away, 0, "that was said later");
	await command(marek, "charter", "set_absence", {});
});

test("an address that was never one says so, and shuts nobody out", async () => {
	for (const never of [`/room/${room}/clocks`, `/room/${room}/affected`, "/charter/impact", "/you"]) {
		await ines.page.goto(never);
		await ines.page.getByText("There is nothing at this address.").waitFor();
	}
	await ines.page.goto(`/room/${room}`);
	await ines.page.getByText("A web shell on node 2").waitFor();
	await ines.page.goto(`/room/${room}/now?at=9999`);
	await ines.page.getByRole("heading", { name: "There is nothing at this address." }).waitFor();
	await ines.page.getByText("an entry from 1 to").waitFor();
	await ines.page.goto(`/room/${room}/decide/9999?at=4`);
	await ines.page.getByRole("status").getByText("There is nothing at this address.").waitFor();
	await ines.page.goto(`/room/${room}/decide/9999`);
	await ines.page.getByRole("status").getByText("There is nothing at this address.").waitFor();
	await ines.page.goto(`/room/${room}/now?at=9999`);
	await link(ines, "Back to now").click();
	await ines.page.getByText("A web shell on node 2").waitFor();
});

test("a further passkey is enrolled from one's session, and signs in once an officer has vouched for it", async () => {
	await otherDevice(marek);
	await marek.page.goto("/account");
	await button(marek, "Enrol a passkey").click();
	await marek.page.getByText("It counts once").waitFor();
	const words = await marek.page.locator(".six-words li").allInnerTexts();
	assert.deepEqual(await look(marek, "pending-key"), []);
	await ines.page.goto("/charter/people");
	assert.deepEqual(await vouches(ines), words);
	await button(marek, "Sign out").click();
	await button(marek, "Sign in with a passkey").click();
	await marek.page.getByRole("heading", { name: "Rooms" }).waitFor();
});

test("the old device was lost: its key is revoked with the new one", async () => {
	await marek.page.goto("/account");
	await marek.page.getByRole("button", { name: /^Revoke #/ }).first().click();
	assert.match(await signs(marek, "left on a train"), /Marek Dvorak/);
	await marek.page.getByRole("button", { name: /^Revoke #/ }).nth(1).waitFor({ state: "detached" });
	await marek.page.reload();
	await marek.page.getByRole("heading", { name: "Marek Dvorak" }).waitFor();
});

test("one officer ejects a person in one step, signed; but where two can sign, not the other officer", async () => {
	const row = (name) => ines.page.getByRole("listitem").filter({ hasText: name });

	await ines.page.goto("/charter/people");
	await row("Marek Dvorak").getByRole("button", { name: "Eject" }).click();
	await assert.rejects(signs(ines, "the laptop is stolen"));
	await dialog(ines).getByText("two must stay").waitFor();
	await dialog(ines).getByRole("button", { name: "Cancel" }).click();
	await row("Tove Lindqvist").getByRole("button", { name: "Eject" }).click();
	assert.deepEqual(await look(ines, "eject"), []);
	assert.match(await signs(ines, "has left the house"), /EJECT this person[^]*Tove Lindqvist[^]*left the house/);
	await row("Tove Lindqvist").getByText("ejected").waitFor();
});

test("the interface verifies the record", async () => {
	await ines.page.goto("/record");
	await button(ines, "Verify the whole record").click();
	await ines.page.getByText("The record verifies.").waitFor();
});

test("an officer reads who signed in", async () => {
	await ines.page.getByRole("list", { name: "Sign-ins and refusals" }).getByText("Marek Dvorak: Signed in").first().waitFor();
	assert.deepEqual(await look(ines, "server-journal"), []);
});

test("no page broke, nor the content security policy", () => {
	assert.deepEqual([...ines.faults, ...marek.faults], []);
});

test("tocsin verify says whole, signed and authorised", async () => {
	kept = `${house.dir}-checkpoint`;
	fs.writeFileSync(kept, await fetch(`${house.origin}/checkpoint`).then((r) => r.text()));
	await browser.close();
	await house.stop();
	({ dir } = house);
	house = browser = undefined;
	const { status, said } = attempt("verify", "--against", kept, dir);
	assert.equal(status, 0, said);
	assert.match(said, /^whole +yes/m);
	assert.match(said, /^signed by +yes/m);
	assert.match(said, /^authority +yes: 1 outcome, 6 acts \(0 unsigned/m);
	assert.match(said, /^outside +confirmed/m);
});

test("one byte changed is said, with its place", () => {
	const { copy, n } = falsified(dir, "byte");
	const { status, said } = attempt("verify", copy);
	assert.equal(status, 1, said);
	assert.match(said, /^whole +NO/m);
	assert.match(said, new RegExp(`^entry ${n} \\(.+, seq \\d+\\): `, "m"));
});

test("entries cut are said, and how many there should be", () => {
	const { copy, n } = falsified(dir, "cut");
	const { status, said } = attempt("verify", copy);
	assert.equal(status, 1, said);
	assert.match(said, /^whole +NO/m);
	assert.match(said, new RegExp(`^the newest checkpoint covers \\d+ entries; only ${n} are here`, "m"));
});

test("entries cut together with their checkpoints are not seen from inside, but by a checkpoint kept elsewhere", () => {
	const { copy, n } = falsified(dir, "cut-clean");
	assert.equal(attempt("verify", copy).status, 0);
	const { status, said } = attempt("verify", "--against", kept, copy);
	assert.equal(status, 1, said);
	assert.match(said, new RegExp(`it covers \\d+ entries; only ${n} are here`));
});

test("an unsigned outcome appended with the real key is said, with its place", () => {
	const { copy, n } = falsified(dir, "forge");
	const { status, said } = attempt("verify", copy);
	assert.equal(status, 1, said);
	assert.match(said, /^whole +yes/m);
	assert.match(said, /^signed by +yes/m);
	assert.match(said, /^authority +NO/m);
	assert.match(said, new RegExp(`^entry ${n} \\(room/${room}, seq \\d+\\): decision \\d+ was taken without`, "m"));
});
