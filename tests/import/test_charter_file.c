#include "test.h"

#include "charter_file.h"
#include "utc.h"

#define SMALLEST "organisation: Org\nfirst_officer: ana\npeople:\n  - {label: ana, name: Ana}\n  - {label: ben, name: Ben}\n"

static err
check(const char *yaml, struct charter_file *f)
{
	*f = (struct charter_file){ .name = STR("c.yaml") };
	CHECK_OK(yaml_load(T, f->name, str_c(yaml), &f->doc));
	return charter_file_check(T, f);
}

static struct rec_charter_file
load(const char *yaml)
{
	struct charter_file f;

	CHECK_OK(check(yaml, &f));
	return f.is;
}

/* The smallest charter and these lines are refused, with this sentence. */
static void
check_refused(const char *lines, const char *sentence)
{
	struct charter_file f;
	err e = check(arena_fmt(T, SMALLEST "%s", lines).p, &f);

	CHECK_ERR(e, MALFORMED, "");
	CHECK_STR(e->why, str_c(sentence));
}

static struct rec_charter_file
example(const char *path)
{
	return load(arena_cstr(T, read_whole(path)));
}

/* ---- reading ---- */

TEST(a_field_that_is_wrong_missing_or_unknown_is_told_with_its_place)
{
	check_refused("seats:\n  - label: ciso\n", "c.yaml:7:5: seats[0].title: is missing from charter_seat");
	check_refused("seats:\n  - {label: ciso, title: CISO, holders: [ana]}\n",
	    "c.yaml:7:41: seats[0].holders: there is no such field in charter_seat");
	check_refused("officers: ben\n", "c.yaml:6:11: officers: should be a list of short names");
	check_refused("officers: [ben, b b]\n", "c.yaml:6:17: officers[1]: takes letters, digits and . _ : / + = @ - only, "
	    "and begins with a letter or digit");
	check_refused("services:\n  - {label: s, title: S, criticality: high}\n",
	    "c.yaml:7:39: services[0].criticality: should be one of vital, important, ordinary");
}

TEST(what_is_named_must_be_there)
{
	check_refused("officers: [cy]\n", "c.yaml:6:12: officers[0]: there is no cy among people");
	check_refused("seats:\n  - {label: s, title: S, holder: cy}\n", "c.yaml:7:34: seats[0].holder: there is no cy among people");
	check_refused("seats:\n  - {label: s, title: S, deputies: [ana, cy]}\n",
	    "c.yaml:7:42: seats[0].deputies[1]: there is no cy among people");
	check_refused("rules:\n  - {kind: pay, accountable: ceo, within: 1h}\n",
	    "c.yaml:7:30: rules[0].accountable: there is no ceo among seats");
	check_refused("rules:\n  - {kind: pay, accountable: charter_officers, concur: [{k: 1, seats: [ceo]}], within: 1h}\n",
	    "c.yaml:7:72: rules[0].concur[0].seats[0]: there is no ceo among seats");
	check_refused("services:\n  - {label: s, title: S, criticality: vital, needs: [t]}\n",
	    "c.yaml:7:54: services[0].needs[0]: there is no t among services");
	check_refused("services:\n  - {label: s, title: S, criticality: vital, owner: t}\n",
	    "c.yaml:7:53: services[0].owner: there is no t among seats");
}

TEST(a_rule_names_the_facts_that_void_answers_and_who_concurs_in_turn)
{
	struct rec_charter_file f = load(SMALLEST "rules:\n  - {kind: contain, accountable: charter_officers, within: 1h, voids_on: [exploited], "
	    "concur: [{k: 1, seats: [charter_officers]}, {k: 1, seats: [charter_officers], in_turn: true}]}\n");

	CHECK(f.rules[0].voids_on.n == 1 && !f.rules[0].concur[0].in_turn && f.rules[0].concur[1].in_turn);
	check_refused("rules:\n  - {kind: contain, accountable: charter_officers, within: 1h, concur: [{k: 1, seats: [charter_officers], in_turn: true}],\n"
	    "     by_default: {measures: [rate_limit], when: exploited, holds: 1h}}\n",
	    "c.yaml:8:18: rules[0].by_default: not where some concur only in their turn: whose turn has not come, nobody has called");
}

TEST(a_rule_says_in_which_currency_it_limits_costs)
{
	check_refused("rules:\n  - {kind: contain, accountable: charter_officers, within: 1h, currency: euro}\n",
	    "c.yaml:7:74: rules[0].currency: is three capital letters, such as EUR");
	CHECK_STR(load(SMALLEST "rules:\n  - {kind: contain, accountable: charter_officers, within: 1h, currency: EUR}\n").rules[0].currency, STR("EUR"));
}

