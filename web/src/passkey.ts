// passkey -- the browser's authenticator, asked to make a key or to sign.

import { b64u, fromB64u, sha256, utf8 } from "./bytes";
import { coseKey, sixWords } from "./six_words";

export interface Signed { client_data: string; auth_data: string; signature: string }

/** Sign the bytes of `text`; `ids` are the keys that may (none: whichever the person picks). */
export async function sign(text: string, rp: string, ids: string[]): Promise<Signed & { credential: string }> {
	const found = await navigator.credentials.get({
		publicKey: {
			challenge: await sha256(utf8(text)),
			rpId: rp,
			userVerification: "required",
			allowCredentials: ids.map((id) => ({ type: "public-key", id: fromB64u(id) })),
		},
	});
	if (!(found instanceof PublicKeyCredential)) throw new Error("No passkey was chosen.");
	const answer = found.response as AuthenticatorAssertionResponse;
	return {
		credential: b64u(found.rawId),
		client_data: b64u(answer.clientDataJSON),
		auth_data: b64u(answer.authenticatorData),
		signature: b64u(answer.signature),
	};
}

/** Make a key, and say it in six words; a device that holds one of `not` already refuses, or the new one would replace it. */
export async function make(wish: { request: string; rp: string; name: string; user: string; algs: number[]; organisation: string }, not: string[] = []):
	Promise<{ client_data: string; attestation: string; words: string[] }> {
	const made = await navigator.credentials.create({
		publicKey: {
			challenge: await sha256(utf8(wish.request)),
			rp: { id: wish.rp, name: `Tocsin ${wish.organisation}` },
			user: { id: fromB64u(wish.user), name: wish.name, displayName: wish.name },
			pubKeyCredParams: wish.algs.map((alg) => ({ type: "public-key", alg })),
			excludeCredentials: not.map((id) => ({ type: "public-key", id: fromB64u(id) })),
			authenticatorSelection: { residentKey: "required", userVerification: "required" },
			attestation: "none",
		},
	});
	if (!(made instanceof PublicKeyCredential)) throw new Error("No passkey was made.");
	const answer = made.response as AuthenticatorAttestationResponse;
	return {
		client_data: b64u(answer.clientDataJSON),
		attestation: b64u(answer.attestationObject),
		words: await sixWords(coseKey(answer.getAuthenticatorData())),
	};
}
