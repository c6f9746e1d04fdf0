// journal -- beside every screen: what just happened in the room, newest at the bottom, without what was said.

import { useEffect, useRef } from "preact/hooks";
import { type Entry, entriesBack } from "../entry";
import { Empty, Person, Time } from "../show";
import type { Matter } from "../store";
import { lineOf, useEntriesFrom } from "../story";
import { say } from "../text";

const shown = 80;
const few = 20;         // fewer do not say what happens: where much is said, it is looked for further back
const happens = (entry: Entry): boolean => !entry.kind.startsWith("message_");

export function Journal({ of }: { of: Matter }) {
	const entries = useEntriesFrom(of, () => entriesBack(of.room, of.seq.value, shown, (all) => all.filter(happens).length >= few))?.filter(happens).slice(-shown);
	const list = useRef<HTMLOListElement>(null);
	const reading = useRef(false);          // who has scrolled up is not carried away from what they read
	const scrolled = ({ currentTarget: { scrollTop, clientHeight, scrollHeight } }: { currentTarget: HTMLElement }): void => { reading.current = scrollTop + clientHeight < scrollHeight - 40; };

	useEffect(() => { if (!reading.current) list.current?.scrollTo(0, list.current.scrollHeight); }, [entries?.at(-1)?.seq]);
	return (
		<section class="journal">
			<h2>{say.journal}</h2>
			{entries?.length === 0 && <Empty>{say.no_journal}</Empty>}
			<ol ref={list} onScroll={scrolled} tabIndex={0} aria-label={say.journal}>
				{entries?.map((entry) => {
					const { what, words } = lineOf(entry, of);
					return <li key={entry.seq}><small><Time at={entry.at} /> · <Person id={entry.by.person} /></small><p>{what}{words && <>: <strong>{words}</strong></>}</p></li>;
				})}
			</ol>
		</section>
	);
}
