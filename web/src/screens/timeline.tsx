// timeline -- what happened and what was done, drawn in lanes over time, beside the same in words.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Entry, headline } from "../entry";
import { type By, type Placed, type Stretch, heaps, lanes, moved, placed, ticks, whole, zoomed } from "../lanes";
import { hrefAt, roomHref } from "../route";
import { Empty, Person, Time, personName, timeText, useCited } from "../show";
import type { Matter } from "../store";
import { spoken } from "../said";
import { lineOf, pinnedIn, useEntriesFrom } from "../story";
import { say } from "../text/timeline";
import { LogButton } from "./bridge";
import { contactName } from "./contacts";
import { RecordOccurrence } from "./scope";

/** A line of the bridge says who spoke; all else its own words. */
function words(entry: Entry, of: Matter): string {
	const said = entry.fields["said_by"] ? personName(Number(entry.fields["said_by"])) : entry.fields["speaker"];
	if (entry.kind === "contact_called") return `${contactName(Number(entry.fields["contact"]))}: ${headline(entry)}${entry.fields["reference"] ? ` (${String(entry.fields["reference"])})` : ""}`;
	return entry.kind === "bridge_logged" && said ? `${String(said)}: ${headline(entry)}` : lineOf(entry, of).words;
}

/* ---- the picture ---- */

const LANE = 38;
const NAMES = 92;
const EDGE = 14;

function useWidth() {
	const ref = useRef<HTMLDivElement>(null);
	const [width, setWidth] = useState(640);

	useEffect(() => {
		if (!ref.current) return undefined;
		const watch = new ResizeObserver(([seen]) => { if (seen) setWidth(Math.max(280, Math.round(seen.contentRect.width))); });
		watch.observe(ref.current);
		return () => watch.disconnect();
	}, []);
	return [ref, width] as const;
}

function Mark({ of, mark, x, y, chosen, choose }: { of: Matter; mark: Placed; x: (at: number) => number; y: number; chosen: boolean; choose: (seq: number) => void }) {
	const strong = mark.entry.kind === "decision_taken" || mark.entry.kind === "room_declared";
	const kind = `dot ${mark.lane ?? ""}${chosen ? " chosen" : ""}`;
	const title = <title>{`${timeText(mark.from)} ${lineOf(mark.entry, of).what}: ${words(mark.entry, of)}`}</title>;
	const press = (): void => choose(mark.entry.seq);
	const wide = x(mark.to) - x(mark.from);

	if (wide > 6) return <rect x={x(mark.from)} y={y - 6} width={wide} height="12" rx="6" class={kind} onClick={press}>{title}</rect>;
	if (mark.lane === "adversary") return <path d={`M${x(mark.from)} ${y - 8}l8 8l-8 8l-8 -8z`} class={kind} onClick={press}>{title}</path>;
	if (mark.lane === "measure") return <rect x={x(mark.from) - 5} y={y - 5} width="10" height="10" class={kind} onClick={press}>{title}</rect>;
	return <circle cx={x(mark.from)} cy={y} r={strong ? 8 : 5} class={kind} onClick={press}>{title}</circle>;
}

/** Too close to be told apart: how many, and a press looks closer. */
function Heap({ of, marks, x, y, closer }: { of: Matter; marks: Placed[]; x: (at: number) => number; y: number; closer: () => void }) {
	const middle = (x(marks[0]?.from ?? 0) + x(marks.at(-1)?.to ?? 0)) / 2;

	return (
		<g class="heap" onClick={closer}>
			<circle cx={middle} cy={y} r="11" class={`dot ${marks[0]?.lane ?? ""}`}><title>{marks.slice(0, 12).map((mark) => words(mark.entry, of) || lineOf(mark.entry, of).what).join("\n")}</title></circle>
			<text x={middle} y={y + 4} class="middle">{marks.length}</text>
		</g>
	);
}

interface PictureProps { of: Matter; marks: Placed[]; seen: Stretch; all: Stretch; look: (next: Stretch) => void; chosen: number; choose: (seq: number) => void }

