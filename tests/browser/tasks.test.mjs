// Tasks: a board on two screens, from the first task to several at once, and one that nobody did in time.

import assert from "node:assert/strict";
import { button, counted, dialog, give, link, look, story } from "./house.mjs";

let ines, marek, room;
const { test } = story("small.yaml", ["Marek Dvorak"], (...all) => { [ines, marek] = all; });

/** A command given by that person, from their page: the number of its entry. */
const command = ({ page }, name, body, to = room) => page.evaluate(async ([path, fields]) => {
	const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID().replaceAll("-", "") }, body: JSON.stringify(fields) });
	if (!answer.ok) throw new Error(await answer.text());
	return (await answer.json()).seq;
}, [`/api/rooms/${to}/commands/${name}`, body]);

const charterIds = ({ page }, entity, name) => page.evaluate(async ([kind, key]) =>
	Object.fromEntries((await (await fetch("/api/charter")).json()).entities.filter((e) => e.entity === kind).map((e) => [e[key], e.id])), [entity, name]);

/** The screen itself, without the journal beside it. */
const main = (who) => who.page.locator(".room-main");
const card = (who, title) => who.page.locator(".task").filter({ hasText: title });
const column = (who, name) => who.page.getByRole("region", { name });
const choose = async (who, ...titles) => { for (const title of titles) await who.page.getByLabel(`Choose: ${title}`).check(); };

test("two people are in a room", async () => {
	await command(ines, "declare_room", { kind: "incident", severity: "SEV2", codename: "EMBER", title: "Invoices that nobody sent" }, "new");
	room = await ines.page.evaluate(async () => (await (await fetch("/api/rooms")).json()).rooms[0].id);
	await ines.page.goto(`/room/${room}/do`);
	await marek.page.goto(`/room/${room}/do`);
	await main(marek).getByText("There are no tasks.").waitFor();
	assert.deepEqual(await look(marek, "tasks-none"), []);
});

test("a task is added with all that is known, and is on the other screen within a moment", async () => {
	await button(ines, "Add a task").click();
	const form = dialog(ines);
	await form.getByLabel("What is to be done?").fill("Image the disk of the mail gateway before anybody restarts it");
	await form.getByLabel("Which seat owns it?").selectOption({ label: "IT lead" });
	await form.getByRole("radio", { name: /urgent/ }).check();
	await counted(form.getByRole("group", { name: /Who is on it/ }).getByRole("checkbox"), 3, "the room's members are offered");
	await form.getByText("There is nothing to choose from.").waitFor();
	await form.getByRole("button", { name: "Add a task" }).click();
	await form.waitFor({ state: "detached" });
	await column(marek, "Nobody is on it").getByText("Image the disk").waitFor({ timeout: 2000 });
	await card(marek, "Image the disk").getByRole("button", { name: "I take it" }).click();
	await column(ines, "Under way").getByText("Image the disk").waitFor({ timeout: 2000 });
	await card(ines, "Image the disk").getByText("Marek Dvorak").waitFor();
});

test("a task's own page: the checklist says who ticked what", async () => {
	await link(marek, "Image the disk of the mail gateway before anybody restarts it").click();
	await marek.page.getByRole("heading", { name: "Image the disk" }).waitFor();
	assert.match(marek.page.url(), new RegExp(`/room/${room}/do/\\d+$`));
	for (const line of ["Note the serial number", "Hash it twice", "Seal the copy"]) {
		await marek.page.getByLabel("What to see to").fill(line);
		await marek.page.getByLabel("What to see to").press("Enter");
		await marek.page.getByRole("checkbox", { name: line }).waitFor();
	}
	await marek.page.getByRole("checkbox", { name: "Note the serial number" }).check();
	await main(ines).getByText("1 of 3 ticked").waitFor({ timeout: 2000 });
	await link(ines, "Image the disk of the mail gateway before anybody restarts it").click();
	await main(ines).getByRole("listitem").filter({ hasText: "Note the serial number" }).getByText("Marek Dvorak").waitFor();
	await ines.page.getByRole("checkbox", { name: "Note the serial number" }).uncheck();
	await main(marek).getByRole("listitem").filter({ hasText: "Note the serial number" }).locator("input:not(:checked)").waitFor();
	await marek.page.getByRole("checkbox", { name: "Hash it twice" }).check();
	await give(marek, "Add hours", { "How long?": "90", "Doing what?": "At the data centre" });
	await main(marek).getByText("1.5 h").waitFor();
});

