/*
 * Many clients write; the server is killed at random and loses what it had not synced.  Whatever was answered is
 * there, once; the record verifies; nobody was shown an entry that is gone.  CRASH_KILLS=200 for the long run.
 */
#include "../server/client.h"
#include "blob.h"
#include "verify.h"

#include <pthread.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>

enum { CLIENTS = 8, SENT_MAX = 8000, TEXT = 64 };

/* What a client has sent, by number; the next life goes on where it was left. */
struct writer { struct life *life; int n, next; bool acked[SENT_MAX]; pthread_t thread; };

struct life {
	struct server s;
	const char *room, *cookie;
	struct writer writers[CLIENTS];
	bool shown[CLIENTS][SENT_MAX];
	int count[CLIENTS][SENT_MAX];
	pthread_t watcher;
	str side, tools;
	int acks, n_shown;
};

/* ---- one life of the server ---- */

static const char *
tool(const struct life *l, const char *name)
{
	return arena_fmt(T, "%.*s/%s", STR_ARG(l->tools), name).p;
}

static void
serve(struct life *l, int fail)
{
	char *argv[] = { (char *)(uintptr_t)tool(l, "served"), (char *)(uintptr_t)arena_cstr(T, l->s.dir), NULL };
	char *env[] = {
		(char *)(uintptr_t)arena_fmt(T, "LD_PRELOAD=%s", tool(l, "lossy.so")).p,
		(char *)(uintptr_t)arena_fmt(T, "LOSSY_DIR=%.*s", STR_ARG(l->s.dir)).p,
		(char *)(uintptr_t)arena_fmt(T, "LOSSY_SIDE=%.*s", STR_ARG(l->side)).p,
		(char *)(uintptr_t)arena_fmt(T, "LOSSY_FAIL_FSYNC=%d", fail).p,
		(char *)(uintptr_t)"ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0", NULL };
	char port[16] = "";
	int says[2];

	CHECK(pipe(says) == 0);
	if ((l->s.pid = fork()) == 0) {
		dup2(says[1], 1);
		close(says[0]);
		execve(argv[0], argv, env);
		_exit(127);
	}
	close(says[1]);
	l->s.port = read(says[0], port, sizeof(port) - 1) > 0 ? atoi(port) : 0;
	close(says[0]);
}

/* Without T, which is one thread's: the status, or 0 when the server was gone. */
static int
send_one(const struct life *l, const char *text, char *answer, size_t room_for)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((in_port_t)l->s.port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	char request[1024];
	size_t n = 0;
	ssize_t got;
	int size = snprintf(request, sizeof(request), "POST /api/rooms/%s/commands/post_message HTTP/1.1\r\nHost: localhost:%d\r\n"
	    "Origin: http://localhost:%d\r\nCookie: tocsin-%d=%s\r\nConnection: close\r\nIdempotency-Key: %s\r\nContent-Length: %zu\r\n\r\n{\"text\":\"%s\"}",
	    l->room, l->s.port, l->s.port, l->s.port, l->cookie, text, strlen(text) + 11, text);

	if (connect(fd, (struct sockaddr *)(void *)&to, sizeof(to)) == 0 && send(fd, request, (size_t)size, MSG_NOSIGNAL) == size)
		while (n + 1 < room_for && (got = read(fd, answer + n, room_for - 1 - n)) > 0)
			n += (size_t)got;
	close(fd);
	answer[n] = '\0';
	return n > 12 && strstr(answer, "\r\n\r\n") ? atoi(answer + 9) : 0;
}

static void *
write_on(void *ctx)
{
	struct writer *w = ctx;
	char text[TEXT], answer[4096];

	while (w->next < SENT_MAX) {
		int status;

		snprintf(text, sizeof(text), "m-%d-%d-", w->n, w->next);
		status = send_one(w->life, text, answer, sizeof(answer));
		if (status != 200 && status != 201)
			break;
		w->acked[w->next++] = true;
		__atomic_add_fetch(&w->life->acks, 1, __ATOMIC_RELAXED);
	}
	return NULL;
}

static void
note_shown(struct life *l, const char *p)
{
	int c, i;

	while ((p = strstr(p, "\"m-"))) {
		if (sscanf(p, "\"m-%d-%d-\"", &c, &i) == 2 && c >= 0 && c < CLIENTS && i >= 0 && i < SENT_MAX)
			l->n_shown += !l->shown[c][i], l->shown[c][i] = true;
		p++;
	}
}

