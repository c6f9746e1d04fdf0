/* Answers: who may give them, what they bind to, when they stop counting (B3, B4, B6). */
#include "story.h"

/* Set a rule, as the officers would; the founding's stay in the record. */
static void
given_rule(struct story *s, struct rec_rule_terms terms)
{
	given(s, 0, rule_set, .terms = &terms);
}

STORY(a_decision_is_taken_with_whichever_needed_answer_comes_last)
{
	a_shutdown_asked(s);
	then_missing(s, CISO, COO);
	when_answers(s, BORIS, COO, "concur");
	then_missing(s, CISO);
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_taken);
	then_state(s, TAKEN);
}

STORY(the_decider_first_then_whoever_concurs_is_as_good)
{
	a_shutdown_asked(s);
	when_answers(s, ANNA, CISO, "decide");
	then_not(s, decision_taken);
	then_missing(s, COO);
	when_answers(s, BORIS, COO, "concur");
	then_happened(s, decision_taken);
}

STORY(to_concur_is_not_to_decide)
{
	a_shutdown_asked(s);
	when_answers(s, ANNA, CISO, "concur");
	then_refused(s, NOT_YOUR_CALL, "does not ask the seat ciso to concur");
	when_answers(s, BORIS, COO, "decide");
	then_refused(s, NOT_YOUR_CALL, "does not ask the seat coo to decide");
}

STORY(nobody_answers_in_a_seat_they_do_not_hold)
{
	a_shutdown_asked(s);
	when_answers(s, CARLA, COO, "concur");
	then_refused(s, NOT_YOUR_CALL, "you do not hold the seat coo");
	when_answers(s, DORA, COO, "concur");
	then_refused(s, NO_SUCH, "no such room");
}

STORY(a_seat_the_rule_does_not_ask_does_not_answer)
{
	a_shutdown_asked(s);
	when_answers(s, CARLA, CFO, "concur");
	then_refused(s, NOT_YOUR_CALL, "does not ask the seat cfo");
	when_answers(s, CARLA, CFO, "object");
	then_refused(s, NOT_YOUR_CALL, "does not ask the seat cfo");
}

STORY(one_person_answers_once_whatever_seats_they_hold)
{
	struct rec_seat_terms both = { .seat = COO, .label = STR("coo"), .holders = PEOPLE(ANNA) };

	given(s, 0, seat_set, .terms = &both, .title = STR("coo"));
	a_shutdown_asked(s);
	when_answers(s, ANNA, CISO, "decide");
	then_missing(s, COO);
	when_answers(s, ANNA, COO, "concur");
	then_refused(s, CONFLICT, "one person counts once");
	then_refused(s, CONFLICT, "ciso");
}

STORY(one_answer_fills_one_place_in_one_group)
{
	static const i64 both[] = { COO, CFO }, coo[] = { COO };
	struct rec_concur_group groups[] = { { .k = 1, .seats = { both, 2 } }, { .k = 1, .seats = { coo, 1 } } };

	given_rule(s, (struct rec_rule_terms){ .kind = STR("strict"), .accountable = CISO, .concur = groups, .n_concur = 2, .within = 3600 });
	a_room(s);
	put_up(s, ANNA, "strict");
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_not(s, decision_taken);
	when_answers(s, CARLA, CFO, "concur");
	then_happened(s, decision_taken);
}

STORY(k_of_n_takes_k_distinct_people)
{
	static const i64 of[] = { CFO, COO };
	struct rec_concur_group two = { .k = 2, .seats = { of, 2 } };
	struct rec_seat_terms cfo = { .seat = CFO, .label = STR("cfo"), .holders = PEOPLE(BORIS) };

	given_rule(s, (struct rec_rule_terms){ .kind = STR("two"), .accountable = CISO, .concur = &two, .n_concur = 1, .within = 3600 });
	given(s, 0, seat_set, .terms = &cfo, .title = STR("cfo"));
	a_room(s);
	put_up(s, ANNA, "two");
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_missing(s, CFO);
	when_answers(s, BORIS, CFO, "concur");
	then_refused(s, CONFLICT, "one person counts once");
}

/* No command writes such a record, but a forger may: verify asks the same question of it. */
STORY(a_second_answer_of_one_person_in_the_record_does_not_count)
{
	static const i64 of[] = { CFO, COO };
	struct rec_concur_group two = { .k = 2, .seats = { of, 2 } };
	struct rec_seat_terms cfo = { .seat = CFO, .label = STR("cfo"), .holders = PEOPLE(BORIS) };
	struct rec_act act;
	struct given_act g;

	given_rule(s, (struct rec_rule_terms){ .kind = STR("two"), .accountable = CISO, .concur = &two, .n_concur = 1, .within = 3600 });
	given(s, 0, seat_set, .terms = &cfo, .title = STR("cfo"));
	a_room(s);
	put_up(s, ANNA, "two");
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	story_key(s, BORIS);            /* not even with another key */
	given(s, FIRST, credential_vouched, .credential = story_last(s->charter->room, EV_credential_enrolled), .counts = true);
	act = act_for(s, BORIS, CFO, "concur");
	g = given_act(s, &act, (str){ NULL, 0 });
	given_(s, BORIS, (struct emitted){ .kind = EV_concurred, .by.seat = CFO,
	    .as.concurred = { .act = g.act, .signature = g.signature, .sources = g.sources } });
	when_it_is(s, s->now);
	then_not(s, decision_taken);
	then_missing(s, CFO);
}

STORY(a_group_that_names_a_seat_twice_still_takes_two_people)
{
	static const i64 same[] = { COO, COO };
	struct rec_concur_group two = { .k = 2, .seats = { same, 2 } };

	given_rule(s, (struct rec_rule_terms){ .kind = STR("two"), .accountable = CISO, .concur = &two, .n_concur = 1, .within = 3600 });
	a_room(s);
	put_up(s, ANNA, "two");
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_not(s, decision_taken);
}

