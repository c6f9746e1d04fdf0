// pages -- what the server sends by itself.

import type { Words } from "../gen/api";
import { say as first } from "../text";

export const say = {
	...first,
	calls: {
		...first.calls,
		paged: {
			you: (n: number): string => (n === 1 ? "You are being paged. Say that you know of it, and it stops." : `You are being paged for ${n} things. Say that you know of them, and it stops.`),
			on_its_way: "on its way",
			result: { accepted: "accepted", refused: "refused", gone: "nothing there any more", failed: "could not be sent", lost: "nobody knows whether it was sent", pretended: "an exercise: nothing left the house" } satisfies Record<Words["page_result"], string>,
			nothing_heard: "nothing heard",
			knows: "knows of it",
			attempt: (n: number): string => (n === 1 ? "" : `, page ${n}`),
			late: ", late",
			by: { phone: "rung by the server", text_message: "text message by the server", mail: "mail by the server", push: "push", messenger: "messenger", in_person: "in person" } satisfies Record<Words["call_channel"], string>,
		},
	},
};
