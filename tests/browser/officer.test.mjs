// An officer alone: the charter changed by the interface, and a night without the passkey.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { answer, button, chapters, counted, dialog, firstEnters, found, give, launch, link, look, otherDevice, person, signs } from "./house.mjs";

let house, browser, ines, codes, brief;
const test = chapters(() => [ines]);
const standsIn = () => dialog(ines).getByRole("group", { name: "Who stands in" });
const inFocus = (what) => what.and(ines.page.locator(":focus")).waitFor();
const propose = async (title) => {
	await ines.page.goto("/charter/changes");
	await give(ines, "Change the charter", { "The ask": title });
	await ines.page.getByText(title).click();
	await give(ines, "Propose an option", { "What is it called": title });
	await give(ines, "Say what changes: seat", { "What is it called": title, "Its short name": title.toLowerCase(), "Ines Albrecht": true });
	await button(ines, "Put this option up").click();
	await button(ines, "Decide for it").waitFor();
};

before(async () => {
	house = await found("small.yaml");
	browser = await launch();
	ines = await person(browser, house.origin);
});

after(async () => {
	await browser?.close();
	await house?.stop();
});

test("the first officer enrols, and enters", async () => {
	await firstEnters(house, ines);
});

test("a seat is added to the charter by a decision of its officers, and is in force", async () => {
	await propose("Press");
	assert.match(await answer(ines, "Decide for it"), /Press/);
	await ines.page.locator(".ask").getByText("taken").waitFor();
	await ines.page.goto("/charter/seats");
	await ines.page.getByRole("listitem").filter({ hasText: "Press" }).getByText("Ines Albrecht").waitFor();
});

