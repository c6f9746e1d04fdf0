// access_review -- everybody who can get in, over all rooms, with the way to end it; an officer says that they looked through it.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { api } from "../api";
import { Give, Press, sentence } from "../form";
import type { Entities, Records } from "../gen/api";
import { roomHref } from "../route";
import { type SignIns, readSignIns } from "../sign_ins";
import { Empty, Left, Mark, Person, Section, Time, clock, roomTitle, seatName } from "../show";
import { charter, me, roomList } from "../store";
import { say } from "../text/access_review";
import { DelegationRow, isOver } from "./delegations";
import { Eject, Revoke } from "./people";

type Human = Entities["person"];
const is = say.review;
const quarter = 90 * 86_400e6;

/** What is known besides the charter; and the last look, since which things are new. */
interface Seen { signIns: SignIns | undefined; access: Records["access"] | undefined; since: number }

const lets = ["person", "seat", "credential", "token", "delegation"] as const;

/** The newest entry that changed who can get in. */
const changedAt = (): number => Math.max(0, ...lets.flatMap((kind) => charter.all(kind).map((one) => one.touched)));

const keysOf = (person: number): Entities["credential"][] => charter.all("credential").filter((key) => key.person === person && key.state !== "revoked");

/** Where somebody sits, or stands in. */
const seatsOf = (person: number): Entities["seat"][] => charter.all("seat").filter((seat) => seat.holders.includes(person) || seat.deputies.includes(person));

const isNew = (since: number, ...of: { touched: number }[]): boolean => since > 0 && of.some((one) => one.touched > since);

/** All that is a person's, of which a change is news. */
const newOf = (person: Human, since: number): boolean => isNew(since, person, ...keysOf(person.id), ...seatsOf(person.id));

const New = ({ when }: { when: boolean }) => (when ? <Mark tone="accent">{is.is_new}</Mark> : null);

function SignedIn({ person, signIns }: { person: number; signIns: SignIns | undefined }) {
	const known = signIns?.of.get(person);

	if (!signIns) return null;
	return (
		<>
			{known?.at ? <>{is.signed_in} <Time at={known.at} /></> : <>{is.not_since} <Time at={signIns.since} /></>}
			{known && known.refused > 0 && <> · <Mark tone="warn">{is.refused(known.refused)}</Mark></>}
		</>
	);
}

/** How one gets in: what keys, and when last. */
function Keys({ person, signIns }: { person: number; signIns: SignIns | undefined }) {
	const keys = keysOf(person), counting = keys.filter((key) => key.state === "vouched").length;

	return (
		<small>
			{counting > 0 ? is.keys(counting) : say.no_key}
			{keys.length > counting && <> · <Mark tone="warn">{is.key_waits}</Mark></>}
			{" · "}<SignedIn person={person} signIns={signIns} />
		</small>
	);
}

function Ends({ person, children }: { person: Human; children?: ComponentChildren }) {
	return (
		<span class="buttons">
			{children}
			{keysOf(person.id).map((key) => <Revoke key={key.id} credential={key} label={is.revoke_key(key.id)} />)}
			{person.id !== me.value?.person && <Eject person={person} />}
		</span>
	);
}

const roomsOf = (person: number, access: Seen["access"]): Records["access_room"][] =>
	(access?.rooms ?? []).filter((room) => room.whole.includes(person) || room.channels_only.includes(person));

function howFar(room: Records["access_room"], person: number): string {
	if (room.house_only) return ` (${is.line_only})`;
	return room.channels_only.includes(person) ? ` (${is.channels_only})` : "";
}

/** Each by name, and where it is ended. */
function GuestRooms({ person, access }: { person: number; access: Seen["access"] }) {
	const rooms = roomsOf(person, access);

	if (!access) return null;
	if (rooms.length === 0) return <small>{is.in_none}</small>;
	return (
		<small>
			{rooms.map((one, i) => {
				const room = roomList.value.get(one.room);
				return <span key={one.room}>{i ? ", " : ""}<a href={roomHref(one.room, "access")}>{room ? roomTitle(room) : `#${one.room}`}</a>{howFar(one, person)}</span>;
			})}
		</small>
	);
}

function Guest({ person, seen }: { person: Human; seen: Seen }) {
	return (
		<li>
			<span>
				<strong><Person id={person.id} /></strong> <Mark>{person.organisation ?? say.erased}</Mark> {person.until ? <small class="beside">{is.until} <Time at={person.until} /></small> : <Mark tone="bad">{is.no_end}</Mark>} <New when={newOf(person, seen.since)} />
				<Keys person={person.id} signIns={seen.signIns} />
				<GuestRooms person={person.id} access={seen.access} />
			</span>
			<Ends person={person}><Give command="set_guest_end" room={0} fixed={{ person: person.id }} offered={{ until: person.until }} label={say.guest_end} tone="quiet" /></Ends>
		</li>
	);
}

