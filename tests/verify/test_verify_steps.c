/* Each step of a matter that nobody who may take it took, or that came before its time, is found, by name. */
#include "book.h"

static const struct verify_options nothing_kept;

static struct rec_verdicts
verdicts_of(struct book *b)
{
	struct rec_verdicts v;

	b->checkpoint = checkpoint_of(b);
	CHECK_OK(verify_record(T, &b->store, &nothing_kept, &v));
	return v;
}

static void
check_clean(struct book *b)
{
	struct rec_verdicts v = verdicts_of(b);

	if (v.n_findings)
		print_error("%.*s\n", STR_ARG(v.findings[0].sentence));
	CHECK(v.n_findings == 0);
}

/* The first thing that is found is this. */
static void
check_refused(struct book *b, const char *words)
{
	struct rec_verdicts v = verdicts_of(b);

	if (v.n_findings == 0 || !str_contains(v.findings[0].sentence, str_c(words))) {
		print_error("%zu found: %.*s\n", v.n_findings, STR_ARG(v.n_findings ? v.findings[0].sentence : STR("nothing")));
		fail();
	}
}

/* Somebody of the house who holds no seat, and stands in for nobody; in the room. */
static struct by
stranger(struct book *b)
{
	i64 dan = WRITE(0, BY(ADA), person_added, .name = STR("Dan"));

	WRITE(b->room, BY(ADA), member_added, .person = dan);
	return (struct by){ dan, 0, 0, 0 };
}

static i64
outsider(struct book *b)
{
	return WRITE(0, BY(ADA), person_added, .name = STR("Eve"));
}

/* Of another organisation, who sees the whole room. */
static struct by
guest(struct book *b)
{
	i64 gil = WRITE(0, BY(ADA), person_added, .name = STR("Gil"), .outside = true, .organisation = STR("Counsel & Co"), .until = b->now + 9000 * (i64)SECONDS);

	WRITE(b->room, BY(ADA), member_added, .person = gil);
	return (struct by){ gil, 0, 0, 0 };
}

static i64
declared(struct book *b)
{
	return WRITE(b->room, BY(ADA), room_declared, .kind = ROOM_INCIDENT, .severity = SEV2, .codename = STR("heron"), .title = STR("A breach"));
}

TEST(steps_of_those_who_may_are_clean)
{
	struct book *b = story_begun(false);

	WRITE(b->room, BY(CYD), suspicion_watched, .until = b->now + 5 * (i64)SECONDS, .why = STR("not sure"));
	declared(b);
	WRITE(b->room, BY(BEN), severity_set, .severity = SEV1, .why = STR("it spreads"));
	WRITE(b->room, BY(ADA), severity_set, .severity = SEV3, .why = STR("it does not"));
	WRITE(b->room, BY(ADA), phase_set, .phase = PHASE_STOOD_DOWN);
	check_clean(b);
}

#define STEP(name, prepare, kind, words, ...) \
	TEST(name) { \
		struct book *b = story_begun(false); \
		struct by dan = stranger(b); \
		prepare; \
		WRITE(b->room, dan, kind, __VA_ARGS__); \
		check_refused(b, words); \
	}

STEP(nobody_without_a_seat_declares, (void)0, room_declared, "Declaring a matter is for", .kind = ROOM_INCIDENT, .severity = SEV2, .codename = STR("heron"), .title = STR("x"))
STEP(nor_watches, (void)0, suspicion_watched, "Watching a suspicion is for", .until = b->now + 100 * (i64)SECONDS, .why = STR("x"))
STEP(nor_dismisses, (void)0, room_dismissed, "Dismissing a suspicion is for", .why = STR("x"))
STEP(nor_raises_the_severity, declared(b), severity_set, "Raising the severity is for", .severity = SEV1, .why = STR("x"))
STEP(nor_lowers_it, declared(b), severity_set, "Lowering the severity is for", .severity = SEV4, .why = STR("x"))
STEP(nor_moves_it_on, declared(b), phase_set, "Moving the matter on is for", .phase = PHASE_CONTAINED)
STEP(nor_stands_down, declared(b), phase_set, "Standing down is for", .phase = PHASE_STOOD_DOWN)
STEP(nor_takes_command, declared(b), command_taken, "Command is for", .why = STR("x"))
STEP(nor_closes, declared(b), room_closed, "Closing is for", .why = STR("x"))
STEP(nor_refuses_a_condition, put_up(b, b->option), condition_refused, "adopted or refused by whoever",
    .condition = WRITE(b->room, BY(BEN), concurred_if, b->option, b->coo, STR("after ten")), .why = STR("x"))

