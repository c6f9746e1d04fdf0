// Nobody answers: what the charter authorised in advance becomes tasks for people, and nobody can overlook that; a seat lent for a time.

import assert from "node:assert/strict";
import { answer, button, clockAhead, command, counted, declare, dialog, give, hours, look, minutesAfter, smallCharter, story } from "./house.mjs";

const rule = `  - kind: contain
    accountable: it_lead
    within: 30m
    ladder: {remind_after: 5m, deputy_after: 10m, escalate_after: 20m, escalate_to: owner}
    by_default: {measures: [rate_limit, feature_restriction], when: severity == "SEV1", holds: 2h}
`;
const charter = smallCharter([/^ {2}- \{kind: contain.*\n/m, rule]), clock = clockAhead();
let ines, tove, room, brief;
const { test, ends } = story(charter, ["Tove Lindqvist"], (...all) => { [ines, tove] = all; }, clock.env);
const main = (who) => who.page.locator(".room-main");

const entities = (who, kind) => who.page.evaluate((at) => fetch(at).then((reply) => reply.json()), `/api/rooms/${room}`)
	.then((view) => view.entities.filter((one) => one.entity === kind));

/** Ines rings everybody who was not reached, in two ways in vain, the second at that minute; of what she is called for herself she says that she knows. */
async function everybodyCalled(until) {
	const me = await ines.page.evaluate(() => fetch("/api/me").then((reply) => reply.json()));
	const calls = (await entities(ines, "call")).filter((one) => one.decision && !one.acknowledged && !one.over && one.ways < 2);

	for (const channel of ["phone", "text_message"]) {
		for (const call of calls.filter(({ person }) => person !== me.person)) await command(ines, room, "log_call", { call: call.id, channel, result: "no_answer" });
		if (channel === "phone") await minutes(until);
	}
	for (const call of calls.filter(({ person }) => person === me.person)) await command(ines, room, "acknowledge_call", { call: call.id });
}

const minutes = (n) => minutesAfter(n, clock, [ines, tove], room);

test("the rule says in words what is authorised in advance", async () => {
	await ines.page.goto("/charter/rules");
	const row = ines.page.getByRole("listitem").filter({ has: ines.page.getByText("contain", { exact: true }) });
	await row.getByText("If nobody answers though everybody was called in two ways, it is taken by default for 2 h").waitFor();
	assert.match(await row.innerText(), /of these kinds alone: rate limit and feature restriction, only if severity == "SEV1" is known to hold/);
	assert.deepEqual(await look(ines, "default-rules"), []);
});

test("the last rung of the ladder says what would come, and what it takes", async () => {
	room = await declare(ines, "EMBER", "The shop is hit");
	await tove.page.goto(`/room/${room}/decide`);        // whoever asks is not who says that the others were called in vain
	await give(tove, "Open a decision", { "The ask": "Slow the shop down?", "What kind of decision": "contain" });
	await main(tove).getByText("Slow the shop down?").click();
	await give(tove, "Propose an option", { "What is it called": "A tenth of the requests" });
	await give(tove, "Add a measure", { "What exactly is done": "10 a minute at the gateway", "What kind of measure": "rate limit", "On which service": "Web shop and orders", "How long does it hold": "2" });
	await button(tove, "Put this option up").first().click();
	brief = new URL(tove.page.url()).pathname;
	await ines.page.goto(brief);
	await main(ines).locator(".rung").last().getByText("It is taken by default, once everybody was called").waitFor();
	await main(ines).locator(".rung").last().getByText("else it ends undecided").waitFor();
	assert.deepEqual(await look(ines, "default-ladder"), []);
});

test("when everybody was called it says: without them it is taken by default", async () => {
	await everybodyCalled(1);
	await minutes(5);
	await minutes(10);
	await main(ines).getByText("Tove Lindqvist stands in for IT lead").waitFor();
	await everybodyCalled(11);
	await minutes(20);
	await main(ines).getByText("Owner may answer for IT lead").waitFor();
	await everybodyCalled(21);
	await main(ines).locator(".standing").getByText(/it is taken by default: what the charter authorised in advance becomes tasks for people\.$/).waitFor();
	await main(ines).locator(".rung.next").getByText("It is taken by default", { exact: true }).waitFor();
	assert.deepEqual(await look(ines, "default-next"), []);
});

test("it is taken by default, and that is not to be overlooked", async () => {
	await minutes(40);
	await main(ines).locator(".defaulted").getByText("Taken by default, because nobody answered").waitFor();
	assert.match(await main(ines).locator(".defaulted").innerText(), /It is not decided\. IT lead did not answer, and may still; an objection ends it\.[^]*IT lead is accountable for it\./);
	assert.deepEqual(await look(ines, "default-taken"), []);
	await ines.page.goto(`/room/${room}/decide`);
	await main(ines).locator(".card").getByText("By default", { exact: true }).waitFor();
	assert.deepEqual(await look(ines, "default-card"), []);
	await ines.page.goto(`/room/${room}/do`);
	await ines.page.getByText("By default, as nobody answered: 10 a minute at the gateway").first().waitFor();
	await tove.page.goto(`/room/${room}/now`);
	await tove.page.locator(".waiting").getByText("Slow the shop down?").first().waitFor();
	await ines.page.goto(`/room/${room}/now`);
	await ines.page.locator(".waiting").getByText("It was taken by default, because nobody answered. You are told as Owner.").waitFor();
	assert.deepEqual(await look(ines, "default-now"), []);
});

test("whoever wakes up decides, and it holds", async () => {
	await tove.page.goto(brief);
	await answer(tove, "Decide for it");
	await main(tove).locator(".ask").getByText("taken").waitFor();
	await counted(main(tove).locator(".defaulted"), 0);
	await main(tove).locator(".rung.done").getByText("Taken by default, because nobody answered").waitFor();
});

test("a seat is lent for a time by one form and the officers' decision", async () => {
	await ines.page.goto("/charter/seats");
	await ines.page.getByText("No seat is delegated.").waitFor();
	await button(ines, "Delegate a seat").click();
	await dialog(ines).getByLabel("Which seat?").selectOption({ label: "Owner" });
	await dialog(ines).getByLabel("To whom?").selectOption({ label: "Tove Lindqvist" });
	await dialog(ines).getByLabel("Until when?").fill(hours(12));
	await dialog(ines).getByLabel("partial shutdown").check();
	assert.deepEqual(await look(ines, "delegation-form"), []);
	await dialog(ines).getByRole("button", { name: "Delegate a seat" }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await ines.page.getByText(/Owner delegated to Tove Lindqvist, until .*, only for partial shutdown/).first().waitFor();
	await answer(ines, "Decide for it");
	await ines.page.locator(".ask").getByText("taken").waitFor();
	await ines.page.goto("/charter/seats");
	await ines.page.getByText(/delegated to Tove Lindqvist until/).first().waitFor();
	assert.deepEqual(await look(ines, "delegation-seats"), []);
});

test("while it lasts the delegate is asked, and it says for whom and by which decision", async () => {
	await ines.page.goto(`/room/${room}/decide`);
	await give(ines, "Open a decision", { "The ask": "Stop the tills?", "What kind of decision": "partial shutdown" });
	await main(ines).getByText("Stop the tills?").click();
	await give(ines, "Propose an option", { "What is it called": "Until six" });
	await button(ines, "Put this option up").first().click();
	await main(ines).locator(".rung").getByText("Tove Lindqvist stands in for Owner").waitFor();
	await main(ines).locator(".rung").getByText(/for Owner, delegated until .* by decision \d+/).waitFor();
	assert.deepEqual(await look(ines, "delegation-brief"), []);
	await tove.page.goto(new URL(ines.page.url()).pathname);
	await answer(tove, "Concur");
	await main(ines).getByText("Waiting for IT lead.").waitFor();
	await main(ines).getByText("deputy for Ines Albrecht").first().waitFor();
});

test("it is ended before its time, and the answer counts no more", async () => {
	const at = ines.page.url();

	await ines.page.goto("/charter/seats");
	await button(ines, "End it").click();
	await dialog(ines).getByRole("button", { name: "End it" }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await answer(ines, "Decide for it");
	await ines.page.locator(".ask").getByText("taken").waitFor();
	await ines.page.goto(at);
	await main(ines).getByText("Waiting for IT lead and Owner.").waitFor();
});

ends();
