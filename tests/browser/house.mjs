// house -- what a browser test needs: a founded record being served, people with
// authenticators of their own, and eyes: pictures and axe-core.

import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const require = createRequire(path.join(root, "web/package.json"));
const { chromium } = require("playwright-core");
const axe = require("axe-core");
const tocsin = process.env.TOCSIN ?? path.join(root, "build/tocsin");
const pictures = path.join(root, "build/pictures");

/** A port that is free now. */
async function freePort() {
	const server = net.createServer().listen(0, "127.0.0.1");
	await new Promise((done) => server.once("listening", done));
	const { port } = server.address();
	await new Promise((done) => server.close(done));
	return port;
}

async function answering(origin, child) {
	for (let i = 0; i < 100; i++) {
		if (child.exitCode !== null) throw new Error(`tocsin ended with ${child.exitCode}`);
		if (await fetch(`${origin}/api/me`).then((r) => r.ok, () => false)) return;
		await new Promise((done) => setTimeout(done, 50));
	}
	child.kill();
	throw new Error("tocsin does not answer");
}

export const run = (...args) => execFileSync(tocsin, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** Found a record from a charter and serve it. */
export async function found(charter) {
	const dir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "tocsin-browser-")), "record");
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const sheet = run("init", "--host", `localhost:${port}`, "--charter", path.join(root, "library/charters", charter), dir);
	const child = spawn(tocsin, ["serve", "--port", String(port), dir], { stdio: "ignore" });

	await answering(origin, child);
	return { dir, origin, link: sheet.match(/https?:\/\/\S+\/enrol#\S+/)[0], stop: stopper(child) };
}

const stopper = (child) => () => new Promise((done) => {
	child.once("exit", done);
	child.kill("SIGTERM");
});

/** A demonstration with its colleague in a hurry. */
export async function demo() {
	const dir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "tocsin-browser-")), "record");
	const child = spawn(tocsin, ["demo", "--port", String(await freePort()), "--dir", dir, "--hurry", "30"], { stdio: ["ignore", "pipe", "ignore"] });
	let said = "";

	for await (const part of child.stdout.iterator({ destroyOnReturn: false })) {
		said += part;
		if (/demo#\S+\s/.test(said)) break;
	}
	const [link] = said.match(/http\S+demo#\S+/) ?? [];
	if (!link) throw new Error(`tocsin demo ended: ${said}`);
	return { link, origin: new URL(link).origin, stop: stopper(child) };
}

export const launch = () => chromium.launch({
	executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
	args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

export const wide = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

/** Somebody with a browser and an authenticator of their own; `faults` is what the page complained of. */
export async function person(browser, origin) {
	const context = await browser.newContext({ baseURL: origin, viewport: wide, reducedMotion: "reduce" });
	const page = await context.newPage();
	const cdp = await context.newCDPSession(page);
	const faults = [];

	await cdp.send("WebAuthn.enable");
	await cdp.send("WebAuthn.addVirtualAuthenticator", { options: {
		protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true,
	} });
	page.setDefaultTimeout(10_000);
	page.on("pageerror", (e) => faults.push(String(e)));
	page.on("console", (m) => { if (m.type() === "error" && /Content Security|Trusted|violat/i.test(m.text())) faults.push(m.text()); });
	return { page, context, cdp, faults };
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

/** Look at the page wide and on a phone, in light and dark: a picture of each, and everything found wrong. */
export async function look({ page, cdp }, name) {
	const wrong = [];

	fs.mkdirSync(pictures, { recursive: true });
	for (const [size, viewport] of Object.entries({ wide, phone }))
		for (const colorScheme of ["light", "dark"]) {
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
