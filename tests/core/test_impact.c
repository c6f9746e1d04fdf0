/* Impact: what else stops, for how long, at what cost (E2); by the rules I1 to I5 of impact.h, and by simulation. */
#include "impact.h"

#include "decimal.h"
#include "legal.h"

/* ---- a register ---- */

enum { CARDS = 10, SHOP, LEDGER, LOGON, MAIL, SERVICES_MAX = 64 };

static struct charter *
a_register(void)
{
	struct charter *c = NEW(T, struct charter, 1);

	c->services = NEW(T, struct service, SERVICES_MAX);
	return c;
}

static struct rec_service_words *
enter(struct charter *c, i64 id, struct rec_service_terms terms)
{
	struct rec_service_words *w = NEW(T, struct rec_service_words, 1);

	CHECK(c->n_services < SERVICES_MAX && (c->n_services == 0 || c->services[c->n_services - 1].head.id < id));
	terms.label = arena_fmt(T, "s%lld", (long long)id);
	c->services[c->n_services++] = (struct service){ .head = { .id = id }, .is = terms, .words = w };
	return w;
}

#define ENTER(c, id, ...) enter((c), (id), (struct rec_service_terms){ __VA_ARGS__ })
#define NEEDS(...) .needs = { (const i64[]){ __VA_ARGS__ }, sizeof((const i64[]){ __VA_ARGS__ }) / sizeof(i64) }
#define EUR(x) (struct money){ STR(x), STR("EUR") }
#define COSTS(l, m, h) .cost_low = EUR(l), .cost_likely = EUR(m), .cost_high = EUR(h)
#define ALL_OF(type, ...) (const type[]){ __VA_ARGS__ }, sizeof((const type[]){ __VA_ARGS__ }) / sizeof(type)
#define MODES(w, ...)  with_modes((w), ALL_OF(struct rec_service_mode, __VA_ARGS__))
#define ROUTES(w, ...) with_routes((w), ALL_OF(struct rec_service_route, __VA_ARGS__))

static void
with_modes(struct rec_service_words *w, const struct rec_service_mode *v, size_t n)
{
	w->modes = memcpy(NEW(T, struct rec_service_mode, n), v, n * sizeof(*v));
	w->n_modes = n;
}

static void
with_routes(struct rec_service_words *w, const struct rec_service_route *v, size_t n)
{
	w->routes = memcpy(NEW(T, struct rec_service_route, n), v, n * sizeof(*v));
	w->n_routes = n;
}

static struct rec_impact
impact(const struct charter *c, struct impact_stop stop)
{
	struct rec_impact found;

	CHECK_OK(impact_find(T, c, &(struct impact_asked){ &stop, 1, false }, &found));
	CHECK_OK(field_check(T, record_impact_table(), &found));
	return found;
}

#define STOP(id) (struct impact_stop){ (id), FULL_SHUTDOWN, 0 }

/* What became of it; NULL if nothing did. */
static const struct rec_impact_service *
of(const struct rec_impact *found, i64 id)
{
	const struct rec_impact_service *at = NULL;

	for (size_t i = 0; i < found->n_services; i++)
		if (found->services[i].service == id) {
			CHECK(at == NULL);              /* each once */
			at = &found->services[i];
		}
	return at;
}

static void
then_costs(const struct rec_impact_cost *v, size_t n, size_t i, i64 hours, const char *low, const char *likely, const char *high)
{
	CHECK(i < n && v[i].hours == hours);
	CHECK_STR(v[i].low.amount, str_c(low));
	CHECK_STR(v[i].likely.amount, str_c(likely));
	CHECK_STR(v[i].high.amount, str_c(high));
}

/* ---- what stops ---- */

TEST(what_needs_what_is_stopped_stops_with_it)
{
	struct charter *c = a_register();
	struct rec_impact found;

	ENTER(c, CARDS, .rto = 1);
	ENTER(c, SHOP, NEEDS(CARDS));
	ENTER(c, LEDGER, NEEDS(SHOP));
	ENTER(c, MAIL, .rto = 1);
	found = impact(c, STOP(CARDS));
	CHECK(found.n_services == 3 && of(&found, MAIL) == NULL);
	CHECK(of(&found, CARDS)->hit == HIT_STOPPED && of(&found, CARDS)->because == 0);
	CHECK(of(&found, SHOP)->hit == HIT_STOPS && of(&found, SHOP)->because == CARDS);
	CHECK(of(&found, LEDGER)->hit == HIT_STOPS && of(&found, LEDGER)->because == SHOP && of(&found, LEDGER)->down == 0);
}

