/* OpenSSL's older calls, on purpose: EVP fetches and allocates for each
 * digest, which on the record's short entries takes longer than the hash
 * itself (600 against 130 ns for 65 bytes).  These cannot fail. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "sha256.h"

#include <openssl/sha.h>

_Static_assert(sizeof(struct sha256_run) >= sizeof(SHA256_CTX), "the library's state has grown");

struct sha256_run
sha256_begin(void)
{
	struct sha256_run run;

	SHA256_Init((SHA256_CTX *)&run);
	return run;
}

void
sha256_add(struct sha256_run *run, const void *bytes, size_t n)
{
	SHA256_Update((SHA256_CTX *)run, bytes, n);
}

struct hash
sha256_end(struct sha256_run run)
{
	struct hash h;

	SHA256_Final(h.b, (SHA256_CTX *)&run);
	return h;
}

void
sha256(const void *bytes, size_t n, struct hash *h)
{
	SHA256_CTX whole;

	SHA256_Init(&whole);
	SHA256_Update(&whole, bytes, n);
	SHA256_Final(h->b, &whole);
}
