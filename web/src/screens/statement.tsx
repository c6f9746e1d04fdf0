// statement -- a statement begun from a prepared text: what the room knows is filled in, what is left is named.

import { useId, useRef, useState } from "preact/hooks";
import { api } from "../api";
import { draftOf, dropDraft, keepDraft } from "../draft";
import { type FormProps, Give, sentence } from "../form";
import type { Entities } from "../gen/api";
import { filled, isApproved, leftIn, nameOf, preparedFor, type Template } from "../prepared";
import { type Matter, matter } from "../store";
import { say } from "../text/templates";

/** Written as a note of the room; then an option names the entry that has it.  What went through once is not done again. */
function useProposing(of: Matter, decision: number): (title: string, text: string) => ReturnType<typeof api.command> {
	const is = useRef<{ document?: number; text?: string; version?: number }>({});

	return async (title, text) => {
		const done = is.current;

		done.document ??= (await api.command(of.room, "open_document", { kind: "note", title })).seq;
		if (done.text !== text) {
			done.version = (await api.command(of.room, "write_document", { document: done.document, text, ...(done.version ? { base: done.version } : {}) })).seq;
			done.text = text;
		}
		return api.command(of.room, "propose_option", { decision, title: say.prepared.option(title, done.version ?? 0), nothing: false });
	};
}

/** What is written, kept until it is proposed. */
function useWritten(of: Matter, decision: number, first: Template | undefined) {
	const key = `${of.room}/statement/${decision}`;
	const [is, setIs] = useState<{ template?: number; text?: string }>(() => ({ ...(first ? { template: first.id, text: filled(first, of) } : {}), ...draftOf(key) }));
	const set = (next: typeof is): void => {
		setIs(next);
		keepDraft(key, next);
	};

	return { is, set, over: () => dropDraft(key) };
}

function FromTemplate({ room, fixed, done, cancel }: FormProps) {
	const of = matter(room === "new" ? 0 : room), decision = Number(fixed?.["decision"]);
	const templates = preparedFor(of.one("decision", decision)?.kind ?? "");
	const { is, set, over } = useWritten(of, decision, templates[0]);
	const chosen = templates.find((one) => one.id === is.template) ?? templates[0];
	const propose = useProposing(of, decision);
	const [refusal, setRefusal] = useState("");
	const [busy, setBusy] = useState(false);
	const id = useId();

	if (!chosen) return null;
	const text = is.text ?? "", left = leftIn(text);
	const send = async (e: Event): Promise<void> => {
		e.preventDefault();
		setBusy(true);
		setRefusal("");
		try {
			const receipt = await propose(nameOf(chosen), text);
			over();
			done?.(receipt);
		} catch (fault) {
			setRefusal(sentence(fault));
		}
		setBusy(false);
	};
	return (
		<form class="form" onSubmit={(e) => void send(e)}>
			<div class="field">
				<label for={`${id}-which`}>{say.prepared.which}</label>
				<select id={`${id}-which`} value={chosen.id} onChange={(e) => {
					const next = templates.find((one) => one.id === Number(e.currentTarget.value));
					if (next) set({ template: next.id, text: filled(next, of) });
				}}>
					{templates.map((one) => <option key={one.id} value={one.id}>{say.prepared.marked(nameOf(one), isApproved(one))}</option>)}
				</select>
				{!isApproved(chosen) && <p class="why-not">{say.prepared.not_approved}</p>}
			</div>
			<div class="field">
				<label for={`${id}-text`}>{say.prepared.text}</label>
				<textarea id={`${id}-text`} rows={12} required lang={chosen.language} aria-describedby={`${id}-left`} value={text} onInput={(e) => set({ template: chosen.id, text: e.currentTarget.value })} />
				<p id={`${id}-left`} role="status" class={left.length > 0 ? "why-not" : "note"}>{left.length > 0 ? say.prepared.left(left) : say.prepared.all_filled}</p>
			</div>
			<p class="note">{say.prepared.after}</p>
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			<div class="buttons">
				<button type="submit" class="primary" disabled={busy}>{say.prepared.propose}</button>
				<button type="button" onClick={cancel}>{say.cancel}</button>
			</div>
		</form>
	);
}

/** Offered where something is prepared for that audience. */
export function StartStatement({ of, decision }: { of: Matter; decision: Entities["decision"] }) {
	if (preparedFor(decision.kind).length === 0) return null;
	return <Give command="propose_option" room={of.room} fixed={{ decision: decision.id }} slot="statement" label={say.prepared.start} ask={FromTemplate} tone="quiet" />;
}
