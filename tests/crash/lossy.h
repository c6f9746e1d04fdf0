/*
 * lossy -- what a power cut would take: the unsynced writes of a process that is killed.
 *
 * SIGKILL alone proves little, for the page cache outlives the process.  So
 * lossy.so, preloaded, writes down how each file under LOSSY_DIR looked before
 * every change, in LOSSY_SIDE/journal, and says when a file or a folder was
 * synced.  After the kill `undo SIDE SEED` takes back what was not:
 *
 *   SEED 0      all of it
 *   otherwise   of each file some 512-byte sectors, its new size or not; and
 *               either all changes of names or, by turns, none: so a file that
 *               was renamed before it was synced has its name and not its bytes
 *
 * and empties SIDE.  Syncs are noted, not done: the machine stays up.
 * LOSSY_FAIL_FSYNC=N makes the N-th sync of a file fail with EIO.
 *
 * Not watched: -shm files, which SQLite makes anew, and folders being made.
 * stdio is not seen; mmap neither.
 *
 *   LD_PRELOAD=lossy.so LOSSY_DIR=DIR LOSSY_SIDE=SIDE program…; undo SIDE SEED
 *
 * What starts again with the machine is to be seen to by the test: derived.db
 * is told from an older one by the machine's start, so undo's user removes it.
 *
 * DIR and SIDE are on one file system, and both absolute, without symbolic links.
 */
#ifndef LOSSY_H
#define LOSSY_H

#include <stdint.h>

enum lossy_kind {
	LOSSY_CHANGE,   /* bytes: what stood at `offset`; at most `span`, less at the end of the file */
	LOSSY_SYNC,     /* of all records about `inode` before number `upto` */
	LOSSY_CREATE,   /* bytes: the path */
	LOSSY_UNLINK,   /* bytes: the path; the file is kept as SIDE/kept.<number> */
	LOSSY_RENAME,   /* bytes: from NUL to; what stood there is kept likewise, if `span` */
};

struct lossy_record {
	uint64_t kind, inode;           /* of the file; of the folder where names change */
	int64_t  offset, size, span;    /* size: of the file before */
	uint64_t upto, n;               /* n: bytes that follow */
};

#endif
