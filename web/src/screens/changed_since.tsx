// changed_since -- what somebody's answer binds to as it was, and as it is: why they are asked anew.

import { Fragment } from "preact";
import { useEffect, useState } from "preact/hooks";
import { partsOf } from "../act";
import { type Entry, entriesAt } from "../entry";
import type { Entities } from "../gen/api";
import type { Matter } from "../store";
import { say } from "../text/sign";
import { Bound } from "./sign";

interface Change { is: Entry; was: Entry | undefined }

/** What an entry says in the place of an earlier one; measures and conditions only come to those that are there. */
const instead: Record<string, string[]> = {
	option_amended: ["option_proposed", "option_amended"], interim_set: ["interim_set"], plan_set: ["plan_set"], review_set: ["review_set"], tripwire_set: ["tripwire_set"],
};

const optionOf = (entry: Entry): unknown => entry.fields["option"] ?? entry.seq;

/** Of each thing that was said anew, what stood before the answer and what stands now. */
function changesIn(entries: Entry[], answered: number): Change[] {
	const before = entries.filter((one) => one.seq < answered);
	const since = entries.filter((one) => one.seq > answered && one.kind !== "option_put_up");
	const same = (a: Entry, b: Entry): boolean => !!instead[a.kind]?.includes(b.kind) && optionOf(a) === optionOf(b);

	return since.filter((is) => !since.some((later) => later.seq > is.seq && same(is, later)))
		.map((is) => ({ is, was: before.findLast((one) => same(is, one)) }));
}

const Changes = ({ of, changes }: { of: Matter; changes: Change[] }) => (
	<ul class="bound">
		{changes.map(({ is, was }) => <li key={is.seq}>{was ? <><Bound of={of} entry={was} /> → </> : <>{say.added} </>}<Bound of={of} entry={is} /></li>)}
	</ul>
);

/** Of the option itself; then of what is decided after it, which an answer binds to as well. */
export function ChangedSince({ of, answer }: { of: Matter; answer: Entities["answer"] }) {
	const subject = of.one("option", answer.option)?.subject ?? [];
	const [entries, setEntries] = useState<Entry[]>([]);
	const { own, after } = partsOf(entries, answer.option);
	const parts = [{ title: "", changes: changesIn(own, answer.id) }, { title: say.decided_after, changes: changesIn(after, answer.id) }];

	useEffect(() => { void entriesAt(of.room, subject).then(setEntries, () => undefined); }, [subject.join()]);
	return <>{parts.map(({ title, changes }) => changes.length > 0 && <Fragment key={title}>{title && <strong>{title}</strong>}<Changes of={of} changes={changes} /></Fragment>)}</>;
}
