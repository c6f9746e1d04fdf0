// unread -- up to where somebody has read each channel, as this browser knows it: numbers, no words.

import { signal } from "@preact/signals";
import type { RoomId } from "./api";
import type { Entities } from "./gen/api";
import { type Matter, me } from "./store";

type Read = Record<string, number>;

const name = (): string => `read:${me.value?.person ?? 0}`;
const stored = (): Read => {
	try {
		return JSON.parse(localStorage.getItem(name()) ?? "{}") as Read;
	} catch {
		return {};
	}
};
const moved = signal(0);
window.addEventListener("storage", () => { moved.value++; });

const keyOf = (room: RoomId, channel: number): string => `${room}/${channel}`;

export function readUpTo(room: RoomId, channel: number, message: number): void {
	const read = stored();

	if ((read[keyOf(room, channel)] ?? 0) >= message) return;
	try {
		localStorage.setItem(name(), JSON.stringify({ ...read, [keyOf(room, channel)]: message }));
	} catch {
		// A full or forbidden store only counts too many.
	}
	moved.value++;
}

/** How many messages of others came since, by channel; 0 is the whole room. */
export function unread(of: Matter): Map<number, number> {
	void moved.value;
	const read = stored();
	const isNew = (m: Entities["message"]): boolean => !m.retracted && m.person !== me.value?.person && m.id > (read[keyOf(of.room, m.channel ?? 0)] ?? 0);
	const counts = new Map<number, number>();

	for (const m of of.all("message").filter(isNew)) counts.set(m.channel ?? 0, (counts.get(m.channel ?? 0) ?? 0) + 1);
	return counts;
}