TEST(what_is_heard_by_voice_is_confirmed_within_days_and_is_no_payment)
{
	check_refused("rules:\n  - {kind: contain, accountable: charter_officers, within: 1h, by_voice: 30m}\n",
	    "c.yaml:7:74: rules[0].by_voice: is a duration such as 30m, 4h or 2d; from an hour to three days");
	check_refused("rules:\n  - {kind: pay, accountable: charter_officers, within: 1h, by_voice: 12h}\n",
	    "c.yaml:7:70: rules[0].by_voice: cannot be: pay is decided by passkeys alone");
	CHECK_STR(load(SMALLEST "rules:\n  - {kind: contain, accountable: charter_officers, within: 1h, by_voice: 12h}\n").rules[0].by_voice, STR("12h"));
}

TEST(who_is_qualified_is_there_for_what_the_seat_takes_until_a_day)
{
	check_refused("seats:\n  - {label: s, title: S, qualified: [{person: ana, until: '2027-05-01'}]}\n", "c.yaml:7:37: seats[0].qualified: is for what the seat takes; name that under takes");
	check_refused("seats:\n  - {label: s, title: S, takes: t, qualified: [{person: zoe, until: '2027-05-01'}]}\n", "c.yaml:7:57: seats[0].qualified[0].person: there is no zoe among people");
	check_refused("seats:\n  - {label: s, title: S, takes: t, qualified: [{person: ana, until: spring}]}\n", "c.yaml:7:69: seats[0].qualified[0].until: is no date such as 2026-12-25");
}

#define GUEST(until) "  - {label: di, name: Di, organisation: Law, outside: true" until "}\n"

TEST(a_guest_comes_until_the_end_of_a_day)
{
	struct rec_charter_file f = load(SMALLEST GUEST(", until: '2027-05-01'"));
	const struct charter *c = charter_file_founded(T, &f);
	struct rec_charter_file of = charter_file_of(T, c);

	CHECK_STR(utc_text(T, c->persons[2].is.until), STR("2027-05-01T23:59:59.999999Z"));
	CHECK(c->persons[0].is.until == 0 && of.people[0].until.p == NULL);
	CHECK_STR(load(arena_cstr(T, charter_file_write(T, &of))).people[2].until, STR("2027-05-01"));
	check_refused("  - {label: di, name: Di, outside: true, until: spring}\n", "c.yaml:6:49: people[2].until: is no date from 1970 to 2255, such as 2026-12-25");
	check_refused("  - {label: di, name: Di, outside: true, until: '2027-02-29'}\n", "c.yaml:6:49: people[2].until: is no date from 1970 to 2255, such as 2026-12-25");
	check_refused("  - {label: di, name: Di, outside: true, until: '2299-01-01'}\n", "c.yaml:6:49: people[2].until: is no date from 1970 to 2255, such as 2026-12-25");
	check_refused("  - {label: di, name: Di, until: '2027-05-01'}\n", "c.yaml:6:34: people[2].until: is for who comes from another organisation; say outside: true");
}

TEST(a_label_stands_once)
{
	check_refused("seats:\n  - {label: s, title: S}\n  - {label: s, title: S2}\n", "c.yaml:8:5: seats[1]: s stands among seats already");
	check_refused("officers: [ana]\n", "c.yaml:6:12: officers[0]: ana is named twice");
	check_refused("seats:\n  - {label: s, title: S, holder: ana, deputies: [ben, ana]}\n",
	    "c.yaml:7:55: seats[0].deputies[1]: ana is named twice");
	check_refused("seats:\n  - {label: s, title: S, takes: t, qualified: [{person: ana, until: '2027-05-01'}, {person: ana, until: '2027-05-01'}]}\n",
	    "c.yaml:7:93: seats[0].qualified[1].person: ana is named twice");
	check_refused("seats:\n  - {label: charter_officers, title: S}\n",
	    "c.yaml:7:13: seats[0].label: is built in; name who holds it under first_officer and officers");
	check_refused("rules:\n  - {kind: change_charter, accountable: charter_officers, within: 1h}\n",
	    "c.yaml:7:12: rules[0].kind: is always the charter officers' to decide");
}

TEST(services_may_need_each_other_and_none_itself)
{
	struct rec_charter_file f = load(SMALLEST "services:\n"
	    "  - {label: z, title: Z, criticality: vital}\n"
	    "  - {label: a, title: A, criticality: vital, needs: [z, b]}\n"
	    "  - {label: b, title: B, criticality: vital, needs: [c]}\n"
	    "  - {label: c, title: C, criticality: vital, needs: [z, b]}\n");
	const struct charter *c = charter_file_founded(T, &f);
	struct charter_changes changes = charter_file_changes(T, &f, c);

	CHECK(c->n_services == 4 && changes.n == 0 && changes.n_later == 0);
	CHECK(refs_have(charter_service_named(c, STR("b"))->is.needs, charter_service_named(c, STR("c"))->head.id));
	CHECK(refs_have(charter_service_named(c, STR("c"))->is.needs, charter_service_named(c, STR("b"))->head.id));
	check_refused("services:\n  - {label: z, title: Z, criticality: vital, needs: [z]}\n",
	    "c.yaml:7:54: services[0].needs[0]: a service does not need itself");
}

