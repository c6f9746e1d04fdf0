// outside -- a room that whoever looks is not in: whoever was called there is told that they are let in, and sees it from then on.

import { say } from "../text/outside";

export function Outside({ refusal }: { refusal: string }) {
	return (
		<div class="narrow">
			<h1>{say.not_open}</h1>
			<p class="refusal" role="alert">{refusal}</p>
			<p class="lead">{say.called_here}</p>
			<p><a class="button" href="/rooms">{say.rooms}</a></p>
		</div>
	);
}
