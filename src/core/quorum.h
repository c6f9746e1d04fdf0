/*
 * quorum -- are there different people enough for what a rule asks?
 *
 * Whoever answers fills one place, in one seat: a person counts once, and so
 * does a seat, but the officers' for each of its people (B3).  So it is not
 * enough that every seat has somebody: all places must be filled at once.
 *
 * Ownership: everything lives in the scratch handed in.
 */
#ifndef QUORUM_H
#define QUORUM_H

#include "core.h"

/* A seat that is asked, who would answer in it, and how many of them may. */
struct asked_seat { i64 seat, most; struct refs people; };
struct quorum {
	const struct rec_rule_terms *rule;
	const struct asked_seat *seats;         /* every seat that the rule asks, each once */
	size_t n_seats;
};

/* Can the one who decides and all who must concur be found, each person once? */
bool quorum_can(struct arena scratch, const struct quorum *);

/* The seats that must answer: the accountable one first, each once. */
struct refs quorum_seats(struct arena *, const struct rec_rule_terms *);

#endif
