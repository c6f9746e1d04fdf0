/* rooms -- the charter and the rooms in memory: folded when first needed, dropped when least used. */
#include "house.h"

#include "folding.h"
#include "hub.h"

static bool
house_knows_room(const struct house *h, i64 id)
{
	for (size_t i = 0; i < h->n_known; i++)
		if (h->known[i] == id)
			return true;
	return false;
}

struct loaded *
house_loaded(struct house *h, i64 id)
{
	if (id == STREAM_CHARTER)
		return &h->charter_loaded;
	for (size_t i = 0; i < h->n_rooms; i++)
		if (h->rooms[i].room->id == id)
			return &h->rooms[i];
	return NULL;
}

enum { A_MOMENT = 1000000 };            /* µs */

/* Damage stays; whatever else kept a room from being folded is tried again, when all who waited for it were told why. */
static bool
still_so(const struct house *h, const struct unfoldable *u)
{
	return u->why->kind == ERR_DAMAGED || h->clock.seam.steady(h->clock.seam.ctx) - u->since < A_MOMENT;
}

/* Why a room could not be folded, or OK. */
static err
unfoldable(const struct house *h, i64 id)
{
	for (size_t i = 0; i < h->n_unfoldable; i++)
		if (h->unfoldable[i].room == id && still_so(h, &h->unfoldable[i]))
			return h->unfoldable[i].why;
	return OK;
}

static void
note_unfoldable(struct house *h, i64 id, err why)
{
	*ADD(h, unfoldable) = (struct unfoldable){ id, err_new(&h->arena, why->kind, "%.*s", STR_ARG(why->why)), h->clock.seam.steady(h->clock.seam.ctx) };
}

static struct loaded *
keep_room(struct house *h, struct room *room, struct arena whole)
{
	struct loaded *l = ADD(h, rooms);

	*l = (struct loaded){ .room = room, .whole = whole, .published = room->seq, .summed = room->seq, .used = ++h->asked,
	    .watched = hub_watchers(h->hub, room->id) };
	return l;
}

err
house_room(struct house *h, struct arena *a, i64 id, struct loaded **out)
{
	err e;

	if ((*out = house_loaded(h, id))) {
		(*out)->used = ++h->asked;
		return OK;
	}
	if (!house_knows_room(h, id))
		return err_new(a, ERR_NO_SUCH, "There is no such room.");
	if ((e = unfoldable(h, id)))
		return e;
	return err_new(a, ERR_INTERNAL, "Room %lld is not in memory; ask again.", (long long)id);
}

/* ---- by a worker ---- */

bool
house_must_fold(struct house *h, i64 id)
{
	return house_loaded(h, id) == NULL && house_knows_room(h, id) && unfoldable(h, id) == OK;
}

static bool
is_folding(const struct house *h, i64 id)
{
	for (size_t i = 0; i < h->n_folding; i++)
		if (h->folding[i].room == id)
			return true;
	return false;
}

/* Whoever is folding it is done; false if words were erased meanwhile that it may have read. */
static bool
folding_over(struct house *h, i64 id)
{
	size_t i = 0;
	bool stale;

	while (h->folding[i].room != id)
		i++;
	stale = h->folding[i].stale;
	h->folding[i] = h->folding[--h->n_folding];
	return !stale;
}

static void fold_wanted(struct house *);

/* Nobody wrote to it meanwhile: what would have waited for it. */
static void
folded(struct folding *f)
{
	struct house *h = f->ctx;
	struct waiters first = { NULL, NULL }, then = { NULL, NULL };

	if (folding_over(h, f->stream)) {
		if (f->failed) {
			note_unfoldable(h, f->stream, f->failed);
		} else if (house_loaded(h, f->stream) == NULL) {
			keep_room(h, f->room, f->whole);
			f->whole = (struct arena){ NULL, NULL };
		}
		first = waiters_take(&h->wanted, f->stream);
		then = waiters_take(&h->wanted_idly, f->stream);
	}
	waiters_run(&first);
	waiters_run(&then);
	if (h->writing == NULL && h->waiting == NULL)   /* an order that waited for it must find it */
		house_tidy(h);
	fold_wanted(h);
}

