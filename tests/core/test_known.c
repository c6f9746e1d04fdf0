/* What is asserted and asked in a room (A1, C2, law 7). */
#include "story.h"

STORY(a_fact_is_asserted_with_who_when_and_how_sure)
{
	a_room(s);
	s->now += HOURS;
	when(s, CARLA, assert_fact, .name = STR("cvss.base"), .value = STR("\"9.8\""), .confidence = PROBABLE, .note = STR("from NVD"));
	then_happened(s, fact_asserted);
	CHECK(s->room->facts[0].person == CARLA && s->room->facts[0].at == s->now && s->room->facts[0].current);
	CHECK(s->room->facts[0].is.confidence == PROBABLE);
}

/* So many facts that nobody asked for. */
static void
flooded(struct story *s, i64 who, int n)
{
	for (int i = 0; i < n; i++)
		when(s, who, assert_fact, .name = arena_fmt(T, "junk_%lld_%d", (long long)who, i), .value = STR("1"), .confidence = SUSPECTED);
}

STORY(what_somebodys_program_names_is_theirs)
{
	a_room(s);
	signed_in_with(s, SESSION_TOKEN, a_token(s, ANNA, SCOPE_WRITE), true);
	flooded(s, ANNA, LIMIT_FACT_NAMES / 4);
	then_happened(s, fact_asserted);
	when(s, ANNA, assert_fact, .name = STR("one_too_many"), .value = STR("1"), .confidence = SUSPECTED);
	then_refused(s, TOO_LARGE, "of the 256 that one person brings");
}

STORY(nobody_drowns_what_others_know)
{
	i64 guest;

	given(s, FIRST, person_added, .name = STR("Gina"), .outside = true, .organisation = STR("Counsel & Co"), .until = s->now + 30 * DAYS);
	guest = s->charter->room->seq;
	a_room(s);
	when(s, ANNA, add_member, .person = guest, .whole = true);
	flooded(s, guest, LIMIT_FACT_NAMES / 8);
	then_happened(s, fact_asserted);
	when(s, guest, assert_fact, .name = STR("one_too_many"), .value = STR("1"), .confidence = SUSPECTED);
	then_refused(s, TOO_LARGE, "128 facts are yours here, of the 128 that one guest brings");
	flooded(s, CARLA, LIMIT_FACT_NAMES / 4);
	then_happened(s, fact_asserted);
	when(s, CARLA, assert_fact, .name = STR("one_too_many"), .value = STR("1"), .confidence = SUSPECTED);
	then_refused(s, TOO_LARGE, "of the 256 that one person brings");
	when(s, CARLA, assert_fact, .name = s->room->facts[0].is.name, .value = STR("2"), .confidence = SUSPECTED);
	then_happened(s, fact_asserted);
	when(s, BORIS, assert_fact, .name = STR("exploited"), .value = STR("true"), .confidence = CONFIRMED);
	then_happened(s, fact_asserted);
}

STORY(a_correction_replaces_and_the_old_stays_in_the_record)
{
	i64 first;

	a_room(s);
	when(s, ANNA, assert_fact, .name = STR("exposure"), .value = STR("\"internet\""), .confidence = SUSPECTED);
	first = last(s, fact_asserted);
	when(s, BORIS, assert_fact, .name = STR("exposure"), .value = STR("\"internal\""), .confidence = CONFIRMED, .replaces = first);
	then_happened(s, fact_asserted);
	CHECK(s->room->n_facts == 2 && !s->room->facts[0].current && s->room->facts[1].current);
	when(s, CARLA, assert_fact, .name = STR("exposure"), .value = STR("\"none\""), .confidence = CONFIRMED, .replaces = first);
	then_refused(s, CONFLICT, "corrected already");
}

STORY(one_assertion_of_a_name_is_current)
{
	a_room(s);
	when(s, ANNA, assert_fact, .name = STR("exploited"), .value = STR("true"), .confidence = SUSPECTED);
	when(s, BORIS, assert_fact, .name = STR("exploited"), .value = STR("false"), .confidence = CONFIRMED);
	CHECK(!s->room->facts[0].current && s->room->facts[1].current);
}

STORY(a_correction_is_about_the_same_fact)
{
	a_room(s);
	when(s, ANNA, assert_fact, .name = STR("exposure"), .value = STR("true"), .confidence = SUSPECTED);
	when(s, ANNA, assert_fact, .name = STR("exploited"), .value = STR("true"), .confidence = SUSPECTED, .replaces = last(s, fact_asserted));
	then_refused(s, CONFLICT, "is about exposure, not exploited");
	when(s, ANNA, assert_fact, .name = STR("exposure"), .value = STR("true"), .confidence = SUSPECTED, .replaces = 1);
	then_refused(s, NO_SUCH, "no fact 1");
}

STORY(what_the_house_reads_off_the_room_itself_is_asserted_by_nobody)
{
	a_room(s);
	when(s, ANNA, assert_fact, .name = STR("severity"), .value = STR("\"SEV3\""), .confidence = CONFIRMED);
	then_refused(s, REFUSED, "severity is asserted by nobody");
	when(s, ANNA, assert_fact, .name = STR("service.criticality"), .value = STR("\"vital\""), .confidence = CONFIRMED);
	then_refused(s, REFUSED, "reads off the room, its options and the register");
	when(s, ANNA, request_information, .name = STR("option.undo"), .question = STR("How long?"), .due = 1);
	then_refused(s, REFUSED, "option.undo is asserted by nobody");
}

STORY(only_what_is_ruled_out_has_no_value)
{
	a_room(s);
	when(s, ANNA, assert_fact, .name = STR("exploited"), .confidence = CONFIRMED);
	then_refused(s, MALFORMED, "value: is missing");
	when(s, ANNA, assert_fact, .name = STR("exploited"), .confidence = RULED_OUT);
	then_happened(s, fact_asserted);
	CHECK(s->room->facts[0].is.value.p == NULL);
}

STORY(a_request_for_information_has_an_owner_and_a_due_time)
{
	a_room(s);
	when(s, ANNA, request_information, .name = STR("exposure"), .owner = COO, .due = s->now + HOURS, .question = STR("Is it on the internet?"));
	then_happened(s, information_requested);
	when(s, ANNA, request_information, .name = STR("exposure"), .owner = 999, .question = STR("?"));
	then_refused(s, NO_SUCH, "no seat 999");
	when(s, ANNA, request_information, .name = STR("exposure"), .due = s->now, .question = STR("?"));
	then_refused(s, MALFORMED, "due: lies in the past");
}

STORY(a_request_is_answered_once_by_a_fact_of_its_name)
{
	i64 request;

	a_room(s);
	when(s, ANNA, request_information, .name = STR("exposure"), .question = STR("Is it on the internet?"));
	request = last(s, information_requested);
	when(s, BORIS, assert_fact, .name = STR("weather"), .value = STR("true"), .confidence = CONFIRMED, .request = request);
	then_refused(s, CONFLICT, "asks about exposure, not weather");
	when(s, BORIS, assert_fact, .name = STR("exposure"), .value = STR("true"), .confidence = CONFIRMED, .request = request);
	then_happened(s, fact_asserted);
	CHECK(s->room->requests[0].answer == last(s, fact_asserted));
	when(s, BORIS, assert_fact, .name = STR("exposure"), .value = STR("true"), .confidence = CONFIRMED, .request = request);
	then_refused(s, CONFLICT, "answered already");
	when(s, BORIS, assert_fact, .name = STR("exposure"), .value = STR("true"), .confidence = CONFIRMED, .request = 1);
	then_refused(s, NO_SUCH, "no request 1");
}

TEST_MAIN()
