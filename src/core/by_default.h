/*
 * by_default -- what the charter authorised in advance for when nobody answers (B5).
 *
 * A default opens tasks for people and does nothing itself.  It may consist of
 * measures alone that can be undone, and comes only if everybody on the ladder
 * was really called and had their time.  The decision stays open meanwhile:
 * whoever wakes up answers, an objection ends it, and else its hours do.
 */
#ifndef BY_DEFAULT_H
#define BY_DEFAULT_H

#include "authority.h"

/* Nor may a rule have one in which some concur only in their turn. */
#define NO_DEFAULT_IN_TURN "not where some concur only in their turn: whose turn has not come, nobody has called"

/* Is something authorised in advance for this decision, which is open, put up and not acted upon? */
const struct rec_default_terms *default_of(const struct charter *, const struct decision *);
/* What keeps it from being taken so at the end, as things stand; none: nothing. */
enum default_bar default_bar_of(const struct scene *, const struct decision *, struct refs missing);
/* Its time has come, or comes only after the deadline, which then moves: that follows. */
bool react_default(const struct scene *, struct outcome *, const struct decision *, struct refs missing);
/* What no default may be, in a few words; NULL if it is none of that. */
const char *default_wrong(str kind, const struct rec_default_terms *);

#endif