static void *
watch_on(void *ctx)
{
	struct life *l = ctx;
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((in_port_t)l->s.port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	static char heard[4 << 20];
	size_t n = 0;
	ssize_t got;
	int size = snprintf(heard, sizeof(heard), "GET /api/stream?rooms=%s HTTP/1.1\r\nHost: localhost:%d\r\nCookie: tocsin-%d=%s\r\n\r\n",
	    l->room, l->s.port, l->s.port, l->cookie);

	if (connect(fd, (struct sockaddr *)(void *)&to, sizeof(to)) == 0 && send(fd, heard, (size_t)size, MSG_NOSIGNAL) == size)
		while (n + 1 < sizeof(heard) && (got = read(fd, heard + n, sizeof(heard) - 1 - n)) > 0)
			n += (size_t)got;
	heard[n] = '\0';
	note_shown(l, heard);
	close(fd);
	return NULL;
}

/* Clients write and one watches until the server is gone; `after` ms it is killed, if it lives still. */
static int
live(struct life *l, int after)
{
	struct timespec until = { 0, after % 1000 * 1000000l };
	int status;

	until.tv_sec = after / 1000;
	if (l->s.port) {
		pthread_create(&l->watcher, NULL, watch_on, l);
		for (int i = 0; i < CLIENTS; i++)
			pthread_create(&l->writers[i].thread, NULL, write_on, &l->writers[i]);
	}
	nanosleep(&until, NULL);
	kill(l->s.pid, SIGKILL);
	waitpid(l->s.pid, &status, 0);
	if (l->s.port) {
		for (int i = 0; i < CLIENTS; i++)
			pthread_join(l->writers[i].thread, NULL);
		pthread_join(l->watcher, NULL);
	}
	return status;
}

static void
undo(const struct life *l, unsigned seed)
{
	CHECK(system(arena_fmt(T, "LOSSY_DIR=%.*s %s %.*s %u && rm -f %.*s/derived.db*", STR_ARG(l->s.dir), tool(l, "undo"), STR_ARG(l->side),
	    seed, STR_ARG(l->s.dir)).p) == 0);
}

/* ---- what must be there ---- */

static err
count_message(void *ctx, const struct stored *s)
{
	struct life *l = ctx;
	struct arena scratch = *T;
	struct entry e;
	int c, i;

	if (entry_read(&scratch, s->leaf, s->disclosures, s->n_disclosures, &e) == OK && e.kind == EV_message_posted &&
	    sscanf(arena_cstr(&scratch, e.as.message_posted.text), "m-%d-%d-", &c, &i) == 2)
		l->count[c][i]++;
	return OK;
}

static void
check_record(struct life *l)
{
	const struct verify_options none = { 0 };
	struct rec_verdicts verdicts;
	struct store *store;

	CHECK_OK(store_open(T, arena_fmt(T, "sqlite:%.*s", STR_ARG(l->s.dir)), &store));        /* recovers the log, as a start would */
	memset(l->count, 0, sizeof(l->count));
	CHECK_OK(store->read_all(store, 0, count_message, l));
	for (int c = 0; c < CLIENTS; c++)
		for (int i = 0; i < SENT_MAX; i++) {
			if (l->count[c][i] > 1 || (l->writers[c].acked[i] && !l->count[c][i]) || (l->shown[c][i] && !l->count[c][i]))
				fail_msg("message %d of client %d: %d times in the record, %sanswered, %sshown", i, c, l->count[c][i],
				    l->writers[c].acked[i] ? "" : "not ", l->shown[c][i] ? "" : "not ");
		}
	CHECK_OK(verify_record(T, store, &none, &verdicts));
	if (verdicts.found)
		fail_msg("%.*s", STR_ARG(verdicts_text(T, &verdicts)));
	store->close(store);
}

static struct life *
new_life(void)
{
	struct life *l = NEW(T, struct life, 1);
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self));

	CHECK(n > 0);
	while (self[n - 1] != '/')
		n--;
	l->tools = arena_str(T, (str){ self, (size_t)n - 1 });
	l->s.dir = founded(true, machine_clock(), NULL);
	l->side = arena_fmt(T, "%.*s/side", (int)l->s.dir.n - 2, l->s.dir.p);
	CHECK(mkdir(l->side.p, 0700) == 0);
	for (int i = 0; i < CLIENTS; i++)
		l->writers[i] = (struct writer){ .life = l, .n = i };
	serve(l, 0);
	CHECK(l->s.port);
	l->cookie = arena_cstr(T, enter(&l->s));
	l->room = declared_room(&l->s, str_c(l->cookie));
	kill(l->s.pid, SIGKILL);
	waitpid(l->s.pid, NULL, 0);
	undo(l, 0);
	return l;
}

TEST(what_was_answered_is_there_once_after_every_kill)
{
	const char *asked = getenv("CRASH_KILLS");
	int kills = asked ? atoi(asked) : 40;
	struct life *l = new_life();
	unsigned seed = (unsigned)time(NULL);

	print_message("# seed %u\n", seed);
	srand(seed);
	for (int i = 0; i < kills; i++) {
		struct arena mark = *T;

		serve(l, 0);
		CHECK(l->s.port);
		live(l, 5 + rand() % (i % 8 ? 80 : 400));
		undo(l, i % 3 == 0 ? 0 : (unsigned)rand());
		if (i % 4 == 3 || i + 1 == kills)
			check_record(l);
		*T = mark;
	}
	print_message("# %d kills, %d answers, %d messages shown\n", kills, l->acks, l->n_shown);
	CHECK(l->acks > kills * 5 && l->n_shown > kills * 5);
	founded_gone(l->s.dir);
}

