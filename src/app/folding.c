#include "folding.h"

#include "worker.h"

#include <stdlib.h>

struct visit { struct arena *a; struct world w; i64 until; };

static const struct err enough = { ERR_NO_SUCH, STR_INIT("") };

static err
damaged_at(struct arena *a, const struct stored *s, str why)
{
	return err_new(a, ERR_DAMAGED, "entry %lld of the record (%lld of its stream) is damaged: %.*s",
	    (long long)s->n, (long long)s->seq, STR_ARG(why));
}

/* Bytes from a disk are strangers: each entry is held against its hash and its place (law 13).  The tree over the
 * hashes was held against the checkpoint, so that what they chain is what was written. */
static err
fold_stored(void *ctx, const struct stored *s)
{
	struct visit *v = ctx;
	struct room *room = v->w.room;
	struct arena *a = &room->arena;
	str leaf, *d;
	err e;

	if (s->n > v->until)
		return &enough;
	leaf = arena_str(a, s->leaf);
	d = NEW(a, str, s->n_disclosures + 1);
	for (size_t i = 0; i < s->n_disclosures; i++)
		d[i] = arena_str(a, s->disclosures[i]);
	if (leaf.n > LIMIT_LEAF || !hash_eq(leaf_hash(leaf), s->lh))
		return damaged_at(v->a, s, STR("its bytes are not the ones that were hashed"));
	if ((e = fold_bytes(v->w, leaf, d, s->n_disclosures)))
		return damaged_at(v->a, s, e->why);
	if (room->seq != s->seq || room->places[room->n_places - 1].n != s->n)
		return damaged_at(v->a, s, STR("it does not stand where it was written"));
	return OK;
}

err
fold_stream(struct arena *a, struct store *reader, struct world w, i64 stream, i64 until)
{
	struct visit v = { a, w, until };
	err e = reader->read(reader, stream, 0, fold_stored, &v);

	return e == &enough ? OK : e;
}

/* ---- in a worker ---- */

static err
fold_both(struct folding *f, struct store *reader)
{
	struct world charter = { f->charter, f->charter->room }, room = { f->charter, f->room };
	err e = fold_stream(&f->a, reader, charter, STREAM_CHARTER, f->until);

	return e || f->stream == STREAM_CHARTER ? e : fold_stream(&f->a, reader, room, f->stream, f->until);
}

static void
work(void *ctx)
{
	struct folding *f = ctx;
	struct store *reader;

	if ((f->failed = store_open_reader(&f->a, f->where, &reader)))
		return;
	if ((f->failed = fold_both(f, reader)))         /* a store's err does not outlive the store */
		f->failed = err_new(&f->a, f->failed->kind, "%.*s", STR_ARG(f->failed->why));
	reader->close(reader);
}

static void
close_room(struct arena whole)
{
	if (whole.next)
		arena_close(whole, ARENA_ROOM);
}

static void
over(void *ctx)
{
	struct folding *f = ctx;

	f->then(f);
	close_room(f->whole);
	close_room(f->charter_whole);
	close_room(f->charter_room_whole);
	arena_close(f->a, ARENA_REQUEST);
	free(f);
}

void
folding_begin(struct event_base *base, str dir, i64 stream, i64 until, void (*then)(struct folding *), void *ctx)
{
	struct folding *f = calloc(1, sizeof(*f));

	assert(f);
	*f = (struct folding){ .stream = stream, .until = until, .then = then, .ctx = ctx, .a = arena_open(ARENA_REQUEST),
	    .charter_whole = arena_open(ARENA_ROOM), .charter_room_whole = arena_open(ARENA_ROOM) };
	f->where = arena_fmt(&f->a, "sqlite:%.*s", STR_ARG(dir));
	f->charter = charter_new(f->charter_whole, f->charter_room_whole);
	f->room = f->charter->room;
	if (stream != STREAM_CHARTER) {
		f->whole = arena_open(ARENA_ROOM);
		f->room = room_new(f->whole);
	}
	worker_run(base, work, over, f);
}
