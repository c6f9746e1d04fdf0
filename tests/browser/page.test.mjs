// Whoever is called is paged by the server; the call sheet shows it live, and one tap says that they know.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { attempt, bothEnter, button, chapters, declare, found, give, launch, look, openGateway, person } from "./house.mjs";

let house, browser, ines, marek, gateway, room, link;
const test = chapters(() => [ines, marek]);
const main = (who) => who.page.locator(".room-main");

before(async () => {
	gateway = await openGateway();
	house = await found("small.yaml");
	await house.stop();
	gateway.writes(house);
	await house.start();
	browser = await launch();
	ines = await person(browser, house.origin);
	marek = await person(browser, house.origin);
});

after(async () => {
	await browser?.close();
	await house?.stop();
	gateway?.close();
});

test("two people have keys, and one says where he can be reached", async () => {
	await bothEnter(house, ines, marek, "Marek Dvorak");
	await marek.page.goto("/account");
	await give(marek, "Say where", { "By telephone": "+49 30 901820" });
	await marek.page.getByText("+49 30 901820").waitFor();
});

test("whoever is called gets a message that says codename, severity, deadline, and no more", async () => {
	room = await declare(ines, "EMBER", "The shop is hit");
	await ines.page.goto(`/room/${room}/decide`);
	await give(ines, "Open a decision", { "The ask": "Take the shop off the net?", "What kind of decision": "partial shutdown" });
	await main(ines).getByText("Take the shop off the net?").click();
	await give(ines, "Propose an option", { "What is it called": "Off until six" });
	await button(ines, "Put this option up").first().click();
	for (let i = 0; gateway.messages.length === 0 && i < 100; i++) await new Promise((done) => setTimeout(done, 50));
	assert.equal(gateway.messages[0].to, "+4930901820");
	assert.match(gateway.messages[0].text, /^EMBER SEV1(, by \d\d:\d\d UTC)? You are called\. http:\/\/localhost:\d+\/room\/\d+\/calls$/);
	link = gateway.messages[0].text.match(/http\S+/)[0];
});

test("the call sheet shows what left, what came of it, and that nothing was heard", async () => {
	await ines.page.goto(`/room/${room}/calls`);
	await main(ines).getByText("text message by the server: accepted").first().waitFor();
	await main(ines).getByText("nothing heard").first().waitFor();
	assert.deepEqual(await look(ines, "page-calls"), []);
	await ines.page.goto(`/room/${room}/now`);
	await ines.page.getByText("Marek Dvorak, text message: accepted").first().waitFor();
	await ines.page.goto(`/room/${room}/calls`);
});

test("the message leads to where one tap says: I know of it", async () => {
	await marek.page.goto(link);
	await main(marek).getByText("You are being paged").waitFor();
	assert.deepEqual(await look(marek, "page-mine"), []);
	await marek.page.goto(`/room/${room}/now`);
	await main(marek).getByText("You are being paged").waitFor();
	assert.deepEqual(await look(marek, "page-now"), []);
	while (await main(marek).getByText("You are being paged").isVisible()) {         // one for the committee, one for the answer
		await main(marek).locator("[role=status]").getByRole("button", { name: "I know of it" }).click();
		await marek.page.waitForTimeout(500);
	}
	await main(ines).getByText("knows of it").first().waitFor();
	await main(ines).getByText("nothing heard").first().waitFor({ state: "detached" });
});

test("no page broke, and the record verifies", async () => {
	assert.deepEqual([...ines.faults, ...marek.faults], []);
	await browser.close();
	await house.stop();
	const { status, said } = attempt("verify", house.dir);
	house = browser = undefined;
	assert.equal(status, 0, said);
});
