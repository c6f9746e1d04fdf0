/* Who is on duty, since when, who follows; and how a seat and command are handed over (A6). */
#include "duty.h"
#include "story.h"

#define MINUTES MINUTE

/* Dora is everybody's deputy, and in the room. */
static void
a_room_with_dora(struct story *s)
{
	a_room(s);
	when(s, ANNA, add_member, .person = DORA);
	then_happened(s, member_added);
}

static i64
offered(struct story *s, i64 from, i64 seat, i64 to)
{
	when(s, from, offer_handover, .seat = seat, .to = to, .words = STR("Quiet since two."));
	then_happened(s, handover_offered);
	return last(s, handover_offered);
}

static void
handed_over(struct story *s, i64 from, i64 seat, i64 to)
{
	when_acts(s, to, "accept_handover", offered(s, from, seat, to));
	then_happened(s, handover_accepted);
}

static const struct handover *
the_handover(const struct story *s)
{
	return &s->room->handovers[s->room->n_handovers - 1];
}

static bool
is_called(const struct story *s, i64 person, enum call_reason reason)
{
	for (size_t i = 0; i < s->room->n_calls; i++)
		if (s->room->calls[i].is.person == person && s->room->calls[i].is.reason == reason)
			return true;
	return false;
}

static i64
due_of(struct story *s)
{
	struct scene scene = story_scene(s, s->room);

	return due(&scene);
}

/* ---- command ---- */

STORY(command_moves_at_the_moment_whoever_takes_it_signs)
{
	i64 handover;

	a_room(s);
	CHECK(on_duty(s->charter, s->room, 0) == ANNA);
	handover = offered(s, ANNA, 0, BORIS);
	CHECK(s->room->commander == ANNA);
	s->now += 5 * MINUTES;
	when_acts(s, BORIS, "accept_handover", handover);
	then_happened(s, handover_accepted);
	CHECK(s->room->commander == BORIS && on_duty(s->charter, s->room, 0) == BORIS && duty_of(s->room, 0)->since == s->now);
	CHECK(the_handover(s)->state == HANDOVER_ACCEPTED && the_handover(s)->is_signed && the_handover(s)->ended == s->now);
}

STORY(only_whoever_commands_hands_command_over)
{
	a_room(s);
	when(s, BORIS, offer_handover, .to = CARLA, .words = STR("yours"));
	then_refused(s, NOT_YOUR_CALL, "Only whoever commands");
	when(s, ANNA, offer_handover, .to = ANNA, .words = STR("mine"));
	then_refused(s, CONFLICT, "yours already");
	when(s, ANNA, offer_handover, .to = 999, .words = STR("yours"));
	then_refused(s, NO_SUCH, "no person 999");
	when(s, ANNA, offer_handover, .to = BORIS, .words = STR(""));
	then_refused(s, MALFORMED, "words");
	signed_in_with(s, SESSION_TOKEN, a_token(s, ANNA, SCOPE_WRITE), true);
	when(s, ANNA, offer_handover, .to = BORIS, .words = STR("yours"));
	then_refused(s, NOT_YOUR_CALL, "token");
}

STORY(command_is_handed_to_nobody_who_could_not_take_it)
{
	i64 guest, fay;

	given(s, FIRST, person_added, .name = STR("Fay"));
	fay = s->charter->room->seq;
	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"));
	guest = s->charter->room->seq;
	a_room(s);
	given(s, ANNA, member_added, .person = guest, .until = s->now + DAYS);
	given(s, ANNA, member_added, .person = fay);
	when(s, ANNA, offer_handover, .to = guest, .words = STR("yours"));
	then_refused(s, NOT_YOUR_CALL, "Command is for people of the organisation who hold a seat");
	when(s, ANNA, offer_handover, .to = fay, .words = STR("yours"));
	then_refused(s, NOT_YOUR_CALL, "Command is for people of the organisation who hold a seat");
	when(s, fay, take_command, .why = STR("mine"));
	then_refused(s, NOT_YOUR_CALL, "Command is for people of the organisation who hold a seat");
	when(s, ANNA, offer_handover, .to = DORA, .words = STR("yours"));
	then_happened(s, handover_offered);
}

