// Life of a room: a suspicion watched, criteria where a severity is chosen, objectives, the bridge and its
// scribe, affected things by the paste, what the adversary did, and all of it drawn over time.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { button, chapters, command, counted, declare, demo, dialog, give, hours, launch, link, look, person } from "./house.mjs";

let house, browser, visitor, lantern;
const chapter = chapters(() => [visitor]);
const page = () => visitor.page;
/** The screen itself, without the journal beside it. */
const main = () => page().locator(".room-main");
const go = (tab) => page().goto(lantern.replace(/now$/, tab));
/** A local time so many hours ago, as its input wants it. */
const hoursAgo = (n) => hours(-n);

before(async () => {
	house = await demo();
	browser = await launch();
	visitor = await person(browser, house.origin);
	await page().goto(house.link);
	await link(visitor, "Rooms").waitFor();
});

after(async () => {
	await browser?.close();
	await house?.stop();
});

chapter("where a severity is chosen, the charter's own criteria stand, and who is called", async () => {
	await page().goto("/declare");
	await page().getByText("Card payments or settlement stop").waitFor();
	await page().getByText("the committee meets within 1 h; reports every 1 h").waitFor();
	assert.deepEqual(await look(visitor, "declare"), []);
	await page().goto("/charter/severities");
	await page().getByText("Stopped before it did anything").waitFor();
	assert.deepEqual(await look(visitor, "severities"), []);
});

chapter("a suspicion is reported in one form, and watched with a reason until a time", async () => {
	await page().goto("/report");
	await page().getByLabel("What do you see?").fill("Odd sign-ins to the warehouse VPN");
	await button(visitor, "Report a suspicion").click();
	await give(visitor, "Watch it", { "Why neither declare nor dismiss it?": "One address, and it has stopped.", "When to look again?": hoursAgo(-2) });
	await main().getByText("Watched; look again").waitFor();
	await main().getByText("One address, and it has stopped.").waitFor();
	assert.deepEqual(await look(visitor, "watched"), []);
});

chapter("objectives are set, reached and dropped; the headline shows the first that is open", async () => {
	lantern = `/room/${await declare(visitor, "LANTERN", "Files are leaving the file transfer")}/now`;
	await give(visitor, "Set an objective", { "What do we want to achieve?": "Settlement goes out at 06:00" });
	await give(visitor, "Set an objective", { "What do we want to achieve?": "Merchants know by 09:00 what to expect" });
	await main().getByText("and one more").waitFor();
	await button(visitor, "Reached").first().click();
	await dialog(visitor).getByLabel("How can one tell?").fill("The 06:00 file is at the bank.");
	await dialog(visitor).getByRole("button", { name: "Reached" }).click();
	await page().locator(".pairs").getByText("Merchants know by 09:00").waitFor();
	assert.match(await page().locator(".room-head small").innerText(), /^As of \d\d:\d\d · Entry \d+$/);
});

chapter("the second call is used when the first is not trusted, and the scribe logs lines", async () => {
	const call = { "The number to call": "+49 69 5550100", "The PIN": "4711" };
	await give(visitor, "Set the call", { ...call, first: true, telephone: true });
	await give(visitor, "Set the call", { second: true, video: true, "The link": "https://meet.example/lantern", "Why; if another": "The attacker may read our calendar." });
	await main().getByText("not this one now").waitFor();
	await button(visitor, "Log a line").first().click();
	for (const [who, what] of [["Mei Tanaka", "The bank holds the file until six."], ["the bank", "Not without the second signature."]]) {
		await dialog(visitor).getByLabel("Who says it?").fill(who);
		await dialog(visitor).getByLabel("What is said?").fill(what);
		await page().keyboard.press("Enter");
		await dialog(visitor).getByText(`${who}: ${what}`).waitFor();
	}
	assert.deepEqual(await look(visitor, "log-line"), []);
	await page().keyboard.press("Escape");
	assert.deepEqual(await look(visitor, "now-bridge"), []);
});

