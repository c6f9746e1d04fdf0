/*
 * bench_start -- from exec to the first view answered, on a record of a million entries; and what a fresh server that
 * nobody uses takes of memory.
 */
#include "served.h"

enum { ROOMS = 1000, ENTRIES = 1000, TIMES = 3 };
#define AIM 1.0
#define AIM_KIB (15 * 1024)

struct took { double seconds, work; };

/* Until nothing is left to be put into the index: after how many seconds, and how much work. */
static struct took
indexed(const struct served *s, const struct kept *k)
{
	while (strstr(ask(s->port, k->sessions[0], "/api/search?q=flour", NULL).body, "\"indexed\":"))
		usleep(200 * 1000);
	return (struct took){ seconds_now() - s->since, work_of(s->pid) };
}

/* Until all rooms are in the lists. */
static struct took
listed(const struct served *s, const struct kept *k)
{
	while (strstr(ask(s->port, k->sessions[0], "/api/rooms", NULL).body, "\"listed\":"))
		usleep(50 * 1000);
	return (struct took){ seconds_now() - s->since, work_of(s->pid) };
}

/* A room that was never asked for is folded first. */
static struct took
first_view(const struct kept *k, const struct served *s)
{
	char path[64];
	struct said a;

	snprintf(path, sizeof(path), "/api/rooms/%lld", (long long)k->room);
	await(s);
	a = ask(s->port, k->sessions[0], path, NULL);
	must(a.status == 200 && strstr(a.body, "\"codename\":\"FLOUR\""), "the first view is not the room");
	return (struct took){ seconds_now() - s->since, work_of(s->pid) };
}

static void
say_took(const char *what, struct took took)
{
	printf("start-up: %s: first view after %.2f s, %.2f s of work (%.2f of the aim of %.0f s)\n", what, took.seconds, took.work, took.seconds / AIM, AIM);
	fflush(stdout);
}

/* The first to open the record makes everything anew that is derived from it. */
static void
made_anew(const struct kept *k)
{
	struct served s = serve(k->dir);
	struct took lists, words;

	say_took("all that is derived made anew", first_view(k, &s));
	lists = listed(&s, k);
	words = indexed(&s, k);
	printf("start-up: and all rooms are listed after %.1f s, %.1f s of work, all words found after %.1f s, %.1f s of work\n", lists.seconds,
	    lists.work, words.seconds, words.work);
	served_stop(&s);
}

static void
killed(const struct kept *k)
{
	struct served s = serve(k->dir);

	first_view(k, &s);
	kill(s.pid, SIGKILL);
	waitpid(s.pid, NULL, 0);
	s = serve(k->dir);
	say_took("after a kill", first_view(k, &s));
	served_stop(&s);
}

static void
start_up(struct arena *a)
{
	struct kept k = keep(a, NULL, ROOMS, ENTRIES, 1);
	struct took best = { 1e9, 0 };

	printf("start-up: %zu entries\n", k.entries);
	made_anew(&k);
	killed(&k);
	for (int i = 0; i < TIMES; i++) {
		struct served s = serve(k.dir);
		struct took took = first_view(&k, &s);

		served_stop(&s);
		best = took.seconds < best.seconds ? took : best;
	}
	say_took("after a stop", best);
	kept_remove(&k);
}

static void
idle(struct arena *a)
{
	struct kept k = keep(a, NULL, 1, 3, 1);
	struct served s = serve(k.dir);
	long rss;

	await(&s);
	must(ask(s.port, k.sessions[0], "/api/me", NULL).status == 200, "nobody is let in");
	rss = kib_of(s.pid, "status", "VmRSS:");
	printf("idle: %.1f MiB resident, %.1f MiB of it its own share (%.2f of the aim of %d MiB)\n", (double)rss / 1024,
	    (double)kib_of(s.pid, "smaps_rollup", "Pss:") / 1024, (double)rss / AIM_KIB, AIM_KIB / 1024);
	served_stop(&s);
	kept_remove(&k);
}

int
main(void)
{
	struct arena a = arena_open(GIB);

	idle(&a);
	start_up(&a);
	return 0;
}
