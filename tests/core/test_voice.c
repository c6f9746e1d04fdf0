/* Answers by voice: who may hear whom, what counts, the morning after (B6). */
#include "story.h"

static void
boris_was_heard(struct story *s)
{
	a_shutdown_asked(s);
	when_heard(s, CARLA, BORIS, COO);
	then_happened(s, answer_heard);
}

static void
taken_on_his_word(struct story *s)
{
	boris_was_heard(s);
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_taken);
}

static const struct answer *
heard(struct story *s)
{
	return FIND(s->room, answers, last(s, answer_heard));
}

static const struct call *
a_call(struct story *s, i64 person, enum call_reason reason)
{
	return call_of(s->room, &(struct ev_call_owed){ person, COO, the_decision(s)->head.id, reason, 0, 0, 0 });
}

static bool
wanted(struct story *s, const struct call *call)
{
	struct seeing v = { T, s->charter, s->room, NULL };
	struct ent_call is;

	return call && see_call(&v, call->head.id, &is) && !is.over;
}

/* ---- it counts ---- */

STORY(an_answer_by_voice_counts_at_once_as_the_answer_of_whoever_was_heard)
{
	boris_was_heard(s);
	then_missing(s, CISO);
	CHECK(heard(s)->person == BORIS && heard(s)->heard_by == CARLA && heard(s)->kind == ANSWER_CONCUR);
	CHECK(heard(s)->confirm_by == s->now + 12 * HOURS);
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_taken);
	then_state(s, TAKEN);
}

STORY(the_outcome_says_which_of_its_answers_were_by_voice)
{
	struct standing standing;

	boris_was_heard(s);
	when_answers(s, ANNA, CISO, "object");
	standing_of(T, s->charter, s->room, the_decision(s), &standing);
	CHECK(standing.by_voice.n == 1 && standing.by_voice.v[0] == last(s, answer_heard));
	when_of_heard(s, BORIS, "confirm_heard");
	standing_of(T, s->charter, s->room, the_decision(s), &standing);
	CHECK(standing.by_voice.n == 0 && standing.answers.n == 1);
}

STORY(the_accountable_seat_may_decide_by_voice)
{
	a_shutdown_asked(s);
	when_heard(s, CARLA, ANNA, CISO);
	then_happened(s, answer_heard);
	CHECK(heard(s)->kind == ANSWER_DECIDE);
	when_answers(s, BORIS, COO, "concur");
	then_happened(s, decision_taken);
}

STORY(a_deputy_who_was_called_may_be_heard_in_the_place_of_the_principal)
{
	a_room(s);
	when(s, ANNA, add_member, .person = DORA);
	put_up(s, ANNA, "partial_shutdown");
	when_answers(s, BORIS, COO, "recuse");
	when_heard(s, CARLA, DORA, COO);
	then_happened(s, answer_heard);
	CHECK(heard(s)->person == DORA && heard(s)->principal == BORIS);
	when_of_heard(s, DORA, "confirm_heard");
	then_happened(s, heard_confirmed);
}

