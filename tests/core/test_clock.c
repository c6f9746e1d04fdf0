/* Clocks: an obligation with a deadline (F5). */
#include "story.h"
#include "utc.h"

/* 2026-01-01T12:00:00Z is NOON, a Thursday. */
static const struct rec_working_day five[] = { { MONDAY }, { TUESDAY }, { WEDNESDAY }, { THURSDAY }, { FRIDAY } };
static const struct rec_holiday new_year[] = { { STR_INIT("2026-01-01") } };

#define LIMIT(...)   (struct rec_clock_limit){ .from = STR("aware"), __VA_ARGS__ }
#define LIMITS(...)  (const struct rec_clock_limit[]){ __VA_ARGS__ }, sizeof((const struct rec_clock_limit[]){ __VA_ARGS__ }) / sizeof(struct rec_clock_limit)
#define TERMS(name, ...) (&(struct rec_clock_terms){ STR(name), CISO, LIMITS(__VA_ARGS__) })
#define MOMENT(name, ...) (const struct rec_clock_moment[]){ { .moment = STR(name), __VA_ARGS__ } }, .n_moments = 1
#define HOURS_LEFT(n) LIMIT(.unit = CLOCK_HOURS, .amount = (n))

static const struct clock *
clock_at(const struct story *s, size_t i)
{
	CHECK(i < s->room->n_clocks);
	return &s->room->clocks[i];
}

static void
ends_at(const struct story *s, size_t i, const char *when)
{
	CHECK_OK(s->e);
	CHECK_STR(utc_text(T, clock_at(s, i)->deadline), str_c(when));
}

#define then_clock(s, i, state_) (CHECK_OK((s)->e), CHECK(clock_at((s), (i))->state == CLOCK_##state_))

/* A room, and a clock of one limit that counts from its first entry. */
static void
a_clock(struct story *s, enum clock_unit unit, i64 amount)
{
	a_room(s);
	when(s, ANNA, start_clock, .terms = TERMS("gdpr_33", LIMIT(.unit = unit, .amount = amount)),
	    .moments = MOMENT("aware", .cause = 1), .title = STR("tell the authority"));
	then_happened(s, clock_started);
}

static i64
a_calendar_of(struct story *s, i64 offset)
{
	struct rec_calendar_terms *t = NEW(T, struct rec_calendar_terms, 1);

	*t = (struct rec_calendar_terms){ .label = STR("eu"), .working = five, .n_working = 5, .holidays = new_year, .n_holidays = 1,
	    .utc_offset = offset, .summer_time = SUMMER_NEVER };
	given(s, 0, calendar_set, .terms = t, .title = STR("European Union"));
	return s->charter->room->seq;
}

/* ---- counting ---- */

STORY(hours_run_from_the_moment_that_started_them)
{
	a_room(s);
	s->now += 5 * HOURS;
	when(s, ANNA, start_clock, .terms = TERMS("gdpr_33", HOURS_LEFT(72)), .moments = MOMENT("aware", .cause = 1), .title = STR("tell"));
	ends_at(s, 0, "2026-01-04T12:00:00Z");
}

STORY(a_moment_may_lie_before_the_entry_that_tells_of_it)
{
	a_room(s);
	when(s, ANNA, start_clock, .terms = TERMS("gdpr_33", HOURS_LEFT(72)), .moments = MOMENT("aware", .cause = 1, .at = NOON - 2 * HOURS),
	    .title = STR("tell"));
	ends_at(s, 0, "2026-01-04T10:00:00Z");
}

STORY(calendar_days_end_with_the_last_of_them)
{
	a_clock(s, CLOCK_DAYS, 3);
	ends_at(s, 0, "2026-01-04T11:14:59.999999Z");          /* where they end first: no calendar says where */
}

STORY(the_limit_that_ends_first_holds)
{
	a_room(s);
	when(s, ANNA, start_clock, .terms = TERMS("x", LIMIT(.unit = CLOCK_MONTHS, .amount = 1), HOURS_LEFT(72)),
	    .moments = MOMENT("aware", .cause = 1), .title = STR("tell"));
	ends_at(s, 0, "2026-01-04T12:00:00Z");
}

STORY(business_days_are_those_of_a_calendar)
{
	i64 eu = a_calendar_of(s, 60);

	a_room(s);
	when(s, ANNA, start_clock, .terms = TERMS("x", LIMIT(.unit = CLOCK_BUSINESS_DAYS, .amount = 2, .calendar = eu)),
	    .moments = MOMENT("aware", .cause = 1), .title = STR("tell"));
	ends_at(s, 0, "2026-01-05T22:59:59.999999Z");
}

STORY(a_deadline_stays_what_it_was_when_the_calendar_changes)
{
	i64 eu = a_calendar_of(s, 0);
	struct rec_calendar_terms later = { .calendar = eu, .label = STR("eu"), .working = five, .n_working = 1 };

	a_room(s);
	when(s, ANNA, start_clock, .terms = TERMS("x", LIMIT(.unit = CLOCK_BUSINESS_DAYS, .amount = 1, .calendar = eu)),
	    .moments = MOMENT("aware", .cause = 1), .title = STR("tell"));
	given(s, 0, calendar_set, .terms = &later, .title = STR("Mondays only"));
	when_it_is(s, NOON + HOURS);
	ends_at(s, 0, "2026-01-02T23:59:59.999999Z");
}

/* ---- what cannot be started ---- */

#define terms_refused(s, KIND, words, ...) \
	(when(s, ANNA, start_clock, .terms = TERMS("x", LIMIT(__VA_ARGS__)), .moments = MOMENT("aware", .cause = 1), .title = STR("tell")), \
	 then_refused(s, KIND, words))

