/*
 * verify -- whether a record is whole, and whether its outcomes had authority.
 *
 * The record is read once, in its one order.  Every entry is hashed, joined to
 * its chain and to the tree, judged against the state before it and folded:
 * who may decide is asked of the same functions that the server asks, and
 * nothing that the server wrote about authority is taken on its word.
 *
 * Five things are said, and no more than can be known: whether the record is
 * whole; which key signed it; whether its outcomes had authority; up to which
 * entry something kept elsewhere confirms it; and that after it nothing does.
 *
 * All of a record is verified, whoever asks.  But of streams that they may
 * not see they are told no number and no place: only, if so, that something
 * there does not verify, which may be the journal as well as a room.
 *
 * Ownership: the verdicts live in the arena given; the store is only read.
 */
#ifndef VERIFY_H
#define VERIFY_H

#include "checkpoint.h"
#include "model.h"
#include "store.h"

enum {
	VERIFY_FINDINGS = 100,          /* kept; all are counted */
};

struct verify_options {
	str against;                    /* a checkpoint (signed note) kept elsewhere; or absent */
	str sheet;                      /* the sealing sheet's text; or absent */
	str files;                      /* the data directory whose files (blob.h) are held against their hashes; or absent */
	const struct refs *seen;        /* the streams that whoever asks may see (law 15); or NULL, for all */
};

/*
 * What is found wrong is in the verdicts.  Refused only what prevents judging:
 * the store cannot be read, more rooms than LIMIT_ROOMS, an option that is not
 * what it should be.
 */
err verify_record(struct arena *, struct store *, const struct verify_options *, struct rec_verdicts *out);

/* The checkpoint in a note that this key of its log signed. */
err open_checkpoint(struct arena *, str note, str vkey, struct checkpoint *);

/* Did nothing speak against it? */
bool verdict_stands(const struct rec_verdicts *, enum verdict);

/* The five verdicts and the findings as lines of text, safe for a terminal. */
str verdicts_text(struct arena *, const struct rec_verdicts *);

#endif
