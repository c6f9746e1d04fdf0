// api -- the one file that speaks to the server: fetch and EventSource, nowhere else.

import { b64u, random } from "./bytes";
import { areSure } from "./sure";
import type { Commands, Entities, ErrorCode, Records, Words } from "./gen/api";

export type Kind = keyof Entities;
/** As views and the stream send it: which block it is, and the block's fields. */
export type Entity = { [K in Kind]: { entity: K } & Entities[K] }[Kind];
/** A room's number; 0 is the charter. */
export type RoomId = number;

export interface Me {
	signed_in: boolean;
	demo: boolean;
	host: string;
	organisation: string;
	origin: string;
	rp: string;
	person: number;
	strength: Words["session_strength"];
	officer: boolean;
	/** The charter was made in haste, and its officers have not settled it. */
	provisional: boolean;
	index: number;
	version: string;
}
export interface View {
	room: RoomId;
	index: number;
	seq: number;
	last: number;
	at: number;
	entities: Entity[];
}
export interface Receipt { room: RoomId; seq: number; count: number; n: number }
export interface RawEntry { leaf: string; disclosures: string[] }
export interface DrawnAct { act: string; sources: number[]; note_salt?: string }
export interface WorkItem { room: RoomId; codename: string; kind: "decision" | "put_up" | "objection" | "condition" | "undecided" | "advice" | "outcome" | "committee" | "command" | "alarm" | "default" | "doubt" | "need" | "voice" | "heard" | "task" | "request" | "clock" | "measure" | "review" | "mention" | "report" | "handover" | "drill" | "suspicion" | "readiness" | "door"; id: number; call?: number; title: string; due: number; priority?: Words["priority"]; blocked?: boolean }
/** Something that holds the words searched for; they stand between ⟦ and ⟧ in the snippet. */
export interface Found {
	room: RoomId;
	codename: string;
	entity: "message" | "task" | "fact" | "request" | "decision" | "option" | "measure" | "position" | "interest" | "occurrence" | "affected" | "bridge_line" | "document" | "attachment" | "objective" | "clock" | "room";
	id: number;
	/** In whose brief it stands, if it stands in one. */
	decision?: number;
	channel: number;
	at: number;
	snippet: string;
}
/** What was found, the newest first; `next` if there is more before that. */
export interface Search { found: Found[]; more: boolean; next?: number; older?: boolean; indexed?: number }
/** A change of the charter that a table of services asks for, but for the option it will belong to. */
export type TableChange = Commands["propose_change"] & { service: Records["service_terms"]; title: string };
export type Verdict = Records["verdicts"] & { ok: boolean; text: string; what?: string }
export interface Session { id: string; strength: Words["session_strength"]; device: string; since: number; /** To the hour; not since the server came up. */ used?: number; current: boolean }
export interface EnrolRequest { request: string; rp: string; person: number; name: string; organisation: string; user: string; algs: number[] }
export interface Enrolled { credential: number; vouched: boolean; page_two?: string }

/** Of a demonstration: what the colleagues do, whom they wait for, and whether an empty organisation can be begun. */
export interface Demo { colleagues: Words["colleagues"]; awaited: number; visitor: number; anew: boolean; people: Played[] }
/** Whom the visitor of a demonstration may be; an organisation if they are from outside. */
export interface Played { id: number; name: string; organisation: string }

/** What the server said no with; `message` is its sentence, fit to be shown. */
export class Refusal extends Error {
	constructor(readonly code: ErrorCode | "offline", sentence: string) {
		super(sentence);
	}
}

const unreachable = (): Refusal => new Refusal("offline", "The server cannot be reached. What you wrote is kept; try again.");

function answered<T>(status: number, text: string): T {
	const said = text ? JSON.parse(text) as unknown : {};

	if (status >= 400) {
		const problem = said as { code?: ErrorCode; detail?: string; title?: string };
		throw new Refusal(problem.code ?? "internal", problem.detail ?? problem.title ?? `The server answered ${status}.`);
	}
	return said as T;
}

async function call<T>(method: "GET" | "POST", path: string, body?: object, headers: Record<string, string> = {}): Promise<T> {
	let answer: Response;

	if (body) headers["Content-Type"] = "application/json";
	try {
		answer = await fetch(path, { method, headers, credentials: "same-origin", ...(body ? { body: JSON.stringify(body) } : {}) });
	} catch {
		throw unreachable();
	}
	return answered<T>(answer.status, await answer.text());
}

/** Once more, if it looks like a secret and whoever wrote it says that it is none. */
const unlessSecret = <T>(give: (sure: boolean) => Promise<T>): Promise<T> => give(false).catch(async (fault: unknown) => {
	if (fault instanceof Refusal && fault.code === "looks_secret" && await areSure(fault.message)) return give(true);
	throw fault;
});

