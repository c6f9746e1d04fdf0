/*
 * base64 -- bytes as text: base64url without padding in the record, standard
 * base64 with padding in signed notes (RFC 4648 §5 and §4).
 *
 * Every byte string has exactly one spelling: a wrong alphabet, padding where
 * none belongs or none where it does, a length that cannot be, and trailing
 * bits that are not zero are all refused.
 *
 * Ownership: results live in the arena.
 */
#ifndef BASE64_H
#define BASE64_H

#include "base.h"

str  b64u(struct arena *, const void *bytes, size_t n);
bool b64u_decode(struct arena *, str text, str *bytes);
/* Exactly n bytes, written to `to` without an arena: hashes, salts. */
bool b64u_decode_n(str text, void *to, size_t n);
str  b64u_hash(struct arena *, struct hash);             /* H of the evidence format: 43 characters */
bool b64u_decode_hash(str text, struct hash *);

str  b64(struct arena *, const void *bytes, size_t n);
bool b64_decode(struct arena *, str text, str *bytes);

#endif