TEST(durations_have_a_unit_and_bounds)
{
	static const struct { const char *text; i64 seconds; } good[] = {
		{ "60s", 60 }, { "90m", 5400 }, { "4h", 14400 }, { "30d", 2592000 },
	};
	static const char *const bad[] = { "59s", "31d", "4", "h", "4 h", "-4h", "4w", "99999999999h", "" };

	for (size_t i = 0; i < countof(good); i++)
		CHECK(within_seconds(str_c(good[i].text)) == good[i].seconds);
	for (size_t i = 0; i < countof(bad); i++) {
		i64 s = within_seconds(str_c(bad[i]));

		CHECK(s < 60 || s > 2592000);
	}
	CHECK_STR(within_text(T, 5400), STR("90m"));
	CHECK_STR(within_text(T, 172800), STR("2d"));
	CHECK_STR(within_text(T, 61), STR("61s"));
	check_refused("rules:\n  - {kind: pay, accountable: charter_officers, within: 4}\n",
	    "c.yaml:7:56: rules[0].within: should be a short name in quotes");
	check_refused("rules:\n  - {kind: pay, accountable: charter_officers, within: soon}\n",
	    "c.yaml:7:56: rules[0].within: is a duration such as 30m, 4h or 2d; from a minute to thirty days");
}

TEST(a_cost_is_a_range_in_one_currency)
{
#define COST(c) "services:\n  - {label: s, title: S, criticality: vital, cost_per_hour: " c "}\n"
	struct rec_charter_file f = load(SMALLEST COST("{low: 5000, likely: 9000.50, currency: EUR}"));

	CHECK_STR(f.services[0].cost_per_hour->low, STR("5000"));
	CHECK_STR(f.services[0].cost_per_hour->likely, STR("9000.5"));
	check_refused(COST("{low: 5, likely: 4.5, currency: EUR}"),
	    "c.yaml:7:61: services[0].cost_per_hour: low is at most likely, and likely at most high");
	check_refused(COST("{low: 5, high: 4, currency: EUR}"),
	    "c.yaml:7:61: services[0].cost_per_hour: low is at most likely, and likely at most high");
	check_refused(COST("{currency: EUR}"), "c.yaml:7:61: services[0].cost_per_hour: needs low, likely or high");
	check_refused(COST("{low: 5, currency: eur}"),
	    "c.yaml:7:80: services[0].cost_per_hour.currency: is three capital letters, such as EUR");
	check_refused(COST("{low: 1.0000001, currency: EUR}"),
	    "c.yaml:7:67: services[0].cost_per_hour.low: is a decimal such as 9.8, below nine trillion, at most six places, no trailing zeros");
}

TEST(a_cost_grows_in_steps_that_somebody_answers_for)
{
#define STEPS(c) COST("{low: 5, currency: EUR, " c "}")
	check_refused(STEPS("later: [{from_hour: 4, low: 9}, {from_hour: 4, low: 10}]"),
	    "c.yaml:7:117: services[0].cost_per_hour.later[1]: each step is later than the one before");
	check_refused(STEPS("later: [{from_hour: 0, low: 9}]"),
	    "c.yaml:7:105: services[0].cost_per_hour.later[0].from_hour: 0; 1 to 8760 are allowed");
	check_refused(STEPS("later: [{from_hour: 4}]"), "c.yaml:7:93: services[0].cost_per_hour.later[0]: needs low, likely or high");
	check_refused(STEPS("said_by: cfo"), "c.yaml:7:94: services[0].cost_per_hour.said_by: there is no cfo among seats");
	check_refused(STEPS("said_on: \"2026-02-30\""), "c.yaml:7:94: services[0].cost_per_hour.said_on: is no date such as 2026-12-25");
}

TEST(what_a_day_without_it_does_is_a_word_that_somebody_answers_for)
{
#define HARM(h) "services:\n  - {label: s, title: S, criticality: vital, harm: {" h "}}\n"
	struct rec_charter_file f = load(SMALLEST HARM("trust: serious, competition: none, said_on: \"2026-03-12\""));

	CHECK(f.services[0].harm->trust == HARM_SERIOUS && f.services[0].harm->customers == harm_none && f.services[0].harm->competition == HARM_NONE);
	check_refused(HARM("trust: grave"), "c.yaml:7:60: services[0].harm.trust: should be one of none, some, serious, lasting");
	check_refused(HARM("said_on: \"2026-03-12\""), "c.yaml:7:52: services[0].harm: needs trust, customers or competition");
	check_refused(HARM("trust: some, said_by: cfo"), "c.yaml:7:75: services[0].harm.said_by: there is no cfo among seats");
	check_refused(HARM("trust: some, said_on: \"2026-02-30\""), "c.yaml:7:75: services[0].harm.said_on: is no date such as 2026-12-25");
}

