/* Texts prepared for an audience: entered by decision, approved by whoever answers for it, until then and no longer (F1). */
#include "story.h"

static const struct rec_template_terms hold = { .label = STR_INIT("hold"), .audience = STR_INIT("statement_to_press"), .channel = THROUGH_PRESS,
    .language = STR_INIT("en"), .holding = true };
#define SAID STR("We know of it: {codename}.")

/* The CISO answers for statements, to whomever. */
static void
a_rule(struct story *s, const char *kind, i64 accountable, bool excluded)
{
	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = str_c(kind), .accountable = accountable, .within = 3600, .requester_excluded = excluded });
}

static i64
a_template(struct story *s)
{
	given(s, 0, template_set, .terms = &hold, .title = STR("Hold"), .text = SAID);
	s->in = s->charter->room;
	return s->charter->room->seq;
}

static const struct template *
the_template(const struct story *s)
{
	return &s->charter->templates[0];
}

/* Decided by the officers, proposed by the first. */
static void
decided(struct story *s, struct cmd_propose_change change)
{
	a_change(s, FIRST, change);
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	when_answers(s, FIRST, OFFICERS, "decide");
}

/* ---- entering it ---- */

STORY(a_template_is_entered_by_a_decision_of_the_officers_and_says_who_wrote_it)
{
	decided(s, (struct cmd_propose_change){ .template = &hold, .title = STR("Hold"), .text = SAID });
	then_happened(s, template_set);
	CHECK(s->charter->n_templates == 1 && the_template(s)->is.holding && the_template(s)->writer == FIRST);
	CHECK_STR(the_template(s)->text, SAID);
	CHECK(the_template(s)->version == the_template(s)->head.id && the_template(s)->approved == 0);
}

STORY(a_template_has_a_text_a_title_and_an_audience_that_statements_are_made_to)
{
	struct rec_template_terms t = hold;

	a_change(s, FIRST, (struct cmd_propose_change){ .template = &t, .title = STR("Hold") });
	then_refused(s, MALFORMED, "text: a template has one");
	a_change(s, FIRST, (struct cmd_propose_change){ .template = &t, .text = SAID });
	then_refused(s, MALFORMED, "title: a seat, a service, a calendar, a contact and a template have one");
	a_change(s, FIRST, (struct cmd_propose_change){ .removes_service = PAYMENTS, .text = SAID });
	then_refused(s, MALFORMED, "and nothing else has");
	t.audience = STR("pay");
	a_change(s, FIRST, (struct cmd_propose_change){ .template = &t, .title = STR("Hold"), .text = SAID });
	then_refused(s, MALFORMED, "audience: should be statement");
	t.audience = STR("statement_to_unions");
	t.language = STR("e");
	a_change(s, FIRST, (struct cmd_propose_change){ .template = &t, .title = STR("Hold"), .text = SAID });
	then_refused(s, MALFORMED, "language: should be a language tag");
	t.language = STR("de-CH");
	t.template = 999;
	a_change(s, FIRST, (struct cmd_propose_change){ .template = &t, .title = STR("Hold"), .text = SAID });
	then_refused(s, NO_SUCH, "There is no template 999 here");
	a_template(s);
	a_change(s, FIRST, (struct cmd_propose_change){ .template = &hold, .title = STR("Hold"), .text = SAID });
	then_refused(s, CONFLICT, "There is a template hold already");
}

STORY(one_option_says_a_thing_of_a_template_once)
{
	struct rec_template_terms t = hold;
	i64 id = t.template = a_template(s);

	a_change(s, FIRST, (struct cmd_propose_change){ .template = &t, .title = STR("Hold"), .text = SAID });
	then_happened(s, template_proposed);
	when(s, FIRST, propose_change, .option = last(s, option_proposed), .template = &t, .title = STR("Hold"), .text = STR("No."));
	then_refused(s, CONFLICT, "is about the same");
	when(s, FIRST, propose_change, .option = last(s, option_proposed), .removes_template = id);
	then_refused(s, CONFLICT, "is about the same");
	when(s, FIRST, propose_change, .option = last(s, option_proposed), .template = &t, .title = STR("Hold"), .text = SAID, .removes_service = PAYMENTS);
	then_refused(s, MALFORMED, "exactly one of");
}

STORY(a_template_that_is_proposed_is_seen_as_it_will_be)
{
	struct seeing v = { T, s->charter, s->charter->room, NULL };
	struct ent_change seen;

	a_change(s, FIRST, (struct cmd_propose_change){ .template = &hold, .title = STR("Hold"), .text = SAID });
	CHECK(see_change(&v, last(s, template_proposed), &seen) && seen.template->holding);
	CHECK_STR(seen.text, SAID);
	CHECK_STR(seen.title, STR("Hold"));
}

/* ---- approving it ---- */

STORY(whoever_holds_the_seat_that_answers_for_the_audience_approves_it)
{
	i64 id = a_template(s);

	a_rule(s, "statement", CISO, false);
	when(s, CARLA, approve_template, .template = id, .version = id, .until = s->now + 30 * DAYS);
	then_refused(s, NOT_YOUR_CALL, "Approving it is for the seat ciso, which answers for statement");
	a_rule(s, "statement_to_press", CFO, false);
	when(s, ANNA, approve_template, .template = id, .version = id, .until = s->now + 30 * DAYS);
	then_refused(s, NOT_YOUR_CALL, "Approving it is for the seat cfo, which answers for statement_to_press");
	when(s, CARLA, approve_template, .template = id, .version = id, .until = s->now + 30 * DAYS);
	then_happened(s, template_approved);
	CHECK(the_template(s)->approved == s->now && the_template(s)->approved_by == CARLA && template_approved(the_template(s), s->now));
	CHECK(!template_approved(the_template(s), s->now + 30 * DAYS));
}

