/* The brief: interests and what options do to them, which are dominated, what all share, what stops (D1, D2; B1 to B5 of brief.h). */
#include "brief.h"

#include "story.h"

/* A decision with Boris' position for Operations, and his interest. */
static i64
an_interest(struct story *s)
{
	a_decision(s, ANNA, "partial_shutdown");
	when(s, BORIS, state_position, .decision = the_decision(s)->head.id, .seat = COO, .text = STR("keep running"));
	when(s, BORIS, state_interest, .position = last(s, position_stated), .text = STR("pay salaries on Friday"));
	then_happened(s, interest_stated);
	return last(s, interest_stated);
}

static i64
an_option(struct story *s, const char *title)
{
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = str_c(title), .nothing = str_eq(str_c(title), STR("nothing")));
	then_happened(s, option_proposed);
	return last(s, option_proposed);
}

static void
a_measure(struct story *s, i64 option, enum measure_kind kind, i64 service, const char *text)
{
	when(s, ANNA, propose_measure, .option = option, .kind = kind, .service = service, .lasts = 7200, .text = str_c(text));
	then_happened(s, measure_proposed);
}

#define EUR(x) (struct money){ STR(x), STR("EUR") }
#define estimated(s, o, ...) (when(s, ANNA, estimate_option, .option = (o), __VA_ARGS__), then_happened(s, option_estimated))

static struct rec_brief
brief_for(struct story *s, const struct audience *audience)
{
	struct rec_brief b;

	CHECK_OK(brief_view(&(struct seeing){ T, s->charter, s->in, audience }, the_decision(s)->head.id, &b));
	CHECK_OK(field_check(T, record_brief_table(), &b));
	return b;
}

static const struct rec_brief_option *
brief_option(const struct rec_brief *b, i64 option)
{
	for (size_t i = 0; i < b->n_options; i++)
		if (b->options[i].option == option)
			return &b->options[i];
	fail();
	return NULL;
}

/* ---- interests ---- */

STORY(what_an_option_does_to_an_interest_is_said_and_said_anew)
{
	i64 interest, option;
	struct rec_brief b;

	a_room(s);
	interest = an_interest(s);
	option = last(s, option_proposed);
	when(s, CARLA, link_interest, .interest = interest, .option = option, .bearing = BEARING_HURTS);
	then_happened(s, interest_linked);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, option)->hurts.n == 1 && brief_option(&b, option)->hurts.v[0] == interest);
	when(s, BORIS, link_interest, .interest = interest, .option = option, .bearing = BEARING_SERVES);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, option)->serves.n == 1 && brief_option(&b, option)->hurts.n == 0);
	CHECK(s->room->n_bearings == 1 && s->room->bearings[0].person == BORIS);
	when(s, BORIS, link_interest, .interest = interest, .option = option, .bearing = BEARING_SERVES);
	then_refused(s, CONFLICT, "stands so already");
	when(s, BORIS, link_interest, .interest = interest, .option = option, .bearing = BEARING_NEITHER);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, option)->serves.n == 0);
}

STORY(an_interest_is_linked_to_an_option_of_its_own_open_decision)
{
	i64 interest, option;

	a_room(s);
	interest = an_interest(s);
	option = last(s, option_proposed);
	when(s, BORIS, link_interest, .interest = 1, .option = option, .bearing = BEARING_SERVES);
	then_refused(s, NO_SUCH, "no interest 1");
	when(s, BORIS, link_interest, .interest = interest, .option = 1, .bearing = BEARING_SERVES);
	then_refused(s, NO_SUCH, "no option 1");
	when(s, BORIS, link_interest, .interest = interest, .option = option, .bearing = BEARING_NEITHER);
	then_refused(s, CONFLICT, "stands so already");
	a_decision(s, ANNA, "calm");
	when(s, BORIS, link_interest, .interest = interest, .option = last(s, option_proposed), .bearing = BEARING_SERVES);
	then_refused(s, REFUSED, "different decisions");
	when_it_is(s, s->now + 5 * HOURS);
	when(s, BORIS, link_interest, .interest = interest, .option = option, .bearing = BEARING_SERVES);
	then_refused(s, CONFLICT, "");
	when(s, CARLA, share_interest, .interest = interest);
	then_refused(s, CONFLICT, "");
}

