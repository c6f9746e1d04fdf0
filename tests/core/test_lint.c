#include "test.h"

#include "charter_file.h"
#include "lint.h"

static const char PEOPLE[] =
	"organisation: Org\nfirst_officer: ana\nofficers: [ben]\npeople:\n"
	"  - {label: ana, name: Ana}\n  - {label: ben, name: Ben}\n  - {label: cy, name: Cy}\n";
static const char SEATS[] =
	"seats:\n  - {label: coo, title: COO, holder: ana, deputies: [cy]}\n  - {label: ciso, title: CISO, holder: ben, deputies: [cy]}\n";

static const char SEVERITIES[] =
	"severities:\n  - {severity: SEV1, criteria: Ruin, calls: [coo]}\n  - {severity: SEV2, criteria: Bad, calls: [coo]}\n"
	"  - {severity: SEV3, criteria: Hurts}\n  - {severity: SEV4, criteria: Is handled}\n";

/* A rule for every kind: `rule` for its own, and for the rest one that takes both seats. */
static str
rules(str kind, const char *rule)
{
	str all = arena_fmt(T, "rules:\n%s", rule);

	for (size_t k = KIND_ERASE_WORDS + 1; k < standard_kind_words.count; k++)
		if (!str_eq(kind, str_c(standard_kind_words.words[k].text)))
			all = arena_fmt(T, "%.*s  - {kind: %s, accountable: coo, concur: [{k: 1, seats: [ciso]}], within: 1h}\n",
			    STR_ARG(all), standard_kind_words.words[k].text);
	return arena_fmt(T, "%.*s%s", STR_ARG(all), SEVERITIES);
}

static struct findings
lint(str yaml)
{
	struct charter_file f = { .name = STR("c") };

	CHECK_OK(yaml_load(T, f.name, yaml, &f.doc));
	CHECK_OK(charter_file_check(T, &f));
	return lint_charter(T, charter_file_founded(T, &f.is));
}

/* There is one finding, there, and its words have these. */
static void
check_one(struct findings found, const char *part, const char *label, const char *words)
{
	if (found.n != 1)
		fail_msg("%zu findings, the first: %s", found.n, found.n ? arena_cstr(T, found.v[0].why) : "-");
	CHECK_STR(found.v[0].part, str_c(part));
	CHECK_STR(found.v[0].label, str_c(label));
	if (!str_contains(found.v[0].why, str_c(words)))
		fail_msg("%s: %s", part, arena_cstr(T, found.v[0].why));
	CHECK_OK(field_check(T, record_lint_finding_table(), &found.v[0]));
}

static struct findings
lint_with(const char *people, const char *seats, const char *kind, const char *rule, const char *services)
{
	str r = rules(str_c(kind), rule);

	return lint(arena_fmt(T, "%s%s%.*s%s", people, seats, STR_ARG(r), services));
}
#define LINT_SEAT(seat)           lint_with(PEOPLE, arena_fmt(T, "%s%s", SEATS, seat).p, "", "", "")
#define LINT_RULE(kind, rule)     lint_with(PEOPLE, SEATS, kind, "  - {kind: " kind ", " rule ", within: 1h}\n", "")
#define LINT_SERVICE(service)     lint_with(PEOPLE, SEATS, "", "", "services:\n  - " service "\n")

TEST(a_sound_charter_has_no_findings)
{
	CHECK(LINT_SEAT("").n == 0);
	CHECK(LINT_SERVICE("{label: s, title: S, criticality: vital, owner: coo, tolerance: 4h, cost_per_hour: {low: 1, currency: EUR}}").n == 0);
}

TEST(the_library_is_sound)
{
	CHECK(lint(read_whole("library/charters/example.yaml")).n == 0);
	CHECK(lint(read_whole("library/charters/small.yaml")).n == 0);
}

TEST(an_empty_seat_is_found)
{
	check_one(LINT_SEAT("  - {label: x, title: X}\n"), "seats", "x", "Nobody holds it and nobody stands in");
	check_one(LINT_SEAT("  - {label: x, title: X, deputies: [ana]}\n"), "seats", "x", "waits for a deputy");
}

TEST(one_person_and_no_deputy_is_found)
{
	check_one(LINT_SEAT("  - {label: x, title: X, holder: ana}\n"), "seats", "x", "Only Ana can answer");
}

