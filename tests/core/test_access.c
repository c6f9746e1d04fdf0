/* Who is let into a room and its channels, and what they see of it (A7, law 15). */
#include "story.h"

#include "view.h"

static i64
channel_of(struct story *s, i64 who, enum channel_kind kind, struct refs members)
{
	when(s, who, open_channel, .label = arena_fmt(T, "channel_%lld", (long long)s->room->seq), .kind = kind, .members = members);
	then_happened(s, channel_opened);
	return s->room->seq;
}

static i64
said(struct story *s, i64 who, i64 channel)
{
	when(s, who, post_message, .channel = channel, .text = STR("the word"));
	then_happened(s, message_posted);
	return s->room->seq;
}

static struct audience
audience(struct story *s, i64 person)
{
	struct audience a;

	CHECK(audience_of(T, s->charter, s->room, person, &a));
	return a;
}

static bool
sees(struct story *s, i64 person, enum entity_kind kind, i64 id)
{
	struct audience a = audience(s, person);
	struct seeing v = { T, s->charter, s->room, &a };
	struct seen seen;

	CHECK(view_entity(&v, kind, id, &seen) == (kind == ENT_room ? true : view_shows(&v, id)));
	return view_entity(&v, kind, id, &seen);
}

static i64
from_outside(struct story *s)
{
	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"));
	return s->charter->room->seq;
}

STORY(what_is_said_to_the_room_is_seen_by_who_sees_the_whole)
{
	i64 word;

	a_room(s);
	word = said(s, ANNA, 0);
	CHECK(sees(s, BORIS, ENT_message, word));
}

STORY(an_open_channel_is_seen_by_all_a_restricted_one_by_who_was_let_in)
{
	i64 open, shut, in_open, in_shut;

	a_room(s);
	open = channel_of(s, ANNA, CHANNEL_OPEN, (struct refs){ NULL, 0 });
	shut = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(BORIS));
	in_open = said(s, ANNA, open);
	in_shut = said(s, BORIS, shut);
	CHECK(sees(s, FIRST, ENT_message, in_open) && sees(s, FIRST, ENT_channel, open));
	CHECK(!sees(s, FIRST, ENT_message, in_shut) && !sees(s, FIRST, ENT_channel, shut));
	CHECK(sees(s, ANNA, ENT_message, in_shut) && sees(s, BORIS, ENT_message, in_shut));
}

STORY(a_channel_that_is_not_yours_is_refused_as_if_it_were_not_there)
{
	i64 shut, word;

	a_room(s);
	shut = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(BORIS));
	word = said(s, ANNA, shut);
	when(s, FIRST, post_message, .channel = shut, .text = STR("hello?"));
	then_refused(s, NO_SUCH, "there is no entry");
	when(s, FIRST, let_into_channel, .channel = shut, .person = FIRST);
	then_refused(s, NO_SUCH, "there is no entry");
	when(s, FIRST, post_message, .channel = word, .text = STR("hello?"));
	then_refused(s, NO_SUCH, "there is no entry");
}

STORY(who_is_let_into_a_channel_sees_it_and_who_leaves_does_not)
{
	i64 shut, word;

	a_room(s);
	shut = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs){ NULL, 0 });
	word = said(s, ANNA, shut);
	when(s, ANNA, let_into_channel, .channel = shut, .person = FIRST);
	then_happened(s, channel_joined);
	CHECK(sees(s, FIRST, ENT_message, word));
	when(s, FIRST, let_into_channel, .channel = shut, .person = FIRST);
	then_refused(s, CONFLICT, "in the channel already");
	when(s, FIRST, take_out_of_channel, .channel = shut, .person = FIRST);
	then_happened(s, channel_left);
	CHECK(!sees(s, FIRST, ENT_message, word));
	when(s, ANNA, take_out_of_channel, .channel = shut, .person = ANNA);
	then_refused(s, REFUSED, "last one in a channel");
	when(s, ANNA, take_out_of_channel, .channel = shut, .person = FIRST);
	then_refused(s, NO_SUCH, "member of the channel");
}

STORY(two_people_have_one_direct_channel_for_good)
{
	i64 direct;

	a_room(s);
	direct = channel_of(s, ANNA, CHANNEL_DIRECT, (struct refs)PEOPLE(BORIS));
	CHECK(!sees(s, FIRST, ENT_message, said(s, BORIS, direct)));
	when(s, BORIS, open_channel, .label = STR("dm"), .kind = CHANNEL_DIRECT, .members = PEOPLE(ANNA));
	then_refused(s, CONFLICT, "You have a direct channel");
	when(s, BORIS, let_into_channel, .channel = direct, .person = FIRST);
	then_refused(s, REFUSED, "between two people for good");
	when(s, BORIS, open_channel, .label = STR("dm"), .kind = CHANNEL_DIRECT, .members = PEOPLE(BORIS));
	then_refused(s, MALFORMED, "with one other person");
}

