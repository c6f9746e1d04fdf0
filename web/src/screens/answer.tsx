// answer -- the one moment that counts: what is signed is said in words, from the entries it binds to.

import { useState } from "preact/hooks";
import { type CheckedAct, type Verb, type Wish, drawUp, partsOf, signAndGive } from "../act";
import { Refusal } from "../api";
import { draftOf, dropDraft, keepDraft } from "../draft";
import type { Entry } from "../entry";
import { Dialog, Give, Press } from "../form";
import type { Entities } from "../gen/api";
import { Person, Time, costText, durationText, personName, seatName } from "../show";
import { type Asked, seatsOf } from "../standing";
import { type Matter, charter, matter, me } from "../store";
import { say, wordly } from "../text";
import { later } from "../later";
import { ChangeText, Interim, MeasureList, MeasureText, adoptedIn } from "./brief";

const HearAnswer = later(() => import("./voice").then((part) => part.HearAnswer));
const YourCode = later(() => import("./voice").then((part) => part.YourCode));

const text = (value: unknown): string => (typeof value === "string" ? value : say.erased);

/** One entry of the subject, said in full: these are the words that the signature binds to. */
function Bound({ of, entry }: { of: Matter; entry: Entry }) {
	const f = entry.fields;

	switch (entry.kind) {
		case "decision_opened": return <li><strong>{text(f["question"])}</strong> <small>{wordly(text(f["kind"]))}</small></li>;
		case "option_proposed": return <li><strong>{text(f["title"])}</strong>{typeof f["severity"] === "string" && <> · {f["severity"]}</>}{Array.isArray(f["returns"]) && <small>{say.goes_live(f["returns"].map((id) => charter.one("service", Number(id))?.title ?? ""))}</small>}</li>;
		case "option_amended": return <li><strong>{text(f["title"])}</strong></li>;
		case "measure_proposed":
			return <li><MeasureText is={{ ...f as unknown as Entities["measure"], text: text(f["text"]) }} /></li>;
		case "interim_set":
			return <li>{say.row_interim}: {typeof f["at"] === "number" ? <>{say.interim_until} <Time at={f["at"]} />{say.interim_then(of.one("option", Number(f["then"]))?.title ?? say.erased)}</> : say.none}</li>;
		case "plan_set": return <li>{text(f["plan"])}: {f["departs"] ? say.departs : say.as_planned}</li>;
		case "review_set": return <li>{say.row_review}: {typeof f["at"] === "number" ? <Time at={f["at"]} /> : say.none}</li>;
		case "condition_adopted": return <li>{say.row_conditions}: {text(f["text"])}</li>;
		case "tripwire_set": return <li>{say.tripwire} <code>{text(f["when"])}</code></li>;
		case "change_proposed": return <li><ChangeText change={f as unknown as Entities["change"]} /></li>;
		case "option_put_up": return <li>{seatName(Number(f["accountable"]))} {say.decides}; {say.until} <Time at={Number(f["deadline"])} /></li>;
		case "erasure_proposed": return <li>{say.entry} {String(f["n"])}: {say.erased}</li>;
		default: return <li>{wordly(entry.kind)}</li>;
	}
}

/** All that an answer to an option binds to: what is decided after it stands apart. */
export function AllBound({ of, subject, option }: { of: Matter; subject: Entry[]; option: number }) {
	const { own, after } = partsOf(subject, option);
	const list = (entries: Entry[]) => <ul class="bound">{entries.map((entry) => <Bound key={entry.seq} of={of} entry={entry} />)}</ul>;

	return <>{list(own)}{after.length > 0 && <><h4>{say.decided_after}</h4>{list(after)}</>}</>;
}

