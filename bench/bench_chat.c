/*
 * bench_chat -- from one screen to another: a hundred people in one room, each with a stream of their own, each saying
 * something every three seconds; from the post to where another one's stream has it.  What bounds it is the disk: each
 * message is durable before anybody hears of it.
 */
#include "served.h"

#include <fcntl.h>
#include <poll.h>

enum { PEOPLE = 100, STREAM_MAX = 1 << 16, SAID_MAX = 2000, SYNCS = 200, PAGE = 4096 };
#define SECONDS 12.0
#define PAUSE 3.0
#define AIM_MS 50.0

struct screen { int stream, posts; char heard[STREAM_MAX]; size_t got; unsigned char seen[SAID_MAX]; double says; };

static struct screen screens[PEOPLE];
static double said_at[SAID_MAX], waits[SAID_MAX * PEOPLE];
static size_t said, n_waits;

static void
open_screens(const struct served *s, const struct kept *k)
{
	char path[64];

	snprintf(path, sizeof(path), "/api/stream?rooms=%lld", (long long)k->room);
	for (size_t i = 0; i < PEOPLE; i++) {
		screens[i].stream = dial(s->port);
		screens[i].posts = dial(s->port);
		screens[i].says = seconds_now() + 0.5 + PAUSE * (double)i / PEOPLE;
		send_request(screens[i].stream, s->port, k->sessions[i], path, NULL);
	}
}

static void
say(const struct served *s, const struct kept *k, size_t i)
{
	char path[64], body[128];

	must(said < SAID_MAX, "too much is said");
	snprintf(path, sizeof(path), "/api/rooms/%lld/commands/post_message", (long long)k->room);
	snprintf(body, sizeof(body), "{\"text\":\"number %zu. I am on the bridge until six.\"}", said);
	said_at[said++] = seconds_now();
	screens[i].says += PAUSE;
	send_request(screens[i].posts, s->port, k->sessions[i], path, body);
}

/* Whole events alone are looked at. */
static void
hear(struct screen *me)
{
	ssize_t n = read(me->stream, me->heard + me->got, sizeof(me->heard) - 1 - me->got);
	char *at = me->heard, *end;
	double now = seconds_now();

	must(n > 0, "a stream ended");
	me->got += (size_t)n;
	me->heard[me->got] = '\0';
	for (; (end = strstr(at, "\n\n")); at = end + 2) {
		*end = '\0';
		for (char *one = at; (one = strstr(one, "\"number ")); one++) {
			size_t which = (size_t)atol(one + 8);

			me->seen[which]++;
			waits[n_waits++] = now - said_at[which];
		}
	}
	me->got -= (size_t)(at - me->heard);
	memmove(me->heard, at, me->got);
}

static void
taken(const struct screen *me)
{
	char answer[4096];
	ssize_t n = read(me->posts, answer, sizeof(answer) - 1);

	must(n > 12 && atoi(answer + 9) == 201, "something said was refused");
}

static void
talk(const struct served *s, const struct kept *k)
{
	struct pollfd fds[2 * PEOPLE];
	double until = seconds_now() + SECONDS;

	for (size_t i = 0; i < PEOPLE; i++) {
		fds[2 * i]     = (struct pollfd){ screens[i].stream, POLLIN, 0 };
		fds[2 * i + 1] = (struct pollfd){ screens[i].posts, POLLIN, 0 };
	}
	while (seconds_now() < until + 0.5) {
		poll(fds, countof(fds), 1);
		for (size_t i = 0; i < PEOPLE; i++) {
			if (fds[2 * i].revents)
				hear(&screens[i]);
			if (fds[2 * i + 1].revents)
				taken(&screens[i]);
			if (seconds_now() > screens[i].says && seconds_now() < until)
				say(s, k, i);
		}
	}
}

static void
nothing_missed(void)
{
	for (size_t i = 0; i < PEOPLE; i++)
		for (size_t m = 0; m < said; m++) {
			must(screens[i].seen[m] > 0, "somebody missed something that was said");
			must(screens[i].seen[m] < 2, "somebody was told twice what was said once");
		}
}

/* How long a page takes to be durable, as often as people speak. */
static void
bare_syncs(const struct kept *k, double *took)
{
	static const char page[PAGE];
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "%.*s/bare", STR_ARG(k->dir));
	must((fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600)) >= 0, "no file can be made");
	for (size_t i = 0; i < SYNCS; i++) {
		took[i] = seconds_now();
		must(write(fd, page, PAGE) == PAGE && fdatasync(fd) == 0, "the disk does not take a page");
		took[i] = seconds_now() - took[i];
		usleep((useconds_t)(PAUSE / PEOPLE * 1e6));
	}
	close(fd);
}

int
main(void)
{
	static double syncs[SYNCS];
	struct arena a = arena_open(GIB);
	struct kept k = keep(&a, NULL, 1, 1000, PEOPLE);
	struct served s = serve(k.dir);
	double p50, p99, work;

	await(&s);
	open_screens(&s, &k);
	talk(&s, &k);
	nothing_missed();
	work = work_of(s.pid) / (double)said * 1e3;
	p50 = quantile(waits, n_waits, 0.5) * 1e3;
	p99 = quantile(waits, n_waits, 0.99) * 1e3;
	served_stop(&s);
	bare_syncs(&k, syncs);
	printf("chat: %d people, %zu messages, each on every screen once: p50 %.1f ms, p99 %.1f ms (%.2f of the aim of %.0f ms); %.1f ms of work each; the disk alone: p50 %.1f ms, p99 %.1f ms\n",
	    PEOPLE, said, p50, p99, p99 / AIM_MS, AIM_MS, work, quantile(syncs, SYNCS, 0.5) * 1e3, quantile(syncs, SYNCS, 0.99) * 1e3);
	kept_remove(&k);
	return 0;
}