test("blocked, by whom and why, is seen on the board; it goes on with what came of it", async () => {
	await give(marek, "It is blocked", { "or somebody outside": "the data centre", "What does it wait for?": "Nobody there has the key to the cage before six." });
	await main(marek).getByText("Nobody there has the key to the cage before six.").waitFor();
	assert.deepEqual(await look(marek, "task-blocked"), []);
	await link(ines, "All tasks").click();
	await column(ines, "Blocked").getByText("waits for the data centre").waitFor();
	await ines.page.goto(`/room/${room}/now`);
	await main(ines).locator(".section").filter({ has: ines.page.getByRole("heading", { name: "Blocked" }) }).getByText("waits for the data centre").waitFor();
	await ines.page.goto(`/room/${room}/do`);
	await give(marek, "It can go on", { "What came of it?": "They drove in." });
	await column(ines, "Under way").getByText("Image the disk").waitFor({ timeout: 2000 });
});

test("what another task must come before is not done first, unless somebody says why", async () => {
	const first = await marek.page.evaluate(() => Number(location.pathname.split("/").pop()));
	const seats = await charterIds(ines, "seat", "label");
	const due = (hours) => (Date.now() + hours * 3_600_000) * 1000;
	await command(ines, "open_task", { title: "Mount the image and look for the web shell", owner: seats.it_lead, needs: [first], due: due(3), priority: "high" });
	await command(ines, "open_task", { title: "Ask the bank to stop the two transfers", owner: seats.owner, due: due(0.4), priority: "urgent" });
	await command(ines, "open_task", { title: "List everybody who got the invoice", owner: seats.counsel, due: due(20) });
	await command(ines, "open_task", { title: "Tidy the shared folder", priority: "low", due: due(24 * 400) });
	await card(ines, "Tidy the shared folder").getByText(String(new Date(Date.now() + 400 * 86_400_000).getFullYear())).waitFor();
	await card(ines, "Mount the image").getByText("after another task").waitFor();
	await link(ines, "Mount the image and look for the web shell").click();
	await main(ines).getByText("These come first:").waitFor();
	await button(ines, "Done").click();
	await dialog(ines).getByRole("button", { name: "Done" }).click();
	await dialog(ines).getByText(/comes first, and is not done: Image the disk/).waitFor();
	assert.deepEqual(await look(ines, "task-first"), []);
	await dialog(ines).getByRole("button", { name: "Cancel" }).click();
	await ines.page.locator(".plan dd").filter({ hasText: "Image the disk" }).getByRole("button", { name: "Change" }).click();
	assert.equal(await dialog(ines).getByRole("checkbox", { name: /Image the disk/ }).isChecked(), true, "what it waits for already is ticked");
	await dialog(ines).getByRole("button", { name: "Cancel" }).click();
});

test("handed over with words, done with a result, and reopened with a reason", async () => {
	await give(marek, "Hand it over", { "To whom?": "Ines Albrecht", "How far is it": "Imaged and hashed once; the second hash is missing." });
	await main(marek).getByText("Imaged and hashed once").waitFor();
	await ines.page.goto(`/room/${room}/do`);
	await card(ines, "Image the disk").getByRole("button", { name: "Done" }).click();
	await dialog(ines).getByLabel("With what result?").fill("Two hashes agree.");
	await dialog(ines).getByRole("button", { name: "Done" }).click();
	await column(ines, "Finished").getByText("Two hashes agree.").waitFor();
	await give(marek, "Reopen it", { Why: "The image does not mount." });
	await column(ines, "Under way").getByText("Image the disk").waitFor({ timeout: 2000 });
});

