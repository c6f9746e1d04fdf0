// affected -- a paste of affected things, read: one a line, or a table whose first line names its columns.

import { type Row, betweenIn, csvRows } from "./csv";
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

/** What is wrong with it, and in which column. */
interface Wrong { column: Column; why: string }

/** "18 200", "18.200", "18'200": people. */
const peopleIn = (text: string): number => Number(/^\d{1,3}([ .,'_\u00a0\u202f]\d{3})+$/.test(text) ? text.replace(/\D/g, "") : text);

/** One row of a table as a thing, or what is wrong with it. */
function thingOf(cells: Partial<Record<Column, string>>, usual: Usual): Thing | Wrong {
	const kind = cells.kind ? wordOf("affected_kind", cells.kind) : usual.kind;
	const state = cells.state ? wordOf("affected_state", cells.state) : usual.state;
	const owner = cells.owner ? seatOf(cells.owner) : usual.owner;
	const many = cells.how_many ? peopleIn(cells.how_many) : undefined;
	const countries = cells.countries?.split(/[;,\s]+/).filter(Boolean);

	if (!cells.name) return { column: "name", why: say.scope_no_name };
	if (!kind) return { column: "kind", why: say.scope_no_word(cells.kind ?? "", Object.keys(words.affected_kind)) };
	if (!state) return { column: "state", why: say.scope_no_word(cells.state ?? "", Object.keys(words.affected_state)) };
	if (cells.owner && !owner) return { column: "owner", why: say.scope_no_seat(cells.owner) };
	if (many !== undefined && !(Number.isInteger(many) && many >= 0)) return { column: "how_many", why: say.scope_no_number(cells.how_many ?? "") };
	return {
		kind, state, name: cells.name,
		...(cells.identifier ? { identifier: cells.identifier } : {}), ...(owner ? { owner } : {}), ...(cells.whose ? { whose: cells.whose } : {}),
		...(many ? { how_many: many } : {}), ...(countries?.length ? { countries } : {}),
	};
}

/* ---- a table ---- */

const headingOf = (row: Row | undefined): string[] => row?.cells.map((cell) => cell.trim().toLowerCase().replace(/[ -]/g, "_")) ?? [];

/** Names hold no tab and hardly a semicolon; a comma parts cells if the first line names a column, or all lines have as many. */
function isTable(rows: Row[], between: string | undefined): boolean {
	const wide = rows[0]?.cells.length ?? 0;

	if (headingOf(rows[0]).some(isColumn)) return true;
	return wide > 1 && (between !== "," || (rows.length > 1 && rows.every((row) => row.cells.length === wide)));
}

function wrongHeading({ line }: Row, heading: string[]): string | undefined {
	const unknown = heading.findIndex((name) => !isColumn(name));
	const twice = heading.findIndex((name, i) => heading.indexOf(name) < i);

	if (unknown >= 0) return say.scope_no_column(line, unknown + 1, heading[unknown] ?? "", columns);
	if (twice >= 0) return say.scope_column_twice(line, twice + 1, heading[twice] ?? "");
	return heading.includes("name") ? undefined : say.scope_no_name_column(line);
}

/** A thing, or the sentence that says what cannot be read. */
type Said = Thing | string;

function tableThings(rows: Row[], usual: Usual): Said[] {
	const [first, ...rest] = rows;
	const heading = headingOf(first);
	const wrong = first && wrongHeading(first, heading);

	if (wrong) return [wrong];
	return rest.map(({ line, cells }) => {
		if (cells.slice(heading.length).some((cell) => cell.trim())) return say.scope_row_long(line, cells.length, heading.length);
		const thing = thingOf(Object.fromEntries(heading.map((name, k) => [name, (cells[k] ?? "").trim()])), usual);
		return "why" in thing ? say.scope_wrong(line, thing.column, thing.why) : thing;
	});
}

const lineThings = (text: string, usual: Usual): Said[] => text.split("\n").flatMap((name) => (name.trim() ? [{ ...usual, name: name.trim() }] : []));

function saidIn(text: string, usual: Usual): Said[] {
	const between = betweenIn(text);
	const { rows, open } = csvRows(text, between ?? ",");

	if (!isTable(rows, between)) return lineThings(text, usual);
	return open ? [say.scope_quote(open)] : tableThings(rows, usual);
}

/** As the server compares: srv1 is SRV1. */
const key = (kind: string, name: string): string => `${kind}/${name.replace(/[A-Z]/g, (c) => c.toLowerCase())}`;

/** What was pasted; what cannot be read is told, with its line and column. */
export function readThings(text: string, usual: Usual, ledger: Entities["affected"][]): Reading {
	const known = new Set(ledger.map((one) => key(one.kind, one.name ?? "")));
	const read: Reading = { things: [], wrong: [], listed: 0 };

	for (const thing of saidIn(text, usual)) {
		if (typeof thing === "string") {
			read.wrong.push(thing);
			continue;
		}
		read.listed += Number(known.has(key(thing.kind, thing.name)));
		known.add(key(thing.kind, thing.name));
		read.things.push(thing);
	}
	return read;
}
