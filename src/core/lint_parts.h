/*
 * lint_parts -- what the parts of lint share, for lint*.c alone.
 *
 * Ownership: as lint.h says.
 */
#ifndef LINT_PARTS_H
#define LINT_PARTS_H

#include "authority.h"
#include "lint.h"

enum lint_kind {
#define LINT(kind, part, weight, mend) LINT_##kind,
#include "lint.def"
	LINT_KINDS
};

struct lint { struct arena *a; const struct charter *c; i64 now; bool served; unsigned ways; struct rec_lint_finding *found; size_t n_found, cap_found; };

/* A new finding; its part, weight and mend are its row's.  What else is known of it, the caller adds. */
struct rec_lint_finding *lint_find(struct lint *, enum lint_kind, str label, str why);

/* "one, two and 3 others": as many as a sentence holds, or as `most` says. */
struct listed { struct arena *a; size_t most; str text; size_t n, left_out; };
void listed_add(struct listed *, str);
str  listed_text(const struct listed *);

str lint_name(const struct lint *, i64 person);
/* The people of a seat: holders first, then deputies, each once. */
struct refs lint_line(struct arena *, const struct seat *);

void lint_rules(struct lint *);
void lint_services(struct lint *);
void lint_calendars(struct lint *);
void lint_contacts(struct lint *);
void lint_templates(struct lint *);
void lint_delegations(struct lint *);

#endif