TEST(an_fsync_that_fails_stops_the_server_and_loses_nothing_answered)
{
	struct life *l = new_life();
	int stopped = 0;

	for (int k = 1; k <= 24; k++) {
		struct arena mark = *T;
		int status;

		serve(l, k);
		status = live(l, 250);
		stopped += WIFEXITED(status) && WEXITSTATUS(status) == 3;
		undo(l, (unsigned)k % 4);
		check_record(l);
		*T = mark;
	}
	print_message("# %d of 24 stopped because they could not know\n", stopped);
	CHECK(stopped > 5);
	founded_gone(l->s.dir);
}

/* ---- a full disk ---- */

/* A server on a small disk of its own, with a filler to be taken away; skips where none may be mounted. */
struct full_disk { str at, filler, cookie; struct server s; };

static struct full_disk
small_disk(struct life *l)
{
	struct full_disk d = { .at = arena_fmt(T, "%.*s/disk", (int)l->s.dir.n - 2, l->s.dir.p), .cookie = str_c(l->cookie) };

	d.filler = arena_fmt(T, "%s/filler", d.at.p);
	CHECK(mkdir(d.at.p, 0700) == 0);
	if (mount("tmpfs", d.at.p, "tmpfs", 0, "size=3m") != 0) {
		print_message("# no file system may be mounted here: skipped\n");
		founded_gone(l->s.dir);
		skip();
	}
	CHECK(system(arena_fmt(T, "cp -a %.*s %s/d && rm -f %s/d/derived.db* && head -c 1000000 /dev/zero > %s", STR_ARG(l->s.dir), d.at.p, d.at.p, d.filler.p).p) == 0);
	d.s = server_start(arena_fmt(T, "%s/d", d.at.p));
	return d;
}

static void
disk_over(struct full_disk *d, struct life *l)
{
	server_stop(&d->s);
	umount(d->at.p);
	founded_gone(l->s.dir);
}

static struct reply
say_long(const struct full_disk *d, const struct life *l)
{
	char *text = NEW(T, char, 8100);

	memset(text, 'x', 8000);
	return command(&d->s, d->cookie, l->room, "post_message", arena_fmt(T, "{\"text\":\"%s\"}", text));
}

static struct reply
bring(const struct full_disk *d, const struct life *l, size_t bytes)
{
	char *file = NEW(T, char, bytes + 1);

	return post(&d->s, d->cookie, arena_fmt(T, "/api/rooms/%s/attachments?name=a", l->room).p, (str){ memset(file, 'x', bytes), bytes });
}

TEST(a_full_disk_refuses_with_a_sentence_and_takes_up_again)
{
	struct life *l = new_life();
	struct full_disk d = small_disk(l);
	int given_ = 0, refused_ = 0;
	struct reply r = { 0 };

	for (int i = 0; i < 400 && refused_ < 3; i++) {
		r = say_long(&d, l);
		given_ += r.status == 201;
		refused_ += r.status == 503;
		CHECK(r.status == 201 || r.status == 503);
	}
	CHECK_SAID(r, 503, "nothing has changed");
	CHECK(given_ > 10 && refused_ == 3);
	CHECK_SAID(get(&d.s, d.cookie, arena_fmt(T, "/api/rooms/%s", l->room).p), 200, "xxxx");
	CHECK(unlink(d.filler.p) == 0);
	for (int i = 0; i < 5; i++)
		CHECK_SAID(command(&d.s, d.cookie, l->room, "post_message", STR("{\"text\":\"room again\"}")), 201, "seq");
	CHECK_SAID(get(&d.s, d.cookie, "/api/rooms"), 200, "FLOUR");
	CHECK_SAID(post(&d.s, d.cookie, "/api/record/verify", STR("{}")), 200, "\"ok\":true");
	disk_over(&d, l);
}

static err
count_blob(void *ctx, str name)
{
	(void)name;
	++*(int *)ctx;
	return OK;
}

TEST(a_file_that_a_full_disk_cannot_keep_is_refused_with_a_sentence_and_leaves_nothing)
{
	struct life *l = new_life();
	struct full_disk d = small_disk(l);
	static const size_t sizes[] = { 1, 5000, 70000, 1500000 };
	struct reply r = { 201, { 0 }, { 0 } };
	int kept = 0;

	while (r.status == 201)
		r = say_long(&d, l);
	for (int i = 0; i < 40; i++) {
		r = i % 3 == 2 ? say_long(&d, l) : bring(&d, l, sizes[i % 4]);
		CHECK_SAID(r, 503, "othing has changed");
	}
	CHECK(unlink(d.filler.p) == 0);
	CHECK_SAID(bring(&d, l, 5000), 201, "seq");
	CHECK_OK(blob_list(T, d.s.dir, count_blob, &kept));
	CHECK(kept == 1);
	CHECK_SAID(post(&d.s, d.cookie, "/api/record/verify", STR("{}")), 200, "\"ok\":true");
	disk_over(&d, l);
}

TEST_MAIN()