/* What is rehearsed there is not asked in earnest. */
TEST(words_are_not_erased_by_an_exercise)
{
	struct book *b = story_begun(false);

	b->room = (i64)b->n;
	WRITE(b->room, BY(ADA), room_declared, .kind = ROOM_EXERCISE, .severity = SEV2, .codename = STR("drill"), .title = STR("A rehearsal"));
	b->now -= SECONDS;
	WRITE(b->room, BY(ADA), member_added, .person = b->person[ADA]);
	check_clean(b);
	b->checkpoint.p = NULL;
	WRITE(b->room, BY(ADA), decision_opened, .kind = STR("erase_words"), .rule = b->officers,
	    .deadline = b->now + (3 * 24 * 3600 + 1) * (i64)SECONDS, .question = STR("Erase it?"));
	check_refused(b, "An exercise erases no words");
}

TEST(what_was_reported_is_not_declared_an_exercise)
{
	struct book *b = story_begun(false);

	WRITE(b->room, BY(ADA), room_declared, .kind = ROOM_EXERCISE, .severity = SEV2, .codename = STR("heron"), .title = STR("Never mind"));
	check_refused(b, "open the exercise as a room of its own");
}

TEST(lowering_the_severity_is_not_for_every_seat)
{
	struct book *b = story_begun(false);

	declared(b);
	WRITE(b->room, BY(BEN), severity_set, .severity = SEV4, .why = STR("x"));
	check_refused(b, "Lowering the severity is for whoever commands");
}

TEST(nobody_without_a_seat_opens_it_again)
{
	struct book *b = story_begun(false);
	struct by dan = stranger(b);

	declared(b);
	lapsed(b);
	WRITE(b->room, BY(ADA), room_closed, .why = STR("done"));
	WRITE(b->room, dan, room_reopened, .why = STR("x"));
	CHECK(verdicts_of(b).n_findings == 2);          /* the lapse, which came early, and this */
}

TEST(a_measure_is_lifted_by_whoever_carries_it_out_or_decided_it)
{
	struct book *b = story_told(true);
	struct by dan = stranger(b);

	WRITE(b->room, dan, measure_lifted, b->measure, STR("x"));
	check_refused(b, "Lifting a measure that is in force is for the seat that carries it out");
}

TEST(nobody_is_called_to_a_suspicion_whose_turn_it_is_not)
{
	struct book *b = story_begun(true);

	WRITE(b->room, SERVER, call_owed, .person = b->person[CYD], .seat = b->coo, .reason = CALL_TRIAGE);
	check_refused(b, "nobody had to reach that person for this");
}

TEST(nobody_says_too_early_that_a_suspicion_is_looked_at_again)
{
	struct book *b = story_begun(false);

	WRITE(b->room, BY(ADA), suspicion_watched, .until = b->now + 9000 * (i64)SECONDS, .why = STR("not sure"));
	WRITE(b->room, SERVER, watch_ended, .until = b->now + 9000 * (i64)SECONDS);
	check_refused(b, "the time to look again had not come");
}

TEST(nobody_is_called_as_if_command_had_been_taken_from_them)
{
	struct book *b = story_begun(true);

	WRITE(b->room, SERVER, call_owed, .person = b->person[CYD], .seat = b->coo, .reason = CALL_RELIEVED);
	check_refused(b, "nobody had to reach that person for this");
}

