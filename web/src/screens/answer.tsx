// answer -- what one is asked to answer for, and the answers one may give.

import { useState } from "preact/hooks";
import type { Verb, Wish } from "../act";
import { Give, Press } from "../form";
import type { Entities } from "../gen/api";
import { costText, durationText, personName, seatName } from "../show";
import { type Asked, seatsOf } from "../standing";
import { type Matter, charter, me } from "../store";
import { say, wordly } from "../text";
import { later } from "../later";
import { Interim, MeasureList, adoptedIn } from "./brief";

const HearAnswer = later(() => import("./voice").then((part) => part.HearAnswer));
const SignDialog = later(() => import("./sign").then((part) => part.SignDialog));
const YourCode = later(() => import("./voice").then((part) => part.YourCode));

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
	const box = ({ seat, principal, as, verb }: Asked) => (
		<div key={seat} class="asked">
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
	);
	const once = asked.filter((one, i) => asked.findIndex(({ verb }) => verb === one.verb) === i), again = asked.filter((one) => !once.includes(one));

	return (
		<section class="answer">
			<h3>{say.your_answer}: {option.title}</h3>
			<Gist of={of} option={option} />
			<WillBeDone of={of} option={option} />
			{once.map(box)}
			{again.length > 0 && <details><summary>{say.answer_elsewhere}</summary>{again.map(box)}</details>}
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
