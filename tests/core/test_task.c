/* Tasks (A3). */
#include "story.h"

static void
a_task(struct story *s)
{
	a_room(s);
	when(s, ANNA, open_task, .title = STR("image the disk"), .owner = COO, .due = s->now + HOURS);
	then_happened(s, task_opened);
}

static const struct task *
the_task(const struct story *s)
{
	return &s->room->tasks[s->room->n_tasks - 1];
}

#define TASKS(...) ((struct refs)PEOPLE(__VA_ARGS__))

/* Another one, which needs these. */
static i64
task_after(struct story *s, struct refs needs)
{
	when(s, ANNA, open_task, .title = STR("mount it"), .needs = needs);
	then_happened(s, task_opened);
	return last(s, task_opened);
}

/* ---- whose it is ---- */

STORY(a_task_is_opened_taken_and_done)
{
	i64 task;

	a_task(s);
	task = last(s, task_opened);
	CHECK(the_task(s)->state == TASK_OPEN && the_task(s)->owner == COO);
	when(s, BORIS, take_tasks, .tasks = TASKS(task));
	CHECK(the_task(s)->state == TASK_TAKEN && the_task(s)->n_people == 1 && the_task(s)->people[0] == BORIS);
	when(s, BORIS, finish_task, .task = task, .result = STR("imaged"));
	CHECK(the_task(s)->state == TASK_DONE && the_task(s)->ended_by == BORIS);
	CHECK_STR(the_task(s)->result, STR("imaged"));
}

STORY(several_may_be_on_a_task_and_nobody_twice)
{
	a_task(s);
	when(s, BORIS, take_tasks, .tasks = TASKS(last(s, task_opened)));
	when(s, BORIS, take_tasks, .tasks = TASKS(last(s, task_opened)));
	then_refused(s, CONFLICT, "have it already");
	when(s, CARLA, take_tasks, .tasks = TASKS(last(s, task_opened)));
	then_happened(s, task_taken);
	CHECK(the_task(s)->n_people == 2 && the_task(s)->people[0] == BORIS && the_task(s)->people[1] == CARLA);
}

STORY(a_task_that_everybody_left_is_open_again)
{
	a_task(s);
	when(s, BORIS, leave_task, .task = last(s, task_opened));
	then_refused(s, CONFLICT, "You are not on task");
	when(s, BORIS, take_tasks, .tasks = TASKS(last(s, task_opened)));
	when(s, BORIS, leave_task, .task = last(s, task_opened));
	then_happened(s, task_left);
	CHECK(the_task(s)->state == TASK_OPEN && the_task(s)->n_people == 0);
}

STORY(whoever_is_on_a_task_hands_it_over_with_words)
{
	i64 task;

	a_task(s);
	task = last(s, task_opened);
	when(s, BORIS, hand_over_task, .task = task, .to = CARLA, .note = STR("half of it"));
	then_refused(s, CONFLICT, "You are not on task");
	when(s, BORIS, take_tasks, .tasks = TASKS(task));
	when(s, BORIS, hand_over_task, .task = task, .to = ERIK, .note = STR("half of it"));
	then_refused(s, REFUSED, "Erik is not in this room; let them in first");
	when(s, BORIS, hand_over_task, .task = task, .to = BORIS, .note = STR("half of it"));
	then_refused(s, CONFLICT, "Boris is on it already");
	when(s, BORIS, hand_over_task, .task = task, .to = CARLA, .note = STR("half of it"));
	then_happened(s, task_handed_over);
	CHECK(the_task(s)->n_people == 1 && the_task(s)->people[0] == CARLA && the_task(s)->state == TASK_TAKEN);
	CHECK_STR(the_task(s)->note, STR("half of it"));
}

STORY(whoever_is_taken_out_of_the_room_is_on_no_task_of_it)
{
	a_task(s);
	when(s, ANNA, assign_tasks, .tasks = TASKS(last(s, task_opened)), .people = PEOPLE(BORIS, CARLA));
	when(s, ANNA, remove_member, .person = BORIS);
	then_happened(s, task_left);
	CHECK(the_task(s)->n_people == 1 && the_task(s)->people[0] == CARLA && the_task(s)->state == TASK_TAKEN);
	when_acts(s, FIRST, "eject", CARLA);
	then_happened(s, task_left);
	CHECK(the_task(s)->n_people == 0 && the_task(s)->state == TASK_OPEN);
}

