/* What the charter authorised in advance, for when nobody answers though everybody was called (B5). */
#include "story.h"

#include "by_default.h"
#include "lint.h"
#include "rehearse.h"

enum { MINUTES = 60 };

static i64 GERDA;     /* of the house, and in no seat */

static const struct rec_default_measure gentle[] = { { RATE_LIMIT }, { ISOLATION } };
static const struct rec_default_terms by_default = { gentle, countof(gentle), STR_INIT("exploited"), 4 * 3600 };
static const struct rec_ladder ladder = { 10 * MINUTES, 20 * MINUTES, 40 * MINUTES, CFO };

/* CISO decides, COO concurs, within two hours; Dora stands in for both, then the CFO is asked; then, for four hours, what is gentle. */
static void
a_quiet_rule(struct story *s, const struct rec_default_terms *terms)
{
	static const i64 coo[] = { COO };
	static const struct rec_concur_group concur = { .k = 1, .seats = { coo, 1 } };
	struct rec_rule_terms *rule = NEW(T, struct rec_rule_terms, 1);

	*rule = (struct rec_rule_terms){ .kind = STR("quiet"), .accountable = CISO, .concur = &concur, .n_concur = 1, .within = 120 * MINUTES,
	    .ladder = &ladder, .by_default = terms };
	given(s, 0, rule_set, .terms = rule);
	given(s, FIRST, person_added, .name = STR("Gerda"));
	GERDA = s->charter->room->seq;
	a_room(s);
	given(s, ANNA, member_added, .person = FIRST);
	given(s, ANNA, member_added, .person = GERDA);
}

static void
asserted(struct story *s, const char *value)
{
	when(s, FIRST, assert_fact, .name = STR("exploited"), .confidence = CONFIRMED, .value = str_c(value));
	CHECK_OK(s->e);
}

static void
put_up_measure(struct story *s, enum measure_kind kind)
{
	a_decision(s, FIRST, "quiet");
	when(s, FIRST, propose_measure, .option = last(s, option_proposed), .kind = kind, .service = PAYMENTS, .lasts = 7200, .text = STR("slow the gateway"));
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	CHECK_OK(s->e);
}

static void
a_quiet_night(struct story *s)
{
	a_quiet_rule(s, &by_default);
	asserted(s, "true");
	put_up_measure(s, RATE_LIMIT);
}

static void
all_logged(struct story *s, i64 who, enum call_channel channel, enum call_result result)
{
	for (size_t i = 0; i < s->room->n_calls; i++)
		if (s->room->calls[i].made == 0 && s->room->calls[i].is.decision == the_decision(s)->head.id)
			when(s, who, log_call, .call = s->room->calls[i].head.id, .channel = channel, .result = result);
}

static void
all_tried(struct story *s, i64 who, enum call_result by_phone, enum call_result by_text)
{
	all_logged(s, who, BY_PHONE, by_phone);
	s->now += MINUTE;
	all_logged(s, who, BY_TEXT_MESSAGE, by_text);
}

static void
all_called_in_vain(struct story *s)
{
	all_tried(s, GERDA, CALL_NO_ANSWER, CALL_SENT);
}

static void
after_minutes(struct story *s, i64 n)
{
	when_it_is(s, the_decision(s)->asked + n * MINUTE);
}

/* Every rung in its time, and everybody called in two ways in vain at each. */
static void
up_the_ladder(struct story *s)
{
	for (i64 rung = 0; rung <= 40; rung += rung == 20 ? 20 : 10) {
		if (rung)
			after_minutes(s, rung);
		all_called_in_vain(s);
	}
	CHECK(s->room->n_deputies == 2 && s->room->n_escalations == 2);
}

static void
nobody_answers(struct story *s)
{
	a_quiet_night(s);
	up_the_ladder(s);
}

