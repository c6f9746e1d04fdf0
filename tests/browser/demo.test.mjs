// The demonstration: a visitor is the COO of a crisis that is played before their eyes, and may become anybody.

import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before } from "node:test";
import { become, button, chapters, counted, demo, dialog, give, launch, link, look, person } from "./house.mjs";

let house, slow, browser, visitor, officer;
const test = chapters(() => [visitor, officer]);
const now = (tab = "now") => visitor.page.goto(`${new URL(visitor.page.url()).pathname.split("/").slice(0, 3).join("/")}/${tab}`);
const section = (who, title) => who.page.locator(".section").filter({ has: who.page.getByRole("heading", { name: title, exact: true }) });
const seen = (text, options) => visitor.page.getByText(text).first().waitFor(options);
const index = (who) => who.page.evaluate(() => fetch("/api/me").then((r) => r.json()).then((me) => me.index));
const isSomebodyElse = (who, title) => who.page.getByRole("button", { name: `You are: ${title}` }).waitFor();

/** Answer what is asked in the open brief, with nothing to sign with. */
async function unsigned(who, verb, why) {
	await button(who, verb).click();
	if (why) await dialog(who).getByLabel("Why").fill(why);
	await button(who, "Continue").click();
	await button(who, "Answer, unsigned (DEMO)").click();
	await dialog(who).waitFor({ state: "detached" });
}

/** Whoever was just acting when the colleagues were stopped ends what they do; then nothing happens any more. */
async function isStill(who) {
	for (let i = 0; i < 5; i++) {
		const before = await index(who);
		await who.page.waitForTimeout(2000);
		if (await index(who) === before) return;
	}
	assert.fail("something goes on happening");
}

const rehearsing = () => section(visitor, "Rehearse");

/** A statement is wanted on Sunday at three, and neither counsel can be reached. */
async function rehearseWithoutCounsel() {
	await visitor.page.goto("/charter/readiness");
	await rehearsing().getByLabel("What is to be decided?").selectOption("statement");
	for (const name of ["Clara Fontaine", "Ruth Keller"]) await rehearsing().getByRole("checkbox", { name: new RegExp(`^${name}`) }).check();
	await button(visitor, "Rehearse").click();
}

before(async () => {
	house = await demo();
	browser = await launch();
	visitor = await person(browser, house.origin);
});

after(async () => {
	await browser?.close();
	await house?.stop();
	await slow?.stop();
});

test("the printed address lets the visitor in as the COO, to the crisis itself, and every screen says that it is a demonstration", async () => {
	await visitor.page.goto(house.link);
	await visitor.page.locator(".demo-bar").getByText("DEMO: nothing here is real").waitFor();
	await isSomebodyElse(visitor, "Chief operating officer");
	if (new URL(visitor.page.url()).pathname === "/rooms") await visitor.page.locator(".room-card").first().click({ timeout: 30_000 });
	await visitor.page.getByRole("heading", { name: "EMBER" }).waitFor();
});

test("within a minute there are facts, clocks, a report that is owed, a measure in force, and a decision that waits", async () => {
	const waiting = visitor.page.locator(".waiting li").filter({ hasText: "What do we do with customer file transfer" });

	await waiting.waitFor({ timeout: 60_000 });
	await section(visitor, "What is known").getByText("CISA KEV: “Progress MOVEit Transfer contains").waitFor();
	await section(visitor, "What is known").getByText(/assets confirmed\s*1/).waitFor();
	await section(visitor, "Clocks").getByText("GDPR Article 33").waitFor();
	await section(visitor, "Clocks").getByText("Report to the card schemes").waitFor();
	await section(visitor, "Measures in force").getByText("in force", { exact: true }).waitFor();
	await visitor.page.getByText("The next is owed").waitFor();
	await section(visitor, "Objectives").getByText("Reached or dropped (1)").waitFor();
	assert.deepEqual(await look(visitor, "demo-now"), []);
});

test("chat goes on in several channels, and the visitor is named in it", async () => {
	await now("talk");
	await visitor.page.locator("main").getByText("names you").first().waitFor();
	await visitor.page.locator("main").getByText("I am finding out who must be paid").first().waitFor();
	await visitor.page.getByRole("link", { name: /Network and servers/ }).click();
	await seen("copies memory first, or we shall never know what they read");
	await visitor.page.getByRole("link", { name: /Legal advice/ }).click();
	await seen("nobody was ever fined for counting too early");
});

