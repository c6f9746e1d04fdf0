// carry -- the files that a message is to carry: picked, dropped or pasted; brought to the channel first, then named.

import { useReducer, useRef } from "preact/hooks";
import { type RoomId, api, newKey } from "./api";
import { sizeText } from "./file";
import { commands } from "./gen/commands";
import { say } from "./text/files";

/** `id`: it is brought already; without one, `file` is here until the page is left.  `key` makes bringing it twice harmless. */
export interface Picked { key: string; name: string; size: number; file?: File; id?: number; part?: number; suspicious?: boolean }

export const mostCarried = commands.post_message.fields.find((field) => field.name === "attachments")?.max ?? 0;

export interface Carry {
	readonly files: Picked[];
	add: (files: FileList | null | undefined) => void;
	remove: (key: string) => void;
	change: (key: string, to: Partial<Picked>) => void;
	clear: () => void;
	/** Bring those that are not, one after another; the numbers of all. */
	bring: (room: RoomId, said: [string, string][]) => Promise<number[]>;
}

/** `changed` is told after each change, so that a draft is kept. */
export function useCarry(first: Picked[], changed: (files: Picked[]) => void): Carry {
	const now = useRef(first);
	const [, seen] = useReducer((n: number) => n + 1, 0);
	const set = (files: Picked[]): void => {
		now.current = files;
		seen(undefined);
		changed(files);
	};
	const change = (key: string, to: Partial<Picked>): void => set(now.current.map((one) => (one.key === key ? { ...one, ...to } : one)));
	const bringOne = async (room: RoomId, one: Picked, said: [string, string][]): Promise<void> => {
		if (one.id !== undefined || !one.file) return;
		const { seq } = await api.bring(room, one.file, one.suspicious ? [...said, ["suspicious", "true"]] : said, one.key, (part) => change(one.key, { part }));
		change(one.key, { id: seq });
	};

	return {
		get files() { return now.current; },
		add: (files) => { if (files?.length) set([...now.current, ...Array.from(files, (file) => ({ key: newKey(), name: file.name, size: file.size, file }))].slice(0, mostCarried)); },
		remove: (key) => set(now.current.filter((one) => one.key !== key)),
		change,
		clear: () => set([]),
		bring: async (room, said) => {
			for (const one of now.current) await bringOne(room, one, said);
			return now.current.map((one) => one.id ?? 0);
		},
	};
}

function State({ one }: { one: Picked }) {
	if (one.id !== undefined) return <small>{say.file_is_here}</small>;
	return one.part === undefined ? null : <progress aria-label={`${say.sending} ${one.name}`} max={1} value={one.part} />;
}

/** What is to be carried, each with a way to leave it out. */
export function CarryList({ carry, busy }: { carry: Carry; busy: boolean }) {
	if (carry.files.length === 0) return null;
	return (
		<ul class="carried" aria-label={say.goes_with_it}>
			{carry.files.map((one) => (
				<li key={one.key}>
					<span><strong>{one.name}</strong> <small>{sizeText(one.size)}</small> <State one={one} /></span>
					{one.id === undefined && (
						<label class="inline"><input type="checkbox" disabled={busy} checked={!!one.suspicious} onChange={(e) => carry.change(one.key, { suspicious: e.currentTarget.checked })} /> {say.suspicious}</label>
					)}
					<button type="button" class="quiet" disabled={busy} onClick={() => carry.remove(one.key)} aria-label={`${say.leave_out} ${one.name}`}>✕</button>
				</li>
			))}
		</ul>
	);
}
