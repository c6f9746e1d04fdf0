/*
 * field_inside -- what the parts of the codec share, and nobody else sees.
 */
#ifndef FIELD_INSIDE_H
#define FIELD_INSIDE_H

#include "field.h"

/* A field's member in place.  The casts of the codec live here. */
#define IN(type, rec, f)  (*(type const *)(const void *)((const char *)(rec) + (f)->offset))
#define OUT(type, rec, f) (*(type *)(void *)((char *)(rec) + (f)->offset))

/* How many items a LIST holds. */
size_t field_count(const struct field *, const void *rec);
/* OK if the one value is within the bounds its field sets. */
err field_check_value(struct arena *, const struct field *, const void *rec);

#endif
