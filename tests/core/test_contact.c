/* Whom to call outside: entered by decision, tried, called; and who may do that, and see it (E3). */
#include "story.h"

static const i64 callers[] = { CISO, CFO };
static const struct rec_contact_terms insurer = { .label = STR_INIT("insurer"), .kind = CONTACT_INSURER, .callers = { callers, 2 }, .notice_hours = 48 };
static const struct rec_contact_reach claims_line = { .person = STR_INIT("Ms Ito"), .number = STR_INIT("+44 1632 960155") };
static const struct rec_contact_words policy = { .contract = STR_INIT("CY-1"), .consent = STR_INIT("every payment") };

static i64
an_insurer(struct story *s)
{
	given(s, 0, contact_set, .terms = &insurer, .title = STR("Northgate"), .reach = &claims_line, .agreed = &policy);
	return s->charter->room->seq;
}

static i64
from_outside(struct story *s)
{
	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"));
	return s->charter->room->seq;
}

static const struct contact *
the_contact(const struct story *s)
{
	return &s->charter->contacts[0];
}

/* ---- entering it ---- */

STORY(a_contact_is_entered_by_a_decision_of_the_officers)
{
	a_change(s, FIRST, (struct cmd_propose_change){ .contact = &insurer, .title = STR("Northgate"), .reach = &claims_line, .agreed = &policy });
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, contact_set);
	CHECK(s->charter->n_contacts == 1 && the_contact(s)->is.kind == CONTACT_INSURER && the_contact(s)->is.notice_hours == 48);
	CHECK_STR(the_contact(s)->reach->number, STR("+44 1632 960155"));
	CHECK_STR(the_contact(s)->agreed->consent, STR("every payment"));
}

STORY(a_contact_is_called_by_seats_that_there_are_and_has_a_label_of_its_own)
{
	struct rec_contact_terms t = insurer;

	an_insurer(s);
	a_change(s, FIRST, (struct cmd_propose_change){ .contact = &t, .title = STR("Other") });
	then_refused(s, CONFLICT, "There is a contact insurer already");
	t.label = STR("other");
	t.callers = (struct refs)PEOPLE(999);
	a_change(s, FIRST, (struct cmd_propose_change){ .contact = &t, .title = STR("Other") });
	then_refused(s, NO_SUCH, "callers: There is no seat 999 here");
	t.callers = (struct refs)PEOPLE(CISO, CISO);
	a_change(s, FIRST, (struct cmd_propose_change){ .contact = &t, .title = STR("Other") });
	then_refused(s, MALFORMED, "is named twice");
	t = insurer;
	t.contact = 999;
	a_change(s, FIRST, (struct cmd_propose_change){ .contact = &t, .title = STR("Other") });
	then_refused(s, NO_SUCH, "There is no contact 999 here");
}

STORY(a_contact_has_a_title_and_what_is_agreed_is_said_of_a_contact_alone)
{
	const struct rec_service_terms service = { .label = STR("mail"), .criticality = ORDINARY };

	a_change(s, FIRST, (struct cmd_propose_change){ .contact = &insurer });
	then_refused(s, MALFORMED, "title: a seat, a service, a calendar, a contact and a template have one");
	a_change(s, FIRST, (struct cmd_propose_change){ .service = &service, .title = STR("Mail"), .reach = &claims_line });
	then_refused(s, MALFORMED, "reach: is said of a contact alone");
	a_change(s, FIRST, (struct cmd_propose_change){ .service = &service, .title = STR("Mail"), .agreed = &policy });
	then_refused(s, MALFORMED, "agreed: is said of a contact alone");
}

STORY(one_option_says_a_thing_of_a_contact_once)
{
	a_change(s, FIRST, (struct cmd_propose_change){ .contact = &insurer, .title = STR("Northgate") });
	then_happened(s, change_proposed);
	when(s, FIRST, propose_change, .option = last(s, option_proposed), .contact = &insurer, .title = STR("Southgate"));
	then_refused(s, CONFLICT, "is about the same");
}

