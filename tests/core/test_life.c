/* How a room begins, moves on and ends; who is in it; what a command asks of whoever gives it (A0, A1). */
#include "story.h"

#include "base64.h"

STORY(anybody_reports_a_suspicion_and_is_in_the_room_with_all_who_hold_a_seat)
{
	when(s, ERIK, report_suspicion, .what = STR("files renamed"), .hit = STR("mail"), .since = s->now - HOURS);
	then_happened(s, suspicion_reported);
	CHECK(s->room->phase == PHASE_SUSPECTED && !s->room->declared);
	CHECK(room_has_member(s->room, ERIK) && room_has_member(s->room, BORIS) && room_has_member(s->room, FIRST));
	CHECK(!room_has_member(s->room, DORA));
}

STORY(a_suspicion_is_not_seen_in_the_future)
{
	when(s, ERIK, report_suspicion, .what = STR("files renamed"), .since = s->now + 1);
	then_refused(s, MALFORMED, "since: lies in the future");
}

STORY(a_weak_session_reports_but_does_not_declare)
{
	signed_in_with(s, SESSION_WEAK, 0, false);
	when(s, ERIK, declare_room, .kind = ROOM_INCIDENT, .severity = SEV1, .codename = STR("heron"), .title = STR("x"));
	then_refused(s, SESSION_WEAK, "recovery code");
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	then_happened(s, suspicion_reported);
}

STORY(a_suspicion_is_declared_or_dismissed)
{
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	when(s, ANNA, declare, .kind = ROOM_INCIDENT, .severity = SEV2, .codename = STR("heron"), .title = STR("Ransomware"));
	then_happened(s, room_declared);
	CHECK(s->room->phase == PHASE_DECLARED && s->room->severity == SEV2 && s->room->commander == ANNA);
	when(s, ANNA, declare, .kind = ROOM_INCIDENT, .severity = SEV2, .codename = STR("heron"), .title = STR("Ransomware"));
	then_refused(s, CONFLICT, "declared already");
	when(s, ANNA, dismiss, .why = STR("nothing"));
	then_refused(s, CONFLICT, "closed, not dismissed");
}

/* Each page of it would be pretended, and nothing makes it real again. */
STORY(what_was_reported_becomes_no_exercise)
{
	when(s, ERIK, report_suspicion, .what = STR("ransom note on every screen"));
	when(s, CARLA, declare, .kind = ROOM_EXERCISE, .severity = SEV4, .codename = STR("quiet"), .title = STR("never mind"));
	then_refused(s, REFUSED, "open the exercise as a room of its own");
	CHECK(s->room->phase == PHASE_SUSPECTED);
	when(s, ANNA, declare, .kind = ROOM_INCIDENT, .severity = SEV1, .codename = STR("heron"), .title = STR("real"));
	then_happened(s, room_declared);
}

STORY(a_dismissed_suspicion_comes_back_as_a_suspicion)
{
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	when(s, ANNA, dismiss, .why = STR("a test"));
	then_happened(s, room_dismissed);
	CHECK(s->room->phase == PHASE_CLOSED && s->room->dismissed);
	when(s, ANNA, declare, .kind = ROOM_INCIDENT, .severity = SEV2, .codename = STR("heron"), .title = STR("Ransomware"));
	then_refused(s, CONFLICT, "room is closed");
	when(s, ANNA, reopen_room, .why = STR("no test"));
	then_happened(s, room_reopened);
	CHECK(s->room->phase == PHASE_SUSPECTED && !s->room->dismissed);
}

STORY(a_room_with_an_open_decision_is_neither_closed_nor_dismissed)
{
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	a_decision(s, ANNA, "calm");
	when(s, ANNA, dismiss, .why = STR("a test"));
	then_refused(s, CONFLICT, "still open");
	when(s, ANNA, declare, .kind = ROOM_INCIDENT, .severity = SEV2, .codename = STR("heron"), .title = STR("Ransomware"));
	when(s, ANNA, close_room, .why = STR("over"));
	then_refused(s, CONFLICT, "still open");
	when_it_is(s, the_decision(s)->is.deadline);
	when(s, ANNA, close_room, .why = STR("over"));
	then_happened(s, room_closed);
}

STORY(no_suspicion_is_dismissed_while_something_holds_or_is_owed_because_of_it)
{
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	an_obligation(s, 72);
	when(s, ANNA, dismiss, .why = STR("a test"));
	then_refused(s, REFUSED, "Not over yet: 1 clock. Lift");
	when(s, ANNA, lift_clock, .clock = last(s, clock_started), .why = STR("nobody's data"));
	then_happened(s, clock_lifted);
	put_up(s, ANNA, "calm");
	when_answers(s, ANNA, CISO, "decide");
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	when(s, ANNA, dismiss, .why = STR("a test"));
	then_refused(s, REFUSED, "Not over yet: 1 measure in force. Lift");
	when(s, BORIS, lift_measure, .measure = last(s, measure_proposed), .why = STR("not needed"));
	when(s, ANNA, dismiss, .why = STR("a test"));
	then_happened(s, room_dismissed);
}

STORY(a_declared_room_is_open_at_once)
{
	a_room(s);
	CHECK(s->room->phase == PHASE_DECLARED && s->room->commander == ANNA && s->room->opened == s->now);
}

STORY(severity_is_raised_and_lowered_once_each_way)
{
	a_room(s);
	when(s, BORIS, set_severity, .severity = SEV1, .why = STR("same"));
	then_refused(s, CONFLICT, "SEV1 already");
	when(s, ANNA, set_severity, .severity = SEV3, .why = STR("contained"));
	then_happened(s, severity_set);
	CHECK(s->room->severity == SEV3);
	when(s, BORIS, set_severity, .severity = SEV2, .why = STR("it is back"));
	then_happened(s, severity_set);
}

STORY(an_undeclared_room_has_no_severity_phase_or_commander)
{
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	when(s, ANNA, set_severity, .severity = SEV3, .why = STR("x"));
	then_refused(s, CONFLICT, "not declared yet");
	when(s, ANNA, set_phase, .phase = PHASE_CONTAINED);
	then_refused(s, CONFLICT, "not declared yet");
	when(s, ANNA, take_command, .why = STR("x"));
	then_refused(s, CONFLICT, "not declared yet");
	when(s, ANNA, close_room, .why = STR("x"));
	then_refused(s, CONFLICT, "not declared yet");
}

