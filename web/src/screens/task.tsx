// task -- one task whole: who is on it, what it waits for, its checklist, and everything that can be done with it.

import type { ComponentChildren } from "preact";
import { useContext, useState } from "preact/hooks";
import { api } from "../api";
import { Form, Give, Past } from "../form";
import type { Entities } from "../gen/api";
import { roomHref } from "../route";
import { Empty, Left, Mark, Person, Section, Time, Word, clock, durationText, personName, seatName } from "../show";
import { blockerName } from "../standing";
import { type Matter, charter } from "../store";
import { type Task, askedOfMe, finishAsks, iAmOn, isOpen, itemsOf, needing, waitsFor } from "../tasks";
import { say } from "../text/tasks";

export interface Choice { value: string; text: string }

/** Who may be on a task here: the room's members. */
export function peopleHere(of: Matter): Choice[] {
	const members = of.room === 0 ? charter.all("person").map((person) => person.id) : of.members();
	return members.map((id) => ({ value: String(id), text: personName(id) }));
}

/** What it may wait for: the others that are not finished, and what it waits for already. */
const tasksBeside = (of: Matter, task: Task): Choice[] =>
	of.all("task").filter((other) => other.id !== task.id && (isOpen(other) || task.needs.includes(other.id)))
		.map((other) => ({ value: String(other.id), text: other.title ?? `#${other.id}` }));

const stateTone = { open: "plain", taken: "accent", done: "good", dropped: "plain" } as const;
const pressTone = { urgent: "bad", high: "warn", normal: "plain", low: "plain" } as const;

/** How it stands, in words; what is ordinary is not said. */
export function TaskMarks({ of, task, state = false }: { of: Matter; task: Task; state?: boolean }) {
	const first = isOpen(task) ? waitsFor(of, task) : [];

	return (
		<span class="line">
			{state && <Mark tone={stateTone[task.state]}><Word word={task.state} /></Mark>}
			{task.priority && task.priority !== "normal" && <Mark tone={pressTone[task.priority]}><Word word={task.priority} /></Mark>}
			{isOpen(task) && task.overdue && <Mark tone="warn">{askedOfMe(task) ? say.task.overdue_you : task.escalated ? say.task.overdue_asked(personName(task.escalated)) : say.task.overdue}</Mark>}
			{task.blocked && <Mark tone="warn" title={task.blocked_why}>{say.task.blocked_by(blockerName(task))}</Mark>}
			{first.length > 0 && <Mark>{say.task.after(first.length)}</Mark>}
		</span>
	);
}

function Line({ of, item, fast }: { of: Matter; item: Entities["task_item"]; fast: boolean }) {
	const [refusal, setRefusal] = useState("");
	const tick = async (box: HTMLInputElement): Promise<void> => {
		setRefusal("");
		try {
			await api.command(of.room, item.ticked ? "untick_task_item" : "tick_task_item", { item: item.id });
		} catch (fault) {
			box.checked = item.ticked;
			setRefusal(fault instanceof Error ? fault.message : String(fault));
		}
	};

	return (
		<li>
			<label class="choice">
				<input type="checkbox" checked={item.ticked} disabled={fast} onChange={(e) => void tick(e.currentTarget)} />
				<span>{item.text ?? say.erased} {item.ticked && item.at && <small><Person id={item.person} /> · <Time at={item.at} /></small>}</span>
			</label>
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
		</li>
	);
}

function Checklist({ of, task }: { of: Matter; task: Task }) {
	const past = useContext(Past);
	const items = itemsOf(of, task);
	const fast = past || !isOpen(task);

	return (
		<Section title={say.task.checklist} level={3}>
			{items.length === 0 && <Empty>{say.task.no_items}</Empty>}
			<ul class="checklist">{items.map((item) => <Line key={item.id} of={of} item={item} fast={fast} />)}</ul>
			{!fast && <Form command="add_task_item" room={of.room} fixed={{ task: task.id }} submit={say.task.add_item} />}
		</Section>
	);
}

function Links({ of, tasks }: { of: Matter; tasks: Task[] }) {
	return (
		<ul class="plain">
			{tasks.map((task) => <li key={task.id}><a href={roomHref(of.room, "do", task.id, of.at)}>{task.title ?? say.erased}</a> <small><Word word={task.state} /></small></li>)}
		</ul>
	);
}

function Row({ name, children, action }: { name: string; children: ComponentChildren; action?: ComponentChildren }) {
	return <><dt>{name}</dt><dd><div>{children}</div>{action}</dd></>;
}

