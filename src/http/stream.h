/*
 * stream -- server-sent events: one text, rendered once, to many readers.
 *
 * What the events say, their ids included, is the application's.  Here they
 * are only delivered: by reference, in order, whole; a comment keeps silent
 * streams alive; a reader that leaves more than the backlog untaken is dropped
 * and comes back by itself with Last-Event-ID.
 *
 * Ownership: a shared text is counted; who made it holds one count.  A
 * subscriber belongs to the server and is the application's to use until
 * `closed` was called, or it closed the stream itself.
 */
#ifndef STREAM_H
#define STREAM_H

#include "request.h"

struct exchange;
struct subscriber;
struct shared;

/* A copy of the bytes, held once. */
struct shared *shared_new(str bytes);
void           shared_release(struct shared *);

typedef void stream_closed(void *ctx);

/*
 * Answer the exchange, which is over then, with a stream.  NULL if there is
 * nobody to read it (gone meanwhile, or a HEAD).  `closed` is called when the reader is gone; never
 * from within stream_send() or stream_close().
 */
struct subscriber *stream_open(struct exchange *, stream_closed *, void *ctx);
void stream_send(struct subscriber *, struct shared *);
/* Let go of the reader, from the loop and not now; `closed` is then called. */
void stream_drop(struct subscriber *);
/* End it from our side, when what was sent has left; `closed` is not called. */
void stream_close(struct subscriber *);

#endif