TEST(what_else_would_do_has_its_price_and_its_time)
{
#define SERVICE(c) "services:\n  - {label: s, title: S, criticality: vital, " c "}\n"
	check_refused(SERVICE("tolerance: 4"), "c.yaml:7:57: services[0].tolerance: should be a short name in quotes");
	check_refused(SERVICE("tolerance: soon"), "c.yaml:7:57: services[0].tolerance: is a duration such as 30m, 4h or 2d; up to 365 days");
	check_refused(SERVICE("rpo: 400d"), "c.yaml:7:51: services[0].rpo: is a duration such as 30m, 4h or 2d; up to 365 days");
	check_refused(SERVICE("modes: [{name: m, low: 5}]"), "c.yaml:7:54: services[0].modes[0]: its range needs a currency");
	check_refused(SERVICE("modes: [{name: m, currency: EUR}]"), "c.yaml:7:54: services[0].modes[0]: has a currency and no range");
	check_refused(SERVICE("modes: [{name: m, low: 5, cost_percent: 3, currency: EUR}]"),
	    "c.yaml:7:54: services[0].modes[0]: costs either a part or a range");
	check_refused(SERVICE("routes: [{name: r, switch_takes: h}]"),
	    "c.yaml:7:79: services[0].routes[0].switch_takes: is a duration such as 30m, 4h or 2d; up to 365 days");
}

TEST(a_calendar_names_days_that_there_are)
{
#define CALENDAR(c) "calendars:\n  - {label: eu, title: EU, utc_offset: 60, " c "}\n"
	check_refused(CALENDAR("working: []"), "c.yaml:7:53: calendars[0].working: names no day that is worked");
	check_refused(CALENDAR("working: [mon]"),
	    "c.yaml:7:54: calendars[0].working[0]: is one of monday, tuesday, wednesday, thursday, friday, saturday, sunday");
	check_refused(CALENDAR("working: [monday, monday]"), "c.yaml:7:62: calendars[0].working[1]: monday is named twice");
	check_refused(CALENDAR("working: [monday], holidays: [\"2026-13-01\"]"),
	    "c.yaml:7:74: calendars[0].holidays[0]: is no date such as 2026-12-25");
}

TEST(more_than_can_concur_is_refused)
{
	check_refused("rules:\n  - {kind: pay, accountable: charter_officers, concur: [{k: 2, seats: [charter_officers]}], within: 1h}\n",
	    "c.yaml:7:57: rules[0].concur[0]: 2 of 1 seats can never concur");
}

/* ---- founding ---- */

#define SEAT_AND_RULE(rest) "seats:\n  - {label: a, title: A, holder: ana}\nrules:\n  - {" rest "}\n"
#define DEFAULT(kind, rest) SEAT_AND_RULE("kind: " kind ", accountable: a, within: 1h, by_default: {" rest "}")

TEST(a_default_is_of_measures_that_can_be_undone_for_a_day_at_most)
{
	check_refused(DEFAULT("contain", "measures: [rate], when: x, holds: 1h"),
	    "c.yaml:9:73: rules[0].by_default.measures[0]: is no kind of measure");
	check_refused(DEFAULT("contain", "measures: [full_shutdown], when: x, holds: 1h"), "c.yaml:9:61: rules[0].by_default: consists of measures "
	    "alone that can be undone: credentials and sessions revoked, and a full shutdown, are not among them");
	check_refused(DEFAULT("pay", "measures: [rate_limit], when: x, holds: 1h"), "c.yaml:9:57: rules[0].by_default: nothing of this kind is ever "
	    "taken by default: what nobody decides is undecided, and what was asked for is not granted");
	check_refused(DEFAULT("contain", "measures: [rate_limit], when: x, holds: 2d"), "c.yaml:9:102: rules[0].by_default.holds: is a duration such as 30m, 4h or 2d; "
	    "from a minute to a day");
	check_refused(DEFAULT("contain", "measures: [rate_limit], when: 'x &&', holds: 1h"), "c.yaml:9:92: rules[0].by_default.when: 1:5: a name, a number, a text, a list or \"(\" is wanted here");
}

