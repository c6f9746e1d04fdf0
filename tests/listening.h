/*
 * listening -- the other end of Web Push, for tests: a browser that decrypts.
 *
 * Ownership: results live in the arena.
 */
#ifndef LISTENING_H
#define LISTENING_H

#include "base64.h"
#include "hmac.h"
#include "webpush.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

struct listening { struct p256_key key; u8 auth[WEBPUSH_AUTH]; };

static __attribute__((unused)) EVP_PKEY *
listening_pkey(const u8 point[P256_POINT], const u8 *secret)
{
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
	BIGNUM *bn = secret ? BN_bin2bn(secret, P256_SECRET, NULL) : NULL;
	OSSL_PARAM *params;
	EVP_PKEY *pkey = NULL;

	OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
	OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, P256_POINT);
	if (bn)
		OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, bn);
	params = OSSL_PARAM_BLD_to_param(build);
	EVP_PKEY_fromdata_init(ctx);
	EVP_PKEY_fromdata(ctx, &pkey, bn ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params);
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(build);
	EVP_PKEY_CTX_free(ctx);
	BN_free(bn);
	return pkey;
}

static inline str
listening_hmac(str key, const char *text, size_t n)
{
	static struct hash h;

	h = hmac_sha256(key, (str){ text, n });
	return (str){ (const char *)h.b, sizeof(h.b) };
}

/* What was said, without its filling; absent if it does not open. */
static __attribute__((unused)) str
listening_open(struct arena *a, const struct listening *l, str body)
{
	EVP_PKEY *mine = listening_pkey(l->key.point, l->key.secret), *theirs;
	EVP_PKEY_CTX *ctx;
	EVP_CIPHER_CTX *gcm = EVP_CIPHER_CTX_new();
	u8 secret[32], *plain = NEW(a, u8, body.n + 16);
	size_t n = sizeof(secret), sealed = body.n - 86 - 16;
	struct buf info = buf_new(a, 256);
	str prk, ikm, key, nonce;
	int out = 0, rest;

	if (body.n < 86 + 17 || body.p[20] != P256_POINT)
		return (str){ NULL, 0 };
	theirs = listening_pkey((const u8 *)body.p + 21, NULL);
	ctx = EVP_PKEY_CTX_new_from_pkey(NULL, mine, NULL);
	EVP_PKEY_derive_init(ctx);
	EVP_PKEY_derive_set_peer(ctx, theirs);
	EVP_PKEY_derive(ctx, secret, &n);
	buf_put(&info, STR("WebPush: info\0"));
	buf_put(&info, (str){ (const char *)l->key.point, P256_POINT });
	buf_put(&info, (str){ body.p + 21, P256_POINT });
	buf_byte(&info, 1);
	prk = arena_str(a, listening_hmac((str){ (const char *)l->auth, WEBPUSH_AUTH }, (const char *)secret, 32));
	ikm = arena_str(a, listening_hmac(prk, info.p, info.n));
	prk = arena_str(a, listening_hmac((str){ body.p, WEBPUSH_SALT }, ikm.p, ikm.n));
	key = arena_str(a, listening_hmac(prk, "Content-Encoding: aes128gcm\0\1", 29));
	nonce = arena_str(a, listening_hmac(prk, "Content-Encoding: nonce\0\1", 25));
	EVP_DecryptInit_ex2(gcm, EVP_aes_128_gcm(), (const u8 *)key.p, (const u8 *)nonce.p, NULL);
	EVP_DecryptUpdate(gcm, plain, &out, (const u8 *)body.p + 86, (int)sealed);
	EVP_CIPHER_CTX_ctrl(gcm, EVP_CTRL_AEAD_SET_TAG, 16, (void *)(uintptr_t)(body.p + body.n - 16));
	if (EVP_DecryptFinal_ex(gcm, plain + out, &rest) != 1)
		out = 0;
	EVP_CIPHER_CTX_free(gcm);
	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(mine);
	EVP_PKEY_free(theirs);
	while (out && plain[out - 1] == 0)
		out--;
	return out && plain[out - 1] == 2 ? (str){ (const char *)plain, (size_t)out - 1 } : (str){ NULL, 0 };
}

/* Does the value of an Authorization header hold a token that its own key has signed?  *claims: what it says. */
static __attribute__((unused)) bool
listening_vapid(struct arena *a, str header, str *claims)
{
	str rest, t, k, head, body, sig, point, message;
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	ECDSA_SIG *rs = ECDSA_SIG_new();
	EVP_PKEY *pkey;
	u8 *der = NULL;
	bool good;
	int n;

	if (!str_starts(header, STR("vapid t=")))
		return false;
	t = str_cut(str_from(header, 8), ',', &k);
	k = str_from(k, 3);
	head = str_cut(t, '.', &rest);
	body = str_cut(rest, '.', &sig);
	message = (str){ t.p, head.n + 1 + body.n };
	if (!b64u_decode(a, k, &point) || point.n != P256_POINT || !b64u_decode(a, sig, &sig) || sig.n != 64 || !b64u_decode(a, body, claims))
		return false;
	ECDSA_SIG_set0(rs, BN_bin2bn((const u8 *)sig.p, 32, NULL), BN_bin2bn((const u8 *)sig.p + 32, 32, NULL));
	n = i2d_ECDSA_SIG(rs, &der);
	pkey = listening_pkey((const u8 *)point.p, NULL);
	good = pkey && EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, pkey) == 1
	    && EVP_DigestVerify(ctx, der, (size_t)n, (const u8 *)message.p, message.n) == 1;
	OPENSSL_free(der);
	ECDSA_SIG_free(rs);
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(pkey);
	return good;
}

#endif