STORY(who_lost_every_seat_meanwhile_does_not_take_command_over)
{
	i64 handover;

	a_room(s);
	handover = offered(s, ANNA, 0, BORIS);
	given(s, 0, seat_set, .title = STR("coo"), .terms = &(struct rec_seat_terms){ .seat = COO, .label = STR("coo"), .deputies = PEOPLE(DORA) });
	when_acts(s, BORIS, "accept_handover", handover);
	then_refused(s, NOT_YOUR_CALL, "Command is for people of the organisation who hold a seat");
	CHECK(s->room->commander == ANNA);
}

STORY(what_is_offered_waits_for_one_answer)
{
	a_room(s);
	offered(s, ANNA, 0, BORIS);
	when(s, ANNA, offer_handover, .to = CARLA, .words = STR("or yours"));
	then_refused(s, CONFLICT, "waits for its answer");
	when(s, BORIS, withdraw_handover, .handover = the_handover(s)->head.id);
	then_refused(s, NOT_YOUR_CALL, "Somebody else offered");
	when(s, ANNA, withdraw_handover, .handover = the_handover(s)->head.id);
	then_happened(s, handover_withdrawn);
	when_acts(s, BORIS, "accept_handover", the_handover(s)->head.id);
	then_refused(s, CONFLICT, "withdrawn already");
	offered(s, ANNA, 0, CARLA);
	when(s, BORIS, decline_handover, .handover = the_handover(s)->head.id, .why = STR("no"));
	then_refused(s, NOT_YOUR_CALL, "offered to somebody else");
	when(s, CARLA, decline_handover, .handover = the_handover(s)->head.id, .why = STR("up for twenty hours"));
	then_happened(s, handover_declined);
	CHECK(the_handover(s)->state == HANDOVER_DECLINED && s->room->commander == ANNA);
	when(s, CARLA, decline_handover, .handover = the_handover(s)->head.id, .why = STR("no"));
	then_refused(s, CONFLICT, "declined already");
	when(s, CARLA, decline_handover, .handover = 1, .why = STR("no"));
	then_refused(s, NO_SUCH, "no handover 1");
}

STORY(nobody_takes_over_what_is_offered_to_another_or_without_a_signature)
{
	struct rec_act act;
	struct given_act g;

	a_room(s);
	offered(s, ANNA, 0, BORIS);
	when_acts(s, CARLA, "accept_handover", the_handover(s)->head.id);
	then_refused(s, NOT_YOUR_CALL, "offered to somebody else");
	act = act_on(s, BORIS, "accept_handover", the_handover(s)->head.id);
	g = given_act(s, &act, (str){ NULL, 0 });
	g.signature.p = NULL;
	when_given(s, BORIS, g, act.verb);
	then_refused(s, CONFLICT, "it is not signed");
	act = act_on(s, BORIS, "accept_handover", the_handover(s)->head.id);
	act.subject.b[0] ^= 1;
	when_acts_by(s, BORIS, act);
	then_refused(s, CONFLICT, "its subject is not the hash of an object that is here");
	act = act_on(s, BORIS, "accept_handover", the_handover(s)->head.id);
	act.object = 1;
	when_acts_by(s, BORIS, act);
	then_refused(s, CONFLICT, "an object that is here");
	s->signature = err_new(T, ERR_CONFLICT, "signature: does not stand");
	when_acts(s, BORIS, "accept_handover", the_handover(s)->head.id);
	then_refused(s, CONFLICT, "signature");
	CHECK(s->room->commander == ANNA);
}

STORY(who_falls_silent_is_relieved_by_taking_command_and_what_they_offered_is_overtaken)
{
	a_room(s);
	offered(s, ANNA, 0, BORIS);
	when(s, CARLA, take_command, .why = STR("Anna is gone"));
	then_happened(s, command_taken);
	CHECK(the_handover(s)->state == HANDOVER_OVERTAKEN && on_duty(s->charter, s->room, 0) == CARLA);
	when_acts(s, BORIS, "accept_handover", the_handover(s)->head.id);
	then_refused(s, CONFLICT, "overtaken already");
}

