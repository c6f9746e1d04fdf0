// field -- one input per type of field; nested records are fieldsets.

import { type ComponentChildren, Fragment } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { Kind } from "./api";
import { Beside, refusedField } from "./beside";
import { type Draft } from "./draft";
import { type Field as FieldShape, type Money, type Value, type Words, words } from "./gen/api";
import { records } from "./gen/commands";
import { label as labels } from "./label";
import { criterionFor, followsText } from "./severity";
import { personName, seatName, timeText } from "./show";
import { type Matter, charter } from "./store";
import { wordly } from "./text";
import { say } from "./text/form";
import { type Label, LabelChoice } from "./tlp";

export type Choices = Record<string, { value: string; text: string }[]>;
interface Common { of: string; matter: Matter; choices: Choices; given?: boolean }
interface FieldProps extends Common { field: FieldShape; value: unknown; change: (value: unknown) => void; refused?: string | undefined }

/** Of the terms of a thing: which thing they are of. */
const isItself = (of: string, field: FieldShape): boolean => field.type === "ref" && of === `${field.name}_terms`;

interface FieldsProps extends Common { fields: FieldShape[]; value: Draft; change: (value: Draft) => void; beside?: Record<string, ComponentChildren>; refusal?: string }

/** `beside`: what is said of a field as it is filled in, by its name.  `refusal`: the server's, shown at the field of which it speaks. */
export function Fields({ fields, value, change, beside = {}, refusal = "", ...common }: FieldsProps) {
	const refused = refusedField(fields, refusal);
	const asked = common.given ? fields.filter((field) => !isItself(common.of, field)) : fields;

	return (
		<>
			{asked.map((field) => (
				<Fragment key={field.name}>
					<Field {...common} field={field} value={value[field.name]} refused={refused?.name === field.name ? refused.why : undefined} change={(next) => change({ ...value, [field.name]: next })} />
					{beside[field.name]}
				</Fragment>
			))}
		</>
	);
}

/** What an entity is called in a list. */
const names: { [K in Kind]?: (matter: Matter, id: number) => string } = {
	person: (_, id) => personName(id),
	seat: (_, id) => seatName(id),
	service: (_, id) => charter.one("service", id)?.title ?? `#${id}`,
	calendar: (_, id) => charter.one("calendar", id)?.title ?? `#${id}`,
	contact: (_, id) => charter.one("contact", id)?.title ?? `#${id}`,
	template: (_, id) => charter.one("template", id)?.title ?? `#${id}`,
	fact: (matter, id) => matter.one("fact", id)?.name ?? `#${id}`,
	request: (matter, id) => matter.one("request", id)?.question ?? `#${id}`,
	task: (matter, id) => matter.one("task", id)?.title ?? `#${id}`,
	option: (matter, id) => matter.one("option", id)?.title ?? `#${id}`,
	decision: (matter, id) => matter.one("decision", id)?.question ?? `#${id}`,
	measure: (matter, id) => matter.one("measure", id)?.text ?? `#${id}`,
	channel: (matter, id) => matter.one("channel", id)?.title ?? matter.one("channel", id)?.label ?? `#${id}`,
	committee: (matter, id) => `${say.calls.committee}, ${timeText(matter.one("committee", id)?.called ?? 0)}`,
	clock: (matter, id) => matter.one("clock", id)?.title ?? `#${id}`,
	interest: (matter, id) => matter.one("interest", id)?.text ?? `#${id}`,
};
/** The entry that a ref names, as the entity that it made. */
const made: Record<string, Kind> = {
	person_added: "person", seat_set: "seat", service_set: "service", calendar_set: "calendar", contact_set: "contact", template_set: "template", fact_asserted: "fact", information_requested: "request", task_opened: "task",
	option_proposed: "option", decision_opened: "decision", measure_proposed: "measure", clock_started: "clock", committee_called: "committee", channel_opened: "channel", interest_stated: "interest",
};

function targets(matter: Matter, target: string | undefined): { id: number; name: string }[] {
	const kind = made[target ?? ""];
	const from = kind === "person" || kind === "seat" || kind === "service" || kind === "calendar" || kind === "contact" || kind === "template" ? charter : matter;

	return kind ? from.all(kind).map(({ id }) => ({ id, name: names[kind]?.(from, id) ?? `#${id}` })) : [];
}

/** What a ref may name: what is offered for the field, else every entity of its kind. */
function offeredFor({ field, matter, choices }: Pick<FieldProps, "field" | "matter" | "choices">): { id: number; name: string }[] {
	return choices[field.name]?.map(({ value, text }) => ({ id: Number(value), name: text })) ?? targets(matter, field.of);
}

