// act -- what a person signs: drawn up by the server, checked here, shown from the entries it names.

import { type DrawnAct, type RoomId, api } from "./api";
import { b64u, canonical, fromB64u, sha256, utf8 } from "./bytes";
import { type Entry, digest, entriesAt } from "./entry";
import type { Records } from "./gen/api";
import { sign } from "./passkey";
import { sixWords } from "./six_words";
import { charter, me } from "./store";
import { say } from "./text/sign";

export type Verb = "decide" | "concur" | "object" | "recuse" | "break_glass" | "hear_answer" | "hear_objection" | "confirm_heard" | "disown_heard" | "vouch" | "revoke" | "eject" | "confirm_token" | "accept_handover";

/** Verbs about a thing, not about an option: the kind of entry that made it. */
const things = { vouch: "credential_enrolled", revoke: "credential_enrolled", eject: "person_added", confirm_token: "token_issued", accept_handover: "handover_offered" } as const;
const isThings = (verb: Verb): verb is keyof typeof things => verb in things;

/** To do that to a thing of the charter, or of a room. */
export const wishFor = (verb: keyof typeof things, object: number, room: RoomId = 0): Wish => ({ verb, room, object, option: 0, seat: 0, note: "", subject: [object] });

/** `alone`: it takes effect at once, before the others have answered: within which limits.  Of an answer that was heard: `person` whose it was and the `code` they read back; or `decision`, where it is the object itself. */
export interface Wish { verb: Verb; room: RoomId; object: number; option: number; seat: number; note: string; subject: number[]; alone?: string; person?: number; code?: string; decision?: number }

/** An act that was checked, with the entries that say in words what it binds to. */
export interface CheckedAct {
	wish: Wish;
	drawn: DrawnAct;
	act: Records["act"] & { for: number };
	subject: Entry[];
	sources: Entry[];
	/** Of the key that it is about. */
	words: string[];
	/** The key that must sign; absent where a demonstration needs none. */
	credential: Entry | undefined;
}

const need = (holds: boolean, sentence: string): void => {
	if (!holds) throw new Error(`${say.act_wrong} ${sentence}`);
};

async function noteDigest(drawn: DrawnAct, note: string): Promise<string> {
	if (!note) return "";
	return b64u(await sha256(utf8(b64u(utf8(canonical([drawn.note_salt ?? "", "note", note]))))));
}

function checkPlain(wish: Wish, text: string, act: CheckedAct["act"]): void {
	need(canonical(act) === text, say.act_not_canonical);
	need(act.type === "tocsin/act/1" && act.log === me.value?.origin && act.rp === me.value.rp, say.act_elsewhere);
	need(act.verb === wish.verb && act.object === wish.object && act.option === wish.option && act.seat === wish.seat, say.act_other);
	need(act.person === me.value?.person, say.act_not_you);
	need(wish.person === undefined || act.for === wish.person, say.act_other);
	need(act.stream === (wish.room === 0 ? "charter" : `room/${wish.room}`), say.act_elsewhere);
	need(act.expires > act.issued && act.expires - act.issued <= 600_000_000, say.act_too_long);
}

async function checkSubject(wish: Wish, act: CheckedAct["act"], subject: Entry[]): Promise<void> {
	const option = subject.find((entry) => entry.seq === wish.option);
	const decision = wish.decision ?? wish.object;

	need((await digest(subject)) === act.subject, say.act_other_subject);
	need(subject.some((entry) => entry.seq === decision && entry.kind === "decision_opened"), say.act_other_subject);
	need(option?.kind === "option_proposed" && option.fields["decision"] === decision, say.act_other_subject);
	const options = [wish.option, afterIt(subject, wish.option)].filter((one) => one !== 0);
	need(options.every((one) => subject.some((entry) => entry.seq === one)), say.act_other_subject);
	for (const entry of subject)
		need(entry.stream === act.stream && (entry.seq === decision || options.includes(optionOf(entry))), say.act_other_subject);
}

/** Which option an entry of a subject proposes, or is of; 0: none. */
const optionOf = (entry: Entry): number => (entry.kind === "option_proposed" ? entry.seq : Number(entry.fields["option"] ?? 0));

