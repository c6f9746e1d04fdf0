// form -- any command as a form, made from its declaration; drafts kept, refusals shown where they belong.

import { createContext } from "preact";
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Refusal, type RoomId, api, newKey, type Receipt } from "./api";
import { type Draft, draftOf, dropDraft, keepDraft } from "./draft";
import { Fields } from "./field";
import { type Commands, type Field, commands } from "./gen/api";
import { matter } from "./store";
import { say } from "./text";

export type CommandName = keyof Commands;

interface FormProps {
	command: CommandName;
	room: RoomId | "new";
	/** What is known already and not asked. */
	fixed?: Draft;
	/** What is offered for a label or a ref: value and what it means. */
	choices?: Record<string, { value: string; text: string }[]>;
	/** Asked only these, in this order. */
	only?: string[];
	/** What stands there to begin with, unless a draft was kept. */
	begin?: Draft;
	submit?: string;
	done?: (receipt: Receipt) => void;
	cancel?: () => void;
	/** Asked instead of the command's own fields, which `body` then makes of the answers. */
	fields?: Field[];
	body?: (answers: Draft) => Draft;
	/** Makes the last of the fields just before sending. */
	complete?: () => Promise<Draft>;
	/** What it changes: the words as they stand now, and the entry that last touched them. */
	edits?: { touched: number; words: Draft };
}

const sentence = (e: unknown): string => (e instanceof Refusal || e instanceof Error ? e.message : String(e));

/** Empty is absent: an optional field left alone has no key. */
export function pruned(value: unknown): unknown {
	if (value === "" || value === undefined || value === null) return undefined;
	if (Array.isArray(value)) return value.map(pruned).filter((item) => item !== undefined);
	if (typeof value !== "object") return value;
	const kept = Object.entries(value).map(([key, inner]) => [key, pruned(inner)] as const).filter(([, inner]) => inner !== undefined);
	return kept.length ? Object.fromEntries(kept) : undefined;
}

export function Form({ command, room, fixed = {}, choices = {}, only, begin = {}, fields, body: made, submit, done, cancel, complete, edits }: FormProps) {
	const shape = commands[command];
	const draftKey = `${room}/${command}/${Object.values(fixed).join()}`;
	const [words, setWords] = useState<Draft>(() => ({ ...begin, ...edits?.words, ...draftOf(draftKey) }));
	const [refusal, setRefusal] = useState("");
	const [busy, setBusy] = useState(false);
	const key = useRef(newKey());
	const asked = (fields ?? shape.fields).filter((field) => !(field.name in fixed) && (!only || only.includes(field.name)));
	const chosen = only ? only.flatMap((name) => asked.filter((field) => field.name === name)) : asked;

	const change = (next: Draft): void => {
		setWords(next);
		setRefusal("");
		key.current = newKey();         // other words are another intention
		keepDraft(draftKey, next);
	};
	const give = async (e: Event): Promise<void> => {
		e.preventDefault();
		if (busy) return;
		setBusy(true);
		setRefusal("");
		try {
			const absent = Object.fromEntries(chosen.filter((f) => f.type === "flag" && !f.optional).map((f) => [f.name, false]));
			const lists = Object.fromEntries(chosen.filter((f) => (f.type === "refs" || f.type === "list") && !f.optional).map((f) => [f.name, []]));
			const answers = { ...absent, ...lists, ...(pruned(words) as Draft | undefined), ...fixed, ...(await complete?.()) };
			const body = made ? made(answers) : answers;
			const receipt = await api.command(room, command, body as unknown as Commands[CommandName], key.current);
			dropDraft(draftKey);
			key.current = newKey();
			setWords({});
			done?.(receipt);
		} catch (fault) {
			setRefusal(sentence(fault));
		}
		setBusy(false);
	};

	return (
		<form class="form" onSubmit={give}>
			<Fields of={command} fields={chosen} value={words} change={change} choices={choices} matter={matter(room === "new" ? 0 : room)} />
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			<div class="buttons">
				<button type="submit" class="primary" disabled={busy}>{submit ?? say.save}</button>
				{cancel && <button type="button" onClick={cancel}>{say.cancel}</button>}
			</div>
		</form>
	);
}

/** A native dialog that opens at once and gives the focus back when it closes. */
export function Dialog({ title, close, children }: { title: string; close: () => void; children: preact.ComponentChildren }) {
	const ref = useRef<HTMLDialogElement>(null);
	const id = useMemo(() => `dialog-${newKey()}`, []);

	useEffect(() => {
		const before = document.activeElement;
		ref.current?.showModal();
		return () => { if (before instanceof HTMLElement) before.focus(); };
	}, []);
	return (
		<dialog ref={ref} class="dialog" aria-labelledby={id} onClose={close}>
			<header><h2 id={id}>{title}</h2><button type="button" class="quiet" onClick={() => ref.current?.close()} aria-label={say.close}>✕</button></header>
			{children}
		</dialog>
	);
}

/** Why a button is disabled stands on it; whoever disables several says it once beside them. */
interface GiveProps extends FormProps { label: string; tone?: "primary" | "quiet" | "danger" | "plain"; title?: string; disabledBecause?: string | undefined }

/** True where the past is shown: there nothing can be done, so no command is offered. */
export const Past = createContext(false);

/** A button that opens the command's form; a command with nothing to ask is given at once. */
export function Give({ label, tone = "plain", title, disabledBecause, ...form }: GiveProps) {
	const [open, setOpen] = useState(false);
	const [refusal, setRefusal] = useState("");
	const past = useContext(Past);
	const nothing = commands[form.command].fields.every((field) => field.name in (form.fixed ?? {}));
	const press = async (): Promise<void> => {
		if (!nothing) return setOpen(true);
		try {
			const receipt = await api.command(form.room, form.command, form.fixed as unknown as Commands[CommandName]);
			form.done?.(receipt);
		} catch (fault) {
			setRefusal(sentence(fault));
		}
	};
	const done = (receipt: Receipt): void => {
		setOpen(false);
		form.done?.(receipt);
	};

	if (past) return null;
	return (
		<>
			<button type="button" class={tone} disabled={!!disabledBecause} title={disabledBecause} onClick={() => void press()}>{label}</button>
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			{open && (
				<Dialog title={title ?? label} close={() => setOpen(false)}>
					<p class="lead">{commands[form.command].doc}</p>
					<Form {...form} submit={form.submit ?? label} done={done} cancel={() => setOpen(false)} />
				</Dialog>
			)}
		</>
	);
}
