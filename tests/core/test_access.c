/* Who is let into a room and its channels, and what they see of it (A7, law 15). */
#include "story.h"

static i64
from_outside(struct story *s)
{
	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"),
	    .until = s->now + 30 * DAYS);
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
	then_refused(s, NO_SUCH, "There is no channel");
	when(s, FIRST, let_into_channel, .channel = shut, .person = FIRST);
	then_refused(s, NO_SUCH, "There is no channel");
	when(s, FIRST, post_message, .channel = word, .text = STR("hello?"));
	then_refused(s, NO_SUCH, "There is no channel");
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

STORY(a_guest_takes_nobody_out_of_a_channel_though_they_see_the_whole_room)
{
	i64 guest = from_outside(s), shut;

	a_room(s);
	when(s, ANNA, add_member, .person = guest, .whole = true);
	shut = channel_of(s, BORIS, CHANNEL_RESTRICTED, (struct refs)PEOPLE(ANNA, guest, CARLA));
	when(s, guest, take_out_of_channel, .channel = shut, .person = ANNA);
	then_refused(s, NOT_YOUR_CALL, "for people of the organisation");
	when(s, guest, take_out_of_channel, .channel = shut, .person = BORIS);
	then_refused(s, NOT_YOUR_CALL, "for people of the organisation");
	when(s, BORIS, take_out_of_channel, .channel = shut, .person = guest);
	then_happened(s, channel_left);
}

STORY(whoever_opened_a_channel_or_is_in_charge_takes_others_out_of_it)
{
	i64 shut;

	a_room(s);
	shut = channel_of(s, BORIS, CHANNEL_RESTRICTED, (struct refs)PEOPLE(ANNA, CARLA, FIRST));
	when(s, CARLA, take_out_of_channel, .channel = shut, .person = FIRST);
	then_refused(s, NOT_YOUR_CALL, "for whoever opened the channel, and for whoever commands the room");
	when(s, BORIS, take_out_of_channel, .channel = shut, .person = ANNA);
	then_refused(s, REFUSED, "They are in charge of the room");
	when(s, BORIS, take_out_of_channel, .channel = shut, .person = FIRST);
	then_happened(s, channel_left);
	when(s, ANNA, take_out_of_channel, .channel = shut, .person = BORIS);
	then_happened(s, channel_left);
	when(s, ANNA, take_out_of_channel, .channel = shut, .person = ANNA);
	then_happened(s, channel_left);
	when(s, CARLA, let_into_channel, .channel = shut, .person = ANNA);
	then_happened(s, channel_joined);
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
	shut = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(guest));
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
	then_refused(s, NOT_YOUR_CALL, "not see the whole of this room");
	when(s, guest, let_into_channel, .channel = shut, .person = BORIS);
	then_refused(s, NOT_YOUR_CALL, "not see the whole of this room");
	when(s, guest, take_out_of_channel, .channel = shut, .person = ANNA);
	then_refused(s, NOT_YOUR_CALL, "You may leave; who else is in a channel is for people of the organisation");
	when(s, guest, take_out_of_channel, .channel = shut, .person = guest);
	then_happened(s, channel_left);
}

STORY(what_is_hidden_is_refused_with_the_words_for_what_is_not_there)
{
	str hidden;
	i64 word;

	a_room(s);
	word = said(s, ANNA, channel_of(s, ANNA, CHANNEL_DIRECT, (struct refs)PEOPLE(BORIS)));
	when(s, FIRST, take_tasks, .tasks = PEOPLE(word));
	hidden = s->e->why;
	when(s, FIRST, take_tasks, .tasks = PEOPLE(word + 1000));
	CHECK_STR(arena_fmt(T, "There is no task %lld here.", (long long)word), hidden);
	CHECK_STR(arena_fmt(T, "There is no task %lld here.", (long long)word + 1000), s->e->why);
}

