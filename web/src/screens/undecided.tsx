// undecided -- what ended undecided and is neither asked anew nor dropped: in red, with both beside it.

import { Give } from "../form";
import type { Entities } from "../gen/api";
import { go, roomHref } from "../route";
import { Mark, Section } from "../show";
import type { Matter } from "../store";
import { say } from "../text";
import { briefHref } from "./decide";

type Decision = Entities["decision"];

export function AskAnew({ of, decision }: { of: Matter; decision: Decision }) {
	return (
		<span class="buttons">
			<Give command="open_decision" room={of.room} fixed={{ supersedes: decision.id, kind: decision.kind }} offered={{ question: decision.question ?? "" }} only={["question"]} label={say.ladder.ask_anew} tone="primary" done={(receipt) => go(briefHref(of, receipt.seq))} />
			<Give command="drop_decision" room={of.room} fixed={{ decision: decision.id }} label={say.ladder.drop} tone="quiet" />
		</span>
	);
}

export function Undecided({ of }: { of: Matter }) {
	return (
		<Section title={say.kind.undecided}>
			<ul class="rows">
				{of.all("decision").filter((one) => one.left_undecided).map((one) => (
					<li key={one.id}>
						<span><Mark tone="bad">{say.kind.undecided}</Mark> <a href={roomHref(of.room, "decide", one.id, of.at)}>{one.question ?? say.erased}</a><span class="note">{one.standing}</span></span>
						<AskAnew of={of} decision={one} />
					</li>
				))}
			</ul>
		</Section>
	);
}
