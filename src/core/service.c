/* service -- what the organisation runs: what depends on it, what it costs to be without, what else would do. */
#include "authority.h"
#include "decimal.h"
#include "utc.h"
#include "view.h"

const struct service *
charter_service(const struct charter *c, i64 id)
{
	const struct service *s = FIND(c, services, id);

	return s && !s->removed ? s : NULL;
}

const struct service *
charter_service_named(const struct charter *c, str label)
{
	for (size_t i = 0; i < c->n_services; i++)
		if (!c->services[i].removed && str_eq(c->services[i].is.label, label))
			return &c->services[i];
	return NULL;
}

void
fold_service_set(struct charter *c, const struct entry *e, const struct ev_service_set *p)
{
	struct service *s = FIND(c, services, p->terms->service);

	if (s == NULL)
		s = ADD(c, services);
	s->is = *p->terms;
	s->title = p->title;
	s->words = p->words;
	s->removed = false;
	touch(c->room, ENT_service, &s->head, e);
	s->is.service = s->head.id;
	count_consequence(c->room, p->decision);
}

void
fold_service_removed(struct charter *c, const struct entry *e, const struct ev_service_removed *p)
{
	struct service *s = FIND(c, services, p->service);

	if (s) {                        /* else it is forged: it names a change of it */
		s->removed = true;
		touch(c->room, ENT_service, &s->head, e);
	}
	count_consequence(c->room, p->decision);
}

/* ---- what its terms may be ---- */

static err
need_needs(const struct scene *s, const struct rec_service_terms *t)
{
	err e;

	if ((e = need_each_once(s, t->needs, "Service")))
		return e;
	if (t->service && refs_have(t->needs, t->service))
		return err_new(s->a, ERR_REFUSED, "A service does not need itself.");
	for (size_t i = 0; i < t->needs.n; i++)
		if (charter_service(s->charter, t->needs.v[i]) == NULL)
			return no_such(s, "service", t->needs.v[i]);
	return OK;
}

/* The currency of the first of these that is there. */
static str
currency_of(struct money low, struct money likely, struct money high)
{
	return low.amount.p ? low.currency : likely.amount.p ? likely.currency : high.currency;
}

static err
need_step(const struct scene *s, const struct rec_cost_step *step, str currency)
{
	str here = currency_of(step->cost_low, step->cost_likely, step->cost_high);
	err e;

	if ((e = need_cost(s, step->cost_low, step->cost_likely, step->cost_high)))
		return e;
	if (here.n && currency.n && !str_eq(here, currency))
		return err_new(s->a, ERR_REFUSED, "The costs of a service are in one currency.");
	return OK;
}

static err
need_costs(const struct scene *s, const struct rec_service_terms *t)
{
	str currency = currency_of(t->cost_low, t->cost_likely, t->cost_high);
	i64 day;
	err e = need_cost(s, t->cost_low, t->cost_likely, t->cost_high);

	for (size_t i = 0; e == OK && i < t->n_cost_later; i++) {
		const struct rec_cost_step *step = &t->cost_later[i];

		if (i && step->from_hour <= step[-1].from_hour)
			return err_new(s->a, ERR_REFUSED, "cost_later: each step is later than the one before.");
		e = need_step(s, step, currency);
	}
	if (e == OK && t->cost_said_on.p && !date_parse(t->cost_said_on, &day))
		return err_new(s->a, ERR_MALFORMED, "cost_said_on: %.*s is no date such as 2026-03-12.", STR_ARG(t->cost_said_on));
	return err_at(s->a, STR("service"), e);
}

static err
need_harm(const struct scene *s, const struct rec_service_harm *harm)
{
	i64 day;

	if (harm == NULL)
		return OK;
	if (harm->said_on.p && !date_parse(harm->said_on, &day))
		return err_new(s->a, ERR_MALFORMED, "service.harm.said_on: %.*s is no date such as 2026-03-12.", STR_ARG(harm->said_on));
	return need_seat_or_none(s, harm->said_by);
}

err
need_service_terms(const struct scene *s, const struct rec_service_terms *t)
{
	const struct service *same = charter_service_named(s->charter, t->label);
	err e;

	if ((e = need_seat_or_none(s, t->owner)))               return e;
	if ((e = need_seat_or_none(s, t->cost_said_by)))        return e;
	if ((e = need_harm(s, t->harm)))                        return e;
	if (t->service && charter_service(s->charter, t->service) == NULL)
		return no_such(s, "service", t->service);
	if (same && same->head.id != t->service)
		return err_new(s->a, ERR_CONFLICT, "There is a service %.*s already.", STR_ARG(t->label));
	if ((e = need_needs(s, t)))                             return e;
	return need_costs(s, t);
}

/* ---- views ---- */

const struct head *
see_service(const struct seeing *v, i64 id, struct ent_service *out)
{
	const struct service *s = FIND(v->charter, services, id);

	if (s == NULL)
		return NULL;
	*out = (struct ent_service){
		ID(s), .label = s->is.label, .title = s->title, .criticality = s->is.criticality,
		.owner = s->is.owner, .needs = s->is.needs,
		.tolerance = s->is.tolerance, .rto = s->is.rto, .rpo = s->is.rpo,
		.cost_low = s->is.cost_low, .cost_likely = s->is.cost_likely, .cost_high = s->is.cost_high,
		.cost_later = s->is.cost_later, .n_cost_later = s->is.n_cost_later,
		.cost_said_by = s->is.cost_said_by, .cost_said_on = s->is.cost_said_on, .harm = s->is.harm, .words = s->words, .removed = s->removed,
	};
	return &s->head;
}