STORY(whoever_asked_does_not_approve_where_the_rule_says_so)
{
	given_rule(s, (struct rec_rule_terms){ .kind = STR("calm"), .accountable = CISO, .requester_excluded = true, .within = 3600 });
	a_room(s);
	a_decision(s, ANNA, "calm");
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	then_refused(s, NOT_YOUR_CALL, "You asked for this decision");
}

STORY(whoever_put_it_up_does_not_approve_where_the_rule_says_so)
{
	given_rule(s, (struct rec_rule_terms){ .kind = STR("calm"), .accountable = CISO, .requester_excluded = true, .within = 3600 });
	a_room(s);
	a_decision(s, BORIS, "calm");
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	then_refused(s, NOT_YOUR_CALL, "You asked for this decision");
	CHECK(s->room->n_deputies == 1);        /* somebody else is asked at once, and not first when she says so */
	when_answers(s, ANNA, CISO, "recuse");
	CHECK_OK(s->e);
	CHECK(s->room->n_deputies == 1);
}

/* Boris asks something small and puts it up; Anna makes it another thing, and it is hers to answer no more. */
STORY(whoever_changes_what_is_put_up_asks_for_it_too)
{
	i64 small, other;

	given_rule(s, (struct rec_rule_terms){ .kind = STR("calm"), .accountable = CISO, .requester_excluded = true, .within = 3600 });
	a_room(s);
	a_decision(s, BORIS, "calm");
	small = last(s, option_proposed);
	when(s, ANNA, amend_option, .option = small, .title = STR("As it is not put up yet, others may call it otherwise"));
	when(s, BORIS, put_up_option, .option = small);
	when(s, ANNA, estimate_option, .option = small, .risk = RISK_SOME);
	CHECK_OK(s->e);
	CHECK(!is_requester(s->charter, the_decision(s), ANNA));        /* what it costs is not what is asked */

	when(s, ANNA, propose_measure, .option = small, .kind = ISOLATION, .service = PAYMENTS, .owner = COO, .lasts = 7200, .text = STR("Anna's own"));
	CHECK_OK(s->e);
	CHECK(is_requester(s->charter, the_decision(s), ANNA) && the_decision(s)->put_up_by == BORIS);
	when_answers(s, ANNA, CISO, "decide");
	then_refused(s, NOT_YOUR_CALL, "You asked for this decision");

	when(s, BORIS, propose_option, .decision = the_decision(s)->head.id, .title = STR("Something else"));
	other = last(s, option_proposed);
	when(s, BORIS, put_up_option, .option = other);
	CHECK_OK(s->e);
	when_answers(s, ANNA, CISO, "decide");                          /* that is Boris's alone */
	then_happened(s, decision_taken);
}

STORY(whoever_adopts_what_another_who_answers_asked_for_asks_for_nothing)
{
	static const i64 coo[] = { COO };
	struct rec_concur_group one = { .k = 1, .seats = { coo, 1 } };

	given_rule(s, (struct rec_rule_terms){ .kind = STR("calm"), .accountable = CISO, .concur = &one, .n_concur = 1, .requester_excluded = true, .within = 3600 });
	a_room(s);
	a_decision(s, CARLA, "calm");
	when(s, CARLA, put_up_option, .option = last(s, option_proposed));
	when(s, BORIS, concur_if, .option = the_option(s)->head.id, .seat = COO, .text = STR("A backup first"));
	CHECK_OK(s->e);
	when(s, ANNA, adopt_condition, .condition = last(s, concurred_if));
	CHECK_OK(s->e);
	when_answers(s, ANNA, CISO, "decide");
	CHECK_OK(s->e);
	when_answers(s, BORIS, COO, "concur");
	then_happened(s, decision_taken);
}

STORY(asking_through_a_token_is_asking_oneself)
{
	given_rule(s, (struct rec_rule_terms){ .kind = STR("calm"), .accountable = CISO, .requester_excluded = true, .within = 3600 });
	a_token(s, ANNA, SCOPE_WRITE);
	CHECK_OK(s->e);
	a_room(s);
	signed_in_with(s, SESSION_TOKEN, story_last(s->charter->room, EV_token_issued), true);
	a_decision(s, ANNA, "calm");
	signed_in_with(s, SESSION_STRONG, 0, false);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	then_refused(s, NOT_YOUR_CALL, "You asked for this decision");
}

STORY(a_measure_added_after_an_answer_voids_it)
{
	a_shutdown_asked(s);
	when_answers(s, BORIS, COO, "concur");
	when(s, ANNA, propose_measure, .option = the_option(s)->head.id, .kind = ISOLATION, .lasts = 3600, .text = STR("and the mail"));
	then_happened(s, answer_voided);
	when_answers(s, ANNA, CISO, "decide");
	then_missing(s, COO);
	when_answers(s, BORIS, COO, "concur");
	then_happened(s, decision_taken);
}

STORY(another_title_voids_the_answers)
{
	a_shutdown_asked(s);
	when_answers(s, BORIS, COO, "concur");
	when(s, ANNA, amend_option, .option = the_option(s)->head.id, .title = STR("Burn it"));
	then_happened(s, answer_voided);
	then_missing(s, CISO, COO);
}

STORY(what_is_put_up_is_changed_by_who_answers_for_the_question_alone)
{
	static const char whose[] = "by whoever put it up, the ciso, or whoever commands the room";
	i64 asked;

	a_shutdown_asked(s);
	when_answers(s, BORIS, COO, "concur");
	asked = the_option(s)->head.id;
	when(s, CARLA, amend_option, .option = asked, .title = STR("Burn it"));
	then_refused(s, NOT_YOUR_CALL, whose);
	when(s, CARLA, propose_measure, .option = asked, .kind = ISOLATION, .lasts = 3600, .text = STR("and the mail"));
	then_refused(s, NOT_YOUR_CALL, whose);
	when(s, CARLA, set_tripwire, .option = asked, .when = STR("exploited"));
	then_refused(s, NOT_YOUR_CALL, whose);
	when(s, CARLA, propose_option, .decision = the_decision(s)->head.id, .title = STR("Slow it"));
	then_happened(s, option_proposed);
	when(s, CARLA, amend_option, .option = last(s, option_proposed), .title = STR("Slow it down"));
	then_happened(s, option_amended);
	when(s, CARLA, put_up_option, .option = last(s, option_proposed));
	then_refused(s, NOT_YOUR_CALL, whose);
	CHECK(the_decision(s)->option == asked);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	then_happened(s, option_put_up);
}

