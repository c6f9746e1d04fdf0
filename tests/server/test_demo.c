/* The demonstration's own doors: who the visitor is nobody else plays, and nothing of it is there in a real record. */
#include "client.h"

#include "base64.h"
#include "sha256.h"

static const char *const posts[][2] = {
	{ "/api/demo/become", "{\"person\":2}" },
	{ "/api/demo/turn", "{\"person\":2}" },
	{ "/api/demo/colleagues", "{\"are\":\"gone\"}" },
	{ "/api/demo/anew", "{\"organisation\":\"Another\",\"name\":\"Another\"}" },
};

/* A colleague's session, as this person. */
static str
colleague(const struct server *s, i64 person)
{
	return cookie_of(CHECK_SAID(post(s, STR(""), "/api/demo/enter",
	    arena_fmt(T, "{\"key\":\"" COLLEAGUES_KEY "\",\"person\":%lld}", (long long)person)), 200, "person"));
}

static void
turn(const struct server *s, str cookie, i64 person, bool needed, const char *is)
{
	CHECK_SAID(post(s, cookie, "/api/demo/turn", arena_fmt(T, "{\"person\":%lld,\"needed\":%s}", (long long)person, needed ? "true" : "false")),
	    200, arena_fmt(T, "{\"turn\":\"%s\"}", is).p);
}

static void
colleagues(const struct server *s, str cookie, const char *are, int status, const char *words)
{
	CHECK_SAID(post(s, cookie, "/api/demo/colleagues", arena_fmt(T, "{\"are\":\"%s\"}", are)), status, words);
}

TEST(nobody_else_plays_whom_the_visitor_is)
{
	struct server s = server_demo();
	str marek = colleague(&s, MAREK), visitor;

	turn(&s, marek, INES, false, "take");
	CHECK_SAID(get(&s, marek, "/api/demo"), 200, "\"visitor\":0");
	visitor = enter(&s);
	turn(&s, marek, INES, false, "skip");
	turn(&s, marek, MAREK, true, "take");
	CHECK_SAID(get(&s, visitor, "/api/demo"), 200, "\"awaited\":0,\"colleagues\":\"play\",\"visitor\":2");
	turn(&s, marek, INES, true, "wait");
	CHECK_SAID(get(&s, visitor, "/api/demo"), 200, "\"awaited\":2,\"colleagues\":\"play\",\"visitor\":2");
	visitor = become(&s, visitor, MAREK);
	CHECK_SAID(get(&s, visitor, "/api/demo"), 200, arena_fmt(T, "\"awaited\":0,\"colleagues\":\"play\",\"visitor\":%d", MAREK).p);
	turn(&s, marek, INES, true, "take");
	turn(&s, marek, MAREK, false, "skip");
	server_over(&s);
}

TEST(the_colleagues_key_lets_in_anybody_as_often_as_asked_and_is_not_the_visitors)
{
	struct server s = server_demo();
	str ines = enter(&s);

	CHECK_SAID(get(&s, colleague(&s, TOVE), "/api/me"), 200, arena_fmt(T, "\"person\":%d", TOVE).p);
	CHECK_SAID(get(&s, colleague(&s, ULLA), "/api/me"), 200, arena_fmt(T, "\"person\":%d", ULLA).p);
	CHECK_SAID(post(&s, STR(""), "/api/demo/enter", STR("{\"key\":\"" COLLEAGUES_KEY "\"}")), 200, "\"person\":2");
	CHECK_SAID(get(&s, ines, "/api/demo"), 200, "\"visitor\":2");
	CHECK_SAID(post(&s, STR(""), "/api/demo/enter", STR("{\"key\":\"" COLLEAGUES_KEY "\",\"person\":4711}")), 404, "no such person");
	CHECK_SAID(post(&s, STR(""), "/api/demo/enter", STR("{\"key\":\"" ANEW_KEY "\"}")), 401, "not the demonstration's");
	server_over(&s);
}

/* The first session in the list that is not the one that asks. */
static str
other_session(const struct server *s, str cookie)
{
	json_t *list = json_loads(get(s, cookie, "/api/sessions").body.p, 0, NULL), *one;
	str id = STR("");
	size_t i;

	json_array_foreach(json_object_get(list, "sessions"), i, one)
		if (json_is_false(json_object_get(one, "current")))
			id = arena_fmt(T, "%s", json_string_value(json_object_get(one, "id")));
	json_decref(list);
	return id;
}

static int
ends(const struct server *s, str cookie, str id)
{
	return post(s, cookie, arena_fmt(T, "/api/sessions/%.*s/revoke", STR_ARG(id)).p, STR("{}")).status;
}

TEST(one_ends_ones_other_sessions_and_nobody_elses)
{
	struct server s = server_demo();
	str marek = colleague(&s, MAREK), again = colleague(&s, MAREK), tove = colleague(&s, TOVE), other = other_session(&s, marek);

	CHECK(ends(&s, tove, other) == 404);
	CHECK(ends(&s, marek, STR("nonsense")) == 404);
	CHECK_SAID(get(&s, again, "/api/me"), 200, "person");
	CHECK(ends(&s, marek, other) == 204);
	CHECK(other_session(&s, marek).n == 0);
	CHECK_SAID(get(&s, again, "/api/rooms"), 401, "");
	CHECK_SAID(get(&s, marek, "/api/rooms"), 200, "");
	server_over(&s);
}