/** What is decided after an option that is for the meantime: whoever approves the one approves the other as it is; 0: nothing. */
const afterIt = (subject: Entry[], option: number): number =>
	Number(subject.filter((entry) => entry.kind === "interim_set" && entry.fields["option"] === option).at(-1)?.fields["then"] ?? 0);

/** What a subject says of the option itself, and of what is decided after it. */
export const partsOf = (subject: Entry[], option: number): { own: Entry[]; after: Entry[] } => {
	const then = afterIt(subject, option);
	const isAfter = (entry: Entry): boolean => then !== 0 && optionOf(entry) === then;

	return { own: subject.filter((entry) => !isAfter(entry)), after: subject.filter(isAfter) };
};

/** What rests on no brief names thirty-two zero bytes. */
const noBrief = "A".repeat(43);

/** A key is bound to by its own bytes; a person, a token and a handover, by the entry that made them.  Gives the key's words. */
async function checkThing(verb: keyof typeof things, act: CheckedAct["act"], thing: Entry | undefined): Promise<string[]> {
	if (thing?.kind !== things[verb] || thing.stream !== act.stream) throw new Error(`${say.act_wrong} ${say.act_other_subject}`);
	const key = thing.kind === "credential_enrolled" ? fromB64u(String(thing.fields["key"])) : undefined;

	need(b64u(await sha256(key ?? thing.hash)) === act.subject, say.act_other_subject);
	return key ? sixWords(key) : [];
}

/** Have an act drawn up and check that it says what was wished, and nothing else. */
export async function drawUp(wish: Wish): Promise<CheckedAct> {
	const drawn = await api.drawUp(wish.room, { verb: wish.verb, object: wish.object, option: wish.option, seat: wish.seat, note: wish.note, ...(wish.person === undefined ? {} : { person: wish.person }) });
	const act = JSON.parse(drawn.act) as CheckedAct["act"];
	const subject = await entriesAt(wish.room, wish.subject);
	const sources = drawn.sources.length ? await entriesAt(wish.room, drawn.sources) : [];

	checkPlain(wish, drawn.act, act);
	need((await noteDigest(drawn, wish.note)) === act.note, say.act_other_note);
	const words = isThings(wish.verb) ? await checkThing(wish.verb, act, subject.find(({ seq }) => seq === wish.object)) : [];
	if (!isThings(wish.verb)) {
		await checkSubject(wish, act, subject);
		need((wish.decision === undefined ? await digest(sources) : noBrief) === act.brief, say.act_other_brief);
	}
	const [credential] = act.credential ? await entriesAt(charter.room, [act.credential]) : [];
	need(!credential || credential.fields["person"] === act.person, say.act_not_you);
	return { wish, drawn, act, subject, sources, words, credential };
}

/** Sign it, unless a demonstration lets it stand unsigned, and give the command. */
export async function signAndGive(checked: CheckedAct): Promise<void> {
	const { wish, drawn, act, credential } = checked;
	const signed = credential ? await sign(drawn.act, act.rp, [String(credential.fields["id"])]) : undefined;
	const proof = signed && { client_data: signed.client_data, auth_data: signed.auth_data, signature: signed.signature };
	const words = { note: wish.note, note_salt: drawn.note_salt ?? "" };

	need(!!credential || !!me.value?.demo, say.act_no_key);
	switch (wish.verb) {
		case "hear_answer": case "hear_objection": await api.command(wish.room, wish.verb, { act, ...proof, ...(wish.note ? words : {}), sources: drawn.sources, code: wish.code ?? "" }); break;
		case "disown_heard": await api.command(wish.room, wish.verb, { act, ...proof, ...(wish.note ? words : {}) }); break;
		case "vouch": case "confirm_token": case "accept_handover": case "confirm_heard": await api.command(wish.room, wish.verb, { act, ...proof }); break;
		case "revoke": case "eject": await api.command(wish.room, wish.verb, { act, ...proof, ...words }); break;
		case "object": await api.command(wish.room, wish.verb, { act, ...proof, ...words, sources: drawn.sources }); break;
		default: await api.command(wish.room, wish.verb, { act, ...proof, ...(wish.note ? words : {}), sources: drawn.sources });
	}
}
