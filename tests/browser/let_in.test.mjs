// Who stands outside a restricted room, and is called there: whoever is in charge is called to let them in, though their answer is asked; they see nothing before.

import assert from "node:assert/strict";
import { answer, button, command, counted, declare, dialog, give, look, putUp, story } from "./house.mjs";

let ines, marek, tove, room;
const { test, ends } = story("small.yaml", ["Tove Lindqvist", "Marek Dvorak"], (...all) => { [ines, tove, marek] = all; });
const main = (who) => who.page.locator(".room-main");
const row = (who) => main(who).locator(".waiting li").filter({ hasText: "To be let in" });
/** What the server gives who asks for it, whatever a screen would show of it. */
const asks = (who, at) => who.page.evaluate((path) => fetch(path).then(async (reply) => ({ status: reply.status, said: await reply.text() })), at);

test("a restricted matter is declared; one is let in, and takes command", async () => {
	room = await declare(marek, "HERON", "One of us reads the orders", "SEV4", true);
	await marek.page.locator(".room-head").getByText("restricted").waitFor();
	await marek.page.goto(`/room/${room}/access`);
	await give(marek, "Let somebody in", { "Who": "Tove Lindqvist" });
	await main(marek).getByRole("listitem").filter({ hasText: "Tove Lindqvist" }).waitFor();
	await tove.page.goto(`/room/${room}`);
	await give(tove, "Take command", { "Why": "Marek is who asks." });
	await main(tove).locator(".situation").getByText("Tove Lindqvist").waitFor();
	await counted(row(tove), 0);
	await tove.page.goto(`/room/${room}/access`);
	await give(tove, "Change the label", { "RED": true });
	await tove.page.locator(".room-head").getByText("TLP:RED", { exact: true }).waitFor();
});

test("the committee calls a seat whose holder stands outside, and sees nothing of the room", async () => {
	await ines.page.goto("/rooms");
	await tove.page.goto(`/room/${room}/settings`);
	await give(tove, "Change severity", { "SEV2": true, "Why": "Orders come in with difficulty." });
	await tove.page.locator(".room-head").getByText("SEV2", { exact: true }).waitFor();
	await ines.page.getByText("No room is open to you").waitFor();
	await ines.page.goto("/work");
	await ines.page.getByText("Nothing waits for you in any room.").waitFor();
	for (const at of [`/room/${room}/calls`, `/room/${room}`]) {
		await ines.page.goto(at);
		await ines.page.getByRole("heading", { name: "Not open to you" }).waitFor();
		assert.doesNotMatch(await ines.page.locator("body").innerText(), /HERON|reads the orders|Tove/);
	}
	assert.deepEqual(await look(ines, "let-in-outside"), []);
	for (const at of [`/api/rooms/${room}`, "/api/rooms", "/api/work", "/api/search?q=orders"]) assert.doesNotMatch((await asks(ines, at)).said, /HERON|reads the orders/, at);
	assert.notEqual((await asks(ines, `/api/rooms/${room}`)).status, 200);
});

test("whoever is in charge is called to let them in, and sees for which seat and until when; nobody else is", async () => {
	await tove.page.goto(`/room/${room}`);
	await row(tove).getByText("Who is called as Owner is not in the room, and cannot come in until you let them in.").waitFor();
	await row(tove).locator(".left").waitFor();
	assert.deepEqual(await look(tove, "let-in-called"), []);
	await marek.page.goto(`/room/${room}`);
	await main(marek).locator(".situation").waitFor();
	await counted(row(marek), 0);
	await tove.page.goto("/work");
	await tove.page.locator(".cards li").filter({ hasText: "To be let in" }).getByText("One of us reads the orders").click();
	await main(tove).getByRole("button", { name: "Let somebody in" }).waitFor();
});

test("asked for an answer they stay outside; let in, the page opens by itself, they read the brief, and answer", async () => {
	await putUp(marek, room, "Take the shop off the net?", "partial shutdown", "Off until six");
	await main(marek).getByText("Waiting for IT lead and Owner").waitFor();
	const brief = new URL(marek.page.url()).pathname;
	await ines.page.goto(brief);
	await ines.page.getByRole("heading", { name: "Not open to you" }).waitFor();
	assert.doesNotMatch((await asks(ines, "/api/search?q=shop")).said, /HERON|Take the shop/);
	await tove.page.goto(`/room/${room}`);
	await row(tove).getByText("Take the shop off the net?").waitFor();
	await tove.page.goto(`/room/${room}/access`);
	await give(tove, "Let somebody in", { "Who": "Ines Albrecht" });
	await ines.page.getByRole("heading", { name: "HERON" }).waitFor();
	await ines.page.goto("/rooms");
	await ines.page.locator(".room-card").filter({ hasText: "HERON" }).click();
	await main(ines).locator(".waiting").getByText("Your answer is missing as Owner.").first().waitFor();
	await main(ines).locator(".waiting li").filter({ hasText: "Take the shop off the net?" }).getByRole("link", { name: "Open" }).first().click();
	await main(ines).getByRole("heading", { name: "Take the shop off the net?" }).waitFor();
	assert.deepEqual(await look(ines, "let-in-brief"), []);
	await answer(ines, "Concur");
	await marek.page.goto(brief);
	await answer(marek, "Decide for it");
	await main(ines).locator(".ask").getByText("taken").waitFor();
	await tove.page.goto(`/room/${room}`);
	await main(tove).locator(".situation").waitFor();
	await counted(row(tove), 0);
});

/** As they answer they see the very words that go. */
async function erases(who, verb, at) {
	await who.page.goto(at);
	await button(who, verb).click();
	await dialog(who).getByRole("button", { name: "Continue" }).click();
	await dialog(who).getByText("This browser has checked").waitFor();
	await dialog(who).locator("q").getByText("Her insurance number is 4711.").waitFor();
	assert.deepEqual(await look(who, `erase-${verb === "Concur" ? "concur" : "decide"}`), []);
	await dialog(who).getByRole("button", { name: "Sign with your passkey" }).click();
	await dialog(who).waitFor({ state: "detached" });
}

test("words that should not stand there are named by whoever asks, read by who decides, and go for ever", async () => {
	const at = await declare(marek, "MAGPIE", "Too much was said");

	await command(marek, at, "post_message", { text: "Her insurance number is 4711." });
	await marek.page.goto(`/room/${at}/talk`);
	await main(marek).getByText("4711").first().waitFor();
	await putUp(marek, at, "Erase a number?", "erase words", "It goes", async () => {
		await button(marek, "Name the words to erase").click();
		const words = dialog(marek).getByLabel("Which entry of this room holds them?");
		await words.selectOption(await words.locator("option").filter({ hasText: "4711" }).getAttribute("value"));
		assert.deepEqual(await look(marek, "erase-form"), []);
		await dialog(marek).getByRole("button", { name: "Name the words to erase", exact: true }).click();
		await dialog(marek).waitFor({ state: "detached" });
	});
	await main(marek).getByText("Waiting for Counsel and data protection and Owner").waitFor();
	const brief = new URL(marek.page.url()).pathname;
	await erases(ines, "Concur", brief);
	await erases(tove, "Decide for it", brief);
	await main(marek).locator(".ask").getByText("taken").waitFor();
	await marek.page.goto(`/room/${at}/talk`);
	await main(marek).locator(".messages").getByText("erased", { exact: true }).waitFor();
	assert.equal(await marek.page.getByText("4711").count(), 0);
	assert.doesNotMatch((await asks(marek, `/api/rooms/${at}`)).said, /4711/);
});

ends();
