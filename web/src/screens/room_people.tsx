// room_people -- who is here, in which seats, and who decides what; what I may do alone.

import { awayUntil } from "../calling";
import { later } from "../later";
import { Empty, Mark, Person, Section, Time } from "../show";
import { type Matter, charter, me } from "../store";
import { wordly } from "../text";
import { say } from "../text/room_people";
import { RuleText } from "./authority";

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

export function RoomPeople({ of, id }: { of: Matter; id?: number | undefined }) {
	const mine = charter.all("seat").filter((seat) => seat.holders.includes(me.value?.person ?? 0)).map((seat) => seat.id);
	const rules = charter.all("rule");
	const alone = rules.filter((rule) => mine.includes(rule.accountable) && rule.concur.length === 0 && !rule.requester_excluded);

	return (
		<>
			<Roster of={of} id={id} />
			<Section title={say.alone}>
				{alone.length === 0 ? <Empty>{say.alone_nothing}</Empty> : <ul class="plain">{alone.map((rule) => <li key={rule.id}><strong>{wordly(rule.kind)}</strong></li>)}</ul>}
				<p><small>{say.alone_always}</small></p>
			</Section>
			<Members of={of} />
			<Section title={say.authority_here}>
				<dl class="pairs">
					{rules.map((rule) => [<dt key={`t${rule.id}`}>{wordly(rule.kind)}</dt>, <dd key={`d${rule.id}`}><RuleText rule={rule} /></dd>])}
				</dl>
			</Section>
		</>
	);
}
