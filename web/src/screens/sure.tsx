// sure -- the server found what looks like a secret: is it one?

import { Dialog } from "../form";
import { asked } from "../sure";
import { say } from "../text/sure";

export function Sure() {
	const now = asked.value;

	if (!now) return null;
	return (
		<Dialog title={say.sure_title} close={() => now.answer(false)}>
			<p role="alert">{now.sentence}</p>
			<div class="buttons">
				<button type="button" class="primary" onClick={() => now.answer(false)}>{say.sure_no}</button>
				<button type="button" onClick={() => now.answer(true)}>{say.sure_yes}</button>
			</div>
		</Dialog>
	);
}