STORY(another_party_has_the_same_interest_and_says_so_once)
{
	i64 interest;
	struct rec_brief b;

	a_room(s);
	interest = an_interest(s);
	when(s, BORIS, share_interest, .interest = interest, .seat = COO);
	then_refused(s, CONFLICT, "your interest already");
	when(s, CARLA, share_interest, .interest = interest, .seat = CISO);
	then_refused(s, NOT_YOUR_CALL, "do not speak for ciso");
	when(s, CARLA, share_interest, .interest = 1);
	then_refused(s, NO_SUCH, "no interest 1");
	b = brief_for(s, NULL);
	CHECK(b.shared.n == 0);
	when(s, CARLA, share_interest, .interest = interest, .seat = CFO);
	then_happened(s, interest_shared);
	when(s, CARLA, share_interest, .interest = interest, .seat = CFO);
	then_refused(s, CONFLICT, "your interest already");
	when(s, CARLA, share_interest, .interest = interest);
	then_happened(s, interest_shared);              /* for herself, and not for Finance */
	b = brief_for(s, NULL);
	CHECK(b.shared.n == 1 && b.shared.v[0] == interest);
}

STORY(a_token_shares_an_interest_for_no_seat)
{
	i64 interest;

	a_token(s, CARLA, SCOPE_WRITE);
	a_room(s);
	interest = an_interest(s);
	signed_in_with(s, SESSION_TOKEN, story_last(s->charter->room, EV_token_issued), true);
	when(s, CARLA, share_interest, .interest = interest, .seat = CFO);
	then_refused(s, NOT_YOUR_CALL, "for people");
}

STORY(an_option_serves_all_sides_if_it_serves_each_party_and_hurts_none)
{
	i64 operations, security, option;
	struct rec_brief b;

	a_room(s);
	operations = an_interest(s);
	option = last(s, option_proposed);
	when(s, BORIS, link_interest, .interest = operations, .option = option, .bearing = BEARING_SERVES);
	b = brief_for(s, NULL);
	CHECK(!brief_option(&b, option)->serves_all_sides);     /* there is but one side */
	when(s, ANNA, state_position, .decision = the_decision(s)->head.id, .seat = CISO, .text = STR("stop"));
	when(s, ANNA, state_interest, .position = last(s, position_stated), .text = STR("no more data leaves"));
	security = last(s, interest_stated);
	b = brief_for(s, NULL);
	CHECK(!brief_option(&b, option)->serves_all_sides);
	when(s, ANNA, link_interest, .interest = security, .option = option, .bearing = BEARING_SERVES);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, option)->serves_all_sides);
	when(s, ANNA, link_interest, .interest = security, .option = option, .bearing = BEARING_HURTS);
	when(s, ANNA, share_interest, .interest = operations, .seat = CISO);
	b = brief_for(s, NULL);
	CHECK(!brief_option(&b, option)->serves_all_sides);     /* each has one that it serves; but it hurts one */
	when(s, ANNA, link_interest, .interest = security, .option = option, .bearing = BEARING_NEITHER);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, option)->serves_all_sides);
}

STORY(more_interests_than_anybody_weighs_are_refused)
{
	i64 interest;

	a_room(s);
	interest = an_interest(s);
	for (int i = 0; i < LIMIT_INTERESTS / 4; i++)
		when(s, CARLA, state_interest, .position = last(s, position_stated), .text = STR("and another"));
	then_happened(s, interest_stated);
	when(s, CARLA, state_interest, .position = last(s, position_stated), .text = STR("one too many"));
	then_refused(s, TOO_LARGE, "yours here, of the 32 that one person brings");
	for (int i = LIMIT_INTERESTS / 4 + 1; i < LIMIT_INTERESTS; i++)
		when(s, ANNA, state_interest, .position = last(s, position_stated), .text = STR("and another"));
	then_happened(s, interest_stated);
	when(s, BORIS, state_interest, .position = last(s, position_stated), .text = STR("one too many"));
	then_refused(s, TOO_LARGE, "128 interests in this decision");
	when(s, CARLA, share_interest, .interest = interest);
	then_refused(s, TOO_LARGE, "128 interests in this decision");
}

