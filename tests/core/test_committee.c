/* The committee: who is called together by severity, deputies for who is not reached, and that it met (C3). */
#include "story.h"

static void
given_criteria(struct story *s, enum severity severity, struct refs calls)
{
	struct rec_criterion_terms terms = { .severity = severity, .calls = calls, .committee_within = 3600 };

	given(s, 0, criterion_set, .terms = &terms, .criteria = STR("it burns"));
}

static void
a_coo_with_a_deputy(struct story *s)
{
	static const i64 dora[] = { DORA }, boris[] = { BORIS };
	static const struct rec_seat_terms seat = { .seat = COO, .label = STR_INIT("coo"), .holders = { boris, 1 }, .deputies = { dora, 1 } };

	given(s, 0, seat_set, .terms = &seat, .title = STR("COO"));
}

static void
a_committee(struct story *s)
{
	a_coo_with_a_deputy(s);
	given_criteria(s, SEV1, (struct refs)PEOPLE(CISO, COO));
	a_room(s);
	then_happened(s, committee_called);
}

static const struct call *
called_in(const struct story *s, i64 person, i64 seat)
{
	return call_of(s->room, &(struct ev_call_owed){ person, seat, 0, CALL_CONVENE, s->room->committees[s->room->n_committees - 1].head.id, 0, 0 });
}