STORY(a_handover_that_waits_too_long_is_said_once_and_stays_with_the_giver)
{
	a_room(s);
	offered(s, ANNA, 0, BORIS);
	CHECK(due_of(s) == s->now + 15 * MINUTES);
	when_it_is(s, s->now + 15 * MINUTES);
	then_happened(s, handover_unanswered);
	CHECK(the_handover(s)->late && the_handover(s)->state == HANDOVER_OFFERED && s->room->commander == ANNA);
	when_it_is(s, s->now + 60 * MINUTES);
	then_not(s, handover_unanswered);
	when_acts(s, BORIS, "accept_handover", the_handover(s)->head.id);
	then_happened(s, handover_accepted);
}

STORY(a_closed_room_hands_nothing_over_and_reminds_nobody)
{
	a_room(s);
	offered(s, ANNA, 0, BORIS);
	when(s, ANNA, set_shift, .person = BORIS, .from = s->now + HOURS, .until = s->now + 2 * HOURS);
	when(s, ANNA, close_room, .why = STR("over"));
	then_happened(s, room_closed);
	CHECK(due_of(s) == 0);
	when_acts(s, BORIS, "accept_handover", the_handover(s)->head.id);
	then_refused(s, CONFLICT, "room is closed");
	when(s, ANNA, offer_handover, .to = CARLA, .words = STR("yours"));
	then_refused(s, CONFLICT, "room is closed");
	when(s, ANNA, set_shift, .person = BORIS, .from = s->now + 3 * HOURS, .until = s->now + 4 * HOURS);
	then_refused(s, CONFLICT, "room is closed");
}

/* ---- a seat ---- */

STORY(a_seat_is_handed_only_to_whom_the_charter_lets_sit_in_it)
{
	a_room(s);
	when(s, BORIS, offer_handover, .seat = COO, .to = CARLA, .words = STR("yours"));
	then_refused(s, REFUSED, "nor stands in for it");
	when(s, ANNA, offer_handover, .seat = COO, .to = DORA, .words = STR("yours"));
	then_refused(s, NOT_YOUR_CALL, "Only whoever is on duty as coo");
	when(s, BORIS, offer_handover, .seat = 999, .to = DORA, .words = STR("yours"));
	then_refused(s, NO_SUCH, "no seat 999");
	offered(s, BORIS, COO, DORA);
	CHECK(room_has_member(s->room, DORA));          /* whoever is to take it is let in */
}

STORY(into_a_restricted_room_nobody_is_let_by_a_handover)
{
	a_room(s);
	when(s, ANNA, restrict_room, .why = STR("an insider"));
	when(s, BORIS, offer_handover, .seat = COO, .to = DORA, .words = STR("yours"));
	then_refused(s, REFUSED, "does not see the whole of this room");
	when(s, ANNA, add_member, .person = DORA, .channels_only = true);
	when(s, BORIS, offer_handover, .seat = COO, .to = DORA, .words = STR("yours"));
	then_refused(s, REFUSED, "does not see the whole of this room");
}

STORY(while_a_deputy_is_on_duty_they_are_asked_and_the_holder_sleeps)
{
	a_room(s);
	handed_over(s, BORIS, COO, DORA);
	put_up(s, ANNA, "partial_shutdown");
	then_missing(s, CISO, COO);
	CHECK(s->room->n_deputies == 1 && s->room->deputies[0].is.person == DORA && s->room->deputies[0].is.why == DEPUTY_ON_DUTY &&
	    s->room->deputies[0].is.principal == BORIS);
	CHECK(is_called(s, DORA, CALL_STAND_IN) && !is_called(s, BORIS, CALL_ANSWER) && is_called(s, ANNA, CALL_ANSWER));
	when_answers(s, DORA, COO, "concur");
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
}

STORY(in_a_decision_that_is_open_already_the_deputy_stands_in_from_the_moment_they_signed)
{
	a_room_with_dora(s);
	put_up(s, ANNA, "partial_shutdown");
	when_answers(s, DORA, COO, "concur");
	then_refused(s, NOT_YOUR_CALL, "do not hold the seat");
	handed_over(s, BORIS, COO, DORA);
	then_happened(s, deputy_called);
	when_answers(s, DORA, COO, "concur");
	then_missing(s, CISO);
}

STORY(authority_stays_with_the_holder_who_may_answer_all_the_same)
{
	a_room(s);
	handed_over(s, BORIS, COO, DORA);
	put_up(s, ANNA, "partial_shutdown");
	when_answers(s, BORIS, COO, "concur");
	then_missing(s, CISO);
	when_answers(s, DORA, COO, "concur");
	then_missing(s, CISO);                          /* the seat counts once */
}

