/* Decisions: opened under a rule, options, one put up, outcome, lapse, supersession (B5, B6, D1, D3). */
#include "story.h"

STORY(a_decision_is_opened_under_the_rule_of_its_kind)
{
	a_room(s);
	when(s, ANNA, open_decision, .kind = STR("partial_shutdown"), .question = STR("Shut payments down?"));
	then_happened(s, decision_opened);
	CHECK(the_decision(s)->is.rule == SHUTDOWN_RULE);
	CHECK(the_decision(s)->is.deadline == s->now + 4 * HOURS);
	then_state(s, OPEN);
}

STORY(a_kind_without_a_rule_is_not_decided)
{
	a_room(s);
	when(s, ANNA, open_decision, .kind = STR("pay"), .question = STR("Pay?"));
	then_refused(s, REFUSED, "no rule for pay");
}

STORY(a_decision_keeps_the_rule_it_was_opened_under)
{
	struct rec_rule_terms lax = { .kind = STR("partial_shutdown"), .accountable = CISO, .within = 3600 };

	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	given(s, 0, rule_set, .terms = &lax);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	then_missing(s, CISO, COO);
	when_answers(s, ANNA, CISO, "decide");
	then_not(s, decision_taken);
	when(s, ANNA, open_decision, .kind = STR("partial_shutdown"), .question = STR("And now?"));
	CHECK(the_decision(s)->is.rule == story_last(s->charter->room, EV_rule_set));
}

/* ---- to whom a statement is ---- */

static void
a_rule_for(struct story *s, const char *kind, i64 accountable)
{
	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = str_c(kind), .accountable = accountable, .within = 3600 });
}

/* Whom the decision of that kind is put to now. */
static i64
who_decides(struct story *s, const char *kind)
{
	put_up(s, ANNA, kind);
	return the_decision(s)->needs.accountable;
}

STORY(a_statement_to_somebody_takes_its_own_rule_or_else_that_of_statements)
{
	a_room(s);
	when(s, ANNA, open_decision, .kind = STR("statement_to_press"), .question = STR("Say this?"));
	then_refused(s, REFUSED, "no rule for statement_to_press");
	s->e = OK;
	a_rule_for(s, "statement", CFO);
	a_rule_for(s, "statement_to_press", CISO);
	CHECK(who_decides(s, "statement_to_press") == CISO);
	CHECK(who_decides(s, "statement_to_customers") == CFO);
	CHECK(who_decides(s, "statement_to_unions") == CFO);
	CHECK(who_decides(s, "statement") == CFO);
	CHECK_STR(the_decision(s)->is.kind, STR("statement"));
	when(s, ANNA, open_decision, .kind = STR("statements"), .question = STR("Say this?"));
	then_refused(s, REFUSED, "no rule for statements");
}

STORY(a_statement_keeps_the_rule_it_was_opened_under)
{
	a_room(s);
	a_rule_for(s, "statement", CFO);
	put_up(s, ANNA, "statement_to_press");
	a_rule_for(s, "statement_to_press", CISO);
	then_missing(s, CFO);
	when_answers(s, CARLA, CFO, "decide");
	then_state(s, TAKEN);
}

TEST(every_statement_to_somebody_is_a_statement)
{
	size_t n = 0;

	for (size_t k = 1; k < standard_kind_words.count; k++) {
		str kind = str_c(standard_kind_words.words[k].text);
		bool statement = k >= KIND_STATEMENT && k <= KIND_STATEMENT_POLICE;

		CHECK_STR(kind_at_large(kind), statement ? STR("statement") : kind);
		n += statement;
	}
	CHECK(n == 10);
}

STORY(the_charter_is_changed_in_the_charter_alone)
{
	a_room(s);
	when(s, FIRST, open_decision, .kind = STR("change_charter"), .question = STR("Another CISO?"));
	then_refused(s, REFUSED, "changed in the charter");
	s->in = s->charter->room;
	when(s, FIRST, open_decision, .kind = STR("partial_shutdown"), .question = STR("Shut?"));
	then_refused(s, REFUSED, "opened in a room");
}

STORY(a_closed_room_opens_no_decision)
{
	a_room(s);
	when(s, ANNA, close_room, .why = STR("over"));
	when(s, ANNA, open_decision, .kind = STR("calm"), .question = STR("Shut?"));
	then_refused(s, CONFLICT, "room is closed");
}

