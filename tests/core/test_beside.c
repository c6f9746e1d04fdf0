/* A measure that is a decision of its own kind takes that kind's rule, in whatever decision it stands (B9, D2). */
#include "story.h"

static void
given_rule(struct story *s, struct rec_rule_terms terms)
{
	given(s, 0, rule_set, .terms = &terms);
}

/* Of that kind one seat decides, and another concurs where a vital service is touched. */
static void
a_vital_rule(struct story *s, struct rec_rule_terms more, str kind, i64 accountable, i64 concurs)
{
	i64 *seats = NEW(T, i64, 1);
	struct rec_concur_group *concur = NEW(T, struct rec_concur_group, 1);

	*seats = concurs;
	*concur = (struct rec_concur_group){ .k = 1, .seats = { seats, 1 }, .when = STR_INIT("service.criticality == 'vital'") };
	more.kind = kind;
	more.accountable = accountable;
	more.concur = concur;
	more.n_concur = 1;
	more.within = 3600;
	given_rule(s, more);
}

/* full_shutdown: the COO decides, the CFO concurs where a vital service is touched. */
static void
a_rule_for_shutting_down(struct story *s, struct rec_rule_terms more)
{
	a_vital_rule(s, more, STR("full_shutdown"), COO, CFO);
}

/* A calm decision, which the CISO takes alone, with such a measure; put up. */
static void
calm_with(struct story *s, enum measure_kind kind, i64 service)
{
	a_room(s);
	a_decision(s, ANNA, "calm");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = kind, .service = service, .lasts = 7200, .text = STR("off"));
	CHECK_OK(s->e);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
}

STORY(whoever_decides_something_else_does_not_shut_a_service_down_by_it)
{
	a_rule_for_shutting_down(s, (struct rec_rule_terms){ 0 });
	calm_with(s, FULL_SHUTDOWN, PAYMENTS);
	CHECK_OK(s->e);
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, OPEN);
	then_missing(s, COO, CFO);
	when_answers(s, BORIS, COO, "concur");
	then_state(s, OPEN);
	when_answers(s, CARLA, CFO, "concur");
	then_state(s, TAKEN);
	then_happened(s, measure_ordered);
}

STORY(the_other_rules_conditions_hold_too)
{
	a_rule_for_shutting_down(s, (struct rec_rule_terms){ 0 });
	given(s, 0, service_set, .terms = &(struct rec_service_terms){ .label = STR("wiki"), .criticality = ORDINARY, .owner = COO }, .title = STR("Wiki"));
	calm_with(s, FULL_SHUTDOWN, s->charter->room->seq);
	then_missing(s, CISO, COO);
}

STORY(what_the_officers_were_asked_is_not_made_a_shutdown_afterwards)
{
	a_rule_for_shutting_down(s, (struct rec_rule_terms){ 0 });
	a_change(s, FIRST, (struct cmd_propose_change){ .settled = true });
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	when(s, FIRST, propose_measure, .option = last(s, option_proposed), .kind = FULL_SHUTDOWN, .service = PAYMENTS, .lasts = 7200, .text = STR("off"));
	then_refused(s, REFUSED, "not by the charter officers");
}

STORY(who_is_asked_by_both_rules_answers_once)
{
	given_rule(s, (struct rec_rule_terms){ .kind = STR("full_shutdown"), .accountable = CISO, .within = 3600,
	    .concur = &(struct rec_concur_group){ .k = 1, .seats = { (const i64[]){ COO }, 1 } }, .n_concur = 1 });
	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = FULL_SHUTDOWN, .service = PAYMENTS, .lasts = 7200, .text = STR("off"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "concur");
	then_refused(s, NOT_YOUR_CALL, "does not ask the seat ciso to concur");
	when_answers(s, ANNA, CISO, "decide");
	then_missing(s, COO);
	when_answers(s, BORIS, COO, "concur");
	then_state(s, TAKEN);
	CHECK(the_decision(s)->needs.n_concur == 3);
}

STORY(without_a_rule_for_it_it_is_not_put_up)
{
	calm_with(s, FULL_SHUTDOWN, PAYMENTS);
	then_refused(s, REFUSED, "decided as full_shutdown, and the charter had no rule for that");
}

STORY(a_rule_that_comes_later_does_not_govern_what_is_open)
{
	calm_with(s, FULL_SHUTDOWN, PAYMENTS);
	a_rule_for_shutting_down(s, (struct rec_rule_terms){ 0 });
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	then_refused(s, REFUSED, "had no rule for that when this was opened");
}