STORY(the_holder_is_called_when_the_deputy_on_duty_is_silent)
{
	i64 call;

	a_room(s);
	handed_over(s, BORIS, COO, DORA);
	put_up(s, ANNA, "climbing");
	call = call_of(s->room, &(struct ev_call_owed){ DORA, COO, the_decision(s)->head.id, CALL_STAND_IN, 0, 0, 0 })->head.id;
	given(s, ANNA, member_added, .person = FIRST);
	when(s, FIRST, log_call, .call = call, .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	CHECK(!is_called(s, BORIS, CALL_ANSWER));
	s->now += MINUTE;
	when(s, FIRST, log_call, .call = call, .channel = BY_MAIL, .result = CALL_SENT);
	CHECK(is_called(s, BORIS, CALL_ANSWER));
}

STORY(once_all_were_reminded_the_holder_is_called_too)
{
	a_room(s);
	handed_over(s, BORIS, COO, DORA);
	put_up(s, ANNA, "climbing");
	when_it_is(s, s->now + 10 * MINUTES);
	then_happened(s, decision_reminded);
	CHECK(is_called(s, BORIS, CALL_ANSWER));
}

STORY(a_deputy_on_duty_who_is_away_or_recused_relieves_nobody)
{
	a_room(s);
	handed_over(s, BORIS, COO, DORA);
	put_up(s, ANNA, "partial_shutdown");
	when_answers(s, DORA, COO, "recuse");
	CHECK(is_called(s, BORIS, CALL_ANSWER));
	when_answers(s, BORIS, COO, "concur");
	then_missing(s, CISO);
}

STORY(whoever_answers_in_another_seat_relieves_nobody_in_this_one)
{
	a_room(s);
	handed_over(s, ANNA, CISO, DORA);
	handed_over(s, BORIS, COO, DORA);
	put_up(s, CARLA, "partial_shutdown");
	CHECK(!is_called(s, ANNA, CALL_ANSWER) && !is_called(s, BORIS, CALL_ANSWER));
	when_answers(s, DORA, CISO, "decide");
	CHECK(!is_called(s, ANNA, CALL_ANSWER) && is_called(s, BORIS, CALL_ANSWER));
	when_answers(s, BORIS, COO, "concur");
	then_state(s, TAKEN);
}

STORY(whoever_heard_somebody_relieves_nobody_until_that_is_confirmed)
{
	a_room_with_dora(s);
	put_up(s, ANNA, "partial_shutdown");
	when_heard(s, DORA, ANNA, CISO);
	handed_over(s, BORIS, COO, DORA);
	then_not(s, deputy_called);                     /* she could not answer; Boris is asked still */
	when_of_heard(s, ANNA, "confirm_heard");
	then_happened(s, deputy_called);
	when_answers(s, DORA, COO, "concur");
	then_state(s, TAKEN);
}

STORY(who_handed_over_is_paged_no_more_until_that_deputy_is_silent)
{
	when(s, BORIS, set_reach, .mail = STR("boris@home.example"));
	s->paging.ways = 1u << BY_MAIL;
	a_room_with_dora(s);
	put_up(s, ANNA, "climbing");
	CHECK(s->room->n_pages == 1 && s->room->pages[0].is.person == BORIS);
	given(s, 0, page_settled, .page = last(s, page_claimed), .result = PAGE_ACCEPTED);
	handed_over(s, BORIS, COO, DORA);
	when_it_is(s, s->now + 9 * MINUTES);
	then_not(s, page_unheard);
	CHECK(s->room->n_pages == 1);
	when_it_is(s, s->now + MINUTES);
	then_happened(s, decision_reminded);
	then_happened(s, page_claimed);
}

STORY(whoever_asked_relieves_nobody_where_the_rule_leaves_the_answer_to_others)
{
	static const i64 coo[] = { COO };

	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = STR("strict"), .accountable = CISO, .within = 3600,
	    .concur = &(struct rec_concur_group){ .k = 1, .seats = { coo, 1 } }, .n_concur = 1, .requester_excluded = true });
	a_room(s);
	handed_over(s, BORIS, COO, DORA);
	put_up(s, DORA, "strict");
	CHECK(is_called(s, BORIS, CALL_ANSWER));
}

