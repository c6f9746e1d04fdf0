/*
 * act_check -- whether a passkey of the charter really signed, and really was made here.
 *
 * The cryptographic half of what makes an act count; the other half is
 * act_stands() in core/authority.h.  The server asks both before a command is
 * decided, the verifier asks both again of every entry.
 *
 * Ownership: what is given back are views of the arguments; sentences live in
 * the arena.
 */
#ifndef ACT_CHECK_H
#define ACT_CHECK_H

#include "core.h"
#include "webauthn.h"

/*
 * CHECKS 5 to 7 of the evidence format: the credential that the act names
 * signed these very bytes, for its relying party and one of its origins.
 * `act` is canonical; client_data, auth_data and signature are as received.
 */
err act_signed(struct arena *, const struct charter *, str act, str client_data, str auth_data, str signature);

/*
 * A passkey was made for this request (a record `enrolment`, canonical), for
 * this log and relying party, at the request's origin, which is one of these.
 * Whose it is, by which link and when, is the caller's to judge.
 */
err enrolment_stands(struct arena *, str log, str rp, const struct rec_origin *origins, size_t n,
    str request, str client_data, str attestation, struct webauthn_credential *out);

#endif