TEST(nobody_says_too_early_that_a_suspicion_is_late)
{
	struct book *b = story_begun(false);

	WRITE(b->room, SERVER, suspicion_late, .by = b->now);
	check_refused(b, "could still be in time");
}

/* A severity that calls Ben, who is the COO. */
static i64
calls_together(struct book *b)
{
	i64 *seats = NEW(T, i64, 1), criterion;

	*seats = b->coo;
	criterion = WRITE(0, BY(ADA), criterion_set, .terms = &(struct rec_criterion_terms){ .severity = SEV2, .calls = { seats, 1 }, .committee_within = 3600 },
	    .criteria = STR("it stops us"));
	WRITE(b->room, BY(ADA), room_declared, .kind = ROOM_INCIDENT, .severity = SEV2, .codename = STR("heron"), .title = STR("A breach"), .criterion = criterion);
	return criterion;
}

TEST(a_committee_is_called_by_the_charter_alone)
{
	struct book *b = story_begun(true);
	i64 criterion = calls_together(b);

	WRITE(b->room, SERVER, committee_called, .criterion = criterion, .by = b->now + 9999 * (i64)SECONDS);
	CHECK(verdicts_of(b).n_findings == 2);          /* the criterion, which no decision set, and this */
}

TEST(a_committee_is_raised_by_the_severity_alone_and_keeps_its_hour)
{
	struct book *b = story_begun(true);
	i64 criterion = calls_together(b), *seats = NEW(T, i64, 1), committee, by = b->now + 3601 * (i64)SECONDS, worse;

	*seats = b->coo;
	worse = WRITE(0, BY(ADA), criterion_set, .terms = &(struct rec_criterion_terms){ .severity = SEV1, .calls = { seats, 1 }, .committee_within = 9000 },
	    .criteria = STR("it burns"));
	committee = WRITE(b->room, SERVER, committee_called, .criterion = criterion, .by = by);
	CHECK(verdicts_of(b).n_findings == 3);          /* the criteria, which no decision set; and the hour, as the second of them took one */
	WRITE(b->room, SERVER, committee_raised, committee, worse, by);
	CHECK(verdicts_of(b).n_findings == 4);          /* the severity did not rise */
	WRITE(b->room, BY(ADA), severity_set, .severity = SEV1, .criterion = worse, .why = STR("worse"));
	WRITE(b->room, SERVER, committee_raised, committee, worse, b->now + 9001 * (i64)SECONDS);
	CHECK(verdicts_of(b).n_findings == 5);          /* a later hour than it had */
	WRITE(b->room, SERVER, committee_called, .criterion = worse, .by = by);
	CHECK(verdicts_of(b).n_findings == 6);          /* one that is called is not called anew */
}

TEST(a_committee_that_is_to_meet_is_not_called_off)
{
	struct book *b = story_begun(true);
	i64 criterion = calls_together(b), committee;

	committee = WRITE(b->room, SERVER, committee_called, .criterion = criterion, .by = b->now + 3601 * (i64)SECONDS);
	CHECK(verdicts_of(b).n_findings == 1);
	WRITE(b->room, SERVER, committee_called_off, committee);
	CHECK(verdicts_of(b).n_findings == 2);
}

TEST(nobody_says_too_early_that_a_committee_is_late)
{
	struct book *b = story_begun(true);
	i64 criterion = calls_together(b), committee;

	committee = WRITE(b->room, SERVER, committee_called, .criterion = criterion, .by = b->now + 3601 * (i64)SECONDS);
	WRITE(b->room, SERVER, committee_late, committee);
	CHECK(verdicts_of(b).n_findings == 2);
	b->now += 3602 * (i64)SECONDS;
	WRITE(b->room, SERVER, committee_late, committee);
	CHECK(verdicts_of(b).n_findings == 2);
}

