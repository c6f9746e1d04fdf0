// token -- the link that `tocsin token new` prints: its owner says yes.  The secret stays where it was made.

import { useState } from "preact/hooks";
import { api } from "../api";
import type { Commands } from "../gen/api";
import { Mark } from "../show";
import { say } from "../text";

/** #hash=…&scope=…&days=…&purpose=… ; nothing if it is not that. */
function asked(): Commands["issue_token"] | undefined {
	const given = new URLSearchParams(location.hash.slice(1));
	const secret = given.get("hash"), scope = given.get("scope"), days = Number(given.get("days")), purpose = given.get("purpose");

	if (!secret || !purpose || !Number.isInteger(days) || (scope !== "read" && scope !== "write")) return undefined;
	return { secret, scope, days, purpose };
}

export function ConfirmToken() {
	const [token] = useState(asked);
	const [lives, setLives] = useState(false);
	const [refusal, setRefusal] = useState("");

	if (!token) return <p class="refusal" role="alert">{say.token_no_terms}</p>;
	const confirm = () => void api.command(0, "issue_token", token).then(
		() => { setLives(true); setRefusal(""); },
		(e: Error) => setRefusal(e.message),
	);
	return (
		<>
			<h1>{say.issue_token}</h1>
			<p class="lead">{say.token_lead}</p>
			<p><strong>{token.purpose}</strong> <Mark>{token.scope}</Mark> {say.token_days(token.days)}</p>
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			{lives ? <p role="status">{say.token_lives}</p> : <button type="button" class="primary big" onClick={confirm}>{say.token_confirm}</button>}
		</>
	);
}
