// around -- what a brief says of the room.

import { say as first } from "../text";

export const say = {
	...first,
	comes_in: (names: string): string => `What is put up here may ask ${names}: whoever it asks comes in, and sees the whole room.`,
	in_the_way: "What is in the way",
	nothing_in_the_way: "No task is said to be blocked.",
	done_already: "Already done",
	nothing_done: "No measure is in force and no task is done.",
	waits_for: (whom: string, why: string): string => `waits for ${whom}${why && `: ${why}`}`,
	more_done: (n: number): string => `and ${n} more tasks done`,
};
