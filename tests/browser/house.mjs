// house -- what a browser test needs: a founded record being served, people with
// authenticators of their own, and eyes: pictures and axe-core.

import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

export const root = path.resolve(import.meta.dirname, "../..");
const require = createRequire(path.join(root, "web/package.json"));
const { chromium } = require("playwright-core");
const axe = require("axe-core");
const tocsin = process.env.TOCSIN ?? path.join(root, "build/tocsin");
const pictures = path.join(root, "build/pictures");

/** So many milliseconds at most does each request wait before it leaves a browser: shows which story does not wait for what it looks at. */
const slow = Number(process.env.SLOW ?? 0);

/** A folder of its own, gone when the tests are over. */
export function folder() {
	const made = fs.mkdtempSync(path.join(os.tmpdir(), "tocsin-browser-"));

	process.once("exit", () => fs.rmSync(made, { recursive: true, force: true }));
	return made;
}

/** A port that is free now. */
export async function freePort() {
	const server = net.createServer().listen(0, "127.0.0.1");
	await new Promise((done) => server.once("listening", done));
	const { port } = server.address();
	await new Promise((done) => server.close(done));
	return port;
}

export async function answering(origin, child) {
	for (let i = 0; i < 100; i++) {
		if (child.exitCode !== null) throw new Error(`tocsin ended with ${child.exitCode}`);
		if (await fetch(`${origin}/api/me`, { signal: AbortSignal.timeout(2000) }).then((r) => r.ok, () => false)) return;
		await new Promise((done) => setTimeout(done, 50));
	}
	child.kill();
	throw new Error("tocsin does not answer");
}

