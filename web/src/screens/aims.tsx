// aims -- what the room wants now, what its severity sets going, and the rooms it has to do with.

import { Give } from "../form";
import type { Entities, Words } from "../gen/api";
import { charterHref, roomHref } from "../route";
import { criterionFor, followsText } from "../severity";
import { Empty, Mark, Section, SeverityBadge, Time, Word, roomTitle } from "../show";
import { type Matter, rooms } from "../store";
import { say, wordly } from "../text";

/* ---- objectives ---- */

function Objective({ of, one }: { of: Matter; one: Entities["objective"] }) {
	const fixed = { objective: one.id };

	return (
		<li>
			<span>
				<strong>{one.number}.</strong> {one.text ?? say.erased}
				{one.state !== "open" && <> <Mark tone={one.state === "reached" ? "good" : "plain"}><Word word={one.state} /></Mark></>}
				{one.why && <span class="note">{one.why}</span>}
				{one.ended && <small><Time at={one.ended} /></small>}
			</span>
			{one.state === "open" && (
				<span class="buttons">
					<Give command="reach_objective" room={of.room} fixed={fixed} label={say.objective_reach} title={one.text} />
					<Give command="drop_objective" room={of.room} fixed={fixed} label={say.objective_drop} title={one.text} tone="quiet" />
				</span>
			)}
		</li>
	);
}

export function Objectives({ of }: { of: Matter }) {
	const all = of.all("objective");
	const open = all.filter((one) => one.state === "open");
	const ended = all.filter((one) => one.state !== "open").toReversed();

	return (
		<Section title={say.objectives} action={<Give command="set_objective" room={of.room} label={say.set_objective} disabledBecause={open.length >= 5 ? say.objectives_full : undefined} />}>
			{open.length === 0 && <Empty>{say.objectives_none}</Empty>}
			<ul class="rows">{open.map((one) => <Objective key={one.id} of={of} one={one} />)}</ul>
			{ended.length > 0 && <details><summary>{say.objectives_ended} ({ended.length})</summary><ul class="rows faint">{ended.map((one) => <Objective key={one.id} of={of} one={one} />)}</ul></details>}
		</Section>
	);
}

/** In the situation: what this severity sets going. */
export function Follows({ severity }: { severity: Words["severity"] | undefined }) {
	const one = criterionFor(severity);
	const text = one && followsText(one, true);

	return text ? <p class="faint"><a href={charterHref("severities")}>{severity}</a>: {text}.</p> : null;
}

/* ---- links: shown only where the other room is in the viewer's own list, and then in both ---- */

type Linked = { key: string; text: string; room: Entities["room"]; link?: Entities["link"] };

/** What the room was linked to, then what was linked to it: as each of them is to this one. */
export function linkedWith(of: Matter): Linked[] {
	const here = of.one("room", of.room);
	const made = of.all("link").filter((link) => !link.undone).flatMap((link): Linked[] => {
		const room = rooms.value.find((one) => one.key === link.room);
		return room ? [{ key: `${link.id}`, text: wordly(link.kind), room, link }] : [];
	});
	const told = rooms.value.flatMap((room) => room.links.filter((link) => here && link.room === here.key && (of.at === undefined || link.at <= of.time.value))
		.map((link): Linked => ({ key: `${room.id} ${link.kind}`, text: say.link_back[link.kind], room })));

	return [...made, ...told.filter((one) => !made.some(({ room, text }) => room.id === one.room.id && text === one.text))];
}

export const LinkedRoom = ({ one: { text, room } }: { one: Linked }) =>
	<span>{text}: <a href={roomHref(room.id)}>{roomTitle(room)}</a> <SeverityBadge severity={room.severity} /> <Mark><Word word={room.phase} /></Mark></span>;

/** On Now: the rooms that have to do with this one. */
export function LinkedRooms({ of }: { of: Matter }) {
	const all = linkedWith(of);

	if (all.length === 0) return null;
	return <Section title={say.linked_rooms}><ul class="rows">{all.map((one) => <li key={one.key}><LinkedRoom one={one} /></li>)}</ul></Section>;
}
