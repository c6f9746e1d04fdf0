// demo -- the demonstration, and whom one plays in it.

import { say as first } from "../text";

export const say = {
	...first,
	demo_cast_lead: "Be anybody: you see what they see, may do what they may do, and nobody else plays them meanwhile.",
	demo_mine: "you",
	demo_waits: (n: number): string => `${n} waiting`,
	demo_guest: (from: string): string => `a guest${from ? ` of ${from}` : ""}: sees only what they are let into`,
	demo_deputy: (seats: string): string => `stands in for: ${seats}`,
	demo_no_seat: "in no seat",
	colleagues: {
		play: "Your colleagues play all the others.",
		pause: "Your colleagues have stopped, until you let them go on.",
		gone: "Nobody acts but you: be one after the other.",
	},
	colleagues_stop: "Stop the colleagues",
	colleagues_go_on: "Let the colleagues go on",
	colleagues_send_away: "Take all seats",
	colleagues_send_away_lead: "Your colleagues leave for good, and whatever is to happen you do yourself, as one of them after the other.",
	demo_at_night: "Who decides at 03:00?",
	demo_anew: "Start an empty organisation",
	demo_anew_lead: "A new record in a new directory, with nobody in it but you, as its first charter officer; a demonstration, too. This one stays where it is.",
	demo_organisation: "What is it called?",
	demo_name: "And you?",
	demo_anew_button: "Start it here",
	demo_not_begun: "The server does not answer. Look at the terminal in which it was begun.",
};
