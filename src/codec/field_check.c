/* field_check -- whether values are within the bounds that their fields set. */
#include "field_inside.h"

#include "decimal.h"
#include "terminal.h"

/* The words that say what is wrong with a value, or NULL. */
static const char *
label_wrong(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!is_alnum(c) && (i == 0 || memchr("._:/+=@-", c, 8) == NULL))
			return "takes letters, digits and . _ : / + = @ - only, and begins with a letter or digit";
	}
	return NULL;
}

/* Joining and not joining letters, which some scripts write names with. */
static bool
is_joiner(str s, size_t i)
{
	return str_starts(str_from(s, i), STR("\xe2\x80\x8c")) || str_starts(str_from(s, i), STR("\xe2\x80\x8d"));
}

const char *
field_name_wrong(str s)
{
	bool blank = true;

	for (size_t i = 0; i < s.n; i++) {
		if (terminal_unsafe(s, i) && !is_joiner(s, i))
			return "holds a character that cannot be seen, or that turns the line round";
		blank &= s.p[i] == ' ';
	}
	return blank && s.n ? "is blank" : NULL;
}

/* U+202A … U+202E and U+2066 … U+2069: what follows is shown in another order than it stands (Unicode Technical Report 36, §3.2). */
static bool
turns_line(str s, size_t i)
{
	const u8 *p = (const u8 *)s.p + i;

	return s.n - i >= 3 && p[0] == 0xe2 && ((p[1] == 0x80 && p[2] >= 0xaa && p[2] <= 0xae) || (p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9));
}

/* Blanks, and what cannot be seen: nobody could read it.  And who signs it signs what they read. */
static const char *
text_wrong(str s)
{
	bool blank = true;

	for (size_t i = 0; i < s.n; i++) {
		size_t unseen = str_starts(str_from(s, i), STR("\xc2\xa0")) ? 2 : terminal_unsafe(s, i);

		if (turns_line(s, i))
			return "holds a character that turns the line round (U+202A to U+202E, U+2066 to U+2069); write its number where it is meant";
		blank &= unseen || s.p[i] == ' ';
		i += unseen ? unseen - 1 : 0;
	}
	return blank && s.n ? "is blank; say something" : NULL;
}

bool
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
	return s.p[0] != '"' || (inside.n > 0 && (label_wrong(inside) == NULL || decimal_is_shortest(inside)));
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

static err
check_list(struct arena *a, const struct field *f, const void *rec)
{
	const struct field_table *t = f->record();
	const char *items = IN(const void *, rec, f);
	err e = beyond(a, f, (i64)field_count(f, rec), " items");

	for (size_t i = 0; e == OK && i < field_count(f, rec); i++)
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
	if (f->type == FIELD_NAME)
		wrong = field_name_wrong(s);
	if (f->type == FIELD_TEXT)
		wrong = text_wrong(s);
	if (f->type == FIELD_DECIMAL && !decimal_is_shortest(s))
		wrong = "is a decimal such as 9.8, below nine trillion, at most six places, no trailing zeros";
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

err
field_check_value(struct arena *a, const struct field *f, const void *rec)
{
	switch (f->type) {
	case FIELD_TEXT: case FIELD_NAME: case FIELD_LABEL: case FIELD_CONDITION: case FIELD_DECIMAL: case FIELD_VALUE:
		return check_text(a, f, IN(str, rec, f));
	case FIELD_BYTES: case FIELD_OBJECT:
		return beyond(a, f, (i64)IN(str, rec, f).n, " bytes");
	case FIELD_MONEY:
		if (!decimal_is_shortest(IN(struct money, rec, f).amount) || !currency_ok(IN(struct money, rec, f).currency))
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
	case FIELD_LABEL: case FIELD_CONDITION: case FIELD_VALUE: case FIELD_DECIMAL: case FIELD_OBJECT:
	case FIELD_MONEY: case FIELD_WORD: case FIELD_ONE:
		return err_new(a, ERR_MALFORMED, "is missing");
	case FIELD_TEXT: case FIELD_NAME: case FIELD_BYTES: case FIELD_HASH: case FIELD_FLAG:
	case FIELD_INT: case FIELD_TIME: case FIELD_DURATION: case FIELD_REF: case FIELD_REFS: case FIELD_LABELS: case FIELD_LIST:
		break;
	}
	return field_check_value(a, f, rec);
}

err
field_check(struct arena *a, const struct field_table *t, const void *rec)
{
	err e = OK;

	for (size_t i = 0; e == OK && i < t->count; i++) {
		const struct field *f = &t->fields[i];

		if (!field_absent(f, rec))
			e = err_at(a, field_name(f), field_check_value(a, f, rec));
		else if (!(f->marks & OPT))
			e = err_at(a, field_name(f), check_absent(a, f, rec));
	}
	return e;
}
