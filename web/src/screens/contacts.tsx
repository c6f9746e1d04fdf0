// contacts -- whom to call outside: who may, by what number, what is agreed; tried in the charter, called and logged in a room.

import { contactChange } from "../change";
import { Give } from "../form";
import type { Entities, Field } from "../gen/api";
import { Empty, Left, Mark, Person, Section, Time, personName, seatName } from "../show";
import { type Matter, charter, me } from "../store";
import { wordly } from "../text";
import { say } from "../text/contacts";
import { Add, Amend } from "./amend";
import { Remove } from "./remove";

type Contact = Entities["contact"];

export const contactName = (id: number | undefined): string => {
	const contact = charter.one("contact", id);
	return contact?.title ?? contact?.label ?? `#${id}`;
};

const dialled = (phone: string): string => phone.replace(/[^+\d]/g, "");

/** The seat in which I may call them, as its holder or a deputy. */
const mySeat = (contact: Contact): number | undefined => contact.callers.find((id) => {
	const seat = charter.one("seat", id);
	return [...(seat?.holders ?? []), ...(seat?.deputies ?? [])].includes(me.value?.person ?? 0);
});

function Head({ contact }: { contact: Contact }) {
	return (
		<>
			<strong>{contactName(contact.id)}</strong> <Mark>{wordly(contact.kind)}</Mark>
			<small>{say.beyond.callers} {contact.callers.map(seatName).join(", ") || <Mark tone="bad">{say.nobody}</Mark>}{contact.agreed?.hours && <> · {contact.agreed.hours}</>}</small>
		</>
	);
}

function Agreed({ contact }: { contact: Contact }) {
	const { contract, notice } = contact.agreed ?? {};

	return (
		<>
			{contract && <span class="note">{say.beyond.contract}: {contract}</span>}
			{(notice || contact.notice_hours) && <span class="note">{contact.notice_hours && say.beyond.within(contact.notice_hours)} {notice}</span>}
		</>
	);
}

/** What they must have agreed to: read before the number is rung. */
function Consent({ contact }: { contact: Contact }) {
	return contact.agreed?.consent ? <p class="banner"><strong>{say.beyond.consent}</strong> {contact.agreed.consent}</p> : null;
}

/** An exercise does not ring anybody outside. */
function Ways({ contact, rings }: { contact: Contact; rings: boolean }) {
	const { person, number, mail } = contact.reach ?? {};

	if (!number && !mail) return <p class="why-not">{say.beyond.no_number}</p>;
	return (
		<p class="ways">
			{person && <span>{say.beyond.ask_for} {person}</span>}
			{number && (rings ? <a class="button" href={`tel:${dialled(number)}`}>{say.calls.ring} {number}</a> : <span>{number}</span>)}
			{mail && (rings ? <a class="button" href={`mailto:${mail}`}>{say.calls.mail} {mail}</a> : <span>{mail}</span>)}
		</p>
	);
}

/* ---- in the charter ---- */

function Tried({ contact }: { contact: Contact }) {
	if (!contact.tried) return <Mark tone="warn">{say.beyond.untried}</Mark>;
	return (
		<small>
			{say.beyond.tried} <Time at={contact.tried} />, <Mark tone={contact.result === "answered" ? "good" : "bad"}>{wordly(contact.result)}</Mark> ({say.by} {personName(contact.tried_by)})
			{contact.result !== "answered" && contact.reached && <>; {say.beyond.reached} <Time at={contact.reached} /></>}
		</small>
	);
}

export function Contacts() {
	const contacts = charter.all("contact");

	return (
		<Section title={say.contacts} action={<Add what="contact" change={() => contactChange(undefined)} />}>
			<p>{say.beyond.lead}</p>
			{contacts.length === 0 && <Empty>{say.beyond.none}</Empty>}
			<ul class="rows">
				{contacts.map((contact) => (
					<li key={contact.id} class="contact">
						<div><Head contact={contact} /><Agreed contact={contact} /><Consent contact={contact} /><Ways contact={contact} rings /><Tried contact={contact} /></div>
						<span class="buttons">
							{(mySeat(contact) || me.value?.officer) && <Give command="test_contact" room={0} fixed={{ contact: contact.id }} label={say.beyond.test} title={contactName(contact.id)} />}
							<Amend name={contactName(contact.id)} change={() => contactChange(contact.label)} />
							{me.value?.officer && <Remove name={contactName(contact.id)} change={{ removes_contact: contact.id }} />}
						</span>
					</li>
				))}
			</ul>
		</Section>
	);
}