STORY(what_an_assignment_leaves_out_stays)
{
	i64 task;

	a_task(s);
	task = last(s, task_opened);
	when(s, ANNA, assign_tasks, .tasks = TASKS(task));
	then_refused(s, MALFORMED, "name a seat, or people, or both");
	when(s, ANNA, assign_tasks, .tasks = TASKS(task), .people = PEOPLE(BORIS, CARLA));
	then_happened(s, task_assigned);
	CHECK(the_task(s)->owner == COO && the_task(s)->n_people == 2 && the_task(s)->state == TASK_TAKEN);
	when(s, ANNA, assign_tasks, .tasks = TASKS(task), .owner = CFO);
	CHECK(the_task(s)->owner == CFO && the_task(s)->n_people == 2);
	when(s, ANNA, assign_tasks, .tasks = TASKS(task), .people = PEOPLE(ANNA));
	CHECK(the_task(s)->n_people == 1 && the_task(s)->people[0] == ANNA);
	when(s, ANNA, assign_tasks, .tasks = TASKS(task), .people = PEOPLE(BORIS, BORIS));
	then_refused(s, MALFORMED, "named twice");
	when(s, ANNA, assign_tasks, .tasks = TASKS(task), .people = PEOPLE(ERIK));
	then_refused(s, REFUSED, "not in this room");
	when(s, ANNA, assign_tasks, .tasks = TASKS(task), .owner = 999);
	then_refused(s, NO_SUCH, "no seat 999");
}

STORY(a_program_opens_tasks_and_works_on_none)
{
	i64 task;

	a_task(s);
	signed_in_with(s, SESSION_TOKEN, a_token(s, ANNA, SCOPE_WRITE), true);
	when(s, ANNA, open_task, .title = STR("Look at the alert"), .people = PEOPLE(BORIS));
	then_happened(s, task_opened);
	task = last(s, task_opened);
	when(s, ANNA, take_tasks, .tasks = TASKS(task));
	then_refused(s, NOT_YOUR_CALL, "for people");
	when(s, ANNA, assign_tasks, .tasks = TASKS(task), .people = PEOPLE(CARLA));
	then_refused(s, NOT_YOUR_CALL, "for people");
	when(s, ANNA, finish_task, .task = task);
	then_refused(s, NOT_YOUR_CALL, "for people");
}

/* ---- how it ends ---- */

STORY(a_finished_task_takes_nothing_more)
{
	i64 task, other, item;

	a_task(s);
	task = last(s, task_opened);
	other = task_after(s, (struct refs){ NULL, 0 });
	when(s, ANNA, add_task_item, .task = task, .text = STR("hash it"));
	item = last(s, task_item_added);
	when(s, ANNA, drop_tasks, .tasks = TASKS(task), .why = STR("no disk"));
	then_happened(s, task_dropped);
	CHECK_STR(s->room->tasks[0].result, STR("no disk"));
	when(s, ANNA, finish_task, .task = task);
	then_refused(s, CONFLICT, "dropped already");
	when(s, ANNA, take_tasks, .tasks = TASKS(other, task));
	then_refused(s, CONFLICT, "dropped already");
	when(s, ANNA, assign_tasks, .tasks = TASKS(task), .owner = CFO);
	then_refused(s, CONFLICT, "dropped already");
	when(s, ANNA, drop_tasks, .tasks = TASKS(task), .why = STR("again"));
	then_refused(s, CONFLICT, "dropped already");
	when(s, ANNA, set_tasks_due, .tasks = TASKS(task), .due = s->now + HOURS);
	then_refused(s, CONFLICT, "dropped already");
	when(s, ANNA, set_tasks_priority, .tasks = TASKS(task), .priority = PRIORITY_LOW);
	then_refused(s, CONFLICT, "dropped already");
	when(s, ANNA, set_task_needs, .task = task);
	then_refused(s, CONFLICT, "dropped already");
	when(s, ANNA, block_task, .task = task, .seat = CFO, .why = STR("x"));
	then_refused(s, CONFLICT, "dropped already");
	when(s, ANNA, unblock_task, .task = task);
	then_refused(s, CONFLICT, "dropped already");
	when(s, ANNA, add_task_item, .task = task, .text = STR("x"));
	then_refused(s, CONFLICT, "dropped already");
	when(s, ANNA, tick_task_item, .item = item);
	then_refused(s, CONFLICT, "dropped already");
	when(s, BORIS, report_hours, .task = task, .spent = 600);
	then_happened(s, hours_reported);
}

