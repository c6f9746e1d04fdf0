/*
 * delegation -- a seat that the charter lends to somebody for a time (B4).
 *
 * Where such a seat must answer, its delegate is called to that decision like
 * a deputy, by an entry of the room; so an act names its grounds, and the
 * record keeps whom they stand in for.  Whoever holds the seat may answer, too;
 * the seat counts once.  An answer counts no more when the delegation is over.
 */
#ifndef DELEGATION_H
#define DELEGATION_H

#include "authority.h"

/* Is it for that kind of decision?  What is lent for statements is lent for one to anybody. */
bool delegation_is_for(const struct delegation *, str kind);
/* Does it last at that moment, for that kind of decision? */
bool delegation_lasts(const struct delegation *, str kind, i64 at);
/*
 * Does whoever was called stand in for that seat in this decision, and may they in that place: in the seat's own, or as the
 * next authority in another's?  There no delegate may: their answer would count past their time.
 */
bool deputises(const struct charter *, const struct deputy *called, const struct decision *, i64 seat, i64 place);
/* May whoever was called still stand in, and at that moment, too? */
bool stands_in_at(const struct charter *, const struct room *, const struct deputy *, i64 at);
/* Delegates of the seats that miss are called, and done when it is over: that follows. */
bool react_delegates(const struct scene *, struct outcome *, const struct decision *, struct refs missing);
/* When time alone makes that speak again; 0: never. */
i64  delegates_due(const struct scene *, const struct decision *);
/* May these become the terms of one; may that one be ended? */
err  need_delegation_terms(const struct scene *, const struct rec_delegation_terms *);
err  need_delegation_lasting(const struct scene *, i64 delegation);

#endif
