/*
 * obligation -- what is owed once an option is decided, and whose clock starts with the outcome (D3).
 *
 * It is part of the option, and so of what an approval binds to.  Whose it is
 * comes with the decision: it is owed by that, and nobody confirms it.  Where
 * one seat acts alone it is owed as far as one seat can say so: the clock is
 * proposed, and applies once the others have answered, or whoever owes it says
 * so.  It stays if nobody ratifies what was done, for it was done.
 */
#include "authority.h"
#include "view.h"

static const str DECIDED = STR_INIT("decided");

/* ---- folds ---- */

void
fold_obligation_proposed(struct room *room, const struct entry *e, const struct ev_obligation_proposed *p)
{
	struct obligation *o = ADD(room, obligations);

	o->is = *p;
	touch(room, ENT_obligation, &o->head, e);
}

void
obligation_started(struct room *room, i64 obligation, const struct entry *e)
{
	struct obligation *o = FIND(room, obligations, obligation);

	o->clock = e->seq;
	touch(room, ENT_obligation, &o->head, e);
}

/* ---- what others ask ---- */

bool
option_owes(const struct room *room, i64 option)
{
	for (size_t i = 0; i < room->n_obligations; i++)
		if (room->obligations[i].is.option == option)
			return true;
	return false;
}

i64
obligation_decision(const struct room *room, i64 obligation)
{
	const struct obligation *o = FIND(room, obligations, obligation);
	const struct option *of = o ? FIND(room, options, o->is.option) : NULL;

	return of ? of->is.decision : 0;
}

/* ---- decides ---- */

/* Else it would wait for what nobody has thought of. */
static err
need_from_outcome(const struct scene *s, const struct rec_clock_terms *t)
{
	for (size_t i = 0; i < t->n_limits; i++)
		if (!t->limits[i].submission && str_eq(t->limits[i].from, DECIDED))
			return OK;
	return err_new(s->a, ERR_MALFORMED, "limits: what is owed by a decision counts from decided, in one limit at least.");
}

err
decide_propose_obligation(const struct scene *s, const struct cmd_propose_obligation *c, struct outcome *out)
{
	const struct option *option;
	err e;

	if ((e = need_option_open(s, c->option, &option)))      return e;
	if ((e = need_owed_once(s, c->terms)))                  return e;
	if ((e = need_clock_terms(s, c->terms)))                return e;
	if ((e = need_from_outcome(s, c->terms)))               return e;
	if (option->is.nothing)
		return err_new(s->a, ERR_REFUSED, "This option is to do nothing; nothing is owed by it.");
	emit(out, EV_obligation_proposed)->as.obligation_proposed = (struct ev_obligation_proposed){ c->option, c->terms, c->title };
	return OK;
}

/* ---- reactions ---- */

/* The entry from which it is owed. */
static i64
began(const struct decision *d)
{
	return d->alone ? d->alone : d->outcome;
}

static void
start_one(const struct scene *s, struct outcome *out, const struct decision *d, const struct obligation *o)
{
	struct rec_clock_moment *m = NEW(s->a, struct rec_clock_moment, 1);
	i64 cause = began(d);
	struct ev_clock_started as;

	*m = (struct rec_clock_moment){ DECIDED, cause, s->room->places[cause - 1].at };
	as = clock_from(s, o->is.terms, m, 1);
	as.proposed = d->state == DECISION_OPEN;
	as.title = o->is.title;
	as.obligation = o->head.id;
	emit(out, EV_clock_started)->as.clock_started = as;
}

void
start_obligations(const struct scene *s, struct outcome *out, const struct decision *d)
{
	for (size_t i = 0; i < s->room->n_obligations; i++) {
		const struct obligation *o = &s->room->obligations[i];
		const struct clock *c = FIND(s->room, clocks, o->clock);

		if (o->is.option != d->option || o->head.id > began(d))         /* what came afterwards was not decided */
			continue;
		if (c == NULL)
			start_one(s, out, d, o);
		else if (d->state == DECISION_TAKEN && c->state == CLOCK_PROPOSED)
			emit(out, EV_clock_confirmed)->as.clock_confirmed.clock = c->head.id;
	}
}

/* ---- views ---- */

const struct head *
see_obligation(const struct seeing *v, i64 id, struct ent_obligation *out)
{
	const struct obligation *o = FIND(v->room, obligations, id);

	if (o == NULL)
		return NULL;
	*out = (struct ent_obligation){ ID(o), .option = o->is.option, .label = o->is.terms->label, .owner = o->is.terms->owner,
	    .limits = o->is.terms->limits, .n_limits = o->is.terms->n_limits, .clock = o->clock, .title = o->is.title };
	return &o->head;
}