chapter("what is hit is pasted, told where it cannot be read, merged where it is listed, and counted as facts", async () => {
	await go("scope");
	await button(visitor, "List things").click();
	await dialog(visitor).getByLabel("What is hit").fill("name,kind,state,owner,how_many,countries,whose\nmoveit-01,asset,confirmed,cto,,,\n,asset,,,,,\n");
	await dialog(visitor).getByText("Line 3, name: it has no name").waitFor();
	assert.deepEqual(await look(visitor, "paste"), []);
	for (const [pasted, sentence] of [
		["hostname\tname\nweb-1\t10.0.0.1\n", "Line 1, column 1: there is no column “hostname”; there are name, kind"],
		["name;type\nweb-1;asset\n", "Line 1, column 2: there is no column “type”"],
		["hostname,ip\nweb-1,10.0.0.1\nweb-2,10.0.0.2", "Line 1: the first line names the columns, and “hostname” is none of them. Put a line above it that names them, of name, kind"],
		["srv-9;asset;confirmed", "Line 1: the first line names the columns, and “srv-9” is none of them"],
		["name;How bad\nweb-1;asset\n", "Line 1, column 2: there is no column “How bad”"],
		[`web-1\nweb-2\n\n${"é".repeat(101)}`, "Line 4, name: it is too long: 202 bytes, and 200 are allowed"],
		["name;countries\nweb-1;DE", "Line 2, countries: is said of a data set alone"],
		["name;kind;countries\nweb-1;;\nHR;data set;DE, Germany", "Line 3, countries: “Germany” is no country as ISO 3166-1 writes it: two letters, such as DE"],
		["kind;state\nasset;confirmed", "Line 1: this looks like a table, and no column is called name"],
		["name;name\na;b", "Line 1, column 2: “name” stands here twice"],
		["name\tstate\nweb-1\tconfirmed\nweb-2\tbroken", "Line 3, state: “broken” should be one of"],
		["name;kind\nweb-1;asset;10.0.0.1", "Line 2: it has 3 cells, and the first line names 2 columns"],
		["name;kind\n\"web-1;asset\nweb-2;asset", "Line 2: a quote opens a cell here and never closes it"],
	]) {
		await dialog(visitor).getByLabel("What is hit").fill(pasted);
		await dialog(visitor).getByText(sentence).waitFor();
		assert.equal(await dialog(visitor).getByRole("button", { name: /^List/ }).isDisabled(), true, pasted);
	}
	for (const pasted of ["\ufeff\"name\";\"state\"\r\n\"HR, all\";confirmed\r\n", "Name\tState\tHow many\tKind\nHR, all\tconfirmed\t18.200\tdata set\n", "name;state;how_many;kind\n\"HR, all\";confirmed;18 200;data_set", "Frankfurt, rack 3\nweb-1\n"]) {
		await dialog(visitor).getByLabel("What is hit").fill(pasted);
		await dialog(visitor).getByText(/^(HR, all|Frankfurt, rack 3)$/).waitFor();
		assert.equal(await dialog(visitor).getByRole("button", { name: /^List/ }).isDisabled(), false, pasted);
	}
	assert.deepEqual(await look(visitor, "paste-preview"), []);
	await dialog(visitor).getByLabel("What is hit").fill([
		"name,kind,state,identifier,owner,whose,how_many,countries", "moveit-01,asset,confirmed,10.4.0.7,cto,,,",
		"svc-moveit-db,nonhuman_identity,confirmed,,ciso,,,", "svc-settlement,nonhuman_identity,suspected,,ciso,,,",
		"\"Payroll, exports\",data_set,suspected,,dpo,employees of customers,18200,de;FR;se;DE", "Progress,supplier,confirmed,,,,,",
	].join("\n"));
	await dialog(visitor).getByRole("button", { name: "List 5" }).click();
	await main().getByText("employees of customers · 18,200 people · DE, FR, SE", { exact: true }).waitFor();
	await button(visitor, "List things").click();
	await dialog(visitor).getByLabel("What is hit").fill("MOVEIT-01\nmoveit-02\nweb-gw-1\n");
	await dialog(visitor).getByText("3 things, 1 of them listed already").waitFor();
	await dialog(visitor).getByRole("button", { name: "List 3" }).click();
	await dialog(visitor).waitFor({ state: "detached" });
	await main().getByText("web-gw-1").waitFor();
	await page().getByLabel("Choose moveit-02").check();
	await page().getByLabel("Choose web-gw-1").check();
	await button(visitor, "How does it stand with them?").click();
	await dialog(visitor).getByLabel("contained").check();
	await dialog(visitor).getByLabel("What tells so").fill("Off the network since 04:10.");
	await dialog(visitor).getByRole("button", { name: "How does it stand with them?" }).click();
	await main().getByText("Off the network since 04:10.").first().waitFor();
	assert.equal(await page().locator(".counts tr").filter({ hasText: "asset" }).innerText().then((t) => t.replace(/\s+/g, " ")), "asset – 1 – 2 – –");
});

