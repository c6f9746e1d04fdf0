// look -- up to where I have looked at a room, on this device.

import { useEffect, useState } from "preact/hooks";
import { type Matter, me } from "./store";

export interface Look { seq: number; at: number }
export interface Looked { look: Look | undefined; until: number; read: () => void }

const nameOf = (of: Matter): string => `look:${me.value?.person ?? 0}:${of.room}`;

function lookOf(of: Matter): Look | undefined {
	try {
		return JSON.parse(localStorage.getItem(nameOf(of)) ?? "null") as Look ?? undefined;
	} catch {
		return undefined;
	}
}

function keepLook(of: Matter): void {
	try {
		localStorage.setItem(nameOf(of), JSON.stringify({ seq: of.last.value, at: Date.now() * 1000 } satisfies Look));
	} catch {
		// A full or forbidden store: everything will be new again.
	}
}

/** The look before this one, as long as the screen is open, and up to where things were missed; leaving it or hiding it makes this one the last. */
export function useLook(of: Matter): Looked {
	const [look, setLook] = useState(() => lookOf(of));
	const [until] = useState(of.last.value);
	const read = (): void => {
		keepLook(of);
		setLook(lookOf(of));
	};

	useEffect(() => {
		if (!look || of.at !== undefined) return undefined;
		const leave = (): void => { if (document.visibilityState === "hidden") keepLook(of); };
		document.addEventListener("visibilitychange", leave);
		window.addEventListener("pagehide", leave);
		return () => {
			keepLook(of);
			document.removeEventListener("visibilitychange", leave);
			window.removeEventListener("pagehide", leave);
		};
	}, [of, look === undefined]);
	return { look, until, read };
}
