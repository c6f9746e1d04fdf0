// A drill: everybody on a ladder is called and told first that it is one; who answered, after how long, and who did not.

import assert from "node:assert/strict";
import { become, button, chapters, counted, dialog, inDemo, look } from "./house.mjs";

let visitor;
const chapter = chapters(() => [visitor]);

inDemo((who) => { visitor = who; });

const drill = () => visitor.page.locator(".section").filter({ has: visitor.page.getByRole("heading", { name: "Drill", exact: true }) });
const banner = () => visitor.page.locator(".banner.drill");

chapter("that nobody was drilled is found, and an officer starts a drill", async () => {
	const { page } = visitor;

	await become(visitor, /^Rosa Lindgren/);
	await page.goto("/charter/readiness");
	await page.locator(".lacks").filter({ hasText: "Nobody was called for a drill in 90 days" }).waitFor();
	await drill().getByText("Nobody was called for a drill yet.").waitFor();
	await button(visitor, "Start a drill").click();
	await dialog(visitor).getByRole("radio", { name: "SEV3" }).check();
	await dialog(visitor).getByRole("button", { name: "Start a drill" }).click();
	await drill().getByText("0 of 3 have answered").waitFor();
	await banner().getByText("This is only a drill. Say that you are there.").waitFor();
	assert.match(await banner().innerText(), /^DRILL/);
	assert.deepEqual(await look(visitor, "drill-running"), []);
});

chapter("each who is called is told first that it is a drill, wherever they are, and says that they are there", async () => {
	const { page } = visitor;

	await button(visitor, "I am here").click();
	await banner().waitFor({ state: "detached" });
	await drill().getByText("1 of 3 have answered").waitFor();
	await become(visitor, /^Sven Hoffmann/);
	await page.goto("/work");
	await page.locator(".called").filter({ hasText: "DRILL: say that you are there" }).getByRole("button", { name: "I know of it" }).click();
	await banner().waitFor({ state: "detached" });
	await become(visitor, /^Mei Tanaka/);
	await page.goto("/rooms");
	await page.getByRole("heading", { name: "Rooms" }).waitFor();
	await counted(banner(), 0);
});

chapter("it ends when all have answered, and says after how long", async () => {
	const { page } = visitor;

	await become(visitor, /^David Okafor/);
	await button(visitor, "I am here").click();
	await banner().waitFor({ state: "detached" });
	await page.goto("/charter/readiness");
	await drill().getByText(/Last drill: 3 of 3 answered, half of them within \d+ (s|min \d+ s)\./).waitFor();
	await drill().getByText("Somebody answered for every seat").waitFor();
	await counted(page.locator(".lacks").filter({ hasText: "drill" }), 0);
	assert.deepEqual(await look(visitor, "drill-result"), []);
	assert.deepEqual(visitor.faults, []);
});