chapter("among what is to be done stand the affected things, what presses most first", async () => {
	const here = page().locator(".section").filter({ has: page().getByRole("heading", { name: "Affected things" }) });

	await go("do");
	await here.locator(".rows > li").first().waitFor();
	assert.match(await here.locator(".rows > li").first().innerText(), /moveit-01.*confirmed/s);
	assert.match(await here.locator(".rows > li").last().innerText(), /contained/);
	await counted(here.getByRole("checkbox"), 0);
	assert.deepEqual(await look(visitor, "do-affected"), []);
	await here.getByRole("link", { name: "List and change them" }).click();
	await button(visitor, "List things").waitFor();
});

chapter("what the adversary did is recorded with the time it happened, and corrected by a newer line", async () => {
	await give(visitor, "Record what happened", { "What happened?": "Web shell placed on moveit-01", "When, or from when?": hoursAgo(31), "Until when?": hoursAgo(24), probable: true, "What tells so?": "IIS log" });
	await give(visitor, "Record what happened", { "What happened?": "First file taken", "When, or from when?": hoursAgo(9), confirmed: true });
	await page().locator(".section").filter({ hasText: "What the adversary did" }).getByRole("button", { name: "Correct it" }).last().click();
	await dialog(visitor).getByLabel("What happened?").fill("First files taken: 1,204 of them");
	await dialog(visitor).getByLabel("When, or from when?").fill(hoursAgo(11));
	await dialog(visitor).getByLabel("confirmed").check();
	await dialog(visitor).getByRole("button", { name: "Correct it" }).click();
	await main().getByText("First files taken: 1,204").waitFor();
	await main().getByText("First file taken", { exact: true }).waitFor({ state: "detached" });
	assert.deepEqual(await look(visitor, "scope"), []);
	await go("now");
	await main().getByText(/identities nonhuman confirmed\s*1/).waitFor();
});

chapter("the timeline is a picture in lanes, by what happened or what was learned, and zooms by key", async () => {
	await go("timeline");
	await page().locator(".dot.adversary").first().waitFor();
	assert.deepEqual(await look(visitor, "timeline"), []);
	const before = await page().locator(".told [role=status]").innerText();
	assert.match(before, /^All /);
	await page().locator(".lanes").focus();
	for (const key of ["+", "+", "End"]) await page().keyboard.press(key);
	await main().getByText(/^\d+ of \d+ entries: those in the picture/).waitFor();
	await page().keyboard.press("0");
	await main().getByText(/^All /).waitFor();
	await page().locator(".heap").first().click();
	await main().getByText(/^\d+ of \d+ entries: those in the picture/).waitFor();
	assert.deepEqual(await look(visitor, "timeline-close"), []);
	await button(visitor, "All").click();
	await page().locator(".entries a").nth(2).focus();
	await page().locator(".entries li.chosen a:focus").waitFor();
	await button(visitor, "When we learned it").click();
	await counted(page().locator("rect.dot.adversary"), 0);
	assert.deepEqual(await look(visitor, "timeline-learned"), []);
});