STORY(the_phase_moves_but_is_not_closed_or_suspected_by_hand)
{
	a_room(s);
	when(s, ANNA, set_phase, .phase = PHASE_CONTAINED);
	then_happened(s, phase_set);
	when(s, ANNA, set_phase, .phase = PHASE_CONTAINED);
	then_refused(s, CONFLICT, "contained already");
	when(s, ANNA, set_phase, .phase = PHASE_CLOSED);
	then_refused(s, REFUSED, "close_room");
	when(s, ANNA, set_phase, .phase = PHASE_SUSPECTED);
	then_refused(s, REFUSED, "never goes back");
}

STORY(command_is_taken_with_a_reason_when_it_was_somebody_elses)
{
	a_room(s);
	when(s, ANNA, take_command, .why = STR("x"));
	then_refused(s, CONFLICT, "in command already");
	when(s, BORIS, take_command, .why = { NULL, 0 });
	then_refused(s, MALFORMED, "why");
	when(s, BORIS, take_command, .why = STR("Anna sleeps"));
	then_happened(s, command_taken);
	CHECK(s->room->commander == BORIS);
}

STORY(a_token_takes_no_command)
{
	a_token(s, BORIS, SCOPE_WRITE);
	a_room(s);
	signed_in_with(s, SESSION_TOKEN, story_last(s->charter->room, EV_token_issued), true);
	when(s, BORIS, take_command, .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "for people");
	CHECK(s->room->commander == ANNA);
}

/* ---- watching ---- */

STORY(a_suspicion_that_is_watched_becomes_work_when_it_is_time)
{
	when(s, ERIK, report_suspicion, .what = STR("odd sign-ins"));
	when(s, ANNA, watch, .until = s->now + 2 * HOURS, .why = STR("one address, and it has stopped"));
	then_happened(s, suspicion_watched);
	CHECK(s->room->phase == PHASE_SUSPECTED && s->room->look_again == s->now + 2 * HOURS);
	when_it_is(s, s->now + 2 * HOURS - 1);
	then_not(s, watch_ended);
	when_it_is(s, s->now + 1);
	then_happened(s, watch_ended);
	then_happened(s, task_opened);
	CHECK(s->room->tasks[0].is.owner == OFFICERS && s->room->tasks[0].is.due == s->now + HOURS && s->room->look_again == 0);
}

/* ---- the rhythm of reports ---- */

static void
reported_every(struct story *s, enum severity severity, i64 seconds)
{
	given(s, 0, criterion_set, .terms = &(struct rec_criterion_terms){ .severity = severity, .report_every = seconds }, .criteria = STR("x"));
}

STORY(the_severity_says_how_often_is_reported_unless_somebody_said_otherwise)
{
	reported_every(s, SEV1, 3600);
	reported_every(s, SEV2, 2592000);
	a_room(s);
	then_happened(s, report_rhythm_set);
	CHECK(s->room->report_minutes == 60 && s->room->next_report_at == s->now + HOURS);
	when(s, ANNA, set_severity, .severity = SEV2, .why = STR("better"));
	CHECK(s->room->report_minutes == 10080);
	when(s, ANNA, set_severity, .severity = SEV3, .why = STR("better"));
	CHECK(s->room->report_minutes == 0 && s->room->next_report_at == 0);
	when(s, ANNA, set_report_rhythm, .minutes = 30);
	when(s, ANNA, set_severity, .severity = SEV1, .why = STR("worse"));
	CHECK(s->room->report_minutes == 30);
}

/* ---- whoever is gone ---- */

STORY(whoever_is_ejected_is_out_of_the_room_and_commands_no_more)
{
	a_room(s);
	CHECK(s->room->commander == ANNA && room_has_member(s->room, ANNA));
	when_acts(s, FIRST, "eject", ANNA);
	when(s, BORIS, open_task, .title = STR("rebuild the host"));
	CHECK(s->room->commander == 0 && !room_has_member(s->room, ANNA));
	when(s, BORIS, take_command, .why = { NULL, 0 });
	CHECK_OK(s->e);
}

STORY(whoever_commands_puts_out_and_stays_until_they_have_handed_over)
{
	a_room(s);
	when(s, BORIS, remove_member, .person = ANNA);
	then_refused(s, NOT_YOUR_CALL, "whoever commands the room");
	when(s, BORIS, remove_member, .person = CARLA);
	then_refused(s, NOT_YOUR_CALL, "whoever commands the room");
	when(s, BORIS, add_member, .person = CARLA, .channels_only = true);
	then_refused(s, NOT_YOUR_CALL, "showing them less");
	when(s, ANNA, remove_member, .person = ANNA);
	then_refused(s, REFUSED, "hand command over first");
	CHECK(s->room->commander == ANNA);
	when(s, ANNA, remove_member, .person = CARLA);
	then_happened(s, member_removed);
	when(s, BORIS, remove_member, .person = BORIS); /* one's own leaving is one's own */
	then_happened(s, member_removed);
}

STORY(whose_answer_is_asked_for_is_not_put_out)
{
	a_room(s);
	put_up(s, ANNA, "partial_shutdown");
	when(s, ANNA, remove_member, .person = BORIS);
	then_refused(s, REFUSED, "answer to decision");
	when(s, ANNA, add_member, .person = BORIS, .until = s->now + 60 * 1000000);
	then_refused(s, REFUSED, "answer to decision");
	when(s, BORIS, remove_member, .person = BORIS);
	then_refused(s, REFUSED, "answer to decision");
	when_it_is(s, the_decision(s)->deadline);
	when(s, ANNA, remove_member, .person = BORIS);
	then_happened(s, member_removed);
}

/* ---- command ---- */

static const struct call *
relieved_call(const struct story *s, i64 person)
{
	return call_of(s->room, &(struct ev_call_owed){ .person = person, .seat = OFFICERS, .reason = CALL_RELIEVED });
}

