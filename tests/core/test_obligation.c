/* What is owed once an option is decided: part of what is approved, started by the outcome (D3). */
#include "story.h"

#define TERMS(name, seat, ...) (&(struct rec_clock_terms){ STR(name), seat, &(struct rec_clock_limit){ __VA_ARGS__ }, 1 })
#define WITHIN(n)              .from = STR("decided"), .unit = CLOCK_HOURS, .amount = (n)
#define REPORT                 TERMS("customers", CFO, WITHIN(4)), .title = STR("a report to customers")

static const struct clock *
the_clock(const struct story *s)
{
	CHECK(s->room->n_clocks == 1);
	return &s->room->clocks[0];
}

#define then_clock(s, state_) (CHECK_OK((s)->e), CHECK(the_clock(s)->state == CLOCK_##state_))

/* Of a kind that the CISO decides and the COO concurs in; what is put up owes a report. */
static void
a_report_asked(struct story *s)
{
	a_shutdown_asked(s);
	when(s, ANNA, propose_obligation, .option = the_option(s)->head.id, .terms = REPORT);
	then_happened(s, obligation_proposed);
}

static void
both_answer(struct story *s)
{
	when_answers(s, BORIS, COO, "concur");
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
}

STORY(the_clock_starts_with_the_outcome_and_counts_from_it)
{
	const struct clock *c;

	a_report_asked(s);
	s->now += HOURS;
	when_answers(s, BORIS, COO, "concur");
	then_not(s, clock_started);
	s->now += HOURS / 2;
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_taken);
	then_happened(s, clock_started);                /* in the same batch */
	then_clock(s, RUNNING);
	c = the_clock(s);
	CHECK(c->deadline == s->now + 4 * HOURS && c->is.terms->owner == CFO && c->moments[0].cause == the_decision(s)->outcome);
	CHECK_STR(c->is.title, STR("a report to customers"));
	CHECK(s->room->obligations[0].clock == c->head.id && obligation_decision(s->room, c->is.obligation) == the_decision(s)->head.id);
}

STORY(a_business_day_is_counted_in_the_calendar_as_it_is_then)
{
	static const struct rec_working_day five[] = { { MONDAY }, { TUESDAY }, { WEDNESDAY }, { THURSDAY }, { FRIDAY } };
	const struct rec_calendar_terms eu = { .label = STR("eu"), .working = five, .n_working = 5, .summer_time = SUMMER_NEVER };
	i64 calendar;

	given(s, 0, calendar_set, .terms = &eu, .title = STR("European Union"));
	calendar = s->charter->room->seq;
	a_shutdown_asked(s);
	when(s, ANNA, propose_obligation, .option = the_option(s)->head.id, .title = STR("file it"),
	    .terms = TERMS("form", CISO, .from = STR("decided"), .unit = CLOCK_BUSINESS_DAYS, .amount = 1, .calendar = calendar));
	both_answer(s);
	then_clock(s, RUNNING);
	CHECK(the_clock(s)->deadline > s->now && the_clock(s)->deadline < s->now + 3 * DAYS);
}

STORY(it_starts_once)
{
	a_report_asked(s);
	both_answer(s);
	when_it_is(s, s->now + HOURS);
	then_not(s, clock_started);
	when(s, CARLA, meet_clock, .clock = the_clock(s)->head.id);
	when_it_is(s, s->now + HOURS);
	then_clock(s, MET);
}

STORY(what_ends_undecided_owes_nothing)
{
	a_report_asked(s);
	when_it_is(s, the_decision(s)->deadline);
	then_state(s, UNDECIDED);
	CHECK(s->room->n_clocks == 0);
}

STORY(what_was_not_chosen_owes_nothing)
{
	a_report_asked(s);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .nothing = true, .title = STR("Nothing"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	both_answer(s);
	CHECK(s->room->n_clocks == 0);
}

STORY(who_answered_is_asked_anew_when_something_is_owed_as_well)
{
	a_shutdown_asked(s);
	when_answers(s, BORIS, COO, "concur");
	then_missing(s, CISO);
	when(s, ANNA, propose_obligation, .option = the_option(s)->head.id, .terms = REPORT);
	then_happened(s, answer_voided);
	then_happened(s, option_put_up);
	then_missing(s, CISO, COO);
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, OPEN);
	CHECK(s->room->n_clocks == 0);
	when_answers(s, BORIS, COO, "concur");
	then_clock(s, RUNNING);
}

STORY(nothing_is_added_to_what_was_decided)
{
	a_report_asked(s);
	both_answer(s);
	when(s, ANNA, propose_obligation, .option = the_option(s)->head.id, .terms = REPORT);
	then_refused(s, CONFLICT, "taken");
	given(s, ANNA, obligation_proposed, .option = the_option(s)->head.id, .terms = REPORT);
	when_it_is(s, s->now + MINUTE);
	then_clock(s, RUNNING);                         /* the one */
}

