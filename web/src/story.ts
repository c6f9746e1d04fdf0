// story -- entries as lines a person reads: all of them as a journal, the weightiest as the story so far.

import { useEffect, useMemo, useState } from "preact/hooks";
import { type Entry, countedName, entriesAfter, headline } from "./entry";
import type { Entities } from "./gen/api";
import { events } from "./gen/story";
import { handoverText, postName } from "./duty";
import { spoken } from "./said";
import { personName, roomTitle, seatName } from "./show";
import { planWord } from "./standing";
import { type Matter, charter, rooms } from "./store";
import { say, wordly } from "./text";
import { happened } from "./text/happened";

const meaning = (kind: string): string => happened[kind] ?? (kind in events ? events[kind as keyof typeof events] : kind).replace(/\.$/, "");

const ref = (fields: Record<string, unknown>, field: string): number | undefined => {
	const value = fields[field];
	return typeof value === "number" ? value : undefined;
};

/** What a signed act is about, or the entry itself. */
const subject = (entry: Entry): Record<string, unknown> => {
	const act = entry.fields["act"];
	return typeof act === "object" && act !== null ? act as Record<string, unknown> : entry.fields;
};

/** Who was called, or stands in, and about what. */
function calledOne(entry: Entry, of: Matter): string {
	const call = of.one("call", ref(entry.fields, "call")) ?? (entry.kind === "call_owed" ? of.one("call", entry.seq) : undefined);
	const deputy = of.one("deputy", ref(entry.fields, "deputy")) ?? (entry.kind === "deputy_called" ? of.one("deputy", entry.seq) : undefined);
	const who = call?.person ?? (deputy && (entry.kind === "deputy_called" ? deputy.person : deputy.principal));
	const question = of.one("decision", call?.decision ?? deputy?.decision)?.question;

	return who ? [`${personName(who)} (${seatName(call?.seat ?? deputy?.seat)})`, entry.kind === "call_tried" ? "" : question].filter(Boolean).join(": ") : "";
}

/** Who was paged, in which way. */
function pagedOne(entry: Entry, of: Matter): string {
	const page = of.one("page", ref(entry.fields, "page")) ?? (entry.kind === "page_claimed" ? of.one("page", entry.seq) : undefined);

	return page ? `${personName(page.person)}, ${wordly(page.channel)}` : "";
}

/** Which channel was opened, or who came or went where. */
function channelOne(entry: Entry, of: Matter): string {
	const channel = of.one("channel", entry.kind === "channel_opened" ? entry.seq : ref(entry.fields, "channel"));
	const person = ref(entry.fields, "person");

	return [channel && (channel.kind === "direct" ? wordly(channel.kind) : channel.label), person && personName(person)].filter(Boolean).join(": ");
}

/** What another room is to this one, and its name for whoever is in it. */
function linkedOne(entry: Entry, of: Matter): string {
	const link = of.one("link", entry.kind === "room_linked" ? entry.seq : ref(entry.fields, "link"));
	const room = rooms.value.find(({ key }) => key === link?.room);

	return link ? [wordly(link.kind), room && roomTitle(room)].filter(Boolean).join(": ") : "";
}

const tellsPlan = ["plan_set", "acted_alone", "decision_defaulted", "decision_taken"];

/** The message that an entry pins. */
export const pinnedIn = (entry: Entry, of: Matter): Entities["message"] | undefined => (entry.kind === "message_pinned" ? of.one("message", ref(entry.fields, "message")) : undefined);

