// new_passkey -- the browser's authenticator, asked to make a key.

import { b64u, fromB64u, sha256, utf8 } from "./bytes";
import { coseKey, sixWords } from "./six_words";

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
