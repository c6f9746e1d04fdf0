// waiting -- what the options of a brief stop, what that costs as it lasts, and the last moment at which each can be decided.

import type { Entities, Records } from "../gen/api";
import { impactHref } from "../route";
import { Fold, Mark, Section, Time, clock, durationText, seatName } from "../show";
import { type Matter, charter } from "../store";
import { say } from "../text/services";
import { Curves, TotalHead, TotalRows, serviceTitle } from "./losses";
import { type Weighed, titleOf } from "./weighing";

type Decision = Entities["decision"];
type Weight = Records["brief_option"];

/** Deadline less what it takes: after that it comes too late. */
function LastMoment({ option }: { option: Weight }) {
	if (!option.last_moment) return <>—</>;
	return option.last_moment < clock.value ? <Mark tone="bad">{say.too_late_now}</Mark> : <strong><Time at={option.last_moment} /></strong>;
}

function LastMomentWhy({ of, decision, option }: { of: Matter; decision: Decision; option: Weight }) {
	if (!option.last_moment) return null;
	return (
		<p>
			{option.last_moment >= clock.value && `${say.last_moment}: `}<LastMoment option={option} />{" "}
			<small>{say.last_moment_why(durationText(of.one("option", option.option)?.takes_effect ?? 0))} <Time at={decision.deadline} /></small>
		</p>
	);
}

/** What an option does to services, each once: what stops one says all. */
function stopsOf(of: Matter, option: number): string {
	const measures = of.all("measure").filter((measure) => measure.option === option && measure.service).sort((a, b) => Number(b.kind === "full_shutdown") - Number(a.kind === "full_shutdown"));

	return [...Map.groupBy(measures, (measure) => measure.service)].map(([service, [first]]) => `${service}:${first?.kind}`).join(",");
}

function WaitingFor({ of, decision, option }: { of: Matter; decision: Decision; option: Weight }) {
	const stops = stopsOf(of, option.option);

	return (
		<article class="waits">
			<h3>{titleOf(of, option.option)}</h3>
			<LastMomentWhy of={of} decision={decision} option={option} />
			{stops && <p>{option.stops.length > 0 && `${say.stops_these} ${option.stops.map(serviceTitle).join(", ")}. `}<a href={impactHref(stops)}>{say.impact_more}</a></p>}
			{option.breaks.length > 0 && <p>{option.breaks.map((one) => <Mark key={one.service} tone="bad">✕ {say.breaks(serviceTitle(one.service), durationText(one.after))}</Mark>)}</p>}
			{option.steps.length > 0 && <Curves title={`${say.impact_hourly}: ${titleOf(of, option.option)}`} steps={option.steps} breaks={option.breaks} />}
			{option.not_costed.length > 0 && <p><Mark tone="warn">{say.not_costed}</Mark> {option.not_costed.map(serviceTitle).join(", ")}</p>}
		</article>
	);
}

/** Who said what the services cost, when. */
function sources(weighed: Weighed | undefined): string {
	const stopped = new Set(weighed?.options.flatMap((option) => option.stops));
	const said = charter.all("service").filter((service) => stopped.has(service.id) && service.cost_said_by);

	return said.map((service) => `${serviceTitle(service.id)}: ${seatName(service.cost_said_by)}, ${service.cost_said_on ?? say.not_said}.`).join(" ");
}

/** Of each option that stops something, what that costs as it lasts; of each that takes its time, the last moment. */
export function Waiting({ of, decision, weighed }: { of: Matter; decision: Decision; weighed: Weighed | undefined }) {
	const some = (weighed?.options ?? []).filter((option) => option.steps.length + option.stops.length + option.not_costed.length > 0 || option.last_moment);

	if (some.length === 0) return null;
	return (
		<Section title={say.waiting_cost}>
			<Fold title={say.waiting_cost} label={say.waiting_folded}>
				<div class="scroll" tabIndex={0} role="region" aria-label={say.waiting_cost}>
					<table class="figures">
						<TotalHead title={say.by_register} also={say.last_moment} />
						<tbody>{some.map((option) => <TotalRows key={option.option} title={titleOf(of, option.option)} totals={option.totals} also={<LastMoment option={option} />} />)}</tbody>
					</table>
				</div>
				<div class="stack">{some.map((option) => <WaitingFor key={option.option} of={of} decision={decision} option={option} />)}</div>
				<p class="waits"><small>{say.curve_legend} {say.impact_lead}</small></p>
				<p><small>{sources(weighed)}</small></p>
			</Fold>
		</Section>
	);
}
