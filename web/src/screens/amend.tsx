// amend -- change a part of the charter where it stands, or add one: for an officer, the decision and its option are opened with it.

import { type Change, useChange } from "../change";
import { Give } from "../form";
import { me } from "../store";
import { say } from "../text/amend";

function Offer({ question, label, change, tone }: { question: string; label: string; change: Change; tone: "quiet" | "plain" }) {
	const { complete, done } = useChange(question);

	return <Give command="propose_change" room={0} slot={question} label={label} {...(label === question ? {} : { title: question })} tone={tone} only={change.only} offered={change.offered} {...(change.choices ? { choices: change.choices } : {})} given complete={complete} done={done} />;
}

/** `change` is asked only for whom it is offered. */
export function Amend({ name, change }: { name: string; change: () => Change }) {
	return me.value?.officer ? <Offer question={say.amend_one(name)} label={say.amend} change={change()} tone="quiet" /> : null;
}

export function Add({ what, change }: { what: keyof typeof say.add; change: () => Change }) {
	return me.value?.officer ? <Offer question={say.add[what]} label={say.add[what]} change={change()} tone="plain" /> : null;
}
