// stands -- how the matter stands apart from what waits for me: what waits for others, what is blocked and by whom, what is decided.

import type { ComponentChildren } from "preact";
import type { Entities } from "../gen/api";
import { standingText } from "../ladder";
import { roomHref } from "../route";
import { Left, Mark, Section, Time, elapsedText, clock, seatName } from "../show";
import { blockedIn, blockerName, chosenTitle, takenIn, waitsElsewhere } from "../standing";
import type { Matter } from "../store";
import { say } from "../text";

type Decision = Entities["decision"];

const Ask = ({ of, decision }: { of: Matter; decision: Decision }) => <a href={roomHref(of.room, "decide", decision.id, of.at)}>{decision.question ?? say.erased}</a>;

/** One form for all three: a line each of what there is of it, and nothing where there is nothing. */
function Lines<T extends { id: number }>({ title, all, line, children }: { title: string; all: T[]; line: (one: T) => ComponentChildren; children?: ComponentChildren }) {
	if (all.length === 0) return null;
	return <Section title={title}><ul class="rows">{all.map((one) => <li key={one.id}><span>{line(one)}</span></li>)}</ul>{children}</Section>;
}

const Elsewhere = ({ of }: { of: Matter }) => (
	<Lines title={say.stands.elsewhere} all={waitsElsewhere(of)} line={(decision) => (
		<><Ask of={of} decision={decision} /> <Left at={decision.deadline} /><span class="note">{of.at === undefined ? standingText(of, decision) : decision.standing}</span></>
	)} />
);

const Blocked = ({ of }: { of: Matter }) => (
	<Lines title={say.stands.blocked} all={blockedIn(of)} line={(task) => (
		<>
			<a href={roomHref(of.room, "do", task.id, of.at)}>{task.title ?? say.erased}</a> <Mark tone="warn">{say.task.blocked_by(blockerName(task))}</Mark> <small>{say.stands.blocked_for(elapsedText((clock.value - (task.blocked ?? 0)) / 1_000_000))}</small>
			{task.blocked_why && <span class="note">{task.blocked_why}</span>}
		</>
	)} />
);

/** As many as can be taken in at a glance. */
const most = 5;

function Taken({ of }: { of: Matter }) {
	const taken = takenIn(of);

	return (
		<Lines title={say.stands.taken} all={taken.slice(0, most)} line={(decision) => <><Ask of={of} decision={decision} /><Chosen of={of} decision={decision} /><small>{seatName(decision.accountable)}, <Time at={decision.ended ?? decision.opened} /></small></>}>
			{taken.length > most && <p><a href={roomHref(of.room, "decide", undefined, of.at)}>{say.stands.more(taken.length - most)}</a></p>}
		</Lines>
	);
}

export function Chosen({ of, decision }: { of: Matter; decision: Decision }) {
	const title = chosenTitle(of, decision);

	return title === undefined ? null : <> → <strong>{title}</strong></>;
}

export function Stands({ of }: { of: Matter }) {
	return <><Elsewhere of={of} /><Blocked of={of} /><Taken of={of} /></>;
}