function Picture({ of, marks, seen, all, look, chosen, choose }: PictureProps) {
	const [ref, width] = useWidth();
	const span = seen.to - seen.from;
	const x = (at: number): number => NAMES + EDGE + ((at - seen.from) / span) * (width - NAMES - 2 * EDGE);
	const bottom = lanes.length * LANE;
	const shown = marks.filter((mark) => mark.lane && mark.to >= seen.from && mark.from <= seen.to);
	const closer = (heap: Placed[]): void => {
		const from = heap[0]?.from ?? seen.from;
		choose(heap.at(-1)?.entry.seq ?? 0);
		look(zoomed(seen, all, Math.max(((heap.at(-1)?.to ?? from) - from) * 1.5, span / 16) / span, from));
	};
	const onKey = (e: KeyboardEvent): void => {
		const next = { "+": zoomed(seen, all, 0.5), "=": zoomed(seen, all, 0.5), "-": zoomed(seen, all, 2), "0": all,
			ArrowLeft: moved(seen, all, -0.25), ArrowRight: moved(seen, all, 0.25), Home: moved(seen, all, -1e9), End: moved(seen, all, 1e9) }[e.key];
		if (!next || e.ctrlKey || e.metaKey || e.altKey) return;
		e.preventDefault();
		look(next);
	};

	useEffect(() => {       // the page keeps its own wheel; with Ctrl, or two fingers, it zooms here
		const onWheel = (e: WheelEvent): void => {
			if (!e.ctrlKey && !e.metaKey) return;
			const left = ref.current?.getBoundingClientRect().left ?? 0;
			const at = seen.from + ((e.clientX - left - NAMES - EDGE) / (width - NAMES - 2 * EDGE)) * span;
			e.preventDefault();
			look(zoomed(seen, all, e.deltaY > 0 ? 1.25 : 0.8, Math.min(Math.max(at, seen.from), seen.to)));
		};
		const element = ref.current;
		element?.addEventListener("wheel", onWheel, { passive: false });
		return () => element?.removeEventListener("wheel", onWheel);
	});
	return (
		<div ref={ref} class="lanes" tabIndex={0} role="group" aria-label={say.lanes_label} aria-keyshortcuts="+ - 0 ArrowLeft ArrowRight" onKeyDown={onKey}>
			<svg width={width} height={bottom + 26} viewBox={`0 0 ${width} ${bottom + 26}`} role="img" aria-label={say.lanes_said(shown.length, timeText(seen.from), timeText(seen.to))}>
				{ticks(seen, Math.max(2, Math.floor((width - NAMES) / 110))).map((at) => (
					<g key={at}>
						<line x1={x(at)} x2={x(at)} y1="0" y2={bottom} class="tick" />
						<text x={x(at)} y={bottom + 18} class="middle">{timeText(at)}</text>
					</g>
				))}
				{lanes.map((lane, i) => (
					<g key={lane}>
						<line x1={NAMES} x2={width} y1={(i + 0.5) * LANE} y2={(i + 0.5) * LANE} class="lane" />
						<text x="0" y={(i + 0.5) * LANE + 5}>{say.lanes[lane]}</text>
						{heaps(shown.filter((mark) => mark.lane === lane), (span / (width - NAMES)) * 14).map((heap) => {
							const [mark] = heap;
							const y = (i + 0.5) * LANE;
							if (!mark) return null;
							return heap.length > 1 && span > 120_000_000
								? <Heap key={mark.entry.seq} of={of} marks={heap} x={x} y={y} closer={() => closer(heap)} />
								: heap.map((one) => <Mark key={one.entry.seq} of={of} mark={one} x={x} y={y} chosen={one.entry.seq === chosen} choose={choose} />);
						})}
					</g>
				))}
			</svg>
		</div>
	);
}

function Steering({ seen, all, look, by, setBy }: { seen: Stretch; all: Stretch; look: (next: Stretch) => void; by: By; setBy: (by: By) => void }) {
	const near = seen.to - seen.from < (all.to - all.from) * 0.999;

	return (
		<div class="line steering">
			<span class="switch" role="group" aria-label={say.lanes_by}>
				{(["happened", "learned"] as const).map((one) => <button key={one} type="button" aria-pressed={by === one} onClick={() => setBy(one)}>{say.lanes_by_word[one]}</button>)}
			</span>
			<span class="buttons">
				<button type="button" onClick={() => look(zoomed(seen, all, 0.5))}>{say.zoom_in}</button>
				<button type="button" disabled={!near} onClick={() => look(zoomed(seen, all, 2))}>{say.zoom_out}</button>
				<button type="button" disabled={!near} aria-label={say.earlier} onClick={() => look(moved(seen, all, -0.5))}>←</button>
				<button type="button" disabled={!near} aria-label={say.later} onClick={() => look(moved(seen, all, 0.5))}>→</button>
				<button type="button" disabled={!near} onClick={() => look(all)}>{say.zoom_all}</button>
			</span>
		</div>
	);
}

