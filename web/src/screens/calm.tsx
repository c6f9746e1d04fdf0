// calm -- while no room is open: how ready we are, the next drill, what ends soon; each leads to where it is mended.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api";
import { endings } from "../ending";
import { Score, aboutOf } from "../finding";
import type { Records } from "../gen/api";
import { type CharterTab, charterHref } from "../route";
import { Empty, Mark, Section, Time, clock } from "../show";
import { charter, me } from "../store";
import { say } from "../text/calm";

const is = say.calm;
const gravest = 3;
const quarter = 90 * 86_400e6;

function Ready({ lint }: { lint: Records["lint"] }) {
	const found = lint.findings.toSorted((a, b) => b.weight - a.weight);

	return (
		<>
			<Score lint={lint} />
			{found.length === 0 && <p>{is.sound}</p>}
			<ul class="rows">
				{found.slice(0, gravest).map((one) => (
					<li key={`${one.kind}:${one.label ?? ""}`} class="lacks"><span><a href={charterHref("readiness")}>{aboutOf(one)}</a> <Mark tone={one.weight >= 4 ? "bad" : "warn"}>{say.costs(one.weight)}</Mark> <span class="why">{one.why}</span></span></li>
				))}
			</ul>
			<p><a href={charterHref("readiness")}>{found.length > gravest ? is.more(found.length - gravest) : is.all}</a></p>
		</>
	);
}

/** What comes round every quarter: when it was last, and by when again. */
function Round({ what, last, from = last, tab }: { what: string; last: number | undefined; /** What it is counted from, if there was none yet. */ from?: number | undefined; tab: CharterTab }) {
	const due = from && from + quarter > clock.value ? from + quarter : undefined;

	return (
		<li>
			<span><a href={charterHref(tab)}>{what}</a> {due ? <small class="beside">{is.due_by} <Time at={due} /></small> : <Mark tone="warn">{is.due}</Mark>}</span>
			{last && <small>{is.last} <Time at={last} /></small>}
		</li>
	);
}

function Ends({ access }: { access: Records["access"] | undefined }) {
	const all = endings(access);

	return (
		<Section title={is.ends} level={3}>
			{all.length === 0 && <Empty>{is.nothing_ends}</Empty>}
			<ul class="rows">{all.map(({ what, at, href }) => <li key={what}><a href={href}>{what}</a> <small><Time at={at} /></small></li>)}</ul>
		</Section>
	);
}

/** An officer with a passkey is told more; whoever is refused sees the rest. */
function useReadiness(): { lint: Records["lint"] | undefined; access: Records["access"] | undefined } {
	const [lint, setLint] = useState<Records["lint"]>();
	const [access, setAccess] = useState<Records["access"]>();

	useEffect(() => {
		void api.lint().then(setLint, () => undefined);
		if (me.value?.officer && me.value.strength === "strong") void api.access().then(setAccess, () => undefined);
	}, [charter.seq.value]);
	return { lint, access };
}

export function Calm() {
	const { lint, access } = useReadiness();
	const drill = charter.all("drill").findLast((one) => one.ended && !one.interrupted)?.ended;
	const review = charter.all("access_review").at(-1)?.at;

	return (
		<Section title={is.title}>
			{lint ? <Ready lint={lint} /> : <p role="status" class="moment">{say.looking}</p>}
			<ul class="rows">
				<Round what={is.drill} last={drill} tab="readiness" />
				{access && <Round what={is.review} last={review} from={access.looked} tab="access" />}
			</ul>
			<Ends access={access} />
		</Section>
	);
}
