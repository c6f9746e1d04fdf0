/*
 * hmac -- HMAC-SHA-256 (RFC 2104): what is stored in place of a secret.
 */
#ifndef HMAC_H
#define HMAC_H

#include "base.h"

struct hash hmac_sha256(str key, str message);

#endif
