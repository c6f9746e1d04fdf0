/* Where everybody calls in, and what was said there (A1). */
#include "story.h"

#define FIRST_BRIDGE .which = BRIDGE_FIRST, .kind = BRIDGE_TELEPHONE, .number = STR("+44 20 7946 0100"), .pin = STR("4711")

STORY(the_bridge_set_last_is_the_one_to_call)
{
	struct seen seen;

	a_room(s);
	when(s, ANNA, set_bridge, FIRST_BRIDGE);
	then_happened(s, bridge_set);
	when(s, ANNA, set_bridge, .which = BRIDGE_SECOND, .kind = BRIDGE_VIDEO, .link = STR("https://meet.example/h"),
	    .why = STR("the attacker reads our calendar"));
	CHECK(s->room->n_bridges == 2);
	CHECK(view_entity(&(struct seeing){ T, s->charter, s->room, NULL }, ENT_bridge, s->room->bridges[0].head.id, &seen) && !seen.is.bridge.in_use);
	CHECK(seen.is.bridge.touched == s->room->seq);
	CHECK(view_entity(&(struct seeing){ T, s->charter, s->room, NULL }, ENT_bridge, s->room->bridges[1].head.id, &seen) && seen.is.bridge.in_use);
	when(s, ANNA, set_bridge, FIRST_BRIDGE);
	CHECK(s->room->n_bridges == 2 && s->room->bridge_in_use == BRIDGE_FIRST);
}

STORY(a_bridge_has_a_number_or_a_link_that_can_be_trusted)
{
	a_room(s);
	when(s, ANNA, set_bridge, .which = BRIDGE_FIRST, .kind = BRIDGE_TELEPHONE, .pin = STR("4711"));
	then_refused(s, MALFORMED, "number: give a number");
	when(s, ANNA, set_bridge, .which = BRIDGE_FIRST, .kind = BRIDGE_VIDEO, .link = STR("javascript:alert(1)"));
	then_refused(s, MALFORMED, "link: begins with https://");
}

STORY(the_scribe_writes_what_was_said_and_by_whom)
{
	a_room(s);
	when(s, ANNA, log_bridge, .said_by = BORIS, .text = STR("Settlement goes out at six."));
	then_happened(s, bridge_logged);
	when(s, ANNA, log_bridge, .speaker = STR("the bank"), .text = STR("Not without the file."));
	then_happened(s, bridge_logged);
	CHECK(s->room->bridge_lines[0].is.said_by == BORIS && s->room->bridge_lines[0].person == ANNA);
	when(s, ANNA, log_bridge, .said_by = BORIS, .speaker = STR("the bank"), .text = STR("x"));
	then_refused(s, MALFORMED, "not both");
	when(s, ANNA, log_bridge, .said_by = 999, .text = STR("x"));
	then_refused(s, NO_SUCH, "no person 999");
}

STORY(nothing_is_said_on_the_bridge_of_a_closed_room)
{
	a_room(s);
	when(s, ANNA, close_room, .why = STR("over"));
	when(s, ANNA, log_bridge, .text = STR("x"));
	then_refused(s, CONFLICT, "room is closed");
	when(s, ANNA, set_bridge, FIRST_BRIDGE);
	then_refused(s, CONFLICT, "room is closed");
}

STORY(what_somebody_else_said_is_written_down_by_who_keeps_the_record_or_stands_in_for_them)
{
	i64 guest;

	given(s, 0, seat_set, .title = STR("Scribe"), .terms = &(struct rec_seat_terms){ .label = STR("scribe"), .holders = PEOPLE(FIRST), .deputies = PEOPLE(ERIK) });
	a_room(s);
	given(s, ANNA, member_added, .person = ERIK);
	given(s, ANNA, member_added, .person = DORA);
	when(s, CARLA, log_bridge, .said_by = BORIS, .text = STR("Pay, I approve."));
	then_refused(s, NOT_YOUR_CALL, "is for the scribe, for who holds their seat or stands in for it, and for whoever commands");
	when(s, DORA, log_bridge, .said_by = BORIS, .text = STR("Operations waits."));
	then_happened(s, bridge_logged);
	when(s, DORA, log_bridge, .said_by = CARLA, .text = STR("Pay, I approve."));
	then_refused(s, NOT_YOUR_CALL, "Writing down what somebody else said");
	when(s, ERIK, log_bridge, .said_by = CARLA, .text = STR("Not before noon."));
	then_happened(s, bridge_logged);
	when(s, FIRST, log_bridge, .said_by = BORIS, .text = STR("At noon then."));
	then_happened(s, bridge_logged);
	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"));
	guest = s->charter->room->seq;
	given(s, ANNA, member_added, .person = guest, .until = s->now + DAYS);
	when(s, guest, log_bridge, .said_by = BORIS, .text = STR("Pay, I approve."));
	then_refused(s, NOT_YOUR_CALL, "Writing down what somebody else said");
	when(s, guest, log_bridge, .said_by = guest, .text = STR("I advise against it."));
	then_happened(s, bridge_logged);
}

TEST_MAIN()
