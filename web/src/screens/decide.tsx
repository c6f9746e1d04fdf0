// decide -- the decisions of a room, what waits first; the measures in force, and the services all of it concerns.

import { Give } from "../form";
import type { Entities } from "../gen/api";
import { ruledKinds } from "../kinds";
import { standingText } from "../ladder";
import { later } from "../later";
import { charterHref, go, roomHref } from "../route";
import { Empty, Left, Mark, Section, Time, Word } from "../show";
import { askedOf, chosenTitle, planWord } from "../standing";
import type { Matter } from "../store";
import { say, wordly } from "../text";
import { CallsLink } from "./calls_link";
import { Measures } from "./measures";

const ServicesHere = later(() => import("./services_here").then((part) => part.ServicesHere));

const tone = { open: "accent", taken: "good", undecided: "bad", superseded: "plain" } as const;

export const briefHref = (of: Matter, id: number): string => (of.room === 0 ? charterHref("changes", id) : roomHref(of.room, "decide", id, of.at));

function Card({ of, decision }: { of: Matter; decision: Entities["decision"] }) {
	const mine = askedOf(of, decision).length > 0;
	const option = of.one("option", decision.option);
	const chosen = decision.option && chosenTitle(of, decision);

	return (
		<li>
			<a class={mine ? "card mine" : "card"} href={briefHref(of, decision.id)}>
				<span class="line">
					{decision.state === "open" && decision.defaulted ? <Mark tone="bad">{say.by_default.mark}</Mark> : <Mark tone={tone[decision.state]}><Word word={decision.state} /></Mark>}{decision.not_granted && <> <Mark tone="bad">{say.not_granted}</Mark></>} <strong>{decision.question ?? say.erased}</strong>
					{mine && <Mark tone="warn">{say.waits_answer}</Mark>}
				</span>
				{decision.standing && <span>{of.at === undefined ? standingText(of, decision) : decision.standing}</span>}
				<small>
					{[wordly(decision.kind), chosen, planWord(option)].filter(Boolean).join(" · ")} · {decision.state === "open" ? <Left at={decision.deadline} /> : <Time at={decision.opened} />}
				</small>
			</a>
		</li>
	);
}

/** The kinds that may be decided here, as choices: those with a rule, and in the charter its change, which is always the officers'. */
export const kindsOf = (of: Matter) =>
	(of.room === 0 ? [{ value: "change_charter", text: wordly("change_charter") }] : ruledKinds());

/** What was left undecided, and what asks whoever looks; then what else is open, the nearest deadline first; then the newest. */
function inOrder(of: Matter): Entities["decision"][] {
	const rank = (one: Entities["decision"]): number => (one.left_undecided || askedOf(of, one).length > 0 ? 0 : one.state === "open" ? 1 : 2);

	return of.all("decision").sort((a, b) => rank(a) - rank(b) || (rank(a) < 2 && a.deadline - b.deadline) || b.id - a.id);
}

export function Decisions({ of }: { of: Matter }) {
	const decisions = inOrder(of);

	return (
		<>
			{decisions.length === 0 && <Empty>{say.no_decisions}</Empty>}
			<ul class="cards">{decisions.map((decision) => <Card key={decision.id} of={of} decision={decision} />)}</ul>
		</>
	);
}

export function Decide({ of }: { of: Matter }) {
	return (
		<>
			<Section title={say.decisions} action={<>
				<CallsLink of={of} />
				<Give command="open_decision" room={of.room} only={["question", "kind"]} choices={{ kind: kindsOf(of) }} label={say.open_decision} tone="primary" hotkey="n" done={(receipt) => go(briefHref(of, receipt.seq))} />
			</>}>
				<Decisions of={of} />
			</Section>
			<Measures of={of} />
			<ServicesHere of={of} />
		</>
	);
}