TEST(what_was_removed_takes_nothing_down_and_is_not_stopped)
{
	struct charter *c = a_register();
	struct rec_impact found;

	ENTER(c, CARDS, .rto = 1);
	ENTER(c, SHOP, NEEDS(CARDS));
	ENTER(c, LEDGER, NEEDS(SHOP));
	c->services[1].removed = true;
	found = impact(c, STOP(CARDS));
	CHECK(found.n_services == 1);
	CHECK_ERR(impact_find(T, c, &(struct impact_asked){ &(struct impact_stop){ SHOP, FULL_SHUTDOWN, 0 }, 1, false }, &found), NO_SUCH, "no service");
}

TEST(what_is_needed_in_two_ways_counts_once)
{
	struct charter *c = a_register();
	struct rec_impact found;

	ENTER(c, CARDS, NEEDS(LEDGER), COSTS("1", "2", "3"));
	ENTER(c, SHOP, NEEDS(CARDS, LOGON), COSTS("10", "20", "30"));
	ENTER(c, LEDGER, COSTS("100", "200", "300"));
	ENTER(c, LOGON, NEEDS(LEDGER), COSTS("1000", "2000", "3000"));
	found = impact(c, STOP(LEDGER));
	CHECK(found.n_services == 4 && found.n_totals == 4 && found.n_steps == 1);
	then_costs(found.totals, found.n_totals, 0, 1, "1111", "2222", "3333");
	then_costs(found.totals, found.n_totals, 3, 72, "79992", "159984", "239976");
}

TEST(services_that_need_each_other_stop_together_and_not_by_themselves)
{
	struct charter *c = a_register();
	struct rec_impact found;

	ENTER(c, CARDS, NEEDS(LEDGER, SHOP));
	ENTER(c, SHOP, NEEDS(CARDS));
	ENTER(c, LEDGER, .rto = 1);
	ENTER(c, LOGON, NEEDS(MAIL));
	ENTER(c, MAIL, NEEDS(LOGON));
	found = impact(c, STOP(LEDGER));
	CHECK(found.n_services == 3 && of(&found, LOGON) == NULL);
	CHECK(of(&found, SHOP)->hit == HIT_STOPS);
	found = impact(c, STOP(SHOP));
	CHECK(found.n_services == 2 && of(&found, CARDS)->because == SHOP);
}

TEST(a_mode_helps_with_less_of_what_is_needed_and_not_without_it)
{
	struct charter *c = a_register();
	struct rec_impact found;
	const struct rec_impact_service *shop;

	MODES(ENTER(c, CARDS, COSTS("100", "100", "100")), { .name = STR("stand-in"), .cost_percent = 10 });
	MODES(ENTER(c, SHOP, NEEDS(CARDS), COSTS("100", "200", "300"), .tolerance = 3600),
	    { .name = STR("catalogue"), .cost_percent = 80 }, { .name = STR("invoice"), .cost_percent = 45 });
	ENTER(c, MAIL, NEEDS(SHOP), COSTS("10", "10", "10"));
	found = impact(c, STOP(CARDS));
	shop = of(&found, SHOP);
	CHECK(of(&found, CARDS)->n_helpers == 0 && shop->hit == HIT_STOPS && shop->n_helpers == 0 && shop->breaks_after == 3600);
	then_costs(shop->costs, shop->n_costs, 0, 1, "100", "200", "300");

	ROUTES((struct rec_service_words *)c->services[0].words, { .name = STR("Dublin"), .switch_takes = 3600, .capacity = 40 });
	found = impact(c, STOP(CARDS));
	shop = of(&found, SHOP);
	CHECK(of(&found, CARDS)->n_helpers == 1 && of(&found, CARDS)->helpers[0].kind == HELP_ROUTE);
	CHECK(shop->n_helpers == 1 && shop->helpers[0].kind == HELP_MODE && shop->helpers[0].from == 3600 && shop->breaks_after == 3600);
	CHECK_STR(shop->helpers[0].name, STR("invoice"));
	then_costs(shop->costs, shop->n_costs, 1, 4, "235", "470", "705");
	then_costs(of(&found, MAIL)->costs, of(&found, MAIL)->n_costs, 1, 4, "28", "28", "28");
}