STORY(from_whom_command_is_taken_is_called_each_time_and_once)
{
	i64 first;

	a_room(s);
	CHECK(!relieved_call(s, ANNA));
	when(s, BORIS, take_command, .why = STR("Anna sleeps"));
	CHECK(relieved_call(s, ANNA) && !relieved_call(s, BORIS));
	first = relieved_call(s, ANNA)->head.id;
	when(s, CARLA, take_command, .why = STR("my call"));
	CHECK(relieved_call(s, BORIS) && relieved_call(s, ANNA)->head.id == first && !call_is_over(s->room, relieved_call(s, ANNA)));
	when(s, ANNA, acknowledge_call, .call = first);
	when(s, ANNA, take_command, .why = STR("I am here"));
	CHECK(call_is_over(s->room, relieved_call(s, ANNA)) && relieved_call(s, CARLA));
	when(s, BORIS, take_command, .why = STR("no"));
	CHECK(relieved_call(s, ANNA)->head.id > first && !call_is_over(s->room, relieved_call(s, ANNA)));
}

/* Whoever takes command cannot shut out whom they took it from before that one knows; nor by somebody who takes it next. */
STORY(from_whom_command_was_taken_stays_until_they_say_that_they_know)
{
	i64 call;

	a_room(s);
	when(s, BORIS, take_command, .why = STR("Anna sleeps"));
	call = relieved_call(s, ANNA)->head.id;
	when(s, BORIS, remove_member, .person = ANNA);
	then_refused(s, NOT_YOUR_CALL, "They are called here (relieved)");
	when(s, BORIS, add_member, .person = ANNA, .until = s->now + 60 * 1000000);
	then_refused(s, NOT_YOUR_CALL, "They are called here (relieved)");
	when(s, BORIS, log_call, .call = call, .channel = BY_PHONE, .result = CALL_REACHED);
	then_refused(s, NOT_YOUR_CALL, "You command in their place");
	when(s, CARLA, log_call, .call = call, .channel = BY_PHONE, .result = CALL_REACHED);
	when(s, CARLA, take_command, .why = STR("my call"));
	when(s, CARLA, remove_member, .person = ANNA);
	then_refused(s, NOT_YOUR_CALL, "They are called here (relieved)");
	when(s, ANNA, acknowledge_call, .call = call);
	when(s, CARLA, remove_member, .person = ANNA);
	then_happened(s, member_removed);
}

STORY(from_whom_command_was_taken_may_go)
{
	a_room(s);
	when(s, BORIS, take_command, .why = STR("Anna sleeps"));
	when(s, ANNA, remove_member, .person = ANNA);
	then_happened(s, member_removed);
}

/* ---- triage ---- */

static const struct call *
triage_call(const struct story *s, i64 person, i64 seat)
{
	return call_of(s->room, &(struct ev_call_owed){ .person = person, .seat = seat, .reason = CALL_TRIAGE });
}

static void
who_declares(struct story *s)
{
	static const struct rec_rule_terms terms = { .kind = STR_INIT("declare"), .accountable = CISO, .within = 1800 };

	given(s, 0, rule_set, .terms = &terms);
}

STORY(whoever_would_declare_it_is_called_to_a_suspicion_until_it_is_looked_at)
{
	who_declares(s);
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	CHECK(s->room->n_calls == 1 && triage_call(s, ANNA, CISO));
	when(s, ANNA, acknowledge_call, .call = triage_call(s, ANNA, CISO)->head.id);
	CHECK(!call_is_over(s->room, triage_call(s, ANNA, CISO)));
	when(s, ANNA, watch, .until = s->now + HOURS, .why = STR("it has stopped"));
	CHECK(call_is_over(s->room, triage_call(s, ANNA, CISO)));
	when_it_is(s, s->now + HOURS);
	CHECK(s->room->tasks[0].is.owner == CISO && s->room->tasks[0].is.due == s->now + HOURS / 2 && s->room->n_calls == 2);
}

static i64
next_look(const struct story *s)
{
	return triage_due(&(struct scene){ .a = T, .charter = s->charter, .room = s->room, .now = s->now });
}

STORY(a_suspicion_that_nobody_looks_at_climbs_by_time)
{
	i64 start = s->now;

	who_declares(s);
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	CHECK(next_look(s) == start + 10 * MINUTE);
	when_it_is(s, start + 10 * MINUTE - 1);
	CHECK(s->room->n_calls == 1);
	when_it_is(s, start + 10 * MINUTE);
	CHECK(s->room->n_calls == 2 && triage_call(s, DORA, CISO) && next_look(s) == start + 20 * MINUTE);
	when_it_is(s, start + 20 * MINUTE);
	CHECK(s->room->n_calls == 3 && triage_call(s, FIRST, OFFICERS) && next_look(s) == start + 30 * MINUTE);
	when_it_is(s, start + 30 * MINUTE - 1);
	then_not(s, suspicion_late);
}

static const struct call *
untriaged_call(const struct story *s, i64 person)
{
	return call_of(s->room, &(struct ev_call_owed){ .person = person, .seat = CISO, .reason = CALL_UNTRIAGED });
}

STORY(to_know_of_a_suspicion_is_not_to_look_at_it)
{
	i64 start = s->now;

	who_declares(s);
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	when(s, ANNA, acknowledge_call, .call = triage_call(s, ANNA, CISO)->head.id);
	CHECK(next_look(s) == start + 30 * MINUTE);
	when_it_is(s, start + 30 * MINUTE);
	then_happened(s, suspicion_late);
	CHECK(untriaged_call(s, FIRST) && untriaged_call(s, ERIK) && next_look(s) == 0);
	when_it_is(s, start + 31 * MINUTE);
	then_not(s, suspicion_late);
	when(s, ANNA, declare, .codename = STR("HERON"), .severity = SEV3, .kind = ROOM_INCIDENT, .title = STR("x"));
	CHECK(call_is_over(s->room, untriaged_call(s, ERIK)));
}

