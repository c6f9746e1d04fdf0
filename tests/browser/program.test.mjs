// The program that a browser keeps: an update leaves no old shell, takes no open tab's parts away, and is whole or not at all.
//
// Served here are builds as they follow each other: the real one, and copies of it that say which they are, call a
// part by another name, and know themselves by another.

import assert from "node:assert/strict";
import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { after, before } from "node:test";
import { chapters, launch, person, root } from "./house.mjs";

const dist = path.join(root, "web/dist");
const types = { html: "text/html", js: "text/javascript", css: "text/css", svg: "image/svg+xml", png: "image/png", webmanifest: "application/manifest+json" };
const inside = (folder) => fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
	.map((one) => path.join(one.parentPath, one.name));
const real = new Map(inside(dist).map((file) => [file.slice(dist.length), fs.readFileSync(file)]));
const lazy = [...real.keys()].find((name) => /^\/assets\/wall-.*\.js$/.test(name));

const renamed = (number) => path.posix.join(path.posix.dirname(lazy), `wall-build${number}.js`);

/** The next build: its page says which it is, and the wall's part has another name. */
function build(number) {
	const files = new Map(real);
	const page = Buffer.from(real.get("/index.html").toString().replace("<html", `<html data-build="${number}"`));
	const [head, ...rest] = real.get("/service_worker.js").toString().split("\n");
	const kept = JSON.parse(head.slice("const kept=".length, -1));

	kept.name = `program-build${number}`;
	kept.page = crypto.createHash("sha256").update(page).digest("hex");
	kept.parts = kept.parts.map((part) => (part === lazy ? renamed(number) : part));
	files.delete(lazy);
	return files.set(renamed(number), real.get(lazy)).set("/index.html", page).set("/service_worker.js", Buffer.from([`const kept=${JSON.stringify(kept)};`, ...rest].join("\n")));
}

let server, browser, who, origin;
let served = real, down = false, failing = 0;
const test = chapters(() => [who]);

before(async () => {
	server = http.createServer((asked, answer) => {
		const { pathname } = new URL(asked.url, "http://localhost");
		const name = served.has(pathname) ? pathname : /text\/html/.test(asked.headers.accept ?? "") ? "/index.html" : "";

		if (down) return void asked.socket.destroy();
		if (failing || !name || pathname.startsWith("/api/")) return void answer.writeHead(failing || 404).end();
		answer.writeHead(200, { "Content-Type": types[name.split(".").at(-1)], "Cache-Control": name.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache" });
		answer.end(served.get(name));
	}).listen(0, "127.0.0.1");
	await new Promise((done) => server.once("listening", done));
	origin = `http://localhost:${server.address().port}`;
	browser = await launch();
	who = await person(browser, origin);
});
after(async () => {
	await browser?.close();
	server?.closeAllConnections();
	server?.close();
});

const keptNames = () => who.page.evaluate(() => caches.keys());
/** Which build's page opens at this address. */
const buildAt = async (address) => {
	await who.page.goto(address);
	return Number(await who.page.locator("html").getAttribute("data-build"));
};
/** The worker looks for a newer one, as it does with every page that is opened; until that is in charge, or surely will not be. */
const updated = () => who.page.evaluate(async () => {
	const registration = await navigator.serviceWorker.ready;
	await registration.update().catch(() => undefined);
	const fresh = registration.installing ?? registration.waiting;
	if (fresh) await new Promise((done) => {
		const look = () => { if (["activated", "redundant"].includes(fresh.state)) done(); };
		fresh.addEventListener("statechange", look);
		look();
	});
	return fresh?.state ?? "none";
});

test("the whole program is kept, once the first page has been opened", async () => {
	await who.page.goto("/");
	await who.page.evaluate(() => navigator.serviceWorker.ready);
	const [name, ...others] = await keptNames();
	assert.match(name, /^program-[0-9a-f]{16}$/);
	assert.deepEqual(others, []);
	const kept = await who.page.evaluate(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname), name);
	assert.deepEqual(kept.sort(), ["/", ...[...real.keys()].filter((one) => !["/index.html", "/service_worker.js"].includes(one))].sort());
});

test("an open tab finds its parts after an update took them from the server", async () => {
	served = build(2);
	assert.equal((await fetch(origin + lazy)).status, 404);
	assert.equal(await updated(), "activated");
	assert.ok(await who.page.evaluate((lazy) => import(lazy).then((part) => typeof part.Wall === "function" || Object.keys(part).length > 0), lazy));
});

test("after an update the new program opens, with the server and without it", async () => {
	assert.equal(await buildAt("/work"), 2);
	down = true;
	assert.equal(await buildAt("/work"), 2);
	assert.equal(await buildAt("/charter/people"), 2);
	down = false;
});

test("a server in front that answers for one that is down is no page of ours", async () => {
	failing = 502;
	assert.equal(await buildAt("/work"), 2);
	failing = 0;
});

test("the program before the last is swept away", async () => {
	served = build(3);
	assert.equal(await updated(), "activated");
	assert.deepEqual(await keptNames(), ["program-build2", "program-build3"]);
});

test("a worker that came with another build's page keeps nothing of it, and the one before stays", async () => {
	served = new Map(build(4)).set("/index.html", build(5).get("/index.html"));
	assert.equal(await updated(), "redundant");
	assert.equal(await buildAt("/work"), 5);
	down = true;
	assert.equal(await buildAt("/work"), 3);
	down = false;
	served = build(5);
	assert.equal(await updated(), "activated");
	down = true;
	assert.equal(await buildAt("/work"), 5);
	down = false;
});

test("an update that cannot be fetched whole changes nothing", async () => {
	served = build(6);
	served.delete(renamed(6));
	assert.equal(await updated(), "redundant");
	assert.deepEqual(await keptNames(), ["program-build3", "program-build5"]);
	down = true;
	assert.equal(await buildAt("/work"), 5);
	down = false;
});

test("no page broke", () => {
	assert.deepEqual(who.faults, []);
});
