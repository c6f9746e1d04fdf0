// waiting -- what the options of a brief stop, what that costs as it lasts, and the last moment at which each can be decided.

import { useContext } from "preact/hooks";
import { Give, Past } from "../form";
import type { Entities, Records } from "../gen/api";
import { impactHref } from "../route";
import { Fold, Mark, Section, Time, clock, durationText, seatName } from "../show";
import { type Matter, charter } from "../store";
import { say } from "../text/services";
import { Curves, TotalHead, TotalRows, breakText, serviceTitle } from "./losses";
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

/** Down already: by facts of the room and by shutdowns in force; whoever knows of more says so here. */
function DownNow({ of, option }: { of: Matter; option: Weight }) {
	const past = useContext(Past);
	const with_it = option.stops.filter((service) => !option.down.includes(service));
	const others = charter.all("service").filter((service) => !option.down.includes(service.id)).map((service) => ({ value: `${service.label}.down`, text: serviceTitle(service.id) }));

	if (!of.one("option", option.option)?.nothing) return null;
	return (
		<p>
			{option.down.length > 0 && `${say.down_now} ${option.down.map(serviceTitle).join(", ")}. `}
			{with_it.length > 0 && `${say.down_with_it} ${with_it.map(serviceTitle).join(", ")}. `}
			{!past && others.length > 0 && <Give command="assert_fact" room={of.room} fixed={{ value: true }} only={["name", "confidence", "note"]} choices={{ name: others }} label={say.say_down} tone="quiet" />}
		</p>
	);
}

/** The tolerances that break: of what would be stopped, so long after; of what is down already, at that moment. */
function Breaks({ option }: { option: Weight }) {
	if (option.breaks.length === 0) return null;
	return (
		<p>
			{option.breaks.toSorted((a, b) => (a.at ?? a.after) - (b.at ?? b.after)).map((one) => (
				<Mark key={one.service} tone="bad">✕ {breakText(one)}{one.at && <> {one.at < clock.value ? say.broken_since : say.breaks_then} <Time at={one.at} /></>}</Mark>
			))}
		</p>
	);
}

/** As the curve has them: it begins now where it is somebody's estimate, else when it began. */
const drawn = (option: Weight) =>
	option.breaks.map((one) => (one.at && option.by_estimate ? { ...one, hour: Math.max(0, (one.at - clock.value) / 3_600_000_000) } : one));

function WaitingFor({ of, decision, option }: { of: Matter; decision: Decision; option: Weight }) {
	const stops = stopsOf(of, option.option);

	return (
		<article class="waits">
			<h3>{whose(of, option)}</h3>
			<LastMomentWhy of={of} decision={decision} option={option} />
			{stops && <p>{option.stops.length > 0 && `${say.stops_these} ${option.stops.map(serviceTitle).join(", ")}. `}<a href={impactHref(stops)}>{say.impact_more}</a></p>}
			<DownNow of={of} option={option} />
			<Breaks option={option} />
			{option.steps.length > 0 && <Curves title={`${say.impact_hourly}: ${titleOf(of, option.option)}`} steps={option.steps} breaks={drawn(option)} />}
			{option.down.length > 0 && !option.by_estimate && option.steps.length > 0 && <p><small>{say.since_down}</small></p>}
			{option.guessed.length > 0 && <p><Mark tone="warn">{say.guessed}</Mark> {option.guessed.map(serviceTitle).join(", ")}</p>}
			{option.not_costed.length > 0 && <p><Mark tone="warn">{say.not_costed}</Mark> {option.not_costed.map(serviceTitle).join(", ")}</p>}
		</article>
	);
}

const whose = (of: Matter, option: Weight): string => `${titleOf(of, option.option)}${option.by_estimate ? ` (${say.by_estimate})` : ""}`;

/** Who said what the services cost, when. */
function sources(weighed: Weighed | undefined): string {
	const stopped = new Set(weighed?.options.flatMap((option) => option.stops));
	const said = charter.all("service").filter((service) => stopped.has(service.id) && service.cost_said_by);

	return said.map((service) => `${serviceTitle(service.id)}: ${seatName(service.cost_said_by)}, ${service.cost_said_on ?? say.not_said}.`).join(" ");
}

/** Of each option that stops something, what that costs as it lasts; of each that takes its time, the last moment. */
export function Waiting({ of, decision, weighed }: { of: Matter; decision: Decision; weighed: Weighed | undefined }) {
	const some = (weighed?.options ?? []).filter((option) => option.steps.length + option.stops.length + option.not_costed.length > 0 || option.last_moment || (of.room !== 0 && of.one("option", option.option)?.nothing));

	if (some.length === 0) return null;
	return (
		<Section title={say.waiting_cost}>
			<Fold title={say.waiting_cost} label={say.waiting_folded}>
				<div class="scroll" tabIndex={0} role="region" aria-label={say.waiting_cost}>
					<table class="figures">
						<TotalHead title={say.by_register} also={say.last_moment} />
						<tbody>{some.map((option) => <TotalRows key={option.option} title={whose(of, option)} totals={option.totals} also={<LastMoment option={option} />} />)}</tbody>
					</table>
				</div>
				<div class="stack">{some.map((option) => <WaitingFor key={option.option} of={of} decision={decision} option={option} />)}</div>
				<p class="waits"><small>{say.curve_legend} {say.impact_lead}</small></p>
				<p><small>{sources(weighed)}</small></p>
			</Fold>
		</Section>
	);
}