TEST(a_file_becomes_entries_that_refer_to_what_came_before)
{
	struct rec_charter_file f = load(SMALLEST "officers: [ben]\n"
	    "seats:\n  - {label: coo, title: COO, holder: ben, deputies: [ana]}\n"
	    "rules:\n  - {kind: pay, accountable: coo, concur: [{k: 1, seats: [charter_officers]}], within: 1h}\n"
	    "services:\n  - {label: a, title: A, criticality: vital, owner: coo, needs: [b]}\n  - {label: b, title: B, criticality: vital}\n");
	struct founding_entries out = charter_file_events(T, &f, (struct founding){ 10, 2, 3 });
	const struct rec_service_terms *service;

	CHECK(out.n == 6);
	CHECK_STR(charter_file_first_officer(&f).name, STR("Ana"));
	CHECK(out.v[0].kind == EV_person_added);                                        /* 10 */
	CHECK_STR(out.v[0].as.person_added.name, STR("Ben"));
	CHECK(out.v[1].kind == EV_seat_set && out.v[1].as.seat_set.terms->seat == 3);   /* 11 */
	CHECK(out.v[1].as.seat_set.terms->holders.v[0] == 2 && out.v[1].as.seat_set.terms->holders.v[1] == 10);
	CHECK(out.v[2].kind == EV_seat_set && out.v[2].as.seat_set.terms->seat == 0);   /* 12 */
	CHECK(out.v[2].as.seat_set.terms->holders.v[0] == 10 && out.v[2].as.seat_set.terms->deputies.v[0] == 2);
	CHECK(out.v[3].kind == EV_rule_set && out.v[3].as.rule_set.terms->accountable == 12);
	CHECK(out.v[3].as.rule_set.terms->concur[0].seats.v[0] == 3 && out.v[3].as.rule_set.terms->within == 3600);
	CHECK_STR(out.v[4].as.service_set.title, STR("B"));                             /* 14: what is needed comes first */
	service = out.v[5].as.service_set.terms;
	CHECK(service->needs.v[0] == 14 && service->owner == 12);
}

/* Every entry of a founding is one that can be sealed. */
TEST(the_library_founds_records)
{
	static const char *const paths[] = { "library/charters/example.yaml", "library/charters/small.yaml" };

	for (size_t i = 0; i < countof(paths); i++) {
		struct rec_charter_file f = example(paths[i]);
		struct founding_entries out = charter_file_events(T, &f, (struct founding){ 5, 2, 3 });

		for (size_t k = 0; k < out.n; k++)
			CHECK_OK(field_check(T, event_table(out.v[k].kind), &out.v[k].as));
		CHECK(charter_file_founded(T, &f)->room->seq == (i64)out.n + 3);
	}
}

TEST(the_example_has_what_the_demonstration_needs)
{
	struct rec_charter_file f = example("library/charters/example.yaml");
	const struct charter *c = charter_file_founded(T, &f);
	i64 ciso = charter_seat_named(c, STR("ciso"))->head.id, coo = charter_seat_named(c, STR("coo"))->head.id;
	const struct rule *partial = charter_rule_for(c, STR("partial_shutdown")), *full = charter_rule_for(c, STR("full_shutdown"));
	const struct service *transfer = charter_service_named(c, STR("file-transfer"));

	CHECK(partial->is.accountable == ciso && partial->is.n_concur == 1 && refs_have(partial->is.concur[0].seats, coo));
	CHECK(full->is.accountable == coo && full->is.concur[0].k == 2 && refs_have(full->is.concur[0].seats, ciso));
	CHECK_STR(transfer->title, STR("Customer file transfer (MOVEit)"));
	CHECK(transfer->is.needs.n > 0 && transfer->is.cost_likely.amount.p);
}

/* ---- an existing charter ---- */

TEST(a_charter_written_and_read_again_is_the_same_charter)
{
	static const char *const paths[] = { "library/charters/example.yaml", "library/charters/small.yaml" };

	for (size_t i = 0; i < countof(paths); i++) {
		struct rec_charter_file f = example(paths[i]), of, again;
		const struct charter *c = charter_file_founded(T, &f);
		struct charter_changes changes;
		str yaml;

		of = charter_file_of(T, c);
		yaml = charter_file_write(T, &of);
		again = load(arena_cstr(T, yaml));
		CHECK_STR(charter_file_write(T, &again), yaml);
		changes = charter_file_changes(T, &again, c);
		CHECK(changes.n == 0 && changes.n_later == 0);
		changes = charter_file_changes(T, &f, c);
		CHECK(changes.n == 0 && changes.n_later == 0);
	}
}

TEST(what_was_removed_is_left_out_and_proposed_again_by_the_file_that_has_it)
{
	struct rec_charter_file f = example("library/charters/example.yaml"), of;
	const struct charter *c = charter_file_founded(T, &f);
	struct charter_changes changes;

	c->services[0].removed = c->contacts[0].removed = true;
	of = charter_file_of(T, c);
	CHECK(of.n_services == c->n_services - 1 && of.n_contacts == c->n_contacts - 1);
	of = load(arena_cstr(T, charter_file_write(T, &of)));
	CHECK(charter_file_changes(T, &of, c).n_later == 0);
	changes = charter_file_changes(T, &f, c);
	CHECK(changes.n >= 2);
}

