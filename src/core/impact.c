#include "impact.h"

#include "decimal.h"

enum { HOUR = 3600, HORIZON = 72 * HOUR, HOURS_COUNTED = 72, WHOLE = 100, PIECES = 160 };
static const i64 FOR_GOOD = INT64_MAX;
static const i64 horizons[] = { 1, 4, 24, 72 };

/* Until when a service does less than some part of its work, until when one that it needs does, and by which of them. */
struct lack { i64 until, needed, because; };

struct hit { i64 until; size_t at; };

/* A service, and what becomes of it: all moments are seconds from the beginning. */
struct node {
	const struct service *is;
	i64 stopped_until, less_until;  /* 0: it is not what is stopped, or made to go on with less */
	struct lack *of;                /* by part, ascending; the last is all of it */
	i64 because;                    /* what it leans on, or needs that is not all there */
};

struct graph {
	struct arena *a;
	bool unhelped;
	i64 parts[WHOLE]; size_t n_parts; /* in percent: what routes carry, and all */
	struct node *v; size_t n;
	size_t *above, *first;          /* who needs v[i]: above[first[i]] to above[first[i + 1]] */
	struct hit *hit; size_t n_hit;  /* who was found to be down, and not looked at yet: a heap, who is down longest at its top */
};

/* What an hour of something costs. */
struct range { struct decimal low, likely, high; str currency; };
struct rate  { bool known; struct range of; i64 percent; };

/* What was lost in each hour, in one currency: seconds by percent of an hour's cost. */
struct loss { str currency; decimal_sum low[HOURS_COUNTED], likely[HOURS_COUNTED], high[HOURS_COUNTED]; };
struct losses { struct loss *v; size_t n; };

enum impact_hit
impact_of_measure(enum measure_kind kind)
{
	switch (kind) {
	case FULL_SHUTDOWN:
		return HIT_STOPPED;
	case RATE_LIMIT: case ISOLATION: case DEGRADED_MODE: case FEATURE_RESTRICTION: case READ_ONLY_MODE: case PARTIAL_SHUTDOWN:
		return HIT_DEGRADED;
	case SEGMENTATION: case CREDENTIAL_REVOCATION: case SESSION_REVOCATION: case ALTERNATIVE_ROUTE: case COMPENSATING_CONTROL:
	case measure_kind_none:
		break;
	}
	return impact_hit_none;
}

static i64 least(i64 a, i64 b)  { return a < b ? a : b; }

/* ---- the register as a graph ---- */

static size_t
index_of(const struct graph *g, const struct charter *c, i64 id)
{
	const struct service *s = charter_service(c, id);

	return s ? (size_t)(s - c->services) : g->n;
}

static i64
carried_by(const struct rec_service_route *r)
{
	return least(r->capacity, WHOLE);
}

/* When a route of its own carries that part. */
static i64
switched(const struct graph *g, const struct service *s, i64 part)
{
	i64 first = FOR_GOOD;

	for (size_t i = 0; !g->unhelped && s->words && i < s->words->n_routes; i++)
		if (s->words->routes[i].switch_takes && carried_by(&s->words->routes[i]) >= part)
			first = least(first, s->words->routes[i].switch_takes);
	return first;
}

static bool
has_modes(const struct service *s)
{
	return s->words && s->words->n_modes;
}

/* Of one that was removed nothing is known to go on by. */
static struct refs
needs_of(const struct service *s)
{
	return s->removed ? (struct refs){ NULL, 0 } : s->is.needs;
}

/* Who needs whom, turned round. */
static void
turn_round(struct graph *g, const struct charter *c)
{
	size_t *at = NEW(g->a, size_t, g->n + 1), all = 0;

	g->first = NEW(g->a, size_t, g->n + 2);
	for (size_t i = 0; i < g->n; i++)
		for (size_t k = 0; k < needs_of(&c->services[i]).n; k++, all++)
			g->first[index_of(g, c, c->services[i].is.needs.v[k]) + 1]++;
	for (size_t i = 0; i <= g->n; i++)
		g->first[i + 1] += g->first[i];
	memcpy(at, g->first, (g->n + 1) * sizeof(*at));
	g->above = NEW(g->a, size_t, all + 1);
	for (size_t i = 0; i < g->n; i++)
		for (size_t k = 0; k < needs_of(&c->services[i]).n; k++)
			g->above[at[index_of(g, c, c->services[i].is.needs.v[k])]++] = i;
}

