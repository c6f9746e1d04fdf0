// drill -- calling everybody to see who answers.

import { say as first } from "../text";

export const say = {
	...first,
	drill: {
		...first.drill,
		title: "Drill",
		lead: "Everybody on a ladder is called for five minutes, to see who answers. They are told first that it is a drill.",
		start: "Start a drill",
		start_kind: "For a kind of decision",
		none: "Nobody was called for a drill yet.",
		so_far: (n: number, of: number): string => `${n} of ${of} have answered`,
		result: (n: number, of: number, median: string): string => `Last drill: ${n} of ${of} answered${median ? `, half of them within ${median}` : ""}.`,
		interrupted: "Last drill: the server was down meanwhile; it says nothing about anybody.",
		after: (time: string): string => `after ${time}`,
		waiting: "not answered yet", silent: "did not answer",
		nobody_for: "Nobody answered for",
		all_seats: "Somebody answered for every seat",
		called: "This is only a drill. Say that you are there.",
		here: "I am here",
	},
};
