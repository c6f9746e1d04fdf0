/* Who may declare, lower, stand down, close and reopen, take command and lift what is in force; and what a guest may not. */
#include "story.h"

static void
a_rule(struct story *s, const char *kind, i64 accountable, bool coo_concurs)
{
	static const i64 coo[] = { COO };
	static const struct rec_concur_group concur = { .k = 1, .seats = { coo, 1 } };

	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = str_c(kind), .accountable = accountable, .within = 3600,
	    .concur = &concur, .n_concur = coo_concurs });
}

/* A decision of that kind is taken by the CISO and the COO. */
static void
decided_to(struct story *s, const char *kind)
{
	a_decision(s, ANNA, kind);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_state(s, TAKEN);
}

static void
returned_to_service(struct story *s, struct refs services)
{
	when(s, ANNA, open_decision, .kind = STR("return_to_service"), .question = STR("What goes live?"));
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .title = STR("These"), .returns = services);
	CHECK_OK(s->e);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_state(s, TAKEN);
}

static i64
somebody_outside(struct story *s)
{
	when(s, FIRST, invite_person, .name = STR("Gwen"), .outside = true, .organisation = STR("Responders"),
	    .until = s->now + 30 * DAYS, .secret = { { 7 } });
	CHECK_OK(s->e);
	return story_last(s->charter->room, EV_person_added);
}

/* ---- the life of a room ---- */

STORY(whoever_holds_no_seat_neither_declares_nor_raises_nor_takes_command)
{
	when(s, ERIK, declare_room, .kind = ROOM_INCIDENT, .severity = SEV1, .codename = STR("owl"), .title = STR("theft"));
	then_refused(s, NOT_YOUR_CALL, "who hold a seat or stand in for one");
	when(s, DORA, declare_room, .kind = ROOM_INCIDENT, .severity = SEV2, .codename = STR("owl"), .title = STR("theft"));
	then_happened(s, room_declared);
	when(s, DORA, add_member, .person = ERIK);
	when(s, ERIK, set_severity, .severity = SEV1, .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "who hold a seat");
	when(s, ERIK, take_command, .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "who hold a seat");
	when(s, ERIK, set_phase, .phase = PHASE_CONTAINED);
	then_refused(s, NOT_YOUR_CALL, "who hold a seat");
	when(s, BORIS, set_severity, .severity = SEV1, .why = STR("worse"));
	then_happened(s, severity_set);
}

STORY(without_a_rule_the_commander_lowers_stands_down_and_closes)
{
	a_room(s);
	when(s, BORIS, set_severity, .severity = SEV4, .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "for whoever commands the room: the charter has no rule for declare");
	when(s, BORIS, set_phase, .phase = PHASE_UNDER_REVIEW);
	then_refused(s, NOT_YOUR_CALL, "no rule for stand_down");
	when(s, BORIS, close_room, .why = STR("over"));
	then_refused(s, NOT_YOUR_CALL, "no rule for close");
	when(s, ANNA, set_phase, .phase = PHASE_STOOD_DOWN);
	then_happened(s, phase_set);
	when(s, ANNA, close_room, .why = STR("over"));
	then_happened(s, room_closed);
	when(s, BORIS, reopen_room, .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "no rule for reopen");
}

STORY(the_accountable_seat_closes_where_nobody_must_concur)
{
	a_rule(s, "close", CFO, false);
	a_room(s);
	when(s, BORIS, close_room, .why = STR("over"));
	then_refused(s, NOT_YOUR_CALL, "Closing is for cfo, or whoever commands the room");
	when(s, CARLA, close_room, .why = STR("over"));
	then_happened(s, room_closed);
}

STORY(a_closed_room_is_reopened_by_the_accountable_seat_whoever_else_would_concur)
{
	a_rule(s, "reopen", COO, true);
	a_room(s);
	when(s, ANNA, close_room, .why = STR("over"));
	then_happened(s, room_closed);
	when(s, CARLA, reopen_room, .why = STR("again"));
	then_refused(s, NOT_YOUR_CALL, "is for");
	when(s, BORIS, reopen_room, .why = STR("again"));
	then_happened(s, room_reopened);
}

