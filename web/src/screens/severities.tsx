// severities -- what the charter says of how bad a matter is, what that sets going, and what a page says.

import { severityChange } from "../change";
import { type Words, words } from "../gen/api";
import { criterionFor, followsText, outOfBandText } from "../severity";
import { Mark, Section, SeverityBadge } from "../show";
import { charter } from "../store";
import { say } from "../text/charter";
import { Amend } from "./amend";

export function Severities() {
	const all = Object.keys(words.severity) as Words["severity"][];

	return (
		<>
			<ul class="rows">
				{all.map((severity) => {
					const one = criterionFor(severity);
					return (
						<li key={severity}>
							<span>
								<SeverityBadge severity={severity} /> <span class="note">{one?.criteria ?? <Mark tone="warn">{say.severity_unwritten}</Mark>}</span>
								{one && <small>{followsText(one) || say.severity_nobody}</small>}
							</span>
							<Amend name={severity} change={() => severityChange(severity)} />
						</li>
					);
				})}
			</ul>
			<Section title={say.out_of_band.title}><p>{outOfBandText(charter.all("out_of_band").at(-1))}</p></Section>
		</>
	);
}