STORY(a_finished_task_is_reopened_with_a_reason_and_keeps_its_people)
{
	i64 task;

	a_task(s);
	task = last(s, task_opened);
	when(s, ANNA, reopen_task, .task = task, .why = STR("x"));
	then_refused(s, CONFLICT, "is not finished");
	when(s, BORIS, take_tasks, .tasks = TASKS(task));
	when(s, BORIS, finish_task, .task = task, .result = STR("imaged"));
	when(s, ANNA, reopen_task, .task = task);
	then_refused(s, MALFORMED, "why");
	when(s, ANNA, reopen_task, .task = task, .why = STR("the image does not mount"));
	then_happened(s, task_reopened);
	CHECK(the_task(s)->state == TASK_TAKEN && the_task(s)->people[0] == BORIS && the_task(s)->result.n == 0 && the_task(s)->ended_by == 0);
	CHECK_STR(the_task(s)->note, STR("the image does not mount"));
	when(s, ANNA, reopen_task, .task = 1, .why = STR("x"));
	then_refused(s, NO_SUCH, "no task 1");
}

STORY(a_room_holds_no_more_unfinished_tasks_than_can_fall_overdue_in_one_turn)
{
	i64 first;

	a_task(s);
	first = last(s, task_opened);
	when(s, ANNA, finish_task, .task = first);
	for (int i = 0; i < LIMIT_TASKS_OPEN; i++) {
		struct arena mark = *T;

		when(s, ANNA, open_task, .title = STR("look"), .due = NOON + HOURS);
		*T = mark;
	}
	then_happened(s, task_opened);
	when(s, ANNA, open_task, .title = STR("one more"));
	then_refused(s, TOO_LARGE, "1000 unfinished tasks are here, of the 1000");
	when(s, ANNA, reopen_task, .task = first, .why = STR("one more"));
	then_refused(s, TOO_LARGE, "1000 unfinished tasks are here, of the 1000");
	when_it_is(s, NOON + HOURS);
	then_happened(s, task_overdue);
	CHECK(the_task(s)->overdue);
}

STORY(in_a_closed_room_tasks_rest)
{
	i64 task;

	a_task(s);
	task = last(s, task_opened);
	when(s, ANNA, close_room, .why = STR("over"));
	then_happened(s, room_closed);
	when(s, ANNA, take_tasks, .tasks = TASKS(task));
	then_refused(s, CONFLICT, "The room is closed");
	when(s, ANNA, report_hours, .task = task, .spent = 600);
	then_refused(s, CONFLICT, "The room is closed");
	when(s, ANNA, reopen_task, .task = task, .why = STR("x"));
	then_refused(s, CONFLICT, "The room is closed");
	when_it_is(s, s->now + 2 * HOURS);
	then_not(s, task_overdue);
	when(s, ANNA, reopen_room, .why = STR("it is back"));
	then_happened(s, task_overdue);
}

