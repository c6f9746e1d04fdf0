/* bench_rooms -- what is open and waits costs nothing: 10,000 rooms with timers, against one. */
#include "served.h"

enum { ROOMS = 10000, ENTRIES = 24, PEOPLE = 3, SECONDS = 10, COMMANDS = 200 };

struct waits { double work, command; };

static double
a_message(const struct served *s, const struct kept *k)
{
	double took[COMMANDS];
	char path[64];

	snprintf(path, sizeof(path), "/api/rooms/%lld/commands/post_message", (long long)k->room);
	for (size_t i = 0; i < COMMANDS; i++) {
		double from = seconds_now();

		must(ask(s->port, k->sessions[0], path, "{\"text\":\"still here\"}").status == 201, "a message is refused");
		took[i] = seconds_now() - from;
	}
	return quantile(took, COMMANDS, 0.5);
}

/* A server that has looked at all it keeps, and of which nobody wants anything. */
static struct waits
waiting(struct arena *a, size_t rooms)
{
	struct kept k = keep(a, NULL, rooms, ENTRIES, PEOPLE);
	struct served s = serve(k.dir);
	struct waits w;
	double before = -1;

	await(&s);
	while (work_of(s.pid) > before) {
		before = work_of(s.pid);
		sleep(2);
	}
	sleep(SECONDS);
	w.work = work_of(s.pid) - before;
	w.command = a_message(&s, &k);
	served_stop(&s);
	kept_remove(&k);
	return w;
}

int
main(void)
{
	struct arena a = arena_open(GIB);
	struct waits one = waiting(&a, 1), many = waiting(&a, ROOMS);

	printf("rooms: %d open ones with timers: %.0f ms of work in %d s while nobody wants anything (one room: %.0f ms); a message in one of them p50 %.2f ms "
	    "(one room: %.2f ms)\n", ROOMS, many.work * 1000, SECONDS, one.work * 1000, many.command * 1000, one.command * 1000);
	return 0;
}
