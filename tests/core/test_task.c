/* Tasks (A3). */
#include "story.h"

static void
a_task(struct story *s)
{
	a_room(s);
	when(s, ANNA, open_task, .title = STR("image the disk"), .owner = COO, .due = s->now + HOURS);
	then_happened(s, task_opened);
}

STORY(a_task_is_opened_taken_and_done)
{
	i64 task;

	a_task(s);
	task = last(s, task_opened);
	CHECK(s->room->tasks[0].state == TASK_OPEN && s->room->tasks[0].is.owner == COO);
	when(s, BORIS, take_task, .task = task);
	CHECK(s->room->tasks[0].state == TASK_TAKEN && s->room->tasks[0].person == BORIS);
	when(s, BORIS, finish_task, .task = task, .result = STR("imaged"));
	CHECK(s->room->tasks[0].state == TASK_DONE);
	CHECK_STR(s->room->tasks[0].result, STR("imaged"));
}

STORY(a_task_can_change_hands_but_is_not_taken_twice)
{
	a_task(s);
	when(s, BORIS, take_task, .task = last(s, task_opened));
	when(s, BORIS, take_task, .task = last(s, task_opened));
	then_refused(s, CONFLICT, "have it already");
	when(s, CARLA, take_task, .task = last(s, task_opened));
	then_happened(s, task_taken);
	CHECK(s->room->tasks[0].person == CARLA);
}

STORY(a_finished_task_stays_finished)
{
	a_task(s);
	when(s, ANNA, drop_task, .task = last(s, task_opened), .why = STR("no disk"));
	then_happened(s, task_dropped);
	when(s, ANNA, finish_task, .task = last(s, task_opened));
	then_refused(s, CONFLICT, "dropped already");
	when(s, ANNA, take_task, .task = last(s, task_opened));
	then_refused(s, CONFLICT, "dropped already");
	when(s, ANNA, drop_task, .task = last(s, task_opened), .why = STR("again"));
	then_refused(s, CONFLICT, "dropped already");
}

STORY(a_task_names_what_is_there)
{
	a_room(s);
	when(s, ANNA, open_task, .title = STR("x"), .owner = 999);
	then_refused(s, NO_SUCH, "no seat 999");
	when(s, ANNA, open_task, .title = STR("x"), .due = s->now - 1);
	then_refused(s, MALFORMED, "due: lies in the past");
	when(s, ANNA, take_task, .task = 1);
	then_refused(s, NO_SUCH, "no task 1");
}

STORY(a_measure_decided_becomes_a_task_of_its_owner)
{
	a_measure_ordered(s);
	CHECK(s->room->n_tasks == 1 && s->room->tasks[0].is.owner == COO);
	CHECK(s->room->tasks[0].is.measure == s->room->measures[0].head.id);
	CHECK_STR(s->room->tasks[0].is.title, STR("cut the gateway"));
}

STORY(a_long_measure_becomes_a_task_with_a_title_cut_between_characters)
{
	char words[999];

	for (size_t i = 0; i < sizeof(words); i += 3)
		memcpy(words + i, i == 0 ? "a\xc3\xa4" : "\xe2\x82\xac", 3);
	a_room(s);
	a_decision(s, ANNA, "calm");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .lasts = 60, .text = { words, sizeof(words) });
	CHECK_OK(s->e);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
	CHECK(s->room->tasks[0].is.title.n == 300 && utf8_valid(s->room->tasks[0].is.title));
	words[2] = 'b';
}

TEST_MAIN()
