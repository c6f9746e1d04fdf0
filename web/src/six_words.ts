// six_words -- a key as six words, worked out here from its bytes and never taken from the server.

import { sha256 } from "./bytes";

/** SHA-256 of the COSE key as a number in base 7776: its last six digits, as words of EFF's large list. */
export async function sixWords(cose: Uint8Array<ArrayBuffer>): Promise<string[]> {
	const { words } = await import("./gen/words");
	const base = BigInt(words.length);
	let number = (await sha256(cose)).reduce((n, byte) => n * 256n + BigInt(byte), 0n);

	return Array.from({ length: 6 }, () => {
		const word = words[Number(number % base)] ?? "";
		number /= base;
		return word;
	}).reverse();
}

/** Where the CBOR item at `at` ends: integers, strings and maps of them, which is all a COSE key is made of. */
function itemEnd(bytes: DataView, at: number): number {
	const head = bytes.getUint8(at);
	const size = head & 31;
	const [n, next] = size < 24 ? [size, at + 1] : size === 24 ? [bytes.getUint8(at + 1), at + 2] : [bytes.getUint16(at + 1), at + 3];

	if (size > 25) throw new Error("The authenticator's key is too long.");
	switch (head >> 5) {
		case 0: case 1: return next;
		case 2: case 3: return next + n;
		case 5: return Array.from({ length: 2 * n }).reduce<number>((end) => itemEnd(bytes, end), next);
		default: throw new Error("The authenticator's key cannot be read.");
	}
}

/** The COSE key in what an authenticator says when it has made one (WebAuthn §6.5.1). */
export function coseKey(authData: ArrayBuffer): Uint8Array<ArrayBuffer> {
	const bytes = new DataView(authData);
	const start = 55 + bytes.getUint16(53);

	return new Uint8Array(authData.slice(start, itemEnd(bytes, start)));
}