TEST(a_route_of_five_percent_is_not_the_service_being_up)
{
	struct charter *c = a_register();
	struct rec_impact found;
	const struct rec_impact_service *shop;

	ROUTES(ENTER(c, SHOP, COSTS("100", "100", "100"), .tolerance = 24 * 3600), { .name = STR("telephone"), .switch_takes = 2 * 3600, .capacity = 5 });
	found = impact(c, STOP(SHOP));
	shop = of(&found, SHOP);
	CHECK(shop->down == 0 && shop->breaks_after == 24 * 3600);
	CHECK(shop->n_helpers == 1 && shop->helpers[0].from == 2 * 3600 && shop->helpers[0].capacity == 5);
	then_costs(shop->costs, shop->n_costs, 2, 24, "2290", "2290", "2290");
}

TEST(what_needs_what_is_carried_in_part_does_that_part_and_of_several_the_least)
{
	struct charter *c = a_register();
	struct rec_impact found;
	const struct rec_impact_service *ledger;

	ROUTES(ENTER(c, CARDS, COSTS("1", "1", "1")), { .name = STR("mail"), .switch_takes = 3600, .capacity = 40 });
	ROUTES(ENTER(c, SHOP, NEEDS(CARDS), COSTS("1", "1", "1")), { .name = STR("telephone"), .switch_takes = 2 * 3600, .capacity = 60 });
	ENTER(c, LEDGER, NEEDS(CARDS, SHOP), COSTS("100", "100", "100"), .tolerance = 12 * 3600);
	ROUTES(ENTER(c, LOGON, NEEDS(LEDGER)), { .name = STR("paper"), .switch_takes = 4 * 3600, .capacity = 100 });
	found = impact(c, STOP(CARDS));
	ledger = of(&found, LEDGER);
	CHECK(ledger->hit == HIT_STOPS && ledger->down == 0 && ledger->breaks_after == 12 * 3600);
	CHECK(ledger->n_helpers == 1 && ledger->helpers[0].kind == HELP_NEEDED && ledger->helpers[0].from == 3600 && ledger->helpers[0].capacity == 40);
	then_costs(ledger->costs, ledger->n_costs, 1, 4, "280", "280", "280");
	CHECK(of(&found, SHOP)->n_helpers == 2 && of(&found, SHOP)->helpers[1].kind == HELP_ROUTE);
	CHECK(of(&found, LOGON)->down == 4 * 3600);
}

TEST(a_route_of_which_nobody_said_how_much_it_carries_counts_as_nothing_and_is_named)
{
	struct charter *c = a_register();
	struct rec_impact found;

	ROUTES(ENTER(c, CARDS, COSTS("10", "10", "10"), .tolerance = 7200), { .name = STR("Dublin"), .switch_takes = 3600 });
	ENTER(c, SHOP, NEEDS(CARDS));
	found = impact(c, STOP(CARDS));
	CHECK(of(&found, CARDS)->down == 0 && of(&found, CARDS)->breaks_after == 7200 && of(&found, SHOP)->down == 0);
	CHECK(of(&found, CARDS)->n_helpers == 1 && of(&found, CARDS)->helpers[0].capacity == 0);
	then_costs(of(&found, CARDS)->costs, of(&found, CARDS)->n_costs, 1, 4, "40", "40", "40");
}

TEST(a_route_works_once_it_is_switched_to_and_does_its_part)
{
	struct charter *c = a_register();
	struct rec_impact found;

	ROUTES(ENTER(c, CARDS, COSTS("100", "200", "300"), .tolerance = 3600),
	    { .name = STR("Dublin"), .switch_takes = 2 * 3600, .capacity = 60 }, { .name = STR("by hand"), .capacity = 90 },
	    { .name = STR("Turin"), .switch_takes = 4 * 3600, .capacity = 150 });
	ENTER(c, SHOP, NEEDS(CARDS), COSTS("10", "10", "10"), .tolerance = 4 * 3600);
	found = impact(c, STOP(CARDS));
	CHECK(of(&found, CARDS)->down == 4 * 3600 && of(&found, CARDS)->breaks_after == 3600);
	CHECK(of(&found, CARDS)->n_helpers == 2 && of(&found, CARDS)->helpers[0].capacity == 60 && of(&found, CARDS)->helpers[1].from == 4 * 3600);
	then_costs(of(&found, CARDS)->costs, of(&found, CARDS)->n_costs, 1, 4, "280", "560", "840");
	then_costs(of(&found, CARDS)->costs, of(&found, CARDS)->n_costs, 3, 72, "280", "560", "840");
	CHECK(of(&found, SHOP)->hit == HIT_STOPS && of(&found, SHOP)->down == 4 * 3600 && of(&found, SHOP)->breaks_after == 0);
	then_costs(of(&found, SHOP)->costs, of(&found, SHOP)->n_costs, 3, 72, "28", "28", "28");
}

