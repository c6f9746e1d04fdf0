// store -- what this browser knows: one Matter per room, the charter among them, as signals.

import { type Signal, computed, signal } from "@preact/signals";
import { type Entity, type Kind, type Me, Refusal, type RoomId, type View, api } from "./api";
import type { Entities } from "./gen/api";
import { place } from "./route";

type Table<K extends Kind = Kind> = ReadonlyMap<number, Entities[K]>;

/** A room, or the charter (room 0), as it stands or as it stood at an entry. */
export class Matter {
	readonly seq = signal(0);
	readonly last = signal(0);
	readonly time = signal(0);
	readonly ready = signal(false);
	readonly refusal = signal("");
	/** Asked for wrongly, such as by a number that no entry has: that shuts nobody out. */
	wrong = false;
	index = 0;
	private readonly tables = new Map<Kind, Signal<Table>>();

	/** `at`: as it stood at that entry; `by`, of the charter: as it stood at that moment. */
	constructor(readonly room: RoomId, readonly at?: number, private readonly by?: number) {}

	private table<K extends Kind>(kind: K): Signal<Table<K>> {
		let found = this.tables.get(kind);

		if (!found) this.tables.set(kind, (found = signal<Table>(new Map())));
		return found as Signal<Table<K>>;
	}

	/** All of a kind that stand, oldest first; one that was removed has its name still (`one`), for what was said of it. */
	all<K extends Kind>(kind: K): Entities[K][] {
		return [...this.table(kind).value.values()].filter((one) => !("removed" in one && one.removed)).sort((a, b) => a.id - b.id);
	}

	one<K extends Kind>(kind: K, id: number | undefined): Entities[K] | undefined {
		return id === undefined ? undefined : this.table(kind).value.get(id) ?? (kind === "person" && this.room === 0 ? fromRooms(kind, id) : undefined);
	}

	/** What was touched after an entry, by kind. */
	since(seq: number): { [K in Kind]?: Entities[K][] } {
		return Object.fromEntries([...this.tables.keys()].map((kind) => [kind, this.all(kind).filter((entity) => entity.touched > seq)]).filter(([, some]) => some?.length));
	}

	/** Who is in the room. */
	members(): number[] {
		return this.all("member").filter((member) => !member.gone).map((member) => member.person);
	}

	/** An entity replaces the one with its kind and id, unless it is older. */
	take(entities: Entity[]): void {
		const byKind = Map.groupBy(entities, (entity) => entity.entity);

		for (const [kind, some] of byKind) {
			const table = this.table(kind);
			const next = new Map(table.value);

			for (const entity of some)
				if ((next.get(entity.id)?.touched ?? 0) <= entity.touched) next.set(entity.id, entity);
			table.value = next;
		}
	}

	takeView(view: View): void {
		for (const table of this.tables.values())       // what the stream brought meanwhile is newer
			table.value = new Map([...table.value].filter(([, entity]) => entity.touched > view.seq));
		this.take(view.entities);
		this.index = view.index;
		this.seq.value = view.seq;
		this.last.value = view.last;
		this.time.value = view.at;
		this.ready.value = true;
		this.refusal.value = "";
		heard.value = Date.now() * 1000;
	}

	async load(): Promise<void> {
		try {
			this.takeView(this.room === 0 && this.at === undefined ? await api.charter(this.by) : await api.room(this.room, this.at));
		} catch (e) {
			this.wrong = e instanceof Refusal && e.code === "malformed";
			this.refusal.value = e instanceof Refusal ? e.message : String(e);
		}
	}
}

/** While one looks at a room as it stood, who sat where is read as it stood then; what is kept of it, and `today`, go on. */
class Charter extends Matter {
	override all<K extends Kind>(kind: K): Entities[K][] {
		return charterThen.value ? charterThen.value.all(kind) : this.today(kind);
	}

	override one<K extends Kind>(kind: K, id: number | undefined): Entities[K] | undefined {
		return charterThen.value ? charterThen.value.one(kind, id) : super.one(kind, id);
	}

