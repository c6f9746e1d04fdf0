// form_body -- the fields of any command, made from its declaration; drafts kept, refusals shown where they belong.

import { useEffect, useRef, useState } from "preact/hooks";
import { Refusal, newKey } from "./api";
import { refusedField } from "./beside";
import { type Draft, draftOf, draftSeen, dropDraft, hasDraft, keepDraft } from "./draft";
import { Fields } from "./field";
import { type FormProps, sentence } from "./form";
import type { Field } from "./gen/api";
import { toldBy } from "./codename";
import { commands } from "./gen/commands";
import { label as labels } from "./label";
import { give as giveOrKeep } from "./outbox";
import { matter } from "./store";
import { say } from "./text/form";

const newest = (over: { touched: number }[]): number => Math.max(0, ...over.map((one) => one.touched));

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** Empty is absent: an optional field left alone has no key, and what holds but empty lists is none. */
export function pruned(value: unknown): unknown {
	if (value === "" || value === undefined || value === null) return undefined;
	if (Array.isArray(value)) return value.map(pruned).filter((item) => item !== undefined);
	if (typeof value !== "object") return value;
	const kept = Object.entries(value).map(([key, inner]) => [key, pruned(inner)] as const).filter(([, inner]) => inner !== undefined);
	return kept.some(([, inner]) => !isEmpty(inner)) ? Object.fromEntries(kept) : undefined;
}

/** The same words as two people left them. */
export function Both({ fields, of, mine, theirs, choices = {} }: { fields: Field[]; of: string; mine: Draft; theirs: Draft; choices?: FormProps["choices"] }) {
	const text = (name: string, value: unknown = ""): string =>
		[value].flat().map((one) => choices[name]?.find((choice) => choice.value === String(one))?.text ?? String(one)).join(", ") || "—";

	return (
		<>
			{fields.filter((field) => field.name in theirs || field.name in mine).map((field) => (
				<section key={field.name} class="both" aria-label={labels[`${of}.${field.name}`] ?? field.doc}>
					<div><h3>{say.yours}</h3><p>{text(field.name, mine[field.name])}</p></div>
					<div><h3>{say.theirs}</h3><p>{text(field.name, theirs[field.name])}</p></div>
				</section>
			))}
		</>
	);
}

