// say -- what is written together: notes, situation reports, and the files that were brought.

import { Give } from "../form";
import { later } from "../later";
import { roomHref } from "../route";
import { Channel, Empty, Mark, Person, Section, Time, Word, durationText } from "../show";
import type { Matter } from "../store";
import { say } from "../text/documents";
import { OwnLabel } from "../tlp";
import { Files } from "./files";
import { Owed, Report } from "./report";

const DocumentPage = later(() => import("./document").then((part) => part.DocumentPage));

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
								<span class="line"><strong>{one.title ?? say.erased}</strong> <Mark><Word word={one.kind} /></Mark> <Channel of={of} id={one.channel} /> <OwnLabel of={of} label={one.tlp} /></span>
								<small>{newest ? <>{say.last_written} <Person id={newest.person} />, <Time at={newest.at} /></> : say.not_written}</small>
							</a>
						</li>
					);
				})}
			</ul>
		</Section>
	);
}

function Reports({ of }: { of: Matter }) {
	const reports = of.all("report").toReversed();
	const room = of.one("room", of.room);

	return (
		<Section title={say.reports} action={<Give command="set_report_rhythm" room={of.room} label={say.set_rhythm} tone="quiet" />}>
			{room && <p><Owed room={room} />{room.report_minutes ? ` · ${say.every(durationText(room.report_minutes * 60))}` : ""}</p>}
			{reports.length === 0 && <Empty>{say.no_reports}</Empty>}
			<ul class="rows">{reports.map((report) => <Report key={report.id} of={of} report={report} />)}</ul>
		</Section>
	);
}

/** The address may name a document, which is a page, or a file among the others. */
export function Say({ of, id }: { of: Matter; id: number | undefined }) {
	const document = of.one("document", id);

	if (id !== undefined && !of.one("attachment", id))
		return document ? <DocumentPage key={id} of={of} document={document} /> : <p>{say.not_found} <a href={roomHref(of.room, "say", undefined, of.at)}>{say.documents}</a></p>;
	return (
		<>
			<Reports of={of} />
			<Documents of={of} />
			<Files of={of} cited={id} />
		</>
	);
}
