// clocks -- what is owed by when: how much time is left, drawn; what happens at zero; whose it is.

import { Give } from "../form";
import type { Entities } from "../gen/api";
import { later } from "../later";
import { roomHref } from "../route";
import { Empty, Left, Mark, Section, Time, Word, clock as now, durationText, seatName } from "../show";
import type { Matter } from "../store";
import { charter } from "../store";
import { say } from "../text";

const StartClock = later(() => import("./clock_start").then((part) => part.StartClock));

type Clock = Entities["clock"];
type Limit = Clock["limits"][number];

const tone = { waiting: "plain", proposed: "warn", running: "accent", met: "good", late: "bad", met_late: "warn", lifted: "plain" } as const;
const owed = (one: Clock): boolean => one.state === "waiting" || one.state === "proposed" || one.state === "running" || one.state === "late";

/** "72 hours from aware", "4 working days (EU) from determined". */
function LimitText({ of, limit }: { of: Matter; limit: Limit }) {
	const calendar = charter.one("calendar", limit.calendar);
	const earlier = of.one("clock", limit.clock) ?? of.all("clock").find((one) => one.label === limit.from);

	return (
		<>
			{limit.amount} {say.units[limit.unit]}{calendar && ` (${calendar.title ?? calendar.label})`}{" "}
			{limit.submission ? `${say.after_clock} ${earlier?.title ?? limit.from}` : limit.from === "decided" ? say.from_outcome : <>{say.from_moment} <code>{limit.from}</code></>}
			{limit.to_working_day && `, ${say.on_worked_day}`}
		</>
	);
}

function Limits({ of, one }: { of: Matter; one: Pick<Clock, "limits"> }) {
	return (
		<>
			{one.limits.map((limit, i) => <span key={i}>{i > 0 && "; "}<LimitText of={of} limit={limit} /></span>)}
			{one.limits.length > 1 && ` (${say.first_to_end})`}
		</>
	);
}

/** What an option owes, in one line: what, within what time, then by whom. */
export function OwedText({ of, is }: { of: Matter; is: Pick<Entities["obligation"], "owner" | "limits" | "title"> }) {
	return <><strong>{say.owed}</strong>: {is.title ?? say.erased}, <Limits of={of} one={is} /> <small class="beside">{seatName(is.owner)}</small></>;
}

/** What there is to say if it ends after the last day off that a limit's calendar names: one that nobody named would put it off. */
function unsure(limit: Limit, deadline: number): string | undefined {
	const calendar = charter.one("calendar", limit.calendar);
	const last = calendar?.holidays.map(({ day }) => day).sort().at(-1) ?? "";

	if (!calendar || (limit.unit !== "business_days" && !limit.to_working_day)) return undefined;
	return new Date(deadline / 1000 + calendar.utc_offset * 60_000).toISOString().slice(0, 10) > last ? say.calendar_ends(last) : undefined;
}

function Unsure({ one }: { one: Clock }) {
	const { deadline } = one;
	const why = deadline === undefined ? undefined : one.limits.map((limit) => unsure(limit, deadline)).find((found) => found);

	return why && owed(one) ? <span class="note">{why}</span> : null;
}

/** How much of its time is gone: a bar that fills towards the deadline. */
function Gone({ one }: { one: Clock }) {
	const began = Math.min(...one.moments.map((moment) => moment.at ?? Infinity));
	const end = one.deadline ?? 0;
	const part = Math.max(0, Math.min(1, (now.value - began) / (end - began)));
	const kind = part >= 1 ? "late" : part > 0.75 ? "soon" : "far";

	if (!Number.isFinite(began) || end <= began) return null;
	return (
		<svg class={`gone ${kind}`} viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={`${say.time_past}: ${Math.round(part * 100)} %`}>
			<rect class="whole" width="100" height="6" />
			<rect class="part" width={Math.round(part * 1000) / 10} height="6" />
		</svg>
	);
}