/* It is what is argued, and not what will be done (B6). */
STORY(what_is_said_of_interests_voids_no_approval)
{
	i64 interest, option;

	a_room(s);
	interest = an_interest(s);
	option = last(s, option_proposed);
	when(s, ANNA, put_up_option, .option = option);
	when_answers(s, ANNA, CISO, "decide");
	when(s, BORIS, link_interest, .interest = interest, .option = option, .bearing = BEARING_HURTS);
	then_not(s, answer_voided);
	when(s, CARLA, share_interest, .interest = interest, .seat = CFO);
	then_not(s, answer_voided);
	CHECK(refs_have(brief_sources(T, s->charter, s->room, the_decision(s)), last(s, interest_linked)));
	CHECK(refs_have(brief_sources(T, s->charter, s->room, the_decision(s)), last(s, interest_shared)));
	then_missing(s, COO);
	when_answers(s, BORIS, COO, "concur");
	then_state(s, TAKEN);
}

/* ---- dominated ---- */

STORY(an_option_is_dominated_by_one_that_is_no_worse_and_somewhere_better)
{
	i64 dear, cheap;
	struct rec_brief b;

	a_room(s);
	a_decision(s, ANNA, "calm");
	dear = last(s, option_proposed);
	cheap = an_option(s, "Half of it");
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, dear)->dominated_by == 0);
	estimated(s, dear, .cost_likely = EUR("900"), .takes_effect = 600, .undo = 60, .risk = RISK_SOME, .adversary_notices = SAID_YES);
	estimated(s, cheap, .cost_likely = EUR("400"), .takes_effect = 600, .undo = 60, .risk = RISK_SOME);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, dear)->dominated_by == 0);       /* nobody said that the adversary does not notice */
	estimated(s, cheap, .adversary_notices = SAID_NO);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, dear)->dominated_by == cheap && brief_option(&b, cheap)->dominated_by == 0);
	CHECK(brief_option(&b, dear)->n_better_in == 2 && brief_option(&b, dear)->better_in[0].row == ROW_COST);
	CHECK(brief_option(&b, dear)->better_in[1].row == ROW_NOTICES);
	estimated(s, cheap, .cost_likely = EUR("400"), .takes_effect = 601, .undo = 60, .risk = RISK_SOME);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, dear)->dominated_by == 0);
	estimated(s, cheap, .cost_likely = EUR("900"), .takes_effect = 600, .undo = 60, .risk = RISK_SOME, .adversary_notices = SAID_YES);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, dear)->dominated_by == 0 && brief_option(&b, cheap)->dominated_by == 0);
}

STORY(what_an_option_does_not_state_is_not_better)
{
	i64 dear, silent;
	struct rec_brief b;

	a_room(s);
	a_decision(s, ANNA, "calm");
	dear = last(s, option_proposed);
	silent = an_option(s, "Half of it");
	estimated(s, dear, .cost_likely = EUR("900"), .takes_effect = 600);
	estimated(s, silent, .cost_likely = EUR("400"));
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, dear)->dominated_by == 0);
	estimated(s, silent, .cost_likely = { STR("400"), STR("CHF") }, .takes_effect = 60);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, dear)->dominated_by == 0);       /* francs are no euros */
	estimated(s, silent, .cost_likely = EUR("1"), .takes_effect = 600, .undo = 60);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, dear)->dominated_by == silent && brief_option(&b, dear)->n_better_in == 1);
}