TEST(when_each_session_was_last_used_is_told_to_the_hour)
{
	struct server s = server_demo();
	str marek = colleague(&s, MAREK), again = colleague(&s, MAREK);
	json_t *reply, *list, *one;
	size_t i;

	CHECK_SAID(get(&s, again, "/api/rooms"), 200, "");
	reply = json_loads(get(&s, marek, "/api/sessions").body.p, 0, NULL);
	list = json_object_get(reply, "sessions");
	CHECK(json_array_size(list) == 2);
	json_array_foreach(list, i, one) {
		json_int_t used = json_integer_value(json_object_get(one, "used"));

		CHECK(used > 0 && used % (3600 * 1000000ll) == 0);
	}
	json_decref(reply);
	server_over(&s);
}

TEST(the_colleagues_stop_go_on_and_leave_for_good)
{
	struct server s = server_demo();
	str ines = enter(&s), marek = colleague(&s, MAREK);

	colleagues(&s, ines, "pause", 204, "");
	turn(&s, marek, MAREK, false, "wait");
	turn(&s, marek, INES, true, "wait");
	CHECK_SAID(get(&s, ines, "/api/demo"), 200, "\"awaited\":0,\"colleagues\":\"pause\"");
	colleagues(&s, ines, "play", 204, "");
	turn(&s, marek, MAREK, false, "take");
	colleagues(&s, ines, "dancing", 400, "are");
	colleagues(&s, ines, "gone", 204, "");
	turn(&s, marek, MAREK, false, "end");
	turn(&s, marek, INES, true, "end");
	colleagues(&s, ines, "play", 409, "left for good");
	server_over(&s);
}

TEST(who_was_ejected_is_nobody_to_become)
{
	struct server s = server_demo();
	str ines = enter(&s);

	act_unsigned(&s, ines, "eject", ULLA, "left");
	CHECK_SAID(post(&s, ines, "/api/demo/become", arena_fmt(T, "{\"person\":%d}", ULLA)), 409, "ejected");
	CHECK_SAID(post(&s, ines, "/api/demo/become", STR("{\"person\":4711}")), 404, "no such person");
	CHECK_SAID(get(&s, ines, "/api/demo"), 200, "\"visitor\":2");
	server_over(&s);
}

TEST(a_program_a_recovery_code_and_nobody_have_no_part_in_it)
{
	struct server s = server_demo();
	str ines = enter(&s), weak;
	const char *bearer = "Authorization: Bearer tocsin_probe\r\n";
	struct hash h;
	i64 token;

	sha256("probe", 5, &h);
	token = given(&s, ines, "charter", "issue_token", arena_fmt(T, "{\"secret\":\"%.*s\",\"scope\":\"write\",\"days\":1,\"purpose\":\"probe\"}", STR_ARG(b64u_hash(T, h))));
	act_unsigned(&s, ines, "confirm_token", token, NULL);
	weak = arena_fmt(T, "{\"code\":\"%.*s\"}", 14, said(CHECK_SAID(post(&s, ines, "/api/recovery", STR("{}")), 201, "codes"), "codes").p + 2);
	weak = cookie_of(CHECK_SAID(post(&s, STR(""), "/api/sign-in/recovery", weak), 200, "person"));
	for (size_t i = 0; i < countof(posts); i++) {
		CHECK_SAID(post(&s, STR(""), posts[i][0], str_c(posts[i][1])), 401, "Enter the demonstration by its key first");
		CHECK_SAID(post(&s, weak, posts[i][0], str_c(posts[i][1])), 403, "session that entered");
		CHECK_SAID(ask(&s, (struct asking){ "POST", posts[i][0], STR(""), str_c(posts[i][1]), bearer, false }), 403, "session that entered");
	}
	CHECK_SAID(get(&s, STR(""), "/api/demo"), 401, "Enter the demonstration");
	CHECK_SAID(get(&s, ines, "/api/demo"), 200, "\"colleagues\":\"play\",\"visitor\":2");
	server_over(&s);
}

TEST(in_a_real_record_there_is_nothing_at_these_addresses)
{
	struct server s = server_start(founded(false, machine_clock(), NULL));

	for (size_t i = 0; i < countof(posts); i++)
		CHECK_SAID(post(&s, STR(""), posts[i][0], str_c(posts[i][1])), 404, "nothing at this address");
	CHECK_SAID(get(&s, STR(""), "/api/demo"), 404, "nothing at this address");
	CHECK_SAID(post(&s, STR(""), "/api/demo/enter", STR("{\"key\":\"" DOOR_KEY "\"}")), 404, "nothing at this address");
	CHECK_SAID(post(&s, STR(""), "/api/demo/enter", STR("{\"key\":\"" COLLEAGUES_KEY "\"}")), 404, "nothing at this address");
	server_over(&s);
}

TEST(an_empty_organisation_is_begun_when_the_server_has_ended)
{
	struct server s = server_demo();
	str ines = enter(&s);
	int status;

	CHECK_SAID(post(&s, ines, "/api/demo/anew", STR("{\"organisation\":\"\",\"name\":\"Ines\"}")), 400, "organisation");
	CHECK_SAID(post(&s, ines, "/api/demo/anew", STR("{\"organisation\":\"A mill\",\"name\":\"Ines\"}")), 200, ANEW_KEY);
	CHECK(waitpid(s.pid, &status, 0) == s.pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
	founded_gone(s.dir);
}

TEST_MAIN()
