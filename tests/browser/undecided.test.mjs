// A night in which nobody answers: what was done alone is not ratified, and is undone; what ended undecided is asked anew or
// dropped; what waits for somebody is in their work, of a room that is closed, too.

import assert from "node:assert/strict";
import { answer, button, clockAhead, command, counted, declare, dialog, give, look, minutesAfter, putUp, signs, smallCharter, story } from "./house.mjs";

const rule = `  - {kind: partial_shutdown, accountable: owner, concur: [{k: 1, seats: [counsel]}], within: 2h, ladder: {remind_after: 10m, deputy_after: 20m}, alone: [{seat: it_lead, holds: 30m}]}
`;
const charter = smallCharter([/^ {2}- \{kind: partial_shutdown.*\n/m, rule]), clock = clockAhead();
let ines, marek, tove, room, first, alone;
const { test, ends } = story(charter, ["Tove Lindqvist", "Marek Dvorak"], (...all) => { [ines, tove, marek] = all; }, clock.env);
const main = (who) => who.page.locator(".room-main");
const section = (who, title) => main(who).locator(".section").filter({ has: who.page.getByRole("heading", { name: title, exact: true }) });
const table = (who, name) => who.page.getByRole("region", { name, exact: true });
const card = (who, text) => who.page.locator(".cards li").filter({ hasText: text });
const minutes = (n) => minutesAfter(n, clock, [ines, tove, marek], room);
const seat = (who, label) => who.page.evaluate((is) => fetch("/api/charter").then((reply) => reply.json()).then(({ entities }) => entities.find((one) => one.entity === "seat" && one.label === is).id), label);

test("around a decision stand what the room wants, what is in the way, and what is done already", async () => {
	room = await declare(marek, "EMBER", "The shop is hit");
	const it = await seat(marek, "it_lead");
	const { seq: copy } = await command(marek, room, "open_task", { title: "Copy the disks", owner: it });
	const { seq: list } = await command(marek, room, "open_task", { title: "List today's orders", owner: it });
	await command(marek, room, "set_objective", { text: "Bread goes out at six" });
	await command(marek, room, "finish_task", { task: copy, result: "Two disks, in the safe." });
	await command(marek, room, "block_task", { task: list, outside: "The host", why: "They are asked for the log." });
	await putUp(ines, room, "Slow the shop down?", "contain", "Ten requests a minute");
	first = new URL(ines.page.url()).pathname;
	await section(ines, "What we want now").getByText("Bread goes out at six").waitFor();
	await section(ines, "What is in the way").getByText("List today's orders: waits for The host: They are asked for the log.").waitFor();
	await section(ines, "Already done").getByText("Copy the disks").waitFor();
	await section(ines, "Already done").getByText("Two disks, in the safe.").waitFor();
	assert.deepEqual(await look(ines, "around"), []);
});

test("one seat acts alone: until when is said, and what becomes of it unless the others answer", async () => {
	await putUp(ines, room, "Take the tills off the net?", "partial shutdown", "Off at once", () =>
		give(ines, "Add a measure", { "What kind of measure": "partial shutdown", "What exactly is done": "Pull the tills' cable", "How long does it hold?": "4" }));
	alone = new URL(ines.page.url()).pathname;
	await marek.page.goto(alone);
	await button(marek, "Act alone, now (IT lead)").click();
	await signs(marek);
	await main(marek).getByText("ends unless the others answer").waitFor();
});

test("nobody ratified it: it has ended, and is to be undone", async () => {
	await marek.page.goto(`/room/${room}/measures`);
	await button(marek, "It is in force").click();
	await main(marek).getByText("in force", { exact: true }).waitFor();
	await minutes(31);
	await table(marek, "Gaps").getByText("ran out, not undone").waitFor();
	assert.deepEqual(await look(marek, "undecided-not-ratified"), []);
	await marek.page.goto(`/room/${room}/do`);
	await main(marek).locator(".column").filter({ hasText: "Nobody is on it" }).getByText("Undo: Pull the tills' cable").waitFor();
});

test("what ended undecided stands in red for all, and is in the work of whoever answers for it", async () => {
	await tove.page.goto(`/room/${room}/now`);
	const red = section(tove, "Undecided");
	await red.getByText("Slow the shop down?").waitFor();
	await red.getByText("Take the tills off the net?").waitFor();
	assert.deepEqual(await look(tove, "undecided-now"), []);
	for (const [who, ask] of [[ines, "Take the tills off the net?"], [marek, "Slow the shop down?"]]) {
		await who.page.goto("/work");
		await card(who, ask).getByText("Undecided").waitFor();
	}
	assert.deepEqual(await look(ines, "undecided-work"), []);
});

test("asked anew it is a new decision in the place of the old; dropped, with a reason, nobody is called for it any more", async () => {
	await ines.page.getByRole("link", { name: /Take the tills/ }).first().click();
	assert.deepEqual(await look(ines, "undecided-brief"), []);
	await button(ines, "Ask anew").click();
	assert.equal(await dialog(ines).getByLabel("The ask").inputValue(), "Take the tills off the net?");
	await dialog(ines).getByLabel("The ask").fill("Take the tills off the net until six?");
	await dialog(ines).getByRole("button", { name: "Ask anew" }).click();
	await main(ines).locator(".ask").getByText("Take the tills off the net until six?").waitFor();
	await marek.page.goto(first);
	await give(marek, "Drop it", { "Why": "They have gone." });
	await button(marek, "Ask anew").waitFor({ state: "detached" });
	await tove.page.goto(`/room/${room}/now`);
	await counted(section(tove, "Undecided"), 0);
});

test("a suspicion that nobody has looked at, and a clock of a room that is closed, are in the work of whoever owns them", async () => {
	await tove.page.goto("/report");
	await tove.page.getByLabel("What do you see?").fill("A mail from the host that is not theirs");
	await button(tove, "Report a suspicion").click();
	await marek.page.goto("/work");
	await card(marek, "A mail from the host that is not theirs").getByText("Suspicion").waitFor();
	assert.deepEqual(await look(marek, "undecided-triage"), []);
	const wren = await declare(ines, "WREN", "The host lost a disk", "SEV3");
	await command(ines, wren, "start_clock", { title: "Tell the authority", moments: [{ moment: "aware", cause: 1 }], terms: { label: "gdpr_33", owner: await seat(ines, "counsel"), limits: [{ from: "aware", unit: "hours", amount: 72 }] } });
	await ines.page.goto(`/room/${wren}/settings`);
	await give(ines, "Close the room", { "What came of it": "The host has mended it." });
	await ines.page.locator(".room-head").getByText("closed").waitFor();
	await tove.page.goto("/work");
	await card(tove, "Tell the authority").getByText("Clock").waitFor();
	assert.deepEqual(await look(tove, "undecided-closed"), []);
});

ends();
