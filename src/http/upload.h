/*
 * upload -- a body that goes to a file as it arrives, never whole in memory.
 *
 * The handler of a TAKES_UPLOAD route is called with the head alone.  It
 * either replies (nothing of the body is then read) or opens the upload; the
 * reply is then given from `done`.
 *
 * Ownership: `ctx` is the application's, at least until `done` was called,
 * which is exactly once, perhaps from within upload_open() (no body, or the
 * client gone already).
 */
#ifndef UPLOAD_H
#define UPLOAD_H

#include "request.h"

struct exchange;

struct sink {
	/* The next bytes; an err ends the upload and is what the client is told. */
	err (*take)(void *ctx, str bytes);
	/* OK: it is all there, now reply.  Else (over the bound, too slow, cut off, refused by
	 * `take`) forget it; the exchange is answered already and NULL. */
	void (*done)(void *ctx, struct exchange *, err);
	void *ctx;
};

void upload_open(struct exchange *, struct sink);

#endif
