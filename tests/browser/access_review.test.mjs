// An officer looks through who can get in, over all rooms: guests, programs and people, each with the way to end it; and says so.

import assert from "node:assert/strict";
import { button, clockAhead, command, counted, declare, dialog, freshLink, give, hours, look, story } from "./house.mjs";

const clock = clockAhead();
let ines, tove;
const { test, ends } = story("small.yaml", ["Tove Lindqvist"], (...all) => { [ines, tove] = all; }, clock.env);
const row = (text) => ines.page.getByRole("listitem").filter({ hasText: text });
const invite = (name, organisation, until) => give(ines, "Invite a guest", { "What they are called": name, "Where they are from": organisation, "Until when?": until });

test("a guest is in one room as far as one channel, and in a restricted room of somebody else's", async () => {
	await ines.page.goto("/charter/people");
	await invite("Olga Petrova", "Counsel & Co", hours(24 * 20));
	const olga = Number((await ines.page.evaluate(() => fetch("/api/charter").then((r) => r.json()))).entities.find((one) => one.name === "Olga Petrova").id);
	const room = await declare(ines, "EMBER", "The shop is hit");
	const { seq: channel } = await command(ines, room, "open_channel", { label: "counsel", kind: "restricted", members: [] });
	await command(ines, room, "add_member", { person: olga, channels: [channel], until: (Date.now() + 86_400_000) * 1000 });
	const owl = await declare(tove, "OWL", "It is Ines", "SEV2", true);
	await command(tove, owl, "add_member", { person: olga, whole: true, until: (Date.now() + 86_400_000) * 1000 });
});

test("everybody who can get in is listed, to what, and nothing of a room one is not in", async () => {
	await ines.page.goto("/charter/access");
	await ines.page.getByText("No officer has looked through this since the founding").waitFor();
	await row("Olga Petrova").getByText("EMBER").waitFor();
	assert.match(await row("Olga Petrova").innerText(), /Counsel & Co[^]*until[^]*no key yet[^]*no sign-in since[^]*EMBER \(channels only\)/);
	assert.match(await row("Tove Lindqvist").innerText(), /one key · signed in/);
	assert.ok(!(await ines.page.locator("main").innerText()).includes("OWL"));
	assert.deepEqual(await look(ines, "access-review"), []);
});

test("who was refused what is not theirs, as the journal counts it, is said beside them", async () => {
	const refused = (person, count) => ({ leaf: JSON.stringify({ n: 1, seq: 9999, at: Date.now() * 1000, log: "x", stream: "journal", kind: "refusals_counted", by: { person: 0, seat: 0, for: 0, via: 0 }, f: { person, count } }), disclosures: [] });

	await ines.page.route("**/api/journal", async (route) => {         // a count is written after a minute, and nobody waits here for that
		const { entries } = await (await route.fetch()).json();
		const tove = (await ines.page.evaluate(() => fetch("/api/charter").then((r) => r.json()))).entities.find((one) => one.name === "Tove Lindqvist").id;
		await route.fulfill({ json: { entries: [...entries, refused(tove, 3), refused(undefined, 2)] } });
	});
	await ines.page.reload();
	await row("Tove Lindqvist").getByText("refused 3 times").waitFor();
	await ines.page.getByText("Refused to who was not signed in: 2 times.").waitFor();
	await ines.page.unroute("**/api/journal");
});

test("what changes while it is looked through is to be seen before one says so", async () => {
	await freshLink(ines, "Olga Petrova");
	await ines.page.goto("/charter/access");
	await row("Olga Petrova").waitFor();
	await command(ines, "charter", "invite_person", { name: "Ruth", outside: true, organisation: "Forensics", until: (Date.now() + 9 * 86_400_000) * 1000, secret: "A".repeat(42) + "E" });
	await ines.page.getByText("has changed while this page was open").waitFor();
	assert.equal(await button(ines, "I looked through this").getAttribute("aria-disabled"), "true");
	await button(ines, "I have seen it").click();
	await give(ines, "I looked through this", { "What did you find": "Olga leaves in May" });
	await ines.page.getByText("Looked through by").waitFor();
	await ines.page.getByText("Nothing is new since.").waitFor();
	await ines.page.getByText("Olga leaves in May").waitFor();
});

test("what is new since then is marked, and ended where it stands", async () => {
	await ines.page.goto("/charter/access");
	await row("Ruth").getByRole("button", { name: "Until when they may come" }).click();
	await dialog(ines).getByLabel("Until when?").fill(hours(24 * 5));
	await dialog(ines).getByRole("button", { name: "Until when they may come" }).click();
	await row("Ruth").getByText("new", { exact: true }).waitFor();
	await ines.page.getByText("1 new since, marked so.").waitFor();
	assert.deepEqual(await look(ines, "access-review-new"), []);
	await tove.page.goto("/charter/people");
	await counted(tove.page.getByRole("link", { name: "Access", exact: true }), 0);
});

test("after 90 days it is late, and readiness asks for it", async () => {
	clock.forward(91 * 86_400);
	await ines.page.clock.setSystemTime(Date.now() + 91 * 86_400_000);
	await ines.page.goto("/charter/readiness");
	await button(ines, "Sign in with a passkey").click();
	await ines.page.locator(".lacks").filter({ hasText: "No officer looked through who can get in within 90 days" }).getByRole("link", { name: "Look through who can get in" }).click();
	await ines.page.getByText("more than 90 days ago").waitFor();
	await ines.page.getByText("Nobody from outside can get in.").waitFor();
	await give(ines, "I looked through this");
	await ines.page.getByText("more than 90 days ago").waitFor({ state: "detached" });
});

ends();
