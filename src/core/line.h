/*
 * line -- who there is to answer for a seat: who holds it, and its line of
 * deputies.
 *
 * For the ladder, which reaches them one after another (ladder.c, B4), and for
 * the sentence that says why it is not decided yet (decision.c).
 */
#ifndef LINE_H
#define LINE_H

#include "authority.h"

/* Is somebody of the line still to be called? */
bool line_is_left(const struct charter *, const struct room *, const struct decision *, const struct seat *);
/* The one on duty, else the first of the line; whoever is away comes after the others.  0 if there is nobody. */
i64  next_deputy(const struct scene *, const struct decision *, const struct seat *);
/* Why a deputy is needed at once; none while somebody is there to answer. */
enum deputy_reason unmanned(const struct scene *, const struct decision *, const struct seat *);

/*
 * The deputy of the next authority, `*of`, who is to be called as nobody of that is there to answer in this seat's place, and
 * why; 0: it may not answer yet, somebody is there (be it one who asked for it, or has answered), or nobody is left to call.
 */
i64  next_in_place(const struct scene *, const struct decision *, const struct seat *, i64 *of, enum deputy_reason *why);

/* Is nobody there to answer: none of its line, nor of the next authority once that may in its place? */
bool nobody_answers(const struct scene *, const struct decision *, const struct seat *);

/* Whoever is asked now for a seat and may answer. */
struct asked {
	const struct charter *c;
	const struct room *room;
	const struct decision *d;
	const struct seat *seat;
	size_t n, in_vain, know;        /* how many; how many of them in vain; how many know of it */
	i64 first, said;                /* when the first was called; when another said last that one knows: 0 for never */
};

/* Every deputy who stands in, since they do and not since the call that follows from it; while there is none, who holds the seat. */
struct asked asked_now(const struct charter *, const struct room *, const struct decision *, const struct seat *);

#endif
