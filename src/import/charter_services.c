/* charter_services -- what must hold of the services in a charter file, which a table of services alone brings as well. */
#include "charter_check.h"

#include "decimal.h"

static const struct span OUTAGE = { 1, 365 * 86400, "up to 365 days" };

/* Costs from low to high; what is absent is between its neighbours. */
static err
check_range(const struct check *c, str path, str low, str likely, str high)
{
	const str amounts[] = { low, likely, high };
	struct decimal before, here;
	bool any = false;
	err e;

	for (size_t i = 0; i < countof(amounts); i++) {
		if (amounts[i].p == NULL)
			continue;
		if ((e = decimal_parse(c->a, amounts[i], &here)))
			return check_wrong(c, path, e->why);
		if (here.millionths < 0)
			return check_wrong(c, path, STR("is below zero; what is saved is no cost"));
		if (any && decimal_cmp(before, here) > 0)
			return check_wrong(c, path, STR("low is at most likely, and likely at most high"));
		before = here;
		any = true;
	}
	return any ? OK : check_wrong(c, path, STR("needs low, likely or high"));
}

static err
check_cost(const struct check *c, str path, const struct rec_charter_cost *cost)
{
	err e;

	if ((e = check_currency(c, path, cost->currency)))
		return e;
	if ((e = check_range(c, path, cost->low, cost->likely, cost->high)))
		return e;
	for (size_t i = 0; e == OK && i < cost->n_later; i++) {
		const struct rec_charter_cost_step *step = &cost->later[i];
		str here = arena_fmt(c->a, "%.*s.later[%zu]", STR_ARG(path), i);

		if (i && step->from_hour <= step[-1].from_hour)
			return check_wrong(c, here, STR("each step is later than the one before"));
		e = check_range(c, here, step->low, step->likely, step->high);
	}
	if (e == OK)
		e = check_there(c, file_seats(&c->f->is), arena_fmt(c->a, "%.*s.said_by", STR_ARG(path)), cost->said_by);
	return e ? e : check_date(c, arena_fmt(c->a, "%.*s.said_on", STR_ARG(path)), cost->said_on);
}

static err
check_harm(const struct check *c, str path, const struct rec_charter_harm *harm)
{
	err e;

	if (harm == NULL)
		return OK;
	if (!harm->trust && !harm->customers && !harm->competition)
		return check_wrong(c, path, STR("needs trust, customers or competition"));
	if ((e = check_there(c, file_seats(&c->f->is), arena_fmt(c->a, "%.*s.said_by", STR_ARG(path)), harm->said_by)))
		return e;
	return check_date(c, arena_fmt(c->a, "%.*s.said_on", STR_ARG(path)), harm->said_on);
}

static err
check_mode(const struct check *c, str path, const struct rec_charter_mode *m)
{
	bool range = m->low.p || m->likely.p || m->high.p;
	err e;

	if (!range)
		return m->currency.p ? check_wrong(c, path, STR("has a currency and no range")) : OK;
	if (m->cost_percent)
		return check_wrong(c, path, STR("costs either a part or a range"));
	if (m->currency.p == NULL)
		return check_wrong(c, path, STR("its range needs a currency"));
	if ((e = check_currency(c, path, m->currency)))
		return e;
	return check_range(c, path, m->low, m->likely, m->high);
}

static err
check_words(const struct check *c, size_t i)
{
	const struct rec_charter_service *s = &c->f->is.services[i];
	struct part p = file_services(&c->f->is);
	err e = OK;

	for (size_t k = 0; e == OK && k < s->n_modes; k++)
		e = check_mode(c, arena_fmt(c->a, "%.*s.modes[%zu]", STR_ARG(check_path(c, p, i, "")), k), &s->modes[k]);
	for (size_t k = 0; e == OK && k < s->n_routes; k++)
		e = check_duration(c, arena_fmt(c->a, "%.*s.routes[%zu].switch_takes", STR_ARG(check_path(c, p, i, "")), k),
		    s->routes[k].switch_takes, &OUTAGE);
	return e;
}

/* It needs others, each of them there and none twice. */
static err
check_needs(const struct check *c, struct part p, str path, const struct rec_charter_service *s)
{
	for (size_t i = 0; i < s->needs.n; i++)
		if (str_eq(s->needs.v[i], s->label))
			return check_wrong(c, arena_fmt(c->a, "%.*s[%zu]", STR_ARG(path), i), STR("a service does not need itself"));
	return check_all_there(c, p, path, s->needs, (str){ NULL, 0 });
}

static err
check_service(const struct check *c, size_t i)
{
	const struct rec_charter_file *f = &c->f->is;
	const struct rec_charter_service *s = &f->services[i];
	struct part p = file_services(f);
	err e;

	if ((e = check_there(c, file_seats(f), check_path(c, p, i, ".owner"), s->owner)))
		return e;
	if ((e = check_needs(c, p, check_path(c, p, i, ".needs"), s)))
		return e;
	if ((e = check_duration(c, check_path(c, p, i, ".tolerance"), s->tolerance, &OUTAGE)))
		return e;
	if ((e = check_duration(c, check_path(c, p, i, ".rto"), s->rto, &OUTAGE)))
		return e;
	if ((e = check_duration(c, check_path(c, p, i, ".rpo"), s->rpo, &OUTAGE)))
		return e;
	if (s->cost_per_hour && (e = check_cost(c, check_path(c, p, i, ".cost_per_hour"), s->cost_per_hour)))
		return e;
	if ((e = check_harm(c, check_path(c, p, i, ".harm"), s->harm)))
		return e;
	return check_words(c, i);
}

err
charter_services_check(struct arena *a, const struct charter_file *f, size_t n)
{
	struct check c = { a, f };
	err e = check_distinct(&c, file_services(&f->is));

	for (size_t i = 0; e == OK && i < n; i++)
		e = check_service(&c, i);
	return e;
}
