/*
 * refused -- a file that will not do is refused by one sentence of bounded length, which begins with the place.
 */
#ifndef REFUSED_H
#define REFUSED_H

#include "canon.h"

#include <stdio.h>

static inline void
check_refused(struct arena *a, err e)
{
	int line, column;

	assert(sscanf(arena_cstr(a, e->why), "f:%d:%d: ", &line, &column) == 2 && line > 0 && column > 0);
	assert(e->why.n <= LIMIT_SENTENCE && utf8_valid(e->why));
}

#endif
