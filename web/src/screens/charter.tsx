// charter -- who there is, who decides what, what the organisation runs; and how that is changed.

import { Give } from "../form";
import { newSeat, ruleChange, seatChange } from "../change";
import { delegationsOf } from "../ladder";
import { later } from "../later";
import { charterSpots, isGuest } from "../places";
import { type CharterTab, charterHref, go } from "../route";
import { Empty, Mark, Section, Time, personName } from "../show";
import { charter, me } from "../store";
import { wordly } from "../text";
import { say } from "../text/charter";
import { Add, Amend } from "./amend";
import { RuleList } from "./authority";
import { Brief } from "./brief";
import { Decisions } from "./decide";
import { People } from "./people";
import { Readiness } from "./readiness";
import { Rehearse } from "./rehearse";
import { Severities } from "./severities";

const Do = later(() => import("./do").then((part) => part.Do));

const Delegations = later(() => import("./delegations").then((part) => part.Delegations));

/** A guest knows by name whom they share a room with. */
const namesOf = (people: number[]): string =>
	[...new Set(people.map((id) => (charter.one("person", id) || !isGuest() ? personName(id) : say.not_named)))].join(", ");

function Seats() {
	return (
		<Section title={say.seats} action={<Add what="seat" change={newSeat} />}>
			<ul class="rows">
				{charter.all("seat").map((seat) => (
					<li key={seat.id}>
						<span>
							<strong>{seat.title ?? seat.label}</strong> <code>{seat.label}</code>
							<small>{say.held_by} {namesOf(seat.holders) || <Mark tone="warn">{say.vacant}</Mark>} · {say.deputies}: {namesOf(seat.deputies) || say.none}</small>
							{seat.takes && <small>{say.takes(wordly(seat.takes))} {seat.qualified?.map((one) => `${personName(one.person)} ${say.until} ${one.until}`).join(", ") || say.nobody}</small>}
							{delegationsOf(seat.id).map((one) => (
								<small key={one.id}><Mark tone="accent">{say.delegation.to} {personName(one.person)} {say.delegation.until} <Time at={one.until} /></Mark> {say.delegation.by} {one.decision}</small>
							))}
						</span>
						<Amend name={seat.title ?? seat.label} change={() => seatChange(seat.label)} />
					</li>
				))}
			</ul>
			{!isGuest() && <Delegations />}
		</Section>
	);
}

function Rules() {
	const rules = charter.all("rule");

	return (
		<Section title={say.rules} action={<Add what="rule" change={() => ruleChange(undefined)} />}>
			{rules.length === 0 && <Empty>{say.no_rules}</Empty>}
			<RuleList beside={(rule) => <Amend name={wordly(rule.kind)} change={() => ruleChange(rule.kind)} />} />
		</Section>
	);
}

function Changes({ id }: { id: number | undefined }) {
	if (id !== undefined) return <Brief of={charter} id={id} />;
	return (
		<>
			<Section title={say.changes} action={me.value?.officer &&
				<Give command="open_decision" room={0} fixed={{ kind: "change_charter" }} only={["question"]} label={say.change_charter} tone="primary" done={(receipt) => go(charterHref("changes", receipt.seq))} />}>
				<p>{say.change_steps}</p>
				<Decisions of={charter} />
			</Section>
			{charter.all("task").length > 0 && <Do of={charter} />}
		</>
	);
}

const AccessReview = later(() => import("./access_review").then((part) => part.AccessReview));
const Contacts = later(() => import("./contacts").then((part) => part.Contacts));
const Templates = later(() => import("./templates").then((part) => part.Templates));
const Drills = later(() => import("./drill").then((part) => part.Drills));
const Services = later(() => import("./services").then((part) => part.Services));
const Impact = later(() => import("./impact").then((part) => part.ImpactScreen));

interface CharterProps { tab: CharterTab; id: number | undefined; stops: string | undefined }

function Tab({ tab, id, stops }: CharterProps) {
	switch (tab) {
		case "people": return <People />;
		case "seats": return <Seats />;
		case "rules": return <Rules />;
		case "services": return stops ? <Impact key={stops} stops={stops} /> : <Services id={id} />;
		case "contacts": return <Contacts />;
		case "templates": return <Templates />;
		case "access": return <AccessReview />;
		case "severities": return <Severities />;
		case "readiness": return charter.all("drill").some((one) => !one.ended) ? <><Drills /><Readiness /><Rehearse /></> : <><Readiness /><Drills /><Rehearse /></>;
		case "changes": return <Changes id={id} />;
		default: return tab satisfies never;
	}
}

export function Charter({ tab, id, stops }: CharterProps) {
	const spots = charterSpots();

	return (
		<>
			<h1>{say.charter}</h1>
			<p class="lead">{say.charter_lead}{isGuest() && ` ${say.charter_guest}`}</p>
			<nav class="tabs" aria-label={say.charter}>
				{spots.map((name) => <a key={name} href={charterHref(name)} aria-current={tab === name ? "page" : undefined}>{say[name]}</a>)}
			</nav>
			{spots.includes(tab) && <Tab tab={tab} id={id} stops={stops} />}
		</>
	);
}
