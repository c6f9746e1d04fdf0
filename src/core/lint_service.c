/* lint_service -- what the register of services lacks. */
#include "lint_parts.h"

/* Which services need each other, round about: the strongly connected components (Tarjan 1972), each service looked at once. */
struct rounds {
	const struct lint *l;
	size_t *met, *earliest, *round;         /* of each service, from 1; 0: not yet */
	size_t *open, n_open, n_met, n_rounds;
};

static void
close_round(struct rounds *r, size_t first)
{
	size_t at;

	r->n_rounds++;
	do
		r->round[at = r->open[--r->n_open]] = r->n_rounds;
	while (at != first);
}

static void
follow(struct rounds *r, size_t at)
{
	const struct refs *needs = &r->l->c->services[at].is.needs;

	r->met[at] = r->earliest[at] = ++r->n_met;
	r->open[r->n_open++] = at;
	for (size_t i = 0; i < needs->n; i++) {
		const struct service *needed = charter_service(r->l->c, needs->v[i]);
		size_t next = needed ? (size_t)(needed - r->l->c->services) : at;

		if (r->met[next] == 0)
			follow(r, next);
		if (r->round[next] == 0 && r->earliest[next] < r->earliest[at])
			r->earliest[at] = r->earliest[next];
	}
	if (r->earliest[at] == r->met[at])
		close_round(r, at);
}

static const size_t *
rounds_of(const struct lint *l)
{
	size_t n = l->c->n_services;
	struct rounds r = { .l = l, .met = NEW(l->a, size_t, n), .earliest = NEW(l->a, size_t, n), .round = NEW(l->a, size_t, n), .open = NEW(l->a, size_t, n) };

	for (size_t i = 0; i < n; i++)
		if (r.met[i] == 0)
			follow(&r, i);
	return r.round;
}

/* The others of its round, if it is the first of it; none otherwise. */
static str
others_of(const struct lint *l, const size_t *round, size_t at)
{
	struct listed others = { .a = l->a };

	for (size_t i = 0; i < l->c->n_services; i++) {
		if (i == at || round[i] != round[at])
			continue;
		if (i < at)
			return (str){ NULL, 0 };
		listed_add(&others, l->c->services[i].is.label);
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

	for (size_t i = 0; i < s->is.needs.n; i++) {
		const struct service *needed = FIND(l->c, services, s->is.needs.v[i]);

		if (needed && needed->removed)
			listed_add(&gone, needed->is.label);
	}
	return gone.n ? listed_text(&gone) : (str){ NULL, 0 };
}

static void
lint_owner(struct lint *l, const struct service *s)
{
	const struct seat *owner = charter_seat(l->c, s->is.owner);

	if (owner == NULL)
		lint_find(l, LINT_service_unowned, s->is.label, STR("No seat owns it: nobody says what stopping it would cost, or takes the tasks."));
	else if (owner->is.holders.n + owner->is.deputies.n == 0)
		lint_find(l, LINT_service_owner_empty, s->is.label, arena_fmt(l->a,
		    "%.*s owns it, and nobody sits there: nobody switches to a route or starts a mode tonight.", STR_ARG(seat_title(l->c, owner->head.id))));
}

/* What impact counts as nothing (impact.h). */
static void
lint_routes(struct lint *l, const struct service *s)
{
	struct listed unsaid = { .a = l->a };

	for (size_t i = 0; s->words && i < s->words->n_routes; i++)
		if (!s->words->routes[i].switch_takes || !s->words->routes[i].capacity)
			listed_add(&unsaid, arena_fmt(l->a, "“%.*s”", STR_ARG(s->words->routes[i].name)));
	if (unsaid.n)
		lint_find(l, LINT_route_unsaid, s->is.label, arena_fmt(l->a,
		    "Of %.*s nobody has said how long it takes to switch, or how much it carries: it counts as no help.", STR_ARG(listed_text(&unsaid))));
}

static void
lint_service(struct lint *l, const struct service *s, str others)
{
	str gone = gone_of(l, s);

	lint_owner(l, s);
	lint_routes(l, s);
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
	const size_t *round = rounds_of(l);

	for (size_t i = 0; i < l->c->n_services; i++)
		if (!l->c->services[i].removed)
			lint_service(l, &l->c->services[i], others_of(l, round, i));
}
