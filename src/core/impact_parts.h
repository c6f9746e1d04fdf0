/*
 * impact_parts -- what the parts of impact share, for impact*.c alone: the register as a graph, what becomes of each, what is lost.
 *
 * Ownership: as impact.h says.
 */
#ifndef IMPACT_PARTS_H
#define IMPACT_PARTS_H

#include "decimal.h"
#include "impact.h"

enum { AN_HOUR = 3600, HORIZON = 72 * AN_HOUR, HOURS_COUNTED = 72, WHOLE = 100, PIECES = 160 };
#define FOR_GOOD INT64_MAX

/* Until when a service does less than some part of its work, until when one that it needs does, and by which of them. */
struct lack { i64 until, needed, because; };

struct hit { i64 until; size_t at; };

/* A service, and what becomes of it: all moments are seconds from the beginning. */
struct node {
	const struct service *is;
	i64 stopped_until, less_until;  /* 0: it is not what is stopped, or made to go on with less */
	struct lack *of;                /* by part, ascending; the last is all of it */
	i64 because;                    /* what it leans on, or needs that is not all there */
};

struct graph {
	struct arena *a;
	bool unhelped;
	i64 parts[WHOLE]; size_t n_parts; /* in percent: what routes carry, and all */
	struct node *v; size_t n;
	size_t *above, *first;          /* who needs v[i]: above[first[i]] to above[first[i + 1]] */
	struct hit *hit; size_t n_hit;  /* who was found to be down, and not looked at yet: a heap, who is down longest at its top */
};

/* What an hour of something costs. */
struct range { struct decimal low, likely, high; str currency; };
struct rate  { bool known; struct range of; i64 percent; };

/* What was lost in each hour, in one currency: seconds by percent of an hour's cost. */
struct loss { str currency; decimal_sum low[HOURS_COUNTED], likely[HOURS_COUNTED], high[HOURS_COUNTED]; };
struct losses { struct loss *v; size_t n; };

/* A mode, a route, or as much as there is of what it needs; none of them: it is down. */
struct helper { const struct rec_service_mode *mode; const struct rec_service_route *route; i64 because, carries; };

static inline i64 least(i64 a, i64 b)  { return a < b ? a : b; }

/* ---- what stops ---- */

struct graph impact_graph(struct arena *, const struct charter *, bool unhelped);
/* What is asked enters the graph; TOO_LARGE, or NO_SUCH, as impact_find says. */
err impact_need_asked(struct graph *, const struct charter *, const struct impact_asked *);
/* What needs it stops with it, until nothing more does. */
void impact_spread(struct graph *);

/* All of its work, of the parts. */
const struct lack *node_whole(const struct graph *, const struct node *);
/* Until when it is stopped, or one that it needs is not all there. */
i64 node_trouble(const struct graph *, const struct node *);
enum impact_hit node_hit(const struct graph *, const struct node *);
/* The first of what it needs that is made to go on with less, or 0 (I3). */
i64 node_leans_on(const struct graph *, const struct charter *, const struct node *);

/* In percent, all of it at most. */
i64 route_carries(const struct rec_service_route *);
bool service_has_modes(const struct service *);

/* ---- what it costs ---- */

/* The moments within the horizon at which anything changes for it, ascending, PIECES at most; returns how many. */
size_t node_moments(const struct graph *, const struct node *, i64 *v);
/* What keeps it going at that moment, if it is stopped or one that it needs is not all there: what costs least. */
struct helper node_helper(const struct graph *, const struct node *, i64 at);
/* What it loses, piece by piece; false if it comes in too many currencies. */
bool node_losses(const struct graph *, const struct node *, struct losses *out, bool *not_costed);
bool losses_join(struct losses *total, const struct losses *one);
/* The losses in that currency; NULL if there are too many currencies. */
struct loss *losses_in(struct losses *, str currency);
void loss_add(struct loss *, const struct rate *, i64 from, i64 to);
/* The three figures; what is not there is taken where its neighbours are.  False if none is. */
bool cost_range(struct arena *, struct money low, struct money likely, struct money high, struct range *out);

#endif
