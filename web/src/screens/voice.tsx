// voice -- an answer given by voice: read out, its code read back, signed by whoever heard it; confirmed by whoever was heard, or disowned.

import { useContext, useEffect, useState } from "preact/hooks";
import type { CheckedAct, Wish } from "../act";
import { type Entry, digest, entriesAt, voiceCode } from "../entry";
import { Past, Press } from "../form";
import type { Entities } from "../gen/api";
import { roomHref } from "../route";
import { Left, Mark, Person, Section, Time, personName, seatName } from "../show";
import { type Asked, askedOf, isUnconfirmed } from "../standing";
import { type Matter, charter, me } from "../store";
import { answerWord } from "../text";
import { say } from "../text/voice";
import { verbLong } from "../text/verbs";
import { AllBound, BeforeSigning, SignDialog } from "./sign";

type Decision = Entities["decision"];
type Answer = Entities["answer"];

/** What an answer binds to, and its code, worked out here from the entries themselves. */
function useBound(of: Matter, subject: number[]): { entries: Entry[]; code: string } | undefined {
	const [bound, setBound] = useState<{ entries: Entry[]; code: string }>();

	useEffect(() => {
		let dropped = false;
		void entriesAt(of.room, subject).then(async (entries) => {
			const code = voiceCode(await digest(entries));
			if (!dropped) setBound({ entries, code });
		}, () => undefined);
		return () => { dropped = true; };
	}, [subject.join()]);
	return bound;
}

/** Four digits, each apart, so that they are read one by one. */
const Digits = ({ code }: { code: string }) => <strong class="digits" aria-label={[...code].join(" ")}>{[...code].join(" ")}</strong>;

// ---- hearing

type Candidate = Asked & { person: number };

/** Whoever is asked, and is not looking at this page. */
const candidates = (of: Matter, decision: Decision): Candidate[] =>
	charter.all("person").filter((person) => person.id !== me.value?.person && person.enrolled)
		.flatMap((person) => askedOf(of, decision, person.id).map((one) => ({ ...one, person: person.id })));

/** What is signed: that somebody else said so. */
function Heard({ of, checked }: { of: Matter; checked: CheckedAct }) {
	const { act, wish } = checked;

	return (
		<BeforeSigning of={of} checked={checked} verdict={wish.verb === "hear_objection" ? verbLong.hear_objection : verbLong.hear_answer}>
			{say.voice.you_heard(personName(act.for), seatName(act.seat))} {say.voice.they_read_back} <Digits code={wish.code ?? ""} />
		</BeforeSigning>
	);
}

function HearDialog({ of, decision, option, close }: { of: Matter; decision: Decision; option: Entities["option"]; close: () => void }) {
	const all = candidates(of, decision);
	const [chosen, setChosen] = useState(0);
	const [digits, setDigits] = useState("");
	const [objects, setObjects] = useState(false);
	const bound = useBound(of, option.subject);
	const who = all[chosen];
	const departs = who?.verb === "decide" && option.departs && !objects;

	if (!who) return null;
	const wish: Wish = { verb: objects ? "hear_objection" : "hear_answer", room: of.room, object: decision.id, option: option.id, seat: who.seat, note: "", subject: option.subject, person: who.person, code: digits };
	return (
		<SignDialog wish={wish} note={departs || objects ? "must" : "may"} noteLabel={departs ? say.why_departs(option.plan ?? say.erased) : objects ? say.voice.why : say.voice.what_they_said} close={close} before={
			<>
				<div class="field">
					<label for="heard-who">{say.voice.whose}</label>
					<select id="heard-who" value={chosen} onChange={(e) => setChosen(Number(e.currentTarget.value))}>
						{all.map((one, i) => <option key={`${one.person}/${one.seat}`} value={i}>{`${personName(one.person)}, ${seatName(one.seat)}`}</option>)}
					</select>
				</div>
				<section class="read-aloud" aria-label={say.voice.read_aloud}>
					<h3>{say.voice.read_aloud}</h3>
					{bound ? (
						<>
							<p>{say.voice.ask_them(seatName(who.seat), who.verb === "decide")}</p>
							<AllBound of={of} subject={bound.entries} option={option.id} />
							<p>{say.voice.code_is} <Digits code={bound.code} /></p>
						</>
					) : <p role="status" class="moment">{say.loading}</p>}
				</section>
				<div class="field">
					<label for="heard-says">{say.voice.says}</label>
					<select id="heard-says" value={objects ? "no" : "yes"} onChange={(e) => setObjects(e.currentTarget.value === "no")}>
						<option value="yes">{say.voice.agrees(who.verb === "decide")}</option>
						<option value="no">{say.voice.objects}</option>
					</select>
				</div>
				<div class="field">
					<label for="heard-code">{say.voice.read_back}</label>
					<input id="heard-code" inputMode="numeric" autocomplete="off" pattern="\d{4}" maxLength={4} required value={digits} onInput={(e) => setDigits(e.currentTarget.value)} />
				</div>
			</>
		}>
			{(checked) => <Heard of={of} checked={checked} />}
		</SignDialog>
	);
}

/** For whoever is neither asked nor asks: enter what somebody else said. */
export function HearAnswer({ of, decision }: { of: Matter; decision: Decision }) {
	const [open, setOpen] = useState(false);
	const option = of.one("option", decision.option);
	const mine = decision.person === me.value?.person || askedOf(of, decision).length > 0
		|| of.all("answer").some((one) => one.decision === decision.id && !one.void && (one.person === me.value?.person || (one.heard_by === me.value?.person && isUnconfirmed(one))));

	if (useContext(Past) || !decision.by_voice || !option || mine || candidates(of, decision).length === 0) return null;
	return (
		<p>
			<Press label={say.voice.enter} because={me.value?.strength === "weak" ? say.weak : undefined} run={() => setOpen(true)} />
			{open && <HearDialog of={of} decision={decision} option={option} close={() => setOpen(false)} />}
		</p>
	);
}

