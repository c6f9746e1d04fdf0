/*
 * signin -- enrolling a passkey, by an invitation or from a session, and signing in with one.
 *
 * What an authenticator is asked to sign is a canonical request that names the
 * log, the relying party and when it expires; its nonce carries our own mark,
 * so that a request is recognised as ours without being remembered, and used
 * nonces are remembered until they expire.
 */
#ifndef SIGNIN_H
#define SIGNIN_H

#include "session.h"

/* A request for signing in, as canonical bytes. */
str signin_request(struct house *, struct arena *);
/* A request for enrolling, through the invitation with that secret; with no
 * secret, a further passkey for whose session it is (strong, or a demonstration's). */
err enrol_request(struct house *, struct arena *, str secret, const struct actor *session, str origin, str *request, const struct person **who);

/* What a browser sends back; all raw bytes but the request. */
struct signin_answer { str request, credential, client_data, auth_data, signature, origin; };
struct enrol_answer  { str request, secret, client_data, attestation, origin; };

/* Orders: ctx is one of these. */
struct signin_order { struct order order; struct signin_answer is; i64 person; };
struct enrol_order  { struct order order; struct enrol_answer is; i64 credential; bool vouched; };
struct recovery_order { struct order order; str code; str codes[10]; };
err decide_signin(struct house *, struct order *, struct scene *, struct outcome *);
err decide_enrol(struct house *, struct order *, struct scene *, struct outcome *);
err decide_recovery_signin(struct house *, struct order *, struct scene *, struct outcome *);
/* A fresh set of recovery codes for order.actor. */
err decide_recovery_codes(struct house *, struct order *, struct scene *, struct outcome *);

/* The relying party of this instance: its host without a port. */
str house_rp(const struct house *);

#endif
