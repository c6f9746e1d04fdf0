// clock_start -- a clock begun by hand: what it counts, from when.

import type { Draft } from "../draft";
import type { FormProps } from "../form";
import { Asked } from "../form_body";
import type { Field } from "../gen/api";
import { commands, records } from "../gen/commands";
import { type Matter, matter } from "../store";
import { say } from "../text";

const pick = (fields: Field[], ...wanted: string[]): Field[] => wanted.flatMap((name) => fields.filter((field) => field.name === name));
/** Asked flat; the first limit counts from now, from a moment that was or is still to be known, or from another clock's submission. */
const asked: Field[] = [
	...pick(commands.start_clock.fields, "title"),
	...pick(records.clock_terms.fields, "label", "owner"),
	...pick(records.clock_limit.fields, "unit", "amount", "calendar", "to_working_day"),
	{ name: "at", type: "time", optional: true, doc: say.clock_at },
	{ name: "waits", type: "flag", optional: true, doc: say.clock_waits },
	{ name: "from", type: "label", optional: true, doc: say.clock_moment },
	{ name: "after", type: "label", optional: true, doc: say.clock_from },
	{ name: "proposed", type: "flag", optional: true, doc: say.clock_proposed },
	{ name: "also", type: "list", optional: true, max: 3, of: "clock_limit", doc: say.clock_also },
];

function started(of: Matter, answers: Draft): Draft {
	const { title, label, owner, amount, unit, calendar, to_working_day, at, waits, from, after, proposed, also } = answers;
	const given = (one: Draft): Draft => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined));
	const earlier = of.one("clock", Number(after) || undefined);
	const counts = from ?? "aware";
	const first = given({ amount, unit, calendar, to_working_day, ...(earlier ? { from: earlier.label, submission: true, clock: earlier.id } : { from: counts }) });
	const moment = given({ moment: counts, cause: of.last.value, at });

	return given({ title, proposed, moments: earlier || waits ? [] : [moment], terms: { label, owner, limits: [first, ...((also ?? []) as Draft[])] } });
}

export function StartClock(form: FormProps) {
	const of = matter(form.room === "new" ? 0 : form.room);
	const earlier = of.all("clock").filter((one) => one.state !== "lifted").map((one) => ({ value: String(one.id), text: one.title ?? one.label }));

	return <Asked {...form} fields={asked} choices={{ after: earlier }} body={(answers) => started(of, answers)} />;
}
