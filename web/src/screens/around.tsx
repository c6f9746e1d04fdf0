// around -- what a decision stands in: what the room wants, what is in the way, what is done already.

import type { Entities } from "../gen/api";
import { isInForce } from "../ledger";
import { Empty, Section, Time, Word, personName, seatName } from "../show";
import { type Matter, charter } from "../store";
import { say } from "../text/around";

type Task = Entities["task"];

const tasksShown = 5;

const waitsFor = (task: Task): string =>
	say.waits_for(task.blocked_person ? personName(task.blocked_person) : task.blocked_seat ? seatName(task.blocked_seat) : task.blocked_outside ?? say.erased, task.blocked_why ?? "");

export function Wanted({ of }: { of: Matter }) {
	const objectives = of.all("objective").filter((one) => one.state === "open");
	const blocked = of.all("task").filter((task) => task.blocked && (task.state === "open" || task.state === "taken"));

	return (
		<div class="around">
			<Section title={say.objective}>
				{objectives.length === 0 ? <Empty>{say.no_objective}</Empty> : <ul class="plain">{objectives.map((one) => <li key={one.id}>{one.text ?? say.erased}</li>)}</ul>}
			</Section>
			<Section title={say.in_the_way}>
				{blocked.length === 0 ? <Empty>{say.nothing_in_the_way}</Empty> : <ul class="plain">{blocked.map((task) => <li key={task.id}>{task.title ?? say.erased}: {waitsFor(task)}</li>)}</ul>}
			</Section>
		</div>
	);
}

/** Whom the rule asks and who stand outside: that they come in is said before it is put up. */
export function ComesIn({ of, decision }: { of: Matter; decision: Entities["decision"] }) {
	const rule = charter.one("rule", decision.rule);
	const seats = rule ? [rule.accountable, ...rule.concur.flatMap((group) => group.seats)] : [];
	const inside = new Set(of.all("member").filter((one) => !one.gone && !one.channels_only).map((one) => one.person));
	const outside = new Set(seats.flatMap((seat) => charter.one("seat", seat)?.holders ?? []).filter((person) => !inside.has(person)));

	return outside.size ? <p class="why-not">{say.comes_in([...outside].map(personName).join(", "))}</p> : null;
}

export function DoneAlready({ of }: { of: Matter }) {
	const measures = of.all("measure").filter(isInForce);
	const tasks = of.all("task").filter((task) => task.state === "done" && !task.measure).sort((a, b) => b.touched - a.touched);

	return (
		<Section title={say.done_already}>
			{measures.length + tasks.length === 0 && <Empty>{say.nothing_done}</Empty>}
			<ul class="plain">
				{measures.map((one) => (
					<li key={one.id}><strong><Word word={one.kind} /></strong>{one.service && ` · ${charter.one("service", one.service)?.title ?? ""}`}: {one.text ?? say.erased}{one.expires && <small> {say.until} <Time at={one.expires} /></small>}</li>
				))}
				{tasks.slice(0, tasksShown).map((task) => <li key={task.id}>{task.title ?? say.erased}{task.result && <small> {task.result}</small>}</li>)}
				{tasks.length > tasksShown && <li>{say.more_done(tasks.length - tasksShown)}</li>}
			</ul>
		</Section>
	);
}
