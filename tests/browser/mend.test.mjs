// What lint found is mended in one step: the form asks for that alone, holds what is so now, and the officers decide it.

import assert from "node:assert/strict";
import { answer, button, counted, dialog, give, hours, look, smallCharter, story } from "./house.mjs";

const charter = smallCharter(
	[/^people:\n/m, "people:\n  - {label: olga, name: Olga Outside, organisation: Counsel & Co, outside: true}\n"],
	[/( {4}title: Data protection authority\n(?: {4}.*\n)*? {4}callers: )\[.*\]/, "$1[]"],
	[/, switch_takes: 15m, capacity: 40\}/, "}"],
	[/^severities:\n/m, "calendars:\n  - {label: works, title: The bakery's, working: [monday, tuesday, wednesday, thursday, friday], holidays: [], utc_offset: 60}\nseverities:\n"],
	[/(severity: SEV1\n(?: {4}.*\n)*? {4}calls: )\[.*\]/, "$1[]"],
);
let ines;
const { test, ends } = story(charter, [], (who) => { ines = who; });
const finding = (text) => ines.page.locator(".lacks").filter({ hasText: text });
const readiness = async () => Number.parseInt(await ines.page.locator(".readiness strong").innerText(), 10);

/** Open what mends a finding, fill it in, sign it; it is found no more, and readiness has risen by what it cost. */
async function mends(text, costs, picture, fill) {
	await ines.page.goto("/charter/readiness");
	await finding(text).getByText(`costs ${costs}`).waitFor();
	const before = await readiness();
	await finding(text).getByRole("button", { name: "Mend it" }).click();
	await fill(dialog(ines));
	assert.deepEqual(await look(ines, picture), []);
	await dialog(ines).getByRole("button", { name: "Mend it", exact: true }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await ines.page.getByText(`readiness ${before} → ${before + costs}`).waitFor();
	await ines.page.getByText("Until now:").first().waitFor();
	assert.deepEqual(await look(ines, `${picture}-supposed`), []);
	const signed = await answer(ines, "Decide for it");
	await ines.page.locator(".ask").getByText("taken").waitFor();
	await ines.page.goto("/charter/readiness");
	await ines.page.locator(".readiness strong").getByText(`${before + costs} of 100`).waitFor();
	await counted(finding(text), 0);
	return signed;
}

test("a clock without an owner: the form asks which seats may call, and nothing else", async () => {
	assert.match(await mends("So nobody owns that clock.", 4, "mend-clock", async (form) => {
		await form.getByLabel("Counsel and data protection").check();
		await counted(form.getByRole("group"), 1);
	}), /Data protection authority[^]*Counsel and data protection/);
	await ines.page.goto("/charter/contacts");
	const contact = ines.page.getByRole("listitem").filter({ hasText: "Data protection authority" });
	await contact.getByText("+44 1632 960372").waitFor();
	assert.match(await contact.innerText(), /72 h/, "what was so stays so");
});

test("a service of which nobody has said how much a route helps: the form holds the routes there are", async () => {
	await mends("it counts as no help", 1, "mend-route", async (form) => {
		assert.equal(await form.getByLabel("What it is called").inputValue(), "Orders by telephone by day");
		await form.getByLabel("How long does it take to switch?").first().fill("15");
		await form.getByLabel("How much of the work does it carry").fill("40");
	});
	await ines.page.goto("/charter/services");
	await ines.page.getByText(/Owner · down 24 h at most · .* · needs Network and office/).waitFor();
});

test("a grave severity that calls nobody: the form asks whom it calls", async () => {
	assert.match(await mends("Nobody is called when it is declared.", 3, "mend-severity", async (form) => {
		for (const seat of ["Owner", "IT lead", "Counsel and data protection"]) await form.getByLabel(seat).check();
		await counted(form.getByLabel("when is a matter that severe"), 0, "and nothing else");
	}), /SEV1[^]*Owner/);
	await ines.page.goto("/charter/severities");
	await ines.page.getByText("No orders come in or can be delivered").waitFor();
	await ines.page.getByText("the committee meets within 1 h", { exact: false }).first().waitFor();
});

test("a calendar that names no day off: the form asks for them", async () => {
	await mends("It names no day off", 1, "mend-calendar", async (form) => {
		await form.getByRole("group", { name: "The days that are not" }).getByRole("button", { name: "Add one more" }).click();
		await form.getByLabel("Its date").fill("2099-12-25");
		assert.equal(await form.getByText("days of the week").count(), 0, "and nothing else");
	});
});

test("a guest whose time nothing ends: an officer says until when, and it is found no more", async () => {
	await ines.page.goto("/charter/readiness");
	await finding("no day ends their time").getByText("costs 1").waitFor();
	await give(ines, "Until when Olga Outside may come", { "Until when?": hours(200 * 24) });
	await finding("no day ends their time").waitFor({ state: "detached" });
	await ines.page.goto("/charter/people");
	await ines.page.getByRole("listitem").filter({ hasText: "Olga Outside" }).getByText("a guest until").waitFor();
});

ends();
