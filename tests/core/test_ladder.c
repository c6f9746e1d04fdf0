/* The ladder: calls, reminders, deputies for who is silent or away, the next authority; advice, and who is told (B3-B5, F4). */
#include "story.h"

enum { MINUTES = 60 };

static void
a_climb(struct story *s)
{
	a_slow_rule(s, NULL);
	a_room(s);
	given(s, ANNA, member_added, .person = FIRST);          /* who rings the others */
	put_up(s, ANNA, "slow");
}

static i64
call_to(const struct story *s, i64 person)
{
	for (size_t i = s->room->n_calls; i-- > 0;)
		if (s->room->calls[i].is.person == person)
			return s->room->calls[i].head.id;
	return 0;
}

static const struct call *
called_for(const struct story *s, i64 person, enum call_reason reason)
{
	for (size_t i = s->in->n_calls; i-- > 0;)
		if (s->in->calls[i].is.person == person && s->in->calls[i].is.reason == reason && s->in->calls[i].is.decision == the_decision(s)->head.id)
			return &s->in->calls[i];
	return NULL;
}

static void
tried(struct story *s, i64 person, enum call_channel channel, enum call_result result)
{
	when(s, FIRST, log_call, .call = call_to(s, person), .channel = channel, .result = result);
	CHECK_OK(s->e);
}

static void
tried_in_vain(struct story *s, i64 person)
{
	tried(s, person, BY_PHONE, CALL_NO_ANSWER);
	s->now += MINUTE;
	tried(s, person, BY_TEXT_MESSAGE, CALL_SENT);
}

static void
after_minutes(struct story *s, i64 n)
{
	when_it_is(s, the_decision(s)->asked + n * MINUTE);
}

/* Dora, Carla and Erik are the COO's deputies, in that order. */
static void
three_deputies(struct story *s)
{
	given(s, 0, seat_set, .title = STR("COO"), .terms = &(struct rec_seat_terms){ .seat = COO, .label = STR_INIT("coo"),
	    .holders = PEOPLE(BORIS), .deputies = PEOPLE(DORA, CARLA, ERIK) });
	given(s, FIRST, credential_vouched, .credential = ERIK_KEY, .counts = true);
}

static void
then_next(struct story *s, enum next_step step, i64 minutes)
{
	i64 at;

	CHECK(next_of(T, s->charter, s->in, the_decision(s), &at) == step);
	CHECK(at == the_decision(s)->asked + minutes * MINUTE);
}

/* ---- calls ---- */

STORY(whoever_must_answer_is_called_and_let_in)
{
	a_climb(s);
	CHECK(call_to(s, ANNA) && call_to(s, BORIS) && call_to(s, CARLA) == 0);
	when_answers(s, BORIS, COO, "recuse");
	CHECK(call_to(s, DORA) && room_has_member(s->room, DORA));
}

STORY(a_restricted_room_lets_nobody_in_unasked_and_calls_all_the_same)
{
	a_climb(s);
	when(s, ANNA, restrict_room, .why = STR("insider"));
	when_answers(s, BORIS, COO, "recuse");
	CHECK(call_to(s, DORA) && !room_has_member(s->room, DORA));
}

STORY(who_is_called_says_that_they_know)
{
	a_climb(s);
	when(s, ANNA, acknowledge_call, .call = call_to(s, BORIS));
	then_refused(s, NOT_YOUR_CALL, "Somebody else was called");
	when(s, BORIS, acknowledge_call, .call = call_to(s, BORIS));
	then_happened(s, call_acknowledged);
	when(s, BORIS, acknowledge_call, .call = call_to(s, BORIS));
	then_refused(s, CONFLICT, "know of it already");
}

