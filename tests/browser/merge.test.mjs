// What two people wrote on the same text is brought together, and no line of either is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { difference, merge, unsettled } from "../../web/src/merge.ts";

const names = { mine: "mine", theirs: "theirs" };
const chance = (seed) => () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
const count = (text, line) => text.split("\n").filter((one) => one === line).length;

/** Lines taken out, put in and changed, here and there. */
function edited(text, draw, who) {
	const lines = text.split("\n");
	for (let n = Math.floor(draw() * 4); n >= 0; n--)
		lines.splice(Math.floor(draw() * (lines.length + 1)), draw() < 0.6 ? 1 : 0, ...(draw() < 0.7 ? [`${who} ${Math.floor(draw() * 5)}`] : []));
	return lines.join("\n");
}

test("changes in different places both stand, without a question", () => {
	assert.deepEqual(merge("a\nb\nc", "A\nb\nc", "a\nb\nC", names), { text: "A\nb\nC", conflicts: 0 });
	assert.deepEqual(merge("a\nb", "a\nb", "b", names), { text: "b", conflicts: 0 });
	assert.deepEqual(merge("a", "b", "b", names), { text: "b", conflicts: 0 });
	assert.deepEqual(merge("", "mine", "", names), { text: "mine", conflicts: 0 });
});

test("changes of the same line are both shown, with whose they are", () => {
	assert.deepEqual(merge("a\nb\nc", "a\nx\nc", "a\ny\nc", names), { text: "a\n<<<<<<< mine\nx\n=======\ny\n>>>>>>> theirs\nc", conflicts: 1 });
	assert.equal(merge("", "x", "y", names).conflicts, 1);
	assert.equal(unsettled(merge("", "x", "y", names).text), true);
	assert.equal(unsettled("between <<<<<<< and >>>>>>> \nnothing stands"), false);
	assert.equal(merge("a\nb\nc", "a\nc", "a\nB\nc", names).conflicts, 1);
});

test("whatever two people do, every line that either put in is in the result", () => {
	for (let seed = 1; seed <= 3000; seed++) {
		const draw = chance(seed);
		const base = Array.from({ length: Math.floor(draw() * 9) }, () => String(Math.floor(draw() * 4))).join("\n");
		const mine = edited(base, draw, "mine"), theirs = edited(base, draw, "theirs"), both = merge(base, mine, theirs, names);

		for (const line of [...mine.split("\n"), ...theirs.split("\n")].filter((one) => /mine|theirs/.test(one)))
			assert.ok(count(both.text, line) >= Math.max(count(mine, line), count(theirs, line)), `seed ${seed}: ${line}`);
		assert.equal(merge(base, mine, base, names).text, mine);
		assert.equal(merge(base, base, theirs, names).text, theirs);
		const lines = difference(mine, theirs), without = (kind) => lines.filter((line) => line.kind !== kind).map((line) => line.text).join("\n");
		assert.equal(without("new"), mine);
		assert.equal(without("gone"), theirs);
	}
});

test("a text of the greatest length is merged at once", () => {
	const base = Array.from({ length: 6000 }, (_, i) => `${i % 97}`).join("\n");
	const began = Date.now();
	merge(base, `x\n${base}\ny`, base.replaceAll("5", "6"), names);
	assert.ok(Date.now() - began < 2000);
});
