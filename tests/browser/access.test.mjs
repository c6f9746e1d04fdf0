// Access: labels, channels, and a guest with an end date, on a telephone.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { button, chapters, counted, demo, dialog, give, hours, launch, link, look, person, phone } from "./house.mjs";

let house, browser, lead, guest, room;
const chapter = chapters(() => [lead, guest]);

/** A request as the page makes it. */
const ask = (who, method, path, body) => who.page.evaluate(async ([m, p, b]) => {
	const reply = await fetch(p, m === "GET" ? {} : { method: m, headers: { "Content-Type": "application/json" }, body: JSON.stringify(b) });
	if (!reply.ok) throw new Error(`${p}: ${await reply.text()}`);
	return reply.json();
}, [method, path, body]);

before(async () => {
	house = await demo();
	browser = await launch();
	lead = await person(browser, house.origin);
	await lead.page.goto(house.link);
	await link(lead, "Rooms").waitFor();
	const people = (await ask(lead, "GET", "/api/charter")).entities;
	const officer = people.find((one) => one.entity === "person" && one.officer);
	await ask(lead, "POST", "/api/demo/become", { person: officer.id });
	await lead.page.reload();
});

after(async () => {
	await browser?.close();
	await house?.stop();
});

chapter("an officer invites somebody from another organisation", async () => {
	await lead.page.goto("/charter/people");
	await give(lead, "Invite a guest", { "What they are called": "Olga Outside", "Where they are from": "Counsel & Co", "Until when?": hours(300 * 24) });
	const row = lead.page.getByRole("listitem").filter({ hasText: "Olga Outside" });
	await row.getByText("a guest until").waitFor();
	await row.getByRole("button", { name: "Until when they may come" }).click();
	await dialog(lead).getByLabel("Until when?").fill(hours(200 * 24));
	await dialog(lead).getByRole("button", { name: "Until when they may come" }).click();
	await dialog(lead).waitFor({ state: "detached" });
});

chapter("the room says what may be passed on; the label stands in the title too", async () => {
	room = (await ask(lead, "POST", "/api/rooms/new/commands/declare_room", { kind: "incident", severity: "SEV2", codename: "OWL", title: "Somebody is in the house" })).room;
	await lead.page.goto(`/room/${room}/access`);
	await lead.page.locator(".room-head").getByText("TLP:AMBER", { exact: true }).waitFor();
	assert.match(await lead.page.title(), /^TLP:AMBER · OWL/);
	assert.equal(await lead.page.locator(".room-head .badge.tlp").evaluate((e) => getComputedStyle(e).color), "rgb(255, 192, 0)");
});

chapter("who reports a suspicion names whom to let in only where it is restricted, and no guest", async () => {
	const tell = lead.page.getByRole("group", { name: "Who is let in and called" });

	await lead.page.goto("/report");
	await lead.page.getByLabel("Restricted:").waitFor();
	await counted(tell, 0);
	await lead.page.getByLabel("Restricted:").check();
	await tell.getByText("Mei Tanaka").waitFor();
	await counted(tell.getByText("Olga Outside"), 0);
	assert.deepEqual(await look(lead, "report-restricted"), []);
	await tell.getByText("Mei Tanaka").click();
	await lead.page.getByLabel("What do you see?").fill("A colleague copies at night");
	await lead.page.getByLabel("Restricted:").uncheck();
	await button(lead, "Report a suspicion").click();
	await lead.page.getByText("A colleague copies at night").first().waitFor();
	await lead.page.goto(`/room/${room}/access`);
});

chapter("a guest is let in until an end, and into one channel", async () => {
	await give(lead, "Let a guest in", { "Who": "Olga Outside" });
	const row = lead.page.getByRole("listitem").filter({ hasText: "Olga Outside" }).first();
	await row.getByText("Counsel & Co").waitFor();
	await row.getByText("channels only").waitFor();
	assert.match(await lead.page.locator(".rows li").first().innerText(), /Olga Outside/, "guests stand first");
	await give(lead, "Open a channel", { "Its short name": "counsel", "restricted": true, "Olga Outside": true });
	assert.deepEqual(await look(lead, "access"), []);
});

