/*
 * lint -- what would make this charter fail in the night it is needed.
 *
 * A charter can be in perfect form and useless: a seat nobody holds, a rule
 * that takes two people where there is one, a vital service nobody may stop.
 * Each finding says where, what it will mean, and what to do.
 *
 * A seat is as good as the passkeys of its people; in a demonstration, and in a
 * file that founds nothing yet, everybody's counts.
 *
 * Ownership: everything lives in the arena handed in.
 */
#ifndef LINT_H
#define LINT_H

#include "core.h"

struct findings { struct rec_lint_finding *v; size_t n; };

/* In the order officers, seats, rules, services, severities; none if the charter is sound. */
struct findings lint_charter(struct arena *, const struct charter *);

#endif