/** What stands in its way, or was said when it changed hands. */
function Notes({ of, task }: { of: Matter; task: Task }) {
	const fixed = { task: task.id };
	const first = isOpen(task) ? waitsFor(of, task) : [];

	return (
		<>
			{isOpen(task) && task.overdue && <p class="standing">{askedOfMe(task) ? say.task.you_are_asked : task.escalated ? say.task.is_asked(personName(task.escalated)) : say.task.nobody_asked}</p>}
			{task.blocked && (
				<div class="standing">
					<p>{say.task.waits_for} {task.blocked_person ? <Person id={task.blocked_person} /> : task.blocked_seat ? seatName(task.blocked_seat) : task.blocked_outside ?? say.erased} {say.since} <Time at={task.blocked} />: {task.blocked_why}</p>
					<Give command="unblock_task" room={of.room} fixed={fixed} label={say.task.unblock} />
				</div>
			)}
			{first.length > 0 && <div class="standing"><p>{say.task.first}</p><Links of={of} tasks={first} /></div>}
			{task.note && <p class="standing note">{task.note}</p>}
			{task.result && <p class="note"><strong>{say.task.result}</strong> {task.result}</p>}
			{task.despite && <p class="note"><strong>{say.task.despite}</strong> {task.despite}</p>}
		</>
	);
}

/** What moves it on. */
function Steps({ of, task }: { of: Matter; task: Task }) {
	const fixed = { task: task.id };
	const common = { room: of.room, fixed };

	if (!isOpen(task)) return <div class="buttons"><Give {...common} command="reopen_task" label={say.task.reopen} /></div>;
	return (
		<div class="buttons">
			{!iAmOn(task) && <Give command="take_tasks" room={of.room} fixed={{ tasks: [task.id] }} label={say.task.take} tone="primary" />}
			<Give {...common} command="finish_task" only={finishAsks(of, task)} label={say.task.finish} tone={iAmOn(task) ? "primary" : "plain"} />
			{iAmOn(task) && <Give {...common} command="hand_over_task" choices={{ to: peopleHere(of).filter(({ value }) => !task.people.includes(Number(value))) }} label={say.task.hand_over} />}
			{!task.blocked && <Give {...common} command="block_task" label={say.task.block} />}
			{iAmOn(task) && <Give {...common} command="leave_task" label={say.task.leave} tone="quiet" />}
			<Give command="drop_tasks" room={of.room} fixed={{ tasks: [task.id] }} label={say.task.drop} tone="quiet" />
		</div>
	);
}

function Plan({ of, task }: { of: Matter; task: Task }) {
	const tasks = { room: of.room, fixed: { tasks: [task.id] }, tone: "quiet" } as const;
	const needs = task.needs.map((id) => of.one("task", id)).filter((first) => first !== undefined);
	const after = needing(of, task);
	const measure = of.one("measure", task.measure);
	const open = isOpen(task);
	const due = task.due && task.due > clock.value ? { due: task.due } : {};
	const edits = (words: Record<string, unknown>) => ({ touched: task.touched, words });

	return (
		<dl class="pairs plan">
			<Row name={say.task.on_it} action={open && <Give {...tasks} command="assign_tasks" choices={{ people: peopleHere(of) }} edits={edits({ owner: task.owner, people: task.people })} label={say.task.assign} />}>
				{task.people.length ? task.people.map((id, i) => <span key={id}>{i ? ", " : ""}<Person id={id} /></span>) : say.nobody}
			</Row>
			<Row name={say.task.owner}>{task.owner ? seatName(task.owner) : say.nobody}</Row>
			<Row name={say.task.due} action={open && <Give {...tasks} command="set_tasks_due" edits={edits(due)} label={say.task.set_due} />}>
				{task.due ? open ? <Left at={task.due} /> : <Time at={task.due} /> : say.task.no_due}
			</Row>
			<Row name={say.task.priority} action={open && <Give {...tasks} command="set_tasks_priority" edits={edits({ priority: task.priority })} label={say.task.set_priority} />}>
				<Word word={task.priority ?? "normal"} />
			</Row>
			<Row name={say.task.needs} action={open && <Give command="set_task_needs" room={of.room} fixed={{ task: task.id }} tone="quiet" choices={{ needs: tasksBeside(of, task) }} edits={edits({ needs: task.needs })} label={say.task.set_needs} />}>
				{needs.length ? <Links of={of} tasks={needs} /> : say.none}
			</Row>
			{after.length > 0 && <Row name={say.task.needed_by}><Links of={of} tasks={after} /></Row>}
			<Row name={say.task.hours} action={<Give command="report_hours" room={of.room} fixed={{ task: task.id }} tone="quiet" label={say.task.report_hours} />}>
				{task.spent ? durationText(task.spent) : say.none}
			</Row>
			{measure && <Row name={say.task.measure}>{measure.text ?? <Word word={measure.kind} />} <small><Word word={measure.state} /></small></Row>}
		</dl>
	);
}

export function TaskPage({ of, id }: { of: Matter; id: number }) {
	const task = of.one("task", id);

	if (!task) return <p>{say.not_found} <a href={roomHref(of.room, "do", undefined, of.at)}>{say.task.back}</a></p>;
	return (
		<article class="task-page">
			<p><a href={roomHref(of.room, "do", undefined, of.at)}>{say.task.back}</a></p>
			<header>
				<h2>{task.title ?? say.erased}</h2>
				<TaskMarks of={of} task={task} state />
			</header>
			<Notes of={of} task={task} />
			<Steps of={of} task={task} />
			<Checklist of={of} task={task} />
			<Plan of={of} task={task} />
		</article>
	);
}
