/*
 * store -- where the record is kept: bytes in order, given back byte for byte.
 *
 * A store never looks inside an entry.  It is one seam with two users, sqlite
 * (real) and memory (tests); both pass tests/store/test_store.c, which is the
 * contract.
 *
 * One process writes, through one thread of the store's own.  append() hands
 * over a batch and returns; `done` is called later, on the store's thread,
 * with one of three answers.  At most one batch is under way.
 *
 *   APPEND_DONE     all of it is durable; it survives the loss of power.
 *   APPEND_REFUSED  surely nothing of it was written (disk full, an index
 *                   that is taken, read-only): `why` says which.
 *   APPEND_UNKNOWN  an fsync or the like failed: it may be there after a
 *                   restart or not.  The process must answer nobody and stop;
 *                   nothing more may be appended.
 *
 * Reading sees what was committed and goes on beside the writing.  One thread
 * reads through the store that writes; every other one opens a reader of its
 * own.  A visit must not read through the store that shows it something.
 *
 * Ownership: a batch and all it points to belong to the caller and must live
 * until `done` was called; `why` lives until `done` returns.  What a visit is
 * shown lives until it returns; what is returned through an arena lives in
 * that arena.  An err of a reading lives until the next call.
 */
#ifndef STORE_H
#define STORE_H

#include "base.h"
#include "bounds.h"
#include "utc.h"

/* A stream by number: the charter, the journal, or the n of a room's first entry. */
enum { STREAM_CHARTER = 0, STREAM_JOURNAL = -1 };

/* One entry as it is kept. */
struct stored {
	i64 n, stream, seq, at;         /* n: index in the one order of everything, from 0; seq: from 1 */
	struct hash lh;                 /* SHA-256(0x00 || leaf) */
	str leaf;
	const str *disclosures;         /* in no order that matters; erased ones are gone */
	size_t n_disclosures;
};

/* What a repeated command is recognised by, and answered with; kept for RECEIPT_LIFE µs. */
#define RECEIPT_LIFE (LIMIT_RECEIPT_HOURS * HOUR)
struct receipt {
	i64 actor;                      /* person, or a token's entry */
	str key;                        /* Idempotency-Key, at most 64 bytes */
	struct hash body;
	i64 stream, seq, count, at;     /* the entries it made */
};

/* A disclosure of entry n to forget for ever: the digest is its SHA-256.  Once
 * `done`, and as soon as no reader holds an older view, no file has its words. */
struct erasure { i64 n; struct hash digest; };

/* A session, a recovery code, a challenge: only HMACs are ever kept here. */
struct account {
	str kind;                       /* "session", "recovery", "challenge"… */
	struct hash key;
	i64 person, expires;            /* expires: µs since 1970 */
	str value;                      /* canonical JSON of the app's; absent: forget this account */
};

struct batch {
	i64 now;        /* the writer's time; receipts and accounts that are past it are swept */
	const struct stored *entries;   size_t n_entries;       /* n from the log's size on, seq from the stream's end on */
	str checkpoint;                                         /* the signed note over the new size; absent if n_entries is 0 */
	const struct receipt *receipts; size_t n_receipts;
	const struct erasure *erasures; size_t n_erasures;
	const struct account *accounts; size_t n_accounts;
};

enum append_answer { APPEND_DONE, APPEND_REFUSED, APPEND_UNKNOWN };
typedef void store_done(void *ctx, enum append_answer, err why);
typedef err  store_visit(void *ctx, const struct stored *);     /* an err ends the reading and is returned */
typedef err  account_visit(void *ctx, const struct account *);

struct store {
	const char *name;
	void (*append)(struct store *, const struct batch *, store_done *, void *ctx);

	/* Entries of one stream with seq > after, in order. */
	err (*read)(struct store *, i64 stream, i64 after, store_visit *, void *ctx);
	/* Entries of all streams with n >= from, in order of n. */
	err (*read_all)(struct store *, i64 from, store_visit *, void *ctx);
	/* read_all() without what they say: leaf and disclosures are left absent. */
	err (*heads)(struct store *, i64 from, store_visit *, void *ctx);
	/* The hashes of the entries from <= n < to, into `out`; an err if one is missing. */
	err (*hashes)(struct store *, i64 from, i64 to, struct hash *out);
	/* How many entries there are. */
	err (*size)(struct store *, i64 *out);
	/* The checkpoint over exactly `size` entries; the newest for -1; absent if there is none. */
	err (*checkpoint)(struct store *, struct arena *, i64 size, str *out);
	/* The receipt of that actor and key, younger than RECEIPT_LIFE at `now`; *found false if none. */
	err (*receipt)(struct store *, struct arena *, i64 actor, str key, i64 now, struct receipt *out, bool *found);
	/* One account; *found false if none or expired at `now`. */
	err (*account)(struct store *, struct arena *, str kind, struct hash key, i64 now, struct account *out, bool *found);
	/* Every account of a person of that kind (person -1: of everybody), expired ones too, in no order. */
	err (*accounts)(struct store *, str kind, i64 person, account_visit *, void *ctx);

	void (*close)(struct store *);          /* waits for the batch under way */
};

/*
 * Open for writing.  `where` is "sqlite:DIR" (DIR/record.db, created 0600 in a
 * directory that directory_make() made) or "memory:".  Refused: another writer
 * on the same directory, a schema newer than this program, a file that is no
 * record.
 */
err store_open(struct arena *, str where, struct store **out);
/* "sqlite:DIR" read only, for another thread or process; append() is NULL.
 * What is in memory may be read by any thread through the store itself. */
err store_open_reader(struct arena *, str where, struct store **out);

/* The stores behind it. */
err sqlite_open(struct arena *, str dir, struct store **out);
err sqlite_open_reader(struct arena *, str dir, struct store **out);
err memory_open(struct arena *, struct store **out);

#endif