static enum default_bar
bar(struct story *s)
{
	struct scene scene = story_scene(s, s->room);
	struct standing standing;

	standing_of(T, s->charter, s->room, the_decision(s), &standing);
	return default_bar_of(&scene, the_decision(s), standing.missing);
}

static void
then_undecided(struct story *s, enum default_bar why)
{
	CHECK(bar(s) == why);
	when_it_is(s, the_decision(s)->deadline);
	then_not(s, decision_defaulted);
	then_happened(s, decision_lapsed);
}

/* ---- at the end of the ladder ---- */

STORY(what_was_authorised_in_advance_opens_tasks_when_nobody_answers)
{
	nobody_answers(s);
	after_minutes(s, 119);
	then_not(s, decision_defaulted);
	after_minutes(s, 120);
	then_happened(s, decision_defaulted);
	then_happened(s, task_opened);
	then_not(s, measure_applied);
	then_state(s, OPEN);
	CHECK_STR(s->room->tasks[0].is.title, STR("By default, as nobody answered: slow the gateway"));
	CHECK(the_decision(s)->deadline == s->now + 4 * HOURS);
}

STORY(what_departs_from_the_plan_is_taken_by_default_without_anybodys_words)
{
	a_quiet_rule(s, &by_default);
	asserted(s, "true");
	put_up_measure(s, RATE_LIMIT);
	when(s, FIRST, set_plan, .decision = the_decision(s)->head.id, .plan = STR("Ransomware plan v3, section 4.2"));
	CHECK(bar(s) == BAR_CHANGED);           /* until it is put up as it is now */
	when(s, FIRST, propose_option, .decision = the_decision(s)->head.id, .title = STR("Slow it"));
	when(s, FIRST, propose_measure, .option = last(s, option_proposed), .kind = RATE_LIMIT, .service = PAYMENTS, .lasts = 7200, .text = STR("slow it"));
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	up_the_ladder(s);
	after_minutes(s, 120);
	then_happened(s, decision_defaulted);
	CHECK(the_option(s)->departs && departs_because(s->room, the_decision(s)).p == NULL);
}

STORY(everybody_concerned_is_called_and_the_accountable_seat_is_named)
{
	struct ent_decision out;

	nobody_answers(s);
	after_minutes(s, 120);
	for (size_t i = 0; i < 4; i++)
		CHECK(call_of(s->room, &(struct ev_call_owed){ (const i64[]){ FIRST, ANNA, BORIS, CARLA }[i],
		    (const i64[]){ OFFICERS, CISO, COO, CFO }[i], the_decision(s)->head.id, CALL_DEFAULT, 0, 0, 0 }));
	CHECK(see_decision(&(struct seeing){ T, s->charter, s->room, NULL }, the_decision(s)->head.id, &out));
	CHECK(out.defaulted && out.defaulted_at == s->now && out.accountable == CISO);
	CHECK(str_starts(out.standing, STR("Taken by default, because nobody answered")));
}

STORY(what_comes_at_the_end_is_said_before)
{
	struct ent_decision out;

	nobody_answers(s);
	CHECK(see_decision(&(struct seeing){ T, s->charter, s->room, NULL }, the_decision(s)->head.id, &out));
	CHECK(out.next == NEXT_DEFAULT && out.next_at == the_decision(s)->asked + 120 * MINUTE && out.default_bar == default_bar_none);
	CHECK(out.by_default && out.by_default->holds == 4 * 3600);
}

/* ---- never before everybody was called ---- */

