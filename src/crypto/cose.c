#include "cose.h"
#include "cbor.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>

enum { RSA_LEAST = 2048 / 8, RSA_MOST = 4096 / 8 };

static bool
literal(str *in, str bytes)
{
	if (!str_starts(*in, bytes))
		return false;
	*in = str_from(*in, bytes.n);
	return true;
}

static bool
bytes32(str *in, str *out)
{
	return cbor_bytes(in, out) && out->n == 32;
}

static bool
modulus(str *in, str *out)
{
	return cbor_bytes(in, out) && out->n >= RSA_LEAST && out->n <= RSA_MOST
	    && (u8)out->p[0] >= (out->n == RSA_LEAST ? 0x80 : 1);
}

bool
cose_read(str *in, struct cose *out)
{
	const str whole = *in;
	bool ok = false;

	*out = (struct cose){ 0 };
	/* {1: kty, 3: alg, -1: curve, -2: x, -3: y}, and RSA's {1: kty, 3: alg, -1: n, -2: e} */
	if (literal(in, STR("\xa5\x01\x02\x03\x26\x20\x01\x21"))) {
		out->alg = COSE_ES256;
		ok = bytes32(in, &out->x) && literal(in, STR("\x22")) && bytes32(in, &out->y);
	} else if (literal(in, STR("\xa4\x01\x01\x03\x27\x20\x06\x21"))) {
		out->alg = COSE_EDDSA;
		ok = bytes32(in, &out->x);
	} else if (literal(in, STR("\xa4\x01\x03\x03\x39\x01\x00\x20"))) {
		out->alg = COSE_RS256;
		ok = modulus(in, &out->x) && literal(in, STR("\x21\x43\x01\x00\x01"));
	}
	out->whole = (str){ whole.p, whole.n - in->n };
	return ok;
}

static EVP_PKEY *
key_from(const char *type, OSSL_PARAM *params)
{
	EVP_PKEY_CTX *c = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
	EVP_PKEY *key = NULL;

	if (c && EVP_PKEY_fromdata_init(c) == 1 && EVP_PKEY_fromdata(c, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
		key = NULL;
	EVP_PKEY_CTX_free(c);
	return key;
}

static EVP_PKEY *
es256_key(str x, str y)
{
	u8 point[65] = { 0x04 };
	char group[] = "prime256v1";
	OSSL_PARAM params[] = {
		OSSL_PARAM_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof(group) - 1),
		OSSL_PARAM_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point, sizeof(point)),
		OSSL_PARAM_END,
	};

	memcpy(point + 1, x.p, 32);
	memcpy(point + 33, y.p, 32);
	return key_from("EC", params);
}

static EVP_PKEY *
rs256_key(str n)
{
	u8 native[RSA_MOST];            /* OpenSSL wants numbers in the machine's own order */
	unsigned e = 65537;
	OSSL_PARAM params[] = {
		OSSL_PARAM_BN(OSSL_PKEY_PARAM_RSA_N, native, n.n),
		OSSL_PARAM_uint(OSSL_PKEY_PARAM_RSA_E, &e),
		OSSL_PARAM_END,
	};
	BIGNUM *bn = BN_bin2bn((const u8 *)n.p, (int)n.n, NULL);
	EVP_PKEY *key = NULL;

	if (bn && BN_bn2nativepad(bn, native, (int)n.n) > 0)
		key = key_from("RSA", params);
	BN_free(bn);
	return key;
}

EVP_PKEY *
cose_key(const struct cose *c)
{
	EVP_PKEY *key = c->alg == COSE_ES256 ? es256_key(c->x, c->y)
	    : c->alg == COSE_RS256 ? rs256_key(c->x)
	    : EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, (const u8 *)c->x.p, c->x.n);

	ERR_clear_error();              /* else the next TLS read on this thread would take it for its own */
	return key;
}

bool
cose_signed(EVP_PKEY *key, i64 alg, str message, str signature)
{
	const char *type = alg == COSE_ES256 ? "EC" : alg == COSE_RS256 ? "RSA" : alg == COSE_EDDSA ? "ED25519" : NULL;
	const EVP_MD *md = alg == COSE_EDDSA ? NULL : EVP_sha256();
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	bool ok = key && type && EVP_PKEY_is_a(key, type) && c
	    && EVP_DigestVerifyInit(c, NULL, md, NULL, key) == 1
	    && EVP_DigestVerify(c, (const u8 *)signature.p, signature.n, (const u8 *)message.p, message.n) == 1;

	EVP_MD_CTX_free(c);
	ERR_clear_error();
	return ok;
}