STORY(an_estimate_or_a_fact_does_not_void_an_answer)
{
	a_shutdown_asked(s);
	when_answers(s, BORIS, COO, "concur");
	when(s, CARLA, estimate_option, .option = the_option(s)->head.id, .risk = RISK_SOME);
	then_not(s, answer_voided);
	when(s, CARLA, assert_fact, .name = STR("exposure"), .value = STR("\"internet\""), .confidence = CONFIRMED);
	then_not(s, answer_voided);
	then_missing(s, CISO);
}

/* What the view says has become another since it was given. */
static struct refs
changed_since(struct story *s, i64 answer)
{
	struct seeing v = { T, s->charter, s->room, NULL };
	struct ent_answer is;

	CHECK(see_answer(&v, answer, &is));
	return is.changed;
}

STORY(what_became_another_since_an_answer_is_shown_beside_it)
{
	i64 answer;

	a_room(s);
	when(s, CARLA, assert_fact, .name = STR("exposure"), .value = STR("\"internal\""), .confidence = CONFIRMED);
	put_up(s, ANNA, "partial_shutdown");
	when_answers(s, BORIS, COO, "concur");
	answer = last(s, concurred);
	CHECK(changed_since(s, answer).n == 0);
	when(s, CARLA, assert_fact, .name = STR("exploited"), .value = STR("true"), .confidence = CONFIRMED);
	CHECK(changed_since(s, answer).n == 0);         /* he knew nothing of it then */
	when(s, CARLA, assert_fact, .name = STR("exposure"), .value = STR("\"partners\""), .confidence = CONFIRMED);
	when(s, CARLA, assert_fact, .name = STR("exposure"), .value = STR("\"internet\""), .confidence = CONFIRMED);
	CHECK(changed_since(s, answer).n == 1 && changed_since(s, answer).v[0] == last(s, fact_asserted));
	CHECK(((const struct answer *)FIND(s->room, answers, answer))->head.touched == last(s, fact_asserted));
	then_missing(s, CISO);
}

STORY(what_was_said_of_the_options_since_an_answer_is_shown_beside_it)
{
	struct seeing v;
	struct ent_answer is;
	i64 answer;

	a_room(s);
	put_up(s, ANNA, "partial_shutdown");
	when(s, CARLA, estimate_option, .option = the_option(s)->head.id, .safety = HARM_SERIOUS);
	when_answers(s, BORIS, COO, "concur");
	answer = last(s, concurred);
	v = (struct seeing){ T, s->charter, s->room, NULL };
	CHECK(see_answer(&v, answer, &is) && is.estimates.n == 0);
	when(s, CARLA, estimate_option, .option = the_option(s)->head.id, .undo = 60);
	when(s, CARLA, estimate_option, .option = the_option(s)->head.id, .safety = HARM_NONE);
	CHECK(see_answer(&v, answer, &is) && is.estimates.n == 2 && refs_have(is.estimates, last(s, option_estimated)));
	CHECK(((const struct answer *)FIND(s->room, answers, answer))->head.touched == last(s, option_estimated));
	then_missing(s, CISO);
}

/* The rule names the fact on which its answers hang. */
static void
asked_on_exposure(struct story *s)
{
	static const i64 coo[] = { COO };
	static const str facts[] = { STR_INIT("exposure"), STR_INIT("reached") };
	static const struct rec_concur_group group = { .k = 1, .seats = { coo, 1 } };
	static const struct rec_rule_terms terms = { .kind = STR_INIT("partial_shutdown"), .accountable = CISO, .concur = &group, .n_concur = 1, .within = 4 * 3600,
	    .voids_on = { facts, 2 }, .by_voice = 12 * 3600 };

	given(s, 0, rule_set, .terms = &terms);
	a_room(s);
	when(s, CARLA, assert_fact, .name = STR("exposure"), .value = STR("\"internal\""), .confidence = CONFIRMED);
	put_up(s, ANNA, "partial_shutdown");
	when_answers(s, BORIS, COO, "concur");
}

STORY(a_fact_that_the_rule_names_voids_the_answers_when_it_changes_and_all_are_asked_anew)
{
	struct ent_answer is;

	asked_on_exposure(s);
	when(s, CARLA, assert_fact, .name = STR("exposure"), .value = STR("\"internet\""), .confidence = CONFIRMED);
	then_happened(s, answer_voided);
	then_happened(s, option_put_up);
	then_missing(s, CISO, COO);
	CHECK(see_answer(&(struct seeing){ T, s->charter, s->room, NULL }, last(s, concurred), &is));
	CHECK(is.void_ && is.changed.n == 1 && is.changed.v[0] == last(s, fact_asserted));
	when_answers(s, ANNA, CISO, "decide");
	then_not(s, decision_taken);
	when_answers(s, BORIS, COO, "concur");
	then_happened(s, decision_taken);
}

STORY(what_a_guest_says_is_shown_beside_an_answer_and_voids_it_once_the_house_says_so)
{
	struct ent_answer is;
	i64 guest;

	asked_on_exposure(s);
	when(s, FIRST, invite_person, .name = STR("Olga"), .outside = true, .organisation = STR("Retainer"), .until = s->now + DAYS, .secret = { { 7 } });
	guest = story_last(s->charter->room, EV_person_added);
	given(s, ANNA, member_added, .person = guest);
	when(s, guest, assert_fact, .name = STR("exposure"), .value = STR("\"internet\""), .confidence = SUSPECTED);
	then_not(s, answer_voided);
	CHECK(see_answer(&(struct seeing){ T, s->charter, s->room, NULL }, last(s, concurred), &is));
	CHECK(!is.void_ && (is.changed.n == 1 || is.changed.n == 0));
	when(s, CARLA, assert_fact, .name = STR("exposure"), .value = STR("\"internet\""), .confidence = CONFIRMED);
	then_happened(s, answer_voided);
	then_happened(s, option_put_up);
}