STORY(nobody_is_passed_over_who_was_called_in_one_way_alone)
{
	a_quiet_night(s);
	when(s, GERDA, log_call, .call = s->room->calls[0].head.id, .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	when(s, GERDA, log_call, .call = s->room->calls[0].head.id, .channel = BY_PHONE, .result = CALL_VOICEMAIL);
	after_minutes(s, 10);
	after_minutes(s, 40);
	then_undecided(s, BAR_CALLS);
}

STORY(what_could_not_be_delivered_called_nobody)
{
	a_quiet_night(s);
	for (int rung = 0; rung <= 40; rung += 10) {
		after_minutes(s, rung);
		all_tried(s, GERDA, CALL_FAILED, CALL_FAILED);
	}
	CHECK(s->room->n_deputies == 2 && s->room->n_escalations == 2);        /* others stand in for whom nobody can reach */
	then_undecided(s, BAR_CALLS);
}

STORY(the_deputies_must_have_been_called_too)
{
	a_quiet_night(s);
	all_called_in_vain(s);
	after_minutes(s, 10);
	after_minutes(s, 20);
	then_happened(s, deputy_called);
	after_minutes(s, 40);
	for (size_t i = 0; i < s->room->n_calls; i++)
		if (s->room->calls[i].is.person == CARLA)
			for (size_t way = 0; way < 2; way++, s->now += MINUTE)
				when(s, GERDA, log_call, .call = s->room->calls[i].head.id, .channel = way ? BY_PHONE : BY_MESSENGER, .result = CALL_NO_ANSWER);
	then_undecided(s, BAR_CALLS);
}

STORY(by_default_nothing_is_owed_to_anybody)
{
	a_quiet_rule(s, &by_default);
	asserted(s, "true");
	a_decision(s, FIRST, "quiet");
	when(s, FIRST, propose_measure, .option = last(s, option_proposed), .kind = RATE_LIMIT, .service = PAYMENTS, .lasts = 7200, .text = STR("slow"));
	when(s, FIRST, propose_obligation, .option = last(s, option_proposed), .title = STR("tell them"), .terms = &(struct rec_clock_terms){
	    STR("them"), CFO, &(struct rec_clock_limit){ .from = STR("decided"), .unit = CLOCK_HOURS, .amount = 4 }, 1 });
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	up_the_ladder(s);
	then_undecided(s, BAR_OBLIGATIONS);
	CHECK(s->room->n_clocks == 0);
}

/* Dora was called as the CISO's deputy; that she answers for the COO, too, she learns only now. */
STORY(who_was_called_for_one_seat_was_not_called_for_another)
{
	nobody_answers(s);
	for (size_t i = 0; i < s->room->n_calls; i++)
		if (s->room->calls[i].is.person == DORA && s->room->calls[i].is.seat == COO)
			s->room->calls[i].made = 0;
	CHECK(bar(s) == BAR_CALLS);
}

STORY(the_next_authority_must_have_been_called_too)
{
	a_quiet_night(s);
	all_called_in_vain(s);
	after_minutes(s, 10);
	after_minutes(s, 20);
	all_called_in_vain(s);
	after_minutes(s, 40);
	then_happened(s, seat_escalated);
	then_undecided(s, BAR_CALLS);
}

STORY(who_is_away_is_called_all_the_same)
{
	s->in = s->charter->room;
	when(s, BORIS, set_absence, .until = s->now + 24 * HOURS);
	s->in = s->room;
	a_quiet_night(s);
	CHECK(s->room->n_deputies == 1 && s->room->deputies[0].is.why == DEPUTY_ABSENT);
	for (size_t i = 0; i < s->room->n_calls; i++)
		if (s->room->calls[i].is.person == BORIS)
			s->room->calls[i].tried = 0;
	after_minutes(s, 10);
	after_minutes(s, 40);
	CHECK(bar(s) == BAR_CALLS);
}

STORY(who_knows_of_it_and_is_silent_was_called)
{
	a_quiet_night(s);
	for (size_t i = 0; i < s->room->n_calls; i++)
		if (!call_is_over(s->room, &s->room->calls[i]))
			when(s, s->room->calls[i].is.person, acknowledge_call, .call = s->room->calls[i].head.id);
	after_minutes(s, 10);
	after_minutes(s, 40);
	all_called_in_vain(s);
	CHECK(s->room->n_deputies == 0);
	after_minutes(s, 120);
	then_happened(s, decision_defaulted);
}

STORY(who_stands_outside_a_restricted_room_could_not_answer)
{
	nobody_answers(s);
	given(s, ANNA, room_restricted, .why = STR("need to know"));
	given(s, ANNA, member_removed, .person = BORIS);
	then_undecided(s, BAR_CALLS);
}

STORY(where_there_is_nobody_to_call_nothing_is_taken_by_default)
{
	static const struct rec_seat_terms empty = { .seat = COO, .label = STR_INIT("coo") }, gone = { .seat = CFO, .label = STR_INIT("cfo") };

	given(s, 0, seat_set, .terms = &empty, .title = STR("COO"));
	given(s, 0, seat_set, .terms = &gone, .title = STR("CFO"));
	a_quiet_night(s);
	when_answers(s, ANNA, CISO, "decide");
	all_called_in_vain(s);
	after_minutes(s, 10);
	after_minutes(s, 40);
	then_missing(s, COO);
	then_undecided(s, BAR_CALLS);
}

STORY(a_call_to_an_option_that_was_put_up_before_is_none)
{
	a_quiet_night(s);
	all_called_in_vain(s);
	when(s, FIRST, propose_option, .decision = the_decision(s)->head.id, .title = STR("otherwise"));
	when(s, FIRST, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .lasts = 3600, .text = STR("pull it"));
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	after_minutes(s, 10);
	after_minutes(s, 40);
	then_undecided(s, BAR_CALLS);
}

/* ---- never before people had their time ---- */

STORY(who_was_called_late_has_ten_minutes)
{
	a_quiet_night(s);
	all_called_in_vain(s);
	after_minutes(s, 10);
	after_minutes(s, 20);
	all_called_in_vain(s);
	after_minutes(s, 40);
	after_minutes(s, 114);
	all_called_in_vain(s);
	CHECK(the_decision(s)->deadline == the_decision(s)->asked + 125 * MINUTE);
	after_minutes(s, 120);
	then_not(s, decision_defaulted);
	when_answers(s, ANNA, CISO, "decide");          /* there is time to answer, and so it is decided */
	when_answers(s, BORIS, COO, "concur");
	then_state(s, TAKEN);
}

STORY(what_is_said_to_come_next_comes_at_that_very_moment)
{
	struct ent_decision out;

	a_quiet_night(s);
	all_called_in_vain(s);
	after_minutes(s, 10);
	after_minutes(s, 20);
	all_called_in_vain(s);
	after_minutes(s, 40);
	after_minutes(s, 114);
	all_called_in_vain(s);
	CHECK(see_decision(&(struct seeing){ T, s->charter, s->room, NULL }, the_decision(s)->head.id, &out));
	CHECK(out.next == NEXT_DEFAULT && out.next_at == the_decision(s)->asked + 125 * MINUTE);
	CHECK(str_ends(out.standing, STR("else it is taken by default then, as the charter has authorised in advance.")));
	when_it_is(s, out.next_at - 1);
	then_not(s, decision_defaulted);
	when_it_is(s, out.next_at);
	then_happened(s, decision_defaulted);
}

STORY(a_late_rung_leaves_what_the_rule_leaves_after_it)
{
	a_quiet_night(s);
	after_minutes(s, 10);
	after_minutes(s, 49);
	all_called_in_vain(s);              /* only now does the deputy stand in, and twenty minutes later it goes on */
	after_minutes(s, 51);
	all_called_in_vain(s);
	after_minutes(s, 71);
	all_called_in_vain(s);
	CHECK(bar(s) == default_bar_none);
	CHECK(the_decision(s)->deadline == the_decision(s)->asked + 150 * MINUTE);
}

STORY(what_is_put_up_late_has_the_rule_s_whole_time)
{
	a_quiet_rule(s, &by_default);
	asserted(s, "true");
	a_decision(s, FIRST, "quiet");
	when_it_is(s, s->now + 60 * MINUTE);
	when(s, FIRST, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .lasts = 7200, .text = STR("pull it"));
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	up_the_ladder(s);
	CHECK(the_decision(s)->deadline == the_decision(s)->asked + 120 * MINUTE);
}

STORY(after_an_hour_s_outage_the_late_rung_comes_and_people_have_the_last_interval)
{
	a_quiet_night(s);
	all_called_in_vain(s);
	after_minutes(s, 10);
	after_minutes(s, 20);
	all_called_in_vain(s);
	given_return(s, the_decision(s)->asked + 80 * MINUTE);          /* down since twenty past */
	when_it_is(s, s->returned);
	then_happened(s, seat_escalated);
	all_called_in_vain(s);
	CHECK(the_decision(s)->deadline == the_decision(s)->asked + 160 * MINUTE);
	after_minutes(s, 159);
	then_not(s, decision_defaulted);
	after_minutes(s, 160);
	then_happened(s, decision_defaulted);
}

STORY(after_an_outage_over_the_deadline_nothing_is_taken_at_once)
{
	nobody_answers(s);
	given_return(s, the_decision(s)->asked + 150 * MINUTE);
	when_it_is(s, s->returned);
	then_not(s, decision_defaulted);
	then_not(s, decision_lapsed);
	CHECK(the_decision(s)->deadline == s->returned + 80 * MINUTE);
	when_it_is(s, the_decision(s)->deadline);
	then_happened(s, decision_defaulted);
}

/* ---- never where somebody spoke, or it is another thing ---- */

STORY(where_somebody_objected_nothing_is_taken_by_default)
{
	nobody_answers(s);
	when_answers(s, BORIS, COO, "object");
	then_undecided(s, BAR_ANSWERED);
}

STORY(nor_where_somebody_asked_for_something_first)
{
	nobody_answers(s);
	when(s, BORIS, state_need, .option = the_decision(s)->option, .seat = COO, .text = STR("what it costs"));
	CHECK_OK(s->e);
	then_undecided(s, BAR_ANSWERED);
}

STORY(nor_where_somebody_would_concur_if)
{
	nobody_answers(s);
	when(s, BORIS, concur_if, .option = the_decision(s)->option, .seat = COO, .text = STR("until six"));
	CHECK_OK(s->e);
	then_undecided(s, BAR_ANSWERED);
}

STORY(one_answer_that_is_there_does_not_bar_it)
{
	nobody_answers(s);
	when_answers(s, ANNA, CISO, "decide");
	then_missing(s, COO);
	after_minutes(s, 120);
	then_happened(s, decision_defaulted);
}

STORY(what_is_not_known_to_hold_authorises_nothing)
{
	a_quiet_rule(s, &by_default);
	put_up_measure(s, RATE_LIMIT);
	up_the_ladder(s);
	CHECK(bar(s) == BAR_CONDITION);
	asserted(s, "true");
	CHECK(bar(s) == default_bar_none);
	asserted(s, "false");
	then_undecided(s, BAR_CONDITION);
}

STORY(a_measure_that_was_not_authorised_bars_it)
{
	a_quiet_rule(s, &by_default);
	asserted(s, "true");
	put_up_measure(s, READ_ONLY_MODE);
	up_the_ladder(s);
	then_undecided(s, BAR_MEASURES);
}

STORY(what_does_nothing_is_not_taken_by_default)
{
	a_quiet_rule(s, &by_default);
	asserted(s, "true");
	a_decision(s, FIRST, "quiet");
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	up_the_ladder(s);
	then_undecided(s, BAR_MEASURES);
}

STORY(what_was_changed_after_people_were_called_is_not_taken_by_default)
{
	nobody_answers(s);
	when(s, FIRST, propose_measure, .option = the_decision(s)->option, .kind = ISOLATION, .lasts = 3600, .text = STR("pull it, too"));
	CHECK_OK(s->e);
	then_undecided(s, BAR_CHANGED);
}

STORY(whoever_asks_for_it_is_not_the_one_by_whose_word_everybody_was_called)
{
	a_quiet_rule(s, &by_default);
	asserted(s, "true");
	a_decision(s, FIRST, "quiet");
	when(s, FIRST, propose_measure, .option = last(s, option_proposed), .kind = RATE_LIMIT, .lasts = 7200, .text = STR("slow it"));
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	for (i64 rung = 0; rung <= 40; rung += rung == 20 ? 20 : 10) {
		after_minutes(s, rung);
		all_tried(s, FIRST, CALL_NO_ANSWER, CALL_SENT);
	}
	CHECK(s->room->n_deputies == 0 && s->room->n_escalations == 2);
	then_undecided(s, BAR_CALLS);
}

STORY(nor_is_it_their_word_that_somebody_knows)
{
	a_quiet_rule(s, &by_default);
	a_decision(s, FIRST, "quiet");
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	when(s, FIRST, log_call, .call = s->room->calls[s->room->n_calls - 1].head.id, .channel = BY_PHONE, .result = CALL_REACHED);
	CHECK(!s->room->calls[s->room->n_calls - 1].acknowledged && s->room->calls[s->room->n_calls - 1].made == 0);
	when(s, GERDA, log_call, .call = s->room->calls[s->room->n_calls - 1].head.id, .channel = BY_PHONE, .result = CALL_REACHED);
	CHECK(s->room->calls[s->room->n_calls - 1].made);
}

/* ---- and then ---- */

static void
defaulted(struct story *s)
{
	nobody_answers(s);
	after_minutes(s, 120);
	then_happened(s, decision_defaulted);
}

STORY(whoever_wakes_up_decides_and_it_holds)
{
	defaulted(s);
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_happened(s, decision_taken);
	then_state(s, TAKEN);
	when_it_is(s, s->now + 4 * HOURS);
	then_not(s, task_opened);
}

STORY(whoever_wakes_up_and_objects_ends_it)
{
	defaulted(s);
	when_answers(s, BORIS, COO, "object");
	then_happened(s, decision_lapsed);
	then_happened(s, measure_lifted);
	then_not(s, decision_opened);
}

STORY(what_had_been_applied_is_undone_then)
{
	defaulted(s);
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	CHECK_OK(s->e);
	when_answers(s, BORIS, COO, "object");
	then_happened(s, measure_expired);
	CHECK_STR(s->room->tasks[s->room->n_tasks - 1].is.title, STR("Undo: slow the gateway"));
}

STORY(its_hours_end_and_it_is_asked_again)
{
	i64 first;

	defaulted(s);
	first = the_decision(s)->head.id;
	when_it_is(s, the_decision(s)->deadline);
	then_happened(s, decision_lapsed);
	then_happened(s, decision_opened);
	CHECK(the_decision(s)->is.supersedes == first && the_decision(s)->state == DECISION_OPEN);
	CHECK(call_of(s->room, &(struct ev_call_owed){ ANNA, CISO, the_decision(s)->head.id, CALL_ANSWER, 0, 0, 0 }));
	when_it_is(s, the_decision(s)->deadline);
	then_happened(s, decision_lapsed);
	then_not(s, decision_opened);
}

STORY(a_default_does_not_by_itself_renew_a_measure)
{
	const struct measure *old, *again;
	i64 renewal;

	a_quiet_rule(s, &by_default);
	asserted(s, "true");
	a_decision(s, FIRST, "quiet");
	when(s, FIRST, propose_measure, .option = last(s, option_proposed), .kind = RATE_LIMIT, .lasts = 6 * 3600, .text = STR("slow the gateway"));
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	when(s, FIRST, renew_measure, .measure = last(s, measure_proposed));
	CHECK(bar(s) == BAR_PROGRAM);                   /* the server put it up; then a person does */
	renewal = last(s, option_proposed);
	when(s, FIRST, propose_option, .decision = the_decision(s)->head.id, .nothing = true, .title = STR("Let it end"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));       /* whoever answers for the question */
	when(s, ANNA, put_up_option, .option = renewal);
	CHECK_OK(s->e);
	up_the_ladder(s);
	when_it_is(s, the_decision(s)->deadline);
	then_happened(s, decision_defaulted);
	then_happened(s, task_opened);
	then_not(s, measure_renewed);
	old = &s->room->measures[0];
	again = &s->room->measures[1];
	CHECK(old->state == MEASURE_IN_FORCE && again->state == MEASURE_ORDERED && again->is.renews == old->head.id);
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_happened(s, measure_renewed);              /* people did */
	CHECK(old->state == MEASURE_RENEWED && again->state == MEASURE_IN_FORCE);
}

STORY(it_is_not_changed_while_it_holds)
{
	defaulted(s);
	when(s, FIRST, propose_measure, .option = the_decision(s)->option, .kind = ISOLATION, .lasts = 3600, .text = STR("more"));
	then_refused(s, CONFLICT, "acted upon already");
}

/* ---- what may never be ---- */

static void
a_rule_changed(struct story *s, const char *kind, const struct rec_default_terms *terms)
{
	struct rec_rule_terms rule = { .kind = str_c(kind), .accountable = CISO, .within = 3600, .by_default = terms };

	a_change(s, FIRST, (struct cmd_propose_change){ .rule = &rule });
}

STORY(of_the_standard_kinds_only_those_that_consist_of_measures_have_a_default)
{
	static const enum standard_kind may[] = { KIND_CONTAIN, KIND_PARTIAL_SHUTDOWN, KIND_ACTIVATE_CONTINUITY };
	size_t n = 0;

	for (size_t k = 1; k < standard_kind_words.count; k++) {
		const char *wrong = default_wrong(str_c(standard_kind_words.words[k].text), &by_default);

		n += wrong == NULL;
		for (size_t i = 0; i < countof(may); i++)
			CHECK(k != (size_t)may[i] || wrong == NULL);
	}
	CHECK(n == countof(may));
	CHECK(default_wrong(STR("statement_to_unions"), &by_default) && !default_wrong(STR("quiet"), &by_default));
	a_rule_changed(s, "pay", &by_default);
	then_refused(s, REFUSED, "nothing of this kind is ever taken by default");
}

STORY(what_cannot_be_undone_is_not_authorised_in_advance)
{
	static const enum measure_kind never[] = { CREDENTIAL_REVOCATION, SESSION_REVOCATION, FULL_SHUTDOWN };

	for (size_t i = 0; i < countof(never); i++) {
		struct rec_default_measure one = { never[i] };
		struct rec_default_terms terms = { &one, 1, STR("exploited"), 3600 };

		a_rule_changed(s, "contain", &terms);
		then_refused(s, REFUSED, "measures alone that can be undone");
	}
	a_rule_changed(s, "contain", &(struct rec_default_terms){ .when = STR("exploited"), .holds = 3600 });
	then_refused(s, REFUSED, "of which kinds of measure");
}

STORY(its_condition_compiles_and_it_lasts_a_day_at_most)
{
	struct rec_default_terms terms = by_default;

	terms.when = STR("exploited &&");
	a_rule_changed(s, "contain", &terms);
	then_refused(s, MALFORMED, "by_default.when: 1:");
	terms = by_default;
	terms.holds = 2 * 86400;
	a_rule_changed(s, "contain", &terms);
	then_refused(s, MALFORMED, "holds");
}

/* Should a record have such a rule all the same: it is as if it had none. */
STORY(what_never_may_is_not_taken_whatever_the_rule_says)
{
	static const struct rec_default_measure all = { FULL_SHUTDOWN };
	static const struct rec_default_terms terms = { &all, 1, STR_INIT("true"), 3600 };

	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = STR("full_shutdown"), .accountable = CISO, .within = 3600 });
	a_quiet_rule(s, &terms);
	put_up_measure(s, FULL_SHUTDOWN);
	up_the_ladder(s);
	then_undecided(s, BAR_MEASURES);
}

