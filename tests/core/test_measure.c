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
	then_refused(s, CONFLICT, "The measure is proposed and not decided: whoever decides");
	when(s, BORIS, lift_measure, .measure = last(s, measure_proposed), .why = STR("x"));
	then_refused(s, CONFLICT, "The measure is proposed and not decided: whoever decides");
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
	then_refused(s, CONFLICT, "The measure is in force: somebody else tests it");
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
	then_refused(s, NOT_YOUR_CALL, "other than whoever applied");
	when(s, CARLA, check_measure, .measure = last(s, measure_proposed), .test = STR("a probe"));
	then_happened(s, measure_checked);
	CHECK(the_measure(s)->state == MEASURE_VERIFIED && the_measure(s)->checked_by == CARLA);
}

STORY(a_token_neither_applies_a_measure_nor_tests_nor_lifts_it)
{
	a_token(s, BORIS, SCOPE_WRITE);
	a_measure_ordered(s);
	signed_in_with(s, SESSION_TOKEN, story_last(s->charter->room, EV_token_issued), true);
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	then_refused(s, NOT_YOUR_CALL, "for people");
	when(s, BORIS, check_measure, .measure = last(s, measure_proposed), .test = STR("a probe"));
	then_refused(s, NOT_YOUR_CALL, "for people");
	when(s, BORIS, lift_measure, .measure = last(s, measure_proposed), .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "for people");
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
	then_refused(s, CONFLICT, "time is over");
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

/* ---- a test that does not hold, and what failed otherwise ---- */

static void
in_force(struct story *s)
{
	a_measure_ordered(s);
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	then_happened(s, measure_applied);
}

static struct ent_measure
shown(struct story *s, i64 id)
{
	struct ent_measure m;

	CHECK(see_measure(&(struct seeing){ T, s->charter, s->room, NULL }, id, &m));
	return m;
}

STORY(a_measure_says_how_it_is_to_be_tested_and_how_it_was)
{
	a_room(s);
	a_decision(s, ANNA, "calm");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = RATE_LIMIT, .lasts = 3600, .text = STR("10 a minute"),
	    .test = STR("Ask 11 times."));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	when(s, ANNA, apply_measure, .measure = last(s, measure_proposed));
	when(s, CARLA, check_measure, .measure = last(s, measure_proposed), .test = STR("Asked 11 times: the last was refused."));
	CHECK_STR(shown(s, last(s, measure_proposed)).test, STR("Ask 11 times."));
	CHECK_STR(shown(s, last(s, measure_proposed)).tested, STR("Asked 11 times: the last was refused."));
}

STORY(a_test_that_does_not_hold_brings_the_question_back)
{
	i64 first;

	in_force(s);
	first = the_decision(s)->head.id;
	when(s, CARLA, check_measure, .measure = last(s, measure_proposed), .test = STR("a probe went through"), .failed = true);
	then_refused(s, NOT_YOUR_CALL, "say in the room what you saw");
	when(s, CARLA, fail_measure, .measure = last(s, measure_proposed), .why = STR("a probe went through"));
	then_refused(s, NOT_YOUR_CALL, "say in the room what you saw");
	when(s, ANNA, check_measure, .measure = last(s, measure_proposed), .test = STR("a probe went through"), .failed = true);
	then_happened(s, measure_checked);
	then_happened(s, decision_opened);
	CHECK(the_measure(s)->state == MEASURE_FAILED && the_measure(s)->checked_by == ANNA);
	CHECK(the_decision(s)->is.supersedes == first && the_decision(s)->is.failed == the_measure(s)->head.id);
	CHECK_STR(the_decision(s)->is.question, STR("Shut payments down?"));
	when_it_is(s, s->now + 1);
	then_not(s, decision_opened);
}

