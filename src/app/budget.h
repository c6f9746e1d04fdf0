/*
 * budget -- how much a person or a program may do, and what they were refused.
 *
 * Whoever gives more than so many commands within a minute, or asks so often how
 * things stand or what would follow, or so that the server is busy with it for
 * so long, waits for the next; who begins more rooms
 * within an hour, for that;
 * and who brings more files, or more of them, than a day allows, for midnight
 * (UTC): a program gone wild, or a stolen session, fills neither the record
 * nor the disk.  What they did is known to this process alone: a restart
 * begins anew.  What was
 * refused for want of authority is counted, and each minute the counts go to
 * the journal, one entry a person (J3).
 *
 * Ownership: lives in the arena of its house; budget_close() before the house is closed.
 */
#ifndef BUDGET_H
#define BUDGET_H

#include "house.h"

struct budget;

/* 0: as bounds.h says. */
struct budget_bounds { int commands_a_minute, looks_a_minute, rooms_an_hour, files_a_day; i64 bytes_a_day, busy_a_minute; };

struct budget *budget_open(struct house *, struct budget_bounds);
/* Writes the counts that are left. */
void budget_close(struct budget *);

/* One more command; refused with how many seconds to wait (0 if it is not). */
err  budget_take(struct budget *, struct arena *, const struct actor *, i64 *wait);
/* One more look at how things stand, likewise. */
err  budget_look(struct budget *, struct arena *, const struct actor *, i64 *wait);
/* So many microseconds the server was busy with looks of theirs, a person's and those of their programs. */
void budget_busy(struct budget *, const struct actor *, i64 microseconds);
/* One more room, of a person and all of their programs, likewise. */
err  budget_room(struct budget *, struct arena *, const struct actor *, i64 *wait);
/* One more file, of so many bytes if that is known (else not above 0); refused with how many seconds to wait. */
err  budget_file(struct budget *, struct arena *, const struct actor *, i64 bytes, i64 *wait);
/* So many bytes of one arrived; refused once it is too much. */
err  budget_bytes(struct budget *, struct arena *, const struct actor *, size_t);
/* What came of it; refusals for want of authority are counted. */
void budget_note(struct budget *, const struct actor *, err);

#endif
