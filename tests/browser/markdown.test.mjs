// What people write is shown as they meant it, and nothing they write is more than that.

import assert from "node:assert/strict";
import { test } from "node:test";
import { markdown } from "../../web/src/markdown.ts";

const text = (t) => ({ is: "text", text: t });
const line = (t) => markdown(t)[0].inner;
/** Everything in a tree, wherever it stands. */
const all = (node) => (Array.isArray(node) ? node.flatMap(all) : node && typeof node === "object" ? [node, ...Object.values(node).flatMap(all)] : []);
const links = (t) => all(markdown(t)).filter((node) => node.is === "link");
const depth = (node) => (Array.isArray(node) ? Math.max(0, ...node.map(depth)) : node && typeof node === "object" ? 1 + Math.max(0, ...Object.values(node).map(depth)) : 0);

test("emphasis, code, mentions and links stand in a line", () => {
	assert.deepEqual(line("a **b** *c* _d_ `e*f*` @12"), [text("a "), { is: "strong", inner: [text("b")] }, text(" "), { is: "em", inner: [text("c")] },
		text(" "), { is: "em", inner: [text("d")] }, text(" "), { is: "code", text: "e*f*" }, text(" "), { is: "mention", id: 12 }]);
	assert.deepEqual(line("see https://example.org/a_b_c."), [text("see "), { is: "link", inner: [text("https://example.org/a_b_c")], href: "https://example.org/a_b_c", host: "example.org" }, text(".")]);
	assert.deepEqual(line("[bank](https://evil.example/x)"), [{ is: "link", inner: [text("bank")], href: "https://evil.example/x", host: "evil.example" }]);
	assert.deepEqual(line("``a ` b``"), [{ is: "code", text: "a ` b" }]);
});

test("what only looks like a mark stays what it is", () => {
	for (const plain of ["2 * 3 * 4", "snake_case_name", "a ** b **", "`open", "mail@12x.example", "a@12", "[x]", "[x](y)", "***", "__init__", "h", "http://", "5 > 3"])
		assert.deepEqual(line(plain), [text(plain)], plain);
});

test("paragraphs, quotes, lists and code blocks stand below each other", () => {
	const tree = markdown("one\ntwo\n\n> said\n> so\n\n- a\n- b\n  - c\n\n3. x\n4. y\n\n```sh\nrm -rf *\n<b>\n```\nend");
	assert.deepEqual(tree.map((b) => b.is), ["paragraph", "quote", "list", "list", "code", "paragraph"]);
	assert.deepEqual(tree[0].inner, [text("one\ntwo")]);
	assert.equal(tree[2].items.length, 2);
	assert.equal(tree[2].items[1][1].is, "list");
	assert.equal(tree[3].start, 3);
	assert.equal(tree[4].text, "rm -rf *\n<b>");
});

test("a link goes to http, https or mailto, and nowhere else", () => {
	for (const bad of ["javascript:alert(1)", "JaVaScRiPt:alert`1`", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example", "/account", "ftp://x", "blob:https://x/y",
		"https://user:pass@evil.example", "https://bank.example@evil.example/", "http://", "java\tscript:x", "&#106;avascript:x", "\u0001javascript:x"])
		assert.deepEqual(links(`[x](${bad}) and ${bad}`).filter((l) => !/^(https?:\/\/[^@]*|mailto:.*)$/.test(l.href)), [], bad);
	assert.equal(links("[x](javascript:alert(1))").length, 0);
	assert.equal(links("https://bank.example@evil.example/").length, 0);
	assert.equal(links("[write](mailto:a@b.example)")[0].host, "a@b.example");
	assert.equal(links("https://xn--e1afmkfd.example/")[0].host, "xn--e1afmkfd.example");
	assert.equal(links("https://пример.example/")[0].host, "xn--e1afmkfd.example");
});

test("HTML is characters", () => {
	const hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> <a href='javascript:x'>y</a>";
	assert.deepEqual(line(hostile), [text(hostile)]);
});

test("however deep it is nested and however long it is, it ends soon and shallow", () => {
	const n = 10_000;
	const long = (s) => s.repeat(Math.ceil(65_536 / s.length)).slice(0, 65_536);
	const hostile = [">".repeat(n), "> ".repeat(n) + "x", "- ".repeat(n) + "x", "*".repeat(n), "**".repeat(n) + "x" + "**".repeat(n), "[".repeat(n) + "](", "`".repeat(n), "_".repeat(n),
		long("`` ` ``` "), long("[a]("), long("*a "), long("**a "), long("_a "), long("http://"), long("http://a "), long("@"), long("a\n"), long("\n"), long("- a\n"), long("> a\n"), long("1. "),
		long("  - a\n    - b\n"), long("```\n"), long("[x](https://a.example) "), long(" "), long("\t- x\n"), long("\u0000\ufffe\ud800"),
		Array.from({ length: 300 }, (_, i) => `${" ".repeat(i)}- x`).join("\n"), Array.from({ length: 300 }, (_, i) => `${"> ".repeat(i)}x`).join("\n")];

	for (const h of hostile) {
		const begun = performance.now();
		const tree = markdown(h);
		assert.ok(performance.now() - begun < 1000, `${h.slice(0, 20)} took ${performance.now() - begun} ms`);
		assert.ok(depth(tree) < 60, `${h.slice(0, 20)} is ${depth(tree)} deep`);
	}
	assert.ok(JSON.stringify(markdown("x".repeat(1_000_000))).length < 70_000);
});