STORY(a_fact_that_keeps_changing_asks_anew_but_puts_the_end_off_twice_and_no_more)
{
	static const char *const exposures[] = { "\"internet\"", "\"internal\"" };
	i64 deadline = 0;

	asked_on_exposure(s);
	for (int i = 0; i < 5; i++) {
		i64 before = the_decision(s)->deadline;

		s->now += HOURS;
		when(s, CARLA, assert_fact, .name = STR("exposure"), .value = str_c(exposures[i % 2]), .confidence = CONFIRMED);
		then_happened(s, option_put_up);
		CHECK(i < 2 ? the_decision(s)->deadline > before : the_decision(s)->deadline == before);
		deadline = the_decision(s)->deadline;
		when_answers(s, BORIS, COO, "concur");
	}
	when_it_is(s, deadline);
	then_state(s, UNDECIDED);
}

STORY(what_is_only_said_again_or_named_by_no_rule_voids_nothing)
{
	asked_on_exposure(s);
	when(s, CARLA, assert_fact, .name = STR("exposure"), .value = STR("\"internal\""), .confidence = CONFIRMED);
	then_not(s, answer_voided);
	when(s, CARLA, assert_fact, .name = STR("exploited"), .value = STR("true"), .confidence = CONFIRMED);
	then_not(s, answer_voided);
	then_missing(s, CISO);
}

STORY(how_sure_one_is_of_it_is_a_change_too)
{
	asked_on_exposure(s);
	when(s, CARLA, assert_fact, .name = STR("exposure"), .value = STR("\"internal\""), .confidence = SUSPECTED);
	then_happened(s, answer_voided);
}

STORY(before_anybody_answered_nobody_is_asked_anew)
{
	asked_on_exposure(s);
	when(s, BORIS, withdraw_answer, .answer = last(s, concurred));
	when(s, CARLA, assert_fact, .name = STR("exposure"), .value = STR("\"internet\""), .confidence = CONFIRMED);
	then_not(s, option_put_up);
	then_missing(s, CISO, COO);
}

STORY(what_was_not_known_when_they_answered_has_changed_when_somebody_says_it)
{
	asked_on_exposure(s);
	when(s, CARLA, assert_fact, .name = STR("reached"), .value = STR("true"), .confidence = CONFIRMED);
	then_happened(s, answer_voided);
}

STORY(an_answer_is_taken_back_before_the_outcome_and_given_anew)
{
	i64 answer;

	a_shutdown_asked(s);
	when_answers(s, BORIS, COO, "concur");
	answer = last(s, concurred);
	when(s, CARLA, withdraw_answer, .answer = answer);
	then_refused(s, NOT_YOUR_CALL, "somebody else's answer");
	when(s, BORIS, withdraw_answer, .answer = answer);
	then_happened(s, answer_withdrawn);
	then_missing(s, CISO, COO);
	when(s, BORIS, withdraw_answer, .answer = answer);
	then_refused(s, CONFLICT, "counts no more");
	when_answers(s, ANNA, CISO, "decide");
	then_not(s, decision_taken);
	when_answers(s, BORIS, COO, "concur");
	then_happened(s, decision_taken);
	when(s, BORIS, withdraw_answer, .answer = last(s, concurred));
	then_refused(s, CONFLICT, "is taken; open another");
}

STORY(what_is_no_answer_is_not_taken_back)
{
	a_shutdown_asked(s);
	when(s, BORIS, withdraw_answer, .answer = last(s, decision_opened));
	then_refused(s, NO_SUCH, "no answer");
	when_answers(s, BORIS, COO, "recuse");
	when(s, BORIS, withdraw_answer, .answer = last(s, recused));
	then_refused(s, CONFLICT, "Only deciding, concurring and objecting");
	when_heard(s, CARLA, ANNA, CISO);
	when(s, ANNA, withdraw_answer, .answer = last(s, answer_heard));
	then_refused(s, CONFLICT, "heard by voice");
}

STORY(a_condition_does_not_count_until_adopted_then_all_are_asked_anew)
{
	a_shutdown_asked(s);
	when_answers(s, ANNA, CISO, "decide");
	when(s, BORIS, concur_if, .option = the_option(s)->head.id, .seat = COO, .text = STR("after the payroll run"));
	then_not(s, decision_taken);
	then_asking(s, COO);
	when(s, ANNA, adopt_condition, .condition = last(s, concurred_if));
	then_happened(s, answer_voided);
	then_missing(s, CISO, COO);
	when(s, ANNA, adopt_condition, .condition = last(s, concurred_if));
	then_refused(s, CONFLICT, "adopted already");
}

STORY(a_need_does_not_count_as_an_answer)
{
	a_shutdown_asked(s);
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .by = s->now + HOURS, .text = STR("the impact on payroll"));
	then_happened(s, need_stated);
	CHECK(((const struct answer *)FIND(s->room, answers, last(s, need_stated)))->by == s->now + HOURS);
	then_asking(s, COO);
	then_missing(s, CISO);
	when_answers(s, BORIS, COO, "concur");
	then_missing(s, CISO);
}

static const struct information_request *
asked_last(const struct story *s)
{
	return &s->room->requests[s->room->n_requests - 1];
}

STORY(what_somebody_needs_is_asked_of_whoever_would_carry_it_out_by_then)
{
	a_room(s);
	put_up(s, ANNA, "climbing");
	when(s, ANNA, state_need, .option = the_option(s)->head.id, .seat = CISO, .by = s->now + HOURS, .text = STR("the impact on payroll"));
	then_happened(s, information_requested);
	CHECK(asked_last(s)->is.owner == COO && asked_last(s)->is.due == s->now + HOURS && str_eq(asked_last(s)->is.question, STR("the impact on payroll")));
	CHECK(((const struct answer *)FIND(s->room, answers, last(s, need_stated)))->request == asked_last(s)->head.id);
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .text = STR("the logs"));
	CHECK(asked_last(s)->is.owner == CISO);         /* not of the COO, who needs it */
	CHECK(asked_last(s)->is.due == s->now + (the_decision(s)->deadline - s->now) / 2);
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .owner = CFO, .text = STR("what it costs"));
	CHECK(asked_last(s)->is.owner == CFO);
}

