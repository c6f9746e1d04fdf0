/*
 * charter_source -- a charter that a verb is asked about: a file's, or the one in force in a data directory.
 *
 * Ownership: everything lives as long as the process.
 */
#ifndef CHARTER_SOURCE_H
#define CHARTER_SOURCE_H

#include "charter_file.h"

struct source { const struct charter *charter; struct charter_file *file; };    /* file: NULL for a record's */

/* "-" is standard input.  Refused: what cannot be read, with its place. */
err charter_source_read(struct arena *, const char *path, struct source *out);

struct cli;
/* tocsin charter rehearse ...: 0 it would be decided, 1 there is a gap. */
int charter_rehearse(struct cli *);

#endif