STORY(positions_and_interests_are_kept_apart)
{
	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	when(s, BORIS, state_position, .decision = the_decision(s)->head.id, .seat = COO, .text = STR("keep running"));
	then_happened(s, position_stated);
	when(s, BORIS, state_interest, .position = last(s, position_stated), .text = STR("pay salaries on Friday"));
	then_happened(s, interest_stated);
	when(s, BORIS, state_interest, .position = 1, .text = STR("?"));
	then_refused(s, NO_SUCH, "no position 1");
	when(s, BORIS, state_position, .decision = 1, .text = STR("?"));
	then_refused(s, NO_SUCH, "no decision 1");
}

STORY(nobody_speaks_for_a_seat_that_is_not_theirs)
{
	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	when(s, CARLA, state_position, .decision = the_decision(s)->head.id, .seat = COO, .text = STR("stop"));
	then_refused(s, NOT_YOUR_CALL, "do not speak for coo");
	when(s, CARLA, state_position, .decision = the_decision(s)->head.id, .seat = 999, .text = STR("stop"));
	then_refused(s, NO_SUCH, "no seat 999");
	when(s, CARLA, state_position, .decision = the_decision(s)->head.id, .text = STR("stop"));
	then_happened(s, position_stated);
}

STORY(a_token_speaks_for_no_seat)
{
	a_token(s, BORIS, SCOPE_WRITE);
	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	signed_in_with(s, SESSION_TOKEN, story_last(s->charter->room, EV_token_issued), true);
	when(s, BORIS, state_position, .decision = the_decision(s)->head.id, .seat = COO, .text = STR("stop"));
	then_refused(s, NOT_YOUR_CALL, "for people");
}

STORY(a_program_puts_a_question_but_none_in_the_place_of_another)
{
	a_token(s, BORIS, SCOPE_WRITE);
	a_room(s);
	put_up(s, ANNA, "partial_shutdown");
	when_it_is(s, the_decision(s)->deadline);
	then_state(s, UNDECIDED);
	signed_in_with(s, SESSION_TOKEN, story_last(s->charter->room, EV_token_issued), true);
	when(s, BORIS, open_decision, .kind = STR("calm"), .question = STR("Again?"), .supersedes = the_decision(s)->head.id);
	then_refused(s, NOT_YOUR_CALL, "A token acts as itself");
	when(s, BORIS, open_decision, .kind = STR("calm"), .question = STR("Shut it down?"));
	then_happened(s, decision_opened);
	when(s, BORIS, propose_option, .decision = last(s, decision_opened), .title = STR("The gateway"));
	then_happened(s, option_proposed);
	when(s, BORIS, put_up_option, .option = last(s, option_proposed));
	then_refused(s, NOT_YOUR_CALL, "for people");
}

STORY(an_option_can_be_called_something_else)
{
	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	when(s, ANNA, amend_option, .option = last(s, option_proposed), .title = STR("Shut the gateway"));
	then_happened(s, option_amended);
	CHECK_STR(the_option(s)->title, STR("Shut the gateway"));
	when(s, ANNA, amend_option, .option = 2, .title = STR("Shut the gateway"));
	then_refused(s, NO_SUCH, "no option 2");
}

STORY(an_estimate_says_anew_only_what_it_names)
{
	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	when(s, BORIS, estimate_option, .option = last(s, option_proposed), .takes_effect = 60, .risk = RISK_SERIOUS,
	    .cost_low = { STR("1000"), STR("EUR") }, .cost_likely = { STR("2000"), STR("EUR") }, .cost_high = { STR("90000"), STR("EUR") },
	    .safety = HARM_SERIOUS, .people = STR("Nobody answers the alarm line."), .law = STR("The hospital must be told."), .trust = HARM_SOME);
	then_happened(s, option_estimated);
	CHECK(the_option(s)->estimate.safety == HARM_SERIOUS && the_option(s)->estimate.trust == HARM_SOME);
	CHECK_STR(the_option(s)->estimate.people, STR("Nobody answers the alarm line."));
	CHECK_STR(the_option(s)->estimate.law, STR("The hospital must be told."));
	when(s, BORIS, estimate_option, .option = last(s, option_proposed), .risk = RISK_SOME);
	then_happened(s, option_estimated);
	CHECK(the_option(s)->estimate.risk == RISK_SOME && the_option(s)->estimate.takes_effect == 60 && the_option(s)->estimate.safety == HARM_SERIOUS);
	CHECK_STR(the_option(s)->estimate.people, STR("Nobody answers the alarm line."));
}

