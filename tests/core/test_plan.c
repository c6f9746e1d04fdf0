/* What a plan prescribes, and why an outcome departs from it (C1, D3). */
#include "story.h"

static const char plan_[] = "Ransomware plan v3, section 4.2";

static i64
another_option(struct story *s)
{
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("Slow it"));
	CHECK_OK(s->e);
	return last(s, option_proposed);
}

static void
set_plan(struct story *s, const char *plan, i64 prescribed)
{
	i64 *options = NEW(T, i64, 1);

	options[0] = prescribed;
	when(s, ANNA, set_plan, .decision = the_decision(s)->head.id, .plan = str_c(plan), .options = { options, prescribed != 0 });
}

/* Two options; the plan prescribes the first, or the second, and the first is put up. */
static void
planned(struct story *s, const char *kind, bool departs)
{
	i64 first, second;

	a_room(s);
	put_up(s, ANNA, kind);
	first = last(s, option_proposed);
	second = another_option(s);
	set_plan(s, plan_, departs ? second : first);
	then_happened(s, plan_set);
}

static void
decides_because(struct story *s, i64 who, i64 seat, const char *verb, const char *why)
{
	struct rec_act act = act_for(s, who, seat, verb);

	when_given(s, who, given_act(s, &act, str_c(why)), act.verb);
}

static str
because(const struct story *s)
{
	return departs_because(s->room, the_decision(s));
}

/* ---- what it says ---- */

STORY(a_plan_says_something_of_every_option)
{
	planned(s, "calm", false);
	CHECK(!s->room->options[0].departs && s->room->options[1].departs);
	CHECK_STR(s->room->options[0].plan, STR("Ransomware plan v3, section 4.2"));
	CHECK_STR(s->room->options[1].plan, STR("Ransomware plan v3, section 4.2"));
}

STORY(what_is_put_forward_later_departs_until_it_is_said_otherwise)
{
	i64 late;

	planned(s, "calm", false);
	late = another_option(s);
	CHECK(((const struct option *)FIND(s->room, options, late))->departs);
	set_plan(s, plan_, late);
	CHECK(!((const struct option *)FIND(s->room, options, late))->departs && s->room->options[0].departs);
}

STORY(a_plan_may_prescribe_none_of_the_options)
{
	a_room(s);
	put_up(s, ANNA, "calm");
	set_plan(s, plan_, 0);
	then_happened(s, plan_set);
	CHECK(the_option(s)->departs);
}

STORY(without_a_plan_nothing_departs)
{
	a_room(s);
	put_up(s, ANNA, "calm");
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
	CHECK(because(s).p == NULL);
}

STORY(a_plan_is_set_once_there_are_options_and_while_the_decision_is_open)
{
	a_room(s);
	when(s, ANNA, open_decision, .kind = STR("calm"), .question = STR("Shut payments down?"));
	set_plan(s, plan_, 0);
	then_refused(s, REFUSED, "Propose the options first");
	another_option(s);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	set_plan(s, plan_, 0);
	then_refused(s, CONFLICT, "it takes no more answers");
	when(s, ANNA, set_plan, .decision = 2, .plan = STR("x"));
	then_refused(s, NO_SUCH, "decision");
}

STORY(a_plan_prescribes_options_of_that_decision)
{
	i64 elsewhere;

	a_room(s);
	a_decision(s, ANNA, "calm");
	elsewhere = last(s, option_proposed);
	a_decision(s, ANNA, "calm");
	set_plan(s, plan_, elsewhere);
	then_refused(s, REFUSED, "belongs to another decision");
	set_plan(s, plan_, 2);
	then_refused(s, NO_SUCH, "option");
}

STORY(what_is_said_already_is_not_said_again)
{
	planned(s, "calm", false);
	set_plan(s, plan_, s->room->options[0].head.id);
	then_refused(s, CONFLICT, "That is so already.");
	set_plan(s, "Ransomware plan v4", s->room->options[0].head.id);
	then_happened(s, plan_set);
	CHECK_STR(s->room->options[0].plan, STR("Ransomware plan v4"));
	CHECK_STR(s->room->options[1].plan, STR("Ransomware plan v4"));
}

STORY(a_plan_says_something_of_so_many_options_and_no_more)
{
	a_room(s);
	a_decision(s, ANNA, "calm");
	for (int i = 1; i < 64; i++)
		another_option(s);
	set_plan(s, plan_, 0);
	then_happened(s, plan_set);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("Slow it"));
	then_refused(s, TOO_LARGE, "64 options of this decision are here");
}

STORY(what_was_acted_upon_is_not_held_against_a_plan_any_more)
{
	planned(s, "climbing", true);
	decides_because(s, CARLA, CFO, "break_glass", "it spreads");
	then_happened(s, acted_alone);
	set_plan(s, "another", 0);
	then_refused(s, CONFLICT, "acted upon already");
}

/* ---- who says why ---- */

