/* The charter: seats, rules and services, changed by its officers' decisions (law 8). */
#include "lint.h"
#include "story.h"

/* Boris becomes a second officer, whose key counts. */
static void
two_officers(struct story *s)
{
	struct rec_seat_terms both = { .seat = OFFICERS, .label = STR("charter_officer"), .holders = PEOPLE(FIRST, BORIS) };

	given(s, 0, seat_set, .terms = &both, .title = STR("Charter officer"));
}

static struct rec_seat_terms cto = { .label = STR_INIT("cto") };
#define NEW_SEAT (struct cmd_propose_change){ .seat = &cto, .title = STR("CTO") }

static void
change_put_up(struct story *s, i64 who, struct cmd_propose_change change)
{
	a_change(s, who, change);
	CHECK_OK(s->e);
	when(s, who, put_up_option, .option = last(s, option_proposed));
	CHECK_OK(s->e);
}

STORY(one_officer_changes_the_charter_alone_while_nobody_else_can)
{
	change_put_up(s, FIRST, NEW_SEAT);
	then_missing(s, OFFICERS);
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, decision_taken);
	then_happened(s, seat_set);
	CHECK(charter_seat_named(s->charter, STR("cto")));
}

STORY(a_second_officer_without_a_key_does_not_bind_the_first)
{
	struct rec_seat_terms both = { .seat = OFFICERS, .label = STR("charter_officer"), .holders = PEOPLE(FIRST, ERIK) };

	given(s, 0, seat_set, .terms = &both, .title = STR("Charter officer"));
	change_put_up(s, FIRST, NEW_SEAT);
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, seat_set);
}

STORY(with_two_officers_it_takes_any_two)
{
	two_officers(s);
	change_put_up(s, FIRST, NEW_SEAT);
	when_answers(s, FIRST, OFFICERS, "decide");
	then_not(s, decision_taken);
	then_missing(s, OFFICERS);
	when_answers(s, BORIS, OFFICERS, "concur");
	then_happened(s, seat_set);
}

/* The newest call to that person there. */
static const struct call *
called_last(const struct story *s, i64 person)
{
	for (size_t i = s->in->n_calls; i-- > 0;)
		if (s->in->calls[i].is.person == person)
			return &s->in->calls[i];
	fail_msg("nobody called them");
	return NULL;
}

STORY(officers_who_have_not_answered_are_called_and_reminded_once)
{
	two_officers(s);
	a_change(s, FIRST, NEW_SEAT);
	CHECK(called_last(s, BORIS)->is.reason == CALL_ANSWER);         /* nothing is put up yet */
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	CHECK(called_last(s, BORIS)->head.id > the_decision(s)->put_up);
	when_answers(s, FIRST, OFFICERS, "decide");
	when_it_is(s, the_decision(s)->asked + 36 * HOURS - 1);
	then_not(s, decision_reminded);
	when_it_is(s, the_decision(s)->asked + 36 * HOURS);
	then_happened(s, decision_reminded);
	when_it_is(s, the_decision(s)->asked + 72 * HOURS);
	then_happened(s, decision_lapsed);
	CHECK(called_last(s, BORIS)->is.reason == CALL_UNDECIDED);
}

STORY(what_one_officer_put_up_takes_two_once_there_are_two)
{
	change_put_up(s, FIRST, NEW_SEAT);
	two_officers(s);
	when_answers(s, FIRST, OFFICERS, "decide");
	then_not(s, decision_taken);
	then_missing(s, OFFICERS);
	when_answers(s, BORIS, OFFICERS, "decide");
	then_happened(s, seat_set);
}

STORY(two_officers_may_both_say_decide)
{
	two_officers(s);
	change_put_up(s, FIRST, NEW_SEAT);
	when_answers(s, BORIS, OFFICERS, "decide");
	then_missing(s, OFFICERS);
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, seat_set);
}

STORY(one_officer_counts_once)
{
	two_officers(s);
	change_put_up(s, FIRST, NEW_SEAT);
	when_answers(s, FIRST, OFFICERS, "decide");
	when_answers(s, FIRST, OFFICERS, "concur");
	then_refused(s, CONFLICT, "one person counts once");
}