STORY(where_others_must_concur_a_decision_closes_once)
{
	a_rule(s, "close", CISO, true);
	a_room(s);
	when(s, ANNA, close_room, .why = STR("over"));
	then_refused(s, NOT_YOUR_CALL, "decided by ciso with coo: open a decision of the kind close");
	decided_to(s, "close");
	when(s, CARLA, close_room, .why = STR("over"));
	then_happened(s, room_closed);
	when(s, ANNA, reopen_room, .why = STR("again"));
	when(s, ANNA, close_room, .why = STR("over"));
	then_refused(s, NOT_YOUR_CALL, "open a decision of the kind close");
}

STORY(a_decision_to_declare_lets_its_severity_be_set_and_once)
{
	a_rule(s, "declare", CISO, true);
	a_room(s);
	when(s, ANNA, open_decision, .kind = STR("declare"), .question = STR("How bad is it now?"));
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .title = STR("Less"), .severity = SEV3);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_state(s, TAKEN);
	when(s, ANNA, set_severity, .severity = SEV4, .why = STR("even less"));
	then_refused(s, NOT_YOUR_CALL, "open a decision of the kind declare");
	when(s, CARLA, set_severity, .severity = SEV3, .why = STR("as decided"));
	then_happened(s, severity_set);
	when(s, ANNA, set_severity, .severity = SEV1, .why = STR("worse"));
	then_happened(s, severity_set);
	when(s, ANNA, set_severity, .severity = SEV3, .why = STR("as decided"));
	then_refused(s, NOT_YOUR_CALL, "open a decision of the kind declare");
}

static void
then_says_nothing_for_all(struct story *s, i64 who, const char *why)
{
	when(s, who, set_bridge, .which = BRIDGE_FIRST, .kind = BRIDGE_TELEPHONE, .number = STR("+44 20 7946 0100"));
	then_refused(s, NOT_YOUR_CALL, why);
	when(s, who, committee_met, .present = PEOPLE(ANNA));
	then_refused(s, NOT_YOUR_CALL, why);
	when(s, who, set_report_rhythm, .minutes = 30);
	then_refused(s, NOT_YOUR_CALL, why);
}

STORY(no_guest_and_no_program_says_where_to_call_in_that_a_committee_met_or_how_often_is_reported)
{
	a_room(s);
	then_says_nothing_for_all(s, a_guest(s), "people of the organisation");
	signed_in_with(s, SESSION_TOKEN, a_token(s, ANNA, SCOPE_WRITE), true);
	then_says_nothing_for_all(s, ANNA, "for people");
}

/* ---- measures ---- */

STORY(command_alone_does_not_undo_what_others_decided)
{
	a_measure_ordered(s);
	when(s, CARLA, take_command, .why = STR("they are away"));
	then_happened(s, command_taken);
	when(s, CARLA, apply_measure, .measure = last(s, measure_proposed));
	then_happened(s, measure_applied);
	when(s, CARLA, lift_measure, .measure = last(s, measure_proposed), .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "command alone does not undo what they decided");
	when(s, BORIS, lift_measure, .measure = last(s, measure_proposed), .why = STR("done"));
	then_happened(s, measure_lifted);
}

STORY(a_measure_is_lifted_by_its_seat_or_by_who_decided_it)
{
	a_measure_ordered(s);
	when(s, CARLA, apply_measure, .measure = last(s, measure_proposed));
	then_refused(s, NOT_YOUR_CALL, "for the seat that carries it out, for those that decided it, first ciso");
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	then_happened(s, measure_applied);
	when(s, CARLA, lift_measure, .measure = last(s, measure_proposed), .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "Lifting a measure that is in force is for the seat");
	when(s, BORIS, lift_measure, .measure = last(s, measure_proposed), .why = STR("done"));
	then_happened(s, measure_lifted);
}