STORY(a_measure_added_to_what_is_put_up_asks_those_of_its_rule)
{
	a_room(s);
	put_up(s, ANNA, "calm");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = PARTIAL_SHUTDOWN, .service = PAYMENTS, .lasts = 7200, .text = STR("off"));
	then_happened(s, option_put_up);
	then_missing(s, CISO, COO);
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, OPEN);
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = FULL_SHUTDOWN, .service = PAYMENTS, .lasts = 7200, .text = STR("off"));
	then_refused(s, REFUSED, "had no rule for that");
}

STORY(its_objections_and_its_requester_hold_too)
{
	a_rule_for_shutting_down(s, (struct rec_rule_terms){ .objection_blocks = true, .requester_excluded = true });
	calm_with(s, FULL_SHUTDOWN, PAYMENTS);
	when_answers(s, ANNA, CISO, "decide");
	then_refused(s, NOT_YOUR_CALL, "You asked for this decision");
	CHECK(the_decision(s)->needs.objection_blocks);
}

STORY(a_seat_acts_alone_only_where_both_rules_let_it)
{
	static const struct rec_standing quick = { .seat = CISO, .holds = 7200 }, slow = { .seat = CISO, .holds = 3600 };

	given_rule(s, (struct rec_rule_terms){ .kind = STR("brisk"), .accountable = CISO, .within = 3600, .alone = &quick, .n_alone = 1,
	    .concur = &(struct rec_concur_group){ .k = 1, .seats = { (const i64[]){ CFO }, 1 } }, .n_concur = 1 });
	for (int both = 0; both < 2; both++) {
		struct scene scene;

		a_rule_for_shutting_down(s, both ? (struct rec_rule_terms){ .alone = &slow, .n_alone = 1 } : (struct rec_rule_terms){ 0 });
		if (!both)
			a_room(s);
		a_decision(s, FIRST, "brisk");
		when(s, FIRST, propose_measure, .option = last(s, option_proposed), .kind = FULL_SHUTDOWN, .service = PAYMENTS, .lasts = 7200, .text = STR("off"));
		when(s, FIRST, put_up_option, .option = last(s, option_proposed));
		scene = story_scene(s, s->room);
		CHECK(seats_alone(&scene, the_decision(s), false).n == (size_t)both);
	}
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, acted_alone);
	CHECK(the_decision(s)->deadline == s->now + HOURS);
}

STORY(no_answer_is_heard_by_voice_where_the_other_rule_takes_none)
{
	a_rule_for_shutting_down(s, (struct rec_rule_terms){ 0 });
	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = FULL_SHUTDOWN, .service = PAYMENTS, .lasts = 7200, .text = STR("off"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK(voice_within(s->charter, the_decision(s)) == 0);
}

STORY(what_the_officers_decide_holds_no_measure_that_has_a_rule_of_its_own)
{
	a_room(s);
	a_decision(s, FIRST, "erase_words");
	when(s, FIRST, propose_measure, .option = last(s, option_proposed), .kind = PARTIAL_SHUTDOWN, .service = PAYMENTS, .lasts = 7200, .text = STR("off"));
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	then_refused(s, REFUSED, "not by the charter officers");
}

/* contain: the CFO decides, the COO concurs where a vital service is touched. */
static void
a_rule_for_containing(struct story *s, struct rec_rule_terms more)
{
	a_vital_rule(s, more, STR("contain"), CFO, COO);
}

/* With every measure that only contains. */
static const enum measure_kind contains[] = { RATE_LIMIT, SEGMENTATION, ISOLATION, SESSION_REVOCATION, DEGRADED_MODE, FEATURE_RESTRICTION,
	READ_ONLY_MODE, COMPENSATING_CONTROL };

STORY(another_kind_is_no_way_round_the_rule_for_containing)
{
	a_rule_for_containing(s, (struct rec_rule_terms){ 0 });
	a_room(s);
	for (size_t i = 0; i < countof(contains); i++) {
		a_decision(s, ANNA, "calm");
		when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = contains[i], .service = PAYMENTS, .lasts = 7200, .text = STR("off"));
		when(s, ANNA, put_up_option, .option = last(s, option_proposed));
		CHECK_OK(s->e);
		when_answers(s, ANNA, CISO, "decide");
		then_state(s, OPEN);
		then_missing(s, CFO, COO);
		when_answers(s, CARLA, CFO, "concur");
		when_answers(s, BORIS, COO, "concur");
		then_state(s, TAKEN);
	}
}

STORY(nor_is_a_measure_that_is_added_once_it_was_put_up)
{
	a_rule_for_containing(s, (struct rec_rule_terms){ 0 });
	a_room(s);
	put_up(s, ANNA, "calm");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .service = PAYMENTS, .lasts = 7200, .text = STR("off"));
	then_happened(s, option_put_up);
	then_missing(s, CISO, CFO, COO);
}

