/* interest -- why parties ask for what they ask for: who else has the same reason, and what options do to it. */
#include "authority.h"

#include "view.h"

i64
interest_decision(const struct room *room, i64 interest)
{
	const struct interest *i = FIND(room, interests, interest);
	const struct position *p = i ? FIND(room, positions, i->is.position) : NULL;

	return p ? p->is.decision : 0;
}

/* ---- folds ---- */

void
fold_interest_shared(struct room *room, const struct entry *e, const struct ev_interest_shared *p)
{
	struct sharing *x = ADD(room, sharings);

	x->is = *p;
	x->person = e->by.person;
	touch(room, ENT_sharing, &x->head, e);
}

static struct bearing *
bearing_on(const struct room *room, i64 interest, i64 option)
{
	for (size_t i = 0; i < room->n_bearings; i++)
		if (room->bearings[i].is.interest == interest && room->bearings[i].is.option == option)
			return &room->bearings[i];
	return NULL;
}

void
fold_interest_linked(struct room *room, const struct entry *e, const struct ev_interest_linked *p)
{
	struct bearing *x = bearing_on(room, p->interest, p->option);

	if (x == NULL)
		x = ADD(room, bearings);
	x->is = *p;
	x->person = e->by.person;
	touch(room, ENT_bearing, &x->head, e);
}

/* ---- decides ---- */

static err
need_interest_open(const struct scene *s, i64 interest, const struct decision **d)
{
	i64 decision = interest_decision(s->room, interest);

	return decision ? need_decision_open(s, decision, d) : no_such(s, "interest", interest);
}

/* A party is a seat; or a person who speaks for none. */
static bool
same_party(i64 seat, i64 person, i64 other_seat, i64 other_person)
{
	return seat == other_seat && (seat || person == other_person);
}

/* It is not theirs already. */
static err
need_another_party(const struct scene *s, const struct cmd_share_interest *c)
{
	const struct interest *i = FIND(s->room, interests, c->interest);
	const struct position *p = FIND(s->room, positions, i->is.position);
	bool theirs = same_party(c->seat, s->actor.person, p->is.seat, p->person);

	for (size_t k = 0; k < s->room->n_sharings; k++) {
		const struct sharing *x = &s->room->sharings[k];

		theirs |= x->is.interest == c->interest && same_party(c->seat, s->actor.person, x->is.seat, x->person);
	}
	return theirs ? err_new(s->a, ERR_CONFLICT, "This is your interest already.") : OK;
}

err
decide_share_interest(const struct scene *s, const struct cmd_share_interest *c, struct outcome *out)
{
	const struct decision *d = FIND(s->room, decisions, interest_decision(s->room, c->interest));
	err e;

	if (d && (e = need_voice(s, d, c->seat)))               return e;
	if ((e = need_interest_open(s, c->interest, &d)))       return e;
	if ((e = need_another_party(s, c)))                     return e;
	emit(out, EV_interest_shared)->as.interest_shared = (struct ev_interest_shared){ c->interest, c->seat };
	return OK;
}

err
decide_link_interest(const struct scene *s, const struct cmd_link_interest *c, struct outcome *out)
{
	const struct bearing *now = bearing_on(s->room, c->interest, c->option);
	const struct option *o;
	const struct decision *d;
	err e;

	if ((e = need_interest_open(s, c->interest, &d)))       return e;
	if ((e = need_option_open(s, c->option, &o)))           return e;
	if (o->is.decision != d->head.id)
		return err_new(s->a, ERR_REFUSED, "The interest and the option belong to different decisions.");
	if (c->bearing == (now ? now->is.bearing : BEARING_NEITHER))
		return err_new(s->a, ERR_CONFLICT, "That stands so already.");
	emit(out, EV_interest_linked)->as.interest_linked = (struct ev_interest_linked){ c->interest, c->option, c->bearing };
	return OK;
}

/* ---- views ---- */

const struct head *
see_sharing(const struct seeing *v, i64 id, struct ent_sharing *out)
{
	const struct sharing *x = FIND(v->room, sharings, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_sharing){ ID(x), .interest = x->is.interest, .seat = x->is.seat, .person = x->person };
	return &x->head;
}

const struct head *
see_bearing(const struct seeing *v, i64 id, struct ent_bearing *out)
{
	const struct bearing *x = FIND(v->room, bearings, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_bearing){ ID(x), .interest = x->is.interest, .option = x->is.option, .bearing = x->is.bearing,
	    .person = x->person };
	return &x->head;
}
