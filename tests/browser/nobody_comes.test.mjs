// A suspicion that nobody looks at, and a committee that does not come together: each is late, loudly, and who can see to it is called.

import assert from "node:assert/strict";
import { button, clockAhead, counted, declare, dialog, give, hours, look, minutesAfter, story } from "./house.mjs";

const clock = clockAhead();
let ines, marek, tove, room;
const { test, ends } = story("small.yaml", ["Tove Lindqvist", "Marek Dvorak"], (...all) => { [ines, tove, marek] = all; }, clock.env);
const main = (who) => who.page.locator(".room-main");
const section = (who, title) => main(who).locator(".section").filter({ has: who.page.getByRole("heading", { name: title, exact: true }) });
const waits = (who, text) => who.page.locator(".waiting li").filter({ hasText: text });
const card = (who, text) => who.page.locator(".cards li").filter({ hasText: text });
let begun = 0;
/** So many minutes after this matter began. */
const minutes = (n) => minutesAfter(begun + n, clock, [ines, tove, marek], room);

test("a suspicion is reported: everybody in the room sees who is called to look at it, and until when", async () => {
	await tove.page.goto("/report");
	await tove.page.getByLabel("What do you see?").fill("A mail from the host that is not theirs");
	await button(tove, "Report a suspicion").click();
	await section(tove, "To be looked at").getByText("Marek Dvorak: not reached yet").waitFor();
	room = new URL(tove.page.url()).pathname.split("/")[2];
	await section(tove, "To be looked at").getByText(/(29|30) min left/).waitFor();
	assert.deepEqual(await look(tove, "untriaged-called"), []);
	await marek.page.goto("/work");
	await card(marek, "A mail from the host").getByText("Suspicion").waitFor();
});

test("who does not say that they know is passed over for the deputy, then the next authority is called, too", async () => {
	await minutes(11);
	await counted(section(tove, "To be looked at").getByText("Ines Albrecht"), 0);
	await minutes(21);
	await section(tove, "To be looked at").getByText("Ines Albrecht: not reached yet").waitFor();
	await ines.page.goto("/work");
	await card(ines, "A mail from the host").getByText("Suspicion").waitFor();
	await card(ines, "A mail from the host").getByRole("button", { name: "I know of it" }).click();
	await section(tove, "To be looked at").getByText("Ines Albrecht: knows of it").waitFor();
});

test("nobody has looked in time, though one of them knew: it is late, the next authority is called, and whoever reported it is told", async () => {
	await minutes(31);
	await section(tove, "To be looked at").getByText("Nobody has looked at it in time.").waitFor();
	await waits(tove, "IT lead has not looked at what was reported. See that somebody does.").waitFor();
	assert.deepEqual(await look(tove, "untriaged-late"), []);
	await card(ines, "A mail from the host").first().waitFor();
	await ines.page.goto(`/room/${room}`);
	await waits(ines, "IT lead has not looked at what was reported.").waitFor();
	assert.deepEqual(await look(ines, "untriaged-owner"), []);
	await tove.page.goto("/work");
	await card(tove, "A mail from the host").locator(".mark.bad").first().waitFor();
});

test("one looks and watches it: nobody is called for it any more", async () => {
	await marek.page.goto(`/room/${room}`);
	await button(marek, "Watch it").click();
	await dialog(marek).getByLabel("Why neither").fill("One mail; the host is asked.");
	await dialog(marek).getByLabel("When to look again?").fill(hours(6));
	await dialog(marek).getByRole("button", { name: "Watch it" }).click();
	await dialog(marek).waitFor({ state: "detached" });
	await ines.page.goto(`/room/${room}`);
	await main(ines).getByText("One mail; the host is asked.").waitFor();
	await counted(section(ines, "To be looked at"), 0);
	await counted(waits(ines, "has not looked"), 0);
});

test("a committee is called together, and one of three says that they know", async () => {
	begun = 32;
	room = await declare(tove, "EMBER", "The shop is hit");
	await section(tove, "The committee").getByText("Marek Dvorak: not reached yet").waitFor();
	await marek.page.goto(`/room/${room}`);
	await waits(marek, "You are called to the committee as IT lead.").getByRole("button", { name: "I know of it" }).click();
	await section(tove, "The committee").getByText("Marek Dvorak: knows of it").waitFor();
	await minutes(41);
	await waits(tove, "The committee is not together in time. See that it meets.").waitFor();
	assert.deepEqual(await look(tove, "unmet-soon"), []);
});

test("the hour has come, and nobody has said that it met: it is late, whoever knows of it", async () => {
	await minutes(61);
	await section(tove, "The committee").getByText("It has not met in time.").waitFor();
	await ines.page.goto(`/room/${room}`);
	await waits(ines, "The committee is not together in time.").waitFor();
	assert.deepEqual(await look(ines, "unmet-late"), []);
	await ines.page.goto(`/room/${room}/calls`);
	await main(ines).getByText("It has not met in time.").waitFor();
	await main(ines).getByText("is to see that the committee meets").first().waitFor();
});

test("it meets after all, and nobody is called for it any more", async () => {
	await button(ines, "It has met").click();
	await dialog(ines).getByLabel("Ines Albrecht").check();
	await dialog(ines).getByRole("button", { name: "It has met" }).click();
	await main(ines).getByText("It met").first().waitFor();
	await tove.page.goto(`/room/${room}`);
	await main(tove).locator(".situation").waitFor();
	await counted(waits(tove, "committee"), 0);
	await counted(section(tove, "The committee"), 0);
});

ends();