export function Form({ command, room, fixed = {}, offered = {}, choices = {}, given = false, only, asks = () => true, fields: own, body, submit, done, cancel, complete, edits, over, kept, slot }: FormProps) {
	const shape = commands[command];
	const draftKey = `${room}/${command}/${Object.values(fixed).join()}${slot ? `/${slot}` : ""}`;
	const [words, setWords] = useState<Draft>(() => (hasDraft(draftKey) ? draftOf(draftKey) : { ...offered, ...edits?.words }));
	const seen = useRef(draftSeen(draftKey));
	const seenOver = useRef(newest(over ?? []));
	const [conflict, setConflict] = useState(false);
	const [waits, setWaits] = useState(false);
	const [refusal, setRefusal] = useState("");
	const [busy, setBusy] = useState(false);
	const key = useRef(newKey());
	const asked = (own ?? shape.fields).filter((field) => !(field.name in fixed) && (!only || only.includes(field.name)));
	const told = command === "declare_room" || command === "declare" ? toldBy(words["codename"], words["title"]) : undefined;
	const warned = useRef<string | undefined>(undefined);
	const chosen = (only ? only.flatMap((name) => asked.filter((field) => field.name === name)) : asked).filter((field) => asks(field.name, words));

	useEffect(() => {
		if (edits && !hasDraft(draftKey)) setWords(edits.words);
	}, [edits?.touched]);
	const change = (next: Draft): void => {
		if (!hasDraft(draftKey)) seen.current = edits?.touched;
		setWords(next);
		setRefusal("");
		setWaits(false);
		key.current = newKey();         // other words are another intention
		keepDraft(draftKey, next, seen.current);
	};
	const begin = (next: Draft): void => {
		dropDraft(draftKey);
		key.current = newKey();
		setConflict(false);
		setWords(next);
	};
	const order = async () => {
		const absent = Object.fromEntries(chosen.filter((f) => f.type === "flag" && !f.optional).map((f) => [f.name, false]));
		const lists = Object.fromEntries(chosen.filter((f) => (f.type === "refs" || f.type === "list") && !f.optional).map((f) => [f.name, []]));
		const answers = { ...absent, ...lists, ...(pruned(Object.fromEntries(Object.entries(words).filter(([name]) => asks(name, words)))) as Draft | undefined), ...fixed, ...(await complete?.()) };
		const fields = body ? body(answers) : answers;
		const named = shape.fields.some((field) => (field.type === "ref" || field.type === "refs") && field.name in fixed);
		const looked = over ? seenOver.current : !named ? undefined : hasDraft(draftKey) ? seen.current : edits?.touched;
		return { room, command, fields, key: key.current, ...(looked === undefined ? {} : { seen: looked }) };
	};
	const failed = (fault: unknown): void => {
		const code = fault instanceof Refusal ? fault.code : "";
		setConflict(edits ? code === "stale" || code === "conflict" : !!over && code === "stale");
		setRefusal(sentence(fault));
	};
	const give = async (): Promise<void> => {
		if (busy) return;
		setBusy(true);
		setRefusal("");
		try {
			const receipt = await giveOrKeep(await order(), !complete);
			begin({});
			setWaits(!receipt);
			if (receipt) done?.(receipt);
			else kept?.();
		} catch (fault) {
			failed(fault);
		}
		setBusy(false);
	};
	const mine = (): void => {
		seen.current = edits?.touched;
		keepDraft(draftKey, words, seen.current);
		key.current = newKey();
		void give();
	};
	const ctrlEnter = (e: KeyboardEvent): void => {
		if (e.key !== "Enter" || !(e.ctrlKey || e.metaKey)) return;
		e.preventDefault();
		e.stopPropagation();
		(e.currentTarget as HTMLFormElement).requestSubmit();
	};
	const submitted = (e: Event): void => {
		e.preventDefault();
		if (conflict && over) seenOver.current = newest(over);        // they were shown
		if (told && warned.current !== told) {                        // nobody is stopped by it twice
			warned.current = told;
			document.getElementById(`${draftKey}-told`)?.scrollIntoView({ block: "center" });
			return;
		}
		void give();
	};

	return (
		<form class="form" onSubmit={submitted} onKeyDown={ctrlEnter}>
			<Fields of={command} fields={chosen} value={words} change={change} choices={choices} given={given} refusal={refusal} matter={matter(room === "new" ? 0 : room)}
				beside={told ? { codename: <p id={`${draftKey}-told`} class="why-not" role="status">{say.codename_tells(told)}</p> } : {}} />
			{refusal && !refusedField(chosen, refusal) && <p class="refusal" role="alert">{refusal}</p>}
			{waits && <p role="status">{say.waits_to_be_sent}</p>}
			{conflict && over && (
				<>
					<p>{say.changed_meanwhile}</p>
					<ul>{over.filter((one) => one.touched > seenOver.current).map((one) => <li key={one.text}>{one.text}</li>)}</ul>
				</>
			)}
			{conflict && edits && <Both of={command} fields={chosen} mine={words} theirs={edits.words} choices={choices} />}
			<div class="buttons">
				{conflict && edits
					? (
						<>
							<button type="button" class="primary" disabled={busy} onClick={mine}>{say.mine_anyway}</button>
							<button type="button" onClick={() => { begin(edits.words); setRefusal(""); }}>{say.keep_theirs}</button>
						</>
					)
					: <button type="submit" class="primary" disabled={busy}>{conflict && over ? say.all_the_same : submit ?? say.save}</button>}
				{cancel && <button type="button" onClick={cancel}>{say.cancel}</button>}
			</div>
		</form>
	);
}

/** In a dialog: what the command does, then its form. */
export function Asked(form: FormProps) {
	return (
		<>
			<p class="lead">{labels[form.command] ?? commands[form.command].doc}</p>
			<Form {...form} />
		</>
	);
}
