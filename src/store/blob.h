/*
 * blob -- what an entry carries beside it: a file, streamed, never whole in memory.
 *
 * Blobs lie in DIR/blobs under names the app chooses: fresh random ones, which
 * their entries cite.  A name is 1 to 64 of [0-9a-f-].  One that is there is whole and durable:
 * it was written under another name, fsynced and renamed.  So the order is:
 * the blob, then the entry; and a blob without an entry is an orphan, which
 * the app forgets when it starts.
 *
 * Ownership: an upload is begun by one thread and ended by blob_finish() or
 * blob_abandon(), whatever they answer; it lives in the arena it was begun
 * with.  A descriptor given out is the caller's to close.
 */
#ifndef BLOB_H
#define BLOB_H

#include "base.h"

struct upload;
struct blob { u64 size; struct hash sha256; };

/* The name that an entry cites, in hexadecimal. */
str  blob_name(struct arena *, str bytes);

/* At most `max` bytes (LIMIT_BLOB, unless the operator says otherwise). */
err  blob_begin(struct arena *, str dir, str name, u64 max, struct upload **out);
/* TOO_LARGE over the bound; after an err only blob_abandon() is left. */
err  blob_write(struct arena *, struct upload *, str bytes);
err  blob_finish(struct arena *, struct upload *, struct blob *out);
void blob_abandon(struct upload *);

/* For reading; NO_SUCH if there is none of that name, DAMAGED if it is no file. */
err  blob_open(struct arena *, str dir, str name, int *fd, u64 *size);
/* How much is there, and what it hashes to; NO_SUCH if there is none. */
err  blob_look(struct arena *, str dir, str name, struct blob *out);
/* Erase it for ever; gone already is fine. */
err  blob_forget(struct arena *, str dir, str name);
/* Every name, in no order. */
err  blob_list(struct arena *, str dir, err (*visit)(void *ctx, str name), void *ctx);
/* What a crash left half-written is removed. */
err  blob_sweep(struct arena *, str dir);

#endif
