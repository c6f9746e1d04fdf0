/* Words are found again, by whoever may see them and by nobody else (A4, law 15). */
#include "client.h"

static str
found(const struct server *s, str cookie, const char *words)
{
	return CHECK_SAID(get(s, cookie, arena_fmt(T, "/api/search?q=%s", words).p), 200, "found").body;
}

#define NOTHING "{\"found\":[],\"more\":false}"

static i64
channel(const struct server *s, str cookie, const char *room, const char *kind, i64 with)
{
	return given(s, cookie, room, "open_channel", arena_fmt(T, "{\"label\":\"ch_%s\",\"kind\":\"%s\",\"members\":[%lld]}", kind, kind, (long long)with));
}

static i64
say(const struct server *s, str cookie, const char *room, i64 in, const char *text)
{
	str channel = in ? arena_fmt(T, "\"channel\":%lld,", (long long)in) : STR("");

	return given(s, cookie, room, "post_message", arena_fmt(T, "{%.*s\"text\":\"%s\"}", STR_ARG(channel), text));
}

TEST(what_was_said_and_written_is_found_by_its_words_and_their_beginnings)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	i64 word = say(&s, ines, room, 0, "The Überlauf of the flour silo"), task;

	task = given(&s, ines, room, "open_task", STR("{\"title\":\"Empty the silo\"}"));
	given(&s, ines, room, "assert_fact", STR("{\"name\":\"exposure\",\"value\":\"internet\",\"confidence\":\"confirmed\",\"note\":\"seen at the weir\"}"));
	given(&s, ines, room, "open_decision", STR("{\"kind\":\"partial_shutdown\",\"question\":\"Stop the mill?\"}"));
	CHECK(str_contains(found(&s, ines, "FLOUR"), arena_fmt(T, "\"codename\":\"FLOUR\",\"entity\":\"message\",\"id\":%lld", (long long)word)));
	CHECK(str_contains(found(&s, ines, "uberlauf+si"), STR("The \xe2\x9f\xa6\xc3\x9c" "berlauf\xe2\x9f\xa7 of the flour \xe2\x9f\xa6silo\xe2\x9f\xa7")));
	CHECK(str_starts(found(&s, ines, "silo"), arena_fmt(T, "{\"found\":[{\"at\":")));
	CHECK(str_contains(str_from(found(&s, ines, "silo"), 10), arena_fmt(T, "\"entity\":\"task\",\"id\":%lld", (long long)task)));
	CHECK(str_contains(found(&s, ines, "weir"), STR("\"entity\":\"fact\"")));
	CHECK(str_contains(found(&s, ines, "mill"), STR("\"entity\":\"decision\"")));
	CHECK_STR(found(&s, ines, "silo+mill"), STR(NOTHING));
	CHECK_STR(found(&s, ines, "ilo"), STR(NOTHING));
	server_over(&s);
}

TEST(markdown_is_shown_as_a_tree_beside_the_words_and_found_by_its_words_alone)
{
	struct server s = server_demo();
	str ines = enter(&s), ulla = become(&s, ines, ULLA);
	const char *room = declared_room(&s, ines), *view = arena_fmt(T, "/api/rooms/%s", room).p;
	i64 shut = channel(&s, ines, room, "restricted", TOVE);

	say(&s, ines, room, shut, "the **yeast** of [it](javascript:x)");
	CHECK_SAID(get(&s, ines, view), 200, "\"text\":\"the **yeast** of [it](javascript:x)\",\"touched\":");
	CHECK_SAID(get(&s, ines, view), 200, "\"text_shown\":[[\"paragraph\",\"the \",[\"strong\",\"yeast\"],\" of it (javascript:x)\"]]}");
	CHECK(str_contains(found(&s, ines, "yeast"), STR("\"snippet\":\"the \xe2\x9f\xa6yeast\xe2\x9f\xa7 of it (javascript:x)\"")));
	CHECK(!str_contains(get(&s, ulla, view).body, STR("yeast")));
	say(&s, ines, room, 0, "plain words");
	CHECK(!str_contains(get(&s, become(&s, ines, MAREK), view).body, STR("text_shown")));
	server_over(&s);
}

