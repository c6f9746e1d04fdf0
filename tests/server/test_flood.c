/* What one person does in masses ends with a sentence, and holds up nobody else. */
#include "client.h"

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
	CHECK(str_contains(hear(listens, 200), STR("200 OK")));
	for (int i = 0; i < LIMIT_SESSIONS - 1; i++)
		become(&s, first, TOVE);
	CHECK_SAID(get(&s, first, "/api/me"), 200, "\"signed_in\":true");
	CHECK_SAID(get(&s, second, "/api/me"), 200, "\"signed_in\":false");
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
	CHECK(str_contains(hear(fd, 30), str_c(answer)));
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

TEST_MAIN()
