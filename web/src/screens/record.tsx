// record -- does it verify, and how did things stand then?

import { Fragment } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { type Verdict, api } from "../api";
import { myZone } from "../duty";
import { type Entry, journalBefore } from "../entry";
import { Press } from "../form";
import { go, hrefAt } from "../route";
import { Mark, Person, Section, Time } from "../show";
import { type Matter, me } from "../store";
import { say } from "../text/record";

/** The five verdicts are a word and what it means; what is wrong are sentences, and stand first. */
function VerdictBox({ verdict }: { verdict: Verdict }) {
	const lines = verdict.text.trim().split("\n").map((line) => line.split(/ {2,}/));

	return (
		<div class={verdict.ok ? "verdict-box good" : "verdict-box bad"} role="status">
			{verdict.what && <p>{verdict.what}</p>}
			<p class="headline">{verdict.ok ? "✓" : "✗"} {verdict.ok ? say.whole : say.broken}</p>
			<ul class="plain">{lines.filter(([, is]) => !is).map(([sentence]) => <li key={sentence} class="finding">{sentence}</li>)}</ul>
			<dl class="pairs">
				{lines.filter(([, is]) => is).map(([head, ...is]) => <Fragment key={head}><dt>{head}</dt><dd class={is[0]?.startsWith("NO") ? "finding" : ""}>{is.join(" ")}</dd></Fragment>)}
			</dl>
		</div>
	);
}

function Verify() {
	const [verdict, setVerdict] = useState<Verdict>();
	const [refusal, setRefusal] = useState("");
	const [busy, setBusy] = useState(false);
	const ask = async (question: () => Promise<Verdict>): Promise<void> => {
		setBusy(true);
		setRefusal("");
		setVerdict(undefined);
		await question().then(setVerdict, (e: Error) => setRefusal(e.message));
		setBusy(false);
	};

	return (
		<Section title={say.verify}>
			<p>{say.verify_lead}</p>
			<p class="buttons"><Press label={say.verify} tone="primary" hotkey="v" busy={busy} run={() => void ask(api.verify)} /></p>
			{me.value?.demo && (
				<>
					<p>{say.falsify}:</p>
					<p class="buttons">
						{(["byte", "cut", "forge"] as const).map((how) => <Press key={how} label={say.falsify_how[how]} busy={busy} run={() => void ask(() => api.falsify(how))} />)}
					</p>
				</>
			)}
			{busy && <p role="status">{say.verifying}</p>}
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			{verdict && <VerdictBox verdict={verdict} />}
		</Section>
	);
}

function Checkpoint() {
	const [record, setRecord] = useState<{ origin: string; size: number; checkpoint: string }>();

	useEffect(() => { void api.record().then(setRecord, () => undefined); }, []);
	if (!record) return null;
	return (
		<Section title={say.checkpoint}>
			<p>{say.checkpoint_lead}</p>
			<p>{say.origin}: <code>{record.origin}</code> · {record.size} {say.entries}</p>
			<pre class="bytes" tabIndex={0}>{record.checkpoint}</pre>
		</Section>
	);
}

/** What the server notes of those who use it: for the officers. */
function ServerJournal() {
	const [entries, setEntries] = useState<Entry[]>([]);
	const [refusal, setRefusal] = useState("");
	const oldest = entries.at(-1)?.seq;
	const more = (before?: number): void => { void journalBefore(before).then((next) => setEntries((had) => [...had, ...next]), (e: Error) => setRefusal(e.message)); };

	useEffect(() => more(), []);
	return (
		<Section title={say.server_journal}>
			<p>{say.server_journal_lead}</p>
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			<ol class="rows" aria-label={say.server_journal}>
				{entries.map((entry) => {
					const who = Number(entry.fields["person"] ?? entry.by.person) || undefined;
					const said = say.server_journal_said[entry.kind]?.(entry.fields) ?? entry.kind;
					return <li key={entry.seq}><span><Time at={entry.at} /> {who && <><Person id={who} />: </>}{entry.kind === "refusals_counted" ? <Mark tone="warn">{said}</Mark> : said}</span></li>;
				})}
			</ol>
			{oldest !== undefined && oldest > 1 && <p class="buttons"><Press label={say.server_journal_earlier} run={() => more(oldest)} /></p>}
		</Section>
	);
}

/** "What did we know at 03:40?" */
function AtMoment({ of, jump }: { of: Matter; jump: (to: number) => void }) {
	const id = useId();
	const [moment, setMoment] = useState("");
	const [refusal, setRefusal] = useState("");
	const show = (): void => {
		setRefusal("");
		void api.entryBy(of.room, new Date(moment)).then(jump, (e: Error) => setRefusal(e.message));
	};

	return (
		<form class="form" onSubmit={(e) => { e.preventDefault(); show(); }}>
			<div class="field">
				<label for={id}>{say.as_of_moment(myZone())}</label>
				<span class="line">
					<input id={id} type="datetime-local" required value={moment} onInput={(e) => setMoment(e.currentTarget.value)} />
					<button type="submit">{say.as_of_show}</button>
				</span>
			</div>
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
		</form>
	);
}

/** Takes the room back to any entry. */
function AsOf({ of }: { of: Matter }) {
	const last = of.last.value;
	const [seq, setSeq] = useState(of.seq.value);
	const jump = (to: number): void => go(hrefAt(to >= last ? undefined : Math.max(1, to)), true);

	return (
		<Section title={say.as_of_lead}>
			<div class="as-of">
				<button type="button" aria-label="−1" onClick={() => jump(seq - 1)}>◀</button>
				<input type="range" min="1" max={last} value={seq} aria-label={say.as_of} onInput={(e) => setSeq(Number(e.currentTarget.value))} onChange={(e) => jump(Number(e.currentTarget.value))} />
				<button type="button" aria-label="+1" onClick={() => jump(seq + 1)}>▶</button>
				<output>{say.as_of} {seq} / {last}{of.time.value > 0 && <> · <Time at={of.time.value} /></>}</output>
			</div>
			<AtMoment of={of} jump={jump} />
		</Section>
	);
}

export function RoomRecord({ of }: { of: Matter }) {
	return (
		<>
			<AsOf of={of} />
			<Verify />
			<Checkpoint />
		</>
	);
}

export function RecordScreen() {
	return (
		<>
			<h1>{say.record}</h1>
			<Verify />
			<Checkpoint />
			{me.value?.officer && <ServerJournal />}
		</>
	);
}
