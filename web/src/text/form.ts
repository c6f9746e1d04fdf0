// form -- a form once it is opened.

import { say as first } from "../text";

export const say = {
	...first,
	waits_to_be_sent: "Kept. It is sent when the connection is back.",
	yours: "Yours", theirs: "As it stands now",
	mine_anyway: "Send mine all the same",
	keep_theirs: "Keep what stands",
	changed_meanwhile: "Somebody changed these meanwhile:",
	all_the_same: "Do it all the same",
	too_long: (over: number, most: number): string => `${over} ${over === 1 ? "byte" : "bytes"} too long: shorten it${most < 2000 ? "" : ", or bring it as a file"}.`,
	refused_field: (label: string, why: string): string => `“${label}”: ${why}`,
	nothing_to_choose: "There is nothing to choose from.",
	add_one: "Add one more",
	earlier: "Earlier",
	codename_tells: (word: string): string => `The codename leaves on every page: it tells “${word}”. Better one that says nothing; pressed twice, it goes as it is.`,
};
