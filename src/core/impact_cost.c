/* impact_cost -- what keeps each going, what an hour of it costs, and what is lost in each (I3, I4 of impact.h). */
#include "impact_parts.h"

/* ---- what an hour costs (I4) ---- */

static struct decimal
middle(struct decimal a, struct decimal b)
{
	return (struct decimal){ a.millionths / 2 + b.millionths / 2 + (a.millionths & b.millionths & 1) };
}

bool
cost_range(struct arena *a, struct money low, struct money likely, struct money high, struct range *out)
{
	const struct money *any = low.amount.p ? &low : likely.amount.p ? &likely : &high;
	struct decimal l, m, h;

	if (any->amount.p == NULL)
		return false;
	if (decimal_parse(a, low.amount.p ? low.amount : likely.amount.p ? likely.amount : high.amount, &l) ||
	    decimal_parse(a, high.amount.p ? high.amount : likely.amount.p ? likely.amount : low.amount, &h))
		return false;
	if (likely.amount.p == NULL || decimal_parse(a, likely.amount, &m))
		m = middle(l, h);
	*out = (struct range){ l, m, h, any->currency };
	return true;
}

/* What an hour without it costs at that moment. */
static struct rate
full_rate(struct arena *a, const struct service *s, i64 at)
{
	const struct rec_service_terms *t = &s->is;
	struct money low = t->cost_low, likely = t->cost_likely, high = t->cost_high;
	struct rate r = { .percent = WHOLE };

	for (size_t i = 0; i < t->n_cost_later && t->cost_later[i].from_hour * AN_HOUR <= at; i++) {
		low = t->cost_later[i].cost_low;
		likely = t->cost_later[i].cost_likely;
		high = t->cost_later[i].cost_high;
	}
	r.known = cost_range(a, low, likely, high, &r.of);
	return r;
}

static struct rate
mode_rate(struct arena *a, const struct service *s, const struct rec_service_mode *m, i64 at)
{
	struct rate r = { .percent = WHOLE };

	if (cost_range(a, m->cost_low, m->cost_likely, m->cost_high, &r.of)) {
		r.known = true;
	} else if (m->cost_percent) {
		r = full_rate(a, s, at);
		r.percent = m->cost_percent;
	}
	return r;
}

/* What goes on with less in no mode that anybody named: from nothing to all of it. */
static struct rate
guessed_rate(struct arena *a, const struct service *s, i64 at)
{
	const struct decimal nothing = { 0 };
	struct rate r = full_rate(a, s, at);

	r.of.low = nothing;
	r.of.likely = middle(nothing, r.of.likely);
	return r;
}

/* What is made to go on with less: from the least of its modes to the most, of those in the first one's currency. */
static struct rate
less_rate(struct arena *a, const struct service *s, i64 at)
{
	struct rate all = { .percent = 1 };
	struct decimal least = { 0 }, most = { 0 };

	if (!service_has_modes(s))
		return guessed_rate(a, s, at);
	for (size_t i = 0; i < s->words->n_modes; i++) {
		struct rate r = mode_rate(a, s, &s->words->modes[i], at);
		struct decimal low = { 0 }, likely = { 0 }, high = { 0 };

		if (!r.known || (all.known && !str_eq(r.of.currency, all.of.currency)) ||
		    !decimal_mul(r.of.low, (struct decimal){ r.percent * 1000000 }, &low) ||
		    !decimal_mul(r.of.likely, (struct decimal){ r.percent * 1000000 }, &likely) ||
		    !decimal_mul(r.of.high, (struct decimal){ r.percent * 1000000 }, &high))
			continue;
		all.of.currency = r.of.currency;
		all.of.low = !all.known || decimal_cmp(low, all.of.low) < 0 ? low : all.of.low;
		all.of.high = !all.known || decimal_cmp(high, all.of.high) > 0 ? high : all.of.high;
		least = !all.known || decimal_cmp(likely, least) < 0 ? likely : least;
		most = !all.known || decimal_cmp(likely, most) > 0 ? likely : most;
		all.known = true;
	}
	all.of.likely = middle(least, most);
	return all;
}

/* ---- what keeps it going ---- */

/* What a mode costs of all that being down costs, in percent, to choose by; what cannot be told counts as all of it. */
static struct decimal
part_of_all(struct arena *a, const struct service *s, const struct rec_service_mode *m)
{
	struct rate full = full_rate(a, s, 0), mode = mode_rate(a, s, m, 0);
	const struct decimal all = { WHOLE * 1000000 };
	struct decimal part = all;

	if (m->cost_percent && mode.percent == m->cost_percent)
		return (struct decimal){ m->cost_percent * 1000000 };
	if (full.known && mode.known && full.of.likely.millionths > 0 && str_eq(full.of.currency, mode.of.currency) &&
	    (!decimal_mul(mode.of.likely, all, &part) || !decimal_div(part, full.of.likely, &part)))
		part = all;
	return part;
}

/* What there is of what it needs at that moment, of several the least. */
static void
as_it_is_needed(const struct graph *g, const struct node *x, i64 at, struct helper *h)
{
	for (size_t i = 0; i < g->n_parts && x->of[i].needed <= at; i++)
		h->carries = g->parts[i];
	for (size_t i = g->n_parts; h->carries && i-- > 0 && x->of[i].needed > at;)
		h->because = x->of[i].because;
}