TEST(what_stops_is_down_until_its_own_route_carries_all_if_that_is_sooner)
{
	struct charter *c = a_register();
	struct rec_impact found;

	ENTER(c, CARDS, .rto = 1);
	ROUTES(ENTER(c, SHOP, NEEDS(CARDS)), { .name = STR("telephone"), .switch_takes = 1800, .capacity = 100 });
	ENTER(c, LEDGER, NEEDS(SHOP));
	found = impact(c, STOP(CARDS));
	CHECK(of(&found, CARDS)->down == 0 && of(&found, SHOP)->down == 1800 && of(&found, LEDGER)->down == 1800);
	CHECK(of(&found, SHOP)->not_costed);
}

TEST(if_nothing_helps_modes_and_routes_do_not)
{
	struct charter *c = a_register();
	struct rec_impact found;

	MODES(ENTER(c, CARDS, COSTS("1", "1", "1")), { .name = STR("less"), .cost_percent = 10 });
	ROUTES(ENTER(c, SHOP, NEEDS(CARDS), COSTS("1", "1", "1")), { .name = STR("Dublin"), .switch_takes = 60, .capacity = 100 });
	CHECK_OK(impact_find(T, c, &(struct impact_asked){ &STOP(CARDS), 1, true }, &found));
	CHECK(of(&found, SHOP)->hit == HIT_STOPS && of(&found, SHOP)->down == 0 && of(&found, SHOP)->n_helpers == 0);
	then_costs(found.totals, found.n_totals, 3, 72, "144", "144", "144");
}

TEST(what_is_stopped_for_a_time_is_back_after_it)
{
	struct charter *c = a_register();
	struct rec_impact found;

	ENTER(c, CARDS, COSTS("10", "20", "30"), .tolerance = 3600);
	ENTER(c, SHOP, NEEDS(CARDS), COSTS("1", "1", "1"), .tolerance = 7200);
	found = impact(c, (struct impact_stop){ CARDS, FULL_SHUTDOWN, 90 * 60 });
	CHECK(of(&found, CARDS)->down == 90 * 60 && of(&found, CARDS)->breaks_after == 3600);
	CHECK(of(&found, SHOP)->down == 90 * 60 && of(&found, SHOP)->breaks_after == 0);
	then_costs(found.totals, found.n_totals, 3, 72, "16.5", "31.5", "46.5");
	CHECK(found.n_steps == 3 && found.steps[1].from_hour == 1 && found.steps[2].from_hour == 2);
	CHECK_STR(found.steps[1].likely.amount, STR("10.5"));
	CHECK_STR(found.steps[2].likely.amount, STR("0"));
}

/* ---- what it costs ---- */

TEST(an_hour_costs_more_from_the_next_step_on)
{
	struct charter *c = a_register();
	const struct rec_cost_step later[] = { { .from_hour = 4, COSTS("20", "40", "60") }, { .from_hour = 24, COSTS("100", "200", "300") } };
	struct rec_impact found;

	ENTER(c, CARDS, COSTS("10", "20", "30"), .cost_later = later, .n_cost_later = 2);
	found = impact(c, STOP(CARDS));
	then_costs(found.totals, found.n_totals, 0, 1, "10", "20", "30");
	then_costs(found.totals, found.n_totals, 1, 4, "40", "80", "120");
	then_costs(found.totals, found.n_totals, 2, 24, "440", "880", "1320");
	then_costs(found.totals, found.n_totals, 3, 72, "5240", "10480", "15720");
	CHECK(found.n_steps == 3 && found.steps[1].from_hour == 4 && found.steps[2].from_hour == 24);
}

TEST(made_to_go_on_with_less_costs_from_the_least_to_the_most_of_its_modes)
{
	struct charter *c = a_register();
	struct rec_impact found;

	MODES(ENTER(c, CARDS, COSTS("100", "200", "300")), { .name = STR("a"), .cost_percent = 10 },
	    { .name = STR("b"), COSTS("5", "50", "400") }, { .name = STR("nobody said") });
	ENTER(c, SHOP, NEEDS(CARDS));
	ENTER(c, LEDGER, .rto = 1);
	found = impact(c, (struct impact_stop){ CARDS, READ_ONLY_MODE, 0 });
	CHECK(of(&found, CARDS)->hit == HIT_DEGRADED && !of(&found, CARDS)->not_costed);
	then_costs(found.totals, found.n_totals, 0, 1, "5", "35", "400");
	CHECK(of(&found, SHOP)->hit == HIT_LEANS && of(&found, SHOP)->because == CARDS && !of(&found, SHOP)->not_costed);
	found = impact(c, (struct impact_stop){ LEDGER, PARTIAL_SHUTDOWN, 0 });
	CHECK(of(&found, LEDGER)->not_costed && found.n_totals == 0);
	found = impact(c, (struct impact_stop){ LEDGER, SEGMENTATION, 0 });
	CHECK(found.n_services == 0);
}

