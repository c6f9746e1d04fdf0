// figures_since -- what was said of an option when somebody answered, and what is said now: was, and is.

import { useEffect, useState } from "preact/hooks";
import { type Entry, entriesAt } from "../entry";
import type { Entities, Money } from "../gen/api";
import { costText, durationText, figureName } from "../show";
import type { Matter } from "../store";
import { say, wordly } from "../text";

const figureText = (value: unknown): string => {
	if (value === undefined || value === null) return say.not_estimated;
	if (typeof value === "number") return durationText(value);
	return typeof value === "string" ? wordly(value) : costText({ cost_likely: value as Money });
};

/** The last that the brief of the answer drew upon; one said there of the figure with no value leaves nothing. */
const before = (entries: Entry[], option: number, figure: string): unknown =>
	entries.findLast((one) => one.kind === "option_estimated" && one.fields["option"] === option && (one.fields["figures"] as string[] | undefined)?.includes(figure))?.fields[figure];

const numbers = (of: unknown): number[] => (Array.isArray(of) ? of.filter((one) => typeof one === "number") : []);

/** Until the entries are there, or where they are not all in sight, only what became another. */
export function FiguresSince({ of, answer, option }: { of: Matter; answer: Entities["answer"]; option: Entities["option"] }) {
	const [entries, setEntries] = useState<Entry[]>();
	const anew = option.estimates.filter((one) => answer.estimates?.includes(one.entry)).map((one) => one.figure);

	useEffect(() => {
		entriesAt(of.room, [answer.id]).then(([own]) => entriesAt(of.room, numbers(own?.fields["sources"]))).then(setEntries, () => undefined);
	}, [answer.id]);
	const said = anew.map((figure) => (entries
		? `${figureName(figure)} ${figureText(before(entries, option.id, figure))} → ${figureText(option[figure as keyof Entities["option"]])}`
		: figureName(figure)));
	return <>{say.estimated_since(option.title ?? say.erased, said.join("; "))}</>;
}