STORY(nobody_puts_themselves_on_a_measures_task_or_fails_what_they_tested)
{
	i64 task;

	a_measure_ordered(s);
	task = the_measure(s)->task;
	when(s, CARLA, take_tasks, .tasks = { &task, 1 });
	then_refused(s, NOT_YOUR_CALL, "To carry out a measure");
	when(s, CARLA, assign_tasks, .tasks = { &task, 1 }, .people = { (i64[]){ CARLA }, 1 });
	then_refused(s, NOT_YOUR_CALL, "To carry out a measure");
	when(s, ANNA, apply_measure, .measure = the_measure(s)->head.id);
	when(s, CARLA, reopen_task, .task = task, .why = STR("mine"));
	then_refused(s, NOT_YOUR_CALL, "To carry out a measure");
	when(s, CARLA, check_measure, .measure = the_measure(s)->head.id, .test = STR("a probe"));
	then_happened(s, measure_checked);
	when(s, CARLA, fail_measure, .measure = the_measure(s)->head.id, .why = STR("I say so"));
	then_refused(s, NOT_YOUR_CALL, "say in the room what you saw");
}

STORY(what_cannot_be_carried_out_or_fails_brings_the_question_back_once)
{
	a_measure_ordered(s);
	when(s, BORIS, fail_measure, .measure = last(s, measure_proposed), .why = STR("the gateway has no such switch"));
	then_happened(s, measure_failed);
	then_happened(s, decision_opened);
	when(s, BORIS, fail_measure, .measure = last(s, measure_proposed), .why = STR("x"));
	then_refused(s, CONFLICT, "The measure has failed: lift it");
	when_it_is(s, the_decision(s)->deadline);
	then_state(s, UNDECIDED);
	then_not(s, decision_opened);
	CHECK(shown(s, the_measure(s)->head.id).gap == GAP_FAILED);
}

STORY(another_measure_that_fails_meanwhile_asks_no_second_time_while_the_question_is_open)
{
	i64 two;

	a_room(s);
	a_decision(s, ANNA, "calm");
	for (int i = 0; i < 2; i++)
		when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .lasts = 7200, .text = STR("x"));
	two = last(s, measure_proposed);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	when(s, ANNA, fail_measure, .measure = the_measure(s)->head.id, .why = STR("x"));
	then_happened(s, decision_opened);
	when(s, ANNA, fail_measure, .measure = two, .why = STR("y"));
	then_not(s, decision_opened);
	when_it_is(s, the_decision(s)->deadline);
	then_happened(s, decision_opened);      /* nobody answered, and this one was never asked about */
	CHECK(the_decision(s)->is.failed == two);
}

STORY(nobody_else_ends_a_measures_task_or_puts_it_off)
{
	i64 task;

	a_measure_ordered(s);
	task = the_measure(s)->task;
	when(s, CARLA, drop_tasks, .tasks = { &task, 1 }, .why = STR("no need"));
	then_refused(s, NOT_YOUR_CALL, "To carry out a measure");
	when(s, CARLA, set_tasks_due, .tasks = { &task, 1 }, .due = s->now + 24 * HOURS);
	then_refused(s, NOT_YOUR_CALL, "To carry out a measure");
	when(s, CARLA, finish_task, .task = task, .result = STR("done"));
	then_refused(s, NOT_YOUR_CALL, "To carry out a measure");
	when(s, BORIS, assign_tasks, .tasks = { &task, 1 }, .people = { (i64[]){ CARLA }, 1 });
	when(s, CARLA, finish_task, .task = task, .result = STR("cut"));
	then_happened(s, task_done);
}

/* ---- until it is in force ---- */

static const struct call *
called_for(const struct story *s, enum call_reason reason, i64 person)
{
	return call_of(s->room, &(struct ev_call_owed){ person, COO, 0, reason, 0, the_measure(s)->head.id, 0 });
}

static i64
next_moment(const struct story *s)
{
	return measure_due(&(struct scene){ .a = T, .charter = s->charter, .room = s->room, .now = s->now }, the_measure(s));
}

