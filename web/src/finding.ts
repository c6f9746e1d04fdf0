// finding -- what a finding of lint is about.

import type { Records } from "./gen/api";
import { charter } from "./store";
import { wordly } from "./text";

/** What it is about, by the name that people use. */
export function aboutOf({ part, label }: Records["lint_finding"]): string {
	const kind = ({ officers: "seat", seats: "seat", services: "service", calendars: "calendar", contacts: "contact" } as const)[part as string];
	const named = kind && charter.all(kind).find((one) => one.label === label);

	return [wordly(part), named?.title ?? wordly(label)].filter(Boolean).join(" · ");
}