/** What the charter shows a guest. */
async function guestsCharter() {
	await guest.page.goto("/charter/rules");
	await guest.page.getByText("You are a guest: of all this you are shown the seats, and yourself.").waitFor();
	assert.deepEqual(await guest.page.locator(".tabs a").allInnerTexts(), ["People", "Seats"]);
	await counted(guest.page.getByText("No rule is written"), 0);
	await guest.page.goto("/charter/seats");
	await guest.page.getByText("somebody you share no room with").first().waitFor();
	assert.doesNotMatch(await guest.page.getByRole("main").innerText(), /#\d/);
	assert.deepEqual(await look(guest, "guest-charter"), []);
	await guest.page.setViewportSize(phone);
	await guest.page.goto("/account");
	await guest.page.getByText("in a demonstration").first().waitFor();
	assert.doesNotMatch(await guest.page.locator(".lead").first().innerText(), /^·/);
}

chapter("on a telephone the guest sees that channel and nothing else, and answers there", async () => {
	const charter = (await ask(lead, "GET", "/api/charter")).entities;
	guest = await person(browser, house.origin);
	await guest.context.addCookies(await lead.context.cookies());
	await guest.page.setViewportSize(phone);
	await guest.page.goto("/rooms");
	await ask(guest, "POST", "/api/demo/become", { person: charter.find((one) => one.name === "Olga Outside").id });
	await guest.page.goto("/rooms");
	await guest.page.getByText("You see your own part of this room.").waitFor();
	await guest.page.getByRole("main").getByRole("link", { name: "Declare", exact: true }).waitFor({ state: "detached" });
	await guest.page.goto("/declare");
	await guest.page.getByText("This is for people of the organisation; you are here from another.").waitFor();
	assert.deepEqual(await look(guest, "guest-declare"), []);
	await guest.page.setViewportSize(phone);
	await guest.page.getByRole("main").getByRole("link", { name: "Report a suspicion" }).click();
	await guest.page.getByLabel("What do you see?").waitFor();
	await guest.page.goto("/rooms");
	await guest.page.locator(".room-card").first().click();
	await guest.page.getByRole("heading", { name: "counsel" }).waitFor();
	await guest.page.getByLabel("Message").fill("I read this with you.");
	await button(guest, "Send").click();
	await guest.page.locator(".messages").getByText("I read this with you.").waitFor();
	assert.doesNotMatch(await guest.page.locator("body").innerText(), /Somebody is in the house/);
	for (const tab of ["decide", "timeline", "record", "access", "now"]) {
		await guest.page.goto(`/room/${room}/${tab}`);
		await guest.page.getByText("You were let into these channels").waitFor();
	}
	await guest.page.goto(`/room/${room}/talk`);
	await guest.page.locator(".room-nav a").first().waitFor();
	await guest.page.locator("h1").click();
	await guest.page.keyboard.press("l");
	await guest.page.keyboard.press("Control+k");
	await guest.page.getByRole("combobox").fill("Log a line");
	await guest.page.locator(".palette").waitFor({ state: "attached" });
	await counted(guest.page.getByRole("dialog"), 1, "the palette alone");
	await counted(guest.page.locator(".palette-name").filter({ hasText: /^Log a line/ }), 0);
	await guest.page.keyboard.press("Escape");
	assert.deepEqual(await guest.page.locator(".room-nav a").allInnerTexts(), ["Talk"]);
	assert.equal(await button(guest, "Another channel").count() + await button(guest, "Let somebody in").count(), 0);
	await link(guest, "More").click();
	await guest.page.getByRole("main").getByRole("link", { name: "You", exact: true }).waitFor();
	await guest.page.goto(`/room/${room}`);
	await guest.page.getByText("I read this with you.").waitFor();
	assert.deepEqual(await look(guest, "guest"), []);
	await guestsCharter();
	await guest.page.goto(`/room/${room}`);
	await guest.page.getByText("I read this with you.").waitFor();
});

chapter("a guest talks as everybody does: answers, is named, brings and saves files", async () => {
	await lead.page.goto(`/room/${room}/talk`);
	await lead.page.locator(".channel-list").getByRole("link", { name: "counsel" }).click();
	await lead.page.getByLabel("Message").pressSequentially("Please read this @Olg");
	await lead.page.getByRole("option", { name: "Olga Outside" }).click();
	await lead.page.getByLabel("Attach").setInputFiles({ name: "contract.txt", mimeType: "text/plain", buffer: Buffer.from("clause 9") });
	await button(lead, "Send").click();
	const asked = guest.page.locator(".messages > li").filter({ hasText: "Please read this" });
	await asked.getByText("names you").waitFor();
	await asked.getByRole("link", { name: "Save contract.txt" }).waitFor();
	await asked.getByRole("button", { name: "Answer" }).last().click();
	await guest.page.getByText("You answer").waitFor();
	await guest.page.getByLabel("Attach").setInputFiles({ name: "opinion.txt", mimeType: "text/plain", buffer: Buffer.from("do not sign") });
	await guest.page.getByLabel("Message").fill("Clause 9 does not hold");
	assert.deepEqual(await look(guest, "guest-talk"), []);
	await guest.page.setViewportSize(phone);
	await button(guest, "Send").click();
	await lead.page.locator(".messages > li").filter({ hasText: "Clause 9 does not hold" }).getByText("opinion.txt").first().waitFor();
	await asked.getByText("names you").waitFor({ state: "detached" });
	const seen = (await ask(guest, "GET", `/api/rooms/${room}`)).entities.map((one) => one.entity);
	assert.deepEqual([...new Set(seen)].sort(), ["attachment", "channel", "message", "person", "room"]);
});

chapter("a message labelled for the house carries its badge, is answered under its label, and is not there for the guest", async () => {
	const secret = lead.page.locator(".messages > li").filter({ hasText: "Do not tell Olga" });
	await lead.page.getByLabel("Message").fill("Do not tell Olga");
	await lead.page.getByLabel("Attach").setInputFiles({ name: "why.txt", mimeType: "text/plain", buffer: Buffer.from("she knows them") });
	await lead.page.getByLabel("Label").selectOption("AMBER+STRICT");
	await lead.page.getByText("Nobody from outside will see it.").waitFor();
	await lead.page.reload();
	assert.equal(await lead.page.getByLabel("Label").inputValue(), "AMBER+STRICT", "a draft keeps its label");
	await lead.page.locator(".composer").getByRole("button", { name: "Close" }).click();
	await lead.page.getByLabel("Attach").setInputFiles({ name: "why.txt", mimeType: "text/plain", buffer: Buffer.from("she knows them") });
	await button(lead, "Send").click();
	await secret.getByText("TLP:AMBER+STRICT").waitFor();
	assert.equal(await lead.page.getByLabel("Label").inputValue(), "");
	await secret.getByRole("button", { name: "What to do with entry" }).click();
	await secret.getByRole("button", { name: "Answer" }).click();
	assert.deepEqual(await lead.page.getByLabel("Label").locator("option").allInnerTexts(), ["TLP:AMBER+STRICT", "TLP:RED"]);
	await lead.page.getByLabel("Message").fill("I shall not");
	await button(lead, "Send").click();
	await lead.page.locator(".messages > li").filter({ hasText: "I shall not" }).getByText("TLP:AMBER+STRICT").waitFor();
	assert.deepEqual(await look(lead, "talk-labels"), []);
	await lead.page.getByLabel("Message").fill("Good night, all");
	await button(lead, "Send").click();
	await guest.page.getByText("Good night, all").waitFor();
	assert.equal(await guest.page.getByText("Do not tell Olga").count() + await guest.page.getByText("I shall not").count(), 0);
	const told = JSON.stringify(await ask(guest, "GET", `/api/rooms/${room}`));
	assert.doesNotMatch(told, /why\.txt|STRICT/);
	await counted(guest.page.getByLabel("Label"), 0, "whoever is from outside has no narrower label to give here");
});

chapter("a stricter label takes the channel from the guest while they look", async () => {
	await lead.page.goto(`/room/${room}/access`);
	await give(lead, "Change the label", { "AMBER+STRICT": true });
	await lead.page.locator(".room-head").getByText("TLP:AMBER+STRICT", { exact: true }).waitFor();
	await guest.page.getByText("labelled for its own organisation only").waitFor();
	await counted(guest.page.getByText("I read this with you."), 0);
});

chapter("where one is signed in is told by what one sits at", async () => {
	await lead.page.goto("/account");
	await lead.page.getByText("Chrome on Linux").first().waitFor();
	const elsewhere = await person(browser, house.origin);
	await elsewhere.context.addCookies(await lead.context.cookies());
	await elsewhere.page.goto("/rooms");
	await ask(elsewhere, "POST", "/api/demo/become", { person: (await ask(lead, "GET", "/api/me")).person });
	await elsewhere.page.goto("/rooms");
	await link(elsewhere, "Rooms").waitFor();
	await elsewhere.context.close();
	await lead.page.reload();
	await lead.page.getByRole("listitem").filter({ hasText: "last used in the hour from" }).getByRole("button", { name: "End it" }).first().waitFor();
	assert.deepEqual(await look(lead, "sessions"), []);
	await lead.page.goto(`/room/${room}/access`);
});

chapter("a guest is taken out in one tap, and the room is gone", async () => {
	await lead.page.getByRole("listitem").filter({ hasText: "sees nothing while the room is TLP:AMBER+STRICT" }).getByRole("button", { name: "Take out" }).click();
	await lead.page.getByText("sees nothing while").waitFor({ state: "detached" });
	await counted(dialog(lead), 0);
	await guest.page.goto("/rooms");
	await guest.page.getByText("No room is open to you.").waitFor();
	assert.deepEqual([...lead.faults, ...guest.faults], []);
});