STORY(a_limit_that_cannot_be_counted_is_refused)
{
	i64 eu = a_calendar_of(s, 0);

	a_room(s);
	terms_refused(s, MALFORMED, "after the year 2255", .unit = CLOCK_DAYS, .amount = 100000);
	terms_refused(s, MALFORMED, "business days are those of a calendar", .unit = CLOCK_BUSINESS_DAYS, .amount = 4);
	terms_refused(s, MALFORMED, "for a calendar to say", .unit = CLOCK_DAYS, .amount = 4, .to_working_day = true);
	terms_refused(s, REFUSED, "Hours run on", .unit = CLOCK_HOURS, .amount = 4, .calendar = eu, .to_working_day = true);
	terms_refused(s, NO_SUCH, "no calendar 999", .unit = CLOCK_DAYS, .amount = 4, .calendar = 999);
}

STORY(a_clock_has_an_owner_and_a_limit)
{
	struct rec_clock_terms nobody = { STR("x"), 999, LIMITS(HOURS_LEFT(1)) }, nothing = { STR("x"), CISO, NULL, 0 };

	a_room(s);
	when(s, ANNA, start_clock, .terms = &nobody, .title = STR("tell"));
	then_refused(s, NO_SUCH, "no seat 999");
	when(s, ANNA, start_clock, .terms = &nothing, .title = STR("tell"));
	then_refused(s, MALFORMED, "one at least");
	when(s, ANNA, close_room, .why = STR("over"));
	when(s, ANNA, start_clock, .terms = TERMS("x", HOURS_LEFT(1)), .title = STR("tell"));
	then_refused(s, CONFLICT, "closed");
}

STORY(a_moment_is_told_by_an_entry_of_the_room_and_has_been)
{
	a_room(s);
	when(s, ANNA, start_clock, .terms = TERMS("x", HOURS_LEFT(1)), .moments = MOMENT("aware", .cause = s->room->seq + 1), .title = STR("tell"));
	then_refused(s, NO_SUCH, "no entry");
	when(s, ANNA, start_clock, .terms = TERMS("x", HOURS_LEFT(1)), .moments = MOMENT("aware", .cause = 1, .at = NOON + 1), .title = STR("tell"));
	then_refused(s, MALFORMED, "future");
	when(s, ANNA, start_clock, .terms = TERMS("x", HOURS_LEFT(1)), .moments = MOMENT("paid", .cause = 1), .title = STR("tell"));
	then_refused(s, MALFORMED, "nothing of this clock counts from paid");
}

/* ---- met, late, explained, lifted ---- */

STORY(what_is_done_in_time_is_met)
{
	a_clock(s, CLOCK_HOURS, 1);
	s->now += HOURS - 1;
	when(s, ANNA, meet_clock, .clock = last(s, clock_started), .how = STR("ref 17"));
	then_happened(s, clock_met);
	then_clock(s, 0, MET);
	CHECK(clock_at(s, 0)->late == 0 && clock_at(s, 0)->met_at == s->now);
}

STORY(what_was_done_in_time_and_entered_afterwards_is_met)
{
	a_clock(s, CLOCK_HOURS, 1);
	when_it_is(s, NOON + 2 * HOURS);
	then_clock(s, 0, LATE);
	when(s, ANNA, meet_clock, .clock = last(s, clock_started), .at = NOON + HOURS / 2);
	then_clock(s, 0, MET);
	when(s, ANNA, meet_clock, .clock = last(s, clock_started), .at = NOON);
	then_refused(s, CONFLICT, "met already");
}

STORY(nothing_is_done_in_the_future)
{
	a_clock(s, CLOCK_HOURS, 1);
	when(s, ANNA, meet_clock, .clock = last(s, clock_started), .at = NOON + 1);
	then_refused(s, MALFORMED, "once it is done");
}

STORY(nothing_is_done_before_the_clock_began)
{
	a_clock(s, CLOCK_HOURS, 1);
	when_it_is(s, NOON + 2 * HOURS);
	when(s, ANNA, meet_clock, .clock = last(s, clock_started), .at = 1000000);
	then_refused(s, MALFORMED, "before the clock began");
	CHECK(clock_at(s, 0)->state == CLOCK_LATE);
}

STORY(a_deadline_that_passed_is_late_and_still_owed_and_says_how_late)
{
	a_clock(s, CLOCK_HOURS, 1);
	when_it_is(s, NOON + HOURS - 1);
	then_not(s, clock_passed);
	when_it_is(s, NOON + HOURS);
	then_happened(s, clock_passed);
	then_clock(s, 0, LATE);
	when_it_is(s, NOON + 2 * HOURS);
	then_not(s, clock_passed);
	when(s, ANNA, meet_clock, .clock = last(s, clock_started), .how = STR("ref 17"));
	then_clock(s, 0, MET_LATE);
	CHECK(clock_at(s, 0)->late == 3601);            /* the second begun counts */
}

STORY(what_is_late_is_owed_and_met_after_the_room_was_closed_too)
{
	a_clock(s, CLOCK_HOURS, 1);
	when(s, ANNA, close_room, .why = STR("the authority is told tomorrow"));
	then_happened(s, room_closed);
	when_it_is(s, NOON + HOURS);
	then_happened(s, clock_passed);
	then_clock(s, 0, LATE);
	when(s, ANNA, explain_clock, .clock = last(s, clock_started), .why = STR("their portal was down"));
	then_happened(s, clock_explained);
	when(s, ANNA, meet_clock, .clock = last(s, clock_started), .how = STR("ref 17"));
	then_clock(s, 0, MET_LATE);
}

STORY(late_is_late_even_when_the_server_was_down_at_the_deadline)
{
	a_clock(s, CLOCK_HOURS, 1);
	s->now += 2 * HOURS;
	when(s, ANNA, meet_clock, .clock = last(s, clock_started), .how = STR("ref 17"));
	then_clock(s, 0, MET_LATE);
}

