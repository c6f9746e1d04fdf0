/* bench_impact -- how long it takes to say what follows if a service is stopped that 2,000 others lean on; also where their routes carry many different parts. */
#include "impact.h"
#include "made.h"

enum { RUNS = 20, NEEDS_EACH = 8 };
#define AIM 0.05

static const struct rec_cost_step later[] = {
	{ .from_hour = 4, .cost_likely = { STR_INIT("220000"), STR_INIT("EUR") } },
	{ .from_hour = 24, .cost_likely = { STR_INIT("400000"), STR_INIT("EUR") } },
};
static const struct rec_service_mode modes[] = { { .name = STR_INIT("less"), .cost_percent = 25 } };
static const struct rec_service_words with_mode = { .modes = modes, .n_modes = 1 };

static const struct rec_service_words *
with_route(struct arena *a, i64 capacity)
{
	struct rec_service_route *route = NEW(a, struct rec_service_route, 1);
	struct rec_service_words *w = NEW(a, struct rec_service_words, 1);

	*route = (struct rec_service_route){ .name = STR("elsewhere"), .switch_takes = 2700, .capacity = capacity };
	*w = (struct rec_service_words){ .routes = route, .n_routes = 1 };
	return w;
}

/* Everything leans on the first, by eight of those before it; so many different parts are carried. */
static struct charter *
a_register(struct arena *a, i64 parts)
{
	struct charter *c = NEW(a, struct charter, 1);

	c->n_services = LIMIT_IMPACT_SERVICES;
	c->services = NEW(a, struct service, c->n_services);
	for (size_t i = 0; i < c->n_services; i++) {
		i64 *needs = NEW(a, i64, NEEDS_EACH);
		size_t n = i < NEEDS_EACH ? i : NEEDS_EACH;

		for (size_t k = 0; k < n; k++)
			needs[k] = 1 + (i64)((i * 31 + k * 977) % i);
		c->services[i] = (struct service){ .head = { .id = 1 + (i64)i }, .words = i % 16 == 15 ? &with_mode : i % 4 == 3 ? with_route(a, 60 + (i64)(i / 4) % parts) : NULL,
		    .is = { .needs = { needs, n }, .tolerance = 14400, .cost_later = later, .n_cost_later = countof(later),
		        .cost_low = { STR("60000"), STR("EUR") }, .cost_likely = { STR("140000"), STR("EUR") }, .cost_high = { STR("310000"), STR("EUR") } } };
	}
	return c;
}

static void
measure(i64 parts)
{
	struct arena a = arena_open(GIB);
	const struct charter *c = a_register(&a, parts);
	const struct impact_stop first = { 1, FULL_SHUTDOWN, 0 };
	const struct impact_asked asked = { &first, 1, false };
	double from = seconds_now(), took;
	size_t hit = 0;

	for (int i = 0; i < RUNS; i++) {
		struct arena scratch = a;
		struct rec_impact found;
		err e = impact_find(&scratch, c, &asked, &found);

		assert(e == OK);
		hit = found.n_services;
	}
	took = (seconds_now() - from) / RUNS;
	printf("impact: %zu services, %zu of them hit, routes for %lld different parts, in %.1f ms (%.2f of the aim of %.0f ms)\n", c->n_services, hit,
	    (long long)parts, took * 1000, took / AIM, AIM * 1000);
}

int
main(void)
{
	measure(1);
	measure(40);
	return 0;
}
