/*
 * carrying -- what carries the pages of a house that is being served: the
 * sender, as it was configured, with the house's own key.
 *
 * Ownership: a struct carrying outlives its house, for the last batch may still
 * let pages leave; carrying_close() comes after house_close().
 */
#ifndef CARRYING_H
#define CARRYING_H

#include "outbox.h"
#include "send_config.h"

struct carrying { struct carrier carrier; struct send_config config; struct sender *sender; };

/* By which ways pages will leave: told to the house when it is opened. */
void carrying_ready(struct carrying *, const struct send_config *);
/* From now on they do.  The key that browsers know the house by is made at the first start. */
err  carrying_open(struct arena *, struct carrying *, struct house *);
void carrying_close(struct carrying *);

#endif