const local = (at: unknown): string => {
	if (typeof at !== "number") return "";
	const date = new Date(at / 1000);
	return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** true, false, a whole number, a decimal (as text) or a label. */
function parsedValue(text: string): Value {
	if (text === "true" || text === "false") return text === "true";
	return /^-?(0|[1-9]\d{0,14})$/.test(text) && text !== "-0" ? Number(text) : text;
}

const units = [["min", 60], ["h", 3600], ["days", 86_400]] as const;

function Duration({ id, value, change, field }: Pick<FieldProps, "value" | "change" | "field"> & { id: string }) {
	const seconds = typeof value === "number" ? value : undefined;
	const unit = units.findLast(([, size]) => seconds !== undefined && seconds > 0 && seconds % size === 0)?.[1] ?? 60;
	const set = (amount: string, size: number): void => change(amount === "" ? undefined : Math.round(Number(amount) * size));

	return (
		<span class="pair">
			<input id={id} type="number" min="0" step="any" required={!field.optional} value={seconds === undefined ? "" : seconds / unit}
				onInput={(e) => set(e.currentTarget.value, unit)} />
			<select aria-label={`${field.doc} unit`} value={unit} onChange={(e) => set(String((seconds ?? 0) / unit), Number(e.currentTarget.value))}>
				{units.map(([name, size]) => <option key={name} value={size}>{name}</option>)}
			</select>
		</span>
	);
}

function Amount({ id, value, change, field }: Pick<FieldProps, "value" | "change" | "field"> & { id: string }) {
	const money = (value ?? {}) as Partial<Money>;
	const set = (next: Partial<Money>): void => change(next.amount ? { amount: next.amount, currency: next.currency ?? "EUR" } : undefined);

	return (
		<span class="pair">
			<input id={id} inputMode="decimal" pattern="[0-9]{1,15}([.][0-9]{1,6})?" required={!field.optional} value={money.amount ?? ""}
				onInput={(e) => set({ ...money, amount: e.currentTarget.value.trim() })} />
			<input aria-label={`${field.doc} currency`} pattern="[A-Z]{3}" size={4} value={money.currency ?? "EUR"}
				onInput={(e) => set({ ...money, currency: e.currentTarget.value.toUpperCase() })} />
		</span>
	);
}

/** What a word means here: of a severity, the charter's own criteria where they are written, and what it sets going. */
function Meaning({ list, word, doc }: { list: string | undefined; word: string; doc: string }) {
	const written = list === "severity" ? criterionFor(word) : undefined;

	if (!written?.criteria) return <small>{doc}</small>;
	return <><small>{written.criteria}</small> <small class="note follows">{followsText(written, true)}</small></>;
}

/** The label of a single thing, which may be left to the room. */
const isOwnLabel = (field: FieldShape): boolean => field.of === "tlp" && !!field.optional;

/** All words of its list, or those that are offered. */
function WordChoice({ field, value, change, name, matter, choices }: FieldProps & { name: string }) {
	const all = words[field.of as keyof Words] as Record<string, string>, offered = choices[field.name];
	const list = offered ? Object.fromEntries(offered.map((one) => [one.value, one.text])) : all;

	if (isOwnLabel(field)) return <LabelChoice of={matter} id={name} value={value as Label | undefined} change={change} />;
	if (Object.keys(list).length > 7)
		return (
			<select id={name} required={!field.optional} value={String(value ?? "")} onChange={(e) => change(e.currentTarget.value)}>
				<option value="">{say.none_chosen}</option>
				{Object.entries(list).map(([word, doc]) => <option key={word} value={word} title={doc}>{wordly(word)}</option>)}
			</select>
		);
	return (
		<span class="choices">
			{Object.entries(list).map(([word, doc]) => (
				<label key={word} class="choice">
					<input type="radio" name={name} value={word} required={!field.optional} checked={value === word} onChange={() => change(word)} />
					<span><strong>{wordly(word)}</strong> <Meaning list={field.of} word={word} doc={doc} /></span>
				</label>
			))}
		</span>
	);
}

/** Whose order counts says so. */
const isOrdered = (field: FieldShape): boolean => /in this order/.test(field.doc);

function Several(props: FieldProps & { id: string }) {
	const { field, value, change, id } = props;
	const chosen = (value ?? []) as number[];
	const offered = offeredFor(props);
	const ordered = isOrdered(field) ? chosen : [];
	const moved = useRef("");
	const nameOf = (one: number): string => offered.find((other) => other.id === one)?.name ?? `#${one}`;
	const tick = (one: number) => (
		<label key={one} class="choice">
			<input type="checkbox" id={`${id}-${one}`} checked={chosen.includes(one)}
				onChange={(e) => { moved.current = e.currentTarget.id; change(e.currentTarget.checked ? [...chosen, one] : chosen.filter((other) => other !== one)); }} />
			<span>{nameOf(one)}</span>
		</label>
	);
	const earlier = (at: number, one: number): void => {
		moved.current = `${id}-${one}${at > 1 ? "-earlier" : ""}`;
		change(chosen.toSpliced(at, 1).toSpliced(at - 1, 0, one));
	};

	/* Who is ticked or moved stands elsewhere then; the focus goes with them. */
	useLayoutEffect(() => {
		if (moved.current) document.getElementById(moved.current)?.focus();
		moved.current = "";
	}, [chosen.join()]);
	return (
		<span class="choices">
			{offered.length === 0 && <small>{say.nothing_to_choose}</small>}
			{ordered.length > 0 && (
				<ol>
					{ordered.map((one, at) => (
						<li key={one}>
							{tick(one)}
							{at > 0 && <button type="button" class="quiet" id={`${id}-${one}-earlier`} onClick={() => earlier(at, one)}><span aria-hidden>↑</span> {say.earlier} <span class="unseen">{nameOf(one)}</span></button>}
						</li>
					))}
				</ol>
			)}
			{offered.filter((one) => !ordered.includes(one.id)).map((one) => tick(one.id))}
		</span>
	);
}

/** Several of the words offered. */
function Chosen({ field, value, change, choices }: FieldProps) {
	const chosen = (value ?? []) as string[];

	return (
		<span class="choices">
			{choices[field.name]?.map(({ value: one, text }) => (
				<label key={one} class="choice">
					<input type="checkbox" checked={chosen.includes(one)} onChange={(e) => change(e.currentTarget.checked ? [...chosen, one] : chosen.filter((other) => other !== one))} />
					<span>{text}</span>
				</label>
			))}
		</span>
	);
}

/** A list of things that are one word each, as the days of the week are: all of them in a row, ticked or not. */
function Ticked({ word, items, change }: { word: FieldShape; items: Draft[]; change: (next: Draft[]) => void }) {
	const all = Object.keys(words[word.of as keyof Words]), has = (one: string): boolean => items.some((item) => item[word.name] === one);
	const set = (one: string, on: boolean): void => change(all.filter((other) => (other === one ? on : has(other))).map((other) => ({ [word.name]: other })));

	return (
		<span class="line">
			{all.map((one) => (
				<label key={one} class="choice">
					<input type="checkbox" checked={has(one)} onChange={(e) => set(one, e.currentTarget.checked)} /><span>{wordly(one)}</span>
				</label>
			))}
		</span>
	);
}

function Nested({ field, value, change, ...common }: FieldProps) {
	const of = field.of as keyof typeof records;
	const blank = Object.fromEntries(records[of].fields.filter((f) => !f.optional && f.type === "flag").map((f) => [f.name, false]));
	const lists = Object.fromEntries(records[of].fields.filter((f) => !f.optional && (f.type === "refs" || f.type === "list")).map((f) => [f.name, []]));
	const fresh = { ...blank, ...lists };
	const one = (item: Draft, set: (next: Draft) => void) => <Fields {...common} of={of} fields={records[of].fields} value={item} change={set} />;

	const may = field.type === "one" && field.optional && common.of in records && records[of].fields.some((f) => !f.optional);

	if (may && value === undefined) return <button type="button" class="quiet" onClick={() => change(fresh)}>{say.add_one}</button>;
	if (may)
		return (
			<fieldset class="nested">
				{one(value as Draft, (next) => change({ ...fresh, ...next }))}
				<button type="button" class="quiet" onClick={() => change(undefined)}>{say.remove_one}</button>
			</fieldset>
		);
	if (field.type === "one") return one((value ?? fresh) as Draft, (next) => change({ ...fresh, ...next }));
	const items = (value ?? []) as Draft[];
	const [word, ...more] = records[of].fields;

	if (word?.type === "word" && more.length === 0) return <Ticked word={word} items={items} change={change} />;
	return (
		<>
			{items.map((item, i) => (
				<fieldset key={i} class="nested">
					<legend>{i + 1}</legend>
					{one(item, (next) => change(items.with(i, next)))}
					<button type="button" class="quiet" onClick={() => change(items.filter((_, k) => k !== i))}>{say.remove_one}</button>
				</fieldset>
			))}
			<button type="button" class="quiet" onClick={() => change([...items, fresh])}>{say.add_one}</button>
		</>
	);
}

function Input(props: FieldProps & { id: string }) {
	const { field, value, change, choices, id } = props;
	const text = typeof value === "string" ? value : "";
	const required = !field.optional && (field.min ?? 0) > 0;

	switch (field.type) {
		case "text":
		case "condition":
			return (field.max ?? 0) > 300
				? <textarea id={id} rows={(field.max ?? 0) > 8000 ? 14 : 3} required={required} value={text} onInput={(e) => change(e.currentTarget.value)} />
				: <input id={id} required={required} value={text} onInput={(e) => change(e.currentTarget.value)} />;
		case "label": {
			const offered = choices[field.name];
			if (offered)
				return (
					<select id={id} required={!field.optional} value={text} onChange={(e) => change(e.currentTarget.value)}>
						<option value="">{say.none_chosen}</option>
						{offered.map((o) => <option key={o.value} value={o.value}>{o.text}</option>)}
					</select>
				);
			return <input id={id} pattern="[A-Za-z0-9][A-Za-z0-9._:\/+=@\-]*" required={!field.optional} autoCapitalize="off" spellcheck={false}
				value={text} onInput={(e) => change(e.currentTarget.value)} />;
		}
		case "value":
			return <input id={id} value={value === undefined ? "" : String(value)} onInput={(e) => change(e.currentTarget.value === "" ? undefined : parsedValue(e.currentTarget.value))} />;
		case "int":
			return <input id={id} type="number" min={field.min} max={field.max} required={!field.optional} value={typeof value === "number" ? value : ""}
				onInput={(e) => change(e.currentTarget.value === "" ? undefined : Number(e.currentTarget.value))} />;
		case "time":
			return <input id={id} type="datetime-local" required={!field.optional} value={local(value)}
				onInput={(e) => change(e.currentTarget.value ? new Date(e.currentTarget.value).getTime() * 1000 : undefined)} />;
		case "ref":
			return (
				<select id={id} required={!field.optional} value={String(value ?? "")} onChange={(e) => change(e.currentTarget.value ? Number(e.currentTarget.value) : undefined)}>
					<option value="">{say.none_chosen}</option>
					{offeredFor(props).map(({ id: one, name }) => <option key={one} value={one}>{name}</option>)}
				</select>
			);
		case "duration": return <Duration {...props} />;
		case "money": return <Amount {...props} />;
		case "word": return <WordChoice {...props} name={id} />;
		case "refs": return <Several {...props} />;
		case "one": case "list": return <Nested {...props} />;
		case "labels":
			if (choices[field.name]) return <Chosen {...props} />;
			return <input id={id} required={!field.optional} spellcheck={false} value={((value ?? []) as string[]).join(", ")}
				onChange={(e) => change(e.currentTarget.value.split(/[,;\s]+/).filter(Boolean))} />;
		case "flag": case "decimal": case "bytes": case "object":
			return null;
		default:
			return field.type satisfies never;
	}
}

export function Field(props: FieldProps) {
	const id = useId();
	const { field, of, value, change, refused } = props;
	const text = labels[`${of}.${field.name}`] ?? field.doc.replace(/[.,]( or)?$/, "");
	const note = field.optional && field.type !== "flag" && !(field.type === "one" && value) && !/left empty/i.test(text) ? <small> {say.optional}</small> : null;
	const grouped = field.type === "refs" || field.type === "one" || field.type === "list" || (field.type === "word" && !isOwnLabel(field) && Object.keys(words[field.of as keyof Words]).length <= 7);
	const bounded = field.type === "text" || field.type === "condition" || field.type === "label";
	const beside = <Beside at={id} {...(bounded && typeof value === "string" ? { text: value, most: field.max } : {})} refused={refused && say.refused_field(text, refused)} />;

	if (field.type === "flag")
		return (
			<>
				<label class="choice field">
					<input id={id} type="checkbox" checked={value === true} onChange={(e) => change(e.currentTarget.checked || undefined)} /><span>{text}</span>
				</label>
				{beside}
			</>
		);
	if (grouped)
		return (
			<fieldset class="field" id={id}>
				<legend>{text}{note}</legend>
				<Input {...props} id={id} />
				{beside}
			</fieldset>
		);
	return (
		<div class="field">
			<label for={id}>{text}{note}</label>
			<Input {...props} id={id} />
			{beside}
		</div>
	);
}