static void
part_by_part(struct graph *g, const struct charter *c)
{
	bool is[WHOLE + 1] = { [WHOLE] = true };

	for (size_t i = 0; i < g->n; i++)
		for (size_t k = 0; !g->unhelped && c->services[i].words && k < c->services[i].words->n_routes; k++)
			is[carried_by(&c->services[i].words->routes[k])] = true;
	for (i64 part = 1; part <= WHOLE; part++)
		if (is[part])
			g->parts[g->n_parts++] = part;
}

static struct graph
graph_of(struct arena *a, const struct charter *c, bool unhelped)
{
	struct graph g = { .a = a, .unhelped = unhelped, .n = c->n_services };

	part_by_part(&g, c);
	g.v = NEW(a, struct node, g.n + 1);
	g.hit = NEW(a, struct hit, 2 * g.n + 1);       /* each once as it is stopped, once as it is found to be down longer */
	for (size_t i = 0; i <= g.n; i++)       /* the last stands for those that were removed: nothing hits it */
		g.v[i] = (struct node){ .is = &c->services[i], .of = NEW(a, struct lack, g.n_parts) };
	turn_round(&g, c);
	return g;
}

static err
need_asked(struct graph *g, const struct charter *c, const struct impact_asked *asked)
{
	if (g->n > LIMIT_IMPACT_SERVICES)
		return err_new(g->a, ERR_TOO_LARGE, "The register has %zu services; impact is worked out for %d at most.", g->n, LIMIT_IMPACT_SERVICES);
	for (size_t i = 0; i < asked->n; i++) {
		const struct impact_stop *stop = &asked->stops[i];
		size_t at = index_of(g, c, stop->service);
		i64 until = stop->lasts ? stop->lasts : FOR_GOOD;

		if (at == g->n)
			return err_new(g->a, ERR_NO_SUCH, "There is no service %lld.", (long long)stop->service);
		if (impact_of_measure(stop->kind) == HIT_STOPPED)
			g->v[at].stopped_until = later_of(g->v[at].stopped_until, until);
		else if (impact_of_measure(stop->kind) == HIT_DEGRADED)
			g->v[at].less_until = later_of(g->v[at].less_until, until);
	}
	return OK;
}

/* ---- what stops, and for how long (I1, I2) ---- */

static bool
is_longer(struct hit a, struct hit b)
{
	return a.until != b.until ? a.until > b.until : a.at < b.at;
}

static void
push(struct graph *g, struct hit hit)
{
	size_t i = g->n_hit++;

	assert(g->n_hit <= 2 * g->n + 1);
	for (; i > 0 && is_longer(hit, g->hit[(i - 1) / 2]); i = (i - 1) / 2)
		g->hit[i] = g->hit[(i - 1) / 2];
	g->hit[i] = hit;
}

static struct hit
pop(struct graph *g)
{
	struct hit top = g->hit[0], last = g->hit[--g->n_hit];
	size_t i = 0, below;

	while ((below = 2 * i + 1) < g->n_hit) {
		below += below + 1 < g->n_hit && is_longer(g->hit[below + 1], g->hit[below]);
		if (!is_longer(g->hit[below], last))
			break;
		g->hit[i] = g->hit[below];
		i = below;
	}
	g->hit[i] = last;
	return top;
}

static void
take_down(struct graph *g, size_t i, size_t part, i64 until)
{
	struct lack *x = &g->v[i].of[part];

	if (until <= x->until)
		return;
	until = least(until, switched(g, g->v[i].is, g->parts[part]));
	if (until <= x->until)
		return;
	x->until = until;
	push(g, (struct hit){ until, i });
}

/* From what is down longest: who needs it is down as long, or until its own route carries that part; so nothing is looked at twice. */
static void
spread_part(struct graph *g, size_t part)
{
	for (size_t i = 0; i < g->n; i++)
		take_down(g, i, part, g->v[i].stopped_until);
	while (g->n_hit) {
		struct hit hit = pop(g);
		size_t i = hit.at;
		i64 until = hit.until;

		if (until < g->v[i].of[part].until)     /* it was found to be down longer since */
			continue;
		for (size_t k = g->first[i]; k < g->first[i + 1]; k++) {
			struct lack *up = &g->v[g->above[k]].of[part];

			if (until > up->needed) {
				up->needed = until;
				up->because = g->v[i].is->head.id;
			}
			take_down(g, g->above[k], part, until);
		}
	}
}

static const struct lack *
whole(const struct graph *g, const struct node *x)
{
	return &x->of[g->n_parts - 1];
}

static void
spread(struct graph *g)
{
	for (size_t part = 0; part < g->n_parts; part++)
		spread_part(g, part);
	for (size_t i = 0; i < g->n; i++)
		g->v[i].because = g->v[i].stopped_until ? 0 : whole(g, &g->v[i])->because;
}