STORY(what_is_dearer_is_not_dominated_where_people_or_trust_come_to_less_harm)
{
	i64 dear, cheap;
	struct rec_brief b;

	a_room(s);
	a_decision(s, ANNA, "calm");
	dear = last(s, option_proposed);
	cheap = an_option(s, "Half of it");
	estimated(s, dear, .cost_likely = EUR("900"), .safety = HARM_NONE, .trust = HARM_SOME);
	estimated(s, cheap, .cost_likely = EUR("400"), .safety = HARM_SOME, .trust = HARM_SOME);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, dear)->dominated_by == 0);
	estimated(s, cheap, .cost_likely = EUR("400"), .safety = HARM_NONE, .trust = HARM_SERIOUS);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, dear)->dominated_by == 0);
	estimated(s, cheap, .cost_likely = EUR("900"), .safety = HARM_NONE, .trust = HARM_NONE);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, dear)->dominated_by == cheap && brief_option(&b, dear)->better_in[0].row == ROW_TRUST);
	estimated(s, dear, .cost_likely = EUR("900"), .customer_harm = HARM_SOME, .competition = HARM_SOME);
	estimated(s, cheap, .cost_likely = EUR("900"), .customer_harm = HARM_NONE, .competition = HARM_SERIOUS);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, dear)->dominated_by == 0 && brief_option(&b, cheap)->dominated_by == 0);
	estimated(s, cheap, .cost_likely = EUR("900"), .customer_harm = HARM_NONE, .competition = HARM_NONE);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, dear)->dominated_by == cheap && brief_option(&b, dear)->n_better_in == 3);
}

STORY(the_one_that_dominates_is_not_dominated_itself)
{
	i64 options[3];
	struct rec_brief b;

	a_room(s);
	a_decision(s, ANNA, "calm");
	options[0] = last(s, option_proposed);
	options[1] = an_option(s, "Half of it");
	options[2] = an_option(s, "A third of it");
	estimated(s, options[0], .cost_likely = EUR("900"));
	estimated(s, options[1], .cost_likely = EUR("500"));
	estimated(s, options[2], .cost_likely = EUR("100"));
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, options[0])->dominated_by == options[2]);
	CHECK(brief_option(&b, options[1])->dominated_by == options[2]);
}

/* ---- in every option ---- */

STORY(what_every_option_does_but_to_do_nothing_is_found)
{
	i64 first, second;
	struct rec_brief b;

	a_room(s);
	a_decision(s, ANNA, "calm");
	first = last(s, option_proposed);
	a_measure(s, first, RATE_LIMIT, PAYMENTS, "fifty an hour");
	a_measure(s, first, SESSION_REVOCATION, 0, "everybody signs in again");
	a_measure(s, first, FULL_SHUTDOWN, PAYMENTS, "off");
	an_option(s, "nothing");
	b = brief_for(s, NULL);
	CHECK(b.n_common == 0);                         /* of one alone nothing is common */
	second = an_option(s, "Half of it");
	a_measure(s, second, RATE_LIMIT, PAYMENTS, "twenty an hour");
	a_measure(s, second, SESSION_REVOCATION, 0, "staff sign in again");
	b = brief_for(s, NULL);
	CHECK(b.n_common == 1 && b.common[0].kind == RATE_LIMIT && b.common[0].service == PAYMENTS && b.common[0].measures.n == 2);
	a_measure(s, second, SESSION_REVOCATION, 0, "everybody signs in again");
	b = brief_for(s, NULL);
	CHECK(b.n_common == 2 && b.common[1].kind == SESSION_REVOCATION);
}

/* ---- the cost of waiting ---- */

static void
payments_cost(struct story *s)
{
	static const struct rec_service_terms terms = { .service = PAYMENTS, .label = STR_INIT("payments"), .criticality = VITAL, .tolerance = 3600,
	    .cost_likely = { STR_INIT("1000"), STR_INIT("EUR") } };

	given(s, 0, service_set, .terms = &terms, .title = STR("Payments"));
}

STORY(an_option_says_what_its_measures_stop_for_as_long_as_they_last)
{
	i64 option, third;
	struct rec_brief b;
	const struct rec_brief_option *o;

	payments_cost(s);
	a_room(s);
	a_decision(s, ANNA, "calm");
	option = last(s, option_proposed);
	a_measure(s, option, FULL_SHUTDOWN, PAYMENTS, "off");           /* for two hours */
	third = an_option(s, "Segment it");
	a_measure(s, third, SEGMENTATION, PAYMENTS, "apart");
	b = brief_for(s, NULL);
	o = brief_option(&b, option);
	CHECK(o->stops.n == 1 && o->stops.v[0] == PAYMENTS && o->n_breaks == 1 && o->breaks[0].after == 3600);
	CHECK(o->n_totals == 4 && o->n_steps == 2 && o->steps[1].from_hour == 2);
	CHECK_STR(o->totals[3].likely.amount, STR("2000"));
	CHECK(brief_option(&b, third)->stops.n == 0 && brief_option(&b, third)->n_totals == 0);
}

