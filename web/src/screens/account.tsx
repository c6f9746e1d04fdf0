// account -- me: where I am signed in, recovery codes, programs that act for me.

import { useEffect, useState } from "preact/hooks";
import { type Session, api } from "../api";
import { awayUntil, reachOf } from "../calling";
import { b64u, random, sha256, utf8 } from "../bytes";
import { sweepDrafts } from "../draft";
import { myZone } from "../duty";
import { entriesAt } from "../entry";
import { Give, Press } from "../form";
import { commands } from "../gen/commands";
import { later } from "../later";
import { sessionChanged } from "../live";
import { emptyOutbox } from "../outbox";
import { make } from "../new_passkey";
import { charterHref, go } from "../route";
import { Left, Mark, Section, Time, personName, seatsHeld } from "../show";
import { charter, me } from "../store";
import { wordly } from "../text";
import { say } from "../text/account";
import { type Made, Words } from "./enrol";
import { Refused, useStep } from "./enter";
import { Revoke } from "./people";
import { SignToken } from "./token";

const Devices = later(() => import("./devices").then((part) => part.Devices));

function Sessions() {
	const [sessions, setSessions] = useState<Session[]>([]);
	const load = () => void api.sessions().then(setSessions, () => setSessions([]));

	useEffect(load, []);
	return (
		<Section title={say.sessions}>
			<ul class="rows">
				{sessions.map((session) => (
					<li key={session.id}>
						<span>{session.device && <strong>{session.device}</strong>} <Mark>{say.strength[session.strength]}</Mark> {say.since} <Time at={session.since} /> {session.current ? <em>{say.session_current}</em> : <small>{session.used ? <>{say.session_used} <Time at={session.used} /></> : say.session_idle}</small>}</span>
						{!session.current && <Press label={say.session_end} tone="quiet" run={() => void api.revokeSession(session.id).then(load)} />}
					</li>
				))}
			</ul>
		</Section>
	);
}

const keyTone = { vouched: "good", pending: "warn", revoked: "plain" } as const;

/** My keys, and one more: a demonstration counts it at once, elsewhere it waits to be vouched for. */
function Keys() {
	const step = useStep();
	const [made, setMade] = useState<Made>();
	const mine = charter.all("credential").filter((key) => key.person === me.value?.person && key.state !== "revoked");
	const enrol = () => step.run(async () => {
		const wish = await api.enrolStart();
		const held = mine.length ? await entriesAt(charter.room, mine.map(({ id }) => id)) : [];
		const { words, ...key } = await make(wish, held.map((entry) => String(entry.fields["id"])));
		setMade({ ...(await api.enrolFinish({ request: wish.request, ...key })), words });
	});

	return (
		<Section title={say.keys} action={<Press label={say.keys_button} busy={step.busy || me.value?.strength === "weak"} run={() => void enrol()} />}>
			{mine.length === 0 && <p class="empty">{say.keys_none}</p>}
			<ul class="rows">
				{mine.map((key) => <li key={key.id}><span><Mark tone={keyTone[key.state]}>{wordly(key.state)}</Mark> {say.since} <Time at={key.at} /></span> <Revoke credential={key} label={`${say.revoke_key} #${key.id}`} /></li>)}
			</ul>
			{made && <p role="status">{made.vouched ? say.enrol_vouched : say.keys_pending} {!made.vouched && <a href="/charter/people">{say.vouch}</a>}</p>}
			{made && !made.vouched && <Words words={made.words} />}
			<Refused text={step.refusal} />
		</Section>
	);
}

function Codes() {
	const [codes, setCodes] = useState<string[]>([]);
	const [refusal, setRefusal] = useState("");

	return (
		<Section title={say.codes}>
			<p>{say.codes_lead}</p>
			{codes.length > 0 && <ul class="codes">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>}
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			<Press label={say.codes_button} run={() => void api.recoveryCodes().then(setCodes, (e: Error) => setRefusal(e.message))} />
		</Section>
	);
}

function Tokens() {
	const [secret] = useState(() => b64u(random(32)));
	const [made, setMade] = useState("");
	const [signing, setSigning] = useState(0);
	const mine = charter.all("token").filter((token) => token.owner === me.value?.person && !token.revoked);

	return (
		<Section title={say.tokens} action={
			<Give command="issue_token" room={0} label={say.issue_token} only={["scope", "days", "purpose"]}
				complete={async () => ({ secret: b64u(await sha256(utf8(secret))) })} done={({ seq }) => { setMade(`tocsin_${secret}`); setSigning(seq); }} />
		}>
			{made && <p role="status">{say.token_made} <code>{made}</code></p>}
			{signing > 0 && <SignToken token={signing} close={() => setSigning(0)} />}
			<ul class="rows">
				{mine.map((token) => (
					<li key={token.id}>
						<span>{token.purpose ?? say.erased} <Mark>{token.scope}</Mark> {!token.confirmed && <Mark tone="warn">{say.token_waiting}</Mark>} <Left at={token.expires} /></span>
						{!token.confirmed && <button type="button" onClick={() => setSigning(token.id)}>{say.confirm_token}</button>}
						<Give command="revoke_token" room={0} fixed={{ token: token.id }} label={say.revoke_token} tone="quiet" />
					</li>
				))}
			</ul>
		</Section>
	);
}

/** For the call sheet. */
function Reach() {
	const { phone, mail, zone } = reachOf(me.value?.person ?? 0) ?? {};

	return (
		<Section title={say.reach} action={<Give command="set_reach" room={0} offered={{ phone, mail, zone: zone ?? myZone() }} label={say.reach_set} />}>
			<p>{say.reach_lead}</p>
			{phone || mail || zone
				? <dl class="pairs">{zone && <><dt>{say.duty.zone}</dt><dd>{zone}</dd></>}{phone && <><dt>{say.phone}</dt><dd>{phone}</dd></>}{mail && <><dt>{say.mail}</dt><dd>{mail}</dd></>}</dl>
				: <p class="empty">{say.reach_none}</p>}
		</Section>
	);
}

const untilWhen = commands.set_absence.fields.map(({ optional: _, ...field }) => field);

function Away() {
	const until = awayUntil(me.value?.person);
	const decided = charter.all("absence").find((one) => one.person === me.value?.person)?.decision;

	return (
		<Section title={say.away} action={
			<span class="buttons">
				<Give command="set_absence" room={0} fields={untilWhen} label={say.away_set} />
				{until && <Give command="set_absence" room={0} fixed={{ until: undefined }} label={say.away_back} tone="primary" />}
			</span>
		}>
			<p>{say.away_lead}</p>
			<p>{until ? <Mark tone="warn">{say.calls.away} <Time at={until} /></Mark> : say.here} {until && decided && <a href={charterHref("changes", decided)}>{say.away_decided}</a>}</p>
		</Section>
	);
}

export function Account() {
	const signOut = async (): Promise<void> => {
		await api.signOut();
		sweepDrafts(true);
		emptyOutbox();
		await sessionChanged();
		go("/sign-in", true);
	};

	return (
		<>
			<header class="page-head">
				<h1>{personName(me.value?.person)}</h1>
				<Press label={say.sign_out} run={() => void signOut()} />
			</header>
			<p class="lead">{[seatsHeld(me.value?.person ?? 0).join(", "), me.value && say.strength[me.value.strength]].filter(Boolean).join(" · ")}</p>
			<Devices />
			<Reach />
			<Away />
			<Keys />
			<Codes />
			<Sessions />
			<Tokens />
		</>
	);
}
