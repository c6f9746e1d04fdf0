/*
 * page_parts -- what is wanted of whom, for those who page for it.
 *
 * For page.c, page_wanted.c and device.c alone.
 */
#ifndef PAGE_PARTS_H
#define PAGE_PARTS_H

#include "authority.h"
#include "page.h"

/* A look at a room; what it asks again and again is kept: how the last decision stands, and how the last person's pages are paced. */
struct look {
	const struct scene *s;
	i64 decision;
	struct standing standing;
	struct { i64 person, until; } pace[CALL_CHANNELS];
};

/* Does somebody not know of it yet, and is it still wanted of them? */
bool is_wanted(struct look *, const struct call *);
/* May they see it (P6)? */
bool may_know(const struct scene *, const struct call *);
/* Has the server this way, and the person an address for it? */
bool has_way(const struct scene *, i64 person, enum call_channel);

/* For a device that is tested (device.c): when a page for its newest test is due, 0 for never; and every one that is. */
i64  test_at(const struct scene *, const struct device *, i64 *attempt);
void react_tests(const struct scene *, struct outcome *);

#endif
