// tasks -- how tasks stand to each other and to whoever looks: pure functions of what a room holds.

import type { Entities, Words } from "./gen/api";
import { mySeats } from "./standing";
import { type Matter, me } from "./store";

export type Task = Entities["task"];

export const isOpen = (task: Task): boolean => task.state === "open" || task.state === "taken";
export const iAmOn = (task: Task): boolean => task.people.includes(me.value?.person ?? 0);
/** It was late, and I was asked to see to it. */
export const askedOfMe = (task: Task): boolean => isOpen(task) && task.overdue && task.escalated === me.value?.person;
/** It cannot go on without me. */
const waitsForMe = (task: Task): boolean =>
	!!task.blocked && (task.blocked_person === me.value?.person || mySeats().includes(task.blocked_seat ?? 0));

/** What must be done before it and is not. */
export const waitsFor = (of: Matter, task: Task): Task[] =>
	task.needs.map((id) => of.one("task", id)).filter((first) => first !== undefined).filter(isOpen);
export const needing = (of: Matter, task: Task): Task[] => of.all("task").filter((other) => other.needs.includes(task.id));
export const itemsOf = (of: Matter, task: Task): Entities["task_item"][] => of.all("task_item").filter((item) => item.task === task.id);

/** What finishing it asks: the reason only where something comes first. */
export const finishAsks = (of: Matter, task: Task): string[] => (waitsFor(of, task).length ? ["despite", "result"] : ["result"]);

export const columns = ["open", "taken", "blocked", "finished"] as const;
export type Column = (typeof columns)[number];

export function columnOf(task: Task): Column {
	if (!isOpen(task)) return "finished";
	if (task.blocked) return "blocked";
	return task.state === "open" ? "open" : "taken";
}

export const filters = ["all", "mine", "seat", "overdue", "blocked"] as const;
export type Filter = (typeof filters)[number];

export const passes: Record<Filter, (task: Task) => boolean> = {
	all: () => true,
	mine: (task) => iAmOn(task) || askedOfMe(task) || waitsForMe(task),
	seat: (task) => mySeats().includes(task.owner ?? 0),
	overdue: (task) => isOpen(task) && task.overdue,
	blocked: (task) => !!task.blocked,
};

export const sorts = ["due", "priority", "owner"] as const;
export type Sort = (typeof sorts)[number];

const press: Record<Words["priority"], number> = { urgent: 0, high: 1, normal: 2, low: 3 };
const nearness = (task: Task): number => task.due ?? Number.MAX_SAFE_INTEGER;
const pressing = (task: Task): number => press[task.priority ?? "normal"];

/** By one of them, then by the others; nobody's last. */
export function sorted(tasks: Task[], by: Sort, seatName: (id: number | undefined) => string): Task[] {
	const owner = (task: Task): string => (task.owner ? seatName(task.owner) : "\uffff");
	const order: Record<Sort, (a: Task, b: Task) => number> = {
		due: (a, b) => nearness(a) - nearness(b) || pressing(a) - pressing(b),
		priority: (a, b) => pressing(a) - pressing(b) || nearness(a) - nearness(b),
		owner: (a, b) => owner(a).localeCompare(owner(b)) || nearness(a) - nearness(b),
	};
	return tasks.toSorted((a, b) => order[by](a, b) || a.id - b.id);
}
