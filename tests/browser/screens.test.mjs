// Every screen there is, in a matter that is under way: wide, on a phone, light, dark, 320 px narrow, by the keyboard alone; and a brief on paper.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { button, byKeyboard, chapters, command, declare, demo, launch, look, narrow, person } from "./house.mjs";

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

async function open(address) {
	await visitor.page.goto(address);
	await visitor.page.locator("main :is(h1, h2, ul)").first().waitFor();
	await visitor.page.waitForLoadState("networkidle", { timeout: 500 }).catch(() => {});
}

/** Go through screens, each as it is first opened: everything found wrong. */
async function visit(places) {
	const wrong = [];

	for (const [name, address] of Object.entries(places)) {
		await open(address);
		wrong.push(...await look(visitor, `screen-${name}`), ...await narrow(visitor, name), ...await byKeyboard(visitor, name));
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

test("a word that ends nowhere makes no screen wider than it is", async () => {
	const label = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", word = label.repeat(3);
	const long = Number(await declare(visitor, [...label].reverse().join(""), word)), at = `/room/${long}`, wrong = [];
	const owner = await visitor.page.evaluate(() => fetch("/api/charter").then((reply) => reply.json())).then(({ entities }) => entities.find((one) => one.label === "coo").id);
	const give = async (name, fields) => (await command(visitor, long, name, fields)).seq;
	const decision = await give("open_decision", { kind: "partial_shutdown", question: word });
	const option = await give("propose_option", { decision, title: word });
	const task = await give("open_task", { title: word });
	const page = await give("open_document", { kind: "situation_report", title: word });
	const channel = await give("open_channel", { label, kind: "restricted", members: [], title: word });

	for (const [name, fields] of Object.entries({
		state_position: { decision, text: word }, put_up_option: { option }, block_task: { task, outside: word, why: word }, add_task_item: { task, text: word }, set_objective: { text: word },
		assert_fact: { name: label, value: label, confidence: "confirmed", note: word }, request_information: { name: `a.${label.slice(2)}`, question: word },
		record_occurrence: { text: word, happened_from: Date.now() * 1000 - 3_600_000_000, confidence: "probable", source: word }, list_affected: { things: [{ kind: "asset", name: word, state: "confirmed", identifier: word }] },
		set_bridge: { which: "first", kind: "video", number: label, pin: label.slice(4), link: `https://${label.slice(8)}.example/${word}`, why: word }, log_bridge: { speaker: label, text: word },
		start_clock: { title: word, terms: { label, owner, limits: [{ from: "aware", unit: "hours", amount: 4 }] }, moments: [] }, post_message: { text: word }, write_document: { document: page, text: word },
	})) await give(name, fields);
	await give("post_message", { channel, text: `\`${word}\`` });
	const inside = [...room, `decide/${decision}`, `do/${task}`, `say/${page}`, `talk/${channel}`].map((one) => `${at}/${one}`);
	for (const place of [...inside, "/rooms", "/work", "/record", `/search?q=${label}`]) {
		await open(place);
		for (const width of [320, 390, 1440]) {
			await visitor.page.setViewportSize({ width, height: 900 });
			const takes = await visitor.page.evaluate(() => document.documentElement.scrollWidth);
			if (takes > width) wrong.push(`${place} at ${width}: ${takes}`);
		}
	}
	assert.deepEqual(wrong, []);
});

test("no page broke, nor the content security policy", () => assert.deepEqual(visitor.faults, []));
