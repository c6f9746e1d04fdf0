/* What is hit, and what happened to it (C5). */
#include "story.h"

#define THING(kind_, name_, ...) (struct rec_affected_thing){ .kind = AFFECTED_##kind_, .name = STR(name_), __VA_ARGS__ }
#define LISTED(...) \
	.things = (const struct rec_affected_thing[]){ __VA_ARGS__ }, \
	.n_things = sizeof((const struct rec_affected_thing[]){ __VA_ARGS__ }) / sizeof(struct rec_affected_thing)
#define KEY      THING(NONHUMAN_IDENTITY, "svc-backup", .state = AFFECTED_CONFIRMED)
#define HOST     THING(ASSET, "web-01", .state = AFFECTED_SUSPECTED)

/* What the newest fact of that name says; nothing if there is none. */
static str
counted(const struct story *s, const char *name)
{
	for (size_t i = s->room->n_facts; i-- > 0;)
		if (s->room->facts[i].current && str_eq(s->room->facts[i].is.name, str_c(name)))
			return s->room->facts[i].is.value;
	return STR("");
}

STORY(a_list_of_nothing_says_so)
{
	a_room(s);
	when(s, ANNA, list_affected, .n_things = 0);
	then_refused(s, MALFORMED, "say at least one");
}

STORY(affected_things_are_counted_as_facts)
{
	a_room(s);
	when(s, ANNA, list_affected, LISTED(KEY, HOST, THING(ASSET, "web-02", .state = AFFECTED_CONFIRMED)));
	then_happened(s, affected_listed);
	then_happened(s, fact_asserted);
	CHECK_STR(counted(s, "affected.identities.nonhuman.confirmed"), STR("1"));
	CHECK_STR(counted(s, "affected.assets.suspected"), STR("1"));
	CHECK_STR(counted(s, "affected.assets.hit"), STR("1"));
	CHECK_STR(counted(s, "affected.suppliers.confirmed"), STR(""));         /* nothing was said of them: not established */
	when(s, ANNA, set_affected_state, .affected = PEOPLE(s->room->affected[1].head.id, s->room->affected[2].head.id),
	    .state = AFFECTED_CONTAINED, .why = STR("off the network"));
	then_happened(s, affected_state_set);
	CHECK_STR(counted(s, "affected.assets.suspected"), STR("0"));
	CHECK_STR(counted(s, "affected.assets.contained"), STR("2"));
	CHECK_STR(counted(s, "affected.assets.hit"), STR("2"));
	CHECK_STR(s->room->affected[2].why, STR("off the network"));
}

STORY(what_is_cleared_was_not_hit)
{
	a_room(s);
	when(s, ANNA, list_affected, LISTED(HOST));
	when(s, ANNA, set_affected_state, .affected = PEOPLE(s->room->affected[0].head.id), .state = AFFECTED_CLEARED);
	CHECK_STR(counted(s, "affected.assets.cleared"), STR("1"));
	CHECK_STR(counted(s, "affected.assets.hit"), STR(""));
}

STORY(nobody_says_by_hand_what_is_counted)
{
	a_room(s);
	when(s, ANNA, assert_fact, .name = STR("affected.assets.hit"), .value = STR("9"), .confidence = CONFIRMED);
	then_refused(s, REFUSED, "counted from the list");
	when(s, ANNA, request_information, .name = STR("affected.assets.hit"), .question = STR("how many?"));
	then_refused(s, REFUSED, "counted from the list");
}

