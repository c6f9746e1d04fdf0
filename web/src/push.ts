// push -- this browser's subscription with its maker's push service: can it have one, has it one, made, ended.

import { api } from "./api";
import { b64u, fromB64u } from "./bytes";
import { say } from "./text/devices";

const patience = 20_000;    // for a service worker that is still being installed, and for a push service that says nothing

const isAppleTouch = (): boolean => /iPhone|iPad/.test(navigator.userAgent) || (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);

/** Why this browser cannot be called as it stands, and what would change that; nothing if it can. */
export function hindrance(): string | undefined {
	if (!isSecureContext) return say.device.insecure;
	if (!("serviceWorker" in navigator)) return say.device.unsupported;
	if (!("PushManager" in window && "Notification" in window)) return isAppleTouch() ? say.device.home_screen : say.device.unsupported;
	return Notification.permission === "denied" ? say.device.denied(location.host) : undefined;
}

/** Or the sentence, after a while. */
const inTime = <T>(what: Promise<T>, sentence: string): Promise<T> =>
	Promise.race([what, new Promise<never>((_, failed) => { setTimeout(() => failed(new Error(sentence)), patience); })]);

const manager = async (): Promise<PushManager> => (await inTime(navigator.serviceWorker.ready, say.device.no_worker)).pushManager;

/** Where its messages are taken now; nothing if it has no subscription. */
export async function endpointHere(): Promise<string | undefined> {
	if (hindrance()) return undefined;
	return (await (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription())?.endpoint;
}

/** One that was there before may have been another person's: it ends, and whoever writes to it reaches nobody. */
export async function unsubscribe(): Promise<void> {
	await (await (await manager()).getSubscription())?.unsubscribe();
}

const whyNot = (fault: unknown): Error =>
	new Error(fault instanceof DOMException && fault.name === "NotAllowedError" ? say.device.denied(location.host) : say.device.unreachable);

/** Ask the person, then the push service.  Whatever fails is a sentence fit to be shown. */
export async function subscribe(): Promise<{ endpoint: string; p256dh: string; auth: string }> {
	const allowed = await Notification.requestPermission();

	if (allowed !== "granted") throw new Error(allowed === "denied" ? say.device.denied(location.host) : say.device.not_answered);
	const { key } = await api.pushKey();
	await unsubscribe();
	const wish = { userVisibleOnly: true, applicationServerKey: fromB64u(key) };
	const made = await inTime((await manager()).subscribe(wish), say.device.unreachable).catch((fault: unknown) => { throw whyNot(fault); });
	const p256dh = made.getKey("p256dh"), auth = made.getKey("auth");

	if (!p256dh || !auth) throw new Error(say.device.unsupported);
	return { endpoint: made.endpoint, p256dh: b64u(p256dh), auth: b64u(auth) };
}

/** What one would call it: the browser, and what it runs on. */
export function nameHere(): string {
	const agent = navigator.userAgent;
	const find = (names: [RegExp, string][]): string | undefined => names.find(([pattern]) => pattern.test(agent))?.[1];
	const browser = find([[/Edg/, "Edge"], [/Firefox|FxiOS/, "Firefox"], [/Chrome|CriOS/, "Chrome"], [/Safari/, "Safari"]]);
	const system = find([[/Android/, "Android"], [/iPhone/, "iPhone"], [/iPad/, "iPad"], [/Windows/, "Windows"], [/Mac OS/, "Mac"], [/Linux/, "Linux"]]);

	return [browser, system].filter(Boolean).join(", ");
}
