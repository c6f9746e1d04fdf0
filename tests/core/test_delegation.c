/* Seats lent for a time by the officers' decision (B4): who sits there then, until when, and for whom the record keeps it. */
#include "story.h"

#include "delegation.h"
#include "duty.h"
#include "lint.h"
#include "rehearse.h"

/* The COO's seat to Erik, who has a key that counts, from now on for two hours; by a decision of the officers. */
static struct rec_delegation_terms
to_erik(struct story *s)
{
	return (struct rec_delegation_terms){ .seat = COO, .person = ERIK, .until = s->now + 2 * HOURS };
}

static void
decided_in_the_charter(struct story *s)
{
	CHECK_OK(s->e);
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	CHECK_OK(s->e);
	when_answers(s, FIRST, OFFICERS, "decide");
	CHECK_OK(s->e);
	s->in = s->room;
}

static void
delegated(struct story *s, struct rec_delegation_terms terms)
{
	given(s, FIRST, credential_vouched, .credential = ERIK_KEY, .counts = true);
	a_change(s, FIRST, (struct cmd_propose_change){ .delegation = &terms });
	decided_in_the_charter(s);
	then_happened(s, delegation_set);
}

static void
put_up_shutdown(struct story *s)
{
	a_shutdown_asked(s);
}

/* ---- away, as the officers decided ---- */

static void
boris_is_away(struct story *s)
{
	a_change(s, FIRST, (struct cmd_propose_change){ .absence = &(struct rec_absence_terms){ BORIS, s->now + 2 * HOURS } });
	decided_in_the_charter(s);
	then_happened(s, absence_set);
}

STORY(whom_the_officers_say_is_away_is_stood_in_for_at_once)
{
	boris_is_away(s);
	put_up_shutdown(s);
	CHECK(s->room->n_deputies == 1 && s->room->deputies[0].is.why == DEPUTY_ABSENT && s->room->deputies[0].is.person == DORA);
	when_answers(s, DORA, COO, "concur");
	then_missing(s, CISO);
}

STORY(they_take_the_seat_back_in_a_decision_and_nobody_else_is_called_for_them)
{
	boris_is_away(s);
	put_up_shutdown(s);
	when(s, BORIS, take_seat_back, .deputy = s->room->deputies[0].head.id);
	then_happened(s, seat_taken_back);
	then_not(s, deputy_called);
	when_answers(s, BORIS, COO, "concur");
	then_missing(s, CISO);
}

STORY(and_say_themselves_that_they_are_back)
{
	struct ent_absence is;

	boris_is_away(s);
	CHECK(see_absence(&(struct seeing){ T, s->charter, s->charter->room, NULL }, s->charter->absences[0].head.id, &is));
	CHECK(is.person == BORIS && is.decision && is.until == s->charter->absences[0].is.until);
	s->in = s->charter->room;
	when(s, BORIS, set_absence, .until = 0);
	then_happened(s, absence_set);
	CHECK(!is_absent(s->charter, BORIS, s->now));
}

STORY(the_officers_say_it_of_somebody_who_is_there_and_for_ninety_days_at_most)
{
	a_change(s, FIRST, (struct cmd_propose_change){ .absence = &(struct rec_absence_terms){ 999, s->now + HOURS } });
	then_refused(s, NO_SUCH, "no person 999");
	a_change(s, FIRST, (struct cmd_propose_change){ .absence = &(struct rec_absence_terms){ BORIS, s->now - HOURS } });
	then_refused(s, MALFORMED, "until");
	a_change(s, FIRST, (struct cmd_propose_change){ .absence = &(struct rec_absence_terms){ BORIS, s->now + 91 * DAYS } });
	then_refused(s, REFUSED, "ninety days");
	a_change(s, FIRST, (struct cmd_propose_change){ .absence = &(struct rec_absence_terms){ BORIS, s->now + HOURS }, .settled = true });
	then_refused(s, MALFORMED, "exactly one");
}

/* ---- while it lasts ---- */

STORY(a_delegate_is_called_let_in_and_answers_for_who_holds_the_seat)
{
	const struct answer *a;

	delegated(s, to_erik(s));
	put_up_shutdown(s);
	CHECK(s->room->n_deputies == 1 && s->room->deputies[0].is.why == DEPUTY_DELEGATED && s->room->deputies[0].is.principal == BORIS);
	CHECK(room_has_member(s->room, ERIK));
	CHECK(call_of(s->room, &(struct ev_call_owed){ ERIK, COO, the_decision(s)->head.id, CALL_STAND_IN, 0, 0, 0 }));
	when_answers(s, ERIK, COO, "concur");
	then_missing(s, CISO);
	a = &s->room->answers[0];
	CHECK(a->person == ERIK && a->seat == COO && a->principal == BORIS);
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
}

