/*
 * tally -- what the writer counted since the start, for /metrics.
 *
 * Ownership: part of a house; only the thread of the loop counts.
 */
#ifndef TALLY_H
#define TALLY_H

#include "base.h"

/* How an order ended. */
enum order_end { ENDED_DONE, ENDED_REPEATED, ENDED_REFUSED, ENDED_UNWRITTEN, ORDER_ENDS };

/* Upper bounds, in µs, of the buckets for how long a batch took to become durable. */
#define COMMIT_BOUNDS { 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 2500000 }
enum { COMMIT_BUCKETS = 12 };

struct tally {
	u64 orders[ORDER_ENDS];
	u64 batches, batches_refused;
	u64 commits[COMMIT_BUCKETS + 1];        /* the last: longer than every bound */
	i64 commit_micros;                      /* all of them together */
};

/* A batch became durable in so many µs. */
void tally_commit(struct tally *, i64 micros);

#endif
