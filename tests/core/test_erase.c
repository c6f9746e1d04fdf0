/* Personal words that go for ever, by a decision of the charter officers (H1). */
#include "story.h"

static const struct rec_digest digest = { .digest = { { 1 } } };

static void
an_erasure(struct story *s, i64 who, const char *kind)
{
	a_decision(s, who, kind);
	when(s, who, propose_erasure, .option = last(s, option_proposed), .n = 4, .digests = &digest, .n_digests = 1);
}

STORY(words_are_erased_by_a_decision_of_the_officers)
{
	a_room(s);
	an_erasure(s, ANNA, "erase_words");
	then_happened(s, erasure_proposed);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	then_refused(s, NOT_YOUR_CALL, "does not ask the seat ciso");
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, erased);
	CHECK(the_decision(s)->consequences == 1);
	when_it_is(s, s->now + HOURS);
	then_not(s, erased);
}

STORY(words_are_erased_in_the_charter_too)
{
	s->in = s->charter->room;
	an_erasure(s, FIRST, "erase_words");
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, erased);
}

STORY(an_exercise_erases_no_words)
{
	when(s, ANNA, declare_room, .kind = ROOM_EXERCISE, .severity = SEV1, .codename = STR("drill"), .title = STR("A rehearsal"));
	when(s, ANNA, open_decision, .kind = STR("erase_words"), .question = STR("We rehearse erasing"));
	then_refused(s, REFUSED, "An exercise erases no words");
}

/* In a room that was none when it was asked (such a record was possible once): it is neither put up nor carried out. */
STORY(what_was_asked_before_is_neither_put_up_nor_carried_out_in_an_exercise)
{
	struct outcome out = { .n = 0 };

	a_room(s);
	an_erasure(s, ANNA, "erase_words");
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	s->room->kind = ROOM_EXERCISE;
	when(s, ANNA, amend_option, .option = the_option(s)->head.id, .title = STR("Another name"));
	then_not(s, option_put_up);
	s->room->decisions[0].state = DECISION_TAKEN;
	react_outcomes(&(struct scene){ .a = T, .charter = s->charter, .room = s->room, .now = s->now }, &out);
	CHECK(out.n == 0);
	s->room->kind = ROOM_INCIDENT;
	react_outcomes(&(struct scene){ .a = T, .charter = s->charter, .room = s->room, .now = s->now }, &out);
	CHECK(out.n == 1 && out.v[0].kind == EV_erased);
}

STORY(only_a_decision_to_erase_erases)
{
	a_room(s);
	an_erasure(s, ANNA, "calm");
	then_refused(s, REFUSED, "erase_words");
}

STORY(an_erasure_names_what_is_erased)
{
	a_room(s);
	a_decision(s, ANNA, "erase_words");
	when(s, ANNA, propose_erasure, .option = last(s, option_proposed), .n = 4);
	then_refused(s, MALFORMED, "at least one disclosure");
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	then_refused(s, REFUSED, "changes nothing yet");
}

/* The room folded again without those words is the same but for them. */
STORY(after_erasure_the_record_still_folds)
{
	struct room *again = room_new(arena_open(STORY_ARENA));

	a_room(s);
	when(s, ANNA, post_message, .text = STR("call me on 555"));
	when(s, BORIS, post_message, .text = STR("ok"));
	for (size_t i = 0; i < s->n_lines; i++)
		if (s->lines[i].stream == s->room->id)
			CHECK_OK(fold_bytes((struct world){ s->charter, again }, s->lines[i].leaf, NULL, 0));
	CHECK(again->seq == s->room->seq && again->n_messages == 2 && again->messages[0].is.text.p == NULL);
	CHECK(again->messages[0].person == ANNA);
	CHECK(hash_eq(again->places[again->seq - 1].lh, s->room->places[s->room->seq - 1].lh));
	arena_close((struct arena){ (char *)again, (char *)again + STORY_ARENA }, STORY_ARENA);
}

TEST_MAIN()
