/*
 * notice -- what the server tells whoever runs it: one line an event, on
 * standard error.
 *
 * A line says when, how grave, what (a row of notices.def), its number and
 * text if it has them, and the row's sentence; as logfmt or as JSON.  No line
 * holds a person's words, a name or a secret, so a journal may be kept and
 * shipped like any other.
 *
 * Ownership: a struct notices is a value; it holds nothing.
 */
#ifndef NOTICE_H
#define NOTICE_H

#include "base.h"

enum notice_kind {
#define NOTICE(name, level, number, text, sentence) NOTICE_##name,
#include "notices.def"
};

/* All zero: logfmt, everything but debugging. */
enum notice_level { LEVEL_DEBUG = -1, LEVEL_INFO, LEVEL_WARNING, LEVEL_ERROR };
struct notices { bool json; enum notice_level least; };

/* Say it, if it is grave enough; `number` and `text` count where the row names them. */
void notice(struct notices, enum notice_kind, i64 number, str text);

#endif