STORY(whoever_is_no_officer_asks_nothing_of_the_officers)
{
	s->in = s->charter->room;
	when(s, ANNA, open_decision, .kind = STR("change_charter"), .question = STR("More for me?"));
	then_refused(s, NOT_YOUR_CALL, "for charter officers");
	when(s, ANNA, open_decision, .kind = STR("erase_words"), .question = STR("Forget me?"));
	then_refused(s, NOT_YOUR_CALL, "for charter officers");
	a_decision(s, FIRST, "change_charter");
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .title = STR("Another"));
	then_refused(s, NOT_YOUR_CALL, "for charter officers");
	when(s, ANNA, amend_option, .option = last(s, option_proposed), .title = STR("Correct a typing mistake"));
	then_refused(s, NOT_YOUR_CALL, "for charter officers");
	when(s, FIRST, propose_change, .option = last(s, option_proposed), .seat = &cto, .title = STR("CTO"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	then_refused(s, NOT_YOUR_CALL, "for charter officers");
	CHECK(the_decision(s)->put_up == 0);
}

STORY(whoever_is_no_officer_proposes_no_change)
{
	s->in = s->charter->room;
	a_decision(s, FIRST, "change_charter");
	when(s, ANNA, propose_change, .option = last(s, option_proposed), .seat = &cto, .title = STR("CTO"));
	then_refused(s, NOT_YOUR_CALL, "for charter officers");
	when_answers(s, ANNA, OFFICERS, "decide");
	then_refused(s, CONFLICT, "not the one put up");
}

STORY(a_change_is_exactly_one_of_seat_rule_and_service)
{
	struct rec_rule_terms rule = { .kind = STR("pay"), .accountable = CISO, .within = 60 };

	a_change(s, FIRST, (struct cmd_propose_change){ .title = STR("nothing") });
	then_refused(s, MALFORMED, "exactly one of");
	a_change(s, FIRST, (struct cmd_propose_change){ .title = STR("two"), .seat = &cto, .rule = &rule });
	then_refused(s, MALFORMED, "exactly one of");
	a_change(s, FIRST, (struct cmd_propose_change){ .seat = &cto });
	then_refused(s, MALFORMED, "title");
}

STORY(a_provisional_charter_is_settled_by_its_officers)
{
	CHECK(s->charter->founded.provisional);
	two_officers(s);
	change_put_up(s, FIRST, (struct cmd_propose_change){ .settled = true });
	when_answers(s, FIRST, OFFICERS, "decide");
	CHECK(s->charter->founded.provisional);
	when_answers(s, BORIS, OFFICERS, "decide");
	then_happened(s, charter_settled);
	CHECK(!s->charter->founded.provisional);
}

STORY(a_charter_that_is_not_provisional_is_not_settled)
{
	change_put_up(s, FIRST, (struct cmd_propose_change){ .settled = true });
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, charter_settled);
	a_change(s, FIRST, (struct cmd_propose_change){ .settled = true });
	then_refused(s, CONFLICT, "not provisional");
}

STORY(one_option_settles_the_charter_once)
{
	a_change(s, FIRST, (struct cmd_propose_change){ .settled = true });
	when(s, FIRST, propose_change, .option = last(s, option_proposed), .settled = true);
	then_refused(s, CONFLICT, "about the same");
}

STORY(only_a_decision_about_the_charter_changes_it)
{
	s->in = s->charter->room;
	a_decision(s, FIRST, "erase_words");
	when(s, FIRST, propose_change, .option = last(s, option_proposed), .seat = &cto, .title = STR("CTO"));
	then_refused(s, REFUSED, "change_charter");
}

STORY(an_option_that_changes_nothing_is_not_put_up)
{
	s->in = s->charter->room;
	a_decision(s, FIRST, "change_charter");
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	then_refused(s, REFUSED, "changes nothing yet");
	when(s, FIRST, propose_option, .decision = the_decision(s)->head.id, .nothing = true, .title = STR("Nothing"));
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	then_happened(s, option_put_up);
}

STORY(an_option_that_does_nothing_changes_nothing)
{
	s->in = s->charter->room;
	a_decision(s, FIRST, "change_charter");
	when(s, FIRST, propose_option, .decision = the_decision(s)->head.id, .nothing = true, .title = STR("Nothing"));
	when(s, FIRST, propose_change, .option = last(s, option_proposed), .seat = &cto, .title = STR("CTO"));
	then_refused(s, REFUSED, "to do nothing");
}

/* ---- seats ---- */

#define change_refused(s, KIND, words, ...) \
	(a_change((s), FIRST, (struct cmd_propose_change){ .title = STR("t"), __VA_ARGS__ }), then_refused((s), KIND, words))