STORY(that_somebody_else_was_reached_holds_a_suspicion_up_for_a_while)
{
	i64 start = s->now, call;

	who_declares(s);
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	call = triage_call(s, ANNA, CISO)->head.id;
	when(s, ERIK, log_call, .call = call, .channel = BY_PHONE, .result = CALL_REACHED);
	CHECK(!triage_call(s, ANNA, CISO)->acknowledged && next_look(s) == start + 10 * MINUTE);        /* who reports it says nothing of that */
	when_it_is(s, start + 8 * MINUTE);
	when(s, BORIS, log_call, .call = call, .channel = BY_PHONE, .result = CALL_REACHED);
	CHECK(triage_call(s, ANNA, CISO)->acknowledged && next_look(s) == start + 18 * MINUTE);
	when_it_is(s, start + 9 * MINUTE);
	when(s, BORIS, log_call, .call = call, .channel = BY_PHONE, .result = CALL_REACHED);             /* once, and not again and again */
	when_it_is(s, start + 18 * MINUTE);
	CHECK(triage_call(s, DORA, CISO) && next_look(s) == start + 20 * MINUTE);
	when(s, BORIS, log_call, .call = triage_call(s, DORA, CISO)->head.id, .channel = BY_PHONE, .result = CALL_REACHED);
	CHECK(next_look(s) == start + 28 * MINUTE);
	when_it_is(s, start + 28 * MINUTE);
	CHECK(triage_call(s, FIRST, OFFICERS));
}

/* Whoever reports it is in charge of it, and may be what it is about. */
STORY(whoever_may_look_at_a_suspicion_is_not_put_out_by_who_reported_it)
{
	who_declares(s);
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	when(s, ERIK, remove_member, .person = ANNA);
	then_refused(s, NOT_YOUR_CALL, "They are called here (triage)");
	when(s, ERIK, add_member, .person = ANNA, .channels_only = true);
	then_refused(s, NOT_YOUR_CALL, "They are called here (triage)");
	when(s, ERIK, remove_member, .person = BORIS);
	then_refused(s, NOT_YOUR_CALL, "They may look at this suspicion");
	when(s, ERIK, restrict_room, .why = STR("an insider"));
	then_happened(s, room_restricted);
	CHECK(room_has_member(s->room, ANNA) && triage_call(s, BORIS, COO));
	when(s, ANNA, declare, .codename = STR("HERON"), .severity = SEV3, .kind = ROOM_INCIDENT, .title = STR("x"));
	CHECK_OK(s->e);
	when(s, ANNA, remove_member, .person = BORIS);
	then_happened(s, member_removed);
}

STORY(the_next_authority_of_the_rule_is_asked_when_nobody_looks)
{
	static const struct rec_ladder ladder = { .escalate_after = 1200, .escalate_to = COO };
	static const struct rec_rule_terms terms = { .kind = STR_INIT("declare"), .accountable = CISO, .within = 1800, .ladder = &ladder };
	i64 start = s->now;

	given(s, 0, rule_set, .terms = &terms);
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	when_it_is(s, start + 20 * MINUTE);
	CHECK(triage_call(s, BORIS, COO) && !triage_call(s, FIRST, OFFICERS));
	when_it_is(s, start + 30 * MINUTE);
	CHECK(untriaged_call(s, BORIS));
}

STORY(a_suspicion_that_is_to_be_looked_at_again_calls_anew)
{
	i64 first, start = s->now;

	who_declares(s);
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	first = triage_call(s, ANNA, CISO)->head.id;
	when(s, ANNA, dismiss, .why = STR("a test"));
	when_it_is(s, start + HOURS);
	then_not(s, suspicion_late);
	when(s, ANNA, reopen_room, .why = STR("no test"));
	CHECK(call_is_over(s->room, FIND(s->room, calls, first)) && triage_call(s, ANNA, CISO)->head.id > first);
	CHECK(next_look(s) == s->now + 10 * MINUTE);
}

STORY(of_a_restricted_suspicion_the_deputies_of_whom_one_named_are_called_who_stand_outside)
{
	i64 start = s->now;

	who_declares(s);
	when(s, ERIK, report_suspicion, .what = STR("the CISO"), .restricted = true, .tell = PEOPLE(BORIS));
	CHECK(next_look(s) == start + 10 * MINUTE && s->room->n_calls == 1);
	when_it_is(s, start + 10 * MINUTE - 1);
	then_not(s, call_owed);
	when_it_is(s, start + 10 * MINUTE);
	CHECK(triage_call(s, DORA, COO) && !room_has_member(s->room, DORA) && next_look(s) == start + 30 * MINUTE);
	CHECK(call_of(s->room, &(struct ev_call_owed){ .person = ERIK, .seat = COO, .reason = CALL_LET_IN }) && s->room->n_calls == 3);
	when(s, ERIK, add_member, .person = DORA);
	CHECK_OK(s->e);
	when(s, DORA, dismiss, .why = STR("it was a drill"));
	CHECK_OK(s->e);
}

STORY(of_a_restricted_suspicion_no_deputy_is_called_while_somebody_says_that_they_know)
{
	i64 start = s->now;

	who_declares(s);
	when(s, ERIK, report_suspicion, .what = STR("the CISO"), .restricted = true, .tell = PEOPLE(BORIS, CARLA));
	when(s, CARLA, acknowledge_call, .call = triage_call(s, CARLA, CFO)->head.id);
	when_it_is(s, start + 29 * MINUTE);
	CHECK(s->room->n_calls == 2);
}

STORY(whom_nobody_let_into_a_restricted_suspicion_nor_follows_them_is_not_called_when_it_is_late)
{
	who_declares(s);
	when(s, ERIK, report_suspicion, .what = STR("the CISO"), .restricted = true, .tell = PEOPLE(CARLA));
	CHECK_OK(s->e);
	when_it_is(s, s->now + HOURS);
	CHECK(s->room->n_calls == 3 && call_of(s->room, &(struct ev_call_owed){ .person = CARLA, .seat = CFO, .reason = CALL_UNTRIAGED }) && untriaged_call(s, ERIK));
}

