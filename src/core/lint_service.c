/* lint_service -- what the register of services lacks. */
#include "lint_parts.h"

/* Does it need, round about, the service `goal`?  Each is looked at once. */
static bool
comes_back(const struct lint *l, i64 from, i64 goal, bool *seen)
{
	const struct service *s = charter_service(l->c, from);
	size_t at = s ? (size_t)(s - l->c->services) : 0;

	if (s == NULL || seen[at])
		return false;
	seen[at] = true;
	for (size_t i = 0; i < s->is.needs.n; i++)
		if (s->is.needs.v[i] == goal || comes_back(l, s->is.needs.v[i], goal, seen))
			return true;
	return false;
}

/* The others of its round, if it is the first of it; none otherwise. */
static str
round_of(const struct lint *l, const struct service *s)
{
	struct listed others = { .a = l->a };

	for (size_t i = 0; i < l->c->n_services; i++) {
		const struct service *o = &l->c->services[i];
		bool *there = NEW(l->a, bool, l->c->n_services), *back = NEW(l->a, bool, l->c->n_services);

		if (o == s || o->removed || !comes_back(l, s->head.id, o->head.id, there) || !comes_back(l, o->head.id, s->head.id, back))
			continue;
		if (o < s)
			return (str){ NULL, 0 };
		listed_add(&others, o->is.label);
	}
	return listed_text(&others);
}

static void
lint_vital(struct lint *l, const struct service *s)
{
	if (s->is.tolerance == 0)
		lint_find(l, LINT_service_tolerance, s->is.label, STR("It is vital, and nobody has said how long it may be down: nobody knows when waiting becomes the worse choice."));
	if (s->is.cost_low.amount.p == NULL && s->is.cost_likely.amount.p == NULL && s->is.cost_high.amount.p == NULL)
		lint_find(l, LINT_service_cost, s->is.label, STR("It is vital, and nobody has said what an hour without it costs: an outage cannot be weighed against anything."));
	if (charter_rule_for(l->c, STR("full_shutdown")) == NULL)
		lint_find(l, LINT_service_shutdown, s->is.label, STR("It is vital, and no rule says who may shut it down."));
}

/* Those that it needs and that were removed. */
static str
gone_of(const struct lint *l, const struct service *s)
{
	struct listed gone = { .a = l->a };

	for (size_t i = 0; i < s->is.needs.n; i++)
		if (charter_service(l->c, s->is.needs.v[i]) == NULL)
			listed_add(&gone, ((const struct service *)FIND(l->c, services, s->is.needs.v[i]))->is.label);
	return gone.n ? listed_text(&gone) : (str){ NULL, 0 };
}

static void
lint_service(struct lint *l, const struct service *s)
{
	str others = round_of(l, s), gone = gone_of(l, s);

	if (s->is.owner == 0)
		lint_find(l, LINT_service_unowned, s->is.label, STR("No seat owns it: nobody says what stopping it would cost, or takes the tasks."));
	if (s->is.criticality == VITAL)
		lint_vital(l, s);
	if (gone.p)
		lint_find(l, LINT_service_needs_removed, s->is.label, arena_fmt(l->a,
		    "It needs %.*s, which the register has no more: what stops it, and what it costs, is not worked out through that.", STR_ARG(gone)));
	if (others.p)
		lint_find(l, LINT_services_in_a_circle, s->is.label, arena_fmt(l->a,
		    "It and %.*s need each other: whichever stops takes the others down, and none comes back first.", STR_ARG(others)));
}

void
lint_services(struct lint *l)
{
	for (size_t i = 0; i < l->c->n_services; i++)
		if (!l->c->services[i].removed)
			lint_service(l, &l->c->services[i]);
}
