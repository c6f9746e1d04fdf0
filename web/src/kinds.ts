// kinds -- which kinds of decision somebody may take here.

import { words } from "./gen/api";
import { charter } from "./store";
import { wordly } from "./text";

const isStatementTo = (kind: string): boolean => kind.startsWith("statement_to_");

/** A statement to somebody takes the rule of statements, where it has none of its own. */
export const statements = Object.keys(words.standard_kind).filter(isStatementTo);

export const isStatement = (kind: string): boolean => kind === "statement" || isStatementTo(kind);

/** Whomever a statement can be made to, as choices: the standard audiences and the charter's own. */
export function statementKinds(): { value: string; text: string }[] {
	const own = charter.all("rule").map(({ kind }) => kind).filter(isStatementTo);

	return [...new Set([...statements, ...own, "statement"])].map((kind) => ({ value: kind, text: wordly(kind) }));
}

/** Those that a rule of the charter decides, each once, as choices; whatever is said to whomever stands together. */
export function ruledKinds(): { value: string; text: string }[] {
	const kinds = charter.all("rule").map(({ kind }) => kind), all = kinds.includes("statement") ? [...statements, ...kinds.filter(isStatementTo)] : [];
	const ordered = kinds.flatMap((kind) => (kind === "statement" ? [...all, kind] : all.includes(kind) ? [] : kind));

	return [...new Set(ordered)].map((kind) => ({ value: kind, text: wordly(kind) }));
}
