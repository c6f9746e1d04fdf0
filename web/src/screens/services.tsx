// services -- what the organisation runs: what leans on what, what an outage costs as it lasts, what else would do.

import { type ComponentChildren, Fragment } from "preact";
import { calendarChange, serviceChange } from "../change";
import type { Entities, Money, Words } from "../gen/api";
import { charterHref, impactHref } from "../route";
import { Empty, Mark, Section, costText, durationText, seatName } from "../show";
import { charter, me } from "../store";
import { wordly } from "../text";
import { say } from "../text/services";
import { Add, Amend } from "./amend";
import { type CurveStep, Curve, box } from "./curve";
import { Remove } from "./remove";
import { BringTable } from "./services_table";

type Service = Entities["service"];

const nameOf = (service: Service): string => service.title ?? service.label;
const tone = (service: Service): "warn" | "accent" | "plain" => (service.criticality === "vital" ? "warn" : service.criticality === "important" ? "accent" : "plain");

/* ---- cost over time, drawn ---- */

const amount = (money: Money | undefined): number | undefined => (money ? Number(money.amount) : undefined);

/** What is not known is drawn where its neighbours are. */
function step(from: number, of: { cost_low?: Money; cost_likely?: Money; cost_high?: Money }): CurveStep | undefined {
	const known = [amount(of.cost_low), amount(of.cost_likely), amount(of.cost_high)];
	const some = known.filter((one) => one !== undefined);

	if (some.length === 0) return undefined;
	const low = known[0] ?? Math.min(...some);
	const high = known[2] ?? Math.max(...some);
	return { from, low, likely: known[1] ?? (low + high) / 2, high };
}

const stepsOf = (service: Service): CurveStep[] =>
	[step(0, service), ...(service.cost_later ?? []).map((later) => step(later.from_hour, later))].filter((one) => one !== undefined);

const short = (value: number, currency: string): string =>
	new Intl.NumberFormat(undefined, { style: "currency", currency, notation: "compact", maximumSignificantDigits: 2 }).format(value);

function CostCurve({ service }: { service: Service }) {
	const steps = stepsOf(service);
	const currency = (service.cost_likely ?? service.cost_high ?? service.cost_low)?.currency;

	if (steps.length === 0 || !currency) return <Empty>{say.no_cost}</Empty>;
	const tolerance = (service.tolerance ?? 0) / 3600;
	const end = Math.max(24, (steps.at(-1)?.from ?? 0) * 1.5, tolerance * 1.2);

	return (
		<Curve title={say.cost_curve} words={steps.map((one) => say.from_hour(one.from, short(one.low, currency), short(one.high, currency))).join("; ")}
			steps={steps} end={end} ticks={[...new Set([0, ...steps.map((one) => one.from), end])]} price={(cost) => short(cost, currency)}>
			{(x) => tolerance > 0 && tolerance <= end && (
				<g>
					<line class="limit" x1={x(tolerance)} x2={x(tolerance)} y1={box.top} y2={box.bottom} />
					<text class="limit-text" x={x(tolerance) + 5} y={box.top + 12}>{say.tolerance}: {durationText(service.tolerance ?? 0)}</text>
				</g>
			)}
		</Curve>
	);
}

/* ---- what leans on what, drawn in layers ---- */

/** A service's layer: one above the highest of what it needs; what needs itself round about is cut where it closes. */
function layersOf(services: Service[]): Map<number, number> {
	const layers = new Map<number, number>();
	const visit = (service: Service, path: Set<number>): number => {
		const known = layers.get(service.id);

		if (known !== undefined) return known;
		if (path.has(service.id)) return -1;
		const below = service.needs.map((id) => services.find((one) => one.id === id)).filter((one) => one !== undefined);
		const layer = 1 + Math.max(-1, ...below.map((one) => visit(one, new Set([...path, service.id]))));
		layers.set(service.id, layer);
		return layer;
	};
	for (const service of services) visit(service, new Set());
	return layers;
}

const size = { width: 168, height: 54, line: 15, gapX: 20, gapY: 46 };

