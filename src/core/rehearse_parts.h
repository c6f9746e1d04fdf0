/*
 * rehearse_parts -- what is played, for those who play it and who tell it.
 *
 * For rehearse.c and rehearse_tell.c alone.
 */
#ifndef REHEARSE_PARTS_H
#define REHEARSE_PARTS_H

#include "authority.h"
#include "rehearse.h"

enum { REHEARSED_STEPS = 400 };         /* of one rehearsal (records.def); ordinary ones have thirty */

/* A charter of its own, in which everybody's answer counts; the room; and what was seen to happen. */
struct play {
	struct arena *a;
	const struct charter *real;
	struct charter charter;
	struct room *room;
	const struct rehearsal *q;
	i64 now, answered;
	struct outcome *out;
	struct rec_rehearsal *is;
	struct rec_rehearsal_step *steps;
};

/* The decision that is rehearsed. */
const struct decision *rehearsed_question(const struct play *);

str  told_name(const struct play *, i64 person);
/* In words, rounded down to minutes: 20 minutes, 3 hours and 5 minutes, 7 days. */
str  told_duration(const struct play *, i64 seconds);
str  told_title(const struct play *, i64 seat);
/* One step, now. */
void tell(struct play *, enum rehearsed, i64 seat, i64 person, str text);
/* That a seat is asked; what an entry means; how it ended. */
void tell_asked(struct play *, i64 seat, const char *what, str when);
void tell_happened(struct play *, const struct emitted *);
void tell_decided(struct play *);
void tell_undecided(struct play *);

#endif
