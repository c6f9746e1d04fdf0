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
 * in two ways in vain, or has not said for so long that they know (0: for ever); if somebody else said so of them, so long
 * after that.  0: nobody, or somebody knows, as they say themselves.
 */
i64  next_in_line(const struct scene *, const struct seat *, const struct ev_call_owed *to, i64 patience, i64 *at);
/* The same of those, in that order. */
i64  next_of_line(const struct scene *, struct refs line, const struct ev_call_owed *to, i64 patience, i64 *at);
/* The call to this of that person, in whichever seat, or NULL; one that is asked anew counts no more. */
const struct call *called_to(const struct room *, const struct ev_call_owed *to, i64 person);
/* Is `to.person` called to this, or in this very turn, in whichever seat? */
bool is_called_to(const struct room *, const struct outcome *, const struct ev_call_owed *to);

/* It has its outcome in this very turn: it asks nobody for an answer, and what becomes of what it ordered follows from how it ended. */
bool ends_now(const struct outcome *, const struct decision *);

/*
 * Whoever is to look, to come or to carry something out has a time for it.
 * Each of a line is waited for a third of it; when two are over and nobody
 * says that they know, it is silent, and who is to see to it is called; at its
 * end it is late.  All 0 where there is no such time (by 0).
 */
struct rungs { i64 patience, silent, late; };
struct rungs rungs(i64 from, i64 by);
/* When that line is silent, called to this: not before one is waited for once more of whom somebody else said that they know; 0: one of them says so. */
i64 line_silent_at(const struct scene *, const struct seat *, const struct ev_call_owed *to, struct rungs);

#endif