STORY(a_deputy_is_called_to_a_suspicion_when_the_holder_was_called_in_two_ways_in_vain)
{
	i64 call;

	who_declares(s);
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	call = triage_call(s, ANNA, CISO)->head.id;
	when(s, BORIS, log_call, .call = call, .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	CHECK(s->room->n_calls == 1);
	when(s, BORIS, log_call, .call = call, .channel = BY_MAIL, .result = CALL_FAILED);
	CHECK(s->room->n_calls == 2 && triage_call(s, DORA, CISO));
	when(s, DORA, dismiss, .why = STR("a test of ours"));
	CHECK_OK(s->e);
	CHECK(call_is_over(s->room, triage_call(s, DORA, CISO)));
}

STORY(without_a_rule_the_charter_officers_are_called_to_a_suspicion)
{
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	CHECK(s->room->n_calls == 1 && triage_call(s, FIRST, OFFICERS));
	when(s, ANNA, declare, .codename = STR("HERON"), .severity = SEV3, .kind = ROOM_INCIDENT, .title = STR("x"));
	CHECK_OK(s->e);
	CHECK(call_is_over(s->room, triage_call(s, FIRST, OFFICERS)));
}

STORY(a_suspicion_is_watched_until_some_later_time)
{
	when(s, ERIK, report_suspicion, .what = STR("odd sign-ins"));
	when(s, ANNA, watch, .until = s->now, .why = STR("x"));
	then_refused(s, MALFORMED, "until");
	when(s, ANNA, watch, .until = s->now + HOURS, .why = STR(""));
	then_refused(s, MALFORMED, "why");
	when(s, ANNA, watch, .until = s->now + 31 * 24 * HOURS, .why = STR("x"));
	then_refused(s, MALFORMED, "30 days off");
}

STORY(what_was_declared_or_dismissed_is_not_watched)
{
	when(s, ERIK, report_suspicion, .what = STR("odd sign-ins"));
	when(s, ANNA, watch, .until = s->now + HOURS, .why = STR("x"));
	when(s, ANNA, dismiss, .why = STR("a test"));
	CHECK(s->room->look_again == 0);
	when(s, ANNA, watch, .until = s->now + HOURS, .why = STR("x"));
	then_refused(s, CONFLICT, "room is closed");
	when(s, ANNA, reopen_room, .why = STR("no test"));
	when(s, ANNA, watch, .until = s->now + HOURS, .why = STR("x"));
	when(s, ANNA, declare, .kind = ROOM_INCIDENT, .severity = SEV2, .codename = STR("heron"), .title = STR("Ransomware"));
	CHECK(s->room->look_again == 0);
	when(s, ANNA, watch, .until = s->now + HOURS, .why = STR("x"));
	then_refused(s, CONFLICT, "worked on, not watched");
}

/* ---- severity by the charter's written criteria ---- */

STORY(a_severity_cites_the_criteria_that_were_written_then)
{
	const struct rec_criterion_terms ruin = { .severity = SEV1, .calls = PEOPLE(CISO, COO), .committee_within = 3600 };
	i64 first, second;

	given(s, 0, criterion_set, .terms = &ruin, .criteria = STR("Payroll stops"));
	first = s->charter->room->seq;
	when(s, ANNA, declare_room, .kind = ROOM_INCIDENT, .severity = SEV1, .codename = STR("heron"), .title = STR("x"));
	then_happened(s, room_declared);
	CHECK(charter_criterion_for(s->charter, SEV1)->head.id == first);
	given(s, 0, criterion_set, .terms = &ruin, .criteria = STR("Payroll stops, or may"));
	second = s->charter->room->seq;
	CHECK(charter_criterion_for(s->charter, SEV1)->head.id == second && charter_criterion_for(s->charter, SEV2) == NULL);
	when(s, ANNA, set_severity, .severity = SEV2, .why = STR("no"));
	then_happened(s, severity_set);
}

/* ---- closing ---- */

STORY(whoever_closes_a_room_says_what_becomes_of_what_is_not_finished)
{
	const struct line *line;
	struct entry e;

	a_room(s);
	when(s, ANNA, open_task, .title = STR("rebuild the host"));
	when(s, ANNA, set_objective, .text = STR("Payroll on Friday"));
	an_obligation(s, 72);
	given(s, ANNA, information_requested, .name = STR("exploited"), .owner = CISO, .question = STR("since when?"), .due = s->now + HOURS);
	when(s, ANNA, close_room, .why = { NULL, 0 });
	then_refused(s, MALFORMED, "why: unfinished: 1 task, 1 clock, 1 objective, 1 question; say what becomes of them");
	when(s, ANNA, close_room, .why = STR("the rest goes on in HERON"));
	then_happened(s, room_closed);
	line = &s->lines[s->n_lines - 1];
	CHECK_OK(entry_read(T, line->leaf, line->disclosures, line->n, &e));
	CHECK(e.as.room_closed.left_open.n == 4 && e.as.room_closed.left_open.v[0] == s->room->tasks[0].head.id);
}

/* Nobody answered, and the calls for it end with the room: so whoever ends it says so. */
STORY(what_was_left_undecided_does_not_end_with_its_room_in_silence)
{
	const struct line *line;
	struct entry e;

	a_room(s);
	put_up(s, BORIS, "calm");
	when_it_is(s, the_decision(s)->deadline);
	CHECK(is_left_undecided(the_decision(s)));
	when(s, ANNA, close_room, .why = { NULL, 0 });
	then_refused(s, MALFORMED, "why: unfinished: 1 decision left undecided; say what becomes of it");
	when(s, ANNA, close_room, .why = STR("asked in HERON instead"));
	then_happened(s, room_closed);
	line = &s->lines[s->n_lines - 1];
	CHECK_OK(entry_read(T, line->leaf, line->disclosures, line->n, &e));
	CHECK(e.as.room_closed.left_open.n == 1 && e.as.room_closed.left_open.v[0] == the_decision(s)->head.id);
}

STORY(no_suspicion_is_dismissed_while_a_decision_in_it_is_left_undecided)
{
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	put_up(s, BORIS, "calm");
	when_it_is(s, the_decision(s)->deadline);
	when(s, ANNA, dismiss, .why = STR("a test"));
	then_refused(s, REFUSED, "Not over yet: 1 decision left undecided.");
	when(s, BORIS, drop_decision, .decision = the_decision(s)->head.id, .why = STR("it was a test"));
	when(s, ANNA, dismiss, .why = STR("a test"));
	then_happened(s, room_dismissed);
}

STORY(what_is_unfinished_is_counted_as_one_counts)
{
	a_room(s);
	when(s, ANNA, open_task, .title = STR("rebuild the host"));
	when(s, ANNA, close_room, .why = { NULL, 0 });
	then_refused(s, MALFORMED, "why: unfinished: 1 task; say what becomes of it");
	when(s, ANNA, open_task, .title = STR("and the other"));
	when(s, ANNA, close_room, .why = { NULL, 0 });
	then_refused(s, MALFORMED, "why: unfinished: 2 tasks; say what becomes of them");
}

STORY(a_room_in_which_all_is_done_closes_without_a_word)
{
	a_room(s);
	when(s, ANNA, close_room, .why = { NULL, 0 });
	then_happened(s, room_closed);
}

STORY(a_closed_room_is_read_only_until_reopened)
{
	a_room(s);
	when(s, ANNA, close_room, .why = STR("over"));
	when(s, ANNA, set_objective, .text = STR("x"));
	then_refused(s, CONFLICT, "room is closed");
	when(s, ANNA, post_message, .text = STR("x"));
	then_refused(s, CONFLICT, "room is closed");
	when(s, ANNA, assert_fact, .name = STR("x"), .value = STR("true"), .confidence = CONFIRMED);
	then_refused(s, CONFLICT, "room is closed");
	when(s, ANNA, open_task, .title = STR("x"));
	then_refused(s, CONFLICT, "room is closed");
	when(s, ANNA, set_severity, .severity = SEV4, .why = STR("x"));
	then_refused(s, CONFLICT, "room is closed");
	when(s, ANNA, reopen_room, .why = STR("it is back"));
	then_happened(s, room_reopened);
	CHECK(s->room->phase == PHASE_DECLARED);
	when(s, ANNA, reopen_room, .why = STR("again"));
	then_refused(s, CONFLICT, "room is open");
}

/* ---- members ---- */

STORY(a_member_lets_a_person_in_and_out)
{
	a_room(s);
	when(s, DORA, post_message, .text = STR("hello"));
	then_refused(s, NO_SUCH, "no such room");
	when(s, ANNA, add_member, .person = DORA);
	then_happened(s, member_added);
	when(s, ANNA, add_member, .person = DORA);
	then_refused(s, CONFLICT, "in the room already");
	when(s, DORA, post_message, .text = STR("hello"));
	then_happened(s, message_posted);
	when(s, ANNA, remove_member, .person = DORA);
	then_happened(s, member_removed);
	when(s, ANNA, remove_member, .person = DORA);
	then_refused(s, NO_SUCH, "no member");
	when(s, DORA, post_message, .text = STR("hello?"));
	then_refused(s, NO_SUCH, "no such room");
}

STORY(nobody_is_let_in_who_is_not_there)
{
	a_room(s);
	when(s, ANNA, add_member, .person = 999);
	then_refused(s, NO_SUCH, "no person 999");
	when_acts(s, FIRST, "eject", DORA);
	when(s, ANNA, add_member, .person = DORA);
	then_refused(s, CONFLICT, "was ejected");
}

STORY(the_last_member_stays)
{
	a_room(s);
	when(s, ANNA, remove_member, .person = FIRST);
	when(s, ANNA, remove_member, .person = BORIS);
	when(s, ANNA, remove_member, .person = CARLA);
	CHECK_OK(s->e);
	when(s, ANNA, remove_member, .person = ANNA);
	then_refused(s, REFUSED, "hand command over");
	given(s, ANNA, member_added, .person = BORIS);
	given(s, BORIS, command_taken, .why = STR("x"));
	given(s, ANNA, member_removed, .person = BORIS);        /* by an ejection, say */
	when(s, ANNA, remove_member, .person = ANNA);
	then_refused(s, REFUSED, "last member");
}

/* ---- what every command asks ---- */

/* Every command of the table, given in that way; each must be refused so. */
static void
every_command(struct story *s, i64 who, struct room *room, bool (*such)(struct command_terms), enum err_kind kind)
{
	size_t tried = 0;

	for (int k = CMD_none + 1; k < COMMAND_KINDS; k++) {
		static const union command_fields nothing;
		struct scene scene = story_scene(s, room);
		err e;

		scene.actor = (struct actor){ who, s->via, s->strength, s->may_write };
		if (!such(command_terms((enum command_kind)k)))
			continue;
		s->out.n = 1;
		e = decide(&scene, (enum command_kind)k, &nothing, &s->out);
		if (e == OK || e->kind != kind)
			print_error("%s: %s\n", command_table((enum command_kind)k)->name, e ? err_name(e->kind) : "OK");
		CHECK(e && e->kind == kind && s->out.n == 0);
		tried++;
	}
	CHECK(tried > 0);
}

static bool any(struct command_terms t)        { (void)t; return true; }
static bool in_room(struct command_terms t)    { return t.stream == TO_ROOM || t.stream == TO_MATTER; }
static bool in_charter(struct command_terms t) { return t.stream == TO_CHARTER; }
static bool by_officer(struct command_terms t) { return t.who == BY_OFFICER; }
static bool room_only(struct command_terms t)  { return t.stream == TO_ROOM || t.stream == TO_NEW; }
static bool strong_here(struct command_terms t){ return t.stream != TO_CHARTER && t.stream != TO_NEW && t.session != NEEDS_WEAK; }
static bool for_people(struct command_terms t) { return !t.or_token && t.stream != TO_CHARTER && t.stream != TO_NEW; }
static bool for_people_there(struct command_terms t) { return !t.or_token && (t.stream == TO_CHARTER || t.stream == TO_MATTER); }
static bool begins(struct command_terms t)     { return t.stream == TO_NEW; }

STORY(no_command_is_taken_from_nobody)
{
	a_room(s);
	every_command(s, 0, s->room, any, ERR_NOT_SIGNED_IN);
	every_command(s, 999, s->room, any, ERR_NOT_SIGNED_IN);
	every_command(s, 0, s->charter->room, any, ERR_NOT_SIGNED_IN);
}

STORY(no_command_is_taken_from_an_ejected_person)
{
	a_room(s);
	when_acts(s, FIRST, "eject", CARLA);
	every_command(s, CARLA, s->room, any, ERR_NOT_SIGNED_IN);
	every_command(s, CARLA, s->charter->room, any, ERR_NOT_SIGNED_IN);
}

STORY(for_whoever_is_not_in_it_the_room_is_not_there)
{
	a_room(s);
	every_command(s, ERIK, s->room, any, ERR_NO_SUCH);
}

STORY(a_room_that_has_not_begun_is_not_there)
{
	every_command(s, ANNA, s->room, in_room, ERR_NO_SUCH);
}

STORY(what_belongs_to_a_room_is_not_given_to_the_charter)
{
	every_command(s, FIRST, s->charter->room, room_only, ERR_REFUSED);
}

STORY(what_belongs_to_the_charter_is_not_given_to_a_room)
{
	a_room(s);
	every_command(s, FIRST, s->room, in_charter, ERR_REFUSED);
}

STORY(what_begins_a_room_is_not_given_to_one)
{
	a_room(s);
	every_command(s, ANNA, s->room, begins, ERR_REFUSED);
}

STORY(what_is_the_officers_is_nobody_elses)
{
	every_command(s, ANNA, s->charter->room, by_officer, ERR_NOT_YOUR_CALL);
}

STORY(a_weak_session_does_only_what_says_so)
{
	a_room(s);
	signed_in_with(s, SESSION_WEAK, 0, false);
	every_command(s, ANNA, s->room, strong_here, ERR_SESSION_WEAK);
}

STORY(a_token_gives_what_its_row_leaves_to_programs)
{
	a_token(s, FIRST, SCOPE_WRITE);
	a_room(s);
	signed_in_with(s, SESSION_TOKEN, story_last(s->charter->room, EV_token_issued), true);
	every_command(s, FIRST, s->room, for_people, ERR_NOT_YOUR_CALL);
	every_command(s, FIRST, s->charter->room, for_people_there, ERR_NOT_YOUR_CALL);
}

STORY(a_reading_token_gives_no_command)
{
	a_token(s, FIRST, SCOPE_READ);
	a_room(s);
	signed_in_with(s, SESSION_TOKEN, story_last(s->charter->room, EV_token_issued), false);
	every_command(s, FIRST, s->room, in_room, ERR_NOT_YOUR_CALL);
}

STORY(a_token_that_ended_is_nobody)
{
	a_token(s, FIRST, SCOPE_WRITE);
	a_room(s);
	signed_in_with(s, SESSION_TOKEN, story_last(s->charter->room, EV_token_issued), true);
	when(s, FIRST, post_message, .text = STR("built"));
	then_happened(s, message_posted);
	CHECK(s->room->messages[0].person == 0);        /* it acts as itself */
	when(s, ANNA, post_message, .text = STR("as Anna"));
	then_refused(s, NOT_SIGNED_IN, "does not count");
	s->now += DAYS;
	every_command(s, FIRST, s->room, any, ERR_NOT_SIGNED_IN);
	s->now -= DAYS;
	given(s, FIRST, token_revoked, .token = s->via);
	every_command(s, FIRST, s->room, any, ERR_NOT_SIGNED_IN);
}

STORY(a_full_room_keeps_its_last_tenth_for_decisions)
{
	a_room(s);
	s->room->bytes = LIMIT_ROOM_BYTES / 10 * 9;
	when(s, ANNA, post_message, .text = STR("x"));
	then_refused(s, TOO_LARGE, "room is full");
	when(s, ANNA, open_decision, .kind = STR("calm"), .question = STR("?"));
	then_happened(s, decision_opened);
	s->room->bytes = LIMIT_ROOM_BYTES;
	when(s, ANNA, open_decision, .kind = STR("calm"), .question = STR("?"));
	then_refused(s, TOO_LARGE, "full to the brim");
}

static void
filled(struct room *room, size_t hundredths)
{
	room->bytes = LIMIT_ROOM_BYTES / 100 * hundredths + 1;
}

STORY(a_room_is_full_for_guests_first_then_for_who_holds_no_seat_and_never_for_what_ends_it)
{
	i64 guest, channel, file;

	a_room(s);
	given(s, FIRST, person_added, .name = STR("Gus"), .outside = true, .organisation = STR("x"), .until = s->now + 10 * DAYS);
	guest = s->charter->room->seq;
	channel = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(ANNA));
	when(s, ANNA, add_member, .person = guest, .channels = { &channel, 1 }, .until = s->now + DAYS);
	CHECK_OK(s->e);
	given(s, ANNA, member_added, .person = ERIK);
	when(s, guest, add_attachment, .channel = channel, .blob = STR("0123456789abcdef"), .file = &(struct rec_file){ .name = STR("a.txt"), .size = 1, .type = STR("text/plain") });
	file = last(s, attachment_added);
	put_up(s, ANNA, "partial_shutdown");

	filled(s->room, LIMIT_FULL_GUESTS);
	when(s, guest, transfer_custody, .attachment = file, .to = STR("me"), .why = STR("x"));
	then_refused(s, TOO_LARGE, "The room is half full");
	when(s, ERIK, post_message, .text = STR("x"));
	CHECK_OK(s->e);
	filled(s->room, LIMIT_FULL_SEATLESS);
	when(s, ERIK, post_message, .text = STR("x"));
	then_refused(s, TOO_LARGE, "kept for whoever holds a seat");
	when(s, ANNA, set_objective, .text = STR("bread"));
	CHECK_OK(s->e);
	filled(s->room, LIMIT_FULL);
	when(s, guest, transfer_custody, .attachment = file, .to = STR("me"), .why = STR("x"));
	then_refused(s, TOO_LARGE, "The room is full");
	when(s, ANNA, set_objective, .text = STR("rolls"));
	then_refused(s, TOO_LARGE, "The room is full; what space is left is kept for decisions");
	when(s, ANNA, remove_member, .person = guest);
	then_happened(s, member_removed);
	when_answers(s, ANNA, CISO, "decide");
	CHECK_OK(s->e);
}

