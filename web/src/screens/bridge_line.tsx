// bridge_line -- the scribe's line: who says what on the bridge.

import { useRef, useState } from "preact/hooks";
import { Refusal, newKey } from "../api";
import { Beside, mostOf } from "../beside";
import { draftOf, dropDraft, keepDraft } from "../draft";
import { Dialog } from "../form";
import type { Commands } from "../gen/api";
import { give as send } from "../outbox";
import { Time, personName } from "../show";
import type { Matter } from "../store";
import { say } from "../text";
import { Said } from "./bridge";

/** A name that is one member's is that person; anything else is words. */
function speakerOf(of: Matter, name: string): Pick<Commands["log_bridge"], "said_by" | "speaker"> {
	const wanted = name.trim().toLowerCase();
	const found = of.members().filter((id) => personName(id).toLowerCase() === wanted);

	if (!wanted) return {};
	return found.length === 1 && found[0] !== undefined ? { said_by: found[0] } : { speaker: name.trim() };
}

/** Who, what, Enter; it stays open for the next line. */
export function LogDialog({ of, close }: { of: Matter; close: () => void }) {
	const draftKey = `${of.room}/log_bridge`;
	const [words, setWords] = useState(() => draftOf(draftKey));
	const [refusal, setRefusal] = useState("");
	const key = useRef(newKey());
	const text = useRef<HTMLInputElement>(null);
	const change = (next: Record<string, unknown>): void => {
		setWords(next);
		keepDraft(draftKey, next);
		key.current = newKey();
	};
	const give = async (e: Event): Promise<void> => {
		e.preventDefault();
		setRefusal("");
		const sent = key.current;
		try {
			const fields = { ...speakerOf(of, String(words["who"] ?? "")), text: String(words["text"] ?? "") };
			await send({ room: of.room, command: "log_bridge", fields, key: sent });
			if (key.current !== sent) return;       // the next line was begun meanwhile
			change({ who: words["who"] });
			dropDraft(draftKey);
			text.current?.focus();
		} catch (fault) {
			setRefusal(fault instanceof Refusal ? fault.message : String(fault));
		}
	};

	return (
		<Dialog title={say.bridge_log} close={close}>
			<form class="form" onSubmit={(e) => void give(e)}>
				<p class="lead">{say.bridge_log_lead}</p>
				<div class="field">
					<label for="log-who">{say.bridge_who} <small>{say.optional}</small></label>
					<input id="log-who" list="log-members" autocomplete="off" value={String(words["who"] ?? "")} onInput={(e) => change({ ...words, who: e.currentTarget.value })} />
					<Beside at="log-who" text={String(words["who"] ?? "")} most={mostOf("log_bridge", "speaker")} />
					<datalist id="log-members">{of.members().map((id) => <option key={id} value={personName(id)} />)}</datalist>
				</div>
				<div class="field">
					<label for="log-text">{say.bridge_what}</label>
					<input id="log-text" ref={text} autofocus required autocomplete="off" value={String(words["text"] ?? "")} onInput={(e) => change({ ...words, text: e.currentTarget.value })} />
					<Beside at="log-text" text={String(words["text"] ?? "")} most={mostOf("log_bridge", "text")} />
				</div>
				{refusal && <p class="refusal" role="alert">{refusal}</p>}
				<ul class="plain faint" aria-label={say.bridge_lines}>{of.all("bridge_line").slice(-3).map((line) => <li key={line.id}><Time at={line.at} /> <Said line={line} /></li>)}</ul>
				<div class="buttons"><button type="submit" class="primary">{say.bridge_write}</button></div>
			</form>
		</Dialog>
	);
}
