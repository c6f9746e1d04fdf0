/*
 * canon -- the record's one form of JSON, read and written.
 *
 * The form is RFC 8785 restricted: objects, arrays, strings, whole numbers
 * within ±(2^53-1), true, false, null; keys of [a-z_][a-z0-9_]* in strictly
 * ascending order; well-formed UTF-8 without U+0000; no space anywhere; at
 * most LIMIT_DEPTH deep.  A value has exactly one spelling, so what was hashed
 * can be read and never needs to be written again (law 5).
 *
 * The reader pulls: the caller asks for what it expects, and nothing is built.
 * The first thing that is wrong sticks, with its byte; from then on every
 * question is answered by nothing (false, 0, absent), so loops end and the
 * caller need ask canon_end() only once.
 *
 *	struct canon c = canon_open(arena, bytes);
 *	canon_object(&c);
 *	while (canon_key(&c, &key))
 *		if (str_eq(key, STR("seq")))  seq = canon_int(&c);
 *		else                          canon_skip(&c);
 *	return canon_end(&c);
 *
 * Ownership: what is read are views into the bytes; only a string that has
 * escapes is copied into the arena.
 */
#ifndef CANON_H
#define CANON_H

#include "base.h"
#include "bounds.h"

#define CANON_INT_MAX 9007199254740991ll        /* 2^53 - 1: what JSON carries everywhere */

enum canon_kind { CANON_NOTHING, CANON_OBJECT, CANON_ARRAY, CANON_STRING, CANON_INT, CANON_BOOL, CANON_NULL };

struct canon {
	const char *start, *p, *end;
	struct arena *a;
	err failed;
	int depth;
	const char *last[LIMIT_DEPTH];  /* per open container where the key before lies; NULL at its start */
};

struct canon canon_open(struct arena *, str bytes);
/* What went wrong anywhere, or that bytes follow the value; OK if all was read and right. */
err canon_end(struct canon *);
/* The caller does not like what it just read: the first sentence sticks, "byte 17: sentence". */
void canon_fail(struct canon *, str sentence);

/* What comes next, judged by its first byte; nothing is consumed. */
enum canon_kind canon_peek(const struct canon *);

void canon_object(struct canon *);
bool canon_key(struct canon *, str *key);       /* false when the object ended; else read a value next */
/* Past the next key if it is this one, by one comparison: for objects whose keys are known.  Else
 * false and nothing is consumed; canon_key() tells what stands there. */
bool canon_key_is(struct canon *, str key);
void canon_array(struct canon *);
bool canon_next(struct canon *);                /* false when the array ended; else read a value next */

str  canon_string(struct canon *);
i64  canon_int(struct canon *);
bool canon_bool(struct canon *);
void canon_null(struct canon *);
void canon_skip(struct canon *);                /* any value; checked like the rest */
str  canon_raw(struct canon *);                 /* any value, checked: its bytes */

/* Writing.  Keys are the caller's to give in ascending order; a comma is put
 * wherever one is due, so no caller counts. */
void canon_put_key(struct buf *, str key);      /* the comma if due, then "key": */
void canon_put_next(struct buf *);              /* the comma if due, before an array's item */
void canon_put_string(struct buf *, str);       /* utf8_valid() must hold */
void canon_put_int(struct buf *, i64);          /* within ±CANON_INT_MAX */
void canon_put_bool(struct buf *, bool);

/* May the record hold this text: well-formed UTF-8 (RFC 3629) without U+0000? */
bool utf8_valid(str);
/* May this be a key: [a-z_][a-z0-9_]*? */
bool canon_is_key(str);

#endif
