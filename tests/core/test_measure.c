/* Measures: ordered by a decision, applied, checked by somebody else, expiring (D4). */
#include "story.h"

static const struct measure *
the_measure(const struct story *s)
{
	return &s->room->measures[0];
}

STORY(a_measure_is_not_applied_before_it_is_decided)
{
	a_room(s);
	put_up(s, ANNA, "calm");
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	then_refused(s, CONFLICT, "The measure is proposed");
	when(s, BORIS, lift_measure, .measure = last(s, measure_proposed), .why = STR("x"));
	then_refused(s, CONFLICT, "The measure is proposed");
}

STORY(a_measure_is_ordered_by_the_outcome_and_comes_into_force_when_applied)
{
	a_measure_ordered(s);
	CHECK(the_measure(s)->state == MEASURE_ORDERED);
	s->now += HOURS;
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	then_happened(s, measure_applied);
	CHECK(the_measure(s)->state == MEASURE_IN_FORCE && the_measure(s)->applied_by == BORIS);
	CHECK(the_measure(s)->expires == s->now + 2 * HOURS);
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	then_refused(s, CONFLICT, "The measure is in_force");
}

STORY(the_measures_of_an_option_not_chosen_are_not_ordered)
{
	i64 a;

	a_room(s);
	put_up(s, ANNA, "calm");
	a = last(s, measure_proposed);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .nothing = true, .title = STR("Nothing"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	then_not(s, measure_ordered);
	when(s, BORIS, apply_measure, .measure = a);
	then_refused(s, CONFLICT, "proposed");
}

STORY(whoever_applied_a_measure_does_not_check_it)
{
	a_measure_ordered(s);
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	when(s, BORIS, check_measure, .measure = last(s, measure_proposed), .test = STR("a probe"));
	then_refused(s, REFUSED, "other than whoever applied");
	when(s, CARLA, check_measure, .measure = last(s, measure_proposed), .test = STR("a probe"));
	then_happened(s, measure_checked);
	CHECK(the_measure(s)->state == MEASURE_VERIFIED && the_measure(s)->checked_by == CARLA);
}

STORY(whoever_applied_a_measure_through_a_token_does_not_check_it)
{
	a_token(s, BORIS, SCOPE_WRITE);
	a_measure_ordered(s);
	signed_in_with(s, SESSION_TOKEN, story_last(s->charter->room, EV_token_issued), true);
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	then_happened(s, measure_applied);
	signed_in_with(s, SESSION_STRONG, 0, false);
	when(s, BORIS, check_measure, .measure = last(s, measure_proposed), .test = STR("a probe"));
	then_refused(s, REFUSED, "other than whoever applied");
}

STORY(a_measure_expires)
{
	a_measure_ordered(s);
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	when_it_is(s, NOON + 2 * HOURS - 1);
	then_not(s, measure_expired);
	when_it_is(s, NOON + 2 * HOURS);
	then_happened(s, measure_expired);
	CHECK(the_measure(s)->state == MEASURE_EXPIRED);
	when(s, CARLA, check_measure, .measure = last(s, measure_proposed), .test = STR("x"));
	then_refused(s, CONFLICT, "expired");
}

STORY(a_checked_measure_expires_too)
{
	a_measure_ordered(s);
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	when(s, CARLA, check_measure, .measure = last(s, measure_proposed), .test = STR("a probe"));
	when_it_is(s, NOON + 2 * HOURS);
	then_happened(s, measure_expired);
}

STORY(a_measure_is_lifted_once)
{
	a_measure_ordered(s);
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	when(s, ANNA, lift_measure, .measure = last(s, measure_proposed), .why = STR("patched"));
	then_happened(s, measure_lifted);
	when(s, ANNA, lift_measure, .measure = last(s, measure_proposed), .why = STR("patched"));
	then_refused(s, CONFLICT, "lifted");
	when_it_is(s, NOON + 3 * HOURS);
	then_not(s, measure_expired);
}

STORY(a_measure_names_what_is_there)
{
	a_room(s);
	a_decision(s, ANNA, "calm");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .service = 999, .lasts = 60, .text = STR("x"));
	then_refused(s, NO_SUCH, "no service 999");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .owner = 999, .lasts = 60, .text = STR("x"));
	then_refused(s, NO_SUCH, "no seat 999");
	when(s, ANNA, propose_measure, .option = 999, .kind = ISOLATION, .lasts = 60, .text = STR("x"));
	then_refused(s, NO_SUCH, "no option 999");
	when(s, ANNA, apply_measure, .measure = 999);
	then_refused(s, NO_SUCH, "no measure 999");
}

TEST_MAIN()