STORY(a_clock_whose_deadline_is_past_already_is_late_at_once)
{
	a_room(s);
	s->now += 3 * HOURS;
	when(s, ANNA, start_clock, .terms = TERMS("x", HOURS_LEFT(1)), .moments = MOMENT("aware", .cause = 1), .title = STR("tell"));
	then_happened(s, clock_passed);
}

STORY(why_something_is_late_is_said_before_and_after_it_is_done)
{
	i64 clock;

	a_clock(s, CLOCK_HOURS, 1);
	clock = last(s, clock_started);
	when(s, ANNA, explain_clock, .clock = clock, .why = STR("it will be"));
	then_happened(s, clock_explained);
	when_it_is(s, NOON + HOURS);
	when(s, ANNA, explain_clock, .clock = clock, .why = STR("forensics took longer"));
	CHECK_STR(clock_at(s, 0)->why, STR("forensics took longer"));
	when(s, ANNA, meet_clock, .clock = clock);
	when(s, ANNA, explain_clock, .clock = clock, .why = STR("as told to the authority"));
	CHECK_STR(clock_at(s, 0)->why, STR("as told to the authority"));
}

STORY(the_reasons_are_given_by_whoever_owes_it)
{
	i64 clock;

	a_clock(s, CLOCK_HOURS, 1);
	clock = last(s, clock_started);
	given(s, ANNA, member_added, .person = ERIK);
	when(s, ERIK, explain_clock, .clock = clock, .why = STR("we slept"));
	then_refused(s, NOT_YOUR_CALL, "Saying why a clock is late is for");
}

STORY(what_is_in_time_or_gone_has_nothing_late_to_explain)
{
	a_clock(s, CLOCK_HOURS, 1);
	when(s, ANNA, meet_clock, .clock = last(s, clock_started));
	when(s, ANNA, explain_clock, .clock = last(s, clock_started), .why = STR("x"));
	then_refused(s, CONFLICT, "nothing late to explain");
	when(s, ANNA, explain_clock, .clock = 1, .why = STR("x"));
	then_refused(s, NO_SUCH, "no clock 1");
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

/* ---- waiting ---- */

STORY(a_clock_waits_until_the_moment_is_known)
{
	a_room(s);
	when(s, ANNA, start_clock, .terms = TERMS("x", HOURS_LEFT(4)), .title = STR("tell"));
	then_clock(s, 0, WAITING);
	when_it_is(s, NOON + 100 * DAYS);
	then_not(s, clock_passed);
	when(s, ANNA, time_clock, .clock = last(s, clock_started), .moment = STR("aware"), .cause = 1, .at = s->now - HOURS);
	then_clock(s, 0, RUNNING);
	CHECK(clock_at(s, 0)->deadline == s->now + 3 * HOURS);
	when(s, ANNA, time_clock, .clock = last(s, clock_started), .moment = STR("paid"), .cause = 1);
	then_refused(s, MALFORMED, "nothing of this clock counts from paid");
	when(s, ANNA, time_clock, .clock = 1, .moment = STR("aware"), .cause = 1);
	then_refused(s, NO_SUCH, "no clock 1");
}

STORY(a_moment_put_right_moves_the_deadline_either_way_and_shows_the_earlier)
{
	i64 clock;

	a_clock(s, CLOCK_HOURS, 2);
	clock = last(s, clock_started);
	s->now += HOURS;
	when(s, ANNA, time_clock, .clock = clock, .moment = STR("aware"), .cause = 1, .at = NOON - HOURS / 2);
	then_refused(s, MALFORMED, "say why it was another moment");
	when(s, ANNA, time_clock, .clock = clock, .moment = STR("aware"), .cause = 1, .at = NOON - HOURS / 2, .why = STR("the mail was read then"));
	then_clock(s, 0, RUNNING);
	CHECK(clock_at(s, 0)->n_moments == 1 && clock_at(s, 0)->deadline == NOON + HOURS * 3 / 2 && clock_at(s, 0)->was_due == NOON + 2 * HOURS);
	CHECK_STR(clock_at(s, 0)->retimed, STR("the mail was read then"));
	when(s, ANNA, time_clock, .clock = clock, .moment = STR("aware"), .cause = 1, .at = NOON, .why = STR("the mail was read later"));
	CHECK(clock_at(s, 0)->deadline == NOON + 2 * HOURS);
}

STORY(what_was_late_is_late_though_its_moment_is_put_right)
{
	i64 clock;

	a_clock(s, CLOCK_HOURS, 1);
	clock = last(s, clock_started);
	when_it_is(s, NOON + 2 * HOURS);
	then_clock(s, 0, LATE);
	when(s, ANNA, time_clock, .clock = clock, .moment = STR("aware"), .cause = 1, .at = NOON + 2 * HOURS, .why = STR("we were not sure before"));
	then_clock(s, 0, LATE);
	CHECK(clock_at(s, 0)->deadline == NOON + 3 * HOURS && clock_at(s, 0)->was_due == NOON + HOURS);
	when(s, ANNA, meet_clock, .clock = clock);
	then_clock(s, 0, MET_LATE);
	CHECK(clock_at(s, 0)->late == 3601);            /* of the deadline that passed */
}

/* ---- whose it is ---- */

/* A room, and a clock of the COO; whose deputy is Dora, and which Erik has nothing to do with. */
static i64
a_clock_of_the_coo(struct story *s, i64 hours)
{
	a_room(s);
	when(s, ANNA, add_member, .person = ERIK);
	when(s, ANNA, add_member, .person = DORA);
	when(s, BORIS, start_clock, .terms = &(struct rec_clock_terms){ STR("merchants"), COO, LIMITS(HOURS_LEFT(hours)) },
	    .moments = MOMENT("aware", .cause = 1), .title = STR("tell the merchants"));
	then_clock(s, 0, RUNNING);
	return last(s, clock_started);
}

#define refused_to(s, who, name, ...) (when(s, who, name, __VA_ARGS__), then_refused(s, NOT_YOUR_CALL, "who owes it"))

STORY(nobody_else_times_confirms_meets_or_lifts_what_a_seat_owes)
{
	i64 clock = a_clock_of_the_coo(s, 8);
	static const i64 others[] = { CARLA, DORA, ERIK };

	for (size_t i = 0; i < countof(others); i++) {
		refused_to(s, others[i], time_clock, .clock = clock, .moment = STR("aware"), .cause = 1, .at = NOON - HOURS, .why = STR("x"));
		refused_to(s, others[i], meet_clock, .clock = clock);
		refused_to(s, others[i], lift_clock, .clock = clock, .why = STR("x"));
	}
	when(s, ANNA, time_clock, .clock = clock, .moment = STR("aware"), .cause = 1, .at = NOON - HOURS, .why = STR("she commands"));
	then_happened(s, clock_timed);
	when(s, BORIS, meet_clock, .clock = clock);
	then_clock(s, 0, MET);
}

STORY(a_program_proposes_and_no_more)
{
	i64 clock = a_clock_of_the_coo(s, 8);

	signed_in_with(s, SESSION_TOKEN, a_token(s, BORIS, SCOPE_WRITE), true);
	when(s, BORIS, meet_clock, .clock = clock);
	then_refused(s, NOT_YOUR_CALL, "token");
	when(s, BORIS, lift_clock, .clock = clock, .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "token");
	when(s, BORIS, time_clock, .clock = clock, .moment = STR("aware"), .cause = 1, .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "token");
}

STORY(what_somebody_else_enters_is_proposed)
{
	i64 clock;

	a_room(s);
	when(s, CARLA, start_clock, .terms = TERMS("gdpr_33", HOURS_LEFT(72)), .moments = MOMENT("aware", .cause = 1), .title = STR("tell"));
	then_clock(s, 0, PROPOSED);
	clock = last(s, clock_started);
	refused_to(s, CARLA, confirm_clock, .clock = clock);
	when(s, ANNA, confirm_clock, .clock = clock);
	then_clock(s, 0, RUNNING);
}

STORY(a_deputy_who_was_called_for_it_does_what_is_owed)
{
	i64 clock = a_clock_of_the_coo(s, 8);

	given(s, BORIS, absence_set, .person = BORIS, .until = NOON + DAYS);
	when_it_is(s, NOON + 6 * HOURS);
	given(s, BORIS, absence_set, .person = BORIS);
	when(s, DORA, meet_clock, .clock = clock, .how = STR("by mail"));
	then_clock(s, 0, MET);
}

/* ---- determinations ---- */

static void
determinations_take_the_coo(struct story *s)
{
	static const i64 coo[] = { COO };
	static const struct rec_concur_group concur = { .k = 1, .seats = { coo, 1 } };

	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = STR("determination"), .accountable = CISO, .within = 3600,
	    .concur = &concur, .n_concur = 1 });
}

