/* Acting alone: standing authority within limits (B8), breaking the glass (B7), and what happens when nobody ratifies. */
#include "story.h"

/* As "climbing" (story.h): the COO may act alone for an hour where the option isolates; the CFO may break the glass for half an hour. */
static void
an_option(struct story *s, enum measure_kind kind)
{
	a_room(s);
	a_decision(s, ANNA, "climbing");
	when(s, ANNA, assert_fact, .name = STR("exposure"), .confidence = CONFIRMED, .value = STR("false"));
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = kind, .service = PAYMENTS, .lasts = 7200, .text = STR("pull the plug"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK_OK(s->e);
}

static void
acted_alone(struct story *s)
{
	an_option(s, ISOLATION);
	when_answers(s, BORIS, COO, "decide");
	then_happened(s, acted_alone);
}

static struct refs
alone_now(struct story *s, bool emergency)
{
	struct scene scene = story_scene(s, s->room);

	return seats_alone(&scene, the_decision(s), emergency);
}

STORY(a_seat_acts_alone_at_once_within_its_limits)
{
	acted_alone(s);
	then_happened(s, measure_ordered);
	then_state(s, OPEN);
	then_missing(s, CISO);
	CHECK(the_decision(s)->deadline == s->now + HOURS);
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	then_happened(s, measure_applied);
}

STORY(whoever_asks_why_it_is_not_decided_hears_that_it_is_carried_out)
{
	struct ent_decision is;

	acted_alone(s);
	CHECK(see_decision(&(struct seeing){ T, s->charter, s->room, NULL }, the_decision(s)->head.id, &is));
	CHECK_STR(is.standing, STR("coo acted alone: it is being carried out. Waiting for ciso; they are reminded next."));
}

STORY(what_is_being_carried_out_is_not_taken_back)
{
	acted_alone(s);
	when(s, BORIS, withdraw_answer, .answer = last(s, decided));
	then_refused(s, CONFLICT, "You acted alone by it");
}

/* The COO has a review to do afterwards, which stays owed until it is done. */
STORY(what_was_done_by_breaking_the_glass_is_to_be_reviewed)
{
	const struct task *t;

	an_option(s, FEATURE_RESTRICTION);
	when_answers(s, CARLA, CFO, "break_glass");
	then_happened(s, acted_alone);
	then_happened(s, task_opened);
	t = &s->room->tasks[0];
	CHECK(t->owner == CISO && t->due == s->now + 7 * DAYS && str_starts(t->is.title, STR("Review what was done by breaking the glass")));
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_state(s, TAKEN);
	CHECK(s->room->tasks[0].state == TASK_OPEN);
}

STORY(whoever_answers_for_it_and_broke_the_glass_is_reviewed_by_the_officers)
{
	static const i64 coo[] = { COO };
	static const struct rec_concur_group group = { .k = 1, .seats = { coo, 1 } };
	static const struct rec_standing alone = { .seat = CISO, .holds = 3600, .emergency = true };
	static const struct rec_rule_terms terms = { .kind = STR_INIT("urgent"), .accountable = CISO, .within = 7200, .concur = &group, .n_concur = 1,
	    .alone = &alone, .n_alone = 1 };

	given(s, 0, rule_set, .terms = &terms);
	a_room(s);
	put_up(s, BORIS, "urgent");
	when_answers(s, ANNA, CISO, "break_glass");
	CHECK(s->room->tasks[0].owner == OFFICERS);
}

STORY(whoever_broke_the_glass_does_not_review_it)
{
	i64 review;

	an_option(s, FEATURE_RESTRICTION);
	when_answers(s, CARLA, CFO, "break_glass");
	review = s->room->tasks[0].head.id;
	when(s, CARLA, finish_task, .task = review, .result = STR("It was right."));
	then_refused(s, NOT_YOUR_CALL, "You broke the glass; somebody else reviews that.");
	when(s, BORIS, take_tasks, .tasks = (struct refs)PEOPLE(review));
	then_refused(s, NOT_YOUR_CALL, "The review of what was done by breaking the glass is for ciso");
	when(s, ANNA, assign_tasks, .tasks = (struct refs)PEOPLE(review), .people = (struct refs)PEOPLE(CARLA));
	when(s, CARLA, finish_task, .task = review, .result = STR("It was right."));
	then_refused(s, NOT_YOUR_CALL, "You broke the glass");
	when(s, CARLA, drop_tasks, .tasks = (struct refs)PEOPLE(review), .why = STR("It was right."));
	then_refused(s, NOT_YOUR_CALL, "You broke the glass");
	when(s, ANNA, finish_task, .task = review, .result = STR("It was right; the rule is too narrow."));
	then_happened(s, task_done);
}

/* In another seat than the one that answers for it: it is theirs all the same. */
STORY(nobody_reviews_themselves_by_another_seat)
{
	static const struct rec_standing alone = { .seat = COO, .holds = 3600, .emergency = true };
	static const struct rec_rule_terms terms = { .kind = STR_INIT("urgent"), .accountable = CISO, .within = 7200, .alone = &alone, .n_alone = 1 };

	struct rec_seat_terms both = { .seat = COO, .label = STR("coo"), .holders = PEOPLE(ANNA, BORIS) };

	given(s, 0, rule_set, .terms = &terms);
	given(s, 0, seat_set, .terms = &both, .title = STR("coo"));
	a_room(s);
	put_up(s, BORIS, "urgent");
	when_answers(s, ANNA, COO, "break_glass");
	then_happened(s, acted_alone);
	CHECK(s->room->tasks[0].owner == OFFICERS);
}

STORY(outside_its_limits_it_does_not)
{
	an_option(s, FEATURE_RESTRICTION);
	CHECK(alone_now(s, false).n == 0);
	when_answers(s, BORIS, COO, "decide");
	then_refused(s, NOT_YOUR_CALL, "does not ask the seat coo to decide");
}

STORY(what_is_not_known_to_hold_lets_nobody_act_alone)
{
	static const struct rec_standing alone = { .seat = COO, .holds = 3600, .when = STR_INIT("exploited") };
	static const struct rec_rule_terms terms = { .kind = STR_INIT("unsure"), .accountable = CISO, .within = 7200, .alone = &alone, .n_alone = 1 };

	given(s, 0, rule_set, .terms = &terms);
	a_room(s);
	put_up(s, ANNA, "unsure");
	CHECK(alone_now(s, false).n == 0);
	when(s, ANNA, assert_fact, .name = STR("exploited"), .confidence = CONFIRMED, .value = STR("true"));
	CHECK(alone_now(s, false).n == 1);
}

/* The COO may act alone up to a thousand euros an hour, and not where anything vital is hit. */
static void
a_cheap_rule(struct story *s, const char *currency, const char *amount)
{
	static const struct rec_standing alone = { .seat = COO, .holds = 3600, .when = STR_INIT("option.cost_per_hour.high < 1000 && service.criticality != 'vital'") };
	const struct rec_rule_terms terms = { .kind = STR_INIT("full_shutdown"), .accountable = CISO, .within = 7200, .alone = &alone, .n_alone = 1,
	    .currency = STR_INIT("EUR") };

	given(s, 0, rule_set, .terms = &terms);
	a_room(s);
	a_decision(s, ANNA, "full_shutdown");
	when(s, ANNA, estimate_option, .option = last(s, option_proposed), .cost_high = { str_c(amount), str_c(currency) });
	CHECK_OK(s->e);
}

static i64
a_service(struct story *s, const char *label)
{
	struct rec_service_terms terms = { .label = str_c(label), .criticality = ORDINARY, .owner = COO };

	given(s, 0, service_set, .terms = &terms, .title = str_c(label));
	return s->charter->room->seq;
}

static void
with_a_measure_on(struct story *s, enum measure_kind kind, i64 service)
{
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = kind, .service = service, .lasts = 7200, .text = STR("off"));
	CHECK_OK(s->e);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK_OK(s->e);
}

