// installed -- the service worker: begun once, kept as new as the server's program, and heard when a page on the screen was tapped.

import { effect } from "@preact/signals";
import { go } from "./route";
import { online } from "./store";

const script = "/service_worker.js";

/** Trusted Types has no declaration of its own yet; the policy lets this one script through. */
interface Policies { createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL: (url: string) => string } }
const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
const policy = policies?.createPolicy("service-worker", {
	createScriptURL: (url) => {
		if (url !== script) throw new TypeError(`${url} is not the service worker`);
		return url;
	},
});

/** Nothing where the browser has none, or the page came by plain http: what cannot be done then is said where it is asked for. */
async function start(): Promise<void> {
	const registration = await navigator.serviceWorker.register(policy?.createScriptURL(script) ?? script, { updateViaCache: "none" });
	let was = online.value;

	effect(() => {
		const back = online.value && !was;

		was = online.value;
		if (back) void registration.update().catch(() => undefined);    // the server may have come back as a newer one
	});
}

if ("serviceWorker" in navigator) {
	navigator.serviceWorker.addEventListener("message", (e: MessageEvent<{ open?: string }>) => { if (e.data.open) go(e.data.open); });
	void start().catch(() => undefined);
}