static i64
determined(struct story *s)
{
	a_decision(s, ANNA, "determination");
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_state(s, TAKEN);
	return last(s, decision_opened);
}

STORY(a_later_deadline_is_a_determination_an_earlier_one_is_not)
{
	i64 clock;

	determinations_take_the_coo(s);
	a_clock(s, CLOCK_HOURS, 4);
	clock = last(s, clock_started);
	s->now += HOURS;
	when(s, ANNA, time_clock, .clock = clock, .moment = STR("aware"), .cause = 1, .at = NOON + HOURS, .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "open a decision of the kind determination");
	when(s, ANNA, lift_clock, .clock = clock, .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "open a decision of the kind determination");
	when(s, ANNA, time_clock, .clock = clock, .moment = STR("aware"), .cause = 1, .at = NOON - HOURS, .why = STR("earlier still"));
	then_happened(s, clock_timed);
	determined(s);
	when(s, ANNA, time_clock, .clock = clock, .moment = STR("aware"), .cause = 1, .at = NOON + HOURS, .why = STR("as determined"));
	then_happened(s, clock_timed);
	when(s, ANNA, lift_clock, .clock = clock, .why = STR("the one decision is used"));
	then_refused(s, NOT_YOUR_CALL, "open a decision of the kind determination");
}

STORY(a_determination_alone_says_that_what_was_late_is_not)
{
	i64 clock;

	determinations_take_the_coo(s);
	a_clock(s, CLOCK_HOURS, 1);
	clock = last(s, clock_started);
	when_it_is(s, NOON + 2 * HOURS);
	then_clock(s, 0, LATE);
	determined(s);
	when(s, ANNA, time_clock, .clock = clock, .moment = STR("aware"), .cause = 1, .at = NOON + 2 * HOURS, .why = STR("as determined"));
	then_clock(s, 0, RUNNING);
	when(s, ANNA, meet_clock, .clock = clock);
	then_clock(s, 0, MET);
}

/* ---- whom it calls ---- */

static const struct call *
called_for(const struct story *s, i64 person, enum call_reason why)
{
	return call_of(s->room, &(struct ev_call_owed){ .person = person, .seat = clock_at(s, 0)->is.terms->owner, .reason = why, .clock = clock_at(s, 0)->head.id });
}

/* When the first clock calls next. */
static i64
calls_at(struct story *s)
{
	struct scene scene = story_scene(s, s->room);
	i64 at = clock_due(&scene, clock_at(s, 0));

	CHECK(due(&scene) && due(&scene) <= at);
	return at;
}

STORY(a_deadline_calls_its_seat_in_its_last_quarter_then_its_deputies)
{
	a_clock_of_the_coo(s, 8);
	CHECK(calls_at(s) == NOON + 6 * HOURS);
	when_it_is(s, NOON + 6 * HOURS - 1);
	CHECK(!called_for(s, BORIS, CALL_DEADLINE));
	when_it_is(s, NOON + 6 * HOURS);
	CHECK(called_for(s, BORIS, CALL_DEADLINE) && !called_for(s, DORA, CALL_DEADLINE));
	CHECK(calls_at(s) == NOON + 7 * HOURS);
	when_it_is(s, NOON + 7 * HOURS);
	CHECK(called_for(s, DORA, CALL_DEADLINE) && !called_for(s, ANNA, CALL_DEADLINE));
	when_it_is(s, NOON + 7 * HOURS + 1);
	then_not(s, call_owed);
}

