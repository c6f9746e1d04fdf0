#include "delegation.h"
#include "view.h"

static const i64 LONGEST = 90 * DAY;

/* ---- how long ---- */

bool
delegation_is_for(const struct delegation *x, str kind)
{
	for (size_t i = 0; i < x->is.kinds.n; i++)
		if (str_eq(x->is.kinds.v[i], kind) || str_eq(x->is.kinds.v[i], kind_at_large(kind)))
			return true;
	return x->is.kinds.n == 0;
}

bool
delegation_lasts(const struct delegation *x, str kind, i64 at)
{
	return !x->ended && x->from <= at && at < x->is.until && delegation_is_for(x, kind);
}

/* In the seat's line, or by a delegation that nobody ended. */
static bool
stands_in(const struct charter *c, const struct deputy *called)
{
	const struct delegation *x = FIND(c, delegations, called->is.delegation);
	const struct seat *seat = charter_seat(c, called->is.seat);

	if (called->ended)
		return false;
	if (called->is.why == DEPUTY_DELEGATED)
		return x && !x->ended && x->is.seat == called->is.seat && x->is.person == called->is.person;
	return seat && refs_have(seat->is.deputies, called->is.person);
}

bool
deputises(const struct charter *c, const struct deputy *called, const struct decision *d, i64 seat, i64 place)
{
	return called->is.decision == d->head.id && called->is.seat == seat && (seat == place || called->is.why != DEPUTY_DELEGATED) &&
	    stands_in(c, called);
}

bool
stands_in_at(const struct charter *c, const struct room *room, const struct deputy *called, i64 at)
{
	const struct delegation *x = FIND(c, delegations, called->is.delegation);
	const struct decision *d = FIND(room, decisions, called->is.decision);

	return stands_in(c, called) && (x == NULL || delegation_lasts(x, d->is.kind, at));
}

/* ---- folds ---- */

void
fold_delegation_set(struct charter *c, const struct entry *e, const struct ev_delegation_set *p)
{
	struct delegation *x = ADD(c, delegations);

	x->is = *p->terms;
	x->decision = p->decision;
	x->from = x->is.from ? x->is.from : e->at;
	touch(c->room, ENT_delegation, &x->head, e);
	count_consequence(c->room, p->decision);
}

void
fold_delegation_ended(struct charter *c, const struct entry *e, const struct ev_delegation_ended *p)
{
	struct delegation *x = FIND(c, delegations, p->delegation);

	x->ended = true;
	touch(c->room, ENT_delegation, &x->head, e);
	count_consequence(c->room, p->decision);
}

void
fold_delegate_done(struct room *room, const struct entry *e, const struct ev_delegate_done *p)
{
	struct deputy *x = FIND(room, deputies, p->deputy);
	struct decision *d = FIND(room, decisions, x->is.decision);

	x->ended = true;
	touch(room, ENT_deputy, &x->head, e);
	touch(room, ENT_decision, &d->head, e);
}

/* ---- what may become one ---- */

static err
need_kinds(const struct scene *s, struct labels kinds)
{
	struct needs needs;
	err e = OK;

	for (size_t i = 0; e == OK && i < kinds.n; i++) {
		if (kind_is_officers(s->charter, kinds.v[i]))
			return err_new(s->a, ERR_REFUSED, "kinds: %.*s is always the charter officers' to decide.", STR_ARG(kinds.v[i]));
		e = needs_of(s, kinds.v[i], &needs);
	}
	return e;
}

err
need_delegation_terms(const struct scene *s, const struct rec_delegation_terms *t)
{
	i64 from = t->from ? t->from : s->now;
	err e;

	if ((e = need_seat(s, t->seat)))                return e;
	if ((e = need_person(s, t->person)))            return e;
	if ((e = need_future(s, t->until, "until")))    return e;
	if ((e = need_kinds(s, t->kinds)))              return e;
	if (t->seat == s->charter->officers)
		return err_new(s->a, ERR_REFUSED, "The charter officers' seat is not delegated; name another officer instead.");
	if (seat_held_by(s->charter, t->seat, t->person))
		return err_new(s->a, ERR_REFUSED, "%.*s holds the seat %.*s already.", STR_ARG(person_told(s, t->person)),
		    STR_ARG(seat_title(s->charter, t->seat)));
	if (t->until <= from)
		return err_new(s->a, ERR_MALFORMED, "until: lies before the delegation begins.");
	if (t->until - from > LONGEST)
		return err_new(s->a, ERR_REFUSED, "A delegation lasts ninety days at most; for longer, change who holds the seat.");
	return OK;
}