TEST(what_is_taken_off_the_network_is_stopped_whatever_modes_it_has)
{
	struct charter *c = a_register();
	struct rec_impact found;

	MODES(ENTER(c, CARDS, COSTS("100", "200", "300")), { .name = STR("a"), .cost_percent = 10 });
	ENTER(c, SHOP, NEEDS(CARDS));
	found = impact(c, (struct impact_stop){ CARDS, ISOLATION, 0 });
	CHECK(of(&found, CARDS)->hit == HIT_STOPPED);
	CHECK(of(&found, SHOP)->hit == HIT_STOPS && of(&found, SHOP)->because == CARDS);
	then_costs(found.totals, found.n_totals, 0, 1, "100", "200", "300");
}

TEST(what_goes_on_with_less_in_no_named_mode_costs_from_nothing_to_all_of_it)
{
	struct charter *c = a_register();
	struct rec_impact found;

	ENTER(c, CARDS, COSTS("100", "200", "300"));
	found = impact(c, (struct impact_stop){ CARDS, FEATURE_RESTRICTION, 0 });
	CHECK(of(&found, CARDS)->hit == HIT_DEGRADED && of(&found, CARDS)->guessed && !of(&found, CARDS)->not_costed);
	then_costs(found.totals, found.n_totals, 0, 1, "0", "100", "300");
	found = impact(c, STOP(CARDS));
	CHECK(!of(&found, CARDS)->guessed);
	then_costs(found.totals, found.n_totals, 0, 1, "100", "200", "300");
}

TEST(a_figure_that_nobody_said_is_taken_where_its_neighbours_are)
{
	struct charter *c = a_register();
	struct rec_impact found;

	ENTER(c, CARDS, .cost_likely = EUR("7"));
	ENTER(c, SHOP, .cost_low = EUR("1"), .cost_high = EUR("4"));
	ENTER(c, LEDGER, .cost_high = EUR("9"));
	ENTER(c, MAIL, .rto = 1);
	found = impact(c, STOP(CARDS));
	then_costs(found.totals, found.n_totals, 0, 1, "7", "7", "7");
	found = impact(c, STOP(SHOP));
	then_costs(found.totals, found.n_totals, 0, 1, "1", "2.5", "4");
	found = impact(c, STOP(LEDGER));
	then_costs(found.totals, found.n_totals, 0, 1, "9", "9", "9");
	found = impact(c, STOP(MAIL));
	CHECK(of(&found, MAIL)->not_costed && found.n_totals == 0 && found.n_steps == 0);
}

TEST(currencies_are_kept_apart)
{
	struct charter *c = a_register();
	struct rec_impact found;

	ENTER(c, CARDS, COSTS("1", "2", "3"));
	ENTER(c, SHOP, NEEDS(CARDS), .cost_likely = { STR("10"), STR("CHF") });
	found = impact(c, STOP(CARDS));
	CHECK(found.n_totals == 8);
	then_costs(found.totals, found.n_totals, 0, 1, "1", "2", "3");
	then_costs(found.totals, found.n_totals, 7, 72, "720", "720", "720");
	CHECK_STR(found.totals[4].low.currency, STR("CHF"));
}

TEST(thirds_of_an_hour_are_exact_until_the_end)
{
	struct charter *c = a_register();
	struct rec_impact found;

	for (i64 i = 0; i < 3; i++)
		ENTER(c, CARDS + i, COSTS("1", "1", "1"));
	CHECK_OK(impact_find(T, c, &(struct impact_asked){ (struct impact_stop[]){ { CARDS, FULL_SHUTDOWN, 1200 }, { CARDS + 1, FULL_SHUTDOWN, 1200 },
	    { CARDS + 2, FULL_SHUTDOWN, 1200 } }, 3, false }, &found));
	then_costs(found.totals, found.n_totals, 0, 1, "1", "1", "1");
	then_costs(of(&found, CARDS)->costs, of(&found, CARDS)->n_costs, 0, 1, "0.333333", "0.333333", "0.333333");
}

/* ---- what is refused ---- */

