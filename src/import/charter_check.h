/*
 * charter_check -- what must hold of any part of a charter file, and the sentence that says where it does not; for src/import alone.
 *
 * Each check gives OK, or MALFORMED with file, line, column and path.  Paths
 * are written as `rules[2].within`; a text that is absent passes.
 *
 * Ownership: sentences are in the arena of the check.
 */
#ifndef CHARTER_CHECK_H
#define CHARTER_CHECK_H

#include "charter_file.h"

struct check { struct arena *a; const struct charter_file *f; };

/* From and to how many seconds, and how that is said. */
struct span { i64 least, most; const char *said; };

err check_wrong(const struct check *, str path, str sentence);
/* The path of the i-th of that part; `field` goes on from there, such as ".until". */
str check_path(const struct check *, struct part, size_t i, const char *field);
/* No label of that part stands there twice. */
err check_distinct(const struct check *, struct part);
err check_there(const struct check *, struct part, str path, str label);
/* Each names something, none twice, and none what `beside` names. */
err check_all_there(const struct check *, struct part, str path, struct labels, str beside);
err check_date(const struct check *, str path, str date);
err check_duration(const struct check *, str path, str text, const struct span *);
/* Of what stands at `path`, which has a field of that name. */
err check_currency(const struct check *, str path, str currency);

#endif
