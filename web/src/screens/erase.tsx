// erase -- which personal words are to go for ever: those of an entry of the room, chosen by what it says.

import { useEffect, useState } from "preact/hooks";
import type { Draft } from "../draft";
import { type Entry, entriesAfter } from "../entry";
import type { FormProps } from "../form";
import { Asked } from "../form_body";
import type { Field } from "../gen/api";
import { personal } from "../gen/personal";
import { Empty, personName, timeText } from "../show";
import { type Matter, matter } from "../store";
import { lineOf } from "../story";
import { say } from "../text/erase";

const most = 120, digestsMost = 8;       // of a line; of one command (commands.def)

/** Those of its words that are a person's, and there: what is only confidential stays. */
const namesOf = (entry: Entry): string[] => (personal[entry.kind] ?? []).filter((name) => name in entry.digests).slice(0, digestsMost);
const wordsOf = (entry: Entry): string => namesOf(entry).map((name) => entry.fields[name]).filter((value) => typeof value === "string").join(" · ");

/** The entries of the room whose words are there; until they are, undefined. */
function useWorded(of: Matter): Entry[] | undefined {
	const [entries, setEntries] = useState<Entry[]>();

	useEffect(() => { void entriesAfter(of.room, 0).then((all) => setEntries(all.filter(wordsOf)), () => setEntries([])); }, [of.room]);
	return entries;
}

function lineFor(of: Matter, entry: Entry): string {
	const words = wordsOf(entry), who = entry.by.person ? `${personName(entry.by.person)}, ` : "";

	return `${timeText(entry.at)} ${who}${lineOf(entry, of).what}: ${words.length > most ? `${words.slice(0, most)}…` : words}`;
}

const entryField: Field = { name: "entry", type: "ref", doc: say.whose_words, of: "any" };

/** The newest first: it is asked for soon, or never. */
export function EraseWords(form: FormProps) {
	const of = matter(form.room === "new" ? 0 : form.room);
	const entries = useWorded(of);
	const body = (answers: Draft): Draft => {
		const entry = entries?.find((one) => one.seq === answers["entry"]);
		return { option: answers["option"], n: entry?.n, digests: entry && namesOf(entry).map((name) => ({ digest: entry.digests[name] })) };
	};

	if (!entries) return <p role="status">{say.loading}</p>;
	if (entries.length === 0) return <Empty>{say.nothing_to_erase}</Empty>;
	return <Asked {...form} fields={[entryField]} choices={{ entry: entries.toReversed().map((entry) => ({ value: String(entry.seq), text: lineFor(of, entry) })) }} body={body} />;
}

/** To whoever signs: the very words that go. */
export function Doomed({ of, n }: { of: Matter; n: number }) {
	const worded = useWorded(of), entry = worded?.find((one) => one.n === n);

	if (!worded) return <>{say.loading}</>;
	return entry ? <>{say.goes} <q>{wordsOf(entry)}</q> <small>{personName(entry.by.person)}, {timeText(entry.at)}</small></> : <>{say.goes_unseen(n)}</>;
}