STORY(what_is_asked_already_is_not_asked_twice)
{
	a_shutdown_asked(s);
	when(s, ANNA, request_information, .name = STR("exposure"), .owner = CFO, .question = STR("Is it exposed?"));
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .name = STR("exposure"), .text = STR("whether it is exposed"));
	then_happened(s, need_stated);
	CHECK(s->room->n_requests == 1 && s->room->answers[0].request == asked_last(s)->head.id);
	when(s, BORIS, assert_fact, .name = STR("exposure"), .value = STR("true"), .confidence = CONFIRMED, .request = asked_last(s)->head.id);
	CHECK_OK(s->e);
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .name = STR("exposure"), .text = STR("since when"));
	CHECK(s->room->n_requests == 2);
}

STORY(a_need_is_of_something_that_comes_before_the_deadline_and_is_no_count_of_tocsins)
{
	a_shutdown_asked(s);
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .by = the_decision(s)->deadline + 1, .text = STR("more"));
	then_refused(s, MALFORMED, "by: is after the deadline");
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .owner = 999, .text = STR("more"));
	then_refused(s, NO_SUCH, "no seat 999");
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .name = STR("affected.assets.confirmed"), .text = STR("more"));
	then_refused(s, REFUSED, "");
}

STORY(a_condition_is_refused_once_by_whoever_may_adopt_it_and_may_be_adopted_after_all)
{
	a_shutdown_asked(s);
	when(s, BORIS, concur_if, .option = the_option(s)->head.id, .seat = COO, .text = STR("after the payroll run"));
	when(s, CARLA, refuse_condition, .condition = last(s, concurred_if), .why = STR("too late"));
	then_refused(s, NOT_YOUR_CALL, "adopted or refused by whoever");
	when(s, ANNA, refuse_condition, .condition = s->room->seq + 9, .why = STR("too late"));
	then_refused(s, NO_SUCH, "There is no concurred");
	when(s, ANNA, refuse_condition, .condition = last(s, concurred_if), .why = STR("too late"));
	then_happened(s, condition_refused);
	then_missing(s, CISO, COO);
	when(s, ANNA, refuse_condition, .condition = last(s, concurred_if), .why = STR("too late"));
	then_refused(s, CONFLICT, "refused already");
	when(s, ANNA, adopt_condition, .condition = last(s, concurred_if));
	then_happened(s, option_put_up);
	when(s, ANNA, refuse_condition, .condition = last(s, concurred_if), .why = STR("too late"));
	then_refused(s, CONFLICT, "adopted already");
}

STORY(who_says_something_else_after_that_asks_for_nothing_first)
{
	a_shutdown_asked(s);
	when(s, BORIS, concur_if, .option = the_option(s)->head.id, .seat = COO, .text = STR("after the payroll run"));
	when_answers(s, BORIS, COO, "recuse");
	then_missing(s, CISO, COO);
	when(s, BORIS, concur_if, .option = the_option(s)->head.id, .seat = COO, .text = STR("after the payroll run"));
	then_missing(s, CISO, COO);
}

STORY(a_need_in_the_past_is_refused)
{
	a_shutdown_asked(s);
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .by = s->now, .text = STR("more"));
	then_refused(s, MALFORMED, "by: lies in the past");
}

STORY(an_objection_is_kept_as_dissent_and_blocks_nothing_by_itself)
{
	static const i64 of[] = { COO, CFO };
	struct rec_concur_group one = { .k = 1, .seats = { of, 2 } };

	given_rule(s, (struct rec_rule_terms){ .kind = STR("free"), .accountable = CISO, .concur = &one, .n_concur = 1, .within = 3600 });
	a_room(s);
	put_up(s, ANNA, "free");
	when_answers(s, CARLA, CFO, "object");
	then_happened(s, objected);
	when_answers(s, BORIS, COO, "concur");
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_taken);
	CHECK(the_decision(s)->state == DECISION_TAKEN);
}

STORY(an_objection_blocks_where_the_rule_says_so)
{
	static const i64 of[] = { COO, CFO };
	struct rec_concur_group one = { .k = 1, .seats = { of, 2 } };

	given_rule(s, (struct rec_rule_terms){ .kind = STR("strict"), .accountable = CISO, .concur = &one, .n_concur = 1,
	    .objection_blocks = true, .within = 3600 });
	a_room(s);
	put_up(s, ANNA, "strict");
	when_answers(s, CARLA, CFO, "object");
	when_answers(s, BORIS, COO, "concur");
	when_answers(s, ANNA, CISO, "decide");
	then_not(s, decision_taken);
	when_it_is(s, the_decision(s)->is.deadline);
	then_state(s, UNDECIDED);
}

STORY(an_objection_goes_on_blocking_when_whoever_gave_it_is_put_out)
{
	static const i64 of[] = { COO, CFO };
	struct rec_concur_group one = { .k = 1, .seats = { of, 2 } };
	struct rec_seat_terms cfo = { .seat = CFO, .label = STR("cfo"), .holders = PEOPLE(ERIK) };

	given_rule(s, (struct rec_rule_terms){ .kind = STR("strict"), .accountable = CISO, .concur = &one, .n_concur = 1,
	    .objection_blocks = true, .within = 3600 });
	a_room(s);
	put_up(s, ANNA, "strict");
	when_answers(s, CARLA, CFO, "object");
	when_answers(s, BORIS, COO, "concur");
	when_answers(s, ANNA, CISO, "decide");
	given(s, 0, seat_set, .terms = &cfo, .title = STR("cfo"));
	when_acts(s, FIRST, "eject", CARLA);
	when_it_is(s, s->now + MINUTE);
	then_not(s, decision_taken);
	CHECK(the_decision(s)->state == DECISION_OPEN);
	when(s, ANNA, amend_option, .option = the_option(s)->head.id, .title = STR("Yes, as before"));
	when_answers(s, BORIS, COO, "concur");
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_taken);
}

