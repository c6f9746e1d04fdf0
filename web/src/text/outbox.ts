// outbox -- what waits to be sent.

import { say as first } from "../text";

export const say = {
	...first,
	outbox: (n: number): string => (n === 1 ? "1 thing you wrote is not sent yet" : `${n} things you wrote are not sent yet`),
	outbox_refused: "The server said no:",
	outbox_old: "Written long ago, so it is not sent by itself.",
	outbox_again: "Send it again",
	outbox_drop: "Throw it away",
	with_files: (n: number): string => (n === 1 ? "with 1 file" : `with ${n} files`),
};