test("what nobody did in time says so once, and somebody is asked", async () => {
	const seats = await charterIds(ines, "seat", "label");
	await command(marek, "open_task", { title: "Call counsel", owner: seats.counsel, due: (Date.now() + 1500) * 1000 });
	await card(ines, "Call counsel").getByText("overdue: you are asked").waitFor({ timeout: 8000 });
	await button(ines, "Mine 2").click();
	await counted(ines.page.locator(".task"), 2, "what I am on, and what I am asked to see to");
	await link(ines, "Call counsel").click();
	await main(ines).getByText("you are asked to see to it").waitFor();
	assert.deepEqual(await look(ines, "task-overdue"), []);
	await link(ines, "All tasks").click();
	await button(ines, "All").click();
	await ines.page.goto(`/room/${room}/now`);
	await ines.page.locator(".waiting").getByText("Call counsel").waitFor();
});

test("where one lands, what presses in any room is first, with its button", async () => {
	await ines.page.goto("/rooms");
	const first = ines.page.locator(".waits-first").getByRole("listitem").first();
	await first.getByText("Call counsel").waitFor();
	await first.getByText("EMBER").waitFor();
	await counted(ines.page.locator(".waits-first").getByText("Tidy the shared folder"), 0, "what is due in a year does not press");
	assert.deepEqual(await look(ines, "rooms-waiting"), []);
	await first.getByRole("link", { name: "Open" }).click();
	await ines.page.getByRole("heading", { name: "Call counsel" }).waitFor();
	await link(ines, "Rooms").click();
	await ines.page.locator(".waits-first").getByRole("link", { name: /more wait/ }).click();
	await ines.page.getByRole("heading", { name: "My work" }).waitFor();
	await ines.page.locator(".called").getByRole("link", { name: "Open" }).waitFor();
	await ines.page.goto(`/room/${room}/now`);
	await ines.page.locator(".waiting").getByText("Call counsel").waitFor();
});

test("the board, by keyboard too", async () => {
	await link(ines, "Do").click();
	assert.deepEqual(await look(ines, "tasks-board"), []);
	await ines.page.getByLabel("Choose: Tidy the shared folder").focus();
	await ines.page.keyboard.press("Space");
	await main(ines).getByText("1 task chosen").waitFor();
	await ines.page.keyboard.press("Tab");
	await ines.page.keyboard.press("Enter");
	await ines.page.getByRole("heading", { name: "Tidy the shared folder" }).waitFor();
	await ines.page.setViewportSize({ width: 320, height: 640 });
	for (const address of ["", ...(await ines.page.evaluate(() => [`/${location.pathname.split("/").pop()}`]))]) {
		await ines.page.goto(`/room/${room}/do${address}`);
		await ines.page.locator(".task, .task-page").first().waitFor();
		assert.equal(await ines.page.evaluate(() => document.documentElement.scrollWidth), 320, "no wider than the smallest phone");
	}
	await ines.page.setViewportSize({ width: 1440, height: 900 });
});