STORY(whoever_decides_for_what_departs_says_why)
{
	planned(s, "calm", true);
	when_answers(s, ANNA, CISO, "decide");
	then_refused(s, REFUSED, "note: this option departs from the plan; say why");
	decides_because(s, ANNA, CISO, "decide", "The backup is older than the plan thinks.");
	then_state(s, TAKEN);
	CHECK_STR(because(s), STR("The backup is older than the plan thinks."));
}

STORY(no_words_are_no_reason)
{
	planned(s, "calm", true);
	decides_because(s, ANNA, CISO, "decide", "");
	then_refused(s, MALFORMED, "note");
}

STORY(whoever_decides_for_what_the_plan_prescribes_need_not)
{
	planned(s, "calm", false);
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
	CHECK(because(s).p == NULL);
}

STORY(whoever_concurs_or_objects_need_not)
{
	planned(s, "partial_shutdown", true);
	when_answers(s, BORIS, COO, "concur");
	then_happened(s, concurred);
	decides_because(s, ANNA, CISO, "decide", "no time");
	then_state(s, TAKEN);
	CHECK_STR(because(s), STR("no time"));
}

STORY(what_ended_undecided_departed_from_nothing)
{
	planned(s, "partial_shutdown", true);
	decides_because(s, ANNA, CISO, "decide", "no time");
	CHECK_STR(because(s), STR("no time"));
	when_it_is(s, the_decision(s)->deadline);
	then_state(s, UNDECIDED);
	CHECK(because(s).p == NULL);
}

STORY(whoever_acts_alone_by_standing_authority_says_why)
{
	a_room(s);
	a_decision(s, ANNA, "climbing");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .service = PAYMENTS, .lasts = 7200, .text = STR("pull the plug"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	set_plan(s, plan_, 0);
	when_answers(s, BORIS, COO, "decide");
	then_refused(s, REFUSED, "departs from the plan");
	decides_because(s, BORIS, COO, "decide", "it spreads");
	then_happened(s, acted_alone);
	CHECK_STR(because(s), STR("it spreads"));
}

STORY(whoever_breaks_the_glass_has_said_why)
{
	planned(s, "climbing", true);
	when_answers(s, CARLA, CFO, "break_glass");
	then_happened(s, acted_alone);
	CHECK_STR(because(s), STR("too dear"));
}

STORY(what_is_heard_of_whoever_decides_says_why)
{
	struct rec_act act;
	struct given_act g;

	planned(s, "partial_shutdown", true);
	act = hearing(s, CARLA, ANNA, CISO);
	g = given_act(s, &act, (str){ NULL, 0 });
	g.code = voice_code(T, act.subject);
	when_given(s, CARLA, g, act.verb);
	then_refused(s, REFUSED, "departs from the plan");
	when_heard(s, CARLA, ANNA, CISO);
	then_happened(s, answer_heard);
	CHECK_STR(because(s), STR("yes, do it"));
}

STORY(what_is_heard_of_whoever_concurs_need_not)
{
	struct rec_act act;
	struct given_act g;

	planned(s, "partial_shutdown", true);
	act = hearing(s, CARLA, BORIS, COO);
	g = given_act(s, &act, (str){ NULL, 0 });
	g.code = voice_code(T, act.subject);
	when_given(s, CARLA, g, act.verb);
	then_happened(s, answer_heard);
}

/* ---- what is said anew ---- */

STORY(an_answer_binds_to_what_the_plan_says_of_its_option)
{
	planned(s, "partial_shutdown", false);
	when_answers(s, ANNA, CISO, "decide");
	set_plan(s, plan_, s->room->options[1].head.id);
	then_happened(s, answer_voided);
	when_answers(s, ANNA, CISO, "decide");
	then_refused(s, REFUSED, "departs from the plan");
}

STORY(an_answer_stays_where_only_other_options_are_spoken_of)
{
	i64 *both = NEW(T, i64, 2);

	planned(s, "partial_shutdown", false);
	when_answers(s, ANNA, CISO, "decide");
	both[0] = s->room->options[0].head.id;
	both[1] = s->room->options[1].head.id;
	when(s, ANNA, set_plan, .decision = the_decision(s)->head.id, .plan = str_c(plan_), .options = { both, 2 });
	then_happened(s, plan_set);
	then_not(s, answer_voided);
}

STORY(what_comes_after_an_interim_departs_as_it_did)
{
	i64 at = NOON + 17 * HOURS, a;

	planned(s, "calm", false);
	a = s->room->options[1].head.id;
	when(s, ANNA, put_up_option, .option = s->room->options[0].head.id, .then_option = a, .then_at = at);
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
	when_it_is(s, at - HOURS);
	then_happened(s, plan_set);
	then_happened(s, option_put_up);
	CHECK(the_option(s)->departs);
	CHECK_STR(the_option(s)->plan, str_c(plan_));
	when_answers(s, ANNA, CISO, "decide");
	then_refused(s, REFUSED, "departs from the plan");
}

TEST_MAIN()
