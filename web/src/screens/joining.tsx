// joining -- for whoever comes in late: the story so far, and what is theirs to do.

import { onDuty, postName, spanText } from "../duty";
import { Press } from "../form";
import type { Entities } from "../gen/api";
import { Time, clock, seatName } from "../show";
import { type Matter, charter, me } from "../store";
import { lineOf, useEntriesFrom, weightiest } from "../story";
import { wordly } from "../text";
import { say } from "../text/joining";

/** When I am on, as it is planned, and since when I am. */
function MyShifts({ of }: { of: Matter }) {
	const person = me.value?.person ?? 0;
	const on = of.all("duty").filter((duty) => duty.person === person && onDuty(of, duty.seat));
	const planned = of.all("shift").filter((shift) => shift.person === person && !shift.dropped && shift.until > clock.value);

	if (on.length + planned.length === 0) return null;
	return (
		<ul class="plain">
			{on.map((duty) => <li key={`d${duty.id}`}>{say.duty.you_are_on(postName(duty.seat))} <Time at={duty.since} /></li>)}
			{planned.map((shift) => <li key={shift.id}>{say.duty.your_shift(postName(shift.seat))} {spanText(shift.from, shift.until)}</li>)}
		</ul>
	);
}

/** What the charter asks of my seats. */
function Duties() {
	const mine = charter.all("seat").filter((seat) => seat.holders.includes(me.value?.person ?? 0));
	const kinds = (of: (rule: Entities["rule"]) => boolean): string => charter.all("rule").filter(of).map((rule) => wordly(rule.kind)).join(", ");

	if (mine.length === 0) return <p>{say.joining_no_seat}</p>;
	return (
		<ul class="plain">
			{mine.map((seat) => {
				const decides = kinds((rule) => rule.accountable === seat.id);
				const concurs = kinds((rule) => rule.concur.some((group) => group.seats.includes(seat.id)));
				return <li key={seat.id}><strong>{seatName(seat.id)}</strong>{decides && <> {say.duty_decides} {decides}</>}{decides && concurs && ";"}{concurs && <> {say.duty_concurs} {concurs}</>}</li>;
			})}
		</ul>
	);
}

const lines = 10;

export function Joining({ of, read }: { of: Matter; read: () => void }) {
	const entries = useEntriesFrom(of);

	return (
		<section class="section joining">
			<header><h2>{say.joining_story}</h2></header>
			{!entries && <p role="status" class="moment">{say.loading}</p>}
			<ol class="story">
				{entries && weightiest(entries, lines).map((entry) => {
					const { what, words } = lineOf(entry, of);
					return <li key={entry.seq}><Time at={entry.at} /> <span>{what}{words && <>: <strong>{words}</strong></>}</span></li>;
				})}
			</ol>
			<h3>{say.joining_duties}</h3>
			<Duties />
			<MyShifts of={of} />
			<p class="buttons"><Press label={say.joining_read} tone="primary" hotkey="j" run={read} /></p>
		</section>
	);
}
