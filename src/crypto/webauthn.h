/*
 * webauthn -- whether a passkey was really made here, and whether it really signed.
 *
 * All that WebAuthn Level 3 §7.1 (registration) and §7.2 (assertion) ask of a
 * server and that the bytes themselves can answer, stricter where the record
 * wants it: the user verified, keys of three algorithms (cose.h), CBOR
 * canonical, client data without a duplicate key or a byte order mark, from
 * no frame of another origin, nothing trailing anywhere.  Attestation is
 * checked for form and never trusted (attestation.h); extensions are checked
 * for form and have no say.
 *
 * Left to the caller, who alone can know: that the challenge is its own and
 * fresh, whose credential this is (user handle, allowed credentials), that no
 * other person has it, and what to do about a counter that stands still.
 *
 * OpenSSL does the cryptography rather than libfido2, which is made for the
 * other end of the cable: of what is checked here fido_assert_verify() lets
 * trailing bytes and AT pass, knows RSA of 2048 bits alone, and refuses an
 * attestation with an extension it was not told of.
 *
 * Everything here is a function of its arguments, in time linear in their
 * length; a failure is MALFORMED (not in the form it must have), FORBIDDEN
 * (from elsewhere) or REFUSED.
 *
 * Ownership: what is given back is views of the arguments; errors live in
 * the arena.
 */
#ifndef WEBAUTHN_H
#define WEBAUTHN_H

#include "base.h"

enum webauthn_flag {
	WEBAUTHN_UP = 0x01,             /* somebody touched it */
	WEBAUTHN_UV = 0x04,             /* and it knew them by PIN, finger or face */
	WEBAUTHN_BE = 0x08,             /* the key may be copied to other devices */
	WEBAUTHN_BS = 0x10,             /* and has been */
	WEBAUTHN_AT = 0x40,             /* a new key follows */
	WEBAUTHN_ED = 0x80,             /* extensions follow */
};

struct webauthn_expect {
	str rp;                         /* the relying party: a host name */
	const str *origins;             /* at least one, "https://host[:port]" */
	size_t n_origins;
	str challenge;                  /* its bytes, not their base64url */
};

struct webauthn_credential {
	str id;                         /* 1 to 1023 bytes */
	str cose;                       /* the public key as it was encoded: what the record keeps */
	int alg;                        /* -7, -8 or -257 */
	u8 flags;
	u8 aaguid[16];
	u32 sign_count;
	bool backup_eligible, backed_up;
};

/* §7.1.  `attestation_object` is CBOR, as the browser gave it. */
err webauthn_register(struct arena *, const struct webauthn_expect *,
    str client_data, str attestation_object, struct webauthn_credential *out);

/* §7.2.  Of the credential it reads `cose` and `backup_eligible`, as enrolled. */
err webauthn_assert(struct arena *, const struct webauthn_expect *, const struct webauthn_credential *,
    str client_data, str auth_data, str signature, u32 *sign_count);

/* §7.2 step 22: a counter in use that did not go up is a sign, and no proof, that the key was copied. */
bool webauthn_counter_stands(u32 before, u32 now);

#endif