STORY(that_somebody_left_the_room_is_seen_whatever_channels_they_were_in)
{
	struct audience a;

	a_room(s);
	channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(BORIS));
	when(s, ANNA, remove_member, .person = BORIS);
	then_happened(s, member_removed);
	a = audience(s, FIRST);
	CHECK(view_shows(&(struct seeing){ T, s->charter, s->room, &a }, s->room->seq));
}

STORY(what_changes_for_others_does_not_change_what_one_may_see)
{
	i64 before, shut;

	a_room(s);
	before = room_access(s->room, FIRST);
	shut = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(BORIS));
	CHECK(room_access(s->room, FIRST) == before && room_access(s->room, BORIS) == shut && room_access(s->room, ANNA) == shut);
	when(s, ANNA, take_out_of_channel, .channel = shut, .person = BORIS);
	CHECK(room_access(s->room, FIRST) == before && room_access(s->room, BORIS) == s->room->seq);
}

/* ---- labels ---- */

STORY(a_room_is_amber_until_somebody_says_otherwise)
{
	a_room(s);
	CHECK(room_tlp(s->room) == TLP_AMBER);
	when(s, BORIS, mark_room, .tlp = TLP_AMBER);
	then_happened(s, tlp_set);
	when(s, BORIS, mark_room, .tlp = TLP_AMBER);
	then_refused(s, CONFLICT, "TLP:AMBER already");
}

STORY(anybody_who_sees_the_whole_makes_a_label_narrower_and_who_commands_wider)
{
	a_room(s);
	when(s, BORIS, mark_room, .tlp = TLP_RED);
	then_happened(s, tlp_set);
	when(s, BORIS, mark_room, .tlp = TLP_GREEN, .why = STR("I wish to"));
	then_refused(s, NOT_YOUR_CALL, "whoever commands the room");
	when(s, ANNA, mark_room, .tlp = TLP_GREEN);
	then_refused(s, MALFORMED, "say why it may");
	when(s, ANNA, mark_room, .tlp = TLP_GREEN, .why = STR("it is in the papers"));
	then_happened(s, tlp_set);
	CHECK(room_tlp(s->room) == TLP_GREEN);
}

STORY(a_strict_label_lets_nobody_in_from_outside)
{
	i64 guest;

	a_room(s);
	guest = from_outside(s);
	when(s, ANNA, mark_room, .tlp = TLP_AMBER_STRICT);
	when(s, ANNA, add_member, .person = guest);
	then_refused(s, REFUSED, "TLP:AMBER+STRICT: nobody from outside");
	when(s, BORIS, add_member, .person = DORA);
	then_happened(s, member_added);
}

STORY(into_a_red_room_only_who_commands_lets_anybody)
{
	a_room(s);
	when(s, BORIS, mark_room, .tlp = TLP_RED);
	when(s, BORIS, add_member, .person = DORA);
	then_refused(s, NOT_YOUR_CALL, "TLP:RED");
	when(s, ANNA, add_member, .person = DORA);
	then_happened(s, member_added);
}

STORY(a_strict_label_leaves_those_from_outside_the_rooms_line)
{
	i64 guest, shut, told, all;

	a_room(s);
	guest = from_outside(s);
	when(s, ANNA, add_member, .person = guest, .whole = true);
	shut = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(guest));
	told = said(s, ANNA, shut);
	all = said(s, ANNA, 0);
	CHECK(sees(s, guest, ENT_message, told) && sees(s, guest, ENT_message, all));
	when(s, ANNA, mark_room, .tlp = TLP_AMBER_STRICT);
	CHECK(!sees(s, guest, ENT_message, told) && !sees(s, guest, ENT_message, all) && sees(s, guest, ENT_room, s->room->id));
	CHECK(sees(s, FIRST, ENT_message, all) && room_access(s->room, guest) == s->room->seq);
	when(s, guest, post_message, .channel = shut, .text = STR("hello?"));
	then_refused(s, NO_SUCH, "There is no channel");
	when(s, ANNA, mark_room, .tlp = TLP_AMBER, .why = STR("counsel is needed"));
	CHECK(sees(s, guest, ENT_message, told) && sees(s, guest, ENT_message, all));
}

