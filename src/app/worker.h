/*
 * worker -- long work on a thread of its own, answered on the loop.
 *
 * The work must touch nothing of the house; it opens the store read-only and
 * folds a copy of its own.
 *
 * Ownership: `ctx` is the caller's, until `done` was called.
 */
#ifndef WORKER_H
#define WORKER_H

#include <event2/event.h>

/* Run `work` elsewhere, then `done` on the loop's thread. */
void worker_run(struct event_base *, void (*work)(void *ctx), void (*done)(void *ctx), void *ctx);

#endif
