/*
 * client -- a real server in a process of its own, and somebody who speaks to it over sockets.
 *
 * Ownership: server_start() forks, server_stop() ends it; replies live in T.
 */
#ifndef CLIENT_H
#define CLIENT_H

#include "../app/founded.h"
#include "serving.h"

#include <arpa/inet.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#define DOOR_KEY "the door's key"
#define COLLEAGUES_KEY "the colleagues' key"
#define ANEW_KEY "the next key"

static int server_pace = 1000000;       /* commands a minute: tests are in a hurry */
static int server_rooms = 1000000;      /* begun within an hour */
static int server_looks = 1000000;      /* looks a minute */
static int server_files; static i64 server_bytes;       /* brought in a day; 0: as bounds.h says */
static i64 server_busy = 3600 * 1000000ll;      /* microseconds that looks of one person take in a minute */
static const struct send_config *server_send;           /* the ways out of the house; NULL: nothing leaves */
struct server { pid_t pid; int port; str dir; };
struct reply { int status; str head, body; };

static void
say_port_(void *ctx, struct house *h, str origin)
{
	str rest, port = str_from(origin, 17);          /* http://localhost: */
	int fd = *(int *)ctx;

	(void)h; (void)rest;
	if (write(fd, port.p, port.n) != (ssize_t)port.n)
		_exit(9);
	close(fd);
}

static inline struct server
server_start(str dir)
{
	struct server s = { .dir = dir };
	char port[16] = "";
	int says[2];

	CHECK(pipe(says) == 0);
	if ((s.pid = fork()) == 0) {
		struct serving_config c = { .dir = dir, .address = STR("127.0.0.1"), .ready = say_port_, .ctx = &says[1],
		    .most = { server_pace, server_looks, server_rooms, server_files, server_bytes, server_busy }, .send = server_send,
		    .demo = &(struct demo){ .key = STR(DOOR_KEY), .seat = STR("owner"), .colleagues_key = STR(COLLEAGUES_KEY),
		    .colleagues = COLLEAGUES_PLAY, .anew_key = STR(ANEW_KEY) } };
		struct arena a = arena_open(GIB);
		err e;

		prctl(PR_SET_PDEATHSIG, SIGKILL);       /* a test that fails leaves nobody behind */
		e = serving_run(&a, &c);

		if (e)
			fprintf(stderr, "%.*s\n", STR_ARG(e->why));
		_exit(e ? 7 : 0);
	}
	close(says[1]);
	CHECK(read(says[0], port, sizeof(port) - 1) > 0);
	close(says[0]);
	s.port = atoi(port);
	return s;
}

