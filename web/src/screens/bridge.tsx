// bridge -- where everybody calls in; and the scribe's lines of what is said there, one key away.

import { signal } from "@preact/signals";
import { useContext } from "preact/hooks";
import { useAction } from "../action";
import { Give, Past } from "../form";
import type { Entities } from "../gen/api";
import { later } from "../later";
import { useNotMine } from "../may";
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

export function Said({ line }: { line: Entities["bridge_line"] }) {
	return <><strong>{line.said_by ? personName(line.said_by) : (line.speaker ?? say.bridge_somebody)}</strong>: {line.text ?? say.erased}</>;
}

const LogDialog = later(() => import("./bridge_line").then((part) => part.LogDialog));

export function LogLine({ of }: { of: Matter }) {
	const now = of.at === undefined && of.room !== 0;
	const notMine = useNotMine(of.room, "log_bridge", {}, now), offered = now && !notMine?.never;

	useAction({ name: say.bridge_log, hotkey: "l", run: openLogLine, because: () => notMine?.why }, offered);
	return logging.value && offered ? <LogDialog of={of} close={() => { logging.value = false; }} /> : null;
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