STORY(a_task_names_what_is_there)
{
	a_room(s);
	when(s, ANNA, open_task, .title = STR("x"), .owner = 999);
	then_refused(s, NO_SUCH, "no seat 999");
	when(s, ANNA, open_task, .title = STR("x"), .due = s->now - 1);
	then_refused(s, MALFORMED, "due: lies in the past");
	when(s, ANNA, open_task, .title = STR("x"), .needs = TASKS(1));
	then_refused(s, NO_SUCH, "no task 1");
	when(s, ANNA, open_task, .title = STR("x"), .people = PEOPLE(ERIK));
	then_refused(s, REFUSED, "not in this room");
	when(s, ANNA, take_tasks, .tasks = TASKS(1));
	then_refused(s, NO_SUCH, "no task 1");
	when(s, ANNA, report_hours, .task = 1, .spent = 60);
	then_refused(s, NO_SUCH, "no task 1");
	when(s, ANNA, tick_task_item, .item = 1);
	then_refused(s, NO_SUCH, "no line of a checklist 1");
}

/* ---- what comes first ---- */

STORY(a_task_is_not_done_before_what_it_needs_unless_somebody_says_why)
{
	i64 first, second;

	a_task(s);
	first = last(s, task_opened);
	second = task_after(s, TASKS(first));
	when(s, ANNA, finish_task, .task = second);
	then_refused(s, REFUSED, "comes first, and is not done: image the disk.");
	when(s, ANNA, finish_task, .task = second, .despite = STR("a copy was found"));
	then_happened(s, task_done);
	CHECK_STR(the_task(s)->despite, STR("a copy was found"));
}

STORY(what_was_done_or_dropped_is_waited_for_no_longer)
{
	i64 first, second, third;

	a_task(s);
	first = last(s, task_opened);
	second = task_after(s, TASKS(first));
	third = task_after(s, TASKS(second));
	when(s, ANNA, drop_tasks, .tasks = TASKS(first), .why = STR("no disk"));
	when(s, ANNA, finish_task, .task = second, .despite = STR("not needed"));
	then_happened(s, task_done);
	CHECK(s->room->tasks[1].despite.n == 0 && s->room->tasks[0].ended_by == ANNA && s->room->tasks[1].ended_by == ANNA);
	when(s, ANNA, finish_task, .task = third);
	then_happened(s, task_done);
}

STORY(no_task_waits_for_itself)
{
	i64 first, second, third;

	a_task(s);
	first = last(s, task_opened);
	second = task_after(s, TASKS(first));
	third = task_after(s, TASKS(second));
	when(s, ANNA, set_task_needs, .task = first, .needs = TASKS(first));
	then_refused(s, REFUSED, "does not wait for itself");
	when(s, ANNA, set_task_needs, .task = first, .needs = TASKS(second));
	then_refused(s, REFUSED, "would wait for itself");
	when(s, ANNA, set_task_needs, .task = first, .needs = TASKS(third));
	then_refused(s, REFUSED, "would wait for itself, through task");
	when(s, ANNA, set_task_needs, .task = first, .needs = TASKS(999));
	then_refused(s, NO_SUCH, "no task 999");
	when(s, ANNA, set_task_needs, .task = third, .needs = TASKS(first, first));
	then_refused(s, MALFORMED, "named twice");
	when(s, ANNA, set_task_needs, .task = third, .needs = TASKS(first, second));
	then_happened(s, task_needs_set);
	when(s, ANNA, set_task_needs, .task = second);
	then_happened(s, task_needs_set);
	when(s, ANNA, set_task_needs, .task = first, .needs = TASKS(second));
	then_happened(s, task_needs_set);
}

/* ---- what stands in the way ---- */

STORY(a_task_is_blocked_by_exactly_one_and_why)
{
	i64 task;

	a_task(s);
	task = last(s, task_opened);
	when(s, BORIS, block_task, .task = task, .why = STR("no key"));
	then_refused(s, MALFORMED, "exactly one");
	when(s, BORIS, block_task, .task = task, .seat = CFO, .person = CARLA, .why = STR("no key"));
	then_refused(s, MALFORMED, "exactly one");
	when(s, BORIS, block_task, .task = task, .person = 999, .why = STR("no key"));
	then_refused(s, NO_SUCH, "no person 999");
	when(s, BORIS, block_task, .task = task, .seat = 999, .why = STR("no key"));
	then_refused(s, NO_SUCH, "no seat 999");
	when(s, BORIS, unblock_task, .task = task);
	then_refused(s, CONFLICT, "is not blocked");
	when(s, BORIS, block_task, .task = task, .outside = STR("the data centre"), .why = STR("no key to the cage"));
	then_happened(s, task_blocked);
	CHECK(the_task(s)->blocked_since == s->now && the_task(s)->state == TASK_OPEN);
	when(s, BORIS, block_task, .task = task, .seat = CFO, .why = STR("nobody pays"));
	then_happened(s, task_blocked);
	CHECK(the_task(s)->blocked.seat == CFO && the_task(s)->blocked.outside.n == 0);
	when(s, CARLA, unblock_task, .task = task, .how = STR("paid"));
	then_happened(s, task_unblocked);
	CHECK(the_task(s)->blocked_since == 0);
}

