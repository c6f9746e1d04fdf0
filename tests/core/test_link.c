/* Other rooms that have to do with this one (A0), and what nobody learns of them (law 15). */
#include "story.h"

static const struct hash other = { { 1, 2, 3 } };

STORY(a_link_names_the_other_room_by_what_only_its_members_know)
{
	struct seen seen;

	a_room(s);
	when(s, ANNA, link_room, .kind = LINK_PART, .room = other);
	then_happened(s, room_linked);
	CHECK(view_entity(&(struct seeing){ T, s->charter, s->room, NULL }, ENT_room, s->room->id, &seen));
	CHECK(hash_eq(seen.is.room.key, s->room->places[0].lh));
}

STORY(the_rooms_own_line_carries_its_links_so_that_who_has_both_sees_them_in_both)
{
	struct seen seen;
	struct seeing whole = { T, s->charter, s->room, NULL };

	a_room(s);
	whole.room = s->room;
	when(s, ANNA, link_room, .kind = LINK_PART, .room = other);
	CHECK(view_entity(&whole, ENT_room, s->room->id, &seen) && seen.is.room.n_links == 1);
	CHECK(seen.is.room.links[0].kind == LINK_PART && hash_eq(seen.is.room.links[0].room, other));
	CHECK(seen.is.room.touched == s->room->seq);
	CHECK(view_entity(&(struct seeing){ T, s->charter, s->room, &(struct audience){ .outside = true } }, ENT_room, s->room->id, &seen));
	CHECK(seen.is.room.n_links == 0);               /* a guest's line says nothing of it */
	when(s, ANNA, unlink_room, .link = s->room->links[0].head.id, .why = STR("the wrong one"));
	CHECK(view_entity(&whole, ENT_room, s->room->id, &seen) && seen.is.room.n_links == 0);
}

/* Whatever the other room is, or is not, nobody can tell from the answer. */
STORY(a_link_to_a_room_that_is_not_there_is_taken_like_any_other)
{
	struct hash nothing = { { 9 } };

	a_room(s);
	when(s, ANNA, link_room, .kind = LINK_PARENT, .room = nothing);
	then_happened(s, room_linked);
}

STORY(a_room_is_linked_once_in_each_way_and_not_to_itself)
{
	a_room(s);
	when(s, ANNA, link_room, .kind = LINK_PART, .room = s->room->places[0].lh);
	then_refused(s, REFUSED, "not linked to itself");
	when(s, ANNA, link_room, .kind = LINK_PART, .room = other);
	when(s, ANNA, link_room, .kind = LINK_PART, .room = other);
	then_refused(s, CONFLICT, "linked already");
	when(s, ANNA, link_room, .kind = LINK_SAME_CAUSE, .room = other);
	then_happened(s, room_linked);
}

STORY(a_link_is_taken_back_once)
{
	a_room(s);
	when(s, ANNA, link_room, .kind = LINK_PART, .room = other);
	when(s, ANNA, unlink_room, .link = 999, .why = STR("x"));
	then_refused(s, NO_SUCH, "no link 999");
	when(s, ANNA, unlink_room, .link = s->room->links[0].head.id, .why = STR("the wrong one"));
	then_happened(s, room_unlinked);
	when(s, ANNA, unlink_room, .link = s->room->links[0].head.id, .why = STR("x"));
	then_refused(s, CONFLICT, "taken back already");
	when(s, ANNA, link_room, .kind = LINK_PART, .room = other);
	then_happened(s, room_linked);
	when(s, ANNA, close_room, .why = STR("over"));
	when(s, ANNA, link_room, .kind = LINK_PARENT, .room = other);
	then_refused(s, CONFLICT, "room is closed");
	when(s, ANNA, unlink_room, .link = s->room->links[1].head.id, .why = STR("x"));
	then_refused(s, CONFLICT, "room is closed");
}

TEST_MAIN()
