// concerned -- the services that this room bears on: said to be down, hit, held by a measure, or touched by an option that is not decided.

import type { Entities } from "./gen/api";
import { type Measure, gapsOf, holding, isInForce } from "./ledger";
import { type Matter, charter } from "./store";

type Service = Entities["service"];

/** `down`: what was said of whether it is. `measures` hold, or were decided to; `options` would do something to it. */
export interface Concerned { service: Service; down: Entities["fact"] | undefined; affected: Entities["affected"][]; measures: Measure[]; options: Measure[] }

const same = (one: string | undefined, other: string | undefined): boolean => one !== undefined && one.toLowerCase() === other?.toLowerCase();

/** What was said, as it is read where costs are reckoned: "ledger.down". */
export const isDown = (fact: Entities["fact"] | undefined): boolean => fact?.value === true && (fact.confidence === "confirmed" || fact.confidence === "probable");

export function concernedOf(of: Matter): Concerned[] {
	const live = [...gapsOf(of), ...holding(of)];
	const proposed = of.all("measure").filter((one) => one.state === "proposed" && of.one("decision", of.one("option", one.option)?.decision)?.state === "open");
	const facts = of.all("fact").filter((one) => one.current);
	const things = of.all("affected").filter((one) => one.kind === "service");

	return charter.all("service")
		.map((service) => ({
			service,
			down: facts.find((one) => one.name === `${service.label}.down`),
			affected: things.filter((one) => [service.label, service.title].some((name) => same(name, one.name) || same(name, one.identifier))),
			measures: live.filter((one) => one.service === service.id),
			options: proposed.filter((one) => one.service === service.id),
		}))
		.filter((one) => one.down || one.affected.length + one.measures.length + one.options.length > 0);
}

/** What is stopped or made to do less now, as it is asked what follows: "12,15:degraded_mode". */
export const stoppedNow = (concerned: Concerned[]): string => concerned.flatMap(({ service, down, measures }) => {
	const shut = measures.filter(isInForce).sort((a, b) => Number(b.kind === "full_shutdown") - Number(a.kind === "full_shutdown"))[0];

	return isDown(down) ? [`${service.id}:full_shutdown`] : shut ? [`${service.id}:${shut.kind}`] : [];
}).join(",");

/** They, what cannot do without them however far up, and what they themselves cannot do without. */
export function aroundThem(concerned: Concerned[]): Service[] {
	const all = charter.all("service");
	const near = new Set(concerned.map(({ service }) => service.id));

	for (let before = -1; before < near.size;) {
		before = near.size;
		for (const one of all) if (one.needs.some((id) => near.has(id))) near.add(one.id);
	}
	for (const { service } of concerned) for (const id of service.needs) near.add(id);
	return all.filter((one) => near.has(one.id));
}