static void
tried_in_vain(struct story *s, const struct call *call)
{
	i64 id = call->head.id;

	when(s, ANNA, log_call, .call = id, .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	when(s, ANNA, log_call, .call = id, .channel = BY_MAIL, .result = CALL_FAILED);
	CHECK_OK(s->e);
}

STORY(who_the_criteria_name_is_called_and_has_an_hour)
{
	a_committee(s);
	CHECK(called_in(s, ANNA, CISO) && called_in(s, BORIS, COO) && !called_in(s, CARLA, CFO) && !called_in(s, DORA, COO));
	CHECK(s->room->committees[0].is.by == s->now + HOURS);
}

STORY(without_criteria_nobody_is_called)
{
	a_room(s);
	CHECK(s->room->n_committees == 0);
}

static void
says_they_know(struct story *s, i64 person, i64 seat)
{
	when(s, person, acknowledge_call, .call = called_in(s, person, seat)->head.id);
	CHECK_OK(s->e);
}

static i64
next_moment(const struct story *s)
{
	return committee_due(&(struct scene){ .a = T, .charter = s->charter, .room = s->room, .now = s->now });
}

STORY(a_deputy_is_called_when_the_holder_was_called_in_two_ways_in_vain)
{
	a_committee(s);
	CHECK(!called_in(s, DORA, COO));
	tried_in_vain(s, called_in(s, BORIS, COO));
	CHECK(called_in(s, DORA, COO));
}

STORY(a_deputy_is_called_after_a_third_of_the_time_when_nobody_says_that_they_know)
{
	i64 start;

	a_committee(s);
	start = s->now;
	says_they_know(s, ANNA, CISO);
	CHECK(next_moment(s) == start + 20 * MINUTE);
	when_it_is(s, start + 20 * MINUTE - 1);
	CHECK(!called_in(s, DORA, COO));
	when_it_is(s, start + 20 * MINUTE);
	CHECK(called_in(s, DORA, COO));
}

STORY(who_says_that_they_know_is_waited_for)
{
	i64 start;

	a_committee(s);
	start = s->now;
	says_they_know(s, ANNA, CISO);
	says_they_know(s, BORIS, COO);
	CHECK(next_moment(s) == start + HOURS);
	when_it_is(s, start + HOURS - 1);
	CHECK(s->room->n_calls == 2);
}

static void
said_to_know(struct story *s, i64 person, i64 seat)
{
	when(s, CARLA, log_call, .call = called_in(s, person, seat)->head.id, .channel = BY_PHONE, .result = CALL_REACHED);
	CHECK_OK(s->e);
}

STORY(that_somebody_else_reached_them_holds_nothing_up)
{
	i64 start;

	a_committee(s);
	start = s->now;
	says_they_know(s, ANNA, CISO);
	when_it_is(s, start + 15 * MINUTE);
	said_to_know(s, BORIS, COO);
	CHECK(!called_in(s, BORIS, COO)->acknowledged && next_moment(s) == start + 20 * MINUTE);
	when_it_is(s, start + 20 * MINUTE);
	CHECK(called_in(s, DORA, COO) && next_moment(s) == start + 40 * MINUTE);
	said_to_know(s, DORA, COO);
	when_it_is(s, start + 40 * MINUTE - 1);
	CHECK(s->room->n_calls == 3);
	when_it_is(s, start + 40 * MINUTE);
	CHECK(s->room->n_calls == 4 && s->room->calls[3].is.reason == CALL_UNMET);
}

static const struct call *
unmet_call(const struct story *s, i64 person)
{
	return call_of(s->room, &(struct ev_call_owed){ person, CISO, 0, CALL_UNMET, s->room->committees[0].head.id, 0, 0 });
}

STORY(whoever_commands_is_called_after_two_thirds_when_a_seat_is_silent)
{
	i64 start;

	a_committee(s);
	start = s->now;
	says_they_know(s, ANNA, CISO);
	when_it_is(s, start + 20 * MINUTE);
	CHECK(next_moment(s) == start + 40 * MINUTE);
	when_it_is(s, start + 40 * MINUTE - 1);
	CHECK(!unmet_call(s, ANNA));
	when_it_is(s, start + 40 * MINUTE);
	CHECK(unmet_call(s, ANNA) && !unmet_call(s, FIRST));
}

STORY(a_committee_that_did_not_meet_in_time_is_late_though_everybody_knows_of_it)
{
	i64 start;

	a_committee(s);
	start = s->now;
	says_they_know(s, ANNA, CISO);
	says_they_know(s, BORIS, COO);
	when_it_is(s, start + HOURS);
	then_happened(s, committee_late);
	CHECK(unmet_call(s, ANNA) && unmet_call(s, FIRST) && next_moment(s) == 0);
	when(s, ANNA, committee_met, .present = PEOPLE(ANNA, BORIS));
	CHECK(call_is_over(s->room, unmet_call(s, ANNA)) && call_is_over(s->room, unmet_call(s, FIRST)));
}

STORY(the_deputy_of_who_is_away_comes_at_once)
{
	a_coo_with_a_deputy(s);
	given_criteria(s, SEV1, (struct refs)PEOPLE(CISO, COO));
	given(s, BORIS, absence_set, .person = BORIS, .until = s->now + 24 * HOURS);
	a_room(s);
	CHECK(called_in(s, BORIS, COO) && called_in(s, DORA, COO));
}

static void
met(struct story *s)
{
	when(s, ANNA, committee_met, .present = PEOPLE(ANNA));
	CHECK_OK(s->e);
}

/* SEV2 calls the CISO and the COO, and has an hour; SEV1 calls the CFO besides, and has as long as said. */
static void
two_severities(struct story *s, i64 sev1_within)
{
	struct rec_criterion_terms worst = { .severity = SEV1, .calls = PEOPLE(CISO, COO, CFO), .committee_within = sev1_within };

	a_coo_with_a_deputy(s);
	given(s, 0, criterion_set, .terms = &worst, .criteria = STR("it burns"));
	given_criteria(s, SEV2, (struct refs)PEOPLE(CISO, COO));
	when(s, ANNA, declare_room, .kind = ROOM_INCIDENT, .severity = SEV2, .codename = STR("heron"), .title = STR("MOVEit"));
	then_happened(s, committee_called);
}

static void
severity(struct story *s, enum severity severity)
{
	when(s, ANNA, set_severity, .severity = severity, .why = STR("so it looks"));
	CHECK_OK(s->e);
}

STORY(a_higher_severity_calls_more_to_the_same_committee)
{
	i64 boris;

	two_severities(s, 3600);
	boris = called_in(s, BORIS, COO)->head.id;
	says_they_know(s, BORIS, COO);
	CHECK(s->room->n_calls == 2 && !called_in(s, CARLA, CFO));
	severity(s, SEV1);
	then_happened(s, committee_raised);
	CHECK(s->room->n_committees == 1 && s->room->n_calls == 3 && called_in(s, CARLA, CFO));
	CHECK(called_in(s, BORIS, COO)->head.id == boris && called_in(s, BORIS, COO)->own && !call_is_over(s->room, called_in(s, BORIS, COO)));
	when(s, ANNA, committee_met, .present = PEOPLE(ANNA));
	CHECK(call_is_over(s->room, called_in(s, CARLA, CFO)));
}

STORY(a_lower_severity_that_calls_one_too_keeps_the_committee)
{
	two_severities(s, 3600);
	severity(s, SEV1);
	severity(s, SEV2);
	CHECK(s->room->n_committees == 1 && !s->room->committees[0].over && !call_is_over(s->room, called_in(s, CARLA, CFO)));
	met(s);
	severity(s, SEV3);
	CHECK(s->room->n_committees == 1);
}

STORY(moving_the_severity_to_and_fro_calls_nobody_twice_and_puts_nothing_off)
{
	i64 by;

	two_severities(s, 3600);
	by = s->room->committees[0].is.by;
	for (int i = 0; i < 5; i++) {
		when_it_is(s, s->now + 10 * MINUTE);
		severity(s, i % 2 ? SEV2 : SEV1);
	}
	CHECK(s->room->n_committees == 1 && s->room->committees[0].is.by == by);
	for (size_t i = 0; i < s->room->n_calls; i++)
		for (size_t k = 0; k < i; k++)
			CHECK(s->room->calls[i].is.person != s->room->calls[k].is.person || s->room->calls[i].is.reason != s->room->calls[k].is.reason);
	when_it_is(s, by);
	then_happened(s, committee_late);
}

STORY(the_sooner_hour_counts_when_the_severity_rises)
{
	two_severities(s, 600);
	when_it_is(s, s->now + MINUTE);
	severity(s, SEV1);
	CHECK(s->room->committees[0].is.by == s->now + 10 * MINUTE);
	says_they_know(s, ANNA, CISO);
	says_they_know(s, BORIS, COO);
	CHECK(next_moment(s) == s->now + 20 * MINUTE / 3);        /* whoever comes besides has two thirds of what is left */
}

STORY(one_that_was_called_off_has_no_later_hour_when_it_is_called_again)
{
	i64 by;

	two_severities(s, 3600);
	by = s->room->committees[0].is.by;
	when_it_is(s, s->now + 30 * MINUTE);
	severity(s, SEV3);
	then_happened(s, committee_called_off);
	severity(s, SEV2);
	CHECK(s->room->n_committees == 2 && s->room->committees[1].is.by == by && !called_in(s, BORIS, COO)->own);
	severity(s, SEV3);
	when_it_is(s, by);
	severity(s, SEV2);
	CHECK(s->room->committees[2].is.by == by + HOURS);
}

STORY(a_higher_severity_that_calls_nobody_calls_none_off)
{
	given_criteria(s, SEV2, (struct refs)PEOPLE(CISO));
	when(s, ANNA, declare_room, .kind = ROOM_INCIDENT, .severity = SEV2, .codename = STR("heron"), .title = STR("MOVEit"));
	severity(s, SEV1);
	CHECK(!s->room->committees[0].over);
	severity(s, SEV2);
	CHECK(s->room->n_committees == 1 && !s->room->committees[0].over);
	severity(s, SEV3);
	then_happened(s, committee_called_off);
}

STORY(who_sits_in_two_of_its_seats_is_called_once)
{
	static const i64 boris[] = { BORIS };
	static const struct rec_seat_terms seat = { .seat = CFO, .label = STR_INIT("cfo"), .holders = { boris, 1 } };

	given(s, 0, seat_set, .terms = &seat, .title = STR("CFO"));
	given_criteria(s, SEV1, (struct refs)PEOPLE(COO, CFO));
	a_room(s);
	CHECK(s->room->n_calls == 1 && called_in(s, BORIS, COO));
}

STORY(once_it_met_nobody_need_come_any_more)
{
	i64 call;

	a_committee(s);
	call = called_in(s, BORIS, COO)->head.id;
	when(s, ANNA, committee_met, .present = PEOPLE(ANNA, ANNA));
	then_refused(s, MALFORMED, "named twice");
	when(s, ANNA, committee_met, .present = PEOPLE(999));
	then_refused(s, NO_SUCH, "no person 999");
	when(s, ANNA, committee_met, .present = PEOPLE(ANNA, BORIS));
	then_happened(s, committee_met);
	when(s, ANNA, log_call, .call = call, .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	then_refused(s, CONFLICT, "nobody need be called");
	when(s, ANNA, committee_met, .present = PEOPLE(ANNA));
	then_refused(s, CONFLICT, "No committee is called here");
}

STORY(that_it_met_is_said_by_who_was_called_and_of_who_was_called)
{
	a_committee(s);
	when(s, CARLA, committee_met, .present = PEOPLE(ANNA, BORIS));
	then_refused(s, NOT_YOUR_CALL, "said by whoever was called to it, by the scribe, or by whoever commands");
	when(s, BORIS, committee_met, .present = PEOPLE(CARLA));
	then_refused(s, REFUSED, "present: nobody of them was called to the committee");
	when(s, BORIS, committee_met, .present = PEOPLE(BORIS, CARLA));
	then_happened(s, committee_met);
}

STORY(after_it_met_it_is_convened_anew_when_the_severity_rises_again)
{
	a_committee(s);
	met(s);
	when(s, ANNA, set_severity, .severity = SEV3, .why = STR("better"));
	CHECK(s->room->n_committees == 1);
	when(s, ANNA, set_severity, .severity = SEV1, .why = STR("worse again"));
	CHECK(s->room->n_committees == 2 && called_in(s, ANNA, CISO) && called_in(s, BORIS, COO));
	met(s);
	when_it_is(s, s->now + HOURS);
	CHECK(s->room->n_committees == 2);
}

STORY(a_room_that_is_reopened_as_severe_as_that_convenes_it_anew)
{
	a_committee(s);
	met(s);
	when(s, ANNA, close_room, .why = STR("over"));
	when(s, ANNA, reopen_room, .why = STR("it is back"));
	CHECK_OK(s->e);
	CHECK(s->room->n_committees == 2 && called_in(s, BORIS, COO));
}

STORY(calls_to_it_are_over_when_the_severity_calls_none_or_the_room_is_closed)
{
	i64 first;

	a_committee(s);
	first = called_in(s, BORIS, COO)->head.id;
	when(s, ANNA, set_severity, .severity = SEV3, .why = STR("better"));
	then_happened(s, committee_called_off);
	CHECK(call_is_over(s->room, FIND(s->room, calls, first)));
	when(s, ANNA, set_severity, .severity = SEV1, .why = STR("worse again"));
	CHECK(s->room->n_committees == 2 && !call_is_over(s->room, called_in(s, BORIS, COO)));
	when(s, ANNA, close_room, .why = STR("over"));
	then_happened(s, committee_called_off);
	CHECK(call_is_over(s->room, called_in(s, BORIS, COO)));
}

STORY(when_somebody_first_knew_of_it_is_kept)
{
	i64 start;

	a_committee(s);
	start = s->now;
	when_it_is(s, start + 5 * MINUTE);
	when(s, BORIS, acknowledge_call, .call = called_in(s, BORIS, COO)->head.id);
	when_it_is(s, start + 9 * MINUTE);
	when(s, ANNA, log_call, .call = called_in(s, BORIS, COO)->head.id, .channel = BY_PHONE, .result = CALL_REACHED);
	CHECK(called_in(s, BORIS, COO)->known == start + 5 * MINUTE && called_in(s, ANNA, CISO)->known == 0);
}

TEST_MAIN()