STORY(the_last_moment_is_the_deadline_less_what_it_takes)
{
	i64 option;
	struct rec_brief b;

	a_room(s);
	a_decision(s, ANNA, "calm");
	option = last(s, option_proposed);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, option)->last_moment == 0);
	estimated(s, option, .takes_effect = 900);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, option)->last_moment == the_decision(s)->deadline - 900 * 1000000ll);
	when(s, ANNA, put_up_option, .option = option);
	when_answers(s, ANNA, CISO, "decide");
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, option)->last_moment == 0);
}

STORY(to_do_nothing_costs_as_it_lasts_what_somebody_estimated)
{
	struct rec_brief b;
	i64 nothing;

	a_room(s);
	a_decision(s, ANNA, "calm");
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .nothing = true, .title = STR("Nothing"));
	nothing = last(s, option_proposed);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, nothing)->n_steps == 0 && !brief_option(&b, nothing)->by_estimate);
	estimated(s, nothing, .cost_low = EUR("10"), .cost_high = EUR("30"));
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, nothing)->by_estimate && brief_option(&b, nothing)->n_steps == 1);
	CHECK_STR(brief_option(&b, nothing)->steps[0].likely.amount, STR("20"));
	CHECK_STR(brief_option(&b, nothing)->totals[3].high.amount, STR("2160"));
}

static i64
to_do_nothing(struct story *s)
{
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .nothing = true, .title = STR("Nothing"));
	return last(s, option_proposed);
}

static void
a_fact(struct story *s, const char *value, enum confidence sure)
{
	when(s, ANNA, assert_fact, .name = STR("payments.down"), .value = str_c(value), .confidence = sure);
	then_happened(s, fact_asserted);
}

STORY(to_do_nothing_breaks_the_tolerances_of_what_is_down_already)
{
	const struct audience outside = { .whole = true, .outside = true };
	const struct rec_brief_option *o;
	struct rec_brief b;
	i64 nothing, since;

	payments_cost(s);
	a_room(s);
	a_decision(s, ANNA, "calm");
	nothing = to_do_nothing(s);
	a_fact(s, "true", SUSPECTED);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, nothing)->down.n == 0 && brief_option(&b, nothing)->n_breaks == 0);
	a_fact(s, "true", PROBABLE);
	since = s->now;
	a_fact(s, "true", CONFIRMED);
	b = brief_for(s, NULL);
	o = brief_option(&b, nothing);
	CHECK(o->down.n == 1 && o->down.v[0] == PAYMENTS && o->stops.n == 1);
	CHECK(o->n_breaks == 1 && o->breaks[0].after == 3600 && o->breaks[0].at == since + 3600 * 1000000ll);
	CHECK(!o->by_estimate && o->n_totals == 4);
	estimated(s, nothing, .cost_low = EUR("10"), .cost_high = EUR("30"));
	b = brief_for(s, NULL);
	o = brief_option(&b, nothing);
	CHECK(o->by_estimate && o->n_breaks == 1);
	CHECK_STR(o->steps[0].likely.amount, STR("20"));
	b = brief_for(s, &outside);
	CHECK(brief_option(&b, nothing)->down.n == 0 && brief_option(&b, nothing)->n_breaks == 0);
	a_fact(s, "false", CONFIRMED);
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, nothing)->down.n == 0 && brief_option(&b, nothing)->n_breaks == 0);
}

STORY(a_shutdown_that_is_in_force_is_down_since_it_was_applied)
{
	struct rec_brief b;
	i64 nothing, since;

	payments_cost(s);
	a_room(s);
	a_decision(s, ANNA, "calm");
	nothing = to_do_nothing(s);
	given(s, ANNA, measure_proposed, .option = nothing, .kind = FULL_SHUTDOWN, .service = PAYMENTS, .lasts = 7200, .text = STR("off"));
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, nothing)->down.n == 0);
	given(s, BORIS, measure_applied, .measure = last(s, measure_proposed));
	since = s->now;
	b = brief_for(s, NULL);
	CHECK(brief_option(&b, nothing)->down.n == 1 && brief_option(&b, nothing)->breaks[0].at == since + 3600 * 1000000ll);
}