test("several at once: all of it happens, or none", async () => {
	await ines.page.goto(`/room/${room}/do`);
	await choose(ines, "Tidy the shared folder", "List everybody who got the invoice");
	await main(ines).getByText("2 tasks chosen").waitFor();
	assert.deepEqual(await look(ines, "tasks-several"), []);
	await button(ines, "Set priority").click();
	await dialog(ines).getByRole("radio", { name: /high/ }).check();
	await dialog(ines).getByRole("button", { name: "Set priority" }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await card(ines, "Tidy the shared folder").getByText("high").waitFor();
	await card(ines, "List everybody").getByText("high").waitFor();
	await counted(ines.page.locator(".bulk"), 0, "nothing is chosen any more");
	await choose(ines, "Tidy the shared folder", "Call counsel");
	await command(marek, "drop_tasks", { tasks: [await ines.page.evaluate(() => Number(document.querySelector(".column.open .task:last-child a").href.split("/").pop()))], why: "It can wait" });
	await main(ines).getByText("1 task chosen").waitFor();
	await button(ines, "Choose none").click();
});

test("several at once are not dropped where somebody blocked one in between, before that was seen", async () => {
	const one = await command(marek, "open_task", { title: "Rotate the keys" });
	await command(marek, "open_task", { title: "Empty the recycle bin" });
	await choose(ines, "Rotate the keys", "Empty the recycle bin");
	await ines.page.locator(".bulk").getByRole("button", { name: "Not needed" }).click();
	await dialog(ines).getByLabel("Why").fill("Not needed tonight");
	await command(marek, "block_task", { task: one, outside: "the vendor", why: "They must revoke the old ones first." });
	await dialog(ines).getByRole("button", { name: "Not needed" }).click();
	await dialog(ines).getByText("Nothing was done").waitFor();
	await dialog(ines).getByText("Rotate the keys: Blocked").waitFor();
	await counted(dialog(ines).getByText("Empty the recycle bin"), 0, "only what changed is named");
	assert.deepEqual(await look(ines, "tasks-changed"), []);
	await column(ines, "Nobody is on it").getByText("Empty the recycle bin").waitFor();
	await dialog(ines).getByRole("button", { name: "Do it all the same" }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await column(ines, "Finished").getByText("Rotate the keys").waitFor();
});

test("the list: sorted and sifted", async () => {
	await button(ines, "List").click();
	const titles = () => ines.page.locator(".task-list").first().locator(".task a").allInnerTexts();
	assert.match((await titles())[0], /Call counsel/, "what was due first is first");
	await ines.page.getByLabel("Sort by").selectOption({ label: "priority" });
	assert.match((await titles())[0], /Ask the bank|Image the disk/);
	await ines.page.getByLabel("Sort by").selectOption({ label: "seat" });
	assert.match((await titles())[0], /Call counsel|List everybody/);
	assert.deepEqual(await look(ines, "tasks-list"), []);
	await button(ines, "Overdue 1").click();
	assert.equal((await titles()).length, 1);
	await button(ines, "Blocked 0").click();
	await main(ines).getByText("No open task is of that kind.").waitFor();
	await ines.page.goto("/work");
	await ines.page.getByText("Image the disk").waitFor();
	assert.deepEqual([...ines.faults, ...marek.faults], []);
});

test("a long list of tasks is drawn in parts, and changed as many at a time as may be", async () => {
	await marek.page.evaluate(async (at) => {
		for (let i = 0; i < 70; i++) await fetch(at, { method: "POST", headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() }, body: JSON.stringify({ title: `Rotate key ${i}` }) });
	}, `/api/rooms/${room}/commands/open_task`);
	await ines.page.goto(`/room/${room}/do`);
	await main(ines).getByText("Rotate key 0", { exact: true }).waitFor();
	const all = ines.page.getByRole("button", { name: /^Choose all/ });
	const n = Number((await all.innerText()).match(/\d+/)[0]);
	await counted(column(ines, "Nobody is on it").locator(".task"), 50);
	await column(ines, "Nobody is on it").getByRole("button", { name: /^Show more: \d+ are not shown$/ }).click();
	await main(ines).getByText("Rotate key 69", { exact: true }).waitFor();
	await all.click();
	await main(ines).getByText(`${n} tasks chosen`).waitFor();
	await main(ines).getByText("At most 64 at once: these first, the rest stays chosen.").waitFor();
	assert.deepEqual(await look(ines, "tasks-many"), []);
	await button(ines, "Set priority").click();
	await dialog(ines).getByRole("radio", { name: /urgent/ }).check();
	await dialog(ines).getByRole("button", { name: "Set priority" }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await main(ines).getByText(`${n - 64} tasks chosen`).waitFor();
});