STORY(what_is_listed_already_is_told_or_merged)
{
	a_room(s);
	when(s, ANNA, list_affected, LISTED(HOST));
	when(s, ANNA, list_affected, LISTED(KEY, HOST));
	then_refused(s, CONFLICT, "things: [1]: web-01 is listed already, as entry");
	when(s, ANNA, list_affected, LISTED(KEY, THING(ASSET, "web-01", .state = AFFECTED_CONFIRMED, .owner = COO, .identifier = STR("10.0.0.7"))), .merge = true);
	then_happened(s, affected_listed);
	then_happened(s, affected_described);
	then_happened(s, affected_state_set);
	CHECK(s->room->n_affected == 2 && s->room->affected[0].is.owner == COO && s->room->affected[0].is.state == AFFECTED_CONFIRMED);
	CHECK_STR(s->room->affected[0].is.identifier, STR("10.0.0.7"));
	when(s, ANNA, list_affected, LISTED(KEY, HOST), .merge = true);         /* what is confirmed is not suspected again */
	then_refused(s, CONFLICT, "says all of this already");
}

STORY(one_list_names_a_thing_once_unless_it_is_to_be_merged)
{
	a_room(s);
	when(s, ANNA, list_affected, LISTED(HOST, HOST));
	then_refused(s, CONFLICT, "things: [1]: web-01 stands twice");
	when(s, ANNA, list_affected, LISTED(HOST, HOST, THING(SERVICE, "web-01", .state = AFFECTED_SUSPECTED)), .merge = true);
	then_happened(s, affected_listed);
	CHECK(s->room->n_affected == 2);
}

STORY(a_name_is_the_same_however_it_is_capitalised)
{
	a_room(s);
	when(s, ANNA, list_affected, LISTED(HOST));
	when(s, ANNA, list_affected, LISTED(THING(ASSET, "WEB-01", .state = AFFECTED_SUSPECTED)));
	then_refused(s, CONFLICT, "WEB-01 is listed already");
	when(s, ANNA, list_affected, LISTED(KEY, THING(NONHUMAN_IDENTITY, "SVC-Backup", .state = AFFECTED_CONFIRMED)));
	then_refused(s, CONFLICT, "SVC-Backup stands twice");
	when(s, ANNA, list_affected, LISTED(THING(ASSET, "Web-01", .state = AFFECTED_CONFIRMED)), .merge = true);
	then_happened(s, affected_state_set);
	CHECK(s->room->n_affected == 1);
	CHECK_STR(s->room->affected[0].is.name, STR("web-01"));
}

STORY(a_batch_has_a_bound_and_the_largest_fits)
{
	struct rec_affected_thing things[65];
	char names[65][8];

	for (size_t i = 0; i < countof(things); i++) {
		snprintf(names[i], sizeof(names[i]), "h-%zu", i);
		things[i] = (struct rec_affected_thing){ .kind = AFFECTED_ASSET, .name = str_c(names[i]), .state = AFFECTED_SUSPECTED };
	}
	a_room(s);
	when(s, ANNA, list_affected, .things = things, .n_things = 65);
	then_refused(s, MALFORMED, "things");
	when(s, ANNA, list_affected, .things = things, .n_things = 64);
	CHECK_OK(s->e);
	CHECK(s->room->n_affected == 64);
	for (size_t i = 0; i < 64; i++) {
		things[i].state = AFFECTED_CONFIRMED;
		things[i].owner = COO;
	}
	when(s, ANNA, list_affected, .things = things, .n_things = 64, .merge = true);
	CHECK_OK(s->e);
	CHECK_STR(counted(s, "affected.assets.confirmed"), STR("64"));
}

STORY(whose_data_it_is_is_said_of_data)
{
	a_room(s);
	when(s, ANNA, list_affected, LISTED(THING(ASSET, "web-01", .state = AFFECTED_CONFIRMED, .how_many = 5)));
	then_refused(s, MALFORMED, "said of a data set alone");
	when(s, ANNA, list_affected, LISTED(THING(DATA_SET, "payroll", .state = AFFECTED_CONFIRMED, .whose = STR("employees"), .how_many = 812,
	    .countries = { (const str[]){ STR("DE"), STR("SE") }, 2 })));
	then_happened(s, affected_listed);
	when(s, ANNA, describe_affected, .affected = s->room->affected[0].head.id, .how_many = 1040);
	then_happened(s, affected_described);
	CHECK(s->room->affected[0].is.how_many == 1040 && s->room->affected[0].is.countries.n == 2);
	when(s, ANNA, list_affected, LISTED(THING(ASSET, "web-01", .state = AFFECTED_CONFIRMED, .owner = 999)));
	then_refused(s, NO_SUCH, "no seat 999");
}

