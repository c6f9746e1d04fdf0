/* Clocks: an obligation with a deadline (F5). */
#include "story.h"

/* 2026-01-01T12:00:00Z is NOON; days end at midnight UTC. */
static void
a_clock(struct story *s, enum clock_unit unit, i64 amount)
{
	a_room(s);
	when(s, ANNA, start_clock, .label = STR("gdpr_33"), .cause = 1, .unit = unit, .amount = amount, .title = STR("tell the authority"));
	then_happened(s, clock_started);
}

STORY(hours_run_from_the_moment_that_started_them)
{
	a_room(s);
	s->now += 5 * HOURS;
	when(s, ANNA, start_clock, .label = STR("gdpr_33"), .cause = 1, .unit = CLOCK_HOURS, .amount = 72, .title = STR("tell"));
	CHECK_OK(s->e);
	CHECK(s->room->clocks[0].is.deadline == NOON + 72 * HOURS);
}

STORY(calendar_days_end_with_the_last_of_them)
{
	a_clock(s, CLOCK_DAYS, 3);
	CHECK(s->room->clocks[0].is.deadline == NOON + 12 * HOURS + 3 * DAYS - 1);
}

STORY(a_clock_is_started_by_an_entry_of_the_room)
{
	a_room(s);
	when(s, ANNA, start_clock, .label = STR("x"), .cause = 0, .unit = CLOCK_HOURS, .amount = 1, .title = STR("tell"));
	then_refused(s, NO_SUCH, "no entry 0");
	when(s, ANNA, start_clock, .label = STR("x"), .cause = s->room->seq + 1, .unit = CLOCK_HOURS, .amount = 1, .title = STR("tell"));
	then_refused(s, NO_SUCH, "no entry");
}

STORY(a_clock_ends_while_the_record_can_still_say_when)
{
	a_room(s);
	when(s, ANNA, start_clock, .label = STR("x"), .cause = 1, .unit = CLOCK_DAYS, .amount = 100000, .title = STR("tell"));
	then_refused(s, MALFORMED, "after the year 2255");
}

STORY(what_is_done_in_time_is_met)
{
	a_clock(s, CLOCK_HOURS, 1);
	s->now += HOURS - 1;
	when(s, ANNA, meet_clock, .clock = last(s, clock_started), .how = STR("ref 17"));
	then_happened(s, clock_met);
	CHECK(s->room->clocks[0].state == CLOCK_MET);
}

STORY(a_deadline_that_passed_is_late_and_still_owed)
{
	a_clock(s, CLOCK_HOURS, 1);
	when_it_is(s, NOON + HOURS - 1);
	then_not(s, clock_passed);
	when_it_is(s, NOON + HOURS);
	then_happened(s, clock_passed);
	CHECK(s->room->clocks[0].state == CLOCK_LATE);
	when_it_is(s, NOON + 2 * HOURS);
	then_not(s, clock_passed);
	when(s, ANNA, meet_clock, .clock = last(s, clock_started), .how = STR("ref 17"));
	CHECK(s->room->clocks[0].state == CLOCK_MET_LATE);
}

STORY(late_is_late_even_when_the_server_was_down_at_the_deadline)
{
	a_clock(s, CLOCK_HOURS, 1);
	s->now += 2 * HOURS;
	when(s, ANNA, meet_clock, .clock = last(s, clock_started), .how = STR("ref 17"));
	CHECK(s->room->clocks[0].state == CLOCK_MET_LATE);
}

STORY(a_clock_whose_deadline_is_past_already_is_late_at_once)
{
	a_room(s);
	s->now += 3 * HOURS;
	when(s, ANNA, start_clock, .label = STR("x"), .cause = 1, .unit = CLOCK_HOURS, .amount = 1, .title = STR("tell"));
	then_happened(s, clock_passed);
}

STORY(a_clock_that_does_not_apply_is_lifted)
{
	a_clock(s, CLOCK_HOURS, 1);
	when(s, ANNA, lift_clock, .clock = last(s, clock_started), .why = STR("no personal data"));
	then_happened(s, clock_lifted);
	when_it_is(s, NOON + 2 * HOURS);
	then_not(s, clock_passed);
	when(s, ANNA, meet_clock, .clock = last(s, clock_started), .how = STR("x"));
	then_refused(s, CONFLICT, "lifted already");
	when(s, ANNA, lift_clock, .clock = 1, .why = STR("x"));
	then_refused(s, NO_SUCH, "no clock 1");
}

STORY(a_clock_is_owed_after_the_room_is_closed)
{
	a_clock(s, CLOCK_HOURS, 1);
	when(s, ANNA, close_room, .why = STR("over"));
	when_it_is(s, NOON + HOURS);
	then_happened(s, clock_passed);
	when(s, ANNA, meet_clock, .clock = last(s, clock_started), .how = STR("ref 17"));
	then_happened(s, clock_met);
}

TEST_MAIN()
