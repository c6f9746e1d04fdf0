// opened -- who of those that are asked had the brief on their screen; and that it stands on mine.

import { useContext, useEffect } from "preact/hooks";
import { api } from "../api";
import { escalationsOf } from "../calling";
import { Past } from "../form";
import type { Entities } from "../gen/api";
import { deputiesOf } from "../ladder";
import { Person, Time } from "../show";
import { type Matter, charter, me, online } from "../store";
import { say } from "../text/opened";

type Decision = Entities["decision"];
type Opening = Entities["brief_opening"];
interface One { of: Matter; decision: Decision }

/** It really stood there: whoever only passes by has not opened it. */
const stands = 2_000;

const openingsOf = (of: Matter, decision: Decision): Opening[] => of.all("brief_opening").filter((one) => one.decision === decision.id);
const isOfThis = (decision: Decision, opening: Opening): boolean => opening.at >= (decision.asked ?? decision.opened);

/** Whom it asks: to answer, for advice, or instead of somebody. */
function askedIn(of: Matter, decision: Decision): number[] {
	const answering = decision.option ? [decision.accountable, ...decision.concur.flatMap((group) => group.seats)] : [decision.accountable];
	const holders = [...answering, ...(decision.consulted ?? []), ...escalationsOf(of, decision.id).map((one) => one.to)].flatMap((seat) => charter.one("seat", seat)?.holders ?? []);
	const instead = [...deputiesOf(of, decision.id).filter((one) => !one.ended), ...of.all("call").filter((one) => one.decision === decision.id && one.reason === "advice")];

	return [...new Set([...holders, ...instead.map((one) => one.person)])];
}

/** Said once, when it has stood on a screen that somebody sees; what cannot be said now waits for nobody, and is said when it can. */
function useSaid({ of, decision }: One): void {
	const past = useContext(Past);
	const mine = me.value?.person ?? 0;
	const open = !past && online.value && decision.state === "open" && askedIn(of, decision).includes(mine)
		&& !openingsOf(of, decision).some((one) => one.person === mine && isOfThis(decision, one));

	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const begin = (): void => {
			clearTimeout(timer);
			if (document.visibilityState === "visible")
				timer = setTimeout(() => void api.command(of.room, "open_brief", { decision: decision.id, seen: of.seq.value }).catch(() => undefined), stands);
		};

		if (!open) return undefined;
		begin();
		document.addEventListener("visibilitychange", begin);
		return () => {
			clearTimeout(timer);
			document.removeEventListener("visibilitychange", begin);
		};
	}, [open, of.room, decision.id, decision.asked]);
}

function Whether({ decision, person, openings }: { decision: Decision; person: number; openings: Opening[] }) {
	const last = openings.findLast((one) => one.person === person);

	return <><Person id={person} /> {last && <Time at={last.at} />}{last && !isOfThis(decision, last) && `, ${say.opened_anew}`}{!last && say.opened_not_yet}</>;
}

export function Opened({ of, decision }: One) {
	const openings = openingsOf(of, decision);
	const asked = decision.state === "open" ? askedIn(of, decision) : [];
	const people = [...new Set([...asked, ...openings.map((one) => one.person)])];

	useSaid({ of, decision });
	if (people.length === 0) return null;
	return (
		<p class="screen-only"><strong>{say.opened_by}</strong>: {people.map((person, i) => <span key={person}>{i > 0 && "; "}<Whether decision={decision} person={person} openings={openings} /></span>)}. <small>{say.opened_lead}</small></p>
	);
}
