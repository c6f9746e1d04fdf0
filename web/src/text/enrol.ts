// enrol -- a passkey made by a link.

import { say as first } from "../text";

export const say = {
	...first,
	enrol_lead: (name: string, org: string): string => `${org} has invited you, ${name}. Your device will make a key that only you can use.`,
	enrol_button: "Make my passkey",
	enrol_no_secret: "This address lacks its second half. Open the whole link that you were given.",
	enrol_done: "Your key is made. It counts once somebody who knows you has vouched for it.",
	enrol_words: "Read these six words to them, by telephone or face to face:",
	enrol_waiting: "Waiting for somebody to vouch …",
	enrol_founder: "You are the first charter officer. Your key counts at once.",
	enrol_sheet: "Print this, and keep it with page one of the sealing sheet, outside this machine. It must name these six words, which your browser has worked out:",
	enrol_revoked: "This key was revoked. Ask for a fresh link.",
	enter: "Go in",
};
