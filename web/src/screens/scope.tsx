// scope -- what is hit, how it stands with each, and what the adversary did.

import { useContext, useState } from "preact/hooks";
import { type Pasted, type Reading, type Thing, BATCH, byLine, ofData, readThings } from "../affected";
import { type RoomId, Refusal, api } from "../api";
import { draftOf, dropDraft, keepDraft } from "../draft";
import { Dialog, Give, Past, Press } from "../form";
import { type Entities, type Words, words } from "../gen/api";
import { commands } from "../gen/commands";
import { roomHref } from "../route";
import { Empty, Mark, Person, Section, Time, Word, seatName, useCited } from "../show";
import { type Matter, charter } from "../store";
import { wordly } from "../text";
import { say } from "../text/scope";

type Kind = Words["affected_kind"];
type State = Words["affected_state"];
type Affected = Entities["affected"];
const kinds = Object.keys(words.affected_kind) as Kind[];
const states = Object.keys(words.affected_state) as State[];
const tone = { suspected: "warn", confirmed: "bad", cleared: "plain", contained: "accent", eradicated: "accent", restored: "good" } as const;
const sentence = (e: unknown): string => (e instanceof Refusal || e instanceof Error ? e.message : String(e));

function Choose<T extends string>({ label, of, value, change }: { label: string; of: readonly T[]; value: T; change: (next: T) => void }) {
	return (
		<label class="inline">{label}
			<select value={value} onChange={(e) => change(e.currentTarget.value as T)}>{of.map((word) => <option key={word} value={word}>{wordly(word)}</option>)}</select>
		</label>
	);
}

/* ---- pasting ---- */

const shownOf = 5;

function Read({ read }: { read: Reading }) {
	return (
		<div role="status">
			<p>{say.scope_read(read.things.length, read.things.filter(({ listed }) => listed).length)}</p>
			<ul class="plain">
				{read.things.slice(0, shownOf).map(({ thing: one }, i) => <li key={i}><strong>{one.name}</strong> <small class="beside">{[wordly(one.kind), wordly(one.state), one.owner ? seatName(one.owner) : "", details(one)].filter(Boolean).join(" · ")}</small></li>)}
				{read.things.length > shownOf && <li>{say.and_more(read.things.length - shownOf)}</li>}
			</ul>
			{read.wrong.length > 0 && <ul class="refusal plain">{read.wrong.slice(0, 8).map((why) => <li key={why}>{why}</li>)}{read.wrong.length > 8 && <li>{say.and_more(read.wrong.length - 8)}</li>}</ul>}
		</div>
	);
}

/** In as many commands as it takes.  One of them may say nothing new, as when what was refused in part is sent again; only if none does is that told. */
async function listThings(room: RoomId, things: Pasted[], told: (n: number) => void): Promise<void> {
	let nothingNew: unknown;
	let added = false;

	for (let i = 0; i < things.length; i += BATCH) {
		const part = things.slice(i, i + BATCH);

		told(i);
		await api.command(room, "list_affected", { things: part.map(({ thing }) => thing), merge: true }).then(() => { added = true; }, (fault: unknown) => {
			if (!(fault instanceof Refusal && fault.code === "conflict" && part.every(({ listed }) => listed)))
				throw new Error(`${i ? say.scope_listed_before(i) : ""}${byLine(sentence(fault), part)}`);
			nothingNew = fault;
		});
	}
	if (!added) throw nothingNew;
}

/** One a line, or a CSV. */
function Paste({ of, close }: { of: Matter; close: () => void }) {
	const draftKey = `${of.room}/paste_affected`;
	const [text, setText] = useState(String(draftOf(draftKey)["text"] ?? ""));
	const [kind, setKind] = useState<Kind>("asset");
	const [state, setState] = useState<State>("suspected");
	const [owner, setOwner] = useState(0);
	const [sent, setSent] = useState(-1);
	const [refusal, setRefusal] = useState("");
	const read = readThings(text, { kind, state, ...(owner ? { owner } : {}) }, of.all("affected"));
	const change = (next: string): void => {
		setText(next);
		keepDraft(draftKey, { text: next });
	};
	const give = async (e: Event): Promise<void> => {
		e.preventDefault();
		setRefusal("");
		try {
			await listThings(of.room, read.things, setSent);
			dropDraft(draftKey);
			close();
		} catch (fault) {
			setRefusal(sentence(fault));
			setSent(-1);
		}
	};

	return (
		<Dialog title={say.scope_paste} close={close}>
			<form class="form" onSubmit={(e) => void give(e)}>
				<p class="lead">{say.scope_paste_lead} <code>name,kind,state,identifier,owner,whose,how_many,countries</code></p>
				<div class="line">
					<Choose label={say.scope_kind} of={kinds} value={kind} change={setKind} />
					<Choose label={say.scope_state} of={states} value={state} change={setState} />
					<label class="inline">{say.scope_owner}
						<select value={owner} onChange={(e) => setOwner(Number(e.currentTarget.value))}>
							<option value={0}>{say.nobody}</option>
							{charter.all("seat").map((seat) => <option key={seat.id} value={seat.id}>{seatName(seat.id)}</option>)}
						</select>
					</label>
				</div>
				<div class="field">
					<label for="pasted">{say.scope_pasted}</label>
					<textarea id="pasted" rows={8} required spellcheck={false} value={text} onInput={(e) => change(e.currentTarget.value)} />
				</div>
				{text.trim() !== "" && <Read read={read} />}
				{refusal && <p class="refusal" role="alert">{refusal}</p>}
				<div class="buttons">
					<button type="submit" class="primary" disabled={sent >= 0 || read.things.length === 0 || read.wrong.length > 0}>
						{sent >= 0 ? say.scope_sending(sent, read.things.length) : say.scope_list(read.things.length)}
					</button>
					<button type="button" onClick={close}>{say.cancel}</button>
				</div>
			</form>
		</Dialog>
	);
}