TEST(what_happened_what_is_hit_what_was_called_written_and_brought_is_found_too)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	i64 note = given(&s, ines, room, "open_document", STR("{\"kind\":\"note\",\"title\":\"Baguette\"}"));
	struct { const char *words, *entity; i64 id; } wanted[] = {
		{ "macaroon", "occurrence", given(&s, ines, room, "record_occurrence", STR("{\"text\":\"A macaroon was sent\",\"source\":\"the tart log\","
		    "\"confidence\":\"confirmed\",\"happened_from\":1767268800000000}")) },
		{ "tart", "occurrence", 0 },
		{ "eclair", "affected", given(&s, ines, room, "list_affected", STR("{\"things\":[{\"kind\":\"asset\",\"name\":\"eclair-7\",\"state\":\"suspected\","
		    "\"identifier\":\"10.0.0.7 nougat\"}]}")) },
		{ "nougat", "affected", 0 },
		{ "strudel", "bridge_line", given(&s, ines, room, "log_bridge", STR("{\"speaker\":\"Mr Waffle\",\"text\":\"the strudel is burnt\"}")) },
		{ "waffle", "bridge_line", 0 },
		{ "baguette", "document", note },
		{ "muffin.eml", "attachment", said_number(CHECK_SAID(post(&s, ines, arena_fmt(T, "/api/rooms/%s/attachments?name=muffin.eml", room).p, STR("x")),
		    201, "seq"), "seq") },
	};

	given(&s, ines, room, "write_document", arena_fmt(T, "{\"document\":%lld,\"text\":\"of sourdough\"}", (long long)note));
	for (size_t i = 0; i < countof(wanted); i++) {
		i64 id = wanted[i].id ? wanted[i].id : wanted[i - 1].id;

		CHECK(str_contains(found(&s, ines, wanted[i].words), arena_fmt(T, "\"entity\":\"%s\",\"id\":%lld", wanted[i].entity, (long long)id)));
	}
	CHECK(str_contains(found(&s, ines, "sourdough"), STR("\"entity\":\"document\"")));
	CHECK_STR(found(&s, become(&s, ines, ULLA), "strudel"), STR(NOTHING));
	server_over(&s);
}

TEST(objectives_clocks_and_what_a_room_is_called_are_found_too)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	i64 aim = given(&s, ines, room, "set_objective", STR("{\"text\":\"Crumble is sold again\"}"));
	i64 clock = given(&s, ines, room, "start_clock", arena_fmt(T, "{\"moments\":[{\"cause\":1,\"moment\":\"aware\"}],\"terms\":{\"label\":\"notice\",\"owner\":%d,"
	    "\"limits\":[{\"amount\":24,\"unit\":\"hours\",\"from\":\"aware\"}]},\"title\":\"Tell the cheesecake office\"}", COUNSEL));

	CHECK(str_contains(found(&s, ines, "crumble"), arena_fmt(T, "\"entity\":\"objective\",\"id\":%lld", (long long)aim)));
	CHECK(str_contains(found(&s, ines, "cheesecake"), arena_fmt(T, "\"entity\":\"clock\",\"id\":%lld", (long long)clock)));
	CHECK(str_contains(found(&s, ines, "oven"), STR("\"entity\":\"room\",\"id\":1,")));
	CHECK_STR(found(&s, become(&s, ines, ULLA), "oven"), STR(NOTHING));
	CHECK_STR(found(&s, become(&s, ines, ULLA), "crumble"), STR(NOTHING));
	server_over(&s);
}

