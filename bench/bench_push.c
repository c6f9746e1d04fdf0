/*
 * bench_push -- one change to many readers of the stream, in two processes: from the post to when the last reader has
 * it, and what a reader takes of the server's memory; against nginx with nchan, in the same run, with as many bytes.
 * Here a change is decided, hashed, made durable and folded before it is told; there it is told.
 */
#include "served.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* Each of them listens as often as a session may. */
enum { READERS_MAX = 10000, ROUNDS = 15, PASSES = 2, MARK = 12, FRAME = 40 };
#define AIM_KIB 8.0
#define NCHAN "/usr/lib/nginx/modules/ngx_nchan_module.so"

/* The rival and we differ in this alone. */
struct door { const char *name; struct served served; str session; const str *sessions; char listen[64], post[80]; int good; const char *body; };
struct reader { int fd; unsigned seen; size_t n_kept; char kept[MARK]; };
struct told { double ms, kib; size_t bytes; };

static struct reader readers[READERS_MAX];
static int poller;

static void
open_readers(const struct door *d, size_t n)
{
	char head[4096];

	poller = epoll_create1(EPOLL_CLOEXEC);
	for (size_t i = 0; i < n; i++) {
		struct reader *r = &readers[i];
		size_t got = 0;

		*r = (struct reader){ .fd = dial(d->served.port) };
		send_request(r->fd, d->served.port, d->sessions ? d->sessions[i / LIMIT_STREAMS] : d->session, d->listen, NULL);
		do {
			ssize_t some = read(r->fd, head + got, sizeof(head) - 1 - got);

			must(some > 0, "a reader is not let in");
			got += (size_t)some;
			head[got] = '\0';
		} while (!strstr(head, "\r\n\r\n"));
		must(atoi(head + 9) == 200, "a reader is refused");
		fcntl(r->fd, F_SETFL, O_NONBLOCK);
		epoll_ctl(poller, EPOLL_CTL_ADD, r->fd, &(struct epoll_event){ .events = EPOLLIN, .data.ptr = r });
	}
}

static void
close_readers(size_t n)
{
	for (size_t i = 0; i < n; i++)
		close(readers[i].fd);
	close(poller);
}

/* Each change bears "change 00017", which may come in two pieces; true if this reader has the newest one now. */
static bool
hear(struct reader *r, unsigned round, size_t *bytes)
{
	static char text[MARK + 65536 + 1];
	char mark[MARK + 1];
	ssize_t n = read(r->fd, text + r->n_kept, 65536);
	bool before = r->seen == round;
	char *end;

	must(n > 0, "a reader was let go");
	memcpy(text, r->kept, r->n_kept);
	end = text + r->n_kept + n;
	snprintf(mark, sizeof(mark), "change %05u", round);
	for (char *at = text; (at = memmem(at, (size_t)(end - at), "change ", 7)) && end - at >= MARK; at += MARK) {
		must(memcmp(at, mark, MARK) == 0 && r->seen + 1 == round, "a reader missed a change or was told one twice");
		r->seen = round;
	}
	r->n_kept = (size_t)(end - text) < MARK - 1 ? (size_t)(end - text) : MARK - 1;
	memcpy(r->kept, end - r->n_kept, r->n_kept);
	*bytes += (size_t)n;
	return !before && r->seen == round;
}

/* Until all have it, or it has been silent for so long. */
static void
hear_all(size_t wanted, unsigned round, int silent_ms, size_t *bytes)
{
	struct epoll_event ready[512];
	size_t have = 0;
	int n;

	while (have < wanted && (n = epoll_wait(poller, ready, countof(ready), silent_ms)) > 0)
		for (int i = 0; i < n; i++)
			have += hear(ready[i].data.ptr, round, bytes);
	must(have == wanted || wanted == SIZE_MAX, "a reader missed a change");
}

static struct told
tell(const struct door *d, size_t n)
{
	char body[4096], answer[4096];
	long before = memory_of(d->served.pid);
	double took[ROUNDS];
	struct told t;
	size_t bytes = 0, got;
	int fd;

	open_readers(d, n);
	fd = dial(d->served.port);
	for (unsigned round = 1; round <= ROUNDS; round++) {
		snprintf(body, sizeof(body), d->body, round);
		took[round - 1] = seconds_now();
		send_request(fd, d->served.port, d->session, d->post, body);
		hear_all(n, round, 5000, &bytes);
		took[round - 1] = seconds_now() - took[round - 1];
		for (got = 0; !take_answer(fd, answer, sizeof(answer), &got);)
			;
		must(atoi(answer + 9) == d->good, "a change is refused");
		hear_all(SIZE_MAX, round, 50, &bytes);
	}
	t = (struct told){ quantile(took, ROUNDS, 0.5) * 1e3, (double)(memory_of(d->served.pid) - before) / (double)n, bytes / n / ROUNDS };
	close(fd);
	close_readers(n);
	usleep(300000);                 /* they are let go */
	return t;
}

