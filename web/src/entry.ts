// entry -- a leaf and its disclosures, opened and hashed here, without trusting who sent them.

import { type RawEntry, type RoomId, api } from "./api";
import { b64u, fromB64u, joined, sha256, utf8 } from "./bytes";
import type { Events, Value } from "./gen/api";

export interface Entry {
	seq: number;
	n: number;
	at: number;
	log: string;
	stream: string;
	kind: keyof Events | (string & {});
	by: { person: number; seat: number; for: number; via: number };
	/** Plain fields, and the veiled ones that were disclosed. */
	fields: Record<string, unknown>;
	/** Of the veiled ones that say something, by what digest they are erased. */
	digests: Record<string, string>;
	/** SHA-256(0x00 ‖ leaf). */
	hash: Uint8Array<ArrayBuffer>;
	bytes: string;
}

interface Leaf { n: number; seq: number; at: number; log: string; stream: string; kind: string; by: Entry["by"]; f: Record<string, unknown> & { _sd?: string[] } }

async function openOne(raw: RawEntry): Promise<Entry> {
	const leaf = JSON.parse(raw.leaf) as Leaf;
	const { _sd: veiled = [], ...fields } = leaf.f;
	const digests: Record<string, string> = {};

	for (const disclosure of raw.disclosures) {
		const digest = b64u(await sha256(utf8(disclosure)));
		if (!veiled.includes(digest)) throw new Error(`Entry ${leaf.seq}: words were sent that it does not contain.`);
		const [, name, value] = JSON.parse(new TextDecoder().decode(fromB64u(disclosure))) as [string, string, unknown];
		if (value === null) continue;
		fields[name] = value;
		digests[name] = digest;
	}
	const hash = await sha256(joined(new Uint8Array([0]), utf8(raw.leaf)));
	return { seq: leaf.seq, n: leaf.n, at: leaf.at, log: leaf.log, stream: leaf.stream, kind: leaf.kind, by: leaf.by, fields, digests, hash, bytes: raw.leaf };
}

const opened = (raw: RawEntry[]): Promise<Entry[]> => Promise.all(raw.map(openOne));

/** The entries with these seqs, ascending; all of them, or it throws. */
export async function entriesAt(room: RoomId, seqs: number[]): Promise<Entry[]> {
	const wanted = [...new Set(seqs)].sort((a, b) => a - b);
	const found = (await opened(await api.entriesAt(room, wanted))).sort((a, b) => a.seq - b.seq);

	if (found.map((entry) => entry.seq).join() !== wanted.join()) throw new Error("The server did not send every entry that was asked for.");
	return found;
}

/** SHA-256(LH1 ‖ LH2 ‖ …), ascending. */
export const digest = async (entries: Entry[]): Promise<string> => b64u(await sha256(joined(...entries.map((entry) => entry.hash))));

/** The four digits of what an answer binds to: its digest's first four bytes as a number, modulo 10000. */
export const voiceCode = (subject: string): string => String(new DataView(fromB64u(subject).buffer).getUint32(0) % 10_000).padStart(4, "0");

/** A page of the server's journal, the newest first. */
export const journalBefore = async (before?: number): Promise<Entry[]> => (await opened(await api.journal(before))).reverse();

/** The text of one entry; undefined if it was erased. */
export async function textAt(room: RoomId, seq: number): Promise<string | undefined> {
	const [entry] = await entriesAt(room, [seq]);
	const text = entry?.fields["text"];

	return typeof text === "string" ? text : undefined;
}

/** Every entry after `after`, in pages. */
export async function entriesAfter(room: RoomId, after: number): Promise<Entry[]> {
	const all: Entry[] = [];

	for (;;) {
		const page = await opened(await api.entries(room, all.at(-1)?.seq ?? after));
		all.push(...page);
		if (page.length < 500) return all;
	}
}

/** The newest entries up to `until`: `least` of them, and further back until they are enough; no more than some pages. */
export async function entriesBack(room: RoomId, until: number, least: number, enough: (all: Entry[]) => boolean): Promise<Entry[]> {
	let all: Entry[] = [], first = until;       // what stands after it is read

	for (let pages = 0; first > 0 && pages < 5 && !enough(all); pages++) {
		const end = first;
		first = Math.max(0, end - (pages === 0 ? least : 500));
		all = [...(await opened(await api.entries(room, first, end - first))).filter((entry) => entry.seq <= end), ...all];
	}
	return all;
}

/** Of a fact that is counted in the list of affected things, what is counted; undefined of any other. */
export const countedName = (name: string): string | undefined => (name.startsWith("affected.") ? name.slice("affected.".length).replace(/[._]/g, " ") : undefined);

/** The words of an entry worth a line: whichever of these it has. */
export function headline(entry: Entry): string {
	const f = entry.fields;
	const words = ["question", "title", "text", "said", "what", "why", "test", "result", "how", "name", "plan"].map((key) => f[key]).find((v) => typeof v === "string");

	if (entry.kind === "document_written") return "";       // all of a document is no line
	const counted = entry.kind === "fact_asserted" && countedName(String(f["name"]));
	if (counted) return `${counted} = ${shown(f["value"] as Value | undefined)}`;         // that it is suspected of so many is certain
	if (entry.kind === "fact_asserted") return `${String(f["name"])} = ${shown(f["value"] as Value | undefined)} (${String(f["confidence"])})`;
	return typeof words === "string" ? (entry.kind === "call_tried" || entry.kind === "deputy_called" ? words.replaceAll("_", " ") : words) : "";
}

export const shown = (value: Value | undefined): string => (value === undefined ? "—" : String(value));