TEST(the_newest_of_all_rooms_is_told_first)
{
	struct server s = server_demo();
	str ines = enter(&s), all;
	const char *older = declared_room(&s, ines);
	const char *newer = arena_fmt(T, "%lld", (long long)said_number(CHECK_SAID(post(&s, ines, "/api/rooms/new/commands/declare_room",
	    STR("{\"kind\":\"incident\",\"severity\":\"SEV3\",\"codename\":\"OVEN\",\"title\":\"x\"}")), 201, "seq"), "room")).p;
	i64 first = say(&s, ines, newer, 0, "a pancake"), second = say(&s, ines, older, 0, "a pancake, too");
	i64 third = say(&s, ines, newer, 0, "the last pancake");

	all = found(&s, ines, "pancake");
	CHECK(str_contains(all, arena_fmt(T, "\"codename\":\"OVEN\",\"entity\":\"message\",\"id\":%lld", (long long)third)));
	CHECK(str_contains(str_from(all, (size_t)(strstr(all.p, "last") - all.p)), arena_fmt(T, "\"codename\":\"FLOUR\",\"entity\":\"message\",\"id\":%lld", (long long)second)));
	CHECK(str_contains(str_from(all, (size_t)(strstr(all.p, "too") - all.p)), arena_fmt(T, "\"codename\":\"OVEN\",\"entity\":\"message\",\"id\":%lld", (long long)first)));
	for (int i = 0; i < LIMIT_FOUND; i++)
		say(&s, ines, older, 0, "pancakes");
	CHECK(!str_contains(found(&s, ines, "pancake"), STR("OVEN")));
	CHECK(str_contains(found(&s, ines, "pancake"), STR("\"more\":true")));
	server_over(&s);
}

/* Until nothing is left to be put into the index. */
static str
found_at_last(const struct server *s, str cookie, const char *words)
{
	str said = found(s, cookie, words);

	for (int i = 0; i < 500 && str_contains(said, STR("\"indexed\":")); i++) {
		usleep(10 * 1000);
		said = found(s, cookie, words);
	}
	return said;
}

TEST(the_index_is_made_anew_while_the_server_answers)
{
	struct server s = server_demo();
	str ines = enter(&s), before, dir = s.dir;
	const char *room = declared_room(&s, ines);

	say(&s, ines, room, 0, "marzipan");
	for (int i = 0; i < 1200; i++)                  /* more than is put at once, and than one turn takes */
		say(&s, ines, room, 0, "dough");
	say(&s, ines, room, 0, "marzipan once more");
	before = found(&s, ines, "marzipan");
	for (int i = 0; i < 2; i++) {                   /* the second is stopped in the middle, and the third begins anew */
		server_stop(&s);
		CHECK(i > 0 || unlink(arena_fmt(T, "%.*s/derived.db", STR_ARG(dir)).p) == 0);
		s = server_start(dir);
		ines = enter(&s);
	}
	say(&s, ines, room, 0, "nougat");
	CHECK(str_contains(found(&s, ines, "nougat"), STR("\"entity\":\"message\"")));
	CHECK_STR(found_at_last(&s, ines, "marzipan"), before);
	server_over(&s);
}

TEST(whatever_is_typed_is_words_and_never_an_error_of_syntax)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	static const char *const odd[] = { "%22", "%22%22%22flour", "flour%20AND%20OR%20NOT%20(", "NEAR(flour%20silo)", "text%3Aflour", "flour*", "-flour",
	    "%5Eflour", "flour%20%2B%20silo", "%7Btext%7D%20%3A%20flour", "%27%3B%20DROP%20TABLE%20words", "%E2%9F%A6", "rowid", "%C3%9C%C3%9C%C3%9C" };

	say(&s, ines, room, 0, "flour and silo");
	for (size_t i = 0; i < countof(odd); i++) {
		struct reply r = get(&s, ines, arena_fmt(T, "/api/search?q=%s", odd[i]).p);

		CHECK(r.status == 200 || (r.status == 400 && str_contains(r.body, STR("a word to look for"))));
	}
	CHECK(str_contains(found(&s, ines, "-flour"), STR("flour")) && str_contains(found(&s, ines, "flour+%E2%80%94+silo"), STR("flour")));
	CHECK_SAID(get(&s, ines, "/api/search"), 400, "a word to look for is asked for");
	CHECK_SAID(get(&s, ines, "/api/search?q=%20"), 400, "a word to look for is asked for");
	CHECK_SAID(get(&s, ines, "/api/search?q=a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q"), 413, "at most 16 words");
	CHECK_SAID(get(&s, ines, arena_fmt(T, "/api/search?q=%0201d", 1).p), 413, "at most 200 bytes");
	CHECK_SAID(get(&s, STR(""), "/api/search?q=flour"), 401, "Sign in first");
	server_over(&s);
}