static void
by_route(const struct rec_service_words *w, i64 at, struct helper *h)
{
	for (size_t i = 0; w && i < w->n_routes; i++) {
		const struct rec_service_route *r = &w->routes[i];
		bool none = h->route == NULL && h->carries == 0;

		if (r->switch_takes && r->switch_takes <= at && (none || route_carries(r) > h->carries))
			*h = (struct helper){ .route = r, .carries = route_carries(r) };
	}
}

static void
by_mode(struct arena *a, const struct service *s, struct helper *h)
{
	struct decimal cost = { (WHOLE - h->carries) * 1000000 };

	for (size_t i = 0; s->words && i < s->words->n_modes; i++) {
		struct decimal part = part_of_all(a, s, &s->words->modes[i]);

		if (decimal_cmp(part, cost) < 0) {
			*h = (struct helper){ .mode = &s->words->modes[i] };
			cost = part;
		}
	}
}

struct helper
node_helper(const struct graph *g, const struct node *x, i64 at)
{
	struct helper h = { NULL, NULL, 0, 0 };
	bool stopped = at < x->stopped_until, needed;

	if (!stopped)
		as_it_is_needed(g, x, at, &h);
	needed = h.carries > 0;
	if (!g->unhelped)
		by_route(x->is->words, at, &h);
	if (needed)
		by_mode(g->a, x->is, &h);
	return h;
}

static struct rate
rate_at(const struct graph *g, const struct node *x, i64 at)
{
	struct rate r;
	struct helper h;

	if (at < node_trouble(g, x)) {
		h = node_helper(g, x, at);
		if (h.mode)
			return mode_rate(g->a, x->is, h.mode, at);
		r = full_rate(g->a, x->is, at);
		r.percent = WHOLE - h.carries;
		return r;
	}
	if (at < x->less_until)
		return less_rate(g->a, x->is, at);
	return (struct rate){ .known = true };
}

/* ---- adding up ---- */

size_t
node_moments(const struct graph *g, const struct node *x, i64 *v)
{
	const struct rec_service_terms *t = &x->is->is;
	const struct rec_service_words *w = x->is->words;
	size_t n = 0;

	v[n++] = 0;
	v[n++] = x->stopped_until;
	v[n++] = x->less_until;
	v[n++] = HORIZON;
	for (size_t i = 0; i < g->n_parts; i++)
		if (i == 0 || x->of[i].needed != x->of[i - 1].needed)
			v[n++] = x->of[i].needed;
	for (size_t i = 0; i < t->n_cost_later && n < PIECES; i++)
		v[n++] = t->cost_later[i].from_hour * AN_HOUR;
	for (size_t i = 0; w && i < w->n_routes && n < PIECES; i++)
		v[n++] = w->routes[i].switch_takes;
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && v[k - 1] > v[k]; k--) {
			i64 swap = v[k];

			v[k] = v[k - 1];
			v[k - 1] = swap;
		}
	while (v[n - 1] > HORIZON)
		n--;
	return n;
}

struct loss *
losses_in(struct losses *all, str currency)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i].currency, currency))
			return &all->v[i];
	if (all->n == LIMIT_IMPACT_CURRENCIES)
		return NULL;
	all->v[all->n] = (struct loss){ .currency = currency };
	return &all->v[all->n++];
}

void
loss_add(struct loss *l, const struct rate *r, i64 from, i64 to)
{
	for (i64 hour = from / AN_HOUR; hour * AN_HOUR < to; hour++) {
		i64 times = (least(to, (hour + 1) * AN_HOUR) - later_of(from, hour * AN_HOUR)) * r->percent;

		decimal_sum_add(&l->low[hour], r->of.low, times);
		decimal_sum_add(&l->likely[hour], r->of.likely, times);
		decimal_sum_add(&l->high[hour], r->of.high, times);
	}
}

bool
node_losses(const struct graph *g, const struct node *x, struct losses *out, bool *not_costed)
{
	i64 v[PIECES];
	size_t n = node_moments(g, x, v);

	out->n = 0;
	for (size_t i = 0; i + 1 < n; i++) {
		struct rate r = v[i] < v[i + 1] ? rate_at(g, x, v[i]) : (struct rate){ .known = true };
		struct loss *l;

		*not_costed |= !r.known;
		if (!r.known || r.percent == 0)
			continue;
		if ((l = losses_in(out, r.of.currency)) == NULL)
			return false;
		loss_add(l, &r, v[i], v[i + 1]);
	}
	return true;
}

bool
losses_join(struct losses *total, const struct losses *one)
{
	for (size_t i = 0; i < one->n; i++) {
		struct loss *l = losses_in(total, one->v[i].currency);

		if (l == NULL)
			return false;
		for (size_t k = 0; k < HOURS_COUNTED; k++) {
			decimal_sum_join(&l->low[k], &one->v[i].low[k]);
			decimal_sum_join(&l->likely[k], &one->v[i].likely[k]);
			decimal_sum_join(&l->high[k], &one->v[i].high[k]);
		}
	}
	return true;
}