/* ---- the ledger ---- */

function details(one: Thing | Affected): string {
	return [one.identifier, one.whose, one.how_many ? say.scope_people(one.how_many) : "", one.countries?.join(", ")].filter(Boolean).join(" · ");
}

interface RowProps { of: Matter; one: Affected; cited?: boolean; chosen?: boolean; choose?: (on: boolean) => void }

function Row({ of, one, cited = false, chosen = false, choose }: RowProps) {
	const past = useContext(Past);
	const data = one.kind === "data_set";

	return (
		<li id={`thing-${one.id}`} class={cited ? "cited" : ""}>
			<span class="line">
				{!past && choose && <input type="checkbox" aria-label={say.choose_one(one.name ?? "")} checked={chosen} onChange={(e) => choose(e.currentTarget.checked)} />}
				<span class="grow">
					<strong>{one.name ?? say.erased}</strong> <Mark tone={tone[one.state]}><Word word={one.state} /></Mark> <small class="beside"><Word word={one.kind} /></small>
					{details(one) && <span class="note">{details(one)}</span>}
					<small>{one.owner ? seatName(one.owner) : say.scope_nobodys} · <Person id={one.person} />, <Time at={one.at} />{one.why && ` · ${one.why}`}</small>
				</span>
			</span>
			<Give command="describe_affected" room={of.room} fixed={{ affected: one.id }} only={["identifier", "owner", ...(data ? ofData : [])]}
				label={say.scope_describe} title={one.name ?? say.erased} tone="quiet" />
		</li>
	);
}

const atOnce = commands.set_affected_state.fields.find(({ name }) => name === "affected")?.max ?? 1;

/** As many as one command takes; the rest stays chosen. */
function Bulk({ of, ids, left }: { of: Matter; ids: number[]; left: (ids: number[]) => void }) {
	const now = ids.slice(0, atOnce);
	const over = of.all("affected").filter((one) => now.includes(one.id)).map((one) => ({ touched: one.touched, text: `${one.name ?? say.erased}: ${wordly(one.state)}` }));

	return (
		<div class="bulk" role="group" aria-label={say.scope_chosen(ids.length)}>
			<strong>{say.scope_chosen(ids.length)}</strong>
			{ids.length > now.length && <span>{say.in_parts(now.length)}</span>}
			<Give command="set_affected_state" room={of.room} fixed={{ affected: now }} over={over} label={say.scope_set_state} tone="primary" done={() => left(ids.slice(now.length))} />
			<button type="button" class="quiet" onClick={() => left([])}>{say.scope_choose_none}</button>
		</div>
	);
}