STORY(nobody_hears_an_answer_of_whoever_said_not_mine_whatever_is_put_up_later)
{
	a_shutdown_asked(s);
	when_answers(s, BORIS, COO, "recuse");
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .nothing = true, .title = STR("Nothing"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_heard(s, CARLA, BORIS, COO);
	then_refused(s, NOT_YOUR_CALL, "They said that this is not theirs");
}

STORY(it_binds_like_any_other_answer)
{
	boris_was_heard(s);
	when(s, ANNA, propose_measure, .option = the_option(s)->head.id, .kind = ISOLATION, .lasts = 3600, .text = STR("and the mail"));
	then_happened(s, answer_voided);
	then_missing(s, CISO, COO);
	when_of_heard(s, BORIS, "confirm_heard");
	then_refused(s, CONFLICT, "no longer counts");
}

/* ---- who may hear whom ---- */

STORY(where_the_rule_does_not_allow_it_nobody_is_heard)
{
	a_room(s);
	put_up(s, BORIS, "calm");
	when_heard(s, CARLA, ANNA, CISO);
	then_refused(s, NOT_YOUR_CALL, "The rule takes no answer by voice");
}

STORY(a_payment_is_never_decided_by_voice)
{
	static const struct rec_rule_terms pay = { .kind = STR_INIT("pay"), .accountable = CISO, .within = 3600, .by_voice = 3600 };

	a_change(s, FIRST, (struct cmd_propose_change){ .rule = &pay });
	then_refused(s, REFUSED, "by_voice: pay is decided by passkeys alone");
	s->in = s->room;
	given(s, 0, rule_set, .terms = &pay);           /* even where somebody wrote it */
	a_room(s);
	put_up(s, BORIS, "pay");
	when_heard(s, CARLA, ANNA, CISO);
	then_refused(s, NOT_YOUR_CALL, "The rule takes no answer by voice");
}

STORY(what_the_officers_decide_is_never_decided_by_voice)
{
	CHECK(kind_is(STR("change_charter"), BY_KEYS) && kind_is(STR("erase_words"), BY_KEYS) && kind_is(STR("sanctions_clearance"), BY_KEYS));
	CHECK(!kind_is(STR("full_shutdown"), BY_KEYS));
	a_room(s);
	a_decision(s, CARLA, "erase_words");
	when(s, CARLA, propose_erasure, .option = last(s, option_proposed), .n = 1, .digests = &(struct rec_digest){ { { 1 } } }, .n_digests = 1);
	when(s, CARLA, put_up_option, .option = last(s, option_proposed));
	CHECK_OK(s->e);
	when_heard(s, BORIS, FIRST, OFFICERS);
	then_refused(s, NOT_YOUR_CALL, "The rule takes no answer by voice");
}

STORY(whoever_asked_hears_nobody)
{
	a_room(s);
	put_up(s, CARLA, "partial_shutdown");
	when_heard(s, CARLA, BORIS, COO);
	then_refused(s, NOT_YOUR_CALL, "You asked for this decision");
	when_heard(s, FIRST, BORIS, COO);
	then_happened(s, answer_heard);
}

STORY(whoever_may_answer_hears_nobody)
{
	a_shutdown_asked(s);
	when_heard(s, BORIS, ANNA, CISO);
	then_refused(s, NOT_YOUR_CALL, "You may answer here yourself");
	when_heard(s, BORIS, BORIS, COO);
	then_refused(s, NOT_YOUR_CALL, "You may answer here yourself");
}

STORY(a_guest_hears_nobody)
{
	i64 guest = s->charter->room->seq + 1;

	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .organisation = STR("Elsewhere"), .until = s->now + DAYS);
	story_key(s, guest);
	given(s, FIRST, credential_vouched, .credential = guest + 1, .counts = true);
	a_room(s);
	when(s, ANNA, add_member, .person = guest, .whole = true);
	CHECK_OK(s->e);
	put_up(s, ANNA, "partial_shutdown");
	when_heard(s, guest, BORIS, COO);
	then_refused(s, NOT_YOUR_CALL, "not a guest");
}

STORY(nobody_hears_two_answers_in_one_decision)
{
	boris_was_heard(s);
	when_heard(s, CARLA, ANNA, CISO);
	then_refused(s, NOT_YOUR_CALL, "no two rest on one signature");
	when_heard(s, FIRST, ANNA, CISO);
	then_happened(s, decision_taken);
}

STORY(once_it_is_confirmed_whoever_heard_it_may_hear_another)
{
	boris_was_heard(s);
	when_of_heard(s, BORIS, "confirm_heard");
	when_heard(s, CARLA, ANNA, CISO);
	then_happened(s, answer_heard);
	then_happened(s, decision_taken);
}