#define SEAT(...)    .seat = &(struct rec_seat_terms){ .label = STR("x"), __VA_ARGS__ }
#define RULE(...)    .rule = &(struct rec_rule_terms){ .kind = STR("pay"), .accountable = CISO, .within = 60, __VA_ARGS__ }
#define SERVICE(...) .service = &(struct rec_service_terms){ .label = STR("x"), .criticality = VITAL, __VA_ARGS__ }

STORY(a_seat_has_one_holder_and_is_named_once)
{
	change_refused(s, REFUSED, "one holder", SEAT(.holders = PEOPLE(ANNA, BORIS)));
	change_refused(s, CONFLICT, "a seat coo already", .seat = &(struct rec_seat_terms){ .label = STR("coo") });
	change_refused(s, CONFLICT, "a seat coo already", .seat = &(struct rec_seat_terms){ .seat = CFO, .label = STR("coo") });
}

#define HAS(who, day) .qualified = &(struct rec_qualified){ who, STR(day) }, .n_qualified = 1

STORY(what_a_seat_takes_is_had_by_people_who_are_there_until_a_day)
{
	static const struct rec_qualified twice[] = { { DORA, STR_INIT("2027-05-01") }, { DORA, STR_INIT("2028-05-01") } };

	change_refused(s, MALFORMED, "takes: is missing", SEAT(HAS(DORA, "2027-05-01")));
	change_refused(s, NO_SUCH, "no person 999", SEAT(.takes = STR("media_training"), HAS(999, "2027-05-01")));
	change_refused(s, MALFORMED, "spring is no date", SEAT(.takes = STR("media_training"), HAS(DORA, "spring")));
	change_refused(s, MALFORMED, "is named twice", SEAT(.takes = STR("media_training"), .qualified = twice, .n_qualified = 2));
}

STORY(a_seat_is_filled_with_people_who_are_there)
{
	change_refused(s, NO_SUCH, "no person 999", SEAT(.holders = PEOPLE(999)));
	change_refused(s, NO_SUCH, "no person 999", SEAT(.deputies = PEOPLE(999)));
	change_refused(s, NO_SUCH, "no seat 999", SEAT(.seat = 999));
	change_refused(s, MALFORMED, "named twice", SEAT(.deputies = PEOPLE(DORA, DORA)));
	when_acts(s, FIRST, "eject", ERIK);
	change_refused(s, CONFLICT, "was ejected", SEAT(.holders = PEOPLE(ERIK)));
}

STORY(the_officers_seat_always_has_somebody_who_can_sign)
{
	change_refused(s, REFUSED, "officers' seat needs somebody", SEAT(.seat = OFFICERS));
	change_refused(s, REFUSED, "officers' seat needs somebody", SEAT(.seat = OFFICERS, .holders = PEOPLE(ERIK)));
	change_refused(s, MALFORMED, "named twice", SEAT(.seat = OFFICERS, .holders = PEOPLE(FIRST, FIRST)));
}

STORY(a_change_that_no_longer_stands_is_not_approved)
{
	struct rec_seat_terms terms = { .label = STR("cto"), .holders = PEOPLE(ERIK) };

	change_put_up(s, FIRST, (struct cmd_propose_change){ .seat = &terms, .title = STR("CTO") });
	when_acts(s, FIRST, "eject", ERIK);
	when_answers(s, FIRST, OFFICERS, "decide");
	then_refused(s, CONFLICT, "was ejected");
}

STORY(one_option_says_a_thing_once)
{
	a_change(s, FIRST, NEW_SEAT);
	CHECK_OK(s->e);
	when(s, FIRST, propose_change, .option = last(s, option_proposed), .seat = &cto, .title = STR("CTO"));
	then_refused(s, CONFLICT, "about the same");
}

STORY(a_seat_that_was_changed_keeps_its_id)
{
	struct rec_seat_terms terms = { .seat = COO, .label = STR("coo"), .holders = PEOPLE(CARLA) };

	change_put_up(s, FIRST, (struct cmd_propose_change){ .seat = &terms, .title = STR("Chief operating officer") });
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, seat_set);
	CHECK(seat_held_by(s->charter, COO, CARLA) && !seat_held_by(s->charter, COO, BORIS));
	CHECK_STR(seat_title(s->charter, COO), STR("Chief operating officer"));
}

/* ---- rules ---- */

