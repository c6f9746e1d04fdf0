/* What would make the charter fail, and who would decide what: asked of the running server (B2). */
#include "client.h"

#define NIGHT "&at=2026-11-29T03:00:00Z"

TEST(the_charter_in_force_is_linted_as_things_stand)
{
	struct server s = server_demo();
	str ines = enter(&s);

	CHECK_SAID(get(&s, ines, "/api/charter/lint"), 200, "people_without_reach");
	given(&s, ines, "charter", "set_reach", STR("{\"phone\":\"+44 20 7946 0018\"}"));
	CHECK(!str_contains(get(&s, ines, "/api/charter/lint").body, STR("Ines Albrecht: nobody knows")));
	given(&s, ines, "charter", "set_reach", STR("{\"zone\":\"Europe/Berlin\",\"phone\":\"+44 20 7946 0018\"}"));
	CHECK_SAID(command(&s, ines, "charter", "set_reach", STR("{\"zone\":\"Mars/Olympus\"}")), 400, "no time zone is called Mars/Olympus");
	CHECK_SAID(command(&s, ines, "charter", "set_reach", STR("{\"zone\":\"Europe\"}")), 400, "no time zone is called Europe");
	CHECK_SAID(get(&s, ines, "/api/charter/lint"), 200, "\"readiness\":");
	server_over(&s);
}

TEST(what_is_proposed_is_linted_as_if_it_were_so_and_changes_nothing)
{
	struct server s = server_demo();
	str ines = enter(&s);
	str now = get(&s, ines, "/api/charter/lint").body;
	i64 decision = given(&s, ines, "charter", "open_decision", STR("{\"kind\":\"change_charter\",\"question\":\"Pay alone?\"}"));
	i64 option = given(&s, ines, "charter", "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"One pays\"}", (long long)decision));

	given(&s, ines, "charter", "propose_change", arena_fmt(T, "{\"option\":%lld,\"rule\":{\"kind\":\"pay\",\"accountable\":%d,\"within\":3600,\"requester_excluded\":false,\"objection_blocks\":false,\"concur\":[]}}", (long long)option, IT_LEAD));
	CHECK(!str_contains(now, STR("\"rule_alone\"")));
	CHECK_SAID(get(&s, ines, arena_fmt(T, "/api/charter/lint?option=%lld", (long long)option).p), 200, "\"rule_alone\"");
	CHECK(str_eq(get(&s, ines, "/api/charter/lint").body, now));
	CHECK_SAID(get(&s, ines, "/api/charter/lint?option=99999"), 404, "the charter has no option 99999");
	CHECK_SAID(get(&s, ines, "/api/charter/lint?option=x"), 400, "option");
	server_over(&s);
}

TEST(a_rehearsal_says_who_decides_or_the_gap)
{
	struct server s = server_demo();
	str ines = enter(&s);

	CHECK_SAID(get(&s, ines, "/api/charter/rehearsal?kind=partial_shutdown" NIGHT), 200, "\"decided\":true");
	CHECK_SAID(get(&s, ines, arena_fmt(T, "/api/charter/rehearsal?kind=partial_shutdown&absent=it_lead,%d" NIGHT, TOVE).p), 200, "\"decided\":false");
	CHECK_SAID(get(&s, ines, "/api/charter/rehearsal?kind=partial_shutdown&absent=" NIGHT), 200, "\"decided\":true");
	server_over(&s);
}

TEST(what_cannot_be_rehearsed_is_refused_with_a_sentence)
{
	struct server s = server_demo();
	str ines = enter(&s);

	CHECK_SAID(get(&s, ines, "/api/charter/rehearsal"), 400, "kind: is missing");
	CHECK_SAID(get(&s, ines, "/api/charter/rehearsal?kind=pya"), 404, "no rule for pya");
	CHECK_SAID(get(&s, ines, "/api/charter/rehearsal?kind=pay&absent=nobody"), 404, "no seat and nobody called nobody");
	CHECK_SAID(get(&s, ines, "/api/charter/rehearsal?kind=pay&at=tonight"), 400, "a moment is written");
	CHECK_SAID(get(&s, ines, "/api/charter/rehearsal?kind=pay&at=9999-12-31T23:59:59Z"), 400, "from 1970 to 2200");
	server_over(&s);
}