TEST(what_is_asked_is_read_or_refused_with_a_sentence)
{
	struct impact_asked asked;
	struct buf many = buf_new(T, 256);

	CHECK_OK(impact_read(T, STR("10,12:degraded_mode"), &asked));
	CHECK(asked.n == 2 && asked.stops[0].service == 10 && asked.stops[0].kind == FULL_SHUTDOWN);
	CHECK(asked.stops[1].service == 12 && asked.stops[1].kind == DEGRADED_MODE);
	CHECK_ERR(impact_read(T, STR("10,x"), &asked), MALFORMED, "x is no number of a service");
	CHECK_ERR(impact_read(T, STR("1234567890123456"), &asked), MALFORMED, "no number");
	CHECK_ERR(impact_read(T, STR("10:explode"), &asked), MALFORMED, "explode is no kind of measure");
	CHECK_ERR(impact_read(T, STR("10:"), &asked), MALFORMED, "no kind of measure");
	for (int i = 0; i <= LIMIT_IMPACT_NAMED; i++)
		buf_put(&many, STR("1,"));
	CHECK_ERR(impact_read(T, buf_str(&many), &asked), TOO_LARGE, "64 at most");
}

TEST(a_service_that_is_not_there_is_refused)
{
	struct charter *c = a_register();
	struct rec_impact found;

	ENTER(c, CARDS, .rto = 1);
	CHECK_ERR(impact_find(T, c, &(struct impact_asked){ &STOP(SHOP), 1, false }, &found), NO_SUCH, "no service 11");
	CHECK_ERR(impact_read(T, STR(""), &(struct impact_asked){ 0 }), MALFORMED, "name what would stop by the numbers of services");
	CHECK_ERR(impact_read(T, STR("11,"), &(struct impact_asked){ 0 }), MALFORMED, "name what would stop");
}

TEST(bounds_are_refused_with_a_sentence)
{
	struct charter *c = a_register();
	struct rec_impact found;
	struct impact_stop stops[LIMIT_IMPACT_CURRENCIES + 1];

	for (i64 i = 0; i <= LIMIT_IMPACT_CURRENCIES; i++) {
		ENTER(c, CARDS + i, .cost_likely = { STR("1"), arena_fmt(T, "A%c%c", (char)('A' + i / 26), (char)('A' + i % 26)) });
		stops[i] = STOP(CARDS + i);
	}
	CHECK_ERR(impact_find(T, c, &(struct impact_asked){ stops, countof(stops), false }, &found), TOO_LARGE, "more than 32 currencies");
	c->services = NEW(T, struct service, LIMIT_IMPACT_SERVICES + 1);
	c->n_services = LIMIT_IMPACT_SERVICES + 1;
	CHECK_ERR(impact_find(T, c, &(struct impact_asked){ stops, 1, false }, &found), TOO_LARGE, "worked out for 2000 at most");
}

/* ---- the same, simulated: ten minutes by ten minutes, over the whole graph ---- */

enum { SLOT = 600, SLOTS = 72 * 3600 / SLOT };

static struct money
some_money(struct chance *c, i64 lo, i64 hi)
{
	return (struct money){ arena_fmt(T, "%lld", (long long)(2 * draw_from(c, lo, hi))), STR("EUR") };
}

static void
some_service(struct chance *c, struct charter *register_, i64 id, i64 most)
{
	struct rec_service_terms t = { .tolerance = (draw(c) >> 32) % 2 ? draw_from(c, 1, 30) * SLOT : 0 };
	i64 *needs = NEW(T, i64, 4), low = draw_from(c, 1, 100), likely = draw_from(c, low, 300);
	struct rec_cost_step *step = NEW(T, struct rec_cost_step, 1);
	struct rec_service_words *w;

	t.needs = (struct refs){ needs, (draw(c) >> 32) % 4 };
	for (size_t i = 0; i < t.needs.n; i++)
		needs[i] = draw_from(c, 1, most);
	t.cost_low = some_money(c, low, low);
	t.cost_likely = some_money(c, likely, likely);
	t.cost_high = some_money(c, likely, 500);
	*step = (struct rec_cost_step){ .from_hour = draw_from(c, 1, 80), .cost_likely = some_money(c, 1, 900) };
	t.cost_later = step;
	t.n_cost_later = (draw(c) >> 32) % 2;
	w = enter(register_, id, t);
	if ((draw(c) >> 32) % 4 == 0)
		MODES(w, { .name = STR("m"), .cost_percent = draw_from(c, 1, 100) }, { .name = STR("n"), .cost_likely = some_money(c, 1, 90) });
	if ((draw(c) >> 32) % 3 == 0)
		ROUTES(w, { .name = STR("r"), .switch_takes = draw_from(c, 1, 60) * SLOT, .capacity = draw_from(c, 1, 120) },
		    { .name = STR("q"), .switch_takes = draw_from(c, 1, 60) * SLOT, .capacity = draw_from(c, 1, 120) });
}

