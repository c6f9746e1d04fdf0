// do -- what is to be done, whose it is, and what came of it.

import { Give } from "../form";
import type { Entities } from "../gen/api";
import { Empty, Left, Mark, Person, Section, Word, seatName } from "../show";
import type { Matter } from "../store";
import { say } from "../text";

const tone = { open: "warn", taken: "accent", done: "good", dropped: "plain" } as const;

function Task({ of, task }: { of: Matter; task: Entities["task"] }) {
	const fixed = { task: task.id };
	const open = task.state === "open" || task.state === "taken";

	return (
		<li>
			<span>
				<strong>{task.title ?? say.erased}</strong> <Mark tone={tone[task.state]}><Word word={task.state} /></Mark>
				{task.result && <span class="note">{task.result}</span>}
				<small>{task.owner ? seatName(task.owner) : ""} · {task.person ? <Person id={task.person} /> : say.nobody_on_it}{open && task.due ? <> · <Left at={task.due} /></> : null}</small>
			</span>
			{open && (
				<span class="buttons">
					{task.state === "open" && <Give command="take_tasks" room={of.room} fixed={{ tasks: [task.id] }} label={say.take_task} />}
					<Give command="finish_task" room={of.room} fixed={fixed} label={say.finish_task} tone={task.state === "taken" ? "primary" : "plain"} />
					<Give command="drop_tasks" room={of.room} fixed={{ tasks: [task.id] }} label={say.drop_task} tone="quiet" />
				</span>
			)}
		</li>
	);
}

export function Do({ of }: { of: Matter }) {
	const tasks = of.all("task");
	const open = tasks.filter((task) => task.state === "open" || task.state === "taken").sort((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity));
	const finished = tasks.filter((task) => task.state === "done" || task.state === "dropped").toReversed();

	return (
		<>
			<Section title={say.tasks} action={of.room === 0 ? undefined : <Give command="open_task" room={of.room} label={say.open_task} />}>
				{open.length === 0 && <Empty>{say.no_tasks}</Empty>}
				<ul class="rows">{open.map((task) => <Task key={task.id} of={of} task={task} />)}</ul>
			</Section>
			{finished.length > 0 && <Section title={say.finished}><ul class="rows faint">{finished.map((task) => <Task key={task.id} of={of} task={task} />)}</ul></Section>}
		</>
	);
}