STORY(answers_to_an_option_put_up_again_are_asked_anew)
{
	static const i64 of[] = { COO, CFO };
	struct rec_concur_group one = { .k = 1, .seats = { of, 2 } };
	struct rec_seat_terms cfo = { .seat = CFO, .label = STR("cfo"), .holders = PEOPLE(ERIK) };
	i64 a, b;

	given_rule(s, (struct rec_rule_terms){ .kind = STR("strict"), .accountable = CISO, .concur = &one, .n_concur = 1,
	    .objection_blocks = true, .within = 3600 });
	a_room(s);
	put_up(s, ANNA, "strict");
	a = the_option(s)->head.id;
	when_answers(s, CARLA, CFO, "object");
	when_answers(s, BORIS, COO, "concur");
	when_answers(s, ANNA, CISO, "decide");
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("Nothing"), .nothing = true);
	b = last(s, option_proposed);
	when(s, ANNA, put_up_option, .option = b);
	given(s, 0, seat_set, .terms = &cfo, .title = STR("cfo"));
	when(s, ANNA, put_up_option, .option = a);
	then_happened(s, answer_voided);
	then_not(s, decision_taken);
	then_missing(s, CISO, COO, CFO);
}

/* ---- deputies ---- */

STORY(a_deputy_is_called_when_the_holder_recuses)
{
	a_room(s);
	when(s, ANNA, add_member, .person = DORA);
	put_up(s, ANNA, "partial_shutdown");
	when_answers(s, BORIS, COO, "recuse");
	then_happened(s, deputy_called);
	CHECK(called(s, DORA, COO) && called(s, DORA, COO)->is.principal == BORIS);
	when_answers(s, DORA, COO, "concur");
	then_missing(s, CISO);
	CHECK(s->room->answers[s->room->n_answers - 1].principal == BORIS);
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_taken);
}

STORY(whoever_said_not_mine_answers_to_nothing_that_is_put_up_later_in_that_decision)
{
	a_room(s);
	when(s, ANNA, add_member, .person = DORA);
	put_up(s, CARLA, "partial_shutdown");
	when_answers(s, BORIS, COO, "recuse");
	when(s, CARLA, propose_option, .decision = the_decision(s)->head.id, .nothing = true, .title = STR("Nothing"));
	when(s, CARLA, put_up_option, .option = last(s, option_proposed));
	then_happened(s, option_put_up);
	when_answers(s, BORIS, COO, "concur");
	then_refused(s, NOT_YOUR_CALL, "You said that this is not yours");
	when_answers(s, BORIS, COO, "object");
	then_refused(s, NOT_YOUR_CALL, "You said that this is not yours");
	when_answers(s, ANNA, CISO, "decide");
	then_missing(s, COO);
	when_answers(s, DORA, COO, "concur");
	then_happened(s, decision_taken);
}

STORY(a_deputy_is_called_for_an_empty_seat)
{
	struct rec_seat_terms empty = { .seat = COO, .label = STR("coo"), .deputies = PEOPLE(DORA) };

	given(s, 0, seat_set, .terms = &empty, .title = STR("coo"));
	a_shutdown_asked(s);
	CHECK(called(s, DORA, COO) && called(s, DORA, COO)->is.why == DEPUTY_VACANT);
	CHECK(called(s, DORA, COO)->is.principal == 0);
}

STORY(a_deputy_without_a_key_that_counts_is_passed_over)
{
	struct rec_seat_terms empty = { .seat = COO, .label = STR("coo"), .deputies = PEOPLE(ERIK, DORA) };

	given(s, 0, seat_set, .terms = &empty, .title = STR("coo"));
	a_shutdown_asked(s);
	CHECK(!called(s, ERIK, COO) && called(s, DORA, COO));
}

/* Their brief draws upon entries of the room, whose numbers in the charter are hidden from them. */
STORY(a_deputy_from_outside_answers)
{
	i64 olga;

	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"), .until = s->now + 300 * DAYS);
	olga = s->charter->room->seq;
	story_key(s, olga);
	given(s, FIRST, credential_vouched, .credential = s->charter->room->seq, .counts = true);
	given(s, 0, seat_set, .title = STR("COO"), .terms = &(struct rec_seat_terms){ .seat = COO, .label = STR("coo"), .holders = PEOPLE(BORIS), .deputies = PEOPLE(olga) });
	a_shutdown_asked(s);
	when_answers(s, BORIS, COO, "recuse");
	CHECK(called(s, olga, COO) && room_has_member(s->room, olga));
	CHECK(brief_sources(T, s->charter, s->room, the_decision(s)).n);
	when_answers(s, olga, COO, "concur");
	then_happened(s, concurred);
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
}

STORY(the_next_deputy_is_called_when_the_first_recuses_too)
{
	struct rec_seat_terms coo = { .seat = COO, .label = STR("coo"), .holders = PEOPLE(BORIS), .deputies = PEOPLE(DORA, CARLA) };

	given(s, 0, seat_set, .terms = &coo, .title = STR("coo"));
	a_room(s);
	when(s, ANNA, add_member, .person = DORA);
	put_up(s, ANNA, "partial_shutdown");
	when_answers(s, BORIS, COO, "recuse");
	when_answers(s, DORA, COO, "recuse");
	then_happened(s, deputy_called);
	when_answers(s, CARLA, COO, "concur");
	then_missing(s, CISO);
}

STORY(a_deputy_who_stands_in_for_two_seats_counts_once)
{
	struct rec_seat_terms ciso = { .seat = CISO, .label = STR("ciso"), .deputies = PEOPLE(DORA) };
	struct rec_seat_terms coo = { .seat = COO, .label = STR("coo"), .deputies = PEOPLE(DORA) };

	a_room(s);
	when(s, ANNA, add_member, .person = DORA);
	given(s, 0, seat_set, .terms = &ciso, .title = STR("ciso"));
	given(s, 0, seat_set, .terms = &coo, .title = STR("coo"));
	put_up(s, ANNA, "partial_shutdown");
	when_answers(s, DORA, CISO, "decide");
	when_answers(s, DORA, COO, "concur");
	then_refused(s, CONFLICT, "one person counts once");
}