export const run = (...args) => execFileSync(tocsin, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** run(), for what may fail: its exit code and what it said. */
export function attempt(...args) {
	const { status, stdout } = spawnSync(tocsin, args, { encoding: "utf8" });
	return { status, said: stdout };
}

/** A copy of a stopped record, falsified on disk: where it is, and the number of the entry concerned. */
export function falsified(dir, how) {
	const tamper = "build/tests/tools/tamper", copy = `${dir}-${how}`;

	execFileSync("make", ["-s", tamper], { cwd: root });
	execFileSync("cp", ["-a", dir, copy]);
	return { copy, n: execFileSync(path.join(root, tamper), [how, copy], { encoding: "utf8" }).trim() };
}

/** A service on this machine that writes to telephones: `messages` is what it was given. */
export async function openGateway() {
	const messages = [];
	const server = http.createServer((request, response) => {
		let body = "";
		request.on("data", (part) => { body += part; });
		request.on("end", () => { messages.push(JSON.parse(body)); response.end(); });
	}).listen(0, "127.0.0.1");

	await new Promise((done) => server.once("listening", done));
	/** A stopped house writes through it from its next start on. */
	const writes = ({ dir }) => {
		fs.writeFileSync(path.join(dir, "sms"), `POST http://127.0.0.1:${server.address().port}/\nContent-Type: application/json\n\n{"to": "{number}", "text": "{title} {text} {url}"}\n`, { mode: 0o600 });
		fs.writeFileSync(path.join(dir, "tocsin.conf"), "sms = sms\n");
	};
	return { messages, writes, close: () => server.close() };
}

/** A clock for a server that can be put forward: `env` is what the server is started with. */
export function clockAhead() {
	const shim = "build/tests/tools/later.so", file = path.join(folder(), "ahead");
	const forward = (seconds) => {
		const bytes = Buffer.alloc(8);
		bytes.writeBigInt64LE(BigInt(seconds));
		const fd = fs.openSync(file, fs.existsSync(file) ? "r+" : "w");
		fs.writeSync(fd, bytes, 0, 8, 0);
		fs.closeSync(fd);
	};

	execFileSync("make", ["-s", shim], { cwd: root });
	forward(0);
	return { env: { LD_PRELOAD: path.join(root, shim), LATER: file }, forward };
}

/** Found a record from a charter and serve it; with something `between`, that stands at the address people use. */
export async function found(charter, between, env = {}) {
	const dir = path.join(folder(), "record");
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const sheet = run("init", "--host", `localhost:${port}`, "--charter", path.resolve(root, "library/charters", charter), dir);
	const said = path.join(path.dirname(dir), "serve.log");
	const serve = () => spawn(tocsin, ["serve", "--port", String(port), ...(between ? ["--address", between.behind] : []), dir], { stdio: ["ignore", "ignore", fs.openSync(said, "a")], env: { ...process.env, ...env } })
		.once("exit", (code, signal) => code || signal === "SIGABRT" || signal === "SIGSEGV" ? console.error(`# the server ended by ${signal ?? code}:\n${fs.readFileSync(said, "utf8").slice(-2000)}`) : undefined);
	const house = { dir, origin, link: sheet.match(/https?:\/\/\S+\/enrol#\S+/)[0] };
	/** Serve it, at first or once more after it was stopped. */
	house.start = async () => {
		const child = serve();
		house.stop = stopper(child);
		await answering(origin, child);
	};

	await between?.listen(port);
	await house.start();
	return house;
}

export const stopper = (child) => () => new Promise((done) => {
	child.once("exit", done);
	child.kill("SIGTERM");
});

/** From an empty directory, `tocsin now`, its five questions answered on standard input; a link for each person. */
export async function tonight(answers) {
	const dir = path.join(folder(), "record");
	const child = spawn(tocsin, ["now", "--port", String(await freePort()), "--dir", dir], { stdio: ["pipe", "pipe", "ignore"] });
	let said = "";

	child.stdin.end(`${answers.join("\n")}\n`);
	for await (const part of child.stdout.iterator({ destroyOnReturn: false })) {
		said += part;
		if (said.includes("go on with")) break;
	}
	child.stdout.resume();
	const links = Object.fromEntries([...said.matchAll(/^(.+?)(?:, who is to command)?\. .*\n\n {2}(http\S+\/enrol#\S+)$/gm)].map(([, name, link]) => [name, link]));
	const [, codename] = said.match(/^The room (\S+) is open/m) ?? [];
	if (!codename) throw new Error(`tocsin now ended: ${said}`);
	return { dir, said, links, codename, origin: new URL(Object.values(links)[0]).origin, stop: stopper(child) };
}

/** A demonstration with its colleagues in a hurry; `said` is what stands on the terminal so far. */
export async function demo(hurry = 30) {
	const dir = path.join(folder(), "record");
	const child = spawn(tocsin, ["demo", "--port", String(await freePort()), "--dir", dir, "--hurry", String(hurry)], { stdio: ["ignore", "pipe", "pipe"] });
	const said = { out: "", err: "" };

	child.stderr.on("data", (part) => { said.err += part; });
	await new Promise((done) => {
		child.once("exit", done);
		child.stdout.on("data", (part) => {
			said.out += part;
			if (/demo#\S+\s/.test(said.out)) done();
		});
	});
	const [link] = said.out.match(/http\S+demo#\S+/) ?? [];
	if (!link) throw new Error(`tocsin demo ended: ${said.out}${said.err}`);
	return { dir, link, said, origin: new URL(link).origin, stop: stopper(child) };
}

/** In a demonstration: be somebody else, by the bar that is on every screen. */
export async function become(who, name) {
	await who.page.getByRole("button", { name: "You are:" }).click();
	const again = who.page.waitForNavigation();
	await dialog(who).getByRole("button", { name }).click();
	await again;
	await who.page.getByRole("button", { name: "You are:" }).waitFor();
}

export const launch = () => chromium.launch({
	executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
	args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** What the first load takes, compressed: the page, and what it asks for before it shows something. */
export function firstLoad() {
	const dist = path.join(root, "web/dist");
	const at = (name) => fs.readFileSync(path.join(dist, name));
	const needed = new Set();
	const need = (name) => {
		if (needed.has(name)) return;
		needed.add(name);
		for (const [, next] of at(name).toString().matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) need(path.join(path.dirname(name), next));
	};

	for (const [, name] of at("index.html").toString().matchAll(/(?:src|href)="\/((?!api\/)[^"]+)"/g)) need(name);
	const bytes = ["index.html", ...needed].reduce((sum, name) => sum + gzipSync(at(name), { level: 9 }).length, 0);
	return { bytes, files: needed.size + 1 };
}

export const wide = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

/** A device that makes and keeps passkeys, and whose owner always says yes; gives its id. */
export const authenticator = (cdp) => cdp.send("WebAuthn.addVirtualAuthenticator", { options: {
	protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true,
} }).then((made) => made.authenticatorId);

/** Another device instead of the one they had. */
export async function otherDevice(who) {
	await who.cdp.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId: who.device });
	who.device = await authenticator(who.cdp);
}

/** Somebody with a browser and an authenticator of their own; `faults` is what the page complained of. */
export async function person(browser, origin) {
	const context = await browser.newContext({ baseURL: origin, viewport: wide, reducedMotion: "reduce" });
	if (slow) await context.route(/\/(api|assets)\//, (route) => { setTimeout(() => void route.continue().catch(() => undefined), Math.random() * slow); });
	const page = await context.newPage();
	const cdp = await context.newCDPSession(page);
	const faults = [];

	await cdp.send("WebAuthn.enable");
	const device = await authenticator(cdp);
	page.setDefaultTimeout(20_000);
	page.on("pageerror", (e) => faults.push(String(e)));
	page.on("console", (m) => { if (m.type() === "error" && /Content Security|Trusted|violat/i.test(m.text())) faults.push(m.text()); });
	return { page, context, cdp, device, faults };
}

/** Tests that tell one story: without the chapter before it, none is told.  A failure shows what everybody saw. */
export function chapters(people) {
	let broken = false;

	return (name, tell) => test(name, async () => {
		if (broken) throw new Error("an earlier chapter failed");
		broken = true;
		try {
			await tell();
		} catch (e) {
			for (const { page } of people().filter((who) => who && !who.page.isClosed())) e.message += `\n${page.url()}\n${(await page.locator("body").innerText()).slice(-1500)}`;
			throw e;
		}
		broken = false;
	});
}

/** A story in a demonstration: before it a visitor comes in, and `begins` is told who; after it all is taken down. */
export function inDemo(begins) {
	let house, browser;

	before(async () => {
		house = await demo();
		browser = await launch();
		const visitor = await person(browser, house.origin);
		await visitor.page.goto(house.link);
		await link(visitor, "Rooms").waitFor();
		begins(visitor, browser);
	});
	after(async () => {
		await browser?.close();
		await house?.stop();
	});
}

export const button = (who, name) => who.page.getByRole("button", { name, exact: true });
export const link = (who, name) => who.page.getByRole("link", { name, exact: true });
export const dialog = (who) => who.page.getByRole("dialog");

/** So many of it are there, at once or once the page has caught up. */
export async function counted(what, n, why) {
	for (let i = 0; i < 100 && await what.count() !== n; i++) await new Promise((done) => setTimeout(done, 50));
	assert.equal(await what.count(), n, why);
}

/** Open a command's form, fill what is given by its label, and give the command. */
export async function give(who, name, words = {}, submit = name) {
	await button(who, name).first().click();
	const form = dialog(who);
	for (const [label, value] of Object.entries(words)) {
		const field = form.getByLabel(label).first();
		if (value === true) await field.check();
		else if (await field.evaluate((e) => e.tagName === "SELECT")) await field.selectOption({ label: value });
		else await field.fill(value);
	}
	await form.getByRole("button", { name: submit, exact: true }).click();
	await form.waitFor({ state: "detached" });
}

/** The first officer makes a passkey by the founding link, and goes in. */
export async function firstEnters(house, who) {
	await who.page.goto(house.link);
	await button(who, "Make my passkey").click();
	await who.page.getByText("SEALING SHEET, page two").waitFor();
	await link(who, "Go in").click();
	await who.page.getByRole("heading", { name: "Rooms" }).waitFor();
}

/** The officer asks for a fresh link for that person; gives it. */
export async function freshLink(officer, name) {
	await officer.page.goto("/charter/people");
	const row = officer.page.getByRole("listitem").filter({ hasText: name });
	await row.getByRole("button", { name: "Fresh link" }).click();
	await dialog(officer).getByRole("button", { name: "Fresh link" }).click();
	return row.locator("code.link").innerText();
}

/** The officer, on the page of the people, vouches for the passkey that is pending; gives the six words that were shown. */
export async function vouches(officer) {
	await button(officer, "Vouch").click();
	await dialog(officer).getByRole("button", { name: "Continue" }).click();
	await dialog(officer).locator(".six-words").waitFor();
	const words = await dialog(officer).locator(".six-words li").allInnerTexts();
	await dialog(officer).getByRole("button", { name: "Sign with your passkey" }).click();
	await dialog(officer).waitFor({ state: "detached" });
	return words;
}

/** By a fresh link of the officer's, who vouches for the passkey, somebody comes to be signed in. */
export async function joins(officer, who, name) {
	await who.page.goto(await freshLink(officer, name));
	await button(who, "Make my passkey").click();
	await who.page.getByText("Waiting for somebody to vouch").waitFor();
	await vouches(officer);
	await link(who, "Sign in").click();
	await button(who, "Sign in with a passkey").click();
	await who.page.getByRole("heading", { name: "Rooms" }).waitFor();
}

/** The first officer with a key, a second person with one, both signed in. */
export async function bothEnter(house, first, second, name) {
	await firstEnters(house, first);
	await joins(first, second, name);
}

/**
 * A story in a house of that charter, told in tests as chapters are: Ines is its first officer, and whoever is named
 * joins her, another officer last, each with a browser and a passkey.  `begin` is given the people before the first
 * chapter; `ends` is the last one, in which verify says what it should.
 */
export function story(charter, names, begin, env) {
	const people = [], test = chapters(() => people);
	let house, browser;

	before(async () => {
		house = await found(charter, undefined, env);
		browser = await launch();
		for (let i = 0; i <= names.length; i++) people.push(await person(browser, house.origin));
		begin(...people);
	});
	after(async () => {
		await browser?.close();
		await house?.stop();
	});
	test("everybody has a key", async () => {
		const [ines, ...others] = people;
		await firstEnters(house, ines);
		for (const [i, who] of others.entries()) await joins(ines, who, names[i]);
	});
	const ends = (says = /./) => test("no page broke, and the record verifies", async () => {
		assert.deepEqual(people.flatMap((who) => who.faults), []);
		await browser.close();
		await house.stop();
		const { status, said } = attempt("verify", house.dir);
		house = browser = undefined;
		assert.equal(status, 0, said);
		assert.match(said, says);
	});
	return { test, ends };
}

/** Ask a question with one option, say more of it, and put it up; the page is its brief's. */
export async function putUp(who, room, question, kind, option, more = async () => undefined) {
	await who.page.goto(`/room/${room}/decide`);
	await give(who, "Open a decision", { "The ask": question, "What kind of decision": kind });
	await who.page.locator(".room-main").getByText(question).click();
	await give(who, "Propose an option", { "What is it called": option });
	await more();
	await button(who, "Put this option up").first().click();
}

/** The small charter with something put in another's place: each a pair of what and by what. */
export function smallCharter(...changes) {
	const file = path.join(folder(), "charter.yaml");
	const put = (text, [what, by]) => {
		if (!what.test(text)) throw new Error(`${what} is not in the small charter`);
		return text.replace(what, by);
	};

	fs.writeFileSync(file, changes.reduce(put, fs.readFileSync(path.join(root, "library/charters/small.yaml"), "utf8")));
	return file;
}

/** Declare a matter; gives the room's number.  `restricted`: nobody is in it but whoever declares it. */
export async function declare(who, codename, title, severity = "SEV1", restricted = false) {
	await who.page.goto("/declare");
	await who.page.getByLabel("In one line, what is it?").fill(title);
	await who.page.getByLabel(severity).check();
	await who.page.getByLabel("incident", { exact: false }).first().check();
	await who.page.getByLabel("Codename: nothing that tells").fill(codename);
	await who.page.getByLabel("Restricted:").setChecked(restricted);
	await button(who, "Declare").click();
	await who.page.getByRole("heading", { name: codename }).waitFor();
	return new URL(who.page.url()).pathname.split("/")[2];
}

/** So many hours from now, as a field for a date takes it. */
export const hours = (n) => new Date(Date.now() + n * 3_600_000 - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** What the interface gives, too, without its screens; gives the receipt. */
export const command = (who, room, name, fields) => who.page.evaluate(async ([at, body]) => {
	const reply = await fetch(at, { method: "POST", headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() }, body: JSON.stringify(body) });
	if (!reply.ok) throw new Error(await reply.text());
	return reply.json();
}, [`/api/rooms/${room}/commands/${name}`, fields]);

/** So many minutes after the beginning, by the server's clock and theirs; the server looks as soon as anything happens. */
export async function minutesAfter(n, clock, people, room) {
	clock.forward(n * 60 + 1);
	for (const who of people) await who.page.clock.setSystemTime(Date.now() + (n * 60 + 1) * 1000);
	await command(people[0], room, "post_message", { text: `it is ${n} minutes past` });
}

/** Answer the option put up: words, confirmation, passkey; gives what the confirmation said. */
export async function answer(who, verb) {
	await button(who, verb).click();
	await dialog(who).getByLabel("Your words, if you wish").fill(`${verb}: enough for tonight`);
	await dialog(who).getByRole("button", { name: "Continue" }).click();
	await dialog(who).getByText("This browser has checked").waitFor();
	const shown = await dialog(who).innerText();
	await dialog(who).getByRole("button", { name: "Sign with your passkey" }).click();
	await dialog(who).waitFor({ state: "detached" });
	return shown;
}

/** Sign what the open dialog asks for: the reason if there is one, confirmation, passkey; gives what the confirmation said. */
export async function signs(who, why = "") {
	if (why) await dialog(who).getByLabel("Why").fill(why);
	await dialog(who).getByRole("button", { name: "Continue" }).click();
	await dialog(who).getByRole("button", { name: "Sign with your passkey" }).waitFor();
	const shown = await dialog(who).innerText();
	await dialog(who).getByRole("button", { name: "Sign with your passkey" }).click();
	await dialog(who).waitFor({ state: "detached", timeout: 3000 });
	return shown;
}

/** What axe-core finds wrong, a line each. */
export async function violations(cdp) {
	await cdp.send("Runtime.evaluate", { expression: axe.source });
	const { result } = await cdp.send("Runtime.evaluate", {
		expression: "axe.run(document).then((r) => JSON.stringify(r.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 120)}`))))",
		awaitPromise: true, returnByValue: true,
	});
	return JSON.parse(result.value);
}

/** Look at the page wide and on a phone, in light and dark, or in so few of these: a picture of each, and everything found wrong. */
export async function look({ page, cdp }, name, colours = { wide: ["light", "dark"], phone: ["light", "dark"] }) {
	const wrong = [];

	fs.mkdirSync(pictures, { recursive: true });
	for (const [size, viewport] of Object.entries({ wide, phone }))
		for (const colorScheme of colours[size]) {
			await page.setViewportSize(viewport);
			await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
			await page.screenshot({ path: path.join(pictures, `${name}-${size}${colorScheme === "dark" ? "-dark" : ""}.png`) });
			wrong.push(...(await violations(cdp)).map((line) => `${name} ${size} ${colorScheme}: ${line}`));
			if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)) wrong.push(`${name} ${size}: wider than the screen`);
		}
	await page.setViewportSize(wide);
	await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
	return wrong;
}

/** In a room, what lies under a finger on the screen as it opened: nothing is scrolled, and nothing lies over it. */
export async function underTheThumb(who, name, role = "button") {
	const { page } = who, press = page.locator(".room-main").getByRole(role, { name, exact: true }).first();

	await press.waitFor();
	assert.equal(await page.evaluate(() => scrollY), 0);
	assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${page.url()} is wider than a telephone`);
	assert.equal(await press.evaluate((e) => {
		const { left, top, width, height } = e.getBoundingClientRect();
		const at = document.elementFromPoint(left + width / 2, top + height / 2);
		return at && e.contains(at) && height >= 44 ? "" : `at ${[left, top, width, height]}, under ${at?.outerHTML.slice(0, 80)}`;
	}), "", `${name} is not under the thumb`);
	return press;
}

/** In a room, it is on the screen as it opened, and nothing lies over it. */
export async function inSight(who, selector) {
	const seen = who.page.locator(".room-main").locator(selector).first();

	await seen.waitFor();
	assert.ok(await seen.evaluate((e) => [...e.getClientRects()].every(({ left, top, bottom }) => [top + 2, bottom - 2].every((y) => e.contains(document.elementFromPoint(left + 2, y))))), `${selector} is not in sight`);
}

/** As narrow as a screen may be, and at 200 % zoom: what is wider than that. */
export async function narrow({ page }, name) {
	const wrong = [];

	for (const [size, viewport] of Object.entries({ "320": { width: 320, height: 640 }, "zoom-200": { width: 640, height: 400 } })) {
		await page.setViewportSize(viewport);
		await page.screenshot({ path: path.join(pictures, `${name}-${size}.png`) });
		if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)) wrong.push(`${name} ${size}: wider than the screen`);
	}
	await page.setViewportSize(wide);
	return wrong;
}

/** Whether the tab key comes by everything that can be used, and each time it is seen where one is: what is wrong. */
export async function byKeyboard({ page }, name) {
	const wrong = new Set();

	await page.setViewportSize(phone);
	const left = await page.evaluateHandle(() => {
		const usable = "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex='0']";
		document.activeElement.blur();
		return new Set([...document.querySelectorAll(usable)].filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })));
	});
	/* a field for a date has several stops of its own */
	for (let steps = 2 * await left.evaluate((all) => all.size) + 20; steps > 0 && await left.evaluate((all) => all.size > 0); steps--) {
		await page.keyboard.press("Tab");
		const fault = await left.evaluate((all) => {
			const at = document.activeElement;
			const called = at.outerHTML.slice(0, 100);
			const box = at.getBoundingClientRect();
			const on = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
			const ringed = [at, at.closest(":focus-within:not(body):is(.attach)")].some((one) => one && parseFloat(getComputedStyle(one).outlineWidth) > 0 && getComputedStyle(one).outlineStyle !== "none");

			if (at === document.body) return "";
			for (const one of all) if (one === at || (at.type === "radio" && one.name === at.name)) all.delete(one);
			if (!ringed && at.type !== "datetime-local") return `not seen where one is: ${called}`;
			return on && (at.contains(on) || on.contains(at)) ? "" : `covered: ${called}`;
		});
		if (fault) wrong.add(`${name}: ${fault}`);
	}
	for (const one of await left.evaluate((all) => [...all].filter((is) => is.isConnected).map((is) => is.outerHTML.slice(0, 100)))) wrong.add(`${name}: not reached by tab: ${one}`);
	await page.setViewportSize(wide);
	return [...wrong];
}
