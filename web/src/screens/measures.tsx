// measures -- what is missing of what was decided, and what holds; with what comes next.

import { Give } from "../form";
import { type Measure, askedAbout, gapsOf, holding, isInForce, measureTone } from "../ledger";
import { go, roomHref } from "../route";
import { Empty, Left, Mark, Section, Word, elapsedText, seatName, clock } from "../show";
import { type Matter, charter } from "../store";
import { say } from "../text";
import { briefHref } from "./decide";

export const serviceName = (measure: Measure): string => charter.one("service", measure.service)?.title ?? say.ledger.no_service;

export interface One { of: Matter; measure: Measure }

export function Gap({ measure }: { measure: Measure }) {
	if (!measure.gap || !measure.gap_since) return null;
	return <Mark tone={measure.gap === "not_tested" ? "warn" : "bad"}>{say.ledger.gap[measure.gap]} · {elapsedText((clock.value - measure.gap_since) / 1_000_000)}</Mark>;
}

/** It has been asked already: the way there. */
export function Asked({ of, measure }: One) {
	const decision = askedAbout(of, measure);

	return decision ? <a class="button" href={briefHref(of, decision.id)}>{decision.renews ? say.ledger.renewing : say.ledger.instead}</a> : null;
}

export const Renew = ({ of, measure }: One) => askedAbout(of, measure) ? null : (
	<Give command="renew_measure" room={of.room} fixed={{ measure: measure.id }} offered={{ lasts: measure.lasts }} label={say.ledger.renew} done={(receipt) => go(briefHref(of, receipt.seq))} />
);

/** What comes next for it: one button. */
export function Next({ of, measure }: One) {
	if (measure.state === "ordered") return <Give command="apply_measure" room={of.room} fixed={{ measure: measure.id }} label={say.apply} />;
	if (measure.state === "in_force") return <Give command="check_measure" room={of.room} fixed={{ measure: measure.id }} offered={measure.test ? { test: measure.test } : {}} only={["test", "failed"]} label={say.check} />;
	if (measure.state === "verified" || measure.state === "expired") return <Renew of={of} measure={measure} />;
	return null;
}

/** On another screen: what is missing and what holds, with what comes next. */
export function Measures({ of }: { of: Matter }) {
	const live = [...gapsOf(of), ...holding(of)];

	return (
		<Section title={say.measures_force} action={of.all("measure").some((one) => one.state !== "proposed") && <a class="button" href={roomHref(of.room, "measures", undefined, of.at)}>{say.ledger.all}</a>}>
			{live.length === 0 && <Empty>{say.no_measures}</Empty>}
			<ul class="rows">
				{live.map((measure) => (
					<li key={measure.id}>
						<span>
							<strong><Word word={measure.kind} /></strong>{measure.service && <> · {serviceName(measure)}</>} <Mark tone={measureTone[measure.state]}><Word word={measure.state} /></Mark> <Gap measure={measure} />
							<span class="note">{measure.text ?? say.erased}</span>
							<small>{measure.owner && seatName(measure.owner)}{measure.expires && isInForce(measure) && <> · <Left at={measure.expires} /></>}</small>
						</span>
						<span class="buttons">
							<Next of={of} measure={measure} />
							<Asked of={of} measure={measure} />
							{isInForce(measure) && <Give command="lift_measure" room={of.room} fixed={{ measure: measure.id }} label={say.lift} tone="quiet" />}
						</span>
					</li>
				))}
			</ul>
		</Section>
	);
}