/** For whoever is asked: the digits that somebody on the telephone should read to them. */
export function YourCode({ of, decision }: { of: Matter; decision: Decision }) {
	const bound = useBound(of, of.one("option", decision.option)?.subject ?? []);

	if (!decision.by_voice || !decision.option || !bound) return null;
	return <p class="quiet-note">{say.voice.your_code} <Digits code={bound.code} /></p>;
}

// ---- the morning after

/** To whoever was heard, before anything else. */
function Mine({ of, answer }: { of: Matter; answer: Answer }) {
	const [verb, setVerb] = useState<"confirm_heard" | "disown_heard">();
	const option = of.one("option", answer.option);
	const weak = me.value?.strength === "weak" ? say.weak : undefined;

	if (!option) return null;
	const wish = (is: "confirm_heard" | "disown_heard"): Wish => ({ verb: is, room: of.room, object: answer.id, option: option.id, seat: answer.seat, note: "", subject: option.subject, decision: answer.decision });
	return (
		<section class="by-voice mine" aria-label={say.kind.voice}>
			<p><strong>{say.voice.in_your_name(personName(answer.heard_by), seatName(answer.seat), answerWord[answer.kind])}</strong> <Time at={answer.at} /></p>
			{answer.text && <blockquote>{answer.text}</blockquote>}
			<p>{say.voice.code_was} <Digits code={answer.code ?? ""} /></p>
			<p>{answer.voice === "overdue" ? <Mark tone="bad">{say.voice.overdue}</Mark> : answer.confirm_by && <>{say.voice.to_confirm} <Left at={answer.confirm_by} /></>}</p>
			<div class="buttons">
				<Press label={say.verb.confirm_heard} tone="primary big" because={weak} run={() => setVerb("confirm_heard")} />
				<Press label={say.verb.disown_heard} tone="danger" because={weak} run={() => setVerb("disown_heard")} />
			</div>
			{weak && <p class="why-not">{weak}</p>}
			{verb && <SignDialog wish={wish(verb)} note={verb === "disown_heard" ? "may" : "no"} close={() => setVerb(undefined)} />}
		</section>
	);
}

/** What is said aloud of a decision that rests on somebody's word. */
function Rests({ answer }: { answer: Answer }) {
	const who = personName(answer.person);
	const seat = seatName(answer.seat);

	if (answer.voice === "disowned") return <p class="by-voice bad" role="alert"><strong>{say.voice.rests_on_disowned(who, seat)}</strong> {say.voice.then_decide}</p>;
	if (answer.voice === "overdue") return <p class="by-voice bad" role="alert"><strong>{say.voice.rests_on_overdue(who, seat)}</strong> {say.voice.then_ring}</p>;
	return <p class="by-voice">{say.voice.rests_on(who, seat, personName(answer.heard_by))} {answer.confirm_by && <Left at={answer.confirm_by} />}</p>;
}

/** Of one decision: what was heard in my name, and what it rests on that is not confirmed. */
export function ByVoice({ of, decision }: { of: Matter; decision: Decision }) {
	const past = useContext(Past);
	const heard = of.all("answer").filter((one) => one.decision === decision.id && one.voice && one.voice !== "confirmed" && !one.void);
	const mine = past ? [] : heard.filter((one) => one.person === me.value?.person && isUnconfirmed(one));

	return (
		<>
			{mine.map((answer) => <Mine key={answer.id} of={of} answer={answer} />)}
			{heard.filter((one) => !mine.includes(one) && (decision.state === "taken" || one.voice === "overdue")).map((answer) => <Rests key={`r${answer.id}`} answer={answer} />)}
		</>
	);
}

/** All of the room, until each is confirmed. */
export function Unconfirmed({ of }: { of: Matter }) {
	const rests = (one: Answer): boolean => ["open", "taken"].includes(of.one("decision", one.decision)?.state ?? "");
	const all = of.all("answer").filter((one) => !one.void && rests(one) && (isUnconfirmed(one) || one.voice === "disowned"));

	if (all.length === 0) return null;
	return (
		<Section title={say.voice.unconfirmed}>
			<ul class="rows">
				{all.map((one) => (
					<li key={one.id}>
						<span>
							<strong>{seatName(one.seat)}</strong> · <Person id={one.person} /> <VoiceMark answer={one} />
							<small>{of.one("decision", one.decision)?.question}{one.voice === "heard" && one.confirm_by && <> · <Left at={one.confirm_by} /></>}</small>
						</span>
						<a class="button" href={roomHref(of.room, "decide", one.decision, of.at)}>{say.open}</a>
					</li>
				))}
			</ul>
		</Section>
	);
}

/** By voice, heard by whom, and how that stands. */
export function VoiceMark({ answer }: { answer: Answer }) {
	if (!answer.voice) return null;
	return (
		<>
			<Mark tone="warn">{say.voice.heard_by(personName(answer.heard_by))}</Mark>{" "}
			<Mark tone={answer.voice === "confirmed" ? "good" : answer.voice === "heard" ? "warn" : "bad"}>{say.voice.state[answer.voice]}</Mark>
		</>
	);
}
