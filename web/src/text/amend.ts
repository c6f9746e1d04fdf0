// amend -- a part of the charter changed where it stands.

import { say as first } from "../text";

export const say = {
	...first,
	amend: "Change it",
	amend_one: (name: string): string => `Change: ${name}`,
	add: { seat: "Add a seat", rule: "Add a rule", service: "Add a service", contact: "Add a contact", template: "Add a template", calendar: "Add a calendar" },
};