static i64
number(struct money m)
{
	struct decimal d;

	CHECK_OK(decimal_parse(T, m.amount, &d));
	return d.millionths / 1000000;
}

/* What an hour without it likely costs. */
static i64
likely_at(const struct service *s, i64 at)
{
	return s->is.n_cost_later && s->is.cost_later[0].from_hour * 3600 <= at ? number(s->is.cost_later[0].cost_likely) : number(s->is.cost_likely);
}

static bool
stopped_at(const struct impact_asked *a, i64 id, i64 at, enum impact_hit how)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->stops[i].service == id && impact_of_measure(a->stops[i].kind) == how && (a->stops[i].lasts == 0 || at < a->stops[i].lasts))
			return true;
	return false;
}

/* How much of its work its own routes carry, in percent. */
static i64
routed_at(const struct service *s, i64 at)
{
	i64 most = 0;

	for (size_t i = 0; i < s->words->n_routes; i++)
		if (s->words->routes[i].switch_takes <= at && s->words->routes[i].capacity > most)
			most = s->words->routes[i].capacity;
	return most > 100 ? 100 : most;
}

/* How much there is of what it needs. */
static i64
needed_at(const struct charter *c, const struct service *s, const i64 *carried)
{
	i64 least = 100;

	for (size_t i = 0; i < s->is.needs.n; i++) {
		i64 one = carried[charter_service(c, s->is.needs.v[i]) - c->services];

		least = one < least ? one : least;
	}
	return least;
}

/* How much of each is carried at that moment: go over all of them until nothing changes. */
static void
simulate(const struct charter *c, const struct impact_asked *a, i64 at, i64 *carried)
{
	bool changed = true;

	for (size_t i = 0; i < c->n_services; i++)
		carried[i] = 100;
	while (changed) {
		changed = false;
		for (size_t i = 0; i < c->n_services; i++) {
			const struct service *s = &c->services[i];
			i64 now = stopped_at(a, s->head.id, at, HIT_STOPPED) ? 0 : needed_at(c, s, carried);
			i64 routed = a->unhelped ? 0 : routed_at(s, at);

			now = routed > now ? routed : now;
			changed |= now != carried[i];
			carried[i] = now;
		}
	}
}

/* What it likely costs in that moment: an hour's cost by percent. */
static i64
cost_at(const struct charter *c, const struct impact_asked *a, const struct service *s, i64 at, const i64 *carried)
{
	bool stopped = stopped_at(a, s->head.id, at, HIT_STOPPED);
	i64 needed = stopped ? 0 : needed_at(c, s, carried), left = 100 - carried[s - c->services];
	double best = (double)left, full0 = (double)number(s->is.cost_likely);
	i64 full = likely_at(s, at), cost = full * left;

	for (size_t i = 0; needed > 0 && needed < 100 && i < s->words->n_modes; i++) {
		const struct rec_service_mode *m = &s->words->modes[i];
		double part = m->cost_percent ? (double)m->cost_percent : (double)number(m->cost_likely) * 100 / full0;

		if (part < best) {
			best = part;
			cost = m->cost_percent ? full * m->cost_percent : number(m->cost_likely) * 100;
		}
	}
	if (needed == 100 && stopped_at(a, s->head.id, at, HIT_DEGRADED))
		return s->words->n_modes ? (full * s->words->modes[0].cost_percent + number(s->words->modes[1].cost_likely) * 100) / 2 : full * 100 / 2;
	return cost;
}

static i64
millionths(struct money m)
{
	struct decimal d;

	CHECK_OK(decimal_parse(T, m.amount, &d));
	return d.millionths;
}