const get = <T>(path: string): Promise<T> => call<T>("GET", path);
const post = <T>(path: string, body: object = {}): Promise<T> => call<T>("POST", path, body);
const segment = (room: RoomId | "new"): string => (room === 0 ? "charter" : String(room));

export const api = {
	me: () => get<Me>("/api/me"),
	/** As it stands, or as it stood at a moment, in microseconds. */
	charter: (by?: number) => get<View>(`/api/charter${by === undefined ? "" : `?time=${new Date(by / 1000).toISOString()}`}`),
	rooms: () => get<{ index: number; listed?: number; more?: boolean; rooms: Entities["room"][] }>("/api/rooms"),
	room: (room: RoomId, at?: number) => get<View>(`/api/rooms/${segment(room)}${at === undefined ? "" : `?at=${at}`}`),
	/** The last entry that was written by that moment. */
	entryBy: (room: RoomId, moment: Date) => get<View>(`/api/rooms/${segment(room)}?time=${moment.toISOString()}`).then((view) => view.seq),
	journal: (before?: number) => get<{ entries: RawEntry[] }>(`/api/journal${before === undefined ? "" : `?before=${before}`}`).then((r) => r.entries),
	entries: (room: RoomId, after: number, limit = 500) =>
		get<{ entries: RawEntry[] }>(`/api/rooms/${segment(room)}/entries?after=${after}&limit=${limit}`).then((r) => r.entries),
	entriesAt: (room: RoomId, seqs: number[]) =>
		get<{ entries: RawEntry[] }>(`/api/rooms/${segment(room)}/entries?seqs=${seqs.join(",")}`).then((r) => r.entries),
	/** Give a command.  The key makes a repetition harmless; keep it for one intention.  `seen`: refused if what it names was touched since. */
	command: <C extends keyof Commands>(room: RoomId | "new", command: C, fields: Commands[C], key: string = newKey(), seen?: number) =>
		unlessSecret((sure) => call<Receipt>("POST", `/api/rooms/${segment(room)}/commands/${command}${sure ? "?sure=true" : ""}`, fields, { "Idempotency-Key": key, ...(seen === undefined ? {} : { "If-Match": `"${seen}"` }) })),
	/** Which of these are not one's own to do, as far as is known of them. */
	may: (room: RoomId | "new", asks: { command: string; fields: object }[]) => post<Records["may"]>(`/api/rooms/${segment(room)}/may`, { asks }),
	drawUp: (room: RoomId, wish: { verb: string; object: number; option: number; seat: number; note: string; person?: number }) =>
		post<DrawnAct>(`/api/rooms/${segment(room)}/acts`, wish),

	/** Bring a file; `said` goes into the query, `progress` is told from 0 to 1. */
	bring: (room: RoomId, file: File, said: [string, string][], key: string, progress: (part: number) => void) =>
		unlessSecret((sure) => new Promise<Receipt>((done, failed) => {
			const query = new URLSearchParams([["name", file.name], ["type", file.type || "application/octet-stream"], ...said, ...(sure ? [["sure", "true"]] : [])]);
			const request = new XMLHttpRequest();       // fetch does not tell how far an upload is

			request.open("POST", `/api/rooms/${segment(room)}/attachments?${query}`);
			request.setRequestHeader("Idempotency-Key", key);
			request.upload.addEventListener("progress", (e) => progress(e.total ? e.loaded / e.total : 0));
			request.addEventListener("error", () => failed(unreachable()));
			request.addEventListener("load", () => {
				try {
					done(answered<Receipt>(request.status, request.responseText));
				} catch (e) {
					failed(e);
				}
			});
			request.send(file);
		})),

	/** What a table of services would change; nothing is changed. */
	previewServices: async (file: File) => {
		const answer = await fetch("/api/charter/services.csv", { method: "POST", body: file, headers: { "Content-Type": "text/csv" }, credentials: "same-origin" }).catch(() => { throw unreachable(); });
		return answered<{ changes: TableChange[]; later: string[] }>(answer.status, await answer.text());
	},

	/** What follows if services are stopped, such as "12,15:degraded_mode"; without help: as if no mode and no route did. */
	impact: (stops: string, help: boolean) => get<Records["impact"]>(`/api/impact?services=${encodeURIComponent(stops)}${help ? "" : "&help=none"}`),
	brief: (room: RoomId, decision: number, at?: number) => get<Records["brief"]>(`/api/rooms/${segment(room)}/decisions/${decision}/brief${at === undefined ? "" : `?at=${at}`}`),
	/** What there is to hand over of a seat, or of command. */
	handover: (room: RoomId, seat: number | undefined) => get<Records["handover_draft"]>(`/api/rooms/${segment(room)}/handover${seat === undefined ? "" : `?seat=${seat}`}`),
	work: () => get<{ items: WorkItem[]; more?: boolean }>("/api/work"),
	search: (words: string, before?: number) => get<Search>(`/api/search?q=${encodeURIComponent(words)}${before === undefined ? "" : `&before=${before}`}`),
	/** Of the charter as it stands, or as an option of an open decision would make it. */
	lint: (option?: number) => get<Records["lint"]>(`/api/charter/lint${option === undefined ? "" : `?option=${option}`}`),
	/** Who is in the rooms that one sees, and which programs act: for charter officers. */
	access: () => get<Records["access"]>("/api/charter/access"),
	/** Who would decide it, when, if these people could not be reached; `at` in microseconds. */
	rehearsal: (kind: string, absent: number[], at: number) =>
		get<Records["rehearsal"]>(`/api/charter/rehearsal?${new URLSearchParams({ kind, absent: absent.join(","), at: new Date(at / 1000).toISOString() })}`),
	record: () => get<{ origin: string; size: number; checkpoint: string }>("/api/record"),
	verify: () => post<Verdict>("/api/record/verify"),
	falsify: (how: "byte" | "cut" | "forge") => post<Verdict>("/api/record/falsify", { how }),
	score: (vector: string) => get<{ score: string; severity: string }>(`/api/score?vector=${encodeURIComponent(vector)}`),

	enterDemo: (key: string) => post<object>("/api/demo/enter", { key }),
	become: (person: number) => post<object>("/api/demo/become", { person }),
	demo: () => get<Demo>("/api/demo"),
	colleagues: (are: Words["colleagues"]) => post<object>("/api/demo/colleagues", { are }),
	demoAnew: (organisation: string, name: string) => post<{ key: string }>("/api/demo/anew", { organisation, name }),
	/** Without a secret: a further passkey, from one's own session. */
	enrolStart: (secret?: string) => post<EnrolRequest>("/api/enrol/start", secret ? { secret } : {}),
	enrolFinish: (body: { secret?: string; request: string; client_data: string; attestation: string }) => post<Enrolled>("/api/enrol/finish", body),
	enrolled: (made: { credential: number; words: string[] }) =>
		get<{ state: "pending" | "vouched" | "revoked" }>(`/api/enrol/${made.credential}?words=${made.words.join("+")}`),
	signInStart: () => post<{ request: string; rp: string }>("/api/sign-in/start"),
	signInFinish: (body: { request: string; credential: string; client_data: string; auth_data: string; signature: string }) =>
		post<{ person: number }>("/api/sign-in/finish", body),
	recover: (code: string) => post<object>("/api/sign-in/recovery", { code }),
	signOut: () => post<object>("/api/sign-out"),
	sessions: () => get<{ sessions: Session[] }>("/api/sessions").then((r) => r.sessions),
	revokeSession: (id: string) => post<object>(`/api/sessions/${encodeURIComponent(id)}/revoke`),
	/** Whose pages a browser may be subscribed to: a point of P-256. */
	pushKey: () => get<{ key: string }>("/api/push-key"),
	recoveryCodes: () => post<{ codes: string[] }>("/api/recovery").then((r) => r.codes),
};

