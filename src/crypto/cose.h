/*
 * cose -- a credential's public key, and whether it signed.
 *
 * Three kinds, each with exactly one shape in CTAP2's canonical form
 * (WebAuthn Level 3 §5.8.5, RFC 9053, RFC 8230), so that one key has one
 * encoding and one hash:
 *
 *   -7    ES256   ECDSA on P-256 with SHA-256; the point uncompressed
 *   -8    EdDSA   Ed25519
 *   -257  RS256   RSASSA-PKCS1-v1_5 with SHA-256; 2048 to 4096 bits, exponent 65537
 *
 * Ownership: a struct cose is views of the input.  A key made is the
 * caller's, to be given to EVP_PKEY_free().
 */
#ifndef COSE_H
#define COSE_H

#include "base.h"

#include <openssl/evp.h>

enum { COSE_ES256 = -7, COSE_EDDSA = -8, COSE_RS256 = -257 };

struct cose {
	int alg;
	str whole;              /* the encoded key */
	str x, y;               /* the point; Ed25519's key or RSA's modulus is x alone */
};

/* Take a key from the front of *in; false if none of the three stands there. */
bool cose_read(str *in, struct cose *out);
/* NULL if it is no key: above all a point that is not on the curve. */
EVP_PKEY *cose_key(const struct cose *);
/* Whether `key` (NULL: no) is of that algorithm and made the signature; ECDSA's in DER, nothing trailing. */
bool cose_signed(EVP_PKEY *key, i64 alg, str message, str signature);

#endif