chapter("rooms are linked, and shown to whoever is in both", async () => {
	await go("settings");
	await button(visitor, "Link a room").click();
	await dialog(visitor).getByLabel("Which room?").selectOption({ index: 1 });
	await dialog(visitor).getByLabel("same cause").check();
	await dialog(visitor).getByRole("button", { name: "Link a room" }).click();
	await main().getByRole("listitem").filter({ hasText: "same cause" }).getByRole("link", { name: "Suspicion" }).waitFor();
	await page().getByRole("list", { name: "What happens" }).getByText(/^same cause: .*Suspicion/).waitFor();
	await go("now");
	const rows = main().locator(".section").filter({ has: page().getByRole("heading", { name: "Linked rooms" }) }).getByRole("listitem");
	const here = await page().locator(".room-head h1").innerText();
	assert.deepEqual(await look(visitor, "links-now"), []);
	await rows.filter({ hasText: "same cause" }).getByRole("link", { name: "Suspicion" }).click();
	await rows.filter({ hasText: "same cause" }).getByRole("link", { name: here }).waitFor();
	const linked = page().url().replace(/\/now$/, "");
	const head = Number((await page().locator(".room-head small").innerText()).match(/\d+$/)[0]);
	await page().goto(`${linked}/now?at=${head}`);
	await page().getByText("You look at the past.").waitFor();
	await page().getByRole("heading", { name: "What is known" }).waitFor();
	await counted(rows, 0, "it was linked after that entry");
	await command(visitor, linked.split("/").at(-1), "post_message", { text: "It goes on." });
	await page().goto(`${linked}/now?at=${head + 1}`);
	await rows.filter({ hasText: "same cause" }).getByRole("link", { name: here }).waitFor();
	await page().goto(`${linked}/settings`);
	await main().getByRole("listitem").filter({ hasText: "same cause" }).getByRole("link", { name: here }).waitFor();
	await counted(button(visitor, "Take it back"), 0, "it is taken back where it was made");
	await button(visitor, "Link a room").click();
	await dialog(visitor).getByLabel("Which room?").selectOption({ label: here });
	await dialog(visitor).getByLabel("same cause").check();
	await dialog(visitor).getByRole("button", { name: "Link a room" }).click();
	await dialog(visitor).getByRole("alert").getByText("It is linked so already, from here or from there.").waitFor();
	await dialog(visitor).getByRole("button", { name: "Cancel" }).click();
	assert.deepEqual(visitor.faults, []);
});

chapter("a long list of what is hit is drawn in parts, and what is chosen is changed as many at a time as may be", async () => {
	await go("scope");
	await button(visitor, "List things").click();
	await dialog(visitor).getByLabel("What is hit").fill(Array.from({ length: 70 }, (_, i) => (i === 66 ? "host-\u202e66" : `host-${i}`)).join("\n"));
	await dialog(visitor).getByRole("button", { name: "List 70" }).click();
	await dialog(visitor).getByText("The first 64 are listed. Mend the rest, and list it all again: nothing stands twice. Line 67: name: holds a character that turns the line round").waitFor();
	await dialog(visitor).getByText("70 things, 64 of them listed already").waitFor();
	await dialog(visitor).getByLabel("What is hit").fill(Array.from({ length: 300 }, (_, i) => `host-${i}`).join("\n"));
	await dialog(visitor).getByRole("button", { name: "List 300" }).click();
	await dialog(visitor).waitFor({ state: "detached" });
	await main().getByRole("button", { name: /^Show more: 1\d\d are not shown$/ }).waitFor();
	assert.equal(await main().getByLabel(/^Choose host-/).count() < 200, true);
	await page().getByLabel("Kind").first().selectOption("asset");
	await main().getByRole("button", { name: /^Choose all 3\d\d$/ }).click();
	const left = Number((await main().getByRole("button", { name: /^Choose all / }).innerText()).match(/\d+/)[0]) - 256;
	await main().getByText("At most 256 at once: these first, the rest stays chosen.").waitFor();
	await button(visitor, "How does it stand with them?").click();
	await dialog(visitor).getByLabel("cleared").check();
	await dialog(visitor).getByLabel("What tells so").fill("Looked at, one by one.");
	await dialog(visitor).getByRole("button", { name: "How does it stand with them?" }).click();
	await main().getByRole("group", { name: `${left} chosen` }).waitFor();
	assert.deepEqual(visitor.faults, []);
});
