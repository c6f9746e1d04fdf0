// What is seen first, on a telephone: by whoever comes in late, by whoever sits at the call sheet, and on the wall.

import assert from "node:assert/strict";
import { answer, clockAhead, command, counted, declare, give, inSight, look, minutesAfter, phone, putUp, story, underTheThumb } from "./house.mjs";

const clock = clockAhead();
let ines, marek, tove, room;
const { test, ends } = story("small.yaml", ["Tove Lindqvist", "Marek Dvorak"], (...all) => { [ines, tove, marek] = all; }, clock.env);
const main = (who) => who.page.locator(".room-main");

/** Open it on a telephone. */
async function opens(who, tab) {
	await who.page.setViewportSize(phone);
	await who.page.goto(`/room/${room}/${tab}`);
}

/** The telephone is as it was, after it was looked at in every size. */
async function seen(who, name) {
	const wrong = await look(who, name);
	await who.page.setViewportSize(phone);
	return wrong;
}

const narrowEnough = (who) => who.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

test("two hours of a matter: facts, an objective, words, one decision taken and one that waits", async () => {
	room = await declare(ines, "EMBER", "The shop is hit", "SEV4");
	await command(ines, room, "set_objective", { text: "Bread goes out at six" });
	for (let i = 1; i <= 12; i++) await command(marek, room, "assert_fact", { name: `till_${i}.hit`, value: "true", confidence: "confirmed" });
	await command(marek, room, "post_message", { text: "Between us: the baker weeps" });
	await putUp(marek, room, "Slow the shop down?", "contain", "A tenth of the requests", () =>
		give(marek, "Add a measure", { "What exactly is done": "10 a minute at the gateway", "What kind of measure": "rate limit", "How long does it hold": "240" }));
	await answer(marek, "Decide for it");
	await main(marek).locator(".ask").getByText("taken").waitFor();
	await minutesAfter(130, clock, [ines, tove, marek], room);
	await putUp(marek, room, "Take the tills off the net?", "partial shutdown", "All of them");
	await main(marek).getByText("Waiting for IT lead and Owner").waitFor();
});

test("whoever comes in late reads how late, the story in ten lines, and what is theirs to do; one button ends it", async () => {
	const joining = main(tove).locator(".joining");

	await opens(tove, "now");
	await main(tove).getByRole("heading", { name: /^You join 2 h 1\d in$/ }).waitFor();
	assert.match(await main(tove).locator("h2").first().innerText(), /^You join/);
	await inSight(tove, ".joining h2");
	assert.ok(await narrowEnough(tove));
	await joining.locator(".story li").nth(9).waitFor();
	await counted(joining.locator(".story li"), 10);
	const story = await joining.locator(".story").innerText();
	for (const told of [/SEV4/, /Slow the shop down\?/, /Take the tills off the net\?/]) assert.match(story, told);
	assert.doesNotMatch(story, /the baker weeps/);
	await joining.getByText("Counsel and data protection").first().waitFor();
	await main(tove).getByText("Slow the shop down?").first().waitFor();
	assert.deepEqual(await seen(tove, "first-seen-late"), []);
	await joining.getByRole("button", { name: "I have read this" }).click();
	await joining.waitFor({ state: "detached" });
	await tove.page.reload();
	await main(tove).locator(".situation").waitFor();
	await counted(joining, 0);
});

test("at the call sheet the next person, their number, the words to say and one tap are under the thumb", async () => {
	await marek.page.goto("/account");
	await give(marek, "Say where", { "By telephone": "+49 30 901820" });
	await marek.page.getByText("+49 30 901820").waitFor();
	await opens(tove, "calls");
	await main(tove).getByRole("heading", { name: "Marek Dvorak" }).waitFor();
	await underTheThumb(tove, "Call +49 30 901820", "link");
	for (const selector of [".call-now h2", ".call-now blockquote"]) await inSight(tove, selector);
	assert.match(await main(tove).locator(".call-now blockquote").innerText(), /This is about EMBER, SEV4\. You are needed now\./, "the measure was to be in force an hour ago");
	const press = await underTheThumb(tove, "Answered");
	assert.deepEqual(await seen(tove, "first-seen-calls"), []);
	await press.click();
	await main(tove).getByText("Marek Dvorak: Answered. Entered.").waitFor();
	await main(tove).locator(".call-now").getByRole("heading", { name: "Ines Albrecht" }).waitFor();
});

test("on the wall stand severity, measures in force and their gaps, open decisions with who is missing; nothing that was said", async () => {
	await opens(tove, "wall");
	const wall = tove.page.locator("main");

	await wall.getByText("Take the tills off the net?").first().waitFor();
	const text = await wall.innerText();
	for (const told of [/EMBER/, /SEV4/, /Bread goes out at six/, /IT lead \(Marek Dvorak\)/, /Owner \(Ines Albrecht\)/, /10 a minute at the gateway/, /not in force/]) assert.match(text, told);
	assert.doesNotMatch(text, /the baker weeps/);
	await counted(tove.page.locator("nav, .messages, textarea"), 0);
	assert.ok(await narrowEnough(tove));
	assert.deepEqual(await seen(tove, "first-seen-wall"), []);
});

test("what a wall has no space for is written smaller, for nobody scrolls there", async () => {
	for (const which of ["tills", "ovens", "vans"]) {
		await command(ines, room, "open_decision", { kind: "contain", question: `Do we take ${which} off the net, and ${"all that hangs on them and on what they need, ".repeat(4)}until morning?` });
		const { seq: task } = await command(ines, room, "open_task", { title: `Find out who holds the keys of the ${which}, ${"where they are kept and who was given one, ".repeat(4)}and ask for them` });
		await command(ines, room, "block_task", { task, outside: "the vendor of the tills", why: "They sleep." });
	}
	await tove.page.setViewportSize({ width: 1280, height: 560 });
	await tove.page.goto(`/room/${room}/wall`);
	await tove.page.getByText("Do we take vans off the net").waitFor();
	await tove.page.waitForFunction(() => document.documentElement.scrollHeight <= innerHeight && Number(document.querySelector("main.wall").dataset.tight) > 0);
	assert.deepEqual(await seen(tove, "first-seen-wall-busy"), []);
});

ends();
