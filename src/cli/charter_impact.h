/* charter_impact -- what follows if services of a charter are stopped, for `tocsin charter impact`. */
#ifndef CHARTER_IMPACT_H
#define CHARTER_IMPACT_H

#include "cli.h"
#include "core.h"

/* Labels parted by commas; prints, and returns the exit code. */
int charter_impact(struct arena *, const struct charter *, str labels, bool json);

#endif
