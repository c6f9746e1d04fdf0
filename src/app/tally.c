#include "tally.h"

void
tally_commit(struct tally *t, i64 micros)
{
	static const i64 bounds[COMMIT_BUCKETS] = COMMIT_BOUNDS;
	size_t i = 0;

	while (i < COMMIT_BUCKETS && micros > bounds[i])
		i++;
	t->commits[i]++;
	t->commit_micros += micros;
	t->batches++;
}
