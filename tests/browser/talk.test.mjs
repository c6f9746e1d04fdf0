// Two people talk: channels, mentions, answers, what is made of what was said, secrets caught, words found again.

import assert from "node:assert/strict";
import { button, command, counted, declare, dialog, give, link, look, smallCharter, story } from "./house.mjs";

const charter = smallCharter([/(label: counsel,.*holder: )tove, deputies: \[ines\]/, "$1ines, deputies: [tove]"]);      // Ines is counsel herself
let ines, marek, room;
const { test } = story(charter, ["Marek Dvorak"], (...all) => { [ines, marek] = all; });
const box = (who) => who.page.getByLabel("Message");
const said = (who, words) => who.page.locator(".messages > li").filter({ hasText: words });
const acts = (who, words) => said(who, words).getByRole("button", { name: "What to do with entry" });

async function say(who, words) {
	await box(who).fill(words);
	await button(who, "Send").click();
	await who.page.waitForFunction(() => document.querySelector(".composer textarea").value === "");
}

/** A file comes by the clipboard, or from another window. */
const handed = (who, how, name) => box(who).evaluate((at, [event, called]) => {
	const data = new DataTransfer();
	data.items.add(new File(["bytes"], called));
	at.dispatchEvent(event === "paste" ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }) : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}, [how, name]);

test("two people are in a room", async () => {
	room = await declare(marek, "EMBER", "The ordering page answers strangely");
	await marek.page.goto(`/room/${room}/talk`);
});

test("a name is completed after an @, stands as a number in the record, and waits for who is named", async () => {
	await box(marek).pressSequentially("Look at the **logs** please @Ine");
	await marek.page.getByRole("option", { name: "Ines" }).first().waitFor();
	await box(marek).press("Enter");
	await box(marek).pressSequentially("and `tail -f` them");
	await box(marek).press("Control+Enter");
	await said(marek, "Look at the").locator("strong", { hasText: "logs" }).waitFor();
	await said(marek, "Look at the").locator(".mention").filter({ hasText: "@Ines Albrecht" }).waitFor();
	const { entities } = await marek.page.evaluate((id) => fetch(`/api/rooms/${id}`).then((r) => r.json()), room);
	const message = entities.find((e) => e.entity === "message");
	assert.ok(!message.text.includes("Ines") && message.people.length === 1 && message.text.includes(`@${message.people[0]} and`), message.text);
	await ines.page.goto("/work");
	await ines.page.getByText("Look at the logs please @Ines Albrecht").click();
	await said(ines, "Look at the").and(ines.page.locator(".cited")).waitFor();
});

test("an answer stands below what it answers, and the mention waits no more", async () => {
	await said(ines, "names you").getByRole("button", { name: "Answer" }).last().click();
	await ines.page.getByText("You answer Marek Dvorak").waitFor();
	await say(ines, "I am on it");
	await said(marek, "I am on it").getByText("↳ Marek Dvorak: Look at the").waitFor({ timeout: 3000 });
	await counted(ines.page.getByText("names you"), 0);
	await ines.page.goto("/work");
	await ines.page.getByText("Committee", { exact: true }).first().waitFor();
	await counted(ines.page.getByText("Look at the logs"), 0);
	await ines.page.goto(`/room/${room}/talk`);
});

test("what is written while a message is on its way stays written", async () => {
	const command = "**/commands/post_message";
	await marek.page.route(command, (route) => new Promise((go) => { setTimeout(() => go(route.continue()), 800); }));
	await box(marek).fill("On its way");
	await box(marek).press("Control+Enter");
	await box(marek).fill("On its way and more");
	await said(marek, "On its way").waitFor();
	await marek.page.waitForFunction(() => document.querySelector(".composer textarea").value === "and more");
	await marek.page.unroute(command);
	await box(marek).fill("");
});

test("nothing of a long message is cut off: it says by how much it is too long, and goes once it is not", async () => {
	const long = `${"é".repeat(4305)} the end`;
	await box(marek).fill(long);
	await marek.page.getByText("618 bytes too long: shorten it, or bring it as a file.").waitFor();
	await button(marek, "Send").click();
	await box(marek).press("Control+Enter");
	assert.equal(await box(marek).inputValue(), long);
	assert.equal(await box(marek).getAttribute("aria-describedby"), await marek.page.getByText("618 bytes too long").getAttribute("id"));
	assert.deepEqual(await look(marek, "too-long"), []);
	await say(marek, `${"é".repeat(3900)} the end`);
	await counted(said(marek, "the end"), 1);
	await counted(marek.page.getByText("bytes too long"), 0);
});