STORY(a_country_is_two_capital_letters)
{
	static const str by_name[] = { STR_INIT("DE"), STR_INIT("Germany") }, small[] = { STR_INIT("de") }, code[] = { STR_INIT("GB") };

	a_room(s);
	when(s, ANNA, list_affected, LISTED(HOST, THING(DATA_SET, "payroll", .state = AFFECTED_SUSPECTED, .countries = { by_name, 2 })));
	then_refused(s, MALFORMED, "things: [1]: countries: Germany is no country as ISO 3166-1 writes it: two capital letters, such as DE");
	when(s, ANNA, list_affected, LISTED(THING(DATA_SET, "payroll", .state = AFFECTED_SUSPECTED, .countries = { code, 1 })));
	then_happened(s, affected_listed);
	when(s, ANNA, describe_affected, .affected = s->room->affected[0].head.id, .countries = { small, 1 });
	then_refused(s, MALFORMED, "countries: de is no country");
	given(s, ANNA, affected_described, .affected = s->room->affected[0].head.id, .countries = { by_name, 2 });
	CHECK(s->room->affected[0].is.countries.n == 2);                        /* what was written before is read as it stands */
}

STORY(what_is_not_listed_is_not_described_or_moved)
{
	a_room(s);
	when(s, ANNA, list_affected, LISTED(HOST));
	when(s, ANNA, describe_affected, .affected = 999, .how_many = 1);
	then_refused(s, NO_SUCH, "no affected 999");
	when(s, ANNA, describe_affected, .affected = s->room->affected[0].head.id);
	then_refused(s, MALFORMED, "Say something of it");
	when(s, ANNA, describe_affected, .affected = s->room->affected[0].head.id, .how_many = 3);
	then_refused(s, MALFORMED, "said of a data set alone");
	when(s, ANNA, set_affected_state, .affected = PEOPLE(999), .state = AFFECTED_CLEARED);
	then_refused(s, NO_SUCH, "no affected 999");
	when(s, ANNA, set_affected_state, .affected = { NULL, 0 }, .state = AFFECTED_CLEARED);
	then_refused(s, MALFORMED, "name at least one");
	when(s, ANNA, set_affected_state, .affected = PEOPLE(s->room->affected[0].head.id), .state = AFFECTED_SUSPECTED);
	then_refused(s, CONFLICT, "suspected already");
}

STORY(nothing_is_listed_in_a_closed_room)
{
	a_room(s);
	when(s, ANNA, list_affected, LISTED(HOST));
	when(s, ANNA, close_room, .why = STR("over"));
	when(s, ANNA, list_affected, LISTED(KEY));
	then_refused(s, CONFLICT, "room is closed");
	when(s, ANNA, describe_affected, .affected = s->room->affected[0].head.id, .identifier = STR("x"));
	then_refused(s, CONFLICT, "room is closed");
	when(s, ANNA, set_affected_state, .affected = PEOPLE(s->room->affected[0].head.id), .state = AFFECTED_CLEARED);
	then_refused(s, CONFLICT, "room is closed");
	when(s, ANNA, record_occurrence, .text = STR("x"), .happened_from = s->now, .confidence = CONFIRMED);
	then_refused(s, CONFLICT, "room is closed");
}

/* ---- occurrences ---- */

