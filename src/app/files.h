/*
 * files -- which file beside the record belongs to which entry, and which to none.
 *
 * A file lies under a fresh name before the entry that cites it is decided, so
 * an entry never cites what a crash could still lose.  What no entry cites (it
 * was refused, or the server died in between) is forgotten at the next start;
 * what an entry cited is forgotten when a decision has erased it.
 */
#ifndef FILES_H
#define FILES_H

#include "house.h"

/* At the start: what a crash left, and what no entry has. */
err  files_tidy(struct house *);
/* After words were erased from the entry n, durably: its file, if that was among them. */
void files_erased(struct house *, i64 n);

#endif
