// drafted -- the first words of a report or of minutes, from what the room knows at that minute; a person finishes them.

import { countedName, shown } from "./entry";
import type { Entities } from "./gen/api";
import { outcomeText } from "./plan";
import { costText, durationText, personName, seatName } from "./show";
import { type Matter, charter } from "./store";
import { answerWord, wordly } from "./text";
import { say } from "./text/documents";

const list = (title: string, items: string[]): string => `## ${title}\n\n${items.length ? items.map((item) => `- ${item}`).join("\n") : say.report_none}\n`;
const minute = (at: number): string => `${new Date(at / 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
const told = (...parts: (string | false | undefined)[]): string => parts.filter(Boolean).join(", ");

/** What is counted in the list of what is hit is said as such: that the count is certain says nothing of what is suspected. */
const fact = (f: Entities["fact"]): string => {
	const counted = countedName(f.name);

	return counted ? say.minutes.counted(counted, shown(f.value)) : `${f.name} = ${shown(f.value)} (${wordly(f.confidence)})${f.note ? `: ${f.note}` : ""}`;
};
const facts = (of: Matter): string[] => of.all("fact").filter((f) => f.current).map(fact);
const open = (of: Matter): string[] => of.all("request").filter((r) => !r.answer).map((r) => r.question ?? r.name);
const owed = (of: Matter): string[] => of.all("clock").filter((c) => c.state === "running" || c.state === "late")
	.map((c) => `${c.title ?? c.label}${c.deadline ? `: ${minute(c.deadline)}` : ""}${c.state === "late" ? `, ${say.waits_late}` : ""}`);
const head = (of: Matter): string => {
	const room = of.one("room", of.room);
	return `**${room?.title ?? ""}** ${told(room?.severity, wordly(room?.phase))}. ${say.commander}: ${room?.commander ? personName(room.commander) : say.nobody}.\n`;
};

/** What the room knows, as a report's first words. */
export function reportText(of: Matter): string {
	const room = of.one("room", of.room);

	return [
		`${say.report_begins} ${minute(of.time.value)}\n`,
		head(of),
		list(say.objective, room?.objective ? [room.objective] : []),
		list(say.facts, facts(of)),
		list(say.requests, open(of)),
		list(say.report_decisions, of.all("decision").map((d) => `${d.question ?? ""}: ${wordly(d.state)}${d.option ? `, ${of.one("option", d.option)?.title ?? ""}` : ""}`)),
		list(say.measures_force, of.all("measure").filter((m) => m.state !== "proposed").map((m) => `${m.text ?? wordly(m.kind)} (${wordly(m.state)})`)),
		list(say.clocks, owed(of)),
		list(say.report_next, of.all("task").filter((t) => t.state === "open" || t.state === "taken").map((t) => `${t.title ?? ""} (${t.person ? personName(t.person) : seatName(t.owner)})`)),
	].join("\n");
}

/* ---- minutes: the five outputs, and who was there ---- */

/** Who was called and came when; whoever does not hold the seat stood in for it. */
function calledOne(committee: Entities["committee"], call: Entities["call"]): string {
	const holder = charter.one("seat", call.seat)?.holders.find((one) => one !== call.person);
	const there = committee.present?.includes(call.person);
	const stood = charter.one("seat", call.seat)?.holders.includes(call.person) ? "" : say.minutes.stood_in(holder ? personName(holder) : say.nobody);

	return told(`${personName(call.person)} (${seatName(call.seat)})`, stood, say.minutes.called_at(minute(call.owed)),
		call.known ? say.minutes.knew_at(minute(call.known)) : "", there ? say.minutes.was_there : !call.known && say.minutes.not_reached);
}

/** Since it was first called after one met: what was called off meanwhile, and called again, is the same row. */
function convenedSince(of: Matter, committee: number): number {
	const row = of.all("committee").filter((one) => one.id <= committee);

	return row[row.findLastIndex((one) => one.met && one.id < committee) + 1]?.called ?? 0;
}

function optionLine(one: Entities["option"]): string {
	const cost = costText(one);

	return `  - ${told(one.title ?? say.erased, cost && `${cost} ${say.per_hour}`, one.takes_effect !== undefined && say.minutes.effect(durationText(one.takes_effect)), one.risk && say.minutes.left(wordly(one.risk)))}`;
}

const considered = (of: Matter, d: Entities["decision"]): string =>
	[d.question ?? say.erased, ...of.all("option").filter((one) => one.decision === d.id).map(optionLine)].join("\n");

function answered(of: Matter, d: Entities["decision"]): string {
	const answers = of.all("answer").filter((one) => one.decision === d.id && !one.void);

	return answers.map((one) => `  - ${personName(one.person)} (${seatName(one.seat)}) ${answerWord[one.kind]}${one.principal ? `, ${say.minutes.stood_in(personName(one.principal))}` : ""}${one.text ? `: ${one.text}` : ""}`).join("\n");
}

const decided = (of: Matter, d: Entities["decision"]): string =>
	[`${told(`${d.question ?? say.erased} → ${of.one("option", d.option)?.title ?? say.none}`, wordly(d.state), d.ended ? minute(d.ended) : say.minutes.until(minute(d.deadline)), seatName(d.accountable))}`, outcomeText(of, d) && `  - ${outcomeText(of, d)}`, answered(of, d)].filter(Boolean).join("\n");

/** Calls outside are the house's alone: only minutes that nobody from outside reads have them. */
const calls = (of: Matter, document: Entities["document"]): string[] => (document.tlp === "AMBER+STRICT" || document.tlp === "RED"
	? of.all("contact_call").map((one) => `${told(charter.one("contact", one.contact)?.title ?? `#${one.contact}`, minute(one.at), personName(one.person), one.reference)}: ${one.said ?? say.erased}`)
	: of.all("contact_call").length ? [say.minutes.calls_left_out] : []);

/** Who tested it, and how; of one that is not tested, how it is to be. */
const tested = (m: Entities["measure"]): string | undefined => (m.checked_by
	? say.minutes.tested(personName(m.checked_by), m.tested ?? m.test ?? say.erased)
	: m.test && say.minutes.to_be_tested(m.test));

const measured = (m: Entities["measure"]): string =>
	told(`${m.service ? `${charter.one("service", m.service)?.title ?? say.erased}: ` : ""}${m.text ?? wordly(m.kind)}`, wordly(m.state), m.owner ? seatName(m.owner) : "",
		m.expires ? say.minutes.until(minute(m.expires)) : say.minutes.lasts(durationText(m.lasts)), tested(m));

/** Before the whole room, and not labelled otherwise. */
const forAll = (one: { channel?: number; tlp?: unknown }): boolean => !one.channel && !one.tlp;

export function minutesText(of: Matter, document: Entities["document"]): string {
	const committee = of.one("committee", document.committee);
	const since = convenedSince(of, committee?.id ?? 0);
	const decisions = of.all("decision").filter((d) => (d.ended ?? Infinity) >= since);
	const room = of.one("room", of.room);

	return [
		`${say.report_begins} ${minute(of.time.value)}\n`,
		head(of),
		`${say.calls.committee}: ${told(say.minutes.called_at(minute(committee?.called ?? 0)), committee?.met ? say.minutes.met_at(minute(committee.met)) : say.minutes.not_met)}.\n`,
		list(say.minutes.present, (committee?.present ?? []).map(personName)),
		list(say.minutes.called, committee ? of.all("call").filter((call) => call.committee === committee.id).map((call) => calledOne(committee, call)) : []),
		list(say.minutes.assessment, [...facts(of), ...open(of).map((one) => `${say.minutes.unknown} ${one}`), ...decisions.map((d) => considered(of, d))]),
		list(say.minutes.decision, decisions.map((d) => decided(of, d))),
		list(say.minutes.communication, [...calls(of, document), ...owed(of), ...(room?.next_report_at ? [say.minutes.next_report(minute(room.next_report_at))] : [])]),
		list(say.minutes.measures, of.all("measure").filter((m) => m.state !== "proposed").map(measured)),
		list(say.minutes.record, [say.minutes.record_at(of.seq.value), ...of.all("document").filter((d) => d.id !== document.id && forAll(d)).map((d) => told(d.title ?? say.erased, wordly(d.kind))),
			...of.all("attachment").filter(forAll).map((a) => (a.file ? `${a.file.name}, SHA-256 ${a.file.sha256}` : say.erased))]),
	].join("\n");
}