test("tasks were taken, blocked and done; what happened in the attack is drawn before it was found", async () => {
	await now("do");
	await seen("List the merchants who must be paid at 06:00");
	await visitor.page.locator("main").getByText("Copy memory and disks").first().waitFor();
	await visitor.page.locator(".stream").getByText("Lucia has the list of direct debits").waitFor();
	await now("timeline");
	await visitor.page.locator("svg").getByText("Adversary").waitFor();
	await visitor.page.getByRole("listitem").getByText("About 4 GB leave the server for 203.0.113.77.").first().waitFor();
});

test("whoever is called has a number", async () => {
	await now("calls");
	await visitor.page.locator(".call-now").getByRole("link", { name: /\+44 7700 900\d{3}/ }).first().waitFor();
	await counted(visitor.page.getByText("No number, no mail"), 0);
});

test("two positions collide, with what stands behind each; the brief is one page", async () => {
	await now();
	await visitor.page.locator(".waiting li").filter({ hasText: "Decision" }).getByRole("link", { name: "Open" }).click();
	await seen("Shut MOVEit down completely, now.");
	await seen("No more customer data may leave.");
	await seen("It stays up until settlement has gone out at 06:00.");
	await seen("2,300 merchants live on those files.");
	await counted(visitor.page.locator(".options thead th"), 5);
	await visitor.page.getByText("shared by Chief financial officer").first().waitFor();
	await visitor.page.locator(".options").getByText("serves every side").waitFor();
	await counted(visitor.page.locator(".options").getByText("serves every side"), 1, "the third option alone");
	await visitor.page.locator(".options").getByText("hurts: 2,300 merchants live on those files.").waitFor();
	assert.deepEqual(await look(visitor, "demo-brief"), []);
	await visitor.page.locator(".paper-head .qr").waitFor({ state: "attached" });
	const paper = await visitor.page.pdf({ preferCSSPageSize: true });
	assert.equal(paper.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1, "a brief is one page");
});

test("the visitor concurs under a condition; the colleague adopts it, decides again, and the visitor is asked anew", async () => {
	await give(visitor, "Concur if …", { "The condition": "Settlement is checked by two people" });
	await visitor.page.locator(".options").getByText("Settlement is checked by two people").waitFor({ timeout: 30_000 });
	const decided = visitor.page.getByRole("listitem").filter({ hasText: "decided for it" });
	await decided.filter({ hasText: "no longer counts" }).waitFor();
	await decided.filter({ hasNotText: "no longer counts" }).waitFor({ timeout: 30_000 });
	await visitor.page.getByRole("listitem").filter({ hasText: "would concur if" }).getByText("adopted").waitFor();
	await button(visitor, "Concur").waitFor();
});

test("an answer would be unsigned, and says so; with a passkey enrolled here it is signed, and the decision is taken", async () => {
	const brief = visitor.page.url();
	await button(visitor, "Concur").click();
	await button(visitor, "Continue").click();
	await button(visitor, "Answer, unsigned (DEMO)").waitFor();
	assert.deepEqual(await look(visitor, "demo-confirm"), []);
	await visitor.page.goto("/account");
	await button(visitor, "Enrol a passkey").click();
	await visitor.page.getByText("Your key counts now.").waitFor();
	await visitor.page.goto(brief);
	await button(visitor, "Concur").click();
	await button(visitor, "Continue").click();
	await button(visitor, "Sign with your passkey").click();
	await visitor.page.locator(".ask").getByText("taken").waitFor();
});

test("what was decided is carried out and tested, but for what the visitor's own seat has to do", async () => {
	await now();
	const measure = (text) => section(visitor, "Measures in force").getByRole("listitem").filter({ hasText: text });
	await measure("At most 50 files").getByText("verified").waitFor({ timeout: 20_000 });
	await measure("It reaches its own database").getByText("in force", { exact: true }).waitFor();
	await measure("One batch at 06:00").getByText("ordered").waitFor();
	await measure("One batch at 06:00").getByRole("button", { name: "It is in force" }).click();
	await measure("One batch at 06:00").getByText("in force", { exact: true }).waitFor();
	await section(visitor, "Objectives").getByText("Reached or dropped (2)").waitFor();
	await visitor.page.locator(".room-head").getByText("contained").waitFor();
});

test("whoever becomes outside counsel sees the privileged channel they were let into, and nothing else", async () => {
	await visitor.page.getByRole("button", { name: "You are:" }).click();
	await dialog(visitor).getByText("a guest of Keller & Voss LLP").waitFor();
	assert.deepEqual(await look(visitor, "demo-cast"), []);
	await dialog(visitor).getByRole("button", { name: "✕" }).or(dialog(visitor).getByLabel("Close")).first().click();
	await become(visitor, "Ruth Keller");
	await isSomebodyElse(visitor, "Ruth Keller");
	await seen("The rest of the room is not shown to you.");
	await seen("nobody was ever fined for counting too early");
	assert.deepEqual(await look(visitor, "demo-guest"), []);
	const kinds = await visitor.page.evaluate(async () => {
		const { entities } = await (await fetch(`/api/rooms/${location.pathname.split("/")[2]}`)).json();
		return [...new Set(entities.map((one) => one.entity))].sort();
	});
	assert.deepEqual(kinds.filter((kind) => ["fact", "task", "decision", "measure", "clock", "affected", "report"].includes(kind)), []);
	await become(visitor, "Amir Haddad");
	await visitor.page.getByRole("heading", { name: "What is known" }).waitFor();
});

