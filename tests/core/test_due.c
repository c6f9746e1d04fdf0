/* Whatever falls due at one moment is said, however much it is, and then the room is silent (law 12, B5). */
#include "duty.h"
#include "story.h"

enum { MEASURES = 5000, DECISIONS = 1500, PEOPLE_UNTIL = 900 };

static void
due_tasks(struct story *s, i64 when)
{
	for (size_t i = 0; i < LIMIT_TASKS_OPEN; i++) {
		i64 people[] = { s->charter->room->seq };

		given(s, ANNA, task_opened, .title = STR("Image the disk"), .owner = CISO, .due = when, .people = { people, 1 });
	}
}

static void
due_clocks(struct story *s, i64 when)
{
	static const struct rec_clock_limit limit = { .from = STR_INIT("aware"), .unit = CLOCK_HOURS, .amount = 1 };
	static const struct rec_clock_terms terms = { .label = STR_INIT("gdpr_33"), .owner = CISO, .limits = &limit, .n_limits = 1 };
	struct rec_clock_moment aware = { STR("aware"), 1, when - HOURS };

	for (size_t i = 0; i < LIMIT_CLOCKS_OWED; i++)
		given(s, ANNA, clock_started, .terms = &terms, .moments = &aware, .n_moments = 1, .deadline = when, .title = STR("Tell them"));
}

static void
due_measures(struct story *s, i64 when)
{
	i64 option = last(s, option_proposed);

	for (size_t i = 0; i < MEASURES; i++) {
		given(s, ANNA, measure_proposed, .option = option, .kind = ISOLATION, .lasts = 3600, .text = STR("cut the gateway"));
		given(s, ANNA, measure_applied, .measure = s->room->seq, .expires = when);
	}
}

static void
due_members(struct story *s, i64 when)
{
	for (size_t i = 0; i < PEOPLE_UNTIL; i++) {
		given(s, FIRST, person_added, .name = STR("Somebody"));
		given(s, ANNA, member_added, .person = s->charter->room->seq, .until = when);
	}
}

/* Nobody comes to relieve whoever commands, in so many shifts as may be planned. */
static void
due_shifts(struct story *s, i64 when)
{
	for (size_t i = 0; i < LIMIT_SHIFTS; i++)
		given(s, ANNA, shift_set, .person = BORIS, .from = when, .until = when + HOURS);
}

/* A room in which as much as may be falls due at that moment, or lapses. */
static void
a_room_due(struct story *s, i64 when)
{
	a_room(s);
	a_decision(s, ANNA, "calm");
	due_measures(s, when);
	due_members(s, when);
	due_tasks(s, when);
	due_clocks(s, when);
	due_shifts(s, when);
	given(s, ANNA, handover_offered, .to = BORIS, .words = STR("yours"));
	for (size_t i = 0; i < DECISIONS; i++)
		given(s, ANNA, decision_opened, .kind = STR("calm"), .rule = CALM_RULE, .deadline = when, .question = STR("Shut payments down?"));
	given(s, ANNA, report_rhythm_set, .minutes = 60, .next_report_at = when);
	story_settle(s);
}

static void
all_is_said(struct story *s)
{
	struct room *room = s->room;
	struct scene scene = story_scene(s, room);

	for (size_t i = 0; i < room->n_measures; i++)
		CHECK(room->measures[i].state == MEASURE_EXPIRED);
	for (size_t i = 0; i < room->n_tasks; i++)
		CHECK(room->tasks[i].overdue && room->tasks[i].n_people == 0);
	for (size_t i = 0; i < room->n_clocks; i++)
		CHECK(room->clocks[i].state == CLOCK_LATE);
	for (size_t i = 0; i < room->n_decisions; i++)
		CHECK(room->decisions[i].state == DECISION_UNDECIDED);
	for (size_t i = 0; i < room->n_members; i++)
		CHECK(room->members[i].until == 0 || room->members[i].gone);
	for (size_t i = 0; i < room->n_shifts; i++)
		CHECK(room->shifts[i].began_late || s->now >= room->shifts[i].is.until);
	CHECK(room->report_late && room->handovers[0].late);
	CHECK(story_react(s, room) == 0 && (due(&scene) == 0 || due(&scene) == duty_of(room, 0)->since + 8 * HOURS));
}

STORY(what_falls_due_at_one_moment_is_all_said)
{
	a_room_due(s, NOON + HOURS);
	when_it_is(s, NOON + HOURS);
	all_is_said(s);
}

STORY(what_fell_due_in_a_year_without_a_server_is_all_said_at_its_return)
{
	a_room_due(s, NOON + HOURS);
	s->returned = NOON + 365 * DAYS;
	when_it_is(s, s->returned);
	CHECK(s->room->decisions[0].state == DECISION_OPEN);   /* not within ten minutes of the return */
	when_it_is(s, s->returned + 601 * 1000000ll);
	all_is_said(s);
}

/* A hundred and twenty-seven things leave no space for what takes two. */
STORY(a_watch_that_ends_with_much_else_is_said_too)
{
	when(s, ERIK, report_suspicion, .what = STR("odd sign-ins"), .since = s->now);
	then_happened(s, suspicion_reported);
	when(s, ANNA, watch, .until = NOON + HOURS, .why = STR("it has stopped"));
	then_happened(s, suspicion_watched);
	for (size_t i = 0; i < LIMIT_OUTCOME - 1; i++)
		given(s, ERIK, task_opened, .title = STR("Look"), .due = NOON + HOURS);
	when_it_is(s, NOON + HOURS);
	then_happened(s, watch_ended);
	for (size_t i = 0; i < LIMIT_OUTCOME - 1; i++)
		CHECK(s->room->tasks[i].overdue);
}

TEST_MAIN()