STORY(who_holds_the_seat_may_answer_all_the_same_and_the_seat_counts_once)
{
	delegated(s, to_erik(s));
	put_up_shutdown(s);
	when_answers(s, BORIS, COO, "concur");
	then_missing(s, CISO);
	when_answers(s, ERIK, COO, "concur");
	then_missing(s, CISO);
}

STORY(one_person_counts_once_in_their_own_seat_and_in_the_one_delegated)
{
	delegated(s, (struct rec_delegation_terms){ .seat = COO, .person = ANNA, .until = s->now + 2 * HOURS });
	put_up_shutdown(s);
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, ANNA, COO, "concur");
	then_refused(s, CONFLICT, "one person counts once");
	s->e = OK;
	then_missing(s, COO);
}

STORY(for_other_kinds_of_decision_nobody_stands_in)
{
	static const str calm[] = { STR_INIT("calm") };
	struct rec_delegation_terms terms = to_erik(s);

	terms.kinds = (struct labels){ calm, 1 };
	delegated(s, terms);
	put_up_shutdown(s);
	given(s, ANNA, member_added, .person = ERIK);
	CHECK(s->room->n_deputies == 0);
	when_answers(s, ERIK, COO, "concur");
	then_refused(s, NOT_YOUR_CALL, "do not hold the seat");
}

STORY(a_delegation_begins_when_it_says)
{
	struct rec_delegation_terms terms = to_erik(s);

	terms.from = s->now + HOURS;
	delegated(s, terms);
	put_up_shutdown(s);
	CHECK(s->room->n_deputies == 0);
	when_it_is(s, terms.from);
	then_happened(s, deputy_called);
	when_answers(s, ERIK, COO, "concur");
	then_missing(s, CISO);
}

/* ---- when it is over ---- */

STORY(an_answer_counts_no_more_when_the_delegation_is_over)
{
	struct rec_delegation_terms terms = to_erik(s);

	delegated(s, terms);
	put_up_shutdown(s);
	when_answers(s, ERIK, COO, "concur");
	then_missing(s, CISO);
	when_it_is(s, terms.until);
	then_happened(s, delegate_done);
	then_missing(s, CISO, COO);
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, OPEN);
}

STORY(nobody_answers_by_a_delegation_that_is_over)
{
	struct rec_delegation_terms terms = to_erik(s);

	delegated(s, terms);
	put_up_shutdown(s);
	s->now = terms.until;                   /* before anybody has looked */
	when_answers(s, ERIK, COO, "concur");
	then_refused(s, NOT_YOUR_CALL, "not delegated to you any more");
}

STORY(the_officers_end_a_delegation_before_its_time)
{
	i64 delegation;

	delegated(s, to_erik(s));
	delegation = s->charter->delegations[0].head.id;
	put_up_shutdown(s);
	when_answers(s, ERIK, COO, "concur");
	a_change(s, FIRST, (struct cmd_propose_change){ .ends = delegation });
	decided_in_the_charter(s);
	story_settle(s);
	CHECK(s->charter->delegations[0].ended && s->room->deputies[0].ended);
	then_missing(s, CISO, COO);
	a_change(s, FIRST, (struct cmd_propose_change){ .ends = delegation });
	then_refused(s, CONFLICT, "over already");
	a_change(s, FIRST, (struct cmd_propose_change){ .ends = 1 });
	then_refused(s, NO_SUCH, "no delegation 1");
}

STORY(whoever_is_ejected_sits_nowhere_any_more)
{
	delegated(s, to_erik(s));
	put_up_shutdown(s);
	when_answers(s, ERIK, COO, "concur");
	s->in = s->charter->room;
	when_acts(s, FIRST, "eject", ERIK);
	s->in = s->room;
	story_settle(s);
	CHECK(s->charter->delegations[0].ended);
	then_missing(s, CISO, COO);
}

