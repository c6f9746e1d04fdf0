/*
 * toy -- a small application behind a real server, and a client that sends
 * raw bytes, both in this one thread: the client pumps the loop as it waits.
 *
 * Ownership: toy_open() is answered by toy_close(); descriptors are the test's.
 */
#ifndef TOY_H
#define TOY_H

#include "test.h"

#include "reply.h"
#include "server.h"
#include "stream.h"
#include "upload.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum who { ANYONE, SIGNED_IN };

struct toy {
	struct event_base *base;
	struct server *server;
	struct server_config config;
	int handled, admitted;
	struct exchange *kept[256];             /* by POST /api/later, for the test to answer */
	int n_kept;
	size_t uploaded;
	int uploads, uploads_done, uploads_lost;
	struct reader { struct toy *toy; struct subscriber *subscriber; } readers[256];
	int n_readers, closed;
};

static err
toy_admit(void *app, struct request *r)
{
	struct toy *t = app;

	t->admitted++;
	if (r->route->who == SIGNED_IN && !str_eq(request_cookie(r, STR("session")), STR("good")))
		return err_new(&r->arena, ERR_NOT_SIGNED_IN, "Sign in first.");
	r->actor = t;
	return OK;
}

static void
get_entry(void *app, struct exchange *x, struct request *r)
{
	((struct toy *)app)->handled++;
	reply_json(x, 200, arena_fmt(&r->arena, "[\"%.*s\",\"%.*s\",\"%.*s\"]", STR_ARG(request_parameter(r, STR("room"))),
	    STR_ARG(request_parameter(r, STR("entry"))), STR_ARG(request_query(r, STR("q")))));
}

static void
get_refused(void *app, struct exchange *x, struct request *r)
{
	(void)app;
	reply_err(x, err_new(&r->arena, ERR_REFUSED, "No: %.*s", STR_ARG(request_query(r, STR("q")))));
}

static void
post_echo(void *app, struct exchange *x, struct request *r)
{
	((struct toy *)app)->handled++;
	reply_bytes(x, 200, STR("text/plain"), r->body);
}

static void
post_later(void *app, struct exchange *x, struct request *r)
{
	struct toy *t = app;

	(void)r;
	t->handled++;
	t->kept[t->n_kept++] = x;
}

static void
post_session(void *app, struct exchange *x, struct request *r)
{
	(void)app, (void)r;
	reply_cookie(x, STR("session"), STR("good"), 3600);
	reply_nothing(x, 204);
}

static err
upload_take(void *ctx, str bytes)
{
	((struct toy *)ctx)->uploaded += bytes.n;
	return OK;
}

static void
upload_done(void *ctx, struct exchange *x, err e)
{
	struct toy *t = ctx;

	if (e) {
		t->uploads_lost++;
		return;
	}
	t->uploads_done++;
	reply_json(x, 201, arena_fmt(T, "%zu", t->uploaded));
}

static void
put_blob(void *app, struct exchange *x, struct request *r)
{
	(void)r;
	((struct toy *)app)->handled++;
	((struct toy *)app)->uploads++;
	upload_open(x, (struct sink){ upload_take, upload_done, app });
}

static void
get_file(void *app, struct exchange *x, struct request *r)
{
	FILE *f = tmpfile();

	(void)app, (void)r;
	fputs("bytes of a file", f);
	fflush(f);
	reply_file(x, STR("Lage \xc3\xa4.txt"), dup(fileno(f)), 15);
	fclose(f);
}

static void
reader_closed(void *ctx)
{
	struct reader *r = ctx;

	r->subscriber = NULL;
	r->toy->closed++;
}

static void
get_stream(void *app, struct exchange *x, struct request *r)
{
	struct toy *t = app;
	struct reader *reader = &t->readers[t->n_readers];

	(void)r;
	*reader = (struct reader){ t, stream_open(x, reader_closed, reader) };
	if (reader->subscriber)
		t->n_readers++;
}

static const struct route toy_routes[] = {
	{ GET,  STR_INIT("/api/rooms/{room}/entries/{entry}"), ANYONE, get_entry, TAKES_NOTHING, "An entry." },
	{ GET,  STR_INIT("/api/refused"), ANYONE, get_refused, TAKES_NOTHING, "Always refused." },
	{ POST, STR_INIT("/api/echo"), SIGNED_IN, post_echo, TAKES_BODY, "The body back." },
	{ POST, STR_INIT("/api/open"), ANYONE, post_echo, TAKES_BODY, "The body back, for anyone." },
	{ POST, STR_INIT("/api/later"), ANYONE, post_later, TAKES_BODY, "Answered by the test." },
	{ POST, STR_INIT("/api/session"), ANYONE, post_session, TAKES_NOTHING, "A cookie." },
	{ PUT,  STR_INIT("/api/blob"), SIGNED_IN, put_blob, TAKES_UPLOAD, "An upload." },
	{ GET,  STR_INIT("/api/file"), ANYONE, get_file, TAKES_NOTHING, "A file." },
	{ GET,  STR_INIT("/api/stream"), ANYONE, get_stream, TAKES_NOTHING, "A stream." },
};

