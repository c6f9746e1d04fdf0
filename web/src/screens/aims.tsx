// aims -- what the room wants now, what its severity sets going, and the rooms it has to do with.

import { useContext, useState } from "preact/hooks";
import { Refusal, api } from "../api";
import { Dialog, Give, Past } from "../form";
import { type Entities, type Words, words } from "../gen/api";
import { charterHref, roomHref } from "../route";
import { criterionFor, followsText, outOfBandText } from "../severity";
import { Empty, Mark, Section, SeverityBadge, Time, Word, roomTitle } from "../show";
import { type Matter, charter, roomList, rooms } from "../store";
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

/* ---- severities ---- */

export function Severities() {
	const all = Object.keys(words.severity) as Words["severity"][];

	return (
		<>
			<ul class="rows">
				{all.map((severity) => {
					const one = criterionFor(severity);
					return (
						<li key={severity}>
							<span>
								<SeverityBadge severity={severity} /> <span class="note">{one?.criteria ?? <Mark tone="warn">{say.severity_unwritten}</Mark>}</span>
								{one && <small>{followsText(one) || say.severity_nobody}</small>}
							</span>
						</li>
					);
				})}
			</ul>
			<Section title={say.out_of_band.title}><p>{outOfBandText(charter.all("out_of_band").at(-1))}</p></Section>
		</>
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
function linkedWith(of: Matter): Linked[] {
	const here = of.one("room", of.room);
	const made = of.all("link").filter((link) => !link.undone).flatMap((link): Linked[] => {
		const room = rooms.value.find((one) => one.key === link.room);
		return room ? [{ key: `${link.id}`, text: wordly(link.kind), room, link }] : [];
	});
	const told = rooms.value.flatMap((room) => room.links.filter((link) => here && link.room === here.key && of.at === undefined)
		.map((link): Linked => ({ key: `${room.id} ${link.kind}`, text: say.link_back[link.kind], room })));

	return [...made, ...told.filter((one) => !made.some(({ room, text }) => room.id === one.room.id && text === one.text))];
}

const LinkedRoom = ({ one: { text, room } }: { one: Linked }) =>
	<span>{text}: <a href={roomHref(room.id)}>{roomTitle(room)}</a> <SeverityBadge severity={room.severity} /> <Mark><Word word={room.phase} /></Mark></span>;

/** On Now: the rooms that have to do with this one. */
export function LinkedRooms({ of }: { of: Matter }) {
	const all = linkedWith(of);

	if (all.length === 0) return null;
	return <Section title={say.linked_rooms}><ul class="rows">{all.map((one) => <li key={one.key}><LinkedRoom one={one} /></li>)}</ul></Section>;
}

function MakeLink({ of, close }: { of: Matter; close: () => void }) {
	const others = rooms.value.filter((room) => room.id !== of.room);
	const kinds = Object.keys(words.link_kind) as Words["link_kind"][];
	const [kind, setKind] = useState(kinds[0] ?? "parent");
	const [room, setRoom] = useState(0);
	const [refusal, setRefusal] = useState("");
	const give = async (e: Event): Promise<void> => {
		e.preventDefault();
		try {
			await api.command(of.room, "link_room", { kind, room: roomList.value.get(room)?.key ?? "" });
			close();
		} catch (fault) {
			setRefusal(fault instanceof Refusal ? fault.message : String(fault));
		}
	};

	return (
		<Dialog title={say.link_room} close={close}>
			<form class="form" onSubmit={(e) => void give(e)}>
				<p class="lead">{say.link_lead}</p>
				<div class="field">
					<label for="link-room">{say.link_which}</label>
					<select id="link-room" required value={room || ""} onChange={(e) => setRoom(Number(e.currentTarget.value))}>
						<option value="">{say.none_chosen}</option>
						{others.map((one) => <option key={one.id} value={one.id}>{roomTitle(one)}</option>)}
					</select>
				</div>
				<fieldset class="field">
					<legend>{say.link_kind}</legend>
					<span class="choices">
						{kinds.map((word) => (
							<label key={word} class="choice">
								<input type="radio" name="link-kind" checked={kind === word} onChange={() => setKind(word)} />
								<span><strong>{wordly(word)}</strong> <small>{words.link_kind[word]}</small></span>
							</label>
						))}
					</span>
				</fieldset>
				{refusal && <p class="refusal" role="alert">{refusal}</p>}
				<div class="buttons"><button type="submit" class="primary">{say.link_room}</button><button type="button" onClick={close}>{say.cancel}</button></div>
			</form>
		</Dialog>
	);
}

/** For the room's settings: links are made and taken back here. */
export function Links({ of }: { of: Matter }) {
	const [making, setMaking] = useState(false);
	const past = useContext(Past);
	const alone = rooms.value.length < 2;
	const seen = linkedWith(of);

	return (
		<>
			{seen.length > 0 && (
				<ul class="rows">
					{seen.map((one) => (
						<li key={one.key}>
							<LinkedRoom one={one} />
							{one.link && <Give command="unlink_room" room={of.room} fixed={{ link: one.link.id }} label={say.unlink_room} tone="quiet" />}
						</li>
					))}
				</ul>
			)}
			{!past && <p><button type="button" onClick={() => setMaking(true)} disabled={alone} title={alone ? say.link_no_other : undefined}>{say.link_room}</button> {alone && <small class="why-not">{say.link_no_other}.</small>}</p>}
			{making && <MakeLink of={of} close={() => setMaking(false)} />}
		</>
	);
}
