/*
 * legal -- random records that their tables allow, from a seeded generator.
 *
 * Whatever a .def file declares can be drawn: texts of every length with all
 * that must be escaped, bounds met exactly, what is OPT present or absent.
 *
 * Ownership: everything drawn lies in the test's arena.
 */
#ifndef LEGAL_H
#define LEGAL_H

#include "canon.h"
#include "field.h"
#include "test.h"

struct chance { u64 x; };

static inline u64
draw(struct chance *c)
{
	c->x ^= c->x << 13;
	c->x ^= c->x >> 7;
	c->x ^= c->x << 17;
	return c->x * 0x2545f4914f6cdd1du;
}

/* lo … hi, both ends a little likelier than the rest. */
static inline i64
draw_from(struct chance *c, i64 lo, i64 hi)
{
	u64 how = (draw(c) >> 32) % 16;

	if (how == 0)
		return lo;
	return how == 1 ? hi : lo + (i64)((draw(c) >> 11) % ((u64)(hi - lo) + 1));
}

/* The seed of a run: TOCSIN_SEED, else always the same; said, so that it can be had again. */
static inline struct chance
chance_new(void)
{
	const char *given = getenv("TOCSIN_SEED");
	u64 seed = given ? strtoull(given, NULL, 0) : 20260101;

	print_message("# TOCSIN_SEED=%llu\n", (unsigned long long)seed);
	return (struct chance){ seed * 2 + 1 };
}

/* So many bytes of these characters. */
static inline str
draw_of(struct chance *c, const char *const *characters, size_t n_characters, i64 want)
{
	char *p = NEW(T, char, (size_t)want + 1);
	size_t n = 0;

	while (n < (size_t)want) {
		str one = str_c(characters[(draw(c) >> 32) % n_characters]);

		if (one.n > (size_t)want - n)
			one = STR("x");
		memcpy(p + n, one.p, one.n);
		n += one.n;
	}
	return (str){ p, n };
}

/* One that is not blank, however short. */
static inline str
draw_text(struct chance *c, i64 lo, i64 hi)
{
	static const char *const characters[] = { "a", "Z", "7", "\"", "\\", "/", "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x94\xa5", "<", "&",
	    " ", "\n", "\x01", "\x7f", "\xe2\x80\x8f" };

	i64 want = draw_from(c, lo, draw(c) >> 63 && hi > 40 ? 40 : hi);

	return want ? arena_fmt(T, "t%.*s", STR_ARG(draw_of(c, characters, countof(characters), want - 1))) : STR("");
}

static inline str
draw_name(struct chance *c, i64 lo, i64 hi)
{
	static const char *const seen[] = { "a", "Z", "7", "\"", "\\", "/", "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x94\xa5", "<", "&" };

	return draw_of(c, seen, countof(seen), draw_from(c, lo, draw(c) >> 63 && hi > 40 ? 40 : hi));
}

static inline str
draw_label(struct chance *c, i64 most)
{
	static const char first[] = "abzAZ059", rest[] = "abzAZ059._:/+=@-";
	i64 want = draw_from(c, 1, draw(c) >> 62 ? 12 : most);
	char *p = NEW(T, char, (size_t)want);

	p[0] = first[(draw(c) >> 32) % (sizeof(first) - 1)];
	for (i64 i = 1; i < want; i++)
		p[i] = rest[(draw(c) >> 32) % (sizeof(rest) - 1)];
	return (str){ p, (size_t)want };
}

static inline str
draw_bytes(struct chance *c, i64 lo, i64 hi)
{
	i64 want = draw_from(c, lo, hi);
	char *p = NEW(T, char, (size_t)want + 1);

	for (i64 i = 0; i < want; i++)
		p[i] = (char)(draw(c) >> 32);
	return (str){ p, (size_t)want };
}

static inline str
draw_decimal(struct chance *c)
{
	static const char *const some[] = { "0", "-0.5", "9.8", "12", "-3", "0.000001", "9223372036854.775807" };

	return str_c(some[(draw(c) >> 32) % countof(some)]);
}