TEST(what_somebody_needs_is_waited_for_until_its_time)
{
	struct book *b = story_begun(false);
	i64 need;

	put_up(b, b->option);
	need = WRITE(b->room, BY(BEN), need_stated, .option = b->option, .seat = b->coo, .by = b->now + 100 * (i64)SECONDS, .text = STR("the logs"));
	WRITE(b->room, SERVER, need_unmet, need);
	check_refused(b, "nobody waited for it any more, or its time was not over");
}

TEST(who_needs_something_first_is_not_silent_to_a_verifier_either)
{
	struct book *b = story_begun(false);
	i64 need;

	put_up(b, b->option);
	need = WRITE(b->room, BY(BEN), need_stated, .option = b->option, .seat = b->coo, .by = b->now + 2 * (i64)SECONDS, .text = STR("the logs"));
	b->now += 5 * (i64)SECONDS;
	WRITE(b->room, SERVER, need_unmet, need);
	check_clean(b);
}

/* ---- measures ---- */

#define OF_MEASURE(name, whoever, kind, words, ...) \
	TEST(name) { \
		struct book *b = story_told(true); \
		struct by dan = stranger(b); \
		(void)dan; \
		WRITE(b->room, whoever, kind, __VA_ARGS__); \
		check_refused(b, words); \
	}

OF_MEASURE(who_applied_a_measure_does_not_test_it, BY(BEN), measure_checked, "Somebody other than whoever applied it", b->measure, STR("a probe"))
OF_MEASURE(nobody_else_says_that_it_failed, dan, measure_failed, "Saying that a measure failed takes", b->measure, STR("x"))
OF_MEASURE(nobody_says_that_it_is_to_be_undone, dan, task_opened, "follows by rule, and is nobody's to say", .title = STR("Undo it"), .measure = b->measure, .undo = true)
OF_MEASURE(the_server_tests_nothing, SERVER, measure_checked, "measure_checked: nobody said so", b->measure, STR("a probe"))
OF_MEASURE(a_measure_does_not_expire_before_its_time, SERVER, measure_expired, "measure_expired: it did not follow", b->measure)
OF_MEASURE(nor_on_anybodys_word, BY(ADA), measure_expired, "measure_expired: it follows by rule, and is nobody's to say", b->measure)

/* ---- clocks ---- */

static i64
clock_running(struct book *b)
{
	static const struct rec_clock_limit limits[] = { { .from = STR_INIT("aware"), .unit = CLOCK_HOURS, .amount = 24 } };
	struct rec_clock_moment *aware = NEW(T, struct rec_clock_moment, 1);
	struct rec_clock_terms *terms = NEW(T, struct rec_clock_terms, 1);

	*aware = (struct rec_clock_moment){ .moment = STR("aware"), .at = b->now, .cause = b->decision };
	*terms = (struct rec_clock_terms){ STR("nis2_warning"), b->legal, limits, 1 };
	declared(b);
	return WRITE(b->room, BY(CYD), clock_started, .terms = terms, .moments = aware, .n_moments = 1, .deadline = b->now + 24 * 3600 * (i64)SECONDS, .title = STR("owed"));
}

#define OF_CLOCK(name, whoever, kind, words, ...) \
	TEST(name) { \
		struct book *b = story_begun(true); \
		struct by dan = stranger(b); \
		i64 clock = clock_running(b); \
		(void)dan; \
		WRITE(b->room, whoever, kind, __VA_ARGS__); \
		check_refused(b, words); \
	}

OF_CLOCK(a_clock_is_met_by_who_owes_it, dan, clock_met, "Saying that a clock is met is for", .clock = clock, .at = b->now, .how = STR("sent"))
OF_CLOCK(nor_by_nobody, SERVER, clock_met, "met", .clock = clock, .at = b->now, .how = STR("sent"))
OF_CLOCK(who_owes_it_says_that_it_applies, dan, clock_confirmed, "Saying that a clock applies is for", .clock = clock)
OF_CLOCK(and_lifts_it, dan, clock_lifted, "clock", .clock = clock, .why = STR("not ours"))
OF_CLOCK(it_is_not_late_before_its_time, SERVER, clock_passed, "its deadline had not passed", .clock = clock)
OF_CLOCK(nobodys_word_makes_it_late, dan, clock_passed, "its deadline had not passed", .clock = clock)

