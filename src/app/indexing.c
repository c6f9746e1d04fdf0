/* indexing -- the words of rooms put into the index while the server answers. */
#include "house.h"

enum {
	AT_ONCE        = 1000,  /* entries, over all rooms: they are not waited for */
	ENTRIES_A_TURN = 250,   /* some ten milliseconds of work, then whoever asks comes first */
	PAUSE          = 5000,  /* µs */
};

bool
indexing_owe(struct house *h, const struct room *room)
{
	struct indexing *x = &h->indexing;

	x->met += room->seq;
	if (x->met <= AT_ONCE)
		return false;
	GROW(&h->arena, x->v, x->n, x->cap);
	x->v[x->n++] = room->id;
	x->all += room->seq;
	return true;
}

static void
next_turn(struct house *h)
{
	struct timeval pause = { 0, PAUSE };

	if (h->indexing.n)
		evtimer_add(h->indexing.turn, &pause);
}

static err
put_words(struct house *h, const struct room *room, i64 until)
{
	err e;

	if ((e = derived_begin(h->derived)))                                                    return e;
	if ((e = search_put(h, h->batch_arena, room, h->indexing.at, until)))                   return e;
	return derived_commit(h->derived, h->summed);
}

/* The next entries of the room; true when there are no more. */
static bool
put_some(struct house *h, const struct room *room)
{
	struct indexing *x = &h->indexing;
	i64 until = x->at + ENTRIES_A_TURN < room->seq ? x->at + ENTRIES_A_TURN : room->seq;
	err e = put_words(h, room, until);

	if (e)
		notice(h->notices, NOTICE_lists_old, 0, e->why);
	x->done += until - x->at;
	x->at = until;
	return e || until == room->seq;
}

/* The room is in memory, or cannot be folded: then it has no words.  What is not durable yet waits. */
static void
put_turn(void *ctx)
{
	struct house *h = ctx;
	struct indexing *x = &h->indexing;

	if (x->n && h->writing == NULL) {
		struct loaded *one = house_loaded(h, x->v[x->n - 1]);

		if (one == NULL || put_some(h, one->room)) {
			x->n--;
			x->at = 0;
		}
	}
	next_turn(h);
}

static void
on_turn(evutil_socket_t fd, short what, void *ctx)
{
	struct house *h = ctx;

	(void)fd; (void)what;
	if (h->indexing.n)
		house_when_idle(h, h->indexing.v[h->indexing.n - 1], put_turn, h);
}

void
indexing_begin(struct house *h)
{
	h->indexing.turn = evtimer_new(h->base, on_turn, h);
	next_turn(h);
}

void
indexing_end(struct house *h)
{
	h->indexing.n = 0;
}

int
indexing_percent(const struct house *h)
{
	return h->indexing.done >= h->indexing.all ? 99 : (int)(h->indexing.done * 100 / h->indexing.all);
}