STORY(what_was_heard_of_an_option_no_longer_put_up_keeps_nobody_from_hearing)
{
	boris_was_heard(s);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("wait"), .nothing = true);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_heard(s, CARLA, BORIS, COO);
	then_happened(s, answer_heard);
	when_heard(s, CARLA, ANNA, CISO);
	then_refused(s, NOT_YOUR_CALL, "no two rest on one signature");
}

/* The charter gives the seat to who heard: still no two answers rest on one person. */
STORY(whoever_heard_an_answer_does_not_come_to_answer)
{
	struct rec_seat_terms ciso = { .seat = CISO, .label = STR("ciso"), .holders = PEOPLE(CARLA) };

	boris_was_heard(s);
	given(s, 0, seat_set, .terms = &ciso, .title = STR("ciso"));
	when_answers(s, CARLA, CISO, "decide");
	then_refused(s, NOT_YOUR_CALL, "You heard somebody's answer here");
}

/* Nor in a record that somebody forged. */
STORY(an_outcome_never_rests_twice_on_whoever_heard)
{
	struct rec_act act;
	struct given_act g;

	boris_was_heard(s);
	act = hearing(s, CARLA, ANNA, CISO);
	g = given_act(s, &act, (str){ NULL, 0 });
	given_(s, CARLA, (struct emitted){ .kind = EV_answer_heard, .by.seat = CISO, .by.principal = ANNA,
	    .as.answer_heard = { .act = g.act, .signature = g.signature, .sources = g.sources, .says = ANSWER_DECIDE, .code = STR("0000"),
	        .confirm_by = s->now + HOURS } });
	when_it_is(s, s->now);
	then_not(s, decision_taken);
}

STORY(only_who_is_asked_is_heard)
{
	a_shutdown_asked(s);
	when_heard(s, FIRST, CARLA, COO);
	then_refused(s, NOT_YOUR_CALL, "whoever was heard does not hold the seat coo");
	when_heard(s, FIRST, CARLA, CFO);
	then_refused(s, NOT_YOUR_CALL, "does not ask the seat cfo");
}

STORY(whoever_could_not_confirm_is_not_heard)
{
	struct rec_seat_terms erik = { .seat = COO, .label = STR("coo"), .holders = PEOPLE(ERIK) };

	given(s, 0, seat_set, .terms = &erik, .title = STR("coo"));
	a_shutdown_asked(s);
	when_heard(s, CARLA, ERIK, COO);
	then_refused(s, NOT_YOUR_CALL, "no passkey that counts");
}

STORY(whoever_is_not_in_the_room_is_not_heard)
{
	a_room(s);
	when(s, ANNA, restrict_room, .why = STR("leaks"));
	when(s, ANNA, remove_member, .person = BORIS);
	CHECK_OK(s->e);
	given(s, 0, absence_set, .person = BORIS, .until = s->now + HOURS);     /* who is asked and there comes in */
	put_up(s, ANNA, "partial_shutdown");
	when_heard(s, CARLA, BORIS, COO);
	then_refused(s, NOT_YOUR_CALL, "not in this room");
}

STORY(who_has_answered_is_not_heard_and_who_was_heard_does_not_answer_beside_it)
{
	a_shutdown_asked(s);
	when_answers(s, BORIS, COO, "concur");
	when_heard(s, CARLA, BORIS, COO);
	then_refused(s, CONFLICT, "They have answered already");
	when_heard(s, CARLA, ANNA, CISO);
	then_happened(s, decision_taken);
}

STORY(who_was_heard_confirms_and_does_not_answer_a_second_time)
{
	boris_was_heard(s);
	when_answers(s, BORIS, COO, "concur");
	then_refused(s, CONFLICT, "confirm it, or say that it was not you");
}

STORY(whoever_asked_is_not_heard_where_the_rule_leaves_it_to_others)
{
	static const struct rec_rule_terms terms = { .kind = STR_INIT("strict"), .accountable = CISO, .requester_excluded = true, .within = 3600, .by_voice = 3600 };

	given(s, 0, rule_set, .terms = &terms);
	a_room(s);
	put_up(s, ANNA, "strict");
	when_heard(s, CARLA, ANNA, CISO);
	then_refused(s, NOT_YOUR_CALL, "They asked for this decision");
}

