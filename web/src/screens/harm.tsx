// harm -- what the register says of an option in the rows of a brief; and what a day without what is down does beside its cost, in words.

import { Fragment } from "preact";
import type { Records } from "../gen/api";
import { Section, seatName } from "../show";
import { charter } from "../store";
import { wordly } from "../text";
import { say } from "../text/services";
import { rangeText, serviceTitle } from "./losses";

type Harm = Records["impact_harm"];

/** Of which service it was said, by whom, when; paper has room for whom alone. */
function Source({ service }: { service: number }) {
	const said = charter.one("service", service)?.harm;

	return <small>(<span class="screen-only">{serviceTitle(service)}, </span>{said?.said_by ? seatName(said.said_by) : say.nobody_named}{said?.said_on && <span class="screen-only">, {said.said_on}</span>})</small>;
}

function HarmText({ is }: { is: Harm }) {
	return (
		<>
			{is.harm ? <><strong>{wordly(is.harm)}</strong> {is.service !== undefined && <Source service={is.service} />}</> : say.harm_unknown}
			{is.harm && is.unsaid && <small> {say.harm_more}</small>}
		</>
	);
}

/** In a row of a brief, beside what somebody estimated. */
export function HarmCell({ harms, to }: { harms: Harm[]; to: Harm["to"] }) {
	const is = harms.find((one) => one.to === to);

	return is?.harm ? <p>{say.by_register}: <HarmText is={is} /></p> : null;
}

/** What its measures stop, beside what somebody wrote. */
export const StopsCell = ({ stops }: { stops: number[] }) => <p>{say.by_register}: <strong>{stops.map(serviceTitle).join(", ")}</strong></p>;

/** What the first hour of it costs, beside what somebody estimated. */
export const CostCell = ({ steps }: { steps: Records["impact_step"][] }) => <p>{say.by_register}: {steps.map(rangeText).join("; ")} <small>{say.first_hour}</small></p>;

/** All three, of what stops. */
export function Harms({ harms }: { harms: Harm[] }) {
	if (harms.length === 0) return null;
	return (
		<Section title={say.harms}>
			<dl class="pairs">{harms.map((is) => <Fragment key={is.to}><dt>{say.harmed[is.to]}</dt><dd><HarmText is={is} /></dd></Fragment>)}</dl>
			<p><small>{say.harms_lead}</small></p>
		</Section>
	);
}