static const struct asset toy_assets[] = {
	{ STR_INIT("/index.html"), STR_INIT("text/html; charset=utf-8"), STR_INIT("<p>page"), STR_INIT("gz"), STR_INIT("\"1\""), false },
	{ STR_INIT("/app.js"), STR_INIT("text/javascript"), STR_INIT("script"), { NULL, 0 }, STR_INIT("\"2\""), true },
};

/* `limits` may shorten what would take too long to wait for. */
static inline struct toy *
toy_open(struct server_limits limits)
{
	struct toy *t = NEW(T, struct toy, 1);

	t->base = event_base_new();
	t->config = (struct server_config){
		.base = t->base, .address = STR("127.0.0.1"), .origin = STR("http://room.test"), .loopback = true,
		.routes = toy_routes, .n_routes = countof(toy_routes), .assets = toy_assets, .n_assets = countof(toy_assets),
		.admit = toy_admit, .app = t, .limits = limits,
	};
	CHECK_OK(server_open(T, &t->config, &t->server));
	return t;
}

static inline void
toy_close(struct toy *t)
{
	server_close(t->server);
	event_base_free(t->base);
}

/* One turn of the loop, which may wait for a millisecond. */
static inline void
pump(struct toy *t)
{
	event_base_loopexit(t->base, &(struct timeval){ 0, 1000 });
	event_base_loop(t->base, EVLOOP_ONCE);
}

static inline void
pump_ms(struct toy *t, int ms)
{
	struct timespec from, now;

	clock_gettime(CLOCK_MONOTONIC, &from);
	do {
		pump(t);
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while ((now.tv_sec - from.tv_sec) * 1000 + (now.tv_nsec - from.tv_nsec) / 1000000 < ms);
}

static inline int
dial(struct toy *t)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)server_port(t->server)),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0)
		fail_msg("connect: %s", strerror(errno));
	return fd;
}

/* Send all of it, pumping; false if the server would not have it. */
static inline bool
say(struct toy *t, int fd, str bytes)
{
	for (int turns = 0; bytes.n && turns < 5000; turns++) {
		ssize_t n = send(fd, bytes.p, bytes.n, MSG_DONTWAIT | MSG_NOSIGNAL);

		if (n > 0)
			bytes = str_from(bytes, (size_t)n);
		else if (errno != EAGAIN)
			return false;
		else
			pump(t);
	}
	return bytes.n == 0;
}

/* What comes until the server ends, or `until` was seen, or nothing more comes for three seconds. */
static inline str
hear(struct toy *t, int fd, const char *until)
{
	struct buf b = buf_new(T, 4096);
	char piece[16384];

	for (int turns = 0; turns < 3000; turns++) {
		ssize_t n = recv(fd, piece, sizeof(piece), MSG_DONTWAIT);

		if (n > 0) {
			buf_put(&b, (str){ piece, (size_t)n });
			turns = 0;
		}
		if (n == 0 || (n < 0 && errno != EAGAIN) || (until && str_contains(buf_str(&b), str_c(until))))
			break;
		if (n < 0)
			pump(t);
	}
	return buf_str(&b);
}

/* One text to all who still read. */
static inline void
tell_all(struct toy *t, str text)
{
	struct shared *event = shared_new(text);

	for (int i = 0; i < t->n_readers; i++)
		if (t->readers[i].subscriber)
			stream_send(t->readers[i].subscriber, event);
	shared_release(event);
}

/* Did the server end the connection, after whatever it said? */
static inline bool
ended(struct toy *t, int fd)
{
	hear(t, fd, NULL);
	return recv(fd, &(char){ 0 }, 1, MSG_DONTWAIT) == 0;
}

/* One connection, one saying, all that comes back. */
static inline str
ask(struct toy *t, str bytes)
{
	int fd = dial(t);
	str answer;

	say(t, fd, bytes);
	answer = hear(t, fd, NULL);
	close(fd);
	return answer;
}

static inline int
status_of(str answer)
{
	return str_starts(answer, STR("HTTP/1.1 ")) && answer.n > 12 ? atoi(arena_cstr(T, (str){ answer.p + 9, 3 })) : 0;
}

static inline str
body_of(str answer)
{
	for (size_t i = 0; i + 4 <= answer.n; i++)
		if (memcmp(answer.p + i, "\r\n\r\n", 4) == 0)
			return str_from(answer, i + 4);
	return (str){ NULL, 0 };
}

#define H "Host: room.test\r\n"
#define O "Origin: http://room.test\r\n"
#define C "Connection: close\r\n"
#define ASK(t, literal) ask((t), STR(literal))

#define CHECK_STATUS(answer, want) check_status_(__FILE__, __LINE__, (answer), (want))
static inline void
check_status_(const char *file, int line, str answer, int want)
{
	if (status_of(answer) != want) {
		print_error("%s:%d: want %d, got %.*s\n", file, line, want, STR_ARG(answer));
		fail();
	}
}

#endif
