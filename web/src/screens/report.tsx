// report -- a situation report as it was issued, and when the next is owed.

import { useEffect, useState } from "preact/hooks";
import { textAt } from "../entry";
import { Give } from "../form";
import type { Entities } from "../gen/api";
import { roomHref } from "../route";
import { Left, Mark, Person, Time, personName } from "../show";
import { type Matter, me } from "../store";
import { say } from "../text";

/** The words of the version that was issued, whatever was written since. */
function Issued({ of, version }: { of: Matter; version: number }) {
	const [text, setText] = useState<string>(say.loading);

	useEffect(() => { textAt(of.room, version).then((found) => setText(found ?? say.erased), (e: unknown) => setText(String(e))); }, [version]);
	return <div class="issued">{text}</div>;
}

/** When the next report is owed, and whether it is late. */
export function Owed({ room }: { room: Entities["room"] }) {
	if (!room.next_report_at) return <>{say.no_rhythm}</>;
	return <>{room.report_late && <Mark tone="bad">{say.report_owed}</Mark>} {say.next_report} <Left at={room.next_report_at} /></>;
}

export function Report({ of, report }: { of: Matter; report: Entities["report"] }) {
	const read = report.acknowledged.includes(me.value?.person ?? 0);
	const [open, setOpen] = useState(false);

	return (
		<li>
			<span>
				<a href={roomHref(of.room, "say", report.document, of.at)}><strong>{of.one("document", report.document)?.title ?? say.erased}</strong></a>, {say.report_as_of} <Time at={report.as_of} />
				<small>{say.issued_by} <Person id={report.person} />, <Time at={report.at} /> · {report.acknowledged.length ? `${say.read_by} ${report.acknowledged.map(personName).join(", ")}` : say.read_by_nobody}</small>
			</span>
			<span class="buttons">
				<button type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>{say.read_report}</button>
				{!read && <Give command="acknowledge_report" room={of.room} fixed={{ report: report.id }} label={say.acknowledge} />}
			</span>
			{open && <Issued of={of} version={report.version} />}
		</li>
	);
}
