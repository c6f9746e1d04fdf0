// bridge -- where everybody calls in; and the scribe's line of what is said there, one key away.

import { signal } from "@preact/signals";
import { useContext, useRef, useState } from "preact/hooks";
import { useAction } from "../action";
import { Refusal, newKey } from "../api";
import { draftOf, dropDraft, keepDraft } from "../draft";
import { Dialog, Give, Past } from "../form";
import type { Commands, Entities } from "../gen/api";
import { useNotMine } from "../may";
import { give as send } from "../outbox";
import { Empty, Mark, Person, Section, Time, Word, personName } from "../show";
import type { Matter } from "../store";
import { say } from "../text";

const logging = signal(false);

/** From anywhere in a room: the scribe's line opens. */
function openLogLine(): void {
	logging.value = true;
}

export function LogButton({ of }: { of: Matter }) {
	const past = useContext(Past), notMine = useNotMine(of.room, "log_bridge", {}, !past);

	return past || notMine?.never ? null : <button type="button" aria-keyshortcuts="l" onClick={openLogLine}>{say.bridge_log}</button>;
}

/** A name that is one member's is that person; anything else is words. */
function speakerOf(of: Matter, name: string): Pick<Commands["log_bridge"], "said_by" | "speaker"> {
	const wanted = name.trim().toLowerCase();
	const found = of.members().filter((id) => personName(id).toLowerCase() === wanted);

	if (!wanted) return {};
	return found.length === 1 && found[0] !== undefined ? { said_by: found[0] } : { speaker: name.trim() };
}

export function Said({ line }: { line: Entities["bridge_line"] }) {
	return <><strong>{line.said_by ? personName(line.said_by) : (line.speaker ?? say.bridge_somebody)}</strong>: {line.text ?? say.erased}</>;
}

/** Who, what, Enter; it stays open for the next line. */
function LogDialog({ of }: { of: Matter }) {
	const draftKey = `${of.room}/log_bridge`;
	const [words, setWords] = useState(() => draftOf(draftKey));
	const [refusal, setRefusal] = useState("");
	const key = useRef(newKey());
	const text = useRef<HTMLInputElement>(null);
	const change = (next: Record<string, unknown>): void => {
		setWords(next);
		keepDraft(draftKey, next);
		key.current = newKey();
	};
	const give = async (e: Event): Promise<void> => {
		e.preventDefault();
		setRefusal("");
		const sent = key.current;
		try {
			const fields = { ...speakerOf(of, String(words["who"] ?? "")), text: String(words["text"] ?? "") };
			await send({ room: of.room, command: "log_bridge", fields, key: sent });
			if (key.current !== sent) return;       // the next line was begun meanwhile
			change({ who: words["who"] });
			dropDraft(draftKey);
			text.current?.focus();
		} catch (fault) {
			setRefusal(fault instanceof Refusal ? fault.message : String(fault));
		}
	};

	return (
		<Dialog title={say.bridge_log} close={() => { logging.value = false; }}>
			<form class="form" onSubmit={(e) => void give(e)}>
				<p class="lead">{say.bridge_log_lead}</p>
				<div class="field">
					<label for="log-who">{say.bridge_who} <small>{say.optional}</small></label>
					<input id="log-who" list="log-members" maxLength={120} autocomplete="off" value={String(words["who"] ?? "")} onInput={(e) => change({ ...words, who: e.currentTarget.value })} />
					<datalist id="log-members">{of.members().map((id) => <option key={id} value={personName(id)} />)}</datalist>
				</div>
				<div class="field">
					<label for="log-text">{say.bridge_what}</label>
					<input id="log-text" ref={text} autofocus required maxLength={2000} autocomplete="off" value={String(words["text"] ?? "")} onInput={(e) => change({ ...words, text: e.currentTarget.value })} />
				</div>
				{refusal && <p class="refusal" role="alert">{refusal}</p>}
				<ul class="plain faint" aria-label={say.bridge_lines}>{of.all("bridge_line").slice(-3).map((line) => <li key={line.id}><Time at={line.at} /> <Said line={line} /></li>)}</ul>
				<div class="buttons"><button type="submit" class="primary">{say.bridge_write}</button></div>
			</form>
		</Dialog>
	);
}

export function LogLine({ of }: { of: Matter }) {
	const now = of.at === undefined && of.room !== 0;
	const notMine = useNotMine(of.room, "log_bridge", {}, now), offered = now && !notMine?.never;

	useAction({ name: say.bridge_log, hotkey: "l", run: openLogLine, because: () => notMine?.why }, offered);
	return logging.value && offered ? <LogDialog of={of} /> : null;
}

function Call({ bridge }: { bridge: Entities["bridge"] }) {
	return (
		<li class={bridge.in_use ? "" : "faint"}>
			<span>
				<Mark tone={bridge.in_use ? "good" : "warn"}>{bridge.in_use ? say.bridge_in_use : say.bridge_not_this}</Mark> <Word word={bridge.kind} />
				{bridge.number && <> {bridge.in_use ? <a class="call" href={`tel:${bridge.number.replace(/[^+0-9]/g, "")}`}>{bridge.number}</a> : bridge.number}</>}
				{bridge.pin && <> <span class="call">{say.bridge_pin} {bridge.pin}</span></>}
				{bridge.link && (bridge.in_use && bridge.link.startsWith("https://")
					? <a class="note" href={bridge.link} target="_blank" rel="noreferrer">{bridge.link}</a> : <span class="note">{bridge.link}</span>)}
				{bridge.why && <span class="note">{bridge.why}</span>}
				<small><Person id={bridge.person} />, <Time at={bridge.at} /></small>
			</span>
		</li>
	);
}

export function Bridge({ of }: { of: Matter }) {
	const calls = of.all("bridge").sort((a, b) => Number(b.in_use) - Number(a.in_use));
	const lines = of.all("bridge_line").slice(-3).toReversed();

	return (
		<Section title={say.bridge} action={<span class="buttons"><LogButton of={of} /><Give command="set_bridge" room={of.room} label={say.bridge_set} tone="quiet" /></span>}>
			{calls.length === 0 && <Empty>{say.bridge_none}</Empty>}
			<ul class="rows">{calls.map((bridge) => <Call key={bridge.id} bridge={bridge} />)}</ul>
			{lines.length > 0 && <ul class="plain" aria-label={say.bridge_lines}>{lines.map((line) => <li key={line.id}><Time at={line.at} /> <Said line={line} /></li>)}</ul>}
		</Section>
	);
}
