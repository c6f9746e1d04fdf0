// demo_bar -- on every screen of a demonstration: that it is one, who one is in it, and whether the colleagues act.

import { useEffect, useState } from "preact/hooks";
import { useAction } from "./action";
import { type Demo, api } from "./api";
import { later } from "./later";
import { personName, seatsHeld } from "./show";
import { me } from "./store";
import { say } from "./text";

const Cast = later(() => import("./screens/demo").then((part) => part.Cast));
const often = 3_000;

/** The server tells nobody of it by itself: it is no part of the record. */
function useDemo(): { is: Demo | undefined; ask: () => void } {
	const [is, setIs] = useState<Demo>();
	const ask = (): void => { if (document.visibilityState === "visible") void api.demo().then(setIs, () => undefined); };

	useEffect(() => {
		ask();
		const timer = setInterval(ask, often);
		return () => clearInterval(timer);
	}, []);
	return { is, ask };
}

/** A person by what they sit in, or else by their name. */
const called = (person: number): string => seatsHeld(person).join(", ") || personName(person);

const told = (is: Demo | undefined): string => {
	if (is?.colleagues === "pause") return say.demo_paused;
	return is && is.awaited === me.value?.person ? say.demo_awaited : "";
};

export function DemoBar() {
	return me.value?.signed_in && me.value.strength === "demo" ? <Inside /> : <p class="frame-word" role="note">{say.demo_frame}</p>;
}

function Inside() {
	const { is, ask } = useDemo();
	const [open, setOpen] = useState(false);

	useAction({ name: say.demo_cast, run: () => setOpen(true) });
	return (
		<>
			<div class="frame-word demo-bar">
				<p role="note">{say.demo_frame}</p>
				<button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>{say.demo_you} <strong>{called(me.value?.person ?? 0)}</strong> <span aria-hidden="true">▾</span></button>
				<span role="status">{told(is)}</span>
			</div>
			{open && <Cast is={is} changed={ask} close={() => setOpen(false)} />}
		</>
	);
}