STORY(whoever_may_shut_a_service_down_contains_by_the_same_rule)
{
	a_rule_for_containing(s, (struct rec_rule_terms){ 0 });
	a_rule_for_shutting_down(s, (struct rec_rule_terms){ 0 });
	a_room(s);
	for (size_t i = 0; i < countof(contains); i++) {
		a_decision(s, ANNA, i % 2 ? "partial_shutdown" : "full_shutdown");
		when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = contains[i], .service = PAYMENTS, .lasts = 7200, .text = STR("slow"));
		when(s, ANNA, put_up_option, .option = last(s, option_proposed));
		CHECK(the_decision(s)->needs.n_concur == 1 && the_decision(s)->needs.concur[0].rule == 0);
	}
}

STORY(whoever_revokes_credentials_ends_sessions_and_contains_nothing_else_by_it)
{
	a_rule_for_containing(s, (struct rec_rule_terms){ 0 });
	given_rule(s, (struct rec_rule_terms){ .kind = STR("revoke_credentials"), .accountable = CISO, .within = 3600 });
	a_room(s);
	a_decision(s, ANNA, "revoke_credentials");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = SESSION_REVOCATION, .service = PAYMENTS, .lasts = 60, .text = STR("all"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	then_missing(s, CISO);
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .service = PAYMENTS, .lasts = 60, .text = STR("off"));
	then_missing(s, CISO, CFO, COO);
}

