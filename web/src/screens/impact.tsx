// impact -- if this stops: what else does, for how long, what it costs, and what helps; by the register alone.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api";
import { type Records, type Words, words } from "../gen/api";
import { charterHref, go, impactHref } from "../route";
import { Empty, Mark, Section, durationText, seatName } from "../show";
import { charter } from "../store";
import { wordly } from "../text";
import { say } from "../text/services";
import { Harms } from "./harm";
import { Curves, TotalHead, TotalRows, horizons, rangeText, serviceTitle } from "./losses";
import { Picture } from "./services";

type Impact = Records["impact"];
type Hit = Records["impact_service"];
interface Stop { service: number; kind: Words["measure_kind"] }

const order: Record<Words["impact_hit"], number> = { stopped: 0, stops: 1, degraded: 2, leans: 3 };
const tone = { stopped: "bad", stops: "bad", degraded: "warn", leans: "plain" } as const;

const parsed = (stops: string): Stop[] => stops.split(",").filter(Boolean).map((one) => {
	const [id, kind = "full_shutdown"] = one.split(":");
	return { service: Number(id), kind: kind as Words["measure_kind"] };
});
const written = (stops: Stop[]): string => stops.map(({ service, kind }) => `${service}:${kind}`).join(",");

/** What follows, with what helps and as if nothing did; of no stop nothing is asked. */
export function useImpact(stops: string): { is?: Impact; bare?: Impact; refusal?: string } {
	const [found, setFound] = useState<{ is?: Impact; bare?: Impact; refusal?: string }>({});
	const seq = charter.seq.value;

	useEffect(() => {
		let asked = true;

		setFound((was) => (stops ? was : {}));
		if (!stops) return undefined;
		Promise.all([api.impact(stops, true), api.impact(stops, false)]).then(
			([is, bare]) => asked && setFound({ is, bare }),
			(e: unknown) => asked && setFound({ refusal: e instanceof Error ? e.message : String(e) }));
		return () => { asked = false; };
	}, [stops, seq]);
	return found;
}

/** What stops: others can be added, each in its own way. */
function Chosen({ stops }: { stops: Stop[] }) {
	const others = charter.all("service").filter((service) => !stops.some((stop) => stop.service === service.id));
	const next = (chosen: Stop[]): void => go(chosen.length > 0 ? impactHref(written(chosen)) : charterHref("services"), true);

	return (
		<ul class="rows">
			{stops.map((stop, i) => (
				<li key={stop.service}>
					<strong>{serviceTitle(stop.service)}</strong>
					<span class="buttons">
						<select aria-label={`${say.impact_how}: ${serviceTitle(stop.service)}`} value={stop.kind}
							onChange={(e) => next(stops.with(i, { ...stop, kind: e.currentTarget.value as Words["measure_kind"] }))}>
							{Object.entries(words.measure_kind).map(([kind, doc]) => <option key={kind} value={kind} title={doc}>{wordly(kind)}</option>)}
						</select>
						<button type="button" class="quiet" onClick={() => next(stops.toSpliced(i, 1))}>{say.impact_not_this}<span class="hidden"> {serviceTitle(stop.service)}</span></button>
					</span>
				</li>
			))}
			{others.length > 0 && (
				<li>
					<select aria-label={say.impact_also} value="" onChange={(e) => next([...stops, { service: Number(e.currentTarget.value), kind: "full_shutdown" }])}>
						<option value="">{say.impact_also}</option>
						{others.map((service) => <option key={service.id} value={service.id}>{serviceTitle(service.id)}</option>)}
					</select>
				</li>
			)}
		</ul>
	);
}

/** How much of it: what is carried in part is not up. */
function partText(help: Records["impact_helper"]): string {
	if (help.kind === "mode") return say.with_less;
	if (!help.capacity) return say.carries_unknown;
	return help.kind === "needed" ? say.there_is(help.capacity) : say.carries(help.capacity);
}

function helpText(help: Records["impact_helper"]): string {
	const needed = help.kind === "needed" ? charter.all("service").find((service) => service.label === help.name) : undefined;

	return `${help.from === 0 ? say.from_at_once : say.from_after(durationText(help.from))} ${needed ? serviceTitle(needed.id) : help.name} (${partText(help)})`;
}

