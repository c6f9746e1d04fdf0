// affected -- a paste of affected things, read: one a line, or a CSV with a heading.

import { csvRows } from "./csv";
import { type Entities, type Records, type Words, words } from "./gen/api";
import { charter } from "./store";
import { say } from "./text/scope";

export type Thing = Records["affected_thing"];
export type Usual = Pick<Thing, "kind" | "state" | "owner">;
export interface Reading { things: Thing[]; wrong: string[]; listed: number }

/** So many things in one command. */
export const BATCH = 64;

const columns = ["name", "kind", "state", "identifier", "owner", "whose", "how_many", "countries"] as const;
type Column = (typeof columns)[number];
const isColumn = (text: string): text is Column => (columns as readonly string[]).includes(text);
const wordOf = <W extends "affected_kind" | "affected_state">(list: W, text: string): Words[W] | undefined => {
	const word = text.toLowerCase().replace(/[ -]/g, "_");
	return word in words[list] ? word as Words[W] : undefined;
};

function seatOf(text: string): number | undefined {
	return charter.all("seat").find((seat) => [seat.label, seat.title].some((name) => name?.toLowerCase() === text.toLowerCase()))?.id;
}

/** One row of a CSV as a thing, or the sentence that says what is wrong with it. */
function thingOf(cells: Partial<Record<Column, string>>, usual: Usual): Thing | string {
	const kind = cells.kind ? wordOf("affected_kind", cells.kind) : usual.kind;
	const state = cells.state ? wordOf("affected_state", cells.state) : usual.state;
	const owner = cells.owner ? seatOf(cells.owner) : usual.owner;
	const many = cells.how_many ? Number(cells.how_many.replace(/[ _']/g, "")) : undefined;
	const countries = cells.countries?.split(/[;,\s]+/).filter(Boolean);

	if (!cells.name) return say.scope_no_name;
	if (!kind) return say.scope_no_word(cells.kind ?? "", Object.keys(words.affected_kind));
	if (!state) return say.scope_no_word(cells.state ?? "", Object.keys(words.affected_state));
	if (cells.owner && !owner) return say.scope_no_seat(cells.owner);
	if (many !== undefined && !(Number.isInteger(many) && many >= 0)) return say.scope_no_number(cells.how_many ?? "");
	return {
		kind, state, name: cells.name,
		...(cells.identifier ? { identifier: cells.identifier } : {}), ...(owner ? { owner } : {}), ...(cells.whose ? { whose: cells.whose } : {}),
		...(many ? { how_many: many } : {}), ...(countries?.length ? { countries } : {}),
	};
}

/** What was pasted; lines that cannot be read are told, each with its number. */
export function readThings(text: string, usual: Usual, ledger: Entities["affected"][]): Reading {
	const known = new Set(ledger.map((one) => `${one.kind}/${one.name ?? ""}`));
	const rows = csvRows(text);
	const heading = rows[0]?.map((cell) => cell.trim().toLowerCase().replace(/[ -]/g, "_")) ?? [];
	const table = heading.includes("name") && heading.every(isColumn);
	const read: Reading = { things: [], wrong: [], listed: 0 };

	(table ? rows.slice(1) : text.split("\n").map((line) => [line]).filter(([line]) => line?.trim())).forEach((row, i) => {
		const cells = table ? Object.fromEntries(heading.map((name, k) => [name, (row[k] ?? "").trim()])) : { name: (row[0] ?? "").trim() };
		const thing = thingOf(cells, usual);

		if (typeof thing === "string") return void read.wrong.push(`${say.scope_line(i + (table ? 2 : 1))} ${thing}`);
		read.listed += Number(known.has(`${thing.kind}/${thing.name}`));
		known.add(`${thing.kind}/${thing.name}`);
		read.things.push(thing);
	});
	return read;
}
