// Before the crisis: how ready the charter is, a finding mended in one step, and who would decide at three in the morning.

import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { answer, button, command, counted, dialog, firstEnters, found, inDemo, link, look, person, root } from "./house.mjs";

let browser, visitor;

inDemo((who, on) => { visitor = who; browser = on; });

const finding = (text) => visitor.page.locator(".lacks").filter({ hasText: text });
const panel = () => visitor.page.locator(".section").filter({ has: visitor.page.getByRole("heading", { name: "Rehearse" }) });
const unreachable = (name, yes = true) => panel().getByRole("checkbox", { name: new RegExp(`^${name}`) }).setChecked(yes);

test("readiness is one number with its reasons", async () => {
	const { page } = visitor;

	await page.goto("/charter/readiness");
	await page.locator(".readiness strong").getByText(/^\d+ of 100$/).waitFor();
	await page.locator(".lacks").first().getByText(/costs \d+/).waitFor();
	assert.deepEqual(await look(visitor, "readiness"), []);
});

test("somebody says where they can be reached, and it is found no more", async () => {
	const { page } = visitor;

	await command(visitor, "charter", "set_reach", {});
	for (let i = 0; i < 60 && !await finding("nobody knows how to reach them").getByText("costs 1", { exact: true }).count(); i++) {   // the others in the demonstration say so, one after another
		await page.waitForTimeout(500);
		await page.reload();
		await page.locator(".readiness strong").waitFor();
	}
	await finding("nobody knows how to reach them").getByText(/costs \d+/).waitFor();
	const before = Number.parseInt(await page.locator(".readiness strong").innerText(), 10);
	await button(visitor, "Say where you can be reached").click();
	await dialog(visitor).getByLabel("telephone").fill("+44 20 7946 0018");
	await dialog(visitor).getByRole("button", { name: "Say where you can be reached", exact: true }).click();
	await page.locator(".readiness strong").getByText(`${before + 1} of 100`).waitFor();
});

test("what is always the charter officers' is rehearsed, too", async () => {
	await panel().getByLabel("What is to be decided?").selectOption("change_charter");
	await button(visitor, "Rehearse").click();
	await panel().locator(".verdict").getByText("it is decided").waitFor();
	await counted(panel().getByLabel("What is to be decided?").locator("option[value=erase_words]"), 1);
});

test("with deputies it is decided in time, and each step is drawn and said", async () => {
	await panel().getByLabel("What is to be decided?").selectOption("partial_shutdown");
	await unreachable("Rosa Lindgren");
	await unreachable("Amir Haddad");
	await button(visitor, "Rehearse").click();
	await panel().getByText("After 20 minutes it is decided: Sven Hoffmann").waitFor();
	await panel().locator(".moments").getByText("Sven Hoffmann stands in for Chief information security officer.").waitFor();
	await counted(panel().locator(".rehearsed .wait"), 2);
	await panel().locator(".verdict").scrollIntoViewIfNeeded();
	assert.deepEqual(await look(visitor, "rehearsed"), []);
});

test("where nobody is left there is a gap, in shape and word", async () => {
	for (const name of ["Sven Hoffmann", "Nadia Petrova", "Helena Brandt"]) await unreachable(name);
	await button(visitor, "Rehearse").click();
	await panel().getByText("After 60 minutes it ends undecided").waitFor();
	await counted(panel().locator(".rehearsed .wait.gap"), 2);
	assert.equal(await panel().locator(".moments li.gap .mark").first().innerText(), "Gap");
	await panel().locator(".verdict").scrollIntoViewIfNeeded();
	assert.deepEqual(await look(visitor, "rehearsed-gap"), []);
});

test("a finding is mended in one step: the form holds what is so now, and the decision is opened with it", async () => {
	const charter = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "tocsin-browser-")), "no_scribe.yaml");

	fs.writeFileSync(charter, fs.readFileSync(path.join(root, "library/charters/small.yaml"), "utf8").replace(/^ +- \{label: scribe.*\n/m, ""));
	const founding = await found(charter);
	const ines = await person(browser, founding.origin);
	const row = (text) => ines.page.locator(".lacks").filter({ hasText: text });

	try {
		await firstEnters(founding, ines);
		await ines.page.goto("/charter/readiness");
		await row("No seat is the scribe's").getByRole("button", { name: "Mend it" }).click();
		await dialog(ines).getByRole("group", { name: "Who holds it" }).getByLabel("Ines Albrecht").check();
		assert.deepEqual(await look(ines, "mend"), []);
		await dialog(ines).getByRole("button", { name: "Mend it", exact: true }).click();
		assert.match(await answer(ines, "Decide for it"), /Scribe; Held by Ines Albrecht/);
		await ines.page.locator(".ask").getByText("taken").waitFor();
		await ines.page.goto("/charter/readiness");
		await row("seats · scribe").getByText("Only Ines Albrecht can answer for it").waitFor();
		await counted(row("No seat is the scribe's"), 0);
		await row("Nobody in its line has a passkey").getByRole("link", { name: "To the people" }).waitFor();
		await row("Ines Albrecht is the only charter officer").getByRole("button", { name: "Mend it" }).click();
		assert.ok(await dialog(ines).getByRole("group", { name: "Who holds it" }).getByLabel("Ines Albrecht").isChecked());
		assert.deepEqual(ines.faults, []);
	} finally {
		await founding.stop();
	}
});