/* ---- what the server says that nobody said ---- */

#define FROM_NOWHERE(name, kind, words, ...) \
	TEST(name) { \
		struct book *b = story_begun(false); \
		declared(b); \
		WRITE(b->room, SERVER, kind, __VA_ARGS__); \
		check_refused(b, words); \
	}

FROM_NOWHERE(the_server_gives_nobody_a_task_that_nothing_asks_for, task_opened, "nothing asked for it", .title = STR("Pay them"), .owner = b->coo)
FROM_NOWHERE(it_undoes_no_measure_that_stands, task_opened, "nothing asked for it", .title = STR("Undo: Pull it"), .measure = b->measure, .undo = true)
FROM_NOWHERE(it_lets_nobody_in_whom_nobody_needs, member_added, "nobody had to reach them", .person = outsider(b))
FROM_NOWHERE(it_proposes_no_option, option_proposed, "option_proposed: it did not follow", .decision = b->decision, .title = STR("Pay them"))
FROM_NOWHERE(nor_a_measure, measure_proposed, "measure_proposed: it did not follow", .option = b->option, .kind = ISOLATION, .lasts = 3600, .text = STR("All of it"))
FROM_NOWHERE(nor_what_is_owed_by_it, obligation_proposed, "nothing took that obligation over", .option = b->option, .title = STR("a report"),
    .terms = &(struct rec_clock_terms){ STR("customers"), b->coo, &(struct rec_clock_limit){ .from = STR("decided"), .unit = CLOCK_HOURS, .amount = 4 }, 1 })
FROM_NOWHERE(nor_a_tripwire, tripwire_set, "tripwire_set: it did not follow", .option = b->option, .when = STR("exploited"))
FROM_NOWHERE(nor_says_it_what_a_plan_prescribes, plan_set, "plan_set: it did not follow", .option = b->option, .plan = STR("page 3"))
FROM_NOWHERE(nor_what_is_so, fact_asserted, "fact_asserted: it did not follow", .name = STR("exploited"), .value = STR("false"), .confidence = CONFIRMED)
FROM_NOWHERE(nor_asks_it_a_question, decision_opened, "nothing opened it again", .kind = STR("shutdown"), .rule = b->rule,
    .deadline = b->now + (WITHIN + 1) * (i64)SECONDS, .question = STR("Pay them?"))

TEST(the_server_puts_nobody_in_the_place_of_somebody_who_is_there)
{
	struct book *b = story_begun(false);

	WRITE(0, SERVER, absence_set, .person = b->person[BEN], .until = b->now + 9000 * (i64)SECONDS);
	check_refused(b, "that is for themselves to say");
}

static i64
device_of(struct book *b, enum who who)
{
	return WRITE(0, BY(who), device_added, b->person[who], STR("https://push.example/a"), STR("phone"),
	    (str){ (const char *)(const u8[65]){ 4 }, 65 }, STR("sixteen bytes of"));
}

TEST(the_server_takes_nobodys_device_but_one_that_is_gone)
{
	struct book *b = story_begun(false);
	i64 first = device_of(b, BEN), second = device_of(b, CYD);

	WRITE(0, SERVER, device_removed, first, DEVICE_GONE);
	check_clean(b);
	WRITE(0, SERVER, device_removed, second, DEVICE_REMOVED);
	check_refused(b, "what whoever it is by can say of a device");
}