STORY(a_rule_can_be_met)
{
	static const i64 coo[] = { COO }, same[] = { COO, COO };
	static const struct rec_concur_group two = { .k = 2, .seats = { coo, 1 } }, twice = { .k = 1, .seats = { same, 2 } };

	change_refused(s, REFUSED, "can never concur", RULE(.concur = &two, .n_concur = 1));
	change_refused(s, MALFORMED, "named twice", RULE(.concur = &twice, .n_concur = 1));
	change_refused(s, NO_SUCH, "no seat 999", .rule = &(struct rec_rule_terms){ .kind = STR("pay"), .accountable = 999, .within = 60 });
	change_refused(s, MALFORMED, "within", .rule = &(struct rec_rule_terms){ .kind = STR("pay"), .accountable = CISO, .within = 59 });
}

STORY(who_changes_the_charter_is_said_by_no_rule)
{
	change_refused(s, REFUSED, "always the charter officers'",
	    .rule = &(struct rec_rule_terms){ .kind = STR("change_charter"), .accountable = CISO, .within = 60 });
}

STORY(the_newest_rule_of_a_kind_is_in_force)
{
	struct rec_rule_terms lax = { .kind = STR("partial_shutdown"), .accountable = COO, .within = 60 };

	change_put_up(s, FIRST, (struct cmd_propose_change){ .rule = &lax });
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, rule_set);
	CHECK(charter_rule_for(s->charter, STR("partial_shutdown"))->is.accountable == COO);
	CHECK(s->charter->n_rules == 4);
}

STORY(the_entry_of_a_rule_that_was_replaced_stays_readable_to_the_house)
{
	struct rec_rule_terms lax = { .kind = STR("partial_shutdown"), .accountable = COO, .within = 60 };
	i64 old = charter_rule_for(s->charter, STR("partial_shutdown"))->head.id;
	struct audience a;
	struct seeing v = { T, s->charter, s->charter->room, &a };

	given(s, 0, rule_set, .terms = &lax);
	CHECK(charter_rule_for(s->charter, STR("partial_shutdown"))->head.id != old);
	CHECK(audience_of(T, s->charter, s->charter->room, FIRST, &a));
	CHECK(view_shows(&v, old));
	a.outside = true;
	CHECK(!view_shows(&v, old));
}

/* ---- services ---- */

STORY(a_service_names_what_is_there)
{
	change_refused(s, NO_SUCH, "no seat 999", SERVICE(.owner = 999));
	change_refused(s, NO_SUCH, "no service 999", SERVICE(.needs = PEOPLE(999)));
	change_refused(s, NO_SUCH, "no service 999", SERVICE(.service = 999));
	change_refused(s, REFUSED, "need itself", SERVICE(.service = PAYMENTS, .needs = PEOPLE(PAYMENTS)));
	change_refused(s, MALFORMED, "named twice", SERVICE(.needs = PEOPLE(PAYMENTS, PAYMENTS)));
	change_refused(s, CONFLICT, "a service payments already",
	    .service = &(struct rec_service_terms){ .label = STR("payments"), .criticality = VITAL });
	change_refused(s, MALFORMED, "service: cost_high: is less than cost_low.",
	    SERVICE(.cost_low = { STR("2"), STR("EUR") }, .cost_high = { STR("1.5"), STR("EUR") }));
	change_refused(s, MALFORMED, "service: cost_likely: is in CHF and cost_low in EUR",
	    SERVICE(.cost_low = { STR("1"), STR("EUR") }, .cost_likely = { STR("2"), STR("CHF") }));
	change_refused(s, MALFORMED, "criticality", .service = &(struct rec_service_terms){ .label = STR("x") });
}

STORY(a_service_is_entered_and_changed_by_decision)
{
	struct rec_service_terms mail = { .label = STR("mail"), .criticality = IMPORTANT, .owner = CFO, .needs = PEOPLE(PAYMENTS),
	    .cost_low = { STR("1"), STR("EUR") } };

	change_put_up(s, FIRST, (struct cmd_propose_change){ .service = &mail, .title = STR("Mail") });
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, service_set);
	CHECK(charter_service_named(s->charter, STR("mail"))->is.owner == CFO);
}

/* ---- severities ---- */

#define CRITERION(...) .criterion = &(struct rec_criterion_terms){ .severity = SEV1, __VA_ARGS__ }

