// To whom a statement is: chosen where a decision is opened, and decided by whom the charter says of that audience.

import assert from "node:assert/strict";
import { test } from "node:test";
import { button, chapters, dialog, give, inDemo, look } from "./house.mjs";

let visitor;
const chapter = chapters(() => [visitor]);

inDemo((who) => { visitor = who; });

test("whoever opens a decision finds a statement to each audience, and what remains at their end", async () => {
	const { page } = visitor;

	await page.goto(page.url().replace(/(room\/\d+).*/, "$1/decide"));
	await button(visitor, "Open a decision").click();
	const kinds = dialog(visitor).getByLabel("What kind of decision");
	await kinds.locator("option", { hasText: "statement to anybody else" }).waitFor({ state: "attached" });
	assert.deepEqual((await kinds.locator("option").allInnerTexts()).filter((text) => text.startsWith("statement")), [
		"statement to our own people", "statement to critical customers", "statement to customers", "statement to partners", "statement to press",
		"statement to authorities", "statement to board", "statement to insurer", "statement to law enforcement", "statement to anybody else"]);
	await kinds.evaluate((select) => { select.size = 18; });
	assert.deepEqual(await look(visitor, "decision-kinds"), []);
	await button(visitor, "Cancel").click();
});

chapter("each is decided by whom the charter says, and where it says nothing of them, as statements are", async () => {
	const { page } = visitor, place = page.url();
	const opened = async (kind, ask, who) => {
		await page.goto(place);
		await give(visitor, "Open a decision", { "The ask": ask, "What kind of decision": kind });
		await page.getByRole("heading", { name: ask }).waitFor();
		await page.getByText(`No option is put up yet; ${who} is to see`).first().waitFor();
	};

	await opened("statement to insurer", "Do we tell the insurer?", "Chief financial officer");
	await opened("statement to partners", "Do we tell the bank?", "Head of communications");
	assert.deepEqual(await look(visitor, "brief-statement", { wide: ["light"], phone: [] }), []);
	assert.deepEqual(visitor.faults, []);
});
