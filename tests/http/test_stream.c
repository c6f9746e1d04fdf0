#include "http/toy.h"

static int
read_stream(struct toy *t)
{
	int fd = dial(t);

	say(t, fd, STR("GET /api/stream HTTP/1.1\r\n" H "\r\n"));
	return fd;
}

TEST(one_text_reaches_every_reader_at_once_and_in_order)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	int fds[50];

	for (size_t i = 0; i < countof(fds); i++)
		fds[i] = read_stream(t);
	pump_ms(t, 50);
	CHECK(t->n_readers == countof(fds));
	tell_all(t, STR("id: 1\ndata: {}\n\n"));
	tell_all(t, STR("id: 2\ndata: {}\n\n"));
	for (size_t i = 0; i < countof(fds); i++) {
		str a = hear(t, fds[i], "id: 2\ndata: {}\n\n");

		CHECK_STATUS(a, 200);
		CHECK(str_contains(a, STR("\r\nContent-Type: text/event-stream\r\n")));
		CHECK(str_contains(a, STR("\r\nCache-Control: no-store\r\n")));
		CHECK(!str_contains(a, STR("Content-Length")));
		CHECK_STR(body_of(a), STR("id: 1\ndata: {}\n\nid: 2\ndata: {}\n\n"));
		close(fds[i]);
	}
	pump_ms(t, 20);
	CHECK(t->closed == countof(fds));
	toy_close(t);
}

#define BEAT "event: beat\ndata: {}\n\n"

TEST(a_silent_stream_is_kept_alive_by_a_beat)
{
	struct toy *t = toy_open((struct server_limits){ .heartbeat_ms = 20, .idle_ms = 50 });
	int fd = read_stream(t);

	CHECK_STR(body_of(hear(t, fd, BEAT BEAT BEAT BEAT)), STR(BEAT BEAT BEAT BEAT));
	close(fd);
	toy_close(t);
}

TEST(a_reader_that_takes_nothing_is_dropped_and_the_others_are_not)
{
	struct toy *t = toy_open((struct server_limits){ .backlog = 256 * KIB });
	int slow = read_stream(t), fast;
	str much = (str){ memset(NEW(T, char, 64 * KIB), 'x', 64 * KIB), 64 * KIB };
	size_t taken = 0;
	char piece[64 * KIB];

	pump_ms(t, 20);
	fast = read_stream(t);
	pump_ms(t, 20);
	for (int i = 0; i < 400 && t->closed == 0; i++) {
		tell_all(t, much);
		for (ssize_t n; pump(t), (n = recv(fast, piece, sizeof(piece), MSG_DONTWAIT)) > 0; )
			taken += (size_t)n;
	}
	CHECK(t->closed == 1 && t->readers[0].subscriber == NULL && t->readers[1].subscriber);
	CHECK(taken > 256 * KIB);
	tell_all(t, STR("data: still here\n\n"));
	CHECK(str_contains(hear(t, fast, "still here\n\n"), STR("still here\n\n")));
	close(slow);
	close(fast);
	pump_ms(t, 20);
	CHECK(t->closed == 2);
	toy_close(t);
}

TEST(a_stream_may_be_ended_from_our_side_when_all_was_said)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	int fd = read_stream(t), idle = read_stream(t);

	pump_ms(t, 20);
	tell_all(t, STR("data: last\n\n"));
	stream_close(t->readers[0].subscriber);
	CHECK_STR(body_of(hear(t, fd, NULL)), STR("data: last\n\n"));
	hear(t, idle, "last\n\n");
	stream_close(t->readers[1].subscriber);
	CHECK(ended(t, idle));
	CHECK(t->closed == 0);
	close(fd);
	close(idle);
	toy_close(t);
}

TEST(what_a_reader_says_into_its_stream_is_thrown_away)
{
	struct toy *t = toy_open((struct server_limits){ 0 });
	int fd = read_stream(t);

	for (int i = 0; i < 100; i++)
		CHECK(say(t, fd, STR("POST /api/open HTTP/1.1\r\n" H O "Content-Length: 1\r\n\r\nx")));
	pump_ms(t, 20);
	tell_all(t, STR("data: 1\n\n"));
	CHECK_STR(body_of(hear(t, fd, "data: 1\n\n")), STR("data: 1\n\n"));
	CHECK(t->handled == 0);
	close(fd);
	toy_close(t);
}

TEST_MAIN()
