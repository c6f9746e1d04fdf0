/*
 * restored -- a record goes on from its backup, as a new log.
 *
 * A backup has no key and may be older than what the world has seen, so that
 * it cannot go on as the log it was: it gets a key and an origin of its own,
 * and its charter says which log it continues, from where, and why.  The keys
 * of sessions and recovery codes are new too, so none of the old ones counts.
 *
 * Ownership: nothing is kept; texts live in the arena.
 */
#ifndef RESTORED_H
#define RESTORED_H

#include "house.h"

struct restoring {
	str backup, dir, why;
	str known;                      /* the newest checkpoint of the old log that was kept elsewhere; or absent */
	struct clock_seam clock;
};
struct restored {
	str old_log, log;               /* origins */
	i64 size;                       /* entries of the old log, as far as the backup has them */
	i64 lost;                       /* entries that the known checkpoint covers and the backup has not */
	str checkpoint;                 /* the new log's first, over all of them and its own entry */
};

/*
 * Lay the backup out as the data directory `dir`, with effects and timers
 * held, and continue it.  Refused: a backup that is not whole or not signed by
 * its log; a known checkpoint that this log did not sign, or of other entries;
 * a directory that holds something.
 */
err restore_record(struct arena *, const struct restoring *, struct restored *);

#endif
