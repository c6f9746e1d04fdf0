// outbox_note -- what is not sent yet, on every screen until it is; what the server refused, with the words.

import { type Kept, dropKept, outbox, sendAgain, stale } from "./outbox";
import { texts } from "./gen/api";
import { commands } from "./gen/commands";
import { Time, roomTitle } from "./show";
import { roomList } from "./store";
import { say } from "./text/outbox";

const wordsOf = (one: Kept): string[] => texts[one.command].filter((name) => one.fields[name] !== undefined);

function Words({ one }: { one: Kept }) {
	const files = one.fields["attachments"];

	return (
		<>
			{wordsOf(one).map((name) => <span key={name} class="note">{String(one.fields[name])}</span>)}
			{Array.isArray(files) && <small>{say.with_files(files.length)}</small>}
		</>
	);
}

function Line({ one }: { one: Kept }) {
	const room = one.room === "new" ? undefined : roomList.value.get(one.room);
	const waits = !one.refusal && !stale(one);

	return (
		<li>
			<span>
				<strong>{commands[one.command].doc}</strong> <small>{room && `${roomTitle(room)} · `}<Time at={one.at * 1000} /></small>
				<Words one={one} />
				{one.refusal && <span class="refusal">{say.outbox_refused} {one.refusal}</span>}
				{!one.refusal && stale(one) && <small>{say.outbox_old}</small>}
			</span>
			<span class="buttons">
				{!waits && <button type="button" onClick={() => void sendAgain(one)}>{say.outbox_again}</button>}
				<button type="button" class="quiet" onClick={() => dropKept(one.key)}>{say.outbox_drop}</button>
			</span>
		</li>
	);
}

export function OutboxNote() {
	const kept = outbox();

	return (
		<details class="banner warn outbox" open={kept.some((one) => one.refusal)}>
			<summary>{say.outbox(kept.length)}</summary>
			<ul class="rows">{kept.map((one) => <Line key={one.key} one={one} />)}</ul>
		</details>
	);
}
