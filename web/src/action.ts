// action -- what the screen offers just now: buttons say what they do, the palette and the keys reach them.

import { effect, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

/** One letter, lower case; `g` begins the way to a place, and is none. */
export type Hotkey = string;

export interface Action {
	name: string;
	run: () => void;
	hotkey?: Hotkey;
	/** What it is about, where several are called the same. */
	about?: () => string;
	/** Why it cannot be done now. */
	because?: () => string | undefined;
}

const offered = new Set<{ current: Action }>();
const changes = signal(0);

/** Offered as long as whoever offers it is on the screen. */
export function useAction(action: Action, is = true): void {
	const latest = useRef(action);

	latest.current = action;
	useEffect(() => {
		if (!is) return undefined;
		offered.add(latest);
		changes.value++;
		return () => {
			offered.delete(latest);
			changes.value++;
		};
	}, [is]);
}

/** Whoever draws them is drawn anew when the screen offers more or less: it may still be on its way when they are asked for. */
export function actions(): Action[] {
	void changes.value;
	return [...offered].map(({ current }) => current);
}

/** The thing beside which a button stands, or the head of its column, in its own words. */
export function subjectOf(button: HTMLElement | null): string {
	const cell = button?.closest("td");
	const of = cell ? cell.closest("table")?.tHead?.rows[0]?.cells[cell.cellIndex] : button?.closest("li, article, dd")?.querySelector("strong, h3, code, .person");

	return of?.textContent?.trim() ?? "";
}

/** Milliseconds after which a screen that does not offer it will not. */
const patience = 5000;

/** Once, as soon as the screen offers something under that name. */
export function whenOffered(name: string, then: (action: Action) => void): void {
	let over = false;
	const end = (): void => {
		over = true;
		clearTimeout(timer);
		queueMicrotask(() => stop());
	};
	const timer = setTimeout(end, patience);
	const stop = effect(() => {
		const found = actions().find((action) => action.name === name);

		if (over || !found) return;         // it may be drawn anew before the end has come about
		end();
		setTimeout(then, 0, found);
	});
}
