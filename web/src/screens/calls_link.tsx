// calls_link -- the way to the call sheet, wherever somebody waits to be rung.

import { toRing } from "../calling";
import { roomHref } from "../route";
import type { Matter } from "../store";
import { say } from "../text";

export function CallsLink({ of }: { of: Matter }) {
	const n = toRing(of).length;

	return n > 0 && of.at === undefined ? <a class="button" href={roomHref(of.room, "calls")}>{say.calls.to_call(n)}</a> : null;
}
