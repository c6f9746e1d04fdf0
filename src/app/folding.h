/*
 * folding -- a stream folded from its entries as they are kept.
 *
 * A worker does it with a store connection and a charter of its own, while
 * everything else goes on; the room is handed over whole.
 *
 * Ownership: a struct folding is made by folding_begin() and lives, with all
 * it folded, until `then` has returned; a `then` that keeps the room takes its
 * arena out.
 */
#ifndef FOLDING_H
#define FOLDING_H

#include "core.h"
#include "store.h"

#include <event2/event.h>

/*
 * Fold the entries of one stream, those up to index `until` (INT64_MAX: all), into world.room.
 * Refused with ERR_DAMAGED and a sentence in `a`: bytes that are not the ones
 * that were hashed, or that do not stand where they were written.
 */
err fold_stream(struct arena *a, struct store *reader, struct world, i64 stream, i64 until);

struct folding {
	i64 stream, until;
	struct charter *charter;        /* up to the same index */
	struct room *room;              /* the charter's own for STREAM_CHARTER */
	struct arena whole;             /* the room's, as it was opened */
	err failed;
	void (*then)(struct folding *);
	void *ctx;
	/* the folding's own */
	struct arena a, charter_whole, charter_room_whole;
	str where;
};

/* Fold a stream up to an index in a worker; then, on the loop's thread, `then`. */
void folding_begin(struct event_base *, str dir, i64 stream, i64 until, void (*then)(struct folding *), void *ctx);

#endif