STORY(so_does_who_stands_in_there_and_without_a_rule_nobody)
{
	i64 id = a_template(s);

	when(s, ANNA, approve_template, .template = id, .version = id, .until = s->now + DAYS);
	then_refused(s, NOT_YOUR_CALL, "no rule for statement_to_press, so nobody answers for it");
	a_rule(s, "statement", CISO, false);
	given(s, 0, seat_set, .title = STR("CISO"), .terms = &(struct rec_seat_terms){ .seat = CISO, .label = STR("ciso"), .holders = PEOPLE(ANNA), .deputies = PEOPLE(DORA) });
	when(s, DORA, approve_template, .template = id, .version = id, .until = s->now + DAYS);
	then_happened(s, template_approved);
}

STORY(where_the_rule_keeps_who_asks_from_answering_the_writer_does_not_approve)
{
	i64 id;

	a_rule(s, "statement", CISO, true);
	given(s, 0, seat_set, .title = STR("CISO"), .terms = &(struct rec_seat_terms){ .seat = CISO, .label = STR("ciso"), .holders = PEOPLE(ANNA), .deputies = PEOPLE(FIRST) });
	decided(s, (struct cmd_propose_change){ .template = &hold, .title = STR("Hold"), .text = SAID });
	id = the_template(s)->head.id;
	when(s, FIRST, approve_template, .template = id, .version = id, .until = s->now + DAYS);
	then_refused(s, NOT_YOUR_CALL, "You wrote it as it stands");
	when(s, ANNA, approve_template, .template = id, .version = id, .until = s->now + DAYS);
	then_happened(s, template_approved);
	a_rule(s, "statement", CISO, false);
	when(s, FIRST, approve_template, .template = id, .version = id, .until = s->now + DAYS);
	then_happened(s, template_approved);
}

STORY(it_is_approved_for_a_year_at_most)
{
	i64 id = a_template(s);

	a_rule(s, "statement", CISO, false);
	when(s, ANNA, approve_template, .template = id, .version = id, .until = s->now + 366 * DAYS + 1);
	then_refused(s, REFUSED, "for a year at most");
	when(s, ANNA, approve_template, .template = id, .version = id, .until = s->now - 1);
	CHECK(s->e && str_contains(s->e->why, STR("until")));
	when(s, ANNA, approve_template, .template = id, .version = id, .until = s->now + 366 * DAYS);
	then_happened(s, template_approved);
}

STORY(a_template_that_is_set_anew_is_unapproved_and_the_old_text_is_approved_no_more)
{
	struct rec_template_terms t = hold;
	i64 id = t.template = a_template(s);

	a_rule(s, "statement", CISO, false);
	when(s, ANNA, approve_template, .template = id, .version = id, .until = s->now + DAYS);
	decided(s, (struct cmd_propose_change){ .template = &t, .title = STR("Hold"), .text = STR("We were hit.") });
	CHECK(the_template(s)->approved == 0 && the_template(s)->version > id && the_template(s)->head.id == id);
	when(s, ANNA, approve_template, .template = id, .version = id, .until = s->now + DAYS);
	then_refused(s, CONFLICT, "it was changed since you read it");
	when(s, ANNA, approve_template, .template = id, .version = the_template(s)->version, .until = s->now + DAYS);
	then_happened(s, template_approved);
	given(s, ANNA, template_approved, .template = id, .version = id, .until = s->now + 9 * DAYS);     /* forged: of the old text */
	CHECK(the_template(s)->until == s->now + DAYS);
}

STORY(a_template_whose_text_was_erased_is_not_approved)
{
	i64 id;

	given(s, 0, template_set, .terms = &hold, .title = STR("Hold"));
	id = s->charter->room->seq;
	s->in = s->charter->room;
	a_rule(s, "statement", CISO, false);
	when(s, ANNA, approve_template, .template = id, .version = id, .until = s->now + DAYS);
	then_refused(s, REFUSED, "Its text was erased");
}

STORY(a_template_that_was_removed_is_approved_and_changed_no_more_and_its_label_is_free)
{
	i64 id = a_template(s);
	struct rec_template_terms t = hold;

	a_rule(s, "statement", CISO, false);
	decided(s, (struct cmd_propose_change){ .removes_template = id });
	then_happened(s, template_removed);
	when(s, ANNA, approve_template, .template = id, .version = id, .until = s->now + DAYS);
	then_refused(s, NO_SUCH, "no template");
	t.template = id;
	a_change(s, FIRST, (struct cmd_propose_change){ .template = &t, .title = STR("Hold"), .text = SAID });
	then_refused(s, NO_SUCH, "no template");
	a_change(s, FIRST, (struct cmd_propose_change){ .removes_template = id });
	then_refused(s, NO_SUCH, "no template");
	a_change(s, FIRST, (struct cmd_propose_change){ .template = &hold, .title = STR("Hold"), .text = SAID });
	then_happened(s, template_proposed);
}

/* ---- who sees it ---- */

STORY(for_somebody_from_outside_there_are_no_templates)
{
	i64 guest, id = a_template(s);
	struct audience a;
	struct seen seen;

	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"));
	guest = s->charter->room->seq;
	CHECK(audience_of(T, s->charter, s->charter->room, guest, &a));
	CHECK(!view_entity(&(struct seeing){ T, s->charter, s->charter->room, &a }, ENT_template, id, &seen));
	when(s, guest, approve_template, .template = id, .version = id, .until = s->now + DAYS);
	then_refused(s, NOT_YOUR_CALL, "people of the organisation");
}

TEST_MAIN()
