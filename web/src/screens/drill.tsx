// drill -- five minutes in which everybody on a ladder is called: started, watched, answered, and what came of it.

import { Give } from "../form";
import type { Entities } from "../gen/api";
import { ruledKinds } from "../kinds";
import { Empty, Left, Mark, Person, Section, Time, seatName } from "../show";
import { charter, me } from "../store";
import { wordly } from "../text";
import { say } from "../text/drill";

type Drill = Entities["drill"];

/** The calls of one drill, in the order in which people answered. */
function callsOf(drill: Drill): Entities["call"][] {
	const next = charter.all("drill").find((one) => one.id > drill.id)?.id ?? Infinity;

	return charter.all("call").filter((call) => call.reason === "drill" && call.id > drill.id && call.id < next)
		.sort((a, b) => (a.known ?? Infinity) - (b.known ?? Infinity) || a.id - b.id);
}

const tookText = (seconds: number): string => (seconds < 60 ? `${Math.floor(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`);

/** Who is called is called once: for the seats that they hold, or else in which they stand in. */
function seatsOf(drill: Drill, { person, seat }: Entities["call"]): string {
	const held = drill.seats.filter((id) => charter.one("seat", id)?.holders.includes(person));
	return (held.length > 0 ? held : [seat]).map(seatName).join(", ");
}

function Answers({ drill }: { drill: Drill }) {
	return (
		<ul class="rows">
			{callsOf(drill).map((call) => (
				<li key={call.id}>
					<span><Person id={call.person} /> <small class="beside">{seatsOf(drill, call)}</small></span>
					{call.known ? <Mark tone="good">{say.drill.after(tookText((call.known - call.owed) / 1_000_000))}</Mark> : <Mark tone={drill.ended ? "bad" : "warn"}>{drill.ended ? say.drill.silent : say.drill.waiting}</Mark>}
				</li>
			))}
		</ul>
	);
}

const ladderOf = (drill: Drill): string => wordly(drill.severity ?? drill.kind);

function Running({ drill }: { drill: Drill }) {
	return (
		<>
			<p role="status"><Mark tone="warn">{say.drill.word}</Mark> {ladderOf(drill)}: {say.drill.so_far(drill.answered, drill.called)} · <Left at={drill.until} /></p>
			<Answers drill={drill} />
		</>
	);
}

/** "Last drill: 7 of 9 answered, half of them within 1 min 40 s". */
function Result({ drill }: { drill: Drill }) {
	return (
		<>
			<p>
				<strong>{drill.interrupted ? say.drill.interrupted : say.drill.result(drill.answered, drill.called, drill.answered ? tookText(drill.median ?? 0) : "")}</strong>{" "}
				<small>{ladderOf(drill)}, <Time at={drill.at} />, {say.by} <Person id={drill.person} /></small>
			</p>
			{!drill.interrupted && (drill.silent.length > 0 ? <p><Mark tone="bad">{say.drill.nobody_for}</Mark> {drill.silent.map(seatName).join(", ")}</p> : <p><Mark tone="good">{say.drill.all_seats}</Mark></p>)}
			<Answers drill={drill} />
		</>
	);
}

export function Drills() {
	const last = charter.all("drill").at(-1);
	const running = !!last && !last.ended;

	return (
		<Section title={say.drill.title} action={me.value?.officer && !running && (
			<span class="buttons">
				<Give command="start_drill" room={0} label={say.drill.start} only={["severity"]} />
				<Give command="start_drill" room={0} label={say.drill.start_kind} only={["kind"]} slot="kind" choices={{ kind: ruledKinds() }} submit={say.drill.start} tone="quiet" />
			</span>
		)}>
			<p>{say.drill.lead}</p>
			{!last && <Empty>{say.drill.none}</Empty>}
			{last && (running ? <Running drill={last} /> : <Result drill={last} />)}
		</Section>
	);
}

/** On every screen of whoever is called: first that it is a drill. */
export function DrillCall({ call }: { call: number }) {
	return <p class="banner drill" role="alert"><strong>{say.drill.word}</strong> {say.drill.called} <Give command="acknowledge_call" room={0} fixed={{ call }} label={say.drill.here} tone="primary" /></p>;
}
