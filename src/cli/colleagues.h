/*
 * colleagues -- the people of a demonstration who are not there: a script, each acting as themselves
 * through the public API alone.
 *
 * The language of the script is told in its own head, library/demo/moveit.txt.
 *
 * Ownership: runs in a process of its own, until the script ends.
 */
#ifndef COLLEAGUES_H
#define COLLEAGUES_H

#include "base.h"

struct colleagues_config {
	str server;             /* "http://localhost:8090" */
	str key;                /* the colleagues' key */
	str script;
	int hurry;              /* the script's seconds are divided by this */
};

/* Play the script to its end, or until the colleagues are sent away.  What is refused is said on standard error and passed over. */
err colleagues_play(struct arena *, const struct colleagues_config *);

#endif
