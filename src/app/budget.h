/*
 * budget -- how many commands a person or a program may give, and what they were refused.
 *
 * Whoever gives more than so many within a minute waits for the next: a
 * program gone wild, or a stolen session, does not fill the record.  What was
 * refused for want of authority is counted, and each minute the counts go to
 * the journal, one entry a person (J3).
 *
 * Ownership: lives in the arena of its house; budget_close() before the house is closed.
 */
#ifndef BUDGET_H
#define BUDGET_H

#include "house.h"

struct budget;

struct budget *budget_open(struct house *, int commands_a_minute);
/* Writes the counts that are left. */
void budget_close(struct budget *);

/* One more command; refused with how many seconds to wait. */
err  budget_take(struct budget *, struct arena *, const struct actor *, i64 *wait);
/* What came of it; refusals for want of authority are counted. */
void budget_note(struct budget *, const struct actor *, err);

#endif