/* ---- trying it ---- */

static void
removed(struct story *s, i64 contact)
{
	a_change(s, FIRST, (struct cmd_propose_change){ .removes_contact = contact });
	when(s, FIRST, put_up_option, .option = last(s, option_proposed));
	when_answers(s, FIRST, OFFICERS, "decide");
	then_happened(s, contact_removed);
	s->in = s->room;
}

STORY(a_contact_that_was_removed_is_called_tried_and_changed_no_more)
{
	i64 id = an_insurer(s);
	struct rec_contact_terms t = insurer;

	a_room(s);
	removed(s, id);
	when(s, ANNA, call_contact, .contact = id, .said = STR("x"));
	then_refused(s, NO_SUCH, "no contact");
	when(s, ANNA, test_contact, .contact = id, .result = CALL_REACHED);
	then_refused(s, NO_SUCH, "no contact");
	t.contact = id;
	a_change(s, FIRST, (struct cmd_propose_change){ .contact = &t, .title = STR("Northgate") });
	then_refused(s, NO_SUCH, "no contact");
	a_change(s, FIRST, (struct cmd_propose_change){ .removes_contact = id });
	then_refused(s, NO_SUCH, "no contact");
}

STORY(what_was_said_with_a_contact_stays_when_it_is_removed_and_its_label_is_free)
{
	i64 id = an_insurer(s);
	struct seeing v = { T, s->charter, s->charter->room, NULL };
	struct ent_contact seen;

	a_room(s);
	when(s, ANNA, call_contact, .contact = id, .reference = STR("REF-1"), .said = STR("x"));
	removed(s, id);
	CHECK(see_contact(&v, id, &seen) && seen.removed && str_eq(seen.title, STR("Northgate")) && s->room->n_contact_calls == 1);
	a_change(s, FIRST, (struct cmd_propose_change){ .contact = &insurer, .title = STR("Southgate") });
	CHECK_OK(s->e);
}

STORY(a_contact_is_not_changed_and_removed_in_one_option)
{
	i64 id = an_insurer(s);
	struct rec_contact_terms t = insurer;

	t.contact = id;
	a_change(s, FIRST, (struct cmd_propose_change){ .contact = &t, .title = STR("Northgate") });
	when(s, FIRST, propose_change, .option = last(s, option_proposed), .removes_contact = id);
	then_refused(s, CONFLICT, "about the same");
	a_change(s, FIRST, (struct cmd_propose_change){ .removes_contact = id });
	when(s, FIRST, propose_change, .option = last(s, option_proposed), .contact = &t, .title = STR("Northgate"));
	then_refused(s, CONFLICT, "about the same");
	a_change(s, FIRST, (struct cmd_propose_change){ .removes_contact = id, .removes_service = PAYMENTS });
	then_refused(s, MALFORMED, "exactly one of");
}

STORY(whoever_may_call_it_or_an_officer_tries_it)
{
	i64 id = an_insurer(s);

	s->in = s->charter->room;
	when(s, CARLA, test_contact, .contact = id, .result = CALL_NO_ANSWER);
	then_happened(s, contact_tested);
	CHECK(the_contact(s)->tried == s->now && the_contact(s)->tried_by == CARLA && the_contact(s)->reached == 0);
	when(s, FIRST, test_contact, .contact = id, .result = CALL_REACHED, .note = STR("Ms Ito, at once"));
	then_happened(s, contact_tested);
	CHECK(the_contact(s)->reached == s->now && the_contact(s)->result == CALL_REACHED);
	when(s, BORIS, test_contact, .contact = id, .result = CALL_REACHED);
	then_refused(s, NOT_YOUR_CALL, "Only these call them, and who stands in for them: ciso, cfo.");
	when(s, ANNA, test_contact, .contact = id + 1, .result = CALL_REACHED);
	then_refused(s, NO_SUCH, "There is no contact");
}

