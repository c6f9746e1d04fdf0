// A calm Tuesday: no room is open, and the first screen says how ready we are, when the next drill is due, and what ends soon.

import assert from "node:assert/strict";
import { command, counted, declare, give, hours, look, story } from "./house.mjs";

let ines, tove;
const { test, ends } = story("small.yaml", ["Tove Lindqvist"], (...all) => { [ines, tove] = all; });
const calm = (who) => who.page.locator(".section").filter({ has: who.page.getByRole("heading", { name: "How ready we are" }) });
const row = (who, text) => calm(who).getByRole("listitem").filter({ hasText: text });

test("an officer reads the number, its gravest reasons, what comes next and all that ends", async () => {
	await ines.page.goto("/charter/people");
	await give(ines, "Invite a guest", { "What they are called": "Olga Petrova", "Where they are from": "Counsel & Co", "Until when?": hours(24 * 20) });
	await give(ines, "Invite a guest", { "What they are called": "Ruth", "Where they are from": "Forensics", "Until when?": hours(24 * 50) });
	await command(tove, "charter", "set_absence", { until: (Date.now() + 3 * 86_400_000) * 1000 });
	await ines.page.goto("/rooms");
	await calm(ines).locator(".readiness").getByText(/^\d+ of 100$/).waitFor();
	await counted(calm(ines).locator(".lacks"), 3);
	assert.match(await row(ines, "Next drill").innerText(), /is due/);
	assert.match(await row(ines, "Look through who can get in").innerText(), /due by/);
	await row(ines, "Olga Petrova, Counsel & Co: may come no more").waitFor();
	await row(ines, "Tove Lindqvist is away").waitFor();
	await counted(row(ines, "Ruth"), 0);
	assert.deepEqual(await look(ines, "calm"), []);
});

test("each leads to where it is mended", async () => {
	const hrefs = await calm(ines).getByRole("link").evaluateAll((all) => all.map((one) => one.getAttribute("href")));

	assert.deepEqual([...new Set(hrefs)].sort(), ["/charter/access", "/charter/people", "/charter/readiness"]);
	await calm(ines).getByRole("link", { name: /more finding/ }).click();
	await ines.page.getByText("Mend the dearest first").waitFor();
});

test("whoever is no officer is told how ready we are, and what ends of their own", async () => {
	await tove.page.goto("/rooms");
	await row(tove, "Tove Lindqvist is away").waitFor();
	await counted(row(tove, "Olga"), 0);
	await counted(row(tove, "Look through"), 0);
	assert.equal(await calm(tove).getByRole("link", { name: /is away/ }).getAttribute("href"), "/account");
	assert.deepEqual(await look(tove, "calm-member"), []);
});

test("while a room is open, that is what is seen", async () => {
	await declare(ines, "EMBER", "The shop is hit");
	await ines.page.goto("/rooms");
	await ines.page.getByRole("link", { name: /EMBER/ }).first().waitFor();
	await counted(calm(ines), 0);
});

ends();
