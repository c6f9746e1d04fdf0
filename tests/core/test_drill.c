/* The drill: everybody on a ladder is called for five minutes, to see who answers (B2). */
#include "story.h"

/* A SEV1 calls CISO and COO; Dora stands in for both. */
static void
a_ladder(struct story *s)
{
	static const i64 calls[] = { CISO, COO };
	static const struct rec_criterion_terms terms = { .severity = SEV1, .calls = { calls, 2 } };

	given(s, 0, criterion_set, .terms = &terms, .criteria = STR("it burns"));
	s->in = s->charter->room;
}

static void
a_drill(struct story *s)
{
	a_ladder(s);
	when(s, FIRST, start_drill, .severity = SEV1);
	then_happened(s, drill_started);
}

static const struct call *
drilled(const struct story *s, i64 person)
{
	const struct room *room = s->charter->room;

	for (size_t i = room->n_calls; i-- > 0;)
		if (room->calls[i].is.person == person && room->calls[i].is.reason == CALL_DRILL)
			return &room->calls[i];
	return NULL;
}

static const struct drill *
the_drill(const struct story *s)
{
	return &s->charter->room->drills[s->charter->room->n_drills - 1];
}

static void
answers_after(struct story *s, i64 who, i64 time)
{
	when_it_is(s, the_drill(s)->at + time);
	when(s, who, acknowledge_call, .call = drilled(s, who)->head.id);
	then_happened(s, call_acknowledged);
}

STORY(everybody_on_the_ladder_is_called_once_holders_and_deputies)
{
	a_drill(s);
	CHECK(s->charter->room->n_calls == 3 && drilled(s, ANNA) && drilled(s, BORIS) && drilled(s, DORA) && !drilled(s, CARLA));
	CHECK(drilled(s, DORA)->is.seat == CISO && the_drill(s)->is.until == s->now + 5 * MINUTE);
}

STORY(a_kind_of_decision_calls_whom_its_rule_needs_and_leads_to)
{
	s->in = s->charter->room;
	when(s, FIRST, start_drill, .kind = STR("climbing"));
	then_happened(s, drill_started);
	CHECK(drilled(s, ANNA) && drilled(s, BORIS) && drilled(s, CARLA) && !drilled(s, FIRST));
}

STORY(the_officers_own_kinds_call_the_officers)
{
	s->in = s->charter->room;
	when(s, FIRST, start_drill, .kind = STR("change_charter"));
	then_happened(s, drill_started);
	CHECK(drilled(s, FIRST) && s->charter->room->n_calls == 1);
}

STORY(whoever_is_away_or_from_outside_is_not_called)
{
	struct rec_seat_terms cfo = { .seat = CFO, .label = STR("cfo") };
	i64 guest;

	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"));
	guest = s->charter->room->seq;
	cfo.holders = (struct refs){ &guest, 1 };
	given(s, 0, seat_set, .terms = &cfo, .title = STR("CFO"));
	given(s, ANNA, absence_set, .person = ANNA, .until = s->now + DAYS);
	given(s, DORA, absence_set, .person = DORA, .until = s->now + DAYS);
	s->in = s->charter->room;
	when(s, FIRST, start_drill, .kind = STR("climbing"));
	CHECK(drilled(s, BORIS) && !drilled(s, ANNA) && !drilled(s, guest));
	when_it_is(s, s->now + 5 * MINUTE);
	CHECK(refs_have(drill_result(T, s->charter, the_drill(s)).silent, CISO));
}

STORY(after_five_minutes_it_ends_by_itself_and_says_who_answered_after_how_long)
{
	struct drill_result r;

	a_drill(s);
	answers_after(s, ANNA, MINUTE);
	when_it_is(s, the_drill(s)->at + 5 * MINUTE - 1);
	CHECK(the_drill(s)->ended == 0);
	when_it_is(s, the_drill(s)->at + 5 * MINUTE);
	then_happened(s, drill_ended);
	r = drill_result(T, s->charter, the_drill(s));
	CHECK(r.called == 3 && r.answered == 1 && r.median == 60 && r.silent.n == 1 && r.silent.v[0] == COO);
	when(s, BORIS, acknowledge_call, .call = drilled(s, BORIS)->head.id);
	then_refused(s, CONFLICT, "It is over");
}