STORY(a_figure_may_be_taken_back_and_is_not_established_any_more)
{
	static const str people[] = { STR_INIT("people"), STR_INIT("people") }, title[] = { STR_INIT("title") };

	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	when(s, BORIS, estimate_option, .option = last(s, option_proposed), .takes_effect = 60, .people = STR("Nobody answers the alarm line."));
	when(s, CARLA, estimate_option, .option = last(s, option_proposed), .unsaid = { people, 1 });
	then_happened(s, option_estimated);
	CHECK(the_option(s)->estimate.people.p == NULL && the_option(s)->estimate.takes_effect == 60);
	when(s, CARLA, estimate_option, .option = last(s, option_proposed));
	then_refused(s, MALFORMED, "at least one figure");
	when(s, CARLA, estimate_option, .option = last(s, option_proposed), .unsaid = { title, 1 });
	then_refused(s, MALFORMED, "title is no figure");
	when(s, CARLA, estimate_option, .option = last(s, option_proposed), .people = STR("Patients."), .unsaid = { people, 1 });
	then_refused(s, MALFORMED, "people is said beside it");
	when(s, CARLA, estimate_option, .option = last(s, option_proposed), .unsaid = { people, 2 });
	then_refused(s, MALFORMED, "people stands there twice");
}

STORY(a_cost_is_held_against_what_stands_of_it)
{
	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	when(s, BORIS, estimate_option, .option = last(s, option_proposed), .cost_likely = { STR("500"), STR("EUR") });
	when(s, CARLA, estimate_option, .option = last(s, option_proposed), .cost_low = { STR("600"), STR("EUR") });
	then_refused(s, MALFORMED, "cost_likely: is less than cost_low");
	when(s, CARLA, estimate_option, .option = last(s, option_proposed), .cost_high = { STR("600"), STR("CHF") });
	then_refused(s, MALFORMED, "costs of one thing are in one currency");
}

STORY(a_program_says_what_nobody_has_and_not_otherwise_than_a_person)
{
	i64 token;

	token = a_token(s, ANNA, SCOPE_WRITE);
	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	when(s, BORIS, estimate_option, .option = last(s, option_proposed), .safety = HARM_SERIOUS, .people = STR("Dialysis patients."));
	signed_in_with(s, SESSION_TOKEN, token, true);
	when(s, ANNA, estimate_option, .option = last(s, option_proposed), .takes_effect = 60);
	then_happened(s, option_estimated);
	when(s, ANNA, estimate_option, .option = last(s, option_proposed), .takes_effect = 90);
	then_happened(s, option_estimated);
	when(s, ANNA, estimate_option, .option = last(s, option_proposed), .safety = HARM_NONE);
	then_refused(s, NOT_YOUR_CALL, "safety: a person said this");
	signed_in_with(s, SESSION_STRONG, BORIS_KEY, true);
	for (i64 minutes = 1; minutes <= 2; minutes++) {       /* with a passkey, too, one says anew what was said */
		when(s, BORIS, estimate_option, .option = last(s, option_proposed), .takes_effect = minutes * 60);
		then_happened(s, option_estimated);
	}
	signed_in_with(s, SESSION_TOKEN, token, true);
	when(s, ANNA, estimate_option, .option = last(s, option_proposed), .takes_effect = 60);
	then_refused(s, NOT_YOUR_CALL, "takes_effect: a person said this");
	CHECK(the_option(s)->estimate.takes_effect == 120 && the_option(s)->estimate.safety == HARM_SERIOUS);
}

STORY(an_estimate_is_in_one_currency_and_from_low_to_high)
{
	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	when(s, BORIS, estimate_option, .option = last(s, option_proposed),
	    .cost_low = { STR("2000"), STR("EUR") }, .cost_likely = { STR("1999.999999"), STR("EUR") });
	then_refused(s, MALFORMED, "cost_likely: is less than cost_low.");
	when(s, BORIS, estimate_option, .option = last(s, option_proposed),
	    .cost_low = { STR("2000"), STR("EUR") }, .cost_high = { STR("1000"), STR("EUR") });
	then_refused(s, MALFORMED, "cost_high: is less than cost_low.");
	when(s, BORIS, estimate_option, .option = last(s, option_proposed), .cost_likely = { STR("-1"), STR("EUR") });
	then_refused(s, MALFORMED, "cost_likely: is below zero; what is saved is no cost.");
	when(s, BORIS, estimate_option, .option = last(s, option_proposed),
	    .cost_low = { STR("9"), STR("EUR") }, .cost_likely = { STR("10"), STR("EUR") }, .cost_high = { STR("11"), STR("CHF") });
	then_refused(s, MALFORMED, "cost_high: is in CHF and cost_likely in EUR");
	when(s, BORIS, estimate_option, .option = last(s, option_proposed),
	    .cost_low = { STR("9"), STR("EUR") }, .cost_likely = { STR("9"), STR("EUR") }, .cost_high = { STR("10"), STR("EUR") });
	then_happened(s, option_estimated);
}

