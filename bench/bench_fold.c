/* bench_fold -- how long a million entries take to fold: a thousand rooms of a thousand. */
#include "made.h"

enum { ROOMS = 1000, ENTRIES = 1000 };
#define AIM 2.0

static void
fold_all(const struct made *m)
{
	struct arena whole = arena_open(ARENA_ROOM), matter = arena_open(ARENA_ROOM), room = { NULL, NULL };
	struct charter *charter = charter_new(whole, matter);
	struct world w = { charter, charter->room };

	for (size_t i = 0; i < m->n; i++) {
		const struct stored *s = &m->v[i];
		err e;

		if (s->stream && s->seq == 1) {
			if (room.end)
				arena_close(room, ARENA_ROOM);
			room = arena_open(ARENA_ROOM);
			w.room = room_new(room);
		}
		e = fold_bytes(w, s->leaf, s->disclosures, s->n_disclosures);
		assert(e == OK);
	}
	arena_close(room, ARENA_ROOM);
	arena_close(whole, ARENA_ROOM);
	arena_close(matter, ARENA_ROOM);
}

int
main(void)
{
	struct arena a = arena_open(16 * GIB);
	struct made m = made(&a, ROOMS, ENTRIES, 1);
	double from = seconds_now(), worked = work_now(), took;

	fold_all(&m);
	took = seconds_now() - from;
	printf("fold: %zu entries, %.0f MB of leaves, in %.2f s, %.2f s of work (%.2f of the aim of %.0f s)\n", m.n, (double)m.bytes / 1e6, took,
	    work_now() - worked, took / AIM, AIM);
	return 0;
}
