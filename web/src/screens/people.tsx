// people -- who the organisation knows, and whose keys count: inviting, vouching, ejecting.

import { useState } from "preact/hooks";
import { b64u, random, sha256, utf8 } from "../bytes";
import { Give, Press } from "../form";
import type { Entities } from "../gen/api";
import { Mark, Person, Section, Time } from "../show";
import { charter, me } from "../store";
import { say } from "../text";
import { SignDialog } from "./answer";
import { Words } from "./enter";

/** A command that hands out a link: its secret is made here, and only its hash is sent. */
function Invite({ command, fixed, label, tone }: { command: "invite_person" | "invite_again"; fixed?: Record<string, unknown>; label: string; tone?: "primary" | "quiet" }) {
	const [secret, setSecret] = useState(() => b64u(random(32)));
	const [link, setLink] = useState("");
	const done = (): void => {
		setLink(`${location.origin}/enrol#${secret}`);
		setSecret(b64u(random(32)));
	};

	return (
		<>
			<Give command={command} room={0} fixed={fixed ?? {}} only={["name", "organisation"]} label={label} tone={tone ?? "plain"}
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
					<Give command="revoke_credential" room={0} fixed={{ credential: credential.id }} label={say.revoke_key} tone="quiet" />
				</span>
			)}
			{open && (
				<SignDialog asksNote={false} close={() => setOpen(false)} wish={{ verb: "vouch", room: 0, object: credential.id, option: 0, seat: 0, note: "", subject: [] }}>
					{({ words }) => (
						<>
							<p class="lead">{say.vouch_lead} <Person id={credential.person} /></p>
							<Words words={words} />
							<p>{say.vouch_check}</p>
						</>
					)}
				</SignDialog>
			)}
		</li>
	);
}

function PersonRow({ person }: { person: Entities["person"] }) {
	const keys = charter.all("credential").filter((key) => key.person === person.id && key.state === "vouched");
	const seats = charter.all("seat").filter((seat) => seat.holders.includes(person.id)).map((seat) => seat.title ?? seat.label);

	return (
		<li class={person.ejected ? "faint" : ""}>
			<span>
				<strong><Person id={person.id} /></strong> {person.officer && <Mark tone="accent">{say.officer}</Mark>} {person.ejected && <Mark>{say.ejected}</Mark>}
				{!person.enrolled && !person.ejected && <Mark tone="warn">{say.no_key}</Mark>}
				<small>{[...seats, person.organisation].filter(Boolean).join(" · ")}</small>
			</span>
			<span class="buttons">
				{me.value?.officer && !person.ejected && <Invite command="invite_again" fixed={{ person: person.id }} label={say.invite_again} tone="quiet" />}
				{(me.value?.officer || person.id === me.value?.person) && keys.map((key) => <Give key={key.id} command="revoke_credential" room={0} fixed={{ credential: key.id }} label={`${say.revoke_key} #${key.id}`} tone="quiet" />)}
				{me.value?.officer && !person.ejected && person.id !== me.value.person && <Give command="eject_person" room={0} fixed={{ person: person.id }} label={say.eject} tone="danger" />}
			</span>
		</li>
	);
}

export function People() {
	const pending = charter.all("credential").filter((credential) => credential.state === "pending");

	return (
		<>
			{pending.length > 0 && <Section title={say.pending}><ul class="rows">{pending.map((credential) => <Vouch key={credential.id} credential={credential} />)}</ul></Section>}
			<Section title={say.people} action={me.value?.officer && <Invite command="invite_person" label={say.invite} tone="primary" />}>
				<ul class="rows">{charter.all("person").map((person) => <PersonRow key={person.id} person={person} />)}</ul>
			</Section>
		</>
	);
}
