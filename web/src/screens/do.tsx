// do -- what is to be done: as a board or a list, one by one or several at once; and what is hit.

import { signal } from "@preact/signals";
import { useContext, useState } from "preact/hooks";
import { Give, Past, Press } from "../form";
import { commands } from "../gen/commands";
import { roomHref } from "../route";
import { Empty, Left, Person, Section, seatName } from "../show";
import type { Matter } from "../store";
import { type Column, type Filter, type Sort, type Task, columnOf, columns, filters, finishAsks, iAmOn, isOpen, itemsOf, passes, sorted, sorts } from "../tasks";
import { say } from "../text/tasks";
import { AffectedHere } from "./scope";
import { TaskMarks, TaskPage, peopleHere } from "./task";

type Chosen = ReadonlySet<number>;
type Choose = (next: (was: Chosen) => Chosen) => void;

const view = signal<"board" | "list">("board");
const filter = signal<Filter>("all");
const sort = signal<Sort>("due");

/** The one thing to do with it from here. */
function Quick({ of, task }: { of: Matter; task: Task }) {
	if (!isOpen(task)) return null;
	if (!iAmOn(task)) return <Give command="take_tasks" room={of.room} fixed={{ tasks: [task.id] }} label={say.task.take} />;
	return <Give command="finish_task" room={of.room} fixed={{ task: task.id }} only={finishAsks(of, task)} label={say.task.finish} tone="primary" />;
}

/** Whoever says that a measure is in force has ended its task without ever being on it. */
function NobodyOn({ task }: { task: Task }) {
	if (isOpen(task)) return <>{say.nobody_on_it}</>;
	return task.ended_by ? <>{say.task.by} <Person id={task.ended_by} /></> : <>{say.task.nobody_was}</>;
}

function Card({ of, task, chosen, choose }: { of: Matter; task: Task; chosen: Chosen; choose: Choose }) {
	const past = useContext(Past);
	const items = itemsOf(of, task);
	const title = task.title ?? say.erased;
	const toggle = (): void => choose((was) => (was.has(task.id) ? new Set([...was].filter((id) => id !== task.id)) : new Set([...was, task.id])));

	return (
		<li class={`task${iAmOn(task) ? " mine" : ""}${chosen.has(task.id) ? " chosen" : ""}`}>
			{isOpen(task) && !past && <label class="pick"><input type="checkbox" aria-label={say.task.choose(title)} checked={chosen.has(task.id)} onChange={toggle} /></label>}
			<div>
				{of.room === 0 ? <strong>{title}</strong> : <a href={roomHref(of.room, "do", task.id, of.at)}>{title}</a>}
				<TaskMarks of={of} task={task} state={task.state === "dropped"} />
				<small>
					{task.owner ? `${seatName(task.owner)} · ` : ""}
					{task.people.length ? task.people.map((id, i) => <span key={id}>{i ? ", " : ""}<Person id={id} /></span>) : <NobodyOn task={task} />}
					{items.length > 0 && ` · ${say.task.ticked(items.filter((item) => item.ticked).length, items.length)}`}
				</small>
				{isOpen(task) && task.due && <small><Left at={task.due} /></small>}
				{task.result && <small class="clamp">{task.result}</small>}
			</div>
			<Quick of={of} task={task} />
		</li>
	);
}

interface Several { of: Matter; tasks: Task[]; chosen: Chosen; choose: Choose }
/** So many rows of each heap are drawn; `more` draws more. */
interface Drawn { most: number; more: () => void }

const drawn = 50;
const finishedShown = 12;

function Cards({ tasks, most, more, as, ...rest }: Several & Drawn & { as?: string }) {
	return (
		<>
			<ul class={as}>{tasks.slice(0, most).map((task) => <Card key={task.id} {...rest} task={task} />)}</ul>
			{tasks.length > most && <p><Press label={say.more_rows(tasks.length - most)} run={more} /></p>}
		</>
	);
}

function Board({ tasks, ...rest }: Several & Drawn) {
	const column = (name: Column): Task[] => tasks.filter((task) => columnOf(task) === name);
	const newest = column("finished").toSorted((a, b) => b.touched - a.touched);
	const shown: Record<Column, Task[]> = { open: column("open"), taken: column("taken"), blocked: column("blocked"), finished: newest.slice(0, finishedShown) };

	return (
		<div class="board">
			{columns.map((name) => (
				<section key={name} class={`column ${name}`} aria-labelledby={`column-${name}`}>
					<h3 id={`column-${name}`}>{say.task.columns[name]} <small>{column(name).length}</small></h3>
					{shown[name].length === 0 && <Empty>{say.task.column_empty[name]}</Empty>}
					<Cards {...rest} tasks={shown[name]} />
					{column(name).length > shown[name].length && <button type="button" class="quiet" onClick={() => { view.value = "list"; }}>{say.task.all_finished}</button>}
				</section>
			))}
		</div>
	);
}

