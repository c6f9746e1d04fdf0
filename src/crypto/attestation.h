/*
 * attestation -- what an authenticator's maker says of it: form and signature, never trust.
 *
 * Tocsin asks for the conveyance "none", to which a browser answers with the
 * format `none`, or with `packed` signed by the new key itself (WebAuthn
 * Level 3 §5.1.3).  Those two are known.  `packed` with a certificate is
 * checked as far as §8.2 and §8.2.1 go; the chain behind the certificate is
 * not evaluated, and nothing in Tocsin rests on it: a key counts once people
 * have vouched for it.  Any other format was not asked for and cannot be
 * checked, and §7.1 lets a statement in no supported format fail: refused.
 *
 * Ownership: everything is views of the caller's.
 */
#ifndef ATTESTATION_H
#define ATTESTATION_H

#include "cose.h"

struct attestation {
	str fmt, statement;             /* the statement's raw CBOR, canonical */
	str message;                    /* what it signs: authenticator data || SHA-256(client data) */
	const struct cose *key;         /* the key enrolled */
	str aaguid;                     /* the authenticator's model, 16 bytes */
};

err attestation_check(struct arena *, const struct attestation *);

#endif
