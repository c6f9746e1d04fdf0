// ending -- what ends within a month: for a charter officer all of it, for others what is theirs.

import type { Records } from "./gen/api";
import { charterHref } from "./route";
import { clock, personName, seatName } from "./show";
import { charter, me } from "./store";
import { wordly } from "./text";
import { say } from "./text/calm";

export interface Ending { what: string; at: number; /** Where something is done about it. */ href: string }

const day = 86_400e6;
const soon = 30 * day;
const is = say.calm;

/** Theirs, or an officer looks. */
const concerns = (person: number): boolean => !!me.value?.officer || person === me.value?.person;
const mine = (person: number, href: string): string => (person === me.value?.person ? "/account" : href);

/** It counts to the end of its last day. */
const lastOf = (until: string): number => Date.parse(`${until}T00:00:00Z`) * 1000 + day;

function qualifications(): Ending[] {
	return charter.all("seat").flatMap((seat) => (seat.qualified ?? [])
		.filter(({ person }) => concerns(person) && (seat.holders.includes(person) || seat.deputies.includes(person)))
		.map(({ person, until }) => ({ what: is.qualified(personName(person), wordly(seat.takes), seatName(seat.id)), at: lastOf(until), href: charterHref("seats") })));
}

function people(): Ending[] {
	return [
		...charter.all("person").filter((one) => one.until && !one.ejected && concerns(one.id))
			.map((one) => ({ what: is.guest(personName(one.id), one.organisation ?? ""), at: one.until ?? 0, href: charterHref("people") })),
		...charter.all("absence").filter((one) => one.until && concerns(one.person))
			.map((one) => ({ what: is.away(personName(one.person)), at: one.until ?? 0, href: mine(one.person, charterHref("people")) })),
	];
}

function authority(): Ending[] {
	return [
		...charter.all("delegation").filter((one) => !one.ended && concerns(one.person))
			.map((one) => ({ what: is.lent(seatName(one.seat), personName(one.person)), at: one.until, href: charterHref("seats") })),
		...charter.all("token").filter((one) => one.confirmed && !one.revoked && concerns(one.owner))
			.map((one) => ({ what: is.program(one.purpose ?? say.erased, personName(one.owner)), at: one.expires, href: mine(one.owner, charterHref("access")) })),
	];
}

/** The nearest first.  `access`: what officers are told besides. */
export function endings(access: Records["access"] | undefined): Ending[] {
	const certificate = access?.certificate_ends ? [{ what: is.certificate, at: access.certificate_ends, href: "/account" }] : [];

	return [...qualifications(), ...people(), ...authority(), ...certificate]
		.filter(({ at }) => at > clock.value && at < clock.value + soon).sort((a, b) => a.at - b.at);
}