STORY(nobody_is_called_for_what_is_decided)
{
	a_climb(s);
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_happened(s, decision_taken);
	when(s, ANNA, log_call, .call = called_for(s, BORIS, CALL_ANSWER)->head.id, .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	then_refused(s, CONFLICT, "nobody need be called");
}

STORY(a_call_that_is_not_there_is_not_tried)
{
	a_climb(s);
	when(s, ANNA, log_call, .call = 1, .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	then_refused(s, NO_SUCH, "no call 1");
}

/* ---- the rungs ---- */

STORY(who_has_not_answered_is_reminded_once)
{
	a_climb(s);
	then_next(s, NEXT_REMIND, 10);
	after_minutes(s, 10);
	then_happened(s, decision_reminded);
	after_minutes(s, 11);
	then_not(s, decision_reminded);
	then_next(s, NEXT_ESCALATE, 40);
}

STORY(a_deputy_steps_in_for_silence_only_after_two_ways_were_tried_in_vain)
{
	a_climb(s);
	after_minutes(s, 10);
	tried(s, BORIS, BY_PHONE, CALL_NO_ANSWER);
	tried(s, BORIS, BY_PHONE, CALL_VOICEMAIL);
	after_minutes(s, 21);
	then_not(s, deputy_called);
	tried(s, BORIS, BY_MESSENGER, CALL_SENT);
	then_happened(s, deputy_called);
	CHECK(s->room->deputies[0].is.why == DEPUTY_SILENT && s->room->deputies[0].is.person == DORA);
	CHECK(call_to(s, DORA) && room_has_member(s->room, DORA));
	when_answers(s, DORA, COO, "concur");
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_taken);
}

STORY(two_ways_logged_within_a_minute_are_one)
{
	a_climb(s);
	after_minutes(s, 10);
	tried(s, BORIS, BY_PHONE, CALL_NO_ANSWER);
	s->now += MINUTE - 1;
	tried(s, BORIS, BY_TEXT_MESSAGE, CALL_SENT);
	after_minutes(s, 21);
	CHECK(s->room->n_deputies == 0 && s->room->n_call_tries == 2 && ways_tried(called_for(s, BORIS, CALL_ANSWER)) == 1);
	tried(s, BORIS, BY_TEXT_MESSAGE, CALL_SENT);
	then_happened(s, deputy_called);
}

STORY(what_whoever_asks_logs_passes_nobody_over)
{
	a_climb(s);
	after_minutes(s, 10);
	for (size_t i = 0; i < 3; i++, s->now += MINUTE)
		when(s, ANNA, log_call, .call = call_to(s, BORIS), .channel = i ? BY_TEXT_MESSAGE : BY_PHONE, .result = CALL_NO_ANSWER);
	CHECK_OK(s->e);
	when(s, ANNA, log_call, .call = call_to(s, BORIS), .channel = IN_PERSON, .result = CALL_REACHED);
	CHECK(!called_for(s, BORIS, CALL_ANSWER)->acknowledged);
	after_minutes(s, 30);
	CHECK(s->room->n_deputies == 0 && s->room->n_call_tries == 4);
	tried_in_vain(s, BORIS);
	then_happened(s, deputy_called);
}

/* Anna asks and is alone with it: the server pages Boris, and that nobody answers is not her word. */
STORY(a_page_that_nobody_answered_passes_over_whom_the_asker_alone_rings)
{
	s->paging = (struct paging){ .ways = 1u << BY_MAIL | 1u << BY_PHONE, .address_known = true };
	a_climb(s);
	when_answers(s, ANNA, CISO, "decide");
	for (int minute = 0; minute < 30; minute++) {
		after_minutes(s, minute);
		for (size_t i = 0; i < s->room->n_pages; i++)
			if (s->room->pages[i].settled_at == 0)
				given(s, 0, page_settled, .page = s->room->pages[i].head.id, .result = PAGE_ACCEPTED);
	}
	CHECK(s->room->n_call_tries == 0 && s->room->n_deputies == 1 && s->room->deputies[0].is.why == DEPUTY_SILENT && s->room->deputies[0].is.person == DORA);
}

STORY(nobody_stands_in_for_who_says_that_they_know)
{
	a_climb(s);
	tried_in_vain(s, BORIS);
	when(s, BORIS, acknowledge_call, .call = call_to(s, BORIS));
	after_minutes(s, 10);
	after_minutes(s, 30);
	then_not(s, deputy_called);
}

STORY(who_was_reached_by_anothers_word_and_does_not_answer_is_silent_all_the_same)
{
	a_climb(s);
	after_minutes(s, 10);
	after_minutes(s, 18);
	tried(s, BORIS, IN_PERSON, CALL_REACHED);
	after_minutes(s, 20);
	then_not(s, deputy_called);
	then_next(s, NEXT_DEPUTY, 28);
	tried(s, BORIS, IN_PERSON, CALL_REACHED);       /* once, and not again and again */
	after_minutes(s, 28);
	then_happened(s, deputy_called);
	CHECK(s->room->deputies[0].is.why == DEPUTY_SILENT && s->room->deputies[0].is.person == DORA);
}

STORY(nobody_says_of_themselves_or_of_whom_they_stand_in_for_that_they_were_called_in_vain)
{
	i64 call;

	a_climb(s);
	call = call_to(s, BORIS);
	when(s, BORIS, log_call, .call = call, .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	then_refused(s, NOT_YOUR_CALL, "It is you who was called");
	given(s, ANNA, member_added, .person = DORA);
	when(s, DORA, log_call, .call = call, .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	then_refused(s, NOT_YOUR_CALL, "You stand in for");
	when(s, DORA, log_call, .call = call, .channel = BY_PHONE, .result = CALL_REACHED);
	then_happened(s, call_tried);
}

STORY(a_program_and_a_recovery_code_call_nobody)
{
	a_token(s, ANNA, SCOPE_WRITE);
	a_climb(s);
	signed_in_with(s, SESSION_WEAK, 0, false);
	when(s, ANNA, log_call, .call = call_to(s, BORIS), .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	then_refused(s, SESSION_WEAK, "opened with a passkey");
	signed_in_with(s, SESSION_TOKEN, story_last(s->charter->room, EV_token_issued), true);
	when(s, ANNA, log_call, .call = call_to(s, BORIS), .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	then_refused(s, NOT_YOUR_CALL, "for people");
}

STORY(the_next_authority_answers_in_the_place_of_a_seat_that_is_silent)
{
	a_climb(s);
	when_answers(s, BORIS, COO, "concur");
	after_minutes(s, 10);
	after_minutes(s, 40);
	then_happened(s, seat_escalated);
	CHECK(s->room->n_escalations == 1 && s->room->escalations[0].is.seat == CISO);
	CHECK(call_to(s, CARLA));
	when_answers(s, CARLA, CISO, "decide");
	then_happened(s, decision_taken);
}

STORY(the_next_authority_does_not_answer_before_its_time)
{
	a_climb(s);
	when_answers(s, CARLA, CISO, "decide");
	then_refused(s, NOT_YOUR_CALL, "do not hold");
}

STORY(in_the_end_it_is_undecided)
{
	a_climb(s);
	after_minutes(s, 10);
	after_minutes(s, 40);
	then_next(s, NEXT_LAPSE, 120);
	after_minutes(s, 120);
	then_happened(s, decision_lapsed);
}

STORY(after_an_outage_the_late_rung_comes_at_once_and_the_rest_keep_their_distance)
{
	a_climb(s);
	given_return(s, the_decision(s)->asked + 50 * MINUTE);
	when_it_is(s, s->returned);
	then_happened(s, decision_reminded);
	then_not(s, seat_escalated);
	then_next(s, NEXT_ESCALATE, 80);
	after_minutes(s, 80);
	then_happened(s, seat_escalated);
	CHECK(!s->room->escalations[0].is.late);        /* it had its whole distance */
}

STORY(when_the_option_changes_the_ladder_begins_anew)
{
	a_climb(s);
	after_minutes(s, 10);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("wait"), .nothing = true);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	then_next(s, NEXT_REMIND, 10);
}

/* So it is where a turn was full, and went on in the next. */
STORY(from_when_a_deputy_stood_in_the_next_rungs_count_though_they_are_called_later)
{
	a_climb(s);
	three_deputies(s);
	tried_in_vain(s, BORIS);
	when_answers(s, ANNA, CISO, "decide");
	after_minutes(s, 10);
	s->now = the_decision(s)->asked + 20 * MINUTE;
	given(s, 0, deputy_called, .decision = the_decision(s)->head.id, .seat = COO, .person = DORA, .principal = BORIS, .why = DEPUTY_SILENT);
	when_it_is(s, s->now + MINUTE);
	CHECK(called_for(s, DORA, CALL_STAND_IN)->at == s->now && s->room->n_deputies == 1);
	then_next(s, NEXT_ESCALATE, 40);
	tried_in_vain(s, DORA);
	then_next(s, NEXT_DEPUTY, 30);
}

STORY(what_is_put_up_late_leaves_everybody_the_whole_time)
{
	a_climb(s);
	after_minutes(s, 10);
	after_minutes(s, 40);
	after_minutes(s, 115);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("wait"), .nothing = true);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK(the_decision(s)->deadline == s->now + 120 * MINUTE);
	then_next(s, NEXT_REMIND, 10);
	after_minutes(s, 10);
	then_next(s, NEXT_ESCALATE, 40);
	when_answers(s, CARLA, CISO, "decide");         /* she was asked of what is put up no more */
	then_refused(s, NOT_YOUR_CALL, "do not hold");
	after_minutes(s, 40);
	then_happened(s, seat_escalated);
	after_minutes(s, 119);
	then_state(s, OPEN);
	after_minutes(s, 120);
	then_happened(s, decision_lapsed);
}

STORY(when_what_will_be_done_changes_all_are_asked_anew)
{
	i64 before;

	a_climb(s);
	after_minutes(s, 10);
	when_answers(s, BORIS, COO, "concur");
	after_minutes(s, 110);
	before = call_to(s, BORIS);
	when(s, ANNA, amend_option, .option = the_option(s)->head.id, .title = STR("half of it"));
	then_happened(s, answer_voided);
	then_happened(s, option_put_up);
	CHECK(call_to(s, BORIS) != before && the_decision(s)->deadline == s->now + 120 * MINUTE);
	then_next(s, NEXT_REMIND, 10);
	then_missing(s, CISO, COO);
	when(s, BORIS, concur_if, .option = the_option(s)->head.id, .seat = COO, .text = STR("after ten"));
	after_minutes(s, 9);
	when(s, ANNA, adopt_condition, .condition = last(s, concurred_if));
	then_happened(s, option_put_up);
	CHECK(the_decision(s)->asked == s->now);
}

/* Twice it has the whole time anew; then the answers are void as before, and the deadline stays. */
STORY(however_often_what_will_be_done_changes_it_ends)
{
	i64 begun;

	a_climb(s);
	begun = s->now;
	when_answers(s, BORIS, COO, "concur");
	given(s, ANNA, member_added, .person = DORA);
	when(s, DORA, take_command, .why = STR("nobody does"));
	CHECK_OK(s->e);
	for (int i = 1; i < 32; i++) {
		when_it_is(s, begun + i * 4 * MINUTE);
		when(s, DORA, amend_option, .option = the_option(s)->head.id, .title = i % 2 ? STR("half of it") : STR("all of it"));
		then_happened(s, option_put_up);
		CHECK(the_decision(s)->deadline == begun + (i < 2 ? 124 : 128) * MINUTE);
		then_missing(s, CISO, COO);
	}
	when_it_is(s, begun + 128 * MINUTE);
	then_state(s, UNDECIDED);
}

/* Nor is it put off by swapping what is put up and changing it in turns. */
STORY(nor_does_it_go_on_for_ever_by_changing_all_that_can_be)
{
	i64 begun;

	a_climb(s);
	begun = s->now;
	for (int i = 0; the_decision(s)->state == DECISION_OPEN && i < 50; i++) {
		when_it_is(s, the_decision(s)->deadline - MINUTE);
		if (i % 2)
			when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("wait"), .nothing = true);
		if (i % 2)
			when(s, ANNA, put_up_option, .option = last(s, option_proposed));
		else
			when(s, ANNA, amend_option, .option = the_decision(s)->option, .title = STR("something else"));
		when_it_is(s, s->now + 2 * MINUTE);
	}
	then_state(s, UNDECIDED);
	CHECK(s->now <= begun + 5 * 120 * MINUTE);
}

/* The model beside ladder.c found that they did not. */
STORY(who_is_asked_anew_has_the_whole_time_though_a_deputy_stood_in_before)
{
	a_climb(s);
	given(s, 0, seat_set, .title = STR("COO"), .terms = &(struct rec_seat_terms){ .seat = COO, .label = STR("coo"),
	    .holders = PEOPLE(BORIS), .deputies = PEOPLE(DORA, CARLA) });
	tried_in_vain(s, BORIS);
	after_minutes(s, 10);
	after_minutes(s, 20);
	CHECK(s->room->n_deputies == 1);
	after_minutes(s, 29);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("wait"), .nothing = true);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	tried_in_vain(s, DORA);
	then_next(s, NEXT_REMIND, 10);
	after_minutes(s, 10);
	CHECK(s->room->n_deputies == 1);
	then_next(s, NEXT_DEPUTY, 20);
	after_minutes(s, 20);
	CHECK(s->room->n_deputies == 2);
}

STORY(after_a_deputy_who_recused_themselves_it_is_the_next_one_s_turn)
{
	a_climb(s);
	three_deputies(s);
	tried_in_vain(s, BORIS);
	after_minutes(s, 10);
	after_minutes(s, 20);
	when_answers(s, DORA, COO, "recuse");
	then_next(s, NEXT_DEPUTY, 30);
	after_minutes(s, 30);
	then_happened(s, deputy_called);
	CHECK(s->room->deputies[1].is.person == CARLA);
}

STORY(after_a_deputy_who_is_one_no_longer_it_is_the_next_one_s_turn)
{
	a_climb(s);
	three_deputies(s);
	tried_in_vain(s, BORIS);
	after_minutes(s, 10);
	after_minutes(s, 20);
	given(s, 0, seat_set, .title = STR("COO"), .terms = &(struct rec_seat_terms){ .seat = COO, .label = STR_INIT("coo"),
	    .holders = PEOPLE(BORIS), .deputies = PEOPLE(CARLA) });
	after_minutes(s, 30);
	then_happened(s, deputy_called);
}

STORY(while_one_of_several_deputies_knows_of_it_no_further_one_is_called)
{
	a_climb(s);
	three_deputies(s);
	tried_in_vain(s, BORIS);
	after_minutes(s, 10);
	after_minutes(s, 20);
	tried_in_vain(s, DORA);
	after_minutes(s, 30);
	CHECK(s->room->n_deputies == 2);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("wait"), .nothing = true);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	tried_in_vain(s, CARLA);
	when(s, DORA, acknowledge_call, .call = call_to(s, DORA));
	after_minutes(s, 10);
	after_minutes(s, 20);
	CHECK(s->room->n_deputies == 2);
	then_next(s, NEXT_ESCALATE, 40);
}

