/* unknown -- what nobody has established, and what of a decision hangs on it (law 7; B6 of brief.h). */
#include "authority.h"
#include "brief.h"

enum { MOST = 64 };             /* of one brief, as records.def has it */

struct gathering {
	const struct seeing *seeing;
	const struct scene *scene;
	const struct rec_rule_terms *rule;      /* or NULL */
	const struct option *option;
	str currency;                   /* of the limits by cost */
	struct rec_brief_unknown *v;
	size_t n;
};

/* Each option has its own. */
static bool
is_of_option(str name)
{
	return str_starts(name, STR("option.")) || str_starts(name, STR("service."));
}

static bool
is_said(const struct gathering *g, const struct rec_brief_unknown *is)
{
	bool figure = is_of_option(is->name);

	for (size_t i = 0; i < g->n; i++) {
		const struct rec_brief_unknown *x = &g->v[i];

		if (str_eq(x->name, is->name) && x->hangs == is->hangs && (!figure || x->option == is->option) && x->seats.n == is->seats.n &&
		    (x->seats.n == 0 || memcmp(x->seats.v, is->seats.v, x->seats.n * sizeof(i64)) == 0))
			return true;
	}
	return false;
}

/* The question that is open about it, if this audience sees it. */
static i64
asked_already(const struct seeing *v, str name)
{
	struct seen seen;

	for (size_t i = 0; i < v->room->n_requests; i++) {
		const struct information_request *r = &v->room->requests[i];

		if (r->answer == 0 && str_eq(r->is.name, name) && view_entity(v, ENT_request, r->head.id, &seen))
			return r->head.id;
	}
	return 0;
}

/* What stands before the last dot; of a name without one, nothing. */
static str
family_of(str name)
{
	size_t n = name.n;

	while (n > 0 && name.p[n - 1] != '.')
		n--;
	return (str){ name.p, n ? n - 1 : 0 };
}

/* Who asserted it last, or else something of its family, as far as this audience sees it; or 0. */
static i64
asserted_by(const struct seeing *v, str name)
{
	str family = family_of(name);
	i64 akin = 0;
	struct seen seen;

	for (size_t i = v->room->n_facts; i-- > 0;) {
		const struct fact *f = &v->room->facts[i];
		const struct person *who = charter_person(v->charter, f->person);
		bool same = str_eq(f->is.name, name);

		if (who == NULL || who->ejected || (!same && (akin || family.n == 0 || !str_eq(family_of(f->is.name), family))) ||
		    !view_entity(v, ENT_fact, f->head.id, &seen))
			continue;
		if (same)
			return f->person;
		akin = f->person;
	}
	return akin;
}

/* Of a service that the name begins with, or of the first that the option touches: the seat that owns it; or 0. */
static i64
owner_of(const struct gathering *g, str name)
{
	const struct charter *c = g->seeing->charter;
	const struct room *room = g->seeing->room;
	const struct service *s = is_of_option(name) ? NULL : charter_service_named(c, family_of(name));

	for (size_t i = 0; s == NULL && is_of_option(name) && i < room->n_measures; i++)
		if (room->measures[i].is.option == g->option->head.id)
			s = charter_service(c, room->measures[i].is.service);
	return s ? s->is.owner : 0;
}

/* Whoever said it before, or something like it; and the seat whose it is: of a service its owner, else whom the rule makes responsible. */
static void
say_who_settles(const struct gathering *g, struct rec_brief_unknown *is)
{
	if (str_eq(is->name, STR("severity")))
		return;                 /* that is decided, not found out */
	if (!is_of_option(is->name))
		is->person = asserted_by(g->seeing, is->name);
	if ((is->seat = owner_of(g, is->name)) == 0 && g->rule)
		is->seat = g->rule->responsible;
}

/* It was estimated, but not in the currency of the limit. */
static bool
is_in_another(const struct gathering *g, str name)
{
	const struct ev_option_estimated *is = &g->option->estimate;
	struct money any = is->cost_likely.amount.p ? is->cost_likely : is->cost_low.amount.p ? is->cost_low : is->cost_high;

	return figure_is_cost(name) && any.amount.p && !str_eq(any.currency, g->currency);
}

static void
gather(struct gathering *g, str when, enum hanging hangs, struct refs seats)
{
	struct names names = rule_unknowns(g->scene, g->option, g->currency, when);

	for (size_t i = 0; i < names.n && g->n < MOST; i++) {
		struct rec_brief_unknown is = { .name = names.v[i], .option = g->option->head.id, .hangs = hangs, .seats = seats,
			.request = asked_already(g->seeing, names.v[i]), .in_another = is_in_another(g, names.v[i]) };

		if (is_said(g, &is))
			continue;
		if (is.in_another)
			is.currency = g->currency;
		say_who_settles(g, &is);
		g->v[g->n++] = is;
	}
}

static void
gather_option(struct gathering *g)
{
	const struct rec_rule_terms *rule = g->rule;

	for (size_t i = 0; rule && i < rule->n_concur; i++)
		gather(g, rule->concur[i].when, HANGS_CONCUR, rule->concur[i].seats);
	for (size_t i = 0; rule && i < rule->n_alone; i++)
		if (!rule->alone[i].emergency)
			gather(g, rule->alone[i].when, HANGS_ALONE, (struct refs){ &rule->alone[i].seat, 1 });
	if (rule && rule->by_default)
		gather(g, rule->by_default->when, HANGS_DEFAULT, (struct refs){ NULL, 0 });
	gather(g, g->option->tripwire.text, HANGS_TRIPWIRE, (struct refs){ NULL, 0 });
}

void
brief_unknowns(const struct seeing *v, const struct decision *d, struct rec_brief *out)
{
	struct scene now = { .a = v->a, .charter = v->charter, .room = v->room };
	struct gathering g = { .seeing = v, .scene = &now, .rule = rule_of(v->charter, d), .currency = limit_currency(v->charter, d), .v = NEW(v->a, struct rec_brief_unknown, MOST) };

	for (size_t i = 0; i < v->room->n_options && d->state == DECISION_OPEN && !(v->audience && v->audience->outside); i++) {
		g.option = &v->room->options[i];
		if (g.option->is.decision == d->head.id && (d->option == 0 || d->option == g.option->head.id))
			gather_option(&g);
	}
	out->unknown = g.v;
	out->n_unknown = g.n;
}