/* How many hits stand in an answer. */
static int
hits(str said)
{
	int n = 0;

	for (const char *at = said.p; (at = strstr(at, "\"entity\":")) != NULL; at++)
		n++;
	return n;
}

TEST(what_is_older_is_told_page_by_page_each_once_and_what_is_not_yours_takes_no_place_on_a_page)
{
	struct server s = server_demo();
	str ines = enter(&s), marek = become(&s, ines, MAREK), said;
	const char *room = declared_room(&s, ines);
	const char *other = arena_fmt(T, "%lld", (long long)said_number(CHECK_SAID(post(&s, ines, "/api/rooms/new/commands/declare_room",
	    STR("{\"kind\":\"incident\",\"severity\":\"SEV3\",\"codename\":\"OVEN\",\"title\":\"x\"}")), 201, "seq"), "room")).p;
	i64 shut = channel(&s, ines, room, "restricted", TOVE);
	int told = 0, pages = 0;
	const char *words = "bagel";

	for (int i = 0; i < 2 * LIMIT_FOUND + 7; i++) {
		say(&s, ines, i % 2 ? room : other, 0, arena_fmt(T, "bagel number%dth", i).p);
		say(&s, ines, room, shut, "a bagel of one's own");
	}
	do {
		said = found(&s, marek, words);
		for (int i = 2 * LIMIT_FOUND + 6 - told; i >= 0 && i > 2 * LIMIT_FOUND + 6 - told - LIMIT_FOUND; i--)
			CHECK(str_contains(said, arena_fmt(T, "number%dth", i)));
		told += hits(said);
		pages++;
		if (str_contains(said, STR("\"next\":")))
			words = arena_fmt(T, "bagel&before=%lld", (long long)said_number((struct reply){ .status = 200, .body = said }, "next")).p;
	} while (str_contains(said, STR("\"more\":true")) && pages < 9);
	CHECK(told == 2 * LIMIT_FOUND + 7 && pages == 3);
	CHECK_STR(found(&s, marek, "bagel&before=1"), STR(NOTHING));
	CHECK_SAID(get(&s, marek, "/api/search?q=bagel&before=soon"), 400, "before");
	server_over(&s);
}

TEST(what_stands_in_a_brief_is_found_with_its_decision_so_that_the_way_leads_there)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	i64 decision = given(&s, ines, room, "open_decision", STR("{\"kind\":\"partial_shutdown\",\"question\":\"Stop the mill?\"}"));
	i64 option = given(&s, ines, room, "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"Close the sluice\"}", (long long)decision));
	i64 position = given(&s, ines, room, "state_position", arena_fmt(T, "{\"decision\":%lld,\"text\":\"Keep the weir\"}", (long long)decision));

	given(&s, ines, room, "propose_measure", arena_fmt(T, "{\"option\":%lld,\"kind\":\"isolation\",\"text\":\"Cut the millrace\",\"lasts\":3600}", (long long)option));
	given(&s, ines, room, "state_interest", arena_fmt(T, "{\"position\":%lld,\"text\":\"Dry cellars\"}", (long long)position));
	for (size_t i = 0; i < 4; i++) {
		static const char *const words[] = { "sluice", "weir", "millrace", "cellars" }, *const kinds[] = { "option", "position", "measure", "interest" };

		CHECK(str_contains(found(&s, ines, words[i]), arena_fmt(T, "\"decision\":%lld,\"entity\":\"%s\",", (long long)decision, kinds[i])));
	}
	server_over(&s);
}