static inline void
server_stop(struct server *s)
{
	int status;

	kill(s->pid, SIGTERM);
	CHECK(waitpid(s->pid, &status, 0) == s->pid);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* The demonstration's organisation, served from a folder of its own; over, the folder is gone, too. */
static inline struct server
server_demo(void)
{
	return server_start(founded(true, machine_clock(), NULL));
}

static inline void
server_over(struct server *s)
{
	server_stop(s);
	founded_gone(s->dir);
}

/* ---- speaking ---- */

static inline int
dial(const struct server *s)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((in_port_t)s->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	CHECK(fd >= 0 && connect(fd, (struct sockaddr *)(void *)&to, sizeof(to)) == 0);
	return fd;
}

/* Read until those words, if any, were said, the other side is silent for so long (ms), or has ended. */
static inline str
hear_until(int fd, str words, int ms)
{
	struct buf b = buf_new(T, 4096);
	struct pollfd p = { fd, POLLIN, 0 };
	char some[65536];
	ssize_t n;

	while (!(words.n && str_contains(buf_str(&b), words)) && poll(&p, 1, ms) == 1 && (n = read(fd, some, sizeof(some))) > 0)
		buf_put(&b, (str){ some, (size_t)n });
	return buf_str(&b);
}

static inline str
hear(int fd, int ms)
{
	return hear_until(fd, (str){ NULL, 0 }, ms);
}

/* Read until those words were said: are they, before the other side has ended or was silent for long? */
static inline bool
hears(int fd, str words)
{
	return str_contains(hear_until(fd, words, 20000), words);
}

struct asking { const char *method, *path; str cookie, body; const char *more; bool foreign; };

static inline void
ask_begin(int fd, const struct server *s, const struct asking *a)
{
	struct buf b = buf_new(T, 1024 + a->body.n);

	buf_put(&b, arena_fmt(T, "%s %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\nOrigin: http://%s:%d\r\n%s", a->method, a->path,
	    s->port, a->foreign ? "evil.example" : "localhost", s->port, a->more ? a->more : ""));
	if (a->cookie.n)
		buf_put(&b, arena_fmt(T, "Cookie: tocsin-%d=%.*s\r\n", s->port, STR_ARG(a->cookie)));
	if (a->method[0] == 'P')
		buf_put(&b, arena_fmt(T, "Content-Type: application/json\r\nContent-Length: %zu\r\n", a->body.n));
	buf_put(&b, STR("\r\n"));
	buf_put(&b, a->body);
	CHECK(send(fd, b.p, b.n, MSG_NOSIGNAL) == (ssize_t)b.n);
}

static inline struct reply
ask(const struct server *s, struct asking a)
{
	int fd = dial(s);
	struct reply r = { 0 };
	const char *end;
	str all;

	ask_begin(fd, s, &a);
	all = hear(fd, 20000);
	close(fd);
	end = memmem(all.p, all.n, "\r\n\r\n", 4);
	CHECK(all.n > 12 && end);
	r.status = atoi(all.p + 9);
	r.head = (str){ all.p, (size_t)(end - all.p) };
	r.body = str_from(all, r.head.n + 4);
	return r;
}

static inline struct reply
get(const struct server *s, str cookie, const char *path)
{
	return ask(s, (struct asking){ .method = "GET", .path = path, .cookie = cookie });
}

static inline struct reply
post(const struct server *s, str cookie, const char *path, str body)
{
	return ask(s, (struct asking){ .method = "POST", .path = path, .cookie = cookie, .body = body });
}

/* ---- what was said ---- */

static inline str
said(struct reply r, const char *key)
{
	json_t *j = json_loadb(r.body.p, r.body.n, 0, NULL), *v = json_object_get(j, key);
	str s = { NULL, 0 };

	if (json_is_string(v)) {
		s = arena_str(T, (str){ json_string_value(v), json_string_length(v) });
	} else if (v) {
		char *text = json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY);

		s = arena_str(T, str_c(text));
		free(text);
	}
	json_decref(j);
	return s;
}

static inline i64
said_number(struct reply r, const char *key)
{
	return atoll(arena_cstr(T, said(r, key)));
}

#define CHECK_SAID(r, status_, words) check_said_(__FILE__, __LINE__, (r), (status_), (words))
static inline struct reply
check_said_(const char *file, int line, struct reply r, int status, const char *words)
{
	if (r.status != status || !str_contains(r.body, str_c(words))) {
		print_error("%s:%d: want %d with \"%s\", got %d: %.*s\n", file, line, status, words, r.status, STR_ARG(r.body));
		fail();
	}
	return r;
}

static inline str
cookie_of(struct reply r)
{
	const char *p = memmem(r.head.p, r.head.n, "Set-Cookie: tocsin-", 19);
	str value, rest;

	CHECK(p);
	str_cut((str){ p, (size_t)(r.head.p + r.head.n - p) }, '=', &value);
	return str_cut(value, ';', &rest);
}

/* How many entries the record holds. */
static inline i64
record_size(const struct server *s)
{
	str lines = get(s, STR(""), "/checkpoint").body, origin = str_cut(lines, '\n', &lines);

	(void)origin;
	return atoll(arena_cstr(T, str_cut(lines, '\n', &lines)));
}

/* record_size() once nothing follows any more: what the charter changed is entered in the rooms a moment later. */
static inline i64
settled_size(const struct server *s)
{
	i64 before, now = record_size(s);

	do {
		before = now;
		usleep(100000);
		now = record_size(s);
	} while (now != before);
	return now;
}

/* A session in a demonstration, as this person. */
static inline str
become(const struct server *s, str cookie, i64 person)
{
	return cookie_of(CHECK_SAID(post(s, cookie, "/api/demo/become", arena_fmt(T, "{\"person\":%lld}", (long long)person)), 200, "person"));
}

static inline str
enter(const struct server *s)
{
	return cookie_of(CHECK_SAID(post(s, STR(""), "/api/demo/enter", STR("{\"key\":\"" DOOR_KEY "\"}")), 200, "person"));
}

