/*
 * writing -- what the parts of the writer share: entries.c makes the lines of
 * a batch, orders.c decides what they say, writer.c hands the batch over.
 *
 * Ownership: one struct writing serves all batches; what it points to lives in
 * the batch's arena.
 */
#ifndef WRITING_H
#define WRITING_H

#include "house.h"

enum { ROOMS_IN_BATCH = LIMIT_BATCH };

/* The batch being made, then under way; one for all batches, so that its tables need not be cleared each time. */
struct writing {
	struct batch batch;
	struct stored entries[LIMIT_BATCH + LIMIT_OUTCOME * (1 + LIMIT_REACTIONS)];
	struct receipt receipts[LIMIT_BATCH];
	struct account accounts[3 * LIMIT_BATCH];
	struct erasure *erasures;
	size_t cap_erasures;
	i64 streams[ROOMS_IN_BATCH];            /* the rooms in it */
	size_t n_streams;
	struct tree before;
	struct outcome outcome;                 /* of the command or reaction at hand */
};

/*
 * Seal and fold what was emitted, and keep it for the batch; all or nothing.
 * `order` is told where and how much, if there is one.
 */
err write_outcome(struct house *, struct loaded *to, const struct outcome *, i64 now, struct order *order);
/* The room has more to say than the batch holds: it goes on in the next, before anybody else is heard. */
void goes_on(struct house *, i64 stream);
/* Decide one order, let the room react until it is silent, keep its receipt. */
err process_order(struct house *, struct order *);

#endif