STORY(whatever_is_finished_is_blocked_no_longer)
{
	a_task(s);
	when(s, BORIS, block_task, .task = last(s, task_opened), .seat = CFO, .why = STR("nobody pays"));
	when(s, BORIS, finish_task, .task = last(s, task_opened));
	then_happened(s, task_done);
	CHECK(the_task(s)->blocked_since == 0);
}

/* ---- the checklist, the hours ---- */

STORY(a_tick_says_who_and_is_taken_back)
{
	i64 item;

	a_task(s);
	when(s, ANNA, add_task_item, .task = last(s, task_opened), .text = STR("hash it"));
	then_happened(s, task_item_added);
	item = last(s, task_item_added);
	when(s, ANNA, untick_task_item, .item = item);
	then_refused(s, CONFLICT, "is not ticked");
	when(s, BORIS, tick_task_item, .item = item);
	then_happened(s, task_item_ticked);
	CHECK(s->room->task_items[0].ticked && s->room->task_items[0].person == BORIS && s->room->task_items[0].at == s->now);
	when(s, CARLA, tick_task_item, .item = item);
	then_refused(s, CONFLICT, "ticked already");
	when(s, CARLA, untick_task_item, .item = item);
	then_happened(s, task_item_unticked);
	CHECK(!s->room->task_items[0].ticked && s->room->task_items[0].person == CARLA);
}

STORY(hours_add_up)
{
	a_task(s);
	when(s, BORIS, report_hours, .task = last(s, task_opened), .spent = 5400);
	then_happened(s, hours_reported);
	when(s, CARLA, report_hours, .task = last(s, task_opened), .spent = 1800, .note = STR("carrying disks"));
	CHECK(the_task(s)->spent == 7200);
	when(s, CARLA, report_hours, .task = last(s, task_opened), .spent = 59);
	then_refused(s, MALFORMED, "spent");
}

/* ---- several at once ---- */

STORY(a_command_over_several_tasks_has_one_outcome_or_none)
{
	i64 first, second;

	a_task(s);
	first = last(s, task_opened);
	second = task_after(s, (struct refs){ NULL, 0 });
	when(s, ANNA, set_tasks_priority, .tasks = { NULL, 0 }, .priority = PRIORITY_HIGH);
	then_refused(s, MALFORMED, "tasks: name at least one");
	when(s, ANNA, set_tasks_priority, .tasks = TASKS(first, second, first), .priority = PRIORITY_HIGH);
	then_refused(s, MALFORMED, "named twice");
	when(s, ANNA, set_tasks_priority, .tasks = TASKS(first, 999), .priority = PRIORITY_HIGH);
	then_refused(s, NO_SUCH, "no task 999");
	CHECK(s->room->tasks[0].priority == 0);
	when(s, ANNA, set_tasks_priority, .tasks = TASKS(first, second), .priority = PRIORITY_HIGH);
	then_happened(s, task_priority_set);
	CHECK(s->room->tasks[0].priority == PRIORITY_HIGH && s->room->tasks[1].priority == PRIORITY_HIGH);
	when(s, ANNA, set_tasks_due, .tasks = TASKS(first, second), .due = s->now - 1);
	then_refused(s, MALFORMED, "due: lies in the past");
	when(s, ANNA, set_tasks_due, .tasks = TASKS(first, second), .due = s->now + HOURS);
	CHECK(s->room->tasks[0].due == s->now + HOURS && s->room->tasks[1].due == s->now + HOURS);
	when(s, BORIS, take_tasks, .tasks = TASKS(second));
	when(s, BORIS, take_tasks, .tasks = TASKS(first, second));
	then_refused(s, CONFLICT, "have it already");
	CHECK(s->room->tasks[0].n_people == 0);
	when(s, ANNA, drop_tasks, .tasks = TASKS(first, second), .why = STR("another plan"));
	CHECK(s->room->tasks[0].state == TASK_DROPPED && s->room->tasks[1].state == TASK_DROPPED);
}