STORY(a_later_decision_lets_nobody_off_and_may_owe_anew)
{
	i64 first;

	a_report_asked(s);
	both_answer(s);
	first = the_decision(s)->head.id;
	when(s, ANNA, open_decision, .kind = STR("partial_shutdown"), .question = STR("And now?"), .supersedes = first);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("Open it"));
	when(s, ANNA, propose_obligation, .option = the_option(s)->head.id, .terms = REPORT);
	when(s, ANNA, put_up_option, .option = the_option(s)->head.id);
	both_answer(s);
	then_happened(s, decision_superseded);
	CHECK(s->room->n_clocks == 2);
	for (size_t i = 0; i < 2; i++)
		CHECK(s->room->clocks[i].state == CLOCK_RUNNING);
}

STORY(what_is_decided_after_an_interim_owes_what_it_did_when_it_was_approved)
{
	i64 a, at = NOON + 17 * HOURS;

	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	a = last(s, option_proposed);
	when(s, ANNA, propose_obligation, .option = a, .terms = REPORT);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("Slow it"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed), .then_option = a, .then_at = at);
	both_answer(s);
	CHECK(s->room->n_clocks == 0);
	when_it_is(s, at - charter_rule_for(s->charter, STR("partial_shutdown"))->is.within * 1000000);
	then_happened(s, obligation_proposed);
	then_happened(s, option_put_up);
	CHECK(s->room->n_obligations == 2 && s->room->obligations[1].is.option == the_option(s)->head.id);
	both_answer(s);
	then_clock(s, RUNNING);
	CHECK(the_clock(s)->is.obligation == s->room->obligations[1].head.id);
}

/* ---- alone (B7, B8) ---- */

/* As "climbing" (story.h): the COO may act alone for an hour. */
static void
acted_alone(struct story *s)
{
	a_room(s);
	a_decision(s, ANNA, "climbing");
	when(s, ANNA, assert_fact, .name = STR("exposure"), .confidence = CONFIRMED, .value = STR("false"));
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .service = PAYMENTS, .lasts = 7200, .text = STR("pull the plug"));
	when(s, ANNA, propose_obligation, .option = last(s, option_proposed), .terms = REPORT);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, BORIS, COO, "decide");
	then_happened(s, acted_alone);
	then_happened(s, clock_started);
}

STORY(what_a_seat_does_alone_is_proposed_to_who_owes_it_and_applies_once_all_have_answered)
{
	i64 began;

	acted_alone(s);
	then_clock(s, PROPOSED);
	began = s->now;
	s->now += HOURS / 2;
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
	then_happened(s, clock_confirmed);
	then_not(s, clock_started);
	then_clock(s, RUNNING);
	CHECK(the_clock(s)->deadline == began + 4 * HOURS);
}

STORY(what_was_done_alone_is_owed_though_nobody_ratifies_it_unless_whoever_owes_it_says_otherwise)
{
	acted_alone(s);
	when_it_is(s, the_decision(s)->deadline);
	then_state(s, UNDECIDED);
	then_clock(s, PROPOSED);
	when(s, CARLA, lift_clock, .clock = the_clock(s)->head.id, .why = STR("it was undone within the minute"));
	then_clock(s, LIFTED);
}

STORY(what_was_declined_meanwhile_stays_declined)
{
	acted_alone(s);
	when(s, CARLA, lift_clock, .clock = the_clock(s)->head.id, .why = STR("nobody was cut off"));
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
	then_clock(s, LIFTED);
}

/* ---- what is refused ---- */

STORY(it_counts_from_the_outcome_and_is_owed_by_a_seat)
{
	i64 option;

	a_shutdown_asked(s);
	option = the_option(s)->head.id;
	when(s, ANNA, propose_obligation, .option = option, .terms = TERMS("x", CFO, .from = STR("aware"), .unit = CLOCK_HOURS, .amount = 4), .title = STR("x"));
	then_refused(s, MALFORMED, "counts from decided");
	when(s, ANNA, propose_obligation, .option = option, .terms = TERMS("x", 999, WITHIN(4)), .title = STR("x"));
	then_refused(s, NO_SUCH, "seat");
	when(s, ANNA, propose_obligation, .option = option, .terms = TERMS("x", CFO, .from = STR("decided"), .unit = CLOCK_BUSINESS_DAYS, .amount = 4), .title = STR("x"));
	then_refused(s, MALFORMED, "calendar");
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .nothing = true, .title = STR("Nothing"));
	when(s, ANNA, propose_obligation, .option = last(s, option_proposed), .terms = REPORT);
	then_refused(s, REFUSED, "to do nothing");
}

STORY(what_one_seat_owes_already_another_is_not_said_to_owe)
{
	a_shutdown_asked(s);
	an_obligation(s, 72);
	when(s, CARLA, propose_obligation, .option = the_option(s)->head.id, .terms = TERMS("gdpr_33", CFO, WITHIN(4)), .title = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "that another seat owes it");
}

STORY(a_program_drafts_it_with_its_option)
{
	a_room(s);
	signed_in_with(s, SESSION_TOKEN, a_token(s, ANNA, SCOPE_WRITE), true);
	a_decision(s, ANNA, "calm");
	when(s, ANNA, propose_obligation, .option = last(s, option_proposed), .terms = REPORT);
	then_happened(s, obligation_proposed);
}

TEST_MAIN()