STORY(a_label_that_puts_guests_out_is_for_whoever_may_put_them_out)
{
	i64 guest;

	a_room(s);
	guest = from_outside(s);
	when(s, ANNA, add_member, .person = guest);
	when(s, BORIS, mark_room, .tlp = TLP_RED);
	then_refused(s, NOT_YOUR_CALL, "Taking somebody out, or showing them less, is for whoever commands");
	when(s, BORIS, mark_room, .tlp = TLP_AMBER);
	then_happened(s, tlp_set);
	when(s, ANNA, mark_room, .tlp = TLP_AMBER_STRICT);
	then_happened(s, tlp_set);
	when(s, BORIS, mark_room, .tlp = TLP_RED);      /* who was out by then is put out by nobody */
	then_happened(s, tlp_set);
}

/* ---- restricted rooms ---- */

STORY(a_restricted_room_begins_with_nobody_but_who_opened_it)
{
	when(s, ERIK, report_suspicion, .what = STR("one of us did it"), .restricted = true, .tell = PEOPLE(CARLA));
	then_happened(s, room_restricted);
	CHECK(s->room->n_members == 2 && room_has_member(s->room, ERIK) && room_has_member(s->room, CARLA) && !room_has_member(s->room, FIRST));
	when(s, FIRST, add_member, .person = FIRST);
	then_refused(s, NO_SUCH, "no such room");
	when(s, CARLA, add_member, .person = FIRST);
	then_refused(s, NOT_YOUR_CALL, "The room is restricted");
	when(s, CARLA, declare, .kind = ROOM_INCIDENT, .severity = SEV1, .codename = STR("owl"), .title = STR("theft"));
	then_happened(s, room_declared);
	CHECK(s->room->n_members == 2);
	when(s, ERIK, add_member, .person = FIRST);
	then_refused(s, NOT_YOUR_CALL, "whoever commands the room.");
	when(s, CARLA, add_member, .person = FIRST);
	then_happened(s, member_added);
}

STORY(whoever_reports_a_restricted_suspicion_says_who_is_to_look_at_it)
{
	when(s, ERIK, report_suspicion, .what = STR("one of us did it"), .restricted = true);
	then_refused(s, MALFORMED, "tell: nobody is called to a restricted suspicion but whom you name");
	when(s, ERIK, report_suspicion, .what = STR("odd"), .tell = PEOPLE(CARLA));
	then_refused(s, MALFORMED, "tell: whoever holds a seat is in it anyway");
	when(s, CARLA, report_suspicion, .what = STR("odd"), .restricted = true, .tell = PEOPLE(ERIK));
	then_refused(s, REFUSED, "tell: name somebody else");
	when(s, ERIK, report_suspicion, .what = STR("one of us did it"), .restricted = true, .tell = PEOPLE(CARLA));
	CHECK(call_of(s->room, &(struct ev_call_owed){ .person = CARLA, .seat = CFO, .reason = CALL_TRIAGE }));
	CHECK(s->room->n_calls == 1);                   /* and nobody else */
	when(s, ERIK, add_member, .person = BORIS);
	CHECK(s->room->n_calls == 2);
}

STORY(a_declared_room_may_begin_restricted_or_become_so)
{
	when(s, CARLA, declare_room, .kind = ROOM_INCIDENT, .severity = SEV1, .codename = STR("owl"), .title = STR("theft"), .restricted = true);
	then_happened(s, room_restricted);
	CHECK(s->room->n_members == 1);
	when(s, CARLA, restrict_room, .why = STR("again"));
	then_refused(s, CONFLICT, "restricted already");
}

