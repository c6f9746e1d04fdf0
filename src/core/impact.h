/*
 * impact -- what follows if services are stopped: what else stops, for how long, and what it costs.
 *
 * All of it is worked out from the register of services and from nothing else:
 *
 *  I1  What is stopped does nothing until its time is over; or, once one of its
 *      routes has been switched to, the part that this carries.  What a route
 *      carries of which nobody said how much counts as nothing.
 *  I2  What needs it does at most the part of it that is carried, of several the
 *      least; unless a route of its own carries more.
 *  I3  A mode is a way to go on with less of what is needed, not without it: the
 *      register does not say without what.  So it lowers the cost where what is
 *      needed is carried in part, and does nothing for what is itself stopped.
 *      What needs a service that a measure makes go on with less goes on, is
 *      named, and costs nothing here.
 *  I4  What is not carried costs its part of what an hour without it costs, by
 *      its stepped curve; in a mode what the mode costs, where that is less.
 *      What is made to go on with less costs from the least to the most
 *      of what its modes cost; where it has none, from nothing to all that an
 *      hour without it costs, and it is named as a guess.  A figure that nobody said is taken where its
 *      neighbours are; where there is none at all, the service is named as not
 *      costed, and the sums are without it.
 *  I5  What is carried in part is not up: its tolerance breaks as if it were
 *      down, until all of it is carried.  Being made to go on with less breaks none.
 *  I6  What it does to trust, customers and competition is said in words: of what
 *      is down, or carried in part, the gravest that anybody said of a day
 *      without it, and of which service that was said.  Where nobody said it of
 *      some of them, that is said, too.
 *
 * Each service counts once, however many ways lead to it; services that need
 * each other round about stop together, and only if something stops them.
 * Sums are exact until they are rounded to six places; currencies are kept
 * apart.  Costs are counted for 72 hours.
 *
 * Ownership: what is found lies in the arena and points into the charter.
 */
#ifndef IMPACT_H
#define IMPACT_H

#include "core.h"

/* A measure on a service, and for how many seconds; 0: for good. */
struct impact_stop { i64 service; enum measure_kind kind; i64 lasts; };

/* What does that kind of measure do to its service: HIT_STOPPED, HIT_DEGRADED, or impact_hit_none: the register cannot tell. */
enum impact_hit impact_of_measure(enum measure_kind);

/* `unhelped`: as if no mode and no route helped. */
struct impact_asked { const struct impact_stop *stops; size_t n; bool unhelped; };

/* TOO_LARGE beyond a bound of bounds.h, NO_SUCH if a service is not in the register. */
err impact_find(struct arena *, const struct charter *, const struct impact_asked *, struct rec_impact *out);

/* Those of its services that are stopped, or stop with them (I1, I2), be it only until a route works, in the order of the register; refused like impact_find. */
err impact_stopped(struct arena *, const struct charter *, const struct impact_asked *, struct refs *out);

/* What it costs as it lasts if every hour costs as much; nothing where no figure was said.  It hits no service. */
void impact_by_the_hour(struct arena *, struct money low, struct money likely, struct money high, struct rec_impact *out);

/* What is asked in words such as "12,15:degraded_mode": a service's number, and the kind of measure (none: full_shutdown).
 * MALFORMED or TOO_LARGE with the sentence. */
err impact_read(struct arena *, str asked, struct impact_asked *out);

#endif
