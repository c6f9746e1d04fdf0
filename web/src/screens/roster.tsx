// roster -- who is on in each seat and in command, since when, until when; who follows; and what is being handed over.

import { useContext } from "preact/hooks";
import { awayUntil } from "../calling";
import { type Post, isTheirs, mayBeOn, onDuty, postName, shiftsOf, spanText, timeWith, waitingHandovers } from "../duty";
import { Give, Past } from "../form";
import type { Entities } from "../gen/api";
import { Mark, Person, Section, Time, clock, elapsedText, personName } from "../show";
import { type Matter, charter, me } from "../store";
import { say } from "../text/roster";
import { HandOver, HandoverPage } from "./handover";

/** What time it is with somebody, where it is another one. */
export function With({ person }: { person: number }) {
	const there = timeWith(person);
	return there ? <small class="beside">{say.duty.with_them(there)}</small> : null;
}

function Hours({ duty }: { duty: Entities["duty"] }) {
	const on = elapsedText((clock.value - duty.since) / 1_000_000);
	const tone = clock.value >= duty.loud_at ? "bad" : clock.value >= duty.warn_at ? "warn" : undefined;

	return <>{tone ? <Mark tone={tone}>{tone === "bad" ? say.duty.too_long(on) : say.duty.long(on)}</Mark> : say.duty.on_for(on)}, {say.since} <Time at={duty.since} /></>;
}

/** Who is on; while nobody said so, who holds the seat. */
function On({ post, duty }: { post: Post; duty: Entities["duty"] | undefined }) {
	const holders = charter.one("seat", post)?.holders ?? [];
	const people = duty ? [duty.person] : holders;
	const away = awayUntil(duty?.person);
	const standsIn = duty && post && !holders.includes(duty.person);

	if (people.length === 0) return <>{say.vacant}</>;
	return (
		<>
			{people.map((id, i) => <span key={id}>{i > 0 && ", "}<Person id={id} /> <With person={id} /></span>)}{" "}
			{away && <Mark tone="warn">{say.calls.away} <Time at={away} /></Mark>}
			<small>{duty ? <Hours duty={duty} /> : say.duty.not_said}{standsIn && ` · ${say.deputy_for} ${holders.map(personName).join(", ")}`}</small>
			{duty?.why && <span class="note">{duty.why}</span>}
		</>
	);
}

/** Until when, and who follows. */
function Shifts({ of, post, planner }: { of: Matter; post: Post; planner: boolean }) {
	const past = useContext(Past);
	const shifts = shiftsOf(of, post);

	if (shifts.length === 0) return null;
	return (
		<ul class="plain">
			{shifts.map((shift) => (
				<li key={shift.id}>
					<small class="beside">{shift.from <= clock.value ? say.duty.now : say.duty.then} {spanText(shift.from, shift.until)} <Person id={shift.person} /></small>{" "}
					{shift.late && <Mark tone="warn">{say.duty.late}</Mark>}
					{planner && !past && <Give command="drop_shift" room={of.room} fixed={{ shift: shift.id }} label={say.duty.drop_shift} title={`${postName(post)}, ${personName(shift.person)}`} tone="quiet" />}
				</li>
			))}
		</ul>
	);
}

const hour = 3_600_000_000;

function Row({ of, post }: { of: Matter; post: Post }) {
	const mine = me.value?.person ?? 0;
	const duty = onDuty(of, post);
	const holder = !!charter.one("seat", post)?.holders.includes(mine);
	const room = of.one("room", of.room);
	const planner = (room?.commander ?? 0) === mine || holder || duty?.person === mine;
	const from = shiftsOf(of, post).at(-1)?.until ?? Math.ceil(clock.value / hour) * hour;
	const offered = waitingHandovers(of).some((one) => one.seat === post);

	return (
		<li>
			<span>
				<strong>{postName(post)}</strong> <On post={post} duty={duty} />
				<Shifts of={of} post={post} planner={planner} />
			</span>
			<span class="buttons">
				{isTheirs(of, post) && !offered && <HandOver of={of} post={post} />}
				{post && holder && duty?.person !== mine && <Give command="take_duty" room={of.room} fixed={duty ? { seat: post } : { seat: post, why: undefined }} label={say.duty.i_am_on} title={postName(post)} />}
				{!post && duty?.person !== mine && <Give command="take_command" room={of.room} label={say.take_command} tone="quiet" />}
				{planner && <Give command="set_shift" room={of.room} fixed={{ seat: post }} offered={{ from, until: from + 8 * hour }} label={say.duty.plan} title={postName(post)} tone="quiet"
					choices={{ person: mayBeOn(of, post).map((person) => ({ value: String(person), text: personName(person) })) }} />}
			</span>
		</li>
	);
}

/** What is offered and not answered stands first; so does the one that was asked for. */
export function Roster({ of, id }: { of: Matter; id?: number | undefined }) {
	const waiting = waitingHandovers(of);
	const asked = of.one("handover", id);
	const pages = asked ? [asked, ...waiting.filter((one) => one.id !== asked.id)] : waiting;
	const [, ...seats] = charter.all("seat");       // the officers', which stands first in every charter, is of no room

	if (!of.one("room", of.room)?.commander && pages.length === 0 && of.all("duty").length === 0) return null;
	return (
		<>
			{pages.map((one) => <HandoverPage key={one.id} of={of} handover={one} />)}
			<Section title={say.duty.roster}>
				<p><small>{say.duty.lead}</small></p>
				<ul class="rows">
					<Row of={of} post={undefined} />
					{seats.map((seat) => <Row key={seat.id} of={of} post={seat.id} />)}
				</ul>
			</Section>
		</>
	);
}
