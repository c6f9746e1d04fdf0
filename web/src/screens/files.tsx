// files -- what was brought into the room: from where, by whom, in whose hands since.

import { useContext, useRef, useState } from "preact/hooks";
import { api, newKey } from "../api";
import { type Draft, draftOf, dropDraft, keepDraft } from "../draft";
import { refusedField } from "../beside";
import { Fields } from "../field";
import { SaveLink, hex, sizeText } from "../file";
import { Dialog, Give, Past, Press } from "../form";
import { pruned } from "../form_body";
import type { Entities } from "../gen/api";
import { commands } from "../gen/commands";
import { Channel, Empty, Mark, Person, Section, Time, useCited } from "../show";
import type { Matter } from "../store";
import { say } from "../text/files";
import { OwnLabel } from "../tlp";

const asked = commands.add_attachment.fields.filter((field) => field.name !== "blob" && field.name !== "file");

function Bring({ of, close }: { of: Matter; close: () => void }) {
	const draftKey = `${of.room}/add_attachment`;
	const [words, setWords] = useState<Draft>(() => draftOf(draftKey));
	const [file, setFile] = useState<File>();
	const [progress, setProgress] = useState<number>();
	const [refusal, setRefusal] = useState("");
	const key = useRef(newKey());

	const send = async (e: Event): Promise<void> => {
		e.preventDefault();
		if (!file || progress !== undefined) return;
		setRefusal("");
		setProgress(0);
		try {
			const said = Object.entries((pruned(words) ?? {}) as Draft).map(([name, value]): [string, string] => [name, String(value)]);
			await api.bring(of.room, file, said, key.current, setProgress);
			dropDraft(draftKey);
			close();
		} catch (fault) {
			setRefusal(fault instanceof Error ? fault.message : String(fault));
			setProgress(undefined);
		}
	};
	return (
		<form class="form" onSubmit={(e) => void send(e)}>
			<div class="field">
				<label for="file">{say.file}</label>
				<input id="file" type="file" required onChange={(e) => { setFile(e.currentTarget.files?.[0]); key.current = newKey(); }} />
			</div>
			<Fields of="add_attachment" fields={asked} value={words} choices={{}} matter={of} refusal={refusal}
				change={(next) => { setWords(next); keepDraft(draftKey, next); key.current = newKey(); }} />
			{progress !== undefined && <p role="status">{say.sending} <progress aria-label={say.sending} max={1} value={progress} /> {Math.round(progress * 100)} %</p>}
			{refusal && !refusedField(asked, refusal) && <p class="refusal" role="alert">{refusal}</p>}
			<div class="buttons">
				<button type="submit" class="primary" disabled={progress !== undefined}>{say.bring_file}</button>
				<button type="button" onClick={close}>{say.cancel}</button>
			</div>
		</form>
	);
}

function Custody({ of, file }: { of: Matter; file: Entities["attachment"] }) {
	const moves = of.all("custody").filter((one) => one.attachment === file.id);

	return (
		<details>
			<summary>{say.custody} ({moves.length})</summary>
			<ol class="plain">
				<li>{file.collected_by ?? <Person id={file.person} />}{file.collected_at && <>, <Time at={file.collected_at} /></>}{file.source && `, ${say.from_what} ${file.source}`}{file.how && `: ${file.how}`}{file.described_at && <> ({say.described_by} <Person id={file.described_by} />, <Time at={file.described_at} />)</>}</li>
				<li>{say.brought_by} <Person id={file.person} />, <Time at={file.at} /></li>
				{moves.map((one) => (
					<li key={one.id}>{say.handed_to} {one.person ? <Person id={one.person} /> : (one.to ?? say.erased)}, <Time at={one.at} /> ({say.says} <Person id={one.by} />): {one.why}</li>
				))}
			</ol>
			<span class="buttons">
				<Give command="describe_attachment" room={of.room} fixed={{ attachment: file.id }} offered={{ collected_by: file.collected_by, collected_at: file.collected_at, source: file.source, how: file.how }} label={say.describe} tone="quiet" />
				<Give command="transfer_custody" room={of.room} fixed={{ attachment: file.id }} label={say.transfer_custody} tone="quiet" />
			</span>
		</details>
	);
}

function Attachment({ of, one, cited }: { of: Matter; one: Entities["attachment"]; cited: boolean }) {
	if (!one.file) return <li><em>{say.erased}</em></li>;
	return (
		<li id={`file-${one.id}`} class={cited ? "attachment cited" : "attachment"}>
			<span class="line">
				<strong>{one.file.name}</strong> <small>{sizeText(one.file.size)} · {one.file.type}</small>
				{one.suspicious && <Mark tone="bad">{say.suspicious}</Mark>} <Channel of={of} id={one.channel} /> <OwnLabel of={of} label={one.tlp} />
				<SaveLink of={of} file={one} />
			</span>
			{one.suspicious && <p class="note">{say.suspicious_lead}</p>}
			<small>SHA-256 <code class="digest">{hex(one.file.sha256)}</code></small>
			<Custody of={of} file={one} />
		</li>
	);
}

export function Files({ of, cited }: { of: Matter; cited: number | undefined }) {
	const files = of.all("attachment").toReversed();
	const [open, setOpen] = useState(false);
	const past = useContext(Past);

	useCited(cited === undefined ? undefined : `file-${cited}`);
	return (
		<Section title={say.files} action={past ? null : <Press label={say.bring_file} run={() => setOpen(true)} />}>
			{files.length === 0 && <Empty>{say.no_files}</Empty>}
			<ul class="rows">{files.map((one) => <Attachment key={one.id} of={of} one={one} cited={one.id === cited} />)}</ul>
			{open && (
				<Dialog title={say.bring_file} close={() => setOpen(false)}>
					<p class="lead">{say.bring_lead}</p>
					<Bring of={of} close={() => setOpen(false)} />
				</Dialog>
			)}
		</Section>
	);
}
