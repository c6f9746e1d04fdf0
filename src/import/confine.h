/*
 * confine -- the fences themselves, for the process that calls.
 *
 * Ownership: nothing; what is taken away stays away until the process ends.
 */
#ifndef CONFINE_H
#define CONFINE_H

#include "base.h"

enum confine {
	CONFINE_JOB,    /* read and write, memory, the clock, exit */
	CONFINE_FILES,  /* also seek in, ask about and close what is open */
};

/* Landlock (best effort) and the list of system calls; fails if the latter cannot be. */
err confine(struct arena *, enum confine);

#endif
