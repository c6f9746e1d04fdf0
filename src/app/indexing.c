/* indexing -- what of the derived file is made anew while the server answers. */
#include "house.h"

enum {
	ENTRIES_A_TURN = 250,   /* some ten milliseconds of work, then whoever asks comes first */
	PAUSE          = 5000,  /* µs */
};

void
indexing_owe(struct house *h, bool words, bool lines)
{
	struct indexing *x = &h->indexing;

	x->words = words ? h->n_known : 0;
	x->lines = lines ? h->n_known : 0;
	x->met = h->n_known;
	x->all = (i64)h->tree.size;
	x->at = x->done = 0;
}

static bool
is_owed(const struct house *h)
{
	return h->indexing.words || h->indexing.lines;
}

/* Until nothing is owed, whoever opens the file next begins anew. */
err
indexing_commit(struct house *h)
{
	return derived_commit(h->derived, is_owed(h) ? 0 : h->summed);
}

static void
next_turn(struct house *h)
{
	struct timeval pause = { 0, h->indexing.lines ? 0 : PAUSE };

	if (is_owed(h) && !h->stopping)
		evtimer_add(h->indexing.turn, &pause);
}

/* The room of which something is put next: all lines before all words, which take much longer; the newest room first. */
static i64
next_room(const struct house *h)
{
	return h->known[(h->indexing.lines ? h->indexing.lines : h->indexing.words) - 1];
}

static err
put_line(struct house *h, const struct room *room)
{
	h->indexing.lines--;
	return room ? summary_put(h, h->batch_arena, room, 0) : OK;
}

/* The next entries of the room; a room that cannot be folded has no words. */
static err
put_words(struct house *h, const struct room *room)
{
	struct indexing *x = &h->indexing;
	i64 from = x->at, seq = room ? room->seq : 0, until = from + ENTRIES_A_TURN < seq ? from + ENTRIES_A_TURN : seq;

	x->done += until - from;
	x->at = until < seq ? until : 0;
	x->words -= until == seq;
	return room ? search_put(h, h->batch_arena, room, from, until) : OK;
}

static err
put_next(struct house *h, const struct room *room)
{
	err e;

	if ((e = derived_begin(h->derived)))                                                    return e;
	if ((e = (h->indexing.lines ? put_line : put_words)(h, room)))                          return e;
	return indexing_commit(h);
}

/* What is not durable yet waits, as does a room that is not in memory after all. */
static void
put_turn(void *ctx)
{
	struct house *h = ctx;
	i64 id = is_owed(h) ? next_room(h) : 0;

	if (id && h->writing == NULL && !house_must_fold(h, id)) {
		struct loaded *one = house_loaded(h, id);
		bool line = h->indexing.lines;
		err e = put_next(h, one ? one->room : NULL);

		if (e)
			notice(h->notices, NOTICE_lists_old, 0, e->why);
		if (line)
			summaries_wake(h, id);
	}
	next_turn(h);
}

static void
on_turn(evutil_socket_t fd, short what, void *ctx)
{
	struct house *h = ctx;

	(void)fd; (void)what;
	if (is_owed(h))
		house_when_idle(h, next_room(h), put_turn, h);
}

void
indexing_begin(struct house *h)
{
	if (h->indexing.turn == NULL)
		h->indexing.turn = evtimer_new(h->base, on_turn, h);
	next_turn(h);
}

int
indexing_percent(const struct house *h)
{
	return h->indexing.done >= h->indexing.all ? 99 : (int)(h->indexing.done * 100 / h->indexing.all);
}

int
indexing_listed(const struct house *h)
{
	return (int)((h->indexing.met - h->indexing.lines) * 100 / h->indexing.met);
}
