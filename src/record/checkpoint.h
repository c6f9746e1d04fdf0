/*
 * checkpoint -- how large the log is and what its tree's root is, as text to be signed.
 *
 * The body of a C2SP tlog-checkpoint: origin, size and root on a line each.
 * Signing and opening the note around it is note.h's.
 *
 * Ownership: what is parsed are views into the text.
 */
#ifndef CHECKPOINT_H
#define CHECKPOINT_H

#include "base.h"

struct checkpoint {
	str origin;             /* which log: one line, not empty */
	u64 size;               /* leaves; at most 2^53 - 1 */
	struct hash root;
	str extension;          /* further lines, each not empty, as they stand; this log writes none */
};

str checkpoint_text(struct arena *, const struct checkpoint *);
err checkpoint_parse(struct arena *, str text, struct checkpoint *);

#endif
