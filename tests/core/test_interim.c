/* "B now, decide A at 05:00", and when an outcome is looked at again (D3). */
#include "story.h"

/* Two options of a kind that the CISO decides within an hour, A with a measure and figures; B put up until A's hour. */
static void
interim_put_up(struct story *s, i64 at)
{
	i64 a;

	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	a = last(s, option_proposed);
	when(s, ANNA, propose_measure, .option = a, .kind = FEATURE_RESTRICTION, .service = PAYMENTS, .owner = COO, .lasts = 7200, .text = STR("all of it"));
	when(s, ANNA, estimate_option, .option = a, .undo = 60);
	when(s, ANNA, set_tripwire, .option = a, .when = STR("exploited"));
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("Slow it"));
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = RATE_LIMIT, .service = PAYMENTS, .owner = COO, .lasts = 36000, .text = STR("slow"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed), .then_option = a, .then_at = at);
	then_happened(s, interim_set);
	then_happened(s, option_put_up);
}

static void
interim_taken(struct story *s, i64 at)
{
	interim_put_up(s, at);
	when_answers(s, BORIS, COO, "concur");
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_taken);
	then_happened(s, measure_ordered);
}

static i64
within(const struct story *s)
{
	return charter_rule_for(s->charter, STR("partial_shutdown"))->is.within * 1000000;
}

STORY(b_holds_at_once_and_a_is_put_up_in_time_to_be_decided_at_its_hour)
{
	i64 at = NOON + 17 * HOURS, first;

	interim_taken(s, at);
	first = the_decision(s)->head.id;
	when_it_is(s, at - within(s) - 1);
	then_not(s, decision_opened);
	when_it_is(s, at - within(s));
	then_happened(s, decision_opened);
	then_happened(s, option_put_up);
	CHECK(the_decision(s)->is.supersedes == first && the_decision(s)->deadline == at);
	CHECK_STR(the_option(s)->title, STR("Shut it"));
	CHECK_STR(s->room->measures[s->room->n_measures - 1].is.text, STR("all of it"));
	CHECK(the_option(s)->estimate.undo == 60 && the_option(s)->estimates[0].person == ANNA);
	CHECK_STR(the_option(s)->tripwire.text, STR("exploited"));
	then_missing(s, CISO, COO);
	when_answers(s, BORIS, COO, "concur");
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_superseded);
	then_happened(s, measure_ordered);
	when_it_is(s, at);
	then_not(s, decision_opened);
}

STORY(undecided_at_its_hour_b_stands)
{
	i64 at = NOON + 17 * HOURS, first;

	interim_taken(s, at);
	first = the_decision(s)->head.id;
	when_it_is(s, at - within(s));
	when_it_is(s, at);
	then_state(s, UNDECIDED);
	CHECK(((const struct decision *)FIND(s->room, decisions, first))->state == DECISION_TAKEN);
	when_it_is(s, at + HOURS);
	then_not(s, decision_opened);
}

STORY(a_tripwire_asks_for_what_comes_after_earlier)
{
	i64 at = NOON + 17 * HOURS, n;

	a_room(s);
	a_decision(s, ANNA, "calm");
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("Slow it"));
	when(s, ANNA, set_tripwire, .option = last(s, option_proposed), .when = STR("exploited"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed), .then_option = s->room->options[0].head.id, .then_at = at);
	when_answers(s, ANNA, CISO, "decide");
	when(s, ANNA, assert_fact, .name = STR("exploited"), .confidence = CONFIRMED, .value = STR("true"));
	then_happened(s, tripwire_crossed);
	then_happened(s, option_put_up);
	CHECK_STR(the_option(s)->title, STR("Shut it"));
	CHECK(the_decision(s)->deadline < at);
	n = (i64)s->room->n_decisions;
	when_it_is(s, at);
	CHECK((i64)s->room->n_decisions == n);
}

STORY(a_measure_that_fails_asks_for_what_comes_after_at_once)
{
	i64 slow;

	interim_taken(s, NOON + 17 * HOURS);
	slow = s->room->measures[s->room->n_measures - 1].head.id;
	when(s, BORIS, apply_measure, .measure = slow);
	then_happened(s, measure_applied);
	when(s, BORIS, fail_measure, .measure = slow, .why = STR("it is gone round"));
	then_happened(s, decision_opened);
	then_happened(s, option_put_up);
	CHECK_STR(the_option(s)->title, STR("Shut it"));
}

STORY(after_an_outage_there_is_time_to_answer)
{
	i64 at = NOON + 17 * HOURS;

	interim_taken(s, at);
	given_return(s, at + HOURS);
	when_it_is(s, at + HOURS);
	then_happened(s, option_put_up);
	CHECK(the_decision(s)->deadline == s->now + within(s));
}

