// ledger -- every measure in one table: what was decided, what of it is in force since when, who tested it, when it ends; what is missing first.

import type { ComponentChildren } from "preact";
import { Give } from "../form";
import { type Measure, endedOf, gapsOf, holding, isInForce, measureTone } from "../ledger";
import { Empty, Left, Mark, Person, Section, Time, Word, durationText, seatName, useCited } from "../show";
import type { Matter } from "../store";
import { say } from "../text/ledger";
import { briefHref } from "./decide";
import { Asked, Gap, Next, type One, Renew, serviceName } from "./measures";

/** Whatever else may be said of it. */
function Others({ of, measure }: One) {
	const live = isInForce(measure);

	return (
		<>
			{measure.state === "in_force" && <Renew of={of} measure={measure} />}
			{(live || measure.state === "ordered") && <Give command="fail_measure" room={of.room} fixed={{ measure: measure.id }} label={say.ledger.failed} tone="quiet" />}
			{(live || measure.state === "ordered" || measure.state === "expired") && <Give command="lift_measure" room={of.room} fixed={{ measure: measure.id }} label={measure.state === "expired" ? say.ledger.undone : say.lift} tone="quiet" />}
		</>
	);
}

/** A cell that says on a phone, too, what it is about. */
const Cell = ({ name, children }: { name: string; children: ComponentChildren }) => <td data-name={name}><span>{children}</span></td>;

function Decided({ of, measure }: One) {
	const decision = of.one("decision", measure.decision);

	return (
		<>
			{measure.ordered && <Time at={measure.ordered} />} {decision && <a href={briefHref(of, decision.id)}>{decision.question ?? say.erased}</a>}
			{measure.superseded && <> <Mark tone="warn">{say.ledger.superseded}</Mark></>}
		</>
	);
}

function InForce({ measure }: { measure: Measure }) {
	if (!measure.applied) return <>{say.ledger.not_yet}</>;
	return <><Time at={measure.applied} /> {say.by} <Person id={measure.applied_by} />{measure.took !== undefined && <small>{say.ledger.took(durationText(measure.took))}</small>}</>;
}

function Tested({ measure }: { measure: Measure }) {
	if (measure.checked) return <><Time at={measure.checked} /> {say.by} <Person id={measure.checked_by} />: {measure.tested ?? say.erased}</>;
	return <>{say.ledger.not_yet}{measure.test && <small>{say.ledger.test}: {measure.test}</small>}</>;
}

function Until({ measure }: { measure: Measure }) {
	if (measure.ended) return <><Time at={measure.ended} />{measure.why && <small>{measure.why}</small>}</>;
	return measure.expires ? <><Left at={measure.expires} />{measure.asked && <small>{say.ledger.asked} <Time at={measure.asked} /></small>}</> : <>{durationText(measure.lasts)}</>;
}

function Row({ of, measure, cited }: One & { cited: boolean }) {
	const words = say.ledger.columns;

	return (
		<tr id={`measure-${measure.id}`} class={cited ? "cited" : ""}>
			<th scope="row">
				<strong>{measure.text ?? say.erased}</strong>
				<small><Word word={measure.kind} />{measure.owner && <> · {seatName(measure.owner)}</>}</small>
				<span><Mark tone={measureTone[measure.state]}><Word word={measure.state} /></Mark> <Gap measure={measure} /></span>
			</th>
			<Cell name={words.decided}><Decided of={of} measure={measure} /></Cell>
			<Cell name={words.in_force}><InForce measure={measure} /></Cell>
			<Cell name={words.tested}><Tested measure={measure} /></Cell>
			<Cell name={words.until}><Until measure={measure} /></Cell>
			<td><span class="buttons"><Next of={of} measure={measure} /><Asked of={of} measure={measure} /><Others of={of} measure={measure} /></span></td>
		</tr>
	);
}

/** One table of some of them, service by service. */
function Table({ of, name, measures, cited }: { of: Matter; name: string; measures: Measure[]; cited: number | undefined }) {
	const words = say.ledger.columns;

	return (
		<div class="scroll" tabIndex={0} role="region" aria-label={name}>
			<table class="ledger">
				<thead><tr><th scope="col">{words.measure}</th><th scope="col">{words.decided}</th><th scope="col">{words.in_force}</th><th scope="col">{words.tested}</th><th scope="col">{words.until}</th><td /></tr></thead>
				{[...Map.groupBy(measures, serviceName)].map(([service, some]) => (
					<tbody key={service}>
						<tr class="of"><th colSpan={6} scope="rowgroup">{service}</th></tr>
						{some.map((measure) => <Row key={measure.id} of={of} measure={measure} cited={measure.id === cited} />)}
					</tbody>
				))}
			</table>
		</div>
	);
}

/** The address may name one of them. */
export function Ledger({ of, id }: { of: Matter; id: number | undefined }) {
	const gaps = gapsOf(of);
	const hold = holding(of);
	const ended = endedOf(of);

	useCited(id === undefined ? undefined : `measure-${id}`);
	return (
		<>
			<h2 class="hidden">{say.tab.measures}</h2>
			{gaps.length + hold.length + ended.length === 0 && <Empty>{say.ledger.none}</Empty>}
			{gaps.length > 0 && <Section title={say.ledger.gaps}><p class="lead">{say.ledger.gaps_lead}</p><Table of={of} name={say.ledger.gaps} measures={gaps} cited={id} /></Section>}
			{hold.length > 0 && <Section title={say.ledger.holding}><Table of={of} name={say.ledger.holding} measures={hold} cited={id} /></Section>}
			{ended.length > 0 && <Section title={say.ledger.ended}><Table of={of} name={say.ledger.ended} measures={ended} cited={id} /></Section>}
		</>
	);
}