STORY(an_open_room_is_restricted_by_who_commands_it)
{
	a_room(s);
	when(s, BORIS, restrict_room, .why = STR("it is one of us"));
	then_refused(s, NOT_YOUR_CALL, "whoever commands the room");
	when(s, ANNA, restrict_room, .why = STR("it is one of us"));
	then_happened(s, room_restricted);
	CHECK(room_has_member(s->room, BORIS));
	when(s, BORIS, add_member, .person = DORA);
	then_refused(s, NOT_YOUR_CALL, "The room is restricted");
}

STORY(a_room_is_not_restricted_against_whom_it_calls)
{
	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = STR("advised"), .accountable = CISO, .within = 3600, .consulted = PEOPLE(COO) });
	a_room(s);
	when(s, ANNA, remove_member, .person = BORIS);
	when(s, ANNA, add_member, .person = BORIS, .channels_only = true);
	put_up(s, ANNA, "advised");
	when(s, ANNA, restrict_room, .why = STR("insider"));
	then_refused(s, REFUSED, "is called here (advice) and does not see the room");
	when(s, ANNA, add_member, .person = BORIS, .whole = true);
	when(s, ANNA, restrict_room, .why = STR("insider"));
	then_happened(s, room_restricted);
}

/* ---- privilege ---- */

static void
counsel_is(struct story *s, i64 person)
{
	given(s, 0, seat_set, .title = STR("Counsel"), .terms = &(struct rec_seat_terms){ .label = STR("counsel"),
	    .holders = PEOPLE(person), .counsel = true });
}

STORY(only_counsel_opens_a_privileged_channel)
{
	a_room(s);
	counsel_is(s, CARLA);
	when(s, ANNA, open_channel, .label = STR("law"), .kind = CHANNEL_PRIVILEGED);
	then_refused(s, NOT_YOUR_CALL, "made privileged by counsel");
	when(s, CARLA, open_channel, .label = STR("law"), .kind = CHANNEL_PRIVILEGED, .members = PEOPLE(ANNA));
	then_happened(s, channel_opened);
}

STORY(only_counsel_marks_a_channel_privileged_and_only_a_restricted_one)
{
	i64 shut, open;

	a_room(s);
	counsel_is(s, CARLA);
	shut = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(CARLA));
	open = channel_of(s, ANNA, CHANNEL_OPEN, (struct refs){ NULL, 0 });
	when(s, ANNA, mark_channel, .channel = shut);
	then_refused(s, NOT_YOUR_CALL, "made privileged by counsel");
	when(s, CARLA, mark_channel, .channel = open);
	then_refused(s, CONFLICT, "The channel is open");
	when(s, CARLA, mark_channel, .channel = shut);
	then_happened(s, channel_marked);
	CHECK(sees(s, ANNA, ENT_channel, shut) && s->room->channels[0].is.kind == CHANNEL_PRIVILEGED);
	when(s, CARLA, mark_channel, .channel = shut);
	then_refused(s, CONFLICT, "The channel is privileged");
}

STORY(counsel_lets_into_a_privileged_channel_and_puts_out_and_anybody_may_leave)
{
	i64 law;

	a_room(s);
	counsel_is(s, CARLA);
	when(s, ANNA, add_member, .person = DORA);
	law = channel_of(s, CARLA, CHANNEL_PRIVILEGED, (struct refs)PEOPLE(ANNA, BORIS));
	when(s, ANNA, let_into_channel, .channel = law, .person = DORA);
	then_refused(s, NOT_YOUR_CALL, "for counsel");
	when(s, ANNA, add_member, .person = ERIK, .channels = { &law, 1 });
	then_refused(s, NOT_YOUR_CALL, "for counsel");
	when(s, ANNA, take_out_of_channel, .channel = law, .person = BORIS);
	then_refused(s, NOT_YOUR_CALL, "for counsel");
	when(s, CARLA, let_into_channel, .channel = law, .person = DORA);
	then_happened(s, channel_joined);
	when(s, CARLA, take_out_of_channel, .channel = law, .person = DORA);
	then_happened(s, channel_left);
	when(s, BORIS, take_out_of_channel, .channel = law, .person = BORIS);
	then_happened(s, channel_left);
	when(s, CARLA, take_out_of_channel, .channel = law, .person = ANNA);    /* who is in charge: privilege is counsel's */
	then_happened(s, channel_left);
}