function Confirmation({ checked }: { checked: CheckedAct }) {
	const { act, subject, sources, wish } = checked;
	const of = matter(wish.room);

	return (
		<div class="confirmation">
			<p class="verdict">{wish.alone ?? say.verb_long[wish.verb]}</p>
			<p>{say.answer_as} <strong>{seatName(act.seat)}</strong>{act.for ? ` (${say.deputy_for} ${personName(act.for)})` : ""}, <Person id={act.person} />.</p>
			<h3>{say.what_will_be_done}</h3>
			<AllBound of={of} subject={subject} option={act.option} />
			{wish.note && <blockquote>{wish.note}</blockquote>}
			<p><small>{say.confirm_checked(subject.length)} {say.confirm_sources(sources.length)} {say.expires_soon} <Time at={act.expires} />.</small></p>
			<details><summary>{say.act_bytes}</summary><pre class="bytes" tabIndex={0}>{checked.drawn.act}</pre></details>
		</div>
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
	before?: preact.ComponentChildren;
	done?: () => void;
	children?: (checked: CheckedAct) => preact.ComponentChildren;
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
					<p class="lead">{wish.alone ?? say.verb_long[wish.verb]}</p>
					{before}
					{asked !== "no" && (
						<div class="field">
							<label for="act-note">{noteLabel ?? (asked === "must" ? say.note_required : say.note_optional)}</label>
							<textarea id="act-note" rows={3} maxLength={2000} required={asked === "must"} value={note} onInput={(e) => write(e.currentTarget.value)} />
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

/** What is signed for, before anybody presses: what is done, on what, for how long, and what hangs on it. */
function WillBeDone({ of, option }: { of: Matter; option: Entities["option"] }) {
	return (
		<>
			<p class="kicker">{say.what_will_be_done}</p>
			<MeasureList of={of} option={option} />
			{option.then && <p class="gist"><Interim of={of} option={option} />.</p>}
			{adoptedIn(of, option).map((one) => <p key={one.id} class="gist">{say.row_conditions}: {one.text ?? say.erased}</p>)}
			{option.tripwire && <p class="gist">{say.tripwire} <code>{option.tripwire}</code></p>}
		</>
	);
}

/** What one is asked to answer for, in a breath; and what else there is. */
function Gist({ of, option }: { of: Matter; option: Entities["option"] }) {
	const others = of.all("option").filter((one) => one.decision === option.decision && one.id !== option.id).map((one) => one.title ?? say.erased);
	const figures = [
		option.severity, costText(option) && `${costText(option)} ${say.per_hour}`, option.takes_effect && `${say.row_effect}: ${durationText(option.takes_effect)}`,
		option.undo && `${say.row_undo}: ${durationText(option.undo)}`, option.risk && `${say.row_risk}: ${wordly(option.risk)}`,
	].filter(Boolean);

	return (
		<>
			{figures.length > 0 && <p class="gist">{figures.join(" · ")}</p>}
			{others.length > 0 && <p class="gist">{say.instead_of} {others.join(" · ")}</p>}
		</>
	);
}

/** What this seat decides takes effect before the others have answered: for how long, unless who answers.  Nothing, if it waits for them or there are none. */
function aloneText(decision: Entities["decision"], seat: number): string | undefined {
	const others = decision.missing.filter((one) => one !== seat);
	const limits = charter.one("rule", decision.rule)?.alone?.filter((one) => one.seat === seat && !one.emergency) ?? [];

	if (others.length === 0 || !decision.may_alone?.includes(seat)) return undefined;
	return say.act_alone_long(durationText(Math.max(...limits.map((one) => one.holds))), others.map(seatName).join(", "));
}

/** The answers one may give, for every seat in which one is asked. */
export function Answer({ of, decision, asked }: { of: Matter; decision: Entities["decision"]; asked: Asked[] }) {
	const [wish, setWish] = useState<Wish>();
	const option = of.one("option", decision.option);
	const weak = me.value?.strength === "weak" ? say.weak : undefined;
	const mine = seatsOf(of, decision, me.value?.person ?? 0).map(({ seat }) => seat);
	const alone = (decision.may_alone ?? []).filter((seat) => mine.includes(seat) && seat !== decision.accountable);
	const glass = (decision.may_break_glass ?? []).filter((seat) => mine.includes(seat));

	const departs = wish?.verb === "decide" && option?.departs;

	if (!option) return <p class="answer quiet-note">{say.nothing_put_up}</p>;
	const answered = of.all("answer").some((one) => one.decision === decision.id && one.person === me.value?.person && !one.void);

	if (asked.length + alone.length + glass.length === 0) return <div class="answer quiet-note"><p>{answered ? say.answered : say.not_asked}</p><HearAnswer of={of} decision={decision} /></div>;
	const begin = (verb: Verb, seat: number): void => {
		const atOnce = verb === "decide" ? aloneText(decision, seat) : undefined;
		setWish({ verb, room: of.room, object: decision.id, option: option.id, seat, note: "", subject: option.subject, ...(atOnce && { alone: atOnce }) });
	};
	return (
		<section class="answer">
			<h3>{say.your_answer}: {option.title}</h3>
			<WillBeDone of={of} option={option} />
			<Gist of={of} option={option} />
			{asked.map(({ seat, principal, as, verb }) => (
				<div key={seat}>
					<p>{say.answer_as} <strong>{seatName(seat)}</strong>{principal ? ` (${say.deputy_for} ${personName(principal)})` : as ? ` (${say.ladder.next_authority(seatName(as))})` : ""}</p>
					{verb === "decide" && aloneText(decision, seat) && <p class="note">{aloneText(decision, seat)}</p>}
					<div class="buttons">
						<Press label={say.verb[verb]} tone="primary big" hotkey="c" because={weak} run={() => begin(verb, seat)} />
						<Press label={say.verb.object} because={weak} run={() => begin("object", seat)} />
						<Give command="concur_if" room={of.room} fixed={{ option: option.id, seat }} label={say.concur_if} disabledBecause={weak} />
						<Give command="state_need" room={of.room} fixed={{ option: option.id, seat }} only={["text", "by", "owner"]} label={say.need} disabledBecause={weak} />
						<Press label={say.verb.recuse} tone="quiet" because={weak} run={() => begin("recuse", seat)} />
					</div>
				</div>
			))}
			{(alone.length > 0 || glass.length > 0) && (
				<div class="buttons">
					{alone.map((seat) => <Press key={seat} label={`${say.act_alone} (${seatName(seat)})`} because={weak} run={() => begin("decide", seat)} />)}
					{glass.map((seat) => <Press key={seat} label={`${say.verb.break_glass} (${seatName(seat)})`} tone="danger" because={weak} run={() => begin("break_glass", seat)} />)}
				</div>
			)}
			{weak && <p class="why-not">{weak}</p>}
			{asked.length > 0 ? <YourCode of={of} decision={decision} /> : <HearAnswer of={of} decision={decision} />}
			{wish && <SignDialog wish={wish} note={departs || wish.verb === "object" || wish.verb === "break_glass" ? "must" : "may"} {...(departs ? { noteLabel: say.why_departs(option.plan ?? say.erased) } : {})} close={() => setWish(undefined)} />}
		</section>
	);
}
