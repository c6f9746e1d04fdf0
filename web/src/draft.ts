// draft -- words not sent yet outlive a reload and a lost connection.

const prefix = "draft:";
const forgotten = 14 * 86_400_000;

export type Draft = Record<string, unknown>;

export function draftOf(key: string): Draft {
	try {
		const kept = JSON.parse(localStorage.getItem(prefix + key) ?? "{}") as { words?: Draft };
		return kept.words ?? {};
	} catch {
		return {};
	}
}

export function keepDraft(key: string, words: Draft): void {
	try {
		localStorage.setItem(prefix + key, JSON.stringify({ at: Date.now(), words }));
	} catch {
		// A full or forbidden store loses only the draft.
	}
}

export const dropDraft = (key: string): void => localStorage.removeItem(prefix + key);

/** Signing out takes them along; so do two weeks. */
export function sweepDrafts(all: boolean): void {
	for (const key of Object.keys(localStorage).filter((name) => name.startsWith(prefix))) {
		const kept = JSON.parse(localStorage.getItem(key) ?? "{}") as { at?: number };
		if (all || Date.now() - (kept.at ?? 0) > forgotten) localStorage.removeItem(key);
	}
}
