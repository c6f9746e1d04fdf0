// prepared -- texts prepared for statements: which stand, and what a room can fill in.

import type { Entities } from "./gen/api";
import { type Matter, charter, me } from "./store";

export type Template = Entities["template"];

export const nameOf = (template: Template): string => template.title ?? template.label;

export const isApproved = (template: Template): boolean => !!template.text && (template.until ?? 0) > Date.now() * 1000;

/** For that audience, else for whomever none is prepared; what is approved stands first. */
export function preparedFor(kind: string): Template[] {
	const all = charter.all("template").filter((one) => one.text);
	const own = all.filter((one) => one.audience === kind);

	return (own.length > 0 ? own : all.filter((one) => one.audience === "statement")).sort((a, b) => Number(isApproved(b)) - Number(isApproved(a)));
}

const variable = /\{([^{}\s]{1,60})\}/g;

/** Day, hour and zone, as whoever reads that language has them: a statement travels. */
function nowIn(language: string): string {
	const parts = { year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" } as const;

	try {
		return new Date().toLocaleString(language, parts);
	} catch {
		return new Date().toLocaleString(undefined, parts);     // a tag that this browser does not take
	}
}

/** Its text, with what the room knows in the place of its variables. */
export function filled({ text = "", language }: Template, of: Matter): string {
	const room = of.one("room", of.room);
	const known: Record<string, string | undefined> = { codename: room?.codename, severity: room?.severity, organisation: me.value?.organisation, now: nowIn(language) };

	return text.replace(variable, (as, name: string) => (Object.hasOwn(known, name) ? known[name] : undefined) ?? as);
}

/** The variables that are left, each once. */
export const leftIn = (text: string): string[] => [...new Set([...text.matchAll(variable)].flatMap(([, name]) => name ?? []))];
