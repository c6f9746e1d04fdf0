/*
 * colleague -- somebody of the demonstration who is not there: a script, acting
 * through the public API alone.
 *
 * Ownership: runs in a process of its own, until the script ends.
 */
#ifndef COLLEAGUE_H
#define COLLEAGUE_H

#include "base.h"

struct colleague_config {
	str server;             /* "http://localhost:8443" */
	str key;                /* a one-time key to come in by */
	str script;
	int hurry;              /* the script's seconds are divided by this */
};

/* Play the script to its end.  An err says which line did not go as it should. */
err colleague_play(struct arena *, const struct colleague_config *);

#endif
