// What was decided is carried out by whom it names: called, taken, put in force, tested by another; and what stands when nobody comes.

import assert from "node:assert/strict";
import { answer, button, clockAhead, counted, declare, dialog, give, look, minutesAfter, putUp, story } from "./house.mjs";

const clock = clockAhead();
let ines, marek, tove, room, brief;
const { test, ends } = story("small.yaml", ["Tove Lindqvist", "Marek Dvorak"], (...all) => { [ines, tove, marek] = all; }, clock.env);
const main = (who) => who.page.locator(".room-main");
const waits = (who, text) => who.page.locator(".waiting li").filter({ hasText: text });
const table = (who, name) => who.page.getByRole("region", { name, exact: true });
const column = (who, name) => main(who).locator(".column").filter({ hasText: name });
const minutes = (n) => minutesAfter(n, clock, [ines, tove, marek], room);

/** The IT lead decides it, and the counsel is to carry it out. */
async function decides(ask, what) {
	await putUp(marek, room, ask, "contain", "At once", () => give(marek, "Add a measure", {
		"What exactly is done": what, "What kind of measure": "rate limit", "Who carries it out": "Counsel and data protection", "How long does it hold": "240", "How will somebody else test it": "Ask for it from outside." }));
	brief = new URL(marek.page.url()).pathname;
	await answer(marek, "Decide for it");
	await main(marek).locator(".ask").getByText("taken").waitFor();
}

test("whoever is to carry out what was decided is called, and has a task with a moment", async () => {
	room = await declare(marek, "EMBER", "Orders are read by somebody else", "SEV4");
	await tove.page.goto(`/room/${room}`);
	await main(tove).getByText("Nothing waits for you.").waitFor();
	await decides("Close the shop's door for machines?", "The shop's gateway lets no machine in");
	await waits(tove, "It was decided. Counsel and data protection is to carry it out.").getByText("The shop's gateway lets no machine in").waitFor();
	assert.deepEqual(await look(tove, "carry-out-called"), []);
	await ines.page.goto(`/room/${room}/calls`);
	await main(ines).getByText("is to see that Counsel and data protection carries a measure out").first().waitFor();
	await waits(tove, "It was decided.").getByRole("button", { name: "I know of it" }).click();
	await waits(tove, "It was decided.").waitFor({ state: "detached" });
	await main(ines).getByText("Nobody is to be called.").waitFor();
});

test("they take it, put it in force, and the task is done with that; it is a gap until somebody else has tested it", async () => {
	await tove.page.goto(`/room/${room}/do`);
	await column(tove, "Nobody is on it").getByText("The shop's gateway lets no machine in").click();
	await button(tove, "I take it").click();
	await main(tove).getByText("taken", { exact: true }).first().waitFor();
	await tove.page.goto(`/room/${room}/do`);
	await column(tove, "Under way").getByText("The shop's gateway lets no machine in").waitFor();
	assert.deepEqual(await look(tove, "carry-out-taken"), []);
	await tove.page.goto(`/room/${room}/measures`);
	await button(tove, "It is in force").click();
	await table(tove, "Gaps").getByText("not tested").waitFor();
	await tove.page.goto(`/room/${room}/do`);
	await column(tove, "Finished").getByText("The shop's gateway lets no machine in").waitFor();
	await column(tove, "Finished").getByText("Tove Lindqvist").waitFor();
	await ines.page.goto(`/room/${room}/measures`);
	await give(ines, "I tested it", { "How did you test it?": "Asked for it from home: refused." });
	await table(ines, "In force and tested").getByText("Asked for it from home: refused.").waitFor();
	await counted(table(ines, "Gaps"), 0);
	assert.deepEqual(await look(ines, "carry-out-tested"), []);
});

test("nobody says that they know: after a third of the time the deputy is called, after two thirds whoever commands", async () => {
	await decides("Close the door for everybody?", "The shop's gateway lets nobody in");
	await tove.page.goto(`/room/${room}`);
	await waits(tove, "The shop's gateway lets nobody in").first().waitFor();
	await ines.page.goto(`/room/${room}`);
	await main(ines).locator(".situation").waitFor();
	await counted(waits(ines, "It was decided."), 0);
	await minutes(21);
	await waits(ines, "It was decided. Counsel and data protection is to carry it out.").getByText("The shop's gateway lets nobody in").waitFor();
	await marek.page.goto(`/room/${room}`);
	await main(marek).locator(".situation").waitFor();
	await counted(waits(marek, "It was decided."), 0);
	await minutes(41);
	await waits(marek, "It was decided. Counsel and data protection is to carry it out.").waitFor();
});

test("it is not in force in time: a gap that is late, and those that carry it out, that decided and that command are called", async () => {
	await minutes(61);
	for (const who of [tove, marek]) {
		await who.page.goto(`/room/${room}`);
		await waits(who, "It was decided and is not in force in time.").getByText("The shop's gateway lets nobody in").waitFor();
	}
	assert.deepEqual(await look(marek, "carry-out-late"), []);
	await marek.page.goto("/work");
	await marek.page.locator(".cards li.called").filter({ hasText: "The shop's gateway lets nobody in" }).first().waitFor();
	await ines.page.goto(`/room/${room}/measures`);
	await table(ines, "Gaps").getByText("not in force").waitFor();
	assert.deepEqual(await look(ines, "carry-out-gap"), []);
	await ines.page.goto(`/room/${room}/do`);
	await main(ines).locator(".column li").filter({ hasText: "The shop's gateway lets nobody in" }).getByText("late").first().waitFor();
	await ines.page.goto(`/room/${room}/wall`);
	await ines.page.locator(".wall-missing").filter({ hasText: "not in force" }).waitFor();
});

test("once it is in force nobody is called for it any more", async () => {
	await marek.page.goto(`/room/${room}/measures`);
	await table(marek, "Gaps").getByText("not in force").waitFor();
	await tove.page.goto(`/room/${room}/measures`);
	await button(tove, "It is in force").click();
	await table(marek, "Gaps").getByText("not tested").waitFor();
	await marek.page.goto(`/room/${room}`);
	await main(marek).locator(".situation").waitFor();
	await counted(waits(marek, "not in force in time"), 0);
});

ends();
