/*
 * opened -- who of those that are asked had the brief on their screen, and when (H3).
 *
 * A look writes nothing.  The browser of somebody who is asked says it, once
 * for each time something is put up, when the brief has really stood there;
 * nobody is believed to have read anything.
 */
#include "authority.h"

#include "view.h"

/* ---- folds ---- */

void
fold_brief_opened(struct room *room, const struct entry *e, const struct ev_brief_opened *p)
{
	const struct decision *d = FIND(room, decisions, p->decision);
	struct brief_opening *x = ADD(room, brief_openings);

	x->is = *p;
	x->person = e->by.person;
	x->at = e->at;
	x->put_up = d ? d->put_up : 0;
	touch(room, ENT_brief_opening, &x->head, e);
}

/* ---- decides ---- */

/* To answer what is put up, to put something up while nothing is, or for advice. */
static bool
is_asked(const struct scene *s, const struct decision *d)
{
	struct refs advise = concerned_in(s->a, s->charter, d).consulted;
	i64 grounds;

	for (size_t i = 0; i < s->charter->n_seats; i++) {
		i64 seat = s->charter->seats[i].head.id;
		bool asked = d->put_up ? seat_asked(d, seat) : seat == accountable_of(s->charter, d);
		bool consulted = refs_have(advise, seat);

		if ((asked || consulted) && may_sit_by(s->charter, s->room, d, seat, s->actor.person, &grounds))
			return true;
		if (consulted && was_asked_for_advice(s->room, d, seat, s->actor.person))
			return true;
	}
	return false;
}

static err
need_unopened(const struct scene *s, const struct decision *d)
{
	for (size_t i = s->room->n_brief_openings; i-- > 0;) {
		const struct brief_opening *x = &s->room->brief_openings[i];

		if (x->is.decision == d->head.id && x->person == s->actor.person && x->put_up == d->put_up)
			return err_new(s->a, ERR_CONFLICT, "That you opened it is in the record already.");
	}
	return OK;
}

/* What stood on the screen was what is put up now. */
static err
need_seen(const struct scene *s, const struct decision *d, i64 seen)
{
	i64 since = d->put_up ? d->put_up : d->head.id;

	if (seen >= since && seen <= s->room->seq)
		return OK;
	return err_new(s->a, ERR_CONFLICT, "What is put up stands there since entry %lld, and the newest entry is %lld; %lld is not between them.",
	    (long long)since, (long long)s->room->seq, (long long)seen);
}

err
decide_open_brief(const struct scene *s, const struct cmd_open_brief *c, struct outcome *out)
{
	const struct decision *d = FIND(s->room, decisions, c->decision);
	err e;

	if (d == NULL)
		return no_such(s, "decision", c->decision);
	if (!is_asked(s, d))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "Decision %lld asks you nothing; who else looks at it is not written down.", (long long)c->decision);
	if ((e = need_decision_open(s, c->decision, &d)))       return e;
	if ((e = need_unopened(s, d)))                          return e;
	if ((e = need_seen(s, d, c->seen)))                     return e;
	emit(out, EV_brief_opened)->as.brief_opened = (struct ev_brief_opened){ c->decision, c->seen };
	return OK;
}

/* ---- views ---- */

const struct head *
see_brief_opening(const struct seeing *v, i64 id, struct ent_brief_opening *out)
{
	const struct brief_opening *x = FIND(v->room, brief_openings, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_brief_opening){ ID(x), .decision = x->is.decision, .person = x->person, .seen = x->is.seen, .at = x->at };
	return &x->head;
}
