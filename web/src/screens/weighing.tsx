// weighing -- what helps to choose between options: what all of them do, which are dominated, whose interests they serve.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api";
import { Give } from "../form";
import type { Entities, Records } from "../gen/api";
import { Mark, Section, personName, seatName } from "../show";
import { type Matter, charter, me } from "../store";
import { say, wordly } from "../text";

type Decision = Entities["decision"];
type Interest = Entities["interest"];
export type Weighed = Records["brief"];

/** What follows from the page as it stands; fetched anew when the room or the charter has moved on, kept while it cannot be. */
export function useWeighed(of: Matter, decision: number): Weighed | undefined {
	const [is, setIs] = useState<Weighed>();
	const seq = of.seq.value;
	const register = charter.seq.value;

	useEffect(() => {
		let asked = true;
		api.brief(of.room, decision, of.at).then((got) => asked && setIs(got), () => undefined);
		return () => { asked = false; };
	}, [of.room, of.at, decision, seq, register]);
	return is;
}

export const weighedOption = (weighed: Weighed | undefined, option: number): Records["brief_option"] | undefined => weighed?.options.find((one) => one.option === option);

export const titleOf = (of: Matter, option: number | undefined): string => of.one("option", option)?.title ?? say.erased;

/** Which option is better than this one, and in what. */
export function DominatedBy({ of, by }: { of: Matter; by: Records["brief_option"] }) {
	return <small>{say.dominated(titleOf(of, by.dominated_by), by.better_in.map(({ row }) => say.row[row]))}</small>;
}

/* ---- do now ---- */

function CommonMeasure({ of, common }: { of: Matter; common: Records["brief_common"] }) {
	const texts = new Set(common.measures.map((id) => of.one("measure", id)?.text ?? say.erased));

	return (
		<li>
			<span>
				<strong>{wordly(common.kind)}</strong>{common.service && ` · ${charter.one("service", common.service)?.title ?? ""}`} <Mark tone="good">✓ {say.in_every_option}</Mark>
				{[...texts].map((text) => <span key={text} class="note">{text}</span>)}
			</span>
		</li>
	);
}

/** What every option does need not wait for the choice between them; the charter says who may do it at once. */
export function DoNow({ of, decision, weighed }: { of: Matter; decision: Decision; weighed: Weighed | undefined }) {
	const rule = charter.all("rule").find((one) => one.kind === "contain");

	if (!weighed?.common.length || decision.state !== "open") return null;
	return (
		<Section title={say.do_now} action={rule && <Give command="open_decision" room={of.room} fixed={{ kind: "contain" }} only={["question"]} label={say.do_now_open} />}>
			<p>{say.do_now_lead} {rule ? say.do_now_who(seatName(rule.accountable), rule.concur.length > 0) : say.do_now_nobody}</p>
			<ul class="rows">{weighed.common.map((common) => <CommonMeasure key={common.measures[0]} of={of} common={common} />)}</ul>
		</Section>
	);
}

/* ---- interests ---- */

const interestText = (of: Matter, id: number): string => of.one("interest", id)?.text ?? say.erased;

export const partyName = (one: { seat?: number | undefined; person?: number | undefined }): string => (one.seat ? seatName(one.seat) : personName(one.person));

/** What an option does to the interests, in the table of options. */
export function ServesCell({ of, option }: { of: Matter; option: Records["brief_option"] | undefined }) {
	if (!option || option.serves.length + option.hurts.length === 0) return <>{say.not_said}</>;
	return (
		<>
			{option.serves_all_sides && <Mark tone="good">✓ {say.serves_all_sides}</Mark>}
			<ul class="plain">
				{option.serves.map((id) => <li key={id}>+ {say.serves}: {interestText(of, id)}</li>)}
				{option.hurts.map((id) => <li key={id}>− {say.hurts}: {interestText(of, id)}</li>)}
			</ul>
		</>
	);
}

/** An interest, who else has it, and what may be said of it. */
export function InterestLine({ of, decision, interest }: { of: Matter; decision: Decision; interest: Interest }) {
	const mine = of.one("position", interest.position)?.person === me.value?.person;
	const sharers = of.all("sharing").filter((one) => one.interest === interest.id);
	const options = of.all("option").filter((option) => option.decision === decision.id).map((option) => ({ value: String(option.id), text: titleOf(of, option.id) }));
	const bearings = of.all("bearing").filter((one) => one.interest === interest.id && one.bearing !== "neither");

	return (
		<div class="interest">
			<p>{interest.text ?? say.erased}</p>
			{sharers.length > 0 && <p><Mark tone="good">⇄ {say.shared_by} {sharers.map(partyName).join(", ")}</Mark></p>}
			{bearings.length > 0 && <ul class="plain">{bearings.map((one) => <li key={one.id}><small>{one.bearing === "serves" ? `+ ${say.served_by}` : `− ${say.hurt_by}`} {titleOf(of, one.option)}</small></li>)}</ul>}
			{decision.state === "open" && (
				<span class="buttons">
					{options.length > 0 && <Give command="link_interest" room={of.room} fixed={{ interest: interest.id }} only={["option", "bearing"]} choices={{ option: options }} label={say.link_interest} tone="quiet" />}
					{!mine && <Give command="share_interest" room={of.room} fixed={{ interest: interest.id }} only={["seat"]} label={say.share_interest} tone="quiet" />}
				</span>
			)}
		</div>
	);
}
