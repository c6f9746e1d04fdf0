// services_here -- the services a room concerns: how it stands with each, what hangs on it, what an hour without it costs.

import { type Concerned, aroundThem, concernedOf, isDown, stoppedNow } from "../concerned";
import type { Words } from "../gen/api";
import { measureTone } from "../ledger";
import { charterHref, impactHref, roomHref } from "../route";
import { Empty, Mark, Section, Time, Word } from "../show";
import { type Matter, charter } from "../store";
import { say } from "../text/services";
import { briefHref } from "./decide";
import { useImpact } from "./impact";
import { serviceTitle } from "./losses";
import { Picture, ServiceLine, weight } from "./services";
import { titleOf } from "./weighing";

interface One { of: Matter; one: Concerned }

/** What people said of whether it runs; a guess is shown as one. */
function Down({ one: { down } }: One) {
	if (!down || typeof down.value !== "boolean") return null;
	if (isDown(down)) return <> <Mark tone="bad">✕ {say.is_down}</Mark> <small class="beside"><Word word={down.confidence} />, <Time at={down.at} /></small></>;
	if (down.value && down.confidence === "suspected") return <> <Mark tone="warn">{say.perhaps_down}</Mark> <small class="beside"><Time at={down.at} /></small></>;
	return <> <Mark tone="good">{say.is_up}</Mark> <small class="beside"><Time at={down.at} /></small></>;
}

/** What is done to it, decided or not. */
function Done({ of, one: { measures, options, affected } }: One) {
	return (
		<>
			{affected.map((thing) => <span key={thing.id} class="note">{say.listed_as} <a href={roomHref(of.room, "scope", thing.id, of.at)}>{thing.name ?? say.erased}</a>: <Word word={thing.state} /></span>)}
			{measures.map((measure) => <span key={measure.id} class="note"><Word word={measure.kind} /> <Mark tone={measureTone[measure.state]}><Word word={measure.state} /></Mark> {measure.text ?? say.erased}</span>)}
			{options.map((measure) => {
				const decision = of.one("decision", of.one("option", measure.option)?.decision);
				return <span key={measure.id} class="note"><Word word={measure.kind} />, {say.if_chosen} <a href={decision && briefHref(of, decision.id)}>{titleOf(of, measure.option)}</a></span>;
			})}
		</>
	);
}

function Row({ of, one }: One) {
	const { service } = one;
	const needed = charter.all("service").filter((other) => other.needs.includes(service.id));

	return (
		<li id={`service-${service.id}`}>
			<ServiceLine service={service} state={<Down of={of} one={one} />}>
				{needed.length > 0 && <small>{say.needed_by}: {needed.map((other) => serviceTitle(other.id)).join(", ")}</small>}
				<Done of={of} one={one} />
			</ServiceLine>
			<a class="button" href={impactHref(String(service.id))}>{say.if_this_stops}<span class="hidden"> {serviceTitle(service.id)}</span></a>
		</li>
	);
}

/** With what follows of what is stopped now; as long as that is not known, or as it stood, without. */
function Hanging({ of, concerned }: { of: Matter; concerned: Concerned[] }) {
	const stopped = of.at === undefined ? stoppedNow(concerned) : "";
	const { is } = useImpact(stopped);
	const services = aroundThem(concerned);
	const hits = new Map<number, Words["impact_hit"]>(is?.services.map((hit) => [hit.service, hit.hit]));

	if (services.length < 2) return null;
	return (
		<Section title={say.hangs_on} level={3} action={stopped && <a class="button" href={impactHref(stopped)}>{say.impact_more}</a>}>
			<p><small>{say.leans_lead}</small></p>
			<Picture services={services} {...(hits.size > 0 ? { hits } : {})} />
		</Section>
	);
}

export function ServicesHere({ of }: { of: Matter }) {
	const concerned = concernedOf(of).sort((a, b) => Number(isDown(b.down)) - Number(isDown(a.down)) || weight[a.service.criticality] - weight[b.service.criticality] || a.service.id - b.service.id);

	if (charter.all("service").length === 0) return null;
	return (
		<Section title={say.services_here} action={<a class="button" href={charterHref("services")}>{say.all_services}</a>}>
			{concerned.length === 0 && <Empty>{say.services_here_none}</Empty>}
			<ul class="rows">{concerned.map((one) => <Row key={one.service.id} of={of} one={one} />)}</ul>
			{concerned.length > 0 && <Hanging of={of} concerned={concerned} />}
		</Section>
	);
}
