/* seat -- seats, rules and services, and how the charter changes. */
#include "authority.h"

enum { MOST_CONCURRING = COUNTED_MAX - 1 };     /* beside the one who decides */

const struct seat *
charter_seat(const struct charter *c, i64 id)
{
	return FIND(c, seats, id);
}

const struct service *
charter_service(const struct charter *c, i64 id)
{
	return FIND(c, services, id);
}

const struct seat *
charter_seat_named(const struct charter *c, str label)
{
	for (size_t i = 0; i < c->n_seats; i++)
		if (str_eq(c->seats[i].is.label, label))
			return &c->seats[i];
	return NULL;
}

const struct service *
charter_service_named(const struct charter *c, str label)
{
	for (size_t i = 0; i < c->n_services; i++)
		if (str_eq(c->services[i].is.label, label))
			return &c->services[i];
	return NULL;
}

const struct rule *
charter_rule_for(const struct charter *c, str kind)
{
	for (size_t i = c->n_rules; i-- > 0;)
		if (str_eq(c->rules[i].is.kind, kind))
			return &c->rules[i];
	return NULL;
}

bool
seat_held_by(const struct charter *c, i64 seat, i64 person)
{
	const struct seat *s = charter_seat(c, seat);

	return s != NULL && person != 0 && refs_have(s->is.holders, person);
}

bool
counsel_held_by(const struct charter *c, i64 person)
{
	for (size_t i = 0; i < c->n_seats; i++)
		if (c->seats[i].is.counsel && seat_held_by(c, c->seats[i].head.id, person))
			return true;
	return false;
}

str
seat_title(const struct charter *c, i64 seat)
{
	const struct seat *s = charter_seat(c, seat);

	if (s == NULL)
		return STR("a seat that is gone");
	return s->title.n ? s->title : s->is.label;
}

/* ---- folds ---- */

/* A change that a decision made is one of its consequences. */
static void
count_consequence(struct room *room, i64 decision)
{
	struct decision *d = FIND(room, decisions, decision);

	if (d)
		d->consequences++;
}

void
fold_seat_set(struct charter *c, const struct entry *e, const struct ev_seat_set *p)
{
	struct seat *s = FIND(c, seats, p->terms->seat);

	if (s == NULL)
		s = ADD(c, seats);
	if (c->officers == 0)
		c->officers = e->seq;
	s->is = *p->terms;
	s->title = p->title;
	touch(c->room, ENT_seat, &s->head, e);
	s->is.seat = s->head.id;
	count_consequence(c->room, p->decision);
}

void
fold_rule_set(struct charter *c, const struct entry *e, const struct ev_rule_set *p)
{
	struct rule *r = ADD(c, rules);

	r->is = *p->terms;
	touch(c->room, ENT_rule, &r->head, e);
	count_consequence(c->room, p->decision);
}

void
fold_service_set(struct charter *c, const struct entry *e, const struct ev_service_set *p)
{
	struct service *s = FIND(c, services, p->terms->service);

	if (s == NULL)
		s = ADD(c, services);
	s->is = *p->terms;
	s->title = p->title;
	touch(c->room, ENT_service, &s->head, e);
	s->is.service = s->head.id;
	count_consequence(c->room, p->decision);
}

void
fold_change_proposed(struct room *room, const struct entry *e, const struct ev_change_proposed *p)
{
	struct change *change = ADD(room, changes);

	change->is = *p;
	touch(room, ENT_change, &change->head, e);
}

/* ---- decides ---- */

/* The same twice would count for two where it cannot (k of n). */
static err
need_distinct(const struct scene *s, struct refs refs, const char *what)
{
	for (size_t i = 0; i < refs.n; i++)
		if (refs_have((struct refs){ refs.v, i }, refs.v[i]))
			return err_new(s->a, ERR_MALFORMED, "%s %lld is named twice.", what, (long long)refs.v[i]);
	return OK;
}

static err
need_people(const struct scene *s, struct refs people)
{
	err e = need_distinct(s, people, "Person");

	for (size_t i = 0; e == OK && i < people.n; i++)
		e = need_person(s, people.v[i]);
	return e;
}

static err
need_seats(const struct scene *s, struct refs seats)
{
	err e = need_distinct(s, seats, "Seat");

	for (size_t i = 0; e == OK && i < seats.n; i++)
		e = need_seat(s, seats.v[i]);
	return e;
}

static bool
anybody_vouched(const struct charter *c, struct refs people)
{
	bool any = false;

	for (size_t i = 0; i < people.n; i++)
		any |= person_vouched(c, people.v[i]);
	return any;
}

static err
need_seat_terms(const struct scene *s, const struct rec_seat_terms *t)
{
	const struct seat *same = charter_seat_named(s->charter, t->label);
	err e;

	if (t->seat && (e = need_seat(s, t->seat)))     return e;
	if ((e = need_people(s, t->holders)))           return e;
	if ((e = need_people(s, t->deputies)))          return e;
	if (same && same->head.id != t->seat)
		return err_new(s->a, ERR_CONFLICT, "There is a seat %.*s already.", STR_ARG(t->label));
	if (t->seat != s->charter->officers && t->holders.n > 1)
		return err_new(s->a, ERR_REFUSED, "A seat has one holder; name the others as deputies. Only the charter officers' seat has several.");
	if (t->seat == s->charter->officers && !anybody_vouched(s->charter, t->holders))
		return err_new(s->a, ERR_REFUSED, "The charter officers' seat needs somebody with a passkey that counts.");
	return OK;
}

