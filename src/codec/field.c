#include "field.h"

#include "base64.h"

/* A field's member in place.  The casts of the codec live here. */
#define IN(type, rec, f)  (*(type const *)(const void *)((const char *)(rec) + (f)->offset))
#define OUT(type, rec, f) (*(type *)(void *)((char *)(rec) + (f)->offset))

static size_t
count_of(const struct field *f, const void *rec)
{
	return *(const size_t *)(const void *)((const char *)rec + f->offset_n);
}

/* The name outside: a trailing underscore only keeps C's keywords away. */
str
field_name(const struct field *f)
{
	str s = str_c(f->name);

	if (str_ends(s, STR("_")))
		s.n--;
	return s;
}

bool
field_veiled(const struct field *f)
{
	return f->type == FIELD_TEXT || f->type == FIELD_NAME || (f->marks & CONFIDENTIAL);
}

const char *
word_text(const struct word_list *list, int w)
{
	return w >= 0 && (size_t)w < list->count ? list->words[w].text : "";
}

bool
field_absent(const struct field *f, const void *rec)
{
	switch (f->type) {
	case FIELD_TEXT: case FIELD_NAME: case FIELD_LABEL: case FIELD_VALUE:
	case FIELD_DECIMAL: case FIELD_BYTES: case FIELD_OBJECT:
		return IN(str, rec, f).p == NULL;
	case FIELD_MONEY:
		return IN(struct money, rec, f).amount.p == NULL;
	case FIELD_HASH:
		return hash_zero(IN(struct hash, rec, f));
	case FIELD_FLAG:
		return !IN(bool, rec, f);
	case FIELD_INT: case FIELD_TIME: case FIELD_DURATION: case FIELD_REF:
		return IN(i64, rec, f) == 0;
	case FIELD_REFS:
		return IN(struct refs, rec, f).n == 0;
	case FIELD_LABELS:
		return IN(struct labels, rec, f).n == 0;
	case FIELD_WORD:
		return IN(int, rec, f) == 0;
	case FIELD_ONE:
		return IN(const void *, rec, f) == NULL;
	case FIELD_LIST:
		return count_of(f, rec) == 0;
	}
	return true;
}

/* ---- writing ---- */

static void
write_refs(struct buf *b, struct refs refs)
{
	buf_byte(b, '[');
	for (size_t i = 0; i < refs.n; i++) {
		canon_put_next(b);
		canon_put_int(b, refs.v[i]);
	}
	buf_byte(b, ']');
}

static void
write_labels(struct buf *b, struct labels labels)
{
	buf_byte(b, '[');
	for (size_t i = 0; i < labels.n; i++) {
		canon_put_next(b);
		canon_put_string(b, labels.v[i]);
	}
	buf_byte(b, ']');
}

static void
write_list(struct buf *b, const struct field *f, const void *rec)
{
	const struct field_table *t = f->record();
	const char *items = IN(const void *, rec, f);

	buf_byte(b, '[');
	for (size_t i = 0; i < count_of(f, rec); i++) {
		canon_put_next(b);
		field_write(b, t, items + i * t->size);
	}
	buf_byte(b, ']');
}

static void
write_money(struct buf *b, struct money m)
{
	buf_put(b, STR("{\"amount\":"));
	canon_put_string(b, m.amount);
	buf_put(b, STR(",\"currency\":"));
	canon_put_string(b, m.currency);
	buf_byte(b, '}');
}

