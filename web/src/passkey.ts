// passkey -- the browser's authenticator, asked to sign.

import { b64u, fromB64u, sha256, utf8 } from "./bytes";

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