STORY(who_takes_the_seat_back_in_a_decision_answers_it_themselves)
{
	a_room(s);
	handed_over(s, BORIS, COO, DORA);
	put_up(s, ANNA, "climbing");
	when(s, BORIS, take_seat_back, .deputy = s->room->deputies[0].head.id);
	then_happened(s, seat_taken_back);
	then_not(s, deputy_called);
	CHECK(is_called(s, BORIS, CALL_ANSWER));
	when_answers(s, DORA, COO, "concur");
	then_refused(s, NOT_YOUR_CALL, "do not hold the seat");
}

STORY(the_holder_comes_on_again_by_saying_so_and_why)
{
	a_room(s);
	handed_over(s, BORIS, COO, DORA);
	when(s, BORIS, take_duty, .seat = COO);
	then_refused(s, MALFORMED, "why: somebody else is on duty");
	when(s, DORA, take_duty, .seat = COO);
	then_refused(s, NOT_YOUR_CALL, "a deputy comes on duty when it is handed over");
	when(s, BORIS, take_duty, .seat = COO, .why = STR("she does not answer"));
	then_happened(s, duty_taken);
	CHECK(on_duty(s->charter, s->room, COO) == BORIS);
	when(s, BORIS, take_duty, .seat = COO);
	then_refused(s, CONFLICT, "on duty in it already");
	put_up(s, ANNA, "climbing");
	CHECK(s->room->n_deputies == 0 && is_called(s, BORIS, CALL_ANSWER));
}

STORY(the_deputy_hands_it_back_and_not_who_is_off_duty)
{
	a_room(s);
	handed_over(s, BORIS, COO, DORA);
	when(s, BORIS, offer_handover, .seat = COO, .to = DORA, .words = STR("yours"));
	then_refused(s, NOT_YOUR_CALL, "Only whoever is on duty");
	handed_over(s, DORA, COO, BORIS);
	CHECK(on_duty(s->charter, s->room, COO) == BORIS);
}

STORY(whom_the_charter_no_longer_lets_sit_is_not_on_duty)
{
	a_room(s);
	handed_over(s, BORIS, COO, DORA);
	given(s, 0, seat_set, .title = STR("coo"), .terms = &(struct rec_seat_terms){ .seat = COO, .label = STR("coo"),
	    .holders = PEOPLE(BORIS) });
	CHECK(on_duty(s->charter, s->room, COO) == 0);
	put_up(s, ANNA, "partial_shutdown");
	CHECK(s->room->n_deputies == 0 && is_called(s, BORIS, CALL_ANSWER));
}

STORY(what_was_offered_by_or_to_whom_the_charter_no_longer_seats_is_not_taken)
{
	a_room(s);
	offered(s, BORIS, COO, DORA);
	given(s, 0, seat_set, .title = STR("coo"), .terms = &(struct rec_seat_terms){ .seat = COO, .label = STR("coo"),
	    .holders = PEOPLE(CARLA), .deputies = PEOPLE(DORA) });
	when_acts(s, DORA, "accept_handover", the_handover(s)->head.id);
	then_refused(s, CONFLICT, "not on duty in it any more");
	given(s, 0, seat_set, .title = STR("coo"), .terms = &(struct rec_seat_terms){ .seat = COO, .label = STR("coo"),
	    .holders = PEOPLE(BORIS) });
	when_acts(s, DORA, "accept_handover", the_handover(s)->head.id);
	then_refused(s, NOT_YOUR_CALL, "nor stand in for it any more");
}

STORY(the_committee_calls_who_is_on_duty_and_not_who_sleeps)
{
	given(s, 0, criterion_set, .criteria = STR("it burns"), .terms = &(struct rec_criterion_terms){ .severity = SEV1,
	    .calls = PEOPLE(COO), .committee_within = 3600 });
	when(s, ANNA, declare_room, .kind = ROOM_INCIDENT, .severity = SEV3, .codename = STR("heron"), .title = STR("MOVEit"));
	handed_over(s, BORIS, COO, DORA);
	when(s, ANNA, set_severity, .severity = SEV1, .why = STR("spreads"));
	then_happened(s, committee_called);
	CHECK(is_called(s, DORA, CALL_CONVENE) && !is_called(s, BORIS, CALL_CONVENE));
}

