/*
 * backup -- a copy of the record and its blobs, taken while the server runs.
 *
 * A backup is a folder with record.db (one file, as of one commit), blobs/,
 * push-key if there is one (directory.h), and nothing else: no key that signs,
 * so that it can show what was, but never go on signing as this log.  A restored directory is a new instance with its effects held;
 * what makes it a new log (a key, an origin, `log_continued`) is the app's.
 *
 * Ownership: nothing is kept.  A copy that failed is left as it is, for the
 * operator to look at and remove.
 */
#ifndef BACKUP_H
#define BACKUP_H

#include "base.h"

/* Copy the data directory `dir` into the new folder `out`.  Both copies are
 * durable on return; the record is read back and checked page by page. */
err backup(struct arena *, str dir, str out);

/* Lay out the backup `from` as the data directory `dir`, which must be new or empty. */
err restore(struct arena *, str from, str dir);

#endif
