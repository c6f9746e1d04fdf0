// sign -- what is signed, in words; and why it is not signed.

import { say as first } from "../text";

export const say = {
	...first,
	confirm: "Before you sign",
	confirm_checked: (n: number): string => `This browser has checked ${n} entries of the record; your signature binds to exactly these.`,
	confirm_sources: (n: number): string => `The brief drew upon ${n} entries.`,
	expires_soon: "To be signed by",
	act_bytes: "The exact text that is signed",
	sign: "Sign with your passkey",
	give_unsigned: "Answer, unsigned (DEMO)",
	continue: "Continue",
	added: "added:",
	decided_after: "What is to be decided after it",
	goes_live: (services: string[]): string => ` Live again: ${services.join(", ")}`,
	note_optional: "Your words, if you wish",
	note_required: "Why",
	act_wrong: "What the server drew up is not what you asked for; nothing was signed.",
	act_not_canonical: "It is not in the form it must have.",
	act_elsewhere: "It belongs to another record or room.",
	act_other: "It says something else.",
	act_not_you: "It names somebody else.",
	act_too_long: "It would be valid for too long.",
	act_other_subject: "It binds to something else than what you see.",
	act_other_brief: "It rests on another brief.",
	act_other_note: "It cites other words than yours.",
	act_offline: "The server cannot be reached. An answer takes a fresh signature, so it is not kept for later; your words are. Give it again when the connection is back.",
	act_no_key: "You have no passkey that counts.",
};
