// show -- small things said the same way everywhere: times, people, money, marks.

import { computed, signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Entities, Money, Records, Words } from "./gen/api";
import { words } from "./gen/api";
import { type Matter, charter, me, then } from "./store";
import { say, wordly } from "./text";

const now = signal(Date.now() * 1000);
setInterval(() => { now.value = Date.now() * 1000; }, 5000);

/** Now, in microseconds; moves every five seconds.  Where one looks at a room as it stood, it is then, and stands. */
export const clock = computed(() => then.value ?? now.value);

const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const minute = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hour12: false });

/** With the date unless it is today, and with the year unless it is this one. */
export function timeText(at: number): string {
	const date = new Date(at / 1000);
	const now = new Date();

	if (date.toDateString() === now.toDateString()) return minute.format(date);
	return `${(date.getFullYear() === now.getFullYear() ? day : dayOfYear).format(date)} ${minute.format(date)}`;
}

/** Local time; the exact moment in UTC on hover. */
export function Time({ at }: { at: number }) {
	const utc = new Date(at / 1000).toISOString();
	return <time dateTime={utc} title={`${utc.slice(0, 19).replace("T", " ")} UTC`}>{timeText(at)}</time>;
}

export function durationText(seconds: number): string {
	if (seconds === 0) return say.at_once;
	if (seconds < 90) return `${Math.round(seconds)} s`;
	if (seconds < 90 * 60 && seconds % 3600 !== 0) return `${Math.round(seconds / 60)} min`;
	if (seconds < 48 * 3600) return `${Math.round(seconds / 360) / 10} h`.replace(".0 ", " ");
	return `${Math.round(seconds / 86_400)} days`;
}

/** How long something has gone on, to the minute. */
export function elapsedText(seconds: number): string {
	const minutes = Math.max(1, Math.round(seconds / 60));

	if (minutes < 60) return `${minutes} min`;
	if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
	return `${Math.round(minutes / 1440)} days`;
}

/** Whether this is a phone, where columns become cards; asked once, so that turning it rebuilds nothing under somebody's fingers. */
export const onPhone = (): boolean => matchMedia("screen and (max-width: 48rem)").matches;

/** What is due later than that does not stand before tonight. */
export const half_a_day = 12 * 3600 * 1e6;

/** What is left until a moment, and the moment itself; late is said, not only coloured. */
export function Left({ at }: { at: number }) {
	const seconds = (at - clock.value) / 1_000_000;
	const tone = seconds < 0 ? "late" : seconds < 1800 ? "soon" : "far";

	return (
		<span class={`left ${tone}`}>
			{seconds < 0 ? `${durationText(-seconds)} ${say.waits_late}` : `${durationText(seconds)} ${say.left}`} · <Time at={at} />
		</span>
	);
}

/** How many people bear a name. */
const bearers = computed(() => charter.all("person").reduce((all, { name }) => name ? all.set(name, (all.get(name) ?? 0) + 1) : all, new Map<string, number>()));

/** Of two who bear one name, what tells them apart stands beside it: where they are from, or where they sit. */
export function personName(id: number | undefined): string {
	if (!id) return say.server;
	const person = charter.one("person", id);
	if (!person?.name) return person ? say.erased : `#${id}`;
	return (bearers.value.get(person.name) ?? 0) > 1 ? `${person.name} (${person.organisation || seatsHeld(id)[0] || `#${id}`})` : person.name;
}

/** The titles of the seats that a person holds; the officers', which stands first in every charter, last. */
export const seatsHeld = (person: number): string[] => charter.all("seat").filter((seat) => seat.holders.includes(person)).map((seat) => seat.title ?? seat.label).toReversed();

/** Figures of an option, by what they are called. */
export const figureName = (figure: string): string => say.figure[figure as keyof typeof say.figure];
export const figureNames = (figures: Records["estimate"][]): string => figures.map(({ figure }) => figureName(figure)).join(", ");

export function Person({ id }: { id: number | undefined }) {
	return <span class="person">{personName(id)}{id && id === me.value?.person ? ` (${say.you})` : ""}</span>;
}

export function seatName(id: number | undefined): string {
	const seat = charter.one("seat", id);
	return seat ? (seat.title ?? seat.label) : id ? `#${id}` : say.nobody;
}

export function SeverityBadge({ severity }: { severity: Words["severity"] | undefined }) {
	return severity ? <span class={`badge ${severity.toLowerCase()}`} title={words.severity[severity]}>{severity}</span> : null;
}

/** FIRST's label, in FIRST's colours. */
export function Tlp({ label }: { label: Words["tlp"] | undefined }) {
	return label ? <span class={`badge tlp ${label.toLowerCase().replace("+", "-")}`} title={words.tlp[label]}>TLP:{label}</span> : null;
}

/** A state as a small word with a shape; the tone is never the only sign. */
export function Mark({ tone = "plain", children, title }: { tone?: "plain" | "good" | "warn" | "bad" | "accent"; children: ComponentChildren; title?: string }) {
	return <span class={`mark ${tone}`} title={title}>{children}</span>;
}

export function Word({ word }: { word: string | undefined }) {
	return <>{wordly(word)}</>;
}

const compact = (amount: string, currency: string): string =>
	new Intl.NumberFormat(undefined, { style: "currency", currency, notation: "compact", maximumSignificantDigits: 2 }).format(Number(amount));

/** A range, never one number: at least, likely, at most. */
export function costText(of: { cost_low?: Money; cost_likely?: Money; cost_high?: Money }): string {
	const { cost_low: low, cost_likely: likely, cost_high: high } = of;
	const range = [low, high].filter((m) => m !== undefined).map((m) => compact(m.amount, m.currency)).join(" – ");

	if (!likely) return range;
	return `${range}${range ? `, ${say.likely} ` : ""}${compact(likely.amount, likely.currency)}`;
}

export function roomTitle(room: Entities["room"]): string {
	return room.codename ?? (room.phase === "suspected" ? say.suspicion : say.untitled);
}

/** What the address names comes into sight, once it is there. */
export function useCited(element: string | undefined): void {
	useEffect(() => {
		if (element) document.getElementById(element)?.scrollIntoView({ block: "center" });
	}, [element]);
}

/** A heading with its content; empty content says so kindly. */
export function Section({ title, children, action, level = 2 }: { title: string; children: ComponentChildren; action?: ComponentChildren; level?: 2 | 3 }) {
	const Heading = level === 2 ? "h2" : "h3";
	return (
		<section class="section">
			<header><Heading>{title}</Heading>{action}</header>
			{children}
		</section>
	);
}

/** On a phone closed at first, with how much it is; a wide screen and paper show all of it. */
export function Fold({ title, label, children }: { title: string; label: string; children: ComponentChildren }) {
	const [open, setOpen] = useState(false);
	return (
		<>
			<button type="button" class="quiet fold phone-only" aria-expanded={open} aria-label={`${title}: ${label}`} onClick={() => setOpen(!open)}>{label}</button>
			<div class={open ? "fold-in" : "fold-in folded"}>{children}</div>
		</>
	);
}

/** Where a thing stands, if not before the whole room. */
export function Channel({ of, id }: { of: Matter; id: number | undefined }) {
	return id ? <Mark tone="warn">{of.one("channel", id)?.label ?? `#${id}`}</Mark> : null;
}

export const Empty = ({ children }: { children: ComponentChildren }) => <p class="empty">{children}</p>;
