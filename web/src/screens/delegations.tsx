// delegations -- seats that the charter lends for a time: who sits there until when, by which decision; and the form that lends one.

import { useChange } from "../change";
import { Give } from "../form";
import type { Entities } from "../gen/api";
import { ruledKinds } from "../kinds";
import { charterHref } from "../route";
import { Empty, Mark, Person, Section, Time, clock, personName, seatName } from "../show";
import { charter, me } from "../store";
import { wordly } from "../text";
import { say } from "../text/delegations";

type Delegation = Entities["delegation"];

export const isOver = (one: Delegation): boolean => one.ended || one.until <= clock.value;

function End({ of }: { of: Delegation }) {
	const question = say.delegation.end_of(seatName(of.seat), personName(of.person));
	const { complete, done } = useChange(question);

	return <Give command="propose_change" room={0} label={say.delegation.end} title={question} tone="quiet"
		fixed={{ ends: of.id }} only={[]} complete={complete} done={done} />;
}

export function DelegationRow({ of }: { of: Delegation }) {
	return (
		<li class={isOver(of) ? "faint" : ""}>
			<span>
				<strong>{seatName(of.seat)}</strong> {say.delegation.to} <strong><Person id={of.person} /></strong>{" "}
				{isOver(of) ? <Mark>{say.delegation.over}</Mark> : of.from > clock.value ? <Mark>{say.delegation.from} <Time at={of.from} /></Mark> : <Mark tone="accent">{say.delegation.now}</Mark>}
				<small>
					{say.delegation.from} <Time at={of.from} /> {say.delegation.until} <Time at={of.until} />
					{of.kinds?.length ? ` · ${say.delegation.only(of.kinds.map(wordly).join(", "))}` : ""} · <a href={charterHref("changes", of.decision)}>{say.delegation.by} {of.decision}</a>
				</small>
			</span>
			{me.value?.officer && !isOver(of) && <End of={of} />}
		</li>
	);
}

export function Delegations() {
	const { complete, done } = useChange(say.delegation.question);
	const away = useChange(say.delegation.away_question);
	const all = charter.all("delegation").toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)) || a.until - b.until);

	return (
		<Section title={say.delegation.title} action={me.value?.officer &&
			<span class="buttons">
				<Give command="propose_change" room={0} only={["delegation"]} slot="delegation" choices={{ kinds: ruledKinds() }} label={say.delegation.set} complete={complete} done={done} />
				<Give command="propose_change" room={0} only={["absence"]} slot="absence" label={say.delegation.away} complete={away.complete} done={away.done} tone="quiet" />
			</span>}>
			<p>{say.delegation.lead}</p>
			{all.length === 0 && <Empty>{say.delegation.none}</Empty>}
			<ul class="rows">{all.map((one) => <DelegationRow key={one.id} of={one} />)}</ul>
		</Section>
	);
}
