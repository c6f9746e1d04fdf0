// may -- whether what a button does is one's own to do: asked of the server, for all that is on the screen at once.
//
// Nothing here knows a rule: the server tries the command and says whose it is.  What it said holds until something
// changes that authority hangs on; what is only said in the room is not among that.

import { type Signal, computed, effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type RoomId, api } from "./api";
import type { Draft } from "./draft";
import type { Records } from "./gen/api";
import { type Matter, charter, matter, me } from "./store";

type NotYours = Records["not_yours"];
interface Ask { command: string; fields: Draft; shown: number }

const atOnce = 128;
const hangsOn = ["room", "decision", "measure", "task", "duty", "member", "seat", "rule", "delegation", "person"] as const;
const newest = (of: Matter): number => Math.max(0, ...hangsOn.flatMap((kind) => of.all(kind).map((one) => one.touched)));

/** What is on the screen of one room. */
class Asking {
	private readonly asks = new Map<string, Ask>();
	private timer = 0;
	readonly told: Signal<ReadonlyMap<string, NotYours>> = signal(new Map());

	constructor(private readonly room: RoomId | "new") {
		const standing = computed(() => [me.value?.person, me.value?.strength, newest(charter), room === "new" ? 0 : newest(matter(room))].join());

		effect(() => {
			void standing.value;
			this.soon();
		});
	}

	private soon(): void {
		clearTimeout(this.timer);
		this.timer = window.setTimeout(() => void this.ask(), 50);
	}

	private async ask(): Promise<void> {
		const shown = [...this.asks];

		for (let i = 0; i < shown.length; i += atOnce) {
			const some = shown.slice(i, i + atOnce);
			const { not_yours } = await api.may(this.room, some.map(([, { command, fields }]) => ({ command, fields }))).catch(() => ({ not_yours: undefined }));
			if (!not_yours) return;         // it is offered, and the server says no when it is done
			const asked = new Set(some.map(([key]) => key));
			this.told.value = new Map([...[...this.told.value].filter(([key]) => !asked.has(key)), ...not_yours.map((one) => [some[one.ask]?.[0] ?? "", one] as const)]);
		}
	}

	/** As long as it is on the screen. */
	show(key: string, command: string, fields: Draft): () => void {
		const one = this.asks.get(key) ?? { command, fields, shown: 0 };

		if (one.shown++ === 0) {
			this.asks.set(key, one);
			this.soon();
		}
		return () => { if (--one.shown === 0) this.asks.delete(key); };
	}
}

const rooms = new Map<RoomId | "new", Asking>();

function asking(room: RoomId | "new"): Asking {
	let found = rooms.get(room);

	if (!found) rooms.set(room, (found = new Asking(room)));
	return found;
}

/** Why this is not mine to do, with what is known of it; nothing if it may be, or is not known yet. */
export function useNotMine(room: RoomId | "new", command: string, fields: Draft = {}, is = true): NotYours | undefined {
	const key = `${command} ${JSON.stringify(fields)}`;
	const there = is ? asking(room) : undefined;

	useEffect(() => there?.show(key, command, fields), [there, key]);
	return there?.told.value.get(key);
}
