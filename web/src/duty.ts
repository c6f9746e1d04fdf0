// duty -- who is on, in a seat or in command, since when, and who follows: worked out from entities alone.

import type { Entities } from "./gen/api";
import { clock, personName, seatName, timeText } from "./show";
import { type Matter, charter, me } from "./store";
import { say } from "./text";

/** A seat, or nothing for command. */
export type Post = number | undefined;
export type Handover = Entities["handover"];

export const postName = (post: Post): string => (post ? seatName(post) : say.duty.command);

const holds = (seat: number, person: number): boolean => !!charter.one("seat", seat)?.holders.includes(person);

/** Whom the charter lets be on: who holds the seat, then who stands in.  Anybody in the room may command. */
export function mayBeOn(of: Matter, post: Post): number[] {
	const seat = charter.one("seat", post);
	const whole = of.all("member").filter((member) => !member.gone && !member.channels_only).map((member) => member.person);

	return (post ? [...(seat?.holders ?? []), ...(seat?.deputies ?? [])] : whole).filter((person) => !charter.one("person", person)?.ejected);
}

/** Who is on, unless the charter lets them sit there no more; a deputy is on by a handover alone. */
export function onDuty(of: Matter, post: Post): Entities["duty"] | undefined {
	const duty = of.all("duty").find((one) => one.seat === post);

	if (duty && !post) return of.one("room", of.room)?.commander === duty.person ? duty : undefined;
	if (!duty || !post) return undefined;
	return holds(post, duty.person) || (duty.handover && charter.one("seat", post)?.deputies.includes(duty.person)) ? duty : undefined;
}

/** Is it this person's to hand over?  Theirs who is on; or while nobody said so, theirs who holds the seat. */
export function isTheirs(of: Matter, post: Post, person = me.value?.person ?? 0): boolean {
	const on = onDuty(of, post);
	return on ? on.person === person : !!post && holds(post, person);
}

/** The seats in which somebody is on for whoever holds them. */
export const standsInFor = (of: Matter, person: number): number[] =>
	of.all("duty").flatMap(({ seat }) => (seat && onDuty(of, seat)?.person === person ? [seat] : []));

/** What is planned from now on, in its order. */
export const shiftsOf = (of: Matter, post: Post): Entities["shift"][] =>
	of.all("shift").filter((shift) => shift.seat === post && !shift.dropped && shift.until > clock.value).sort((a, b) => a.from - b.from);

export const waitingHandovers = (of: Matter): Handover[] => of.all("handover").filter((one) => one.state === "offered");

export const toYouText = ({ seat, from }: Handover): string =>
	(seat ? say.duty.seat_to_you(personName(from), seatName(seat)) : say.duty.command_to_you(personName(from)));

/** Who hands what to whom, in a line. */
export function handoverText(of: Matter, id: number | undefined): string {
	const one = of.one("handover", id);
	return one ? say.duty.from_to(postName(one.seat), personName(one.from), personName(one.to)) : "";
}

// ---- what time it is with somebody

const zoneOf = (person: number): string | undefined => charter.all("reach").find((one) => one.person === person)?.zone;

/** Mine, as this machine has it. */
export const myZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** "04:12", where somebody is; nothing where it is the same as here, nobody said, or no such zone is known. */
export function timeWith(person: number, at = clock.value): string | undefined {
	const timeZone = zoneOf(person);
	const form = { weekday: "short", hour: "2-digit", minute: "2-digit", hour12: false } as const;

	try {
		const there = timeZone && new Intl.DateTimeFormat(undefined, { ...form, timeZone }).format(at / 1000);
		const here = new Intl.DateTimeFormat(undefined, form).format(at / 1000);
		return there && there !== here ? there : undefined;
	} catch {
		return undefined;
	}
}

export const spanText = (from: number, until: number): string => `${timeText(from)} – ${timeText(until)}`;