/* Anna sits in both, and Dora stands in for both. */
static void
one_line_for_two_seats(struct story *s)
{
	struct rec_seat_terms ciso = { .seat = CISO, .label = STR("ciso"), .holders = PEOPLE(ANNA), .deputies = PEOPLE(DORA) };
	struct rec_seat_terms coo = { .seat = COO, .label = STR("coo"), .holders = PEOPLE(ANNA), .deputies = PEOPLE(DORA) };

	given(s, 0, seat_set, .terms = &ciso, .title = STR("ciso"));
	given(s, 0, seat_set, .terms = &coo, .title = STR("coo"));
	a_shutdown_asked(s);
}

STORY(who_says_not_mine_in_one_seat_answers_in_another)
{
	one_line_for_two_seats(s);
	when_answers(s, ANNA, COO, "recuse");
	CHECK(called(s, DORA, COO) && !called(s, DORA, CISO));
	when_answers(s, ANNA, COO, "recuse");
	then_refused(s, NOT_YOUR_CALL, "not yours");
	when_answers(s, ANNA, CISO, "decide");
	then_missing(s, COO);
	when_answers(s, DORA, COO, "concur");
	then_happened(s, decision_taken);
}

STORY(who_answered_in_one_seat_does_not_say_not_mine_in_another)
{
	one_line_for_two_seats(s);
	when_answers(s, ANNA, CISO, "decide");
	CHECK(called(s, DORA, COO) && called(s, DORA, COO)->is.why == DEPUTY_BARRED);
	when_answers(s, ANNA, COO, "recuse");
	then_refused(s, CONFLICT, "one person counts once");
}

STORY(an_answer_stops_counting_when_its_giver_loses_the_seat)
{
	struct rec_seat_terms coo = { .seat = COO, .label = STR("coo"), .holders = PEOPLE(CARLA) };

	a_shutdown_asked(s);
	when_answers(s, BORIS, COO, "concur");
	given(s, 0, seat_set, .terms = &coo, .title = STR("coo"));
	when_answers(s, ANNA, CISO, "decide");
	then_not(s, decision_taken);
	then_missing(s, COO);
}

STORY(an_answer_stops_counting_when_its_key_is_revoked)
{
	a_shutdown_asked(s);
	when_answers(s, BORIS, COO, "concur");
	when_acts(s, FIRST, "revoke", BORIS_KEY);
	when_answers(s, ANNA, CISO, "decide");
	then_not(s, decision_taken);
	then_missing(s, COO);
}

/* ---- the act itself ---- */

/* Give Boris's concurrence with one thing about it falsified. */
#define falsified(s, change, KIND, words) \
	do { \
		struct rec_act act = act_for((s), BORIS, COO, "concur"); \
		change; \
		when_given((s), BORIS, given_act((s), &act, (str){ NULL, 0 }), STR("concur")); \
		then_refused((s), KIND, words); \
	} while (0)

STORY(an_act_for_something_else_is_refused)
{
	a_shutdown_asked(s);
	falsified(s, act.type = STR("tocsin/act/2"), CONFLICT, "type should be");
	falsified(s, act.log = STR("elsewhere"), CONFLICT, "another log");
	falsified(s, act.stream = STR("room/9999"), CONFLICT, "another room");
	falsified(s, act.verb = STR("decide"), CONFLICT, "its verb");
	falsified(s, act.person = ANNA, CONFLICT, "another person");
	falsified(s, act.live = false, CONFLICT, "live");
	falsified(s, act.object = 1, CONFLICT, "decision or option is not in this room");
	falsified(s, act.option = 1, CONFLICT, "decision or option is not in this room");
	falsified(s, act.rule = CALM_RULE, CONFLICT, "its rule");
	falsified(s, act.seat = CFO, NOT_YOUR_CALL, "do not hold the seat cfo");
	falsified(s, act.seat = 99, NOT_YOUR_CALL, "a seat that is gone");
	falsified(s, act.for_ = CARLA, CONFLICT, "its principal");
	falsified(s, act.grounds = 3, NOT_YOUR_CALL, "do not hold the seat");
	falsified(s, act.subject.b[0] ^= 1, CONFLICT, "its subject");
	falsified(s, act.brief.b[0] ^= 1, CONFLICT, "its brief");
}

STORY(an_act_by_another_key_is_refused)
{
	a_shutdown_asked(s);
	falsified(s, act.credential = ANNA_KEY, CONFLICT, "not this person's");
	falsified(s, act.credential = 0, CONFLICT, "not this person's");
	falsified(s, act.rp = STR("evil.example"), CONFLICT, "another relying party");
	story_key(s, BORIS);
	falsified(s, act.credential = story_last(s->charter->room, EV_credential_enrolled), CONFLICT, "not vouched for yet");
	when_acts(s, FIRST, "revoke", BORIS_KEY);
	falsified(s, act.credential = BORIS_KEY, CONFLICT, "revoked");
}

STORY(an_act_out_of_its_time_is_refused)
{
	a_shutdown_asked(s);
	falsified(s, act.issued = s->now + 1, CONFLICT, "expired, or its time has not come");
	falsified(s, act.issued = s->now - HOURS; act.expires = s->now - 1, CONFLICT, "expired");
	falsified(s, act.expires = s->now + HOURS, CONFLICT, "ten minutes at most");
}

STORY(an_act_must_name_where_the_record_stood)
{
	struct rec_leaf_place *forged = NEW(T, struct rec_leaf_place, 1);

	a_shutdown_asked(s);
	*forged = *head_of(s->room);
	forged->seq++;
	falsified(s, act.head = forged, CONFLICT, "its head");
	falsified(s, act.charter = forged, CONFLICT, "its charter head");
	*forged = *head_of(s->room);
	forged->hash.b[31] ^= 1;
	falsified(s, act.head = forged, CONFLICT, "its head");
	s->tree_unknown = true;
	falsified(s, (void)0, CONFLICT, "its tree");
}