STORY(whoever_carries_it_out_is_called_when_it_is_ordered_then_the_deputy_then_who_commands)
{
	i64 start;

	a_measure_ordered(s);
	start = s->now;
	CHECK(called_for(s, CALL_CARRY_OUT, BORIS) && !called_for(s, CALL_CARRY_OUT, DORA));
	CHECK(s->room->tasks[0].due == start + HOURS && next_moment(s) == start + 20 * MINUTE);
	when_it_is(s, start + 20 * MINUTE);
	CHECK(called_for(s, CALL_CARRY_OUT, DORA) && !called_for(s, CALL_CARRY_OUT, ANNA) && next_moment(s) == start + 40 * MINUTE);
	when_it_is(s, start + 40 * MINUTE);
	CHECK(called_for(s, CALL_CARRY_OUT, ANNA) && !called_for(s, CALL_NOT_IN_FORCE, ANNA) && next_moment(s) == start + HOURS);
	when(s, BORIS, apply_measure, .measure = the_measure(s)->head.id);
	CHECK(call_is_over(s->room, called_for(s, CALL_CARRY_OUT, BORIS)) && call_is_over(s->room, called_for(s, CALL_CARRY_OUT, ANNA)));
}

STORY(what_is_known_and_not_in_force_in_time_calls_the_seat_who_decided_and_who_commands)
{
	i64 start;

	a_measure_ordered(s);
	start = s->now;
	when(s, BORIS, acknowledge_call, .call = called_for(s, CALL_CARRY_OUT, BORIS)->head.id);
	CHECK(next_moment(s) == start + HOURS);
	when_it_is(s, start + HOURS - 1);
	CHECK(!called_for(s, CALL_CARRY_OUT, DORA) && !called_for(s, CALL_NOT_IN_FORCE, BORIS));
	when_it_is(s, start + HOURS);
	then_happened(s, task_overdue);
	CHECK(called_for(s, CALL_NOT_IN_FORCE, BORIS) && called_for(s, CALL_NOT_IN_FORCE, ANNA) && next_moment(s) == 0);
}

STORY(how_soon_it_was_to_take_effect_says_by_when_it_is_wanted)
{
	a_room(s);
	put_up(s, ANNA, "calm");
	when(s, ANNA, estimate_option, .option = last(s, option_proposed), .takes_effect = 900);
	CHECK_OK(s->e);
	when_answers(s, ANNA, CISO, "decide");
	CHECK(s->room->tasks[0].due == s->now + 15 * MINUTE && next_moment(s) == s->now + 5 * MINUTE);
}

/* ---- its time is nearly over ---- */

static const struct call *
asked(const struct story *s, i64 person, i64 seat)
{
	return call_of(s->room, &(struct ev_call_owed){ person, seat, 0, CALL_EXPIRING, 0, the_measure(s)->head.id, 0 });
}

STORY(its_owner_is_asked_in_time_then_others_then_it_expires)
{
	in_force(s);                            /* for two hours: the COO's, decided by the CISO */
	when_it_is(s, NOON + 90 * 60 * 1000000ll - 1);
	then_not(s, measure_expiring);
	when_it_is(s, NOON + 90 * 60 * 1000000ll);
	then_happened(s, measure_expiring);
	CHECK(asked(s, BORIS, COO) && !asked(s, ANNA, CISO));
	when_it_is(s, NOON + 105 * 60 * 1000000ll);
	then_happened(s, measure_expiring);
	CHECK(asked(s, ANNA, CISO) && asked(s, DORA, COO));
	CHECK(the_measure(s)->escalated);
	when_it_is(s, NOON + 2 * HOURS);
	then_happened(s, measure_expired);
	CHECK(shown(s, the_measure(s)->head.id).gap == GAP_RUN_OUT && shown(s, the_measure(s)->head.id).gap_since == NOON + 2 * HOURS);
}

