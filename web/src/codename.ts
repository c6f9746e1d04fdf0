// codename -- whether a codename says what the matter is: it leaves on every page, before locked screens and strangers.

import { charter, me } from "./store";

const wordsOf = (text: unknown): string[] => (typeof text === "string" ? text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= 4) : []);

/** The same word, or the same beginning: ransom, ransomware. */
const isAkin = (a: string, b: string): boolean => a === b || (a.length >= 5 && b.length >= 5 && a.slice(0, 5) === b.slice(0, 5));

/** The word of a codename that stands in the title, too, in a service's name or in the organisation's; undefined: it says nothing. */
export function toldBy(codename: unknown, title: unknown): string | undefined {
	const known = [title, me.value?.organisation, ...charter.all("service").flatMap((one) => [one.title, one.label])].flatMap(wordsOf);

	return wordsOf(codename).find((word) => known.some((other) => isAkin(word, other)));
}
