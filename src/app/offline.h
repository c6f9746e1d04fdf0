/*
 * offline -- entries for the charter, and for one room that begins with it,
 * written as one batch while nobody serves: the founding, and what follows a
 * restore.
 *
 * Either begins a log: with a key and an origin of its own.  Each entry put is
 * sealed and folded, so that the next one can refer to it; they are written
 * all together, under the log's first checkpoint.
 *
 * Ownership: begun with offline_begin() and ended with offline_end(); texts
 * live in the arena given.
 */
#ifndef OFFLINE_H
#define OFFLINE_H

#include "core.h"
#include "note.h"
#include "store.h"
#include "tree.h"

struct offline {
	struct arena *a;
	struct charter *charter;        /* as it stands, with what was put */
	struct room *matter;            /* the room, from its first entry on; or NULL */
	struct tree tree;               /* of all streams */
	i64 now;                        /* not before the last entry's time */
	str origin, log_key;            /* of the new log; the verifier key of its checkpoints */
	struct note_key key;
	struct ed25519_secret secret;
	struct stored *entries;
	size_t n;
	struct arena whole, room, matter_whole;
};

/* Of no record yet. */
void offline_begin(struct offline *, struct arena *, i64 now);
void offline_end(struct offline *);

/* Go on from the record in `dir`, which was verified. */
err  offline_read(struct offline *, str dir);
/* A new log for this host. */
void offline_new_log(struct offline *, str host);
/* By nobody; refused what the record cannot hold.  Once the room has begun, what may stand in either stands there. */
err  offline_put(struct offline *, const struct emitted *);
/* Lay down the log's key and a fresh one for accounts, then write; *checkpoint is the signed note. */
err  offline_write(struct offline *, str dir, str *checkpoint);

#endif