STORY(of_two_who_hold_a_seat_both_are_called_in_vain_before_a_deputy_is)
{
	a_climb(s);
	given(s, 0, seat_set, .title = STR("COO"), .terms = &(struct rec_seat_terms){ .seat = COO, .label = STR_INIT("coo"),
	    .holders = PEOPLE(BORIS, CARLA), .deputies = PEOPLE(DORA) });
	story_settle(s);
	tried_in_vain(s, BORIS);
	after_minutes(s, 10);
	after_minutes(s, 20);
	CHECK(s->room->n_deputies == 0);
	tried_in_vain(s, CARLA);
	then_happened(s, deputy_called);
}

STORY(who_is_asked_anew_is_called_anew)
{
	i64 before;

	a_climb(s);
	before = call_to(s, BORIS);
	when(s, BORIS, acknowledge_call, .call = before);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("wait"), .nothing = true);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK(call_to(s, BORIS) != before);
	when(s, ANNA, log_call, .call = before, .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	then_refused(s, CONFLICT, "nobody need be called");
	tried_in_vain(s, BORIS);
	after_minutes(s, 10);
	after_minutes(s, 20);
	then_happened(s, deputy_called);
}

/* ---- nothing is put up ---- */

/* Opened by Boris, who then does nothing: CISO is accountable, CFO the next authority. */
static void
opened_only(struct story *s)
{
	a_climb(s);
	when(s, BORIS, open_decision, .kind = STR("slow"), .question = STR("And now?"));
	CHECK_OK(s->e);
}

static str
why_not(const struct story *s)
{
	struct audience all = { .whole = true };
	struct seen seen;

	CHECK(view_entity(&(struct seeing){ T, s->charter, s->in, &all }, ENT_decision, the_decision(s)->head.id, &seen));
	return seen.is.decision.standing;
}

STORY(while_nothing_is_put_up_whoever_answers_for_it_is_called_like_for_an_answer)
{
	opened_only(s);
	CHECK(called_for(s, ANNA, CALL_ANSWER));
	then_missing(s, CISO);
	CHECK_STR(why_not(s), STR("No option is put up yet; ciso is to see that one is: they are reminded next."));
	then_next(s, NEXT_REMIND, 10);
	after_minutes(s, 10);
	then_happened(s, decision_reminded);
	after_minutes(s, 40);
	then_happened(s, seat_escalated);
	CHECK(called_for(s, CARLA, CALL_ESCALATED));
	CHECK_STR(why_not(s), STR("No option is put up yet; ciso (or cfo in its place) is to see that one is: else it ends undecided at its deadline."));
	when(s, CARLA, propose_option, .decision = the_decision(s)->head.id, .title = STR("wait"), .nothing = true);
	when(s, CARLA, put_up_option, .option = last(s, option_proposed));
	then_missing(s, CISO, COO);
	CHECK(the_decision(s)->deadline == s->now + 120 * MINUTE);
	then_next(s, NEXT_REMIND, 10);
}

STORY(while_nothing_is_put_up_a_deputy_stands_in_for_who_is_away)
{
	opened_only(s);
	given(s, 0, seat_set, .title = STR("CISO"), .terms = &(struct rec_seat_terms){ .seat = CISO, .label = STR("ciso"),
	    .holders = PEOPLE(ANNA), .deputies = PEOPLE(DORA) });
	s->in = s->charter->room;
	when(s, ANNA, set_absence, .until = s->now + 24 * HOURS);
	s->in = s->room;
	story_settle(s);
	CHECK(called_for(s, DORA, CALL_STAND_IN));
}

/* ---- whom the label keeps out ---- */

/* Olga, of another organisation, with a key that counts. */
static i64
counsel_from_outside(struct story *s)
{
	i64 olga;

	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"), .until = s->now + 30 * DAYS);
	olga = s->charter->room->seq;
	story_key(s, olga);
	given(s, FIRST, credential_vouched, .credential = key_of(s, olga), .counts = true);
	return olga;
}

static void
coo_line(struct story *s, struct refs holders, struct refs deputies)
{
	struct rec_seat_terms terms = { .seat = COO, .label = STR_INIT("coo"), .holders = holders, .deputies = deputies };

	given(s, 0, seat_set, .title = STR("COO"), .terms = &terms);
	story_settle(s);
}

STORY(where_the_label_keeps_out_every_deputy_of_who_is_away_it_goes_to_the_next_authority_at_once)
{
	i64 olga;

	a_climb(s);
	olga = counsel_from_outside(s);
	coo_line(s, (struct refs)PEOPLE(BORIS), (struct refs)PEOPLE(olga));
	given(s, ANNA, tlp_set, .tlp = TLP_AMBER_STRICT);      /* nobody may, while they are called: so it stood before */
	story_settle(s);
	when(s, BORIS, set_absence, .until = s->now + 24 * HOURS);
	s->in = s->room;
	then_happened(s, seat_escalated);
	CHECK(s->room->n_deputies == 0 && call_to(s, olga) == 0 && !room_has_member(s->room, olga));
	CHECK(escalation_of(s->room, the_decision(s), COO)->at == s->now && called_for(s, CARLA, CALL_ESCALATED));
	when_answers(s, ANNA, CISO, "decide");
	CHECK_STR(why_not(s), STR("Waiting for COO (or cfo in its place); they are reminded next."));
	then_next(s, NEXT_REMIND, 10);
	after_minutes(s, 10);
	CHECK_STR(why_not(s), STR("Waiting for COO (or cfo in its place); else it ends undecided at its deadline."));
	then_next(s, NEXT_LAPSE, 120);
	when_answers(s, CARLA, COO, "concur");
	then_state(s, TAKEN);
}

STORY(whom_the_label_keeps_out_is_passed_over_for_the_next_deputy)
{
	i64 olga;

	a_climb(s);
	olga = counsel_from_outside(s);
	given(s, ANNA, tlp_set, .tlp = TLP_AMBER_STRICT);      /* nobody may, while they are called: so it stood before */
	story_settle(s);
	coo_line(s, (struct refs)PEOPLE(BORIS), (struct refs)PEOPLE(olga, DORA));
	tried_in_vain(s, BORIS);
	after_minutes(s, 10);
	after_minutes(s, 20);
	CHECK(s->room->n_deputies == 1 && s->room->deputies[0].is.person == DORA && s->room->deputies[0].is.why == DEPUTY_SILENT);
}

STORY(for_a_holder_whom_the_label_keeps_out_the_deputy_stands_in_at_once)
{
	i64 olga;

	a_climb(s);
	olga = counsel_from_outside(s);
	coo_line(s, (struct refs)PEOPLE(olga), (struct refs)PEOPLE(DORA));
	CHECK(called_for(s, olga, CALL_ANSWER) && s->room->n_deputies == 0);
	given(s, ANNA, tlp_set, .tlp = TLP_AMBER_STRICT);      /* nobody may, while they are called: so it stood before */
	story_settle(s);
	CHECK(s->room->n_deputies == 1 && s->room->deputies[0].is.person == DORA && s->room->deputies[0].is.why == DEPUTY_KEPT_OUT);
	when_answers(s, DORA, COO, "concur");
	then_missing(s, CISO);
}

STORY(a_deputy_who_stood_in_and_is_kept_out_since_leaves_it_to_the_next)
{
	i64 olga;

	a_climb(s);
	olga = counsel_from_outside(s);
	coo_line(s, (struct refs)PEOPLE(BORIS), (struct refs)PEOPLE(olga, DORA));
	when_answers(s, BORIS, COO, "recuse");
	CHECK(s->room->deputies[0].is.person == olga);
	given(s, ANNA, tlp_set, .tlp = TLP_AMBER_STRICT);      /* nobody may, while they are called: so it stood before */
	story_settle(s);
	CHECK(s->room->n_deputies == 2 && s->room->deputies[1].is.person == DORA && s->room->deputies[1].is.why == DEPUTY_RECUSED);
}