STORY(whoever_is_asked_may_say_that_they_know_and_nobody_else_is)
{
	in_force(s);
	when_it_is(s, NOON + 90 * 60 * 1000000ll);
	when(s, BORIS, acknowledge_call, .call = asked(s, BORIS, COO)->head.id);
	CHECK_OK(s->e);
	when_it_is(s, NOON + 105 * 60 * 1000000ll);
	then_not(s, measure_expiring);
	when_it_is(s, NOON + 2 * HOURS);
	then_happened(s, measure_expired);
	when(s, ANNA, log_call, .call = asked(s, BORIS, COO)->head.id, .channel = BY_PHONE, .result = CALL_REACHED);
	then_refused(s, CONFLICT, "It is over");
}

STORY(whoever_is_said_to_know_is_not_waited_for_others_are_asked)
{
	in_force(s);
	when_it_is(s, NOON + 90 * 60 * 1000000ll);
	when_it_is(s, NOON + 95 * 60 * 1000000ll);
	when(s, CARLA, log_call, .call = asked(s, BORIS, COO)->head.id, .channel = BY_PHONE, .result = CALL_REACHED);
	CHECK_OK(s->e);
	when_it_is(s, NOON + 105 * 60 * 1000000ll);
	then_happened(s, measure_expiring);
	CHECK(the_measure(s)->escalated && asked(s, ANNA, CISO));
}

/* Boris hands the seat over to Dora, who signs it. */
static void
handed_to_dora(struct story *s)
{
	when(s, ANNA, add_member, .person = DORA);
	when(s, BORIS, offer_handover, .seat = COO, .to = DORA, .words = STR("Quiet since two."));
	when_acts(s, DORA, "accept_handover", last(s, handover_offered));
	then_happened(s, handover_accepted);
}

STORY(the_deputy_on_duty_is_asked_and_who_handed_over_sleeps_until_nobody_answers)
{
	in_force(s);
	handed_to_dora(s);
	when_it_is(s, NOON + 90 * 60 * 1000000ll);
	CHECK(asked(s, DORA, COO) && !asked(s, BORIS, COO));
	when_it_is(s, NOON + 105 * 60 * 1000000ll);
	CHECK(asked(s, BORIS, COO) && asked(s, ANNA, CISO));
}

STORY(who_takes_the_seat_over_after_it_was_asked_is_asked_too)
{
	in_force(s);
	when_it_is(s, NOON + 90 * 60 * 1000000ll);
	CHECK(asked(s, BORIS, COO) && !asked(s, DORA, COO));
	handed_to_dora(s);
	CHECK(asked(s, DORA, COO));
}

STORY(of_the_accountable_seat_the_deputy_on_duty_is_asked_and_its_holder_sleeps)
{
	in_force(s);
	when(s, ANNA, add_member, .person = DORA);
	when(s, ANNA, offer_handover, .seat = CISO, .to = DORA, .words = STR("yours"));
	when_acts(s, DORA, "accept_handover", last(s, handover_offered));
	when_it_is(s, NOON + 90 * 60 * 1000000ll);
	when_it_is(s, NOON + 105 * 60 * 1000000ll);
	CHECK(asked(s, DORA, COO) && !asked(s, ANNA, CISO));    /* called once, in whichever seat */
}

STORY(where_the_holder_is_away_or_there_is_none_a_deputy_is_asked_at_once)
{
	in_force(s);
	when(s, BORIS, set_absence, .until = s->now + 24 * HOURS);
	when_it_is(s, NOON + 90 * 60 * 1000000ll);
	CHECK(asked(s, BORIS, COO) && asked(s, DORA, COO));
	when(s, ANNA, lift_measure, .measure = the_measure(s)->head.id, .why = STR("patched"));
	given(s, 0, seat_set, .title = STR("COO"), .terms = &(struct rec_seat_terms){ .seat = COO, .label = STR_INIT("coo"), .deputies = PEOPLE(DORA, CARLA) });
	put_up(s, ANNA, "calm");
	when_answers(s, ANNA, CISO, "decide");
	when(s, DORA, apply_measure, .measure = last(s, measure_proposed));
	then_happened(s, measure_applied);
	when_it_is(s, s->now + 90 * 60 * 1000000ll);
	CHECK(call_of(s->room, &(struct ev_call_owed){ DORA, COO, 0, CALL_EXPIRING, 0, last(s, measure_proposed), 0 }));
	CHECK(!call_of(s->room, &(struct ev_call_owed){ CARLA, COO, 0, CALL_EXPIRING, 0, last(s, measure_proposed), 0 }));
}

