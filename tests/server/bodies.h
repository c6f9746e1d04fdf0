/*
 * bodies -- a body for every command, worked out from its declaration: whole, or but for one field.
 *
 * Ownership: everything lies in the test's arena.
 */
#ifndef BODIES_H
#define BODIES_H

#include "model.h"
#include "test.h"

#include "base64.h"

static inline void put_record(struct buf *, const struct field_table *, const struct field *but, str instead);

static inline str
letters(size_t n)
{
	char *p = NEW(T, char, n + 1);

	memset(p, 'x', n);
	return (str){ p, n };
}

static inline str
quoted(str s)
{
	return arena_fmt(T, "\"%.*s\"", STR_ARG(s));
}

/* A value that the field takes. */
static inline str
good_value(const struct field *f)
{
	struct buf b = buf_new(T, 64);
	i64 least = f->min > 0 ? f->min : 1;

	switch (f->type) {
	case FIELD_TEXT: case FIELD_NAME: return quoted(letters((size_t)least));
	case FIELD_LABEL: case FIELD_CONDITION:    return STR("\"x\"");
	case FIELD_VALUE: case FIELD_FLAG: return STR("true");
	case FIELD_DECIMAL:  return STR("\"1\"");
	case FIELD_BYTES:    return quoted(b64u(T, letters((size_t)least).p, (size_t)least));
	case FIELD_OBJECT:   return STR("{}");
	case FIELD_MONEY:    return STR("{\"amount\":\"1\",\"currency\":\"EUR\"}");
	case FIELD_HASH:     return STR("\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\"");
	case FIELD_INT: case FIELD_DURATION: case FIELD_REF: return arena_fmt(T, "%lld", (long long)least);
	case FIELD_TIME:     return STR("1767268800000000");
	case FIELD_REFS:     return STR("[1]");
	case FIELD_LABELS:   return STR("[\"x\"]");
	case FIELD_WORD:     return quoted(str_c(f->words->words[1].text));
	case FIELD_ONE:      put_record(&b, f->record(), NULL, STR("")); return buf_str(&b);
	case FIELD_LIST:
		buf_byte(&b, '[');
		put_record(&b, f->record(), NULL, STR(""));
		buf_byte(&b, ']');
		return buf_str(&b);
	}
	return STR("null");
}

/* The whole record, but for one field: left out (absent) or said so. */
static inline void
put_record(struct buf *b, const struct field_table *t, const struct field *but, str instead)
{
	buf_byte(b, '{');
	for (size_t i = 0; i < t->count; i++) {
		const struct field *f = &t->fields[i];

		if (f == but && instead.p == NULL)
			continue;
		if (b->p[b->n - 1] != '{')
			buf_byte(b, ',');
		buf_put(b, quoted(field_name(f)));
		buf_byte(b, ':');
		buf_put(b, f == but ? instead : good_value(f));
	}
	buf_byte(b, '}');
}

static inline str
body_but(enum command_kind kind, const struct field *f, str instead)
{
	struct buf b = buf_new(T, 1024);

	put_record(&b, command_table(kind), f, instead);
	return buf_str(&b);
}

#endif