STORY(who_knows_of_a_deadline_needs_no_deputy)
{
	a_clock_of_the_coo(s, 8);
	when_it_is(s, NOON + 6 * HOURS);
	when(s, BORIS, acknowledge_call, .call = called_for(s, BORIS, CALL_DEADLINE)->head.id);
	when_it_is(s, NOON + 7 * HOURS);
	CHECK(!called_for(s, DORA, CALL_DEADLINE));
}

STORY(that_somebody_is_said_to_know_of_a_deadline_holds_nothing_up)
{
	a_clock_of_the_coo(s, 8);
	when_it_is(s, NOON + 6 * HOURS + 30 * MINUTE);
	when(s, CARLA, log_call, .call = called_for(s, BORIS, CALL_DEADLINE)->head.id, .channel = BY_PHONE, .result = CALL_REACHED);
	CHECK_OK(s->e);
	CHECK(!called_for(s, BORIS, CALL_DEADLINE)->acknowledged && calls_at(s) == NOON + 7 * HOURS);
	when_it_is(s, NOON + 7 * HOURS);
	CHECK(called_for(s, DORA, CALL_DEADLINE) && calls_at(s) == NOON + 8 * HOURS);
}

STORY(a_deadline_of_an_hour_or_two_calls_an_hour_before_it_ends)
{
	a_clock_of_the_coo(s, 2);
	when_it_is(s, NOON + HOURS - 1);
	CHECK(!called_for(s, BORIS, CALL_DEADLINE));
	when_it_is(s, NOON + HOURS);
	CHECK(called_for(s, BORIS, CALL_DEADLINE));
}

STORY(who_is_away_is_passed_over_and_where_nobody_is_there_the_commander_is_called)
{
	a_clock_of_the_coo(s, 8);
	given(s, BORIS, absence_set, .person = BORIS, .until = NOON + DAYS);
	when_it_is(s, NOON + 6 * HOURS);
	CHECK(!called_for(s, BORIS, CALL_DEADLINE) && called_for(s, DORA, CALL_DEADLINE) && !called_for(s, ANNA, CALL_DEADLINE));
	given(s, DORA, absence_set, .person = DORA, .until = NOON + DAYS);
	when_it_is(s, NOON + 6 * HOURS + 1);
	CHECK(called_for(s, ANNA, CALL_DEADLINE));
}

STORY(what_is_late_calls_the_commander_and_who_answers_for_determinations_once)
{
	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = STR("determination"), .accountable = CFO, .within = 3600 });
	a_clock_of_the_coo(s, 8);
	when_it_is(s, NOON + 8 * HOURS);
	CHECK(called_for(s, BORIS, CALL_LATE) && called_for(s, ANNA, CALL_LATE) && called_for(s, CARLA, CALL_LATE));
	when_it_is(s, NOON + 9 * HOURS);
	then_not(s, call_owed);
	when(s, BORIS, meet_clock, .clock = clock_at(s, 0)->head.id);
	CHECK(call_is_over(s->room, called_for(s, ANNA, CALL_LATE)));
}

STORY(what_is_proposed_calls_too_and_is_never_late_by_itself)
{
	a_room(s);
	when(s, CARLA, start_clock, .terms = &(struct rec_clock_terms){ STR("merchants"), COO, LIMITS(HOURS_LEFT(8)) },
	    .moments = MOMENT("aware", .cause = 1), .title = STR("tell the merchants"));
	when_it_is(s, NOON + 6 * HOURS);
	CHECK(called_for(s, BORIS, CALL_DEADLINE));
	when_it_is(s, NOON + 8 * HOURS);
	CHECK(called_for(s, BORIS, CALL_LATE) && called_for(s, ANNA, CALL_LATE));
	then_not(s, clock_passed);
	then_clock(s, 0, PROPOSED);
}

STORY(a_clock_timed_anew_calls_anew)
{
	i64 clock = a_clock_of_the_coo(s, 8), first;

	when_it_is(s, NOON + 6 * HOURS);
	first = called_for(s, BORIS, CALL_DEADLINE)->head.id;
	when(s, BORIS, time_clock, .clock = clock, .moment = STR("aware"), .cause = 1, .at = NOON + 4 * HOURS, .why = STR("x"));
	then_not(s, call_owed);
	CHECK(call_is_over(s->room, called_for(s, BORIS, CALL_DEADLINE)));
	when_it_is(s, NOON + 10 * HOURS);
	CHECK(called_for(s, BORIS, CALL_DEADLINE)->head.id > first);
}

#define AFTER(label, unit_, n) (struct rec_clock_limit){ .from = STR(label), .submission = true, .unit = CLOCK_##unit_, .amount = n }

STORY(a_stage_begins_when_the_one_before_it_is_met)
{
	i64 first;

	a_clock(s, CLOCK_HOURS, 24);
	first = last(s, clock_started);
	when(s, ANNA, start_clock, .terms = TERMS("final", AFTER("gdpr_33", HOURS, 72)), .title = STR("report"));
	then_clock(s, 1, WAITING);
	s->now += 10 * HOURS;
	when(s, ANNA, meet_clock, .clock = first, .at = NOON + 6 * HOURS);
	then_happened(s, clock_timed);
	then_clock(s, 1, RUNNING);
	ends_at(s, 1, "2026-01-04T18:00:00Z");          /* from the submission, not from its entry */
	CHECK(clock_at(s, 1)->moments[0].cause == clock_at(s, 0)->met);
}

