/*
 * ladder -- who is on it, for those who say what happens at its end.
 *
 * For ladder.c and by_default.c alone.
 */
#ifndef LADDER_H
#define LADDER_H

#include "authority.h"

/* The ladder of the rule that governs it, one without rungs where it has none; of what the officers decide, a reminder. */
const struct rec_ladder *ladder_of(const struct charter *, const struct decision *);
/* Has a deputy of that seat, who is called at once or for its silence, still to be called? */
bool deputy_is_left(const struct scene *, const struct decision *, const struct seat *);
/* Nobody lapses, and nothing is taken by default, for so long after the server's return: µs. */
#define RETURN_LASTS (10 * MINUTE)

#endif
