/* Whoever is called and stands outside a restricted room, or a TLP:RED one: whoever is in charge is called to let them in (A7, B4). */
#include "story.h"

#include "line.h"

static const struct call *
door_for(const struct story *s, i64 person, i64 seat)
{
	return call_of(s->room, &(struct ev_call_owed){ .person = person, .seat = seat, .decision = the_decision(s)->head.id, .reason = CALL_LET_IN });
}

static i64
call_to(const struct story *s, i64 person, i64 seat)
{
	return call_of(s->room, &(struct ev_call_owed){ .person = person, .seat = seat, .decision = the_decision(s)->head.id, .reason = CALL_ANSWER })->head.id;
}

STORY(who_is_asked_comes_into_a_red_room_by_themselves)
{
	a_room(s);
	when(s, ANNA, remove_member, .person = BORIS);
	when(s, ANNA, mark_room, .tlp = TLP_RED);
	a_decision(s, ANNA, "partial_shutdown");
	CHECK(!room_has_member(s->room, BORIS));        /* nothing is put up: nobody is asked yet */
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK(sees_room(s->charter, s->room, BORIS) && !door_for(s, ANNA, COO));
	when(s, ANNA, remove_member, .person = BORIS);
	then_refused(s, REFUSED, "Their answer to decision");
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_state(s, TAKEN);
}

/* It may be about Boris: he learns of it from nobody but whoever is in charge; and is not passed over either. */
STORY(a_restricted_room_stays_closed_to_who_is_asked_and_nobody_stands_in_for_them)
{
	a_slow_rule(s, NULL);
	a_room(s);
	when(s, ANNA, remove_member, .person = BORIS);
	when(s, ANNA, restrict_room, .why = STR("need to know"));
	put_up(s, ANNA, "slow");
	when_answers(s, ANNA, CISO, "decide");
	CHECK(door_for(s, ANNA, COO) && !room_has_member(s->room, BORIS));
	when(s, ANNA, log_call, .call = call_to(s, BORIS, COO), .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	when(s, ANNA, log_call, .call = call_to(s, BORIS, COO), .channel = BY_TEXT_MESSAGE, .result = CALL_SENT);
	when_it_is(s, s->now + 10 * MINUTE);
	when_it_is(s, s->now + 30 * MINUTE);
	CHECK(s->room->n_deputies == 0 && !room_has_member(s->room, BORIS));
	CHECK(escalation_of(s->room, the_decision(s), COO));
	when_it_is(s, the_decision(s)->deadline);
	then_state(s, UNDECIDED);
}

STORY(who_was_shown_channels_only_sees_the_whole_room_when_they_are_asked)
{
	a_room(s);
	when(s, ANNA, remove_member, .person = BORIS);
	when(s, ANNA, add_member, .person = BORIS, .channels_only = true);
	put_up(s, ANNA, "partial_shutdown");
	CHECK(sees_room(s->charter, s->room, BORIS) && room_member(s->room, BORIS)->until == 0);
	when_answers(s, BORIS, COO, "concur");
	then_happened(s, concurred);
}

STORY(who_is_away_comes_in_when_they_are_back_and_their_deputy_meanwhile)
{
	a_room(s);
	when(s, ANNA, remove_member, .person = BORIS);
	when(s, ANNA, mark_room, .tlp = TLP_RED);
	given(s, 0, absence_set, .person = BORIS, .until = s->now + HOURS);
	put_up(s, ANNA, "partial_shutdown");
	CHECK(!room_has_member(s->room, BORIS));
	CHECK(sees_room(s->charter, s->room, DORA));
	when_it_is(s, s->now + HOURS);
	CHECK(sees_room(s->charter, s->room, BORIS));
}

STORY(who_stands_outside_is_not_silent_whatever_was_tried)
{
	a_slow_rule(s, NULL);
	a_room(s);
	put_up(s, ANNA, "slow");
	s->now += MINUTE;
	when(s, CARLA, log_call, .call = call_to(s, BORIS, COO), .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	s->now += 2 * MINUTE;
	when(s, CARLA, log_call, .call = call_to(s, BORIS, COO), .channel = BY_TEXT_MESSAGE, .result = CALL_SENT);
	CHECK(asked_now(s->charter, s->room, the_decision(s), charter_seat(s->charter, COO)).in_vain == 1);
	given(s, ANNA, member_removed, .person = BORIS);
	CHECK(asked_now(s->charter, s->room, the_decision(s), charter_seat(s->charter, COO)).in_vain == 0);
	when_it_is(s, s->now);
	CHECK(sees_room(s->charter, s->room, BORIS));
}

/* Whose advice is asked has no say in it: nobody but who is in charge lets them in. */
STORY(whoever_is_in_charge_of_a_restricted_room_is_called_to_let_in_who_is_asked_for_advice)
{
	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = STR("advised"), .accountable = CISO, .within = 3600, .consulted = PEOPLE(CFO) });
	when(s, ANNA, declare_room, .kind = ROOM_INCIDENT, .severity = SEV2, .codename = STR("owl"), .title = STR("A leak"), .restricted = true);
	put_up(s, ANNA, "advised");
	CHECK(!room_has_member(s->room, CARLA) && door_for(s, ANNA, CFO));
	CHECK(call_needed_by(s->charter, s->room, door_for(s, ANNA, CFO)) == the_decision(s)->deadline);
	when(s, ANNA, add_member, .person = CARLA, .whole = true);
	CHECK_OK(s->e);
	CHECK(door_for(s, ANNA, CFO)->head.touched >= last(s, member_added));           /* whoever looks sees that at once */
	CHECK(call_is_over(s->room, door_for(s, ANNA, CFO)));
}

STORY(nobody_is_called_to_let_in_who_came_in_by_themselves)
{
	a_room(s);
	put_up(s, ANNA, "partial_shutdown");
	for (size_t i = 0; i < s->room->n_calls; i++)
		CHECK(s->room->calls[i].is.reason != CALL_LET_IN);
}

TEST_MAIN()
