/*
 * Any bytes as what is asked of impact, put to a small register whose needs,
 * routes and modes the bytes pick.  Besides coming back at all: what is found
 * passes its own check, and no service stands in it twice.
 */
#include "impact.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

enum { SERVICES = 6 };

static const struct rec_service_mode modes[] = { { .name = STR_INIT("m"), .cost_percent = 25 },
    { .name = STR_INIT("n"), .cost_high = { STR_INIT("9"), STR_INIT("CHF") } } };
static const struct rec_service_route routes[] = { { .name = STR_INIT("r"), .switch_takes = 5000, .capacity = 60 },
    { .name = STR_INIT("q"), .switch_takes = 5400, .capacity = 160 } };
static const struct rec_service_words words[] = { { .modes = modes, .n_modes = 2 }, { .routes = routes, .n_routes = 2 },
    { .modes = modes + 1, .n_modes = 1, .routes = routes + 1, .n_routes = 1 } };

static void
pick(struct arena *a, struct charter *c, const u8 *seeds)
{
	c->services = NEW(a, struct service, SERVICES);
	for (c->n_services = 0; c->n_services < SERVICES; c->n_services++) {
		u8 seed = seeds[c->n_services];
		i64 *need = NEW(a, i64, 1);

		*need = 1 + seed % SERVICES;
		c->services[c->n_services] = (struct service){ .head.id = 1 + (i64)c->n_services, .words = seed & 64 ? &words[seed % 3] : NULL,
		    .is = { .label = STR("s"), .needs = { need, seed & 32 ? 1 : 0 }, .tolerance = seed, .cost_likely = seed & 128 ? modes[1].cost_high : modes[0].cost_high } };
	}
}

int
LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static char room[MIB];
	struct arena a = { room, room + sizeof(room) };
	struct charter c = { .n_services = 0 };
	struct impact_asked asked;
	struct rec_impact found;

	if (size < SERVICES)
		return 0;
	pick(&a, &c, data);
	if (impact_read(&a, (str){ (const char *)data + SERVICES, size - SERVICES }, &asked) || impact_find(&a, &c, &asked, &found))
		return 0;
	assert(field_check(&a, record_impact_table(), &found) == OK);
	for (size_t i = 1; i < found.n_services; i++)
		assert(found.services[i - 1].service < found.services[i].service);
	return 0;
}