TEST(people_who_deputise_each_other_are_no_finding)
{
	CHECK(LINT_SEAT("  - {label: x, title: X, holder: ana, deputies: [ben]}\n  - {label: y, title: Y, holder: ben, deputies: [ana]}\n").n == 0);
}

TEST(a_single_officer_is_found)
{
	check_one(lint_with("organisation: Org\nfirst_officer: ana\npeople:\n"
	    "  - {label: ana, name: Ana}\n  - {label: ben, name: Ben}\n  - {label: cy, name: Cy}\n", SEATS, "", "", ""),
	    "officers", "", "Ana is the only charter officer");
}

TEST(a_rule_nobody_can_satisfy_is_found)
{
	static const char both[] = "seats:\n  - {label: coo, title: COO, holder: ana, deputies: [ben]}\n"
	    "  - {label: ciso, title: CISO, holder: ben, deputies: [ana]}\n  - {label: ceo, title: CEO, holder: ana, deputies: [ben]}\n";

	check_one(lint_with(PEOPLE, both, "pay",
	    "  - {kind: pay, accountable: coo, concur: [{k: 2, seats: [ciso, ceo]}], within: 1h}\n", ""),
	    "rules", "pay", "Nobody can ever satisfy it");
}

TEST(k_of_n_is_satisfied_by_whichever_people_there_are)
{
	static const char both[] = "seats:\n  - {label: coo, title: COO, holder: ana, deputies: [ben]}\n"
	    "  - {label: ciso, title: CISO, holder: ben, deputies: [ana]}\n  - {label: ceo, title: CEO, holder: cy, deputies: [ben]}\n";

	CHECK(lint_with(PEOPLE, both, "pay",
	    "  - {kind: pay, accountable: coo, concur: [{k: 2, seats: [coo, ciso, ceo]}], within: 1h}\n", "").n == 0);
}

TEST(one_person_in_two_seats_of_a_rule_is_found)
{
	check_one(lint_with(PEOPLE, "seats:\n  - {label: coo, title: COO, holder: ana, deputies: [cy]}\n"
	    "  - {label: ciso, title: CISO, holder: ben, deputies: [cy]}\n  - {label: ceo, title: CEO, holder: ana, deputies: [ben]}\n",
	    "pay", "  - {kind: pay, accountable: coo, concur: [{k: 1, seats: [ceo]}], within: 1h}\n", ""),
	    "rules", "pay", "one person sits in several of its seats");
}

TEST(one_person_deciding_what_cannot_be_taken_back_is_found)
{
	check_one(LINT_RULE("full_shutdown", "accountable: coo"), "rules", "full_shutdown", "One person alone");
	CHECK(LINT_RULE("contain", "accountable: coo").n == 0);
}

TEST(the_officers_seat_counts_its_people)
{
	CHECK(LINT_RULE("pay", "accountable: charter_officers, concur: [{k: 1, seats: [charter_officers]}]").n == 0);
	CHECK(LINT_RULE("close", "accountable: ciso, concur: [{k: 1, seats: [charter_officers, coo]}]").n == 0);
}

TEST(standard_kinds_without_a_rule_are_one_finding)
{
	struct findings found = lint(arena_fmt(T, "%s%s%s", PEOPLE, SEATS, SEVERITIES));

	check_one(found, "rules", "", "No rule says who decides declare, contain, partial_shutdown");
	CHECK(!str_contains(found.v[0].why, STR("change_charter")) && !str_contains(found.v[0].why, STR("erase_words")));
	CHECK(str_ends(found.v[0].why, STR("close, reopen: when it comes up, nobody may.")));
}

#define KNOWN "tolerance: 4h, cost_per_hour: {low: 1, currency: EUR}"

TEST(a_service_without_owner_and_a_vital_one_nobody_may_stop_are_found)
{
	struct findings found;

	check_one(LINT_SERVICE("{label: s, title: S, criticality: vital, " KNOWN "}"), "services", "s", "No seat owns it");
	found = lint(arena_fmt(T, "%s%sservices:\n  - {label: s, title: S, criticality: vital, owner: coo, " KNOWN "}\n%s", PEOPLE, SEATS, SEVERITIES));
	CHECK(found.n == 2);
	CHECK_STR(found.v[1].label, STR("s"));
	CHECK(str_contains(found.v[1].why, STR("no rule says who may shut it down")));
}

