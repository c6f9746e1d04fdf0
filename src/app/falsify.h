/*
 * falsify -- what somebody who holds the machine could do to the record, done
 * to a copy, so that everybody can see what verification says of it.
 *
 * Ownership: the copy is a store in memory, the caller's to close.
 */
#ifndef FALSIFY_H
#define FALSIFY_H

#include "house.h"

enum falsehood {
	FALSE_BYTE,             /* one byte of one entry is another */
	FALSE_CUT,              /* the newest entries are gone */
	FALSE_FORGE,            /* an outcome that nobody answered for, appended and signed with the real key */
};

/* Which of them, by its name: byte, cut, forge. */
bool falsehood_named(str name, enum falsehood *out);

/* The log's own hand, for FALSE_FORGE; and the streams that whoever asks may see, for what is done is done there (NULL: all). */
struct forger { str origin; struct note_key key; struct ed25519_secret secret; const struct refs *seen; };

/* A falsified copy of the record; *what says what was done, in a sentence. */
err falsify(struct arena *, struct store *reader, enum falsehood, const struct forger *, struct store **out, str *what);

#endif
