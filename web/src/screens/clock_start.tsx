// clock_start -- a clock begun by hand: what it counts, from when.

import type { Draft } from "../draft";
import type { FormProps } from "../form";
import { Asked } from "../form_body";
import type { Field } from "../gen/api";
import { commands, records } from "../gen/commands";
import { matter } from "../store";
import { say } from "../text";

const pick = (fields: Field[], ...wanted: string[]): Field[] => wanted.flatMap((name) => fields.filter((field) => field.name === name));
/** Asked flat; the first limit counts from now, from a moment that was, or from another clock's submission. */
const asked: Field[] = [
	...pick(commands.start_clock.fields, "title"),
	...pick(records.clock_terms.fields, "label", "owner"),
	...pick(records.clock_limit.fields, "unit", "amount", "calendar", "to_working_day"),
	{ name: "at", type: "time", optional: true, doc: say.clock_at },
	{ name: "after", type: "label", optional: true, doc: say.clock_from },
	{ name: "proposed", type: "flag", optional: true, doc: say.clock_proposed },
	{ name: "also", type: "list", optional: true, max: 3, of: "clock_limit", doc: say.clock_also },
];

function started(answers: Draft, cause: number): Draft {
	const { title, label, owner, amount, unit, calendar, to_working_day, at, after, proposed, also } = answers;
	const given = (one: Draft): Draft => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined));
	const first = given({ amount, unit, calendar, to_working_day, ...(after ? { from: after, submission: true } : { from: "aware" }) });
	const moment = given({ moment: "aware", cause, at });

	return given({ title, proposed, moments: after ? [] : [moment], terms: { label, owner, limits: [first, ...((also ?? []) as Draft[])] } });
}

export function StartClock(form: FormProps) {
	const of = matter(form.room === "new" ? 0 : form.room);
	const labels = [...new Set(of.all("clock").map((one) => one.label))];
	const earlier = labels.map((value) => ({ value, text: of.all("clock").find((one) => one.label === value)?.title ?? value }));

	return <Asked {...form} fields={asked} choices={{ after: earlier }} body={(answers) => started(answers, of.last.value)} />;
}