static bool
is_found(struct story *s, const char *kind)
{
	struct rec_lint found = lint_charter(T, s->charter, s->now);

	CHECK_OK(field_check(T, record_lint_table(), &found));
	for (size_t i = 0; i < found.n_findings; i++)
		if (str_eq(found.findings[i].kind, str_c(kind)) && str_starts(found.findings[i].field, STR("by_default")))
			return true;
	return false;
}

STORY(what_never_may_or_never_will_is_found_before_the_night)
{
	static const struct rec_default_terms never = { gentle, 1, STR_INIT("false"), 3600 }, odd = { gentle, 1, STR_INIT("option.colour == 'red'"), 3600 };
	struct rec_rule_terms rule = { .kind = STR("pay"), .accountable = CISO, .within = 3600, .by_default = &by_default };

	given(s, 0, rule_set, .terms = &rule);
	CHECK(is_found(s, "default_forbidden"));
	rule.kind = STR("contain");
	given(s, 0, rule_set, .terms = &rule);
	CHECK(is_found(s, "default_unasked"));
	rule.by_default = &never;
	given(s, 0, rule_set, .terms = &rule);
	CHECK(is_found(s, "condition_never"));
	rule.by_default = &odd;
	given(s, 0, rule_set, .terms = &rule);
	CHECK(is_found(s, "condition_misspelt"));
}