static void
shut_down(struct story *s)
{
	a_room(s);
	put_up(s, ANNA, "partial_shutdown");
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	then_happened(s, measure_applied);
}

STORY(a_shutdown_is_lifted_by_who_may_return_it_to_service)
{
	i64 measure;

	a_rule(s, "return_to_service", CISO, true);
	shut_down(s);
	measure = last(s, measure_proposed);
	when(s, ANNA, lift_measure, .measure = measure, .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "shutdown of Payments is to return it to service, and that is decided by ciso with coo: open a decision of the kind return_to_service that names it");
	returned_to_service(s, (struct refs)PEOPLE(PAYMENTS));
	when(s, BORIS, lift_measure, .measure = measure, .why = STR("decided"));
	then_happened(s, measure_lifted);
}

STORY(a_return_to_service_lifts_no_service_that_it_does_not_name)
{
	i64 mail, measure;

	a_rule(s, "return_to_service", CISO, true);
	given(s, 0, service_set, .terms = &(struct rec_service_terms){ .label = STR("mail"), .criticality = ORDINARY, .owner = COO }, .title = STR("Mail"));
	mail = s->charter->room->seq;
	shut_down(s);
	measure = last(s, measure_proposed);
	when(s, ANNA, open_decision, .kind = STR("return_to_service"), .question = STR("What goes live?"));
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .title = STR("all"));
	then_refused(s, MALFORMED, "returns: say which of the services");
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .title = STR("it"), .returns = PEOPLE(mail, mail));
	then_refused(s, MALFORMED, "Service");
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .title = STR("it"), .returns = PEOPLE(CISO));
	then_refused(s, NO_SUCH, "service");
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .title = STR("it"), .nothing = true, .returns = PEOPLE(mail));
	then_refused(s, MALFORMED, "that does something");
	returned_to_service(s, (struct refs)PEOPLE(mail));
	when(s, BORIS, lift_measure, .measure = measure, .why = STR("decided"));
	then_refused(s, NOT_YOUR_CALL, "that names it");
}

STORY(no_other_decision_returns_anything_to_service)
{
	a_room(s);
	when(s, ANNA, open_decision, .kind = STR("calm"), .question = STR("What now?"));
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .title = STR("it"), .returns = PEOPLE(PAYMENTS));
	then_refused(s, MALFORMED, "returns: services go live again by an option of a return_to_service");
}

STORY(who_may_return_to_service_alone_lifts_and_the_commander_does_not)
{
	a_rule(s, "return_to_service", CFO, false);
	shut_down(s);
	when(s, ANNA, lift_measure, .measure = last(s, measure_proposed), .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "is for cfo; or open a decision of the kind return_to_service");
	when(s, CARLA, lift_measure, .measure = last(s, measure_proposed), .why = STR("clean"));
	then_happened(s, measure_lifted);
}

/* ---- guests ---- */

STORY(a_guest_who_sees_the_whole_room_runs_nothing_in_it)
{
	i64 guest;

	a_room(s);
	guest = a_guest(s);
	when(s, guest, remove_member, .person = ANNA);
	then_refused(s, NOT_YOUR_CALL, "people of the organisation; you are here from another");
	when(s, guest, set_severity, .severity = SEV4, .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "people of the organisation");
	when(s, guest, take_command, .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "people of the organisation");
	when(s, guest, open_channel, .label = STR("ours"), .kind = CHANNEL_RESTRICTED);
	then_refused(s, NOT_YOUR_CALL, "People of the organisation open channels");
	when(s, guest, post_message, .text = STR("the sample is clean"));
	then_happened(s, message_posted);
	when(s, guest, assert_fact, .name = STR("exploited"), .confidence = CONFIRMED, .value = STR("false"));
	then_happened(s, fact_asserted);
	when(s, ANNA, offer_handover, .to = guest, .words = STR("yours"));
	then_refused(s, NOT_YOUR_CALL, "Command is for people of the organisation");
}

