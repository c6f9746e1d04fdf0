/*
 * pen -- the thread of a store that writes, one batch at a time.
 *
 * Both stores write through it, so that `done` comes from another thread in
 * the tests as it does in the server.
 *
 * Ownership: the pen lives inside its store, from pen_start() to pen_stop().
 */
#ifndef PEN_H
#define PEN_H

#include "store.h"

#include <pthread.h>

struct pen {
	struct store *store;
	/* Write a batch, wholly or not at all; *why tells, in the arena, unless it is done. */
	enum append_answer (*write)(struct store *, struct arena *, const struct batch *, err *why);
	/* What a write left to be done in a quiet moment; true if some of it is still left.  May be NULL. */
	bool (*tidy)(struct store *);

	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	const struct batch *batch;              /* under way, or NULL */
	store_done *done;
	void *ctx;
	bool stop, broken;                      /* broken: an answer was UNKNOWN */
};

void pen_start(struct pen *);                   /* store, write and tidy are set */
void pen_append(struct pen *, const struct batch *, store_done *, void *ctx);
void pen_stop(struct pen *);                    /* after the batch under way */

#endif
