// keyboard -- keys for places and for what the screen offers; never while somebody is typing.

import { signal } from "@preact/signals";
import { type Action, actions } from "./action";
import { everySpot } from "./places";
import { go, place } from "./route";

export const paletteOpen = signal(false);
export const keysOpen = signal(false);

const off = "keys-off";
/** Single keys can be switched off: a voice or a shaking hand presses what was not meant. */
export const singleKeys = signal(localStorage.getItem(off) === null);
export function setSingleKeys(on: boolean): void {
	singleKeys.value = on;
	if (on) localStorage.removeItem(off);
	else localStorage.setItem(off, "");
}

const patience = 1500;
let going = 0;

const typing = (target: EventTarget | null): boolean =>
	target instanceof HTMLElement && (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=range])"));

const pressed = (key: string): Action | undefined => actions().find((action) => action.hotkey === key && !action.because?.());

/** Whether the key meant something. */
function take(key: string): boolean {
	const toGo = Date.now() - going < patience;

	going = 0;
	if (toGo) {
		const spot = everySpot(place.value).find((one) => one.key === key);
		if (spot) go(spot.href);
		return !!spot;
	}
	if (key === "g") {
		going = Date.now();
		return true;
	}
	if (key === "?") {
		keysOpen.value = true;
		return true;
	}
	const action = pressed(key);
	action?.run();
	return !!action;
}

export function startKeyboard(): void {
	document.addEventListener("keydown", (e) => {
		if (e.key.toLowerCase() === "k" && (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey) {
			e.preventDefault();
			paletteOpen.value = !paletteOpen.value;
			return;
		}
		if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.repeat || !singleKeys.value) return;
		if (typing(e.target) || document.querySelector("dialog[open]")) return;
		if (e.key.length === 1 && take(e.key)) e.preventDefault();
	});
}