function Insider({ person, seen }: { person: Human; seen: Seen }) {
	const seats = seatsOf(person.id).map((seat) => (seat.holders.includes(person.id) ? seatName(seat.id) : is.stands_in(seatName(seat.id)))).join(", ");

	return (
		<li>
			<span>
				<strong><Person id={person.id} /></strong> {person.officer && <Mark tone="accent">{say.officer}</Mark>} <New when={newOf(person, seen.since)} />
				{seats && <small>{seats}</small>}
				<Keys person={person.id} signIns={seen.signIns} />
				{seen.access && <small>{is.in_rooms(roomsOf(person.id, seen.access).length)}</small>}
			</span>
			<Ends person={person} />
		</li>
	);
}

function Program({ token, seen }: { token: Entities["token"]; seen: Seen }) {
	const used = seen.access?.tokens.find((one) => one.token === token.id)?.used;

	return (
		<li>
			<span>
				<strong>{token.purpose ?? say.erased}</strong> <Mark>{token.scope}</Mark> {!token.confirmed && <Mark tone="warn">{is.unconfirmed}</Mark>} <New when={isNew(seen.since, token)} />
				<small>{is.of} <Person id={token.owner} /> · {used ? <>{is.used} <Time at={used} /></> : is.unused} · <Left at={token.expires} /></small>
			</span>
			<Give command="revoke_token" room={0} fixed={{ token: token.id }} label={is.revoke_token} tone="danger" />
		</li>
	);
}

/** Who said that they looked, when; and what is new since. */
function Looked({ news, from }: { news: number; from: number | undefined }) {
	const last = charter.all("access_review").at(-1);
	const at = last?.at ?? from;
	const late = at && at < clock.value - quarter && <Mark tone="bad">{is.late}</Mark>;

	if (!last) return <p>{is.never}{from && <>, <Time at={from} /></>}. {late}</p>;
	return (
		<>
			<p>{is.by} <Person id={last.person} />, <Time at={last.at} />. {late} {is.fresh(news)}</p>
			{last.note && <blockquote>{last.note}</blockquote>}
		</>
	);
}

/** What the server knows besides; asked again when somebody was let in or put out. */
function useSeen(since: number): [Seen, string] {
	const [signIns, setSignIns] = useState<SignIns>();
	const [access, setAccess] = useState<Records["access"]>();
	const [refusal, setRefusal] = useState("");
	const failed = (fault: unknown): void => setRefusal(sentence(fault));

	useEffect(() => { void readSignIns().then(setSignIns, failed); }, []);
	useEffect(() => { void api.access().then(setAccess, failed); }, [changedAt(), roomList.value]);
	return [{ signIns, access, since }, refusal];
}

function Rows<One extends { id: number }>({ title, none, all, row }: { title: string; none: string; all: One[]; row: (one: One) => ComponentChildren }) {
	return (
		<Section title={title} level={3}>
			{all.length === 0 && <Empty>{none}</Empty>}
			<ul class="rows">{all.map(row)}</ul>
		</Section>
	);
}

/** What was on the screen when it was opened is what is looked through; what comes meanwhile is to be seen first. */
export function AccessReview() {
	const [upTo, setUpTo] = useState(charter.seq.value);
	const [seen, refusal] = useSeen(charter.all("access_review").at(-1)?.seen ?? 0);
	const people = charter.all("person").filter((one) => !one.ejected);
	const guests = people.filter((one) => one.outside), house = people.filter((one) => !one.outside);
	const programs = charter.all("token").filter((token) => !token.revoked && token.expires > clock.value);
	const lent = charter.all("delegation").filter((one) => !isOver(one));
	const news = people.filter((one) => newOf(one, seen.since)).length + [...programs, ...lent].filter((one) => isNew(seen.since, one)).length;
	const nobody = seen.signIns?.of.get(0)?.refused ?? 0;
	const changed = changedAt() > upTo;

	return (
		<Section title={is.title} action={<Give command="review_access" room={0} fixed={{ seen: upTo }} only={["note"]} label={is.confirm} tone="primary" disabledBecause={changed ? is.changed : undefined} />}>
			<p>{is.lead}</p>
			<Looked news={news} from={seen.access?.looked} />
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			{changed && <p class="banner" role="status">{is.changed} <Press label={is.look_again} run={() => setUpTo(charter.seq.value)} /></p>}
			<Rows title={is.guests} none={is.no_guests} all={guests} row={(one) => <Guest key={one.id} person={one} seen={seen} />} />
			<Rows title={is.programs} none={is.no_programs} all={programs} row={(one) => <Program key={one.id} token={one} seen={seen} />} />
			<Rows title={is.lent} none={is.no_lent} all={lent} row={(one) => <DelegationRow key={one.id} of={one} />} />
			<Rows title={is.people} none={say.nobody} all={house} row={(one) => <Insider key={one.id} person={one} seen={seen} />} />
			{seen.signIns && <p class="faint">{is.known_since} <Time at={seen.signIns.since} />. {nobody > 0 && is.refused_nobody(nobody)} {seen.access?.more && is.more_rooms}</p>}
		</Section>
	);
}