STORY(of_the_deputies_those_who_are_away_come_last)
{
	a_climb(s);
	three_deputies(s);
	when(s, DORA, set_absence, .until = s->now + 24 * HOURS);
	s->in = s->room;
	tried_in_vain(s, BORIS);
	after_minutes(s, 10);
	after_minutes(s, 20);
	CHECK(s->room->n_deputies == 1 && s->room->deputies[0].is.person == CARLA);
}

STORY(where_nobody_holds_a_seat_and_nobody_stands_in_it_goes_to_the_next_authority_at_once)
{
	a_climb(s);
	coo_line(s, (struct refs){ NULL, 0 }, (struct refs){ NULL, 0 });
	CHECK(escalation_of(s->room, the_decision(s), COO) && call_to(s, CARLA));
}

/* What the brief shows of the rule, and of what has happened by it. */
static struct ent_decision
shown(struct story *s)
{
	struct ent_decision out;

	CHECK(see_decision(&(struct seeing){ T, s->charter, s->room, NULL }, the_decision(s)->head.id, &out));
	return out;
}

/* ---- who may not answer is no more there than who is away ---- */

/* The COO must concur; after ten minutes they are reminded, after twenty a deputy stands in, and later that seat may instead, if any. */
static void
strict_then(struct story *s, bool excluded, i64 escalate_to)
{
	static const i64 coo[] = { COO };
	static const struct rec_concur_group one = { .k = 1, .seats = { coo, 1 } };
	struct rec_ladder ladder = { .remind_after = 600, .deputy_after = 1200, .escalate_after = escalate_to ? 2400 : 0, .escalate_to = escalate_to };
	struct rec_rule_terms terms = { .kind = STR("strict"), .accountable = CISO, .concur = &one, .n_concur = 1, .within = 7200,
	    .requester_excluded = excluded, .ladder = &ladder };

	given(s, 0, rule_set, .terms = &terms);
	a_room(s);
}

static void
strict(struct story *s, bool excluded)
{
	strict_then(s, excluded, 0);
}

STORY(for_a_holder_who_asked_and_so_may_not_answer_the_deputy_stands_in_at_once)
{
	strict(s, true);
	coo_line(s, (struct refs)PEOPLE(BORIS), (struct refs)PEOPLE(DORA));
	put_up(s, BORIS, "strict");
	CHECK(s->room->n_deputies == 1 && s->room->deputies[0].is.person == DORA && s->room->deputies[0].is.why == DEPUTY_BARRED);
	CHECK(called_for(s, DORA, CALL_STAND_IN) && called_for(s, BORIS, CALL_ANSWER) == NULL);
	when(s, BORIS, take_seat_back, .deputy = s->room->deputies[0].head.id);
	then_refused(s, REFUSED, "You may not answer in that seat");
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, DORA, COO, "concur");
	then_state(s, TAKEN);
}

STORY(for_a_holder_who_answered_in_another_seat_the_deputy_stands_in_at_once)
{
	strict(s, false);
	coo_line(s, (struct refs)PEOPLE(ANNA), (struct refs)PEOPLE(DORA));
	put_up(s, CARLA, "strict");
	CHECK(s->room->n_deputies == 0);        /* she may still answer in either */
	when_answers(s, ANNA, CISO, "decide");
	CHECK(s->room->n_deputies == 1 && s->room->deputies[0].is.person == DORA && s->room->deputies[0].is.why == DEPUTY_BARRED);
	when_answers(s, DORA, COO, "concur");
	then_state(s, TAKEN);
}

STORY(where_who_holds_a_seat_may_not_answer_and_nobody_stands_in_the_room_is_told)
{
	strict(s, true);
	coo_line(s, (struct refs)PEOPLE(BORIS), (struct refs){ NULL, 0 });
	put_up(s, BORIS, "strict");
	CHECK(shown(s).unmanned.n == 1 && shown(s).unmanned.v[0] == COO);
	CHECK(str_contains(shown(s).standing, STR("COO (where nobody is there to answer)")));
	coo_line(s, (struct refs)PEOPLE(BORIS), (struct refs)PEOPLE(DORA));
	CHECK(shown(s).unmanned.n == 0 && !str_contains(shown(s).standing, STR("nobody is there")));
}

STORY(where_the_next_authority_may_not_answer_either_the_room_is_told)
{
	strict_then(s, true, CFO);
	coo_line(s, (struct refs){ NULL, 0 }, (struct refs){ NULL, 0 });
	put_up(s, CARLA, "strict");             /* she is the CFO */
	CHECK(escalation_of(s->room, the_decision(s), COO) && !called_for(s, CARLA, CALL_ESCALATED));
	CHECK(shown(s).unmanned.n == 1 && shown(s).unmanned.v[0] == COO);
	CHECK(str_contains(shown(s).standing, STR("COO (or cfo in its place, where nobody is there to answer)")));
	coo_line(s, (struct refs)PEOPLE(BORIS), (struct refs){ NULL, 0 });
	CHECK(shown(s).unmanned.n == 0);
}

STORY(for_a_holder_whose_passkey_does_not_count_any_more_the_deputy_stands_in_at_once)
{
	a_climb(s);
	s->in = s->charter->room;
	when_acts(s, FIRST, "revoke", BORIS_KEY);
	CHECK_OK(s->e);
	s->in = s->room;
	CHECK(called(s, DORA, COO) && called(s, DORA, COO)->is.why == DEPUTY_UNABLE && called_for(s, BORIS, CALL_ANSWER));
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, DORA, COO, "concur");
	then_state(s, TAKEN);
}

STORY(for_a_holder_without_a_passkey_and_without_a_deputy_it_goes_to_the_next_authority_at_once)
{
	strict_then(s, false, CFO);
	coo_line(s, (struct refs)PEOPLE(ERIK), (struct refs){ NULL, 0 });
	put_up(s, ANNA, "strict");
	CHECK(escalation_of(s->room, the_decision(s), COO) && called_for(s, CARLA, CALL_ESCALATED));
}

/* ---- the next authority's deputy ---- */

/* The CFO is next after a COO whom nobody is; Dora stands in for the CFO. */
static void
cfo_is_next(struct story *s, bool excluded)
{
	strict_then(s, excluded, CFO);
	given(s, 0, seat_set, .title = STR("CFO"), .terms = &(struct rec_seat_terms){ .seat = CFO, .label = STR_INIT("cfo"),
	    .holders = PEOPLE(CARLA), .deputies = PEOPLE(DORA) });
	coo_line(s, (struct refs){ NULL, 0 }, (struct refs){ NULL, 0 });
}

STORY(where_who_holds_the_next_authority_is_away_their_deputy_answers_in_its_place)
{
	cfo_is_next(s, false);
	s->in = s->charter->room;
	when(s, CARLA, set_absence, .until = s->now + 6 * HOURS);
	s->in = s->room;
	put_up(s, ANNA, "strict");
	CHECK(called(s, DORA, CFO) && called(s, DORA, CFO)->is.why == DEPUTY_ABSENT && called_for(s, DORA, CALL_ESCALATED));
	CHECK(shown(s).unmanned.n == 0);
	when_answers(s, DORA, COO, "concur");
	then_happened(s, concurred);
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
}

STORY(while_who_holds_the_next_authority_is_there_their_deputy_does_not_answer)
{
	cfo_is_next(s, false);
	given(s, ANNA, member_added, .person = DORA);
	put_up(s, ANNA, "strict");
	CHECK(called_for(s, CARLA, CALL_ESCALATED) && !called(s, DORA, CFO) && !called_for(s, DORA, CALL_ESCALATED));
	when_answers(s, DORA, COO, "concur");
	then_refused(s, NOT_YOUR_CALL, "do not hold the seat");
}

STORY(where_the_next_authority_says_not_mine_their_deputy_is_called_and_not_where_they_asked)
{
	cfo_is_next(s, true);
	put_up(s, CARLA, "strict");
	CHECK(escalation_of(s->room, the_decision(s), COO) && !called(s, DORA, CFO));
	put_up(s, ANNA, "strict");
	when_answers(s, CARLA, COO, "recuse");
	CHECK(called(s, DORA, CFO)->is.why == DEPUTY_RECUSED && called_for(s, DORA, CALL_ESCALATED));
}

STORY(who_said_not_mine_in_another_seat_s_place_does_not_take_their_own_back)
{
	cfo_is_next(s, false);
	put_up(s, ANNA, "strict");
	when_answers(s, CARLA, COO, "recuse");
	when(s, CARLA, take_seat_back, .deputy = called(s, DORA, CFO)->head.id);
	then_refused(s, REFUSED, "this is not yours");
	when_answers(s, DORA, COO, "concur");
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
}

