#include "impact_parts.h"

static const i64 horizons[] = { 1, 4, 24, 72 };

/* ---- saying so ---- */

static struct money
money_of(struct arena *a, const decimal_sum *sum, str currency)
{
	struct buf b = buf_new(a, 24);

	decimal_put(&b, decimal_sum_over(sum, AN_HOUR * WHOLE));
	return (struct money){ buf_str(&b), currency };
}

static const struct rec_impact_cost *
costs_of(struct arena *a, const struct losses *all, size_t *n)
{
	struct rec_impact_cost *v = NEW(a, struct rec_impact_cost, all->n * countof(horizons) + 1);

	*n = 0;
	for (size_t i = 0; i < all->n; i++) {
		const struct loss *l = &all->v[i];
		decimal_sum low = { 0 }, likely = { 0 }, high = { 0 };
		size_t at = 0;

		for (i64 hour = 1; hour <= HOURS_COUNTED; hour++) {
			decimal_sum_join(&low, &l->low[hour - 1]);
			decimal_sum_join(&likely, &l->likely[hour - 1]);
			decimal_sum_join(&high, &l->high[hour - 1]);
			if (hour == horizons[at]) {
				v[(*n)++] = (struct rec_impact_cost){ hour, money_of(a, &low, l->currency),
				    money_of(a, &likely, l->currency), money_of(a, &high, l->currency) };
				at++;
			}
		}
	}
	return v;
}

static bool
same_hour(const struct loss *l, size_t i, size_t k)
{
	return l->low[i].is == l->low[k].is && l->likely[i].is == l->likely[k].is && l->high[i].is == l->high[k].is;
}

static const struct rec_impact_step *
steps_of(struct arena *a, const struct losses *all, size_t *n)
{
	struct rec_impact_step *v = NEW(a, struct rec_impact_step, all->n * HOURS_COUNTED + 1);

	*n = 0;
	for (size_t i = 0; i < all->n; i++) {
		const struct loss *l = &all->v[i];

		for (size_t k = 0; k < HOURS_COUNTED; k++)
			if (k == 0 || !same_hour(l, k, k - 1))
				v[(*n)++] = (struct rec_impact_step){ (i64)k, money_of(a, &l->low[k], l->currency),
				    money_of(a, &l->likely[k], l->currency), money_of(a, &l->high[k], l->currency) };
	}
	return v;
}

static bool
same_help(const struct helper *a, const struct helper *b)
{
	return a->mode == b->mode && a->route == b->route && a->because == b->because && a->carries == b->carries;
}

static struct rec_impact_helper
say_helper(const struct charter *c, const struct helper *h, i64 from)
{
	if (h->mode)
		return (struct rec_impact_helper){ HELP_MODE, h->mode->name, from, 0 };
	if (h->route)
		return (struct rec_impact_helper){ HELP_ROUTE, h->route->name, from, h->route->capacity };
	return (struct rec_impact_helper){ HELP_NEEDED, charter_service(c, h->because)->is.label, from, h->carries };
}

/* What keeps it going, one after the other: it changes only when another route has been switched to, its own or below it. */
static const struct rec_impact_helper *
helpers_of(const struct graph *g, const struct charter *c, const struct node *x, size_t *n)
{
	struct helper h, before = { NULL, NULL, 0, 0 };
	i64 at[PIECES];
	size_t moments = node_moments(g, x, at);
	struct rec_impact_helper *v = NEW(g->a, struct rec_impact_helper, moments);

	*n = 0;
	for (size_t i = 0; i < moments && at[i] < node_trouble(g, x); i++) {
		h = node_helper(g, x, at[i]);
		if ((h.mode || h.route || h.because) && !same_help(&h, &before))
			v[(*n)++] = say_helper(c, &h, at[i]);
		before = h;
	}
	return v;
}

/* Was its cost guessed, between nothing and all of it? */
static bool
is_guessed(const struct graph *g, const struct node *x, const struct rec_impact_service *said)
{
	return x->less_until && x->less_until > node_trouble(g, x) && !service_has_modes(x->is) && said->n_costs;
}

static void
say_service(const struct graph *g, const struct charter *c, const struct node *x, enum impact_hit hit, struct rec_impact_service *out)
{
	i64 tolerance = x->is->is.tolerance, down = node_whole(g, x)->until;

	out->service = x->is->head.id;
	out->hit = hit;
	out->because = x->because;
	out->down = down == FOR_GOOD ? 0 : down;
	out->breaks_after = tolerance && down > tolerance ? tolerance : 0;
	out->helpers = helpers_of(g, c, x, &out->n_helpers);
}