STORY(an_occurrence_happened_before_it_was_recorded)
{
	a_room(s);
	when(s, ANNA, record_occurrence, .text = STR("web shell placed"), .happened_from = s->now - 3 * DAYS,
	    .happened_to = s->now - 2 * DAYS, .confidence = PROBABLE, .source = STR("IIS log"));
	then_happened(s, occurrence_recorded);
	CHECK(s->room->occurrences[0].at == s->now && s->room->occurrences[0].is.happened_from == s->now - 3 * DAYS);
	when(s, ANNA, record_occurrence, .text = STR("x"), .happened_from = s->now + 1, .confidence = PROBABLE);
	then_refused(s, MALFORMED, "does not lie in the future");
	when(s, ANNA, record_occurrence, .text = STR("x"), .happened_from = s->now - 1, .happened_to = s->now + 1, .confidence = PROBABLE);
	then_refused(s, MALFORMED, "does not lie in the future");
	when(s, ANNA, record_occurrence, .text = STR("x"), .happened_from = s->now - 1, .happened_to = s->now - 2, .confidence = PROBABLE);
	then_refused(s, MALFORMED, "before happened_from");
}

STORY(an_occurrence_is_corrected_by_a_newer_one)
{
	a_room(s);
	when(s, ANNA, record_occurrence, .text = STR("web shell placed"), .happened_from = s->now - 3 * DAYS, .confidence = PROBABLE);
	when(s, ANNA, record_occurrence, .text = STR("web shell placed"), .happened_from = s->now - 5 * DAYS, .confidence = CONFIRMED,
	    .replaces = s->room->occurrences[0].head.id);
	then_happened(s, occurrence_recorded);
	CHECK(!s->room->occurrences[0].current && s->room->occurrences[1].current);
	when(s, ANNA, record_occurrence, .text = STR("x"), .happened_from = s->now, .confidence = CONFIRMED,
	    .replaces = s->room->occurrences[0].head.id);
	then_refused(s, CONFLICT, "corrected already");
	when(s, ANNA, record_occurrence, .text = STR("x"), .happened_from = s->now, .confidence = CONFIRMED, .replaces = 999);
	then_refused(s, NO_SUCH, "no occurrence 999");
}

STORY(that_a_thing_is_done_with_is_for_the_house_to_say)
{
	i64 guest, thing;

	a_room(s);
	guest = a_guest(s);
	when(s, ANNA, list_affected, LISTED(HOST));
	thing = last(s, affected_listed);
	when(s, guest, set_affected_state, .affected = { &thing, 1 }, .state = AFFECTED_CLEARED);
	then_refused(s, NOT_YOUR_CALL, "That something is cleared is for people of the organisation to say");
	when(s, guest, list_affected, LISTED(THING(ASSET, "web-01", .state = AFFECTED_CLEARED)), .merge = true);
	then_refused(s, NOT_YOUR_CALL, "for people of the organisation to say");
	when(s, guest, set_affected_state, .affected = { &thing, 1 }, .state = AFFECTED_CONFIRMED);
	then_happened(s, affected_state_set);
}

/* So many things, listed by entries that no command gave. */
static void
listed_before(struct story *s, i64 who, int n)
{
	for (int i = 0; i < n; i++)
		given(s, who, affected_listed, .kind = AFFECTED_ASSET, .state = AFFECTED_SUSPECTED, .name = arena_fmt(T, "h%d-%lld", i, (long long)who));
}

STORY(what_guests_list_leaves_the_house_its_own)
{
	i64 guest;

	a_room(s);
	guest = a_guest(s);
	listed_before(s, guest, LIMIT_AFFECTED / 8 - 1);
	when(s, guest, list_affected, LISTED(KEY, HOST));
	then_refused(s, TOO_LARGE, "2499 affected things are yours here, of the 2500 that one guest brings");
	when(s, guest, list_affected, LISTED(HOST));
	then_happened(s, affected_listed);
	when(s, ANNA, list_affected, LISTED(KEY));
	then_happened(s, affected_listed);
}

TEST_MAIN()
