/* judge_seat -- who is on duty in a seat, away, or back in it: that is for themselves to say. */
#include "replay.h"

#include "delegation.h"

/* Who holds the seat takes it back, and nobody else does it for them. */
err
judge_taken_back(const struct moment *m)
{
	const struct deputy *called = FIND(m->room, deputies, m->e->as.seat_taken_back.deputy);

	return need_takes_back(m->a, m->charter, m->room, called, m->e->by.person);
}

/* Whoever holds a seat says that they are on; a deputy comes on by an act. */
err
judge_duty_taken(const struct moment *m)
{
	return seat_held_by(m->charter, m->e->as.duty_taken.seat, m->e->by.person) ? OK :
	    no(m, "whoever came on duty in the seat does not hold it");
}

/* That somebody is away calls their deputy, and that they know of a call is an answer to it: they say so themselves. */
err
judge_own(const struct moment *m, i64 person)
{
	return person == m->e->by.person ? OK : no(m, "that is for themselves to say");
}