TEST(a_vital_service_without_tolerance_or_cost_is_found)
{
	check_one(LINT_SERVICE("{label: s, title: S, criticality: vital, owner: coo, tolerance: 4h}"), "services", "s", "what an hour without it costs");
	check_one(LINT_SERVICE("{label: s, title: S, criticality: vital, owner: coo, cost_per_hour: {high: 1, currency: EUR}}"), "services", "s",
	    "how long it may be down");
	CHECK(LINT_SERVICE("{label: s, title: S, criticality: important, owner: coo}").n == 0);
}

TEST(services_that_need_each_other_are_found_once_a_round)
{
#define ORDINARY(label, needs) "{label: " label ", title: X, criticality: ordinary, owner: coo, needs: [" needs "]}"
	check_one(LINT_SERVICE(ORDINARY("a", "b") "\n  - " ORDINARY("b", "c") "\n  - " ORDINARY("c", "b") "\n  - " ORDINARY("d", "a")),
	    "services", "b", "It and c need each other");
	check_one(LINT_SERVICE(ORDINARY("a", "b") "\n  - " ORDINARY("b", "c") "\n  - " ORDINARY("c", "a")), "services", "a",
	    "It and c, b need each other");
}

/* ---- in earnest: people count when their passkey does ---- */

static struct charter *
in_earnest(void)
{
	struct charter_file f = { .name = STR("c") };
	str r = rules(STR(""), "");
	struct charter *c;

	CHECK_OK(yaml_load(T, f.name, arena_fmt(T, "%s%s%.*s", PEOPLE, SEATS, STR_ARG(r)), &f.doc));
	CHECK_OK(charter_file_check(T, &f));
	c = (struct charter *)(uintptr_t)charter_file_founded(T, &f.is);
	c->founded.demo = false;
	return c;
}

static void
has_key(struct charter *c, i64 person, i64 id)
{
	*ADD(c, credentials) = (struct credential){ .head = { id, id }, .is.person = person, .state = CREDENTIAL_VOUCHED };
}

TEST(people_without_a_vouched_key_answer_for_nothing)
{
	struct charter *c = in_earnest();
	struct findings found = lint_charter(T, c);

	CHECK_STR(found.v[0].part, STR("officers"));
	CHECK(str_contains(found.v[0].why, STR("No charter officer has a passkey")));
	CHECK(str_contains(found.v[1].why, STR("Nobody in its line has a passkey")));
	CHECK(found.n == 1 + 2);
	for (size_t i = 0; i < c->n_persons; i++)
		has_key(c, c->persons[i].head.id, 900 + (i64)i);
	CHECK(lint_charter(T, c).n == 0);
	c->credentials[0].state = CREDENTIAL_REVOKED;           /* Ana's */
	found = lint_charter(T, c);
	CHECK_STR(found.v[0].part, STR("officers"));
	CHECK(found.n == 2);
	check_one((struct findings){ found.v + 1, 1 }, "seats", "coo", "Only Cy can answer");
}

static struct findings
lint_severities(const char *severities)
{
	str r = rules(STR(""), "");

	r.n -= sizeof(SEVERITIES) - 1;
	return lint(arena_fmt(T, "%s%s%.*s%s", PEOPLE, SEATS, STR_ARG(r), severities));
}

TEST(a_severity_without_criteria_is_argued_over)
{
	check_one(lint_severities(""), "severities", "", "SEV1, SEV2, SEV3, SEV4");
	check_one(lint_severities("severities:\n  - {severity: SEV1, criteria: Ruin, calls: [coo]}\n"
	    "  - {severity: SEV3, criteria: Hurts}\n"), "severities", "", "SEV2, SEV4");
}

TEST(a_grave_severity_calls_somebody)
{
	check_one(lint_severities("severities:\n  - {severity: SEV1, criteria: Ruin}\n  - {severity: SEV2, criteria: Bad, calls: [coo]}\n"
	    "  - {severity: SEV3, criteria: Hurts}\n  - {severity: SEV4, criteria: Calm}\n"), "severities", "SEV1", "Nobody is called");
}

TEST_MAIN()