STORY(each_figure_says_whose_it_is_and_where_they_said_so)
{
	struct seen seen;
	i64 first;

	a_room(s);
	a_decision(s, ANNA, "calm");
	when(s, BORIS, estimate_option, .option = last(s, option_proposed), .takes_effect = 600, .undo = 60);
	first = last(s, option_estimated);
	when(s, CARLA, estimate_option, .option = last(s, option_proposed), .takes_effect = 900);
	CHECK(view_entity(&(struct seeing){ T, s->charter, s->room, NULL }, ENT_option, last(s, option_proposed), &seen));
	CHECK(seen.is.option.n_estimates == 2);
	CHECK_STR(seen.is.option.estimates[0].figure, STR("takes_effect"));
	CHECK(seen.is.option.estimates[0].person == CARLA && seen.is.option.estimates[0].at == s->now && seen.is.option.estimates[0].entry == last(s, option_estimated));
	CHECK_STR(seen.is.option.estimates[1].figure, STR("undo"));
	CHECK(seen.is.option.estimates[1].person == BORIS && seen.is.option.estimates[1].entry == first);
}

/* ---- who sees it (law 15) ---- */

STORY(whoever_does_not_see_the_decision_is_told_there_is_none)
{
	const struct audience channels = { .whole = false }, whole = { .whole = true };
	struct rec_brief b;

	a_room(s);
	a_decision(s, ANNA, "calm");
	CHECK_ERR(brief_view(&(struct seeing){ T, s->charter, s->room, &channels }, the_decision(s)->head.id, &b), NO_SUCH, "There is no decision");
	CHECK_ERR(brief_view(&(struct seeing){ T, s->charter, s->room, &whole }, 1, &b), NO_SUCH, "There is no decision 1 here");
	CHECK_OK(brief_view(&(struct seeing){ T, s->charter, s->room, &whole }, the_decision(s)->head.id, &b));
}

STORY(somebody_from_outside_is_told_nothing_of_the_register)
{
	const struct audience outside = { .whole = true, .outside = true };
	struct rec_brief b;

	payments_cost(s);
	a_room(s);
	a_decision(s, ANNA, "calm");
	a_measure(s, last(s, option_proposed), FULL_SHUTDOWN, PAYMENTS, "off");
	b = brief_for(s, &outside);
	CHECK(b.options[0].stops.n == 0 && b.options[0].n_totals == 0 && b.options[0].n_steps == 0 && b.options[0].n_breaks == 0);
}

/* ---- what is not established ---- */

static const struct rec_brief_unknown *
unknown_named(const struct rec_brief *b, const char *name, enum hanging hangs)
{
	for (size_t i = 0; i < b->n_unknown; i++)
		if (str_eq(b->unknown[i].name, str_c(name)) && b->unknown[i].hangs == hangs)
			return &b->unknown[i];
	return NULL;
}

STORY(what_nobody_has_established_is_said_with_what_hangs_on_it)
{
	static const i64 cfo[] = { CFO };
	static const struct rec_concur_group group = { .k = 1, .seats = { cfo, 1 }, .when = STR_INIT("option.cost_per_hour.likely > 50000 && exploited == true") };
	static const struct rec_standing alone = { .seat = COO, .holds = 3600, .when = STR_INIT("exploited == true") };
	static const struct rec_rule_terms terms = { .kind = STR_INIT("partial_shutdown"), .accountable = CISO, .concur = &group, .n_concur = 1,
	    .alone = &alone, .n_alone = 1, .within = 7200, .currency = STR_INIT("EUR") };
	const struct rec_brief_unknown *is;
	struct rec_brief b;
	i64 option;

	given(s, 0, rule_set, .terms = &terms);
	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	option = last(s, option_proposed);
	b = brief_for(s, NULL);
	CHECK(b.n_unknown == 3);
	is = unknown_named(&b, "exploited", HANGS_CONCUR);
	CHECK(is && is->option == option && is->seats.n == 1 && is->seats.v[0] == CFO && is->request == 0);
	CHECK(unknown_named(&b, "exploited", HANGS_ALONE)->seats.v[0] == COO);
	CHECK(!unknown_named(&b, "option.cost_per_hour.likely", HANGS_CONCUR)->in_another);

	when(s, ANNA, estimate_option, .option = option, .cost_likely = { STR("9"), STR("USD") });
	b = brief_for(s, NULL);
	is = unknown_named(&b, "option.cost_per_hour.likely", HANGS_CONCUR);
	CHECK(is && is->in_another && str_eq(is->currency, STR("EUR")));

	when(s, ANNA, request_information, .name = STR("exploited"), .question = STR("Is it exploited here?"), .owner = CISO, .due = s->now + HOURS);
	b = brief_for(s, NULL);
	CHECK(unknown_named(&b, "exploited", HANGS_CONCUR)->request == last(s, information_requested));

	when(s, ANNA, assert_fact, .name = STR("exploited"), .value = STR("false"), .confidence = CONFIRMED);
	b = brief_for(s, NULL);
	CHECK(b.n_unknown == 0);        /* nobody else must concur, whatever it costs */
}

