/* What somebody may do, asked before they do it; and what a guest may, command by command (A7, J3). */
#include "story.h"

/* The refusal of a command of which this much is known. */
static err
asked(struct story *s, i64 who, enum command_kind kind, const void *fields)
{
	union command_fields known = { 0 };
	struct scene scene = story_scene(s, story_target(s, kind));

	memcpy(&known, fields, command_table(kind)->size);
	scene.actor = (struct actor){ who, s->via, s->strength, s->may_write };
	return may_give(&scene, kind, &known, NEW(T, struct outcome, 1));
}

/* may(s, ANNA, apply_measure, .measure = 12) */
#define may(s, who, name, ...) asked((s), (who), CMD_##name, &(struct cmd_##name){ __VA_ARGS__ })

/* ---- asked before ---- */

STORY(who_may_not_is_told_who_may_before_they_say_why)
{
	a_room(s);
	given(s, ANNA, member_added, .person = ERIK);
	CHECK_OK(may(s, ANNA, close_room, 0));
	CHECK_ERR(may(s, ERIK, close_room, 0), NOT_YOUR_CALL, "Closing is for");
}

STORY(whose_words_one_may_write_down_and_what_one_may_issue_is_said_before)
{
	i64 report;

	a_room(s);
	when(s, CARLA, open_document, .kind = DOCUMENT_REPORT, .title = STR("how it stands"));
	report = last(s, document_opened);
	CHECK_ERR(may(s, CARLA, issue_report, .document = report), NOT_YOUR_CALL, "for whoever commands the room, and for the scribe");
	CHECK_OK(may(s, ANNA, issue_report, .document = report));
	CHECK_ERR(may(s, CARLA, log_bridge, .said_by = ANNA), NOT_YOUR_CALL, "is for the scribe");
	CHECK_OK(may(s, CARLA, log_bridge, .said_by = CARLA));
	CHECK_OK(may(s, CARLA, log_bridge, .speaker = STR("the bank")));
}

STORY(nothing_is_written_by_asking)
{
	i64 before;

	a_room(s);
	before = s->room->seq;
	CHECK_OK(may(s, ANNA, set_objective, .text = STR("hold on")));
	CHECK(s->room->seq == before);
}

STORY(a_measure_is_applied_by_its_seat_and_tested_by_another_and_both_know_before)
{
	i64 measure;

	a_room(s);
	put_up(s, ANNA, "partial_shutdown");
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	measure = last(s, measure_proposed);
	CHECK_ERR(may(s, CARLA, apply_measure, .measure = measure), NOT_YOUR_CALL, "for the seat that carries it out");
	CHECK_OK(may(s, BORIS, apply_measure, .measure = measure));
	when(s, BORIS, apply_measure, .measure = measure);
	CHECK_ERR(may(s, BORIS, check_measure, .measure = measure), NOT_YOUR_CALL, "Somebody other than whoever applied it");
	CHECK_OK(may(s, CARLA, check_measure, .measure = measure));
}

STORY(one_of_several_words_that_one_may_choose_suffices)
{
	a_room(s);
	CHECK_OK(may(s, BORIS, mark_room, 0));
	CHECK_ERR(may(s, BORIS, mark_room, .tlp = TLP_CLEAR), NOT_YOUR_CALL, "for whoever commands the room");
	given(s, ANNA, member_added, .person = ERIK);
	CHECK_ERR(may(s, ERIK, set_phase, 0), NOT_YOUR_CALL, "who hold a seat or stand in for one");
}

STORY(what_lacks_yet_or_how_things_stand_is_no_answer_to_who_may)
{
	a_room(s);
	CHECK_OK(may(s, ANNA, declare, 0));
	CHECK_OK(may(s, ANNA, start_clock, 0));
	CHECK_OK(may(s, ANNA, finish_task, .task = 999));
}

