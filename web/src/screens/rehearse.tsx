// rehearse -- "Sunday, 03:00, CISO and COO unreachable: who decides a partial shutdown, and when?"

import { useId, useState } from "preact/hooks";
import { api } from "../api";
import { seatChange, useChange, without } from "../change";
import { myZone, timeWith } from "../duty";
import { Give, Press } from "../form";
import type { Records, Words } from "../gen/api";
import { ruledKinds } from "../kinds";
import { Mark, Section, personName, seatName } from "../show";
import { charter, me } from "../store";
import { wordly } from "../text";
import { say } from "../text/charter";

type Rehearsal = Records["rehearsal"];
type Step = Records["rehearsal_step"];

const minute = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hour12: false });

/** 03:20; after midnight, and so many midnights: 03:20 +1. */
function clockText(at: number, from: number): string {
	const midnight = (moment: number): number => new Date(moment / 1000).setHours(0, 0, 0, 0);
	const days = Math.round((midnight(at) - midnight(from)) / 86_400_000);

	return `${minute.format(new Date(at / 1000))}${days ? ` +${days}` : ""}`;
}

/* ---- drawn: a line for each seat, from the asking to the end ---- */

const box = { left: 190, right: 700, top: 14, row: 34 };
/** What happens at one moment stands side by side. */
const beside = 17;

