// token -- the link that `tocsin token new` prints: its owner says yes, and signs.  The secret stays where it was made.

import { useState } from "preact/hooks";
import { wishFor } from "../act";
import { api } from "../api";
import type { Commands } from "../gen/api";
import { Left, Mark } from "../show";
import { say } from "../text/token";
import { verbLong } from "../text/verbs";
import { SignDialog } from "./sign";
import { Refused, useStep } from "./enter";

/** #hash=…&scope=…&days=…&purpose=… ; nothing if it is not that. */
function asked(): Commands["issue_token"] | undefined {
	const given = new URLSearchParams(location.hash.slice(1));
	const secret = given.get("hash"), scope = given.get("scope"), days = Number(given.get("days")), purpose = given.get("purpose");

	if (!secret || !purpose || !Number.isInteger(days) || (scope !== "read" && scope !== "write")) return undefined;
	return { secret, scope, days, purpose };
}

/** A token that was asked for lives once its owner has signed for it. */
export function SignToken({ token, close, done }: { token: number; close: () => void; done?: () => void }) {
	return (
		<SignDialog note="no" close={close} {...(done && { done })} wish={wishFor("confirm_token", token)}>
			{({ subject: [entry] }) => (
				<>
					<p class="verdict">{verbLong.confirm_token}</p>
					<p><strong>{String(entry?.fields["purpose"] ?? say.erased)}</strong> <Mark>{String(entry?.fields["scope"])}</Mark> <Left at={Number(entry?.fields["expires"])} /></p>
				</>
			)}
		</SignDialog>
	);
}

export function ConfirmToken() {
	const [token] = useState(asked);
	const [issued, setIssued] = useState(0);
	const [open, setOpen] = useState(false);
	const [lives, setLives] = useState(false);
	const step = useStep();

	if (!token) return <p class="refusal" role="alert">{say.token_no_terms}</p>;
	const confirm = () => step.run(async () => {
		if (!issued) setIssued((await api.command(0, "issue_token", token)).seq);
		setOpen(true);
	});
	return (
		<div class="narrow">
			<h1>{say.issue_token}</h1>
			<p class="lead">{say.token_lead}</p>
			<p><strong>{token.purpose}</strong> <Mark>{token.scope}</Mark> {say.token_days(token.days)}</p>
			<Refused text={step.refusal} />
			{lives ? <p role="status">{say.token_lives}</p> : <button type="button" class="primary big" disabled={step.busy} onClick={() => void confirm()}>{say.token_confirm}</button>}
			{open && <SignToken token={issued} close={() => setOpen(false)} done={() => setLives(true)} />}
		</div>
	);
}