	today<K extends Kind>(kind: K): Entities[K][] {
		return super.all(kind);
	}
}

export const me = signal<Me | undefined>(undefined);
export const charter = new Charter(0);
export const online = signal(true);
/** When the server last spoke, in microseconds by the clock here. */
export const heard = signal(0);
export const roomList = signal<ReadonlyMap<RoomId, Entities["room"]>>(new Map());
/** Are there more rooms than are in it? */
export const cut = signal(false);
/** How many percent of the rooms are in that list, while not all are. */
export const listed = signal<number>();
export const rooms = computed(() => [...roomList.value.values()].sort((a, b) => b.id - a.id));

const matters = new Map<string, Matter>();
/** A guest learns people's names where they share a room with them, and not from the charter. */
const fromRooms = <K extends Kind>(kind: K, id: number): Entities[K] | undefined =>
	[...matters.values()].filter((of) => of.room !== 0).map((of) => of.one(kind, id)).find(Boolean);
/** Told of every matter looked at, so that the stream carries it. */
export const watched = signal<ReadonlySet<RoomId>>(new Set());

function fetched(key: string, made: () => Matter): Matter {
	let found = matters.get(key);

	if (!found) {
		matters.set(key, (found = made()));
		void found.load();
	}
	return found;
}

/** The matter, fetched when first asked for.  With `at`: as it stood at that entry, and still. */
export function matter(room: RoomId, at?: number): Matter {
	if (room === 0 && at === undefined) return charter;
	if (at === undefined && !known(room)) queueMicrotask(() => { watched.value = new Set([...watched.value, room]); });
	return fetched(`${room}@${at ?? ""}`, () => new Matter(room, at));
}

/** The moment at which one looks at a room as it stood; nothing where one looks at it as it stands. */
export const then = computed((): number | undefined => {
	const is = place.value;
	const of = is.place === "room" && is.at !== undefined && is.tab !== "wall" ? matter(is.room, is.at) : undefined;
	return of?.ready.value ? of.time.value : undefined;
});

/** And the charter as it stood at that moment. */
export const charterThen = computed((): Matter | undefined => {
	const at = then.value;
	return at === undefined ? undefined : fetched(`0@by ${at}`, () => new Matter(0, undefined, at));
});

export function known(room: RoomId): Matter | undefined {
	return room === 0 ? charter : matters.get(`${room}@`);
}

export function takeRoom(room: Entities["room"]): void {
	const of = known(room.id);

	if ((roomList.value.get(room.id)?.touched ?? 0) <= room.touched) roomList.value = new Map(roomList.value).set(room.id, room);
	if (of?.refusal.value) void of.load();          // whoever stood before it was let in
}

/** A server that starts anew lists the rooms little by little: it is asked again until all are there. */
const takeRooms = async (): Promise<void> => {
	const is = await api.rooms();

	roomList.value = new Map(is.rooms.map((room) => [room.id, room]));
	cut.value = !!is.more;
	listed.value = is.listed;
	if (is.listed !== undefined) setTimeout(() => void takeRooms().catch(() => undefined), 1000);
};

/** After a lost connection: who is signed in, which rooms there are, and what could not be fetched; the stream brings the rest. */
export async function refresh(): Promise<void> {
	const is = await api.me();

	if (!is.signed_in || is.person !== me.value?.person || !charter.ready.value) return reload();
	await takeRooms();
	await Promise.all([...matters.values()].filter((m) => !m.ready.value).map((m) => m.load()));
}

/** Fetch everything again: at the start, after signing in, and when the server says so.  What is asked for meanwhile comes fresh anyway. */
export async function reload(): Promise<void> {
	const had = [...matters.values()].filter((m) => m.at === undefined);

	me.value = await api.me();
	if (!me.value.signed_in) {
		matters.clear();
		watched.value = new Set();
		roomList.value = new Map();
		return;
	}
	await Promise.all([charter, ...had].map((m) => m.load()).concat(takeRooms()));
}
