/*
 * webpush -- a message that a push service carries and cannot read, and who sends it.
 *
 * A browser that wants to be told gives a point on P-256 and 16 secret bytes.
 * What is sent is encrypted to them with a key made for this one message
 * (RFC 8291), in one record of the aes128gcm coding (RFC 8188), filled up so
 * that its length says little.  Who sends is told by a key that lasts, whose
 * signature names the push service and ends within a day (RFC 8292, VAPID).
 *
 * Ownership: results live in the arena.
 */
#ifndef WEBPUSH_H
#define WEBPUSH_H

#include "base.h"

enum {
	P256_SECRET = 32, P256_POINT = 65,      /* the point uncompressed */
	WEBPUSH_AUTH = 16, WEBPUSH_SALT = 16,
	WEBPUSH_BODY = 4096,                    /* what every push service takes (RFC 8030 §7.2) */
	WEBPUSH_PLAIN = WEBPUSH_BODY - 86 - 16 - 1,     /* header, tag, the octet that ends the text */
};

struct p256_key { u8 secret[P256_SECRET], point[P256_POINT]; };

struct p256_key p256_generate(void);
/* The whole key from its secret; false if no key has that secret. */
bool p256_from_secret(str secret, struct p256_key *out);

/* Who listens: what the browser said of its subscription. */
struct webpush_to { u8 point[P256_POINT], auth[WEBPUSH_AUTH]; };
/* False if it is no point on the curve, or no 16 bytes. */
bool webpush_to_read(str p256dh, str auth, struct webpush_to *out);

/* The body of the message, at most WEBPUSH_BODY bytes: `plain`, at most WEBPUSH_PLAIN, filled up to `filled`
 * bytes if it is shorter.  `own` and `salt` are fresh for every message. */
str webpush_encrypt(struct arena *, const struct webpush_to *, str plain, size_t filled,
    const struct p256_key *own, const u8 salt[WEBPUSH_SALT]);
/* RFC 8188 alone: one record, from the input keying material. */
str aes128gcm_encode(struct arena *, str ikm, const u8 salt[WEBPUSH_SALT], str keyid, str plain, size_t filled);

/* The value of the Authorization header: for `origin`, "https://push.example.net", until `ends` (seconds since
 * 1970, at most a day from now), whom to ask at `contact` (mailto: or https:).  None of them needs escaping. */
str vapid_authorization(struct arena *, const struct p256_key *, str origin, i64 ends, str contact);

#endif
