// rooms -- the list, and the two ways in: report what you see, or declare.

import { Form, Give } from "../form";
import { words } from "../gen/api";
import { later } from "../later";
import { useNotMine } from "../may";
import { isGuest } from "../places";
import { charterHref, go, roomHref } from "../route";
import { Empty, Mark, SeverityBadge, Time, Tlp, Word, personName, roomTitle } from "../show";
import { charter, me, rooms } from "../store";
import { say } from "../text";
import { WaitsFirst } from "./work";

/** An organisation that was just begun: whatever comes up, nobody could decide it. */
const bare = (): boolean => charter.all("person").length === 1 || charter.all("rule").length === 0;

const Calm = later(() => import("./calm").then((part) => part.Calm));

/** Nothing is open here: there is time for what would fail in the next night. */
const isCalm = (): boolean => charter.ready.value && !isGuest() && !bare() && rooms.value.every((room) => room.phase === "closed" || room.dismissed);

export function Rooms() {
	const never = useNotMine("new", "declare_room")?.never;

	return (
		<>
			<header class="page-head">
				<h1>{say.rooms}</h1>
				<div class="buttons">
					<a class="button" href="/report">{say.report}</a>
					{!never && <a class="button" href="/declare">{say.declare}</a>}
				</div>
			</header>
			<WaitsFirst />
			{rooms.value.length === 0 && <Empty>{say.no_rooms} {say.no_rooms_yet}</Empty>}
			{me.value?.officer && bare() && <p>{say.no_charter_yet} <a href={charterHref("readiness")}>{say.readiness}</a></p>}
			{isCalm() && <Calm />}
			<ul class="cards">
				{rooms.value.map((room) => (
					<li key={room.id}>
						<a class="card room-card" href={roomHref(room.id, room.whole ? "now" : "talk")}>
							<span class="line"><strong>{roomTitle(room)}</strong> <SeverityBadge severity={room.severity} /> <Tlp label={room.tlp} /> <Mark><Word word={room.dismissed ? say.dismissed : room.phase} /></Mark></span>
							<span class="clamp">{room.whole ? room.title ?? say.erased : say.guest_line}</span>
							<small><Time at={room.opened} />{room.commander ? ` · ${say.commander}: ${personName(room.commander)}` : ""}</small>
						</a>
					</li>
				))}
			</ul>
		</>
	);
}

/** Whom the server takes for who may look at a suspicion: whoever else has a seat, or is a deputy for one. */
function lookers(): { value: string; text: string }[] {
	const seated = new Set(charter.all("seat").flatMap(({ holders, deputies }) => [...holders, ...deputies]));

	return charter.all("person").filter((one) => seated.has(one.id) && !one.outside && !one.ejected && one.id !== me.value?.person).map(({ id }) => ({ value: String(id), text: personName(id) }));
}

export function Report() {
	return (
		<div class="narrow">
			<h1>{say.report}</h1>
			<p class="lead">{say.report_lead}</p>
			<Form command="report_suspicion" room="new" choices={{ tell: lookers() }} asks={(field, words) => field !== "tell" || !!words["restricted"]} submit={say.report} done={(r) => go(roomHref(r.room))} />
		</div>
	);
}

/** Who may not is told so before they write, and what they may do instead. */
export function Declare() {
	const notMine = useNotMine("new", "declare_room");

	if (notMine)
		return (
			<div class="narrow">
				<h1>{say.declare}</h1>
				<p>{notMine.why} {say.report_instead}</p>
				<p><a class="button primary" href="/report">{say.report}</a></p>
			</div>
		);
	return (
		<div class="narrow">
			<h1>{say.declare}</h1>
			<p class="lead">{say.declare_lead}</p>
			<Form command="declare_room" room="new" only={["title", "severity", "kind", "codename", "restricted"]} submit={say.declare} done={(r) => go(roomHref(r.room))} />
		</div>
	);
}

/** What was reported becomes no exercise. */
const meant = Object.entries(words.room_kind).filter(([value]) => value !== "exercise").map(([value, text]) => ({ value, text }));

/** What can be done with a suspicion: declare it, watch it, or dismiss it; the last two with a reason. */
export function Triage({ room }: { room: number }) {
	return (
		<div class="buttons">
			<Give command="declare" room={room} label={say.declare_this} tone="primary" only={["title", "severity", "kind", "codename"]} choices={{ kind: meant }} />
			<Give command="watch" room={room} only={["why", "until"]} label={say.watch} />
			<Give command="dismiss" room={room} label={say.dismiss} />
		</div>
	);
}
