// remove -- take a service or a contact out of the charter: a decision of the officers, as any change of it.

import { useChange } from "../change";
import type { Draft } from "../draft";
import { Give } from "../form";
import { say } from "../text";

export function Remove({ name, change }: { name: string; change: Draft }) {
	const question = say.remove_from_charter(name);
	const { complete, done } = useChange(question);

	return <Give command="propose_change" room={0} label={say.remove_one} title={question} tone="quiet" fixed={change} only={[]} complete={complete} done={done} />;
}