/* Erik sits there for the CISO alone: an answer in another's place would count past his time. */
STORY(a_delegate_of_the_next_authority_is_not_asked_in_its_place_and_their_deputy_is)
{
	struct rec_delegation_terms lent = { .seat = CISO, .person = ERIK, .until = s->now + 2 * HOURS };

	strict_then(s, false, CISO);
	given(s, FIRST, credential_vouched, .credential = ERIK_KEY, .counts = true);
	a_change(s, FIRST, (struct cmd_propose_change){ .delegation = &lent });
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, delegation_set);
	s->in = s->room;
	coo_line(s, (struct refs){ NULL, 0 }, (struct refs){ NULL, 0 });
	s->in = s->charter->room;
	when(s, ANNA, set_absence, .until = s->now + 6 * HOURS);
	s->in = s->room;
	put_up(s, CARLA, "strict");
	CHECK(escalation_of(s->room, the_decision(s), COO) && called_for(s, ERIK, CALL_STAND_IN) && !called_for(s, ERIK, CALL_ESCALATED));
	CHECK(called(s, DORA, CISO) && called_for(s, DORA, CALL_ESCALATED));
	when_answers(s, ERIK, COO, "concur");
	then_refused(s, NOT_YOUR_CALL, "do not hold the seat");
	when_answers(s, ERIK, CISO, "decide");
	when_answers(s, DORA, COO, "concur");
	then_state(s, TAKEN);
}

STORY(a_deputy_who_is_called_for_two_silent_seats_in_one_turn_is_called_once)
{
	cfo_is_next(s, false);
	given(s, 0, seat_set, .title = STR("CISO"), .terms = &(struct rec_seat_terms){ .seat = CISO, .label = STR_INIT("ciso") });
	s->in = s->charter->room;
	when(s, CARLA, set_absence, .until = s->now + 6 * HOURS);
	s->in = s->room;
	put_up(s, ANNA, "strict");
	CHECK(escalation_of(s->room, the_decision(s), CISO) && escalation_of(s->room, the_decision(s), COO) && s->room->n_deputies == 1);
	when_answers(s, DORA, CISO, "decide");
	when_answers(s, DORA, COO, "concur");
	then_refused(s, CONFLICT, "one person counts once");
	s->in = s->charter->room;
	when(s, CARLA, set_absence, .until = 0);
	s->in = s->room;
	when_answers(s, CARLA, COO, "concur");
	then_state(s, TAKEN);
}

/* ---- an objection is no silence ---- */

STORY(whoever_objects_has_answered_and_nobody_agrees_in_their_place)
{
	a_climb(s);
	when_answers(s, BORIS, COO, "object");
	then_missing(s, CISO);
	CHECK(called_for(s, ANNA, CALL_OBJECTION) && !called_for(s, BORIS, CALL_OBJECTION));
	CHECK_STR(why_not(s), STR("COO objects: put up something else, or talk with them; waiting for ciso: they are reminded next."));
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, OPEN);
	CHECK_STR(why_not(s), STR("COO objects: put up something else, or talk with them; else it ends undecided at its deadline."));
	then_next(s, NEXT_LAPSE, 120);
	after_minutes(s, 10);
	then_not(s, decision_reminded);
	after_minutes(s, 40);
	then_not(s, seat_escalated);
	when_answers(s, CARLA, COO, "concur");
	then_refused(s, NOT_YOUR_CALL, "do not hold");
	after_minutes(s, 120);
	then_happened(s, decision_lapsed);
}

STORY(an_objection_stands_before_whoever_was_asked_in_that_place)
{
	i64 objection;

	a_climb(s);
	after_minutes(s, 10);
	after_minutes(s, 40);
	CHECK(escalation_of(s->room, the_decision(s), COO));
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "object");
	objection = s->room->answers[s->room->n_answers - 1].head.id;
	when_answers(s, CARLA, COO, "concur");
	then_state(s, OPEN);
	CHECK(!call_is_over(s->room, called_for(s, ANNA, CALL_OBJECTION)));
	when(s, BORIS, withdraw_answer, .answer = objection);
	CHECK(call_is_over(s->room, called_for(s, ANNA, CALL_OBJECTION)));
	then_state(s, TAKEN);
}

STORY(who_objects_is_asked_what_is_put_up_instead)
{
	a_climb(s);
	when_answers(s, BORIS, COO, "object");
	when(s, ANNA, amend_option, .option = the_option(s)->head.id, .title = STR("half of it"));
	then_missing(s, CISO, COO);
	CHECK(call_is_over(s->room, called_for(s, ANNA, CALL_OBJECTION)) && called_for(s, BORIS, CALL_ANSWER)->head.id > the_decision(s)->put_up);
}

STORY(who_says_not_mine_is_not_one_who_objects)
{
	a_climb(s);
	when_answers(s, BORIS, COO, "recuse");
	then_missing(s, CISO, COO);
	CHECK(called_for(s, DORA, CALL_STAND_IN) && !called_for(s, ANNA, CALL_OBJECTION));
}

/* ---- nor is who asks for something first ---- */

STORY(who_would_concur_under_a_condition_has_answered_and_it_is_adopted_or_refused)
{
	i64 before;

	a_climb(s);
	before = call_to(s, BORIS);
	when(s, BORIS, acknowledge_call, .call = before);
	when(s, BORIS, concur_if, .option = the_option(s)->head.id, .seat = COO, .text = STR("after ten"));
	then_missing(s, CISO);
	then_asking(s, COO);
	CHECK(called_for(s, ANNA, CALL_CONDITION) && !called_for(s, BORIS, CALL_CONDITION));
	CHECK_STR(why_not(s), STR("COO would concur under a condition: adopt it, or refuse it; waiting for ciso: they are reminded next."));
	when_answers(s, ANNA, CISO, "decide");
	CHECK_STR(why_not(s), STR("COO would concur under a condition: adopt it, or refuse it; else it ends undecided at its deadline."));
	after_minutes(s, 45);
	then_not(s, decision_reminded);
	CHECK(s->room->n_escalations == 0);
	when(s, ANNA, refuse_condition, .condition = last(s, concurred_if), .why = STR("too late"));
	CHECK(call_is_over(s->room, called_for(s, ANNA, CALL_CONDITION)) && call_to(s, BORIS) != before);
	then_missing(s, COO);
	CHECK_STR(why_not(s), STR("Waiting for COO; they are reminded next."));
	then_not(s, decision_reminded);
	then_next(s, NEXT_REMIND, 55);                  /* as long after that as if he had been asked then */
	after_minutes(s, 55);
	tried_in_vain(s, BORIS);                        /* he went to bed */
	after_minutes(s, 65);
	then_happened(s, deputy_called);
}

STORY(a_second_condition_of_the_same_seat_calls_again)
{
	i64 first;

	a_climb(s);
	when(s, BORIS, concur_if, .option = the_option(s)->head.id, .seat = COO, .text = STR("after ten"));
	first = called_for(s, ANNA, CALL_CONDITION)->head.id;
	when(s, ANNA, acknowledge_call, .call = first);
	when(s, ANNA, refuse_condition, .condition = last(s, concurred_if), .why = STR("too late"));
	when(s, BORIS, concur_if, .option = the_option(s)->head.id, .seat = COO, .text = STR("after nine"));
	CHECK(called_for(s, ANNA, CALL_CONDITION)->head.id != first);
}

STORY(who_needs_something_by_then_is_not_silent_until_then)
{
	i64 before;

	a_climb(s);
	before = call_to(s, BORIS);
	when(s, BORIS, acknowledge_call, .call = before);
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .by = s->now + 60 * MINUTE, .text = STR("the logs"));
	when_answers(s, ANNA, CISO, "decide");
	CHECK_STR(why_not(s), STR("COO needs something first; they are asked again then, as things are."));
	then_next(s, NEXT_UNMET, 60);
	after_minutes(s, 59);
	CHECK(s->room->n_escalations == 0 && the_decision(s)->reminded == 0);
	after_minutes(s, 60);
	then_happened(s, need_unmet);
	CHECK(call_to(s, BORIS) != before);
	then_missing(s, COO);
	after_minutes(s, 70);
	tried_in_vain(s, BORIS);
	after_minutes(s, 80);
	then_happened(s, deputy_called);
	after_minutes(s, 120);
	then_happened(s, decision_lapsed);
}

STORY(the_later_of_what_one_says_first_takes_the_place_of_the_earlier)
{
	i64 need, condition;

	a_climb(s);
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .by = s->now + 60 * MINUTE, .text = STR("the logs"));
	need = last(s, need_stated);
	when_answers(s, ANNA, CISO, "decide");
	when(s, BORIS, concur_if, .option = the_option(s)->head.id, .seat = COO, .text = STR("after ten"));
	condition = last(s, concurred_if);
	CHECK_STR(why_not(s), STR("COO would concur under a condition: adopt it, or refuse it; else it ends undecided at its deadline."));
	CHECK(((const struct answer *)FIND(s->room, answers, need))->void_ && needs_until(s->charter, s->room, the_decision(s)) == 0);
	after_minutes(s, 60);
	then_not(s, need_unmet);
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .by = s->now + 30 * MINUTE, .text = STR("the logs"));
	then_next(s, NEXT_UNMET, 90);
	CHECK(call_is_over(s->room, called_for(s, ANNA, CALL_CONDITION)));
	when(s, ANNA, adopt_condition, .condition = condition);
	then_refused(s, CONFLICT, "They said something else in its place since");
}

