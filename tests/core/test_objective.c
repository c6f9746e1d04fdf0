/* What the room wants to achieve now (A8). */
#include "story.h"

#define SHOWN(s, words) \
	do { struct seen seen; CHECK(view_entity(&(struct seeing){ T, (s)->charter, (s)->room, NULL }, ENT_room, (s)->room->id, &seen)); \
	     CHECK_STR(seen.is.room.objective, words); } while (0)

STORY(the_headline_shows_the_first_objective_that_is_open)
{
	a_room(s);
	SHOWN(s, STR(""));
	when(s, ANNA, set_objective, .text = STR("Payroll on Friday"));
	then_happened(s, objective_set);
	when(s, ANNA, set_objective, .text = STR("No data leaves"));
	SHOWN(s, STR("Payroll on Friday"));
	CHECK(s->room->objectives[0].number == 1 && s->room->objectives[1].number == 2);
	when(s, ANNA, reach_objective, .objective = s->room->objectives[0].head.id, .why = STR("the bank has the file"));
	then_happened(s, objective_reached);
	SHOWN(s, STR("No data leaves"));
	when(s, ANNA, drop_objective, .objective = s->room->objectives[1].head.id, .why = STR("it has left"));
	then_happened(s, objective_dropped);
	SHOWN(s, STR(""));
	CHECK(s->room->objectives[0].state == OBJECTIVE_REACHED && s->room->objectives[1].ended == s->now);
}

STORY(a_room_has_five_objectives_at_most)
{
	a_room(s);
	for (int i = 0; i < 5; i++)
		when(s, ANNA, set_objective, .text = STR("one more"));
	when(s, ANNA, set_objective, .text = STR("a sixth"));
	then_refused(s, CONFLICT, "5 objectives are open");
	when(s, ANNA, drop_objective, .objective = s->room->objectives[2].head.id, .why = STR("too much"));
	when(s, ANNA, set_objective, .text = STR("a sixth"));
	then_happened(s, objective_set);
	CHECK(s->room->objectives[5].number == 6);
}

STORY(an_objective_ends_once)
{
	a_room(s);
	when(s, ANNA, set_objective, .text = STR("Payroll on Friday"));
	when(s, ANNA, drop_objective, .objective = 999, .why = STR("x"));
	then_refused(s, NO_SUCH, "no objective 999");
	when(s, ANNA, reach_objective, .objective = s->room->objectives[0].head.id);
	when(s, ANNA, drop_objective, .objective = s->room->objectives[0].head.id, .why = STR("x"));
	then_refused(s, CONFLICT, "reached already");
	when(s, ANNA, close_room, .why = STR("over"));
	when(s, ANNA, reach_objective, .objective = s->room->objectives[0].head.id);
	then_refused(s, CONFLICT, "room is closed");
}

STORY(what_the_room_wants_is_said_by_whoever_commands_holds_a_seat_or_stands_in_for_one)
{
	a_room(s);
	given(s, ANNA, member_added, .person = ERIK);
	when(s, DORA, set_objective, .text = STR("Payroll on Friday"));
	then_refused(s, NO_SUCH, "no such room");
	given(s, ANNA, member_added, .person = DORA);
	when(s, DORA, set_objective, .text = STR("Payroll on Friday"));
	then_happened(s, objective_set);
	when(s, ERIK, set_objective, .text = STR("My own report"));
	then_refused(s, NOT_YOUR_CALL, "who hold a seat or stand in for one");
	when(s, ERIK, reach_objective, .objective = s->room->objectives[0].head.id);
	then_refused(s, NOT_YOUR_CALL, "who hold a seat or stand in for one");
	when(s, ERIK, drop_objective, .objective = s->room->objectives[0].head.id, .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "who hold a seat or stand in for one");
	when(s, ERIK, post_message, .text = STR("we should want our mail back"));
	then_happened(s, message_posted);
	when(s, BORIS, reach_objective, .objective = s->room->objectives[0].head.id);
	then_happened(s, objective_reached);
}

TEST_MAIN()