function Down({ hit }: { hit: Hit }) {
	if (hit.hit !== "stopped" && hit.hit !== "stops") return <>—</>;
	return (
		<>
			{hit.down ? say.down_for(durationText(hit.down)) : say.down_for_good}
			{hit.breaks_after && <> <Mark tone="bad">✕ {say.breaks_at(durationText(hit.breaks_after))}</Mark></>}
		</>
	);
}

/** Whose figures they are: the register says who said so, when. */
function Costs({ hit }: { hit: Hit }) {
	const service = charter.one("service", hit.service);
	const costs = horizons.map((hours) => hit.costs.filter((cost) => cost.hours === hours));

	return (
		<>
			{costs.map((some, i) => <td key={horizons[i]}>{some.map((cost) => <div key={cost.low.currency}>{rangeText(cost)}</div>)}{some.length === 0 && "—"}</td>)}
			<td>{hit.guessed && <Mark tone="warn">{say.guessed}</Mark>}{hit.not_costed && <Mark tone="warn">{say.not_costed}</Mark>} {service?.cost_said_by && hit.costs.length > 0 && <small>{seatName(service.cost_said_by)}, {service.cost_said_on ?? say.not_said}</small>}</td>
		</>
	);
}

function Hits({ hits }: { hits: Hit[] }) {
	return (
		<div class="scroll" tabIndex={0} role="region" aria-label={say.impact_hits}>
			<table class="figures">
				<thead>
					<tr>
						<th scope="col">{say.impact_service}</th><th scope="col">{say.impact_what}</th><th scope="col">{say.impact_down}</th><th scope="col">{say.impact_helps}</th>
						{horizons.map((hours) => <th key={hours} scope="col">{say.in_hours(hours)}</th>)}<th scope="col">{say.impact_source}</th>
					</tr>
				</thead>
				<tbody>
					{hits.map((hit) => (
						<tr key={hit.service}>
							<th scope="row"><a href={charterHref("services", hit.service)}>{serviceTitle(hit.service)}</a></th>
							<td><Mark tone={tone[hit.hit]}>{say.hit_mark[hit.hit]} {say.hit[hit.hit]}</Mark>{hit.because && <small> {say.needs} {serviceTitle(hit.because)}</small>}</td>
							<td><Down hit={hit} /></td>
							<td>{hit.helpers.length === 0 ? "—" : <ul class="plain">{hit.helpers.map((help) => <li key={help.from}>{helpText(help)}</li>)}</ul>}</td>
							<Costs hit={hit} />
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

function Sums({ is, bare }: { is: Impact; bare: Impact }) {
	const missing = is.services.filter((hit) => hit.not_costed);

	return (
		<Section title={say.impact_cost}>
			<div class="scroll" tabIndex={0} role="region" aria-label={say.impact_cost}>
				<table class="figures">
					<TotalHead title={say.impact_sum} />
					<tbody><TotalRows title={say.impact_helped} totals={is.totals} /><TotalRows title={say.impact_bare} totals={bare.totals} /></tbody>
				</table>
			</div>
			{missing.length > 0 && <p><Mark tone="warn">{say.not_costed}</Mark> {missing.map((hit) => serviceTitle(hit.service)).join(", ")}</p>}
			<Curves title={say.impact_hourly} steps={is.steps} breaks={is.services.flatMap((hit) => (hit.breaks_after ? [{ service: hit.service, after: hit.breaks_after }] : []))} />
			<p><small>{say.curve_legend} {say.impact_lead}</small></p>
		</Section>
	);
}

export function ImpactScreen({ stops }: { stops: string }) {
	const chosen = parsed(stops);
	const { is, bare, refusal } = useImpact(stops);
	const hits = (is?.services ?? []).toSorted((a, b) => order[a.hit] - order[b.hit]);

	return (
		<div class="stack">
			<p><a href={charterHref("services")}>{say.all_services}</a></p>
			<h2>{say.impact_title(chosen.map((stop) => serviceTitle(stop.service)))}</h2>
			<Chosen stops={chosen} />
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			{is && bare && (
				<>
					{hits.length === 0 ? <Empty>{say.impact_nothing}</Empty> : <><Sums is={is} bare={bare} /><Harms harms={is.harms} /></>}
					{hits.length > 0 && <Section title={say.impact_hits}><Hits hits={hits} /></Section>}
					<Section title={say.leans}><Picture services={charter.all("service")} hits={new Map(hits.map((hit) => [hit.service, hit.hit]))} /></Section>
				</>
			)}
		</div>
	);
}
