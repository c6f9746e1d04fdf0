// erase -- words that are to go for ever.

import { say as first } from "../text";

export const say = {
	...first,
	whose_words: "Which entry of this room holds them? All the words of that entry go",
	nothing_to_erase: "No entry of this room holds words that could be erased.",
	goes: "Erased for ever:",
	goes_unseen: (n: number): string => `Erased for ever: words of entry ${n} of the record, which you do not see or which are gone`,
};
