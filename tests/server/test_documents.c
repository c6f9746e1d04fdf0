/* Documents at the server's door: who writes on an old version is told so, and whoever is in command sees when a report is owed. */
#include "client.h"

static str
version(i64 document, i64 base, const char *text)
{
	return base ? arena_fmt(T, "{\"document\":%lld,\"base\":%lld,\"text\":\"%s\"}", (long long)document, (long long)base, text) :
	    arena_fmt(T, "{\"document\":%lld,\"text\":\"%s\"}", (long long)document, text);
}

TEST(of_two_who_wrote_on_one_version_the_second_is_told_the_newest)
{
	struct server s = server_demo();
	str ines = enter(&s), marek = become(&s, ines, MAREK);
	const char *room = declared_room(&s, ines);
	i64 note = given(&s, ines, room, "open_document", STR("{\"kind\":\"note\",\"title\":\"Shifts\"}"));
	i64 first = given(&s, ines, room, "write_document", version(note, 0, "night: Ines"));
	i64 second = given(&s, marek, room, "write_document", version(note, first, "night: Marek"));
	struct reply r = CHECK_SAID(command(&s, ines, room, "write_document", version(note, first, "day: Ines")), 412,
	    arena_fmt(T, "Version %lld of this document is newer", (long long)second).p);

	CHECK_STR(said(r, "code"), STR("stale"));
	CHECK(str_contains(get(&s, ines, arena_fmt(T, "/api/rooms/%s", room).p).body, STR("night: Marek")));
	r = get(&s, ines, arena_fmt(T, "/api/rooms/%s/entries?seqs=%lld", room, (long long)first).p);
	CHECK(r.status == 200);                 /* every version is still to be had */
	server_over(&s);
}

TEST(a_report_that_is_owed_waits_for_whoever_is_in_command)
{
	struct server s = server_demo();
	str ines = enter(&s), marek = become(&s, ines, MAREK);
	const char *room = declared_room(&s, ines);

	given(&s, ines, room, "set_report_rhythm", STR("{\"minutes\":30}"));
	CHECK_SAID(get(&s, ines, "/api/work"), 200, "\"kind\":\"report\"");
	CHECK(!str_contains(get(&s, marek, "/api/work").body, STR("\"kind\":\"report\"")));
	given(&s, marek, room, "take_command", STR("{\"why\":\"the night\"}"));
	CHECK_SAID(get(&s, marek, "/api/work"), 200, "\"kind\":\"report\"");
	CHECK(!str_contains(get(&s, ines, "/api/work").body, STR("\"kind\":\"report\"")));
	given(&s, marek, room, "set_report_rhythm", STR("{}"));
	CHECK(!str_contains(get(&s, marek, "/api/work").body, STR("\"kind\":\"report\"")));
	server_over(&s);
}

TEST_MAIN()