TEST(people_from_outside_are_told_nothing_of_it)
{
	static const char *const doors[] = { "/api/charter/lint", "/api/charter/access", "/api/charter/rehearsal?kind=pay" };
	struct server s = server_demo();
	str ines = enter(&s), olga;

	olga = become(&s, ines, a_guest(&s, ines, "Olga", "Counsel & Co", 0));
	for (size_t i = 0; i < countof(doors); i++)
		CHECK_SAID(get(&s, olga, doors[i]), 404, "neither linted nor rehearsed");
	server_over(&s);
}

TEST(the_journal_is_read_by_charter_officers_and_by_nobody_else)
{
	struct server s = server_demo();
	str ines = enter(&s), marek = become(&s, ines, MAREK);

	CHECK_SAID(get(&s, ines, "/api/journal"), 200, "\\\"kind\\\":\\\"server_started\\\"");
	CHECK_SAID(get(&s, ines, "/api/journal"), 200, "\\\"kind\\\":\\\"signed_in\\\"");
	CHECK(!str_contains(CHECK_SAID(get(&s, ines, "/api/journal?before=2"), 200, "server_started").body, STR("signed_in")));
	CHECK_SAID(get(&s, ines, "/api/journal?before=1"), 200, "{\"entries\":[]}");
	CHECK_SAID(get(&s, marek, "/api/journal"), 403, "for charter officers");
	CHECK_SAID(get(&s, STR(""), "/api/journal"), 401, "Sign in first");
	server_over(&s);
}

/* ---- who can get in, over all rooms (J3) ---- */

static void
a_restricted_room(struct server *s, str tove)
{
	CHECK_SAID(command(s, tove, "new", "declare_room", STR("{\"kind\":\"incident\",\"severity\":\"SEV1\",\"codename\":\"OWL\","
	    "\"title\":\"It is Ines\",\"restricted\":true}")), 201, "room");
}

TEST(an_officer_sees_who_is_in_their_rooms_and_of_a_restricted_one_of_others_nothing)
{
	struct server s = server_demo();
	str ines = enter(&s), tove = become(&s, ines, TOVE), before;

	CHECK_SAID(get(&s, ines, "/api/charter/access"), 200, "\"rooms\":[]");
	declared_room(&s, ines);
	before = CHECK_SAID(get(&s, ines, "/api/charter/access"), 200, arena_fmt(T, "\"whole\":[%d", INES).p).body;
	a_restricted_room(&s, tove);
	CHECK_STR(get(&s, ines, "/api/charter/access").body, before);
	server_over(&s);
}

TEST(who_can_get_in_is_looked_through_by_officers_with_a_passkey_and_by_no_program)
{
	struct server s = server_demo();
	str ines = enter(&s), marek = become(&s, ines, MAREK), tove = become(&s, ines, TOVE);

	CHECK_SAID(get(&s, marek, "/api/charter/access"), 403, "for charter officers, signed in with a passkey");
	CHECK_SAID(command(&s, tove, "charter", "review_access", STR("{\"seen\":1}")), 403, "officer");
	CHECK_SAID(command(&s, ines, "charter", "review_access", STR("{\"seen\":1}")), 409, "has changed since you looked");
	given(&s, ines, "charter", "review_access", arena_fmt(T, "{\"seen\":%lld}", (long long)said_number(get(&s, ines, "/api/charter"), "seq")));
	CHECK_SAID(get(&s, ines, "/api/charter"), 200, "\"entity\":\"access_review\"");
	server_over(&s);
}

TEST_MAIN()
