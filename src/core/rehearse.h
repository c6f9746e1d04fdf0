/*
 * rehearse -- "Sunday, 03:00, CISO and COO unreachable: who decides a partial shutdown, and when?"
 *
 * The answer is not reckoned but played: a made-up room is opened under the
 * charter, the question is put up, and the core itself decides, folds and
 * reacts until it is decided or undecided.  So a rehearsal cannot say anything
 * else than what would happen.  What it supposes:
 *  - whoever can be reached answers as soon as they may, and agrees;
 *  - whoever cannot is called in two ways in vain, as soon as they are to be called;
 *  - every condition holds, so that everybody who may have to concur is asked;
 *  - whoever may act alone without breaking the glass does;
 *  - everybody's answer counts, as if they had a passkey; whose does not yet, it says.
 *
 * Ownership: everything lives in the arena handed in.
 */
#ifndef REHEARSE_H
#define REHEARSE_H

#include "core.h"

struct rehearsal { str kind; struct refs absent; i64 at; };

/* Refused: a kind that is no standard one and has no rule, and no moment from 1970 to 2200.  A standard kind without a rule is a gap. */
err rehearse(struct arena *, const struct charter *, const struct rehearsal *, struct rec_rehearsal *out);

/*
 * "ciso,17": whoever holds the seats named, and people by their number.
 * Refused: what names neither.
 */
err rehearse_absent(struct arena *, const struct charter *, str list, struct refs *out);

#endif