void
field_write_value(struct buf *b, const struct field *f, const void *rec)
{
	switch (f->type) {
	case FIELD_TEXT: case FIELD_NAME: case FIELD_LABEL: case FIELD_DECIMAL:
		canon_put_string(b, IN(str, rec, f));
		return;
	case FIELD_VALUE: case FIELD_OBJECT:
		buf_put(b, IN(str, rec, f));
		return;
	case FIELD_BYTES:
		canon_put_string(b, b64u(b->a, IN(str, rec, f).p, IN(str, rec, f).n));
		return;
	case FIELD_HASH:
		canon_put_string(b, b64u_hash(b->a, IN(struct hash, rec, f)));
		return;
	case FIELD_MONEY:
		write_money(b, IN(struct money, rec, f));
		return;
	case FIELD_FLAG:
		canon_put_bool(b, IN(bool, rec, f));
		return;
	case FIELD_INT: case FIELD_TIME: case FIELD_DURATION: case FIELD_REF:
		canon_put_int(b, IN(i64, rec, f));
		return;
	case FIELD_REFS:
		write_refs(b, IN(struct refs, rec, f));
		return;
	case FIELD_LABELS:
		write_labels(b, IN(struct labels, rec, f));
		return;
	case FIELD_WORD:
		canon_put_string(b, str_c(word_text(f->words, IN(int, rec, f))));
		return;
	case FIELD_ONE:
		field_write(b, f->record(), IN(const void *, rec, f));
		return;
	case FIELD_LIST:
		write_list(b, f, rec);
		return;
	}
}

/* The field whose name follows `after` (absent: the first), in the order of bytes. */
static const struct field *
next_in_order(const struct field_table *t, str after)
{
	const struct field *best = NULL;

	for (size_t i = 0; i < t->count; i++) {
		const struct field *f = &t->fields[i];

		if ((after.p == NULL || str_cmp(field_name(f), after) > 0) &&
		    (best == NULL || str_cmp(field_name(f), field_name(best)) < 0))
			best = f;
	}
	return best;
}

void
field_write_members(struct buf *b, const struct field_table *t, const void *rec, bool plain, bool comma)
{
	str after = { NULL, 0 };
	const struct field *f;

	for (; (f = next_in_order(t, after)); after = field_name(f)) {
		if ((plain && field_veiled(f)) || ((f->marks & OPT) && field_absent(f, rec)))
			continue;
		if (comma)
			buf_byte(b, ',');
		comma = true;
		canon_put_string(b, field_name(f));
		buf_byte(b, ':');
		field_write_value(b, f, rec);
	}
}

void
field_write(struct buf *b, const struct field_table *t, const void *rec)
{
	buf_byte(b, '{');
	field_write_members(b, t, rec, false, false);
	buf_byte(b, '}');
}

/* ---- bounds ---- */

/* The words that say what is wrong with a value, or NULL. */
static const char *
label_wrong(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

		if (!alnum && (i == 0 || memchr("._:/+=@-", c, 8) == NULL))
			return "takes letters, digits and . _ : / + = @ - only, and begins with a letter or digit";
	}
	return NULL;
}

/* EVIDENCE: the shortest decimal text, at most six places, no sign but '-', no leading zeros. */
static bool
decimal_ok(str s)
{
	size_t i = s.n && s.p[0] == '-', whole = i, places;

	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	if (i == whole || i - whole > 15 || (s.p[whole] == '0' && i - whole > 1))
		return false;
	if (i == s.n)
		return !(whole == 1 && s.p[1] == '0');
	if (s.p[i++] != '.')
		return false;
	for (places = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		places++;
	return i == s.n && places >= 1 && places <= 6 && s.p[s.n - 1] != '0';
}

static bool
currency_ok(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 'A' || s.p[i] > 'Z')
			return false;
	return s.n == 3;
}

/* A fact's value: a truth, a whole number, a decimal or a label. */
static bool
value_ok(str s)
{
	str inside = s.n >= 2 ? (str){ s.p + 1, s.n - 2 } : (str){ "", 0 };

	if (s.n == 0 || s.p[0] == '{' || s.p[0] == '[' || str_eq(s, STR("null")))
		return false;
	return s.p[0] != '"' || (inside.n > 0 && (label_wrong(inside) == NULL || decimal_ok(inside)));
}