/** `now`: the one looked at.  `hits`: what becomes of each if something stops, by a word and the shape of its edge. */
export function Picture({ services, now, hits }: { services: Service[]; now?: number | undefined; hits?: ReadonlyMap<number, Words["impact_hit"]> }) {
	const layers = layersOf(services);
	const depth = Math.max(0, ...layers.values());
	const rows = Array.from({ length: depth + 1 }, (_, layer) => services.filter((one) => layers.get(one.id) === depth - layer));
	const columns = Math.max(1, ...rows.map((row) => row.length));
	const width = columns * (size.width + size.gapX);
	const places = new Map(rows.flatMap((row, level) => row.map((one, i) =>
		[one.id, { x: (i + (columns - row.length) / 2) * (size.width + size.gapX) + size.gapX / 2, y: level * (size.height + size.gapY) + 4 }] as const)));
	const near = new Set(now === undefined ? [] : [now, ...(charter.one("service", now)?.needs ?? []), ...services.filter((one) => one.needs.includes(now)).map((one) => one.id)]);
	const height = rows.length * (size.height + size.gapY) - size.gapY + 12;

	return (
		<div class="scroll">
			<svg class="leans" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="group" aria-label={`${say.leans}: ${services.filter((one) => one.needs.length > 0).map((one) => `${nameOf(one)} ${say.needs} ${one.needs.map(serviceName).join(", ")}`).join("; ")}`}>
				<defs><marker id="lean-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0L8 4L0 8z" /></marker></defs>
				{services.flatMap((one) => one.needs.map((id) => {
					const from = places.get(one.id);
					const to = places.get(id);
					if (!from || !to) return null;
					const up = to.y <= from.y;       // a round: it goes back up
					const bend = up ? -size.gapY : size.gapY;
					const x1 = from.x + size.width / 2;
					const x2 = to.x + size.width / 2;
					const y1 = up ? from.y : from.y + size.height;
					const y2 = up ? to.y + size.height : to.y;
					const on = hits ? hits.has(one.id) && hits.has(id) : now === undefined || one.id === now || id === now;
					return <path key={`${one.id}-${id}`} class={`lean${up ? " round" : ""}${on ? "" : " far"}`} d={`M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`} marker-end="url(#lean-tip)" />;
				}))}
				{services.map((one) => {
					const at = places.get(one.id);
					if (!at) return null;
					const hit = hits?.get(one.id);
					const lines = [...inLines(nameOf(one)), ...(hit ? [`${say.hit_mark[hit]} ${say.hit[hit]}`] : [])];
					const far = hits ? !hit : now !== undefined && !near.has(one.id);
					return (
						<a key={one.id} href={charterHref("services", one.id)}>
							<rect class={`service ${one.criticality}${one.id === now ? " here" : ""}${far ? " far" : ""}${hit ? ` hit ${hit}` : ""}`} x={at.x} y={at.y} width={size.width} height={size.height} rx="5" />
							<text class="middle" y={at.y + size.height / 2 + 5 - (lines.length - 1) * size.line / 2}>
								{lines.map((line, i) => <tspan key={i} class={hit && i === lines.length - 1 ? "hit-word" : undefined} x={at.x + size.width / 2} dy={i && size.line}>{line}</tspan>)}
							</text>
							<title>{nameOf(one)}, {wordly(one.criticality)}{hit && `: ${say.hit[hit]}`}</title>
						</a>
					);
				})}
			</svg>
		</div>
	);
}

const clipped = (name: string): string => (name.length > 23 ? `${name.slice(0, 22)}…` : name);
/** What its box has room for: two lines. */
function inLines(name: string): string[] {
	const cut = name.length > 23 ? name.lastIndexOf(" ", 22) : -1;
	return cut > 0 ? [name.slice(0, cut), clipped(name.slice(cut + 1))] : [clipped(name)];
}

function serviceName(id: number): string {
	const service = charter.one("service", id);
	return service ? nameOf(service) : `#${id}`;
}

/* ---- a service's own page ---- */

function Names({ ids }: { ids: number[] }) {
	if (ids.length === 0) return <>{say.none}</>;
	return <>{ids.map((id, i) => <span key={id}>{i > 0 && ", "}<a href={charterHref("services", id)}>{serviceName(id)}</a></span>)}</>;
}

function Modes({ service }: { service: Service }) {
	const modes = service.words?.modes ?? [];
	const routes = service.words?.routes ?? [];

	return (
		<div class="two">
			<Section title={say.modes}>
				{modes.length === 0 && <Empty>{say.no_modes}</Empty>}
				<ul class="rows">
					{modes.map((mode) => (
						<li key={mode.name}>
							<span><strong>{mode.name}</strong><small>{mode.lost}</small></span>
							<span>{mode.cost_percent ? say.of_full_cost(mode.cost_percent) : costText(mode) && `${costText(mode)} ${say.per_hour}`}</span>
						</li>
					))}
				</ul>
			</Section>
			<Section title={say.routes}>
				{routes.length === 0 && <Empty>{say.no_routes}</Empty>}
				<ul class="rows">
					{routes.map((route) => (
						<li key={route.name}>
							<strong>{route.name}</strong>
							<span>{[route.switch_takes && say.switches_in(durationText(route.switch_takes)), route.capacity && say.carries(route.capacity)].filter(Boolean).join(", ")}</span>
						</li>
					))}
				</ul>
			</Section>
		</div>
	);
}

function Harm({ service: { harm } }: { service: Service }) {
	const said = (["trust", "customers", "competition"] as const).filter((to) => harm?.[to]);

	if (said.length === 0) return null;
	return (
		<Section title={say.harm_of_a_day}>
			<dl class="pairs">{said.map((to) => <Fragment key={to}><dt>{say.harmed[to]}</dt><dd>{wordly(harm?.[to])}</dd></Fragment>)}</dl>
			{harm?.said_by && <p><small>{say.said_by(seatName(harm.said_by), harm.said_on ?? "")}</small></p>}
		</Section>
	);
}

