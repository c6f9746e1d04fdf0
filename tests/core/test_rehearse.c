/* Rehearsals: who would decide, when, if some cannot be reached (B2). */
#include "story.h"

#include "rehearse.h"

enum { MINUTES = 60 };

static struct rec_rehearsal
rehearsed(struct story *s, const char *kind, struct refs absent)
{
	struct rehearsal q = { str_c(kind), absent, s->now };
	struct rec_rehearsal is;

	CHECK_OK(rehearse(T, s->charter, &q, &is));
	CHECK_OK(field_check(T, record_rehearsal_table(), &is));
	return is;
}
#define ABSENT(...)  ((struct refs)PEOPLE(__VA_ARGS__))
#define NOBODY       ((struct refs){ NULL, 0 })

/* The first such step, in minutes after the asking; -1 if there is none. */
static i64
minute_of(struct rec_rehearsal is, enum rehearsed what)
{
	for (size_t i = 0; i < is.n_steps; i++)
		if (is.steps[i].what == what)
			return (is.steps[i].at - is.at) / MINUTE;
	return -1;
}

static str
text_of(struct rec_rehearsal is, enum rehearsed what)
{
	for (size_t i = 0; i < is.n_steps; i++)
		if (is.steps[i].what == what)
			return is.steps[i].text;
	return STR("");
}

STORY(who_can_be_reached_decides_at_once)
{
	struct rec_rehearsal is;

	a_slow_rule(s, "exploited");
	is = rehearsed(s, "slow", NOBODY);
	CHECK(is.decided && minute_of(is, REHEARSED_DECIDED) == 0);
	CHECK_STR(is.outcome, STR("At once it is decided: Anna for ciso, Boris for COO."));
}