test("what the server refuses of a field stands at that field, in its own words, and one is led there", async () => {
	await marek.page.goto(`/room/${room}/do`);
	await button(marek, "Add a task").first().click();
	const title = dialog(marek).getByLabel("What is to be done?");
	await title.fill("   ");
	await dialog(marek).getByRole("button", { name: "Add a task", exact: true }).click();
	await title.locator("..").getByText("“What is to be done?”: is blank; say something").waitFor();
	await title.and(marek.page.locator("[aria-invalid=true]:focus")).waitFor();
	await counted(dialog(marek).locator(".refusal"), 1);
	assert.deepEqual(await look(marek, "refused-field"), []);
	await title.fill("Fetch the logs");
	await counted(dialog(marek).locator(".refusal, [aria-invalid]"), 0);
	await marek.page.keyboard.press("Escape");
	await dialog(marek).waitFor({ state: "detached" });
	await marek.page.goto(`/room/${room}/talk`);
});

test("a secret is caught before it is sent; whoever is sure sends it", async () => {
	await box(marek).fill("the shop's password: hunter2-x9");
	await button(marek, "Send").click();
	await marek.page.getByText("what looks like a password").waitFor();
	assert.equal(await box(marek).inputValue(), "the shop's password: hunter2-x9");
	assert.deepEqual(await look(marek, "talk-secret"), []);
	await button(marek, "I take it out").click();
	assert.equal(await box(marek).inputValue(), "the shop's password: hunter2-x9", "the words are still there");
	await counted(said(ines, "hunter2"), 0);
	await button(marek, "Send").click();
	await button(marek, "It is no secret, send it").click();
	await said(ines, "hunter2-x9").waitFor({ timeout: 3000 });
});

