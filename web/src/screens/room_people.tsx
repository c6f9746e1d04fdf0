// room_people -- who is here, in which seats, and who decides what; what I may do alone.

import { awayUntil } from "../calling";
import { standsInFor } from "../duty";
import type { Entities } from "../gen/api";
import { later } from "../later";
import { Empty, Mark, Person, Section, Time, clock, durationText, seatName } from "../show";
import { type Matter, charter, me } from "../store";
import { wordly } from "../text";
import { say } from "../text/room_people";
import { RuleList } from "./authority";

const Roster = later(() => import("./roster").then((part) => part.Roster));

function Members({ of }: { of: Matter }) {
	const room = of.one("room", of.room);
	const seats = (person: number): string => charter.all("seat").filter((seat) => seat.holders.includes(person)).map((seat) => seat.title ?? seat.label).join(", ") || say.no_seat;

	return (
		<Section title={say.members}>
			<ul class="rows">
				{of.members().map((id) => (
					<li key={id}>
						<span><Person id={id} /> {id === room?.commander && <Mark tone="accent">{say.commander}</Mark>} <Away person={id} /> <small>{seats(id)}</small></span>
					</li>
				))}
			</ul>
		</Section>
	);
}

/** Somebody who is away, until when. */
function Away({ person }: { person: number }) {
	const until = awayUntil(person);
	return until ? <Mark tone="warn">{say.calls.away} <Time at={until} /></Mark> : null;
}

type Rule = Entities["rule"];

/** In whose place somebody may answer: their own, or another's for a time or for some kinds of decision alone. */
interface Place { seat: number; kinds?: string[] | undefined }

function placesOf(of: Matter, person: number): Place[] {
	const held = charter.all("seat").filter((seat) => seat.holders.includes(person)).map((seat) => ({ seat: seat.id }));
	const lent = charter.all("delegation").filter((one) => one.person === person && !one.ended && one.from <= clock.value && clock.value < one.until);
	const called = of.all("deputy").filter((one) => one.person === person && !one.ended).flatMap((one) => {
		const decision = of.one("decision", one.decision);
		return decision?.state === "open" ? [{ seat: one.seat, kinds: [decision.kind] }] : [];
	});

	return [...held, ...standsInFor(of, person).map((seat) => ({ seat })), ...lent, ...called];
}

const isTheirs = (places: Place[], seat: number, kind: string): boolean =>
	places.some((place) => place.seat === seat && (!place.kinds?.length || place.kinds.includes(kind)));

const limitsOf = (rule: Rule, places: Place[]): NonNullable<Rule["alone"]> => (rule.alone ?? []).filter((one) => isTheirs(places, one.seat, rule.kind));
const decidesAlone = (rule: Rule, places: Place[]): boolean => rule.concur.length === 0 && !rule.requester_excluded && isTheirs(places, rule.accountable, rule.kind);

/** What they may decide, as nobody must concur; and what they may do at once, within its limits. */
function Alone({ of }: { of: Matter }) {
	const places = placesOf(of, me.value?.person ?? 0);
	const rules = charter.all("rule").filter((rule) => decidesAlone(rule, places) || limitsOf(rule, places).length > 0);

	return (
		<Section title={say.alone}>
			{rules.length === 0 ? <Empty>{say.alone_nothing}</Empty> : (
				<ul class="plain">
					{rules.map((rule) => (
						<li key={rule.id}>
							<strong>{wordly(rule.kind)}</strong>
							{!decidesAlone(rule, places) && limitsOf(rule, places).map((one, i) => (
								<span key={i}>{i > 0 ? "; " : ", "}{(one.emergency ? say.alone_emergency : say.alone_for)(seatName(one.seat), durationText(one.holds))}{one.when && <>, {say.alone_while} <code>{one.when}</code></>}</span>
							))}
						</li>
					))}
				</ul>
			)}
			<p><small>{charter.one("person", me.value?.person)?.outside ? say.alone_guest : say.alone_always}</small></p>
		</Section>
	);
}

export function RoomPeople({ of, id }: { of: Matter; id?: number | undefined }) {
	return (
		<>
			<Roster of={of} id={id} />
			<Alone of={of} />
			<Members of={of} />
			<Section title={say.authority_here}>
				<RuleList />
			</Section>
		</>
	);
}