export const fileHref = (room: RoomId, id: number): string => `/api/rooms/${segment(room)}/attachments/${id}`;

export const newKey = (): string => b64u(random(16));

export type News =
	| { event: "entities"; room: RoomId; index: number; seq: number; entities: Entity[] }
	| { event: "room"; room: Entities["room"]; index: number }
	| { event: "reset" }
	| { event: "beat" };

/** So many a stream carries beside the charter: those that were looked at first go first. */
const most_rooms = 63;

/** The stream from `after` on.  It ends at the first fault; whoever opened it opens it again. */
export function openStream(rooms: RoomId[], after: number, heard: (news: News) => void, state: (open: boolean) => void): () => void {
	const asked = rooms.filter((room) => room !== 0).slice(-most_rooms);
	const source = new EventSource(`/api/stream?rooms=${[...asked, "charter"].join(",")}&after=${after}`);

	source.addEventListener("open", () => state(true));
	source.addEventListener("error", () => {
		source.close();
		state(false);
	});
	source.addEventListener("entities", (e) => {
		const view = JSON.parse(e.data as string) as View;
		heard({ event: "entities", room: view.room, index: view.index, seq: view.seq, entities: view.entities });
	});
	source.addEventListener("rooms", (e) => heard({ event: "room", room: JSON.parse(e.data as string) as Entities["room"], index: Number(e.lastEventId) || 0 }));
	source.addEventListener("reset", () => heard({ event: "reset" }));
	source.addEventListener("beat", () => heard({ event: "beat" }));
	return () => source.close();
}