STORY(who_holds_the_seat_takes_it_back_and_the_delegate_is_not_called_again)
{
	delegated(s, to_erik(s));
	put_up_shutdown(s);
	when(s, BORIS, take_seat_back, .deputy = s->room->deputies[0].head.id);
	then_happened(s, seat_taken_back);
	then_not(s, deputy_called);
	when_answers(s, ERIK, COO, "concur");
	then_refused(s, NOT_YOUR_CALL, "do not hold the seat");
}

STORY(when_a_delegation_is_over_whoever_is_on_duty_relieves_the_holder_still)
{
	struct rec_delegation_terms terms = to_erik(s);

	terms.until = s->now + 10 * MINUTE;
	delegated(s, terms);
	a_room(s);
	when(s, BORIS, offer_handover, .seat = COO, .to = DORA, .words = STR("Quiet since two."));
	when_acts(s, DORA, "accept_handover", last(s, handover_offered));
	put_up(s, ANNA, "partial_shutdown");
	CHECK(s->room->n_deputies == 2);
	when_it_is(s, terms.until);
	then_happened(s, delegate_done);
	then_not(s, call_owed);                         /* Boris sleeps */
	CHECK(relieved_by(&(struct scene){ .a = T, .charter = s->charter, .room = s->room, .now = s->now }, the_decision(s), charter_seat(s->charter, COO)) == DORA);
}

STORY(who_recused_themselves_takes_the_seat_back_from_no_delegate_either)
{
	delegated(s, to_erik(s));
	put_up_shutdown(s);
	when_answers(s, BORIS, COO, "recuse");
	when(s, BORIS, take_seat_back, .deputy = s->room->deputies[0].head.id);
	then_refused(s, REFUSED, "this is not yours");
}

/* Erik sits for the COO in a statement to the press, as far as it was lent for that kind. */
static bool
speaks_for_the_coo(struct story *s, const char *kind)
{
	static const struct rec_rule_terms statement = { .kind = STR_INIT("statement"), .accountable = COO, .within = 3600 };
	str kinds[] = { str_c(kind) };
	struct rec_delegation_terms terms = to_erik(s);

	terms.kinds = (struct labels){ kinds, 1 };
	given(s, 0, rule_set, .terms = &statement);
	delegated(s, terms);
	a_room(s);
	put_up(s, ANNA, "statement_to_press");
	return s->room->n_deputies == 1 && s->room->deputies[0].is.person == ERIK;
}

STORY(what_is_lent_for_statements_is_lent_for_one_to_anybody)
{
	CHECK(speaks_for_the_coo(s, "statement"));
	when_answers(s, ERIK, COO, "decide");
	then_state(s, TAKEN);
}

STORY(what_is_lent_for_one_audience_is_lent_for_that)
{
	CHECK(speaks_for_the_coo(s, "statement_to_press"));
}

STORY(and_for_no_other)
{
	CHECK(!speaks_for_the_coo(s, "statement_to_customers"));
}

/* ---- what may be one ---- */

static void
proposed(struct story *s, struct rec_delegation_terms terms)
{
	a_change(s, FIRST, (struct cmd_propose_change){ .delegation = &terms });
}

STORY(a_delegation_names_a_seat_somebody_else_and_a_time_to_come)
{
	struct rec_delegation_terms good = to_erik(s), bad;

	bad = good; bad.seat = 999;                       proposed(s, bad); then_refused(s, NO_SUCH, "no seat 999");
	bad = good; bad.person = 999;                     proposed(s, bad); then_refused(s, NO_SUCH, "no person 999");
	bad = good; bad.until = s->now - 1;               proposed(s, bad); then_refused(s, MALFORMED, "until: lies in the past");
	bad = good; bad.from = bad.until + 1;             proposed(s, bad); then_refused(s, MALFORMED, "before the delegation begins");
	bad = good; bad.until = s->now + 91 * DAYS;       proposed(s, bad); then_refused(s, REFUSED, "ninety days at most");
	bad = good; bad.person = BORIS;                   proposed(s, bad); then_refused(s, REFUSED, "holds the seat coo already");
	bad = good; bad.seat = OFFICERS;                  proposed(s, bad); then_refused(s, REFUSED, "officers' seat is not delegated");
}

STORY(it_is_for_kinds_that_a_rule_decides)
{
	str kinds[] = { STR("change_charter") };
	struct rec_delegation_terms terms = to_erik(s);

	terms.kinds = (struct labels){ kinds, 1 };
	proposed(s, terms);
	then_refused(s, REFUSED, "always the charter officers'");
	kinds[0] = STR("juggling");
	proposed(s, terms);
	then_refused(s, REFUSED, "no rule for juggling");
}

