/*
 * appending -- one batch appended, and waited for: where nobody serves, or in
 * a worker.
 */
#ifndef APPENDING_H
#define APPENDING_H

#include "store.h"

/* OK once it is durable; else why it is not, or may not be. */
err append_and_wait(struct arena *, struct store *, const struct batch *);

#endif