STORY(who_is_told_what_they_needed_is_called_anew_and_has_their_time)
{
	i64 before;

	a_climb(s);
	before = call_to(s, BORIS);
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .name = STR("logs"), .by = s->now + 60 * MINUTE, .text = STR("the logs"));
	when_answers(s, ANNA, CISO, "decide");
	after_minutes(s, 30);
	when(s, CARLA, assert_fact, .name = STR("logs"), .value = STR("true"), .confidence = CONFIRMED, .request = s->room->requests[0].head.id);
	CHECK(call_to(s, BORIS) != before);
	then_missing(s, COO);
	after_minutes(s, 60);
	then_not(s, need_unmet);
	then_happened(s, decision_reminded);
	then_next(s, NEXT_ESCALATE, 90);                /* the reminder came late, the rest keep their distance */
}

STORY(what_is_put_up_anew_is_asked_of_who_needed_something_too)
{
	a_climb(s);
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .by = s->now + 60 * MINUTE, .text = STR("the logs"));
	when(s, ANNA, amend_option, .option = the_option(s)->head.id, .title = STR("half of it"));
	then_missing(s, CISO, COO);
	then_next(s, NEXT_REMIND, 10);
}

STORY(who_sits_there_no_more_needs_nothing_any_more)
{
	a_climb(s);
	when(s, BORIS, state_need, .option = the_option(s)->head.id, .seat = COO, .by = s->now + 60 * MINUTE, .text = STR("the logs"));
	given(s, 0, seat_set, .title = STR("COO"), .terms = &(struct rec_seat_terms){ .seat = COO, .label = STR_INIT("coo"),
	    .holders = PEOPLE(CARLA), .deputies = PEOPLE(DORA) });
	story_settle(s);
	then_missing(s, CISO, COO);
}

/* ---- who comes to sit there later ---- */

STORY(who_is_seated_later_has_their_whole_time)
{
	a_climb(s);
	when_answers(s, ANNA, CISO, "decide");
	after_minutes(s, 10);
	after_minutes(s, 38);
	given(s, 0, seat_set, .title = STR("COO"), .terms = &(struct rec_seat_terms){ .seat = COO, .label = STR_INIT("coo"),
	    .holders = PEOPLE(CARLA), .deputies = PEOPLE(DORA) });
	story_settle(s);
	CHECK(called_for(s, CARLA, CALL_ANSWER));
	tried_in_vain(s, CARLA);
	after_minutes(s, 41);
	CHECK(s->room->n_escalations == 0 && s->room->n_deputies == 0);
	then_next(s, NEXT_DEPUTY, 58);
	after_minutes(s, 58);
	then_happened(s, deputy_called);
}

STORY(a_deputy_for_who_says_not_mine_has_their_whole_time)
{
	a_climb(s);
	when_answers(s, ANNA, CISO, "decide");
	after_minutes(s, 10);
	after_minutes(s, 39);
	when_answers(s, BORIS, COO, "recuse");
	after_minutes(s, 41);
	CHECK(s->room->n_escalations == 0);
	then_next(s, NEXT_ESCALATE, 79);
	after_minutes(s, 79);
	then_happened(s, seat_escalated);
}

/* ---- undecided ---- */

static void
left_undecided(struct story *s)
{
	opened_only(s);
	after_minutes(s, 10);
	after_minutes(s, 40);
	after_minutes(s, 120);
	then_happened(s, decision_lapsed);
}

STORY(what_ends_undecided_calls_who_answers_for_it_who_asked_and_who_commands)
{
	left_undecided(s);
	CHECK(called_for(s, ANNA, CALL_UNDECIDED) && called_for(s, BORIS, CALL_UNDECIDED));
	CHECK(called_for(s, s->room->commander ? s->room->commander : s->room->opener, CALL_UNDECIDED));
	CHECK_STR(why_not(s), STR("It ended undecided, and ciso answers for that: ask it anew, or drop it."));
	when(s, BORIS, acknowledge_call, .call = called_for(s, BORIS, CALL_UNDECIDED)->head.id);
	CHECK(is_left_undecided(the_decision(s)));
}

STORY(what_ended_undecided_is_let_go_when_it_is_asked_anew)
{
	i64 old;

	left_undecided(s);
	old = the_decision(s)->head.id;
	when(s, ANNA, open_decision, .kind = STR("slow"), .question = STR("And now?"), .supersedes = old);
	CHECK_OK(s->e);
	CHECK(!is_left_undecided(FIND(s->room, decisions, old)) && is_left_undecided(the_decision(s)) == false);
	when(s, BORIS, drop_decision, .decision = old, .why = STR("over"));
	then_refused(s, CONFLICT, "asked anew, or dropped, already");
}

STORY(what_ended_undecided_is_dropped_by_who_asked_or_answers_for_it)
{
	left_undecided(s);
	when(s, CARLA, drop_decision, .decision = the_decision(s)->head.id, .why = STR("not mine"));
	CHECK_OK(s->e);                 /* the next authority, as it came to her */
	CHECK_STR(the_decision(s)->dropped_because, STR("not mine"));
	CHECK(call_is_over(s->room, called_for(s, ANNA, CALL_UNDECIDED)));
	CHECK_STR(why_not(s), STR(""));
	when(s, BORIS, open_decision, .kind = STR("slow"), .question = STR("Again?"));
	when(s, BORIS, propose_option, .decision = the_decision(s)->head.id, .title = STR("Yes"));
	when(s, BORIS, put_up_option, .option = last(s, option_proposed));
	when(s, BORIS, drop_decision, .decision = the_decision(s)->head.id, .why = STR("over"));
	then_refused(s, CONFLICT, "only what ended undecided is dropped");
	after_minutes(s, 120);
	given(s, ANNA, member_added, .person = DORA);
	when(s, DORA, drop_decision, .decision = the_decision(s)->head.id, .why = STR("over"));
	then_refused(s, NOT_YOUR_CALL, "for ciso, for whoever asked");
	when(s, BORIS, drop_decision, .decision = 1, .why = STR("over"));
	then_refused(s, NO_SUCH, "no decision 1");
}

/* ---- away, and back ---- */

STORY(the_deputy_of_who_is_away_is_called_at_once)
{
	a_climb(s);
	s->in = s->charter->room;
	when(s, BORIS, set_absence, .until = s->now + 24 * HOURS);
	s->in = s->room;
	story_settle(s);
	then_happened(s, deputy_called);
	CHECK(s->room->deputies[0].is.why == DEPUTY_ABSENT);
}

STORY(absence_ends_in_its_time_and_nobody_is_back_twice)
{
	s->in = s->charter->room;
	when(s, BORIS, set_absence, .until = s->now - 1);
	then_refused(s, MALFORMED, "lies in the past");
	when(s, BORIS, set_absence, .until = s->now + 367 * DAYS);
	then_refused(s, REFUSED, "for a year at most");
	when(s, BORIS, set_absence, .until = 0);
	then_refused(s, CONFLICT, "You are not away");
	when(s, BORIS, set_absence, .until = s->now + HOURS);
	CHECK(is_absent(s->charter, BORIS, s->now) && !is_absent(s->charter, BORIS, s->now + HOURS));
	when(s, BORIS, set_absence, .until = 0);
	CHECK(!is_absent(s->charter, BORIS, s->now));
}

static void
a_climb_with_two_deputies(struct story *s)
{
	static const i64 boris[] = { BORIS }, both[] = { DORA, ERIK };
	static const struct rec_seat_terms seat = { .seat = COO, .label = STR_INIT("coo"), .holders = { boris, 1 }, .deputies = { both, 2 } };

	a_climb(s);
	given(s, 0, seat_set, .terms = &seat, .title = STR("COO"));
	given(s, FIRST, credential_vouched, .credential = ERIK_KEY, .counts = true);
}

STORY(a_deputy_who_answered_in_another_seat_keeps_nobody_from_being_called)
{
	a_climb_with_two_deputies(s);
	when(s, ANNA, set_absence, .until = s->now + HOURS);
	when(s, BORIS, set_absence, .until = s->now + HOURS);
	CHECK(s->room->n_deputies == 2 && s->room->deputies[1].is.person == DORA);
	when_answers(s, DORA, CISO, "decide");
	then_happened(s, deputy_called);
	CHECK(s->room->deputies[2].is.person == ERIK && s->room->deputies[2].is.why == DEPUTY_ABSENT);
	when_answers(s, ERIK, COO, "concur");
	then_state(s, TAKEN);
}