STORY(to_do_nothing_has_no_measures)
{
	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .nothing = true, .title = STR("Nothing"));
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .lasts = 60, .text = STR("x"));
	then_refused(s, REFUSED, "to do nothing");
}

STORY(an_approval_binds_to_every_subject_entry_of_its_option)
{
	struct rec_seat_terms cto = { .label = STR("cto") };

	a_shutdown_asked(s);
	CHECK(the_option(s)->n_subject == 2);           /* the measure and the putting up */
	when(s, BORIS, concur_if, .option = the_option(s)->head.id, .seat = COO, .text = STR("after ten"));
	CHECK(the_option(s)->n_subject == 2);
	when(s, ANNA, adopt_condition, .condition = last(s, concurred_if));
	when(s, ANNA, amend_option, .option = the_option(s)->head.id, .title = STR("x"));
	CHECK(the_option(s)->n_subject == 6);           /* each, and that all were asked anew */
	a_change(s, FIRST, (struct cmd_propose_change){ .seat = &cto, .title = STR("CTO") });
	CHECK(the_option(s)->n_subject == 1);
}

STORY(one_option_is_up_at_a_time)
{
	i64 a, b;

	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	a = last(s, option_proposed);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .nothing = true, .title = STR("Nothing"));
	b = last(s, option_proposed);
	when(s, ANNA, put_up_option, .option = a);
	when(s, ANNA, put_up_option, .option = a);
	then_refused(s, CONFLICT, "put up already");
	when(s, ANNA, put_up_option, .option = b);
	then_happened(s, option_put_up);
	CHECK(the_decision(s)->option == b);
}

STORY(an_option_holds_so_many_measures_and_no_more)
{
	a_room(s);
	put_up(s, ANNA, "calm");
	for (int i = 1; i < LIMIT_OPTION_PARTS; i++) {
		when(s, ANNA, propose_measure, .option = the_option(s)->head.id, .kind = ISOLATION, .lasts = 60, .text = STR("another"));
		CHECK_OK(s->e);
	}
	when(s, ANNA, propose_measure, .option = the_option(s)->head.id, .kind = ISOLATION, .lasts = 60, .text = STR("one more"));
	then_refused(s, TOO_LARGE, "32 measures");
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
	for (size_t i = 0; i < s->room->n_measures; i++)
		CHECK(s->room->measures[i].state == MEASURE_ORDERED && s->room->measures[i].task);
}

STORY(a_decision_without_answers_lapses_at_its_deadline_and_names_who_was_missing)
{
	i64 deadline;

	a_shutdown_asked(s);
	deadline = the_decision(s)->is.deadline;
	when_it_is(s, deadline - 1);
	then_state(s, OPEN);
	when_it_is(s, deadline);
	then_happened(s, decision_lapsed);
	then_state(s, UNDECIDED);
	when(s, ANNA, amend_option, .option = the_option(s)->head.id, .title = STR("x"));
	then_refused(s, CONFLICT, "undecided");
}

STORY(a_decision_with_nothing_put_up_lapses_too)
{
	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	when_it_is(s, the_decision(s)->is.deadline);
	then_happened(s, decision_lapsed);
}

STORY(nothing_lapses_within_ten_minutes_of_the_server_s_return)
{
	a_shutdown_asked(s);
	given_return(s, the_decision(s)->deadline + HOURS);
	when_it_is(s, s->returned);
	then_happened(s, deadline_extended);
	when_it_is(s, s->returned + HOURS / 6 - 1);
	then_state(s, OPEN);
	when_it_is(s, s->returned + HOURS / 6);
	then_happened(s, decision_lapsed);
}

STORY(who_could_not_answer_while_the_server_was_down_answers_when_it_is_back)
{
	a_shutdown_asked(s);
	given_return(s, the_decision(s)->deadline + HOURS);
	when_it_is(s, s->returned);
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, BORIS, COO, "concur");
	then_happened(s, decision_taken);
}

STORY(a_clock_of_law_is_late_as_soon_as_the_server_is_back)
{
	a_room(s);
	an_obligation(s, 1);
	s->returned = s->now + 2 * HOURS;
	when_it_is(s, s->returned);
	then_happened(s, clock_passed);
}