static inline struct reply
command(const struct server *s, str cookie, const char *room, const char *name, str body)
{
	return post(s, cookie, arena_fmt(T, "/api/rooms/%s/commands/%s", room, name).p, body);
}

/* Given and done: the seq of the first entry. */
static inline i64
given(const struct server *s, str cookie, const char *room, const char *name, str body)
{
	return said_number(CHECK_SAID(command(s, cookie, room, name, body), 201, "seq"), "seq");
}

/* Somebody from outside who may come for a month; `n` makes the secret of their link. */
static inline i64
a_guest(const struct server *s, str officer, const char *name, const char *organisation, int n)
{
	return given(s, officer, "charter", "invite_person", arena_fmt(T, "{\"name\":\"%s\",\"outside\":true,\"organisation\":\"%s\",\"until\":%lld,"
	    "\"secret\":\"%042dE\"}", name, organisation, (long long)(machine_clock().wall(NULL) + 30 * DAY), n));
}

/* FLOUR; where one is open already, FLOUR2 and so on. */
static inline const char *
declared_room(const struct server *s, str cookie)
{
	struct reply r = { .status = 409 };

	for (int n = 1; r.status == 409; n++)
		r = command(s, cookie, "new", "declare_room", arena_fmt(T, "{\"kind\":\"incident\",\"severity\":\"SEV2\","
		    "\"codename\":\"FLOUR%.*s\",\"title\":\"Something is in the oven\"}", n > 1 ? 4 : 0, arena_fmt(T, "%d", n).p));
	return arena_fmt(T, "%lld", (long long)said_number(CHECK_SAID(r, 201, "room"), "room")).p;
}

/* An act drawn up and answered without a passkey, as in a demonstration. */
static inline struct reply
answer_unsigned(const struct server *s, str cookie, const char *room, const char *verb, i64 object, i64 option, i64 seat)
{
	struct reply act = CHECK_SAID(post(s, cookie, arena_fmt(T, "/api/rooms/%s/acts", room).p,
	    arena_fmt(T, "{\"verb\":\"%s\",\"object\":%lld,\"option\":%lld,\"seat\":%lld}", verb, (long long)object, (long long)option, (long long)seat)), 200, "act");

	return command(s, cookie, room, verb, arena_fmt(T, "{\"act\":%.*s,\"sources\":%.*s}", STR_ARG(said(act, "act")), STR_ARG(said(act, "sources"))));
}

/* The charter's one officer decides that change: what it is, as members of propose_change. */
static inline void
charter_changed(const struct server *s, str officer, const char *change)
{
	i64 decision = given(s, officer, "charter", "open_decision", STR("{\"kind\":\"change_charter\",\"question\":\"Shall it be so?\"}"));
	i64 option = given(s, officer, "charter", "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"Yes\"}", (long long)decision));

	given(s, officer, "charter", "propose_change", arena_fmt(T, "{\"option\":%lld,%s}", (long long)option, change));
	given(s, officer, "charter", "put_up_option", arena_fmt(T, "{\"option\":%lld}", (long long)option));
	CHECK_SAID(answer_unsigned(s, officer, "charter", "decide", decision, option, OFFICERS), 201, "seq");
}

/* The body of the same about a thing there, with words or (NULL) without. */
static inline str
drawn_unsigned_in(const struct server *s, str cookie, const char *room, const char *verb, i64 object, const char *note)
{
	struct reply act = CHECK_SAID(post(s, cookie, arena_fmt(T, "/api/rooms/%s/acts", room).p,
	    arena_fmt(T, "{\"verb\":\"%s\",\"object\":%lld,\"note\":\"%s\"}", verb, (long long)object, note ? note : "")), 200, "act");
	str words = note ? arena_fmt(T, ",\"note\":\"%s\",\"note_salt\":\"%.*s\"", note, STR_ARG(said(act, "note_salt"))) : STR("");

	return arena_fmt(T, "{\"act\":%.*s%.*s}", STR_ARG(said(act, "act")), STR_ARG(words));
}

static inline str
drawn_unsigned(const struct server *s, str cookie, const char *verb, i64 object, const char *note)
{
	return drawn_unsigned_in(s, cookie, "charter", verb, object, note);
}

/* Its entry's seq. */
static inline i64
act_unsigned(const struct server *s, str cookie, const char *verb, i64 object, const char *note)
{
	return given(s, cookie, "charter", verb, drawn_unsigned(s, cookie, verb, object, note));
}

#endif
