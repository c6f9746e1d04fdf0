// later -- parts of the interface that are fetched when first needed, and quietly beforehand when nothing else is to do.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "./text";

const waiting: (() => Promise<unknown>)[] = [];

export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
	let got: ComponentType<P> | undefined;
	const fetch = async (): Promise<void> => { got ??= await load(); };

	waiting.push(fetch);
	return function Later(props: P) {
		const [Part, setPart] = useState<{ is: ComponentType<P> } | undefined>(got && { is: got });
		const [refusal, setRefusal] = useState("");

		useEffect(() => { if (!Part) fetch().then(() => got && setPart({ is: got }), () => setRefusal(say.not_here_yet)); }, []);
		return Part ? <Part.is {...props} /> : <p role="status" class={refusal ? undefined : "moment"}>{refusal || say.loading}</p>;
	};
}

/** So that they are there when the connection is not. */
export function fetchLater(): void {
	const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 2000));

	idle(() => { for (const fetch of [...waiting, () => import("./installed")]) void fetch().catch(() => undefined); });
}