STORY(whoever_asked_for_the_interim_asked_for_what_comes_after_it)
{
	static const struct rec_rule_terms terms = { .kind = STR_INIT("strict"), .accountable = CISO, .within = 3600, .requester_excluded = true };

	given(s, 0, rule_set, .terms = &terms);
	a_room(s);
	a_decision(s, BORIS, "strict");
	when(s, BORIS, propose_option, .decision = the_decision(s)->head.id, .title = STR("Slow it"));
	when(s, BORIS, put_up_option, .option = last(s, option_proposed), .then_option = s->room->options[0].head.id, .then_at = NOON + 3 * HOURS);
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
	when_it_is(s, NOON + 2 * HOURS);
	then_state(s, OPEN);
	CHECK(is_requester(s->charter, the_decision(s), BORIS) && !is_requester(s->charter, the_decision(s), ANNA));
}

STORY(what_comes_after_is_part_of_what_is_approved)
{
	i64 a, b;

	interim_put_up(s, NOON + 6 * HOURS);
	a = s->room->options[0].head.id;
	b = s->room->options[1].head.id;
	when_answers(s, BORIS, COO, "concur");
	when(s, ANNA, put_up_option, .option = b, .then_option = a, .then_at = NOON + 6 * HOURS);
	then_refused(s, CONFLICT, "put up already");
	when(s, ANNA, put_up_option, .option = b, .then_option = a, .then_at = NOON + 7 * HOURS);
	then_happened(s, answer_voided);
	when(s, ANNA, put_up_option, .option = b);
	then_happened(s, interim_set);
	CHECK(then_of(s->room, the_decision(s)) == 0);
}

STORY(what_comes_after_is_approved_as_it_is_and_changed_by_nobody_else_than_who_answers_for_it)
{
	i64 a;

	interim_put_up(s, NOON + 6 * HOURS);
	a = s->room->options[0].head.id;
	when_answers(s, BORIS, COO, "concur");
	when(s, CARLA, amend_option, .option = a, .title = STR("Shut everything for ever"));
	then_refused(s, NOT_YOUR_CALL, "What is put up is changed");
	when(s, CARLA, propose_measure, .option = a, .kind = ISOLATION, .service = PAYMENTS, .owner = COO, .lasts = 36000, .text = STR("all of it"));
	then_refused(s, NOT_YOUR_CALL, "What is put up is changed");
	when(s, ANNA, amend_option, .option = a, .title = STR("Shut it for a day"));
	then_happened(s, answer_voided);
	then_happened(s, option_put_up);
	CHECK(the_decision(s)->changed && s->room->answers[0].voided_by == last(s, option_amended));
	then_missing(s, CISO, COO);
	when_answers(s, BORIS, COO, "concur");
	when(s, ANNA, propose_measure, .option = a, .kind = ISOLATION, .service = PAYMENTS, .owner = COO, .lasts = 36000, .text = STR("all of it"));
	then_happened(s, answer_voided);
	when(s, ANNA, put_up_option, .option = s->room->options[1].head.id);
	when_answers(s, BORIS, COO, "concur");
	when(s, ANNA, amend_option, .option = a, .title = STR("Shut it for a week"));     /* it is only another option now */
	then_not(s, answer_voided);
}

STORY(whoever_answers_has_seen_what_comes_after_as_it_is)
{
	struct rec_act act;

	interim_put_up(s, NOON + 6 * HOURS);
	act = act_for(s, BORIS, COO, "concur");
	when(s, ANNA, amend_option, .option = s->room->options[0].head.id, .title = STR("Shut it for a day"));
	when_acts_by(s, BORIS, act);
	then_refused(s, CONFLICT, "has changed since");
}

STORY(once_it_is_taken_what_comes_after_stays_as_it_was_approved)
{
	i64 at = NOON + 17 * HOURS;

	interim_taken(s, at);
	when(s, ANNA, amend_option, .option = s->room->options[0].head.id, .title = STR("Shut it for ever"));
	then_refused(s, CONFLICT, "is taken");
	when_it_is(s, at - within(s));
	CHECK_STR(the_option(s)->title, STR("Shut it"));
	then_missing(s, CISO, COO);                     /* whoever approved the interim has not approved this yet */
	when_answers(s, BORIS, COO, "concur");
	when(s, ANNA, amend_option, .option = the_option(s)->head.id, .title = STR("Shut it for ever"));
	then_happened(s, answer_voided);
	CHECK(the_decision(s)->changed);
	then_missing(s, CISO, COO);
}

