// say -- what leaves the room, and what is written to be read.

import { Empty, Section } from "../show";
import type { Matter } from "../store";
import { say } from "../text";

export function Say({ of: _ }: { of: Matter }) {
	return (
		<Section title={say.tab.say}>
			<p class="lead">{say.say_lead}</p>
			<Empty>{say.say_nothing}</Empty>
		</Section>
	);
}