/* ---- in a room ---- */

const since: Field[] = [{ name: "at", type: "time", optional: true, doc: say.clock_at }];

/** Its notice period as a clock; once it runs, what is left. */
function Notice({ of, contact, seat }: { of: Matter; contact: Contact; seat: number }) {
	const label = `notice.${contact.label}`;
	const clock = of.all("clock").findLast((one) => one.label === label && one.state !== "lifted");

	if (!contact.notice_hours) return null;
	if (clock) return <span>{clock.met_at ? say.beyond.told : <>{say.beyond.to_be_told} {clock.deadline && <Left at={clock.deadline} />}</>}</span>;
	return (
		<Give command="start_clock" room={of.room} label={say.beyond.start_clock} title={contactName(contact.id)} fields={since} slot={label}
			body={({ at }) => ({
				title: say.beyond.notice_title(contactName(contact.id)), moments: [{ moment: "aware", cause: of.last.value, ...(at ? { at } : {}) }],
				terms: { label, owner: seat, limits: [{ from: "aware", unit: "hours", amount: contact.notice_hours }] },
			})} />
	);
}

function Logged({ of }: { of: Matter }) {
	const calls = of.all("contact_call").toReversed();

	if (calls.length === 0) return null;
	return (
		<>
			<h3>{say.beyond.logged}</h3>
			<ul class="rows">
				{calls.map((call) => (
					<li key={call.id}>
						<span>
							<strong>{contactName(call.contact)}</strong> <Mark>{call.reference ? `${say.beyond.theirs} ${call.reference}` : say.beyond.no_reference}</Mark>
							<span class="note">{call.said ?? say.erased}</span>
							<small>{say.beyond.ours} {call.id} · <Time at={call.at} />, <Person id={call.person} /> ({seatName(call.seat)}){call.spoke_with && <> · {say.beyond.spoke_with} {call.spoke_with}</>}</small>
						</span>
					</li>
				))}
			</ul>
		</>
	);
}

function Mine({ of, contact, rings }: { of: Matter; contact: Contact; rings: boolean }) {
	const seat = mySeat(contact);

	return (
		<li class="contact">
			<div><Head contact={contact} /><Agreed contact={contact} /><Consent contact={contact} /><Ways contact={contact} rings={rings} /></div>
			{seat && (
				<span class="buttons">
					<Give command="call_contact" room={of.room} fixed={{ contact: contact.id }} label={say.beyond.log} title={contactName(contact.id)} tone="primary" />
					<Notice of={of} contact={contact} seat={seat} />
				</span>
			)}
		</li>
	);
}

/** Whom this room may have to call outside, mine first; for whoever is from outside, there is nothing. */
export function Outside({ of }: { of: Matter }) {
	const contacts = charter.all("contact");
	const others = contacts.filter((contact) => !mySeat(contact));
	const exercise = of.one("room", of.room)?.kind === "exercise";

	if (contacts.length === 0) return null;
	return (
		<Section title={say.beyond.whom}>
			{exercise && <p class="banner">{say.beyond.exercise}</p>}
			<ul class="rows">{contacts.filter(mySeat).map((contact) => <Mine key={contact.id} of={of} contact={contact} rings={!exercise} />)}</ul>
			{others.length > 0 && (
				<details>
					<summary>{say.beyond.others(others.length)}</summary>
					<ul class="rows">{others.map((contact) => <li key={contact.id} class="contact"><div><Head contact={contact} /><Agreed contact={contact} /></div></li>)}</ul>
				</details>
			)}
			<Logged of={of} />
		</Section>
	);
}
