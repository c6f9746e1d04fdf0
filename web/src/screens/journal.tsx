// journal -- beside every screen: what just happened in the room, newest at the bottom, without what was said.

import { useEffect, useRef, useState } from "preact/hooks";
import { Empty, Person, Time } from "../show";
import type { Matter } from "../store";
import { lineOf, useEntriesFrom } from "../story";
import { say } from "../text";

const shown = 80;

export function Journal({ of }: { of: Matter }) {
	const [from] = useState(() => Math.max(0, of.seq.value - shown));
	const entries = useEntriesFrom(of, from)?.filter((entry) => !entry.kind.startsWith("message_")).slice(-shown);
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
