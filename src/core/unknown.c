/* unknown -- what nobody has established, and what of a decision hangs on it (law 7; B6 of brief.h). */
#include "authority.h"
#include "brief.h"

enum { MOST = 64 };             /* of one brief, as records.def has it */

struct gathering {
	const struct seeing *seeing;
	const struct scene *scene;
	const struct option *option;
	str currency;                   /* of the limits by cost */
	struct rec_brief_unknown *v;
	size_t n;
};

static bool
is_said(const struct gathering *g, const struct rec_brief_unknown *is)
{
	bool figure = str_starts(is->name, STR("option."));     /* of each option its own */

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
		struct rec_brief_unknown is = { names.v[i], g->option->head.id, hangs, seats, asked_already(g->seeing, names.v[i]),
			is_in_another(g, names.v[i]), is_in_another(g, names.v[i]) ? g->currency : (str){ NULL, 0 } };

		if (!is_said(g, &is))
			g->v[g->n++] = is;
	}
}

static void
gather_option(struct gathering *g, const struct rec_rule_terms *rule)
{
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
	struct gathering g = { .seeing = v, .scene = &now, .currency = limit_currency(v->charter, d), .v = NEW(v->a, struct rec_brief_unknown, MOST) };

	for (size_t i = 0; i < v->room->n_options && d->state == DECISION_OPEN && !(v->audience && v->audience->outside); i++) {
		g.option = &v->room->options[i];
		if (g.option->is.decision == d->head.id && (d->option == 0 || d->option == g.option->head.id))
			gather_option(&g, rule_of(v->charter, d));
	}
	out->unknown = g.v;
	out->n_unknown = g.n;
}
