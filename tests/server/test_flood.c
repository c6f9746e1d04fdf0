/* What one person does in masses ends with a sentence, and holds up nobody else. */
#include "client.h"

#include "base64.h"
#include "sha256.h"

static size_t
times(str text, const char *what)
{
	size_t n = 0;

	for (const char *at = text.p; (at = memmem(at, (size_t)(text.p + text.n - at), what, strlen(what))); at++)
		n++;
	return n;
}

TEST(of_more_sessions_than_one_person_may_have_the_one_unused_longest_ends)
{
	struct server s = server_demo();
	str ines = enter(&s), first = become(&s, ines, TOVE), second = become(&s, first, TOVE);
	int listens = dial(&s), at_once[LIMIT_SESSIONS];

	ask_begin(listens, &s, &(struct asking){ "GET", "/api/stream", second, STR(""), NULL, false });
	CHECK(hears(listens, STR("200 OK")));
	for (int i = 0; i < LIMIT_SESSIONS - 1; i++)
		become(&s, first, TOVE);
	CHECK_SAID(get(&s, first, "/api/me"), 200, "\"signed_in\":true");
	CHECK_SAID(get(&s, second, "/api/me"), 200, "\"signed_in\":false");
	hear(listens, 20000);
	CHECK(recv(listens, &(char){ 0 }, 1, 0) == 0);         /* and is let go */
	close(listens);
	CHECK(times(get(&s, first, "/api/sessions").body, "\"id\":") == LIMIT_SESSIONS);
	CHECK_SAID(get(&s, ines, "/api/me"), 200, "\"signed_in\":true");

	for (size_t i = 0; i < countof(at_once); i++) {                 /* many in one batch */
		at_once[i] = dial(&s);
		ask_begin(at_once[i], &s, &(struct asking){ "POST", "/api/demo/become", first, arena_fmt(T, "{\"person\":%d}", TOVE), NULL, false });
	}
	for (size_t i = 0; i < countof(at_once); i++) {
		CHECK(str_contains(hear(at_once[i], 5000), STR("200 OK")));
		close(at_once[i]);
	}
	CHECK(times(get(&s, become(&s, ines, TOVE), "/api/sessions").body, "\"id\":") == LIMIT_SESSIONS);
	server_over(&s);
}

static int
listening(const struct server *s, str cookie, const char *answer)
{
	int fd = dial(s);

	ask_begin(fd, s, &(struct asking){ "GET", "/api/stream", cookie, STR(""), NULL, false });
	CHECK(hears(fd, str_c(answer)));
	return fd;
}

TEST(one_session_and_one_person_take_no_more_streams_than_their_share)
{
	struct server s = server_demo();
	str ines = enter(&s), of[LIMIT_STREAMS_EACH / LIMIT_STREAMS + 1];
	int fds[LIMIT_STREAMS_EACH];

	for (size_t i = 0; i < countof(of); i++)
		of[i] = become(&s, ines, TOVE);
	for (size_t i = 0; i < LIMIT_STREAMS_EACH; i++)
		fds[i] = listening(&s, of[i / LIMIT_STREAMS], "200 OK");
	CHECK_SAID(get(&s, of[0], "/api/stream"), 429, "This session listens 16 times already");
	CHECK_SAID(get(&s, of[4], "/api/stream"), 429, "You and your programs listen 64 times already");
	close(listening(&s, ines, "200 OK"));
	close(fds[LIMIT_STREAMS_EACH - 1]);
	CHECK_SAID(get(&s, ines, "/api/me"), 200, "signed_in");        /* by then it is noticed */
	close(listening(&s, of[4], "200 OK"));
	for (size_t i = 0; i < LIMIT_STREAMS_EACH - 1; i++)
		close(fds[i]);
	server_over(&s);
}

/* What is counted begins anew with each minute, and each hour. */
static void
await_minute(void)
{
	time_t left = 60 - time(NULL) % 60;

	if (left < 5)
		sleep((unsigned)left);
}

/* What somebody does that writes is one of so many a minute, whatever it is; to ask, or to end a session, is always possible. */
TEST(every_address_that_writes_takes_from_what_one_person_may_do_in_a_minute)
{
	static const char *const writing[] = { "/api/recovery", "/api/enrol/finish", "/api/rooms/new/commands/report_suspicion", "/api/demo/become" };
	struct server s;
	str ines, tove;
	struct reply r;

	await_minute();
	server_pace = 5;
	s = server_demo();
	server_pace = 1000000;
	ines = enter(&s);
	tove = become(&s, ines, TOVE);
	for (int i = 0; i < 4; i++)             /* to come in was one of hers */
		CHECK_SAID(post(&s, tove, "/api/recovery", STR("{}")), 201, "codes");
	for (size_t i = 0; i < countof(writing); i++) {
		r = CHECK_SAID(post(&s, tove, writing[i], STR("{}")), 429, "More than 5 commands within a minute; wait ");
		CHECK(str_contains(r.head, STR("Retry-After: ")));
	}
	CHECK_SAID(post(&s, tove, "/api/rooms/new/may", STR("{\"asks\":[]}")), 200, "");
	CHECK_SAID(get(&s, ines, "/api/me"), 200, "\"signed_in\":true");
	CHECK_SAID(post(&s, ines, "/api/demo/become", arena_fmt(T, "{\"person\":%d}", TOVE)), 429, "More than 5 commands");         /* a session more is hers */
	CHECK_SAID(post(&s, tove, "/api/sign-out", STR("{}")), 204, "");
	server_over(&s);
}

static struct reply
reported(const struct server *s, str cookie)
{
	return command(s, cookie, "new", "report_suspicion", STR("{\"what\":\"a strange loaf\"}"));
}

TEST(one_person_with_their_programs_begins_so_many_rooms_within_an_hour)
{
	static const char bearer[] = "Authorization: Bearer tocsin_secret\r\n";
	struct server s;
	struct hash h;
	str ines, tove;
	struct reply r;
	i64 token;

	await_minute();
	server_rooms = 3;
	s = server_demo();
	server_rooms = 1000000;
	ines = enter(&s);
	tove = become(&s, ines, TOVE);
	for (int i = 0; i < 3; i++)
		CHECK_SAID(reported(&s, tove), 201, "room");
	r = CHECK_SAID(reported(&s, tove), 429, "You and your programs began 3 rooms within this hour; wait ");
	CHECK(str_contains(r.head, STR("Retry-After: ")));
	CHECK_SAID(reported(&s, become(&s, ines, TOVE)), 429, "began 3 rooms");
	sha256("secret", 6, &h);
	token = given(&s, tove, "charter", "issue_token", arena_fmt(T, "{\"secret\":\"%.*s\",\"scope\":\"write\",\"days\":1,\"purpose\":\"probe\"}", STR_ARG(b64u_hash(T, h))));
	act_unsigned(&s, tove, "confirm_token", token, NULL);
	CHECK_SAID(ask(&s, (struct asking){ "POST", "/api/rooms/new/commands/report_suspicion", STR(""), STR("{\"what\":\"beep\"}"), bearer, false }), 429, "began 3 rooms");
	CHECK_SAID(reported(&s, ines), 201, "room");
	server_over(&s);
}

TEST_MAIN()