static inline str
draw_value(struct chance *c)
{
	str inside = draw(c) >> 63 ? draw_decimal(c) : draw_label(c, 100);

	switch ((draw(c) >> 32) % 4) {
	case 0:  return STR("true");
	case 1:  return STR("false");
	case 2:  return arena_fmt(T, "%lld", (long long)draw_from(c, -CANON_INT_MAX, CANON_INT_MAX));
	default: return arena_fmt(T, "\"%.*s\"", STR_ARG(inside));
	}
}

static void draw_record(struct chance *, const struct field_table *, void *rec);

static inline void *
draw_records(struct chance *c, const struct field_table *t, size_t n)
{
	char *items = arena_alloc(T, t->size, n + 1);

	for (size_t i = 0; i < n; i++)
		draw_record(c, t, items + i * t->size);
	return items;
}

static inline i64
draw_number(struct chance *c, const struct field *f)
{
	if (f->min == 0 && f->max == 0)
		return draw_from(c, 0, CANON_INT_MAX);
	return draw_from(c, f->min, f->max ? f->max : CANON_INT_MAX);
}

static inline void
draw_refs(struct chance *c, const struct field *f, struct refs *out)
{
	i64 *v;

	out->n = (size_t)draw_from(c, f->min, f->max);
	v = NEW(T, i64, out->n + 1);
	for (size_t i = 0; i < out->n; i++)
		v[i] = draw_from(c, 1, CANON_INT_MAX);
	out->v = v;
}

static inline void
draw_labels(struct chance *c, const struct field *f, struct labels *out)
{
	str *v;

	out->n = (size_t)draw_from(c, f->min, f->max);
	v = NEW(T, str, out->n + 1);
	for (size_t i = 0; i < out->n; i++)
		v[i] = draw_label(c, 512);
	out->v = v;
}

static inline void
draw_field(struct chance *c, const struct field *f, void *member, size_t *n)
{
	switch (f->type) {
	case FIELD_TEXT:
		*(str *)member = draw_text(c, f->min, f->max);
		return;
	case FIELD_NAME:
		*(str *)member = draw_name(c, f->min, f->max);
		return;
	case FIELD_LABEL:
		*(str *)member = draw_label(c, f->max);
		return;
	case FIELD_CONDITION:
		*(str *)member = draw_text(c, f->min, f->max);
		return;
	case FIELD_VALUE:
		*(str *)member = draw_value(c);
		return;
	case FIELD_DECIMAL:
		*(str *)member = draw_decimal(c);
		return;
	case FIELD_BYTES:
		*(str *)member = draw_bytes(c, f->min, f->max);
		return;
	case FIELD_OBJECT:
		*(str *)member = draw(c) >> 63 ? STR("{}") : STR("{\"a\":[1,\"\\\"\"],\"b\":{\"c\":true}}");
		return;
	case FIELD_MONEY:
		*(struct money *)member = (struct money){ draw_decimal(c), STR("EUR") };
		return;
	case FIELD_HASH:
		memcpy(member, draw_bytes(c, 32, 32).p, 32);
		return;
	case FIELD_FLAG:
		*(bool *)member = draw(c) >> 63;
		return;
	case FIELD_INT: case FIELD_TIME: case FIELD_DURATION: case FIELD_REF:
		*(i64 *)member = draw_number(c, f);
		return;
	case FIELD_REFS:
		draw_refs(c, f, member);
		return;
	case FIELD_LABELS:
		draw_labels(c, f, member);
		return;
	case FIELD_WORD:
		*(int *)member = (int)draw_from(c, 1, (i64)f->words->count - 1);
		return;
	case FIELD_ONE:
		*(const void **)member = draw_records(c, f->record(), 1);
		return;
	case FIELD_LIST:
		*n = (size_t)draw_from(c, f->min, f->max > 4 ? 4 : f->max);
		*(const void **)member = draw_records(c, f->record(), *n);
		return;
	}
}

/* A record that field_check() finds right; `rec` is zeroed. */
static inline void
draw_record(struct chance *c, const struct field_table *t, void *rec)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct field *f = &t->fields[i];

		if (!(f->marks & OPT) || draw(c) >> 62)
			draw_field(c, f, (char *)rec + f->offset, (size_t *)(void *)((char *)rec + f->offset_n));
	}
}

static inline str
written(const struct field_table *t, const void *rec)
{
	struct buf b = buf_new(T, 512);

	field_write(&b, t, rec);
	return buf_str(&b);
}

#endif