STORY(the_same_is_delegated_once_in_one_option)
{
	struct rec_delegation_terms terms = to_erik(s);

	proposed(s, terms);
	CHECK_OK(s->e);
	when(s, FIRST, propose_change, .option = last(s, option_proposed), .delegation = &terms);
	then_refused(s, CONFLICT, "about the same");
}

STORY(a_delegation_is_seen_but_not_from_outside)
{
	struct ent_delegation out;
	struct audience outside = { .whole = true, .outside = true };
	struct seeing v = { T, s->charter, s->charter->room, NULL };
	struct seen seen;
	i64 id;

	delegated(s, to_erik(s));
	id = s->charter->delegations[0].head.id;
	CHECK(see_delegation(&v, id, &out) && out.person == ERIK && out.from == s->now && out.decision && !out.ended);
	CHECK(view_entity(&v, ENT_delegation, id, &seen));
	v.audience = &outside;
	CHECK(!view_entity(&v, ENT_delegation, id, &seen));
}

/* ---- before the night ---- */

static size_t
times_found(struct story *s, const char *kind)
{
	struct rec_lint found = lint_charter(T, s->charter, s->now);
	size_t n = 0;

	CHECK_OK(field_check(T, record_lint_table(), &found));
	for (size_t i = 0; i < found.n_findings; i++)
		n += str_eq(found.findings[i].kind, str_c(kind));
	return n;
}

STORY(who_cannot_sign_is_found_before_the_night)
{
	struct rec_delegation_terms terms = to_erik(s);

	a_change(s, FIRST, (struct cmd_propose_change){ .delegation = &terms });
	decided_in_the_charter(s);
	CHECK(times_found(s, "delegate_unable") == 1);
	s->now = terms.until;
	CHECK(times_found(s, "delegate_unable") == 0);
}

STORY(who_would_have_to_answer_twice_is_found)
{
	delegated(s, (struct rec_delegation_terms){ .seat = COO, .person = ANNA, .until = s->now + 2 * HOURS });
	CHECK(times_found(s, "delegate_counts_once") == 1 && times_found(s, "delegations_in_a_circle") == 0);
}

STORY(what_is_lent_for_statements_is_found_where_a_statement_to_somebody_asks_both)
{
	static const str statements[] = { STR_INIT("statement") };
	static const i64 coo[] = { COO };
	static const struct rec_concur_group group = { .k = 1, .seats = { coo, 1 } };
	static const struct rec_rule_terms any = { .kind = STR_INIT("statement"), .accountable = COO, .within = 7200 },
	    press = { .kind = STR_INIT("statement_to_press"), .accountable = CISO, .within = 7200, .concur = &group, .n_concur = 1 };

	given(s, 0, rule_set, .terms = &any);
	given(s, 0, rule_set, .terms = &press);
	delegated(s, (struct rec_delegation_terms){ .seat = COO, .person = ANNA, .until = s->now + 2 * HOURS, .kinds = { statements, 1 } });
	CHECK(times_found(s, "delegate_counts_once") == 1);
}

STORY(seats_lent_round_about_are_found)
{
	struct rec_delegation_terms back = { .seat = CISO, .person = BORIS, .until = s->now + 2 * HOURS };

	delegated(s, (struct rec_delegation_terms){ .seat = COO, .person = ANNA, .until = s->now + 2 * HOURS });
	a_change(s, FIRST, (struct cmd_propose_change){ .delegation = &back });
	decided_in_the_charter(s);
	CHECK(times_found(s, "delegations_in_a_circle") == 1);
}

STORY(a_rehearsal_knows_who_sits_there_at_that_hour)
{
	static const i64 away[] = { BORIS, DORA };
	struct rec_delegation_terms terms = to_erik(s);
	struct rec_rehearsal is;

	delegated(s, terms);
	CHECK_OK(rehearse(T, s->charter, &(struct rehearsal){ STR("partial_shutdown"), { away, 2 }, s->now }, &is));
	CHECK(is.decided);
	CHECK_OK(rehearse(T, s->charter, &(struct rehearsal){ STR("partial_shutdown"), { away, 2 }, terms.until }, &is));
	CHECK(!is.decided);
}

TEST_MAIN()