/* Until when it is stopped, or one that it needs is not all there. */
static i64
trouble_of(const struct graph *g, const struct node *x)
{
	return later_of(x->stopped_until, whole(g, x)->needed);
}

static enum impact_hit
hit_of(const struct graph *g, const struct node *x)
{
	if (x->stopped_until)
		return HIT_STOPPED;
	if (whole(g, x)->needed)
		return HIT_STOPS;
	return x->less_until ? HIT_DEGRADED : impact_hit_none;
}

/* The first of what it needs that is made to go on with less, or 0 (I3). */
static i64
leans_on(const struct graph *g, const struct charter *c, const struct node *x)
{
	for (size_t i = 0; i < x->is->is.needs.n; i++)
		if (hit_of(g, &g->v[index_of(g, c, x->is->is.needs.v[i])]) == HIT_DEGRADED)
			return x->is->is.needs.v[i];
	return 0;
}

/* ---- what an hour costs (I4) ---- */

static struct decimal
middle(struct decimal a, struct decimal b)
{
	return (struct decimal){ a.millionths / 2 + b.millionths / 2 + (a.millionths & b.millionths & 1) };
}

/* The three figures; what is not there is taken where its neighbours are.  False if none is. */
static bool
range_of(struct arena *a, struct money low, struct money likely, struct money high, struct range *out)
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

	for (size_t i = 0; i < t->n_cost_later && t->cost_later[i].from_hour * HOUR <= at; i++) {
		low = t->cost_later[i].cost_low;
		likely = t->cost_later[i].cost_likely;
		high = t->cost_later[i].cost_high;
	}
	r.known = range_of(a, low, likely, high, &r.of);
	return r;
}

static struct rate
mode_rate(struct arena *a, const struct service *s, const struct rec_service_mode *m, i64 at)
{
	struct rate r = { .percent = WHOLE };

	if (range_of(a, m->cost_low, m->cost_likely, m->cost_high, &r.of)) {
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

	if (!has_modes(s))
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

/* A mode, a route, or as much as there is of what it needs; none of them: it is down. */
struct helper { const struct rec_service_mode *mode; const struct rec_service_route *route; i64 because, carries; };

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

		if (r->switch_takes && r->switch_takes <= at && (none || carried_by(r) > h->carries))
			*h = (struct helper){ .route = r, .carries = carried_by(r) };
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

/* What keeps it going at that moment, if it is stopped or one that it needs is not all there: what costs least. */
static struct helper
helper_at(const struct graph *g, const struct node *x, i64 at)
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

	if (at < trouble_of(g, x)) {
		h = helper_at(g, x, at);
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

/* The moments within the horizon at which anything changes for it, ascending; returns how many. */
static size_t
moments_of(const struct graph *g, const struct node *x, i64 *v)
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
		v[n++] = t->cost_later[i].from_hour * HOUR;
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

/* The losses in that currency; NULL if there are too many currencies. */
static struct loss *
loss_in(struct losses *all, str currency)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i].currency, currency))
			return &all->v[i];
	if (all->n == LIMIT_IMPACT_CURRENCIES)
		return NULL;
	all->v[all->n] = (struct loss){ .currency = currency };
	return &all->v[all->n++];
}

static void
lose(struct loss *l, const struct rate *r, i64 from, i64 to)
{
	for (i64 hour = from / HOUR; hour * HOUR < to; hour++) {
		i64 times = (least(to, (hour + 1) * HOUR) - later_of(from, hour * HOUR)) * r->percent;

		decimal_sum_add(&l->low[hour], r->of.low, times);
		decimal_sum_add(&l->likely[hour], r->of.likely, times);
		decimal_sum_add(&l->high[hour], r->of.high, times);
	}
}

/* What it loses, piece by piece; false if it comes in too many currencies. */
static bool
add_up(const struct graph *g, const struct node *x, struct losses *out, bool *not_costed)
{
	i64 v[PIECES];
	size_t n = moments_of(g, x, v);

	out->n = 0;
	for (size_t i = 0; i + 1 < n; i++) {
		struct rate r = v[i] < v[i + 1] ? rate_at(g, x, v[i]) : (struct rate){ .known = true };
		struct loss *l;

		*not_costed |= !r.known;
		if (!r.known || r.percent == 0)
			continue;
		if ((l = loss_in(out, r.of.currency)) == NULL)
			return false;
		lose(l, &r, v[i], v[i + 1]);
	}
	return true;
}

