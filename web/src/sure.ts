// sure -- what looks like a secret goes out only once whoever wrote it has said that it is none.

import { signal } from "@preact/signals";

interface Asked { sentence: string; answer: (sure: boolean) => void }

/** What is being asked; one at a time. */
export const asked = signal<Asked | undefined>(undefined);

/** Are they sure?  Not while something else is asked. */
export const areSure = (sentence: string): Promise<boolean> => new Promise((done) => {
	if (asked.value) return done(false);
	asked.value = { sentence, answer: (sure) => { asked.value = undefined; done(sure); } };
});
