// search -- words found again in every room, the newest first.

import { useEffect, useState } from "preact/hooks";
import { type Found, type Search as Answer, api } from "../api";
import { charterHref, go, roomHref } from "../route";
import { spoken } from "../said";
import { Empty, Mark, Time } from "../show";
import { me } from "../store";
import { say } from "../text/search";

/** What has no page or row of its own stands as an entry in the timeline. */
function hrefOf({ room, entity, id, decision }: Found): string {
	if (room === 0) return charterHref("changes", entity === "decision" ? id : decision);
	if (decision) return roomHref(room, "decide", decision);
	switch (entity) {
		case "message": return roomHref(room, "talk", id);
		case "decision": return roomHref(room, "decide", id);
		case "task": return roomHref(room, "do", id);
		case "occurrence": case "affected": return roomHref(room, "scope", id);
		case "bridge_line": case "fact": case "request": case "objective": case "clock": return roomHref(room, "timeline", id);
		case "document": case "attachment": return roomHref(room, "say", id);
		case "room": return roomHref(room, "now");
		case "measure": return roomHref(room, "measures", id);
		case "option": case "position": case "interest": return roomHref(room, "decide");
		default: return entity satisfies never;
	}
}

/** What was found stands between ⟦ and ⟧. */
function Snippet({ text }: { text: string }) {
	return <>{spoken(text, undefined, 400).split(/(⟦[^⟦⟧]*⟧)/).map((part, i) => (part.startsWith("⟦") ? <mark key={i}>{part.slice(1, -1)}</mark> : part.replace(/[⟦⟧]/g, "")))}</>;
}

const newestOf = ({ found: [first] }: Answer): string => `${first?.room}/${first?.id}`;

type Kept = Answer & { words: string; person: number | undefined };

/** What was shown last, as far as it was: who comes back from a hit stands where they were. */
let last: Kept | undefined;

export function Search({ q }: { q: string }) {
	const person = me.value?.person;
	const [answer, setAnswer] = useState(last?.words === q && last.person === person ? last : undefined);
	const [refusal, setRefusal] = useState("");
	const refused = (fault: unknown): void => setRefusal(fault instanceof Error ? fault.message : String(fault));
	/** What was asked meanwhile is not added to. */
	const older = async (had: Kept): Promise<void> => {
		const said = await api.search(had.words, had.next);
		setAnswer((now) => (now === had ? { ...said, words: had.words, person: had.person, found: [...had.found, ...said.found] } : now));
		setRefusal("");
	};

	/** Of what is shown already and goes further nothing is put away, unless something newer was found. */
	const answered = (said: Answer): void => {
		setAnswer((had) => (had?.words === q && newestOf(had) === newestOf(said) && had.found.length > said.found.length ? had : { ...said, words: q, person }));
		setRefusal("");
	};

	useEffect(() => { last = answer; }, [answer]);
	useEffect(() => {
		let dropped = false;
		const wait = setTimeout(() => {
			if (!/[\p{L}\p{N}]/u.test(q)) return setAnswer(undefined);
			api.search(q).then((said) => { if (!dropped) answered(said); }, (fault: unknown) => { if (!dropped) refused(fault); });
		}, 200);
		return () => { dropped = true; clearTimeout(wait); };
	}, [q]);
	return (
		<div class="search">
			<h1>{say.search}</h1>
			<form class="narrow" role="search" onSubmit={(e) => e.preventDefault()}>
				<label for="search-words">{say.search_words}</label>
				<input id="search-words" type="search" maxLength={100} autoFocus value={q} onInput={(e) => go(`/search?q=${encodeURIComponent(e.currentTarget.value)}`, true)} />
				<p class="kicker" role="status">{answer ? say.found(answer.found.length, answer.more) : say.search_lead}</p>
			</form>
			{answer?.indexed !== undefined && <p class="banner warn" role="note">{say.indexing(answer.indexed)}</p>}
			{answer?.older && <p class="banner warn" role="note">{say.found_older}</p>}
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			{answer?.found.length === 0 && <Empty>{say.found_nothing}</Empty>}
			<ul class="cards">
				{answer?.found.map((one) => (
					<li key={`${one.room}/${one.id}`}>
						<a class="card" href={hrefOf(one)}>
							<span class="line"><Mark>{say.found_kind[one.entity]}</Mark> <small>{one.codename || (one.room ? say.untitled : say.charter)} · <Time at={one.at} /></small></span>
							<span class="snippet"><Snippet text={one.snippet} /></span>
						</a>
					</li>
				))}
			</ul>
			{answer?.more && <p><button type="button" onClick={() => void older(answer).catch(refused)}>{say.show_more}</button></p>}
		</div>
	);
}