function List({ tasks, ...rest }: Several & Drawn) {
	const open = tasks.filter(isOpen);
	const finished = tasks.filter((task) => !isOpen(task)).toSorted((a, b) => b.touched - a.touched);

	return (
		<>
			<Cards {...rest} tasks={open} as="task-list" />
			{open.length === 0 && <Empty>{say.task.none_here}</Empty>}
			{finished.length > 0 && <Section title={say.finished} level={3}><Cards {...rest} tasks={finished} as="task-list faint" /></Section>}
		</>
	);
}

/** What is shown of them, and how. */
function Tools({ all }: { all: Task[] }) {
	return (
		<div class="task-tools">
			<div class="filters" role="group" aria-label={say.task.show}>
				{filters.map((name) => (
					<button key={name} type="button" aria-pressed={filter.value === name} onClick={() => { filter.value = name; }}>
						{say.task.filters[name]} {name !== "all" && <small>{all.filter((task) => isOpen(task) && passes[name](task)).length}</small>}
					</button>
				))}
			</div>
			<label class="inline"><span>{say.task.sort}</span>
				<select value={sort.value} onChange={(e) => { sort.value = e.currentTarget.value as Sort; }}>
					{sorts.map((name) => <option key={name} value={name}>{say.task.sorts[name]}</option>)}
				</select>
			</label>
			<div class="filters" role="group" aria-label={say.task.view}>
				{(["board", "list"] as const).map((name) => (
					<button key={name} type="button" aria-pressed={view.value === name} onClick={() => { view.value = name; }}>{say.task.views[name]}</button>
				))}
			</div>
		</div>
	);
}

const atOnce = commands.assign_tasks.fields.find(({ name }) => name === "tasks")?.max ?? 1;

/** One command for as many as it takes, of which all happens, or none; the rest stays chosen. */
function Bulk({ of, tasks, choose }: Several) {
	const now = tasks.slice(0, atOnce);
	const fixed = { tasks: now.map((task) => task.id) };
	const others = now.filter((task) => !iAmOn(task)).map((task) => task.id);
	const over = now.map((task) => ({ touched: task.touched, text: `${task.title ?? say.erased}: ${say.task.columns[columnOf(task)]}` }));
	const common = { room: of.room, fixed, over, done: () => choose(() => new Set(tasks.slice(atOnce).map((task) => task.id))) };

	return (
		<div class="bulk" role="region" aria-label={say.task.bulk}>
			<strong role="status">{say.task.chosen(tasks.length)}</strong>
			{tasks.length > now.length && <span>{say.in_parts(now.length)}</span>}
			<span class="buttons">
				<Give {...common} command="take_tasks" fixed={{ tasks: others }} label={say.task.take_all} disabledBecause={others.length ? undefined : say.task.have_all} />
				<Give {...common} command="assign_tasks" choices={{ people: peopleHere(of) }} label={say.task.assign} />
				<Give {...common} command="set_tasks_due" label={say.task.set_due} />
				<Give {...common} command="set_tasks_priority" label={say.task.set_priority} />
				<Give {...common} command="drop_tasks" label={say.task.drop} tone="quiet" />
				<button type="button" class="quiet" onClick={() => choose(() => new Set())}>{say.task.choose_none}</button>
			</span>
		</div>
	);
}

function AllTasks({ of }: { of: Matter }) {
	const [chosen, choose] = useState<Chosen>(new Set());
	const [most, setMost] = useState(drawn);
	const past = useContext(Past);
	const all = of.all("task");
	const tasks = sorted(all.filter(passes[filter.value]), sort.value, seatName);
	const open = tasks.filter(isOpen);
	const picked = open.filter((task) => chosen.has(task.id));
	const several = { of, tasks, chosen, choose, most, more: () => setMost(most + drawn) };

	return (
		<Section title={say.tasks} action={of.room === 0 ? undefined : <Give command="open_task" room={of.room} choices={{ people: peopleHere(of) }} label={say.open_task} />}>
			{all.length === 0 ? <Empty>{say.no_tasks}</Empty> : <Tools all={all} />}
			{open.length > 1 && !past && <p><Press label={say.choose_all(open.length)} tone="quiet" run={() => choose(() => new Set(open.map((task) => task.id)))} /></p>}
			{all.length > 0 && (view.value === "board" ? <Board {...several} /> : <List {...several} />)}
			{picked.length > 0 && !past && <Bulk {...several} tasks={picked} />}
		</Section>
	);
}

export function Do({ of, id }: { of: Matter; id?: number | undefined }) {
	if (id !== undefined) return <TaskPage key={id} of={of} id={id} />;
	return <><AllTasks of={of} />{of.room !== 0 && <AffectedHere of={of} />}</>;
}