STORY(a_guest_declares_no_room_but_reports_what_looks_wrong)
{
	i64 guest = somebody_outside(s);

	when(s, guest, declare_room, .kind = ROOM_INCIDENT, .severity = SEV1, .codename = STR("owl"), .title = STR("theft"));
	then_refused(s, NOT_YOUR_CALL, "people of the organisation");
	when(s, guest, report_suspicion, .what = STR("odd sign-ins"));
	then_happened(s, suspicion_reported);
}

/* What that person is told of the room itself. */
static struct ent_room
line_for(struct story *s, i64 person)
{
	struct audience a = audience(s, person);
	struct seen seen;

	CHECK(view_entity(&(struct seeing){ T, s->charter, s->room, &a }, ENT_room, s->room->id, &seen));
	return seen.is.room;
}

static bool
is_called(const struct story *s, i64 person)
{
	for (size_t i = 0; i < s->room->n_calls; i++)
		if (s->room->calls[i].is.person == person)
			return true;
	return false;
}

STORY(whoever_reports_from_outside_learns_what_became_of_it_and_nobody_who_is_in_the_room)
{
	i64 guest = somebody_outside(s), word;
	struct audience a;

	when(s, guest, report_suspicion, .what = STR("odd sign-ins"), .hit = STR("the portal"));
	a = audience(s, guest);
	CHECK(!a.whole && people_in_sight(T, s->room, &a).n == 0 && room_has_member(s->room, ANNA));
	CHECK_STR(line_for(s, guest).title, STR("odd sign-ins"));
	CHECK_STR(line_for(s, guest).hit, STR("the portal"));
	CHECK(line_for(s, guest).phase == PHASE_SUSPECTED && !line_for(s, guest).whole);
	when_it_is(s, s->now + 3 * HOURS);
	CHECK(s->room->look_late && !is_called(s, guest));
	when(s, ANNA, declare, .kind = ROOM_INCIDENT, .severity = SEV2, .codename = STR("owl"), .title = STR("Ines sold the keys"));
	CHECK_STR(line_for(s, guest).title, STR("odd sign-ins"));
	CHECK_STR(line_for(s, guest).codename, STR("owl"));
	when(s, ANNA, post_message, .text = STR("thank them, and say nothing more"));
	word = last(s, message_posted);
	CHECK(!sees(s, guest, ENT_message, word) && !sees(s, guest, ENT_member, s->room->members[1].head.id));
	when(s, ANNA, open_channel, .label = STR("with_olga"), .kind = CHANNEL_RESTRICTED, .members = PEOPLE(guest));
	then_happened(s, channel_opened);
	a = audience(s, guest);
	CHECK(people_in_sight(T, s->room, &a).n == 2);
	when(s, ANNA, add_member, .person = guest, .whole = true);
	then_happened(s, member_added);
	CHECK_STR(line_for(s, guest).title, STR("Ines sold the keys"));
}

STORY(what_somebody_from_outside_reported_is_dismissed_and_they_are_told)
{
	i64 guest = somebody_outside(s);

	when(s, guest, report_suspicion, .what = STR("odd sign-ins"));
	when(s, ANNA, dismiss, .why = STR("our own test"));
	CHECK(line_for(s, guest).dismissed && line_for(s, guest).phase == PHASE_CLOSED);
}

STORY(whom_somebody_from_outside_tells_of_it_is_in_charge_until_somebody_commands)
{
	i64 guest = somebody_outside(s);

	when(s, guest, report_suspicion, .what = STR("one of them did it"), .restricted = true, .tell = PEOPLE(CARLA));
	CHECK(in_charge(s->room) == CARLA);
	when(s, CARLA, add_member, .person = BORIS);
	then_happened(s, member_added);
	when(s, CARLA, add_member, .person = guest, .whole = true);
	then_happened(s, member_added);
}

TEST_MAIN()
