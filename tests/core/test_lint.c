#include "test.h"

#include "charter_file.h"
#include "lint.h"

static const char PEOPLE[] =
	"organisation: Org\nfirst_officer: ana\nofficers: [ben]\npeople:\n"
	"  - {label: ana, name: Ana}\n  - {label: ben, name: Ben}\n  - {label: cy, name: Cy}\n";
#define TRAINED(person) "{person: " person ", until: '2099-12-31'}"
#define SPEAKS(a, b) ", takes: media_training, qualified: [" TRAINED(a) ", " TRAINED(b) "]"
#define SCRIBE "  - {label: scribe, title: Scribe, holder: cy, deputies: [ana, ben]}\n"
static const char SEATS[] =
	"seats:\n" SCRIBE "  - {label: coo, title: COO, holder: ana, deputies: [cy]" SPEAKS("ana", "cy") "}\n  - {label: ciso, title: CISO, holder: ben, deputies: [cy]}\n";
#define LADDER ", ladder: {deputy_after: 20m}"

#define CONTACT(label, kind, more) "  - {label: " label ", title: X, kind: " kind more "}\n"
#define CALLED ", callers: [coo], number: '+44'"
#define CONTACTS "contacts:\n" CONTACT("i", "insurer", CALLED) CONTACT("c", "counsel", CALLED) CONTACT("a", "authority", CALLED)
static const char SEVERITIES[] =
	"severities:\n  - {severity: SEV1, criteria: Ruin, calls: [coo], committee_within: 1h}\n  - {severity: SEV2, criteria: Bad, calls: [coo]}\n"
	"  - {severity: SEV3, criteria: Hurts}\n  - {severity: SEV4, criteria: Is handled}\n" CONTACTS;

/* A rule for every kind: `rule` for its own, and for the rest one that takes both seats; and a holding statement for every audience. */
static str
rules(str kind, const char *rule)
{
	str all = arena_fmt(T, "rules:\n%s", rule);

	for (size_t k = KIND_ERASE_WORDS + 1; k < standard_kind_words.count; k++)
		if (!str_eq(kind, str_c(standard_kind_words.words[k].text)))
			all = arena_fmt(T, "%.*s  - {kind: %s, accountable: coo, concur: [{k: 1, seats: [ciso]}], within: 1h" LADDER "}\n",
			    STR_ARG(all), standard_kind_words.words[k].text);
	all = arena_fmt(T, "%.*stemplates:\n", STR_ARG(all));
	for (int k = KIND_STATEMENT_INTERNAL; k <= KIND_STATEMENT_POLICE; k++)
		all = arena_fmt(T, "%.*s  - {label: h%d, title: H%d, audience: %s, channel: mail, language: en, holding: true, text: We know of it.}\n",
		    STR_ARG(all), k, k, word_text(&standard_kind_words, k));
	return arena_fmt(T, "%.*s%s", STR_ARG(all), SEVERITIES);
}

static struct rec_lint
lint(str yaml)
{
	struct charter_file f = { .name = STR("c") };

	CHECK_OK(yaml_load(T, f.name, yaml, &f.doc));
	CHECK_OK(charter_file_check(T, &f));
	return lint_charter(T, charter_file_founded(T, &f.is), 0);
}

/* There is one finding, there, and its words have these. */
static void
check_one(struct rec_lint found, const char *part, const char *label, const char *words)
{
	if (found.n_findings != 1)
		fail_msg("%zu findings, the first: %s", found.n_findings, found.n_findings ? arena_cstr(T, found.findings[0].why) : "-");
	CHECK_STR(found.findings[0].part, str_c(part));
	CHECK_STR(found.findings[0].label, str_c(label));
	if (!str_contains(found.findings[0].why, str_c(words)))
		fail_msg("%s: %s", part, arena_cstr(T, found.findings[0].why));
	CHECK_OK(field_check(T, record_lint_table(), &found));
	CHECK(found.readiness == 100 - found.findings[0].weight);
}

/* Among whatever else there is: a finding of that kind, there, with these words. */
static void
check_found(struct rec_lint found, const char *kind, const char *label, const char *words)
{
	for (size_t i = 0; i < found.n_findings; i++) {
		const struct rec_lint_finding *f = &found.findings[i];

		if (str_eq(f->kind, str_c(kind)) && str_eq(f->label, str_c(label)) && str_contains(f->why, str_c(words)))
			return;
	}
	fail_msg("no %s of %s: %s", kind, label, words);
}

static bool
has_kind(struct rec_lint found, const char *kind)
{
	for (size_t i = 0; i < found.n_findings; i++)
		if (str_eq(found.findings[i].kind, str_c(kind)))
			return true;
	return false;
}

static struct rec_lint
lint_with(const char *people, const char *seats, const char *kind, const char *rule, const char *services)
{
	str r = rules(str_c(kind), rule);

	return lint(arena_fmt(T, "%s%s%.*s%s", people, seats, STR_ARG(r), services));
}
#define LINT_SEAT(seat)           lint_with(PEOPLE, arena_fmt(T, "%s%s", SEATS, seat).p, "", "", "")
#define LINT_RULE(kind, rule)     lint_with(PEOPLE, SEATS, kind, "  - {kind: " kind ", " rule ", within: 1h" LADDER "}\n", "")
#define LINT_SERVICE(service)     lint_with(PEOPLE, SEATS, "", "", "services:\n  - " service "\n")

TEST(a_sound_charter_has_no_findings)
{
	CHECK(LINT_SEAT("").n_findings == 0);
	CHECK(LINT_SERVICE("{label: s, title: S, criticality: vital, owner: coo, tolerance: 4h, cost_per_hour: {low: 1, currency: EUR}}").n_findings == 0);
}

