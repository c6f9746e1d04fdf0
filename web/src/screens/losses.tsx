// losses -- what is lost as time goes on: a stepped curve, and sums by hours; ranges, two significant figures.

import type { ComponentChildren } from "preact";
import type { Money, Records } from "../gen/api";
import { costText, durationText } from "../show";
import { charter } from "../store";
import { say } from "../text/services";
import { Curve, box } from "./curve";

type Cost = Records["impact_cost"];
type Step = Records["impact_step"];
/** `hour`: where it is drawn, if not so long after the beginning. */
type Break = Records["impact_break"] & { hour?: number };
const hourOf = (one: Break): number => one.hour ?? one.after / 3600;

export const serviceTitle = (id: number): string => {
	const service = charter.one("service", id);
	return service ? (service.title ?? service.label) : `#${id}`;
};

export const rangeText = (of: { low: Money; likely: Money; high: Money }): string => costText({ cost_low: of.low, cost_likely: of.likely, cost_high: of.high });

const short = ({ amount, currency }: Money): string => costText({ cost_low: { amount, currency } });
const byCurrency = <T extends { low: Money }>(all: T[]): [string, T[]][] => [...Map.groupBy(all, (one) => one.low.currency)];

export const horizons = [1, 4, 24, 72] as const;

/** A row of sums for each currency: they are never added. */
export function TotalRows({ title, totals, also }: { title: string; totals: Cost[]; also?: ComponentChildren }) {
	const last = also === undefined ? null : <td>{also}</td>;

	if (totals.length === 0) return <tr><th scope="row">{title}</th><td colSpan={horizons.length}>{say.no_cost}</td>{last}</tr>;
	return (
		<>
			{byCurrency(totals).map(([currency, costs]) => (
				<tr key={currency}>
					<th scope="row">{title}</th>
					{horizons.map((hours) => {
						const cost = costs.find((one) => one.hours === hours);
						return <td key={hours}>{cost ? rangeText(cost) : "—"}</td>;
					})}
					{last}
				</tr>
			))}
		</>
	);
}

export function TotalHead({ title, also }: { title: string; also?: string }) {
	return <thead><tr><th scope="col">{title}</th>{horizons.map((hours) => <th key={hours} scope="col">{say.in_hours(hours)}</th>)}{also && <th scope="col">{also}</th>}</tr></thead>;
}

const end = 72;
const number = (money: Money): number => Number(money.amount);

function CostCurve({ title, steps, breaks }: { title: string; steps: Step[]; breaks: Break[] }) {
	const currency = steps[0]?.low.currency ?? "EUR";
	const words = [...steps.map((one) => say.from_hour(one.from_hour, short(one.low), short(one.high))), ...breaks.map(breakText)];

	return (
		<Curve title={title} words={words.join("; ")} steps={steps.map((one) => ({ from: one.from_hour, low: number(one.low), likely: number(one.likely), high: number(one.high) }))}
			end={end} ticks={[0, 4, 24, 48, end]} price={(cost) => short({ amount: String(cost), currency })}>
			{(x) => breaks.filter((one) => hourOf(one) <= end).map((one, i) => {
				const at = x(hourOf(one));
				const right = at < 380;
				return (
					<g key={one.service}>
						<line class="limit" x1={at} x2={at} y1={box.top} y2={box.bottom} />
						<text class={right ? "limit-text" : "limit-text end"} x={at + (right ? 5 : -5)} y={box.top + 12 + (i % 10) * 16}>✕ {breakText(one)}</text>
					</g>
				);
			})}
		</Curve>
	);
}

export const breakText = (one: Break): string => say.breaks(serviceTitle(one.service), durationText(one.after));

/** What each hour costs, a curve for each currency. */
export function Curves({ title, steps, breaks }: { title: string; steps: Step[]; breaks: Break[] }) {
	return <>{byCurrency(steps).map(([currency, some]) => <CostCurve key={currency} title={title} steps={some} breaks={breaks} />)}</>;
}
