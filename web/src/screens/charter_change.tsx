// charter_change -- one change of the charter in words, and what it would change.

import type { Entities, Records } from "../gen/api";
import { followsText, outOfBandText } from "../severity";
import { Time, costText, personName, seatName } from "../show";
import { type Matter, charter } from "../store";
import { say, wordly } from "../text";
import { RuleText } from "./authority";

/** All that an officer signs for: whom to ask for, by what number, who may call, what is agreed. */
function contactText(contact: Records["contact_terms"], reach: Records["contact_reach"] | undefined, agreed: Records["contact_words"] | undefined): string {
	return [
		wordly(contact.kind), reach?.person, reach?.number, reach?.mail, `${say.beyond.callers} ${contact.callers.map(seatName).join(", ") || say.nobody}`,
		agreed?.hours, agreed?.contract && `${say.beyond.contract}: ${agreed.contract}`, contact.notice_hours && say.beyond.within(contact.notice_hours), agreed?.notice,
		agreed?.consent && `${say.beyond.consent} ${agreed.consent}`,
	].filter(Boolean).join("; ");
}

type Change = Partial<Pick<Entities["change"], "seat" | "rule" | "service" | "calendar" | "criterion" | "contact" | "template" | "out_of_band" | "delegation" | "absence" | "ends" | "removes_service" | "removes_contact" | "removes_template" | "settled" | "title" | "criteria" | "reach" | "agreed" | "text">>;

export function ChangeText({ change }: { change: Change }) {
	const { seat, rule, service, calendar, criterion, contact, template, title, criteria, reach, agreed } = change;

	if (seat) return <>{say.seats}: <strong>{title ?? seat.label}</strong>; {say.held_by} {seat.holders.map(personName).join(", ") || say.nobody}; {say.deputies} {seat.deputies.map(personName).join(", ") || say.none}</>;
	if (rule) return <>{say.rules}: <strong>{wordly(rule.kind)}</strong>; <RuleText rule={rule} /></>;
	if (change.out_of_band) return <>{outOfBandText(change.out_of_band)}</>;
	if (change.delegation) return <DelegationText is={change.delegation} />;
	if (change.absence) return <><strong>{personName(change.absence.person)}</strong>: {say.calls.away} <Time at={change.absence.until} /></>;
	if (change.ends) return <>{say.delegation.title}: <strong>{say.delegation.end}</strong> (#{change.ends})</>;
	if (change.removes_service) return <>{say.services}: <strong>{charter.one("service", change.removes_service)?.title}</strong> {say.is_removed}</>;
	if (change.removes_contact) return <>{say.contacts}: <strong>{charter.one("contact", change.removes_contact)?.title}</strong> {say.is_removed}</>;
	if (change.removes_template) return <>{say.templates}: <strong>{charter.one("template", change.removes_template)?.title}</strong> {say.is_removed}</>;
	if (change.settled) return <strong>{say.settled}</strong>;
	if (service) return <>{say.services}: <strong>{title ?? service.label}</strong>, {wordly(service.criticality)}; {costText(service)}</>;
	if (calendar) return <>{say.calendars}: <strong>{title ?? calendar.label}</strong>; {calendar.working.map(({ day }) => wordly(day)).join(", ")}; {say.holidays(calendar.holidays.length)}</>;
	if (criterion) return <>{say.severities}: <strong>{criterion.severity}</strong>: {criteria ?? say.erased} {followsText(criterion) || say.severity_nobody}</>;
	if (contact) return <>{say.contacts}: <strong>{title ?? contact.label}</strong>, {contactText(contact, reach, agreed)}</>;
	if (template) return <>{say.templates}: <strong>{title ?? template.label}</strong>, {wordly(template.audience)}; {wordly(template.channel)}, {template.language}<q class="prepared">{change.text ?? say.erased}</q></>;
	return null;
}

function DelegationText({ is }: { is: NonNullable<Entities["change"]["delegation"]> }) {
	return (
		<>
			{say.delegation.title}: <strong>{seatName(is.seat)}</strong> {say.delegation.to} <strong>{personName(is.person)}</strong>{is.from && <>, {say.delegation.from} <Time at={is.from} /></>}, {say.delegation.until} <Time at={is.until} />
			{is.kinds?.length ? `, ${say.delegation.only(is.kinds.map(wordly).join(", "))}` : ""}
		</>
	);
}

/** What is in force of that of which a change speaks; nothing, if it is new. */
function inForce({ seat, rule, service, calendar, criterion, contact, template, out_of_band }: Change): Change | undefined {
	const labelled = <K extends "service" | "calendar" | "contact" | "template">(kind: K, label: string) => charter.all(kind).find((one) => one.label === label) as Entities[K] | undefined;
	const titled = <T extends { title?: string }>(is: T | undefined, change: (is: T) => Change): Change | undefined => is && { ...change(is), ...(is.title ? { title: is.title } : {}) };

	if (seat) return titled(charter.one("seat", seat.seat), (is) => ({ seat: is }));
	if (service) return titled(labelled("service", service.label), (is) => ({ service: is }));
	if (calendar) return titled(labelled("calendar", calendar.label), (is) => ({ calendar: is }));
	if (contact) return titled(labelled("contact", contact.label), (is) => ({ contact: is, ...(is.reach ? { reach: is.reach } : {}), ...(is.agreed ? { agreed: is.agreed } : {}) }));
	if (template) return titled(labelled("template", template.label), (is) => ({ template: is, ...(is.text ? { text: is.text } : {}) }));
	const ruled = rule && charter.all("rule").find((one) => one.kind === rule.kind);
	if (ruled) return { rule: ruled };
	const written = criterion && charter.all("criterion").find((one) => one.severity === criterion.severity);
	if (written) return { criterion: written, ...(written.criteria ? { criteria: written.criteria } : {}) };
	const said = out_of_band && charter.all("out_of_band").at(-1);
	return said && { out_of_band: said };
}

/** Beside a change that is not decided yet: how it is until then. */
export function Was({ of, change }: { of: Matter; change: Entities["change"] }) {
	const open = of.one("decision", of.one("option", change.option)?.decision)?.state === "open";
	const is = open ? inForce(change) : undefined;

	return is ? <p class="note">{say.until_now} <ChangeText change={is} /></p> : null;
}
