// work -- what waits for me in every room, nearest first.

import { useEffect, useState } from "preact/hooks";
import { useAction } from "../action";
import { type WorkItem, api } from "../api";
import { Give } from "../form";
import { type RoomTab, charterHref, go, roomHref } from "../route";
import { spoken } from "../said";
import { Empty, Left, Mark, clock, half_a_day } from "../show";
import { charter, roomList } from "../store";
import { say, wordly } from "../text";

const tabOf: Record<WorkItem["kind"], RoomTab> = { decision: "decide", voice: "decide", heard: "decide", doubt: "decide", need: "decide", advice: "decide", outcome: "decide", alarm: "decide", default: "decide", put_up: "decide", objection: "decide", condition: "decide", undecided: "decide", committee: "calls", task: "do", request: "now", clock: "now", measure: "measures", review: "decide", report: "say", mention: "talk", handover: "people", command: "people", drill: "now", suspicion: "now", readiness: "now", door: "access" };

const about: WorkItem["kind"][] = ["decision", "put_up", "objection", "condition", "undecided"];

export function hrefOf(item: WorkItem): string {
	if (item.kind === "drill" || item.kind === "readiness") return charterHref("readiness");
	if (item.room === 0) return charterHref("changes", about.includes(item.kind) ? item.id : undefined);
	return roomHref(item.room, tabOf[item.kind], [...about, "voice", "heard", "doubt", "need", "advice", "outcome", "alarm", "task", "mention", "handover"].includes(item.kind) ? item.id : undefined);
}

/** As many as can be taken in at a glance. */
const most = 3;

const isLate = (item: WorkItem): boolean => item.due > 0 && item.due < Date.now() * 1000;

/** As in a room: what is handed over and what is to be answered, then the rest; of each, the nearest first. */
const first = new Set<WorkItem["kind"]>(["handover", "undecided", "voice", "decision", "put_up", "objection", "condition"]);
const byNearest = (a: WorkItem, b: WorkItem): number => Number(first.has(b.kind)) - Number(first.has(a.kind)) || (a.due || Infinity) - (b.due || Infinity) || 0;

/** Milliseconds: where a hundred people write, something changes more often. */
const atMostEvery = 1000;

/** What waits for me anywhere, and how to ask anew. */
function useWork(): [WorkItem[] | undefined, () => void, boolean] {
	const [items, setItems] = useState<WorkItem[]>();
	const [more, setMore] = useState(false);
	const [asked] = useState({ at: 0 });
	const load = (): void => void api.work().then((all) => { setItems(all.items.filter(({ kind }) => kind !== "heard").sort(byNearest)); setMore(!!all.more); }, () => setItems([]));

	useEffect(() => {
		const timer = setTimeout(() => { asked.at = Date.now(); load(); }, asked.at + atMostEvery - Date.now());
		return () => clearTimeout(timer);
	}, [roomList.value, charter.seq.value]);
	return [items, load, more];
}

/** The first of them has the one button. */
function Cards({ items, load }: { items: WorkItem[]; load: () => void }) {
	useAction({ name: say.open_first, hotkey: "o", run: () => { if (items[0]) go(hrefOf(items[0])); } }, items.length > 0);
	return (
		<ul class="cards">
			{items.map((item, i) => (
				<li key={`${item.room}/${item.kind}/${item.id}`} class={item.call || i === 0 ? "called" : ""}>
					<a class="card" href={hrefOf(item)}>
						<span class="line"><Mark tone={isLate(item) || item.kind === "undecided" ? "bad" : "accent"}>{say.kind[item.kind]}</Mark> {item.priority && item.priority !== "normal" && <Mark>{wordly(item.priority)}</Mark>} {item.blocked && <Mark tone="warn">{say.task.filters.blocked}</Mark>} <strong>{item.kind === "mention" ? spoken(item.title, undefined) : item.title}</strong></span>
						<small>{item.codename || say.charter} {item.due > 0 && <>· <Left at={item.due} /></>}</small>
					</a>
					{(item.call || i === 0) && (
						<span class="buttons">
							{i === 0 && <a class="button primary" href={hrefOf(item)}>{say.open}</a>}
							{item.call && <Give command="acknowledge_call" room={item.room} fixed={{ call: item.call }} label={say.calls.acknowledge} tone="quiet" done={load} />}
						</span>
					)}
				</li>
			))}
		</ul>
	);
}

export function Work() {
	const [items, load, more] = useWork();

	return (
		<>
			<h1>{say.work}</h1>
			{more && <p class="banner warn" role="note">{say.cut}</p>}
			{!items && <p role="status" class="moment">{say.loading}</p>}
			{items?.length === 0 && <Empty>{say.no_work}</Empty>}
			{items && <Cards items={items} load={load} />}
		</>
	);
}

/** What is asked of me, what I am called for, and what is late or soon will be. */
const presses = (item: WorkItem): boolean => first.has(item.kind) || !!item.call || (item.due > 0 && item.due < clock.value + half_a_day);

/** Where one lands: the first of what presses, from every room. */
export function WaitsFirst() {
	const [items, load] = useWork();
	const pressing = items?.filter(presses).slice(0, most);

	return (
		<section class="section waits-first">
			<header><h2>{say.waiting}</h2></header>
			{!items && <p role="status" class="moment">{say.loading}</p>}
			{pressing?.length === 0 && <Empty>{say.nothing_presses}</Empty>}
			{pressing && <Cards items={pressing} load={load} />}
			{items && pressing && items.length > pressing.length && <p><a href="/work">{(pressing.length ? say.also_waits : say.waits_later)(items.length - pressing.length)}</a></p>}
		</section>
	);
}
