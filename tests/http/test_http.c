#include "http/toy.h"

#define SIGNED "Cookie: a=b; session=good\r\n"

TEST(a_route_gets_its_names_and_its_query_decoded)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	str a = ASK(t, "GET /api/rooms/7/entries/a%C3%A4?x=1&q=two+w%6Frds HTTP/1.1\r\n" H C "\r\n");

	CHECK_STATUS(a, 200);
	CHECK_STR(body_of(a), STR("[\"7\",\"a\xc3\xa4\",\"two words\"]"));
	toy_close(t);
}

TEST(a_body_arrives_whole_by_length_and_in_chunks)
{
	struct toy *t = toy_open((struct server_limits){ 0 });

	CHECK_STR(body_of(ASK(t, "POST /api/open HTTP/1.1\r\n" H O C "Content-Length: 5\r\n\r\nhello")), STR("hello"));
	CHECK_STR(body_of(ASK(t, "POST /api/open HTTP/1.1\r\n" H O C "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n")), STR("hello"));
	CHECK_STR(body_of(ASK(t, "POST /api/open HTTP/1.1\r\n" H O C "Content-Length: 0\r\n\r\n")), STR(""));
	CHECK(t->handled == 3);
	toy_close(t);
}

TEST(a_request_may_come_byte_by_byte)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	str all = STR("POST /api/open?a=b HTTP/1.1\r\n" H O C "X-Empty:\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n");
	int fd = dial(t);

	for (size_t i = 0; i < all.n; i++) {
		say(t, fd, (str){ all.p + i, 1 });
		pump(t);
	}
	CHECK_STR(body_of(hear(t, fd, NULL)), STR("hello"));
	close(fd);
	toy_close(t);
}