STORY(what_costs_another_currency_is_not_within_the_limit)
{
	i64 wiki = a_service(s, "wiki");

	a_cheap_rule(s, "JPY", "100");
	with_a_measure_on(s, RATE_LIMIT, wiki);
	when_answers(s, BORIS, COO, "decide");
	then_refused(s, NOT_YOUR_CALL, "does not ask the seat coo to decide");
	when(s, ANNA, estimate_option, .option = last(s, option_proposed), .cost_high = { STR("100"), STR("EUR") });
	when_answers(s, BORIS, COO, "decide");
	then_happened(s, acted_alone);
}

/* Payments, which is vital, needs the directory, which is not. */
static void
to_the_directory_with(struct story *s, enum measure_kind kind, const struct rec_service_words *words)
{
	i64 directory = a_service(s, "directory");
	struct rec_service_terms payments = { .label = STR("payments"), .criticality = VITAL, .owner = COO, .needs = { &directory, 1 } };

	given(s, 0, service_set, .terms = &payments, .title = STR("Payments"), .words = words);
	a_cheap_rule(s, "EUR", "100");
	with_a_measure_on(s, kind, directory);
}

static void
to_the_directory(struct story *s, enum measure_kind kind)
{
	to_the_directory_with(s, kind, NULL);
}

STORY(what_carries_something_vital_down_with_it_counts_as_vital)
{
	to_the_directory(s, FULL_SHUTDOWN);
	CHECK(alone_now(s, false).n == 0);
}