TEST(words_that_are_not_yours_change_nothing_of_what_you_find)
{
	struct server s = server_demo();
	str ines = enter(&s), marek = become(&s, ines, MAREK), ulla = become(&s, ines, ULLA), before;
	const char *room = declared_room(&s, ines);
	i64 shut = channel(&s, ines, room, "restricted", TOVE), direct = channel(&s, ines, room, "direct", TOVE);

	say(&s, ines, room, 0, "croissant one");
	before = found(&s, marek, "croissant");
	CHECK(!str_eq(before, STR(NOTHING)));
	CHECK_STR(found(&s, ulla, "croissant"), STR(NOTHING));
	for (int i = 0; i < LIMIT_FOUND + 5; i++)       /* more than an answer tells: they crowd out nobody's own */
		say(&s, ines, room, i % 2 ? shut : direct, "croissant croissant croissant");
	CHECK_STR(found(&s, marek, "croissant"), before);
	CHECK(str_contains(found(&s, ines, "croissant"), STR("\"more\":true")));
	server_over(&s);
}

TEST(who_is_let_in_finds_what_was_said_before_and_who_leaves_finds_it_no_more)
{
	struct server s = server_demo();
	str ines = enter(&s), marek = become(&s, ines, MAREK);
	const char *room = declared_room(&s, ines);
	i64 shut = channel(&s, ines, room, "restricted", TOVE);

	say(&s, ines, room, shut, "brioche");
	CHECK_STR(found(&s, marek, "brioche"), STR(NOTHING));
	given(&s, ines, room, "let_into_channel", arena_fmt(T, "{\"channel\":%lld,\"person\":%d}", (long long)shut, MAREK));
	CHECK(str_contains(found(&s, marek, "brioche"), STR("brioche")));
	given(&s, ines, room, "take_out_of_channel", arena_fmt(T, "{\"channel\":%lld,\"person\":%d}", (long long)shut, MAREK));
	CHECK_STR(found(&s, marek, "brioche"), STR(NOTHING));
	server_over(&s);
}

TEST(what_was_taken_back_is_not_found_and_a_mention_waits_until_it_is_answered)
{
	struct server s = server_demo();
	str ines = enter(&s), marek = become(&s, ines, MAREK);
	const char *room = declared_room(&s, ines);
	i64 word = say(&s, ines, room, 0, "pretzel"), mention;

	given(&s, ines, room, "retract_message", arena_fmt(T, "{\"message\":%lld}", (long long)word));
	CHECK_STR(found(&s, ines, "pretzel"), STR(NOTHING));
	mention = given(&s, ines, room, "post_message", arena_fmt(T, "{\"text\":\"@%d look\",\"people\":[%d],\"seats\":[%d]}", MAREK, MAREK, COUNSEL));
	CHECK_SAID(get(&s, marek, "/api/work"), 200, "\"kind\":\"mention\"");
	CHECK_SAID(get(&s, become(&s, ines, TOVE), "/api/work"), 200, "\"kind\":\"mention\"");
	given(&s, marek, room, "post_message", arena_fmt(T, "{\"text\":\"on it\",\"reply\":%lld}", (long long)mention));
	CHECK(!str_contains(get(&s, marek, "/api/work").body, STR("mention")));
	CHECK_SAID(get(&s, become(&s, ines, TOVE), "/api/work"), 200, "\"kind\":\"mention\"");
	given(&s, become(&s, ines, TOVE), room, "acknowledge_mention", arena_fmt(T, "{\"message\":%lld}", (long long)mention));
	CHECK(!str_contains(get(&s, become(&s, ines, TOVE), "/api/work").body, STR("mention")));
	server_over(&s);
}

TEST(a_secret_is_refused_by_a_code_of_its_own_and_is_in_no_file)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);

	CHECK_SAID(command(&s, ines, room, "post_message", STR("{\"text\":\"password: sourdough77\"}")), 422, "looks_secret");
	CHECK(get(&s, ines, arena_fmt(T, "/api/rooms/%s", room).p).body.n > 0);
	CHECK_STR(found(&s, ines, "sourdough77"), STR(NOTHING));
	given(&s, ines, room, "post_message?sure=true", STR("{\"text\":\"password: sourdough77\"}"));
	CHECK(str_contains(found(&s, ines, "sourdough77"), STR("sourdough77")));
	server_over(&s);
}

TEST_MAIN()
