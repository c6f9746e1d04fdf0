/*
 * duty -- who is on, in a seat or in command; who follows; and how that is handed over (A6).
 *
 *  D1  Authority stays where the charter put it.  Being on duty says who of
 *      those that may sit in a seat is asked first: while a deputy is on, they
 *      stand in for it in every open decision at once, by an entry of the
 *      ladder, and its holder rests until that deputy is silent.  The holder may
 *      answer all the same, and say at any time that they are on again.
 *  D2  A deputy comes on duty by a handover that they signed, and by nothing
 *      else.  Who holds a seat is on by their first sign of it: they answer in
 *      it, know of a call to it, or say so.
 *  D3  Of command there is one thing to hand over: whoever is on commands.
 *  D4  A shift is a plan.  It moves nothing; when it does not come true,
 *      that is said once at its beginning and once at its end.
 *
 * duty.c has who is on, since when, and the roster; handover.c how it moves.
 */
#ifndef DUTY_H
#define DUTY_H

#include "view.h"

/* The seat 0 is command, here and in what follows. */

/* From this entry on they are on duty there; handovers of it that wait are overtaken. */
void goes_on_duty(struct room *, const struct entry *, i64 seat, i64 person);
/* Whoever the entry is by gave a sign of being on in a seat that they hold; nothing where somebody is on already. */
void shows_up(struct room *, const struct entry *, i64 seat);
/* As folded, whether or not the charter lets them still; NULL where nobody has been on yet. */
struct duty *duty_of(const struct room *, i64 seat);

/* Who is on, as far as the charter lets them still; 0 for nobody. */
i64 on_duty(const struct charter *, const struct room *, i64 seat);
/* The deputy who is on for the holder of that seat, and can sign; or 0. */
i64 deputy_on_duty(const struct charter *, const struct room *, const struct seat *);
/* deputy_on_duty() if they are there to answer this decision and may, and the holder did not take the seat back in it. */
i64 relieved_by(const struct scene *, const struct decision *, const struct seat *);
/* Does who holds that seat sleep meanwhile?  Until that deputy is silent. */
bool rests(const struct scene *, const struct decision *, i64 seat);
/* May this person be on duty in that seat: do they hold it, or stand in for it?  Whoever commands was asked when they took it (need_commanding), and stays on while they are of the house. */
bool may_be_on(const struct charter *, i64 seat, i64 person);

/* Could whoever acts accept that handover now?  Asked by decide and by verify. */
err handover_stands(const struct scene *, i64 handover);
void overtake_handovers(struct room *, const struct entry *, i64 seat);
/* The next moment at which a handover has waited too long, or 0; and what then is said. */
i64  handover_due(const struct room *);
void react_handovers(const struct scene *, struct outcome *);

/* What there is to hand over, of what the audience sees; NO_SUCH if there is no such seat. */
err handover_draft(const struct seeing *, i64 seat, struct rec_handover_draft *out);

#endif