TEST(a_device_is_taken_by_its_own_person_or_by_who_has_the_browser_now)
{
	struct book *b = story_begun(false);
	i64 first = device_of(b, BEN);

	b->now -= SECONDS;
	device_of(b, CYD);
	b->now -= SECONDS;
	WRITE(0, BY(CYD), device_removed, first, DEVICE_REPLACED);
	WRITE(0, BY(ADA), device_removed, first, DEVICE_REPLACED);
	check_refused(b, "what whoever it is by can say of a device");
	CHECK(verdicts_of(b).n_findings == 1);
}

/* ---- whose it was, though as things stood nobody could have said it ---- */

static void
over(struct book *b)
{
	b->now += (WITHIN + 1) * (i64)SECONDS;
	lapsed(b);
}

static void
closed(struct book *b)
{
	declared(b);
	over(b);
	WRITE(b->room, BY(ADA), room_closed, .why = STR("done"));
}

STEP(after_a_room_is_closed_nobody_plans_its_shifts, closed(b), shift_set, "shift_set: whoever gave it might not", .seat = b->coo, .person = b->person[BEN], .from = b->now, .until = b->now + 9000 * (i64)SECONDS)
STEP(nor_says_how_often_it_reports, closed(b), report_rhythm_set, "Saying how often is reported", .minutes = 60, .next_report_at = b->now + 3601 * (i64)SECONDS)
STEP(nor_hands_over_what_is_not_theirs, closed(b), handover_offered, "hands it over", .seat = b->coo, .to = b->person[CYD], .words = STR("x"))
STEP(for_a_decision_that_is_over_nobody_states_anothers_position, over(b), position_stated, "You do not speak for", .decision = b->decision, .seat = b->coo, .text = STR("x"))
STEP(nor_what_another_seat_would_concur_to, (put_up(b, b->option), over(b)), concurred_if, "You do not hold the seat", b->option, b->coo, STR("x"))
OF_MEASURE(what_failed_already_fails_by_no_strangers_word, (WRITE(b->room, BY(BEN), measure_failed, b->measure, STR("it leaks")), dan), measure_failed, "Saying that a measure failed takes", b->measure, STR("x"))

/* What is affected is counted by rule, and is a fact for whoever decides. */
TEST(a_count_that_the_server_makes_up_is_named)
{
	struct book *b = story_begun(false);

	WRITE(b->room, BY(BEN), affected_listed, .kind = AFFECTED_SERVICE, .state = AFFECTED_CONFIRMED, .name = STR("shop"));
	WRITE(b->room, SERVER, fact_asserted, .name = STR("affected.services.confirmed"), .value = STR("1"), .confidence = CONFIRMED);
	check_clean(b);
	WRITE(b->room, SERVER, fact_asserted, .name = STR("affected.services.hit"), .value = STR("7"), .confidence = CONFIRMED);
	check_refused(b, "fact_asserted: it did not follow");
}

static const i64 *
listed(struct book *b, struct by by)
{
	i64 *one = NEW(T, i64, 1);

	*one = WRITE(b->room, by, affected_listed, .kind = AFFECTED_SERVICE, .state = AFFECTED_SUSPECTED, .name = STR("shop"));
	return one;
}

TEST(a_guest_says_that_something_is_hit)
{
	struct book *b = story_begun(false);
	struct by gil = guest(b);

	WRITE(b->room, gil, affected_state_set, .affected = { listed(b, gil), 1 }, .state = AFFECTED_CONFIRMED);
	WRITE(b->room, SERVER, fact_asserted, .name = STR("affected.services.confirmed"), .value = STR("1"), .confidence = CONFIRMED);
	WRITE(b->room, SERVER, fact_asserted, .name = STR("affected.services.hit"), .value = STR("1"), .confidence = CONFIRMED);
	check_clean(b);
}

STEP(but_not_that_it_is_done_with, dan = guest(b), affected_state_set, "is for people of the organisation to say",
    .affected = { listed(b, BY(BEN)), 1 }, .state = AFFECTED_CLEARED)
STEP(nor_lists_it_so, dan = guest(b), affected_listed, "is for people of the organisation to say",
    .kind = AFFECTED_SERVICE, .state = AFFECTED_RESTORED, .name = STR("shop"))