STORY(nobody_takes_counsel_out_of_a_privileged_channel)
{
	i64 law;

	a_room(s);
	counsel_is(s, CARLA);
	given(s, 0, seat_set, .title = STR("Second counsel"), .terms = &(struct rec_seat_terms){ .label = STR("counsel_2"),
	    .holders = PEOPLE(BORIS), .counsel = true });
	law = channel_of(s, CARLA, CHANNEL_PRIVILEGED, (struct refs)PEOPLE(ANNA, BORIS));
	when(s, BORIS, take_out_of_channel, .channel = law, .person = CARLA);
	then_refused(s, REFUSED, "only by themselves");
	when(s, CARLA, take_out_of_channel, .channel = law, .person = CARLA);
	then_happened(s, channel_left);
}

STORY(counsel_may_be_from_outside)
{
	i64 guest = from_outside(s);

	counsel_is(s, guest);
	a_room(s);
	when(s, ANNA, add_member, .person = guest, .whole = true, .until = s->now + DAYS);
	when(s, guest, open_channel, .label = STR("law"), .kind = CHANNEL_PRIVILEGED, .members = PEOPLE(ANNA));
	then_happened(s, channel_opened);
	when(s, guest, take_out_of_channel, .channel = s->room->seq, .person = ANNA);   /* they could let nobody in again */
	then_refused(s, NOT_YOUR_CALL, "for people of the organisation");
}

/* ---- what a guest names of the charter ---- */

static str
without(str why, i64 number)
{
	str said = arena_fmt(T, "%lld", (long long)number);
	const char *at = memmem(why.p, why.n, said.p, said.n);

	return at ? arena_fmt(T, "%.*s#%.*s", (int)(at - why.p), why.p, (int)(why.n - said.n) - (int)(at - why.p), at + said.n) : why;
}

/* What they are told who give it with nothing said but that ref. */
static str
told_of(struct story *s, i64 who, enum command_kind kind, const struct field *f, i64 ref)
{
	struct scene scene = story_scene(s, command_terms(kind).stream == TO_CHARTER ? s->charter->room : s->room);
	union command_fields *c = NEW(T, union command_fields, 1);
	struct refs one = { NEW(T, i64, 1), 1 };
	struct audience a;
	err e;

	*(i64 *)(uintptr_t)one.v = ref;
	if (f->type == FIELD_REFS)
		memcpy((char *)c + f->offset, &one, sizeof(one));
	else
		memcpy((char *)c + f->offset, &ref, sizeof(ref));
	scene.actor = (struct actor){ .person = who, .strength = SESSION_STRONG };
	CHECK((e = need_giver(&scene, kind, c, &a)) != OK);
	return without(e->why, ref);
}

/* Every command that names something of the charter, a new one by itself. */
static void
nothing_is_asked_out(struct story *s, i64 guest, i64 hidden)
{
	size_t n = 0;

	for (int k = CMD_none + 1; k < COMMAND_KINDS; k++) {
		const struct field_table *t = command_table((enum command_kind)k);

		for (size_t i = 0; i < t->count; i++) {
			const struct field *f = &t->fields[i];

			if ((f->type != FIELD_REF && f->type != FIELD_REFS) || event_stream(event_kind(str_c(f->target))) != IN_CHARTER)
				continue;
			CHECK_STR(told_of(s, guest, (enum command_kind)k, f, hidden), told_of(s, guest, (enum command_kind)k, f, 99999));
			n++;
		}
	}
	CHECK(n > 20);
}