static err
too_many_currencies(struct arena *a)
{
	return err_new(a, ERR_TOO_LARGE, "These costs come in more than %d currencies.", LIMIT_IMPACT_CURRENCIES);
}

static err
say_all(struct graph *g, const struct charter *c, struct rec_impact *out)
{
	struct rec_impact_service *v = NEW(g->a, struct rec_impact_service, g->n + 1);
	struct losses total = { NEW(g->a, struct loss, LIMIT_IMPACT_CURRENCIES), 0 };
	struct losses one = { NEW(g->a, struct loss, LIMIT_IMPACT_CURRENCIES), 0 };

	*out = (struct rec_impact){ .services = v };
	for (size_t i = 0; i < g->n; i++) {
		struct node *x = &g->v[i];
		enum impact_hit hit = node_hit(g, x);
		struct rec_impact_service *say = &v[out->n_services];

		if (hit == impact_hit_none && (x->because = node_leans_on(g, c, x)))
			hit = HIT_LEANS;
		if (hit == impact_hit_none)
			continue;
		say_service(g, c, x, hit, say);
		if (!node_losses(g, x, &one, &say->not_costed) || !losses_join(&total, &one))
			return too_many_currencies(g->a);
		say->costs = costs_of(g->a, &one, &say->n_costs);
		say->guessed = is_guessed(g, x, say);
		out->n_services++;
	}
	out->totals = costs_of(g->a, &total, &out->n_totals);
	out->steps = steps_of(g->a, &total, &out->n_steps);
	return OK;
}

/* ---- what it does beside (I6) ---- */

static enum harm
harm_of(const struct service *s, enum harmed to)
{
	const struct rec_service_harm *harm = s->is.harm;

	switch (to) {
	case HARMED_TRUST:       return harm ? harm->trust : harm_none;
	case HARMED_CUSTOMERS:   return harm ? harm->customers : harm_none;
	case HARMED_COMPETITION: return harm ? harm->competition : harm_none;
	case harmed_none:        break;
	}
	return harm_none;
}

static struct rec_impact_harm
worst_of(const struct graph *g, enum harmed to)
{
	struct rec_impact_harm worst = { .to = to };

	for (size_t i = 0; i < g->n; i++) {
		enum harm harm = harm_of(g->v[i].is, to);

		if (node_whole(g, &g->v[i])->until == 0)
			continue;
		worst.unsaid |= harm == harm_none;
		if (harm > worst.harm) {
			worst.harm = harm;
			worst.service = g->v[i].is->head.id;
		}
	}
	return worst;
}

static void
say_harms(const struct graph *g, struct rec_impact *out)
{
	struct rec_impact_harm *v = NEW(g->a, struct rec_impact_harm, HARMED_COMPETITION);

	for (int to = HARMED_TRUST; to <= HARMED_COMPETITION; to++) {
		struct rec_impact_harm worst = worst_of(g, (enum harmed)to);

		if (worst.harm || worst.unsaid)
			v[out->n_harms++] = worst;
	}
	out->harms = v;
}

err
impact_find(struct arena *a, const struct charter *c, const struct impact_asked *asked, struct rec_impact *out)
{
	struct graph g = impact_graph(a, c, asked->unhelped);
	err e;

	if ((e = impact_need_asked(&g, c, asked)))
		return e;
	impact_spread(&g);
	if ((e = say_all(&g, c, out)))
		return e;
	say_harms(&g, out);
	return OK;
}

err
impact_stopped(struct arena *a, const struct charter *c, const struct impact_asked *asked, struct refs *out)
{
	struct graph g = impact_graph(a, c, asked->unhelped);
	i64 *v = NEW(a, i64, g.n + 1);
	err e;

	*out = (struct refs){ v, 0 };
	if ((e = impact_need_asked(&g, c, asked)))
		return e;
	impact_spread(&g);
	for (size_t i = 0; i < g.n; i++)
		if (node_hit(&g, &g.v[i]) == HIT_STOPPED || node_hit(&g, &g.v[i]) == HIT_STOPS)
			v[out->n++] = g.v[i].is->head.id;
	return OK;
}

void
impact_by_the_hour(struct arena *a, struct money low, struct money likely, struct money high, struct rec_impact *out)
{
	struct rate r = { .percent = WHOLE };
	struct losses all = { NEW(a, struct loss, 1), 0 };

	*out = (struct rec_impact){ 0 };
	if (!cost_range(a, low, likely, high, &r.of))
		return;
	loss_add(losses_in(&all, r.of.currency), &r, 0, HORIZON);
	out->totals = costs_of(a, &all, &out->n_totals);
	out->steps = steps_of(a, &all, &out->n_steps);
}
