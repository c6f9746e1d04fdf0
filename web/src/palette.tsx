// palette -- one field that reaches everything: places, rooms, open decisions, and what this screen offers.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { actions, whenOffered } from "./action";
import { api } from "./api";
import { Dialog } from "./form";
import type { Entities } from "./gen/api";
import { keysOpen, paletteOpen, setSingleKeys, singleKeys } from "./keyboard";
import { charterSpots, everySpot, isGuest } from "./places";
import { type CharterTab, type Place, type RoomTab, charterHref, go, place, roomHref } from "./route";
import { roomTitle } from "./show";
import { known, me, roomList, rooms } from "./store";
import { say as access } from "./text/access";
import { say as account } from "./text/account";
import { say as charter } from "./text/charter";
import { say as delegations } from "./text/delegations";
import { say as documents } from "./text/documents";
import { say as drill } from "./text/drill";
import { say as files } from "./text/files";
import { say } from "./text/palette";
import { say as record } from "./text/record";
import { say as roster } from "./text/roster";
import { say as scope } from "./text/scope";
import { say as settings } from "./text/settings";
import { say as tasks } from "./text/tasks";

interface Offer { group: keyof typeof say.palette_groups; name: string; about: string; key: string; because?: string | undefined; run: () => void }

const most = 40;
const mostRooms = 20;

const to = (href: string) => () => go(href);

/** What the screens of a room offer, whichever of them one looks at. */
const inRoom: Partial<Record<RoomTab, string[]>> = {
	now: [say.assert_fact, say.request, say.set_objective, say.start_clock],
	decide: [say.open_decision],
	do: [tasks.open_task],
	say: [documents.open_document, files.bring_file],
	scope: [scope.scope_paste, scope.occurrence_record],
	people: [roster.duty.i_am_on, roster.duty.hand_over],
	access: [access.label_room_change, access.restrict_room, say.open_channel],
	settings: [settings.set_severity, settings.set_phase, settings.link_room, settings.close_room, settings.reopen_room],
};

/** What the charter's screens offer an officer. */
const inCharter: Partial<Record<CharterTab, string[]>> = {
	people: [charter.invite, charter.invite_guest],
	seats: [delegations.delegation.set, delegations.delegation.away],
	readiness: [drill.drill.start],
	changes: [charter.change_charter],
};

const inAccount = [account.away_set, account.reach_set, account.keys_button, account.issue_token, account.sign_out];

interface Elsewhere { href: string; about: string; names: string[] }

function everyScreen(at: Place): Elsewhere[] {
	const room = at.place === "room" && at.at === undefined && roomList.value.get(at.room)?.whole ? at.room : undefined;

	if (!me.value?.signed_in || (at.place === "room" && at.at !== undefined)) return [];
	return [
		...(room === undefined ? [] : Object.entries(inRoom).map(([tab, names]) => ({ href: roomHref(room, tab as RoomTab), about: say.tab[tab as RoomTab], names }))),
		...(!me.value.officer || isGuest() ? [] : Object.entries(inCharter).map(([tab, names]) => ({ href: charterHref(tab as CharterTab), about: say.charter, names }))),
		...(isGuest() ? [] : [{ href: "/record", about: say.record, names: [record.verify] }]),
		{ href: "/account", about: say.account, names: inAccount },
	];
}

/** Goes there, and does it as soon as that screen offers it. */
const doThere = (href: string, name: string) => (): void => {
	go(href);
	whenOffered(name, ({ because, run }) => { if (!because?.()) run(); });
};

const elsewhere = (here: Offer[]): Offer[] =>
	everyScreen(place.value).flatMap(({ href, about, names }) => names.filter((name) => !here.some((one) => one.name === name))
		.map((name): Offer => ({ group: "here", name, about, key: "", run: doThere(href, name) })));

function fixedOffers(): Offer[] {
	const here = actions().map((action): Offer =>
		({ group: "here", name: action.name, about: action.about?.() ?? "", key: action.hotkey ?? "", because: action.because?.(), run: action.run }));
	const spots = everySpot(place.value).map((spot): Offer => ({ group: "places", name: spot.text, about: "", key: `g ${spot.key}`, run: to(spot.href) }));
	const tabs = charterSpots().map((tab): Offer => ({ group: "places", name: say[tab], about: say.charter, key: "", run: to(charterHref(tab)) }));
	const open = rooms.value.map((room): Offer => ({ group: "rooms", name: roomTitle(room), about: room.title ?? "", key: "", run: to(roomHref(room.id)) }));

	return [...here, ...elsewhere(here), ...spots, ...tabs, { group: "places", name: say.keys_title, about: "", key: "?", run: () => { keysOpen.value = true; } }, ...open];
}

const offerOf = (room: Entities["room"], decision: Entities["decision"]): Offer =>
	({ group: "decisions", name: decision.question ?? say.erased, about: roomTitle(room), key: "", run: to(roomHref(room.id, "decide", decision.id)) });

/** The open decisions of every room that is not closed: from what is known here, else asked for once. */
async function decisions(room: Entities["room"]): Promise<Offer[]> {
	const of = known(room.id);
	const all = of?.ready.value ? of.all("decision")
		: (await api.room(room.id)).entities.filter((entity) => entity.entity === "decision");

	return all.filter((decision) => decision.state === "open").map((decision) => offerOf(room, decision));
}

