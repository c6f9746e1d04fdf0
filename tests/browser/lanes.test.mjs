// The lanes of the timeline, without a browser: what a room may hold is drawn in one of them, or named as drawn in none.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { laneOf, rules } from "../../web/src/lanes.ts";

const declared = fs.readFileSync(path.resolve(import.meta.dirname, "../../src/model/events.def"), "utf8");
const kinds = [...declared.matchAll(/^EVENT\((\w+), (?:ROOM|MATTER),/gm)].map(([, kind]) => kind);

test("every kind of entry of a room has a lane, or is named as having none", () => {
	assert.ok(kinds.length > 100, `${kinds.length} kinds`);
	assert.deepEqual(kinds.filter((kind) => !rules.some(([, pattern]) => pattern.test(kind))), []);
});

test("every rule is for something", () => {
	const names = rules.flatMap(([, pattern]) => pattern.source.replace(/^\^\(?|\)$/g, "").split("|"));
	assert.deepEqual(names.filter((name) => !kinds.some((kind) => kind.startsWith(name))), []);
});

test("what weighs is drawn", () => {
	const lanes = { report_issued: "statement", contact_called: "statement", glass_broken: "decision", acted_alone: "decision", seat_escalated: "decision", deadline_extended: "decision", tripwire_crossed: "decision", review_due: "decision", committee_met: "life", committee_late: "life", handover_accepted: "life", measure_proposed: "measure", message_pinned: "bridge" };
	assert.deepEqual(Object.fromEntries(Object.keys(lanes).map((kind) => [kind, laneOf(kind)])), lanes);
	assert.equal(laneOf("message_posted"), undefined);
	assert.equal(laneOf("handover_offered"), undefined);
});
