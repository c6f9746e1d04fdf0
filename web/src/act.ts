// act -- what a person signs: drawn up by the server, checked here, shown from the entries it names.

import { type DrawnAct, type RoomId, api } from "./api";
import { b64u, canonical, fromB64u, joined, sha256, utf8 } from "./bytes";
import { type Entry, entriesAt } from "./entry";
import type { Records } from "./gen/api";
import { sign } from "./passkey";
import { sixWords } from "./six_words";
import { charter, me } from "./store";
import { say } from "./text";

export type Verb = "decide" | "concur" | "object" | "recuse" | "vouch";
export interface Wish { verb: Verb; room: RoomId; object: number; option: number; seat: number; note: string; subject: number[] }

/** An act that was checked, with the entries that say in words what it binds to. */
export interface CheckedAct {
	wish: Wish;
	drawn: DrawnAct;
	act: Records["act"] & { for: number };
	subject: Entry[];
	sources: Entry[];
	/** Of the key that is vouched for. */
	words: string[];
	/** The key that must sign; absent where a demonstration needs none. */
	credential: Entry | undefined;
}

const need = (holds: boolean, sentence: string): void => {
	if (!holds) throw new Error(`${say.act_wrong} ${sentence}`);
};

/** SHA-256(LH1 ‖ LH2 ‖ …), ascending. */
export const digest = async (entries: Entry[]): Promise<string> => b64u(await sha256(joined(...entries.map((entry) => entry.hash))));

async function noteDigest(drawn: DrawnAct, note: string): Promise<string> {
	if (!note) return "";
	return b64u(await sha256(utf8(b64u(utf8(canonical([drawn.note_salt ?? "", "note", note]))))));
}

function checkPlain(wish: Wish, text: string, act: CheckedAct["act"]): void {
	need(canonical(act) === text, say.act_not_canonical);
	need(act.type === "tocsin/act/1" && act.log === me.value?.origin && act.rp === me.value.rp, say.act_elsewhere);
	need(act.verb === wish.verb && act.object === wish.object && act.option === wish.option && act.seat === wish.seat, say.act_other);
	need(act.person === me.value?.person, say.act_not_you);
	need(act.stream === (wish.room === 0 ? "charter" : `room/${wish.room}`), say.act_elsewhere);
	need(act.expires > act.issued && act.expires - act.issued <= 600_000_000, say.act_too_long);
}

async function checkSubject(wish: Wish, act: CheckedAct["act"], subject: Entry[]): Promise<void> {
	const option = subject.find((entry) => entry.seq === wish.option);

	need((await digest(subject)) === act.subject, say.act_other_subject);
	need(subject.some((entry) => entry.seq === wish.object && entry.kind === "decision_opened"), say.act_other_subject);
	need(option?.kind === "option_proposed" && option.fields["decision"] === wish.object, say.act_other_subject);
	for (const entry of subject)
		need(entry.stream === act.stream && (entry.seq === wish.object || entry.seq === wish.option || entry.fields["option"] === wish.option), say.act_other_subject);
}

/** Have an act drawn up and check that it says what was wished, and nothing else. */
export async function drawUp(wish: Wish): Promise<CheckedAct> {
	const drawn = await api.drawUp(wish.room, { verb: wish.verb, object: wish.object, option: wish.option, seat: wish.seat, note: wish.note });
	const act = JSON.parse(drawn.act) as CheckedAct["act"];
	const vouching = wish.verb === "vouch";
	const subject = await entriesAt(wish.room, vouching ? [wish.object] : wish.subject);
	const sources = drawn.sources.length ? await entriesAt(wish.room, drawn.sources) : [];

	checkPlain(wish, drawn.act, act);
	const vouched = vouching ? fromB64u(String(subject[0]?.fields["key"])) : undefined;
	if (vouched) need(b64u(await sha256(vouched)) === act.subject, say.act_other_subject);
	else {
		await checkSubject(wish, act, subject);
		need((await digest(sources)) === act.brief, say.act_other_brief);
		need((await noteDigest(drawn, wish.note)) === act.note, say.act_other_note);
	}
	const [credential] = act.credential ? await entriesAt(charter.room, [act.credential]) : [];
	need(!credential || credential.fields["person"] === act.person, say.act_not_you);
	return { wish, drawn, act, subject, sources, words: vouched ? await sixWords(vouched) : [], credential };
}

/** Sign it, unless a demonstration lets it stand unsigned, and give the command. */
export async function signAndGive(checked: CheckedAct): Promise<void> {
	const { wish, drawn, act, credential } = checked;
	const signed = credential ? await sign(drawn.act, act.rp, [String(credential.fields["id"])]) : undefined;
	const proof = signed && { client_data: signed.client_data, auth_data: signed.auth_data, signature: signed.signature };
	const note = wish.note ? { note: wish.note, note_salt: drawn.note_salt ?? "" } : {};

	need(!!credential || !!me.value?.demo, say.act_no_key);
	if (wish.verb === "vouch") await api.command(wish.room, "vouch", { act, ...proof });
	else if (wish.verb === "object") await api.command(wish.room, "object", { act, ...proof, sources: drawn.sources, note: wish.note, note_salt: drawn.note_salt ?? "" });
	else await api.command(wish.room, wish.verb, { act, ...proof, sources: drawn.sources, ...note });
}
