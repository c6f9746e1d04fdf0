// Every screen there is, in a matter that is under way: wide, on a phone, light, dark, 320 px narrow, by the keyboard alone; and a brief on paper.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { button, byKeyboard, chapters, command, demo, launch, look, narrow, person } from "./house.mjs";

const charter = ["people", "seats", "rules", "services", "severities", "contacts", "readiness", "changes"];
const room = ["now", "decide", "measures", "do", "say", "talk", "scope", "calls", "timeline", "people", "access", "record", "settings", "more", "wall"];
const outside = { rooms: "/rooms", work: "/work", search: "/search?q=settlement", report: "/report", declare: "/declare", record: "/record", account: "/account" };
let house, browser, visitor, number;
const test = chapters(() => [visitor]);

/** What the room holds of a kind, the newest first. */
const newest = async (kind) => {
	const { entities } = await visitor.page.evaluate((at) => fetch(`/api/rooms/${at}`).then((reply) => reply.json()), number);
	return entities.filter((one) => one.entity === kind).sort((a, b) => b.id - a.id);
};

/** Go through screens, each as it is first opened: everything found wrong. */
async function visit(places) {
	const wrong = [];

	for (const [name, address] of Object.entries(places)) {
		await visitor.page.goto(address);
		await visitor.page.locator("main :is(h1, h2, ul)").first().waitFor();
		await visitor.page.waitForLoadState("networkidle", { timeout: 500 }).catch(() => {});
		wrong.push(...await look(visitor, `screen-${name}`, { wide: ["light"], phone: ["dark"] }), ...await narrow(visitor, name), ...await byKeyboard(visitor, name));
	}
	return wrong;
}

before(async () => {
	house = await demo();
	browser = await launch();
	visitor = await person(browser, house.origin);
});

after(async () => {
	await browser?.close();
	await house?.stop();
});

test("a matter is under way, and then stands still", async () => {
	await visitor.page.goto(house.link);
	await visitor.page.getByRole("heading", { name: "EMBER" }).waitFor({ timeout: 30_000 });
	await visitor.page.locator(".waiting li").filter({ hasText: "customer file transfer" }).waitFor({ timeout: 60_000 });
	number = Number(new URL(visitor.page.url()).pathname.split("/")[2]);
	await visitor.page.getByRole("button", { name: "You are:" }).click();
	await button(visitor, "Stop the colleagues").click();
	await button(visitor, "Let the colleagues go on").waitFor();
});

test("in the room", async () => {
	const at = `/room/${number}`;
	const places = Object.fromEntries(room.map((tab) => [`room-${tab}`, `${at}/${tab}`]));
	const [one] = await newest("task"), [page] = await newest("document");
	const brief = (await newest("decision")).find(({ question }) => /customer file transfer/.test(question));

	assert.deepEqual(await visit({ ...places, brief: `${at}/decide/${brief.id}`, task: `${at}/do/${one.id}`, document: `${at}/say/${page.id}` }), []);
});

test("outside it, and in the charter", async () => {
	assert.deepEqual(await visit({ ...outside, ...Object.fromEntries(charter.map((tab) => [`charter-${tab}`, `/charter/${tab}`])) }), []);
});

test("a brief with four options, six interests and a condition is one page of either paper", async () => {
	const brief = (await newest("decision")).find(({ question }) => /customer file transfer/.test(question));
	const { entities } = await visitor.page.evaluate(() => fetch("/api/charter").then((reply) => reply.json()));
	const coo = entities.find((one) => one.entity === "seat" && one.label === "coo").id;
	const states = async (position, ...interests) => {
		const { seq } = await command(visitor, number, "state_position", { decision: brief.id, ...position });
		for (const text of interests) await command(visitor, number, "state_interest", { position: seq, text });
	};

	await states({ seat: coo, text: "Settlement goes out tonight, by whatever way is left; the merchants are told before they ask." },
		"Twenty-three small merchants have no other income until Monday, and their payroll runs on what we settle at 06:00.", "Whatever is switched off tonight is switched on again by people who have slept.");
	await states({ text: "If we are not certain, we say so to the merchants before the press does." }, "That customers believe what we say next month, too.", "No promise tonight that must be taken back tomorrow.");
	await command(visitor, number, "concur_if", { option: brief.option, seat: coo, text: "Two people check settlement, and the Hauptabteilungsleiter Zahlungsverkehrsabwicklung is told by telephone before the first batch leaves." });
	await visitor.page.goto(`/room/${number}/decide/${brief.id}`);
	await visitor.page.locator(".paper-head .qr").waitFor({ state: "attached" });
	await visitor.page.locator(".brief").getByText("by people who have slept").waitFor({ state: "attached" });
	await visitor.page.emulateMedia({ media: "print" });
	assert.match((await visitor.page.locator(".recommended").innerText()).replace(/\s+/g, " "), /^Recommended: .+, put up by .+ Against it: Chief operating officer .+ would concur if/);
	await visitor.page.emulateMedia({ media: null });
	for (const format of ["A4", "Letter"]) {
		const paper = await visitor.page.pdf({ format, margin: { top: "7mm", bottom: "7mm", left: "7mm", right: "7mm" } });
		assert.equal(paper.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1, format);
	}
});

test("no page broke, nor the content security policy", () => assert.deepEqual(visitor.faults, []));