test("nor does a secret get into a task or a file's name unseen", async () => {
	await marek.page.goto(`/room/${room}/do`);
	await button(marek, "Add a task").click();
	await dialog(marek).getByLabel("What is to be done?").fill("Sign in: the password is hunter2-x9");
	await dialog(marek).getByRole("button", { name: "Add a task" }).click();
	await marek.page.getByText("title: this holds what looks like a password").first().waitFor();
	await button(marek, "I take it out").click();
	await dialog(marek).getByLabel("What is to be done?").fill("Sign in; the password is in the vault");
	await dialog(marek).getByRole("button", { name: "Add a task" }).click();
	await marek.page.locator(".task").filter({ hasText: "in the vault" }).waitFor();
	await marek.page.goto(`/room/${room}/talk`);
	await marek.page.locator("input[type=file]").first().setInputFiles({ name: "password = hunter2-x9.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
	await button(marek, "Send").click();
	await marek.page.getByText("file.name: this holds what looks like a password").first().waitFor();
	await button(marek, "I take it out").click();
	await marek.page.reload();
});

test("one takes back one's own words, and only those", async () => {
	await acts(ines, "hunter2").click();
	await counted(said(ines, "hunter2").getByRole("button", { name: "Take it back" }), 0);
	await acts(marek, "hunter2").click();
	await said(marek, "hunter2").getByRole("button", { name: "Take it back" }).click();
	await ines.page.locator(".messages summary").filter({ hasText: "Taken back" }).waitFor({ timeout: 3000 });
});

test("a task is made of what was said, and what matters is pinned", async () => {
	await say(ines, "The upload folder must be shut");
	await acts(marek, "upload folder").click();
	await said(marek, "upload folder").getByRole("button", { name: "Make a task of it" }).click();
	assert.equal(await dialog(marek).getByLabel("What", { exact: false }).first().inputValue(), "The upload folder must be shut");
	await dialog(marek).getByRole("button", { name: "Send" }).click();
	await dialog(marek).waitFor({ state: "detached" });
	await said(marek, "upload folder").getByRole("button", { name: "Pin to the timeline" }).click();
	await said(ines, "upload folder").getByText("pinned").waitFor({ timeout: 3000 });
	await ines.page.goto(`/room/${room}/do`);
	await ines.page.getByText("The upload folder must be shut").first().waitFor();
	await ines.page.goto(`/room/${room}/timeline`);
	await ines.page.locator("svg .dot title").filter({ hasText: "Pinned: Ines Albrecht: The upload folder must be shut" }).waitFor({ state: "attached" });
	await link(ines, "Ines Albrecht: The upload folder must be shut").click();
	await said(ines, "upload folder").and(ines.page.locator(".cited")).waitFor();
	await ines.page.goto(`/room/${room}/talk`);
});

test("a privileged channel is plainly marked, counted while unread, and quoted nowhere", async () => {
	await ines.page.getByText("Another channel").click();
	await give(ines, "Open a channel", { "What it is for": "With counsel", "Its short name": "counsel", privileged: true, "Marek Dvorak": true });
	await ines.page.getByText("Privileged. What is said here is not quoted elsewhere.").waitFor();
	await say(ines, "Counsel says: write nothing yet");
	const row = marek.page.locator(".channel-list li").filter({ hasText: "With counsel" });
	await row.getByText("1 unread").waitFor({ timeout: 3000 });
	await row.getByRole("link").click();
	await acts(marek, "write nothing yet").click();
	await marek.page.getByText("What is said to some is not put before the whole room.").waitFor();
	await counted(button(marek, "Make a task of it"), 0);
	await counted(row.getByText("unread"), 0);
	assert.deepEqual(await look(marek, "talk-privileged"), []);
});

test("who names somebody that does not see the channel is told so before it is sent, and after", async () => {
	await box(marek).fill("@Tove Lindqvist and @Scribe should know, and @Ines Albrecht");
	await marek.page.locator(".composer").getByText("Tove Lindqvist and Scribe are not in this channel and will not see this.").waitFor();
	assert.deepEqual(await look(marek, "talk-unheard"), []);
	await box(marek).fill("@Scribe, write this down");
	await marek.page.locator(".composer").getByText("Scribe is not in this channel and will not see this.").waitFor();
	await button(marek, "Send").click();
	await said(marek, "write this down").getByText("Scribe is not in this channel and will not see this.").waitFor();
	await counted(marek.page.locator(".composer").getByText("will not see this"), 0);
	await counted(said(ines, "write this down").getByText("will not see this"), 0, "that is told who said it");
});

test("two people have a channel of their own", async () => {
	await marek.page.getByText("Another channel").click();
	await button(marek, "Ines Albrecht").click();
	await marek.page.locator(".conversation.direct").waitFor();
	await say(marek, "Between us: are you well?");
	await ines.page.locator(".channel-list li").filter({ hasText: "Marek Dvorak" }).getByText("1 unread").waitFor({ timeout: 3000 });
});

test("a message carries files: picked, pasted or dropped, brought first, saved by whoever sees the message", async () => {
	await ines.page.goto(`/room/${room}/talk`);
	await marek.page.goto(`/room/${room}/talk`);
	await marek.page.getByLabel("Attach").setInputFiles([{ name: "trace.log", mimeType: "text/plain", buffer: Buffer.from("GET /upload") }, { name: "not this.txt", mimeType: "text/plain", buffer: Buffer.from("x") }]);
	await button(marek, "Leave out not this.txt").click();
	await handed(marek, "paste", "screenshot.png");
	await handed(marek, "drop", "invoice.exe");
	await marek.page.locator(".composer .carried li").filter({ hasText: "invoice.exe" }).getByRole("checkbox").check();
	await say(marek, "From the gateway");
	const line = said(ines, "From the gateway");
	await line.getByText("trace.log").first().waitFor({ timeout: 3000 });
	await line.getByText("11 B").waitFor();
	await counted(line.locator(".carried li"), 3);
	await line.locator(".carried li").filter({ hasText: "invoice.exe" }).getByText("suspicious").waitFor();
	const href = await line.getByRole("link", { name: "Save trace.log" }).getAttribute("href");
	assert.equal(await ines.page.evaluate((at) => fetch(at).then((r) => r.text()), href), "GET /upload");
	assert.deepEqual(await look(ines, "talk-files"), []);
});

test("a file goes without words, and one of a channel is not seen outside it", async () => {
	await ines.page.locator(".channel-list").getByRole("link", { name: "With counsel" }).click();
	await ines.page.getByLabel("Attach").setInputFiles({ name: "advice.txt", mimeType: "text/plain", buffer: Buffer.from("wait") });
	await button(ines, "Send").click();
	await said(ines, "advice.txt").waitFor();
	await ines.page.goto(`/room/${room}/talk`);
	await said(ines, "From the gateway").waitFor();
	await counted(said(ines, "advice.txt"), 0);
	const { entities } = await ines.page.evaluate((id) => fetch(`/api/rooms/${id}`).then((r) => r.json()), room);
	const advice = entities.find((e) => e.entity === "attachment" && e.file.name === "advice.txt");
	assert.ok(advice.channel && entities.find((e) => e.entity === "message" && e.attachments?.includes(advice.id)).channel === advice.channel);
});

test("without a connection words and files wait on the page; a page that was left says which were not kept", async () => {
	await marek.page.goto(`/room/${room}/talk`);
	await said(marek, "From the gateway").waitFor();
	await marek.context.setOffline(true);
	await marek.page.getByLabel("Attach").setInputFiles({ name: "late.txt", mimeType: "text/plain", buffer: Buffer.from("late") });
	await box(marek).fill("Here it is, at last");
	await button(marek, "Send").click();
	await marek.page.getByText("The files only while this page stays open.").waitFor();
	await marek.context.setOffline(false);
	await said(ines, "Here it is, at last").getByText("late.txt").first().waitFor();
	await marek.page.getByLabel("Attach").setInputFiles({ name: "lost.txt", mimeType: "text/plain", buffer: Buffer.from("lost") });
	await box(marek).fill("And another");
	await marek.page.reload();
	await marek.page.getByText("Not kept when the page was left, attach again: lost.txt").waitFor();
	assert.equal(await box(marek).inputValue(), "And another");
	await marek.page.locator(".composer").getByRole("button", { name: "Close" }).click();
	await box(marek).fill("");
	assert.equal(await marek.page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("draft:")).length), 0);
});

