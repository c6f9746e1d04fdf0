/*
 * confined -- bytes from strangers are read in a process that can do nothing.
 *
 * A job is a function from bytes to bytes.  It runs in a child: this program
 * executed anew (`tocsin confined JOB`) with no environment and no descriptor
 * but one socket, with limits on processor, memory, files and processes,
 * fenced by Landlock where the kernel has it, and by a list of the system
 * calls it may make; any other call kills it.  Whatever happens to the child,
 * the parent has the bytes or a sentence.
 *
 * To run one and wait, as the command line does: confined_run().  From an
 * event loop: confined_start(); write the input to `fd`, shutdown(SHUT_WR);
 * read `fd` to its end (or an error), but no more than CONFINED_BYTES + 1 bytes and no longer
 * than CONFINED_SECONDS; then, in any case, confined_end().  SIGPIPE must be
 * ignored, or MSG_NOSIGNAL given.  Starting is safe in a program with threads.
 *
 * Ownership: whoever starts a child must end it; confined_end() closes `fd`
 * and leaves no zombie.  What a job puts out lives in the arena it was given.
 */
#ifndef CONFINED_H
#define CONFINED_H

#include "base.h"
#include "bounds.h"

#include <sys/types.h>

enum {
	CONFINED_SECONDS     = 10,      /* by the clock on the wall; people wait for it */
	CONFINED_CPU_SECONDS = 5,       /* a charter of 1 MiB takes well under one */
};
#define CONFINED_BYTES   (16 * MIB)     /* in, and as many out: no document is near it */
#define CONFINED_ARENA   (128 * MIB)    /* where a job works: twice its bytes in and out, and room */
#define CONFINED_MEMORY  (128 * MIB)    /* what libraries may take besides */

/* --- the parent's side */

struct confined { const char *job; pid_t pid; int fd; };        /* fd: not blocking, both ways */

err confined_start(struct arena *, const char *job, struct confined *);
/* What came of it: `got` is what was read from fd, `late` that the time ran out
 * before its end.  *out is a part of `got`, or the sentence says why not: the
 * job's own refusal, or INTERNAL (it crashed, or tried what it may not), or
 * TOO_LARGE (time, processor, output). */
err confined_end(struct arena *, struct confined *, str got, bool late, str *out);

/* All of it, waiting. */
err confined_run(struct arena *, const char *job, str in, str *out);

/* --- the child's side */

struct confined_job { const char *name; err (*run)(struct arena *, str in, str *out); };

/* Be the child: confine, read the input, do the job, write what came of it, exit. */
_Noreturn void confined_child(const struct confined_job *, size_t n, const char *name);

/*
 * Confine this process, as verify and lint do once their files are open: from
 * here on it may read, seek in, write to and close what it has open, and take
 * memory; it can open nothing, reach no network and start no process.  For a
 * program with one thread.  Fails only where the kernel cannot filter system
 * calls.
 */
err confine_self(struct arena *);

#endif