test("who is away is stood in for at once: the deputy decides, and somebody outside is called", async () => {
	await now("decide");
	await visitor.page.getByRole("link", { name: /Do we call in the forensics retainer tonight/ }).click({ timeout: 20_000 });
	await visitor.page.locator(".ask").getByText("taken").waitFor({ timeout: 20_000 });
	await visitor.page.locator(".room-main").getByRole("listitem").filter({ hasText: "Lucia Moretti" }).filter({ hasText: "decided for it" }).waitFor();
	await now("talk");
	await seen("HIR-26-1187");
});

test("the committee has met, its minutes are begun, and command is handed over", async () => {
	await now("talk");
	await seen("who decides at 03:00?", { timeout: 20_000 });
	await seen("I have command.", { timeout: 20_000 });
	await now("say");
	await seen("Minutes of the committee");
});

test("who decides at 03:00? Two people are taken away, and there is a gap, which the officers can mend", async () => {
	await visitor.page.getByRole("button", { name: "You are:" }).click();
	await link(visitor, "Who decides at 03:00?").click();
	await rehearsing().waitFor();
	await rehearseWithoutCounsel();
	await rehearsing().getByText("ends undecided").first().waitFor();
	await rehearsing().getByText("That is for the charter officers: Helena Brandt, Rosa Lindgren, Oskar Nyberg.").waitFor();
});

test("one of them mends it in one step, a colleague concurs, and the same night has no gap", async () => {
	await become(visitor, "Rosa Lindgren");
	await rehearseWithoutCounsel();
	await button(visitor, "One more deputy: General counsel").click();
	await dialog(visitor).getByRole("group", { name: "Who stands in" }).getByLabel("Oskar Nyberg").check();
	await dialog(visitor).getByRole("button", { name: "One more deputy: General counsel", exact: true }).click();
	await unsigned(visitor, "Decide for it");
	await visitor.page.locator(".ask").getByText("taken").waitFor({ timeout: 20_000 });
	await rehearseWithoutCounsel();
	await rehearsing().getByText("it is decided: Priya Raman").waitFor();
	await become(visitor, "Amir Haddad");
});

test("the report that fell due is issued; the measure is asked about before its end, and renewed without a break", async () => {
	await visitor.page.goto("/rooms");
	await visitor.page.locator(".room-card").first().click();
	await visitor.page.getByRole("heading", { name: "EMBER" }).waitFor();
	await now("say");
	assert.equal(house.said.err, "", "no line of the script is refused");
	await visitor.page.locator("main li").filter({ hasText: "Situation report 2" }).getByText("issued by Ben Asante").waitFor({ timeout: 70_000 });
	await now("measures");
	await visitor.page.getByRole("region", { name: "Ended", exact: true }).getByText("renewed").first().waitFor({ timeout: 60_000 });
	assert.equal(house.said.err, "", "no line of the script is refused");
});