TEST(names_that_yaml_or_a_terminal_would_mistake_are_written_safely)
{
	struct rec_charter_file f = load(
	    "organisation: \"a\\u200bb # \\\"q\\\" \\\\ \\n\\t\"\nfirst_officer: \"no\"\npeople:\n"
	    "  - {label: \"no\", name: \"Ana \\U0001F600\"}\n  - {label: \"12\", name: 'yes'}\n  - {label: 'a:', name: '- x'}\n");
	str yaml = charter_file_write(T, &f);
	struct rec_charter_file again = load(arena_cstr(T, yaml));

	CHECK(str_contains(yaml, STR("a\\u200bb")) && str_contains(yaml, STR("\xf0\x9f\x98\x80")));
	CHECK_STR(again.organisation, f.organisation);
	for (size_t i = 0; i < 3; i++) {
		CHECK_STR(again.people[i].label, f.people[i].label);
		CHECK_STR(again.people[i].name, f.people[i].name);
	}
}

TEST(what_no_file_may_hold_is_left_out_of_it)
{
	struct rec_charter_file f = load(SMALLEST);

	f.organisation = STR("a\x07" "b\xc2\x80" "c\xe2\x80\xa8" "d\x1b[31m\xef\xbb\xbf" "e\xe2\x80\xae");
	CHECK_STR(load(arena_cstr(T, charter_file_write(T, &f))).organisation, STR("a b c d [31m e "));
}

TEST(people_of_one_name_get_labels_of_their_own)
{
	struct rec_charter_file f = load("organisation: Org\nfirst_officer: a\npeople:\n  - {label: a, name: \"Ana Ruiz \"}\n"
	    "  - {label: b, name: ANA RUIZ}\n  - {label: c, name: \"\\u9673\"}\n");
	struct rec_charter_file of = charter_file_of(T, charter_file_founded(T, &f));

	CHECK_STR(of.people[0].label, STR("ana_ruiz"));
	CHECK_STR(of.people[1].label, STR("ana_ruiz.4"));
	CHECK_STR(of.people[2].label, STR("person"));
}

#define BEFORE SMALLEST "seats:\n  - {label: coo, title: COO, holder: ana}\n" \
	"rules:\n  - {kind: pay, accountable: coo, within: 1h}\n" \
	"services:\n  - {label: a, title: A, criticality: vital, owner: coo}\n"

static struct charter_changes
changes(const char *after)
{
	struct rec_charter_file before = load(BEFORE), f = load(after);

	return charter_file_changes(T, &f, charter_file_founded(T, &before));
}

TEST(a_rule_says_who_erases_and_nobody_does_it_alone)
{
	CHECK(load(SMALLEST "rules:\n  - {kind: erase_words, accountable: charter_officers, within: 1d}\n").n_rules == 1);
	check_refused("rules:\n  - {kind: erase_words, accountable: charter_officers, within: 1d, alone: [{seat: charter_officers, holds: 1h}]}\n",
	    "c.yaml:7:12: rules[0].kind: is never done alone: words are gone for ever");
}

TEST(a_rule_for_one_audience_is_new_beside_that_of_statements)
{
	struct rec_charter_file before = load(SMALLEST "rules:\n  - {kind: statement, accountable: charter_officers, within: 1h}\n");
	struct rec_charter_file after = load(SMALLEST "rules:\n  - {kind: statement, accountable: charter_officers, within: 1h}\n"
	    "  - {kind: statement_to_press, accountable: charter_officers, within: 1h}\n");
	struct charter_changes c = charter_file_changes(T, &after, charter_file_founded(T, &before));

	CHECK(c.n == 1 && c.v[0].rule);
	CHECK_STR(c.v[0].rule->kind, STR("statement_to_press"));
	check_refused("rules:\n  - {kind: statement_to_unions, accountable: charter_officers, within: 1h,\n"
	    "     by_default: {measures: [rate_limit], when: x, holds: 1h}}\n", 
	    "c.yaml:8:18: rules[0].by_default: nothing of this kind is ever taken by default: what nobody decides is undecided, and what was asked for is not granted");
}

TEST(what_differs_is_proposed)
{
	struct charter_changes c = changes(SMALLEST "officers: [ben]\nseats:\n  - {label: coo, title: COO, holder: ben}\n"
	    "  - {label: ceo, title: CEO, holder: ana}\n"
	    "rules:\n  - {kind: pay, accountable: coo, within: 2h}\n"
	    "services:\n  - {label: a, title: New, criticality: vital, owner: coo}\n");

	CHECK(c.n == 5 && c.n_later == 0);
	CHECK(c.v[0].seat->seat == 3 && c.v[0].seat->holders.n == 2);
	CHECK_STR(c.v[0].title, STR(OFFICERS_TITLE));
	CHECK(c.v[1].seat->seat == 5 && c.v[1].seat->holders.v[0] == 4);
	CHECK(c.v[2].seat->seat == 0);
	CHECK_STR(c.v[2].seat->label, STR("ceo"));
	CHECK(c.v[3].rule->within == 7200);
	CHECK(c.v[4].service->service == 7);
	CHECK_STR(c.v[4].title, STR("New"));
	for (size_t i = 0; i < c.n; i++) {
		c.v[i].option = 1;
		CHECK_OK(field_check(T, command_table(CMD_propose_change), &c.v[i]));
	}
}