/** How many of each kind stand where: what conditions and briefs read as facts. */
function Counts({ all }: { all: Affected[] }) {
	return (
		<div class="scroll" tabIndex={0} role="region" aria-label={say.scope_counts}>
			<table class="counts">
				<thead><tr><th scope="col">{say.scope_counts}</th>{states.map((state) => <th key={state} scope="col"><Word word={state} /></th>)}</tr></thead>
				<tbody>
					{kinds.filter((kind) => all.some((one) => one.kind === kind)).map((kind) => (
						<tr key={kind}>
							<th scope="row"><Word word={kind} /></th>
							{states.map((state) => {
								const n = all.filter((one) => one.kind === kind && one.state === state).length;
								return <td key={state} class={n ? tone[state] : "faint"}>{n || "–"}</td>;
							})}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

const ANY = "all";
const drawn = 200;

function Ledger({ of, cited }: { of: Matter; cited: number | undefined }) {
	const [kind, setKind] = useState<Kind | typeof ANY>(ANY);
	const [state, setState] = useState<State | typeof ANY>(ANY);
	const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
	const [pasting, setPasting] = useState(false);
	const [most, setMost] = useState(drawn);
	const past = useContext(Past);
	const all = of.all("affected");
	const seen = all.filter((one) => (kind === ANY || one.kind === kind) && (state === ANY || one.state === state));
	const first = seen.slice(0, Math.max(most, seen.findIndex((one) => one.id === cited) + 1));
	const toggle = (id: number, on: boolean): void => setChosen(new Set(on ? [...chosen, id] : [...chosen].filter((one) => one !== id)));

	return (
		<Section title={say.scope_title} action={!past && <Press label={say.scope_paste} tone="primary" run={() => setPasting(true)} />}>
			{all.length === 0 ? <Empty>{say.scope_none}</Empty> : (
				<>
					<Counts all={all} />
					<div class="line">
						<Choose label={say.scope_kind} of={[ANY, ...kinds]} value={kind} change={setKind} />
						<Choose label={say.scope_state} of={[ANY, ...states]} value={state} change={setState} />
						{!past && seen.length > 0 && <button type="button" class="quiet" onClick={() => setChosen(new Set(seen.map((one) => one.id)))}>{say.choose_all(seen.length)}</button>}
					</div>
				</>
			)}
			{chosen.size > 0 && <Bulk of={of} ids={[...chosen].sort((a, b) => a - b)} left={(ids) => setChosen(new Set(ids))} />}
			<ul class="rows">{first.map((one) => <Row key={one.id} of={of} one={one} cited={one.id === cited} chosen={chosen.has(one.id)} choose={(on) => toggle(one.id, on)} />)}</ul>
			{first.length < seen.length && <p><button type="button" onClick={() => setMost(first.length + drawn)}>{say.more_rows(seen.length - first.length)}</button></p>}
			{pasting && <Paste of={of} close={() => setPasting(false)} />}
		</Section>
	);
}

const pressing: Record<State, number> = { confirmed: 0, suspected: 1, contained: 2, eradicated: 3, restored: 4, cleared: 5 };
const few = 12;

/** Among what is to be done: how many stand where, and what presses most; more of it, and all at once, stands on the screen of its own. */
export function AffectedHere({ of }: { of: Matter }) {
	const all = of.all("affected").sort((a, b) => pressing[a.state] - pressing[b.state]);

	return (
		<Section title={say.scope_title} action={<a class="button" href={roomHref(of.room, "scope", undefined, of.at)}>{all.length > few ? say.scope_all(all.length) : say.scope_open}</a>}>
			{all.length === 0 ? <Empty>{say.scope_none}</Empty> : <Counts all={all} />}
			<ul class="rows">{all.slice(0, few).map((one) => <Row key={one.id} of={of} one={one} />)}</ul>
		</Section>
	);
}

/* ---- what the adversary did ---- */

const sureTone = { confirmed: "good", probable: "accent", suspected: "warn", ruled_out: "plain" } as const;
const asked = ["text", "happened_from", "happened_to", "confidence", "source"];

export function RecordOccurrence({ of }: { of: Matter }) {
	return <Give command="record_occurrence" room={of.room} only={asked} label={say.occurrence_record} />;
}

function Occurrences({ of, cited }: { of: Matter; cited: number | undefined }) {
	const all = of.all("occurrence").filter((one) => one.current || one.id === cited).sort((a, b) => a.happened_from - b.happened_from);

	return (
		<Section title={say.occurrences} action={<RecordOccurrence of={of} />}>
			{all.length === 0 && <Empty>{say.occurrences_none}</Empty>}
			<ol class="rows">
				{all.map((one) => (
					<li key={one.id} id={`thing-${one.id}`} class={one.id === cited ? "cited" : ""}>
						<span>
							<Time at={one.happened_from} />{one.happened_to && <> – <Time at={one.happened_to} /></>} <Mark tone={sureTone[one.confidence]}><Word word={one.confidence} /></Mark> {!one.current && <Mark>{say.older}</Mark>}
							<span class="note">{one.text ?? say.erased}</span>
							<small>{one.source && `${one.source} · `}{say.learned} <Time at={one.at} />, <Person id={one.person} /></small>
						</span>
						{one.current && <Give command="record_occurrence" room={of.room} fixed={{ replaces: one.id }} only={asked} label={say.correct} tone="quiet" title={one.text} />}
					</li>
				))}
			</ol>
		</Section>
	);
}

/** The address may name a thing, or what happened. */
export function Scope({ of, id }: { of: Matter; id: number | undefined }) {
	useCited(id === undefined ? undefined : `thing-${id}`);
	return (
		<>
			<Ledger of={of} cited={id} />
			<Occurrences of={of} cited={id} />
		</>
	);
}
