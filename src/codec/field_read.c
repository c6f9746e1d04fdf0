/* field_read -- canonical JSON as records. */
#include "field_inside.h"

#include "base64.h"

static err
expected(struct canon *c, const struct field *f)
{
	static const char *const what[] = {
		[FIELD_TEXT] = "text in quotes", [FIELD_NAME] = "text in quotes", [FIELD_LABEL] = "a short name in quotes",
		[FIELD_CONDITION] = "a condition in quotes",
		[FIELD_VALUE] = "a truth, number or label", [FIELD_DECIMAL] = "a decimal in quotes",
		[FIELD_BYTES] = "base64url in quotes", [FIELD_OBJECT] = "an object", [FIELD_MONEY] = "an amount and a currency",
		[FIELD_HASH] = "43 characters of base64url", [FIELD_FLAG] = "true or false", [FIELD_INT] = "a whole number",
		[FIELD_TIME] = "a time in microseconds since 1970", [FIELD_DURATION] = "seconds, a whole number",
		[FIELD_REF] = "the number of an entry", [FIELD_REFS] = "a list of numbers of entries",
		[FIELD_LABELS] = "a list of short names",
		[FIELD_WORD] = "a word in quotes", [FIELD_ONE] = "an object", [FIELD_LIST] = "a list",
	};

	return err_new(c->a, ERR_MALFORMED, "should be %s", what[f->type]);
}

static enum canon_kind
kind_of(const struct field *f)
{
	switch (f->type) {
	case FIELD_FLAG:
		return CANON_BOOL;
	case FIELD_INT: case FIELD_TIME: case FIELD_DURATION: case FIELD_REF:
		return CANON_INT;
	case FIELD_REFS: case FIELD_LABELS: case FIELD_LIST:
		return CANON_ARRAY;
	case FIELD_OBJECT: case FIELD_MONEY: case FIELD_ONE:
		return CANON_OBJECT;
	case FIELD_TEXT: case FIELD_NAME: case FIELD_LABEL: case FIELD_CONDITION: case FIELD_DECIMAL: case FIELD_BYTES:
	case FIELD_HASH: case FIELD_WORD:
		return CANON_STRING;
	case FIELD_VALUE:
		break;
	}
	return CANON_NOTHING;
}

static err
read_bytes(struct canon *c, const struct field *f, void *rec)
{
	str text = canon_string(c);

	if (f->type == FIELD_HASH)
		return b64u_decode_hash(text, &OUT(struct hash, rec, f)) ? OK : expected(c, f);
	return b64u_decode(c->a, text, &OUT(str, rec, f)) ? OK : expected(c, f);
}

static err
read_money(struct canon *c, const struct field *f, void *rec)
{
	struct money *m = &OUT(struct money, rec, f);
	str key;

	canon_object(c);
	while (canon_key(c, &key))
		if (str_eq(key, STR("amount")) && canon_peek(c) == CANON_STRING)
			m->amount = canon_string(c);
		else if (str_eq(key, STR("currency")) && canon_peek(c) == CANON_STRING)
			m->currency = canon_string(c);
		else
			return expected(c, f);
	return m->amount.p && m->currency.p ? OK : expected(c, f);
}

static err
read_refs(struct canon *c, const struct field *f, void *rec)
{
	struct refs *refs = &OUT(struct refs, rec, f);
	i64 *v = NULL;
	size_t cap = 0;

	canon_array(c);
	while (canon_next(c)) {
		if (canon_peek(c) != CANON_INT)
			return expected(c, f);
		GROW(c->a, v, refs->n, cap);
		v[refs->n++] = canon_int(c);
	}
	refs->v = v;
	return OK;
}

static err
read_labels(struct canon *c, const struct field *f, void *rec)
{
	struct labels *labels = &OUT(struct labels, rec, f);
	str *v = NULL;
	size_t cap = 0;

	canon_array(c);
	while (canon_next(c)) {
		if (canon_peek(c) != CANON_STRING)
			return expected(c, f);
		GROW(c->a, v, labels->n, cap);
		v[labels->n++] = canon_string(c);
	}
	labels->v = v;
	return OK;
}

