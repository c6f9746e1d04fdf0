#include "webpush.h"

#include "base64.h"
#include "hmac.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

enum { GCM_KEY = 16, GCM_NONCE = 12, GCM_TAG = 16, LAST_RECORD = 2, COORDINATE = 32 };

/* ---- keys ---- */

struct p256_key
p256_generate(void)
{
	struct p256_key key;
	EVP_PKEY *pkey = EVP_EC_gen("P-256");
	BIGNUM *secret = NULL;
	size_t n = 0;
	bool made = pkey && EVP_PKEY_get_bn_param(pkey, OSSL_PKEY_PARAM_PRIV_KEY, &secret) == 1
	    && BN_bn2binpad(secret, key.secret, P256_SECRET) == P256_SECRET
	    && EVP_PKEY_get_octet_string_param(pkey, OSSL_PKEY_PARAM_PUB_KEY, key.point, P256_POINT, &n) == 1;

	assert(made && n == P256_POINT);
	BN_clear_free(secret);
	EVP_PKEY_free(pkey);
	return key;
}

static bool
point_of(const EC_GROUP *group, const BIGNUM *secret, u8 out[P256_POINT])
{
	EC_POINT *point = EC_POINT_new(group);
	bool made = point && !BN_is_zero(secret) && BN_cmp(secret, EC_GROUP_get0_order(group)) < 0
	    && EC_POINT_mul(group, point, secret, NULL, NULL, NULL) == 1
	    && EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, out, P256_POINT, NULL) == P256_POINT;

	EC_POINT_free(point);
	return made;
}

bool
p256_from_secret(str secret, struct p256_key *out)
{
	EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
	BIGNUM *bn = secret.n == P256_SECRET ? BN_bin2bn((const u8 *)secret.p, P256_SECRET, NULL) : NULL;
	bool made = group && bn && point_of(group, bn, out->point);

	if (made)
		memcpy(out->secret, secret.p, P256_SECRET);
	BN_clear_free(bn);
	EC_GROUP_free(group);
	ERR_clear_error();
	return made;
}

/* An EVP_PKEY of a point and, if there is one, its secret; NULL if it is no point on the curve. */
static EVP_PKEY *
pkey_of(const u8 point[P256_POINT], const u8 *secret)
{
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	BIGNUM *bn = secret ? BN_bin2bn(secret, P256_SECRET, NULL) : NULL;
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
	OSSL_PARAM *params = NULL;
	EVP_PKEY *pkey = NULL;
	bool ok = build && ctx && OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) == 1
	    && OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, P256_POINT) == 1
	    && (secret == NULL || (bn && OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, bn) == 1))
	    && (params = OSSL_PARAM_BLD_to_param(build)) != NULL && EVP_PKEY_fromdata_init(ctx) == 1;

	if (ok && EVP_PKEY_fromdata(ctx, &pkey, secret ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params) != 1)
		pkey = NULL;
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(build);
	EVP_PKEY_CTX_free(ctx);
	BN_clear_free(bn);
	ERR_clear_error();              /* else the next TLS read on this thread would take it for its own */
	return pkey;
}

bool
webpush_to_read(str p256dh, str auth, struct webpush_to *out)
{
	EVP_PKEY *pkey;

	if (p256dh.n != P256_POINT || auth.n != WEBPUSH_AUTH || p256dh.p[0] != POINT_CONVERSION_UNCOMPRESSED)
		return false;
	memcpy(out->point, p256dh.p, P256_POINT);
	memcpy(out->auth, auth.p, WEBPUSH_AUTH);
	pkey = pkey_of(out->point, NULL);
	EVP_PKEY_free(pkey);
	return pkey != NULL;
}

/* ---- aes128gcm ---- */

/* One block of HKDF's second step (RFC 5869 §2.3); `info` ends with the octet that counts. */
static struct hash
expand(struct hash prk, str info)
{
	return hmac_sha256((str){ (const char *)prk.b, sizeof(prk.b) }, info);
}

static void
put_bytes(struct buf *b, const void *p, size_t n)
{
	buf_put(b, (str){ p, n });
}

static void
seal(struct buf *out, const struct hash *key, const struct hash *nonce, str record)
{
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	u8 *sealed = NEW(out->a, u8, record.n), tag[GCM_TAG];
	int n = 0, rest = 0;
	bool made = ctx && EVP_EncryptInit_ex2(ctx, EVP_aes_128_gcm(), key->b, nonce->b, NULL) == 1
	    && EVP_EncryptUpdate(ctx, sealed, &n, (const u8 *)record.p, (int)record.n) == 1
	    && EVP_EncryptFinal_ex(ctx, sealed + n, &rest) == 1
	    && EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, GCM_TAG, tag) == 1;

	assert(made && (size_t)n == record.n && rest == 0);
	EVP_CIPHER_CTX_free(ctx);
	put_bytes(out, sealed, record.n);
	put_bytes(out, tag, GCM_TAG);
}