TEST(criteria_that_differ_are_proposed_and_those_that_call_a_new_seat_wait)
{
	struct charter_changes c = changes(BEFORE "severities:\n  - {severity: SEV1, criteria: Ruin, calls: [coo], committee_within: 1h}\n");

	CHECK(c.n == 1 && c.n_later == 0 && c.v[0].criterion->severity == SEV1 && c.v[0].criterion->committee_within == 3600);
	CHECK_STR(c.v[0].criteria, STR("Ruin"));
	c = changes(SMALLEST "seats:\n  - {label: coo, title: COO, holder: ana}\n  - {label: ceo, title: CEO}\n"
	    "severities:\n  - {severity: SEV2, criteria: Bad, calls: [ceo]}\n");
	CHECK(c.n == 1 && c.n_later == 1);
	CHECK_STR(c.later[0], STR("severities[0]: SEV2 calls a seat that is to be decided first"));
}

TEST(a_contact_that_differs_is_proposed_and_one_that_a_new_seat_calls_waits)
{
#define BANK(more) "contacts:\n  - {label: bank, title: Bank, kind: bank, callers: [coo], number: '+44 1'" more "}\n"
	struct rec_charter_file with = load(BEFORE BANK(", contract: '7'")), again = load(BEFORE BANK(", contract: '8'"));
	struct charter_changes c = changes(BEFORE BANK(", notice_hours: 4"));

	CHECK(c.n == 1 && c.n_later == 0 && c.v[0].contact->kind == CONTACT_BANK && c.v[0].contact->callers.n == 1 && c.v[0].contact->notice_hours == 4);
	CHECK_STR(c.v[0].title, STR("Bank"));
	CHECK_STR(c.v[0].reach->number, STR("+44 1"));
	CHECK(c.v[0].agreed == NULL);
	c = charter_file_changes(T, &again, charter_file_founded(T, &with));
	CHECK(c.n == 1 && c.v[0].contact->contact > 0);
	CHECK_STR(c.v[0].agreed->contract, STR("8"));
	CHECK(charter_file_changes(T, &with, charter_file_founded(T, &with)).n == 0);
	c = changes(SMALLEST "seats:\n  - {label: coo, title: COO, holder: ana}\n  - {label: ceo, title: CEO}\n"
	    "contacts:\n  - {label: bank, title: Bank, kind: bank, callers: [ceo]}\n");
	CHECK(c.n == 1 && c.v[0].seat && c.n_later == 1);
	CHECK_STR(c.later[0], STR("contacts[0]: bank names a seat that is to be decided first"));
}

TEST(a_template_that_differs_is_proposed)
{
#define HOLD(text) "templates:\n  - {label: hold, title: Hold, audience: statement_to_customers, channel: mail, language: en, holding: true, text: '" text "'}\n"
	struct rec_charter_file with = load(BEFORE HOLD("We know of it.")), again = load(BEFORE HOLD("{codename}: we look into it."));
	struct charter_changes c = changes(BEFORE HOLD("We know of it."));
	const struct charter *is = charter_file_founded(T, &with);

	CHECK(c.n == 1 && c.n_later == 0 && c.v[0].template->channel == THROUGH_MAIL && c.v[0].template->holding);
	CHECK_STR(c.v[0].text, STR("We know of it."));
	CHECK_STR(is->templates[0].text, STR("We know of it."));
	CHECK(is->templates[0].approved == 0);
	CHECK_STR(charter_file_of(T, is).templates[0].text, STR("We know of it."));
	c = charter_file_changes(T, &again, is);
	CHECK(c.n == 1 && c.v[0].template->template == is->templates[0].head.id);
	CHECK(charter_file_changes(T, &with, is).n == 0);
}

TEST(a_template_is_for_a_statement_in_a_language)
{
#define OF(audience, language) "templates:\n  - {label: h, title: H, audience: " audience ", channel: mail, language: " language ", text: We know of it.}\n"
	check_refused(OF("pay", "en"), "c.yaml:7:36: templates[0].audience: should be statement, or a kind such as statement_to_customers");
	check_refused(OF("statement_to_", "en"), "c.yaml:7:36: templates[0].audience: should be statement, or a kind such as statement_to_customers");
	check_refused(OF("statement", "english-"), "c.yaml:7:72: templates[0].language: should be a language tag such as en or de-CH");
}

TEST(a_contact_stands_once_and_is_called_by_seats_that_there_are)
{
	check_refused("contacts:\n  - {label: b, title: B, kind: bank, callers: [ceo]}\n",
	    "c.yaml:7:48: contacts[0].callers[0]: there is no ceo among seats");
	check_refused("contacts:\n  - {label: b, title: B, kind: bank}\n  - {label: b, title: B, kind: insurer}\n",
	    "c.yaml:8:5: contacts[1]: b stands among contacts already");
	check_refused("contacts:\n  - {label: b, title: B, kind: plumber}\n", "c.yaml:7:32: contacts[0].kind: should be one of retainer, counsel, "
	    "insurer, authority, csirt, law_enforcement, bank, registrar, provider, customer");
}