static bool
join(struct losses *total, const struct losses *one)
{
	for (size_t i = 0; i < one->n; i++) {
		struct loss *l = loss_in(total, one->v[i].currency);

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

/* ---- saying so ---- */

static struct money
money_of(struct arena *a, const decimal_sum *sum, str currency)
{
	struct buf b = buf_new(a, 24);

	decimal_put(&b, decimal_sum_over(sum, HOUR * WHOLE));
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
	size_t moments = moments_of(g, x, at);
	struct rec_impact_helper *v = NEW(g->a, struct rec_impact_helper, moments);

	*n = 0;
	for (size_t i = 0; i < moments && at[i] < trouble_of(g, x); i++) {
		h = helper_at(g, x, at[i]);
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
	return x->less_until && x->less_until > trouble_of(g, x) && !has_modes(x->is) && said->n_costs;
}

static void
say_service(const struct graph *g, const struct charter *c, const struct node *x, enum impact_hit hit, struct rec_impact_service *out)
{
	i64 tolerance = x->is->is.tolerance, down = whole(g, x)->until;

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
		enum impact_hit hit = hit_of(g, x);
		struct rec_impact_service *say = &v[out->n_services];

		if (hit == impact_hit_none && (x->because = leans_on(g, c, x)))
			hit = HIT_LEANS;
		if (hit == impact_hit_none)
			continue;
		say_service(g, c, x, hit, say);
		if (!add_up(g, x, &one, &say->not_costed) || !join(&total, &one))
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

		if (whole(g, &g->v[i])->until == 0)
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
	struct graph g = graph_of(a, c, asked->unhelped);
	err e;

	if ((e = need_asked(&g, c, asked)))
		return e;
	spread(&g);
	if ((e = say_all(&g, c, out)))
		return e;
	say_harms(&g, out);
	return OK;
}

err
impact_stopped(struct arena *a, const struct charter *c, const struct impact_asked *asked, struct refs *out)
{
	struct graph g = graph_of(a, c, asked->unhelped);
	i64 *v = NEW(a, i64, g.n + 1);
	err e;

	*out = (struct refs){ v, 0 };
	if ((e = need_asked(&g, c, asked)))
		return e;
	spread(&g);
	for (size_t i = 0; i < g.n; i++)
		if (hit_of(&g, &g.v[i]) == HIT_STOPPED || hit_of(&g, &g.v[i]) == HIT_STOPS)
			v[out->n++] = g.v[i].is->head.id;
	return OK;
}

void
impact_by_the_hour(struct arena *a, struct money low, struct money likely, struct money high, struct rec_impact *out)
{
	struct rate r = { .percent = WHOLE };
	struct losses all = { NEW(a, struct loss, 1), 0 };

	*out = (struct rec_impact){ 0 };
	if (!range_of(a, low, likely, high, &r.of))
		return;
	lose(loss_in(&all, r.of.currency), &r, 0, HORIZON);
	out->totals = costs_of(a, &all, &out->n_totals);
	out->steps = steps_of(a, &all, &out->n_steps);
}

/* ---- what is asked ---- */

static err
read_stop(struct arena *a, str one, struct impact_stop *out)
{
	str kind, id = str_cut(one, ':', &kind);

	*out = (struct impact_stop){ .kind = kind.p ? measure_kind_none : FULL_SHUTDOWN };
	if (id.n == 0)
		return err_new(a, ERR_MALFORMED, "services: name what would stop by the numbers of services, such as 12,15:degraded_mode.");
	for (size_t i = 0; i < id.n; i++) {
		if (id.p[i] < '0' || id.p[i] > '9' || id.n > 15)
			return err_new(a, ERR_MALFORMED, "services: %.*s is no number of a service.", STR_ARG(one));
		out->service = out->service * 10 + (id.p[i] - '0');
	}
	for (size_t i = 1; kind.p && i < measure_kind_words.count; i++)
		if (str_eq(kind, str_c(measure_kind_words.words[i].text)))
			out->kind = (enum measure_kind)i;
	if (out->kind == measure_kind_none)
		return err_new(a, ERR_MALFORMED, "services: %.*s is no kind of measure, such as full_shutdown.", STR_ARG(kind));
	return OK;
}

err
impact_read(struct arena *a, str asked, struct impact_asked *out)
{
	struct impact_stop *v = NEW(a, struct impact_stop, LIMIT_IMPACT_NAMED);
	err e;

	*out = (struct impact_asked){ .stops = v };
	do {
		str one = str_cut(asked, ',', &asked);

		if (out->n == LIMIT_IMPACT_NAMED)
			return err_new(a, ERR_TOO_LARGE, "services: name %d at most.", LIMIT_IMPACT_NAMED);
		if ((e = read_stop(a, one, &v[out->n++])))
			return e;
	} while (asked.p);
	return OK;
}
