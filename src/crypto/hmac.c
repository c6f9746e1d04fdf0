#include "hmac.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

struct hash
hmac_sha256(str key, str message)
{
	struct hash h;
	unsigned int n = sizeof(h.b);
	const void *made = HMAC(EVP_sha256(), key.n ? key.p : "", (int)key.n, (const u8 *)message.p, message.n, h.b, &n);

	assert(made && n == sizeof(h.b));
	return h;
}