STORY(what_a_tripwire_hangs_on_is_said_of_its_option)
{
	struct rec_brief b;

	a_room(s);
	a_decision(s, ANNA, "calm");
	when(s, ANNA, set_tripwire, .option = last(s, option_proposed), .when = STR("spread > 3"));
	CHECK_OK(s->e);
	b = brief_for(s, NULL);
	CHECK(b.n_unknown == 1 && unknown_named(&b, "spread", HANGS_TRIPWIRE)->seats.n == 0);
	b = brief_for(s, &(struct audience){ .outside = true, .whole = true });
	CHECK(b.n_unknown == 0);
}

STORY(what_is_not_established_stands_with_who_could_settle_it)
{
	static const struct rec_standing alone = { .seat = COO, .holds = 3600,
	    .when = STR_INIT("exploited == true && worm.spreads == true && payments.down == true && option.undo < 60") };
	static const struct rec_rule_terms terms = { .kind = STR_INIT("partial_shutdown"), .accountable = CISO, .alone = &alone, .n_alone = 1, .within = 7200, .responsible = CFO };
	static const struct rec_service_terms owned = { .service = PAYMENTS, .label = STR_INIT("payments"), .criticality = VITAL, .tolerance = 3600, .owner = COO };
	struct rec_brief b;

	given(s, 0, rule_set, .terms = &terms);
	given(s, 0, service_set, .terms = &owned, .title = STR("Payments"));
	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	a_measure(s, last(s, option_proposed), FULL_SHUTDOWN, PAYMENTS, "off");
	b = brief_for(s, NULL);
	CHECK(unknown_named(&b, "exploited", HANGS_ALONE)->person == 0 && unknown_named(&b, "exploited", HANGS_ALONE)->seat == CFO);
	CHECK(unknown_named(&b, "worm.spreads", HANGS_ALONE)->person == 0);
	CHECK(unknown_named(&b, "payments.down", HANGS_ALONE)->seat == COO && unknown_named(&b, "option.undo", HANGS_ALONE)->seat == COO);

	when(s, BORIS, assert_fact, .name = STR("exploited"), .value = STR("true"), .confidence = SUSPECTED);
	when(s, BORIS, assert_fact, .name = STR("worm.hosts"), .value = STR("4"), .confidence = CONFIRMED);
	when(s, CARLA, assert_fact, .name = STR("worms"), .value = STR("4"), .confidence = CONFIRMED);
	b = brief_for(s, NULL);
	CHECK(unknown_named(&b, "exploited", HANGS_ALONE)->person == BORIS);    /* which is only suspected */
	CHECK(unknown_named(&b, "worm.spreads", HANGS_ALONE)->person == BORIS);
	CHECK(unknown_named(&b, "payments.down", HANGS_ALONE)->person == 0);
	s->in = s->charter->room;
	when_acts(s, FIRST, "eject", BORIS);
	s->in = s->room;
	b = brief_for(s, NULL);
	CHECK(unknown_named(&b, "worm.spreads", HANGS_ALONE)->person == 0);
}