STORY(who_comes_back_takes_the_seat_back_and_the_deputy_s_answer_counts_no_more)
{
	a_climb(s);
	after_minutes(s, 10);
	tried_in_vain(s, BORIS);
	after_minutes(s, 20);
	when_answers(s, DORA, COO, "concur");
	then_missing(s, CISO);
	when(s, DORA, take_seat_back, .deputy = s->room->deputies[0].head.id);
	then_refused(s, NOT_YOUR_CALL, "holds the seat COO");
	when(s, BORIS, take_seat_back, .deputy = s->room->deputies[0].head.id);
	then_happened(s, seat_taken_back);
	then_missing(s, CISO, COO);
	when(s, BORIS, take_seat_back, .deputy = s->room->deputies[0].head.id);
	then_refused(s, CONFLICT, "taken back already");
	when(s, BORIS, take_seat_back, .deputy = 1);
	then_refused(s, NO_SUCH, "no deputy 1");
}

STORY(who_takes_the_seat_back_knows_of_it_and_no_second_deputy_is_called_for_their_silence)
{
	a_climb_with_two_deputies(s);
	after_minutes(s, 10);
	tried_in_vain(s, BORIS);
	after_minutes(s, 20);
	CHECK(called(s, DORA, COO) && !called(s, ERIK, COO));
	after_minutes(s, 29);
	when(s, BORIS, take_seat_back, .deputy = called(s, DORA, COO)->head.id);
	then_happened(s, call_acknowledged);
	after_minutes(s, 35);
	CHECK(!called(s, ERIK, COO));
}

STORY(who_recused_themselves_does_not_take_the_seat_back)
{
	a_climb(s);
	when_answers(s, BORIS, COO, "recuse");
	when(s, BORIS, take_seat_back, .deputy = s->room->deputies[0].head.id);
	then_refused(s, REFUSED, "this is not yours");
}

STORY(everybody_says_where_they_can_be_reached)
{
	s->in = s->charter->room;
	when(s, BORIS, set_reach, .phone = STR("+44 20 7946 0018"));
	then_happened(s, reach_set);
	when(s, BORIS, set_reach, .mail = STR("boris@example.net"));
	CHECK(s->charter->n_reaches == 1 && s->charter->reaches[0].is.phone.p == NULL);
}

/* ---- conditions ---- */

/* The CFO concurs too where it costs much or a vital service is hit. */
static void
the_rule_is(struct story *s, const char *when)
{
	static const i64 coo[] = { COO }, cfo[] = { CFO };
	struct rec_concur_group *groups = NEW(T, struct rec_concur_group, 2);
	struct rec_rule_terms *terms = NEW(T, struct rec_rule_terms, 1);

	groups[0] = (struct rec_concur_group){ .k = 1, .seats = { coo, 1 } };
	groups[1] = (struct rec_concur_group){ .k = 1, .seats = { cfo, 1 }, .when = str_c(when) };
	*terms = (struct rec_rule_terms){ .kind = STR("dear"), .accountable = CISO, .concur = groups, .n_concur = 2, .within = 7200, .currency = STR("EUR") };
	given(s, 0, rule_set, .terms = terms);
}

static void
a_dear_rule(struct story *s, const char *when)
{
	the_rule_is(s, when);
	a_room(s);
}

static void
estimated_in(struct story *s, const char *currency, const char *amount)
{
	struct money cost = { str_c(amount), str_c(currency) };

	when(s, ANNA, estimate_option, .option = last(s, option_proposed), .cost_likely = cost);
	CHECK_OK(s->e);
}

static void
estimated_at(struct story *s, const char *amount)
{
	estimated_in(s, "EUR", amount);
}

STORY(who_concurs_under_a_condition_is_asked_when_it_holds)
{
	a_dear_rule(s, "service.criticality == 'vital'");
	put_up(s, ANNA, "dear");
	then_missing(s, CISO, COO, CFO);
}

STORY(and_is_not_asked_when_it_does_not)
{
	a_dear_rule(s, "service.criticality != 'vital' && 'full_shutdown' in option.measures");
	put_up(s, ANNA, "dear");
	then_missing(s, CISO, COO);
}

STORY(the_brief_says_who_was_not_asked_and_under_which_condition)
{
	a_dear_rule(s, "service.criticality != 'vital' && 'full_shutdown' in option.measures");
	a_decision(s, ANNA, "dear");
	CHECK(shown(s).n_spared == 0 && shown(s).asked == shown(s).opened);
	put_up(s, ANNA, "dear");
	CHECK(shown(s).n_spared == 1 && str_starts(shown(s).spared[0].when, STR("service.criticality")) && shown(s).n_concur == 1);
	CHECK(shown(s).asked == the_decision(s)->asked);
}

STORY(unknown_is_not_false)
{
	a_dear_rule(s, "option.cost_per_hour.likely > 50000 && exploited");
	put_up(s, ANNA, "dear");
	then_missing(s, CISO, COO, CFO);
}

STORY(what_does_not_compile_is_not_known_either)
{
	a_dear_rule(s, "exploited ||");
	put_up(s, ANNA, "dear");
	then_missing(s, CISO, COO, CFO);
}

STORY(a_condition_is_kept_compiled_once_however_often_a_rule_says_it)
{
	size_t before = s->charter->n_conditions;

	the_rule_is(s, "exploited && calm");
	the_rule_is(s, "calm || exploited");
	a_dear_rule(s, "exploited && calm");
	CHECK(s->charter->n_conditions == before + 2);
	when(s, ANNA, assert_fact, .name = STR("calm"), .confidence = CONFIRMED, .value = STR("false"));
	put_up(s, ANNA, "dear");
	then_missing(s, CISO, COO);
}

STORY(a_suspicion_establishes_nothing_and_what_is_ruled_out_is_not_so)
{
	a_dear_rule(s, "exploited");
	when(s, ANNA, assert_fact, .name = STR("exploited"), .confidence = SUSPECTED, .value = STR("false"));
	put_up(s, ANNA, "dear");
	then_missing(s, CISO, COO, CFO);
	when(s, ANNA, assert_fact, .name = STR("exploited"), .confidence = RULED_OUT);
	put_up(s, ANNA, "dear");
	then_missing(s, CISO, COO);
}

STORY(when_it_becomes_dearer_more_must_concur_and_all_are_asked_anew)
{
	a_dear_rule(s, "option.cost_per_hour.likely > 50000");
	a_decision(s, ANNA, "dear");
	estimated_at(s, "100");
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	then_missing(s, CISO, COO);
	when_answers(s, BORIS, COO, "concur");
	estimated_at(s, "50000.01");
	then_happened(s, option_put_up);
	then_happened(s, answer_voided);
	then_missing(s, CISO, COO, CFO);
	estimated_at(s, "100");
	then_missing(s, CISO, COO, CFO);
}

/* A hundred of something else may be more than fifty thousand: nobody can say. */
STORY(a_cost_in_another_currency_than_the_limit_is_not_known_to_be_within_it)
{
	a_dear_rule(s, "option.cost_per_hour.likely > 50000");
	a_decision(s, ANNA, "dear");
	estimated_in(s, "USD", "100");
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	then_missing(s, CISO, COO, CFO);
}

STORY(a_limit_in_no_currency_is_one_that_nobody_is_known_to_keep)
{
	static const i64 cfo[] = { CFO };
	static const struct rec_concur_group group = { .k = 1, .seats = { cfo, 1 }, .when = STR_INIT("option.cost_per_hour.likely > 50000") };
	const struct rec_rule_terms terms = { .kind = STR_INIT("dear"), .accountable = CISO, .concur = &group, .n_concur = 1, .within = 7200 };

	given(s, 0, rule_set, .terms = &terms);
	a_room(s);
	a_decision(s, ANNA, "dear");
	estimated_at(s, "100");
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	then_missing(s, CISO, CFO);
}

STORY(a_rule_s_currency_is_written_as_currencies_are)
{
	struct rec_rule_terms terms = { .kind = STR("dear"), .accountable = CISO, .within = 3600, .currency = STR("euro") };

	a_change(s, FIRST, (struct cmd_propose_change){ .rule = &terms });
	then_refused(s, MALFORMED, "currency: is three capital letters");
}

STORY(who_did_not_have_to_concur_and_now_must_is_asked_though_another_need_not)
{
	static const i64 coo[] = { COO }, cfo[] = { CFO };
	const struct rec_concur_group groups[] = { { .k = 1, .seats = { coo, 1 }, .when = STR_INIT("calm") },
	    { .k = 1, .seats = { cfo, 1 }, .when = STR_INIT("!calm") } };
	const struct rec_rule_terms terms = { .kind = STR_INIT("either"), .accountable = CISO, .concur = groups, .n_concur = 2, .within = 7200 };

	given(s, 0, rule_set, .terms = &terms);
	a_room(s);
	when(s, ANNA, assert_fact, .name = STR("calm"), .confidence = CONFIRMED, .value = STR("true"));
	put_up(s, ANNA, "either");
	then_missing(s, CISO, COO);
	when(s, ANNA, assert_fact, .name = STR("calm"), .confidence = CONFIRMED, .value = STR("false"));
	then_missing(s, CISO, CFO);
}

