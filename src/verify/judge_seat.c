/* judge_seat -- who is on duty in a seat, or back in it: that is for themselves to say. */
#include "replay.h"

#include "delegation.h"

/* Who holds the seat takes it back, and nobody else does it for them. */
err
judge_seat_taken_back(const struct moment *m)
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

/* Command, or the duty in a seat, moves by an act of whoever takes it over. */
err
judge_handover_accepted(const struct moment *m)
{
	return judge_object(m, m->e->as.handover_accepted.handover);
}

/* How ready it was hangs on what the server pages by, too, which no record says: only that it was its time is asked. */
err
judge_readiness_noted(const struct moment *m)
{
	const struct scene s = ruled_scene(m);

	return has_come(&s, readiness_due(&s)) ? OK : no(m, "a week had not passed since the last note of how ready the charter is");
}