TEST(the_library_is_sound)
{
	CHECK(lint(read_whole("library/charters/example.yaml")).n_findings == 0);
	CHECK(lint(read_whole("library/charters/small.yaml")).n_findings == 0);
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

TEST(people_who_stand_in_for_each_other_and_nobody_else_does_are_found_once)
{
	check_one(LINT_SEAT("  - {label: x, title: X, holder: ana, deputies: [ben]}\n  - {label: y, title: Y, holder: ben, deputies: [ana]}\n"),
	    "seats", "x", "Ana, Ben stand in for each other");
	CHECK(LINT_SEAT("  - {label: x, title: X, holder: ana, deputies: [ben, cy]}\n  - {label: y, title: Y, holder: ben, deputies: [ana]}\n").n_findings == 0);
}

TEST(a_longer_circle_of_deputies_is_found)
{
	check_found(lint_with(PEOPLE, "seats:\n  - {label: coo, title: COO, holder: ana, deputies: [ben]}\n"
	    "  - {label: ciso, title: CISO, holder: ben, deputies: [cy]}\n  - {label: scribe, title: Scribe, holder: cy, deputies: [ana]}\n", "", "", ""),
	    "seats_in_a_circle", "coo", "Ana, Ben, Cy stand in");
}

TEST(a_single_officer_is_found)
{
	struct rec_lint found = lint_with("organisation: Org\nfirst_officer: ana\npeople:\n"
	    "  - {label: ana, name: Ana}\n  - {label: ben, name: Ben}\n  - {label: cy, name: Cy}\n", SEATS, "", "", "");

	check_found(found, "officers_one", "", "Ana is the only charter officer");
	check_found(found, "officer_decides_alone", "", "Ana holds COO and is the only officer");
	CHECK(found.n_findings == 2 && found.readiness == 85);
}

TEST(a_single_officer_who_decides_nothing_is_one_person_in_one_seat)
{
	struct rec_lint found = lint_with("organisation: Org\nfirst_officer: cy\npeople:\n"
	    "  - {label: ana, name: Ana}\n  - {label: ben, name: Ben}\n  - {label: cy, name: Cy}\n", SEATS, "", "", "");

	check_one(found, "officers", "", "Cy is the only charter officer");
}

TEST(a_charter_without_a_scribe_is_found)
{
	check_one(lint_with(PEOPLE, "seats:\n  - {label: coo, title: COO, holder: ana, deputies: [cy]" SPEAKS("ana", "cy") "}\n"
	    "  - {label: ciso, title: CISO, holder: ben, deputies: [cy]}\n", "", "", ""), "seats", "", "No seat is the scribe's");
}

TEST(a_rule_nobody_can_satisfy_is_found)
{
	static const char both[] = "seats:\n" SCRIBE "  - {label: coo, title: COO, holder: ana, deputies: [ben]}\n"
	    "  - {label: ciso, title: CISO, holder: ben, deputies: [ana]}\n  - {label: ceo, title: CEO, holder: ana, deputies: [ben]}\n";

	check_found(lint_with(PEOPLE, both, "pay",
	    "  - {kind: pay, accountable: coo, concur: [{k: 2, seats: [ciso, ceo]}], within: 1h" LADDER "}\n", ""),
	    "rule_impossible", "pay", "Nobody can ever satisfy it");
}

TEST(one_person_does_not_concur_in_two_groups)
{
	check_found(lint_with(PEOPLE, SEATS, "pay",
	    "  - {kind: pay, accountable: scribe, concur: [{k: 1, seats: [coo]}, {k: 1, seats: [ciso, coo]}, {k: 1, seats: [ciso]}], within: 1h" LADDER "}\n", ""),
	    "rule_impossible", "pay", "too few different people");
}

TEST(k_of_n_is_satisfied_by_whichever_people_there_are)
{
	static const char all[] = "seats:\n" SCRIBE "  - {label: coo, title: COO, holder: ana, deputies: [ben]" SPEAKS("ana", "ben") "}\n"
	    "  - {label: ciso, title: CISO, holder: ben, deputies: [ana, cy]}\n  - {label: ceo, title: CEO, holder: cy, deputies: [ben]}\n";

	CHECK(lint_with(PEOPLE, all, "pay",
	    "  - {kind: pay, accountable: coo, concur: [{k: 2, seats: [coo, ciso, ceo]}], within: 1h" LADDER "}\n", "").n_findings == 0);
}

TEST(one_person_in_two_seats_of_a_rule_is_found)
{
	check_one(lint_with(PEOPLE, "seats:\n" SCRIBE "  - {label: coo, title: COO, holder: ana, deputies: [cy]" SPEAKS("ana", "cy") "}\n"
	    "  - {label: ciso, title: CISO, holder: ben, deputies: [cy]}\n  - {label: ceo, title: CEO, holder: ana, deputies: [ben]}\n",
	    "pay", "  - {kind: pay, accountable: coo, concur: [{k: 1, seats: [ceo]}], within: 1h" LADDER "}\n", ""),
	    "rules", "pay", "one person sits in several of its seats");
}

TEST(one_person_deciding_what_cannot_be_taken_back_is_found)
{
	check_one(LINT_RULE("accept_risk", "accountable: coo"), "rules", "accept_risk", "One person alone");
	CHECK(LINT_RULE("contain", "accountable: coo").n_findings == 0);
}

TEST(the_officers_seat_counts_its_people)
{
	CHECK(LINT_RULE("pay", "accountable: charter_officers, concur: [{k: 1, seats: [charter_officers]}]").n_findings == 0);
	CHECK(LINT_RULE("close", "accountable: ciso, concur: [{k: 1, seats: [charter_officers, coo]}]").n_findings == 0);
}

TEST(standard_kinds_without_a_rule_are_one_finding)
{
	struct rec_lint found = lint(arena_fmt(T, "%s%s%s", PEOPLE, SEATS, SEVERITIES));

	check_one(found, "rules", "", "No rule says who decides declare, contain, partial_shutdown");
	CHECK(!str_contains(found.findings[0].why, STR("change_charter")) && !str_contains(found.findings[0].why, STR("erase_words")));
	CHECK(str_contains(found.findings[0].why, STR("statement, law_enforcement")) && str_contains(found.findings[0].why, STR("withhold")));
	CHECK(str_ends(found.findings[0].why, STR("close, reopen: when it comes up, nobody may.")));
}

#define KNOWN "tolerance: 4h, cost_per_hour: {low: 1, currency: EUR}"

TEST(a_service_without_owner_and_a_vital_one_nobody_may_stop_are_found)
{
	struct rec_lint found;

	check_one(LINT_SERVICE("{label: s, title: S, criticality: vital, " KNOWN "}"), "services", "s", "No seat owns it");
	found = lint(arena_fmt(T, "%s%sservices:\n  - {label: s, title: S, criticality: vital, owner: coo, " KNOWN "}\n%s", PEOPLE, SEATS, SEVERITIES));
	CHECK(found.n_findings == 2);
	CHECK_STR(found.findings[1].label, STR("s"));
	CHECK(str_contains(found.findings[1].why, STR("no rule says who may shut it down")));
}

TEST(a_vital_service_without_tolerance_or_cost_is_found)
{
	check_one(LINT_SERVICE("{label: s, title: S, criticality: vital, owner: coo, tolerance: 4h}"), "services", "s", "what an hour without it costs");
	check_one(LINT_SERVICE("{label: s, title: S, criticality: vital, owner: coo, cost_per_hour: {high: 1, currency: EUR}}"), "services", "s",
	    "how long it may be down");
	CHECK(LINT_SERVICE("{label: s, title: S, criticality: important, owner: coo}").n_findings == 0);
}

TEST(a_service_whose_owner_is_nobody_and_a_route_that_counts_as_nothing_are_found)
{
	const char *service = "%s%s  - {label: shop, title: Shop}\nservices:\n  - {label: s, title: S, criticality: ordinary, owner: shop}\n%.*s";
	str all = rules(STR(""), "");

	check_found(lint(arena_fmt(T, service, PEOPLE, SEATS, STR_ARG(all))), "service_owner_empty", "s", "Shop owns it, and nobody sits there");
	check_one(LINT_SERVICE("{label: s, title: S, criticality: ordinary, owner: coo, routes: [{name: By hand, switch_takes: 1h}, {name: By post, switch_takes: 1d, capacity: 5}]}"),
	    "services", "s", "Of “By hand” nobody has said");
	check_one(LINT_SERVICE("{label: s, title: S, criticality: ordinary, owner: coo, routes: [{name: By hand, capacity: 5}]}"), "services", "s", "it counts as no help");
}

TEST(a_grave_severity_that_calls_only_empty_seats_calls_nobody)
{
	str all = rules(STR(""), "");
	const char *calls = strstr(all.p, "severity: SEV2");

	CHECK(calls != NULL);
	all = arena_fmt(T, "%s%s  - {label: shop, title: Shop}\n%.*s{severity: SEV2, criteria: Bad, calls: [shop]}%s", PEOPLE, SEATS,
	    (int)(calls - 1 - all.p), all.p, strchr(calls, '}') + 1);
	check_found(lint(all), "severity_calls_nobody", "SEV2", "only seats are called that nobody sits in");
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
founded_with(const char *people, const char *seats)
{
	struct charter_file f = { .name = STR("c") };
	str r = rules(STR(""), "");
	struct charter *c;

	CHECK_OK(yaml_load(T, f.name, arena_fmt(T, "%s%s%s%s%.*s", PEOPLE, people, SEATS, seats, STR_ARG(r)), &f.doc));
	CHECK_OK(charter_file_check(T, &f));
	c = (struct charter *)(uintptr_t)charter_file_founded(T, &f.is);
	c->founded.demo = false;
	return c;
}

static struct charter *
in_earnest(void)
{
	return founded_with("", "");
}

static void
has_key(struct charter *c, i64 person, i64 id)
{
	*ADD(c, credentials) = (struct credential){ .head = { id, id }, .is.person = person, .state = CREDENTIAL_VOUCHED };
}

TEST(of_many_people_the_first_few_are_named_and_all_are_counted)
{
	struct charter *c = founded_with("  - {label: di, name: Di}\n  - {label: ed, name: Ed}\n  - {label: flo, name: Flo}\n",
	    "  - {label: shop, title: Shop, holder: di, deputies: [ed, flo]}\n");
	struct rec_lint found = lint_charter(T, c, 0);

	check_found(found, "people_without_passkey", "", "Ana, Ben, Cy, Di and 2 others: no passkey of theirs counts");
	CHECK(found.findings[1].weight == 6 * 2);
}

TEST(people_without_a_vouched_key_answer_for_nothing)
{
	struct charter *c = in_earnest();
	struct rec_lint found = lint_charter(T, c, 0);

	check_found(found, "officers_none", "", "No charter officer has a passkey");
	check_found(found, "people_without_passkey", "", "Ana, Ben, Cy: no passkey of theirs counts");
	check_found(found, "seat_unable", "coo", "Nobody in its line has a passkey");
	CHECK(found.n_findings == 1 + 1 + 3 && found.findings[1].weight == 3 * 2);
	for (size_t i = 0; i < c->n_persons; i++)
		has_key(c, c->persons[i].head.id, 900 + (i64)i);
	CHECK(lint_charter(T, c, 0).n_findings == 0);
	c->credentials[0].state = CREDENTIAL_REVOKED;           /* Ana's */
	found = lint_charter(T, c, 0);
	check_found(found, "officers_one", "", "Ben is the only");
	check_found(found, "people_without_passkey", "", "Ana: no passkey");
	check_found(found, "seat_one_person", "coo", "Only Cy can answer");
}

TEST(a_guest_whose_time_nothing_ends_is_found_and_an_officer_is_none)
{
	struct charter *c = founded_with("  - {label: di, name: Di, outside: true}\n  - {label: ed, name: Ed, outside: true, until: '2027-05-01'}\n", "");

	for (size_t i = 0; i < c->n_persons; i++)
		has_key(c, c->persons[i].head.id, 900 + (i64)i);
	check_one(lint_charter(T, c, 0), "people", "", "Di: from outside, and no day ends their time");
	c->persons[0].is.outside = true;                        /* Ana, an officer */
	check_one(lint_charter(T, c, 0), "people", "", "Di: from outside, and no day ends their time");
	c->persons[3].ejected = true;
	CHECK(lint_charter(T, c, 0).n_findings == 0);
}

TEST(whoever_was_ejected_lacks_nothing)
{
	struct charter *c = in_earnest();

	for (size_t i = 0; i < c->n_persons; i++)
		has_key(c, c->persons[i].head.id, 900 + (i64)i);
	c->persons[0].ejected = true;                           /* Ana, who holds the COO's seat */
	CHECK(!has_kind(lint_charter(T, c, 0), "people_without_passkey"));
	check_found(lint_charter(T, c, 0), "seat_one_person", "coo", "Only Cy can answer");
}

/* ---- as things stand now: who is away, who can be reached ---- */

enum { NOW = 1000 };
#define DAYS (24 * 3600 * 1000000ll)

static void
has_answered(struct contact *x, i64 at)
{
	x->tried = x->reached = at;
	x->result = CALL_REACHED;
}

static void
is_approved(struct template *x, i64 until)
{
	x->approved = NOW;
	x->until = until;
}

static struct charter *
with_everybody_reached(void)
{
	struct charter *c = in_earnest();

	for (size_t i = 0; i < c->n_persons; i++) {
		has_key(c, c->persons[i].head.id, 900 + (i64)i);
		*ADD(c, reaches) = (struct reach){ .head = { 950 + (i64)i, 0, 0, 0 }, .is = { c->persons[i].head.id, STR("+44"), { NULL, 0 } } };
	}
	for (size_t i = 0; i < c->n_contacts; i++)
		has_answered(&c->contacts[i], NOW);
	for (size_t i = 0; i < c->n_templates; i++)
		is_approved(&c->templates[i], NOW + 366 * DAYS);
	*ADD(c->room, drills) = (struct drill){ .head.id = 990, .ended = NOW };
	return c;
}

TEST(whoever_sits_somewhere_and_cannot_be_reached_is_found)
{
	struct charter *c = with_everybody_reached();

	CHECK(lint_charter(T, c, NOW).n_findings == 0);
	c->reaches[1].is.phone = (str){ NULL, 0 };
	check_one(lint_charter(T, c, NOW), "people", "", "Ben: nobody knows how to reach them");
	CHECK(lint_charter(T, c, 0).n_findings == 0);                     /* a file does not know */
}

TEST(a_server_that_can_page_nobody_is_found)
{
	struct charter *c = with_everybody_reached();

	CHECK(lint_served(T, c, NOW, 1u << BY_TEXT_MESSAGE).n_findings == 0);
	check_one(lint_served(T, c, NOW, 0), "people", "", "no way out is set up");
	check_one(lint_served(T, c, NOW, 1u << BY_MAIL | 1u << BY_PUSH), "people", "", "nobody in any seat has an address for it");
	c->reaches[2].is.mail = STR("cy@example.net");
	CHECK(lint_served(T, c, NOW, 1u << BY_MAIL).n_findings == 0);
	CHECK(lint_charter(T, c, NOW).n_findings == 0);                   /* who has no server does not know */
}

/* The seat takes a training, which both of its line had. */
static void
takes_training(struct charter *c, const char *holder, const char *deputy)
{
	struct rec_qualified *v = NEW(T, struct rec_qualified, 2);
	struct seat *coo = (struct seat *)(uintptr_t)charter_seat_named(c, STR("coo"));

	v[0] = (struct rec_qualified){ coo->is.holders.v[0], str_c(holder) };
	v[1] = (struct rec_qualified){ coo->is.deputies.v[0], str_c(deputy) };
	coo->is.takes = STR("media_training");
	coo->is.qualified = v;
	coo->is.n_qualified = 2;
}

TEST(whoever_sits_where_training_is_asked_and_has_none_is_found)
{
	struct charter *c = with_everybody_reached();

	takes_training(c, "1970-03-01", "1970-03-01");
	CHECK(lint_charter(T, c, NOW).n_findings == 0);
	takes_training(c, "1970-03-01", "1970-01-20");
	check_one(lint_charter(T, c, NOW), "seats", "coo", "ends within 30 days for Cy");
	takes_training(c, "1970-03-01", "1969-12-31");
	check_one(lint_charter(T, c, NOW), "seats", "coo", "these have it not, or not any more: Cy");
	((struct seat *)(uintptr_t)charter_seat_named(c, STR("coo")))->is.n_qualified = 1;
	check_one(lint_charter(T, c, NOW), "seats", "coo", "these have it not, or not any more: Cy");
}

TEST(of_training_a_file_knows_who_has_none_and_not_what_day_it_is)
{
	check_one(LINT_SEAT("  - {label: x, title: X, holder: ana, deputies: [cy], takes: media_training, qualified: [{person: ana, until: '1999-01-01'}]}\n"),
	    "seats", "x", "these have it not, or not any more: Cy");
	CHECK(LINT_SEAT("  - {label: x, title: X, holder: ana, deputies: [cy], takes: media_training, qualified: [{person: ana, until: '1999-01-01'}, "
	    "{person: cy, until: '1999-01-01'}]}\n").n_findings == 0);
}

TEST(a_seat_whose_people_are_all_away_is_found)
{
	struct charter *c = with_everybody_reached();

	*ADD(c, absences) = (struct absence){ .is = { c->persons[0].head.id, 3000000 } };
	CHECK(lint_charter(T, c, NOW).n_findings == 0);                   /* Cy stands in */
	*ADD(c, absences) = (struct absence){ .is = { c->persons[2].head.id, 2000000 } };
	check_one(lint_charter(T, c, NOW), "seats", "coo", "the first until 1970-01-01: what needs it");
	CHECK(lint_charter(T, c, 3000000).n_findings == 0);               /* they are back */
}

/* ---- contacts ---- */

static struct rec_lint
lint_calling(const char *contacts)
{
	str all = rules(STR(""), "");

	all.n -= sizeof(CONTACTS) - 1;
	return lint(arena_fmt(T, "%s%s%.*scontacts:\n%s", PEOPLE, SEATS, STR_ARG(all), contacts));
}
#define INSURER CONTACT("i", "insurer", CALLED)
#define COUNSEL CONTACT("c", "counsel", CALLED)
#define AUTHORITY CONTACT("a", "authority", CALLED)

TEST(whom_everybody_needs_and_nobody_entered_is_one_finding)
{
	struct rec_lint found = lint_calling(AUTHORITY);

	check_one(found, "contacts", "", "There is no insurer, no counsel among the contacts");
	CHECK(found.readiness == 100 - 2 * 2);
	CHECK(lint_calling(INSURER COUNSEL AUTHORITY).n_findings == 0);
}

TEST(a_seat_of_counsel_that_somebody_holds_is_counsel_to_call)
{
	str all = rules(STR(""), "");

	all.n -= sizeof(CONTACTS) - 1;
	CHECK(lint(arena_fmt(T, "%s%s  - {label: gc, title: GC, holder: ana, deputies: [cy], counsel: true}\n%.*scontacts:\n" INSURER AUTHORITY,
	    PEOPLE, SEATS, STR_ARG(all))).n_findings == 0);
}

TEST(a_contact_that_nobody_may_call_is_found)
{
	check_one(lint_calling(INSURER COUNSEL AUTHORITY CONTACT("b", "bank", ", number: '+44'")), "contacts", "b", "Nobody may call it");
	check_one(lint_calling(INSURER COUNSEL AUTHORITY CONTACT("b", "bank", ", number: '+44', notice_hours: 4")), "contacts", "b", "So nobody owns that clock");
}

TEST(a_contact_without_a_number_is_found)
{
	check_one(lint_calling(INSURER COUNSEL AUTHORITY CONTACT("b", "bank", ", callers: [coo]")), "contacts", "b", "by what number or mail");
	CHECK(lint_calling(INSURER COUNSEL AUTHORITY CONTACT("b", "bank", ", callers: [coo], mail: a@b.example")).n_findings == 0);
}

TEST(a_number_that_nobody_has_tried_in_half_a_year_is_found)
{
	struct charter *c = with_everybody_reached();

	c->room->drills[0].ended = NOW + 180 * DAYS;
	CHECK(lint_charter(T, c, NOW + 180 * DAYS).n_findings == 0);
	has_answered(&c->contacts[0], NOW - 1);
	c->contacts[2].tried = 0;
	check_one(lint_charter(T, c, NOW + 180 * DAYS), "contacts", "", "“X”, “X”: nobody has tried the number in half a year");
	CHECK(lint_charter(T, c, 0).n_findings == 0);                     /* a file does not know */
}

TEST(a_number_at_which_nobody_answered_is_found)
{
	struct charter *c = with_everybody_reached();

	c->contacts[1].result = CALL_NO_ANSWER;
	check_one(lint_charter(T, c, NOW), "contacts", "c", "nobody there was reached");
}

/* ---- templates ---- */

TEST(templates_that_nobody_approved_are_one_finding_and_whom_nothing_is_ready_for_another)
{
	struct charter *c = with_everybody_reached();
	struct rec_lint found;

	c->templates[1].approved = c->templates[2].approved = 0;
	found = lint_charter(T, c, NOW);
	CHECK(found.n_findings == 2);
	check_found(found, "template_unapproved", "", "has approved the text as it stands");
	check_found(found, "holding_missing", "", "statement_to_critical_customers, statement_to_customers: there is a rule");
	c->templates[2].is.holding = false;
	is_approved(&c->templates[1], NOW + 31 * DAYS);
	is_approved(&c->templates[2], NOW + 31 * DAYS);
	check_one(lint_charter(T, c, NOW), "templates", "", "statement_to_customers: there is a rule");
	c->templates[2].is.holding = true;
	c->templates[2].removed = true;
	check_one(lint_charter(T, c, NOW), "templates", "", "statement_to_customers: there is a rule");
	check_one(lint_charter(T, c, 0), "templates", "", "statement_to_customers: there is a rule");
}

TEST(an_approval_that_is_over_or_ends_within_thirty_days_is_found)
{
	struct charter *c = with_everybody_reached();
	struct rec_lint found;

	is_approved(&c->templates[0], NOW + 30 * DAYS);
	CHECK(lint_charter(T, c, NOW).n_findings == 0);
	is_approved(&c->templates[0], NOW + 30 * DAYS - 1);
	check_one(lint_charter(T, c, NOW), "templates", "", "“H9”: the approval ends within 30 days");
	is_approved(&c->templates[0], NOW);
	found = lint_charter(T, c, NOW);
	CHECK(found.n_findings == 2);
	check_found(found, "template_expired", "", "“H9”: the approval is over");
	check_found(found, "holding_missing", "", "statement_to_internal");
	c->templates[0].text.n = 0;
	check_found(lint_charter(T, c, NOW), "template_unapproved", "", "“H9”");
	CHECK(lint_charter(T, c, 0).n_findings == 0);                     /* a file cannot approve */
}

/* ---- drills ---- */

TEST(a_charter_that_nobody_was_called_by_in_ninety_days_is_found)
{
	struct charter *c = with_everybody_reached();

	c->room->drills[0].interrupted = true;
	check_one(lint_charter(T, c, NOW), "drills", "", "Nobody was called for a drill in 90 days");
	c->room->drills[0] = (struct drill){ .head.id = 990, .ended = NOW };
	CHECK(lint_charter(T, c, NOW + 90 * DAYS).n_findings == 0);
	check_one(lint_charter(T, c, NOW + 90 * DAYS + 1), "drills", "", "in 90 days");
	CHECK(lint_charter(T, c, 0).n_findings == 0);                     /* a file does not know */
}

TEST(a_seat_for_which_nobody_answered_the_last_drill_is_found)
{
	struct charter *c = with_everybody_reached();
	i64 seats[] = { charter_seat_named(c, STR("coo"))->head.id, charter_seat_named(c, STR("ciso"))->head.id };
	struct call *call;

	c->room->drills[0].is.seats = (struct refs){ seats, 2 };
	call = ADD(c->room, calls);
	*call = (struct call){ .head.id = 991, .is = { .person = c->persons[0].head.id, .seat = seats[0], .reason = CALL_DRILL }, .acknowledged = true };
	*ADD(c->room, calls) = (struct call){ .head.id = 992, .is = { .person = c->persons[1].head.id, .seat = seats[1], .reason = CALL_DRILL } };
	check_one(lint_charter(T, c, NOW), "drills", "", "In the last drill 1 of 2 answered, and nobody for CISO");
}

/* ---- ladders ---- */

/* COO decides and CISO concurs, the CEO is asked in the end; the line of each seat is told. */
static struct rec_lint
ladder_of(const char *ceo, const char *rule)
{
	const char *seats = arena_fmt(T, "seats:\n  - {label: scribe, title: Scribe, holder: dan, deputies: [ben]}\n"
	    "  - {label: coo, title: COO, holder: ana, deputies: [cy]" SPEAKS("ana", "cy") "}\n  - {label: ciso, title: CISO, holder: ben, deputies: [cy]}\n"
	    "  - {label: ceo, title: CEO%s}\n", ceo).p;

	return lint_with(arena_fmt(T, "%s  - {label: dan, name: Dan}\n", PEOPLE).p, seats, "pay", arena_fmt(T, "  - {kind: pay, %s, within: 1h}\n", rule).p, "");
}
#define TWO          "accountable: coo, concur: [{k: 1, seats: [ciso]}]"
#define CLIMBS_TO(seat) ", ladder: {deputy_after: 10m, escalate_after: 20m, escalate_to: " seat "}"
#define DAN          ", holder: dan, deputies: [ana]"

TEST(rules_without_a_ladder_are_one_finding)
{
	struct rec_lint found = LINT_RULE("pay", TWO);

	CHECK(found.n_findings == 0);
	check_one(lint_with(PEOPLE, SEATS, "pay", "  - {kind: pay, " TWO ", within: 1h}\n", ""), "rules", "", "silent on pay is waited for");
	check_one(lint_with(PEOPLE, SEATS, "pay", "  - {kind: pay, " TWO ", within: 1h, ladder: {remind_after: 10m}}\n", ""), "rules", "", "silent on pay");
}

TEST(a_ladder_that_leads_to_somebody_else_is_sound)
{
	CHECK(ladder_of(DAN, TWO CLIMBS_TO("ceo")).n_findings == 0);
}

/* The COO's seat stands empty: the CEO is asked at once, in whose place nobody is needed else. */
TEST(a_rule_that_leads_on_from_an_empty_seat_can_be_satisfied)
{
	struct rec_lint found = lint_with(PEOPLE, arena_fmt(T, "%s  - {label: empty, title: Empty}\n", SEATS).p, "pay",
	    "  - {kind: pay, accountable: coo, concur: [{k: 1, seats: [empty]}], within: 1h, ladder: {deputy_after: 10m, escalate_after: 20m, escalate_to: ciso}}\n", "");

	check_found(found, "seat_empty", "empty", "but where a ladder leads on");
	for (size_t i = 0; i < found.n_findings; i++)
		CHECK(!str_eq(found.findings[i].kind, STR("rule_impossible")));
}

TEST(a_ladder_that_leads_to_the_seat_that_is_silent_is_found)
{
	check_one(ladder_of(DAN, TWO CLIMBS_TO("coo")), "rules", "pay", "leads to that same seat");
}

TEST(a_ladder_that_leads_to_a_seat_nobody_holds_is_found)
{
	check_found(ladder_of("", TWO CLIMBS_TO("ceo")), "ladder_nowhere", "pay", "which nobody holds");
}

TEST(a_ladder_that_leads_to_a_seat_in_which_a_deputy_stands_in_leads_somewhere)
{
	check_one(ladder_of(", deputies: [cy, dan]", TWO CLIMBS_TO("ceo")), "seats", "ceo", "Nobody holds it");
}

TEST(a_ladder_that_leads_to_the_same_people_is_found)
{
	check_one(ladder_of(", holder: cy, deputies: [dan, ana]", TWO CLIMBS_TO("ceo")), "rules", "pay", "which the same people hold");
}

TEST(a_next_authority_that_the_rule_needs_elsewhere_is_found)
{
	check_one(ladder_of(DAN, "accountable: coo, concur: [{k: 2, seats: [ciso, ceo]}]" CLIMBS_TO("ceo")), "rules", "pay",
	    "needs in another seat and counts once");
	check_one(ladder_of(", holder: ben, deputies: [dan, ana]", TWO CLIMBS_TO("ceo")), "rules", "pay", "needs in another seat");
}

TEST(a_next_authority_who_is_one_of_several_that_may_concur_can_sit)
{
	CHECK(ladder_of(DAN, "accountable: coo, concur: [{k: 1, seats: [ciso, ceo]}]" CLIMBS_TO("ceo")).n_findings == 0);
}

/* ---- conditions ---- */

static struct rec_lint
lint_when(const char *when)
{
	str rule = arena_fmt(T, "  - {kind: contain, accountable: coo, currency: EUR, concur: [{k: 1, seats: [ciso], when: %s}], within: 1h" LADDER "}\n", when);

	return lint_with(PEOPLE, SEATS, "contain", arena_cstr(T, rule), "");
}

TEST(a_condition_that_can_never_hold_is_found)
{
	check_one(lint_when("'severity == \"SEV1\" && severity == \"SEV2\"'"), "rules", "contain", "can never hold");
}

TEST(a_condition_with_a_misspelt_figure_or_word_is_found)
{
	check_one(lint_when("option.cost > 100"), "rules", "contain", "hangs on option.cost, which there is not (the nearest is option.cost_per_hour.low)");
	check_one(lint_when("'service.criticality == \"vitall\"'"), "rules", "contain", "holds service.criticality against vitall");
	check_one(lint_when("'\"full_shutdwn\" in option.measures'"), "rules", "contain", "against full_shutdwn");
	check_one(lint_when("'severity in [\"SEV1\", \"SEV9\"]'"), "rules", "contain", "against SEV9");
}

TEST(a_condition_named_almost_like_a_figure_is_found_with_the_figure)
{
	check_one(lint_when("'severty == \"SEV1\"'"), "rules", "contain", "hangs on severty, which there is not (the nearest is severity)");
	check_one(lint_when("'service.critical == \"vital\"'"), "rules", "contain", "the nearest is service.criticality");
	check_one(lint_when("affected.identity.human.confirmed > 2"), "rules", "contain", "the nearest is affected.identities.human.confirmed");
	check_one(lint_when("'severity == \"sev1\"'"), "rules", "contain", "it is one of SEV1, SEV2, SEV3, SEV4");
	CHECK(lint_when("'security == \"SEV1\" && affected.services.hit > 0'").n_findings == 0);
}

TEST(a_condition_that_compares_unlike_things_is_found)
{
	static const struct { const char *when, *words; } unlike[] = {
		{ "'option.cost_per_hour.likely > \"a lot\"'", "cannot be reckoned (1:29: these cannot be compared" },
		{ "severity > 2", "1:10: these cannot be compared" },
		{ "2 < severity", "these cannot be compared" },
		{ "'option.measures == \"full_shutdown\"'", "a list is not compared" },
		{ "'exploited && \"SEV1\" in severity'", "only a list can stand" },
		{ "'severity in [1, 2]'", "these cannot be compared" },
		{ "'service.criticality >= \"important\"'", "not the order of their letters" },
		{ "severity", "neither true nor false" },
		{ "exploited || option.undo", "neither true nor false" },
		{ "option.risk + 1 > 2", "no number" },
		{ "option.undo.size() > 2", "only text and lists have a size" },
		{ "'option.undo.startsWith(\"1\")'", "no text" },
		{ "'(exploited ? option.undo : 1) > \"x\"'", "these cannot be compared" },
		{ "exploited > true", "have no order" },
		{ "'affected.services.hit > \"some\"'", "these cannot be compared" },
	};

	for (size_t i = 0; i < countof(unlike); i++)
		check_one(lint_when(unlike[i].when), "rules", "contain", unlike[i].words);
}

TEST(a_condition_over_facts_that_nobody_has_established_is_no_finding)
{
	CHECK(lint_when("'exploited && exposure == \"internet\"'").n_findings == 0);
	CHECK(lint_when("'option.cost_per_hour.likely > 50000 || service.criticality == \"vital\" || severity in [\"SEV1\"]'").n_findings == 0);
	CHECK(lint_when("'severity <= \"SEV2\" && option.undo / 60 > 2.5 && size(option.measures) > 1 && !exploited'").n_findings == 0);
	CHECK(lint_when("'exploited == true && cvss.base >= 9 && host.endsWith(\"x\") && has(seen) && (a ? b : c) == 2'").n_findings == 0);
	CHECK(lint_when("'\"full_shutdown\" in option.measures && option.risk != \"none\"'").n_findings == 0);
}

TEST(a_limit_by_cost_that_names_no_currency_is_found)
{
	check_one(LINT_RULE("contain", TWO ", alone: [{seat: ciso, holds: 1h, when: option.cost_per_hour.high < 1000}]"), "rules", "contain",
	    "does not say in which currency");
	CHECK(LINT_RULE("contain", TWO ", currency: EUR, alone: [{seat: ciso, holds: 1h, when: option.cost_per_hour.high < 1000}]").n_findings == 0);
}

TEST(answers_that_hang_on_what_is_no_fact_or_on_a_misspelt_one_are_found)
{
	check_one(LINT_RULE("contain", TWO ", voids_on: [service.criticality]"), "rules", "contain", "which is no fact of a room");
	check_one(LINT_RULE("contain", "accountable: coo, concur: [{k: 1, seats: [ciso], when: exploited}], voids_on: [exploitd]"), "rules", "contain", "speak of exploited");
	CHECK(LINT_RULE("contain", "accountable: coo, concur: [{k: 1, seats: [ciso], when: exploited}], voids_on: [exploited, exposure]").n_findings == 0);
}

TEST(one_person_deciding_at_times_what_cannot_be_taken_back_is_found)
{
	check_one(LINT_RULE("pay", "accountable: coo, concur: [{k: 1, seats: [ciso], when: exploited}]"), "rules", "pay", "When no condition of it holds");
}

TEST(one_seat_that_may_do_at_once_what_cannot_be_taken_back_is_found)
{
	check_one(LINT_RULE("pay", TWO ", alone: [{seat: ciso, holds: 1h}]"), "rules", "pay", "One seat may do it at once");
	CHECK(LINT_RULE("pay", TWO ", alone: [{seat: ciso, holds: 1h, emergency: true}]").n_findings == 0);
	CHECK(LINT_RULE("contain", TWO ", alone: [{seat: ciso, holds: 1h}]").n_findings == 0);
	check_one(LINT_RULE("contain", TWO ", alone: [{seat: ciso, holds: 1h, when: option.cost > 1}]"), "rules", "contain", "hangs on option.cost");
}

TEST(what_one_seat_alone_may_keep_up_for_weeks_whatever_is_so_is_found)
{
	check_one(LINT_RULE("contain", TWO ", alone: [{seat: ciso, holds: 30d}]"), "rules", "contain", "holds for 30 days, whatever is so");
	check_one(LINT_RULE("contain", TWO ", alone: [{seat: ciso, holds: 8d, when: 'spread > 1 || spread <= 1'}]"), "rules", "contain", "holds for 8 days");
	CHECK(LINT_RULE("contain", TWO ", alone: [{seat: ciso, holds: 30d, when: exploited}]").n_findings == 0);
	CHECK(LINT_RULE("contain", TWO ", alone: [{seat: ciso, holds: 7d}]").n_findings == 0);
}

TEST(a_default_whose_condition_always_holds_is_found)
{
	check_one(LINT_RULE("contain", TWO ", by_default: {measures: [rate_limit], when: 'true', holds: 2h}"), "rules", "contain", "always holds");
	CHECK(LINT_RULE("contain", TWO ", by_default: {measures: [rate_limit], when: 'exploited || has(exposure)', holds: 2h}").n_findings == 0);
}

TEST(a_rule_that_one_person_fulfils_who_says_that_they_heard_another_is_found)
{
	check_one(LINT_RULE("contain", "accountable: coo, by_voice: 12h"), "rules", "contain", "One person who says that they heard another is enough");
	check_one(LINT_RULE("contain", "accountable: coo, concur: [{k: 1, seats: [ciso], when: exploited}], by_voice: 12h"), "rules", "contain", "One person who says");
	CHECK(LINT_RULE("full_shutdown", TWO ", by_voice: 12h").n_findings == 0);
}

TEST(a_shutdown_that_asks_fewer_than_containing_does_is_a_way_round_it)
{
	static const char *const shutdowns[] = { "partial_shutdown", "full_shutdown" };

	for (size_t i = 0; i < countof(shutdowns); i++)
		check_found(lint_with(PEOPLE, SEATS, shutdowns[i], arena_fmt(T, "  - {kind: %s, accountable: coo, within: 1h" LADDER "}\n", shutdowns[i]).p, ""),
		    "rule_asks_less", shutdowns[i], "fewer people than the rule of contain (1, and that one 2)");
	check_one(LINT_RULE("partial_shutdown", "accountable: coo, concur: [{k: 1, seats: [ciso], when: exploited}]"), "rules", "partial_shutdown", "(1, and that one 2)");
	check_found(LINT_RULE("contain", "accountable: coo, concur: [{k: 1, seats: [ciso]}, {k: 1, seats: [scribe], when: exploited}]"), "rule_asks_less", "full_shutdown",
	    "(2, and that one 3)");
	CHECK(LINT_RULE("contain", "accountable: coo").n_findings == 0);
	CHECK(LINT_RULE("partial_shutdown", "accountable: coo, concur: [{k: 1, seats: [ciso]}, {k: 1, seats: [scribe]}]").n_findings == 0);
}

TEST(where_in_a_finding_s_thing_it_stands_is_told)
{
	CHECK_STR(lint_when("option.cost > 100").findings[0].field, STR("concur[0].when"));
	CHECK_STR(ladder_of(DAN, TWO CLIMBS_TO("coo")).findings[0].field, STR("ladder.escalate_to"));
}

/* ---- who is asked, told, given the work ---- */

#define EMPTY "  - {label: press, title: Press, deputies: [ana, cy]}\n"

TEST(a_seat_that_nobody_holds_is_asked_and_told_nothing)
{
	struct rec_lint found = lint_with(PEOPLE, arena_fmt(T, "%s%s", SEATS, EMPTY).p, "pay",
	    "  - {kind: pay, " TWO ", within: 1h" LADDER ", consulted: [press], informed: [coo, press], responsible: press}\n", "");

	check_found(found, "asks_nobody", "pay", "Nobody holds Press, which is asked for advice");
	check_found(found, "asks_nobody", "pay", "is told of the outcome");
	check_found(found, "asks_nobody", "pay", "carries it out");
	CHECK(found.n_findings == 1 + 3);
}

/* ---- who speaks, and days off ---- */

#define STATED(more) "  - {kind: statement, " TWO ", within: 1h" LADDER more "}\n"

TEST(a_spokesperson_of_whom_no_training_is_asked_is_found)
{
	static const char speaker[] = "  - {label: press, title: Press, holder: ben, deputies: [ana]%s}\n";
	const char *untrained = arena_fmt(T, "%s%s", SEATS, arena_cstr(T, arena_fmt(T, speaker, ""))).p;
	const char *trained = arena_fmt(T, "%s%s", SEATS, arena_cstr(T, arena_fmt(T, speaker, SPEAKS("ben", "ana")))).p;

	check_one(lint_with(PEOPLE, untrained, "statement", STATED(", responsible: press"), ""), "seats", "press", "takes no training");
	CHECK(lint_with(PEOPLE, trained, "statement", STATED(", responsible: press"), "").n_findings == 0);
	CHECK(lint_with(PEOPLE, untrained, "statement_to_insurer", "  - {kind: statement_to_insurer, " TWO ", within: 1h" LADDER ", responsible: press}\n", "").n_findings == 0);
}

TEST(where_nobody_is_named_to_carry_a_statement_out_whoever_decides_it_speaks)
{
	check_found(lint_with(PEOPLE, "seats:\n" SCRIBE "  - {label: coo, title: COO, holder: ana, deputies: [cy]}\n"
	    "  - {label: ciso, title: CISO, holder: ben, deputies: [cy]}\n", "", "", ""), "spokesperson_untrained", "coo", "It speaks to the press");
}

static bool
calendar_found(struct charter *c, i64 now, const char *label, const char *words)
{
	struct rec_lint found = lint_charter(T, c, now);

	if (!has_kind(found, "calendar_ends"))
		return false;
	check_found(found, "calendar_ends", label, words);
	return true;
}

TEST(a_calendar_whose_days_off_end_within_90_days_is_found)
{
	const i64 last = 1800000000 / 86400, day = 86400 * 1000000ll;   /* 2027-01-15 */
	const struct rec_working_day week[] = { { MONDAY }, { TUESDAY }, { WEDNESDAY }, { THURSDAY }, { FRIDAY }, { SATURDAY }, { SUNDAY } };
	const struct rec_holiday off[] = { { STR("2027-01-15") }, { STR("2026-12-25") } };
	struct charter *c = in_earnest();
	struct rec_calendar_terms *t = &ADD(c, calendars)->is;

	*t = (struct rec_calendar_terms){ .label = STR("eu"), .working = week, .n_working = 5, .holidays = off, .n_holidays = 2 };
	CHECK(calendar_found(c, (last - 89) * day, "eu", "no day off after 2027-01-15: from then on every weekday counts as worked"));
	CHECK(!calendar_found(c, (last - 90) * day, "", ""));
	CHECK(!calendar_found(c, 0, "", ""));
	t->n_holidays = 0;
	CHECK(calendar_found(c, (last - 90) * day, "eu", "no day off: every weekday"));
	t->n_working = 7;
	CHECK(!calendar_found(c, (last - 90) * day, "", ""));
}

/* ---- readiness ---- */

TEST(readiness_is_a_hundred_less_what_every_finding_weighs_and_never_below_nothing)
{
	struct rec_lint found = lint(arena_fmt(T, "%s%s%s", PEOPLE, SEATS, SEVERITIES));

	CHECK(LINT_SEAT("").readiness == 100);
	CHECK(found.n_findings == 1 && found.readiness == 100 - 2 * 23);
	found = lint(STR("organisation: Org\nfirst_officer: ana\npeople:\n  - {label: ana, name: Ana}\n"
	    "seats:\n  - {label: a, title: A}\n  - {label: b, title: B}\n  - {label: c, title: C}\n  - {label: d, title: D}\n  - {label: e, title: E}\n"));
	CHECK(found.readiness == 0);
}

static struct rec_lint
lint_severities(const char *severities)
{
	str r = rules(STR(""), "");

	r.n -= sizeof(SEVERITIES) - 1;
	return lint(arena_fmt(T, "%s%s%.*s%s%s", PEOPLE, SEATS, STR_ARG(r), severities, CONTACTS));
}

TEST(a_severity_without_criteria_is_argued_over)
{
	check_one(lint_severities(""), "severities", "", "SEV1, SEV2, SEV3, SEV4");
	check_one(lint_severities("severities:\n  - {severity: SEV1, criteria: Ruin, calls: [coo], committee_within: 1h}\n"
	    "  - {severity: SEV3, criteria: Hurts}\n"), "severities", "", "SEV2, SEV4");
}

TEST(a_grave_severity_calls_somebody)
{
	check_one(lint_severities("severities:\n  - {severity: SEV1, criteria: Ruin, committee_within: 1h}\n  - {severity: SEV2, criteria: Bad, calls: [coo]}\n"
	    "  - {severity: SEV3, criteria: Hurts}\n  - {severity: SEV4, criteria: Calm}\n"), "severities", "SEV1", "Nobody is called");
}

#define GRAVEST(more) "severities:\n  - {severity: SEV1, criteria: Ruin, calls: [coo]" more "}\n  - {severity: SEV2, criteria: Bad, calls: [coo]}\n" \
	"  - {severity: SEV3, criteria: Hurts}\n  - {severity: SEV4, criteria: Calm}\n"

TEST(the_committee_of_the_gravest_severity_meets_within_a_day)
{
	check_one(lint_severities(GRAVEST("")), "severities", "SEV1", "no hour to meet by");
	check_one(lint_severities(GRAVEST(", committee_within: 3d")), "severities", "SEV1", "has 72 hours to meet");
	CHECK(lint_severities(GRAVEST(", committee_within: 1d")).n_findings == 0);
}

TEST_MAIN()
