// A program asks for a token; its owner opens the link, sees what for, and says yes.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import path from "node:path";
import { after, before, test } from "node:test";
import { counted, dialog, found, launch, look, person, signs } from "./house.mjs";

const tocsin = process.env.TOCSIN ?? path.resolve(import.meta.dirname, "../../build/tocsin");
let house, browser, owner;

/** `tocsin token new`: its link as soon as it is printed, and its token once it lives. */
async function askForToken() {
	const child = spawn(tocsin, ["token", "new", "--server", house.origin, "--scope", "write", "--purpose", "nightly import & export", "--days", "7"]);
	let said = "", token = "";

	child.stdout.on("data", (part) => { token += part; });
	for await (const part of child.stderr) {
		said += part;
		if (/purpose=\S+\s/.test(said)) break;
	}
	return { link: said.match(/http\S+/)[0], lives: new Promise((done) => child.once("close", () => done(token.trim()))) };
}

before(async () => {
	house = await found("small.yaml");
	browser = await launch();
	owner = await person(browser, house.origin);
	await owner.page.goto(house.link);
	await owner.page.getByRole("button", { name: "Make my passkey" }).click();
	await owner.page.getByRole("link", { name: "Go in", exact: true }).waitFor();
});
after(async () => {
	await browser?.close();
	await house?.stop();
});

test("the owner confirms it, and it lives", async () => {
	const { link, lives } = await askForToken();

	await owner.context.clearCookies();     // signed out: the link waits behind signing in
	await owner.page.goto(link);
	await owner.page.getByRole("button", { name: "Sign in with a passkey" }).click();
	await owner.page.getByText("nightly import & export").waitFor();
	assert.match(await owner.page.locator("main").innerText(), /write.*for 7 days/);
	assert.deepEqual(await look(owner, "token"), []);
	await owner.page.getByRole("button", { name: "Yes, let it act for me" }).click();
	assert.match(await signs(owner), /ACT for you[^]*nightly import & export[^]*write/);
	await owner.page.getByText("It may act from now on").waitFor();
	const token = await lives;
	const me = await fetch(`${house.origin}/api/me`, { headers: { Authorization: `Bearer ${token}` } }).then((r) => r.json());
	assert.equal(me.strength, "token");
	assert.deepEqual(owner.faults, []);
});

test("a token asked for under You lives once its owner has signed for it", async () => {
	await owner.page.goto("/account");
	await owner.page.getByRole("button", { name: "Let a program act for you" }).click();
	await dialog(owner).getByLabel("write").check();
	await dialog(owner).getByLabel("For how many days").fill("1");
	await dialog(owner).getByLabel("What it is for").fill("a probe");
	await dialog(owner).getByRole("button", { name: "Let a program act for you" }).click();
	await dialog(owner).getByRole("button", { name: "Continue" }).waitFor();
	const secret = await owner.page.locator("[role=status] code").innerText();
	const strength = () => fetch(`${house.origin}/api/me`, { headers: { Authorization: `Bearer ${secret}` } }).then((r) => r.json()).then((me) => me.strength);
	await dialog(owner).getByRole("button", { name: "Cancel" }).click();
	await owner.page.getByText("not confirmed").waitFor();
	assert.notEqual(await strength(), "token");
	await owner.page.getByRole("button", { name: "Confirm", exact: true }).click();
	assert.match(await signs(owner), /a probe/);
	await owner.page.getByText("not confirmed").waitFor({ state: "detached" });
	assert.equal(await strength(), "token");
});

test("half a link asks for nothing", async () => {
	await owner.page.goto("/token#hash=x");
	await owner.page.getByText("This address lacks its second half").waitFor();
	await counted(owner.page.getByRole("button", { name: "Yes, let it act for me" }), 0);
});