/* ---- renewed ---- */

STORY(a_measure_is_renewed_under_its_rule_and_goes_on)
{
	i64 old, expires;

	in_force(s);
	old = the_measure(s)->head.id;
	when(s, CARLA, check_measure, .measure = old, .test = STR("a probe"));
	when_it_is(s, NOON + 100 * 60 * 1000000ll);
	when(s, BORIS, renew_measure, .measure = old, .lasts = 3600);
	then_happened(s, option_put_up);
	then_missing(s, CISO);
	CHECK(the_decision(s)->person == BORIS && str_eq(the_decision(s)->is.kind, STR("calm")));
	CHECK_STR(the_decision(s)->is.question, STR("Renew: cut the gateway"));
	when(s, CARLA, renew_measure, .measure = old);
	then_refused(s, CONFLICT, "asks for that already");
	when_it_is(s, NOON + 110 * 60 * 1000000ll);
	then_not(s, measure_expiring);          /* it is being decided */
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, measure_renewed);
	then_not(s, task_opened);
	expires = s->now + HOURS;
	CHECK(the_measure(s)->state == MEASURE_RENEWED && s->room->measures[1].state == MEASURE_VERIFIED);
	when(s, BORIS, lift_measure, .measure = old, .why = STR("x"));
	then_refused(s, CONFLICT, "The measure was renewed: look at the one");
	CHECK(s->room->measures[1].expires == expires && shown(s, last(s, measure_proposed)).applied == NOON);
	CHECK(((const struct decision *)FIND(s->room, decisions, shown(s, old).decision))->state == DECISION_TAKEN);
	when_it_is(s, NOON + 2 * HOURS);
	then_not(s, measure_expired);
	when_it_is(s, expires);
	then_happened(s, measure_expired);
}

STORY(what_has_run_out_is_renewed_by_carrying_it_out_anew)
{
	in_force(s);
	when_it_is(s, NOON + 2 * HOURS);
	when(s, BORIS, renew_measure, .measure = the_measure(s)->head.id);
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, measure_renewed);
	then_happened(s, task_opened);
	CHECK(the_measure(s)->state == MEASURE_RENEWED && s->room->measures[1].state == MEASURE_ORDERED && s->room->measures[1].is.lasts == 7200);
	when(s, BORIS, apply_measure, .measure = s->room->measures[1].head.id);
	then_happened(s, measure_applied);
}

STORY(what_fails_after_it_was_renewed_brings_the_first_question_back)
{
	i64 renewal;

	in_force(s);
	when(s, BORIS, renew_measure, .measure = the_measure(s)->head.id);
	when_answers(s, ANNA, CISO, "decide");
	renewal = the_decision(s)->head.id;
	when(s, BORIS, fail_measure, .measure = last(s, measure_proposed), .why = STR("they found another way"));
	then_happened(s, decision_opened);
	CHECK(the_decision(s)->is.supersedes == renewal);
	CHECK_STR(the_decision(s)->is.question, STR("Shut payments down?"));
}

STORY(a_renewal_that_nobody_decides_leaves_the_measure_to_its_time)
{
	in_force(s);
	when(s, BORIS, renew_measure, .measure = the_measure(s)->head.id);
	when_it_is(s, the_decision(s)->deadline);
	then_state(s, UNDECIDED);
	when_it_is(s, NOON + 2 * HOURS);
	CHECK(the_measure(s)->state == MEASURE_EXPIRED);
}

