// stands -- how the matter stands apart from what waits for me: what waits for others, what is blocked and by whom, what is decided.

import type { Entities } from "../gen/api";
import { standingText } from "../ladder";
import { roomHref } from "../route";
import { Left, Mark, Section, Time, elapsedText, clock, seatName } from "../show";
import { blockedIn, blockerName, takenIn, waitsElsewhere } from "../standing";
import type { Matter } from "../store";
import { say } from "../text";

type Decision = Entities["decision"];

const Ask = ({ of, decision }: { of: Matter; decision: Decision }) => <a href={roomHref(of.room, "decide", decision.id, of.at)}>{decision.question ?? say.erased}</a>;

/** As many as can be taken in at a glance. */
const most = 5;

function Elsewhere({ of }: { of: Matter }) {
	const open = waitsElsewhere(of);

	if (open.length === 0) return null;
	return (
		<Section title={say.stands.elsewhere}>
			<ul class="rows">
				{open.map((decision) => (
					<li key={decision.id}>
						<span><Ask of={of} decision={decision} /> <Left at={decision.deadline} /><span class="note">{of.at === undefined ? standingText(of, decision) : decision.standing}</span></span>
					</li>
				))}
			</ul>
		</Section>
	);
}

function Blocked({ of }: { of: Matter }) {
	const blocked = blockedIn(of);

	if (blocked.length === 0) return null;
	return (
		<Section title={say.stands.blocked}>
			<ul class="rows">
				{blocked.map((task) => (
					<li key={task.id}>
						<span>
							<a href={roomHref(of.room, "do", task.id, of.at)}>{task.title ?? say.erased}</a> <Mark tone="warn">{say.task.blocked_by(blockerName(task))}</Mark> <small>{say.stands.blocked_for(elapsedText((clock.value - (task.blocked ?? 0)) / 1_000_000))}</small>
							{task.blocked_why && <span class="note">{task.blocked_why}</span>}
						</span>
					</li>
				))}
			</ul>
		</Section>
	);
}

function Taken({ of }: { of: Matter }) {
	const taken = takenIn(of);

	if (taken.length === 0) return null;
	return (
		<Section title={say.stands.taken}>
			<ul class="rows">
				{taken.slice(0, most).map((decision) => (
					<li key={decision.id}>
						<span><Ask of={of} decision={decision} /> → <strong>{of.one("option", decision.option)?.title ?? say.erased}</strong><small>{seatName(decision.accountable)}, <Time at={decision.ended ?? decision.opened} /></small></span>
					</li>
				))}
			</ul>
			{taken.length > most && <p><a href={roomHref(of.room, "decide", undefined, of.at)}>{say.stands.more(taken.length - most)}</a></p>}
		</Section>
	);
}

export function Stands({ of }: { of: Matter }) {
	return <><Elsewhere of={of} /><Blocked of={of} /><Taken of={of} /></>;
}
