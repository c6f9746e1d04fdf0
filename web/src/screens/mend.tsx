// mend -- the form that mends a finding of lint: it asks for what the finding is about, holds what is so now, and opens the decision.

import { type Change, calendarChange, contactChange, ruleChange, seatChange, serviceChange, severityChange, useChange, without } from "../change";
import type { Draft } from "../draft";
import { Give } from "../form";
import type { Field, Records } from "../gen/api";
import { records } from "../gen/commands";
import { label } from "../label";
import { charter } from "../store";
import { say } from "../text/charter";

type Finding = Records["lint_finding"];

function ruleOf(finding: Finding): Change {
	if (finding.kind === "service_shutdown") return ruleChange("full_shutdown");
	return ruleChange(finding.label ?? (finding.kind === "ladder_missing" ? charter.all("rule").find((one) => !one.ladder?.deputy_after && !one.ladder?.escalate_after)?.kind : undefined));
}

function changeFor(finding: Finding): Change | undefined {
	if (finding.kind.startsWith("delegat")) return undefined;       // mended among the seats, where it is ended
	if (finding.kind === "service_shutdown") return ruleOf(finding);
	switch (finding.part) {
		case "officers": return seatChange(charter.all("seat")[0]?.label);
		case "seats": return seatChange(finding.label);
		case "rules": return ruleOf(finding);
		case "services": return finding.label ? serviceChange(finding.label) : undefined;
		case "calendars": return calendarChange(finding.label);
		case "contacts": return contactChange(finding.label);
		case "severities": return severityChange(finding.label);
		default: return undefined;
	}
}

/** Of a finding, what is asked, of which part of the change; of the others all of it. */
const asks: Record<string, [string, keyof typeof records, string[]]> = {
	officers_one: ["seat", "seat_terms", ["holders"]], officer_decides_alone: ["seat", "seat_terms", ["holders"]],
	seat_empty: ["seat", "seat_terms", ["holders", "deputies"]], seat_away: ["seat", "seat_terms", ["deputies"]], seat_vacant: ["seat", "seat_terms", ["holders"]],
	seat_one_person: ["seat", "seat_terms", ["deputies"]], seats_in_a_circle: ["seat", "seat_terms", ["deputies"]], scribe_missing: ["seat", "seat_terms", ["holders", "deputies"]],
	seat_unqualified: ["seat", "seat_terms", ["holders", "deputies", "qualified"]], spokesperson_untrained: ["seat", "seat_terms", ["takes", "qualified"]], qualification_ends: ["seat", "seat_terms", ["qualified"]],
	service_unowned: ["service", "service_terms", ["owner"]], service_owner_empty: ["service", "service_terms", ["owner"]],
	service_needs_removed: ["service", "service_terms", ["needs"]], services_in_a_circle: ["service", "service_terms", ["needs"]],
	service_tolerance: ["service", "service_terms", ["tolerance"]],
	service_cost: ["service", "service_terms", ["cost_low", "cost_likely", "cost_high", "cost_said_by", "cost_said_on"]],
	route_unsaid: ["words", "service_words", ["routes"]],
	calendar_ends: ["calendar", "calendar_terms", ["holidays"]],
	severity_calls_nobody: ["criterion", "criterion_terms", ["calls"]], severity_meets_late: ["criterion", "criterion_terms", ["committee_within"]],
	contact_no_caller: ["contact", "contact_terms", ["callers"]], notice_unowned: ["contact", "contact_terms", ["callers"]],
	contact_no_number: ["reach", "contact_reach", ["number", "mail", "person"]], contact_silent: ["reach", "contact_reach", ["number", "mail", "person"]],
};

const picked = (of: Draft, names: string[]): Draft => Object.fromEntries(names.filter((name) => of[name] !== undefined).map((name) => [name, of[name]]));

/** As little as the finding is about: all else stays as it is. */
function asked(finding: Finding, { only, offered }: Change): { only?: string[]; fields?: Field[]; offered: Draft; body: (answers: Draft) => Draft } {
	const ask = asks[finding.kind];

	if (!ask) return { only, offered, body: (answers) => without(answers, "mends") };
	const [part, record, names] = ask;
	const before = (offered[part] ?? {}) as Draft;
	return {
		fields: records[record].fields.filter((field) => names.includes(field.name)).map((field) => ({ ...field, doc: label[`${record}.${field.name}`] ?? field.doc })), offered: picked(before, names),
		body: (answers) => ({ ...offered, option: answers["option"], [part]: { ...without(before, ...names), ...picked(answers, names) } }),
	};
}

/** One step: the decision and its option are opened with the change that is asked for here, and it is put up; there it is signed. */
export function Mend({ finding }: { finding: Finding }) {
	const { complete, done } = useChange(finding.mend);
	const change = changeFor(finding);

	if (!change) return null;
	return (
		<Give command="propose_change" room={0} label={say.mend} title={finding.mend} {...asked(finding, change)} given
			fixed={{ mends: `${finding.kind}:${finding.label ?? ""}` }} complete={complete} done={done} />
	);
}