STORY(what_is_not_in_force_is_not_renewed)
{
	a_measure_ordered(s);
	when(s, BORIS, renew_measure, .measure = last(s, measure_proposed));
	then_refused(s, CONFLICT, "The measure is decided and not in force");
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	when(s, BORIS, lift_measure, .measure = last(s, measure_proposed), .why = STR("patched"));
	when(s, BORIS, renew_measure, .measure = last(s, measure_proposed));
	then_refused(s, CONFLICT, "The measure is lifted: for it to be in force again");
	when(s, BORIS, renew_measure, .measure = 999);
	then_refused(s, NO_SUCH, "no measure 999");
	when(s, BORIS, fail_measure, .measure = 999, .why = STR("x"));
	then_refused(s, NO_SUCH, "no measure 999");
}

STORY(in_a_closed_room_nothing_is_renewed_and_nobody_is_asked)
{
	in_force(s);
	when(s, ANNA, close_room, .why = STR("it runs out by itself"));
	CHECK_OK(s->e);
	when(s, BORIS, renew_measure, .measure = the_measure(s)->head.id);
	then_refused(s, CONFLICT, "The room is closed");
	when_it_is(s, NOON + 2 * HOURS);
	then_happened(s, measure_expired);
	then_not(s, measure_expiring);
}

/* ---- another decision stands in the place of its own ---- */

/* Do nothing after all, in the place of that decision. */
static void
replaced(struct story *s, i64 decision)
{
	when(s, ANNA, open_decision, .kind = STR("calm"), .question = STR("Leave it running?"), .supersedes = decision);
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .nothing = true, .title = STR("Leave it"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_superseded);
}

static const struct task *
the_ask(const struct story *s)
{
	return FIND(s->room, tasks, s->room->measures[s->room->n_measures - 1].replaced);
}

STORY(what_becomes_of_a_measure_is_asked_of_its_owner_as_soon_as_its_decision_is_replaced)
{
	in_force(s);
	replaced(s, the_decision(s)->head.id);
	then_happened(s, task_opened);
	CHECK(the_ask(s)->owner == COO && the_ask(s)->due == s->now + HOURS && the_ask(s)->is.measure == the_measure(s)->head.id);
	CHECK(the_measure(s)->state == MEASURE_IN_FORCE);
	when_it_is(s, the_ask(s)->due);
	then_happened(s, task_overdue);                 /* nobody said: then another is asked to see to it */
	CHECK(the_ask(s)->escalated == ANNA);
	when(s, BORIS, lift_measure, .measure = the_measure(s)->head.id, .why = STR("we leave it running"));
	then_happened(s, task_done);
	CHECK(the_ask(s)->state == TASK_DONE);
}

STORY(what_was_ordered_and_is_not_in_force_is_asked_about_too)
{
	a_measure_ordered(s);
	replaced(s, the_decision(s)->head.id);
	CHECK(the_ask(s)->owner == COO);
	when(s, BORIS, lift_measure, .measure = the_measure(s)->head.id, .why = STR("never begun"));
	CHECK(the_ask(s)->state == TASK_DONE && ((const struct task *)FIND(s->room, tasks, the_measure(s)->task))->state == TASK_DROPPED);
}

STORY(a_measure_that_ended_before_its_decision_was_replaced_is_not_asked_about)
{
	in_force(s);
	when(s, BORIS, lift_measure, .measure = the_measure(s)->head.id, .why = STR("patched"));
	replaced(s, the_decision(s)->head.id);
	then_not(s, task_opened);
}

STORY(whoever_keeps_it_says_why_and_is_asked_again_when_another_decision_is_taken)
{
	i64 asked;

	in_force(s);
	replaced(s, the_decision(s)->head.id);
	asked = the_ask(s)->head.id;
	when(s, BORIS, finish_task, .task = asked, .result = STR("stays until the patch"));
	CHECK_OK(s->e);
	when_it_is(s, s->now + 1);
	then_not(s, task_opened);
	replaced(s, the_decision(s)->head.id);
	CHECK(the_ask(s)->head.id > asked);
}