/** What an entry names, in the words of the thing as it stands now. */
function named(entry: Entry, of: Matter): string {
	const option = of.one("option", ref(subject(entry), "option"));
	const decision = of.one("decision", ref(entry.fields, "decision"));
	const measure = of.one("measure", ref(entry.fields, "measure"));
	const message = pinnedIn(entry, of);
	const report = of.one("report", ref(entry.fields, "report"));
	const thing = of.one("document", ref(entry.fields, "document") ?? report?.document)?.title ?? of.one("task", ref(entry.fields, "task"))?.title ?? of.one("clock", ref(entry.fields, "clock"))?.title
		?? of.one("objective", ref(entry.fields, "objective"))?.text ?? charter.one("contact", ref(entry.fields, "contact"))?.title;
	const word = entry.fields["severity"] ?? entry.fields["phase"];
	const called = pagedOne(entry, of) || calledOne(entry, of);
	const handed = handoverText(of, entry.kind === "handover_offered" ? entry.seq : ref(entry.fields, "handover"));

	if (handed) return handed;
	if (entry.kind.startsWith("channel_")) return channelOne(entry, of);
	if (entry.kind === "room_linked" || entry.kind === "room_unlinked") return linkedOne(entry, of);
	if (message) return `${personName(message.person)}: ${message.retracted ? meaning("message_retracted") : message.text === undefined ? say.erased : spoken(message.text, message.text_shown)}`;
	if (entry.kind === "duty_taken" || entry.kind === "duty_lasts" || entry.kind === "shift_set")
		return `${postName(ref(entry.fields, "seat"))}: ${personName(ref(entry.fields, "person") ?? entry.by.person)}`;
	if (called) return called;
	if (decision || option) return [[...new Set([decision && (decision.question ?? say.erased), option?.title])].filter(Boolean).join(" → "), tellsPlan.includes(entry.kind) ? planWord(option) : ""].filter(Boolean).join(", ");
	if (measure) return measure.text ?? wordly(measure.kind);
	if (entry.fields["person"] !== undefined) return personName(ref(entry.fields, "person"));
	return thing ?? (typeof word === "string" ? wordly(word) : "");
}

/** One line: what happened, and to what. */
export const lineOf = (entry: Entry, of: Matter): { what: string; words: string } =>
	({ what: entry.fields["reason"] === "drill" ? `${say.drill.word}: ${meaning(entry.kind)}` : meaning(entry.kind), words: [...new Set([named(entry, of), headline(entry), entry.fields["late"] === true ? say.was_late : ""])].filter(Boolean).join(": ").replaceAll("?: ", "? ") });

/** What weighs in a story that must be short; what is not here is never in it. */
const weights: Record<string, number> = {
	room_declared: 10, suspicion_reported: 10, decision_taken: 9, decision_defaulted: 9, room_closed: 9, room_reopened: 9, severity_set: 8, decision_lapsed: 8, phase_set: 7,
	measure_applied: 6, objective_set: 6, measure_expired: 6, decision_opened: 5, command_taken: 5, handover_accepted: 5, measure_lifted: 5, measure_failed: 6, measure_renewed: 5, measure_checked: 4, clock_started: 4, clock_passed: 6,
	heard_disowned: 9, confirmation_overdue: 7, objected: 4, option_put_up: 3, task_done: 2,
};
const sure: Record<string, number> = { confirmed: 5, probable: 3, suspected: 1, ruled_out: 2 };

const weigh = (entry: Entry): number => (entry.kind === "fact_asserted" ? sure[countedName(String(entry.fields["name"])) ? "suspected" : String(entry.fields["confidence"])] ?? 0 : weights[entry.kind] ?? 0);

/** The weightiest entries in the order in which they happened; of equals the later. */
export function weightiest(entries: Entry[], most: number): Entry[] {
	const heavy = entries.filter((entry) => weigh(entry) > 0).sort((a, b) => weigh(b) - weigh(a) || b.seq - a.seq);
	return heavy.slice(0, most).sort((a, b) => a.seq - b.seq);
}

/** Entries that grow with the room, from the first that are asked for or from its beginning; undefined until these have come, and the same list until there are others. */
export function useEntriesFrom(of: Matter, first = () => entriesAfter(of.room, 0)): Entry[] | undefined {
	const [entries, setEntries] = useState<Entry[]>();
	const until = of.seq.value;

	useEffect(() => {
		let dropped = false;
		void (entries ? entriesAfter(of.room, entries.at(-1)?.seq ?? 0) : first()).then((more) => {
			if (!dropped && (more.length || !entries)) setEntries((had = []) => [...had, ...more.filter((entry) => entry.seq > (had.at(-1)?.seq ?? 0))]);
		}, () => undefined);
		return () => { dropped = true; };
	}, [of, until]);
	return useMemo(() => ((entries?.at(-1)?.seq ?? 0) > until ? entries?.filter((entry) => entry.seq <= until) : entries), [entries, until]);
}
