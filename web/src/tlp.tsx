// tlp -- labels of single things: chosen no wider than the room's, shown where they are narrower.

import { type Words, words } from "./gen/api";
import { Tlp } from "./show";
import { type Matter, charter, me } from "./store";
import { say } from "./text";

export type Label = Words["tlp"];
const order = Object.keys(words.tlp) as Label[];        // the widest first
const roomLabel = (of: Matter): Label => of.one("room", of.room)?.tlp ?? "AMBER";

export const narrowest = (...of: (Label | undefined)[]): Label | undefined => order.findLast((label) => of.includes(label));
export const forHouse = (label: Label | undefined): boolean => label === "AMBER+STRICT" || label === "RED";

/** What one may give: whoever is from outside would not see what is for the house. */
export function labelsFor(of: Matter): Label[] {
	const outside = charter.one("person", me.value?.person)?.outside;
	return order.slice(order.indexOf(roomLabel(of)) + 1).filter((label) => !outside || !forHouse(label));
}

interface ChoiceProps { of: Matter; id: string; value: Label | undefined; change: (to: Label | undefined) => void; least?: Label | undefined }

export function LabelChoice({ of, id, value, change, least }: ChoiceProps) {
	const offered = labelsFor(of).filter((label) => !least || order.indexOf(label) >= order.indexOf(least));

	return (
		<select id={id} value={value ?? ""} onChange={(e) => change((e.currentTarget.value || undefined) as Label | undefined)}>
			{!least && <option value="">{say.label_as_room(roomLabel(of))}</option>}
			{offered.map((label) => <option key={label} value={label} title={words.tlp[label]}>TLP:{label}</option>)}
		</select>
	);
}

/** Nothing where the room's own says as much. */
export function OwnLabel({ of, label }: { of: Matter; label: Label | undefined }) {
	return label && narrowest(label, roomLabel(of)) === label && label !== roomLabel(of) ? <Tlp label={label} /> : null;
}