static err
beyond(struct arena *a, const struct field *f, i64 is, const char *unit)
{
	if (f->max == 0 && f->min == 0)
		return OK;
	if (is >= f->min && (f->max == 0 || is <= f->max))
		return OK;
	if (f->max == 0)
		return err_new(a, ERR_MALFORMED, "%lld%s; at least %lld is asked for", (long long)is, unit, (long long)f->min);
	return err_new(a, ERR_MALFORMED, "%lld%s; %lld to %lld are allowed",
	    (long long)is, unit, (long long)f->min, (long long)f->max);
}

static err check_value(struct arena *, const struct field *, const void *rec);

static err
check_list(struct arena *a, const struct field *f, const void *rec)
{
	const struct field_table *t = f->record();
	const char *items = IN(const void *, rec, f);
	err e = beyond(a, f, (i64)count_of(f, rec), " items");

	for (size_t i = 0; e == OK && i < count_of(f, rec); i++)
		e = err_at(a, arena_fmt(a, "[%zu]", i), field_check(a, t, items + i * t->size));
	return e;
}

static err
check_text(struct arena *a, const struct field *f, str s)
{
	const char *wrong = NULL;

	if (!utf8_valid(s))
		return err_new(a, ERR_MALFORMED, "is not well-formed UTF-8 without U+0000");
	if (f->type == FIELD_LABEL)
		wrong = label_wrong(s);
	if (f->type == FIELD_DECIMAL && !decimal_ok(s))
		wrong = "is a decimal such as 9.8, at most six places, no trailing zeros";
	if (f->type == FIELD_VALUE && !value_ok(s))
		wrong = "is true, false, a whole number, a decimal in quotes, or a label";
	return wrong ? err_new(a, ERR_MALFORMED, "%s", wrong) : beyond(a, f, (i64)s.n, " bytes");
}

static err
check_number(struct arena *a, const struct field *f, i64 is)
{
	if (is > CANON_INT_MAX || is < -CANON_INT_MAX)
		return err_new(a, ERR_MALFORMED, "%lld is more than the record can write", (long long)is);
	if (is < 0 && (f->type == FIELD_TIME || f->type == FIELD_REF))
		return err_new(a, ERR_MALFORMED, "is below 0");
	return beyond(a, f, is, "");
}

static err
check_refs(struct arena *a, const struct field *f, struct refs refs)
{
	for (size_t i = 0; i < refs.n; i++)
		if (refs.v[i] < 1)
			return err_new(a, ERR_MALFORMED, "[%zu]: is below 1", i);
	return beyond(a, f, (i64)refs.n, " items");
}

static err
check_labels(struct arena *a, const struct field *f, struct labels labels)
{
	static const struct field label = { .type = FIELD_LABEL, .min = 1, .max = 512 };
	err e = beyond(a, f, (i64)labels.n, " items");

	for (size_t i = 0; e == OK && i < labels.n; i++)
		e = err_at(a, arena_fmt(a, "[%zu]", i), check_text(a, &label, labels.v[i]));
	return e;
}

static err
check_value(struct arena *a, const struct field *f, const void *rec)
{
	switch (f->type) {
	case FIELD_TEXT: case FIELD_NAME: case FIELD_LABEL: case FIELD_DECIMAL: case FIELD_VALUE:
		return check_text(a, f, IN(str, rec, f));
	case FIELD_BYTES: case FIELD_OBJECT:
		return beyond(a, f, (i64)IN(str, rec, f).n, " bytes");
	case FIELD_MONEY:
		if (!decimal_ok(IN(struct money, rec, f).amount) || !currency_ok(IN(struct money, rec, f).currency))
			return err_new(a, ERR_MALFORMED, "is {\"amount\":\"1200.5\",\"currency\":\"EUR\"}");
		return OK;
	case FIELD_INT: case FIELD_DURATION: case FIELD_TIME: case FIELD_REF:
		return check_number(a, f, IN(i64, rec, f));
	case FIELD_REFS:
		return check_refs(a, f, IN(struct refs, rec, f));
	case FIELD_LABELS:
		return check_labels(a, f, IN(struct labels, rec, f));
	case FIELD_ONE:
		return field_check(a, f->record(), IN(const void *, rec, f));
	case FIELD_LIST:
		return check_list(a, f, rec);
	case FIELD_HASH: case FIELD_FLAG: case FIELD_WORD:
		return OK;
	}
	return OK;
}