STORY(what_is_taken_off_the_network_carries_it_down_too)
{
	to_the_directory(s, ISOLATION);
	CHECK(alone_now(s, false).n == 0);
}

/* A mode goes on with less of the directory and not without it; and until a route works, it is down. */
STORY(what_carries_something_vital_down_for_a_while_counts_as_vital_too)
{
	static const struct rec_service_mode mode = { .name = STR_INIT("By hand"), .cost_percent = 10 };
	static const struct rec_service_route route = { .name = STR_INIT("Elsewhere"), .switch_takes = 600, .capacity = 100 };

	to_the_directory_with(s, FULL_SHUTDOWN, &(struct rec_service_words){ .modes = &mode, .n_modes = 1, .routes = &route, .n_routes = 1 });
	CHECK(alone_now(s, false).n == 0);
}

STORY(what_leaves_something_vital_going_does_not)
{
	to_the_directory(s, RATE_LIMIT);
	CHECK(alone_now(s, false).n == 1);
}

STORY(what_was_done_alone_holds_when_the_others_answer)
{
	acted_alone(s);
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_taken);
	then_state(s, TAKEN);
	when_it_is(s, s->now + HOURS);
	then_not(s, task_opened);
}

STORY(what_nobody_ratifies_ends_and_is_undone)
{
	acted_alone(s);
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	when_it_is(s, the_decision(s)->deadline);
	then_happened(s, decision_lapsed);
	then_happened(s, measure_expired);
	then_happened(s, task_opened);
	CHECK_STR(s->room->tasks[s->room->n_tasks - 1].is.title, STR("Undo: pull the plug"));
}

/* The server looks late, and both were due: what has ended is not asked whether it goes on. */
STORY(what_ends_as_nobody_ratified_it_is_not_asked_what_becomes_of_it)
{
	acted_alone(s);
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	when_it_is(s, s->now + 110 * MINUTE);
	then_happened(s, decision_lapsed);
	then_happened(s, measure_expired);
	CHECK(story_last(s->room, EV_measure_expiring) == 0);
}

STORY(whoever_acted_alone_undoes_it_and_does_not_say_that_it_stays)
{
	struct refs undo;
	i64 task;

	acted_alone(s);
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	when_it_is(s, the_decision(s)->deadline);
	task = last(s, task_opened);
	undo = (struct refs){ &task, 1 };
	when(s, BORIS, drop_tasks, .tasks = undo, .why = STR("It stays."));
	then_refused(s, NOT_YOUR_CALL, "that it stays as it is, is for somebody else to say");
	when(s, BORIS, finish_task, .task = task, .result = STR("The plug is in again."));
	then_happened(s, task_done);
}

static void
the_plug_again(struct story *s, const char *kind)
{
	a_decision(s, ANNA, kind);
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .service = PAYMENTS, .lasts = 60, .text = STR("the plug again"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK_OK(s->e);
}

STORY(what_nobody_ratified_is_not_done_alone_again)
{
	acted_alone(s);
	when_it_is(s, the_decision(s)->deadline);
	the_plug_again(s, "climbing");
	CHECK(alone_now(s, false).n == 0);
	when_answers(s, BORIS, COO, "decide");
	then_refused(s, NOT_YOUR_CALL, "does not ask");
}

STORY(nor_by_calling_it_another_kind)
{
	static const struct rec_standing coo = { .seat = COO, .holds = 7200 };

	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = STR("preserve"), .accountable = CISO, .within = 3600, .alone = &coo, .n_alone = 1 });
	acted_alone(s);
	the_plug_again(s, "preserve");
	CHECK(alone_now(s, false).n == 1);
	when_it_is(s, s->now + HOURS);
	the_plug_again(s, "preserve");
	CHECK(alone_now(s, false).n == 0);
}

/* Who was refused once is trusted again when all have agreed to the same. */
STORY(what_was_decided_since_with_all_its_answers_may_be_done_alone_again)
{
	acted_alone(s);
	when_it_is(s, the_decision(s)->deadline);
	the_plug_again(s, "climbing");
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_state(s, TAKEN);
	the_plug_again(s, "climbing");
	CHECK(alone_now(s, false).n == 1);
	when_answers(s, BORIS, COO, "decide");
	then_happened(s, acted_alone);
	when_it_is(s, the_decision(s)->deadline);
	the_plug_again(s, "climbing");
	CHECK(alone_now(s, false).n == 0);
}

STORY(what_was_not_applied_by_then_is_lifted)
{
	acted_alone(s);
	when_it_is(s, the_decision(s)->deadline);
	then_happened(s, measure_lifted);
	CHECK(s->room->n_tasks == 1);
}

