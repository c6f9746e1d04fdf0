// services_table -- a table of services brought back: what it would change is shown, then asked of the officers.

import { useRef, useState } from "preact/hooks";
import { type TableChange, api } from "../api";
import { Dialog } from "../form";
import { pruned } from "../form_body";
import type { Entities } from "../gen/api";
import { records } from "../gen/commands";
import { charterHref, go } from "../route";
import { Mark } from "../show";
import { charter } from "../store";
import { say } from "../text/services";

const sentence = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));

/** So many follow from one outcome at most; whoever brings the table again then gets the rest. */
const MOST = 32;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(pruned(a) ?? null) === JSON.stringify(pruned(b) ?? null);

/** What of the service is said anew. */
function saidAnew(change: TableChange, now: Entities["service"]): string[] {
	const terms = records.service_terms.fields.filter(({ name }) => name !== "service" && !same(change.service[name as keyof typeof change.service], now[name as keyof typeof now]));
	const words = records.service_words.fields.filter(({ name }) => !same(change.words?.[name as keyof typeof change.words], now.words?.[name as keyof NonNullable<typeof now.words>]));

	return [...(change.title === now.title ? [] : [say.table_title]), ...[...terms, ...words].map((field) => field.doc.replace(/[.,]$/, ""))];
}

function Change({ change }: { change: TableChange }) {
	const now = charter.one("service", change.service.service);

	return (
		<li>
			<span>
				<strong>{change.title}</strong> <code>{change.service.label}</code> <Mark tone={now ? "warn" : "accent"}>{now ? say.table_changed : say.table_new}</Mark>
				{now && <small>{saidAnew(change, now).join(" · ")}</small>}
			</span>
		</li>
	);
}

/** The officers' decision, as anybody may open it: its option, a change for each service, put up.  Gone on with where it stopped. */
function useProposal(): (changes: TableChange[]) => Promise<number> {
	const at = useRef({ decision: 0, option: 0, made: 0 });

	return async (changes) => {
		const is = at.current;

		is.decision ||= (await api.command(0, "open_decision", { kind: "change_charter", question: say.table_question(changes.length) })).seq;
		is.option ||= (await api.command(0, "propose_option", { decision: is.decision, title: say.table_option, nothing: false })).seq;
		for (; is.made < changes.length; is.made++) {
			const change = changes[is.made];
			if (change) await api.command(0, "propose_change", { ...change, option: is.option });
		}
		await api.command(0, "put_up_option", { option: is.option });
		return is.decision;
	};
}

interface Preview { changes: TableChange[]; later: string[] }

function Shown({ preview, close }: { preview: Preview; close: () => void }) {
	const [refusal, setRefusal] = useState("");
	const [busy, setBusy] = useState(false);
	const propose = useProposal();
	const changes = preview.changes.slice(0, MOST);
	const ask = async (): Promise<void> => {
		setBusy(true);
		setRefusal("");
		try {
			const decision = await propose(changes);
			close();
			go(charterHref("changes", decision));
		} catch (fault) {
			setRefusal(sentence(fault));
			setBusy(false);
		}
	};

	return (
		<>
			<p role="status">{say.table_changes(preview.changes.length)} {preview.changes.length > MOST && say.table_most(MOST)}</p>
			<ul class="rows">{changes.map((change) => <Change key={change.service.label} change={change} />)}</ul>
			{preview.later.length > 0 && <><p>{say.table_later}</p><ul class="plain">{preview.later.map((one) => <li key={one} class="note">{one}</li>)}</ul></>}
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			{changes.length > 0 && <div class="buttons"><button type="button" class="primary" disabled={busy} onClick={() => void ask()}>{say.table_propose}</button></div>}
		</>
	);
}

function Bring({ close }: { close: () => void }) {
	const [preview, setPreview] = useState<Preview>();
	const [refusal, setRefusal] = useState("");
	const [reading, setReading] = useState(false);
	const read = async (file: File | undefined): Promise<void> => {
		if (!file) return;
		setPreview(undefined);
		setRefusal("");
		setReading(true);
		await api.previewServices(file).then(setPreview, (fault: unknown) => setRefusal(sentence(fault)));
		setReading(false);
	};

	return (
		<Dialog title={say.table_bring} close={close}>
			<p class="lead">{say.table_lead}</p>
			<div class="field">
				<label for="table">{say.file}</label>
				<input id="table" type="file" accept=".csv,text/csv" onChange={(e) => { void read(e.currentTarget.files?.[0]); e.currentTarget.value = ""; }} />
			</div>
			{reading && <p role="status" class="moment">{say.loading}</p>}
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			{preview && <Shown preview={preview} close={close} />}
		</Dialog>
	);
}

export function BringTable() {
	const [open, setOpen] = useState(false);

	return (
		<>
			<button type="button" onClick={() => setOpen(true)}>{say.table_bring}</button>
			{open && <Bring close={() => setOpen(false)} />}
		</>
	);
}