STORY(who_put_it_up_remains_who_asked_when_more_must_concur)
{
	a_dear_rule(s, "option.cost_per_hour.likely > 50000");
	a_decision(s, BORIS, "dear");
	estimated_at(s, "100");
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	estimated_at(s, "60000");
	CHECK(is_requester(s->charter, the_decision(s), ANNA));
}

STORY(a_rule_s_condition_must_compile)
{
	struct rec_concur_group group = { .k = 1, .seats = PEOPLE(COO), .when = STR("exploited &&") };
	struct rec_rule_terms terms = { .kind = STR("dear"), .accountable = CISO, .concur = &group, .n_concur = 1, .within = 3600 };

	a_change(s, FIRST, (struct cmd_propose_change){ .rule = &terms });
	then_refused(s, MALFORMED, "concur[0].when: 1:");
}

STORY(a_ladder_s_rungs_follow_one_another)
{
	struct rec_ladder ladder = { .remind_after = 1200, .deputy_after = 600 };
	struct rec_rule_terms terms = { .kind = STR("dear"), .accountable = CISO, .within = 3600, .ladder = &ladder };

	a_change(s, FIRST, (struct cmd_propose_change){ .rule = &terms });
	then_refused(s, REFUSED, "one rung follows another");
	ladder = (struct rec_ladder){ .remind_after = 3600 };
	a_change(s, FIRST, (struct cmd_propose_change){ .rule = &terms });
	then_refused(s, REFUSED, "before the decision counts as undecided");
	ladder = (struct rec_ladder){ .escalate_to = CFO };
	a_change(s, FIRST, (struct cmd_propose_change){ .rule = &terms });
	then_refused(s, REFUSED, "go together");
}

/* ---- in turn ---- */

/* The COO concurs, then the CFO; the CISO decides, whenever they like. */
static void
in_turn(struct story *s)
{
	static const i64 coo[] = { COO }, cfo[] = { CFO };
	static const struct rec_concur_group groups[] = { { .k = 1, .seats = { coo, 1 } }, { .k = 1, .seats = { cfo, 1 }, .in_turn = true } };
	static const struct rec_ladder ladder = { .remind_after = 600, .escalate_after = 1800, .escalate_to = OFFICERS };
	static const struct rec_rule_terms terms = { .kind = STR_INIT("turns"), .accountable = CISO, .concur = groups, .n_concur = 2, .within = 7200,
	    .ladder = &ladder, .by_voice = 12 * 3600 };

	given(s, 0, rule_set, .terms = &terms);
	a_room(s);
	put_up(s, ANNA, "turns");
}

static bool
is_called(const struct story *s, i64 person)
{
	for (size_t i = 0; i < s->room->n_calls; i++)
		if (s->room->calls[i].is.person == person && s->room->calls[i].is.reason == CALL_ANSWER)
			return true;
	return false;
}

STORY(whose_turn_has_not_come_is_not_asked_and_does_not_concur)
{
	in_turn(s);
	then_missing(s, CISO, COO);
	CHECK(shown(s).later.n == 1 && shown(s).later.v[0] == CFO && !is_called(s, CARLA));
	CHECK(str_contains(shown(s).standing, STR("and then for cfo")));
	when_answers(s, CARLA, CFO, "concur");
	then_refused(s, CONFLICT, "cfo is asked in turn, after coo");
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_missing(s, CFO);
	CHECK(shown(s).later.n == 0 && is_called(s, CARLA));
	when_answers(s, CARLA, CFO, "concur");
	then_happened(s, decision_taken);
}

STORY(whoever_is_against_it_says_so_before_their_turn)
{
	in_turn(s);
	when_answers(s, CARLA, CFO, "object");
	then_happened(s, objected);
}

STORY(the_ladder_of_a_seat_begins_when_its_turn_comes)
{
	in_turn(s);
	when_answers(s, ANNA, CISO, "decide");
	when_it_is(s, s->now + 29 * MINUTE);
	when_answers(s, BORIS, COO, "concur");
	when_it_is(s, s->now + 20 * MINUTE);
	then_not(s, seat_escalated);
	when_it_is(s, s->now + 11 * MINUTE);
	then_happened(s, seat_escalated);
}

STORY(nothing_is_taken_by_default_where_some_are_asked_in_turn)
{
	struct rec_concur_group groups[] = { { .k = 1, .seats = PEOPLE(COO) }, { .k = 1, .seats = PEOPLE(CFO), .in_turn = true } };
	struct rec_default_measure gentle = { RATE_LIMIT };
	struct rec_default_terms unless = { &gentle, 1, STR("exploited"), 3600 };
	struct rec_rule_terms terms = { .kind = STR("contain"), .accountable = CISO, .concur = groups, .n_concur = 2, .within = 7200, .by_default = &unless };

	a_change(s, FIRST, (struct cmd_propose_change){ .rule = &terms });
	then_refused(s, REFUSED, "by_default: not where some concur only in their turn");
}

/* ---- consulted, informed, responsible ---- */

static void
an_advised_rule(struct story *s)
{
	static const i64 cfo[] = { CFO };
	static const struct rec_rule_terms terms = { .kind = STR_INIT("advised"), .accountable = CISO, .within = 7200,
	    .consulted = { cfo, 1 }, .informed = { cfo, 1 }, .responsible = CFO };

	given(s, 0, rule_set, .terms = &terms);
	a_room(s);
	a_decision(s, ANNA, "advised");
}

STORY(who_is_consulted_is_called_and_nothing_waits_for_them)
{
	an_advised_rule(s);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK(s->room->n_calls == 3 && s->room->calls[2].is.reason == CALL_ADVICE);    /* the first: to put something up */
	when(s, CARLA, give_advice, .decision = the_decision(s)->head.id, .seat = CFO, .text = STR("cheap enough"));
	then_happened(s, advice_given);
	CHECK(s->room->calls[2].acknowledged);
	when(s, CARLA, give_advice, .decision = the_decision(s)->head.id, .seat = COO, .text = STR("no"));
	then_refused(s, NOT_YOUR_CALL, "does not consult");
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_taken);
}

/* The CFO's seat has Dora for a deputy now. */
static void
dora_stands_in_for_the_cfo(struct story *s, struct refs holders)
{
	given(s, 0, seat_set, .title = STR("CFO"), .terms = &(struct rec_seat_terms){ .seat = CFO, .label = STR("cfo"), .holders = holders, .deputies = PEOPLE(DORA) });
}

static bool
is_called_for(const struct story *s, i64 person, enum call_reason reason)
{
	return call_of(s->room, &(struct ev_call_owed){ person, CFO, the_decision(s)->head.id, reason, 0, 0, 0 }) != NULL;
}

STORY(the_deputy_advises_and_is_told_where_the_seat_is_empty)
{
	dora_stands_in_for_the_cfo(s, (struct refs){ NULL, 0 });
	an_advised_rule(s);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK(is_called_for(s, DORA, CALL_ADVICE));
	when(s, DORA, give_advice, .decision = the_decision(s)->head.id, .seat = CFO, .text = STR("cheap enough"));
	then_happened(s, advice_given);
	when_answers(s, ANNA, CISO, "decide");
	CHECK(is_called_for(s, DORA, CALL_INFORMED));
}

STORY(the_deputy_advises_and_is_told_where_the_holder_is_away)
{
	dora_stands_in_for_the_cfo(s, (struct refs)PEOPLE(CARLA));
	s->in = s->charter->room;
	when(s, CARLA, set_absence, .until = s->now + 6 * HOURS);
	s->in = s->room;
	an_advised_rule(s);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK(is_called_for(s, DORA, CALL_ADVICE) && !is_called_for(s, CARLA, CALL_ADVICE));
	when_answers(s, ANNA, CISO, "decide");
	CHECK(is_called_for(s, DORA, CALL_INFORMED));
}

STORY(while_the_holder_is_there_the_deputy_is_left_in_peace)
{
	dora_stands_in_for_the_cfo(s, (struct refs)PEOPLE(CARLA));
	an_advised_rule(s);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK(is_called_for(s, CARLA, CALL_ADVICE) && !is_called_for(s, DORA, CALL_ADVICE));
}

STORY(nobody_advises_for_a_seat_that_is_not_theirs)
{
	an_advised_rule(s);
	when(s, ANNA, give_advice, .decision = the_decision(s)->head.id, .seat = CFO, .text = STR("no"));
	then_refused(s, NOT_YOUR_CALL, "do not speak for");
}

STORY(who_is_to_know_is_told_of_the_outcome)
{
	an_advised_rule(s);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_taken);
	CHECK(s->room->calls[s->room->n_calls - 1].is.reason == CALL_INFORMED);
	when(s, CARLA, acknowledge_call, .call = call_to(s, CARLA));
	then_happened(s, call_acknowledged);
}

STORY(what_names_nobody_is_carried_out_by_who_is_responsible)
{
	an_advised_rule(s);
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .lasts = 3600, .text = STR("pull it"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	CHECK(s->room->tasks[0].owner == CFO);
}

TEST_MAIN()
