// form -- the buttons that give commands, and the dialogs that ask for what they need; the form itself is fetched later.

import { type ComponentType, createContext } from "preact";
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Hotkey, subjectOf, useAction } from "./action";
import { Refusal, type RoomId, newKey, type Receipt } from "./api";
import type { Draft } from "./draft";
import type { Field } from "./gen/api";
import { later } from "./later";
import { useNotMine } from "./may";
import { type CommandName, give as giveOrKeep } from "./outbox";
import { say } from "./text";

export type { CommandName };

export interface FormProps {
	command: CommandName;
	room: RoomId | "new";
	/** What is known already and not asked. */
	fixed?: Draft;
	/** What stands in the fields at first, and may be changed. */
	offered?: Draft;
	/** What is offered for a label or a ref: value and what it means. */
	choices?: Record<string, { value: string; text: string }[]>;
	/** Which thing it changes, or that it adds one, is given, and not asked. */
	given?: boolean;
	/** Asked only these, in this order. */
	only?: string[];
	/** Whether a field is asked, by what is said in the others. */
	asks?: (field: string, words: Draft) => boolean;
	submit?: string;
	done?: (receipt: Receipt) => void;
	cancel?: () => void;
	/** Asked instead of the command's own fields, which `body` then makes of the answers. */
	fields?: Field[];
	body?: (answers: Draft) => Draft;
	/** Makes the last of the fields just before sending. */
	complete?: () => Promise<Draft>;
	/** What it changes: the words as they stand now, and the entry that last touched them.  Changed meanwhile, both are shown. */
	edits?: { touched: number; words: Draft };
	/** The several that it is done to, as they stand now.  If one has changed since the form was opened, nothing is done before that was seen. */
	over?: { touched: number; text: string }[];
	/** What tells its draft from those of other forms of the same command. */
	slot?: string;
	/** The connection is lost; what was written waits to be sent. */
	kept?: () => void;
}

export const sentence = (e: unknown): string => (e instanceof Refusal || e instanceof Error ? e.message : String(e));

/** The form of a command. */
export const Form = later(() => import("./form_body").then((part) => part.Form));
const Asked = later(() => import("./form_body").then((part) => part.Asked));

/** On its first field, to be written in at once; a finger reads what is asked before a keyboard lies over it. */
function focusIn(dialog: HTMLDialogElement | null): void {
	const at = document.activeElement;
	const field = matchMedia("(pointer: coarse)").matches ? null : dialog?.querySelector<HTMLElement>("[autofocus]") ?? dialog?.querySelector<HTMLElement>("input, textarea, select");

	if (at === dialog || !dialog?.contains(at)) (field ?? dialog)?.focus();
}

/** A native dialog that opens at once and gives the focus back when it closes.  What it shows may come, and change, later: the focus is never on what is gone. */
export function Dialog({ title, close, children }: { title: string; close: () => void; children: preact.ComponentChildren }) {
	const ref = useRef<HTMLDialogElement>(null);
	const id = useMemo(() => `dialog-${newKey()}`, []);

	useEffect(() => {
		const before = document.activeElement;
		const changes = new MutationObserver(() => focusIn(ref.current));
		ref.current?.showModal();
		ref.current?.focus();
		focusIn(ref.current);
		if (ref.current) changes.observe(ref.current, { childList: true, subtree: true });
		return () => {
			changes.disconnect();
			if (before instanceof HTMLElement) before.focus();
		};
	}, []);
	return (
		<dialog ref={ref} class="dialog" tabIndex={-1} aria-labelledby={id} onClose={close}>
			<header><h2 id={id}>{title}</h2><button type="button" class="quiet" onClick={() => ref.current?.close()} aria-label={say.close}>✕</button></header>
			{children}
		</dialog>
	);
}

/** Why a button is disabled stands on it, and is said when it is pressed all the same: a finger finds no title.  `ask`: asks in a way of its own. */
interface GiveProps extends FormProps { label: string; tone?: "primary" | "quiet" | "danger" | "plain"; title?: string; disabledBecause?: string | undefined; hotkey?: Hotkey; ask?: ComponentType<FormProps> }

/** True where the past is shown: there nothing can be done, so no command is offered. */
export const Past = createContext(false);

interface PressProps { label: string; run: () => void; tone?: string; hotkey?: Hotkey; busy?: boolean; because?: string | undefined }

/** A plain button that the palette offers, too. */
export function Press({ label, run, tone, hotkey, busy = false, because }: PressProps) {
	const button = useRef<HTMLButtonElement>(null);

	useAction({ name: label, about: () => subjectOf(button.current), run: () => button.current?.click(), ...(hotkey ? { hotkey } : {}), because: () => because });
	return <button ref={button} type="button" class={tone} disabled={busy || !!because} title={because} aria-keyshortcuts={hotkey} onClick={run}>{label}</button>;
}

/** What a command asks is known once its form is; until then it opens, and says what it lacks. */
const asksNothing = ({ command, fixed = {} }: FormProps): Promise<boolean> =>
	import("./gen/commands").then(({ commands }) => commands[command].fields.every((field) => field.name in fixed), () => false);

/** A button that opens the command's form; a command with nothing to ask is given at once.  The palette offers it, too. */
export function Give({ label, tone = "plain", title, disabledBecause, hotkey, ask: Ask = Asked, ...form }: GiveProps) {
	const [open, setOpen] = useState(false);
	const [refusal, setRefusal] = useState("");
	const past = useContext(Past);
	const button = useRef<HTMLButtonElement>(null);
	const notMine = useNotMine(form.room, form.command, form.fixed, !past);
	const because = disabledBecause ?? notMine?.why;
	const offered = !past && !notMine?.never;
	const done = (receipt: Receipt): void => {
		setOpen(false);
		form.done?.(receipt);
	};
	const press = async (): Promise<void> => {
		setRefusal(because ?? "");
		if (because) return;
		if (Ask !== Asked || !await asksNothing(form)) return setOpen(true);
		await giveOrKeep({ room: form.room, command: form.command, fields: form.fixed ?? {}, key: newKey() }, false)
			.then((receipt) => receipt && done(receipt), (fault: unknown) => setRefusal(sentence(fault)));
	};

	useAction({ name: title ? `${label}: ${title}` : label, about: () => subjectOf(button.current), run: () => button.current?.click(), ...(hotkey ? { hotkey } : {}), because: () => because }, offered);
	if (!offered) return null;
	return (
		<>
			<button ref={button} type="button" class={tone} aria-disabled={!!because} title={because} aria-keyshortcuts={hotkey} onClick={() => void press()}>{label}</button>
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			{open && (
				<Dialog title={title ?? label} close={() => setOpen(false)}>
					<Ask {...form} submit={form.submit ?? label} done={done} kept={() => setOpen(false)} cancel={() => setOpen(false)} />
				</Dialog>
			)}
		</>
	);
}
