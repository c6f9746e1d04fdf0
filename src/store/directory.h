/*
 * directory -- the data directory: one instance, one place, one writer.
 *
 *   instance        who this is: an id, and the file it was first written to
 *   lock            held by the process that writes
 *   held            while it is there, no effect and no timer may run
 *   backed-up       its age says when the last backup was made
 *   keys/NAME       secrets, one a file, 0600, in no backup
 *   push-key        as whom pages are pushed to browsers, 0600, in every backup
 *   record.db       the record (store.h)
 *   blobs/          what entries carry beside them (blob.h)
 *   derived.db      what can be worked out again (derived.h)
 *
 * Everything below is for its owner alone (0700, 0600) and durable when the
 * call returns.
 *
 * Ownership: nothing is kept open but the lock, which belongs to who asked
 * for it; the kernel lets go of it when that process ends, however it ends.
 */
#ifndef DIRECTORY_H
#define DIRECTORY_H

#include "base.h"

/* Lay out a new one, with an id of its own.  Refused if there is one already. */
err directory_make(struct arena *, str dir);

/* Become its writer: *fd is closed to end that.  Refused while another process is,
 * and if there is no directory or others may look into it. */
err directory_lock(struct arena *, str dir, int *fd);

/*
 * Its id, 32 hex digits.  A directory that is not where it was made, but a
 * copy, is told by its instance file being another one: its effects are held
 * from then on.
 */
err directory_instance(struct arena *, str dir, str *id);

/* May effects and timers run?  Held until an officer releases them. */
err directory_hold(struct arena *, str dir);
err directory_release(struct arena *, str dir);
err directory_held(struct arena *, str dir, bool *held);

/* That a backup of it was made, and when the last one was: seconds since 1970, 0 for never. */
err directory_note_backup(struct arena *, str dir);
i64 directory_backed_up(struct arena *, str dir);

/* A secret under keys/.  Reading refuses one that others may read, and gives NO_SUCH if there is none. */
err key_write(struct arena *, str dir, str name, str bytes);
err key_read(struct arena *, str dir, str name, str *out);

/*
 * The key that browsers were subscribed to.  It is in a backup: without it, after a restore, every browser
 * would have to be let be called anew, on the day on which that is least likely to happen.  With it and the
 * subscriptions, which a backup holds as well, somebody can push to those browsers; never read, act or sign.
 */
err push_key_write(struct arena *, str dir, str bytes);
err push_key_read(struct arena *, str dir, str *out);

/* A secret of the operator's, beside the configuration: refused if anybody but its owner and group may read it. */
err secret_read(struct arena *, const char *path, size_t max, str *out);

/* Make the names in a folder durable. */
err folder_sync(struct arena *, const char *path);

#endif
