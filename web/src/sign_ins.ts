// sign_ins -- from the server's journal: when each signed in last, and how often what was not theirs was refused.

import { journalBefore } from "./entry";

/** `at`: when they signed in last. */
export interface Known { at?: number; refused: number }
/** Of person 0: who was not signed in. */
export interface SignIns { since: number; of: ReadonlyMap<number, Known> }

const pages = 10;               // of a hundred entries
const quarter = 90 * 86_400e6;

/** Back to a quarter of a year, or as many pages. */
export async function readSignIns(): Promise<SignIns> {
	const of = new Map<number, Known>();
	const from = Date.now() * 1000 - quarter;
	let oldest: { seq: number; at: number } | undefined;

	for (let page = 0; page < pages && (!oldest || (oldest.seq > 1 && oldest.at > from)); page++) {
		const entries = await journalBefore(oldest?.seq);

		for (const { kind, at, by, fields } of entries) {
			const who = kind === "signed_in" ? by.person : Number(fields["person"] ?? 0);
			const known = of.get(who) ?? { refused: 0 };

			if (kind === "signed_in") of.set(who, { ...known, at: Math.max(at, known.at ?? 0) });
			if (kind === "refusals_counted") of.set(who, { ...known, refused: known.refused + Number(fields["count"]) });
		}
		oldest = entries.at(-1) ?? { seq: 1, at: from };
	}
	return { since: oldest?.at ?? from, of };
}
