// A drill of five minutes answered by two people on two browsers, and not by the third: who answered, in what time, and for which seat nobody did.

import assert from "node:assert/strict";
import { button, clockAhead, command, counted, dialog, look, phone, smallCharter, story } from "./house.mjs";

const charter = smallCharter([/(label: counsel, .* deputies: )\[ines\]/, "$1[]"]), clock = clockAhead();
let ines, marek;
const { test, ends } = story(charter, ["Marek Dvorak"], (...all) => { [ines, marek] = all; }, clock.env);
const banner = (who) => who.page.locator(".banner.drill");
const section = (who) => who.page.locator(".section").filter({ has: who.page.getByRole("heading", { name: "Drill", exact: true }) });
const row = (who, name) => section(who).getByRole("listitem").filter({ hasText: name });
const after = /^after (\d+ min )?\d+ s$/;

/** So many seconds after the drill began, for everybody. */
async function seconds(n) {
	clock.forward(n);
	for (const who of [ines, marek]) await who.page.clock.setSystemTime(Date.now() + n * 1000);
}

test("an officer starts it, and everybody on the ladder is told on the page they are on that it is a drill", async () => {
	await marek.page.setViewportSize(phone);
	await marek.page.goto("/rooms");
	await ines.page.goto("/charter/readiness");
	await button(ines, "Start a drill").click();
	await dialog(ines).getByRole("radio", { name: "SEV1" }).check();
	await dialog(ines).getByRole("button", { name: "Start a drill" }).click();
	await section(ines).getByText("0 of 3 have answered").waitFor();
	await section(ines).getByText("5 min left").or(section(ines).getByText("4 min left")).first().waitFor();
	for (const who of [ines, marek]) await banner(who).getByText("This is only a drill. Say that you are there.").waitFor();
	assert.deepEqual(await look(marek, "drill-called"), []);
});

test("one answers on a telephone at once; the other sees it, and answers from a desk after a minute", async () => {
	await marek.page.setViewportSize(phone);
	await banner(marek).getByRole("button", { name: "I am here" }).click();
	await banner(marek).waitFor({ state: "detached" });
	await section(ines).getByText("1 of 3 have answered").waitFor();
	assert.match(await row(ines, "Marek Dvorak").locator(".mark").innerText(), /^after \d+ s$/);
	await row(ines, "Marek Dvorak").getByText("IT lead").waitFor();
	await row(ines, "Tove Lindqvist").getByText("Counsel and data protection").waitFor();
	await row(ines, "Tove Lindqvist").getByText("not answered yet").waitFor();
	await seconds(70);
	await banner(ines).getByRole("button", { name: "I am here" }).click();
	await section(ines).getByText("2 of 3 have answered").waitFor();
	assert.match(await row(ines, "Ines Albrecht").locator(".mark").innerText(), /^after 1 min \d+ s$/);
	assert.deepEqual(await look(ines, "drill-two-answered"), []);
});

test("after five minutes it is over: who answered and how fast, who did not, and for which seat nobody", async () => {
	await seconds(310);
	await command(ines, "charter", "set_reach", { phone: "+49 30 901811" });       // the server looks as soon as anything happens
	await section(ines).getByText(/^Last drill: 2 of 3 answered, half of them within (\d+ min )?\d+ s\.$/).waitFor();
	assert.match(await section(ines).innerText(), /Nobody answered for Counsel and data protection/);
	for (const name of ["Marek Dvorak", "Ines Albrecht"]) assert.match(await row(ines, name).locator(".mark").innerText(), after);
	await row(ines, "Tove Lindqvist").getByText("did not answer").waitFor();
	await ines.page.locator(".lacks").filter({ hasText: "drills" }).getByText("costs 3").waitFor();
	assert.deepEqual(await look(ines, "drill-silent"), []);
	await marek.page.goto("/charter/readiness");
	await section(marek).getByText("2 of 3 answered", { exact: false }).waitFor();
	await counted(banner(marek), 0);
});

ends();