/* ---- overdue ---- */

STORY(an_overdue_task_says_so_once_and_asks_the_owners_deputy)
{
	a_task(s);
	when(s, ANNA, add_member, .person = DORA);
	when(s, BORIS, take_tasks, .tasks = TASKS(last(s, task_opened)));
	when_it_is(s, the_task(s)->due - 1);
	then_not(s, task_overdue);
	when_it_is(s, s->now + 1);
	then_happened(s, task_overdue);
	CHECK(the_task(s)->overdue && the_task(s)->escalated == DORA && the_task(s)->state == TASK_TAKEN);
	when_it_is(s, s->now + 5 * HOURS);
	then_not(s, task_overdue);
}

STORY(without_a_deputy_whoever_commands_is_asked)
{
	a_room(s);
	when(s, BORIS, open_task, .title = STR("pay"), .owner = CFO, .due = s->now + HOURS);
	when_it_is(s, s->now + HOURS);
	then_happened(s, task_overdue);
	CHECK(s->room->commander == ANNA && the_task(s)->escalated == ANNA);
}

STORY(nobody_is_asked_to_see_to_what_they_are_on)
{
	a_room(s);
	when(s, ANNA, open_task, .title = STR("pay"), .owner = CFO, .due = s->now + HOURS, .people = PEOPLE(ANNA));
	when_it_is(s, s->now + HOURS);
	then_happened(s, task_overdue);
	CHECK(the_task(s)->escalated == 0);
}

STORY(another_due_is_another_matter)
{
	a_task(s);
	when_it_is(s, the_task(s)->due);
	then_happened(s, task_overdue);
	when(s, ANNA, set_tasks_due, .tasks = TASKS(last(s, task_opened)), .due = s->now + HOURS);
	CHECK(!the_task(s)->overdue && the_task(s)->escalated == 0);
	when_it_is(s, s->now + HOURS);
	then_happened(s, task_overdue);
	when(s, ANNA, set_tasks_due, .tasks = TASKS(last(s, task_opened)));
	then_happened(s, task_due_set);
	when_it_is(s, s->now + 9 * HOURS);
	then_not(s, task_overdue);
}

STORY(what_is_finished_in_time_is_never_overdue)
{
	a_task(s);
	when(s, BORIS, finish_task, .task = last(s, task_opened));
	when_it_is(s, s->now + 2 * HOURS);
	then_not(s, task_overdue);
	CHECK(!the_task(s)->overdue);
}

/* ---- measures ---- */

