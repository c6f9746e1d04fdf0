// demo -- who is in the demonstration, and being one of them; stopping the colleagues; an empty organisation instead.

import { useState } from "preact/hooks";
import { type Demo, type Played, api } from "../api";
import { sweepDrafts } from "../draft";
import { Dialog } from "../form";
import { sessionChanged } from "../live";
import { emptyOutbox } from "../outbox";
import { charterHref, place, roomHref } from "../route";
import { Mark, seatsHeld } from "../show";
import { waitingFor } from "../standing";
import { charter, known, me, rooms } from "../store";
import { say } from "../text/demo";
import { Refused, useStep } from "./enter";

/* ---- being somebody else ---- */

/** Where they may be, as near to here as can be.  Everything is fetched anew: what I saw is not theirs to see. */
async function become(person: number): Promise<void> {
	const at = place.value;

	await api.become(person);
	await sessionChanged();
	const room = at.place === "room" ? rooms.value.find(({ id }) => id === at.room) : undefined;

	if (at.place !== "room" || room?.whole) location.reload();
	else location.assign(room ? roomHref(room.id) : "/rooms");
}

/** In which seats they are, or might be; or where they are from. */
function standing(person: Played): string {
	const deputy = charter.all("seat").filter((seat) => seat.deputies.includes(person.id)).map((seat) => seat.title ?? seat.label);

	if (person.organisation) return say.demo_guest(person.organisation);
	return seatsHeld(person.id).join(", ") || (deputy.length ? say.demo_deputy(deputy.join(", ")) : say.demo_no_seat);
}

const waiting = (person: number): number =>
	rooms.value.reduce((sum, room) => sum + (known(room.id)?.ready.value ? waitingFor(known(room.id)!, person).length : 0), 0);

function One({ person, be }: { person: Played; be: (id: number) => void }) {
	const waits = waiting(person.id);
	const mine = person.id === me.value?.person;

	return (
		<li>
			<button type="button" aria-current={mine ? "true" : undefined} onClick={() => be(person.id)}>
				<span><strong>{person.name}</strong><small>{standing(person)}</small></span>
				{mine ? <Mark tone="accent">{say.demo_mine}</Mark> : waits > 0 && <Mark tone="warn">{say.demo_waits(waits)}</Mark>}
			</button>
		</li>
	);
}

/* ---- an empty organisation ---- */

const patience = 60;

/** The server ends and begins with another record; it knows nobody then. */
async function begun(): Promise<void> {
	for (let i = 0; i < patience; i++) {
		await new Promise((done) => setTimeout(done, 300));
		const is = await api.me().catch(() => undefined);
		if (is && !is.signed_in) return;
	}
	throw new Error(say.demo_not_begun);
}

function Anew({ back }: { back: () => void }) {
	const step = useStep();
	const [organisation, setOrganisation] = useState("");
	const [name, setName] = useState("");
	const begin = (e: Event): void => {
		e.preventDefault();
		void step.run(async () => {
			const { key } = await api.demoAnew(organisation, name);
			sweepDrafts(true);
			emptyOutbox();
			await begun();
			location.assign(`/demo#${key}`);
		});
	};

	return (
		<>
			<p class="lead">{say.demo_anew_lead}</p>
			<form class="form" onSubmit={begin}>
				<div class="field"><label for="anew-organisation">{say.demo_organisation}</label><input id="anew-organisation" required maxLength={120} value={organisation} onInput={(e) => setOrganisation(e.currentTarget.value)} /></div>
				<div class="field"><label for="anew-name">{say.demo_name}</label><input id="anew-name" required maxLength={120} value={name} onInput={(e) => setName(e.currentTarget.value)} /></div>
				<Refused text={step.refusal} />
				<p class="buttons"><button type="submit" class="primary" disabled={step.busy}>{say.demo_anew_button}</button><button type="button" class="quiet" onClick={back}>{say.cancel}</button></p>
			</form>
		</>
	);
}

/* ---- all of it ---- */

type Asking = "who" | "all seats" | "anew";
interface CastProps { is: Demo | undefined; changed: () => void; close: () => void }

interface WhoProps { is: Demo | undefined; ask: (what: Asking) => void; set: (are: Demo["colleagues"]) => void; close: () => void }

function Who({ is, ask, set, close }: WhoProps) {
	const step = useStep();
	const people = [...is?.people ?? []].sort((a, b) => Number(seatsHeld(b.id).length > 0) - Number(seatsHeld(a.id).length > 0) || a.id - b.id);

	return (
		<>
			<p class="lead">{say.demo_cast_lead} {is && say.colleagues[is.colleagues]} <a href={charterHref("readiness")} onClick={close}>{say.demo_at_night}</a></p>
			<Refused text={step.refusal} />
			<ul class="cast">{people.map((person) => <One key={person.id} person={person} be={(id) => void step.run(() => become(id))} />)}</ul>
			<p class="buttons">
				{is?.colleagues === "play" && <button type="button" onClick={() => set("pause")}>{say.colleagues_stop}</button>}
				{is?.colleagues === "pause" && <button type="button" class="primary" onClick={() => set("play")}>{say.colleagues_go_on}</button>}
				{is && is.colleagues !== "gone" && <button type="button" onClick={() => ask("all seats")}>{say.colleagues_send_away} …</button>}
				{is?.anew && <button type="button" onClick={() => ask("anew")}>{say.demo_anew} …</button>}
			</p>
		</>
	);
}

const titles: Record<Asking, string> = { who: say.demo_cast, "all seats": say.colleagues_send_away, anew: say.demo_anew };

export function Cast({ is, changed, close }: CastProps) {
	const step = useStep();
	const [asking, setAsking] = useState<Asking>("who");
	const back = (): void => setAsking("who");
	const set = (are: Demo["colleagues"]): void => void step.run(async () => {
		await api.colleagues(are);
		changed();
		back();
	});

	return (
		<Dialog title={titles[asking]} close={close}>
			<Refused text={step.refusal} />
			{asking === "who" && <Who is={is} ask={setAsking} set={set} close={close} />}
			{asking === "all seats" && (
				<>
					<p class="lead">{say.colleagues_send_away_lead}</p>
					<p class="buttons"><button type="button" class="primary" onClick={() => set("gone")}>{say.colleagues_send_away}</button><button type="button" class="quiet" onClick={back}>{say.cancel}</button></p>
				</>
			)}
			{asking === "anew" && <Anew back={back} />}
		</Dialog>
	);
}
