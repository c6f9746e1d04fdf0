/*
 * lint -- what would make this charter fail in the night it is needed.
 *
 * A charter can be in perfect form and useless: a seat nobody holds, a rule
 * that takes two people where there is one, a ladder that leads to whoever is
 * silent already.  Each finding says where, what it will mean, and what to do.
 *
 * Readiness is one number: 100, less what every finding weighs (lint.def; what
 * concerns several weighs once for each), and never below 0.
 *
 * A seat is as good as the passkeys of its people; in a demonstration, and in a
 * file that founds nothing yet, everybody's counts.
 *
 * Ownership: everything lives in the arena handed in.
 */
#ifndef LINT_H
#define LINT_H

#include "core.h"

/*
 * In the order officers, people, seats, rules, services, calendars, severities, contacts, templates, drills; none if
 * the charter is sound.  `now` is when it is looked at; 0 for a file, which
 * does not know who is away, nor where people can be reached.
 */
struct rec_lint lint_charter(struct arena *, const struct charter *, i64 now);

/* The same on a server, which also knows by what ways it pages (a bit for each call_channel). */
struct rec_lint lint_served(struct arena *, const struct charter *, i64 now, unsigned ways);

/*
 * Make of `own`, a copy of the charter that is nobody else's, what it would be
 * if an option of an open decision of the officers were taken now.
 */
err suppose_taken(struct arena *, struct charter *own, i64 option, i64 now);

#endif