static void
fold_those(struct house *h, const struct waiters *wanted)
{
	for (const struct waiter *w = wanted->first; w && h->n_folding < countof(h->folding); w = w->next) {
		if (is_folding(h, w->stream))
			continue;
		h->folding[h->n_folding++] = (struct being_folded){ w->stream, false };
		folding_begin(h->base, h->dir, w->stream, INT64_MAX, folded, h);
	}
}

/* A change of the charter has every open room look again: nobody waits behind them. */
static void
fold_wanted(struct house *h)
{
	fold_those(h, &h->wanted);
	fold_those(h, &h->wanted_idly);
}

static void
when_folded(struct house *h, struct waiters *wanted, i64 id, settled *then, void *ctx)
{
	if (!house_must_fold(h, id)) {
		then(ctx);
		return;
	}
	waiters_add(wanted, id, then, ctx);
	fold_wanted(h);
}

void
house_when_room(struct house *h, i64 id, settled *then, void *ctx)
{
	when_folded(h, &h->wanted, id, then, ctx);
}

void
house_when_idle(struct house *h, i64 id, settled *then, void *ctx)
{
	when_folded(h, &h->wanted_idly, id, then, ctx);
}

/* ---- on the spot ---- */

err
house_room_now(struct house *h, i64 id, struct loaded **out)
{
	struct arena whole;
	struct room *room;
	err e;

	if (!house_must_fold(h, id))
		return house_room(h, &h->arena, id, out);
	whole = arena_open(ARENA_ROOM);
	room = room_new(whole);
	if ((e = fold_stream(&h->arena, h->reader, (struct world){ h->charter, room }, id, INT64_MAX))) {
		arena_close(whole, ARENA_ROOM);
		return e;
	}
	*out = keep_room(h, room, whole);
	return OK;
}

err
house_load_charter(struct house *h)
{
	h->charter_whole = arena_open(ARENA_ROOM);
	h->charter_room_whole = arena_open(ARENA_ROOM);
	h->charter = charter_new(h->charter_whole, h->charter_room_whole);
	h->charter_loaded = (struct loaded){ .room = h->charter->room };
	return fold_stream(&h->arena, h->reader, (struct world){ h->charter, h->charter->room }, STREAM_CHARTER, INT64_MAX);
}

/* ---- dropped ---- */

static void
refold_charter(struct house *h)
{
	err e;

	arena_close(h->charter_whole, ARENA_ROOM);
	arena_close(h->charter_room_whole, ARENA_ROOM);
	e = house_load_charter(h);
	assert(e == OK);        /* it was folded before, from the same bytes */
	h->charter_loaded.published = h->charter->room->seq;
}

void
house_refold(struct house *h, i64 stream)
{
	if (stream == STREAM_CHARTER)
		refold_charter(h);
	for (size_t i = 0; stream != STREAM_CHARTER && i < h->n_rooms; i++)
		if (h->rooms[i].room->id == stream) {
			arena_close(h->rooms[i].whole, ARENA_ROOM);
			h->rooms[i] = h->rooms[--h->n_rooms];
		}
}

void
house_forget(struct house *h)
{
	while (h->n_rooms)
		house_refold(h, h->rooms[0].room->id);
	for (size_t i = 0; i < h->n_folding; i++)
		h->folding[i].stale = true;
	house_refold(h, STREAM_CHARTER);
}

static void
forgive(struct house *h)
{
	size_t n = 0;

	for (size_t i = 0; i < h->n_unfoldable; i++)
		if (still_so(h, &h->unfoldable[i]))
			h->unfoldable[n++] = h->unfoldable[i];
	h->n_unfoldable = n;
}

static struct loaded *
least_used(struct house *h)
{
	struct loaded *least = NULL;

	for (size_t i = 0; i < h->n_rooms; i++)
		if (h->rooms[i].watched == 0 && (least == NULL || h->rooms[i].used < least->used))
			least = &h->rooms[i];
	return least;
}

void
house_tidy(struct house *h)
{
	struct loaded *least;

	forgive(h);
	while (h->n_rooms > LIMIT_ROOMS_LOADED && (least = least_used(h)))
		house_refold(h, least->room->id);
}
