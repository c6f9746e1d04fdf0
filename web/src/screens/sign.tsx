// sign -- the one moment that counts: what is signed is said in words, from the entries it binds to.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type CheckedAct, type Wish, drawUp, partsOf, signAndGive } from "../act";
import { Refusal } from "../api";
import { Beside, mostOf } from "../beside";
import { draftOf, dropDraft, keepDraft } from "../draft";
import type { Entry } from "../entry";
import { Dialog } from "../form";
import type { Entities, Records } from "../gen/api";
import { Person, Time, personName, seatName } from "../show";
import { type Matter, charter, matter } from "../store";
import { wordly } from "../text";
import { say } from "../text/sign";
import { verbLong } from "../text/verbs";
import { MeasureText } from "./brief";
import { ChangeText } from "./charter_change";
import { OwedText } from "./clocks";
import { Doomed } from "./erase";

const text = (value: unknown): string => (typeof value === "string" ? value : say.erased);

/** One entry of the subject, said in full: these are the words that the signature binds to. */
export function Bound({ of, entry }: { of: Matter; entry: Entry }) {
	const f = entry.fields;

	switch (entry.kind) {
		case "decision_opened": return <><strong>{text(f["question"])}</strong> <small>{wordly(text(f["kind"]))}</small></>;
		case "option_proposed": return <><strong>{text(f["title"])}</strong>{typeof f["severity"] === "string" && <> · {f["severity"]}</>}{Array.isArray(f["returns"]) && <small>{say.goes_live(f["returns"].map((id) => charter.one("service", Number(id))?.title ?? ""))}</small>}</>;
		case "option_amended": return <strong>{text(f["title"])}</strong>;
		case "measure_proposed":
			return <MeasureText is={{ ...f as unknown as Entities["measure"], text: text(f["text"]) }} />;
		case "obligation_proposed": return <OwedText of={of} is={{ ...f["terms"] as Records["clock_terms"], title: text(f["title"]) }} />;
		case "interim_set":
			return <>{say.row_interim}: {typeof f["at"] === "number" ? <>{say.interim_until} <Time at={f["at"]} />{say.interim_then(of.one("option", Number(f["then"]))?.title ?? say.erased)}</> : say.none}</>;
		case "plan_set": return <>{text(f["plan"])}: {f["departs"] ? say.departs : say.as_planned}</>;
		case "review_set": return <>{say.row_review}: {typeof f["at"] === "number" ? <Time at={f["at"]} /> : say.none}</>;
		case "condition_adopted": return <>{say.row_conditions}: {text(f["text"])}</>;
		case "tripwire_set": return <>{say.tripwire} <code>{text(f["when"])}</code></>;
		case "change_proposed": return <ChangeText change={f as unknown as Entities["change"]} />;
		case "template_proposed": return <ChangeText change={{ template: f["terms"] as Records["template_terms"], title: text(f["title"]), text: text(f["text"]) }} />;
		case "option_put_up": return <>{seatName(Number(f["accountable"]))} {say.decides}; {say.until} <Time at={Number(f["deadline"])} /></>;
		case "erasure_proposed": return <Doomed of={of} n={Number(f["n"])} />;
		default: return <>{wordly(entry.kind)}</>;
	}
}

/** All that an answer to an option binds to: what is decided after it stands apart. */
export function AllBound({ of, subject, option }: { of: Matter; subject: Entry[]; option: number }) {
	const { own, after } = partsOf(subject, option);
	const list = (entries: Entry[]) => <ul class="bound">{entries.map((entry) => <li key={entry.seq}><Bound of={of} entry={entry} /></li>)}</ul>;

	return <>{list(own)}{after.length > 0 && <><h4>{say.decided_after}</h4>{list(after)}</>}</>;
}

interface Signed {
	of: Matter;
	checked: CheckedAct;
	/** What it comes to, in a few words. */
	verdict: string;
	/** What was checked besides what it binds to. */
	also?: string;
	/** Who says so. */
	children: ComponentChildren;
}

