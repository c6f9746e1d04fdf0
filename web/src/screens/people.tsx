// people -- who the organisation knows, and whose keys count: inviting, vouching, ejecting.

import { useState } from "preact/hooks";
import { awayUntil } from "../calling";
import { b64u, random, sha256, utf8 } from "../bytes";
import { Give, Press } from "../form";
import type { Entities } from "../gen/api";
import { Mark, Person, Section, Time } from "../show";
import { charter, me } from "../store";
import { say } from "../text/charter";
import { verbLong } from "../text/verbs";
import { wishFor } from "../act";
import { SignDialog } from "./sign";
import { Words } from "./enrol";

/** A command that hands out a link: its secret is made here, and only its hash is sent. */
function Invite({ command, fixed, only = [], label, tone }: { command: "invite_person" | "invite_again"; fixed?: Record<string, unknown>; only?: string[]; label: string; tone?: "primary" | "quiet" }) {
	const [secret, setSecret] = useState(() => b64u(random(32)));
	const [link, setLink] = useState("");
	const done = (): void => {
		setLink(`${location.origin}/enrol#${secret}`);
		setSecret(b64u(random(32)));
	};

	return (
		<>
			<Give command={command} room={0} fixed={fixed ?? {}} only={only} label={label} tone={tone ?? "plain"}
				complete={async () => ({ secret: b64u(await sha256(utf8(secret))) })} done={done} />
			{link && <p class="invitation" role="status">{say.invited} <code class="link">{link}</code></p>}
		</>
	);
}

function Vouch({ credential }: { credential: Entities["credential"] }) {
	const [open, setOpen] = useState(false);

	return (
		<li>
			<span><Person id={credential.person} /> <small><Time at={credential.at} /> · {credential.more === 2 ? say.vouch_two : say.vouch_one}</small></span>
			{(me.value?.officer || credential.person === me.value?.person) && (
				<span class="buttons">
					<Press label={say.vouch} tone="primary" run={() => setOpen(true)} />
					<Revoke credential={credential} label={say.revoke_key} />
				</span>
			)}
			{open && (
				<SignDialog note="no" close={() => setOpen(false)} wish={wishFor("vouch", credential.id)}>
					{({ words }) => (
						<>
							<p class="lead"><Person id={credential.person} />: {say.vouch_lead}</p>
							<Words words={words} />
							<p>{say.vouch_check}</p>
						</>
					)}
				</SignDialog>
			)}
		</li>
	);
}

/** A key is ended by its person or an officer: they see whose it is, and sign. */
export function Revoke({ credential, label }: { credential: Entities["credential"]; label: string }) {
	const [open, setOpen] = useState(false);

	return (
		<>
			<Press label={label} tone="quiet" run={() => setOpen(true)} />
			{open && (
				<SignDialog note="must" close={() => setOpen(false)} wish={wishFor("revoke", credential.id)}>
					{({ wish, words }) => (
						<>
							<p class="verdict">{verbLong.revoke}</p>
							<p>{say.revoke_check} <strong><Person id={credential.person} /></strong></p>
							<Words words={words} />
							<blockquote>{wish.note}</blockquote>
						</>
					)}
				</SignDialog>
			)}
		</>
	);
}

export function Eject({ person }: { person: Entities["person"] }) {
	const [open, setOpen] = useState(false);

	return (
		<>
			<Press label={say.eject} tone="danger" run={() => setOpen(true)} />
			{open && (
				<SignDialog note="must" close={() => setOpen(false)} wish={wishFor("eject", person.id)}>
					{({ wish, subject: [entry] }) => (
						<>
							<p class="verdict">{verbLong.eject}</p>
							<p><strong>{typeof entry?.fields["name"] === "string" ? entry.fields["name"] : say.erased}</strong> {typeof entry?.fields["organisation"] === "string" && entry.fields["organisation"]}</p>
							<blockquote>{wish.note}</blockquote>
						</>
					)}
				</SignDialog>
			)}
		</>
	);
}

function PersonRow({ person }: { person: Entities["person"] }) {
	const keys = charter.all("credential").filter((key) => key.person === person.id && key.state === "vouched");
	const seats = charter.all("seat").filter((seat) => seat.holders.includes(person.id)).map((seat) => seat.title ?? seat.label);
	const away = awayUntil(person.id);

	return (
		<li class={person.ejected ? "faint" : ""}>
			<span>
				<strong><Person id={person.id} /></strong> {person.officer && <Mark tone="accent">{say.officer}</Mark>} {person.ejected && <Mark>{say.ejected}</Mark>} {person.until && <Mark tone="warn">{say.guest_until} <Time at={person.until} /></Mark>}
				{away && <Mark tone="warn">{say.calls.away} <Time at={away} /></Mark>}
				{!person.enrolled && !person.ejected && <Mark tone="warn">{say.no_key}</Mark>}
				<small>{[...seats, person.organisation].filter(Boolean).join(" · ")}</small>
			</span>
			<span class="buttons">
				{me.value?.officer && person.outside && !person.ejected && <Give command="set_guest_end" room={0} fixed={{ person: person.id }} offered={{ until: person.until }} label={say.guest_end} tone="quiet" />}
				{me.value?.officer && !person.ejected && <Invite command="invite_again" fixed={{ person: person.id }} label={say.invite_again} tone="quiet" />}
				{(me.value?.officer || person.id === me.value?.person) && keys.map((key) => <Revoke key={key.id} credential={key} label={`${say.revoke_key} #${key.id}`} />)}
				{me.value?.officer && !person.ejected && person.id !== me.value.person && <Eject person={person} />}
			</span>
		</li>
	);
}

export function People() {
	const pending = charter.all("credential").filter((credential) => credential.state === "pending");

	return (
		<>
			{pending.length > 0 && <Section title={say.pending}><ul class="rows">{pending.map((credential) => <Vouch key={credential.id} credential={credential} />)}</ul></Section>}
			<Section title={say.people} action={me.value?.officer && (
				<span class="buttons">
					<Invite command="invite_person" only={["name"]} label={say.invite} tone="primary" />
					<Invite command="invite_person" fixed={{ outside: true }} only={["name", "organisation", "until"]} label={say.invite_guest} />
				</span>
			)}>
				<ul class="rows">{charter.all("person").map((person) => <PersonRow key={person.id} person={person} />)}</ul>
			</Section>
		</>
	);
}