static err
need_rule_terms(const struct scene *s, const struct rec_rule_terms *t)
{
	i64 asked = 0;
	err e;

	if (kind_is_officers(t->kind))
		return err_new(s->a, ERR_REFUSED, "%.*s is always the charter officers' to decide.", STR_ARG(t->kind));
	if ((e = need_seat(s, t->accountable)))
		return e;
	for (size_t i = 0; i < t->n_concur; i++) {
		if ((e = need_seats(s, t->concur[i].seats)))
			return e;
		if (t->concur[i].k > (i64)t->concur[i].seats.n)
			return err_new(s->a, ERR_REFUSED, "%lld of %zu seats can never concur.",
			    (long long)t->concur[i].k, t->concur[i].seats.n);
		asked += t->concur[i].k;
	}
	if (asked > MOST_CONCURRING)
		return err_new(s->a, ERR_REFUSED, "%lld are asked to concur; an outcome rests on %d of them at most.",
		    (long long)asked, MOST_CONCURRING);
	return OK;
}

static err
need_service_terms(const struct scene *s, const struct rec_service_terms *t)
{
	const struct service *same = charter_service_named(s->charter, t->label);
	err e;

	if ((e = need_seat_or_none(s, t->owner)))               return e;
	if ((e = need_distinct(s, t->needs, "Service")))        return e;
	if (t->service && refs_have(t->needs, t->service))
		return err_new(s->a, ERR_REFUSED, "A service does not need itself.");
	if (t->service && charter_service(s->charter, t->service) == NULL)
		return no_such(s, "service", t->service);
	if (same && same->head.id != t->service)
		return err_new(s->a, ERR_CONFLICT, "There is a service %.*s already.", STR_ARG(t->label));
	for (size_t i = 0; i < t->needs.n; i++)
		if (charter_service(s->charter, t->needs.v[i]) == NULL)
			return no_such(s, "service", t->needs.v[i]);
	return OK;
}

static err
need_change(const struct scene *s, const struct rec_seat_terms *seat, const struct rec_rule_terms *rule,
    const struct rec_service_terms *service)
{
	if (seat)
		return need_seat_terms(s, seat);
	return rule ? need_rule_terms(s, rule) : need_service_terms(s, service);
}

err
need_changes_stand(const struct scene *s, i64 option)
{
	err e = OK;

	for (size_t i = 0; e == OK && i < s->room->n_changes; i++) {
		const struct ev_change_proposed *c = &s->room->changes[i].is;

		if (c->option == option && (e = need_change(s, c->seat, c->rule, c->service)))
			e = err_at(s->a, arena_fmt(s->a, "change %lld", (long long)s->room->changes[i].head.id), e);
	}
	return e;
}

/* One option says a thing of a seat, a service or a kind once. */
static err
need_said_once(const struct scene *s, const struct cmd_propose_change *c)
{
	for (size_t i = 0; i < s->room->n_changes; i++) {
		const struct ev_change_proposed *other = &s->room->changes[i].is;

		if (other->option != c->option)
			continue;
		if ((c->seat && other->seat && str_eq(c->seat->label, other->seat->label)) ||
		    (c->rule && other->rule && str_eq(c->rule->kind, other->rule->kind)) ||
		    (c->service && other->service && str_eq(c->service->label, other->service->label)))
			return err_new(s->a, ERR_CONFLICT, "Change %lld of this option is about the same; propose another option.",
			    (long long)s->room->changes[i].head.id);
	}
	return OK;
}

err
decide_propose_change(const struct scene *s, const struct cmd_propose_change *c, struct outcome *out)
{
	const struct option *option;
	const struct decision *d;
	err e;

	if ((e = need_option_open(s, c->option, &option)))      return e;
	if ((e = need_option_space(s, c->option)))              return e;
	d = FIND(s->room, decisions, option->is.decision);
	if (!str_eq(d->is.kind, STR("change_charter")))
		return err_new(s->a, ERR_REFUSED, "Only a decision of the kind change_charter changes the charter.");
	if (option->is.nothing)
		return err_new(s->a, ERR_REFUSED, "This option is to do nothing; it changes nothing.");
	if ((c->seat != NULL) + (c->rule != NULL) + (c->service != NULL) != 1)
		return err_new(s->a, ERR_MALFORMED, "A change is exactly one of seat, rule and service.");
	if (c->rule == NULL && c->title.n == 0)
		return err_new(s->a, ERR_MALFORMED, "title: a seat and a service have one");
	if ((e = need_change(s, c->seat, c->rule, c->service))) return e;
	if ((e = need_said_once(s, c)))                         return e;

	emit(out, EV_change_proposed)->as.change_proposed = (struct ev_change_proposed){
		.option = c->option, .seat = c->seat, .rule = c->rule, .service = c->service, .title = c->title,
	};
	return OK;
}
