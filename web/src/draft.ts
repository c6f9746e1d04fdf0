// draft -- words not sent yet outlive a reload and a lost connection.

const prefix = "draft:";
const forgotten = 14 * 86_400_000;

export type Draft = Record<string, unknown>;
/** `seen`: what it was written against was last touched by this entry. */
interface Kept { at: number; words?: Draft; seen?: number }

const kept = (name: string): Kept | undefined => {
	try {
		return JSON.parse(localStorage.getItem(name) ?? "null") as Kept ?? undefined;
	} catch {
		return undefined;
	}
};

export const draftOf = (key: string): Draft => kept(prefix + key)?.words ?? {};
export const hasDraft = (key: string): boolean => Object.keys(draftOf(key)).length > 0;
export const draftSeen = (key: string): number | undefined => kept(prefix + key)?.seen;

export function keepDraft(key: string, words: Draft, seen?: number): void {
	try {
		localStorage.setItem(prefix + key, JSON.stringify({ at: Date.now(), words, ...(seen === undefined ? {} : { seen }) } satisfies Kept));
	} catch {
		// A full or forbidden store loses only the draft.
	}
}

export const dropDraft = (key: string): void => localStorage.removeItem(prefix + key);

/** Signing out takes them along; so do two weeks. */
export function sweepDrafts(all: boolean): void {
	for (const name of Object.keys(localStorage).filter((one) => one.startsWith(prefix)))
		if (all || Date.now() - (kept(name)?.at ?? 0) > forgotten) localStorage.removeItem(name);
}
