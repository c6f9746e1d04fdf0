// beside -- what is wrong with what stands in a field, said beside it: that it is too long, or why the server said no.

import { useLayoutEffect } from "preact/hooks";
import { utf8 } from "./bytes";
import type { Field } from "./gen/api";
import { commands } from "./gen/commands";
import type { CommandName } from "./outbox";
import { say } from "./text/form";

/** Of which of the fields a refusal speaks, and what it says; nothing, if of none or of what stands within one. */
export function refusedField(fields: Field[], refusal: string): { name: string; why: string } | undefined {
	const [, name, why] = /^([a-z_]+): (?!\[|[a-z_]+: )(.+)$/s.exec(refusal) ?? [];

	return name && why && fields.some((field) => field.name === name) ? { name, why } : undefined;
}

/** How many bytes a field of a command holds. */
export const mostOf = (command: CommandName, name: string): number => commands[command].fields.find((field) => field.name === name)?.max ?? 0;

/** The words that are too long for the record, or nothing; it counts bytes. */
const tooLong = (text: string, most: number): string => {
	const over = most ? utf8(text).length - most : 0;

	return over > 0 ? say.too_long(over, most) : "";
};

/** Of the field that is `at`; while it is too long its form is not sent, and nothing of it is cut off. */
export function Beside({ at, text = "", most = 0, refused = "" }: { at: string; text?: string; most?: number | undefined; refused?: string | undefined }) {
	const long = tooLong(text, most);
	const wrong = long || refused;

	useLayoutEffect(() => {
		const field = document.getElementById(at);

		if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.setCustomValidity(long);
		if (!wrong || !field) return undefined;
		field.setAttribute("aria-describedby", `${at}-wrong`);
		if (!field.matches("fieldset")) field.setAttribute("aria-invalid", "true");
		return () => {
			field.removeAttribute("aria-describedby");
			field.removeAttribute("aria-invalid");
		};
	}, [at, long, wrong]);
	useLayoutEffect(() => {
		const field = refused ? document.getElementById(at) : null;
		const first = field?.matches("fieldset") ? field.querySelector<HTMLElement>("input, select, textarea, button") : field;

		first?.focus();
	}, [at, refused]);
	return wrong ? <p id={`${at}-wrong`} class="refusal" role={long ? "status" : "alert"}>{wrong}</p> : null;
}
