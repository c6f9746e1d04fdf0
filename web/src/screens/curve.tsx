// curve -- what an hour costs, as time goes on: a stepped line in its band, and beside it the moments that change something.

import type { ComponentChildren } from "preact";

/** From that hour on an hour costs so much, until the next step. */
export interface CurveStep { from: number; low: number; likely: number; high: number }

/** Where it is drawn, in the units of the picture. */
export const box = { left: 64, right: 600, top: 10, bottom: 180 };

interface CurveProps {
	title: string;
	/** What it shows, in words, for whoever does not see it. */
	words: string;
	steps: CurveStep[];
	/** The last hour that is drawn. */
	end: number;
	/** Hours that are named below. */
	ticks: number[];
	price: (cost: number) => string;
	/** What else is drawn: moments, by where an hour lies across. */
	children: (x: (hour: number) => number) => ComponentChildren;
}

export function Curve({ title, words, steps, end, ticks, price, children }: CurveProps) {
	const most = Math.max(1, ...steps.map((one) => one.high)) * 1.08;
	const x = (hour: number): number => box.left + (hour / end) * (box.right - box.left);
	const y = (cost: number): number => box.bottom - (cost / most) * (box.bottom - box.top);
	const line = (of: (one: CurveStep) => number): string[] => steps.flatMap((one, i) => [`${x(one.from)},${y(of(one))}`, `${x(steps[i + 1]?.from ?? end)},${y(of(one))}`]);

	return (
		<div class="scroll" tabIndex={0} role="region" aria-label={title}>
			<svg class="curve" viewBox="0 0 620 215" role="img" aria-label={`${title}: ${words}`}>
				{[0, 0.5, 1].map((part) => (
					<g key={part}>
						<line class="grid" x1={box.left} x2={box.right} y1={y(most * part)} y2={y(most * part)} />
						<text class="end" x={box.left - 6} y={y(most * part) + 4}>{price(most * part)}</text>
					</g>
				))}
				<polygon class="band" points={[...line((one) => one.high), ...line((one) => one.low).toReversed()].join(" ")} />
				<polyline class="likely" points={line((one) => one.likely).join(" ")} />
				{children(x)}
				{ticks.map((hour) => <text key={hour} class="middle" x={x(hour)} y={box.bottom + 18}>{Math.round(hour)} h</text>)}
			</svg>
		</div>
	);
}