/* What has no spelling for "nothing" must be there; of the rest, the bounds say whether nothing will do. */
static err
check_absent(struct arena *a, const struct field *f, const void *rec)
{
	switch (f->type) {
	case FIELD_LABEL: case FIELD_VALUE: case FIELD_DECIMAL: case FIELD_OBJECT:
	case FIELD_MONEY: case FIELD_WORD: case FIELD_ONE:
		return err_new(a, ERR_MALFORMED, "is missing");
	case FIELD_TEXT: case FIELD_NAME: case FIELD_BYTES: case FIELD_HASH: case FIELD_FLAG:
	case FIELD_INT: case FIELD_TIME: case FIELD_DURATION: case FIELD_REF: case FIELD_REFS: case FIELD_LABELS: case FIELD_LIST:
		break;
	}
	return check_value(a, f, rec);
}

err
field_check(struct arena *a, const struct field_table *t, const void *rec)
{
	err e = OK;

	for (size_t i = 0; e == OK && i < t->count; i++) {
		const struct field *f = &t->fields[i];

		if (!field_absent(f, rec))
			e = err_at(a, field_name(f), check_value(a, f, rec));
		else if (!(f->marks & OPT))
			e = err_at(a, field_name(f), check_absent(a, f, rec));
	}
	return e;
}

/* ---- reading ---- */

static err
expected(struct canon *c, const struct field *f)
{
	static const char *const what[] = {
		[FIELD_TEXT] = "text in quotes", [FIELD_NAME] = "text in quotes", [FIELD_LABEL] = "a short name in quotes",
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
	case FIELD_TEXT: case FIELD_NAME: case FIELD_LABEL: case FIELD_DECIMAL: case FIELD_BYTES:
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
	str text = canon_string(c);
	str all = STR("");

	for (size_t w = 1; w < f->words->count; w++) {
		if (str_eq(text, str_c(f->words->words[w].text))) {
			OUT(int, rec, f) = (int)w;
			return OK;
		}
		all = arena_fmt(c->a, "%.*s%s%s", STR_ARG(all), w > 1 ? ", " : "", f->words->words[w].text);
	}
	return err_new(c->a, ERR_MALFORMED, "should be one of %.*s", STR_ARG(all));
}

err
field_read_value(struct canon *c, const struct field *f, enum field_source from, void *rec)
{
	void *one;

	if (f->type == FIELD_DECIMAL && from == FROM_OUTSIDE && canon_peek(c) == CANON_INT) {
		OUT(str, rec, f) = canon_raw(c);        /* people write 5000 for "5000" */
		return OK;
	}
	if (kind_of(f) != CANON_NOTHING && canon_peek(c) != kind_of(f))
		return expected(c, f);
	switch (f->type) {
	case FIELD_TEXT: case FIELD_NAME: case FIELD_LABEL: case FIELD_DECIMAL:
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

const struct field *
field_find(const struct field_table *t, str key)
{
	for (size_t i = 0; i < t->count; i++)
		if (str_eq(key, field_name(&t->fields[i])))
			return &t->fields[i];
	return NULL;
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
		if ((e = field_read_value(c, f, from, rec)) || (from == FROM_OUTSIDE && (e = check_value(c->a, f, rec))))
			return err_at(c->a, key, e);
		seen |= (u64)1 << (f - t->fields);
	}
	for (size_t i = 0; c->failed == OK && i < t->count; i++)
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
