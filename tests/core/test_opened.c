/* Who of those that are asked had the brief on their screen, and when (H3). */
#include "story.h"

static i64
the_room_stands_at(const struct story *s)
{
	return s->room->seq;
}

static void
opens(struct story *s, i64 who)
{
	when(s, who, open_brief, .decision = the_decision(s)->head.id, .seen = the_room_stands_at(s));
}

STORY(who_is_asked_says_once_that_the_brief_is_on_their_screen)
{
	const struct brief_opening *x;

	a_shutdown_asked(s);
	opens(s, BORIS);
	then_happened(s, brief_opened);
	x = &s->room->brief_openings[0];
	CHECK(x->person == BORIS && x->is.decision == the_decision(s)->head.id && x->is.seen == s->room->seq - 1 && x->at == s->now);
	opens(s, BORIS);
	then_refused(s, CONFLICT, "in the record already");
	opens(s, ANNA);
	then_happened(s, brief_opened);
	CHECK(s->room->n_brief_openings == 2);
	then_missing(s, CISO, COO);
}

STORY(what_is_put_up_anew_is_opened_anew)
{
	a_shutdown_asked(s);
	opens(s, BORIS);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("Slow it"));
	opens(s, BORIS);
	then_refused(s, CONFLICT, "in the record already");
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK_OK(s->e);
	opens(s, BORIS);
	then_happened(s, brief_opened);
}

STORY(who_is_not_asked_says_nothing_by_looking)
{
	a_shutdown_asked(s);
	opens(s, CARLA);
	then_refused(s, NOT_YOUR_CALL, "asks you nothing");
	a_decision(s, CARLA, "partial_shutdown");
	opens(s, BORIS);        /* nothing is put up: that asks whoever decides, and nobody else yet */
	then_refused(s, NOT_YOUR_CALL, "asks you nothing");
	opens(s, ANNA);
	then_happened(s, brief_opened);
}

STORY(who_is_asked_for_advice_is_asked)
{
	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = STR("advised"), .accountable = CISO, .within = 3600, .consulted = PEOPLE(CFO) });
	a_room(s);
	put_up(s, ANNA, "advised");
	opens(s, CARLA);
	then_happened(s, brief_opened);
	opens(s, BORIS);
	then_refused(s, NOT_YOUR_CALL, "asks you nothing");
}

STORY(what_stood_there_is_what_is_put_up_now)
{
	a_shutdown_asked(s);
	when(s, BORIS, open_brief, .decision = the_decision(s)->head.id, .seen = the_decision(s)->put_up - 1);
	then_refused(s, CONFLICT, "is not between them");
	when(s, BORIS, open_brief, .decision = the_decision(s)->head.id, .seen = s->room->seq + 1);
	then_refused(s, CONFLICT, "is not between them");
}

STORY(what_is_decided_is_looked_at_by_whoever_likes)
{
	a_room(s);
	put_up(s, ANNA, "calm");
	when_answers(s, ANNA, CISO, "decide");
	opens(s, ANNA);
	then_refused(s, CONFLICT, "takes no more answers");
}

STORY(a_program_opens_nothing)
{
	a_shutdown_asked(s);
	signed_in_with(s, SESSION_TOKEN, 0, true);
	opens(s, BORIS);
	CHECK(s->e != OK && s->room->n_brief_openings == 0);
}

TEST_MAIN()