test("the record verifies as a demonstration; a falsified copy does not, and the place is said", async () => {
	await visitor.page.goto("/record");
	await button(visitor, "Verify the whole record").click();
	await visitor.page.getByText("The record verifies.").waitFor();
	assert.match(await visitor.page.locator("main").innerText(), /5 outcomes, 10 acts \(9 unsigned/);
	for (const [how, place] of Object.entries({
		"Change one byte": /^entry \d+ \(.+, seq \d+\): /m,
		"Cut entries off": /^the newest checkpoint covers \d+ entries; only \d+ are here/m,
		"Append an unsigned outcome": /^entry \d+ \((?:room\/\d+|charter), seq \d+\): decision \d+ was taken without/m,
	})) {
		await button(visitor, how).click();
		await visitor.page.getByText("The record does not verify.").waitFor();
		assert.match((await visitor.page.locator(".finding").allInnerTexts()).join("\n"), place);
	}
	assert.deepEqual(await look(visitor, "demo-falsified"), []);
	assert.deepEqual(visitor.faults, []);
});

test("the colleagues stop, and while they do nothing happens; they wait for whom the visitor is", async () => {
	slow = await demo(3);
	officer = await person(browser, slow.origin);
	await officer.page.goto(slow.link);
	await officer.page.getByRole("button", { name: "You are:" }).click();
	await button(officer, "Stop the colleagues").click();
	await button(officer, "Let the colleagues go on").waitFor();
	await isStill(officer);
	await dialog(officer).getByLabel("Close").click();
	await officer.page.getByText("Your colleagues have stopped.").waitFor();
	await become(officer, "Rosa Lindgren");
	await isSomebodyElse(officer, "Chief information security officer, Charter officer");
	await officer.page.getByRole("button", { name: "You are:" }).click();
	await button(officer, "Let the colleagues go on").click();
	await button(officer, "Stop the colleagues").waitFor();
	await dialog(officer).getByLabel("Close").click();
	await officer.page.getByText("Your colleagues wait for you: it is your turn.").waitFor({ timeout: 20_000 });
	await become(officer, "Amir Haddad");
});

test("the visitor who becomes the CISO decides; the COO is played, and concurs", async () => {
	await officer.page.goto("/rooms");
	await officer.page.locator(".room-card").first().click();
	await link(officer, "Decide").click();
	await officer.page.getByRole("link", { name: /What do we do with customer file transfer/ }).click({ timeout: 20_000 });
	await officer.page.locator(".options").getByText("no file moves in or out").waitFor({ timeout: 20_000 });      // else the script waits for her to say so
	await become(officer, "Rosa Lindgren");
	await officer.page.locator(".options").getByText("Nothing until the patch").waitFor({ timeout: 30_000 });
	await officer.page.waitForTimeout(4000);        // the script's own choice is hers no more
	await officer.page.locator(".standing").getByText("No option is put up yet").waitFor();
	await button(officer, "Put this option up").nth(1).click();
	await unsigned(officer, "Decide for it", "Settlement goes out by SFTP");
	await officer.page.locator(".ask").getByText("taken").waitFor({ timeout: 20_000 });
	await officer.page.locator(".ask").getByText("Departs from File transfer plan, 3.2, because: Settlement goes out by SFTP").waitFor();
	const concurred = officer.page.locator(".room-main").getByRole("listitem").filter({ hasText: "Amir Haddad" }).filter({ hasText: "concurred" });
	assert.match(await concurred.innerText(), /Partial shutdown/, "for what the visitor put up");
	await link(officer, "Now").click();
	const measure = section(officer, "Measures in force").getByRole("listitem").filter({ hasText: "HTTP and HTTPS off" });
	await measure.getByText("in force", { exact: true }).waitFor({ timeout: 20_000 });
	assert.equal(slow.said.err, "", "no line of the script is refused");
});
test("whoever takes all seats is told first what that means; then nobody else acts, for good", async () => {
	await officer.page.getByRole("button", { name: "You are:" }).click();
	await button(officer, "Take all seats …").click();
	await officer.page.getByText("Your colleagues leave for good").waitFor();
	await button(officer, "Take all seats").click();
	await officer.page.getByText("Nobody acts but you").waitFor();
	await counted(button(officer, "Stop the colleagues"), 0);
	assert.equal(await officer.page.evaluate(() => fetch("/api/demo/colleagues", { method: "POST", body: "{\"are\":\"play\"}" }).then((r) => r.status)), 409);
	await isStill(officer);
});

test("an empty organisation is begun at the same address: nobody but the visitor, and the old record stays", async () => {
	await button(officer, "Start an empty organisation …").click();
	assert.deepEqual(await look(officer, "demo-anew"), []);
	await dialog(officer).getByLabel("What is it called?").fill("Harbour Bakery");
	await dialog(officer).getByLabel("And you?").fill("Ines Albrecht");
	await button(officer, "Start it here").click();
	await isSomebodyElse(officer, "Charter officer");
	await officer.page.getByText("No room is open to you.").waitFor();
	await officer.page.locator(".rail").getByText("Harbour Bakery").waitFor();
	await officer.page.locator(".demo-bar").getByText("DEMO: nothing here is real").waitFor();
	const { entities } = await officer.page.evaluate(() => fetch("/api/charter").then((r) => r.json()));
	assert.deepEqual(entities.filter((one) => one.entity === "person").map((one) => one.name), ["Ines Albrecht"]);
	assert.ok(fs.existsSync(`${slow.dir}/record.db`));
	assert.match(slow.said.out, new RegExp(`The demonstration so far stays in ${slow.dir}\n`));
	assert.equal(slow.said.out.match(/:\/\//g).length, 2);
	assert.equal(slow.said.err, "");
	await officer.page.goto("/declare");
	await officer.page.getByRole("heading", { name: "Declare" }).waitFor();
	assert.deepEqual(officer.faults, []);
});
