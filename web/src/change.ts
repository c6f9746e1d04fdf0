// change -- a change of the charter in one form: the decision and its option are opened with it, and it is put up; there it is signed.

import { useRef } from "preact/hooks";
import { api } from "./api";
import type { Draft } from "./draft";
import { statementKinds, statements } from "./kinds";
import { charterHref, go } from "./route";
import { charter } from "./store";
import { words } from "./gen/api";
import { say } from "./text";

/** What a form of `propose_change` needs; when it was given it is put up, and one goes to where it is signed. */
export function useChange(question: string): { complete: () => Promise<Draft>; done: () => Promise<void> } {
	const opened = useRef<{ decision: number; option: number } | undefined>(undefined);
	const complete = async (): Promise<Draft> => {
		if (!opened.current) {
			const { seq: decision } = await api.command(0, "open_decision", { kind: "change_charter", question });
			const { seq: option } = await api.command(0, "propose_option", { decision, title: question.slice(0, 200), nothing: false });
			opened.current = { decision, option };
		}
		return { option: opened.current.option };
	};
	const done = async (): Promise<void> => {
		const is = opened.current;

		opened.current = undefined;
		if (is) await api.command(0, "put_up_option", { option: is.option }).catch(() => undefined);    // refused: there stands the button that puts it up, and says why
		go(charterHref("changes", is?.decision));
	};

	return { complete, done };
}

/** What a change of the charter is about, as it stands now. */
export interface Change { only: string[]; offered: Draft; choices?: Record<string, { value: string; text: string }[]> }

export const without = (of: object, ...names: string[]): Draft => Object.fromEntries(Object.entries(of).filter(([name]) => !names.includes(name)));

/** Of that seat; with no label, of a scribe's, who is not there yet. */
export function seatChange(label: string | undefined): Change {
	const seat = label ? charter.all("seat").find((one) => one.label === label) : undefined;

	return { only: ["title", "seat"], offered: seat
		? { title: seat.title, seat: { ...without(seat, "entity", "id", "touched", "title"), seat: seat.id } }
		: { title: say.scribe, seat: { label: "scribe", holders: [], deputies: [] } } };
}

export const newSeat = (): Change => ({ only: ["title", "seat"], offered: { seat: { holders: [], deputies: [] } } });

/** Of the rule for that kind of decision; with no kind, of the first standard one that has no rule. */
export function ruleChange(kind: string | undefined): Change {
	const rules = charter.all("rule");
	const is = kind ?? Object.keys(words.standard_kind).find((one) => one !== "change_charter" && one !== "erase_words" && !statements.includes(one) && !rules.some((rule) => rule.kind === one));
	const rule = rules.find((one) => one.kind === is);

	return { only: ["rule"], offered: { rule: rule ? without(rule, "entity", "id", "touched") : { kind: is, concur: [], requester_excluded: false, objection_blocks: false } } };
}

/** Of that service; with no label, of one that is not there yet. */
export function serviceChange(label: string | undefined): Change {
	const service = charter.all("service").find((one) => one.label === label);
	const only = ["title", "service", "words"];

	if (!service) return { only, offered: { service: { needs: [] } } };
	return { only, offered: {
		title: service.title, service: { ...without(service, "entity", "id", "touched", "title", "removed", "words"), service: service.id, needs: service.needs.filter((one) => !charter.one("service", one)?.removed) },
		words: service.words,
	} };
}

/** Of that severity; with none, of the first that nothing is written about. */
export function severityChange(severity: string | undefined): Change {
	const written = charter.all("criterion");
	const is = severity ?? Object.keys(words.severity).find((one) => !written.some((other) => other.severity === one));
	const criterion = written.findLast((one) => one.severity === is);

	return { only: ["criterion", "criteria"], offered: {
		criterion: criterion ? without(criterion, "entity", "id", "touched", "criteria") : { severity: is, calls: [] }, criteria: criterion?.criteria } };
}

/** Of that contact; with no label, of one that is not there yet. */
export function contactChange(label: string | undefined): Change {
	const contact = charter.all("contact").find((one) => one.label === label);
	const only = ["title", "contact", "reach", "agreed"];

	if (!contact) return { only, offered: { contact: { callers: [] } } };
	return { only, offered: { title: contact.title, reach: contact.reach, agreed: contact.agreed,
		contact: { label: contact.label, kind: contact.kind, callers: contact.callers, notice_hours: contact.notice_hours, contact: contact.id } } };
}

/** Of that template; with no label, of one that is not there yet. */
export function templateChange(label: string | undefined): Change {
	const template = charter.all("template").find((one) => one.label === label);
	const only = ["title", "template", "text"], choices = { audience: statementKinds() };

	if (!template) return { only, choices, offered: { template: { language: charter.all("template").at(-1)?.language, holding: true } } };
	return { only, choices, offered: { title: template.title, text: template.text, template: { label: template.label, audience: template.audience, channel: template.channel,
		language: template.language, holding: template.holding, template: template.id } } };
}

/** Of that calendar; with no label, of one that is not there yet: the week as most work it. */
export function calendarChange(label: string | undefined): Change {
	const calendar = charter.all("calendar").find((one) => one.label === label);
	const only = ["title", "calendar"];

	if (!calendar) return { only, offered: { calendar: { working: (["monday", "tuesday", "wednesday", "thursday", "friday"] as const).map((day) => ({ day })), holidays: [], utc_offset: 0 } } };
	return { only, offered: { title: calendar.title, calendar: { ...without(calendar, "entity", "id", "touched", "title"), calendar: calendar.id } } };
}