STORY(a_stage_whose_forerunner_was_met_before_runs_at_once)
{
	a_clock(s, CLOCK_HOURS, 24);
	when(s, ANNA, meet_clock, .clock = last(s, clock_started));
	when(s, ANNA, start_clock, .terms = TERMS("final", AFTER("gdpr_33", DAYS, 1)), .title = STR("report"));
	then_happened(s, clock_timed);
	then_clock(s, 1, RUNNING);
}

STORY(a_stage_waits_for_the_newest_of_that_label_and_not_for_one_met_before)
{
	i64 first, second;

	a_clock(s, CLOCK_HOURS, 24);
	first = last(s, clock_started);
	when(s, ANNA, meet_clock, .clock = first);
	when_it_is(s, NOON + 39 * DAYS);
	when(s, ANNA, start_clock, .terms = TERMS("gdpr_33", HOURS_LEFT(24)), .moments = MOMENT("aware", .cause = 1, .at = s->now), .title = STR("the second"));
	second = last(s, clock_started);
	when(s, ANNA, start_clock, .terms = TERMS("final", AFTER("gdpr_33", MONTHS, 1)), .title = STR("report"));
	then_clock(s, 2, WAITING);
	CHECK(clock_at(s, 2)->is.terms->limits[0].clock == second);
	when(s, ANNA, meet_clock, .clock = second);
	then_clock(s, 2, RUNNING);
	CHECK(clock_at(s, 2)->moments[0].cause == clock_at(s, 1)->met);
}

STORY(a_stage_follows_the_clock_that_it_names)
{
	struct rec_clock_limit after = AFTER("gdpr_33", HOURS, 72);
	i64 first;

	a_clock(s, CLOCK_HOURS, 24);
	first = last(s, clock_started);
	when(s, ANNA, start_clock, .terms = TERMS("gdpr_33", HOURS_LEFT(24)), .moments = MOMENT("aware", .cause = 1), .title = STR("the second"));
	after.clock = first;
	when(s, ANNA, start_clock, .terms = TERMS("final", after), .title = STR("report"));
	when(s, ANNA, meet_clock, .clock = clock_at(s, 1)->head.id);
	then_clock(s, 2, WAITING);
	when(s, ANNA, start_clock, .terms = TERMS("other", (struct rec_clock_limit){ .from = STR("nis2"), .submission = true, .clock = first,
	    .unit = CLOCK_HOURS, .amount = 1 }), .title = STR("report"));
	then_refused(s, MALFORMED, "no clock called nis2");
	when(s, ANNA, meet_clock, .clock = first);
	then_clock(s, 2, RUNNING);
}

#define COO_TERMS(name, ...) (&(struct rec_clock_terms){ STR(name), COO, LIMITS(__VA_ARGS__) })

STORY(what_one_seat_owes_no_other_says_that_it_owes_as_well)
{
	a_clock(s, CLOCK_HOURS, 24);
	when(s, BORIS, start_clock, .terms = COO_TERMS("gdpr_33", HOURS_LEFT(72)), .moments = MOMENT("aware", .cause = 1), .title = STR("mine"));
	then_refused(s, NOT_YOUR_CALL, "gdpr_33 is owed by ciso here");
	when(s, ANNA, start_clock, .terms = COO_TERMS("gdpr_33", HOURS_LEFT(72)), .moments = MOMENT("aware", .cause = 1), .title = STR("for both"));
	then_clock(s, 1, RUNNING);
}

STORY(what_was_only_proposed_before_is_neither_confirmed_nor_met_beside_what_another_seat_owes)
{
	i64 clock;

	a_room(s);
	when(s, BORIS, start_clock, .proposed = true, .terms = COO_TERMS("gdpr_33", HOURS_LEFT(72)), .moments = MOMENT("aware", .cause = 1), .title = STR("mine"));
	then_clock(s, 0, PROPOSED);
	clock = last(s, clock_started);
	when(s, ANNA, start_clock, .terms = TERMS("gdpr_33", HOURS_LEFT(72)), .moments = MOMENT("aware", .cause = 1), .title = STR("tell"));
	when(s, BORIS, confirm_clock, .clock = clock);
	then_refused(s, NOT_YOUR_CALL, "gdpr_33 is owed by");
	when(s, BORIS, meet_clock, .clock = clock, .how = STR("sent, ref 123"));
	then_refused(s, NOT_YOUR_CALL, "gdpr_33 is owed by");
	when(s, ANNA, confirm_clock, .clock = clock);
	then_clock(s, 0, RUNNING);
}

STORY(a_stage_waits_for_nothing_that_is_proposed_or_another_seats)
{
	i64 real;

	a_room(s);
	when(s, BORIS, start_clock, .terms = COO_TERMS("gdpr_33", HOURS_LEFT(1)), .moments = MOMENT("aware", .cause = 1), .title = STR("mine"));
	then_clock(s, 0, RUNNING);
	when(s, ANNA, start_clock, .terms = TERMS("gdpr_33", HOURS_LEFT(72)), .moments = MOMENT("aware", .cause = 1), .title = STR("tell"));
	real = last(s, clock_started);
	when(s, ANNA, start_clock, .proposed = true, .terms = TERMS("gdpr_33", HOURS_LEFT(72)), .moments = MOMENT("aware", .cause = 1), .title = STR("tell"));
	then_clock(s, 2, PROPOSED);
	when(s, ANNA, start_clock, .terms = TERMS("final", AFTER("gdpr_33", HOURS, 72)), .title = STR("report"));
	CHECK(clock_at(s, 3)->is.terms->limits[0].clock == real);
	when(s, BORIS, meet_clock, .clock = clock_at(s, 0)->head.id, .how = STR("sent, ref 123"));
	then_clock(s, 3, WAITING);
	when(s, ANNA, meet_clock, .clock = real);
	then_clock(s, 3, RUNNING);
}