STORY(a_seat_is_reached_by_its_deputy_too)
{
	struct drill_result r;

	a_drill(s);
	answers_after(s, ANNA, MINUTE);
	answers_after(s, DORA, 3 * MINUTE);
	when_it_is(s, the_drill(s)->at + 5 * MINUTE);
	r = drill_result(T, s->charter, the_drill(s));
	CHECK(r.answered == 2 && r.median == 120 && r.silent.n == 0);
}

STORY(when_all_have_answered_it_is_over)
{
	a_drill(s);
	answers_after(s, ANNA, MINUTE);
	answers_after(s, BORIS, MINUTE);
	then_not(s, drill_ended);
	answers_after(s, DORA, 2 * MINUTE);
	then_happened(s, drill_ended);
	CHECK(drill_result(T, s->charter, the_drill(s)).median == 60 && drill_last(s->charter) == the_drill(s));
}

STORY(nobody_says_for_another_that_they_are_there)
{
	a_drill(s);
	when(s, ANNA, acknowledge_call, .call = drilled(s, BORIS)->head.id);
	then_refused(s, NOT_YOUR_CALL, "Somebody else was called");
}

STORY(there_is_one_drill_at_a_time)
{
	a_drill(s);
	when(s, FIRST, start_drill, .severity = SEV1);
	then_refused(s, CONFLICT, "A drill is under way");
	when_it_is(s, s->now + 5 * MINUTE);
	when(s, FIRST, start_drill, .severity = SEV1);
	then_happened(s, drill_started);
	CHECK(s->charter->room->n_calls == 6 && s->charter->room->n_drills == 2);
	CHECK(drill_result(T, s->charter, the_drill(s)).called == 3);
}

STORY(a_drill_is_begun_by_an_officer_for_one_thing_that_calls_somebody)
{
	a_ladder(s);
	when(s, ANNA, start_drill, .severity = SEV1);
	then_refused(s, NOT_YOUR_CALL, "for charter officers");
	when(s, FIRST, start_drill, .severity = SEV1, .kind = STR("calm"));
	then_refused(s, MALFORMED, "say one of severity and kind");
	when(s, FIRST, start_drill, .kind = STR("pay"));
	then_refused(s, REFUSED, "The charter calls nobody for that");
	when(s, FIRST, start_drill, .severity = SEV2);
	then_refused(s, REFUSED, "The charter calls nobody for that");
	given(s, ANNA, absence_set, .person = ANNA, .until = s->now + DAYS);
	given(s, DORA, absence_set, .person = DORA, .until = s->now + DAYS);
	when(s, FIRST, start_drill, .kind = STR("calm"));
	then_refused(s, REFUSED, "Nobody who can be called sits in those seats");
}

STORY(a_drill_that_the_server_slept_through_says_nothing_about_anybody)
{
	a_drill(s);
	s->returned = the_drill(s)->at + 10 * MINUTE;
	when_it_is(s, s->returned);
	then_happened(s, drill_ended);
	CHECK(the_drill(s)->interrupted && drill_last(s->charter) == NULL);
}

STORY(nobody_from_outside_sees_a_drill_or_its_calls)
{
	struct audience a;
	struct seen seen;
	i64 guest;

	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"));
	guest = s->charter->room->seq;
	a_drill(s);
	CHECK(audience_of(T, s->charter, s->charter->room, guest, &a));
	CHECK(!view_entity(&(struct seeing){ T, s->charter, s->charter->room, &a }, ENT_drill, the_drill(s)->head.id, &seen));
	CHECK(!view_entity(&(struct seeing){ T, s->charter, s->charter->room, &a }, ENT_call, drilled(s, ANNA)->head.id, &seen));
	when(s, guest, acknowledge_call, .call = drilled(s, ANNA)->head.id);
	then_refused(s, NO_SUCH, "There is no call");
}

TEST_MAIN()