STORY(a_session_that_is_too_weak_is_told_so)
{
	a_room(s);
	signed_in_with(s, SESSION_WEAK, 0, true);
	CHECK_ERR(may(s, ANNA, set_objective, 0), SESSION_WEAK, "opened with a passkey");
	CHECK_OK(may(s, ANNA, post_message, 0));
}

/* ---- guests ---- */

/*
 * Every command that is not for people of the organisation alone, and so may
 * be a guest's: ALSO (as anybody's), GIVEN (about what was given to them),
 * OWN (about what is theirs, or in a seat that the charter gave them).  What
 * is not here is refused to every guest by its row.
 */
enum guests { NEVER, ALSO, GIVEN, OWN };
static const enum guests guests[COMMAND_KINDS] = {
	[CMD_report_suspicion] = ALSO, [CMD_log_bridge] = ALSO, [CMD_open_channel] = ALSO, [CMD_post_message] = ALSO,
	[CMD_pin_message] = ALSO, [CMD_assert_fact] = ALSO, [CMD_list_affected] = ALSO, [CMD_describe_affected] = ALSO,
	[CMD_set_affected_state] = ALSO, [CMD_record_occurrence] = ALSO, [CMD_open_document] = ALSO, [CMD_write_document] = ALSO,
	[CMD_acknowledge_report] = ALSO, [CMD_add_attachment] = ALSO, [CMD_describe_attachment] = ALSO, [CMD_transfer_custody] = ALSO,
	[CMD_state_position] = ALSO, [CMD_state_interest] = ALSO, [CMD_share_interest] = ALSO, [CMD_link_interest] = ALSO,
	[CMD_estimate_option] = ALSO,
	[CMD_hand_over_task] = GIVEN, [CMD_block_task] = GIVEN, [CMD_unblock_task] = GIVEN, [CMD_add_task_item] = GIVEN,
	[CMD_tick_task_item] = GIVEN, [CMD_untick_task_item] = GIVEN, [CMD_report_hours] = GIVEN, [CMD_finish_task] = GIVEN,
	[CMD_leave_task] = GIVEN,
	[CMD_take_duty] = OWN, [CMD_accept_handover] = OWN, [CMD_decline_handover] = OWN, [CMD_withdraw_handover] = OWN,
	[CMD_take_out_of_channel] = OWN, [CMD_mark_channel] = OWN, [CMD_retract_message] = OWN, [CMD_acknowledge_mention] = OWN,
	[CMD_adopt_condition] = OWN, [CMD_refuse_condition] = OWN, [CMD_give_advice] = OWN, [CMD_open_brief] = OWN, [CMD_acknowledge_call] = OWN, [CMD_acknowledge_page] = OWN,
	[CMD_take_seat_back] = OWN, [CMD_decide] = OWN, [CMD_concur] = OWN, [CMD_object] = OWN, [CMD_recuse] = OWN,
	[CMD_break_glass] = OWN, [CMD_hear_answer] = OWN, [CMD_hear_objection] = OWN, [CMD_confirm_heard] = OWN, [CMD_disown_heard] = OWN,
	[CMD_withdraw_answer] = OWN, [CMD_drop_decision] = OWN, [CMD_concur_if] = OWN, [CMD_state_need] = OWN,
	[CMD_vouch] = OWN, [CMD_revoke] = OWN, [CMD_set_absence] = OWN, [CMD_set_reach] = OWN, [CMD_add_device] = OWN,
	[CMD_remove_device] = OWN, [CMD_test_device] = OWN, [CMD_acknowledge_test] = OWN, [CMD_confirm_token] = OWN,
	[CMD_revoke_token] = OWN,
};

TEST(every_command_that_a_guest_might_give_was_thought_of)
{
	for (int k = CMD_none + 1; k < COMMAND_KINDS; k++) {
		enum command_who who = command_terms((enum command_kind)k).who;
		bool never = who == BY_HOUSE || who == BY_OFFICER;

		if (never != (guests[k] == NEVER))
			fprintf(stderr, "%s: say in `guests` what a guest may do with it\n", command_table((enum command_kind)k)->name);
		CHECK(never == (guests[k] == NEVER));
	}
}