/* Whoever leaves a task says so of nobody else. */
TEST(nobody_takes_others_off_a_task)
{
	struct book *b = story_begun(false);
	i64 *people = NEW(T, i64, 2), task;

	people[0] = b->person[BEN], people[1] = b->person[CYD];
	task = WRITE(b->room, BY(ADA), task_opened, .title = STR("Look"), .people = { people, 2 });
	WRITE(b->room, BY(BEN), task_left, .task = task, .people = { people + 1, 1 });
	check_refused(b, "could say so of themselves alone");
}

/* ---- members ---- */

STEP(whoever_is_not_in_the_room_says_nothing, dan.person = outsider(b), message_posted, "There is no such room", 0, STR("hello"))
STEP(nobody_lets_people_into_a_restricted_room_but_who_opened_it, WRITE(b->room, BY(ADA), room_restricted, STR("quiet")), member_added,
    "letting somebody in is for", .person = b->person[BEN])
STEP(nor_puts_them_out, (void)0, member_removed, "Taking somebody out", .person = b->person[BEN])
STEP(nobody_says_what_the_room_may_be_shown_as, (void)0, tlp_set, "for whoever commands the room", .tlp = TLP_CLEAR, .why = STR("x"))

static void
taken_out(struct book *b)
{
	declared(b);
	WRITE(b->room, BY(ADA), tlp_set, .tlp = TLP_RED, .why = STR("quiet"));
	WRITE(b->room, BY(ADA), member_removed, .person = b->person[BEN]);
	WRITE(b->room, BY(ADA), member_removed, .person = b->person[CYD]);
}

/* Ben is asked, and the server lets him in. */
static void
asked(struct book *b)
{
	put_up(b, b->option);
	WRITE(b->room, SERVER, call_owed, .person = b->person[BEN], .seat = b->coo, .decision = b->decision, .reason = CALL_ANSWER);
	WRITE(b->room, SERVER, member_added, .person = b->person[BEN]);
}

TEST(who_is_asked_comes_into_a_red_room_and_nobody_else)
{
	struct book *b = story_begun(false);

	taken_out(b);
	asked(b);
	check_clean(b);
	WRITE(b->room, SERVER, member_added, .person = b->person[CYD]);
	check_refused(b, "nobody had to reach them");
}

TEST(who_is_asked_does_not_come_into_a_restricted_room)
{
	struct book *b = story_begun(false);

	taken_out(b);
	WRITE(b->room, BY(ADA), room_restricted, STR("quiet"));
	asked(b);
	check_refused(b, "nobody had to reach them");
}

/* ---- briefs ---- */

TEST(who_is_asked_opened_the_brief_and_nobody_else)
{
	struct book *b = story_begun(true);
	struct by dan = stranger(b);

	put_up(b, b->option);
	WRITE(b->room, BY(BEN), brief_opened, .decision = b->decision, .seen = 1);
	check_clean(b);
	WRITE(b->room, dan, brief_opened, .decision = b->decision, .seen = 1);
	check_refused(b, "asks you nothing");
}

/* ---- calls ---- */

TEST(a_program_logs_no_call)
{
	struct book *b = story_begun(true);
	i64 token = WRITE(0, BY(BEN), token_issued, .owner = b->person[BEN], .secret = { { 9 } }, .scope = SCOPE_WRITE,
	    .expires = b->now + 9000 * (i64)SECONDS, .purpose = STR("pipeline")), call;

	acts(b, BEN, "confirm_token", token);
	put_up(b, b->option);
	call = WRITE(b->room, SERVER, call_owed, .person = b->person[ADA], .seat = b->ciso, .decision = b->decision, .reason = CALL_ANSWER);
	WRITE(b->room, ((struct by){ 0, 0, 0, token }), call_tried, .call = call, .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	check_refused(b, "nobody made that call");
}

TEST_MAIN()