STORY(what_a_guest_names_of_the_charter_and_may_not_see_is_refused_like_what_is_not_there)
{
	i64 guest = from_outside(s), other, shut, token;

	given(s, FIRST, person_added, .name = STR("Ruth"), .outside = true, .organisation = STR("Other Counsel"), .until = s->now + DAYS);
	other = s->charter->room->seq;
	a_room(s);
	shut = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs){ NULL, 0 });
	token = a_token(s, BORIS, SCOPE_READ);
	for (int whole = 0; whole < 2; whole++) {
		const i64 hidden[] = { other, ERIK_KEY, PAYMENTS, FIRST_KEY, token };

		when(s, ANNA, add_member, .person = guest, .whole = whole, .channels = PEOPLE(shut));
		CHECK_OK(s->e);
		for (size_t i = 0; i < countof(hidden); i++)
			nothing_is_asked_out(s, guest, hidden[i]);
	}
}

STORY(a_guest_names_the_people_they_share_a_channel_with_and_who_holds_a_seat)
{
	i64 guest = from_outside(s), shut;

	given(s, FIRST, person_added, .name = STR("Frieda"));
	a_room(s);
	when(s, ANNA, add_member, .person = ERIK);
	shut = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(ERIK));
	when(s, ANNA, add_member, .person = guest, .channels = PEOPLE(shut));
	when(s, guest, post_message, .channel = shut, .text = STR("you?"), .people = PEOPLE(s->charter->room->seq));
	then_refused(s, NO_SUCH, "There is no person");
	when(s, guest, post_message, .channel = shut, .text = arena_fmt(T, "@%d, you?", ERIK), .people = PEOPLE(ERIK));
	then_happened(s, message_posted);
	when(s, guest, post_message, .channel = shut, .text = arena_fmt(T, "ask @%d", CISO), .seats = PEOPLE(CISO));
	then_happened(s, message_posted);
}

STORY(no_act_that_a_guest_makes_up_tells_what_is_in_the_charter)
{
	static const char *const verbs[] = { "vouch", "revoke", "eject", "confirm_token", "decide", "break_glass" };
	const i64 ids[] = { 99999, ERIK_KEY, BORIS, 0 };
	i64 guest = from_outside(s);

	given(s, FIRST, person_added, .name = STR("Ruth"), .outside = true, .organisation = STR("Other Counsel"), .until = s->now + DAYS);
	story_key(s, guest);
	for (size_t v = 0; v < countof(verbs); v++) {
		str first = STR("");

		for (size_t i = 0; i < countof(ids); i++) {
			i64 id = ids[i] ? ids[i] : s->charter->room->seq - 3;
			struct rec_act act = act_begun(s, guest, s->charter->room, str_c(verbs[v]));

			act.object = id;
			s->in = s->charter->room;
			when_acts_by(s, guest, act);
			CHECK(s->e);
			first = first.n ? first : without(s->e->why, id);
			CHECK_STR(without(s->e->why, id), first);
		}
	}
}

/* ---- so many channels ---- */

STORY(one_person_opens_so_many_channels_and_no_more)
{
	a_room(s);
	for (int i = 0; i < LIMIT_CHANNELS / 4; i++)
		channel_of(s, BORIS, CHANNEL_OPEN, (struct refs){ NULL, 0 });
	when(s, BORIS, open_channel, .label = STR("more"), .kind = CHANNEL_OPEN);
	then_refused(s, TOO_LARGE, "250 channels are yours here");
	channel_of(s, CARLA, CHANNEL_RESTRICTED, (struct refs){ NULL, 0 });
	for (int i = 0; i <= LIMIT_CHANNELS / 4; i++)
		channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs){ NULL, 0 });
}

STORY(the_last_channels_are_kept_for_who_is_in_charge_and_for_counsel)
{
	a_room(s);
	counsel_is(s, CARLA);
	while (s->room->n_channels < LIMIT_CHANNELS - LIMIT_CHANNELS / 8)
		given(s, ANNA, channel_opened, .label = arena_fmt(T, "c%zu", s->room->n_channels), .kind = CHANNEL_OPEN);
	when(s, BORIS, open_channel, .label = STR("more"), .kind = CHANNEL_DIRECT, .members = PEOPLE(ANNA));
	then_refused(s, TOO_LARGE, "the last 125 are kept");
	channel_of(s, CARLA, CHANNEL_PRIVILEGED, (struct refs)PEOPLE(BORIS));
	channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(BORIS));
}