STORY(what_was_acted_upon_is_not_changed_any_more)
{
	acted_alone(s);
	when(s, ANNA, amend_option, .option = last(s, option_proposed), .title = STR("more"));
	then_refused(s, CONFLICT, "acted upon already");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .lasts = 60, .text = STR("x"));
	then_refused(s, CONFLICT, "acted upon already");
}

STORY(nobody_acts_alone_twice)
{
	acted_alone(s);
	CHECK(alone_now(s, false).n == 0 && alone_now(s, true).n == 0);
	when_answers(s, CARLA, CFO, "break_glass");
	then_refused(s, NOT_YOUR_CALL, "does not ask");
}

STORY(breaking_the_glass_takes_a_reason_and_calls_everybody_concerned)
{
	an_option(s, FEATURE_RESTRICTION);
	CHECK(alone_now(s, true).n == 1);
	when_answers(s, CARLA, CFO, "break_glass");
	then_happened(s, glass_broken);
	then_happened(s, acted_alone);
	then_happened(s, measure_ordered);
	for (size_t i = 0; i < 3; i++)
		CHECK(call_of(s->room, &(struct ev_call_owed){ (const i64[]){ FIRST, ANNA, BORIS }[i], (const i64[]){ OFFICERS, CISO, COO }[i],
		    the_decision(s)->head.id, CALL_ALARM, 0, 0, 0 }));
	CHECK(the_decision(s)->deadline == s->now + HOURS / 2);
	for (size_t i = 0; i < s->room->n_calls; i++)   /* the rule names the COO and the CFO twice */
		CHECK(call_is_over(s->room, &s->room->calls[i]) || call_of(s->room, &s->room->calls[i].is) == &s->room->calls[i]);
}

static const struct call *
alarm_of(const struct story *s, i64 person, i64 seat)
{
	return call_of(s->room, &(struct ev_call_owed){ person, seat, the_decision(s)->head.id, CALL_ALARM, 0, 0, 0 });
}

STORY(where_who_holds_a_seat_is_away_the_alarm_reaches_who_stands_in)
{
	when(s, BORIS, set_absence, .until = s->now + 6 * HOURS);
	an_option(s, FEATURE_RESTRICTION);
	when_answers(s, CARLA, CFO, "break_glass");
	CHECK(alarm_of(s, BORIS, COO) && alarm_of(s, DORA, COO));
	CHECK(alarm_of(s, ANNA, CISO) && !alarm_of(s, DORA, CISO));
}

STORY(whoever_broke_the_glass_does_not_say_who_knows_of_it)
{
	an_option(s, FEATURE_RESTRICTION);
	when_answers(s, CARLA, CFO, "break_glass");
	when(s, CARLA, log_call, .call = alarm_of(s, BORIS, COO)->head.id, .channel = BY_PHONE, .result = CALL_REACHED);
	CHECK_OK(s->e);
	CHECK(!alarm_of(s, BORIS, COO)->acknowledged);
	when(s, ANNA, log_call, .call = alarm_of(s, BORIS, COO)->head.id, .channel = BY_PHONE, .result = CALL_REACHED);
	CHECK(!alarm_of(s, BORIS, COO)->acknowledged); /* she put it up */
	when(s, FIRST, log_call, .call = alarm_of(s, BORIS, COO)->head.id, .channel = BY_PHONE, .result = CALL_REACHED);
	CHECK(alarm_of(s, BORIS, COO)->acknowledged && !alarm_of(s, BORIS, COO)->own);
	when(s, BORIS, acknowledge_call, .call = alarm_of(s, BORIS, COO)->head.id);
	CHECK_OK(s->e);
	CHECK(alarm_of(s, BORIS, COO)->own);
	when(s, BORIS, acknowledge_call, .call = alarm_of(s, BORIS, COO)->head.id);
	then_refused(s, CONFLICT, "You know of it already");
}

STORY(who_may_not_break_the_glass_is_refused)
{
	an_option(s, FEATURE_RESTRICTION);
	when_answers(s, BORIS, COO, "break_glass");
	then_refused(s, NOT_YOUR_CALL, "does not ask the seat coo to break_glass");
}

STORY(a_standing_authority_names_a_seat_and_a_condition_that_compiles)
{
	struct rec_standing alone = { .seat = 999, .holds = 3600 };
	struct rec_rule_terms terms = { .kind = STR("quick"), .accountable = CISO, .within = 3600, .alone = &alone, .n_alone = 1 };

	a_change(s, FIRST, (struct cmd_propose_change){ .rule = &terms });
	then_refused(s, NO_SUCH, "no seat 999");
	alone = (struct rec_standing){ .seat = COO, .holds = 3600, .when = STR("((") };
	a_change(s, FIRST, (struct cmd_propose_change){ .rule = &terms });
	then_refused(s, MALFORMED, "when: 1:");
}

TEST_MAIN()