static err
read_list(struct canon *c, const struct field *f, enum field_source from, void *rec)
{
	const struct field_table *t = f->record();
	size_t *n = (size_t *)(void *)((char *)rec + f->offset_n), cap = 0;
	char *items = NULL;
	err e;

	canon_array(c);
	while (canon_next(c)) {
		items = arena_grown(c->a, items, t->size, *n, &cap);
		if (canon_peek(c) != CANON_OBJECT)
			return expected(c, f);
		if ((e = field_read_at(c, t, from, items + *n * t->size)))
			return err_at(c->a, arena_fmt(c->a, "[%zu]", *n), e);
		++*n;
	}
	OUT(void *, rec, f) = items;
	return OK;
}

static err
read_word(struct canon *c, const struct field *f, void *rec)
{
	if ((OUT(int, rec, f) = word_find(f->words, canon_string(c))))
		return OK;
	return err_new(c->a, ERR_MALFORMED, "should be one of %.*s", STR_ARG(word_names(c->a, f->words)));
}

err
field_read_value(struct canon *c, const struct field *f, enum field_source source, void *rec)
{
	enum field_source from = source == IN_PART ? FROM_OUTSIDE : source;
	void *one;

	if (f->type == FIELD_DECIMAL && from == FROM_OUTSIDE && canon_peek(c) == CANON_INT) {
		OUT(str, rec, f) = canon_raw(c);        /* people write 5000 for "5000" */
		return OK;
	}
	if (kind_of(f) != CANON_NOTHING && canon_peek(c) != kind_of(f))
		return expected(c, f);
	switch (f->type) {
	case FIELD_TEXT: case FIELD_NAME: case FIELD_LABEL: case FIELD_CONDITION: case FIELD_DECIMAL:
		OUT(str, rec, f) = canon_string(c);
		return OK;
	case FIELD_VALUE: case FIELD_OBJECT:
		OUT(str, rec, f) = canon_raw(c);
		return OK;
	case FIELD_BYTES: case FIELD_HASH:
		return read_bytes(c, f, rec);
	case FIELD_MONEY:
		return read_money(c, f, rec);
	case FIELD_FLAG:
		OUT(bool, rec, f) = canon_bool(c);
		return OK;
	case FIELD_INT: case FIELD_TIME: case FIELD_DURATION: case FIELD_REF:
		OUT(i64, rec, f) = canon_int(c);
		return OK;
	case FIELD_REFS:
		return read_refs(c, f, rec);
	case FIELD_LABELS:
		return read_labels(c, f, rec);
	case FIELD_WORD:
		return read_word(c, f, rec);
	case FIELD_ONE:
		one = arena_alloc(c->a, f->record()->size, 1);
		OUT(const void *, rec, f) = one;
		return field_read_at(c, f->record(), from, one);
	case FIELD_LIST:
		return read_list(c, f, from, rec);
	}
	return OK;
}

err
field_read_at(struct canon *c, const struct field_table *t, enum field_source from, void *rec)
{
	u64 seen = 0;
	str key;
	err e;

	assert(t->count <= 64);
	canon_object(c);
	while (canon_key(c, &key)) {
		const struct field *f = field_find(t, key);

		if (f == NULL)
			return err_new(c->a, ERR_MALFORMED, "%.*s: there is no such field in %s", STR_ARG(key), t->name);
		if ((e = field_read_value(c, f, from, rec)) || (from != FROM_RECORD && (e = field_check_value(c->a, f, rec))))
			return err_at(c->a, key, e);
		seen |= (u64)1 << (f - t->fields);
	}
	for (size_t i = 0; c->failed == OK && from != IN_PART && i < t->count; i++)
		if (!(t->fields[i].marks & OPT) && !(seen >> i & 1))
			return err_new(c->a, ERR_MALFORMED, "%.*s: is missing from %s", STR_ARG(field_name(&t->fields[i])), t->name);
	return c->failed;
}

err
field_read(struct arena *a, const struct field_table *t, str json, enum field_source from, void *rec)
{
	struct canon c = canon_open(a, json);
	err e;

	memset(rec, 0, t->size);
	if (canon_peek(&c) != CANON_OBJECT)
		return err_new(a, ERR_MALFORMED, "%s should be an object", t->name);
	if ((e = field_read_at(&c, t, from, rec)))
		return e;
	return canon_end(&c);
}
