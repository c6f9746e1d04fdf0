// outbox -- what was said while the server could not be reached: seen, kept over a reload, sent once when it is back.
//
// Each is kept with the key of its intention, so that one which did arrive, though its answer did not, is not done
// twice.  The server remembers keys for two days; what is older is not sent by itself.  What needs a fresh act, a
// fresh secret or the charter is never kept: authority is not to be used later, unwatched.

import { signal } from "@preact/signals";
import { type Receipt, Refusal, type RoomId, api } from "./api";
import type { Draft } from "./draft";
import { type Commands, texts } from "./gen/api";
import { me } from "./store";
import { say } from "./text";

export type CommandName = keyof Commands;
export interface Order { key: string; room: RoomId | "new"; command: CommandName; fields: Draft; seen?: number }
/** `refusal`: the server was reached, and said no; it waits for whoever wrote it. */
export interface Kept extends Order { at: number; person: number; refusal?: string }

const prefix = "outbox:";
const tooOld = 36 * 3_600_000;

const names = (): string[] => Object.keys(localStorage).filter((name) => name.startsWith(prefix));
const read = (): Kept[] => names().map((name) => JSON.parse(localStorage.getItem(name) ?? "null") as Kept).filter(Boolean).sort((a, b) => a.at - b.at);

const all = signal<Kept[]>(read());
const noticed = (): void => { all.value = read(); };
window.addEventListener("storage", noticed);

/** Mine, oldest first. */
export const outbox = (): Kept[] => all.value.filter((one) => one.person === me.value?.person);
export const stale = (one: Kept): boolean => Date.now() - one.at > tooOld;

const put = (one: Kept): void => {
	localStorage.setItem(prefix + one.key, JSON.stringify(one));
	noticed();
};
export function dropKept(key: string): void {
	localStorage.removeItem(prefix + key);
	noticed();
}
export function emptyOutbox(): void {
	names().forEach((name) => localStorage.removeItem(name));
	noticed();
}

const send = ({ room, command, fields, key, seen }: Order): Promise<Receipt> => api.command(room, command, fields as unknown as Commands[CommandName], key, seen);

/** Words are kept, and whom one has called; a button is pressed again. */
const mayWait = (order: Order): boolean =>
	order.command === "log_call" || order.room !== 0 && texts[order.command].some((name) => order.fields[name] !== undefined);

const unsent = (): Kept[] => outbox().filter((one) => !one.refusal && !stale(one));
const keepBack = (order: Order): void => put({ ...order, at: Date.now(), person: me.value?.person ?? 0 });

/**
 * Give a command; without a connection it is kept and `undefined` is the answer, or why it cannot be.  Words do not
 * overtake what was written before them and still waits.
 */
export async function give(order: Order, keep = true): Promise<Receipt | undefined> {
	const waits = keep && mayWait(order);

	try {
		if (waits) await sendOutbox();
		if (!waits || unsent().length === 0) return await send(order);
	} catch (fault) {
		if (!(fault instanceof Refusal) || fault.code !== "offline") throw fault;
		if (!waits) throw new Refusal("offline", say.not_kept);
	}
	keepBack(order);
	return undefined;
}

/** True when the next may be tried. */
async function sendOne(one: Kept): Promise<boolean> {
	try {
		await send(one);
		dropKept(one.key);
	} catch (fault) {
		if (!(fault instanceof Refusal) || fault.code === "offline" || fault.code === "store" || fault.code === "too_many") return false;
		put({ ...one, refusal: fault.message });
	}
	return true;
}

/** In the order of writing, by one tab at a time. */
export async function sendOutbox(): Promise<void> {
	if (unsent().length > 0)
		await navigator.locks.request("tocsin-outbox", async () => {
			noticed();
			for (const one of unsent())
				if (!await sendOne(one)) return;
		});
}

/** Once more, by whoever wrote it: what has changed since is seen beside it. */
export function sendAgain({ refusal: _, seen: __, ...one }: Kept): Promise<void> {
	put({ ...one, at: Date.now() });
	return sendOutbox();
}
