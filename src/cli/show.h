/*
 * show -- what the API answers, as lines for a terminal.
 *
 * A thing is shown by its block in the .def files: its number, then "field:
 * value" for each that is there; moments in UTC, people and seats by name.
 *
 * Ownership: everything lives in the buffer's arena.
 */
#ifndef SHOW_H
#define SHOW_H

#include "field.h"

/* What the things of the charter are called, by number. */
struct called { i64 id; str name; };
struct names { struct called *v; size_t n; };

/* From a view of the charter (canonical JSON). */
struct names names_read(struct arena *, str view);
str name_of(struct arena *, struct names, i64 id);

/* ", field: value" for each that is there, but the thing's number and when it was touched. */
void show_fields(struct buf *, struct names, const struct field_table *, const void *rec);
/* One line for each entity of a JSON array. */
void show_entities(struct buf *, struct names, str entities);

#endif