STORY(of_which_option_a_services_figure_is_not_known_is_said)
{
	const struct rec_concur_group group = { .k = 1, .seats = PEOPLE(CFO), .when = STR_INIT("service.criticality == \"vital\"") };
	const struct rec_rule_terms terms = { .kind = STR_INIT("partial_shutdown"), .accountable = CISO, .concur = &group, .n_concur = 1, .within = 7200 };
	struct rec_brief b;

	given(s, 0, rule_set, .terms = &terms);
	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	an_option(s, "another");
	b = brief_for(s, NULL);
	CHECK(b.n_unknown == 2 && b.unknown[0].option != b.unknown[1].option);
}

/* More facts than a brief draws upon, by the hand of somebody who may not. */
static void
flooded(struct story *s)
{
	for (int i = 0; i < 300; i++)
		given(s, CARLA, fact_asserted, .name = arena_fmt(T, "junk_%d", i), .value = STR("1"), .confidence = SUSPECTED);
}

static struct ent_answer
first_answer(struct story *s)
{
	struct seeing v = { T, s->charter, s->room, NULL };
	struct ent_answer is = { 0 };

	see_answer(&v, s->room->answers[0].head.id, &is);
	return is;
}

STORY(no_number_of_facts_puts_out_of_the_brief_what_the_answer_hangs_on)
{
	struct rec_concur_group cond = { .k = 1, .seats = PEOPLE(COO), .when = STR("spread > 3") };
	struct rec_standing alone = { .seat = CISO, .holds = 3600, .when = STR("reach > 1") };
	struct rec_default_terms by_default = { .when = STR("silent"), .holds = 3600 };
	struct rec_rule_terms terms = { .kind = STR("partial_shutdown"), .accountable = CISO, .concur = &cond, .n_concur = 1, .within = 3600,
	    .alone = &alone, .n_alone = 1, .by_default = &by_default };
	static const char *names[] = { "spread", "reach", "silent", "exploited", "estimated" };
	i64 facts[5];
	struct refs sources;

	given(s, 0, rule_set, .terms = &terms);
	a_room(s);
	for (size_t i = 0; i < countof(names); i++) {
		when(s, BORIS, assert_fact, .name = str_c(names[i]), .value = STR("4"), .confidence = CONFIRMED);
		facts[i] = last(s, fact_asserted);
	}
	a_decision(s, ANNA, "partial_shutdown");
	when(s, ANNA, estimate_option, .option = last(s, option_proposed), .undo = 60);
	when(s, ANNA, set_tripwire, .option = last(s, option_proposed), .when = STR("exploited > 5"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	then_happened(s, option_put_up);
	flooded(s);
	sources = brief_sources(T, s->charter, s->room, the_decision(s));
	CHECK(sources.n == 256 && sources.v[0] == facts[0] && sources.v[255] == s->room->facts[s->room->n_facts - 1].head.id);
	for (size_t i = 0; i < 4; i++)
		CHECK(refs_have(sources, facts[i]));
	CHECK(!refs_have(sources, facts[4]) && refs_have(sources, last(s, option_estimated)) && refs_have(sources, the_decision(s)->head.id));
	for (size_t i = 1; i < sources.n; i++)
		CHECK(sources.v[i - 1] < sources.v[i]);
	when_answers(s, BORIS, COO, "concur");
	then_happened(s, concurred);
	when(s, BORIS, assert_fact, .name = STR("spread"), .value = STR("5"), .confidence = CONFIRMED);
	CHECK(first_answer(s).changed.n == 1 && first_answer(s).changed.v[0] == last(s, fact_asserted));
}

STORY(of_so_many_options_the_one_put_up_to_do_nothing_and_the_newest_are_compared)
{
	struct rec_brief b;
	i64 up, nothing;

	a_room(s);
	a_decision(s, ANNA, "calm");
	up = last(s, option_proposed);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .nothing = true, .title = STR("Nothing"));
	nothing = last(s, option_proposed);
	when(s, ANNA, put_up_option, .option = up);
	for (int i = 0; i < LIMIT_BRIEF_OPTIONS; i++)
		an_option(s, "one more");
	b = brief_for(s, NULL);
	CHECK(b.n_options == LIMIT_BRIEF_OPTIONS && b.left_out == 2);
	CHECK(b.options[0].option == up && b.options[1].option == nothing && b.options[15].option == last(s, option_proposed));
}

TEST_MAIN()