/** An answer before it is signed: what it comes to, who says so, all that it binds to, and the very bytes. */
export function BeforeSigning({ of, checked: { act, subject, wish, drawn }, verdict, also, children }: Signed) {
	return (
		<div class="confirmation">
			<p class="verdict">{verdict}</p>
			<p>{children}</p>
			<h3>{say.what_will_be_done}</h3>
			<AllBound of={of} subject={subject} option={act.option} />
			{wish.note && <blockquote>{wish.note}</blockquote>}
			<p><small>{say.confirm_checked(subject.length)} {also && `${also} `}{say.expires_soon} <Time at={act.expires} />.</small></p>
			<details><summary>{say.act_bytes}</summary><pre class="bytes" tabIndex={0}>{drawn.act}</pre></details>
		</div>
	);
}

function Confirmation({ checked }: { checked: CheckedAct }) {
	const { act, sources, wish } = checked;

	return (
		<BeforeSigning of={matter(wish.room)} checked={checked} verdict={wish.alone ?? verbLong[wish.verb]} also={say.confirm_sources(sources.length)}>
			{say.answer_as} <strong>{seatName(act.seat)}</strong>{act.for ? ` (${say.deputy_for} ${personName(act.for)})` : ""}, <Person id={act.person} />.
		</BeforeSigning>
	);
}

interface Signing {
	wish: Wish;
	close: () => void;
	/** Whether the signer's own words are asked for, and must be given. */
	note: "no" | "may" | "must";
	/** What they are asked for, if not for their own words. */
	noteLabel?: string;
	/** What is asked beforehand. */
	before?: ComponentChildren;
	done?: () => void;
	children?: (checked: CheckedAct) => ComponentChildren;
}

/** The steps from a wish to a signed act: words, confirmation, passkey. */
export function SignDialog({ wish, close, note: asked, noteLabel, before, done, children }: Signing) {
	const draftKey = `act/${wish.room}/${wish.verb}/${wish.option}/${wish.seat}`;
	const [note, setNote] = useState(() => String(draftOf(draftKey)["note"] ?? ""));
	const [checked, setChecked] = useState<CheckedAct>();
	const [refusal, setRefusal] = useState("");
	const [busy, setBusy] = useState(false);
	const step = async (work: () => Promise<void>): Promise<void> => {
		setBusy(true);
		setRefusal("");
		await work().catch((e: unknown) => {
			setRefusal(e instanceof Refusal && e.code === "offline" ? say.act_offline : e instanceof Error ? e.message : String(e));
			setChecked(undefined);
		});
		setBusy(false);
	};
	const write = (text: string): void => {
		setNote(text);
		keepDraft(draftKey, { note: text });
	};
	const draw = (e: Event): void => {
		e.preventDefault();
		void step(async () => setChecked(await drawUp({ ...wish, note })));
	};
	const sign = () => step(async () => {
		if (!checked) return;
		await signAndGive(checked);
		dropDraft(draftKey);
		close();
		done?.();
	});

	return (
		<Dialog title={checked ? say.confirm : say.verb[wish.verb]} close={close}>
			{checked ? (
				<>
					{children ? children(checked) : <Confirmation checked={checked} />}
					<div class="buttons">
						<button type="button" class="primary big" disabled={busy} onClick={() => void sign()}>{checked.credential ? say.sign : say.give_unsigned}</button>
						<button type="button" onClick={close}>{say.cancel}</button>
					</div>
				</>
			) : (
				<form class="form" onSubmit={draw}>
					<p class="lead">{wish.alone ?? verbLong[wish.verb]}</p>
					{before}
					{asked !== "no" && (
						<div class="field">
							<label for="act-note">{noteLabel ?? (asked === "must" ? say.note_required : say.note_optional)}</label>
							<textarea id="act-note" rows={3} required={asked === "must"} value={note} onInput={(e) => write(e.currentTarget.value)} />
							<Beside at="act-note" text={note} most={mostOf("concur", "note")} />
						</div>
					)}
					<div class="buttons">
						<button type="submit" class="primary" disabled={busy}>{say.continue}</button>
						<button type="button" onClick={close}>{say.cancel}</button>
					</div>
				</form>
			)}
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
		</Dialog>
	);
}