/* As far as is known, with the first thing that it names being that one. */
static err
asked_of(struct story *s, i64 who, enum command_kind kind, i64 thing)
{
	union command_fields known = { 0 };
	const struct field_table *t = command_table(kind);
	i64 *one = NEW(T, i64, 1);
	size_t i = 0;

	*one = thing;
	while (i < t->count && t->fields[i].type != FIELD_REF && t->fields[i].type != FIELD_REFS)
		i++;
	if (i < t->count && t->fields[i].type == FIELD_REF)
		*(i64 *)(void *)((char *)&known + t->fields[i].offset) = thing;
	else if (i < t->count)
		*(struct refs *)(void *)((char *)&known + t->fields[i].offset) = (struct refs){ one, 1 };
	return asked(s, who, kind, &known);
}

STORY(what_is_for_the_organisation_is_refused_to_a_guest_whatever_they_name)
{
	i64 guest;

	a_room(s);
	guest = a_guest(s);
	put_up(s, ANNA, "partial_shutdown");
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	for (int k = CMD_none + 1; k < COMMAND_KINDS; k++)
		for (i64 thing = 0; guests[k] == NEVER && thing <= s->room->seq; thing++) {
			err e = asked_of(s, guest, (enum command_kind)k, thing);

			CHECK(e && e->kind == ERR_NOT_YOUR_CALL);
		}
	for (int k = CMD_none + 1; k < COMMAND_KINDS; k++)      /* and nobody trips over what lacks */
		for (i64 thing = 0; thing <= s->room->seq; thing++)
			asked_of(s, ANNA, (enum command_kind)k, thing);
}

STORY(a_guest_works_on_what_was_given_to_them_and_on_nothing_else)
{
	i64 guest, given_to, others, item, others_item;

	a_room(s);
	guest = a_guest(s);
	when(s, ANNA, open_task, .title = STR("Read the contract"), .people = PEOPLE(guest));
	given_to = s->room->seq;
	when(s, ANNA, add_task_item, .task = given_to, .text = STR("clause nine"));
	item = s->room->seq;
	when(s, ANNA, open_task, .title = STR("Image the gateway"), .people = PEOPLE(BORIS));
	others = s->room->seq;
	when(s, ANNA, add_task_item, .task = others, .text = STR("memory first"));
	others_item = s->room->seq;
	for (int k = CMD_none + 1; k < COMMAND_KINDS; k++) {
		bool line = k == CMD_tick_task_item || k == CMD_untick_task_item;

		if (guests[k] != GIVEN)
			continue;
		CHECK_OK(asked_of(s, guest, (enum command_kind)k, line ? item : given_to));
		CHECK_ERR(asked_of(s, guest, (enum command_kind)k, line ? others_item : others), NOT_YOUR_CALL, "work on what was given to you");
	}
	when(s, guest, finish_task, .task = others, .result = STR("done"));
	then_refused(s, NOT_YOUR_CALL, "work on what was given to you");
	when(s, guest, finish_task, .task = given_to, .result = STR("read"));
	then_happened(s, task_done);
}

STORY(the_task_of_a_seat_that_a_guest_holds_is_given_to_them)
{
	i64 guest, seat;

	a_room(s);
	guest = a_guest(s);
	given(s, 0, seat_set, .title = STR("Counsel"), .terms = &(struct rec_seat_terms){ .label = STR("counsel"), .holders = PEOPLE(guest) });
	seat = s->charter->room->seq;
	when(s, ANNA, open_task, .title = STR("Read the contract"), .owner = seat);
	when(s, guest, finish_task, .task = last(s, task_opened));
	then_happened(s, task_done);
}

TEST_MAIN()