test("what hostile hands write is characters", async () => {
	await marek.page.goto(`/room/${room}/talk`);
	await say(marek, "<img src=x onerror=alert(1)> [a bank](https://evil.example/x) [x](javascript:alert(1))\n\n> quoted\n\n- one\n- two\n\n```\nrm -rf <dir>\n```");
	const line = said(marek, "onerror");
	await counted(line.locator("img"), 0);
	await counted(line.locator(".said a"), 1);
	await line.getByText("(evil.example)").waitFor();
	assert.equal(await line.locator(".said a").getAttribute("rel"), "noopener noreferrer");
	await line.locator("pre").filter({ hasText: "rm -rf <dir>" }).waitFor();
	await box(marek).pressSequentially("for @Ma");
	await marek.page.getByRole("option").first().waitFor();
	assert.deepEqual(await look(marek, "talk"), []);
	await box(marek).press("Escape");
	await box(marek).fill("");
});

test("words are found again, and lead to where they stand", async () => {
	await marek.page.goto("/search?q=");
	await marek.page.getByLabel("Words to look for").fill("uplo fold");
	await marek.page.getByText("Nothing that you may see holds these words.").waitFor();
	await marek.page.getByLabel("Words to look for").fill("upload fold");
	await marek.page.getByText("2 found, the newest first.").waitFor();
	await marek.page.getByLabel("Words to look for").fill("counsel writ");
	await marek.page.getByText("1 found").waitFor();
	await marek.page.locator("mark").filter({ hasText: "write" }).waitFor();
	assert.deepEqual(await look(marek, "search"), []);
	await marek.page.locator(".card").click();
	await said(marek, "write nothing yet").and(marek.page.locator(".cited")).waitFor();
});