/* Whatever two servers could read differently, and whatever is no HTTP/1.1. */
TEST(what_could_be_read_two_ways_is_refused)
{
#define POST_OPEN "POST /api/open HTTP/1.1\r\n" H O C
	static const str hostile[] = {
		STR_INIT(POST_OPEN "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
		STR_INIT(POST_OPEN "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"),
		STR_INIT(POST_OPEN "Content-Length: 5, 5\r\n\r\nhello"),
		STR_INIT(POST_OPEN "Content-Length: +5\r\n\r\nhello"),
		STR_INIT(POST_OPEN "Content-Length: -5\r\n\r\nhello"),
		STR_INIT(POST_OPEN "Content-Length: 0x5\r\n\r\nhello"),
		STR_INIT(POST_OPEN "Content-Length: 5 5\r\n\r\nhello"),
		STR_INIT(POST_OPEN "Content-Length:\r\n\r\nhello"),
		STR_INIT(POST_OPEN "Content-Length : 5\r\n\r\nhello"),
		STR_INIT(POST_OPEN "Content-Length: 99999999999999999999\r\n\r\nhello"),
		STR_INIT(POST_OPEN "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding: identity\r\n\r\nhello"),
		STR_INIT(POST_OPEN "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding:\x0b" "chunked\r\n\r\n0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding:\r\n\r\n0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloX0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding: chunked\r\n\r\n-1\r\nhello\r\n0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nhello\r\n0\r\n\r\n"),
		STR_INIT(POST_OPEN "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nCookie: session=good\r\n\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n" C "\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n" H H C "\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\nHost: evil.test\r\n" C "\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\nHost: room.test.\r\n" C "\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\nHost: room.test:81\r\n" C "\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\nHost: x@room.test\r\n" C "\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\nHost:\r\n" C "\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\nHost : room.test\r\n" C "\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n Host: room.test\r\n" C "\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n" H C "X-A: one\r\n two\r\n\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n" H C "X-A: one\r\n\ttwo\r\n\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n" H C "X-A:\r\n two\r\n\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n" H C "X-A: a\0b\r\n\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n" H C "X-A: a\rb\r\n\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n" H C "X-A: a\nX-B: b\r\n\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\n" H C "\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n" H C "\n\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n" H C "X A: b\r\n\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n" H C "X-A\r\n\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n" H C ": b\r\n\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n" H C "Cookie: a=1\r\nCookie: b=2\r\n\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n" H C "If-Match: \xc3\xa4\r\n\r\n"),
		STR_INIT("GET /index.html HTTP/1.1\r\n" H C "Expect: the-unexpected\r\n\r\n"),
		STR_INIT("GET /index.html HTTP/1.0\r\n" H C "\r\n"),
		STR_INIT("GET /index.html HTTP/2.0\r\n" H C "\r\n"),
		STR_INIT("GET /index.html HTTP/1.2\r\n" H C "\r\n"),
		STR_INIT("GET /index.html\r\n" H C "\r\n"),
		STR_INIT("GET  /index.html HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("GET /index.html  HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("\r\nGET /index.html HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("GET /index.html HTTP/1.1 \r\n" H C "\r\n"),
		STR_INIT("GET\t/index.html HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("get /index.html HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("GET http://room.test/index.html HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("GET index.html HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("GET /index.html#top HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("GET /index\x01.html HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("GET /\xc3\xa4 HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("GET /%zz HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("GET /a% HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("GET /a%4 HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("GET /a%00 HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("GET /?a=%ff%0 HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("GET /?a=%ff HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("GET /?a=1&a=2 HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("OPTIONS * HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("CONNECT room.test:80 HTTP/1.1\r\n" H C "\r\n"),
		STR_INIT("GET /api/file HTTP/1.1\r\n" H C "Content-Length: 5\r\n\r\nhello"),
		STR_INIT("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
		STR_INIT("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
	};
	struct toy *t = toy_open((struct server_limits){ 0 });

	for (size_t i = 0; i < countof(hostile); i++) {
		str a = ask(t, hostile[i]);

		if (status_of(a) != 400)
			print_error("hostile[%zu]: %.*s\n", i, STR_ARG(hostile[i]));
		CHECK_STATUS(a, 400);
		CHECK(str_contains(a, STR("\r\nConnection: close\r\n")));
	}
	CHECK(t->handled == 0);
	toy_close(t);
}

/* `head` with so many bytes of `filler` in it, ended. */
static str
filled(const char *head, size_t n)
{
	char *filler = memset(NEW(T, char, n + 1), 'x', n);

	return arena_fmt(T, "%s%.*s\r\n\r\n", head, (int)n, filler);
}

TEST(a_head_over_its_bounds_is_refused)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	struct buf b = buf_new(T, 4096);

	CHECK_STATUS(ask(t, filled("GET /index.html HTTP/1.1\r\n" H C "X-Long: ", 12000)), 200);
	CHECK_STATUS(ask(t, filled("GET /index.html HTTP/1.1\r\n" H C "X-Long: ", 17000)), 431);
	CHECK_STATUS(ask(t, filled("GET /index.html HTTP/1.1\r\n" H C "X-Long: ", MIB)), 431);
	CHECK_STATUS(ask(t, filled("GET /", 17000)), 431);
	buf_put(&b, STR("GET /index.html HTTP/1.1\r\n" H C));
	for (int i = 0; i < 62; i++)
		buf_fmt(&b, "X-%d: y\r\n", i);
	CHECK_STATUS(ask(t, arena_fmt(T, "%.*s\r\n", STR_ARG(buf_str(&b)))), 200);
	CHECK_STATUS(ask(t, arena_fmt(T, "%.*sX-65: y\r\n\r\n", STR_ARG(buf_str(&b)))), 431);
	toy_close(t);
}

TEST(the_host_may_be_any_form_of_loopback_where_that_is_said)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	static const char *const names[] = { "localhost", "LOCALHOST", "127.0.0.1", "[::1]" };

	for (size_t i = 0; i < countof(names); i++) {
		CHECK_STATUS(ask(t, arena_fmt(T, "GET / HTTP/1.1\r\nAccept: text/html\r\nHost: %s:%u\r\n" C "\r\n", names[i], server_port(t->server))), 200);
		CHECK_STATUS(ask(t, arena_fmt(T, "GET / HTTP/1.1\r\nAccept: text/html\r\nHost: %s\r\n" C "\r\n", names[i])), 400);
	}
	t->config.loopback = false;
	server_close(t->server);
	CHECK_OK(server_open(T, &t->config, &t->server));
	CHECK_STATUS(ask(t, arena_fmt(T, "GET / HTTP/1.1\r\nAccept: text/html\r\nHost: localhost:%u\r\n" C "\r\n", server_port(t->server))), 400);
	toy_close(t);
}

TEST(only_a_page_of_ours_or_a_token_may_change_anything)
{
	struct toy *t = toy_open((struct server_limits){ 0 });

#define OPEN(headers) ASK(t, "POST /api/open HTTP/1.1\r\n" H C headers "Content-Length: 1\r\n\r\nx")
	CHECK_STATUS(OPEN(O), 200);
	CHECK_STATUS(OPEN("Authorization: Bearer abc\r\n"), 200);
	CHECK_STATUS(OPEN(""), 403);
	CHECK_STATUS(OPEN("Origin: null\r\n"), 403);
	CHECK_STATUS(OPEN("Origin: https://room.test\r\n"), 403);
	CHECK_STATUS(OPEN("Origin: http://room.test.evil.test\r\n"), 403);
	CHECK_STATUS(OPEN("Origin: http://localhost\r\n"), 403);
	CHECK_STATUS(OPEN("Authorization: Bearer abc\r\n" SIGNED), 403);
	CHECK_STATUS(OPEN("Authorization: Basic abc\r\n"), 403);
	CHECK_STATUS(OPEN("Authorization: Bearer abc\r\nOrigin: http://evil.test\r\n"), 403);
	CHECK(t->handled == 2 && t->admitted == 2);
	toy_close(t);
}

TEST(a_large_body_before_sign_in_is_refused_unread)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	int fd = dial(t);
	str a;

	say(t, fd, STR("PUT /api/blob HTTP/1.1\r\n" H O "Content-Length: 100000000\r\nExpect: 100-continue\r\n\r\n"));
	a = hear(t, fd, "Sign in first");
	CHECK_STATUS(a, 401);
	CHECK(str_contains(a, STR("\r\nWWW-Authenticate: Bearer\r\n")));
	close(fd);
	/* Though the client sends on without asking, it gets to read why. */
	CHECK_STATUS(ask(t, arena_fmt(T, "POST /api/echo HTTP/1.1\r\n" H O "Content-Length: 60000\r\n\r\n%.*s",
	    STR_ARG(filled("", 60000)))), 401);
	CHECK(t->handled == 0 && t->uploaded == 0);
	toy_close(t);
}

TEST(a_body_over_its_bound_is_refused_however_it_comes)
{
	struct toy *t = toy_open((struct server_limits){ .max_upload = 100000 });
	str much = filled("", 70000);

	CHECK_STATUS(ASK(t, "POST /api/open HTTP/1.1\r\n" H O "Content-Length: 65537\r\n\r\n"), 413);
	CHECK_STATUS(ask(t, arena_fmt(T, "POST /api/open HTTP/1.1\r\n" H O C "Content-Length: 65536\r\n\r\n%.65536s", much.p)), 200);
	CHECK_STATUS(ask(t, arena_fmt(T, "POST /api/open HTTP/1.1\r\n" H O "Transfer-Encoding: chunked\r\n\r\n11170\r\n%.70000s\r\n0\r\n\r\n", much.p)), 413);
	CHECK_STATUS(ASK(t, "PUT /api/blob HTTP/1.1\r\n" H O SIGNED "Content-Length: 100001\r\n\r\n"), 413);
	CHECK(t->handled == 1 && t->uploads_lost == 0);
	CHECK_STATUS(ask(t, arena_fmt(T, "PUT /api/blob HTTP/1.1\r\n" H O SIGNED "Transfer-Encoding: chunked\r\n\r\n"
	    "11170\r\n%.70000s\r\n11170\r\n%.70000s\r\n0\r\n\r\n", much.p, much.p)), 413);
	CHECK(t->uploads_lost == 1 && t->uploads_done == 0);
	toy_close(t);
}

TEST(an_upload_goes_to_its_sink_and_is_forgotten_if_cut_off)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	str much = filled("", 4 * MIB);
	int fd;

	CHECK_STR(body_of(ask(t, arena_fmt(T, "PUT /api/blob HTTP/1.1\r\n" H O C SIGNED "Content-Length: %zu\r\n\r\n%.*s",
	    much.n, STR_ARG(much)))), arena_fmt(T, "%zu", much.n));
	CHECK(t->uploads_done == 1);
	CHECK_STATUS(ASK(t, "PUT /api/blob HTTP/1.1\r\n" H O C SIGNED "Content-Length: 0\r\n\r\n"), 201);
	CHECK(t->uploads_done == 2);
	fd = dial(t);
	say(t, fd, STR("PUT /api/blob HTTP/1.1\r\n" H O SIGNED "Content-Length: 10\r\nExpect: 100-continue\r\n\r\n"));
	CHECK_STATUS(hear(t, fd, "\r\n\r\n"), 100);
	say(t, fd, STR("12345"));
	pump_ms(t, 20);
	close(fd);
	pump_ms(t, 20);
	CHECK(t->uploads_done == 2 && t->uploads_lost == 1);
	toy_close(t);
}

TEST(a_method_that_an_address_does_not_answer_gets_the_list_of_those_it_does)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	str a = ASK(t, "DELETE /api/file HTTP/1.1\r\n" H O C "\r\n");

	CHECK_STATUS(a, 405);
	CHECK(str_contains(a, STR("\r\nAllow: GET, HEAD, OPTIONS\r\n")));
	a = ASK(t, "OPTIONS /api/open HTTP/1.1\r\n" H "Origin: http://evil.test\r\n" C "\r\n");
	CHECK_STATUS(a, 204);
	CHECK(str_contains(a, STR("\r\nAllow: POST, OPTIONS\r\n")));
	CHECK(!str_contains(a, STR("Access-Control")));
	CHECK_STATUS(ASK(t, "TRACE /api/file HTTP/1.1\r\n" H O C "\r\n"), 405);
	CHECK_STATUS(ASK(t, "GET /api/nothing HTTP/1.1\r\n" H C "Accept: text/html\r\n\r\n"), 404);
	CHECK_STATUS(ASK(t, "GET /api/file/ HTTP/1.1\r\n" H C "\r\n"), 404);
	CHECK_STATUS(ASK(t, "GET /1/2/3/4/5/6/7/8/9/10/11/12/13 HTTP/1.1\r\n" H C "\r\n"), 404);
	toy_close(t);
}

TEST(head_answers_as_get_does_without_the_body)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	str a = ASK(t, "HEAD /api/rooms/7/entries/8 HTTP/1.1\r\n" H C "\r\n");

	CHECK_STATUS(a, 200);
	CHECK(str_contains(a, STR("Content-Length: 12\r\n")));
	CHECK(body_of(a).n == 0);
	a = ASK(t, "HEAD /api/stream HTTP/1.1\r\n" H C "\r\n");
	CHECK_STATUS(a, 200);
	CHECK(t->n_readers == 0);
	toy_close(t);
}

TEST(errors_are_problem_details_and_every_answer_is_guarded)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	str a = ASK(t, "GET /api/nothing HTTP/1.1\r\n" H C "\r\n");

	CHECK(str_contains(a, STR("\r\nContent-Type: application/problem+json\r\n")));
	CHECK(str_contains(a, STR("\r\nContent-Security-Policy: default-src 'none'")));
	CHECK(str_contains(a, STR("require-trusted-types-for 'script'")));
	CHECK(!str_contains(a, STR("unsafe")));
	CHECK(str_contains(a, STR("\r\nX-Content-Type-Options: nosniff\r\n")));
	CHECK(str_contains(a, STR("\r\nReferrer-Policy: no-referrer\r\n")));
	CHECK(str_contains(a, STR("\r\nCache-Control: no-store\r\n")));
	CHECK(!str_contains(a, STR("Strict-Transport-Security")));
	CHECK_STR(body_of(a), STR("{\"type\":\"/errors/no_such\",\"title\":\"The thing referred to is not there, or not for you to see.\","
	    "\"status\":404,\"code\":\"no_such\",\"detail\":\"There is nothing at this address.\"}"));
	CHECK_STR(body_of(ASK(t, "GET /api/refused?q=%22%01 HTTP/1.1\r\n" H C "\r\n")), STR("{\"type\":\"/errors/refused\","
	    "\"title\":\"The rules of the room do not allow it.\",\"status\":422,\"code\":\"refused\",\"detail\":\"No: \\\"\\u0001\"}"));
	toy_close(t);
}

TEST(requests_in_one_go_are_answered_in_turn)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	struct buf b = buf_new(T, 4096);
	str a;
	int n = 0, fd = dial(t);

	say(t, fd, STR("POST /api/later HTTP/1.1\r\n" H O "\r\n"));
	for (int i = 0; i < 50; i++)
		buf_fmt(&b, "POST /api/open HTTP/1.1\r\n" H O "Content-Length: 4\r\n%s\r\n<%02d>", i == 49 ? C : "", i);
	say(t, fd, buf_str(&b));
	pump_ms(t, 20);
	CHECK(t->handled == 1 && t->n_kept == 1);
	reply_json(t->kept[t->n_kept - 1], 200, STR("first"));
	a = hear(t, fd, NULL);
	CHECK(t->handled == 51);
	CHECK(str_starts(body_of(a), STR("first")));
	for (size_t i = 0; i + 4 <= a.n; i++)
		if (a.p[i] == '<' && a.p[i + 3] == '>')
			CHECK(atoi(a.p + i + 1) == n++);
	CHECK(n == 50);
	close(fd);
	toy_close(t);
}

TEST(an_answer_may_come_later_and_the_client_may_be_gone_by_then)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	int fd = dial(t);
	str a;

	say(t, fd, STR("POST /api/later HTTP/1.1\r\n" H O "Content-Length: 3\r\n\r\nabc"));
	pump_ms(t, 20);
	CHECK_STR(exchange_request(t->kept[0])->body, STR("abc"));
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &(struct linger){ 1, 0 }, sizeof(struct linger));
	close(fd);
	pump_ms(t, 20);
	CHECK_STR(exchange_request(t->kept[0])->body, STR("abc"));
	reply_json(t->kept[t->n_kept - 1], 200, STR("{}"));
	/* One that has only said all it had to say still hears the answers. */
	fd = dial(t);
	say(t, fd, STR("POST /api/later HTTP/1.1\r\n" H O "\r\nGET /index.html HTTP/1.1\r\n" H "\r\n"));
	shutdown(fd, SHUT_WR);
	pump_ms(t, 20);
	reply_json(t->kept[t->n_kept - 1], 200, STR("late"));
	a = hear(t, fd, NULL);
	CHECK(str_starts(body_of(a), STR("lateHTTP/1.1 200 ")) && str_ends(a, STR("<p>page")));
	close(fd);
	toy_close(t);
}

TEST(the_interface_is_served_from_the_program)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	str a = ASK(t, "GET /index.html HTTP/1.1\r\n" H C "Accept-Encoding: br, gzip;q=0.5\r\n\r\n");

	CHECK_STR(body_of(a), STR("gz"));
	CHECK(str_contains(a, STR("\r\nContent-Encoding: gzip\r\n")));
	CHECK(str_contains(a, STR("\r\nCache-Control: no-cache\r\n")));
	CHECK_STR(body_of(ASK(t, "GET /index.html HTTP/1.1\r\n" H C "Accept-Encoding: gzip;q=0\r\n\r\n")), STR("<p>page"));
	a = ASK(t, "GET /app.js HTTP/1.1\r\n" H C "Accept-Encoding: gzip\r\n\r\n");
	CHECK_STR(body_of(a), STR("script"));
	CHECK(str_contains(a, STR("immutable")));
	CHECK_STATUS(ASK(t, "GET /app.js HTTP/1.1\r\n" H C "If-None-Match: \"2\"\r\n\r\n"), 304);
	CHECK_STR(body_of(ASK(t, "GET /rooms/7 HTTP/1.1\r\n" H C "Accept: text/html,*/*\r\n\r\n")), STR("<p>page"));
	CHECK_STR(body_of(ASK(t, "GET / HTTP/1.1\r\n" H C "\r\n")), STR("<p>page"));
	CHECK_STATUS(ASK(t, "GET /other.js HTTP/1.1\r\n" H C "Accept: */*\r\n\r\n"), 404);
	toy_close(t);
}

TEST(a_file_from_outside_is_saved_and_never_shown)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	str a = ASK(t, "GET /api/file HTTP/1.1\r\n" H C "\r\n");

	CHECK_STR(body_of(a), STR("bytes of a file"));
	CHECK(str_contains(a, STR("\r\nContent-Disposition: attachment; filename*=UTF-8''Lage%20%C3%A4.txt\r\n")));
	CHECK(str_contains(a, STR("\r\nContent-Security-Policy: sandbox\r\n")));
	CHECK(body_of(ASK(t, "HEAD /api/file HTTP/1.1\r\n" H C "\r\n")).n == 0);
	toy_close(t);
}

TEST(a_cookie_is_for_this_host_alone_and_bound_to_https_where_there_is_https)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	str a = ASK(t, "POST /api/session HTTP/1.1\r\n" H O C "\r\n");

	CHECK(str_contains(a, STR("\r\nSet-Cookie: session=good; Path=/; Max-Age=3600; HttpOnly; SameSite=Strict\r\n")));
	t->config.origin = STR("https://room.test");
	server_close(t->server);
	CHECK_OK(server_open(T, &t->config, &t->server));
#define HO "Origin: https://room.test\r\n"
	a = ASK(t, "POST /api/session HTTP/1.1\r\n" H HO C "\r\n");
	CHECK(str_contains(a, STR("\r\nSet-Cookie: __Host-session=good; Path=/; Max-Age=3600; HttpOnly; SameSite=Strict; Secure\r\n")));
	CHECK(str_contains(a, STR("\r\nStrict-Transport-Security: ")));
	CHECK_STATUS(ASK(t, "POST /api/echo HTTP/1.1\r\n" H HO C "Cookie: session=good\r\nContent-Length: 1\r\n\r\nx"), 401);
	CHECK_STATUS(ASK(t, "POST /api/echo HTTP/1.1\r\n" H HO C "Cookie: __Host-session=good\r\nContent-Length: 1\r\n\r\nx"), 200);
	toy_close(t);
}

