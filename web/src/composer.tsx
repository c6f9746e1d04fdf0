// composer -- where somebody writes what they have to say: names completed after an @, a draft kept.

import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Refusal, newKey } from "./api";
import { Beside, mostOf } from "./beside";
import { CarryList, type Picked, mostCarried, useCarry } from "./carry";
import { draftOf, dropDraft, keepDraft } from "./draft";
import { gist } from "./file";
import type { Entities } from "./gen/api";
import { give } from "./outbox";
import { personName, seatName } from "./show";
import { type Matter, charter } from "./store";
import { say } from "./text/talk";
import { type Label, LabelChoice, forHouse, labelsFor, narrowest } from "./tlp";

interface Named { id: number; name: string; of: "people" | "seats" }

/** Who sees what is said there. */
function hearers(of: Matter, channel: Entities["channel"] | undefined, label?: Label): number[] {
	const whole = !channel || channel.kind === "open" ? of.all("member").filter((m) => !m.gone && !m.channels_only).map((m) => m.person) : [];
	const all = [...new Set([...whole, ...(channel?.members ?? [])])];

	return forHouse(label) ? all.filter((id) => !charter.one("person", id)?.organisation) : all;
}

const person = (id: number): Named => ({ id, name: personName(id), of: "people" });
const longestFirst = (a: Named, b: Named): number => b.name.length - a.name.length;

/** They, and every seat; the longest name first. */
const mentionable = (of: Matter, channel: Entities["channel"] | undefined): Named[] =>
	[...hearers(of, channel).map(person), ...charter.all("seat").map(({ id }): Named => ({ id, name: seatName(id), of: "seats" }))].sort(longestFirst);

/** Who is named after an @, and does not see it there; of a seat, nobody who holds it does. */
export function unheard(of: Matter, channel: Entities["channel"] | undefined, said: { text?: string; seats?: number[]; tlp?: Label | undefined }): string[] {
	const there = hearers(of, channel, said.tlp);
	const absent = charter.all("person").filter(({ id, name }) => name && !there.includes(id)).map(({ id }) => person(id));
	const named = withNumbers(said.text ?? "", [...mentionable(of, channel), ...absent].sort(longestFirst));
	const seats = [...(said.seats ?? []), ...(named.seats ?? [])].filter((id) => !charter.one("seat", id)?.holders.some((holder) => there.includes(holder)));

	return [...(named.people ?? []).filter((id) => !there.includes(id)).map(personName), ...seats.map(seatName)];
}

/** Names after an @ become numbers, so that a name stands in the record once; and who they are. */
function withNumbers(text: string, names: Named[]): { text: string; people?: number[]; seats?: number[] } {
	const meant = { people: new Set<number>(), seats: new Set<number>() };
	const out = text.replace(/@[^\n@]+/g, (run) => {
		const hit = names.find(({ name }) => run.slice(1).startsWith(name) && !/^[\p{L}\p{N}]/u.test(run.slice(1 + name.length)));
		if (!hit) return run;
		meant[hit.of].add(hit.id);
		return `@${hit.id}${run.slice(1 + hit.name.length)}`;
	});

	return { text: out, ...(meant.people.size ? { people: [...meant.people] } : {}), ...(meant.seats.size ? { seats: [...meant.seats] } : {}) };
}

