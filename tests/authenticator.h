/*
 * authenticator -- a passkey made of OpenSSL, for tests: it says and signs whatever it is told to.
 *
 * Ownership: everything lives in T but the keys, which live as long as the
 * test's process.
 */
#ifndef AUTHENTICATOR_H
#define AUTHENTICATOR_H

#include "test.h"
#include "base64.h"
#include "cose.h"
#include "sha256.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

struct authenticator { int alg; EVP_PKEY *key; str id, aaguid, cose; };

static inline str
joined_(const str *parts)               /* up to the absent one */
{
	struct buf b = buf_new(T, 64);

	for (; parts->p; parts++)
		buf_put(&b, *parts);
	return buf_str(&b);
}
#define JOIN(...) joined_((const str[]){ __VA_ARGS__, { NULL, 0 } })

static inline str
sha256_of(str bytes)
{
	struct hash *h = NEW(T, struct hash, 1);

	sha256(bytes.p, bytes.n, h);
	return (str){ (const char *)h->b, sizeof(h->b) };
}

/* A byte string (major 2) or a text (major 3). */
static inline str
cbor_string(u8 major, str s)
{
	struct buf b = buf_new(T, s.n + 3);

	buf_byte(&b, (char)(major << 5 | (s.n < 24 ? (int)s.n : s.n < 256 ? 24 : 25)));
	if (s.n >= 256)
		buf_byte(&b, (char)(s.n >> 8));
	if (s.n >= 24)
		buf_byte(&b, (char)s.n);
	buf_put(&b, s);
	return buf_str(&b);
}

static inline str
cose_rs256(str modulus)
{
	return JOIN(STR("\xa4\x01\x03\x03\x39\x01\x00\x20"), cbor_string(2, modulus), STR("\x21\x43\x01\x00\x01"));
}

static inline str
cose_of(int alg, EVP_PKEY *key)
{
	u8 *raw = NEW(T, u8, 1024);
	size_t n = 1024;
	BIGNUM *bn = NULL;

	switch (alg) {
	case COSE_ES256:
		assert(EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, raw, n, &n) == 1 && n == 65);
		return JOIN(STR("\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"), (str){ (char *)raw + 1, 32 },
		    STR("\x22\x58\x20"), (str){ (char *)raw + 33, 32 });
	case COSE_EDDSA:
		assert(EVP_PKEY_get_raw_public_key(key, raw, &n) == 1 && n == 32);
		return JOIN(STR("\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20"), (str){ (char *)raw, 32 });
	default:
		assert(EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &bn) == 1);
		n = (size_t)BN_bn2bin(bn, raw);
		BN_free(bn);
		return cose_rs256((str){ (char *)raw, n });
	}
}

static inline EVP_PKEY *
new_key(int alg, size_t rsa_bits)
{
	static EVP_PKEY *all[512];              /* where a leak checker sees them */
	static size_t n;
	EVP_PKEY *key = alg == COSE_ES256 ? EVP_EC_gen("P-256") : alg == COSE_RS256 ? EVP_RSA_gen(rsa_bits)
	    : EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");

	assert(key && n < countof(all));
	return all[n++] = key;
}

static inline struct authenticator
authenticator_new(int alg)
{
	EVP_PKEY *key = new_key(alg, 2048);

	return (struct authenticator){ alg, key, STR("a credential's id"), STR("model 0123456789"), cose_of(alg, key) };
}

static inline str
sign_with(EVP_PKEY *key, int alg, str message)
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	size_t n = 1024;
	u8 *p = NEW(T, u8, n);

	assert(EVP_DigestSignInit(c, NULL, alg == COSE_EDDSA ? NULL : EVP_sha256(), NULL, key) == 1);
	assert(EVP_DigestSign(c, p, &n, (const u8 *)message.p, message.n) == 1);
	EVP_MD_CTX_free(c);
	return (str){ (char *)p, n };
}

/* The signature of an assertion, or of a packed attestation. */
static inline str
authenticator_sign(const struct authenticator *k, str auth_data, str client_data)
{
	return sign_with(k->key, k->alg, JOIN(auth_data, sha256_of(client_data)));
}

static inline str
client_data(const char *type, str challenge, const char *origin)
{
	return arena_fmt(T, "{\"type\":\"webauthn.%s\",\"challenge\":\"%.*s\",\"origin\":\"%s\",\"crossOrigin\":false}",
	    type, STR_ARG(b64u(T, challenge.p, challenge.n)), origin);
}

static inline str
auth_data(const char *rp, u8 flags, u32 count, str rest)
{
	const char fixed[5] = { (char)flags, (char)(count >> 24), (char)(count >> 16), (char)(count >> 8), (char)count };

	return JOIN(sha256_of(str_c(rp)), (str){ fixed, 5 }, rest.p ? rest : STR(""));
}

/* What follows in authenticator data if AT is set. */
static inline str
attested(const struct authenticator *k)
{
	const char length[2] = { (char)(k->id.n >> 8), (char)k->id.n };

	return JOIN(k->aaguid, (str){ length, 2 }, k->id, k->cose);
}

static inline str
attestation_object(const char *fmt, str statement, str data)
{
	return JOIN(STR("\xa3\x63" "fmt"), cbor_string(3, str_c(fmt)), STR("\x67" "attStmt"), statement,
	    STR("\x68" "authData"), cbor_string(2, data));
}

#endif
