/* impact_spread -- what stops, part by part, and for how long (I1 to I3 of impact.h). */
#include "impact_parts.h"

/* ---- the register as a graph ---- */

static size_t
index_of(const struct graph *g, const struct charter *c, i64 id)
{
	const struct service *s = charter_service(c, id);

	return s ? (size_t)(s - c->services) : g->n;
}

i64
route_carries(const struct rec_service_route *r)
{
	return least(r->capacity, WHOLE);
}

/* When a route of its own carries that part. */
static i64
switched(const struct graph *g, const struct service *s, i64 part)
{
	i64 first = FOR_GOOD;

	for (size_t i = 0; !g->unhelped && s->words && i < s->words->n_routes; i++)
		if (s->words->routes[i].switch_takes && route_carries(&s->words->routes[i]) >= part)
			first = least(first, s->words->routes[i].switch_takes);
	return first;
}

bool
service_has_modes(const struct service *s)
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
			is[route_carries(&c->services[i].words->routes[k])] = true;
	for (i64 part = 1; part <= WHOLE; part++)
		if (is[part])
			g->parts[g->n_parts++] = part;
}

struct graph
impact_graph(struct arena *a, const struct charter *c, bool unhelped)
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

err
impact_need_asked(struct graph *g, const struct charter *c, const struct impact_asked *asked)
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

const struct lack *
node_whole(const struct graph *g, const struct node *x)
{
	return &x->of[g->n_parts - 1];
}

void
impact_spread(struct graph *g)
{
	for (size_t part = 0; part < g->n_parts; part++)
		spread_part(g, part);
	for (size_t i = 0; i < g->n; i++)
		g->v[i].because = g->v[i].stopped_until ? 0 : node_whole(g, &g->v[i])->because;
}

i64
node_trouble(const struct graph *g, const struct node *x)
{
	return later_of(x->stopped_until, node_whole(g, x)->needed);
}

enum impact_hit
node_hit(const struct graph *g, const struct node *x)
{
	if (x->stopped_until)
		return HIT_STOPPED;
	if (node_whole(g, x)->needed)
		return HIT_STOPS;
	return x->less_until ? HIT_DEGRADED : impact_hit_none;
}

i64
node_leans_on(const struct graph *g, const struct charter *c, const struct node *x)
{
	for (size_t i = 0; i < x->is->is.needs.n; i++)
		if (node_hit(g, &g->v[index_of(g, c, x->is->is.needs.v[i])]) == HIT_DEGRADED)
			return x->is->is.needs.v[i];
	return 0;
}