TEST(channels_out_of_band_that_differ_are_proposed_and_a_file_that_is_silent_leaves_them)
{
	struct rec_charter_file with = load(BEFORE "out_of_band: [mail, push]\n"), silent = load(BEFORE), of;
	struct charter_changes c = changes(BEFORE "out_of_band: [mail]\n");

	CHECK(c.n == 1 && c.v[0].out_of_band->n_ways == 1 && c.v[0].out_of_band->ways[0].channel == BY_MAIL);
	CHECK(charter_file_changes(T, &with, charter_file_founded(T, &with)).n == 0);
	CHECK(charter_file_changes(T, &silent, charter_file_founded(T, &with)).n == 0);
	of = charter_file_of(T, charter_file_founded(T, &with));
	CHECK(of.out_of_band.n == 2);
	CHECK_STR(of.out_of_band.v[1], STR("push"));
}

TEST(a_channel_out_of_band_is_one_by_which_the_server_pages_and_stands_once)
{
	check_refused("out_of_band: [in_person]\n", "c.yaml:6:15: out_of_band[0]: is one of phone, text_message, mail, push");
	check_refused("out_of_band: [mail, pigeon]\n", "c.yaml:6:21: out_of_band[1]: is one of phone, text_message, mail, push");
	check_refused("out_of_band: [mail, mail]\n", "c.yaml:6:21: out_of_band[1]: mail is named twice");
}

TEST(criteria_stand_once_and_name_what_is_there)
{
	check_refused("severities:\n  - {severity: SEV5, criteria: x}\n",
	    "c.yaml:7:16: severities[0].severity: should be one of SEV1, SEV2, SEV3, SEV4");
	check_refused("severities:\n  - {severity: SEV1, criteria: x}\n  - {severity: SEV1, criteria: y}\n",
	    "c.yaml:8:5: severities[1]: SEV1 stands among severities already");
	check_refused("severities:\n  - {severity: SEV1, criteria: x, calls: [nobody]}\n",
	    "c.yaml:7:43: severities[0].calls[0]: there is no nobody among seats");
	check_refused("severities:\n  - {severity: SEV1, criteria: x, report_every: 1s}\n",
	    "c.yaml:7:49: severities[0].report_every: is a duration such as 30m, 4h or 2d; from a minute to thirty days");
	check_refused("severities:\n  - {severity: SEV1, criteria: x, committee_within: soon}\n",
	    "c.yaml:7:53: severities[0].committee_within: is a duration such as 30m, 4h or 2d; from a minute to thirty days");
}

/* Only where the file has a day, and another than the record. */
static struct charter_changes
guest_changes(const char *in_record, const char *in_file)
{
	struct rec_charter_file before = load(in_record), f = load(in_file);

	return charter_file_changes(T, &f, charter_file_founded(T, &before));
}

TEST(an_end_that_differs_is_told_and_not_proposed)
{
	static const char none[] = SMALLEST GUEST(""), may[] = SMALLEST GUEST(", until: '2027-05-01'"), june[] = SMALLEST GUEST(", until: '2027-06-01'");
	struct charter_changes c = guest_changes(may, june);

	CHECK(c.n == 0 && c.n_later == 1);
	CHECK_STR(c.later[0], STR("people[2]: di may come until another day in the record; a charter officer says until when, under Charter, People"));
	CHECK(guest_changes(none, may).n_later == 1);
	CHECK(guest_changes(may, may).n_later == 0 && guest_changes(may, none).n_later == 0);
}

TEST(what_names_something_not_there_yet_waits_and_is_told)
{
	struct charter_changes c = changes(SMALLEST "  - {label: cy, name: Cy}\n"
	    "seats:\n  - {label: coo, title: COO, holder: cy}\n  - {label: ceo, title: CEO}\n"
	    "rules:\n  - {kind: pay, accountable: ceo, within: 1h}\n"
	    "services:\n  - {label: a, title: A, criticality: vital, owner: coo, needs: [b]}\n  - {label: b, title: B, criticality: vital}\n"
	    "  - {label: c, title: C, criticality: vital, owner: ceo}\n");

	CHECK(c.n == 2 && c.n_later == 5);
	CHECK_STR(c.v[0].seat->label, STR("ceo"));
	CHECK_STR(c.v[1].service->label, STR("b"));
	CHECK_STR(c.later[0], STR("people[2]: cy is not known yet; invite them first"));
	CHECK_STR(c.later[1], STR("seats[0]: coo names somebody who is to be invited first"));
	CHECK_STR(c.later[2], STR("rules[0]: pay names a seat that is to be decided first"));
	CHECK_STR(c.later[3], STR("services[0]: a needs a service that is to be decided first; import the file again then"));
	CHECK_STR(c.later[4], STR("services[2]: c names a seat that is to be decided first"));
}

TEST_MAIN()