static void
service_removed(struct story *s, i64 service)
{
	a_change(s, FIRST, (struct cmd_propose_change){ .removes_service = service });
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, service_removed);
	s->in = s->room;
}

STORY(a_service_that_was_removed_is_changed_needed_and_stopped_no_more)
{
	static const i64 payments[] = { PAYMENTS };
	struct rec_service_terms shop = { .label = STR("shop"), .criticality = ORDINARY, .needs = { payments, 1 } },
	    same = { .service = PAYMENTS, .label = STR("payments"), .criticality = ORDINARY };

	service_removed(s, PAYMENTS);
	a_change(s, FIRST, (struct cmd_propose_change){ .service = &shop, .title = STR("Shop") });
	then_refused(s, NO_SUCH, "no service");
	a_change(s, FIRST, (struct cmd_propose_change){ .service = &same, .title = STR("Payments") });
	then_refused(s, NO_SUCH, "no service");
	a_change(s, FIRST, (struct cmd_propose_change){ .removes_service = PAYMENTS });
	then_refused(s, NO_SUCH, "no service");
	s->in = s->room;
	a_room(s);
	a_decision(s, ANNA, "calm");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .service = PAYMENTS, .lasts = 60, .text = STR("x"));
	then_refused(s, NO_SUCH, "no service");
}

STORY(what_needed_a_service_that_was_removed_is_found)
{
	static const i64 payments[] = { PAYMENTS };
	const struct rec_service_terms shop = { .label = STR("shop"), .criticality = ORDINARY, .owner = COO, .needs = { payments, 1 } };
	struct rec_lint lint;
	size_t found = 0;

	given(s, 0, service_set, .terms = &shop, .title = STR("Shop"));
	service_removed(s, PAYMENTS);
	lint = lint_charter(T, s->charter, s->now);
	for (size_t i = 0; i < lint.n_findings; i++) {
		found += str_eq(lint.findings[i].kind, STR("service_needs_removed")) && str_eq(lint.findings[i].label, STR("shop"));
		CHECK(!str_eq(lint.findings[i].label, STR("payments")));
	}
	CHECK(found == 1);
}

STORY(what_is_in_force_on_a_service_goes_on_when_it_is_removed_and_is_told_by_its_name)
{
	struct seeing v = { T, s->charter, s->charter->room, NULL };
	struct ent_service seen;

	a_measure_ordered(s);
	when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
	service_removed(s, PAYMENTS);
	CHECK(measure_in_force(&s->room->measures[0]) && s->room->measures[0].is.service == PAYMENTS);
	CHECK(see_service(&v, PAYMENTS, &seen) && seen.removed && str_eq(seen.title, STR("Payments")));
}

/* A vital one that was removed since is still the reason why more must concur. */
STORY(what_an_open_option_does_to_a_service_weighs_as_before_when_it_is_removed)
{
	struct scene scene;

	a_room(s);
	put_up(s, ANNA, "calm");
	service_removed(s, PAYMENTS);
	scene = story_scene(s, s->room);
	CHECK(rule_condition(&scene, the_option(s), (str){ NULL, 0 }, STR("service.criticality == 'vital'")) == TRUTH_TRUE);
}

STORY(a_severity_has_criteria_and_calls_seats_that_are_there)
{
	change_refused(s, MALFORMED, "criteria: say when", CRITERION(.calls = PEOPLE(CISO)));
	change_refused(s, NO_SUCH, "no seat 999", .criteria = STR("ruin"), CRITERION(.calls = PEOPLE(999)));
	change_refused(s, MALFORMED, "named twice", .criteria = STR("ruin"), CRITERION(.calls = PEOPLE(CISO, CISO)));
	change_refused(s, MALFORMED, "committee_within", .criteria = STR("ruin"), CRITERION(.committee_within = 59));
	change_refused(s, MALFORMED, "exactly one", .criteria = STR("ruin"), CRITERION(.calls = PEOPLE(CISO)), .seat = &cto);
}

/* ---- channels out of band ---- */

#define WAYS(...) .out_of_band = &(struct rec_out_of_band_terms){ (struct rec_paged_way[]){ __VA_ARGS__ }, \
	sizeof((struct rec_paged_way[]){ __VA_ARGS__ }) / sizeof(struct rec_paged_way) }

