/*
 * self_signed -- a certificate that vouches for itself, for the night in which there is no other.
 *
 * It is for one host name and for nothing else: whoever tells a device to trust
 * it trusts it for that name alone (RFC 5280 §4.2.1.10).
 *
 * Ownership: texts live in the arena given.
 */
#ifndef SELF_SIGNED_H
#define SELF_SIGNED_H

#include "base.h"

struct self_signed {
	str certificate, key;           /* PEM */
	str fingerprint;                /* SHA-256 of the certificate, as browsers show it: AA:BB:… */
};

/* P-256, from now for ninety days.  Refused: as by host_name(). */
err self_signed(struct arena *, str host, struct self_signed *out);

#endif
