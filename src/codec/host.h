/*
 * host -- the public name of a server.
 *
 * Passkeys are bound to it for ever, so it is what browsers take for a domain:
 * labels of letters, digits and hyphens (RFC 1123 §2.1), small as they stand in
 * an Origin (RFC 6454 §6.1), and no address, which can own no passkey (WebAuthn
 * Level 3, "relying party identifier").
 */
#ifndef HOST_H
#define HOST_H

#include "base.h"

/* NAME, in small letters.  Refused: an address, a port, anything that is no domain name of at most 253 bytes. */
err host_name(struct arena *, str text, str *out);

/* NAME or NAME:PORT, in small letters; a port is 1 to 65535. */
err host_origin(struct arena *, str text, str *out);

#endif
