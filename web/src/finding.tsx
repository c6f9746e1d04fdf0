// finding -- what lint found: how ready that leaves the charter, and what each finding is about.

import type { Records } from "./gen/api";
import { charter } from "./store";
import { wordly } from "./text";
import { say } from "./text/charter";

/** What it is about, by the name that people use. */
export function aboutOf({ part, label }: Records["lint_finding"]): string {
	const kind = ({ officers: "seat", seats: "seat", services: "service", calendars: "calendar", contacts: "contact", templates: "template" } as const)[part as string];
	const named = kind && charter.all(kind).find((one) => one.label === label);

	return [wordly(part), named?.title ?? wordly(label)].filter(Boolean).join(" · ");
}

/** How ready the charter is, of a hundred. */
export const Score = ({ lint }: { lint: Records["lint"] }) => (
	<p class="readiness"><strong>{say.ready_of(lint.readiness)}</strong> <meter min={0} max={100} low={60} high={90} optimum={100} value={lint.readiness} aria-label={say.readiness} /></p>
);
