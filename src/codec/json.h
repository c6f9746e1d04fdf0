/*
 * json -- JSON from outside, brought into the record's canonical form.
 *
 * What people and machines send may be spaced, ordered and escaped as they
 * like; what it says must be sayable in the record: no duplicate keys, no
 * fractions, no number beyond ±(2^53-1), no U+0000, keys of [a-z_][a-z0-9_]*.
 * Everything behind the door then reads one form (canon.h).
 *
 * Ownership: the canonical bytes live in the arena.
 */
#ifndef JSON_H
#define JSON_H

#include "base.h"

/* Any one JSON value (RFC 8259), no deeper than max_depth containers.  A
 * refusal is MALFORMED, "line:column: sentence", both from 1, the column
 * counted in characters. */
err json_canonical(struct arena *, str bytes, size_t max_depth, str *out);

#endif