STORY(a_rehearsal_that_ends_in_a_gap_says_what_would_be_taken_by_default)
{
	static const i64 away[] = { ANNA, BORIS, CARLA, DORA };
	struct rec_rehearsal is;

	a_quiet_rule(s, &by_default);
	CHECK_OK(rehearse(T, s->charter, &(struct rehearsal){ STR("quiet"), { away, 4 }, s->now }, &is));
	CHECK(!is.decided && is.steps[is.n_steps - 3].what == REHEARSED_DEFAULT);
	CHECK_STR(is.steps[is.n_steps - 3].text, STR("If it consists of rate_limit, isolation alone, and exploited is known to hold, it is taken by default for "
	    "4 hours: tasks for people. Else:"));
}

STORY(what_asked_for_leave_and_was_not_answered_is_not_granted)
{
	static const struct rec_rule_terms pay = { .kind = STR_INIT("pay"), .accountable = CISO, .within = 3600 };
	struct ent_decision out;

	given(s, 0, rule_set, .terms = &pay);
	a_room(s);
	a_decision(s, ANNA, "pay");
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK(see_decision(&(struct seeing){ T, s->charter, s->room, NULL }, the_decision(s)->head.id, &out));
	CHECK(!out.not_granted && str_ends(out.standing, STR("and is not granted.")));
	when_it_is(s, the_decision(s)->deadline);
	CHECK(see_decision(&(struct seeing){ T, s->charter, s->room, NULL }, the_decision(s)->head.id, &out));
	CHECK(out.state == DECISION_UNDECIDED && out.not_granted);
}

STORY(nor_is_a_statement_to_whomever_it_is)
{
	static const struct rec_rule_terms statement = { .kind = STR_INIT("statement"), .accountable = CISO, .within = 3600 };
	static const char *const kinds[] = { "statement_to_press", "statement_to_unions" };

	given(s, 0, rule_set, .terms = &statement);
	a_room(s);
	for (size_t i = 0; i < countof(kinds); i++) {
		struct ent_decision out;

		put_up(s, ANNA, kinds[i]);
		when_it_is(s, the_decision(s)->deadline);
		CHECK(see_decision(&(struct seeing){ T, s->charter, s->room, NULL }, the_decision(s)->head.id, &out));
		CHECK(out.state == DECISION_UNDECIDED && out.not_granted);
	}
}

TEST_MAIN()
