// timeline -- the room's entries in order, and drawn over time in lanes.

import { useEffect, useState } from "preact/hooks";
import { type Entry, entriesAfter, headline } from "../entry";
import { events } from "../gen/api";
import { hrefAt } from "../route";
import { Empty, Person, Time, timeText } from "../show";
import type { Matter } from "../store";
import { say } from "../text";

type Lane = keyof typeof say.lanes;
const lanes = Object.keys(say.lanes) as Lane[];

function laneOf(kind: string): Lane {
	if (/^message_/.test(kind)) return "said";
	if (/^(fact_|information_|clock_)/.test(kind)) return "known";
	if (/^(measure_applied|measure_checked|measure_lifted|measure_expired|measure_ordered|task_)/.test(kind)) return "measure";
	if (/^(decision_|option_|measure_proposed|position_|interest_|condition_|decided|concurred|objected|recused|need_|answer_|deputy_|change_|erasure_)/.test(kind)) return "decision";
	return "life";
}

const meaning = (entry: Entry): string => (entry.kind in events ? events[entry.kind as keyof typeof events] : entry.kind);

/** Entries as marks in lanes; the list below says the same in words. */
function Picture({ entries }: { entries: Entry[] }) {
	const first = entries[0]?.at ?? 0;
	const span = Math.max(1, (entries.at(-1)?.at ?? 1) - first);
	const x = (at: number): number => 150 + ((at - first) / span) * 830;

	return (
		<div class="scroll" tabIndex={0} role="region" aria-label={say.lanes_label}>
			<svg class="lanes" viewBox={`0 0 1000 ${lanes.length * 34 + 30}`} role="img" aria-label={say.lanes_label}>
				{lanes.map((lane, i) => (
					<g key={lane}>
						<line x1="150" x2="980" y1={i * 34 + 20} y2={i * 34 + 20} class="lane" />
						<text x="0" y={i * 34 + 25}>{say.lanes[lane]}</text>
					</g>
				))}
				{entries.map((entry) => (
					<circle key={entry.seq} cx={x(entry.at)} cy={lanes.indexOf(laneOf(entry.kind)) * 34 + 20} r={entry.kind === "decision_taken" ? 9 : 5} class={`dot ${laneOf(entry.kind)}`}>
						<title>{`${timeText(entry.at)} ${meaning(entry)}`}</title>
					</circle>
				))}
				<text x="150" y={lanes.length * 34 + 22}>{timeText(first)}</text>
				<text x="980" y={lanes.length * 34 + 22} class="end">{timeText(first + span)}</text>
			</svg>
		</div>
	);
}

/** The room's entries, growing with it; all of them up to the entry looked back to. */
export function useEntries(of: Matter): Entry[] {
	const [entries, setEntries] = useState<Entry[]>([]);
	const until = of.seq.value;

	useEffect(() => {
		let dropped = false;
		void entriesAfter(of.room, entries.at(-1)?.seq ?? 0).then((more) => {
			if (!dropped && more.length) setEntries((had) => [...had, ...more.filter((entry) => entry.seq > (had.at(-1)?.seq ?? 0))]);
		}, () => undefined);
		return () => { dropped = true; };
	}, [of, until]);
	return of.at === undefined ? entries : entries.filter((entry) => entry.seq <= until);
}

export function Timeline({ of }: { of: Matter }) {
	const entries = useEntries(of);

	return (
		<>
			<p class="lead">{say.timeline_lead}</p>
			{entries.length === 0 ? <Empty>{say.no_entries}</Empty> : <Picture entries={entries} />}
			<ol class="entries" reversed>
				{entries.toReversed().map((entry) => (
					<li key={entry.seq}>
						<Time at={entry.at} />
						<span><span class={`lane-name ${laneOf(entry.kind)}`}>{meaning(entry)}</span> {headline(entry)} <small><Person id={entry.by.person} /></small></span>
						<a href={hrefAt(entry.seq)} aria-label={`${say.as_of} ${entry.seq}`}>{entry.seq}</a>
					</li>
				))}
			</ol>
		</>
	);
}