/* ---- since when ---- */

STORY(who_holds_a_seat_is_on_duty_by_their_first_sign_of_it)
{
	a_shutdown_asked(s);
	CHECK(on_duty(s->charter, s->room, COO) == 0);
	when(s, BORIS, acknowledge_call, .call = call_of(s->room, &(struct ev_call_owed){ BORIS, COO, the_decision(s)->head.id, CALL_ANSWER, 0, 0, 0 })->head.id);
	CHECK(on_duty(s->charter, s->room, COO) == BORIS && duty_of(s->room, COO)->since == s->now);
	s->now += HOURS;
	when_answers(s, ANNA, CISO, "decide");
	CHECK(on_duty(s->charter, s->room, CISO) == ANNA && duty_of(s->room, COO)->since == s->now - HOURS);
	when(s, CARLA, take_duty, .seat = CFO);
	then_happened(s, duty_taken);
}

STORY(hours_on_duty_are_said_when_they_are_long_and_when_they_are_too_long)
{
	i64 began;

	a_room(s);
	began = s->now;
	CHECK(due_of(s) == began + 8 * HOURS);
	when_it_is(s, began + 8 * HOURS);
	then_happened(s, duty_lasts);
	CHECK(due_of(s) == began + 12 * HOURS);
	when_it_is(s, began + 12 * HOURS);
	then_happened(s, duty_lasts);
	CHECK(duty_of(s->room, 0)->warned == 12 * 3600 && due_of(s) == 0);
	handed_over(s, ANNA, 0, BORIS);
	CHECK(due_of(s) == s->now + 8 * HOURS);
}

STORY(after_an_outage_hours_on_duty_are_said_once)
{
	a_room(s);
	when_it_is(s, s->now + 13 * HOURS);
	then_happened(s, duty_lasts);
	CHECK(s->n_happened == 1 && due_of(s) == 0);
}

/* ---- the roster ---- */

STORY(a_shift_is_planned_by_whoever_commands_or_sits_in_the_seat)
{
	i64 from;

	a_room_with_dora(s);
	from = s->now + HOURS;
	when(s, BORIS, set_shift, .seat = COO, .person = DORA, .from = from, .until = from + 8 * HOURS);
	then_happened(s, shift_set);
	when(s, ANNA, set_shift, .seat = COO, .person = BORIS, .from = from + 8 * HOURS, .until = from + 16 * HOURS);
	then_happened(s, shift_set);
	when(s, ANNA, set_shift, .person = CARLA, .from = from, .until = from + 8 * HOURS);
	then_happened(s, shift_set);
	when(s, CARLA, set_shift, .seat = COO, .person = BORIS, .from = from + 16 * HOURS, .until = from + 18 * HOURS);
	then_refused(s, NOT_YOUR_CALL, "is for whoever commands");
	when(s, BORIS, set_shift, .person = BORIS, .from = from + 16 * HOURS, .until = from + 18 * HOURS);
	then_refused(s, NOT_YOUR_CALL, "is for whoever commands");
	when(s, CARLA, drop_shift, .shift = last(s, shift_set));
	then_refused(s, NOT_YOUR_CALL, "is for whoever commands");
	CHECK(s->room->commander == ANNA && on_duty(s->charter, s->room, COO) == 0);    /* a plan moves nothing */
}