/* ---- the rival ---- */

/* One worker, as we are one process, that keeps nothing it has told. */
static struct served
serve_nchan(struct arena *a, str dir)
{
	const char *conf = arena_fmt(a, "%.*s-nginx.conf", STR_ARG(dir)).p;
	int port = free_port();
	FILE *f = fopen(conf, "w");

	must(f != NULL, "nginx's configuration cannot be written");
	fprintf(f, "daemon off; master_process off; worker_processes 1; error_log /dev/null crit; pid %.*s-nginx.pid;\n"
	    "load_module " NCHAN ";\n"
	    "worker_rlimit_nofile 20000; events { worker_connections 12000; }\n"
	    "http { access_log off; client_body_temp_path %.*s-body; server { listen 127.0.0.1:%d backlog=1024;\n"
	    "location = /listen { nchan_subscriber eventsource; nchan_channel_id x; nchan_subscriber_first_message newest; }\n"
	    "location = /post { nchan_publisher; nchan_channel_id x; nchan_message_buffer_length 1; } } }\n",
	    STR_ARG(dir), STR_ARG(dir), port);
	fclose(f);
	return start("nginx", (char *[]){ (char[]){ "nginx" }, (char[]){ "-c" }, (char *)(uintptr_t)conf, NULL }, port);
}

static struct told
better(struct told a, struct told b)
{
	if (a.ms == 0)
		return b;
	return (struct told){ a.ms < b.ms ? a.ms : b.ms, a.kib < b.kib ? a.kib : b.kib, b.bytes };
}

/* Neither may profit from what else the machine does, so they take turns; of each the better turn counts. */
static void
compare(struct arena *a, const struct kept *k, bool rival, size_t n)
{
	struct door ours = { .session = k->sessions[0], .sessions = k->sessions, .good = 201, .body = "{\"text\":\"change %05u: settlement goes out at six; who watches the batch?\"}" };
	struct door nchan = { .listen = "/listen", .post = "/post", .good = 201 };
	struct told we = { 0 }, they = { 0 };

	snprintf(ours.listen, sizeof(ours.listen), "/api/stream?rooms=%lld", (long long)k->room);
	snprintf(ours.post, sizeof(ours.post), "/api/rooms/%lld/commands/post_message", (long long)k->room);
	for (int pass = 0; pass < PASSES; pass++) {
		ours.served = serve(k->dir);
		await(&ours.served);
		must(ask(ours.served.port, ours.session, arena_fmt(a, "/api/rooms/%lld", (long long)k->room).p, NULL).status == 200, "no room");
		we = better(we, tell(&ours, n));
		served_stop(&ours.served);
		if (!rival)
			continue;
		nchan.body = arena_fmt(a, "change %%05u%0*d", (int)we.bytes - MARK - FRAME, 0).p;
		nchan.served = serve_nchan(a, k->dir);
		await(&nchan.served);
		they = better(they, tell(&nchan, n));
		served_stop(&nchan.served);
	}
	printf("push: %5zu readers: the last has it after %.1f ms", n, we.ms);
	if (rival)
		printf("; nginx with nchan %.1f ms; ratio %.2f (aim <= 1)", they.ms, we.ms / they.ms);
	printf("; %.1f KiB a reader (%.2f of the aim of %.0f KiB)", we.kib, we.kib / AIM_KIB, AIM_KIB);
	if (rival)
		printf("; nchan %.1f; %zu and %zu bytes each", they.kib, we.bytes, they.bytes);
	printf("\n");
	fflush(stdout);
}

int
main(void)
{
	struct arena a = arena_open(GIB);
	struct kept k = keep(&a, NULL, 1, 100 + READERS_MAX / LIMIT_STREAMS, READERS_MAX / LIMIT_STREAMS);
	struct rlimit files;
	bool rival = access(NCHAN, R_OK) == 0;

	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	if (!rival)
		printf("push: nginx with nchan is not installed (tools/setup bench installs it)\n");
	compare(&a, &k, rival, 1000);
	compare(&a, &k, rival, READERS_MAX);
	kept_remove(&k);
	return 0;
}
