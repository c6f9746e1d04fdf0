/*
 * value -- what a fact can be, and what a condition reckons with.
 *
 * Whole numbers stay whole and decimals are exact; there is no binary
 * fraction among them.  A thing with parts of its own (an object, a list
 * within a list) is only known to be there.
 *
 * Ownership: a value points to its text or items and owns neither.
 */
#ifndef VALUE_H
#define VALUE_H

#include "decimal.h"

enum value_kind { VALUE_BOOL, VALUE_INT, VALUE_DECIMAL, VALUE_TEXT, VALUE_LIST, VALUE_PARTS };

struct value {
	enum value_kind kind;
	union {
		bool truth;
		i64 integer;                    /* within ±CANON_INT_MAX */
		struct decimal decimal;
		str text;
		struct { const struct value *v; size_t n; } list;
	} as;
};

#endif