STORY(nobody_contains_alone_by_another_kind_but_as_the_rule_for_containing_lets_them)
{
	static const struct rec_standing long_ago = { .seat = CISO, .holds = 7200 };
	struct scene scene;

	a_rule_for_containing(s, (struct rec_rule_terms){ 0 });
	given_rule(s, (struct rec_rule_terms){ .kind = STR("preserve"), .accountable = CISO, .within = 3600, .alone = &long_ago, .n_alone = 1,
	    .concur = &(struct rec_concur_group){ .k = 1, .seats = { (const i64[]){ CFO }, 1 } }, .n_concur = 1 });
	a_room(s);
	a_decision(s, ANNA, "preserve");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .service = PAYMENTS, .lasts = 7200, .text = STR("off"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	scene = story_scene(s, s->room);
	CHECK(seats_alone(&scene, the_decision(s), false).n == 0);
}

STORY(what_the_officers_decide_contains_nothing)
{
	a_rule_for_containing(s, (struct rec_rule_terms){ 0 });
	a_room(s);
	a_decision(s, FIRST, "erase_words");
	when(s, FIRST, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .service = PAYMENTS, .lasts = 7200, .text = STR("off"));
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	then_refused(s, REFUSED, "not by the charter officers");
}

STORY(a_charter_that_says_nothing_of_containing_leaves_it_to_the_kind_named)
{
	calm_with(s, ISOLATION, PAYMENTS);
	then_missing(s, CISO);
	a_rule_for_containing(s, (struct rec_rule_terms){ 0 });         /* it comes later */
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
}

/* ---- whose advice is asked, and who is told ---- */

/* full_shutdown: the CISO decides; the CFO is asked for advice, and told of the outcome with the COO. */
static void
a_rule_that_asks_around(struct story *s, str kind, struct rec_rule_terms more)
{
	more.kind = kind;
	more.accountable = CISO;
	more.within = 3600;
	more.consulted = (struct refs)PEOPLE(CFO);
	more.informed = (struct refs)PEOPLE(CFO, COO);
	given_rule(s, more);
}

static size_t
calls_to(const struct story *s, i64 person, enum call_reason reason)
{
	size_t n = 0;

	for (size_t i = 0; i < s->room->n_calls; i++)
		n += s->room->calls[i].is.person == person && s->room->calls[i].is.reason == reason;
	return n;
}

static struct ent_decision
as_shown(const struct story *s)
{
	struct ent_decision is;

	CHECK(see_decision(&(struct seeing){ T, s->charter, s->room, NULL }, the_decision(s)->head.id, &is));
	return is;
}

STORY(whoever_the_other_rule_consults_is_asked_and_whoever_it_informs_is_told)
{
	a_rule_that_asks_around(s, STR("full_shutdown"), (struct rec_rule_terms){ 0 });
	calm_with(s, FULL_SHUTDOWN, PAYMENTS);
	CHECK(calls_to(s, CARLA, CALL_ADVICE) == 1 && as_shown(s).consulted.n == 1 && as_shown(s).informed.n == 2);
	when(s, CARLA, open_brief, .decision = the_decision(s)->head.id, .seen = s->room->seq);
	then_happened(s, brief_opened);
	when(s, CARLA, give_advice, .decision = the_decision(s)->head.id, .seat = CFO, .text = STR("cheap enough"));
	then_happened(s, advice_given);
	when(s, BORIS, give_advice, .decision = the_decision(s)->head.id, .seat = COO, .text = STR("no"));
	then_refused(s, NOT_YOUR_CALL, "does not consult");
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
	CHECK(calls_to(s, CARLA, CALL_INFORMED) == 1 && calls_to(s, BORIS, CALL_INFORMED) == 1);
}

STORY(whom_both_rules_consult_or_inform_is_asked_and_told_once)
{
	a_rule_that_asks_around(s, STR("full_shutdown"), (struct rec_rule_terms){ 0 });
	a_rule_that_asks_around(s, STR("calm"), (struct rec_rule_terms){ 0 });
	calm_with(s, FULL_SHUTDOWN, PAYMENTS);
	CHECK(calls_to(s, CARLA, CALL_ADVICE) == 1 && as_shown(s).consulted.n == 1 && as_shown(s).informed.n == 2);
	when_answers(s, ANNA, CISO, "decide");
	CHECK(calls_to(s, CARLA, CALL_INFORMED) == 1 && calls_to(s, BORIS, CALL_INFORMED) == 1 && the_decision(s)->told == 2);
}

STORY(a_measure_that_is_added_asks_whom_its_rule_consults_and_another_option_no_more)
{
	i64 decision;

	a_rule_that_asks_around(s, STR("full_shutdown"), (struct rec_rule_terms){ 0 });
	a_room(s);
	put_up(s, ANNA, "calm");
	decision = the_decision(s)->head.id;
	CHECK(calls_to(s, CARLA, CALL_ADVICE) == 0 && as_shown(s).consulted.n == 0);
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = FULL_SHUTDOWN, .service = PAYMENTS, .lasts = 7200, .text = STR("off"));
	CHECK(calls_to(s, CARLA, CALL_ADVICE) == 1);
	when(s, ANNA, propose_option, .decision = decision, .title = STR("Wait"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK_OK(s->e);
	CHECK(as_shown(s).consulted.n == 0 && call_is_over(s->room, call_of(s->room, &(struct ev_call_owed){ CARLA, CFO, decision, CALL_ADVICE, 0, 0, 0 })));
	when(s, CARLA, give_advice, .decision = decision, .seat = CFO, .text = STR("late"));
	then_refused(s, NOT_YOUR_CALL, "does not consult");
}

STORY(a_later_charter_alters_nobody_whom_an_outcome_concerned)
{
	a_rule_that_asks_around(s, STR("full_shutdown"), (struct rec_rule_terms){ 0 });
	calm_with(s, FULL_SHUTDOWN, PAYMENTS);
	given_rule(s, (struct rec_rule_terms){ .kind = STR("full_shutdown"), .accountable = CISO, .within = 3600,
	    .consulted = PEOPLE(COO), .informed = PEOPLE(CISO) });
	when(s, CARLA, give_advice, .decision = the_decision(s)->head.id, .seat = CFO, .text = STR("cheap enough"));
	then_happened(s, advice_given);
	when_answers(s, ANNA, CISO, "decide");
	CHECK(calls_to(s, BORIS, CALL_ADVICE) == 0 && calls_to(s, ANNA, CALL_INFORMED) == 0);
	CHECK(calls_to(s, CARLA, CALL_INFORMED) == 1 && calls_to(s, BORIS, CALL_INFORMED) == 1);
	given_rule(s, (struct rec_rule_terms){ .kind = STR("full_shutdown"), .accountable = CISO, .within = 3600, .informed = PEOPLE(CISO, COO, CFO) });
	when_it_is(s, s->now + HOURS);
	CHECK(calls_to(s, ANNA, CALL_INFORMED) == 0 && the_decision(s)->told == 2 && as_shown(s).informed.n == 2);
}

STORY(whoever_breaks_the_glass_alarms_everybody_whom_the_other_rule_names)
{
	static const struct rec_standing glass = { .seat = CISO, .holds = 3600, .emergency = true };

	a_rule_that_asks_around(s, STR("full_shutdown"), (struct rec_rule_terms){ .alone = &glass, .n_alone = 1 });
	given_rule(s, (struct rec_rule_terms){ .kind = STR("brisk"), .accountable = COO, .within = 3600, .alone = &glass, .n_alone = 1 });
	a_room(s);
	a_decision(s, FIRST, "brisk");
	when(s, FIRST, propose_measure, .option = last(s, option_proposed), .kind = FULL_SHUTDOWN, .service = PAYMENTS, .lasts = 7200, .text = STR("off"));
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "break_glass");
	then_happened(s, acted_alone);
	CHECK(calls_to(s, CARLA, CALL_ALARM) == 1);
}

TEST_MAIN()