test("what stands in the charter is changed where it stands, put up in one step, and beside it something is added", async () => {
	await ines.page.getByRole("listitem").filter({ hasText: "Press" }).getByRole("button", { name: "Change it" }).click();
	assert.equal(await dialog(ines).getByLabel("Its short name").inputValue(), "press");
	await counted(dialog(ines).getByLabel("Which seat is changed"), 0);
	await standsIn().getByLabel("Tove Lindqvist").check();
	assert.deepEqual(await look(ines, "charter-change"), []);
	await dialog(ines).getByRole("button", { name: "Change it", exact: true }).click();
	await answer(ines, "Decide for it");
	await ines.page.locator(".ask").getByText("taken").waitFor();
	await ines.page.goto("/charter/seats");
	await ines.page.getByRole("listitem").filter({ hasText: "Press" }).getByText("Deputies: Tove Lindqvist").waitFor();
	for (const [tab, name] of Object.entries({ seats: "Add a seat", services: "Add a service", contacts: "Add a contact", rules: "Add a rule" })) {
		await ines.page.goto(`/charter/${tab}`);
		await button(ines, name).click();
		await dialog(ines).getByRole("button", { name, exact: true }).waitFor();
		assert.ok(await dialog(ines).evaluate((at) => at.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")), "one can write at once");
		await ines.page.keyboard.press("Escape");
		await dialog(ines).waitFor({ state: "detached" });
	}
	assert.deepEqual(await look(ines, "charter-rules"), []);
});

test("who stands in first is seen, and said with the keyboard alone", async () => {
	await ines.page.goto("/charter/seats");
	await ines.page.getByRole("listitem").filter({ hasText: "Press" }).getByRole("button", { name: "Change it" }).click();
	for (const name of ["Marek Dvorak", "Ines Albrecht"]) {
		await standsIn().getByLabel(name).focus();
		await ines.page.keyboard.press("Space");
		await inFocus(standsIn().getByLabel(name));
	}
	assert.deepEqual(await standsIn().locator("ol .choice").allInnerTexts(), ["Tove Lindqvist", "Marek Dvorak", "Ines Albrecht"]);
	await standsIn().getByRole("button", { name: "Earlier Ines Albrecht" }).focus();
	await ines.page.keyboard.press("Enter");
	await inFocus(standsIn().getByRole("button", { name: "Earlier Ines Albrecht" }));
	await ines.page.keyboard.press("Enter");
	await inFocus(standsIn().getByLabel("Ines Albrecht"));
	assert.deepEqual(await standsIn().locator("ol .choice").allInnerTexts(), ["Ines Albrecht", "Tove Lindqvist", "Marek Dvorak"]);
	assert.deepEqual(await look(ines, "charter-deputies"), []);
	await dialog(ines).getByRole("button", { name: "Change it", exact: true }).click();
	await ines.page.getByText("Deputies Ines Albrecht, Tove Lindqvist, Marek Dvorak").first().waitFor();
});

test("a calendar is written where the services stand, with the days on which nobody works", async () => {
	await ines.page.goto("/charter/services");
	await button(ines, "Add a calendar").click();
	await dialog(ines).getByLabel("What is it called").fill("Germany, Berlin");
	await dialog(ines).getByLabel("Its short name").fill("de_be");
	await dialog(ines).getByRole("group", { name: "The days that are not" }).getByRole("button", { name: "Add one more" }).click();
	await dialog(ines).getByLabel("Its date").fill("2026-12-25");
	assert.equal(await dialog(ines).getByRole("checkbox", { name: /day$/, checked: true }).count(), 5);
	await dialog(ines).getByLabel("saturday").check();
	assert.deepEqual(await look(ines, "charter-calendar"), []);
	await dialog(ines).getByRole("button", { name: "Add a calendar", exact: true }).click();
	await answer(ines, "Decide for it");
	await ines.page.locator(".ask").getByText("taken").waitFor();
	await ines.page.goto("/charter/services");
	const row = ines.page.getByRole("listitem").filter({ hasText: "Germany, Berlin" });
	await row.getByText(/monday.*friday, saturday.*one holiday/).waitFor();
	await row.getByRole("button", { name: "Change it" }).click();
	assert.equal(await dialog(ines).getByLabel("Its date").inputValue(), "2026-12-25");
	await ines.page.keyboard.press("Escape");
	await dialog(ines).waitFor({ state: "detached" });
});

test("ten recovery codes are shown once", async () => {
	await propose("Switchboard");
	brief = ines.page.url();
	await ines.page.goto("/account");
	await button(ines, "Make fresh codes").click();
	await ines.page.locator(".codes li").first().waitFor();
	codes = await ines.page.locator(".codes li").allInnerTexts();
	assert.equal(new Set(codes).size, 10);
	assert.deepEqual(await look(ines, "codes"), []);
	await ines.page.reload();
	await button(ines, "Make fresh codes").waitFor();
	await counted(ines.page.locator(".codes li"), 0);
});

test("a recovery code signs in once; with it one reads, and every way to decide is closed and says why", async () => {
	const withCode = async () => {
		await ines.page.getByText("I do not have my passkey").click();
		await ines.page.getByLabel("Recovery code").fill(codes[3]);
		await button(ines, "Sign in with the code").click();
	};

	await button(ines, "Sign out").click();
	await withCode();
	await ines.page.getByRole("heading", { name: "Rooms" }).waitFor();
	await ines.page.goto(brief);
	for (const name of ["Decide for it", "Object", "Concur if …", "Not mine"]) assert.ok(await button(ines, name).isDisabled(), name);
	await ines.page.locator(".answer .why-not").getByText("recovery code").waitFor();
	assert.deepEqual(await look(ines, "weak"), []);
	await ines.page.goto("/account");
	assert.ok(await button(ines, "Enrol a passkey").isDisabled());
	await button(ines, "Sign out").click();
	await withCode();
	await ines.page.getByText("was used already").waitFor();
});

test("a further passkey counts once its owner has vouched for it with the older one", async () => {
	const { credentials } = await ines.cdp.send("WebAuthn.getCredentials", { authenticatorId: ines.device });

	await button(ines, "Sign in with a passkey").click();
	await ines.page.getByRole("heading", { name: "Rooms" }).waitFor();
	await otherDevice(ines);
	await ines.page.goto("/account");
	await button(ines, "Enrol a passkey").click();
	await ines.page.getByText("It counts once").waitFor();
	await otherDevice(ines);
	await ines.cdp.send("WebAuthn.addCredential", { authenticatorId: ines.device, credential: credentials[0] });
	await link(ines, "Vouch").click();
	await button(ines, "Vouch").click();
	await button(ines, "Continue").click();
	await button(ines, "Sign with your passkey").click();
	await button(ines, "Vouch").waitFor({ state: "detached" });
	await ines.page.goto("/account");
	await ines.page.locator(".mark.good").nth(1).waitFor();
	await counted(ines.page.locator(".mark.good"), 2);
});

test("a key is revoked by whoever has another: they see its six words, say why, and sign", async () => {
	await button(ines, await ines.page.getByRole("button", { name: /^Revoke #/ }).last().innerText()).click();
	assert.deepEqual(await look(ines, "revoke"), []);
	assert.match(await signs(ines, "given away"), /REVOKE this key[^]*Ines Albrecht[^]*given away/);
	await ines.page.locator(".mark.good").nth(1).waitFor({ state: "detached" });
	await counted(ines.page.locator(".mark.good"), 1);
	await button(ines, "Sign out").click();
	await button(ines, "Sign in with a passkey").waitFor();
});

test("nobody enrols a passkey without an invitation or a session", async () => {
	const { status, code } = await ines.page.evaluate(() => fetch("/api/enrol/start", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" })
		.then(async (r) => ({ status: r.status, code: (await r.json()).code })));
	assert.deepEqual({ status, code }, { status: 401, code: "not_signed_in" });
	assert.deepEqual(ines.faults, []);
});
