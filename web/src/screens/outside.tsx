// outside -- a room that whoever looks is not in: whoever was called there is told that they are let in, and sees it from then on.

import { hrefAt } from "../route";
import { say } from "../text/outside";

/** `wrong`: nobody is kept out, there is no such entry. */
export function Outside({ refusal, wrong }: { refusal: string; wrong: boolean }) {
	if (wrong)
		return (
			<div class="narrow">
				<h1>{say.not_found}</h1>
				<p class="refusal" role="alert">{refusal}</p>
				<p><a class="button" href={hrefAt(undefined)}>{say.as_of_now}</a></p>
			</div>
		);
	return (
		<div class="narrow">
			<h1>{say.not_open}</h1>
			<p class="refusal" role="alert">{refusal}</p>
			<p class="lead">{say.called_here}</p>
			<p><a class="button" href="/rooms">{say.rooms}</a></p>
		</div>
	);
}