/* ---- the list ---- */

const LISTED = 400;     // more than anybody reads; the picture looks closer

/** Where the focus is in the list, its mark is shown in the picture: that is how the keyboard chooses one. */
function Line({ of, mark, by, chosen, choose }: { of: Matter; mark: Placed; by: By; chosen: boolean; choose: (seq: number) => void }) {
	const { entry, lane } = mark;
	const other = mark.from !== entry.at;
	const pinned = pinnedIn(entry, of);

	return (
		<li id={`entry-${entry.seq}`} class={chosen ? "chosen" : ""} onFocusCapture={() => choose(entry.seq)}>
			<Time at={mark.from} />
			<span>
				<span class={`lane-name ${lane ?? ""}`}>{lineOf(entry, of).what}</span> {pinned ? <a href={roomHref(of.room, "talk", pinned.id, of.at)}>{words(entry, of)}</a> : words(entry, of)}
				<small class="beside"> <Person id={entry.by.person} />{by === "happened" && other && <>, {say.learned} <Time at={entry.at} /></>}</small>
			</span>
			<a href={hrefAt(entry.seq)} aria-label={`${say.as_of} ${entry.seq}`}>{entry.seq}</a>
		</li>
	);
}

function Drawn({ of, entries, cited }: { of: Matter; entries: Entry[]; cited: number | undefined }) {
	const [by, setBy] = useState<By>("happened");
	const [window, setWindow] = useState<Stretch | undefined>();
	const [chosen, setChosen] = useState(cited ?? 0);
	const marks = useMemo(() => placed(entries, by), [entries, by]);
	const all = useMemo(() => whole(marks), [marks]);
	const seen = window ? moved(zoomed(window, all, 1), all, 0) : all;
	const inside = marks.filter((mark) => mark.to >= seen.from && mark.from <= seen.to);
	const listed = inside.filter((mark, i) => i >= inside.length - LISTED || mark.entry.seq === chosen);

	useCited(cited === undefined ? undefined : `entry-${cited}`);
	const look = (next: Stretch): void => setWindow(next.to - next.from >= all.to - all.from ? undefined : next);
	const choose = (seq: number): void => {
		setChosen(seq);
		document.getElementById(`entry-${seq}`)?.scrollIntoView({ block: "nearest" });
	};

	return (
		<div class="timeline">
			<div class="drawn">
				<Steering seen={seen} all={all} look={look} by={by} setBy={(next) => { setBy(next); setWindow(undefined); }} />
				<Picture of={of} marks={marks} seen={seen} all={all} look={look} chosen={chosen} choose={choose} />
				<p class="faint wide-only"><small>{say.lanes_keys}</small></p>
			</div>
			<div class="told">
				<p role="status"><small>{say.lanes_shown(inside.length, marks.length)}</small></p>
				<ol class="entries" reversed>
					{listed.toReversed().map((mark) => <Line key={mark.entry.seq} of={of} mark={mark} by={by} chosen={mark.entry.seq === chosen} choose={setChosen} />)}
				</ol>
				{inside.length > LISTED && <p class="faint">{say.lanes_more(inside.length - LISTED)}</p>}
			</div>
		</div>
	);
}

/** A message on one line, with the names of whom it mentions. */
function readable(of: Matter, entry: Entry): Entry {
	const { text } = entry.fields;

	if (entry.kind !== "message_posted" || typeof text !== "string") return entry;
	return { ...entry, fields: { ...entry.fields, text: spoken(text, of.one("message", entry.seq)?.text_shown, 400) } };
}

/** The address may name an entry. */
export function Timeline({ of, id }: { of: Matter; id: number | undefined }) {
	const all = useEntriesFrom(of);
	const entries = useMemo(() => (all ?? []).map((entry) => readable(of, entry)), [all]);

	return (
		<>
			<header class="line">
				<p class="lead grow">{say.timeline_lead}</p>
				<span class="buttons"><RecordOccurrence of={of} /><LogButton of={of} /></span>
			</header>
			{entries.length === 0 ? <Empty>{say.no_entries}</Empty> : <Drawn of={of} entries={entries} cited={id} />}
		</>
	);
}