STORY(what_a_rehearsal_says_is_what_happens)
{
	struct rec_rehearsal is;
	i64 asked, call;

	a_slow_rule(s, "exploited");
	is = rehearsed(s, "slow", ABSENT(BORIS));
	CHECK(is.decided && minute_of(is, REHEARSED_REMINDED) == 10 && minute_of(is, REHEARSED_DEPUTY) == 20 &&
	    minute_of(is, REHEARSED_DECIDED) == 20);

	a_room(s);
	put_up(s, ANNA, "slow");
	asked = s->now;
	when_answers(s, ANNA, CISO, "decide");
	for (call = 0; s->room->calls[call].is.person != BORIS;)
		call++;
	call = s->room->calls[call].head.id;
	given(s, ANNA, member_added, .person = FIRST);
	when(s, FIRST, log_call, .call = call, .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	s->now += MINUTE;
	when(s, FIRST, log_call, .call = call, .channel = BY_TEXT_MESSAGE, .result = CALL_SENT);
	when_it_is(s, asked + 10 * MINUTE);
	then_happened(s, decision_reminded);
	when_it_is(s, asked + 20 * MINUTE);
	then_happened(s, deputy_called);
	when_answers(s, DORA, COO, "concur");
	then_happened(s, decision_taken);
}

STORY(where_the_deputies_are_silent_too_the_next_authority_answers)
{
	struct rec_rehearsal is;

	a_slow_rule(s, "exploited");
	is = rehearsed(s, "slow", ABSENT(BORIS, DORA));
	CHECK(is.decided && minute_of(is, REHEARSED_ESCALATED) == 40 && minute_of(is, REHEARSED_DECIDED) == 40);
	CHECK(str_contains(is.outcome, STR("Carla for COO")));
}

STORY(a_gap_says_whose_answer_lacks_and_why)
{
	struct rec_rehearsal is;

	a_slow_rule(s, "exploited");
	is = rehearsed(s, "slow", ABSENT(BORIS, DORA, CARLA));
	CHECK(!is.decided && minute_of(is, REHEARSED_GAP) == 120);
	CHECK_STR(text_of(is, REHEARSED_GAP), STR("COO: Boris cannot be reached, Dora cannot be reached; in its place cfo: Carla cannot be reached."));
	CHECK_STR(is.outcome, STR("After 2 hours it ends undecided, and ciso answers for that."));
}

STORY(a_rule_without_a_ladder_leaves_a_gap)
{
	struct rec_rehearsal is = rehearsed(s, "partial_shutdown", ABSENT(ANNA));

	CHECK(!is.decided);
	CHECK_STR(text_of(is, REHEARSED_GAP), STR("ciso: Anna cannot be reached, Dora is not called; the rule leads to no other seat."));
}

STORY(one_person_counts_once_in_a_rehearsal_too)
{
	static const i64 boris[] = { BORIS };
	static const struct rec_seat_terms seat = { .seat = CISO, .label = STR_INIT("ciso"), .holders = { boris, 1 } };
	struct rec_rehearsal is;

	given(s, 0, seat_set, .terms = &seat, .title = STR("CISO"));
	is = rehearsed(s, "partial_shutdown", NOBODY);
	CHECK(is.decided && str_contains(is.outcome, STR("Dora for coo")));
	is = rehearsed(s, "partial_shutdown", ABSENT(DORA));
	CHECK(!is.decided);
	CHECK(str_contains(text_of(is, REHEARSED_GAP), STR("Boris answers in another seat, and counts once")));
}

STORY(the_deputy_of_who_said_that_they_are_away_is_asked_at_once)
{
	struct rec_rehearsal is;

	a_slow_rule(s, "exploited");
	s->in = s->charter->room;
	when(s, BORIS, set_absence, .until = s->now + HOURS);
	is = rehearsed(s, "slow", NOBODY);
	CHECK(is.decided && minute_of(is, REHEARSED_DEPUTY) == 0 && minute_of(is, REHEARSED_IN_VAIN) == -1);
	s->now += HOURS;                /* and is back */
	is = rehearsed(s, "slow", NOBODY);
	CHECK(is.decided && minute_of(is, REHEARSED_DEPUTY) == -1);
}

STORY(every_condition_is_taken_to_hold)
{
	struct rec_rehearsal is;

	a_slow_rule(s, "exploited");
	is = rehearsed(s, "slow", NOBODY);
	CHECK_STR(is.steps[1].text, STR("COO (Boris) must concur if exploited."));
}

STORY(whose_passkey_does_not_count_yet_is_named)
{
	static const i64 erik[] = { ERIK };
	static const struct rec_seat_terms seat = { .seat = CISO, .label = STR_INIT("ciso"), .holders = { erik, 1 } };
	struct rec_rehearsal is;

	given(s, 0, seat_set, .terms = &seat, .title = STR("CISO"));
	is = rehearsed(s, "partial_shutdown", NOBODY);
	CHECK(is.decided && is.without_passkey.n == 1 && is.without_passkey.v[0] == ERIK);
	CHECK(rehearsed(s, "climbing", ABSENT(ERIK)).without_passkey.n == 0);
}

/* Here the CFO may act alone for an hour; the COO only by breaking the glass. */
STORY(whoever_may_act_alone_does_and_it_ends_unless_the_others_answer)
{
	static const i64 coo[] = { COO };
	static const struct rec_concur_group concur = { .k = 1, .seats = { coo, 1 } };
	static const struct rec_standing alone[] = { { .seat = CFO, .holds = 3600 }, { .seat = COO, .holds = 3600, .emergency = true } };
	static const struct rec_rule_terms terms = { .kind = STR_INIT("slow"), .accountable = CISO, .concur = &concur, .n_concur = 1,
	    .within = 7200, .alone = alone, .n_alone = 2 };
	struct rec_rehearsal is;

	given(s, 0, rule_set, .terms = &terms);
	is = rehearsed(s, "slow", ABSENT(ANNA, BORIS));
	CHECK(!is.decided && minute_of(is, REHEARSED_ALONE) == 0 && minute_of(is, REHEARSED_GAP) == 60);
	CHECK_STR(text_of(is, REHEARSED_ALONE), STR("Carla may act at once, alone, for 60 minutes; it ends then unless the others answer."));
	is = rehearsed(s, "slow", ABSENT(ANNA, CARLA));
	CHECK(!is.decided && minute_of(is, REHEARSED_ALONE) == -1);
	CHECK(minute_of(rehearsed(s, "slow", NOBODY), REHEARSED_ALONE) == -1);
}

STORY(a_standard_kind_that_no_rule_decides_is_a_gap)
{
	struct rec_rehearsal is = rehearsed(s, "pay", NOBODY);

	CHECK(!is.decided);
	CHECK_STR(is.outcome, STR("No rule says who decides pay: nobody may."));
}

STORY(a_statement_to_somebody_is_rehearsed_under_the_rule_of_statements)
{
	static const struct rec_rule_terms statement = { .kind = STR_INIT("statement"), .accountable = CISO, .within = 3600 };
	struct rec_rehearsal is;

	CHECK(!rehearsed(s, "statement_to_press", NOBODY).decided);
	given(s, 0, rule_set, .terms = &statement);
	is = rehearsed(s, "statement_to_press", NOBODY);
	CHECK(is.decided && str_eq(is.kind, STR("statement_to_press")));
}

STORY(a_kind_that_nobody_knows_is_refused)
{
	struct rec_rehearsal is;

	CHECK_ERR(rehearse(T, s->charter, &(struct rehearsal){ STR("pya"), NOBODY, s->now }, &is), NO_SUCH, "no rule for pya");
	CHECK_ERR(rehearse(T, s->charter, &(struct rehearsal){ STR("pay"), NOBODY, -1 }, &is), MALFORMED, "from 1970 to 2200");
	CHECK_ERR(rehearse(T, s->charter, &(struct rehearsal){ STR("pay"), NOBODY, 253402300799999999ll }, &is), MALFORMED, "from 1970");
}

STORY(what_is_the_officers_is_rehearsed_too)
{
	CHECK(rehearsed(s, "change_charter", NOBODY).decided);
	CHECK(!rehearsed(s, "change_charter", ABSENT(FIRST)).decided);
}

STORY(a_rehearsal_changes_nothing)
{
	i64 seq = s->charter->room->seq;

	rehearsed(s, "climbing", ABSENT(ANNA));
	CHECK(s->charter->room->seq == seq && !s->charter->founded.demo && s->charter->room->n_decisions == 0);
}

STORY(who_cannot_be_reached_is_named_by_seat_or_number)
{
	struct refs absent;

	CHECK_OK(rehearse_absent(T, s->charter, arena_fmt(T, "ciso,%d,charter_officer", BORIS), &absent));
	CHECK(absent.n == 3 && refs_have(absent, ANNA) && refs_have(absent, BORIS) && refs_have(absent, FIRST));
	CHECK_OK(rehearse_absent(T, s->charter, STR(""), &absent));
	CHECK(absent.n == 0);
	CHECK_ERR(rehearse_absent(T, s->charter, STR("ciso,ceo"), &absent), NO_SUCH, "called ceo");
	CHECK_ERR(rehearse_absent(T, s->charter, STR("99999"), &absent), NO_SUCH, "called 99999");
	CHECK_ERR(rehearse_absent(T, s->charter, STR("ciso,,coo"), &absent), MALFORMED, "between two commas stands nobody");
}

TEST_MAIN()