STORY(no_deputy_is_called_once_the_deadline_has_passed)
{
	a_shutdown_asked(s);
	s->now = the_decision(s)->deadline;
	when_acts(s, FIRST, "eject", BORIS);
	then_not(s, deputy_called);
	then_state(s, UNDECIDED);
}

/* ---- the tripwire ---- */

static void
taken_with_a_tripwire(struct story *s)
{
	a_room(s);
	a_decision(s, ANNA, "calm");
	when(s, ANNA, set_tripwire, .option = last(s, option_proposed), .when = STR("exploited"));
	CHECK_OK(s->e);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
}

STORY(a_decision_is_taken_up_again_when_its_tripwire_is_crossed)
{
	i64 first;

	taken_with_a_tripwire(s);
	first = the_decision(s)->head.id;
	when(s, ANNA, assert_fact, .name = STR("exploited"), .confidence = SUSPECTED, .value = STR("true"));
	then_not(s, tripwire_crossed);
	when(s, ANNA, assert_fact, .name = STR("exploited"), .confidence = CONFIRMED, .value = STR("true"));
	then_happened(s, tripwire_crossed);
	then_happened(s, decision_opened);
	then_state(s, OPEN);
	CHECK(the_decision(s)->is.supersedes == first);
	when(s, ANNA, assert_fact, .name = STR("exploited"), .confidence = CONFIRMED, .value = STR("true"));
	then_not(s, tripwire_crossed);
}

STORY(a_tripwire_is_part_of_what_is_approved)
{
	a_shutdown_asked(s);
	when_answers(s, BORIS, COO, "concur");
	when(s, ANNA, set_tripwire, .option = last(s, option_proposed), .when = STR("exploited"));
	then_happened(s, answer_voided);
}

STORY(a_tripwire_compiles_and_does_not_hold_already)
{
	a_room(s);
	a_decision(s, ANNA, "calm");
	when(s, ANNA, set_tripwire, .option = last(s, option_proposed), .when = STR("exploited ||"));
	then_refused(s, MALFORMED, "when: 1:");
	when(s, ANNA, set_tripwire, .option = last(s, option_proposed), .when = STR("severity == 'SEV1'"));
	then_refused(s, REFUSED, "holds already");
}

STORY(a_tripwire_that_could_never_be_crossed_is_refused_with_what_would_be_right)
{
	static const struct { str when; const char *words; } wrong[] = {
		{ STR_INIT("severity > 2"), "when: it cannot be reckoned (1:10: these cannot be compared" },
		{ STR_INIT("severity > 2"), "severity is one of SEV1, SEV2, SEV3, SEV4" },
		{ STR_INIT("option.cost_per_hour.likly > 1"), "which there is not (the nearest is option.cost_per_hour.likely)" },
		{ STR_INIT("affected.data_set.hit > 0"), "(the nearest is affected.data_sets." },
		{ STR_INIT("severity == 'SEV9'"), "which it can never be (it is one of SEV1" },
		{ STR_INIT("spread > 5 && spread < 3"), "it can never hold, whatever is so" },
		{ STR_INIT("option.cost_per_hour.likely > 1000"), "does not say in which currency" },
	};

	a_room(s);
	a_decision(s, ANNA, "calm");
	for (size_t i = 0; i < countof(wrong); i++) {
		when(s, ANNA, set_tripwire, .option = last(s, option_proposed), .when = wrong[i].when);
		then_refused(s, REFUSED, wrong[i].words);
	}
	when(s, ANNA, set_tripwire, .option = last(s, option_proposed), .when = STR("spread > 5 && !has(contained) || affected.services.hit > 3"));
	CHECK_OK(s->e);
}

/* ---- the charter changes meanwhile ---- */

static size_t
times(const struct story *s, enum event_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_happened; i++)
		n += s->happened[i].kind == kind;
	return n;
}

STORY(what_the_charter_changes_for_an_open_decision_is_entered_in_its_room_once)
{
	i64 touched;

	given(s, 0, seat_set, .title = STR("COO"), .terms = &(struct rec_seat_terms){ .seat = COO, .label = STR("coo"), .holders = PEOPLE(BORIS) });
	a_shutdown_asked(s);
	when_answers(s, BORIS, COO, "concur");
	then_missing(s, CISO);
	touched = the_decision(s)->head.touched;
	when_acts(s, FIRST, "revoke", BORIS_KEY);
	CHECK(times(s, EV_authority_changed) == 1);
	CHECK(the_decision(s)->head.touched > touched);
	then_missing(s, CISO, COO);
	when(s, ANNA, set_objective, .text = STR("bread"));
	then_not(s, authority_changed);
}