STORY(an_act_drawn_up_before_the_option_changed_is_refused)
{
	struct rec_act act;

	a_shutdown_asked(s);
	act = act_for(s, BORIS, COO, "concur");
	when(s, ANNA, amend_option, .option = the_option(s)->head.id, .title = STR("Shut everything"));
	when_given(s, BORIS, given_act(s, &act, (str){ NULL, 0 }), STR("concur"));
	then_refused(s, CONFLICT, "has changed since");
}

STORY(an_act_for_an_option_that_is_not_up_is_refused)
{
	struct rec_act act;

	a_shutdown_asked(s);
	act = act_for(s, BORIS, COO, "concur");
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("Nothing"), .nothing = true);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_given(s, BORIS, given_act(s, &act, (str){ NULL, 0 }), STR("concur"));
	then_refused(s, CONFLICT, "not the one put up");
}

STORY(an_act_is_given_once)
{
	struct rec_act act;
	struct given_act g;

	a_shutdown_asked(s);
	act = act_for(s, BORIS, COO, "concur");
	g = given_act(s, &act, (str){ NULL, 0 });
	when_given(s, BORIS, g, STR("concur"));
	CHECK_OK(s->e);
	when_given(s, BORIS, g, STR("concur"));
	then_refused(s, CONFLICT, "given already");
}

STORY(an_act_is_given_by_whom_it_names)
{
	struct rec_act act;

	a_shutdown_asked(s);
	act = act_for(s, BORIS, COO, "concur");
	when_given(s, CARLA, given_act(s, &act, (str){ NULL, 0 }), STR("concur"));
	then_refused(s, CONFLICT, "another person");
}

STORY(an_act_that_is_not_signed_is_refused_in_earnest)
{
	struct rec_act act;
	struct given_act g;

	a_shutdown_asked(s);
	act = act_for(s, BORIS, COO, "concur");
	g = given_act(s, &act, (str){ NULL, 0 });
	g.signature = (str){ NULL, 0 };
	when_given(s, BORIS, g, STR("concur"));
	then_refused(s, CONFLICT, "not signed");
}

STORY(a_signature_that_does_not_stand_is_refused)
{
	a_shutdown_asked(s);
	s->signature = err_new(T, ERR_REFUSED, "the signature is not the passkey's");
	when_answers(s, BORIS, COO, "concur");
	then_refused(s, REFUSED, "not the passkey's");
}

DEMO_STORY(in_a_demonstration_acts_are_not_signed_and_count)
{
	a_shutdown_asked(s);
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_state(s, TAKEN);
	CHECK(!s->room->answers[0].is_signed);
}

STORY(the_signers_own_words_are_cited_by_the_act)
{
	struct rec_act act;
	struct given_act g;

	a_shutdown_asked(s);
	act = act_for(s, BORIS, COO, "concur");
	g = given_act(s, &act, STR("not on a Friday"));
	g.note = STR("gladly");
	when_given(s, BORIS, g, STR("concur"));
	then_refused(s, CONFLICT, "not the words that the act cites");
	g.note.p = NULL;
	when_given(s, BORIS, g, STR("concur"));
	then_refused(s, MALFORMED, "cites words that are not here");
	g.note = STR("not on a Friday");
	when_given(s, BORIS, g, STR("concur"));
	then_happened(s, concurred);
	CHECK_STR(s->room->answers[0].text, STR("not on a Friday"));
}

STORY(a_token_answers_nothing)
{
	a_token(s, BORIS, SCOPE_WRITE);
	a_shutdown_asked(s);
	signed_in_with(s, SESSION_TOKEN, story_last(s->charter->room, EV_token_issued), true);
	when_answers(s, BORIS, COO, "concur");
	then_refused(s, NOT_YOUR_CALL, "for people");
	when(s, BORIS, concur_if, .option = the_option(s)->head.id, .seat = COO, .text = STR("if"));
	then_refused(s, NOT_YOUR_CALL, "for people");
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .text = STR("need"));
	then_refused(s, NOT_YOUR_CALL, "for people");
}

STORY(a_weak_session_answers_nothing)
{
	a_shutdown_asked(s);
	signed_in_with(s, SESSION_WEAK, 0, false);
	when_answers(s, BORIS, COO, "concur");
	then_refused(s, SESSION_WEAK, "recovery code");
}

STORY(after_the_deadline_nobody_answers)
{
	struct given_act g;
	struct rec_act act;

	a_shutdown_asked(s);
	s->now = the_decision(s)->is.deadline + 1;      /* the server was down, and its timer has not looked yet */
	act = act_for(s, BORIS, COO, "concur");
	g = given_act(s, &act, (str){ NULL, 0 });
	when_given(s, BORIS, g, STR("concur"));
	then_refused(s, CONFLICT, "deadline of decision");
}

STORY(an_answer_at_the_deadline_is_in_time)
{
	a_shutdown_asked(s);
	when_answers(s, ANNA, CISO, "decide");
	s->now = the_decision(s)->is.deadline;
	when_answers(s, BORIS, COO, "concur");
	then_state(s, TAKEN);
}

STORY(a_condition_is_stated_by_who_is_asked_and_adopted_by_who_answers_for_the_question)
{
	a_room(s);
	put_up(s, FIRST, "partial_shutdown");
	when(s, CARLA, concur_if, .option = last(s, option_proposed), .seat = CFO, .text = STR("not before noon"));
	then_refused(s, NOT_YOUR_CALL, "does not ask the seat cfo");
	when(s, BORIS, concur_if, .option = last(s, option_proposed), .seat = COO, .text = STR("not before noon"));
	when(s, CARLA, adopt_condition, .condition = last(s, concurred_if));
	then_refused(s, NOT_YOUR_CALL, "by whoever put it up, the ciso");
	when(s, FIRST, adopt_condition, .condition = last(s, concurred_if));
	then_happened(s, condition_adopted);
}

TEST_MAIN()
