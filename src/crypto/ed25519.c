#include "ed25519.h"
#include "random.h"

#include <openssl/evp.h>

static EVP_PKEY *
secret_key(const struct ed25519_secret *secret)
{
	EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, secret->b, sizeof(secret->b));

	assert(key);                    /* any 32 bytes are a secret */
	return key;
}

struct ed25519_secret
ed25519_generate(void)
{
	struct ed25519_secret secret;

	random_bytes(secret.b, sizeof(secret.b));
	return secret;
}

struct ed25519_public
ed25519_public_of(const struct ed25519_secret *secret)
{
	EVP_PKEY *key = secret_key(secret);
	struct ed25519_public public;
	size_t n = sizeof(public.b);
	int made = EVP_PKEY_get_raw_public_key(key, public.b, &n);

	assert(made == 1 && n == sizeof(public.b));
	EVP_PKEY_free(key);
	return public;
}

struct ed25519_signature
ed25519_sign(const struct ed25519_secret *secret, str message)
{
	EVP_PKEY *key = secret_key(secret);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	struct ed25519_signature signature;
	size_t n = sizeof(signature.b);
	bool made = ctx && EVP_DigestSignInit(ctx, NULL, NULL, NULL, key) == 1
	    && EVP_DigestSign(ctx, signature.b, &n, (const u8 *)message.p, message.n) == 1;

	assert(made && n == sizeof(signature.b));
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(key);
	return signature;
}

bool
ed25519_verify(const struct ed25519_public *public, str message, const struct ed25519_signature *signature)
{
	EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, public->b, sizeof(public->b));
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool right = key && ctx && EVP_DigestVerifyInit(ctx, NULL, NULL, NULL, key) == 1
	    && EVP_DigestVerify(ctx, signature->b, sizeof(signature->b), (const u8 *)message.p, message.n) == 1;

	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(key);
	return right;
}