STORY(a_change_of_the_charter_that_concerns_no_seat_of_it_is_not_entered)
{
	a_shutdown_asked(s);
	when_acts(s, FIRST, "eject", CARLA);       /* the CFO, and nobody asks for that seat */
	then_not(s, authority_changed);
	when(s, FIRST, invite_person, .name = STR("Fred"), .secret = { { 9 } });
	then_not(s, authority_changed);
}

STORY(a_deputy_called_says_it_already)
{
	a_shutdown_asked(s);
	when_acts(s, FIRST, "eject", BORIS);
	then_happened(s, deputy_called);
	then_not(s, authority_changed);
}

STORY(a_decision_that_nobody_was_asked_about_or_that_is_over_hears_of_no_change)
{
	a_measure_ordered(s);
	a_decision(s, ANNA, "partial_shutdown");
	when_acts(s, FIRST, "revoke", BORIS_KEY);
	then_not(s, authority_changed);
	when_acts(s, FIRST, "revoke", ANNA_KEY);
	then_not(s, authority_changed);
}

STORY(a_program_puts_few_questions_at_a_time)
{
	a_token(s, BORIS, SCOPE_WRITE);
	a_room(s);
	signed_in_with(s, SESSION_TOKEN, story_last(s->charter->room, EV_token_issued), true);
	for (int i = 0; i < 5; i++) {
		when(s, BORIS, open_decision, .kind = STR("calm"), .question = STR("Slow it down?"));
		then_happened(s, decision_opened);
	}
	when(s, BORIS, open_decision, .kind = STR("calm"), .question = STR("Slow it down?"));
	then_refused(s, CONFLICT, "Programs of the same person have put 5 questions here");
	signed_in_with(s, SESSION_STRONG, 0, false);
	when(s, BORIS, issue_token, .secret = { { 2 } }, .scope = SCOPE_WRITE, .days = 1, .purpose = STR("another"));
	when_acts(s, BORIS, "confirm_token", story_last(s->charter->room, EV_token_issued));
	signed_in_with(s, SESSION_TOKEN, story_last(s->charter->room, EV_token_issued), true);
	when(s, BORIS, open_decision, .kind = STR("calm"), .question = STR("Slow it down?"));
	then_refused(s, CONFLICT, "Programs of the same person have put 5 questions here");
}

/* Erik has no seat, and is let in. */
static void
with_erik(struct story *s)
{
	a_room(s);
	given(s, ANNA, member_added, .person = ERIK);
}

STORY(who_has_no_seat_puts_few_questions_at_a_time)
{
	with_erik(s);
	signed_in_with(s, SESSION_STRONG, BORIS_KEY, true);
	for (int i = 0; i < 5; i++) {
		when(s, ERIK, open_decision, .kind = STR("calm"), .question = STR("Slow it down?"));
		then_happened(s, decision_opened);
		when(s, BORIS, open_decision, .kind = STR("calm"), .question = STR("Slow it down?"));
	}
	when(s, ERIK, open_decision, .kind = STR("calm"), .question = STR("Slow it down?"));
	then_refused(s, CONFLICT, "You have put 5 questions here");
	when(s, BORIS, open_decision, .kind = STR("calm"), .question = STR("Slow it down?"));
	then_happened(s, decision_opened);
}

STORY(a_question_that_nobody_put_up_is_dropped_by_whom_it_concerns)
{
	i64 question;

	with_erik(s);
	when(s, ERIK, open_decision, .kind = STR("calm"), .question = STR("Slow it down?"));
	question = last(s, decision_opened);
	when(s, BORIS, drop_decision, .decision = question, .why = STR("noise"));
	then_refused(s, NOT_YOUR_CALL, "for whoever commands the room");
	when(s, ANNA, drop_decision, .decision = question, .why = STR("noise"));
	then_happened(s, decision_dropped);
	then_not(s, call_owed);
	then_state(s, UNDECIDED);
	when(s, ERIK, propose_option, .decision = question, .title = STR("Slow"));
	then_refused(s, CONFLICT, "takes no more answers");
	when(s, ANNA, drop_decision, .decision = question, .why = STR("noise"));
	then_refused(s, CONFLICT, "already");
	for (size_t i = 0; i < s->room->n_calls; i++)
		CHECK(call_is_over(s->room, &s->room->calls[i]) || s->room->calls[i].is.decision != question);
	put_up(s, ANNA, "calm");
	when(s, ANNA, drop_decision, .decision = the_decision(s)->head.id, .why = STR("noise"));
	then_refused(s, CONFLICT, "was never put up");
	s->now = the_decision(s)->deadline;
	when(s, ANNA, close_room, .why = STR("over"));
}