STORY(a_guest_of_channels_sees_the_rooms_line_and_those_channels)
{
	struct seen line;
	struct audience a;
	i64 guest, shut, aside, told, said_aside;

	a_room(s);
	guest = from_outside(s);
	when(s, ANNA, add_member, .person = guest, .channels_only = true);
	then_happened(s, member_added);
	when(s, ANNA, set_objective, .text = STR("the secret plan"));
	shut = channel_of(s, ANNA, CHANNEL_PRIVILEGED, (struct refs)PEOPLE(guest));
	told = said(s, ANNA, shut);
	aside = channel_of(s, ANNA, CHANNEL_OPEN, (struct refs){ NULL, 0 });
	said_aside = said(s, ANNA, aside);
	CHECK(sees(s, guest, ENT_message, told) && !sees(s, guest, ENT_message, said_aside) && !sees(s, guest, ENT_message, said(s, ANNA, 0)));
	a = audience(s, guest);
	CHECK(view_entity(&(struct seeing){ T, s->charter, s->room, &a }, ENT_room, s->room->id, &line));
	CHECK(line.is.room.codename.n && line.is.room.title.n == 0 && line.is.room.objective.n == 0);
	CHECK(!view_shows(&(struct seeing){ T, s->charter, s->room, &a }, 1));
	said(s, guest, shut);
	when(s, guest, post_message, .text = STR("hello all"));
	then_refused(s, MALFORMED, "say into which");
	when(s, guest, assert_fact, .name = STR("exposure"), .confidence = CONFIRMED);
	then_refused(s, NOT_YOUR_CALL, "channels of this room only");
}

STORY(of_the_charter_those_from_outside_see_who_is_who)
{
	struct audience a;
	struct seen seen;
	i64 guest;

	guest = from_outside(s);
	CHECK(audience_of(T, s->charter, s->charter->room, guest, &a));
	CHECK(view_entity(&(struct seeing){ T, s->charter, s->charter->room, &a }, ENT_person, ANNA, &seen));
	CHECK(!view_entity(&(struct seeing){ T, s->charter, s->charter->room, &a }, ENT_service, PAYMENTS, &seen));
	CHECK(!view_shows(&(struct seeing){ T, s->charter, s->charter->room, &a }, 1));
}

STORY(who_is_let_in_until_a_moment_is_out_from_then_on)
{
	a_room(s);
	when(s, ANNA, add_member, .person = DORA, .until = s->now - 1);
	then_refused(s, MALFORMED, "until: lies in the past");
	when(s, ANNA, add_member, .person = DORA, .until = s->now + HOURS);
	then_happened(s, member_added);
	CHECK(room_has_member(s->room, DORA));
	when_it_is(s, s->now + HOURS);
	then_happened(s, member_removed);
	CHECK(!room_has_member(s->room, DORA));
}

STORY(nobody_who_leaves_leaves_a_room_to_nobody)
{
	a_room(s);
	for (i64 i = (i64)s->room->n_members; i-- > 1;)
		when(s, ANNA, remove_member, .person = s->room->members[i].person);
	when(s, ANNA, remove_member, .person = ANNA);
	then_refused(s, REFUSED, "last member");
	when(s, ANNA, add_member, .person = DORA, .until = s->now + HOURS);
	then_happened(s, member_added);
	when(s, ANNA, remove_member, .person = ANNA);
	then_refused(s, REFUSED, "last member");
	when(s, ANNA, add_member, .person = ANNA);
	then_refused(s, CONFLICT, "in the room already");
	when(s, ANNA, add_member, .person = ANNA, .until = s->now + HOURS);
	then_refused(s, REFUSED, "last member");
}

STORY(a_room_lets_in_nobody_from_outside_by_itself)
{
	i64 guest = from_outside(s);

	given(s, 0, seat_set, .title = STR("Counsel"), .terms = &(struct rec_seat_terms){ .label = STR("counsel"), .holders = PEOPLE(guest) });
	a_room(s);
	CHECK(!room_has_member(s->room, guest) && room_has_member(s->room, BORIS));
}

TEST_MAIN()