STORY(a_shift_is_possible_and_one_at_a_time)
{
	i64 from;

	a_room(s);
	from = s->now + HOURS;
	when(s, ANNA, set_shift, .seat = COO, .person = CARLA, .from = from, .until = from + HOURS);
	then_refused(s, REFUSED, "nor stands in for it");
	when(s, ANNA, set_shift, .person = ERIK, .from = from, .until = from + HOURS);
	then_refused(s, NOT_YOUR_CALL, "Command is for people of the organisation who hold a seat or stand in for one.");
	when(s, ANNA, set_shift, .seat = COO, .person = BORIS, .from = from, .until = from);
	then_refused(s, MALFORMED, "until: is not after");
	when(s, ANNA, set_shift, .seat = COO, .person = BORIS, .from = s->now - 2 * HOURS, .until = s->now - HOURS);
	then_refused(s, MALFORMED, "until: lies in the past");
	when(s, ANNA, set_shift, .seat = COO, .person = BORIS, .from = from, .until = from + 25 * HOURS);
	then_refused(s, MALFORMED, "more than 24 hours");
	when(s, ANNA, set_shift, .seat = 999, .person = BORIS, .from = from, .until = from + HOURS);
	then_refused(s, NO_SUCH, "no seat 999");
	when(s, ANNA, set_shift, .seat = COO, .person = BORIS, .from = from, .until = from + HOURS);
	then_happened(s, shift_set);
	when(s, ANNA, set_shift, .seat = COO, .person = DORA, .from = from + HOURS / 2, .until = from + 2 * HOURS);
	then_refused(s, CONFLICT, "at the same time");
	when(s, ANNA, drop_shift, .shift = last(s, shift_set));
	then_happened(s, shift_dropped);
	when(s, ANNA, drop_shift, .shift = last(s, shift_set));
	then_refused(s, CONFLICT, "off the roster already");
	when(s, ANNA, drop_shift, .shift = 1);
	then_refused(s, NO_SUCH, "no shift 1");
	when(s, ANNA, set_shift, .seat = COO, .person = DORA, .from = from + HOURS / 2, .until = from + 2 * HOURS);
	then_happened(s, shift_set);
}

STORY(so_many_shifts_and_no_more_are_planned_ahead)
{
	a_room(s);
	for (int i = 0; i < LIMIT_SHIFTS; i++)
		given(s, ANNA, shift_set, .person = BORIS, .from = s->now + i * HOURS, .until = s->now + (i + 1) * HOURS);
	when(s, ANNA, set_shift, .person = CARLA, .from = s->now + LIMIT_SHIFTS * HOURS, .until = s->now + (LIMIT_SHIFTS + 1) * HOURS);
	then_refused(s, TOO_LARGE, "plan no further ahead");
}

STORY(a_relief_that_does_not_come_is_said_at_the_beginning_of_its_shift)
{
	i64 from;

	a_room(s);
	from = s->now + HOURS;
	when(s, ANNA, set_shift, .person = BORIS, .from = from, .until = from + 8 * HOURS);
	CHECK(due_of(s) == from);
	when_it_is(s, from);
	then_happened(s, relief_late);
	CHECK(s->room->shifts[0].began_late && !s->room->shifts[0].ended_late && s->room->commander == ANNA);
	when_it_is(s, from + HOURS);
	then_not(s, relief_late);
}

STORY(a_relief_that_came_in_time_is_not_spoken_of)
{
	i64 from;

	a_room(s);
	from = s->now + HOURS;
	when(s, ANNA, set_shift, .person = BORIS, .from = from, .until = from + 6 * HOURS);
	s->now = from - 5 * MINUTES;
	handed_over(s, ANNA, 0, BORIS);
	when_it_is(s, from);
	then_not(s, relief_late);
	CHECK(due_of(s) == from + 6 * HOURS);           /* nobody follows */
	when_it_is(s, from + 6 * HOURS);
	then_happened(s, relief_late);
	CHECK(s->room->shifts[0].ended_late);
}

STORY(where_somebody_follows_only_their_lateness_is_said)
{
	i64 from;

	a_room(s);
	from = s->now - HOURS;
	when(s, ANNA, set_shift, .person = ANNA, .from = from, .until = from + 4 * HOURS);
	when(s, ANNA, set_shift, .person = BORIS, .from = from + 4 * HOURS, .until = from + 8 * HOURS);
	when_it_is(s, from + 4 * HOURS);
	then_happened(s, relief_late);
	CHECK(!s->room->shifts[0].ended_late && s->room->shifts[1].began_late);
}

/* ---- the draft ---- */

static struct rec_handover_draft
drafted(struct story *s, i64 seat)
{
	struct rec_handover_draft d;

	CHECK_OK(handover_draft(&(struct seeing){ T, s->charter, s->room, NULL }, seat, &d));
	CHECK_OK(field_check(T, record_handover_draft_table(), &d));
	return d;
}