STORY(what_an_option_is_called_is_for_who_proposed_it_and_who_answers_for_the_question)
{
	i64 annas, eriks;

	with_erik(s);
	a_decision(s, ANNA, "calm");
	annas = last(s, option_proposed);
	when(s, ERIK, propose_option, .decision = the_decision(s)->head.id, .title = STR("Wait"));
	eriks = last(s, option_proposed);
	when(s, ERIK, amend_option, .option = annas, .title = STR("Do nothing at all"));
	then_refused(s, NOT_YOUR_CALL, "Calling somebody else's option another name");
	when(s, ERIK, amend_option, .option = eriks, .title = STR("Wait an hour"));
	then_happened(s, option_amended);
	when(s, ANNA, amend_option, .option = eriks, .title = STR("Wait a day"));
	then_happened(s, option_amended);
}

STORY(what_others_add_to_an_option_leaves_its_author_space)
{
	i64 option;

	with_erik(s);
	a_decision(s, ANNA, "calm");
	option = last(s, option_proposed);
	for (int i = 0; i < LIMIT_OPTION_PARTS / 4; i++) {
		when(s, ERIK, propose_measure, .option = option, .kind = ISOLATION, .lasts = 60, .text = STR("junk"));
		CHECK_OK(s->e);
	}
	when(s, ERIK, propose_measure, .option = option, .kind = ISOLATION, .lasts = 60, .text = STR("junk"));
	then_refused(s, TOO_LARGE, "or ask whoever proposed the option");
	when(s, ANNA, propose_measure, .option = option, .kind = ISOLATION, .lasts = 60, .text = STR("what is needed"));
	then_happened(s, measure_proposed);
}

STORY(what_is_put_up_first_is_for_whom_the_question_concerns)
{
	with_erik(s);
	a_decision(s, ANNA, "partial_shutdown");
	when(s, ERIK, put_up_option, .option = last(s, option_proposed));
	then_refused(s, NOT_YOUR_CALL, "Saying what is put up first is for");
	CHECK(!the_decision(s)->put_up && the_decision(s)->put_up_by == 0);
	when(s, ERIK, open_decision, .kind = STR("calm"), .question = STR("And this?"));
	when(s, ERIK, propose_option, .decision = last(s, decision_opened), .title = STR("Slow it"));
	when(s, ERIK, put_up_option, .option = last(s, option_proposed));
	then_happened(s, option_put_up);
}

STORY(what_is_put_up_by_turns_puts_a_decision_off_twice_and_not_for_ever)
{
	i64 a, b, before;

	a_room(s);
	a_decision(s, ANNA, "partial_shutdown");
	a = last(s, option_proposed);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("B"));
	b = last(s, option_proposed);
	when(s, ANNA, put_up_option, .option = a);
	for (int i = 0; i < 4; i++) {
		when_answers(s, BORIS, COO, "concur");
		s->now += MINUTE;
		before = the_decision(s)->deadline;
		when(s, ANNA, put_up_option, .option = i % 2 ? a : b);
		then_happened(s, option_put_up);
		CHECK((the_decision(s)->deadline > before) == (i < 2));
	}
}

STORY(options_leave_a_place_for_who_answers_for_the_question)
{
	size_t n = 0;

	with_erik(s);
	a_decision(s, ANNA, "calm");
	for (int i = 0; i < LIMIT_OPTIONS / 4; i++) {
		when(s, ERIK, propose_option, .decision = the_decision(s)->head.id, .title = STR("junk"));
		CHECK_OK(s->e);
	}
	when(s, ERIK, propose_option, .decision = the_decision(s)->head.id, .title = STR("junk"));
	then_refused(s, TOO_LARGE, "16 options of this decision are yours");
	for (; s->e == OK || n == 0; n++)
		when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("another"));
	then_refused(s, TOO_LARGE, "64 options of this decision are here");
	CHECK(n == LIMIT_OPTIONS - LIMIT_OPTIONS / 4);
}

