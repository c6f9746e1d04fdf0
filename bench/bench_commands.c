/*
 * bench_commands -- durable commands a second: HTTP in, authority checked, entry hashed, committed, answered; at 1,
 * 64 and 512 clients, in one room and in 64; against bare SQLite group commit of the same bytes on the same disk.
 * The clients share the machine with the server.
 */
#include "found.h"
#include "serving.h"

#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS_MAX = 512, ROOMS = 64, SAMPLES_MAX = 1 << 20 };
#define SECONDS 2.0

struct client { int fd; double since; size_t got; char answer[4096]; };

static char cookie[64];
static int port;
static i64 rooms[ROOMS];
static struct client clients[CLIENTS_MAX];
static float waits[SAMPLES_MAX];

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- the server ---- */

static void
say_port(void *ctx, struct house *h, str origin)
{
	int p = atoi(origin.p + sizeof("http://localhost:") - 1);

	(void)h;
	if (write(*(int *)ctx, &p, sizeof(p)) != sizeof(p))
		_exit(9);
}

static pid_t
serve(str dir)
{
	int says[2], piped = pipe(says);
	pid_t pid = fork();

	assert(piped == 0 && pid >= 0);
	if (pid == 0) {
		struct serving_config c = { .dir = dir, .address = STR("127.0.0.1"),
		    .most = { .commands_a_minute = 1000000, .looks_a_minute = 1000000, .rooms_an_hour = 1000000, .busy_a_minute = HOUR }, .ready = say_port, .ctx = &says[1],
		    .demo = &(struct demo){ .key = STR("key"), .seat = STR(OFFICERS_LABEL) } };
		struct arena a = arena_open(GIB);

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		_exit(serving_run(&a, &c) != OK);
	}
	piped = read(says[0], &port, sizeof(port)) != sizeof(port);
	assert(!piped);
	return pid;
}

/* ---- the clients ---- */