STORY(a_measure_decided_becomes_a_task_of_its_owner)
{
	a_measure_ordered(s);
	CHECK(s->room->n_tasks == 1 && s->room->tasks[0].owner == COO);
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

/* ---- somebody else's ---- */

/* Of the COO, opened by Anna, with Carla on it; Erik, who has no seat, is in the room. */
static i64
anothers(struct story *s)
{
	i64 task;

	a_room(s);
	given(s, ANNA, member_added, .person = ERIK);
	given(s, ANNA, member_added, .person = DORA);
	when(s, FIRST, open_task, .title = STR("image the disk"), .owner = COO, .people = PEOPLE(CARLA));
	task = last(s, task_opened);
	return task;
}

#define NOT_HIS(s, task, name, ...) \
	do { when(s, ERIK, name, __VA_ARGS__); then_refused(s, NOT_YOUR_CALL, "is for who was put on it, who opened it, coo and whoever commands"); } while (0)

STORY(what_is_somebodys_is_given_changed_and_ended_by_nobody_else)
{
	i64 task = anothers(s);

	NOT_HIS(s, task, drop_tasks, .tasks = TASKS(task), .why = STR("x"));
	NOT_HIS(s, task, assign_tasks, .tasks = TASKS(task), .people = PEOPLE(ERIK));
	NOT_HIS(s, task, set_tasks_due, .tasks = TASKS(task), .due = s->now + HOURS);
	NOT_HIS(s, task, set_tasks_priority, .tasks = TASKS(task), .priority = PRIORITY_LOW);
	NOT_HIS(s, task, finish_task, .task = task, .despite = STR("x"));
	when(s, ERIK, add_task_item, .task = task, .text = STR("memory first"));
	then_happened(s, task_item_added);
	when(s, ERIK, tick_task_item, .item = last(s, task_item_added));
	then_happened(s, task_item_ticked);
	when(s, ERIK, block_task, .task = task, .outside = STR("the hoster"), .why = STR("no answer"));
	then_happened(s, task_blocked);
	when(s, CARLA, finish_task, .task = task);
	NOT_HIS(s, task, reopen_task, .task = task, .why = STR("x"));
}

STORY(whose_it_is_gives_changes_and_ends_it)
{
	static const i64 all[] = { FIRST, ANNA, BORIS, CARLA, DORA };   /* opened it, commands, its seat, on it, stands in for its seat */

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		i64 task = i == 0 ? anothers(s) : 0;

		if (i) {
			when(s, FIRST, open_task, .title = STR("another"), .owner = COO, .people = PEOPLE(CARLA));
			task = last(s, task_opened);
		}
		when(s, all[i], set_tasks_priority, .tasks = TASKS(task), .priority = PRIORITY_URGENT);
		then_happened(s, task_priority_set);
		when(s, all[i], drop_tasks, .tasks = TASKS(task), .why = STR("not needed"));
		then_happened(s, task_dropped);
	}
}

STORY(whoever_took_what_was_somebodys_finishes_it_and_gives_it_to_nobody)
{
	i64 task = anothers(s);

	when(s, ERIK, take_tasks, .tasks = TASKS(task));
	then_happened(s, task_taken);
	NOT_HIS(s, task, drop_tasks, .tasks = TASKS(task), .why = STR("x"));
	NOT_HIS(s, task, hand_over_task, .task = task, .to = BORIS, .note = STR("x"));
	when(s, CARLA, hand_over_task, .task = task, .to = BORIS, .note = STR("half of it"));
	then_happened(s, task_handed_over);
	when(s, ERIK, finish_task, .task = task);
	then_happened(s, task_done);
}

STORY(whoever_was_put_on_it_hands_it_on_though_they_had_only_taken_it_before)
{
	i64 task = anothers(s);

	when(s, ERIK, take_tasks, .tasks = TASKS(task));
	when(s, BORIS, assign_tasks, .tasks = TASKS(task), .people = PEOPLE(ERIK));
	when(s, ERIK, hand_over_task, .task = task, .to = CARLA, .note = STR("half of it"));
	then_happened(s, task_handed_over);
	when(s, ERIK, take_tasks, .tasks = TASKS(task));
	when(s, ERIK, leave_task, .task = task);
	CHECK(the_task(s)->n_helpers == 0 && the_task(s)->n_people == 1);
}

STORY(what_is_nobodys_is_for_anybody_of_the_house_and_then_for_who_took_it)
{
	i64 task;

	anothers(s);
	when(s, FIRST, open_task, .title = STR("somebody look at the logs"));
	task = last(s, task_opened);
	when(s, ERIK, set_tasks_due, .tasks = TASKS(task), .due = s->now + HOURS);
	then_happened(s, task_due_set);
	when(s, ERIK, take_tasks, .tasks = TASKS(task));
	when(s, ERIK, hand_over_task, .task = task, .to = CARLA, .note = STR("half of it"));
	then_happened(s, task_handed_over);
	when(s, ERIK, drop_tasks, .tasks = TASKS(task), .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "is for who was put on it, who opened it, whoever commands");
}

TEST_MAIN()