/** What is being typed after an @, before the caret. */
const typing = (text: string, caret: number): string | undefined => /(?:^|[\s(])@([^\n@]{0,30})$/u.exec(text.slice(0, caret))?.[1];

function offered(names: Named[], typed: string | undefined): Named[] {
	if (typed === undefined) return [];
	const wanted = typed.toLowerCase();
	return names.filter(({ name }) => name !== typed && name.toLowerCase().split(" ").some((_, i, words) => words.slice(i).join(" ").startsWith(wanted)))
		.sort((a, b) => a.name.localeCompare(b.name)).slice(0, 8);
}

/** Words, and files that are brought already; of the others only the name can be kept. */
interface Draft { text: string; files: Picked[]; lost: string[]; label?: Label | undefined }
const draftAt = (key: string): Draft => ({ text: "", files: [], lost: [], ...draftOf(key) });
function keep(key: string, { text, files, lost, label }: Draft): void {
	const brought = files.filter((one) => one.id !== undefined).map(({ key: of, name, size, id }) => ({ key: of, name, size, id }));
	const names = [...lost, ...files.filter((one) => one.id === undefined).map((one) => one.name)];

	if (text || files.length || lost.length) keepDraft(key, { text, files: brought, lost: names, ...(label ? { label } : {}) });
	else dropDraft(key);
}

/** What was written while the message was on its way. */
const after = (sent: string, text: string): string => (text.startsWith(sent) ? text.slice(sent.length).trimStart() : text);

interface ComposerProps { of: Matter; channel: Entities["channel"] | undefined; reply?: Entities["message"] | undefined; answered: () => void }

export function Composer({ of, channel, reply, answered }: ComposerProps) {
	const id = useId();
	const box = useRef<HTMLTextAreaElement>(null);
	const draft = `${of.room}/talk/${channel?.id ?? 0}`;
	const [kept] = useState(() => draftAt(draft));
	const [text, setText] = useState(kept.text);
	const [lost, setLost] = useState(kept.lost);
	const [chosen, setChosen] = useState(kept.label);
	const [typed, setTyped] = useState<string>();
	const [active, setActive] = useState(0);
	const [refusal, setRefusal] = useState<string>();
	const [busy, setBusy] = useState(false);
	const [waits, setWaits] = useState(false);      // files cannot be kept for later, but while the page is open
	const now = useRef(kept);                       // what the draft is, while files are on their way
	const key = useRef(newKey());
	const caretAt = useRef<number | undefined>(undefined);
	const names = mentionable(of, channel);
	const offers = offered(names, typed);
	const label = narrowest(chosen, reply?.tlp);
	const deaf = text.includes("@") ? unheard(of, channel, { text, tlp: label }) : [];

	useLayoutEffect(() => {         // before the next key is typed
		if (caretAt.current !== undefined) box.current?.setSelectionRange(caretAt.current, caretAt.current);
		caretAt.current = undefined;
	});
	const become = (next: Partial<Draft>): void => {
		now.current = { ...now.current, ...next };
		key.current = newKey();
		keep(draft, now.current);
	};
	const carry = useCarry(kept.files, (files) => become({ files }));
	const change = (next: string): void => {
		setText(next);
		setRefusal(undefined);
		setWaits(false);
		become({ text: next });
	};
	const choose = (next: Label | undefined): void => {
		setChosen(next);
		become({ label: next });
	};
	const forgetLost = (): void => {
		setLost([]);
		become({ lost: [] });
	};
	const look = (e: { currentTarget: HTMLTextAreaElement }): void => {
		setTyped(typing(e.currentTarget.value, e.currentTarget.selectionStart));
		setActive(0);
	};
	const pick = (one: Named): void => {
		const caret = box.current?.selectionStart ?? text.length;
		const start = caret - (typed?.length ?? 0);
		const next = `${text.slice(0, start)}${one.name} ${text.slice(caret)}`;

		change(next);
		setTyped(undefined);
		caretAt.current = start + one.name.length + 1;
	};
	const send = async (): Promise<void> => {
		if (busy || (!text.trim() && carry.files.length === 0) || !box.current?.reportValidity()) return;
		setBusy(true);
		setWaits(false);
		setRefusal(undefined);
		try {
			const where = { ...(channel ? { channel: channel.id } : {}), ...(label ? { tlp: label } : {}) };
			const attachments = await carry.bring(of.room, Object.entries(where).map(([name, value]) => [name, String(value)]));
			const said = { ...withNumbers(text.trim(), names), ...(attachments.length ? { attachments } : {}) };
			const fields = { ...said, ...where, ...(reply ? { reply: reply.id } : {}) };
			await give({ room: of.room, command: "post_message", fields, key: key.current });
			change(after(text, now.current.text));
			carry.clear();
			choose(undefined);
			forgetLost();
			setTyped(undefined);
			answered();
		} catch (fault) {
			const offline = fault instanceof Refusal && fault.code === "offline";
			setWaits(offline);
			setRefusal(offline ? say.files_wait : fault instanceof Error ? fault.message : String(fault));
		}
		setBusy(false);
		if (!waits) box.current?.focus();
	};
	useEffect(() => {
		if (!waits) return undefined;
		const again = setTimeout(() => void send(), 3000);
		return () => clearTimeout(again);
	}, [waits]);
	const steps: Record<string, () => void> = {
		ArrowDown: () => setActive((active + 1) % offers.length),
		ArrowUp: () => setActive((active - 1 + offers.length) % offers.length),
		Enter: () => { const one = offers[active]; if (one) pick(one); },
		Tab: () => { const one = offers[active]; if (one) pick(one); },
		Escape: () => setTyped(undefined),
	};
	const press = (e: KeyboardEvent): void => {
		const sends = e.key === "Enter" && (e.ctrlKey || e.metaKey);
		const step = offers.length && !sends ? steps[e.key] : undefined;

		if (e.isComposing || (!step && !sends)) return;
		e.preventDefault();
		if (step) step();
		else void send();
	};

	return (
		<form class="composer" onSubmit={(e) => { e.preventDefault(); void send(); }} onDragOver={(e) => { if (e.dataTransfer?.types.includes("Files")) e.preventDefault(); }}
			onDrop={(e) => { if (e.dataTransfer?.files.length) { e.preventDefault(); carry.add(e.dataTransfer.files); } }}>
			{reply && (
				<p class="replying">{say.replying} <strong>{personName(reply.person)}</strong>: {gist(of, reply)} <button type="button" class="quiet" onClick={answered}>{say.cancel}</button></p>
			)}
			<label for={id}>{say.message}</label>
			<textarea id={id} ref={box} rows={2} value={text} aria-autocomplete="list" aria-controls={offers.length ? `${id}names` : undefined}
				aria-activedescendant={offers[active] && `${id}n${active}`} onInput={(e) => { change(e.currentTarget.value); look(e); }} onClick={look} onBlur={() => setTyped(undefined)} onKeyDown={press}
				onPaste={(e) => { if (e.clipboardData?.files.length) { e.preventDefault(); carry.add(e.clipboardData.files); } }} />
			<Beside at={id} text={withNumbers(text.trim(), names).text} most={mostOf("post_message", "text")} />
			{offers.length > 0 && (
				<ul class="names" role="listbox" id={`${id}names`} aria-label={say.mention_whom}>
					{offers.map((one, i) => (
						<li key={`${one.of}${one.id}`} id={`${id}n${i}`} role="option" aria-selected={i === active} onMouseDown={(e) => { e.preventDefault(); pick(one); }}>
							{one.name} {one.of === "seats" && <small>{say.a_seat}</small>}
						</li>
					))}
				</ul>
			)}
			{deaf.length > 0 && <p class="note" role="status">{say.unheard(deaf, !!channel)}</p>}
			<CarryList carry={carry} busy={busy} />
			{carry.files.length === mostCarried && <small>{say.carries_most(mostCarried)}</small>}
			{lost.length > 0 && <p class="note">{say.files_lost} {lost.join(", ")} <button type="button" class="quiet" onClick={forgetLost}>{say.close}</button></p>}
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			<div class="buttons">
				<button type="submit" class="primary" disabled={busy}>{say.send}</button>
				<label class="button attach">{say.attach}<input type="file" multiple class="unseen" disabled={busy} onChange={(e) => { carry.add(e.currentTarget.files); e.currentTarget.value = ""; }} /></label>
				{labelsFor(of).length > 0 && (
					<label class="inline"><span>{say.label}</span> <LabelChoice of={of} id={`${id}label`} value={label} change={choose} least={reply?.tlp} /></label>
				)}
				{forHouse(label) && <small>{say.label_house}</small>}
				<small class="hint">{say.composer_hint}</small>
			</div>
		</form>
	);
}
