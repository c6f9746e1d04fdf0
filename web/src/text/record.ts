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
	server_journal: "Sign-ins and refusals",
	server_journal_lead: "Who signed in, who was refused what is not theirs to do, and when the server ran. Charter officers alone see it.",
	server_journal_earlier: "Earlier",
	server_journal_said: {
		server_started: (): string => "The server came up",
		server_stopped: (): string => "The server went down in good order",
		clock_stepped: (f: Record<string, unknown>): string => `The machine's clock leapt: it stands ${String(f["seconds"])} s from the record's time`,
		signed_in: (f: Record<string, unknown>): string => (f["strength"] === "weak" ? "Signed in with a recovery code" : "Signed in"),
		refusals_counted: (f: Record<string, unknown>): string => `Refused in that minute: ${String(f["count"])}`,
	} as Record<string, (fields: Record<string, unknown>) => string>,
	origin: "Record",
	entries: "entries",
	as_of_lead: "Take the room back to any entry, or to any moment.",
	as_of_moment: (zone: string): string => `How did it stand at? (${zone})`,
	as_of_show: "Show",
};