static void
same_as_simulated(const struct charter *c, const struct impact_asked *a, const struct rec_impact *found)
{
	i64 carried[SERVICES_MAX];
	i64 longest[SERVICES_MAX] = { 0 }, cost[SERVICES_MAX] = { 0 }, all = 0, total = 0;

	for (i64 slot = 0; slot < SLOTS; slot++) {
		simulate(c, a, slot * SLOT, carried);
		for (size_t i = 0; i < c->n_services; i++) {
			longest[i] += carried[i] < 100 ? SLOT : 0;
			cost[i] += cost_at(c, a, &c->services[i], slot * SLOT, carried) * SLOT;
		}
	}
	for (size_t i = 0; i < c->n_services; i++) {
		const struct rec_impact_service *s = of(found, c->services[i].head.id);
		i64 tolerance = c->services[i].is.tolerance;

		CHECK((s && (s->hit == HIT_STOPPED || s->hit == HIT_STOPS)) == (longest[i] > 0));
		all += cost[i];
		if (s == NULL || longest[i] == 0)
			continue;
		CHECK(s->down ? s->down == longest[i] || s->down > SLOTS * SLOT : longest[i] == SLOTS * SLOT);
		CHECK((s->breaks_after != 0) == (tolerance && longest[i] > tolerance) || longest[i] == SLOTS * SLOT);
		for (size_t k = 0; k < s->n_costs; k++)
			if (s->costs[k].hours == 72)
				CHECK(llabs(millionths(s->costs[k].likely) - cost[i] * 1000 / 360) <= 1);
	}
	for (size_t k = 0; k < found->n_totals; k++)
		if (found->totals[k].hours == 72)
			total = millionths(found->totals[k].likely);
	CHECK(llabs(total - all * 1000 / 360) <= 3);
}

/* ---- what it does beside ---- */

static const struct rec_impact_harm *
harm_to(const struct rec_impact *found, enum harmed to)
{
	for (size_t i = 0; i < found->n_harms; i++)
		if (found->harms[i].to == to)
			return &found->harms[i];
	return NULL;
}

TEST(of_what_is_down_the_gravest_word_is_said_and_whose_it_is)
{
	static const struct rec_service_harm cards = { .trust = HARM_SOME, .customers = HARM_LASTING },
	    shop = { .trust = HARM_SERIOUS, .customers = HARM_NONE }, mail = { .trust = HARM_LASTING };
	struct charter *c = a_register();
	struct rec_impact found;

	ENTER(c, CARDS, .harm = &cards);
	ENTER(c, SHOP, NEEDS(CARDS), .harm = &shop);
	ENTER(c, MAIL, .harm = &mail);
	found = impact(c, STOP(CARDS));
	CHECK(found.n_harms == 3);
	CHECK(harm_to(&found, HARMED_TRUST)->harm == HARM_SERIOUS && harm_to(&found, HARMED_TRUST)->service == SHOP);
	CHECK(harm_to(&found, HARMED_CUSTOMERS)->harm == HARM_LASTING && harm_to(&found, HARMED_CUSTOMERS)->service == CARDS);
	CHECK(!harm_to(&found, HARMED_TRUST)->unsaid && !harm_to(&found, HARMED_CUSTOMERS)->unsaid);
	CHECK(harm_to(&found, HARMED_COMPETITION)->harm == harm_none && harm_to(&found, HARMED_COMPETITION)->unsaid);
}

TEST(what_goes_on_with_less_does_none_of_it_and_what_nobody_said_may_be_more)
{
	static const struct rec_service_harm cards = { .trust = HARM_SOME };
	struct charter *c = a_register();
	struct rec_impact found;

	ENTER(c, CARDS, .harm = &cards);
	ENTER(c, SHOP, NEEDS(CARDS));
	found = impact(c, STOP(CARDS));
	CHECK(harm_to(&found, HARMED_TRUST)->harm == HARM_SOME && harm_to(&found, HARMED_TRUST)->unsaid);
	found = impact(c, (struct impact_stop){ CARDS, RATE_LIMIT, 0 });
	CHECK(found.n_harms == 0);
}

TEST(on_random_registers_it_is_what_a_simulation_finds)
{
	struct chance c = chance_new();

	for (int run = 0; run < 150; run++) {
		struct arena mark = *T;
		struct charter *made = a_register();
		i64 most = draw_from(&c, 1, 30);
		struct impact_stop stops[4];
		struct impact_asked asked = { stops, (size_t)draw_from(&c, 1, 4), (draw(&c) >> 32) % 5 == 0 };
		struct rec_impact found;

		for (i64 id = 1; id <= most; id++)
			some_service(&c, made, id, most);
		for (size_t i = 0; i < asked.n; i++)
			stops[i] = (struct impact_stop){ draw_from(&c, 1, most), (draw(&c) >> 32) % 4 ? FULL_SHUTDOWN : DEGRADED_MODE,
			    draw(&c) >> 63 ? draw_from(&c, 1, 200) * SLOT : 0 };
		CHECK_OK(impact_find(T, made, &asked, &found));
		CHECK_OK(field_check(T, record_impact_table(), &found));
		same_as_simulated(made, &asked, &found);
		*T = mark;
	}
}

TEST_MAIN()
