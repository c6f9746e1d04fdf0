/*
 * batches -- what the crash test writes, by the index of a batch's first entry.
 *
 * Ownership: everything lives in the arena given.
 */
#ifndef BATCHES_H
#define BATCHES_H

#include "store.h"

static inline i64
batch_count(i64 first)
{
	return 1 + first % 7;
}

static inline bool
has_blob(i64 first)
{
	return first % 5 == 0;
}

static inline str
batch_blob(struct arena *a, i64 first)
{
	return arena_fmt(a, "%lld-0", (long long)first);
}

static inline str
filled(struct arena *a, i64 n, size_t size)
{
	char *p = NEW(a, char, size);

	memset(p, 'a' + (int)(n % 26), size);
	return (str){ p, size };
}

static inline str
blob_bytes(struct arena *a, i64 first)
{
	return filled(a, first, 10000 + (size_t)(first % 977));
}

static inline struct stored
entry_at(struct arena *a, i64 n)
{
	str *words = NEW(a, str, 1);
	struct stored e = { .n = n, .stream = STREAM_CHARTER, .seq = n + 1, .at = n, .leaf = filled(a, n, 200 + (size_t)(n * 37 % 20000)),
	    .disclosures = words, .n_disclosures = 1 };

	*words = arena_fmt(a, "words of %lld", (long long)n);
	memcpy(e.lh.b, &n, sizeof(n));
	return e;
}

static inline struct receipt
receipt_from(struct arena *a, i64 first)
{
	return (struct receipt){ .actor = 1, .key = arena_fmt(a, "key %lld", (long long)first), .stream = STREAM_CHARTER,
	    .seq = first + 1, .count = batch_count(first) };
}

static inline str
note_over(struct arena *a, i64 size)
{
	return arena_fmt(a, "note over %lld", (long long)size);
}

static inline struct batch
batch_from(struct arena *a, i64 first)
{
	struct stored *e = NEW(a, struct stored, (size_t)batch_count(first));
	struct receipt *r = NEW(a, struct receipt, 1);

	for (i64 i = 0; i < batch_count(first); i++)
		e[i] = entry_at(a, first + i);
	*r = receipt_from(a, first);
	return (struct batch){ .entries = e, .n_entries = (size_t)batch_count(first), .receipts = r, .n_receipts = 1,
	    .checkpoint = note_over(a, first + batch_count(first)) };
}

#endif
