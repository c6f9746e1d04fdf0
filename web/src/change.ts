// change -- a change of the charter in one form: the decision and its option are opened with it; then it is put up and signed.

import { useRef } from "preact/hooks";
import { api } from "./api";
import type { Draft } from "./draft";
import { charterHref, go } from "./route";
import { charter } from "./store";
import { say } from "./text";

/** What a form of `propose_change` needs, and where one goes when it was given. */
export function useChange(question: string): { complete: () => Promise<Draft>; done: () => void } {
	const opened = useRef<{ decision: number; option: number } | undefined>(undefined);
	const complete = async (): Promise<Draft> => {
		if (!opened.current) {
			const { seq: decision } = await api.command(0, "open_decision", { kind: "change_charter", question });
			const { seq: option } = await api.command(0, "propose_option", { decision, title: question.slice(0, 200), nothing: false });
			opened.current = { decision, option };
		}
		return { option: opened.current.option };
	};
	const done = (): void => {
		go(charterHref("changes", opened.current?.decision));
		opened.current = undefined;
	};

	return { complete, done };
}

/** What a change of the charter is about, as it stands now. */
export interface Change { only: string[]; offered: Draft }

export const without = (of: object, ...names: string[]): Draft => Object.fromEntries(Object.entries(of).filter(([name]) => !names.includes(name)));

/** Of that seat; with no label, of a scribe's, who is not there yet. */
export function seatChange(label: string | undefined): Change {
	const seat = label ? charter.all("seat").find((one) => one.label === label) : undefined;

	return { only: ["title", "seat"], offered: seat
		? { title: seat.title, seat: { ...without(seat, "entity", "id", "touched", "title"), seat: seat.id } }
		: { title: say.scribe, seat: { label: "scribe", holders: [], deputies: [] } } };
}