/** The decision whose outcome started it, if one did. */
function StartedBy({ of, one }: { of: Matter; one: Clock }) {
	const decision = of.one("decision", one.decision);

	if (!decision) return null;
	return <span class="note">{say.started_by} <a href={roomHref(of.room, "decide", decision.id, of.at)}>{decision.question ?? say.erased}</a>{decision.state === "superseded" && <> <Mark tone="warn"><Word word={decision.state} /></Mark></>}</span>;
}

/** What it waits for, or what happens next. */
function Next({ of, one }: { of: Matter; one: Clock }) {
	const first = one.limits[0];
	const earlier = of.one("clock", first?.clock) ?? of.all("clock").find((other) => other.label === first?.from);

	switch (one.state) {
		case "waiting":
			return <small>{first?.submission ? say.begins_when_done(earlier?.title ?? first.from) : say.begins_when_known(first?.from ?? "")}</small>;
		case "proposed": return <small>{one.deadline !== undefined && now.value >= one.deadline ? say.proposed_late : say.proposed_clock}</small>;
		case "running": case "late": case "met": case "met_late": case "lifted": return null;
		default: return one.state satisfies never;
	}
}

function Acts({ of, one }: { of: Matter; one: Clock }) {
	const known = one.limits.filter((limit) => !limit.submission).map((limit) => ({ value: limit.from, text: limit.from }));
	const fixed = { clock: one.id };

	return (
		<span class="buttons">
			{one.state === "proposed" && <Give command="confirm_clock" room={of.room} fixed={fixed} label={say.confirm_clock} tone="primary" />}
			{one.state !== "proposed" && owed(one) && <Give command="meet_clock" room={of.room} fixed={fixed} label={say.meet_clock} />}
			{one.state === "late" || one.state === "met_late" ? <Give command="explain_clock" room={of.room} fixed={fixed} label={say.explain_clock} tone="quiet" /> : null}
			{owed(one) && known.length > 0 && <Give command="time_clock" room={of.room} fixed={{ ...fixed, cause: of.last.value }} choices={{ moment: known }} label={say.time_clock} tone="quiet" />}
			{owed(one) && <Give command="lift_clock" room={of.room} fixed={fixed} label={one.state === "proposed" ? say.decline_clock : say.lift_clock} tone="quiet" />}
		</span>
	);
}

function Row({ of, one }: { of: Matter; one: Clock }) {
	return (
		<li>
			<span>
				<strong>{one.title ?? one.label}</strong> <Mark tone={tone[one.state]}><Word word={one.state} /></Mark>{" "}
				{owed(one) && one.deadline !== undefined && <Left at={one.deadline} />}
				{one.met_at !== undefined && <>{one.late ? say.met_late(durationText(one.late)) : say.met_in_time}, <Time at={one.met_at} /></>}
				{owed(one) && <Gone one={one} />}
				<Next of={of} one={one} />
				<Unsure one={one} />
				<StartedBy of={of} one={one} />
				{one.was_due !== undefined && <span class="note">{say.was_due} <Time at={one.was_due} />{one.retimed && `. ${say.because} ${one.retimed}`}</span>}
				{one.why && <span class="note">{say.because} {one.why}</span>}
				{one.how && <span class="note">{one.how}</span>}
				<small>{seatName(one.owner)} · <Limits of={of} one={one} /></small>
			</span>
			<Acts of={of} one={one} />
		</li>
	);
}

const rank = { late: 0, proposed: 1, running: 1, waiting: 2, met_late: 3, met: 3, lifted: 4 } as const;

export function Clocks({ of }: { of: Matter }) {
	const clocks = of.all("clock").sort((a, b) => rank[a.state] - rank[b.state] || (a.deadline ?? Infinity) - (b.deadline ?? Infinity));

	return (
		<Section title={say.clocks} action={<Give command="start_clock" room={of.room} label={say.start_clock} ask={StartClock} />}>
			{clocks.length === 0 && <Empty>{say.no_clocks}</Empty>}
			<ul class="rows">{clocks.map((one) => <Row key={one.id} of={of} one={one} />)}</ul>
			{clocks.some((one) => one.state === "running") && <p><small>{say.at_zero}</small></p>}
		</Section>
	);
}