TEST(two_servers_on_one_host_do_not_take_each_others_cookie)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	unsigned port = server_port(t->server);
	str a, head = arena_fmt(T, "Host: localhost:%u\r\nOrigin: http://localhost:%u\r\n" C, port, port);
#define ECHO(cookie) ask(t, arena_fmt(T, "POST /api/echo HTTP/1.1\r\n%.*sCookie: " cookie "\r\nContent-Length: 1\r\n\r\nx", STR_ARG(head), port))

	a = ask(t, arena_fmt(T, "POST /api/session HTTP/1.1\r\n%.*s\r\n", STR_ARG(head)));
	CHECK(str_contains(a, arena_fmt(T, "\r\nSet-Cookie: session-%u=good; Path=/; ", port)));
	CHECK_STATUS(ECHO("session=good; session-1%u=good"), 401);
	CHECK_STATUS(ECHO("session=bad; session-%u=good"), 200);
	t->config.origin = STR("https://room.test:8443");
	server_close(t->server);
	CHECK_OK(server_open(T, &t->config, &t->server));
	a = ask(t, STR("POST /api/session HTTP/1.1\r\nHost: room.test:8443\r\nOrigin: https://room.test:8443\r\n" C "\r\n"));
	CHECK(str_contains(a, STR("\r\nSet-Cookie: __Host-session-8443=good; Path=/; ")));
	toy_close(t);
}

TEST(a_wrong_configuration_gets_a_sentence)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	struct server_config config = t->config;
	struct server *second;

	config.port = server_port(t->server);
	CHECK_ERR(server_open(T, &config, &second), MALFORMED, "in use");
	config.address = STR("somewhere");
	CHECK_ERR(server_open(T, &config, &second), MALFORMED, "is not an address to listen on");
	config = t->config;
	config.origin = STR("room.test");
	CHECK_ERR(server_open(T, &config, &second), MALFORMED, "is not an origin");
	config.origin = STR("https://room.test/");
	CHECK_ERR(server_open(T, &config, &second), MALFORMED, "is not an origin");
	toy_close(t);
}

TEST_MAIN()
