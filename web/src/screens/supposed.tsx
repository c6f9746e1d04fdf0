// supposed -- of a change of the charter that is not decided: how ready one would be with it, and what lint would find.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api";
import { aboutOf } from "../finding";
import type { Entities, Records } from "../gen/api";
import { Mark, Section } from "../show";
import type { Matter } from "../store";
import { say } from "../text/supposed";

type Lint = Records["lint"];

const beyond = (all: Lint, others: Lint): Lint["findings"] => all.findings.filter((one) => !others.findings.some((other) => other.kind === one.kind && other.label === one.label && other.why === one.why));

function Option({ title, now, then }: { title: string; now: Lint; then: Lint }) {
	const found = beyond(then, now);
	const mended = beyond(now, then);

	return (
		<li class={found.length > 0 ? "lacks" : ""}>
			<span>
				<strong>{title}</strong> <Mark tone={then.readiness < now.readiness ? "bad" : "good"}>{say.readiness(now.readiness, then.readiness)}</Mark>
				{found.map((one) => <span class="why" key={one.kind + one.label + one.why}>{say.would_find} {aboutOf(one)}. {one.why}</span>)}
				{mended.map((one) => <small key={one.kind + one.label + one.why}>{say.would_mend} {aboutOf(one)}. {one.why}</small>)}
				{found.length + mended.length === 0 && <small>{say.the_same}</small>}
			</span>
		</li>
	);
}

export function Supposed({ of, decision }: { of: Matter; decision: Entities["decision"] }) {
	const options = of.all("option").filter((option) => option.decision === decision.id && of.all("change").some((change) => change.option === option.id));
	const [told, setTold] = useState<{ now: Lint; then: Map<number, Lint> }>();

	useEffect(() => {
		let left = false;
		const ask = async (): Promise<void> => {
			const now = await api.lint();
			const then = new Map<number, Lint>();
			for (const option of options) then.set(option.id, await api.lint(option.id));
			if (!left) setTold({ now, then });
		};
		ask().catch(() => { if (!left) setTold(undefined); });          // decided meanwhile, or no connection: then nothing is supposed
		return () => { left = true; };
	}, [of.seq.value, options.length]);
	if (!told || options.length === 0) return null;
	return (
		<Section title={say.title}>
			<ul class="rows">
				{options.map((option) => {
					const then = told.then.get(option.id);
					return then && <Option key={option.id} title={option.title ?? say.erased} now={told.now} then={then} />;
				})}
			</ul>
		</Section>
	);
}
