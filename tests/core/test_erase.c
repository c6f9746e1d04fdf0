/* Personal words that go for ever, by a decision: of the charter officers, or by the charter's rule (H1). */
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

/* ---- under a rule of the charter ---- */

/* The CISO decides, the CFO concurs, and not whoever asked; of the last entry of the room. */
static void
an_erasure_by_rule(struct story *s, i64 who)
{
	static const i64 cfo[] = { CFO };
	static const struct rec_concur_group both = { .k = 1, .seats = { cfo, 1 } };
	static const struct rec_rule_terms rule = { .kind = STR_INIT("erase_words"), .accountable = CISO, .concur = &both, .n_concur = 1,
	    .requester_excluded = true, .within = 3600 };

	given(s, 0, rule_set, .terms = &rule);
	a_room(s);
	a_decision(s, who, "erase_words");
	when(s, who, propose_erasure, .option = last(s, option_proposed), .n = s->room->places[0].n, .digests = &digest, .n_digests = 1);
}

STORY(a_rule_says_who_erases_in_a_room)
{
	an_erasure_by_rule(s, BORIS);
	then_happened(s, erasure_proposed);
	CHECK(the_decision(s)->is.deadline < s->now + 2 * HOURS);
	when(s, BORIS, put_up_option, .option = last(s, option_proposed));
	then_missing(s, CISO, CFO);
	when_answers(s, FIRST, OFFICERS, "decide");
	then_refused(s, NOT_YOUR_CALL, "");
	s->e = OK;
	when_answers(s, ANNA, CISO, "decide");
	then_not(s, erased);
	when_answers(s, CARLA, CFO, "concur");
	then_happened(s, erased);
}

STORY(whoever_asks_that_words_be_erased_does_not_decide_it_where_the_rule_says_so)
{
	an_erasure_by_rule(s, ANNA);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	then_refused(s, NOT_YOUR_CALL, "");
}

STORY(under_a_rule_only_words_of_the_room_are_erased)
{
	an_erasure_by_rule(s, BORIS);
	CHECK(s->room->places[0].n > 4);
	when(s, BORIS, propose_erasure, .option = last(s, option_proposed), .n = 4, .digests = &digest, .n_digests = 1);
	then_refused(s, NOT_YOUR_CALL, "Entry 4 does not stand here");
}

STORY(whatever_the_rule_the_words_of_the_charter_are_its_officers)
{
	an_erasure_by_rule(s, BORIS);
	s->in = s->charter->room;
	when(s, ANNA, open_decision, .kind = STR("erase_words"), .question = STR("Forget me?"));
	then_refused(s, NOT_YOUR_CALL, "");
	a_decision(s, FIRST, "erase_words");
	when(s, FIRST, propose_erasure, .option = last(s, option_proposed), .n = s->room->places[0].n, .digests = &digest, .n_digests = 1);
	then_refused(s, NOT_YOUR_CALL, "does not stand here");
	when(s, FIRST, propose_erasure, .option = last(s, option_proposed), .n = s->charter->room->places[0].n, .digests = &digest, .n_digests = 1);
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, erased);
}

STORY(what_the_officers_were_asked_before_there_was_a_rule_is_theirs_still)
{
	a_room(s);
	an_erasure(s, ANNA, "erase_words");
	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = STR("erase_words"), .accountable = CISO, .within = 3600 });
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, erased);
}

STORY(words_are_never_erased_by_default_nor_alone_nor_by_voice)
{
	static const struct rec_standing alone = { .seat = CISO, .holds = 3600 };
	static const struct rec_default_measure slow = { RATE_LIMIT };
	static const struct rec_default_terms by_default = { &slow, 1, STR_INIT("true"), 3600 };
	const struct rec_rule_terms good = { .kind = STR("erase_words"), .accountable = CISO, .within = 3600 };
	struct rec_rule_terms bad;

	bad = good; bad.alone = &alone; bad.n_alone = 1;
	a_change(s, FIRST, (struct cmd_propose_change){ .rule = &bad });
	then_refused(s, REFUSED, "erase_words is never done alone");
	bad = good; bad.by_default = &by_default;
	a_change(s, FIRST, (struct cmd_propose_change){ .rule = &bad });
	then_refused(s, REFUSED, "nothing of this kind is ever taken by default");
	bad = good; bad.by_voice = 3600;
	a_change(s, FIRST, (struct cmd_propose_change){ .rule = &bad });
	then_refused(s, REFUSED, "decided by passkeys alone");
	bad = good; bad.kind = STR("change_charter");
	a_change(s, FIRST, (struct cmd_propose_change){ .rule = &bad });
	then_refused(s, REFUSED, "change_charter is always the charter officers' to decide");
}

/* ---- and in the charter ---- */

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
