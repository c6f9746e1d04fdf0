// account -- you: keys, sessions, where you can be reached.

import { say as first } from "../text";

export const say = {
	...first,
	sign_out: "Sign out",
	sessions: "Where you are signed in",
	strength: { strong: "with a passkey", weak: "with a recovery code", demo: "in a demonstration", token: "as a program" },
	session_current: "this one",
	session_end: "End it",
	keys: "Passkeys",
	keys_button: "Enrol a passkey",
	keys_none: "You have no passkey here yet.",
	keys_pending: "Your key is made. It counts once you, with an older key, or a charter officer has vouched for these six words:",
	codes: "Recovery codes",
	codes_lead: "Ten codes, shown once. Each signs you in once, without the right to decide. Fresh codes void the old ones.",
	codes_button: "Make fresh codes",
	tokens: "Programs that act for you",
	duty: {
		...first.duty,
		zone: "Time zone",
	},
	reach: "Where I can be reached",
	reach_lead: "For the call sheet: whoever must reach you when it burns reads it there. Nobody from outside sees it.",
	reach_none: "Nothing is known. Nobody can call you.",
	reach_set: "Say where",
	phone: "Telephone", mail: "Mail",
	away: "Away",
	away_decided: "The charter officers decided so; you may say that you are back.",
	away_lead: "While you are away your deputies are asked in your place, at once.",
	away_set: "I am away until …",
	away_back: "I am back",
	here: "You are not away.",
	revoke_token: "End it",
	token_made: "Its secret, shown once; it works once you have confirmed it:",
	token_waiting: "not confirmed",
	confirm_token: "Confirm",
};