str
aes128gcm_encode(struct arena *a, str ikm, const u8 salt[WEBPUSH_SALT], str keyid, str plain, size_t filled)
{
	struct hash prk = hmac_sha256((str){ (const char *)salt, WEBPUSH_SALT }, ikm);
	struct hash key = expand(prk, STR("Content-Encoding: aes128gcm\0\1"));
	struct hash nonce = expand(prk, STR("Content-Encoding: nonce\0\1"));
	static const u8 record_size[] = { WEBPUSH_BODY >> 24, WEBPUSH_BODY >> 16 & 255, WEBPUSH_BODY >> 8 & 255, WEBPUSH_BODY & 255 };
	struct buf out = buf_new(a, WEBPUSH_BODY), record = buf_new(a, WEBPUSH_BODY);

	assert(plain.n <= WEBPUSH_PLAIN && filled <= WEBPUSH_PLAIN && keyid.n <= P256_POINT);
	put_bytes(&out, salt, WEBPUSH_SALT);
	put_bytes(&out, record_size, sizeof(record_size));
	buf_byte(&out, (char)keyid.n);
	buf_put(&out, keyid);
	buf_put(&record, plain);
	buf_byte(&record, LAST_RECORD);
	while (record.n < filled + 1)
		buf_byte(&record, 0);
	seal(&out, &key, &nonce, buf_str(&record));
	return buf_str(&out);
}

static struct hash
shared_secret(const struct p256_key *own, const u8 theirs[P256_POINT])
{
	EVP_PKEY *mine = pkey_of(own->point, own->secret), *peer = pkey_of(theirs, NULL);
	EVP_PKEY_CTX *ctx = mine ? EVP_PKEY_CTX_new_from_pkey(NULL, mine, NULL) : NULL;
	struct hash secret;
	size_t n = sizeof(secret.b);
	bool made = peer && ctx && EVP_PKEY_derive_init(ctx) == 1 && EVP_PKEY_derive_set_peer(ctx, peer) == 1
	    && EVP_PKEY_derive(ctx, secret.b, &n) == 1;

	assert(made && n == sizeof(secret.b));          /* webpush_to_read() has looked at the point */
	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(mine);
	EVP_PKEY_free(peer);
	return secret;
}

/* RFC 8291 §3.4. */
str
webpush_encrypt(struct arena *a, const struct webpush_to *to, str plain, size_t filled,
    const struct p256_key *own, const u8 salt[WEBPUSH_SALT])
{
	struct hash secret = shared_secret(own, to->point), prk, ikm;
	struct buf info = buf_new(a, 256);

	buf_put(&info, STR("WebPush: info\0"));
	put_bytes(&info, to->point, P256_POINT);
	put_bytes(&info, own->point, P256_POINT);
	buf_byte(&info, 1);
	prk = hmac_sha256((str){ (const char *)to->auth, WEBPUSH_AUTH }, (str){ (const char *)secret.b, sizeof(secret.b) });
	ikm = expand(prk, buf_str(&info));
	return aes128gcm_encode(a, (str){ (const char *)ikm.b, sizeof(ikm.b) }, salt,
	    (str){ (const char *)own->point, P256_POINT }, plain, filled);
}

/* ---- who sends ---- */

/* JOSE has r and s side by side (RFC 7518 §3.4), OpenSSL gives them in DER. */
static void
sign_es256(const struct p256_key *key, str message, u8 out[2 * COORDINATE])
{
	EVP_PKEY *pkey = pkey_of(key->point, key->secret);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	u8 der[80];
	const u8 *p = der;
	size_t n = sizeof(der);
	bool made = pkey && ctx && EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, pkey) == 1
	    && EVP_DigestSign(ctx, der, &n, (const u8 *)message.p, message.n) == 1;
	ECDSA_SIG *sig = made ? d2i_ECDSA_SIG(NULL, &p, (long)n) : NULL;

	made = sig && BN_bn2binpad(ECDSA_SIG_get0_r(sig), out, COORDINATE) == COORDINATE
	    && BN_bn2binpad(ECDSA_SIG_get0_s(sig), out + COORDINATE, COORDINATE) == COORDINATE;
	assert(made);
	ECDSA_SIG_free(sig);
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(pkey);
}

str
vapid_authorization(struct arena *a, const struct p256_key *key, str origin, i64 ends, str contact)
{
	str header = STR("{\"typ\":\"JWT\",\"alg\":\"ES256\"}");
	str claims = arena_fmt(a, "{\"aud\":\"%.*s\",\"exp\":%lld,\"sub\":\"%.*s\"}", STR_ARG(origin), (long long)ends, STR_ARG(contact));
	str h = b64u(a, header.p, header.n), c = b64u(a, claims.p, claims.n), k = b64u(a, key->point, P256_POINT), s;
	str message = arena_fmt(a, "%.*s.%.*s", STR_ARG(h), STR_ARG(c));
	u8 signature[2 * COORDINATE];

	sign_es256(key, message, signature);
	s = b64u(a, signature, sizeof(signature));
	return arena_fmt(a, "vapid t=%.*s.%.*s, k=%.*s", STR_ARG(message), STR_ARG(s), STR_ARG(k));
}
