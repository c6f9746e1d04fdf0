// wall -- for a screen on the wall: how bad, which clocks, what holds, what is open and who is missing; nothing is touched, nobody's words are shown.

import { useEffect, useLayoutEffect } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { standingIn } from "../calling";
import { gapsOf, holding, isInForce } from "../ledger";
import { roomHref } from "../route";
import { Mark, SeverityBadge, Time, Tlp, Word, clock, durationText, elapsedText, personName, roomTitle, seatName } from "../show";
import { blockedIn, blockerName, takenIn } from "../standing";
import { type Matter, charter, matter } from "../store";
import { Chosen } from "./stands";
import { say } from "../text/wall";

/** Keep the screen on, where the browser lets us. */
function useAwake(): void {
	useEffect(() => {
		let held: WakeLockSentinel | undefined;
		const hold = (): void => {
			if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").then((lock) => { held = lock; }, () => undefined);
		};

		hold();
		document.addEventListener("visibilitychange", hold);
		return () => {
			document.removeEventListener("visibilitychange", hold);
			void held?.release();
		};
	}, []);
}

const tightest = 4;

/** Nobody scrolls a wall: what does not fit is written smaller, a step at a time, before it is seen. */
function useFit(): void {
	useLayoutEffect(() => {
		const page = document.documentElement, wall = document.querySelector<HTMLElement>("main.wall");

		for (let step = 0; wall && step <= tightest; step++) {
			wall.dataset["tight"] = String(step);
			if (page.scrollHeight <= window.innerHeight) return;
		}
	});
}

/** As many as can be read from afar; how many more there are is said. */
function Few<T>({ title, all, none, most, children }: { title: string; all: T[]; none: string; most: number; children: (one: T) => ComponentChildren }) {
	return (
		<section>
			<h2>{title}</h2>
			{all.length === 0 && <p class="empty">{none}</p>}
			<ul>{all.slice(0, most).map(children)}</ul>
			{all.length > most && <p class="empty">{say.wall_more(all.length - most)}</p>}
		</section>
	);
}

function TimeLeft({ at }: { at: number }) {
	const seconds = (at - clock.value) / 1_000_000;
	return <span class={`left ${seconds < 0 ? "late" : seconds < 1800 ? "soon" : "far"}`}>{durationText(Math.abs(seconds))} {seconds < 0 ? say.waits_late : say.left}</span>;
}

function missingPeople(of: Matter, decision: number, seat: number): string {
	const deputies = standingIn(of, decision, seat).map((deputy) => deputy.person);
	const names = [...(charter.one("seat", seat)?.holders ?? []), ...deputies].map(personName).join(", ");
	return `${seatName(seat)} (${names || say.vacant})`;
}

function Board({ of }: { of: Matter }) {
	const room = of.one("room", of.room);
	const clocks = of.all("clock").filter(({ state }) => state === "proposed" || state === "waiting" || state === "running" || state === "late").sort((a, b) => (a.deadline ?? Infinity) - (b.deadline ?? Infinity));
	const measures = [...gapsOf(of), ...holding(of)];
	const decisions = of.all("decision").filter((one) => one.state === "open" || one.left_undecided).sort((a, b) => a.deadline - b.deadline);

	useFit();
	if (!room) return null;
	return (
		<>
			<header>
				<h1>{roomTitle(room)}</h1>
				<Tlp label={room.tlp} />
				<SeverityBadge severity={room.severity} />
				<Mark tone="accent"><Word word={room.phase} /></Mark>
				<p class="wall-clock"><Time at={clock.value} /></p>
			</header>
			<p class="wall-objective">{say.commander}: <strong>{room.commander ? personName(room.commander) : say.nobody}</strong> · {room.objective ?? say.no_objective}{room.next_report_at && <> · {say.wall_report}: <TimeLeft at={room.next_report_at} /></>}</p>
			<div class="wall-columns">
				<div>
					<Few title={say.wall_open} all={decisions} none={say.wall_none_open} most={3}>
						{(one) => (
							<li key={one.id}>
								<strong>{one.question ?? say.erased}</strong> {one.left_undecided ? <Mark tone="bad">{say.ladder.left_undecided(seatName(one.accountable))}</Mark> : <TimeLeft at={one.deadline} />}
								{one.missing.length > 0 && <span class="wall-missing">{say.missing}: {one.missing.map((seat) => missingPeople(of, one.id, seat)).join("; ")}</span>}
							</li>
						)}
					</Few>
					<Few title={say.stands.taken} all={takenIn(of)} none={say.wall_nothing_taken} most={3}>
						{(one) => <li key={one.id}>{one.question ?? say.erased}<Chosen of={of} decision={one} /></li>}
					</Few>
				</div>
				<div>
					<Few title={say.clocks} all={clocks} none={say.no_clocks} most={3}>
						{(one) => <li key={one.id}><strong>{one.title ?? one.label}</strong> {one.state !== "running" && one.state !== "late" && <Mark><Word word={one.state} /></Mark>} {one.deadline !== undefined && <TimeLeft at={one.deadline} />}</li>}
					</Few>
					<Few title={say.stands.blocked} all={blockedIn(of)} none={say.wall_nothing_blocked} most={3}>
						{(one) => <li key={one.id}><strong>{one.title ?? say.erased}</strong><span class="wall-missing">{say.task.blocked_by(blockerName(one))}, {say.stands.blocked_for(elapsedText((clock.value - (one.blocked ?? 0)) / 1_000_000))}</span></li>}
					</Few>
				</div>
				<Few title={say.tab.measures} all={measures} none={say.no_measures} most={5}>
					{(one) => (
						<li key={one.id}>
							<strong>{one.text ?? <Word word={one.kind} />}</strong> {one.service && charter.one("service", one.service)?.title} {one.expires && isInForce(one) && <TimeLeft at={one.expires} />}
							{one.gap && one.gap_since && <span class="wall-missing">{say.ledger.gap[one.gap]}: {elapsedText((clock.value - one.gap_since) / 1_000_000)}</span>}
						</li>
					)}
				</Few>
			</div>
			<a class="wall-leave" href={roomHref(of.room)}>{say.wall_leave}</a>
		</>
	);
}

export function Wall({ room }: { room: number }) {
	const of = matter(room);

	useAwake();
	if (of.refusal.value && !of.ready.value) return <p class="refusal" role="alert">{of.refusal.value}</p>;
	return of.ready.value ? <Board of={of} /> : <p role="status" class="moment">{say.loading}</p>;
}