STORY(what_is_proposed_takes_no_space_from_what_is_owed)
{
	a_room(s);
	for (int i = 0; i < LIMIT_CLOCKS_PROPOSED / 4; i++)
		when(s, CARLA, start_clock, .terms = TERMS("junk", HOURS_LEFT(72)), .title = STR("junk"));
	then_happened(s, clock_started);
	when(s, CARLA, start_clock, .terms = TERMS("junk", HOURS_LEFT(72)), .title = STR("junk"));
	then_refused(s, TOO_LARGE, "100 proposed obligations are yours");
	when(s, ANNA, start_clock, .terms = TERMS("gdpr_33", HOURS_LEFT(72)), .moments = MOMENT("aware", .cause = 1), .title = STR("tell"));
	then_happened(s, clock_started);
}

STORY(a_stage_whose_clock_was_lifted_follows_the_next_of_its_label)
{
	a_clock(s, CLOCK_HOURS, 24);
	when(s, ANNA, start_clock, .terms = TERMS("final", AFTER("gdpr_33", HOURS, 72)), .title = STR("report"));
	when(s, ANNA, lift_clock, .clock = clock_at(s, 0)->head.id, .why = STR("entered twice"));
	then_clock(s, 1, WAITING);
	when(s, ANNA, start_clock, .terms = TERMS("gdpr_33", HOURS_LEFT(24)), .moments = MOMENT("aware", .cause = 1), .title = STR("again"));
	when(s, ANNA, meet_clock, .clock = last(s, clock_started));
	then_clock(s, 1, RUNNING);
}

STORY(a_stage_does_not_begin_by_itself_or_by_what_was_lifted)
{
	a_clock(s, CLOCK_HOURS, 24);
	when(s, ANNA, start_clock, .terms = TERMS("final", AFTER("gdpr_33", DAYS, 1)), .title = STR("report"));
	when(s, ANNA, lift_clock, .clock = clock_at(s, 0)->head.id, .why = STR("no"));
	then_clock(s, 1, WAITING);
	when(s, ANNA, start_clock, .terms = TERMS("a", AFTER("a", DAYS, 1)), .title = STR("its own"));
	when(s, ANNA, meet_clock, .clock = last(s, clock_started));
	then_not(s, clock_timed);
}

/* ---- proposed ---- */

static i64
a_proposed_clock(struct story *s)
{
	a_room(s);
	when(s, ANNA, assert_fact, .name = STR("personal_data"), .value = STR("true"), .confidence = SUSPECTED);
	when(s, ANNA, start_clock, .terms = TERMS("gdpr_33", HOURS_LEFT(72)), .proposed = true,
	    .moments = MOMENT("aware", .cause = last(s, fact_asserted)), .title = STR("tell the authority"));
	return last(s, clock_started);
}

STORY(a_fact_proposes_an_obligation_with_the_cautious_deadline)
{
	a_proposed_clock(s);
	then_clock(s, 0, PROPOSED);
	ends_at(s, 0, "2026-01-04T12:00:00Z");
	when_it_is(s, NOON + 100 * HOURS);
	then_not(s, clock_passed);                      /* nobody owes what nobody has confirmed */
}

STORY(a_proposed_clock_runs_once_confirmed)
{
	i64 clock = a_proposed_clock(s);

	when(s, ANNA, confirm_clock, .clock = clock);
	then_clock(s, 0, RUNNING);
	when(s, ANNA, confirm_clock, .clock = clock);
	then_refused(s, CONFLICT, "only a proposed one");
}

STORY(one_confirmed_after_its_deadline_is_late_at_once)
{
	i64 clock = a_proposed_clock(s);

	when_it_is(s, NOON + 73 * HOURS);
	when(s, ANNA, confirm_clock, .clock = clock);
	then_happened(s, clock_passed);
}

STORY(a_determination_fixes_the_moment_of_a_proposed_clock)
{
	i64 clock = a_proposed_clock(s);

	s->now += 5 * HOURS;
	when(s, ANNA, time_clock, .clock = clock, .moment = STR("aware"), .cause = 1, .at = NOON + 4 * HOURS, .why = STR("as determined"));
	then_clock(s, 0, PROPOSED);
	ends_at(s, 0, "2026-01-04T16:00:00Z");
	when(s, ANNA, confirm_clock, .clock = clock);
	then_clock(s, 0, RUNNING);
}

STORY(a_proposed_clock_is_declined_with_a_reason)
{
	i64 clock = a_proposed_clock(s);

	when(s, ANNA, lift_clock, .clock = clock, .why = STR("only test data"));
	then_clock(s, 0, LIFTED);
	CHECK_STR(clock_at(s, 0)->why, STR("only test data"));
	when(s, ANNA, confirm_clock, .clock = clock);
	then_refused(s, CONFLICT, "lifted already");
}

STORY(no_program_confirms_an_obligation)
{
	i64 clock = a_proposed_clock(s);

	signed_in_with(s, SESSION_TOKEN, a_token(s, ANNA, SCOPE_WRITE), true);
	when(s, ANNA, confirm_clock, .clock = clock);
	then_refused(s, NOT_YOUR_CALL, "token");
}

/* ---- the law's own ----
 * As regulatory_clocks.json of the data from outside has them; data, and no legal advice. */

/* The rows still say what the stories below count. */
TEST(the_texts_say_what_these_stories_count)
{
	static const char *const says[] = { "where feasible ≤ 72 h; late", "aware of the significant incident",
	    "≤ 1 month after submission of the 72 h notification", "≤ 4 h from classification as major and ≤ 24 h from awareness",
	    "if classified after the 24 h: ≤ 4 h from classification", "≤ 72 h from submission of the initial notification",
	    "≤ 1 month after submission of the intermediate", "≤ 4 business days" };
	str json = read_whole(need_data("regulatory/regulatory_clocks.json"));

	for (size_t i = 0; i < countof(says); i++)
		if (!str_contains(json, str_c(says[i])))
			fail_msg("the data no longer says: %s", says[i]);
}