STORY(what_was_renewed_is_asked_about_when_the_first_decision_is_replaced_and_not_when_that_was_before)
{
	i64 first;

	in_force(s);
	first = the_decision(s)->head.id;
	when(s, BORIS, renew_measure, .measure = the_measure(s)->head.id);
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, measure_renewed);
	replaced(s, first);
	CHECK(the_ask(s)->is.measure == s->room->measures[1].head.id && the_ask(s)->state == TASK_OPEN);
	when(s, BORIS, renew_measure, .measure = s->room->measures[1].head.id);
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, measure_renewed);
	then_happened(s, task_done);
	CHECK(the_ask(s) == NULL);
}

/* ---- its tasks end with what they are about ---- */

static const struct task *
to_carry_out(const struct story *s)
{
	return FIND(s->room, tasks, the_measure(s)->task);
}

STORY(whoever_says_that_it_is_in_force_has_done_the_task_to_carry_it_out)
{
	a_measure_ordered(s);
	s->now += HOURS;
	when(s, BORIS, apply_measure, .measure = the_measure(s)->head.id);
	then_happened(s, task_done);
	CHECK(to_carry_out(s)->state == TASK_DONE && s->room->places[s->room->seq - 1].at == s->now);
	CHECK_STR(to_carry_out(s)->result, STR("It is in force."));
}

STORY(it_counts_as_done_though_what_it_waited_for_is_not_and_says_so)
{
	a_measure_ordered(s);
	when(s, ANNA, open_task, .title = STR("Warn the desk"));
	when(s, ANNA, set_task_needs, .task = the_measure(s)->task, .needs = PEOPLE(last(s, task_opened)));
	CHECK_OK(s->e);
	when(s, BORIS, apply_measure, .measure = the_measure(s)->head.id);
	CHECK(to_carry_out(s)->state == TASK_DONE && to_carry_out(s)->despite.n);
}

STORY(what_was_finished_already_is_not_finished_twice)
{
	a_measure_ordered(s);
	when(s, BORIS, finish_task, .task = the_measure(s)->task, .result = STR("cut"));
	when(s, BORIS, apply_measure, .measure = the_measure(s)->head.id);
	then_not(s, task_done);
	CHECK_STR(to_carry_out(s)->result, STR("cut"));
}

STORY(what_fails_or_is_lifted_before_it_was_in_force_need_not_be_carried_out)
{
	a_measure_ordered(s);
	when(s, BORIS, fail_measure, .measure = the_measure(s)->head.id, .why = STR("there is no such switch"));
	then_happened(s, task_dropped);
	CHECK(to_carry_out(s)->state == TASK_DROPPED);
	CHECK_STR(to_carry_out(s)->result, STR("The measure has failed."));
}

/* ---- gaps ---- */

STORY(a_gap_is_shown_as_a_gap_with_since_when)
{
	i64 id;

	a_measure_ordered(s);
	id = the_measure(s)->head.id;
	CHECK(shown(s, id).gap == GAP_NOT_IN_FORCE && shown(s, id).gap_since == NOON && shown(s, id).decision == the_decision(s)->head.id);
	s->now += HOURS;
	when(s, BORIS, apply_measure, .measure = id);
	CHECK(shown(s, id).gap == GAP_NOT_TESTED && shown(s, id).gap_since == NOON + HOURS && shown(s, id).took == 3600);
	when(s, CARLA, check_measure, .measure = id, .test = STR("a probe"));
	CHECK(shown(s, id).gap == measure_gap_none && shown(s, id).checked == NOON + HOURS);
	when(s, BORIS, lift_measure, .measure = id, .why = STR("patched"));
	CHECK(shown(s, id).gap == measure_gap_none && shown(s, id).ended == NOON + HOURS);
	CHECK_STR(shown(s, id).why, STR("patched"));
}

TEST_MAIN()
