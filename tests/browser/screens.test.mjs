// Every screen there is, in a matter that is under way: wide, on a phone, light, dark, 320 px narrow, and by the keyboard alone.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { button, byKeyboard, chapters, demo, launch, look, narrow, person } from "./house.mjs";

const charter = ["people", "seats", "rules", "services", "severities", "contacts", "readiness", "changes"];
const room = ["now", "decide", "measures", "do", "say", "talk", "scope", "calls", "timeline", "people", "access", "record", "settings", "more", "wall"];
const outside = { rooms: "/rooms", work: "/work", search: "/search?q=settlement", report: "/report", declare: "/declare", record: "/record", account: "/account" };
let house, browser, visitor;
const test = chapters(() => [visitor]);

/** What the room holds of a kind, the newest first. */
const newest = async (kind) => {
	const { entities } = await visitor.page.evaluate(() => fetch(`/api/rooms/${location.pathname.split("/")[2]}`).then((reply) => reply.json()));
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
	await visitor.page.getByRole("button", { name: "You are:" }).click();
	await button(visitor, "Stop the colleagues").click();
	await button(visitor, "Let the colleagues go on").waitFor();
});

test("in the room", async () => {
	const at = visitor.page.url().replace(/\/\w+$/, "");
	const places = Object.fromEntries(room.map((tab) => [`room-${tab}`, `${at}/${tab}`]));
	const [one] = await newest("task"), [page] = await newest("document");
	const brief = (await newest("decision")).find(({ question }) => /customer file transfer/.test(question));

	assert.deepEqual(await visit({ ...places, brief: `${at}/decide/${brief.id}`, task: `${at}/do/${one.id}`, document: `${at}/say/${page.id}` }), []);
});

test("outside it, and in the charter", async () => {
	assert.deepEqual(await visit({ ...outside, ...Object.fromEntries(charter.map((tab) => [`charter-${tab}`, `/charter/${tab}`])) }), []);
});

test("no page broke, nor the content security policy", () => assert.deepEqual(visitor.faults, []));