STORY(of_the_charter_those_from_outside_see_the_seats_and_themselves)
{
	struct audience a;
	struct seen seen;
	i64 guest;

	guest = from_outside(s);
	CHECK(audience_of(T, s->charter, s->charter->room, guest, &a));
	CHECK(view_entity(&(struct seeing){ T, s->charter, s->charter->room, &a }, ENT_person, guest, &seen));
	CHECK(view_entity(&(struct seeing){ T, s->charter, s->charter->room, &a }, ENT_seat, CISO, &seen));
	CHECK(!view_entity(&(struct seeing){ T, s->charter, s->charter->room, &a }, ENT_person, ANNA, &seen));
	CHECK(!view_entity(&(struct seeing){ T, s->charter, s->charter->room, &a }, ENT_service, PAYMENTS, &seen));
	CHECK(!view_shows(&(struct seeing){ T, s->charter, s->charter->room, &a }, 1));
}

STORY(those_from_outside_do_not_learn_who_of_the_house_has_learnt_what)
{
	static const struct rec_qualified media[] = { { BORIS, STR_INIT("2027-05-01") } };
	const struct rec_seat_terms terms = { .seat = COO, .label = STR_INIT("coo"), .holders = PEOPLE(BORIS), .takes = STR_INIT("media"), .qualified = media, .n_qualified = 1 };
	struct audience inside, outside;
	struct seen seen;
	i64 guest = from_outside(s);

	given(s, 0, seat_set, .title = STR("COO"), .terms = &terms);
	CHECK(audience_of(T, s->charter, s->charter->room, ANNA, &inside) && audience_of(T, s->charter, s->charter->room, guest, &outside));
	CHECK(view_entity(&(struct seeing){ T, s->charter, s->charter->room, &inside }, ENT_seat, COO, &seen) && seen.is.seat.n_qualified == 1);
	CHECK(view_entity(&(struct seeing){ T, s->charter, s->charter->room, &outside }, ENT_seat, COO, &seen) && seen.is.seat.n_qualified == 0 && seen.is.seat.takes.p == NULL);
}

STORY(those_from_outside_know_whom_they_share_a_room_or_a_channel_with)
{
	i64 guest = from_outside(s), shut;
	struct refs known;

	a_room(s);
	shut = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(CARLA));
	when(s, ANNA, add_member, .person = guest, .channels = PEOPLE(shut));
	known = people_in_sight(T, s->room, &(struct audience[]){ audience(s, guest) }[0]);
	CHECK(known.n == 3 && refs_have(known, ANNA) && refs_have(known, CARLA) && refs_have(known, guest));
	when(s, ANNA, add_member, .person = guest, .whole = true);
	known = people_in_sight(T, s->room, &(struct audience[]){ audience(s, guest) }[0]);
	CHECK(refs_have(known, BORIS) && !refs_have(known, ERIK));
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