STORY(an_adopted_condition_goes_with_what_it_was_a_condition_of)
{
	i64 a, condition;

	a_room(s);
	put_up(s, ANNA, "calm");
	a = last(s, option_proposed);
	when(s, ANNA, concur_if, .option = a, .seat = CISO, .text = STR("the settlement has run"));
	condition = last(s, concurred_if);
	when(s, ANNA, adopt_condition, .condition = condition);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("Slow it"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed), .then_option = a, .then_at = NOON + HOURS);
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, condition_adopted);
	CHECK(the_option(s)->n_conditions == 1 && the_option(s)->conditions[0].condition == condition);
}

STORY(an_interim_names_another_option_of_its_decision_and_a_moment_to_come)
{
	i64 a, other;

	a_room(s);
	a_decision(s, ANNA, "calm");
	other = last(s, option_proposed);
	a_decision(s, ANNA, "calm");
	a = last(s, option_proposed);
	when(s, ANNA, put_up_option, .option = a, .then_option = a, .then_at = NOON + HOURS);
	then_refused(s, REFUSED, "another option of the same decision");
	when(s, ANNA, put_up_option, .option = a, .then_option = other, .then_at = NOON + HOURS);
	then_refused(s, REFUSED, "another option of the same decision");
	when(s, ANNA, put_up_option, .option = a, .then_option = 999, .then_at = NOON + HOURS);
	then_refused(s, NO_SUCH, "no option 999");
	when(s, ANNA, put_up_option, .option = a, .then_option = other);
	then_refused(s, MALFORMED, "go together");
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("Slow it"));
	when(s, ANNA, put_up_option, .option = a, .then_option = last(s, option_proposed), .then_at = NOON - 1);
	then_refused(s, MALFORMED, "then_at: lies in the past");
	when(s, ANNA, put_up_option, .option = a, .then_option = last(s, option_proposed), .then_at = NOON + HOURS - 1);
	then_refused(s, REFUSED, "so it is decided in 60 minutes at the soonest");
	when(s, ANNA, put_up_option, .option = a, .then_option = last(s, option_proposed), .then_at = NOON + HOURS);
	CHECK_OK(s->e);
}

STORY(what_officers_decide_is_not_for_the_meantime)
{
	i64 a;

	s->in = s->charter->room;
	a_decision(s, FIRST, "change_charter");
	a = last(s, option_proposed);
	when(s, FIRST, propose_option, .decision = the_decision(s)->head.id, .nothing = true, .title = STR("Nothing"));
	when(s, FIRST, put_up_option, .option = last(s, option_proposed), .then_option = a, .then_at = NOON + HOURS);
	then_refused(s, REFUSED, "not for the meantime");
}

STORY(a_superseded_interim_is_followed_by_nothing)
{
	interim_taken(s, NOON + 17 * HOURS);
	when(s, ANNA, open_decision, .kind = STR("partial_shutdown"), .question = STR("Stop?"), .supersedes = the_decision(s)->head.id);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("Stop"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, BORIS, COO, "concur");
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_superseded);
	when_it_is(s, NOON + 17 * HOURS);
	then_not(s, decision_opened);
}

/* ---- the review ---- */

static const struct call *
review_call(const struct story *s)
{
	return call_of(s->room, &(struct ev_call_owed){ ANNA, CISO, the_decision(s)->head.id, CALL_REVIEW, 0, 0, 0 });
}

STORY(at_its_review_the_accountable_seat_is_asked_whether_it_is_still_right)
{
	a_room(s);
	a_decision(s, ANNA, "calm");
	when(s, ANNA, set_review, .option = last(s, option_proposed), .at = NOON + 3 * HOURS);
	then_happened(s, review_set);
	when(s, ANNA, set_review, .option = last(s, option_proposed), .at = NOON + 3 * HOURS);
	then_refused(s, CONFLICT, "so already");
	when(s, ANNA, set_review, .option = last(s, option_proposed), .at = NOON - 1);
	then_refused(s, MALFORMED, "at: lies in the past");
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	when_it_is(s, NOON + 3 * HOURS - 1);
	then_not(s, review_due);
	when_it_is(s, NOON + 3 * HOURS);
	then_happened(s, review_due);
	then_happened(s, call_owed);
	when(s, ANNA, acknowledge_call, .call = review_call(s)->head.id);
	CHECK_OK(s->e);
	then_state(s, TAKEN);
	when_it_is(s, NOON + 4 * HOURS);
	then_not(s, call_owed);
}

STORY(at_its_review_the_deputy_is_called_where_who_holds_the_accountable_seat_is_away)
{
	a_room(s);
	a_decision(s, ANNA, "calm");
	when(s, ANNA, set_review, .option = last(s, option_proposed), .at = NOON + 3 * HOURS);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	when(s, ANNA, set_absence, .until = NOON + 6 * HOURS);
	when_it_is(s, NOON + 3 * HOURS);
	CHECK(call_of(s->room, &(struct ev_call_owed){ DORA, CISO, the_decision(s)->head.id, CALL_REVIEW, 0, 0, 0 }));
}

TEST_MAIN()