/** Each kind of step has a shape of its own, so that no colour is needed to tell them apart. */
function Shape({ what, x, y }: { what: Words["rehearsed"]; x: number; y: number }) {
	switch (what) {
		case "asked": return <circle class="step" cx={x} cy={y} r={4} />;
		case "answered": return <circle class="step good" cx={x} cy={y} r={7} />;
		case "alone": return <path class="step solid" d={`M${x - 7} ${y - 7}h14v14h-14z`} />;
		case "in_vain": return <path class="step vain" d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`} />;
		case "reminded": return <path class="step" d={`M${x} ${y - 9}v18`} />;
		case "deputy": return <path class="step solid" d={`M${x} ${y - 8}l8 14h-16z`} />;
		case "escalated": return <path class="step solid" d={`M${x} ${y - 9}l9 9l-9 9l-9 -9z`} />;
		case "default": return <path class="step" d={`M${x - 8} ${y - 8}h16v16h-16z`} />;
		case "gap": return <path class="step gap" d={`M${x - 8} ${y - 8}h16v16h-16zm0 0l16 16m0 -16l-16 16`} />;
		case "decided": return null;
		default: return what satisfies never;
	}
}

function Lanes({ of }: { of: Rehearsal }) {
	const seats = [...new Set(of.steps.map((step) => step.seat).filter((seat) => seat !== undefined))];
	const end = of.steps.at(-1)?.at ?? of.at;
	const x = (at: number): number => box.left + ((at - of.at) / Math.max(1, end - of.at)) * (box.right - box.left);
	const y = (row: number): number => box.top + row * box.row + box.row / 2;
	const height = box.top + seats.length * box.row + 24;
	const moments = [...new Set(of.steps.map((step) => step.at))];
	const far = moments.filter((at, i) => i === 0 || x(at) - x(moments[i - 1] ?? at) > 44);

	if (seats.length === 0 || end === of.at) return null;
	return (
		<div class="scroll" tabIndex={0} role="region" aria-label={say.rehearse}>
			<svg class="rehearsed" viewBox={`0 0 ${box.right + 40} ${height}`} role="img" aria-label={say.rehearse_drawn(of.outcome)}>
				{moments.map((at) => <line key={at} class="grid" x1={x(at)} x2={x(at)} y1={box.top} y2={height - 22} />)}
				{far.map((at) => <text key={at} class="middle" x={x(at)} y={height - 6}>{clockText(at, of.at)}</text>)}
				{seats.map((seat, row) => {
					const steps = of.steps.filter((step) => step.seat === seat);
					const over = steps.find((step) => step.what === "answered" || step.what === "gap");
					return (
						<g key={seat}>
							<text x={4} y={y(row) + 4}>{short(seatName(seat))}</text>
							<line class={over?.what === "gap" ? "wait gap" : "wait"} x1={x(of.at)} x2={x(over?.at ?? end)} y1={y(row)} y2={y(row)} />
							{steps.map((step, i) => <Shape key={i} what={step.what} x={x(step.at) + beside * steps.slice(0, i).filter((one) => one.at === step.at).length} y={y(row)} />)}
							{over?.what === "gap" && <text class="gap-text" x={x(over.at) - 14} y={y(row) - 6}>{say.gap}</text>}
						</g>
					);
				})}
			</svg>
		</div>
	);
}

const short = (name: string): string => (name.length > 27 ? `${name.slice(0, 26)}…` : name);

/* ---- in words ---- */

function Moment({ step, from }: { step: Step; from: number }) {
	const person = step.person ?? charter.one("seat", step.seat)?.holders[0];
	const there = person && timeWith(person, step.at);

	return (
		<li class={step.what === "gap" ? "gap" : step.what === "decided" ? "good" : ""}>
			<time dateTime={new Date(step.at / 1000).toISOString()}>{clockText(step.at, from)}</time>
			<svg viewBox="0 0 24 24" aria-hidden="true"><Shape what={step.what} x={12} y={12} /></svg>
			<span>{step.what === "gap" && <Mark tone="bad">{say.gap}</Mark>} {step.text}{there && <small> {say.rehearse_there(there)}</small>}</span>
		</li>
	);
}

/* ---- mended from here ---- */

/** Somebody more in its line: the seat as it stands is offered, to be changed by a decision of the officers. */
function MendSeat({ seat }: { seat: number }) {
	const title = say.rehearse_mend(seatName(seat));
	const { complete, done } = useChange(title);
	const label = charter.all("seat").find((one) => one.id === seat)?.label;
	const change = seatChange(label);

	return (
		<Give command="propose_change" room={0} label={title} title={title} only={change.only} offered={change.offered} given
			fixed={{ mends: `gap:${label ?? ""}` }} body={(answers) => without(answers, "mends")} complete={complete} done={done} />
	);
}

function Gaps({ of }: { of: Rehearsal }) {
	const seats = [...new Set(of.steps.filter((step) => step.what === "gap").map((step) => step.seat).filter((seat) => seat !== undefined))];

	if (seats.length === 0) return null;
	if (!me.value?.officer) return <p>{say.rehearse_officers} {charter.all("seat")[0]?.holders.map(personName).join(", ")}.</p>;
	return <p class="buttons">{seats.map((seat) => <MendSeat key={seat} seat={seat} />)}</p>;
}

function Outcome({ of }: { of: Rehearsal }) {
	return (
		<div role="status">
			<p class="verdict"><Mark tone={of.decided ? "good" : "bad"}>{of.decided ? say.no_gap : say.gap}</Mark> <strong>{of.outcome}</strong></p>
			<p><small>{of.supposes}</small></p>
			<Gaps of={of} />
			<Lanes of={of} />
			<ol class="moments">{of.steps.map((step, i) => <Moment key={i} step={step} from={of.at} />)}</ol>
			{of.without_passkey.length > 0 && <p><Mark tone="warn">{say.rehearse_no_key}</Mark> {of.without_passkey.map(personName).join(", ")}.</p>}
			<p class="note">{say.rehearse_supposes}</p>
		</div>
	);
}

/* ---- what is asked ---- */

const local = (date: Date): string => new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** Sunday to come, at three in the morning. */
function sundayNight(): string {
	const date = new Date();

	date.setDate(date.getDate() + ((7 - date.getDay()) % 7 || 7));
	date.setHours(3, 0, 0, 0);
	return local(date);
}

/** Everybody whom a seat names, each with their seats. */
function people(): { id: number; seats: string }[] {
	const seats = charter.all("seat");
	const ids = [...new Set(seats.flatMap((seat) => [...seat.holders, ...seat.deputies]))];

	return ids.map((id) => ({ id, seats: seats.filter((seat) => seat.holders.includes(id)).map((seat) => seatName(seat.id)).join(", ") }));
}

/** These have no rule: the charter officers decide them always. */
const ofOfficers = ["change_charter", "erase_words"];

export function Rehearse() {
	const id = useId();
	const kinds = [...ruledKinds().map(({ value }) => value), ...ofOfficers];
	const [kind, setKind] = useState("partial_shutdown");
	const [absent, setAbsent] = useState<number[]>([]);
	const [at, setAt] = useState(sundayNight);
	const [outcome, setOutcome] = useState<Rehearsal>();
	const [refusal, setRefusal] = useState("");
	const run = (): void => {
		setRefusal("");
		api.rehearsal(kind, absent, new Date(at).getTime() * 1000).then(setOutcome, (fault: unknown) => {
			setOutcome(undefined);
			setRefusal(fault instanceof Error ? fault.message : String(fault));
		});
	};

	return (
		<Section title={say.rehearse}>
			<p>{say.rehearse_lead}</p>
			<form class="form rehearsal" onSubmit={(e) => { e.preventDefault(); run(); }}>
				<div class="field">
					<label for={`${id}k`}>{say.rehearse_kind}</label>
					<select id={`${id}k`} value={kind} onChange={(e) => setKind(e.currentTarget.value)}>
						{[...new Set([...kinds, kind])].map((one) => <option key={one} value={one}>{wordly(one)}</option>)}
					</select>
				</div>
				<div class="field">
					<label for={`${id}a`}>{say.rehearse_at(myZone())}</label>
					<input id={`${id}a`} type="datetime-local" required value={at} onInput={(e) => setAt(e.currentTarget.value)} />
				</div>
				<fieldset class="field">
					<legend>{say.rehearse_absent}</legend>
					<span class="choices absent">
						{people().map((one) => (
							<label key={one.id} class="choice">
								<input type="checkbox" checked={absent.includes(one.id)} onChange={(e) => setAbsent(e.currentTarget.checked ? [...absent, one.id] : absent.filter((other) => other !== one.id))} />
								<span>{personName(one.id)} {one.seats && <small>{one.seats}</small>}</span>
							</label>
						))}
					</span>
				</fieldset>
				<div class="buttons"><Press label={say.rehearse} tone="primary" run={run} /></div>
			</form>
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			{outcome && <Outcome of={outcome} />}
		</Section>
	);
}