STORY(a_guest_is_let_into_channels_and_until_their_time_is_over)
{
	i64 guest = from_outside(s), until = s->now + 30 * DAYS, one, other;

	a_room(s);
	one = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs){ NULL, 0 });
	other = channel_of(s, ANNA, CHANNEL_OPEN, (struct refs){ NULL, 0 });
	when(s, ANNA, add_member, .person = guest, .until = until + 1, .channels = PEOPLE(one));
	then_refused(s, REFUSED, "everything of theirs ends before that, on 2026-01-31; a charter officer may put it off");
	when(s, ANNA, add_member, .person = guest, .channels = PEOPLE(one));
	then_happened(s, member_added);
	then_happened(s, channel_joined);
	CHECK(room_member(s->room, guest)->channels_only && room_member(s->room, guest)->until == until);
	CHECK(sees(s, guest, ENT_message, said(s, ANNA, one)) && !sees(s, guest, ENT_message, said(s, ANNA, other)));
	when(s, ANNA, add_member, .person = guest, .channels = PEOPLE(one));
	then_refused(s, CONFLICT, "in these channels already");
	when(s, ANNA, add_member, .person = guest, .channels = PEOPLE(one, other));
	then_happened(s, channel_joined);
	then_not(s, member_added);
	CHECK(sees(s, guest, ENT_message, said(s, ANNA, other)));
	when(s, ANNA, add_member, .person = guest, .whole = true, .channels_only = true);
	then_refused(s, MALFORMED, "say one of both");
	when(s, ANNA, add_member, .person = guest, .whole = true);
	then_happened(s, member_added);
	CHECK(sees(s, guest, ENT_message, said(s, ANNA, 0)));
}

STORY(nobody_is_let_into_a_channel_that_whoever_lets_them_in_does_not_see)
{
	i64 guest = from_outside(s), shut;

	a_room(s);
	shut = channel_of(s, BORIS, CHANNEL_RESTRICTED, (struct refs){ NULL, 0 });
	when(s, ANNA, add_member, .person = guest, .channels = PEOPLE(shut));
	then_refused(s, NO_SUCH, "There is no channel");
	when(s, ANNA, add_member, .person = guest, .channels = PEOPLE(channel_of(s, ANNA, CHANNEL_DIRECT, (struct refs)PEOPLE(BORIS))));
	then_refused(s, REFUSED, "between two people for good");
}

STORY(somebody_from_outside_whose_time_has_no_end_is_let_in_until_a_moment)
{
	i64 guest;

	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"));
	guest = s->charter->room->seq;
	a_room(s);
	when(s, ANNA, add_member, .person = guest);
	then_refused(s, MALFORMED, "somebody from outside is let in until a moment");
	when(s, ANNA, add_member, .person = guest, .until = s->now + DAYS);
	then_happened(s, member_added);
}

STORY(nobody_who_leaves_leaves_a_room_to_nobody)
{
	when(s, ANNA, report_suspicion, .what = STR("odd"), .restricted = true);
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

STORY(a_room_takes_in_only_so_many_people_and_whoever_left_comes_back)
{
	i64 late;

	a_room(s);
	for (size_t n = s->room->n_members; n < LIMIT_MEMBERS; n++) {
		given(s, FIRST, person_added, .name = STR("Somebody"));
		given(s, ANNA, member_added, .person = s->charter->room->seq);
	}
	given(s, FIRST, person_added, .name = STR("Late"));
	late = s->charter->room->seq;
	when(s, ANNA, add_member, .person = late);
	then_refused(s, TOO_LARGE, "1000 people ever let in are here, of the 1000 that there can be; open another room");
	when(s, ANNA, remove_member, .person = late - 1);
	then_happened(s, member_removed);
	when(s, ANNA, add_member, .person = late);
	then_refused(s, TOO_LARGE, "1000 people ever let in");
	when(s, ANNA, add_member, .person = late - 1);
	then_happened(s, member_added);
}

/* When the server looks at the room next. */
static i64
looked_at(struct story *s)
{
	struct scene scene = story_scene(s, s->room);

	return due(&scene);
}

STORY(whoever_is_called_stays_beyond_the_end_of_their_time_until_that_is_over)
{
	a_room(s);
	when(s, ANNA, add_member, .person = BORIS, .until = s->now + MINUTE);
	then_happened(s, member_added);
	a_decision(s, ANNA, "partial_shutdown");
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK(looked_at(s) == the_decision(s)->deadline);       /* whoever is called does not leave by themselves */
	when_it_is(s, s->now + 30 * MINUTE);
	then_not(s, member_removed);
	when_answers(s, BORIS, COO, "concur");
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_taken);
	then_happened(s, member_removed);
}

TEST_MAIN()
