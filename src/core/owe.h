/*
 * owe -- who must be reached, and for what (F4).
 *
 * Whoever must answer, advise, do something about what somebody said, or know
 * of what came of it, is owed a call: that follows from how things stand, and
 * is written down before anybody is rung (law 9).  Whoever is called to a
 * decision is let into its room.
 */
#ifndef OWE_H
#define OWE_H

#include "authority.h"

/* It is owed once; whoever is to answer, to advise or to come is let in.  Nobody is called whom the room's label keeps out. */
void owe_call(const struct scene *, struct outcome *, struct ev_call_owed);
/* The same of everybody who holds `of`, because of that seat in that decision. */
void owe_holders(const struct scene *, struct outcome *, const struct decision *, i64 seat, i64 of, enum call_reason);
/*
 * Who of that seat is to be called to this next, and from when on: whoever is on, then its line, past who is away, was called
 * in two ways in vain, or has not said for so long that they know (0: for ever).  0: nobody, or somebody knows.
 */
i64  next_in_line(const struct scene *, const struct seat *, const struct ev_call_owed *to, i64 patience, i64 *at);
/* Has somebody of that line, called to this, said that they know? */
bool line_knows(const struct scene *, const struct seat *, const struct ev_call_owed *to);

#endif
