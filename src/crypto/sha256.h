/*
 * sha256 -- the one hash of the record (FIPS 180-4).
 */
#ifndef SHA256_H
#define SHA256_H

#include "base.h"

void sha256(const void *bytes, size_t n, struct hash *);

/* SHA-256 in pieces, for what is not in memory at once: a plain value, which
 * may be copied to hash on in two directions. */
struct sha256_run { u64 state[14]; };

struct sha256_run sha256_begin(void);
void sha256_add(struct sha256_run *, const void *bytes, size_t n);
struct hash sha256_end(struct sha256_run);

#endif