STORY(a_full_charter_keeps_its_last_tenth_for_its_officers)
{
	filled(s->charter->room, LIMIT_FULL);
	when(s, BORIS, set_absence, .until = s->now + DAYS);
	then_refused(s, TOO_LARGE, "The charter is full");
	when(s, FIRST, invite_person, .name = STR("Nora"), .secret = { { 9 } });
	CHECK_OK(s->e);
	when_acts(s, FIRST, "eject", ERIK);
	CHECK_OK(s->e);
	s->in = s->charter->room;
	when(s, FIRST, open_decision, .kind = STR("change_charter"), .question = STR("Who then?"));
	CHECK_OK(s->e);
}

/* ---- what every command asks of its fields ---- */

static str spoiled(const struct field_table *, const struct field *which, str value);

/* Every field of every command, spoiled in one way; the sentence names the field. */
static str
an_example(const struct field *f)
{
	switch (f->type) {
	case FIELD_TEXT: case FIELD_NAME: case FIELD_LABEL: case FIELD_CONDITION: return STR("\"a\"");
	case FIELD_VALUE: case FIELD_FLAG:                  return STR("true");
	case FIELD_DECIMAL:                                 return STR("\"1\"");
	case FIELD_BYTES: {
		struct buf b = buf_new(T, 64);
		str raw = story_bytes(&(struct story){ .chance = 1 }, (size_t)(f->min ? f->min : 1));

		canon_put_string(&b, b64u(T, raw.p, raw.n));
		return buf_str(&b);
	}
	case FIELD_OBJECT:                                  return STR("{}");
	case FIELD_MONEY:                                   return STR("{\"amount\":\"1\",\"currency\":\"EUR\"}");
	case FIELD_HASH:                                    return STR("\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"");
	case FIELD_INT: case FIELD_DURATION:                return arena_fmt(T, "%lld", (long long)(f->min ? f->min : 1));
	case FIELD_TIME: case FIELD_REF:                    return STR("7");
	case FIELD_REFS: case FIELD_LIST: case FIELD_LABELS: return STR("[]");
	case FIELD_WORD:                                    return arena_fmt(T, "\"%s\"", f->words->words[1].text);
	case FIELD_ONE:                                     return spoiled(f->record(), NULL, (str){ NULL, 0 });
	}
	return STR("null");
}

/* The record with that field's value put so, or left out (absent); keys ascend. */
static str
spoiled(const struct field_table *t, const struct field *which, str value)
{
	struct buf b = buf_new(T, 1024);
	str after = STR("");

	buf_byte(&b, '{');
	for (size_t n = 0; n < t->count; n++) {
		const struct field *next = NULL;

		for (size_t i = 0; i < t->count; i++)
			if (str_cmp(field_name(&t->fields[i]), after) > 0 &&
			    (next == NULL || str_cmp(field_name(&t->fields[i]), field_name(next)) < 0))
				next = &t->fields[i];
		after = field_name(next);
		if (next == which && value.p == NULL)
			continue;
		if (next != which && (next->marks & OPT))
			continue;
		canon_put_key(&b, field_name(next));
		buf_put(&b, next == which ? value : an_example(next));
	}
	buf_byte(&b, '}');
	return buf_str(&b);
}

static str
too_long(const struct field *f)
{
	struct buf b = buf_new(T, 16384);

	buf_byte(&b, '"');
	for (i64 i = 0; i <= f->max; i++)
		buf_byte(&b, 'a');
	buf_byte(&b, '"');
	return buf_str(&b);
}

static void
is_refused(enum command_kind kind, str json, str words)
{
	union command_fields fields;
	err e = field_read(T, command_table(kind), json, FROM_OUTSIDE, &fields);

	if (e == OK || e->kind != ERR_MALFORMED || !str_contains(e->why, words))
		print_error("%s %.*s: want %.*s, got %.*s\n", command_table(kind)->name, STR_ARG(json), STR_ARG(words),
		    e ? (int)e->why.n : 2, e ? e->why.p : "OK");
	CHECK(e && e->kind == ERR_MALFORMED && str_contains(e->why, words));
}

TEST(every_field_of_every_command_is_refused_when_missing_mistyped_or_beyond_its_bounds)
{
	for (int k = CMD_none + 1; k < COMMAND_KINDS; k++) {
		enum command_kind kind = (enum command_kind)k;
		const struct field_table *t = command_table(kind);

		is_refused(kind, STR("{\"a\":1}"), STR("no such field"));
		is_refused(kind, STR("[]"), STR("should be an object"));
		for (size_t i = 0; i < t->count; i++) {
			const struct field *f = &t->fields[i];
			bool text = f->type == FIELD_TEXT || f->type == FIELD_NAME;

			if (!(f->marks & OPT))
				is_refused(kind, spoiled(t, f, (str){ NULL, 0 }), STR("is missing"));
			is_refused(kind, spoiled(t, f, STR("null")), field_name(f));
			if (f->type != FIELD_VALUE)
				is_refused(kind, spoiled(t, f, f->type == FIELD_FLAG ? STR("1") : STR("true")), field_name(f));
			if (text || f->type == FIELD_LABEL)
				is_refused(kind, spoiled(t, f, too_long(f)), STR("bytes"));
			if (text && f->min > 0)
				is_refused(kind, spoiled(t, f, STR("\"\"")), STR("0 bytes"));
			if (f->type == FIELD_LABEL)
				is_refused(kind, spoiled(t, f, STR("\"a b\"")), STR("letters, digits"));
			if (f->type == FIELD_WORD)
				is_refused(kind, spoiled(t, f, STR("\"nonsense\"")), STR("should be one of"));
			if ((f->type == FIELD_INT || f->type == FIELD_DURATION) && f->min > 0)
				is_refused(kind, spoiled(t, f, STR("0")), f->max ? STR("are allowed") : STR("is asked for"));
			if (f->type == FIELD_REF || f->type == FIELD_TIME)
				is_refused(kind, spoiled(t, f, STR("-1")), STR("below 0"));
		}
	}
}

/* What comes from outside passes json_canonical() first. */
TEST(words_that_are_not_utf8_or_carry_nul_are_refused)
{
	static const char *const bad[] = { "{\"text\":\"\xff\"}", "{\"text\":\"\xc0\xaf\"}", "{\"text\":\"\xed\xa0\x80\"}", "{\"text\":\"a\\u0000b\"}" };
	str canonical;

	for (size_t i = 0; i < countof(bad); i++)
		CHECK_ERR(json_canonical(T, str_c(bad[i]), LIMIT_DEPTH, &canonical), MALFORMED, "");
	for (size_t i = 0; i < 3; i++)
		is_refused(CMD_post_message, str_c(bad[i]), STR(""));
	is_refused(CMD_post_message, (str){ "{\"text\":\"a\0b\"}", 14 }, STR(""));
}

TEST_MAIN()