err
need_delegation_lasting(const struct scene *s, i64 delegation)
{
	const struct delegation *x = FIND(s->charter, delegations, delegation);

	if (x == NULL)
		return no_such(s, "delegation", delegation);
	if (x->ended || s->now >= x->is.until)
		return err_new(s->a, ERR_CONFLICT, "Delegation %lld is over already.", (long long)delegation);
	return OK;
}

/* ---- reactions ---- */

static bool
was_called_by(const struct room *room, const struct decision *d, i64 delegation)
{
	for (size_t i = 0; i < room->n_deputies; i++)
		if (room->deputies[i].is.decision == d->head.id && room->deputies[i].is.delegation == delegation)
			return true;
	return false;
}

/* But for when it begins: would they be called, were that seat's answer missing? */
static bool
may_be_called(const struct scene *s, const struct decision *d, const struct delegation *x)
{
	return !x->ended && s->now < x->is.until && delegation_is_for(x, d->is.kind) && person_vouched(s->charter, x->is.person) &&
	    !seat_held_by(s->charter, x->is.seat, x->is.person) && !was_called_by(s->room, d, x->head.id);
}

static void
call_delegate(const struct scene *s, struct outcome *out, const struct decision *d, const struct delegation *x)
{
	const struct seat *seat = charter_seat(s->charter, x->is.seat);

	emit(out, EV_deputy_called)->as.deputy_called = (struct ev_deputy_called){
		.decision = d->head.id, .seat = x->is.seat, .person = x->is.person,
		.principal = seat->is.holders.n ? seat->is.holders.v[0] : 0, .why = DEPUTY_DELEGATED, .delegation = x->head.id,
	};
}

bool
react_delegates(const struct scene *s, struct outcome *out, const struct decision *d, struct refs missing)
{
	size_t before = out->n;

	for (size_t i = 0; i < s->room->n_deputies && out->n < LIMIT_OUTCOME; i++) {
		const struct deputy *called = &s->room->deputies[i];

		if (called->is.decision == d->head.id && called->is.why == DEPUTY_DELEGATED && !called->ended &&
		    !stands_in_at(s->charter, s->room, called, s->now))
			emit(out, EV_delegate_done)->as.delegate_done.deputy = called->head.id;
	}
	for (size_t i = 0; i < s->charter->n_delegations && out->n < LIMIT_OUTCOME; i++) {
		const struct delegation *x = &s->charter->delegations[i];

		if (x->from <= s->now && refs_have(missing, x->is.seat) && may_be_called(s, d, x))
			call_delegate(s, out, d, x);
	}
	return out->n > before;
}

i64
delegates_due(const struct scene *s, const struct decision *d)
{
	struct standing standing;
	i64 when = 0;

	for (size_t i = 0; i < s->room->n_deputies; i++) {
		const struct deputy *called = &s->room->deputies[i];
		const struct delegation *x = FIND(s->charter, delegations, called->is.delegation);

		if (called->is.decision == d->head.id && x && !called->ended)
			when = sooner(when, x->is.until);
	}
	standing_of(s->a, s->charter, s->room, d, &standing);
	for (size_t i = 0; i < s->charter->n_delegations; i++) {
		const struct delegation *x = &s->charter->delegations[i];

		if (x->from > s->now && refs_have(standing.missing, x->is.seat) && may_be_called(s, d, x))
			when = sooner(when, x->from);
	}
	return when;
}

/* ---- views ---- */

const struct head *
see_delegation(const struct seeing *v, i64 id, struct ent_delegation *out)
{
	const struct delegation *x = FIND(v->charter, delegations, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_delegation){ ID(x), .seat = x->is.seat, .person = x->is.person, .from = x->from, .until = x->is.until,
	    .kinds = x->is.kinds, .decision = x->decision, .ended = x->ended };
	return &x->head;
}
