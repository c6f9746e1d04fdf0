// readiness -- how ready the charter is, and why not more.

import { useEffect, useState } from "preact/hooks";
import { type Kind, type WorkItem, api } from "../api";
import { Score, aboutOf } from "../finding";
import { Give } from "../form";
import type { Entities, Records } from "../gen/api";
import { charterHref } from "../route";
import { Empty, Left, Mark, Section, Time, personName } from "../show";
import { charter, me, roomList } from "../store";
import { wordly } from "../text";
import { say } from "../text/charter";
import { Mend } from "./mend";
import { hrefOf } from "./work";

type Finding = Records["lint_finding"];

/** A guest whose time nothing ends yet, and whom no seat keeps from being given an end: of who is in one the server takes none. */
function endless(): Entities["person"] | undefined {
	return charter.all("person").find((one) => one.outside && !one.until && !one.ejected && !one.officer
		&& !charter.all("seat").some((seat) => seat.holders.includes(one.id) || seat.deputies.includes(one.id)));
}

function MendPeople({ finding }: { finding: Finding }) {
	const guest = finding.kind === "guest_without_end" && me.value?.officer ? endless() : undefined;
	const reached = charter.all("reach").some((one) => one.person === me.value?.person && (one.phone || one.mail));

	if (finding.kind === "people_without_reach" || finding.kind === "pages_unheard")
		return reached ? null : <Give command="set_reach" room={0} label={say.mend_reach} />;
	if (finding.kind === "access_unreviewed") return me.value?.officer ? <a class="button" href={charterHref("access")}>{say.mend_access}</a> : null;
	if (guest) return <Give command="set_guest_end" room={0} fixed={{ person: guest.id }} label={say.mend_guest(personName(guest.id))} />;
	if (finding.part === "contacts") return <a class="button" href={charterHref("contacts")}>{say.mend_contacts}</a>;
	if (finding.part === "templates") return <a class="button" href={charterHref("templates")}>{say.mend_templates}</a>;
	return <a class="button" href={charterHref("people")}>{say.mend_people}</a>;
}

/** What is mended by people, not by a decision of the officers. */
const byPeople = ["people_without_passkey", "people_without_reach", "guest_without_end", "pages_unheard", "access_unreviewed", "officers_none", "seat_unable", "contact_untested",
	"template_unapproved", "template_expired", "template_ends", "holding_missing"];

function Row({ finding }: { finding: Finding }) {
	return (
		<li class="lacks">
			<span>
				<strong>{aboutOf(finding)}</strong> <Mark tone={finding.weight >= 4 ? "bad" : "warn"}>{say.costs(finding.weight)}</Mark>
				<span class="why">{finding.why}</span>
				<small>{finding.mend}</small>
			</span>
			{byPeople.includes(finding.kind) ? <MendPeople finding={finding} /> : me.value?.officer && <Mend finding={finding} />}
		</li>
	);
}

/** Answers by voice that nobody confirmed yet, in the rooms that whoever looks is in. */
function Unconfirmed() {
	const [items, setItems] = useState<WorkItem[]>([]);

	useEffect(() => { void api.work().then((all) => setItems(all.items.filter(({ kind }) => kind === "heard" || kind === "voice")), () => undefined); }, [roomList.value]);
	if (items.length === 0) return null;
	return (
		<>
			<h3>{say.voice.unconfirmed}</h3>
			<ul class="rows">
				{items.map((item) => (
					<li key={`${item.room}/${item.id}`}>
						<span><strong>{item.title}</strong> <Left at={item.due} /><small>{item.codename}</small></span>
						<a class="button" href={hrefOf(item)}>{say.open}</a>
					</li>
				))}
			</ul>
		</>
	);
}

const lacks = (note: Entities["readiness"]): string => note.parts.map(({ part, weight }) => `${wordly(part)} ${weight}`).join(", ");

/** Week by week, the newest first; said first when it fell. */
function Weeks() {
	const notes = charter.all("readiness").toSorted((a, b) => b.id - a.id);
	const [last, before] = notes;

	if (!last) return null;
	return (
		<details open={!!before && last.readiness < before.readiness}>
			<summary>{before && last.readiness < before.readiness ? <Mark tone="bad">{say.fell(before.readiness, last.readiness)}</Mark> : say.weeks}</summary>
			<ul class="rows">
				{notes.slice(0, 12).map((note) => <li key={note.id}><span><strong>{say.ready_of(note.readiness)}</strong> <Time at={note.at} /> <small>{lacks(note)}</small></span></li>)}
			</ul>
		</details>
	);
}

const looked: Kind[] = ["access_review", "person", "seat", "delegation", "rule", "service", "criterion", "contact", "template", "drill", "credential", "reach", "absence"];

export function Readiness() {
	const [lint, setLint] = useState<Records["lint"]>();
	const [refusal, setRefusal] = useState("");
	const touched = Math.max(0, ...looked.flatMap((kind) => charter.all(kind).map((one) => one.touched)));

	useEffect(() => {
		let dropped = false;
		api.lint().then((said) => { if (!dropped) setLint(said); }, (fault: unknown) => { if (!dropped) setRefusal(fault instanceof Error ? fault.message : String(fault)); });
		return () => { dropped = true; };
	}, [touched]);
	return (
		<Section title={say.readiness}>
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			<Unconfirmed />
			{!lint && !refusal && <Empty>{say.looking}</Empty>}
			{lint && (
				<>
					<Score lint={lint} />
					<Weeks />
					<p>{lint.findings.length ? say.ready_lead : say.ready_sound}</p>
					<ul class="rows">{lint.findings.toSorted((a, b) => b.weight - a.weight).map((finding) => <Row key={`${finding.kind}:${finding.label ?? ""}:${finding.why}`} finding={finding} />)}</ul>
				</>
			)}
		</Section>
	);
}