STORY(a_wrong_code_is_refused)
{
	struct rec_act act;

	a_shutdown_asked(s);
	act = hearing(s, CARLA, BORIS, COO);
	when_heard_as(s, CARLA, act, str_eq(voice_code(T, act.subject), STR("4711")) ? STR("4712") : STR("4711"));
	then_refused(s, NOT_YOUR_CALL, "code: these are not the digits");
}

TEST(the_code_is_four_digits_of_what_it_binds_to)
{
	CHECK_STR(voice_code(T, (struct hash){ { 0 } }), STR("0000"));
	CHECK_STR(voice_code(T, (struct hash){ { 0, 0, 0x30, 0x39 } }), STR("2345"));
	CHECK_STR(voice_code(T, (struct hash){ { 0xff, 0xff, 0xff, 0xff } }), STR("7295"));
}

STORY(an_unsigned_hearing_does_not_count)
{
	a_shutdown_asked(s);
	s->signature = err_new(T, ERR_CONFLICT, "act: it is not signed");
	when_heard(s, CARLA, BORIS, COO);
	then_refused(s, CONFLICT, "not signed");
	s->signature = OK;
}

STORY(by_voice_nobody_acts_alone)
{
	a_room(s);
	a_decision(s, ANNA, "climbing");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .service = PAYMENTS, .lasts = 7200, .text = STR("pull the plug"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_heard(s, FIRST, BORIS, COO);
	then_happened(s, answer_heard);
	then_not(s, acted_alone);
	CHECK(heard(s)->kind == ANSWER_CONCUR);
}

/* ---- the morning after ---- */

STORY(whoever_was_heard_is_called_to_confirm_and_the_call_ends_with_it)
{
	boris_was_heard(s);
	CHECK(wanted(s, a_call(s, BORIS, CALL_CONFIRM)));
	when_answers(s, ANNA, CISO, "decide");
	CHECK(wanted(s, a_call(s, BORIS, CALL_CONFIRM)));
	when_of_heard(s, BORIS, "confirm_heard");
	then_happened(s, heard_confirmed);
	CHECK(!wanted(s, a_call(s, BORIS, CALL_CONFIRM)));
	CHECK(heard(s)->voice == VOICE_CONFIRMED && heard(s)->settled == s->now && signer_of(heard(s)) == BORIS);
	when_it_is(s, s->now + 3 * DAYS);
	then_not(s, confirmation_overdue);
}

STORY(only_who_was_heard_confirms_and_once)
{
	struct rec_act act;

	taken_on_his_word(s);
	act = act_of_heard(s, CARLA, "confirm_heard", last(s, answer_heard));
	when_given(s, CARLA, given_act(s, &act, (str){ NULL, 0 }), act.verb);
	then_refused(s, NOT_YOUR_CALL, "in the name of somebody else");
	when_of_heard(s, BORIS, "confirm_heard");
	when_of_heard(s, BORIS, "confirm_heard");
	then_refused(s, CONFLICT, "confirmed already");
	when_of_heard(s, BORIS, "disown_heard");
	then_refused(s, CONFLICT, "confirmed already");
}

STORY(a_confirmation_is_about_what_was_heard)
{
	struct rec_act act;

	taken_on_his_word(s);
	act = act_of_heard(s, BORIS, "confirm_heard", last(s, answer_heard));
	act.subject.b[0] ^= 1;
	when_given(s, BORIS, given_act(s, &act, (str){ NULL, 0 }), act.verb);
	then_refused(s, CONFLICT, "its subject is not what the answer that was heard binds to");
	act = act_of_heard(s, BORIS, "confirm_heard", last(s, answer_heard));
	act.seat = CISO;
	when_given(s, BORIS, given_act(s, &act, (str){ NULL, 0 }), act.verb);
	then_refused(s, CONFLICT, "it is not about what was heard");
	act = act_of_heard(s, BORIS, "confirm_heard", last(s, decided));
	when_given(s, BORIS, given_act(s, &act, (str){ NULL, 0 }), act.verb);
	then_refused(s, CONFLICT, "no answer that was heard");
}

STORY(half_the_time_gone_whoever_was_heard_is_reminded_once)
{
	taken_on_his_word(s);
	when_it_is(s, heard(s)->at + 6 * HOURS - 1);
	then_not(s, confirmation_reminded);
	when_it_is(s, heard(s)->at + 6 * HOURS);
	then_happened(s, confirmation_reminded);
	when_it_is(s, heard(s)->at + 7 * HOURS);
	then_not(s, confirmation_reminded);
}

STORY(a_call_to_confirm_says_by_when_and_one_about_a_doubt_does_not_hurry)
{
	boris_was_heard(s);
	CHECK(call_needed_by(s->charter, s->room, a_call(s, BORIS, CALL_CONFIRM)) == heard(s)->confirm_by);
	when_answers(s, ANNA, CISO, "decide");
	when_it_is(s, heard(s)->confirm_by);
	CHECK(call_needed_by(s->charter, s->room, a_call(s, ANNA, CALL_DOUBT)) == 0);
	when_of_heard(s, BORIS, "confirm_heard");
	CHECK(call_needed_by(s->charter, s->room, a_call(s, BORIS, CALL_CONFIRM)) == 0);
}

STORY(not_confirmed_in_time_it_is_said_aloud_and_nothing_is_undone)
{
	taken_on_his_word(s);
	when_it_is(s, heard(s)->confirm_by);
	then_happened(s, confirmation_overdue);
	then_state(s, TAKEN);
	CHECK(wanted(s, a_call(s, ANNA, CALL_DOUBT)) && wanted(s, a_call(s, FIRST, CALL_DOUBT)));
	CHECK(wanted(s, a_call(s, BORIS, CALL_CONFIRM)));
	when_of_heard(s, BORIS, "confirm_heard");
	CHECK(heard(s)->voice == VOICE_CONFIRMED);
	CHECK(!wanted(s, a_call(s, ANNA, CALL_DOUBT)) && !wanted(s, a_call(s, BORIS, CALL_CONFIRM)));
}

STORY(before_the_outcome_an_overdue_answer_stops_counting_until_it_is_confirmed)
{
	static const i64 coo[] = { COO };
	static const struct rec_concur_group group = { .k = 1, .seats = { coo, 1 } };
	static const struct rec_rule_terms terms = { .kind = STR_INIT("slow"), .accountable = CISO, .concur = &group, .n_concur = 1,
	    .within = 86400, .by_voice = 3600 };

	given(s, 0, rule_set, .terms = &terms);
	a_room(s);
	put_up(s, ANNA, "slow");
	when_heard(s, CARLA, BORIS, COO);
	then_missing(s, CISO);
	when_it_is(s, heard(s)->confirm_by);
	then_happened(s, confirmation_overdue);
	then_missing(s, CISO, COO);
	when_answers(s, ANNA, CISO, "decide");
	then_not(s, decision_taken);
	when_of_heard(s, BORIS, "confirm_heard");
	then_happened(s, decision_taken);
}

STORY(disowned_before_the_outcome_it_is_struck_and_whoever_it_was_answers_themselves)
{
	boris_was_heard(s);
	when_of_heard(s, BORIS, "disown_heard");
	then_happened(s, heard_disowned);
	then_missing(s, CISO, COO);
	when_answers(s, ANNA, CISO, "decide");
	then_not(s, decision_taken);
	when_heard(s, FIRST, BORIS, COO);
	then_refused(s, NOT_YOUR_CALL, "from then on they answer themselves");
	when_answers(s, BORIS, COO, "concur");
	then_happened(s, decision_taken);
}

STORY(disowned_after_the_outcome_it_stands_and_everybody_concerned_is_called)
{
	taken_on_his_word(s);
	when_of_heard(s, BORIS, "disown_heard");
	then_happened(s, heard_disowned);
	then_state(s, TAKEN);
	CHECK(heard(s)->voice == VOICE_DISOWNED && !heard(s)->void_);
	CHECK(wanted(s, a_call(s, ANNA, CALL_DOUBT)) && wanted(s, a_call(s, FIRST, CALL_DOUBT)));
	when(s, ANNA, acknowledge_call, .call = a_call(s, ANNA, CALL_DOUBT)->head.id);
	CHECK_OK(s->e);
	when_of_heard(s, BORIS, "confirm_heard");
	then_refused(s, CONFLICT, "disowned already");
}

STORY(what_was_not_decided_need_not_be_confirmed)
{
	boris_was_heard(s);
	when_it_is(s, the_decision(s)->deadline);
	then_state(s, UNDECIDED);
	CHECK(!wanted(s, a_call(s, BORIS, CALL_CONFIRM)));
	when_it_is(s, heard(s)->confirm_by);
	then_not(s, confirmation_overdue);
}

/* ---- an objection ---- */

STORY(an_objection_that_was_heard_counts_at_once_and_is_to_be_confirmed)
{
	a_shutdown_asked(s);
	when_objection_heard(s, CARLA, BORIS, COO);
	then_happened(s, answer_heard);
	CHECK(heard(s)->kind == ANSWER_OBJECT && wanted(s, a_call(s, BORIS, CALL_CONFIRM)) && wanted(s, a_call(s, ANNA, CALL_OBJECTION)));
	then_missing(s, CISO);
	when_answers(s, ANNA, CISO, "decide");
	then_not(s, decision_taken);
	when_of_heard(s, BORIS, "confirm_heard");
	then_happened(s, heard_confirmed);
	then_state(s, OPEN);
	when(s, BORIS, withdraw_answer, .answer = heard(s)->head.id);
	CHECK_OK(s->e);
	then_missing(s, COO);
}

STORY(an_objection_that_is_disowned_was_none)
{
	a_shutdown_asked(s);
	when_objection_heard(s, CARLA, BORIS, COO);
	when_of_heard(s, BORIS, "disown_heard");
	then_missing(s, CISO, COO);
	CHECK(!wanted(s, a_call(s, ANNA, CALL_OBJECTION)));
}

STORY(an_objection_that_is_not_confirmed_in_time_stops_nothing_until_it_is)
{
	a_room(s);
	put_up(s, ANNA, "climbing");            /* confirmed within the hour, decided within four */
	when_objection_heard(s, FIRST, BORIS, COO);
	CHECK(heard(s)->kind == ANSWER_OBJECT);
	then_missing(s, CISO, CFO);
	when_it_is(s, heard(s)->confirm_by);
	then_missing(s, CISO, COO, CFO);
	when_of_heard(s, BORIS, "confirm_heard");
	then_missing(s, CISO, CFO);
}

STORY(an_act_that_one_agreed_is_none_that_one_objected)
{
	struct rec_act act;
	struct given_act g;

	a_shutdown_asked(s);
	act = hearing(s, CARLA, BORIS, COO);
	g = given_act(s, &act, STR("no"));
	g.code = voice_code(T, act.subject);
	when_given(s, CARLA, g, STR("hear_objection"));
	then_refused(s, CONFLICT, "its verb is another one");
}

/* Ejecting ends everything of a person, what they say they heard as well. */
STORY(the_word_of_whoever_was_ejected_counts_no_more)
{
	boris_was_heard(s);
	s->in = s->charter->room;
	when_acts(s, FIRST, "eject", CARLA);
	s->in = s->room;
	then_missing(s, CISO, COO);
}

TEST_MAIN()
