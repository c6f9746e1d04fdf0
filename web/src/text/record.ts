// record -- the record, and whether it is whole.

import { say as first } from "../text";

export const say = {
	...first,
	verify: "Verify the whole record",
	verify_lead: "The server checks every hash, signature and decision again. Take a copy away and check it yourself: tocsin verify.",
	verifying: "Checking every entry …",
	whole: "The record verifies.",
	broken: "The record does not verify.",
	falsify: "Falsify a copy, and see what verification says",
	falsify_how: { byte: "Change one byte", cut: "Cut entries off", forge: "Append an unsigned outcome" },
	checkpoint: "The newest checkpoint",
	checkpoint_lead: "Keep it somewhere else: it proves later that nothing before it was changed.",
	origin: "Record",
	entries: "entries",
	as_of_lead: "Take the room back to any entry.",
};
