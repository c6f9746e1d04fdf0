/*
 * audience -- who sees the same of a room: there is no person in it.
 *
 * Everything in a room stands in a channel or, with channel 0, in the room as
 * a whole, and under a TLP label; its head says which.  What an audience may
 * not see does not exist for it (law 15): views leave it out, commands that
 * name it are refused as if it were not there.
 *
 * The charter has no channels; there, what has a person's id for its channel
 * is that person's alone.  An audience of the charter names its person once
 * they own something of that sort, or if they are from outside: of the people
 * they see there themselves alone, and others where they share a room.
 */
#ifndef AUDIENCE_H
#define AUDIENCE_H

#include "core.h"

struct audience {
	bool whole;             /* what stands in the room as a whole, and in open channels */
	bool reported;          /* sees no whole, and reported it: so their own words, and what became of it */
	bool outside;           /* from another organisation: nothing that is AMBER+STRICT or RED */
	struct refs channels;   /* let into these, ascending; for who sees the whole, of those that are not open */
};

/* Who was let into a channel. */
struct refs let_into(const struct channel *);

/* The audience a person belongs to here; false if nothing here exists for them. */
bool audience_of(struct arena *, const struct charter *, const struct room *, i64 person, struct audience *out);
bool audience_eq(const struct audience *, const struct audience *);

/* The seq of the entry that last changed what they may see here; 0: none. */
i64  audience_since(const struct charter *, const struct room *, i64 person);

/* Whom it shares the room with, or a channel: those it knows by name, if it is from outside. */
struct refs people_in_sight(struct arena *, const struct room *, const struct audience *);

/* May it see what has this head? */
bool audience_sees(const struct audience *, const struct room *, const struct head *);
/* May it see whatever there is in the room? */
bool audience_sees_all(const struct audience *, const struct room *);

#endif
