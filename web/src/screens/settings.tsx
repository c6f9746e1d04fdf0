// settings -- what is seldom changed of a room: how bad, where it stands, who is in it, and the rooms it has to do with.

import { useContext, useState } from "preact/hooks";
import { Refusal, api } from "../api";
import { Dialog, Give, Past, Press } from "../form";
import { type Words, words } from "../gen/api";
import { roomHref } from "../route";
import { Person, Section, roomTitle } from "../show";
import { type Matter, roomList, rooms } from "../store";
import { say } from "../text/settings";
import { wordly } from "../text";
import { LinkedRoom, linkedWith } from "./aims";

function MakeLink({ of, close }: { of: Matter; close: () => void }) {
	const others = rooms.value.filter((room) => room.id !== of.room);
	const kinds = Object.keys(words.link_kind) as Words["link_kind"][];
	const [kind, setKind] = useState(kinds[0] ?? "parent");
	const [room, setRoom] = useState(0);
	const [refusal, setRefusal] = useState("");
	const give = async (e: Event): Promise<void> => {
		e.preventDefault();
		if (linkedWith(of).some((one) => one.room.id === room && one.text === wordly(kind))) return setRefusal(say.link_already);
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

/** Links are made and taken back here. */
function Links({ of }: { of: Matter }) {
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
			{!past && <p><Press label={say.link_room} run={() => setMaking(true)} because={alone ? say.link_no_other : undefined} /> {alone && <small class="why-not">{say.link_no_other}.</small>}</p>}
			{making && <MakeLink of={of} close={() => setMaking(false)} />}
		</>
	);
}

/** The settings of the room. */
export function Steer({ of }: { of: Matter }) {
	const room = of.one("room", of.room);

	if (!room) return null;
	return (
		<Section title={say.steer}>
			<p class="buttons">
				<Give command="set_severity" room={of.room} label={say.set_severity} />
				<Give command="set_phase" room={of.room} label={say.set_phase} />
				<a class="button" href={roomHref(of.room, "access")}>{say.access}</a>
				{room.phase === "closed"
					? <Give command="reopen_room" room={of.room} label={say.reopen_room} />
					: <Give command="close_room" room={of.room} label={say.close_room} tone="quiet" />}
			</p>
			<Links of={of} />
			<p><small>{say.members}: {of.members().map((id, i) => <span key={id}>{i ? ", " : ""}<Person id={id} /></span>)}</small></p>
		</Section>
	);
}
