/*
 * demo -- a demonstration that is played: who the visitor is, what the colleagues may do.
 *
 * It is no part of the record: what the visitor and the colleagues do is, in
 * the names of those as whom they do it.  A colleague asks for a turn before
 * each step, so that nobody else plays whom the visitor is.
 *
 * Ownership: whoever serves keeps it while the server runs; one thread.
 */
#ifndef DEMO_H
#define DEMO_H

#include "model.h"

enum { DEMO_NAME = 500 };       /* bytes of a name in it, and its end */

struct demo {
	str key, seat;                  /* the visitor's, absent once used; whose holder they are first (absent: the first officer) */
	str colleagues_key;             /* anybody's, as often as asked; absent: there are no colleagues */
	enum colleagues colleagues;
	i64 visitor;                    /* who the visitor is now; 0: nobody has come yet */
	i64 awaited;                    /* whom the colleagues wait for, as the visitor is that person; else 0 */
	str anew_key;                   /* the visitor's, to an empty organisation; absent: none can be begun */
	char organisation[DEMO_NAME], name[DEMO_NAME];  /* once it is to be begun; else "" */
};

#endif
