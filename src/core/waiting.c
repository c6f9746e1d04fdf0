/* waiting -- what goes on while nothing is decided: the services that are down already, since when, and what that breaks (B7 of brief.h). */
#include "authority.h"
#include "brief.h"
#include "impact.h"

static const str DOWN = STR_INIT(".down");

/* What is down, and since when, in two lists that go together. */
struct down { struct impact_stop *stops; i64 *since; size_t n; };

static bool
says_down(const struct seeing *v, const struct fact *f)
{
	return (f->is.confidence == CONFIRMED || f->is.confidence == PROBABLE) && str_eq(f->is.value, STR("true")) &&
	    (v->audience == NULL || audience_sees(v->audience, v->room, &f->head));
}

/* Since when it was said so, without anybody saying otherwise. */
static i64
said_since(const struct seeing *v, const struct fact *now)
{
	i64 since = now->at;

	for (const struct fact *f = now; f-- > v->room->facts;) {
		if (!str_eq(f->is.name, now->is.name))
			continue;
		if (!says_down(v, f))
			break;
		since = f->at;
	}
	return since;
}

static void
add(struct down *down, struct impact_stop stop, i64 since)
{
	for (size_t i = 0; i < down->n; i++)
		if (down->stops[i].service == stop.service) {
			down->since[i] = since < down->since[i] ? since : down->since[i];
			if (stop.lasts == 0)
				down->stops[i].lasts = 0;
			return;
		}
	if (down->n == LIMIT_IMPACT_NAMED)
		return;
	down->since[down->n] = since;
	down->stops[down->n++] = stop;
}

/* By the facts "ledger.down", and by the shutdowns that are in force. */
static struct down
down_now(const struct seeing *v)
{
	struct down down = { NEW(v->a, struct impact_stop, LIMIT_IMPACT_NAMED), NEW(v->a, i64, LIMIT_IMPACT_NAMED), 0 };

	for (size_t i = 0; i < v->room->n_current; i++) {
		const struct fact *f = &v->room->facts[v->room->current[i]];
		str name = f->is.name;
		const struct service *s = str_ends(name, DOWN) ? charter_service_named(v->charter, (str){ name.p, name.n - DOWN.n }) : NULL;

		if (s && says_down(v, f))
			add(&down, (struct impact_stop){ s->head.id, FULL_SHUTDOWN, 0 }, said_since(v, f));
	}
	for (size_t i = 0; i < v->room->n_measures; i++) {
		const struct measure *m = &v->room->measures[i];

		if (impact_of_measure(m->is.kind) == HIT_STOPPED && measure_in_force(m) && charter_service(v->charter, m->is.service))
			add(&down, (struct impact_stop){ m->is.service, m->is.kind, m->is.lasts }, m->applied);
	}
	return down;
}

static const struct rec_impact_service *
found_of(const struct rec_impact *found, i64 service)
{
	for (size_t i = 0; i < found->n_services; i++)
		if (found->services[i].service == service)
			return &found->services[i];
	return NULL;
}

/* Since when that is down by which it is hit, from one to the next. */
static i64
since_of(const struct down *down, const struct rec_impact *found, const struct rec_impact_service *hit)
{
	for (size_t i = 0; hit->because && i < found->n_services; i++)
		hit = found_of(found, hit->because);
	for (size_t i = 0; i < down->n; i++)
		if (down->stops[i].service == hit->service)
			return down->since[i];
	return 0;
}

static void
say_down(const struct seeing *v, const struct down *down, const struct rec_impact *found, struct rec_brief_option *out)
{
	i64 *services = NEW(v->a, i64, down->n);
	struct rec_impact_break *breaks = NEW(v->a, struct rec_impact_break, out->n_breaks);

	for (size_t i = 0; i < down->n; i++)
		services[i] = down->stops[i].service;
	for (size_t i = 0; i < out->n_breaks; i++) {
		breaks[i] = out->breaks[i];
		breaks[i].at = since_of(down, found, found_of(found, breaks[i].service)) + breaks[i].after * SECOND;
	}
	out->down = (struct refs){ services, down->n };
	out->breaks = breaks;
}

/* Somebody's estimate of an hour goes before the register's. */
static void
say_estimate(const struct seeing *v, const struct option *o, struct rec_brief_option *out)
{
	struct rec_impact estimated;

	impact_by_the_hour(v->a, o->estimate.cost_low, o->estimate.cost_likely, o->estimate.cost_high, &estimated);
	if (estimated.n_steps == 0)
		return;
	out->by_estimate = true;
	out->totals = estimated.totals;
	out->n_totals = estimated.n_totals;
	out->steps = estimated.steps;
	out->n_steps = estimated.n_steps;
}

err
brief_waiting(const struct seeing *v, const struct option *o, struct rec_brief_option *out)
{
	struct down down = { NULL, NULL, 0 };
	struct rec_impact found;
	err e;

	if (v->audience == NULL || !v->audience->outside)
		down = down_now(v);
	if (down.n) {
		if ((e = impact_find(v->a, v->charter, &(struct impact_asked){ down.stops, down.n, false }, &found)))
			return e;
		brief_impact(v->a, &found, out);
		say_down(v, &down, &found, out);
	}
	say_estimate(v, o, out);
	return OK;
}