function useOffers(): Offer[] {
	const [open, setOpen] = useState<Offer[]>([]);

	useEffect(() => {
		for (const room of rooms.value.filter((one) => one.phase !== "closed").slice(0, mostRooms))
			void decisions(room).then((more) => setOpen((had) => [...had, ...more]), () => undefined);
	}, []);
	return [...fixedOffers(), ...open];
}

/** What is not called so may have been said so: at the end, the way to the search. */
const searchFor = (typed: string): Offer[] => (/[\p{L}\p{N}]/u.test(typed) ? [{ group: "search", name: say.search_for(typed), about: "", key: "", run: to(`/search?q=${encodeURIComponent(typed)}`) }] : []);

/** Every word typed must occur; a name that begins with what was typed comes first. */
function matching(offers: Offer[], typed: string): Offer[] {
	const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
	const hits = offers.filter(({ name, about }) => wanted.every((word) => `${name} ${about}`.toLowerCase().includes(word)));
	const begins = (offer: Offer): number => Number(offer.name.toLowerCase().startsWith(typed.toLowerCase()));

	return (typed ? hits.toSorted((a, b) => begins(b) - begins(a)) : hits).slice(0, most);
}

export function Palette() {
	const id = useId();
	const offers = useOffers();
	const [typed, setTyped] = useState("");
	const [at, setAt] = useState(0);
	const list = useRef<HTMLUListElement>(null);
	const called = matching(offers, typed);
	const found = [...called, ...searchFor(typed)];
	const active = Math.min(at, found.length - 1);
	const shut = (): void => { paletteOpen.value = false; };
	const run = (offer: Offer | undefined): void => {
		if (!offer || offer.because) return;
		shut();
		setTimeout(offer.run);          // after the dialog has given the focus back
	};
	const steps: Record<string, () => void> = {
		ArrowDown: () => setAt((active + 1) % Math.max(1, found.length)),
		ArrowUp: () => setAt((active - 1 + found.length) % Math.max(1, found.length)),
		Home: () => setAt(0),
		End: () => setAt(found.length - 1),
		Enter: () => run(found[active]),
	};
	const key = (e: KeyboardEvent): void => {
		const step = steps[e.key];
		if (!step || e.isComposing) return;
		e.preventDefault();
		step();
	};

	useEffect(() => { list.current?.children[active]?.scrollIntoView({ block: "nearest" }); }, [active, typed]);
	return (
		<Dialog title={say.palette} close={shut}>
			<input class="palette-input" type="text" role="combobox" aria-label={say.palette_lead} placeholder={say.palette_lead} autocomplete="off" spellcheck={false} autoFocus
				aria-autocomplete="list" aria-expanded="true" aria-controls={`${id}list`} aria-activedescendant={found[active] && `${id}${active}`}
				value={typed} onKeyDown={key} onInput={(e) => { setTyped(e.currentTarget.value); setAt(0); }} />
			<p class="hidden" role="status">{say.palette_found(called.length)}</p>
			<ul class="palette" role="listbox" id={`${id}list`} aria-label={say.palette} ref={list}>
				{found.map((offer, i) => (
					<li key={i} id={`${id}${i}`} role="option" aria-selected={i === active} aria-disabled={!!offer.because} onClick={() => run(offer)} onMouseMove={() => setAt(i)}>
						<span class="palette-name">{offer.name}{offer.about && <small> {offer.about}</small>}{offer.because && <small> {offer.because}</small>}</span>
						<small>{say.palette_groups[offer.group]}</small>
						{offer.key && <kbd>{offer.key}</kbd>}
					</li>
				))}
			</ul>
			{called.length === 0 && <p class="empty">{say.palette_nothing}</p>}
		</Dialog>
	);
}

/** Every key that means something here, and what is reached through the palette. */
export function Keys() {
	const shut = (): void => { keysOpen.value = false; };
	const here = actions();
	const keyed = here.filter((action) => action.hotkey);
	const others = [...new Set(here.filter((action) => !action.hotkey).map((action) => action.name))];
	const row = (key: string, text: string) => <li key={key + text}><span>{text}</span> <kbd>{key}</kbd></li>;

	return (
		<Dialog title={say.keys_title} close={shut}>
			<ul class="key-list">
				{row("Ctrl K", say.palette_lead)}
				{row("?", say.keys_title)}
				{row("Esc", say.close)}
				{row("Ctrl Enter", say.keys_send)}
			</ul>
			<h3>{say.keys_go}</h3>
			<ul class="key-list">{everySpot(place.value).map((spot) => row(`g ${spot.key}`, spot.text))}</ul>
			<h3>{say.keys_here}</h3>
			<ul class="key-list">{keyed.map((action) => row(action.hotkey ?? "", action.name))}</ul>
			{others.length > 0 && <p><small>{say.keys_by_palette} {others.join(" · ")}</small></p>}
			<label class="choice field">
				<input type="checkbox" checked={singleKeys.value} onChange={(e) => setSingleKeys(e.currentTarget.checked)} /><span>{say.keys_single}</span>
			</label>
		</Dialog>
	);
}
