// owed -- what is owed once an option is decided: what, by whom, and within what time from the outcome.

import type { Records } from "../gen/api";
import { seatName } from "../show";
import type { Matter } from "../store";
import { say } from "../text/owed";
import { Limits } from "./clocks";

export function OwedText({ of, is }: { of: Matter; is: Pick<Records["clock_terms"], "owner" | "limits"> & { title?: string } }) {
	return <><strong>{say.owed}</strong>: {is.title ?? say.erased}, <Limits of={of} one={is} /> <small class="beside">{seatName(is.owner)}</small></>;
}