static int
dial(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((in_port_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), failed = connect(fd, (struct sockaddr *)(void *)&to, sizeof(to));

	assert(fd >= 0 && !failed);
	return fd;
}

static void
send_post(int fd, const char *path, const char *body)
{
	char b[2048];
	int n = snprintf(b, sizeof(b), "POST %s HTTP/1.1\r\nHost: localhost:%d\r\nOrigin: http://localhost:%d\r\nCookie: tocsin-%d=%s\r\n"
	    "Content-Length: %zu\r\n\r\n%s", path, port, port, port, cookie, strlen(body), body);

	if (send(fd, b, (size_t)n, MSG_NOSIGNAL) != n)
		abort();
}

/* The status, once the answer is whole; else 0. */
static int
take_answer(struct client *c)
{
	ssize_t n = read(c->fd, c->answer + c->got, sizeof(c->answer) - 1 - c->got);
	const char *body, *length;

	assert(n > 0);
	c->got += (size_t)n;
	c->answer[c->got] = '\0';
	body = strstr(c->answer, "\r\n\r\n");
	length = strstr(c->answer, "Content-Length: ");
	return body && length && c->got >= (size_t)(body + 4 - c->answer) + (size_t)atol(length + 16) ? atoi(c->answer + 9) : 0;
}

static const char *
ask(const char *path, const char *body)
{
	static struct client c;

	c.fd = dial();
	c.got = 0;
	send_post(c.fd, path, body);
	while (take_answer(&c) == 0)
		;
	close(c.fd);
	return c.answer;
}

static void
prepare(void)
{
	const char *at = strstr(ask("/api/demo/enter", "{\"key\":\"key\"}"), "Set-Cookie: tocsin-");

	assert(at);
	at = strchr(at, '=') + 1;
	snprintf(cookie, sizeof(cookie), "%.*s", (int)strcspn(at, ";"), at);
	for (size_t i = 0; i < ROOMS; i++) {
		char room[128];

		snprintf(room, sizeof(room), "{\"kind\":\"incident\",\"severity\":\"SEV2\",\"codename\":\"FLOUR-%zu\",\"title\":\"Something is in the oven\"}", i + 1);
		at = strstr(ask("/api/rooms/new/commands/declare_room", room), "\"room\":");
		assert(at);
		rooms[i] = atoll(at + 7);
	}
}

static void
give(size_t i, size_t n_rooms)
{
	char path[128];

	snprintf(path, sizeof(path), "/api/rooms/%lld/commands/post_message", (long long)rooms[i % n_rooms]);
	clients[i].got = 0;
	clients[i].since = now();
	send_post(clients[i].fd, path, "{\"text\":\"Settlement goes out at six; who watches the batch? I am on the bridge until then.\"}");
}

static int
by_wait(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

/* Commands a second; *p99 in ms. */
static double
run(size_t n, size_t n_rooms, double *p99)
{
	struct pollfd fds[CLIENTS_MAX];
	double from = now(), over;
	size_t done = 0;

	for (size_t i = 0; i < n; i++) {
		clients[i].fd = dial();
		fds[i] = (struct pollfd){ clients[i].fd, POLLIN, 0 };
		give(i, n_rooms);
	}
	while (now() - from < SECONDS) {
		poll(fds, n, 100);
		for (size_t i = 0; i < n; i++) {
			int status = fds[i].revents ? take_answer(&clients[i]) : 0;

			if (status == 0)
				continue;
			if (status != 201) {
				fprintf(stderr, "%s\n", clients[i].answer);
				exit(1);
			}
			waits[done++ % SAMPLES_MAX] = (float)(now() - clients[i].since);
			give(i, n_rooms);
		}
	}
	over = now();
	for (size_t i = 0; i < n; i++)
		close(clients[i].fd);
	usleep(200000);                         /* what was under way is done with */
	qsort(waits, done, sizeof(*waits), by_wait);
	*p99 = done ? waits[done * 99 / 100] * 1e3 : 0;
	return (double)done / (over - from);
}

/* ---- what bounds it ---- */

/* The same bytes by SQLite alone: a leaf, its words, and one note in each commit of n. */
static double
bare(const char *dir, size_t n)
{
	static char leaf[560], words[190], note[250];
	char path[256];
	sqlite3 *db;
	sqlite3_stmt *entry, *disclosure;
	double from;
	i64 done = 0;

	snprintf(path, sizeof(path), "%s/bare-%zu.db", dir, n);
	sqlite3_open(path, &db);
	sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE e (n INTEGER PRIMARY KEY, leaf BLOB, note BLOB);"
	    "CREATE TABLE d (n INTEGER PRIMARY KEY, words BLOB)", NULL, NULL, NULL);
	sqlite3_prepare_v2(db, "INSERT INTO e VALUES (?1, ?2, ?3)", -1, &entry, NULL);
	sqlite3_prepare_v2(db, "INSERT INTO d VALUES (?1, ?2)", -1, &disclosure, NULL);
	for (from = now(); now() - from < SECONDS;) {
		sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
		for (size_t i = 0; i < n; i++, done++) {
			sqlite3_bind_int64(entry, 1, done);
			sqlite3_bind_blob(entry, 2, leaf, sizeof(leaf), SQLITE_STATIC);
			sqlite3_bind_blob(entry, 3, note, i ? 0 : sizeof(note), SQLITE_STATIC);
			sqlite3_bind_int64(disclosure, 1, done);
			sqlite3_bind_blob(disclosure, 2, words, sizeof(words), SQLITE_STATIC);
			sqlite3_step(entry), sqlite3_reset(entry);
			sqlite3_step(disclosure), sqlite3_reset(disclosure);
		}
		sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	}
	from = (double)done / (now() - from);
	sqlite3_finalize(entry);
	sqlite3_finalize(disclosure);
	sqlite3_close(db);
	return from;
}

int
main(void)
{
	static const size_t crowds[] = { 1, 64, 512 };
	struct arena a = arena_open(GIB);
	char folder[] = "/var/tmp/tocsin-bench-XXXXXX";
	const char *made = mkdtemp(folder);
	struct founding_config f = { .host = STR("localhost"), .organisation = STR("Bench"), .first_officer = STR("Ines"), .demo = true, .clock = machine_clock() };
	struct rlimit files = { 4096, 4096 };
	struct founded is;
	pid_t pid;
	err e;

	assert(made);
	setrlimit(RLIMIT_NOFILE, &files);
	f.dir = arena_fmt(&a, "%s/d", folder);
	e = found_record(&a, &f, &is);
	assert(e == OK);
	pid = serve(f.dir);
	prepare();
	for (size_t i = 0; i < countof(crowds); i++) {
		double limit = bare(folder, crowds[i]), p99;

		for (size_t n_rooms = 1; n_rooms <= ROOMS; n_rooms *= ROOMS) {
			double rate = run(crowds[i], n_rooms, &p99);

			printf("commands: %3zu clients, %2zu rooms: %6.0f/s, p99 %.1f ms; bare SQLite %.0f/s; ratio %.2f%s\n", crowds[i], n_rooms,
			    rate, p99, limit, rate / limit, crowds[i] == 64 ? " (aim >= 0.4)" : "");
			fflush(stdout);
		}
	}
	kill(pid, SIGTERM);
	waitpid(pid, NULL, 0);
	return system(arena_fmt(&a, "rm -rf %s", folder).p) != 0;
}
