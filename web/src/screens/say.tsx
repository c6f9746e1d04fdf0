// say -- what is written together: notes, situation reports, and the files that were brought.

import type { Entities } from "../gen/api";
import { Give } from "../form";
import { roomHref } from "../route";
import { Empty, Left, Mark, Person, Section, Time, Word, personName } from "../show";
import { type Matter, me } from "../store";
import { say } from "../text";
import { DocumentPage } from "./document";
import { Files } from "./files";

/** Where a thing stands, if not before the whole room. */
export function Channel({ of, id }: { of: Matter; id: number | undefined }) {
	return id ? <Mark tone="warn">{of.one("channel", id)?.label ?? `#${id}`}</Mark> : null;
}

function Documents({ of }: { of: Matter }) {
	const documents = of.all("document").sort((a, b) => b.touched - a.touched);

	return (
		<Section title={say.documents} action={<Give command="open_document" room={of.room} label={say.open_document} />}>
			{documents.length === 0 && <Empty>{say.no_documents}</Empty>}
			<ul class="cards">
				{documents.map((one) => {
					const newest = of.one("version", one.newest);
					return (
						<li key={one.id}>
							<a class="card" href={roomHref(of.room, "say", one.id, of.at)}>
								<span class="line"><strong>{one.title ?? say.erased}</strong> <Mark><Word word={one.kind} /></Mark> <Channel of={of} id={one.channel} /></span>
								<small>{newest ? <>{say.last_written} <Person id={newest.person} />, <Time at={newest.at} /></> : say.not_written}</small>
							</a>
						</li>
					);
				})}
			</ul>
		</Section>
	);
}

/** When the next report is owed, and whether it is late. */
export function Owed({ room }: { room: Entities["room"] }) {
	if (!room.next_report_at) return <>{say.no_rhythm}</>;
	return <>{room.report_late && <Mark tone="bad">{say.report_owed}</Mark>} {say.next_report} <Left at={room.next_report_at} /></>;
}

export function Report({ of, report }: { of: Matter; report: Entities["report"] }) {
	const read = report.acknowledged.includes(me.value?.person ?? 0);

	return (
		<li>
			<span>
				<a href={roomHref(of.room, "say", report.document, of.at)}><strong>{of.one("document", report.document)?.title ?? say.erased}</strong></a>, {say.report_as_of} <Time at={report.as_of} />
				<small>{say.issued_by} <Person id={report.person} />, <Time at={report.at} /> · {report.acknowledged.length ? `${say.read_by} ${report.acknowledged.map(personName).join(", ")}` : say.read_by_nobody}</small>
			</span>
			{!read && <Give command="acknowledge_report" room={of.room} fixed={{ report: report.id }} label={say.acknowledge} />}
		</li>
	);
}

function Reports({ of }: { of: Matter }) {
	const reports = of.all("report").toReversed();
	const room = of.one("room", of.room);

	return (
		<Section title={say.reports} action={<Give command="set_report_rhythm" room={of.room} label={say.set_rhythm} tone="quiet" />}>
			{room && <p><Owed room={room} />{room.report_minutes ? ` · ${say.every_minutes(room.report_minutes)}` : ""}</p>}
			{reports.length === 0 && <Empty>{say.no_reports}</Empty>}
			<ul class="rows">{reports.map((report) => <Report key={report.id} of={of} report={report} />)}</ul>
		</Section>
	);
}

export function Say({ of, id }: { of: Matter; id: number | undefined }) {
	const document = of.one("document", id);

	if (id !== undefined)
		return document ? <DocumentPage key={id} of={of} document={document} /> : <p>{say.not_found} <a href={roomHref(of.room, "say", undefined, of.at)}>{say.documents}</a></p>;
	return (
		<>
			<Reports of={of} />
			<Documents of={of} />
			<Files of={of} />
		</>
	);
}
