// convened -- who is called to look at a suspicion, or to the committee: who of them knows, by when, and whether that is past.

import { Left, Mark, Section, personName } from "../show";
import type { Matter } from "../store";
import { say } from "../text/calls";

function Called({ of, title, by, late, committee }: { of: Matter; title: string; by: number | undefined; late: string | undefined; committee?: number }) {
	const calls = of.all("call").filter((call) => !call.over && (committee ? call.committee === committee : call.reason === "triage" || call.reason === "untriaged"))
		.sort((a, b) => Number(Boolean(a.acknowledged)) - Number(Boolean(b.acknowledged)));     // whom to reach comes first

	return (
		<Section title={title}>
			<p>{late && <><Mark tone="bad">{late}</Mark> </>}{by && <Left at={by} />}</p>
			<ul class="known">
				{calls.map((call) => (
					<li key={call.id}><Mark tone={call.acknowledged ? "good" : "warn"}>{personName(call.person)}: {call.acknowledged ? say.ladder.knows : say.ladder.not_reached}</Mark></li>
				))}
			</ul>
		</Section>
	);
}

export function Convened({ of }: { of: Matter }) {
	const room = of.one("room", of.room);
	const last = of.all("committee").at(-1);

	return (
		<>
			{room?.look_by && <Called of={of} title={say.calls.look} by={room.look_by} late={room.look_late ? say.calls.look_late : undefined} />}
			{last && !last.met && !last.called_off && <Called of={of} title={say.calls.committee} by={last.by} late={last.late ? say.calls.committee_late : undefined} committee={last.id} />}
		</>
	);
}
