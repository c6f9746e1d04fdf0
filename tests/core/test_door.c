/* Whoever is called and stands outside a restricted room, or a TLP:RED one: whoever is in charge is called to let them in (A7, B4). */
#include "story.h"

static const struct call *
door_for(const struct story *s, i64 person, i64 seat)
{
	return call_of(s->room, &(struct ev_call_owed){ .person = person, .seat = seat, .decision = the_decision(s)->head.id, .reason = CALL_LET_IN });
}

/* Carla declares it restricted, alone in it, and asks the CISO and the COO. */
static void
asked_from_inside(struct story *s)
{
	when(s, CARLA, declare_room, .kind = ROOM_INCIDENT, .severity = SEV2, .codename = STR("owl"), .title = STR("A leak"), .restricted = true);
	CHECK_OK(s->e);
	put_up(s, CARLA, "partial_shutdown");
	CHECK(!room_has_member(s->room, ANNA) && !room_has_member(s->room, BORIS));
}

STORY(whoever_is_in_charge_of_a_restricted_room_is_called_to_let_in_who_is_asked)
{
	asked_from_inside(s);
	CHECK(door_for(s, CARLA, CISO) && door_for(s, CARLA, COO));
	CHECK(call_needed_by(s->room, door_for(s, CARLA, CISO)) == the_decision(s)->deadline);
	when(s, CARLA, add_member, .person = ANNA, .whole = true);
	CHECK_OK(s->e);
	CHECK(door_for(s, CARLA, CISO)->head.touched >= last(s, member_added));         /* whoever looks sees that at once */
	CHECK(call_is_over(s->room, door_for(s, CARLA, CISO)) && !call_is_over(s->room, door_for(s, CARLA, COO)));
	when_it_is(s, the_decision(s)->deadline);
	CHECK(call_is_over(s->room, door_for(s, CARLA, COO)));
}

STORY(nobody_is_called_to_let_in_who_came_in_by_themselves)
{
	a_room(s);
	put_up(s, ANNA, "partial_shutdown");
	for (size_t i = 0; i < s->room->n_calls; i++)
		CHECK(s->room->calls[i].is.reason != CALL_LET_IN);
}

TEST_MAIN()