const known = (seconds: number | undefined): string => (seconds ? durationText(seconds) : say.not_said);

function One({ service }: { service: Service }) {
	const all = charter.all("service");

	return (
		<div class="stack">
			<p><a href={charterHref("services")}>{say.all_services}</a></p>
			<h2>{nameOf(service)} <Mark tone={tone(service)}>{wordly(service.criticality)}</Mark></h2>
			<p class="buttons">
				<a class="button" href={impactHref(String(service.id))}>{say.if_this_stops}</a>
				<Amend name={nameOf(service)} change={() => serviceChange(service.label)} />
				{me.value?.officer && <Remove name={nameOf(service)} change={{ removes_service: service.id }} />}
			</p>
			<dl class="pairs">
				<dt>{say.owner}</dt><dd>{service.owner ? seatName(service.owner) : <Mark tone="warn">{say.nobody}</Mark>}</dd>
				<dt>{say.tolerance}</dt><dd>{known(service.tolerance)}</dd>
				<dt>{say.rto}</dt><dd>{known(service.rto)}</dd>
				<dt>{say.rpo}</dt><dd>{known(service.rpo)}</dd>
				<dt>{say.needs_these}</dt><dd><Names ids={service.needs} /></dd>
				<dt>{say.needed_by}</dt><dd><Names ids={all.filter((one) => one.needs.includes(service.id)).map((one) => one.id)} /></dd>
				{service.words?.customers && <><dt>{say.customers}</dt><dd class="note">{service.words.customers}</dd></>}
				{service.words?.obligations && <><dt>{say.obligations}</dt><dd class="note">{service.words.obligations}</dd></>}
			</dl>
			<Section title={say.cost_curve}>
				<CostCurve service={service} />
				<p><small>{say.curve_legend}{service.cost_said_by && ` ${say.said_by(seatName(service.cost_said_by), service.cost_said_on ?? "")}`}</small></p>
			</Section>
			<Harm service={service} />
			<Modes service={service} />
			<Section title={say.leans}><Picture services={all} now={service.id} /></Section>
		</div>
	);
}

/** It in a list: `state` is how it stands with it now, in a room. */
export function ServiceLine({ service, state, children }: { service: Service; state?: ComponentChildren; children?: ComponentChildren }) {
	const cost = costText(service);

	return (
		<span>
			<a href={charterHref("services", service.id)}><strong>{nameOf(service)}</strong></a> <Mark tone={tone(service)}>{wordly(service.criticality)}</Mark>{state}
			<small>
				{service.owner ? seatName(service.owner) : say.nobody}{service.tolerance && <> · {say.down_at_most(durationText(service.tolerance))}</>}
				{cost && <> · {cost} {say.per_hour}</>}{service.needs.length > 0 && <> · {say.needs} {service.needs.map(serviceName).join(", ")}</>}
			</small>
			{children}
		</span>
	);
}

export const weight = { vital: 0, important: 1, ordinary: 2 } as const;

function Calendars() {
	const calendars = charter.all("calendar");

	if (calendars.length === 0 && !me.value?.officer) return null;
	return (
		<Section title={say.calendars} action={<Add what="calendar" change={() => calendarChange(undefined)} />}>
			<ul class="rows">
				{calendars.map((one) => (
					<li key={one.id}>
						<span>
							<strong>{one.title ?? one.label}</strong> <code>{one.label}</code>
							<small>{one.working.map(({ day }) => wordly(day)).join(", ")} · {say.holidays(one.holidays.length)} · {say.ahead(one.utc_offset)} · {say.summer[one.summer_time ?? "unknown"]}</small>
						</span>
						<Amend name={one.title ?? one.label} change={() => calendarChange(one.label)} />
					</li>
				))}
			</ul>
		</Section>
	);
}

export function Services({ id }: { id: number | undefined }) {
	const services = charter.all("service").sort((a, b) => weight[a.criticality] - weight[b.criticality] || nameOf(a).localeCompare(nameOf(b)));
	const one = services.find((service) => service.id === id);

	if (one) return <One service={one} />;
	return (
		<div class="stack">
			<Section title={say.services} action={(
				<span class="buttons">
					{services.length > 0 && <a class="button" href="/api/charter/services.csv" download="services.csv">{say.as_table}</a>}
					<Add what="service" change={() => serviceChange(undefined)} />
					{me.value?.officer && <BringTable />}
				</span>
			)}>
				{services.length === 0 && <Empty>{say.no_services}</Empty>}
				<ul class="rows">{services.map((service) => <li key={service.id}><ServiceLine service={service} /></li>)}</ul>
			</Section>
			{services.some((service) => service.needs.length > 0) && <Section title={say.leans}><p><small>{say.leans_lead}</small></p><Picture services={services} /></Section>}
			<Calendars />
		</div>
	);
}