test("what happened, what is hit and what was called are found, and the way leads to them", async () => {
	const tell = (command, body) => marek.page.evaluate(([at, words]) => fetch(at, { method: "POST", headers: { "Content-Type": "application/json" }, body: words }).then((r) => { if (!r.ok) throw new Error(String(r.status)); }), [`/api/rooms/${room}/commands/${command}`, JSON.stringify(body)]);
	await tell("record_occurrence", { text: "A macaroon was smuggled in", happened_from: Date.now() * 1000 - 3_600_000_000, confidence: "probable" });
	await tell("list_affected", { things: [{ kind: "asset", name: "macaroon-press", state: "suspected" }] });
	await tell("log_bridge", { speaker: "The baker", text: "the macaroon is out" });
	for (const [words, where] of [["smuggled", ".rows > .cited"], ["press", ".rows > .cited"], ["baker", ".entries .chosen"]]) {
		await marek.page.goto(`/search?q=macaroon+${words}`);
		await marek.page.getByText("1 found").waitFor();
		await marek.page.locator(".card").click();
		await marek.page.locator(where).filter({ hasText: "macaroon" }).waitFor();
	}
	assert.deepEqual(await look(marek, "scope-cited"), []);
});

test("a fact, a file and what stands in a brief are found where they stand, and what is older one page after the other", async () => {
	const { page } = marek;
	const found = async (words, kind, text) => {
		await page.goto(`/search?q=${words}`);
		await page.locator(".search .card").filter({ hasText: kind }).filter({ hasText: text }).click();
	};
	await command(marek, room, "assert_fact", { name: "exposure", value: "internet", confidence: "confirmed", note: "seen by the custard cook" });
	const { seq: decision } = await command(marek, room, "open_decision", { kind: "contain", question: "Close the kitchen?" });
	await command(marek, room, "propose_option", { decision, title: "Pour the custard away" });
	await found("custard+cook", "Fact", "seen by the");
	await page.locator(".entries .chosen").filter({ hasText: "exposure" }).waitFor();
	await found("custard+pour", "Option", "away");
	await page.getByRole("heading", { level: 2, name: "Close the kitchen?" }).waitFor();
	await found("late", "File", "late.txt");
	await page.locator(".attachment.cited").filter({ hasText: "late.txt" }).waitFor();
	assert.deepEqual(await look(marek, "files-cited"), []);
	for (let n = 1; n <= 55; n++) await command(marek, room, "post_message", { text: `A spoon of pudding, number ${n}.` });
	await page.goto("/search?q=pudding+spoon");
	await page.getByText("The newest 50; there are more.").waitFor();
	assert.equal(await page.locator(".search .card").count(), 50);
	assert.deepEqual(await look(marek, "search-more"), []);
	await button(marek, "Show more").click();
	await page.getByText("55 found, the newest first.").waitFor();
	assert.equal(await page.locator(".search .card").count(), 55);
	await page.locator(".search .card").filter({ hasText: /number 1\.$/ }).waitFor();
	assert.equal(await button(marek, "Show more").count(), 0);
	await page.locator(".search .card").filter({ hasText: /number 1\.$/ }).click();
	await said(marek, "number 1.").and(page.locator(".cited")).waitFor();
	await page.goBack();
	await page.getByText("55 found, the newest first.").waitFor();
	await page.waitForFunction(() => [...document.querySelectorAll(".search .card")].at(-1)?.getBoundingClientRect().bottom < innerHeight + 400, undefined, { timeout: 5000 });
	assert.deepEqual([...marek.faults, ...ines.faults], []);
});

test("where much is said, what happened stands beside it all the same", async () => {
	const at = await declare(marek, "SLATE", "Nobody stops talking");
	await marek.page.evaluate(async (to) => {
		for (let n = 1; n <= 90; n++) await fetch(`/api/rooms/${to}/commands/post_message`, { method: "POST", headers: { "Content-Type": "application/json", "Idempotency-Key": `${to} ${n}` }, body: JSON.stringify({ text: `word ${n}` }) });
	}, at);
	await marek.page.goto(`/room/${at}/now`);
	await marek.page.locator(".journal li").filter({ hasText: "Nobody stops talking" }).waitFor();
	await command(marek, at, "set_objective", { text: "A pause" });
	await marek.page.locator(".journal li").filter({ hasText: "A pause" }).waitFor();
	await counted(marek.page.locator(".journal li").filter({ hasText: "Nobody stops talking" }), 1);
	await counted(marek.page.locator(".journal").getByText("word 9"), 0);
});
