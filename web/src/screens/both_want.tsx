// both_want -- the interests that more than one party has: on these an option can be built that serves both.

import type { Entities } from "../gen/api";
import { Mark } from "../show";
import type { Matter } from "../store";
import { say } from "../text/both_want";
import { partyName } from "./weighing";

/** What more than one party wants: whether somebody said of another's words that they are theirs, too, or wrote the same. */
export function BothWant({ of, positions }: { of: Matter; positions: Entities["position"][] }) {
	const wanted = new Map<string, { text: string; parties: Set<string> }>();

	for (const { id, position, text } of of.all("interest")) {
		const by = positions.find((one) => one.id === position);
		if (!by || !text) continue;
		const words = text.trim().replace(/\.$/, "").toLowerCase(), is = wanted.get(words) ?? { text, parties: new Set() };
		for (const one of [by, ...of.all("sharing").filter(({ interest }) => interest === id)]) is.parties.add(partyName(one));
		wanted.set(words, is);
	}
	const shared = [...wanted.values()].filter(({ parties }) => parties.size > 1);
	return shared.length > 0 ? <ul class="plain">{shared.map(({ text, parties }) => <li key={text}><Mark tone="good">⇄ {say.both_want([...parties], text)}</Mark></li>)}</ul> : null;
}
