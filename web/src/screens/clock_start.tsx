// clock_start -- a clock begun by hand, from a moment that was; or with an option, from the moment at which that is decided.

import type { Draft } from "../draft";
import type { FormProps } from "../form";
import { Asked } from "../form_body";
import type { Field } from "../gen/api";
import { commands, records } from "../gen/commands";
import { label } from "../label";
import { type Matter, matter } from "../store";
import { say } from "../text/clock_start";

const pick = (fields: Field[], ...wanted: string[]): Field[] => wanted.flatMap((name) => fields.filter((field) => field.name === name));
/** Asked flat, of the clock and of its first limit. */
const first: Field[] = [
	...pick(commands.start_clock.fields, "title"),
	...pick(records.clock_terms.fields, "label", "owner"),
	...pick(records.clock_limit.fields, "unit", "amount", "calendar", "to_working_day"),
].map((field) => ({ ...field, doc: label[`start_clock.${field.name}`] ?? field.doc }));
const also: Field = { name: "also", type: "list", optional: true, max: 3, of: "clock_limit", doc: say.clock_also };
/** The first limit counts from now, from a moment that was or is still to be known, or from another clock's submission. */
const asked: Field[] = [
	...first,
	{ name: "at", type: "time", optional: true, doc: say.clock_at },
	{ name: "waits", type: "flag", optional: true, doc: say.clock_waits },
	{ name: "from", type: "label", optional: true, doc: say.clock_moment },
	{ name: "after", type: "label", optional: true, doc: say.clock_from },
	{ name: "proposed", type: "flag", optional: true, doc: say.clock_proposed },
	also,
];

const given = (one: Draft): Draft => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined));

function terms({ label: name, owner, amount, unit, calendar, to_working_day, also: further }: Draft, from: Draft): Draft {
	return given({ label: name, owner, limits: [given({ amount, unit, calendar, to_working_day, ...from }), ...((further ?? []) as Draft[])] });
}

function started(of: Matter, answers: Draft): Draft {
	const { title, at, waits, from, after, proposed } = answers;
	const earlier = of.one("clock", Number(after) || undefined);
	const counts = from ?? "aware";
	const moment = given({ moment: counts, cause: of.last.value, at });

	return given({ title, proposed, moments: earlier || waits ? [] : [moment], terms: terms(answers, earlier ? { from: earlier.label, submission: true, clock: earlier.id } : { from: counts }) });
}

export function StartClock(form: FormProps) {
	const of = matter(form.room === "new" ? 0 : form.room);
	const earlier = of.all("clock").filter((one) => one.state !== "lifted").map((one) => ({ value: String(one.id), text: one.title ?? one.label }));

	return <Asked {...form} fields={asked} choices={{ after: earlier }} body={(answers) => started(of, answers)} />;
}

export function StartWith(form: FormProps) {
	return <Asked {...form} fields={[...first, also]} body={(answers) => given({ option: answers["option"], title: answers["title"], terms: terms(answers, { from: "decided" }) })} />;
}
