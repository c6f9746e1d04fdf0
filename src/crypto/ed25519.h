/*
 * ed25519 -- the log's signature (RFC 8032), with raw keys.
 *
 * Deterministic: one secret and one message give one signature.
 */
#ifndef ED25519_H
#define ED25519_H

#include "base.h"

struct ed25519_secret    { u8 b[32]; };
struct ed25519_public    { u8 b[32]; };
struct ed25519_signature { u8 b[64]; };

struct ed25519_secret    ed25519_generate(void);
struct ed25519_public    ed25519_public_of(const struct ed25519_secret *);
struct ed25519_signature ed25519_sign(const struct ed25519_secret *, str message);
bool ed25519_verify(const struct ed25519_public *, str message, const struct ed25519_signature *);

#endif