STORY(a_later_decision_stands_in_place_of_an_earlier_one)
{
	i64 old;

	a_measure_ordered(s);
	old = the_decision(s)->head.id;
	when(s, ANNA, open_decision, .kind = STR("calm"), .supersedes = old, .question = STR("And now?"));
	CHECK_OK(s->e);
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .nothing = true, .title = STR("Nothing"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK(s->room->decisions[0].state == DECISION_TAKEN);
	when_answers(s, ANNA, CISO, "decide");
	then_happened(s, decision_superseded);
	CHECK(s->room->decisions[0].state == DECISION_SUPERSEDED);
	when(s, ANNA, open_decision, .kind = STR("calm"), .supersedes = old, .question = STR("Once more?"));
	then_refused(s, CONFLICT, "superseded already");
}

/* What stands in whose place is asked anew; returns the question. */
static i64
asked_in_place_of(struct story *s, i64 old)
{
	when(s, ANNA, open_decision, .kind = STR("calm"), .supersedes = old, .question = STR("And now?"));
	if (s->e)
		return 0;
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .nothing = true, .title = STR("Nothing"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	CHECK_OK(s->e);
	return the_decision(s)->head.id;
}

static enum decision_state
state_of(const struct story *s, i64 decision)
{
	return ((const struct decision *)FIND(s->room, decisions, decision))->state;
}

STORY(two_never_stand_in_one_place)
{
	i64 first, second, third;

	a_measure_ordered(s);
	first = the_decision(s)->head.id;
	second = asked_in_place_of(s, first);
	asked_in_place_of(s, first);
	then_refused(s, CONFLICT, "Another decision is open already");
	when_it_is(s, s->now + 5 * HOURS);
	CHECK(state_of(s, second) == DECISION_UNDECIDED && state_of(s, first) == DECISION_TAKEN);

	third = asked_in_place_of(s, second);           /* which is to stand where the second was to */
	CHECK(third);
	asked_in_place_of(s, first);
	then_refused(s, CONFLICT, "Another decision is open already");
	when_answers(s, ANNA, CISO, "decide");
	CHECK(state_of(s, third) == DECISION_TAKEN && state_of(s, second) == DECISION_SUPERSEDED);
	CHECK(state_of(s, first) == DECISION_SUPERSEDED);
}

STORY(what_ended_undecided_is_not_asked_anew_once_another_stands_where_it_was_to)
{
	i64 first, second;

	a_measure_ordered(s);
	first = the_decision(s)->head.id;
	second = asked_in_place_of(s, first);
	when_it_is(s, s->now + 5 * HOURS);
	CHECK(state_of(s, second) == DECISION_UNDECIDED);
	CHECK(asked_in_place_of(s, first));
	when_answers(s, ANNA, CISO, "decide");
	CHECK(state_of(s, first) == DECISION_SUPERSEDED);
	asked_in_place_of(s, second);
	then_refused(s, CONFLICT, "is superseded already");
}

STORY(only_one_of_its_kind_asked_by_whom_it_concerns_stands_in_place_of_a_decision)
{
	i64 old;

	a_measure_ordered(s);
	old = the_decision(s)->head.id;
	when(s, ANNA, open_decision, .kind = STR("partial_shutdown"), .supersedes = old, .question = STR("And now?"));
	then_refused(s, REFUSED, "only one of that kind");
	when(s, CARLA, open_decision, .kind = STR("calm"), .supersedes = old, .question = STR("And now?"));
	then_refused(s, NOT_YOUR_CALL, "for whoever asked for it");
	when(s, CARLA, open_decision, .kind = STR("calm"), .question = STR("And now?"));
	CHECK_OK(s->e);                 /* a question of its own is anybody's */
}

STORY(an_open_decision_is_not_superseded)
{
	a_room(s);
	a_decision(s, ANNA, "calm");
	when(s, ANNA, open_decision, .kind = STR("calm"), .supersedes = last(s, decision_opened), .question = STR("?"));
	then_refused(s, CONFLICT, "still open");
	when(s, ANNA, open_decision, .kind = STR("calm"), .supersedes = 1, .question = STR("?"));
	then_refused(s, NO_SUCH, "no decision 1");
}

STORY(what_is_decided_takes_no_more_options)
{
	a_measure_ordered(s);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .title = STR("late"));
	then_refused(s, CONFLICT, "is taken");
	when(s, ANNA, propose_measure, .option = the_option(s)->head.id, .kind = ISOLATION, .lasts = 60, .text = STR("late"));
	then_refused(s, CONFLICT, "is taken");
	when(s, ANNA, put_up_option, .option = the_option(s)->head.id);
	then_refused(s, CONFLICT, "is taken");
}

TEST_MAIN()