STORY(a_channel_out_of_band_is_one_by_which_the_server_pages_and_is_named_once)
{
	change_refused(s, REFUSED, "in_person: the server sends no page that way", WAYS({ IN_PERSON }));
	change_refused(s, REFUSED, "messenger: the server sends no page that way", WAYS({ BY_MAIL }, { BY_MESSENGER }));
	change_refused(s, MALFORMED, "mail is named twice", WAYS({ BY_MAIL }, { BY_PUSH }, { BY_MAIL }));
	change_refused(s, MALFORMED, "exactly one", WAYS({ BY_MAIL }), .seat = &cto);
}

STORY(channels_out_of_band_are_named_by_decision_and_taken_back_by_another)
{
	const struct rec_out_of_band_terms none = { 0 };

	change_put_up(s, FIRST, (struct cmd_propose_change){ WAYS({ BY_MAIL }, { BY_PUSH }) });
	when(s, FIRST, propose_change, .option = last(s, option_proposed), .out_of_band = &none);
	then_refused(s, CONFLICT, "about the same");
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, out_of_band_set);
	CHECK(charter_out_of_band(s->charter)->is.n_ways == 2 && charter_out_of_band(s->charter)->is.ways[1].channel == BY_PUSH);
	change_put_up(s, FIRST, (struct cmd_propose_change){ .out_of_band = &none });
	when_answers(s, FIRST, OFFICERS, "decide");
	CHECK(charter_out_of_band(s->charter)->is.n_ways == 0 && s->charter->n_out_of_bands == 2);
}

STORY(criteria_are_changed_by_decision_and_the_newest_are_in_force)
{
	struct rec_criterion_terms ruin = { .severity = SEV1, .calls = PEOPLE(CISO, COO), .report_every = 3600 };

	change_put_up(s, FIRST, (struct cmd_propose_change){ .criterion = &ruin, .criteria = STR("Payroll stops") });
	when(s, FIRST, propose_change, .option = last(s, option_proposed), .criterion = &ruin, .criteria = STR("Payroll may stop"));
	then_refused(s, CONFLICT, "about the same");
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, criterion_set);
	CHECK_STR(charter_criterion_for(s->charter, SEV1)->criteria, STR("Payroll stops"));
	CHECK(charter_criterion_for(s->charter, SEV1)->is.report_every == 3600);
}

STORY(every_change_of_an_option_is_carried_out_once)
{
	char label[] = "seat_00";

	a_change(s, FIRST, NEW_SEAT);
	for (int i = 1; i < LIMIT_OPTION_PARTS; i++) {
		struct rec_seat_terms t = { .label = { label, 7 } };

		label[5] = (char)('0' + i / 10);
		label[6] = (char)('0' + i % 10);
		when(s, FIRST, propose_change, .option = last(s, option_proposed), .seat = &t, .title = STR("another"));
		CHECK_OK(s->e);
	}
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	when_answers(s, FIRST, OFFICERS, "decide");
	then_state(s, TAKEN);
	CHECK(s->charter->n_seats == 4 + LIMIT_OPTION_PARTS);
	CHECK(the_decision(s)->consequences == LIMIT_OPTION_PARTS);
}

STORY(a_charter_change_is_not_given_in_a_room)
{
	union command_fields c = { .propose_change = { .option = 1, .seat = &cto, .title = STR("CTO") } };
	struct scene scene;

	a_room(s);
	scene = story_scene(s, s->room);
	scene.actor = (struct actor){ FIRST, 0, SESSION_STRONG, false };
	CHECK_ERR(decide(&scene, CMD_propose_change, &c, &s->out), REFUSED, "given in the charter");
}

/* ---- programs ---- */

STORY(an_officers_program_drafts_a_change_and_puts_none_up)
{
	signed_in_with(s, SESSION_TOKEN, a_token(s, FIRST, SCOPE_WRITE), true);
	a_change(s, FIRST, NEW_SEAT);
	then_happened(s, change_proposed);
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	then_refused(s, NOT_YOUR_CALL, "for people");
	signed_in_with(s, SESSION_STRONG, 0, false);
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	then_happened(s, option_put_up);
}

STORY(a_program_of_somebody_who_is_no_officer_drafts_none)
{
	signed_in_with(s, SESSION_TOKEN, a_token(s, BORIS, SCOPE_WRITE), true);
	s->in = s->charter->room;
	when(s, BORIS, open_decision, .kind = STR("change_charter"), .question = STR("Me, too?"));
	then_refused(s, NOT_YOUR_CALL, "for charter officers");
}

TEST_MAIN()
