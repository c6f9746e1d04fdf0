// affected -- a paste of affected things, read: one a line, or a table whose first line names its columns.

import { utf8 } from "./bytes";
import { type Row, betweenIn, csvRows } from "./csv";
import { type Entities, type Records, type Words, words } from "./gen/api";
import { commands, records } from "./gen/commands";
import { charter } from "./store";
import { say } from "./text/scope";

export type Thing = Records["affected_thing"];
export type Usual = Pick<Thing, "kind" | "state" | "owner">;
/** `listed`: it stands in the ledger, or earlier in what was pasted. */
export interface Pasted { line: number; thing: Thing; listed: boolean }
export interface Reading { things: Pasted[]; wrong: string[] }

/** So many things in one command. */
export const BATCH = commands.list_affected.fields.find(({ name }) => name === "things")?.max ?? 1;
/** What is said of a data set alone. */
export const ofData = ["whose", "how_many", "countries"] as const;

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

/** As the server bounds it: text by its bytes, a list by how many stand in it. */
function tooMuch(thing: Thing): Wrong | undefined {
	for (const column of columns) {
		const most = records.affected_thing.fields.find(({ name }) => name === column)?.max;
		const value = thing[column];
		const size = typeof value === "string" ? utf8(value).length : Array.isArray(value) ? value.length : 0;

		if (most && size > most) return { column, why: typeof value === "string" ? say.scope_too_long(size, most) : say.scope_too_many(size, most) };
	}
	return undefined;
}

/** What stands in the wrong place, or is too much. */
function wrongWith(thing: Thing): Wrong | undefined {
	const data = thing.kind === "data_set" ? undefined : ofData.find((column) => thing[column] !== undefined);

	return data ? { column: data, why: say.scope_of_data } : tooMuch(thing);
}

/** One row of a table as a thing, or what is wrong with it. */
function thingOf(cells: Partial<Record<Column, string>>, usual: Usual): Thing | Wrong {
	const kind = cells.kind ? wordOf("affected_kind", cells.kind) : usual.kind;
	const state = cells.state ? wordOf("affected_state", cells.state) : usual.state;
	const owner = cells.owner ? seatOf(cells.owner) : usual.owner;
	const many = cells.how_many ? peopleIn(cells.how_many) : undefined;
	const named = cells.countries?.split(/[;,\s]+/).filter(Boolean) ?? [];
	const countries = [...new Set(named.map((code) => code.toUpperCase()))];
	const nowhere = named.find((code) => !/^[a-z]{2}$/i.test(code));

	if (!cells.name) return { column: "name", why: say.scope_no_name };
	if (!kind) return { column: "kind", why: say.scope_no_word(cells.kind ?? "", Object.keys(words.affected_kind)) };
	if (!state) return { column: "state", why: say.scope_no_word(cells.state ?? "", Object.keys(words.affected_state)) };
	if (cells.owner && !owner) return { column: "owner", why: say.scope_no_seat(cells.owner) };
	if (many !== undefined && !(Number.isSafeInteger(many) && many >= 0)) return { column: "how_many", why: say.scope_no_number(cells.how_many ?? "") };
	if (nowhere) return { column: "countries", why: say.scope_no_country(nowhere) };
	const thing: Thing = {
		kind, state, name: cells.name,
		...(cells.identifier ? { identifier: cells.identifier } : {}), ...(owner ? { owner } : {}), ...(cells.whose ? { whose: cells.whose } : {}),
		...(many ? { how_many: many } : {}), ...(countries.length ? { countries } : {}),
	};
	return wrongWith(thing) ?? thing;
}

/* ---- a table ---- */

const headingOf = (row: Row | undefined): string[] => row?.cells.map((cell) => cell.trim().toLowerCase().replace(/[ -]/g, "_")) ?? [];

/** Names hold no tab and hardly a semicolon; a comma parts cells if the first line names a column, or all lines have as many. */
function isTable(rows: Row[], between: string | undefined): boolean {
	const wide = rows[0]?.cells.length ?? 0;

	if (headingOf(rows[0]).some(isColumn)) return true;
	return wide > 1 && (between !== "," || (rows.length > 1 && rows.every((row) => row.cells.length === wide)));
}

function wrongHeading({ line, cells }: Row, heading: string[]): string | undefined {
	const typed = cells.map((cell) => cell.trim());
	const unknown = heading.findIndex((name) => !isColumn(name));
	const twice = heading.findIndex((name, i) => heading.indexOf(name) < i);

	if (!heading.some(isColumn)) return say.scope_no_heading(line, typed[0] ?? "", columns);
	if (unknown >= 0) return say.scope_no_column(line, unknown + 1, typed[unknown] ?? "", columns);
	if (twice >= 0) return say.scope_column_twice(line, twice + 1, typed[twice] ?? "");
	return heading.includes("name") ? undefined : say.scope_no_name_column(line);
}

/** A thing and its line, or the sentence that says what cannot be read. */
type Said = Omit<Pasted, "listed"> | string;

function saidOf(line: number, cells: Partial<Record<Column, string>>, usual: Usual): Said {
	const thing = thingOf(cells, usual);

	return "why" in thing ? say.scope_wrong(line, thing.column, thing.why) : { line, thing };
}

function tableThings(rows: Row[], usual: Usual): Said[] {
	const [first, ...rest] = rows;
	const heading = headingOf(first);
	const wrong = first && wrongHeading(first, heading);

	if (wrong) return [wrong];
	return rest.map(({ line, cells }) => {
		if (cells.slice(heading.length).some((cell) => cell.trim())) return say.scope_row_long(line, cells.length, heading.length);
		return saidOf(line, Object.fromEntries(heading.map((name, k) => [name, (cells[k] ?? "").trim()])), usual);
	});
}

const lineThings = (text: string, usual: Usual): Said[] => text.split("\n").flatMap((name, i) => (name.trim() ? [saidOf(i + 1, { name: name.trim() }, usual)] : []));

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
	const read: Reading = { things: [], wrong: [] };

	for (const said of saidIn(text, usual)) {
		if (typeof said === "string") {
			read.wrong.push(said);
			continue;
		}
		const is = key(said.thing.kind, said.thing.name);
		read.things.push({ ...said, listed: known.has(is) });
		known.add(is);
	}
	return read;
}

/** The server counts the things of one command from 0; whoever pasted them sees lines. */
export const byLine = (sentence: string, sent: Pasted[]): string =>
	sentence.replace(/^things: \[(\d+)\]: /, (whole, n: string) => (sent[Number(n)] ? say.scope_line(sent[Number(n)]?.line ?? 0) : whole));