STORY(a_contact_that_is_entered_anew_counts_as_untried)
{
	struct rec_contact_terms t = insurer;

	t.contact = an_insurer(s);
	s->in = s->charter->room;
	when(s, CARLA, test_contact, .contact = t.contact, .result = CALL_REACHED);
	given(s, 0, contact_set, .terms = &t, .title = STR("Northgate"));
	CHECK(s->charter->n_contacts == 1 && the_contact(s)->tried == 0 && the_contact(s)->reached == 0 && the_contact(s)->reach == NULL);
}

/* ---- calling it ---- */

STORY(a_call_is_logged_with_its_reference_and_in_which_seat)
{
	i64 id = an_insurer(s);

	a_room(s);
	when(s, CARLA, call_contact, .contact = id, .reference = STR("C-4711"), .said = STR("told them"), .spoke_with = STR("Ms Ito"));
	then_happened(s, contact_called);
	CHECK(s->room->n_contact_calls == 1 && s->room->contact_calls[0].is.seat == CFO && s->room->contact_calls[0].person == CARLA);
	CHECK_STR(s->room->contact_calls[0].is.reference, STR("C-4711"));
}

STORY(whoever_stands_in_for_a_caller_may_call)
{
	static const i64 dora[] = { DORA }, carla[] = { CARLA };
	static const struct rec_seat_terms cfo = { .seat = CFO, .label = STR_INIT("cfo"), .holders = { carla, 1 }, .deputies = { dora, 1 } };
	i64 id = an_insurer(s);

	given(s, 0, seat_set, .terms = &cfo, .title = STR("CFO"));
	a_room(s);
	when(s, ANNA, add_member, .person = DORA);
	when(s, DORA, call_contact, .contact = id, .said = STR("told them"));
	then_happened(s, contact_called);
}

STORY(nobody_calls_who_is_not_named_to)
{
	struct rec_contact_terms nobody_s = { .label = STR("bank"), .kind = CONTACT_BANK };
	i64 id = an_insurer(s);

	a_room(s);
	when(s, BORIS, call_contact, .contact = id, .said = STR("told them"));
	then_refused(s, NOT_YOUR_CALL, "Only these call them");
	when(s, ANNA, call_contact, .contact = id + 1, .said = STR("told them"));
	then_refused(s, NO_SUCH, "There is no contact");
	given(s, 0, contact_set, .terms = &nobody_s, .title = STR("Bank"));
	when(s, ANNA, call_contact, .contact = s->charter->room->seq, .said = STR("told them"));
	then_refused(s, NOT_YOUR_CALL, "The charter lets nobody call them");
}

STORY(in_a_closed_room_nobody_is_called)
{
	i64 id = an_insurer(s);

	a_room(s);
	given(s, ANNA, room_closed, .why = STR("over"));
	when(s, ANNA, call_contact, .contact = id, .said = STR("told them"));
	then_refused(s, CONFLICT, "The room is closed");
}

/* ---- who sees it (law 15) ---- */

STORY(for_somebody_from_outside_there_are_no_contacts)
{
	i64 guest = from_outside(s), id = an_insurer(s);
	struct audience a;
	struct seen seen;

	CHECK(audience_of(T, s->charter, s->charter->room, guest, &a));
	CHECK(!view_entity(&(struct seeing){ T, s->charter, s->charter->room, &a }, ENT_contact, id, &seen));
	a_room(s);
	when(s, ANNA, add_member, .person = guest, .whole = true, .until = s->now + DAYS);
	when(s, ANNA, call_contact, .contact = id, .said = STR("told them"));
	CHECK(sees(s, BORIS, ENT_contact_call, last(s, contact_called)) && !sees(s, guest, ENT_contact_call, last(s, contact_called)));
	when(s, guest, call_contact, .contact = id, .said = STR("told them"));
	then_refused(s, NOT_YOUR_CALL, "people of the organisation");
	s->in = s->charter->room;
	when(s, guest, test_contact, .contact = id, .result = CALL_REACHED);
	then_refused(s, NOT_YOUR_CALL, "people of the organisation");
}

TEST_MAIN()