STORY(the_draft_names_what_is_open_and_the_nearest_first)
{
	struct rec_handover_draft of_coo, of_command;

	a_room(s);
	when(s, ANNA, set_objective, .text = STR("Keep paying"));
	when(s, ANNA, open_task, .title = STR("late"), .owner = COO, .due = s->now + 5 * HOURS);
	when(s, ANNA, open_task, .title = STR("at no moment"), .owner = COO);
	when(s, ANNA, open_task, .title = STR("soon"), .owner = COO, .due = s->now + HOURS);
	when(s, ANNA, open_task, .title = STR("nobody's"));
	an_obligation(s, 72);
	put_up(s, ANNA, "partial_shutdown");
	when(s, ANNA, set_report_rhythm, .minutes = 60);
	of_coo = drafted(s, COO);
	CHECK(of_coo.seat == COO && of_coo.n_decisions == 1 && of_coo.n_tasks == 3 && of_coo.n_clocks == 0 && of_coo.n_objectives == 1);
	CHECK(of_coo.tasks[0].at == s->now + HOURS && of_coo.tasks[1].at == s->now + 5 * HOURS && of_coo.tasks[2].at == 0);
	CHECK(of_coo.next_report_at == s->now + HOURS && of_coo.more == 0);
	of_command = drafted(s, 0);
	CHECK(of_command.n_decisions == 1 && of_command.n_tasks == 1 && of_command.n_clocks == 1);
	when_it_is(s, s->now + 2 * HOURS);
	of_command = drafted(s, 0);
	CHECK(of_command.n_tasks == 2 && of_command.tasks[0].late && of_command.report_late);
	when_answers(s, BORIS, COO, "concur");
	CHECK(drafted(s, COO).n_decisions == 0 && drafted(s, CFO).n_decisions == 0);
}

STORY(the_draft_names_measures_in_force_and_when_they_end)
{
	a_measure_ordered(s);
	CHECK(drafted(s, COO).n_measures == 0);
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	then_happened(s, measure_applied);
	CHECK(drafted(s, COO).n_measures == 1 && drafted(s, COO).measures[0].at == s->now + 2 * HOURS && drafted(s, CISO).n_measures == 0);
}

STORY(of_many_things_the_draft_names_the_first_and_how_many_more_there_are)
{
	a_room(s);
	for (int i = 0; i < LIMIT_HANDOVER_ITEMS + 3; i++)
		when(s, ANNA, open_task, .title = STR("one of many"), .owner = COO);
	CHECK(drafted(s, COO).n_tasks == LIMIT_HANDOVER_ITEMS && drafted(s, COO).more == 3);
}

STORY(there_is_no_draft_of_a_seat_that_is_not_there)
{
	struct rec_handover_draft d;

	a_room(s);
	CHECK_ERR(handover_draft(&(struct seeing){ T, s->charter, s->room, NULL }, 999, &d), NO_SUCH, "no seat 999");
}

/* ---- what time it is with them ---- */

STORY(a_time_zone_has_the_form_of_one)
{
	s->in = s->charter->room;
	when(s, BORIS, set_reach, .zone = STR("America/Argentina/Buenos_Aires"));
	then_happened(s, reach_set);
	when(s, BORIS, set_reach, .zone = STR("Etc/GMT+2"));
	then_happened(s, reach_set);
	when(s, BORIS, set_reach, .zone = STR("+02:00"));
	then_refused(s, MALFORMED, "zone: is no time zone");
	when(s, BORIS, set_reach, .zone = STR("Europe/Berlin; x"));
	then_refused(s, MALFORMED, "one is named like Europe/Berlin");
}

STORY(what_no_gateway_and_no_mail_would_take_is_no_way_to_reach_somebody)
{
	s->in = s->charter->room;
	when(s, BORIS, set_reach, .phone = STR("not a phone"));
	then_refused(s, MALFORMED, "phone: is no telephone number; one is +49 30 901820");
	when(s, BORIS, set_reach, .mail = STR("nobody"));
	then_refused(s, MALFORMED, "mail: is no address; one is name@host.example");
	when(s, BORIS, set_reach, .mail = STR("a@b.c\r\nBcc: x@y.z"));
	then_refused(s, MALFORMED, "mail: is no address");
	when(s, BORIS, set_reach, .phone = STR("+49 (30) 90-1820"), .mail = STR("boris@home.example"));
	then_happened(s, reach_set);
	when(s, BORIS, set_reach, .phone = STR("crisis-boris"));        /* to a gateway that writes to topics */
	then_happened(s, reach_set);
}

TEST_MAIN()