/* GDPR article 33(1): 72 hours from becoming aware, weekend or not. */
STORY(gdpr_seventy_two_hours)
{
	a_clock(s, CLOCK_HOURS, 72);
	ends_at(s, 0, "2026-01-04T12:00:00Z");          /* a Sunday */
}

/* NIS2 article 23(4): 24 h, 72 h, and a month after the 72 h notification was submitted. */
STORY(nis2_in_three_stages)
{
	i64 warning, notification;

	a_room(s);
	when(s, ANNA, start_clock, .terms = TERMS("nis2_warning", HOURS_LEFT(24)), .moments = MOMENT("aware", .cause = 1), .title = STR("early warning"));
	warning = last(s, clock_started);
	when(s, ANNA, start_clock, .terms = TERMS("nis2_notification", HOURS_LEFT(72)), .moments = MOMENT("aware", .cause = 1), .title = STR("notification"));
	notification = last(s, clock_started);
	when(s, ANNA, start_clock, .terms = TERMS("nis2_final", AFTER("nis2_notification", MONTHS, 1)), .title = STR("final report"));
	ends_at(s, 0, "2026-01-02T12:00:00Z");
	ends_at(s, 1, "2026-01-04T12:00:00Z");
	when(s, ANNA, meet_clock, .clock = warning);
	then_clock(s, 2, WAITING);
	when_it_is(s, NOON + 30 * DAYS);                /* far too late, on the 31st of January */
	when(s, ANNA, meet_clock, .clock = notification);
	then_clock(s, 1, MET_LATE);
	ends_at(s, 2, "2026-02-28T11:14:59.999999Z");
}

/* DORA, Delegated Regulation (EU) 2025/301 article 5: four hours from classifying it as major and no later
 * than 24 h from becoming aware; if it is classified only after those 24 h, four hours from then. */
#define DORA_INITIAL TERMS("dora_initial", LIMIT(.unit = CLOCK_HOURS, .amount = 24, .gives_way = true), \
	(struct rec_clock_limit){ .from = STR("classified"), .unit = CLOCK_HOURS, .amount = 4 })

static i64
dora(struct story *s)
{
	a_room(s);
	when(s, ANNA, start_clock, .terms = DORA_INITIAL, .moments = MOMENT("aware", .cause = 1), .title = STR("initial notification"));
	ends_at(s, 0, "2026-01-02T12:00:00Z");
	return last(s, clock_started);
}

STORY(dora_classified_early_is_four_hours_from_then)
{
	i64 clock = dora(s);

	s->now += 3 * HOURS;
	when(s, ANNA, time_clock, .clock = clock, .moment = STR("classified"), .cause = 1, .at = s->now);
	ends_at(s, 0, "2026-01-01T19:00:00Z");
}

STORY(dora_classified_at_hour_twenty_two_is_still_a_day_from_awareness)
{
	i64 clock = dora(s);

	s->now += 22 * HOURS;
	when(s, ANNA, time_clock, .clock = clock, .moment = STR("classified"), .cause = 1, .at = s->now);
	ends_at(s, 0, "2026-01-02T12:00:00Z");
}

STORY(dora_classified_after_the_day_is_four_hours_from_then)
{
	i64 clock = dora(s);

	when_it_is(s, NOON + 30 * HOURS);
	then_clock(s, 0, LATE);
	when(s, ANNA, time_clock, .clock = clock, .moment = STR("classified"), .cause = 1, .at = s->now);
	then_clock(s, 0, RUNNING);
	ends_at(s, 0, "2026-01-02T22:00:00Z");
}

/* And 72 h from the initial notification's submission, a month from the intermediate report's. */
STORY(dora_goes_on_from_each_submission)
{
	i64 initial = dora(s);

	when(s, ANNA, start_clock, .terms = TERMS("dora_intermediate", AFTER("dora_initial", HOURS, 72)), .title = STR("intermediate report"));
	when(s, ANNA, start_clock, .terms = TERMS("dora_final", AFTER("dora_intermediate", MONTHS, 1)), .title = STR("final report"));
	s->now += HOURS;
	when(s, ANNA, meet_clock, .clock = initial);
	ends_at(s, 1, "2026-01-04T13:00:00Z");
	then_clock(s, 2, WAITING);
	s->now += DAYS;
	when(s, ANNA, meet_clock, .clock = clock_at(s, 1)->head.id);
	ends_at(s, 2, "2026-02-02T12:14:59.999999Z");
}

/* SEC Form 8-K item 1.05: four business days after finding it material; New York, winter time. */
STORY(sec_four_business_days)
{
	i64 us = a_calendar_of(s, -300);

	a_room(s);
	when(s, ANNA, start_clock, .terms = TERMS("sec_8k", (struct rec_clock_limit){ .from = STR("determined"), .unit = CLOCK_BUSINESS_DAYS,
	    .amount = 4, .calendar = us }), .moments = MOMENT("determined", .cause = 1), .title = STR("Form 8-K"));
	ends_at(s, 0, "2026-01-08T04:59:59.999999Z");   /* 2nd, 5th, 6th, 7th of January, over there */
}

STORY(a_room_owes_no_more_than_can_be_overseen_and_all_of_it_may_pass_in_one_moment)
{
	a_room(s);
	for (int i = 0; i < LIMIT_CLOCKS_OWED; i++)
		an_obligation(s, 1);
	when(s, ANNA, start_clock, .terms = TERMS("gdpr_33", HOURS_LEFT(72)), .moments = MOMENT("aware", .cause = 1), .title = STR("tell"));
	then_refused(s, TOO_LARGE, "500 obligations still owed are here");
	when_it_is(s, s->now + 2 * HOURS);
	then_happened(s, clock_passed);
}

TEST_MAIN()
