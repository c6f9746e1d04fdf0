#include "json.h"
#include "canon.h"

#include <jansson.h>
#include <stdlib.h>

#define TOO_FAR "a number goes no further than 9007199254740991 either way."

/* A walk over text that jansson has found well-formed: it only looks for what
 * JSON allows and the record does not, and knows the place, which jansson's
 * tree no longer does. */
struct walk {
	struct arena *a;
	str text;
	size_t at;
	size_t depth, max_depth;
};

static err
refuse(const struct walk *w, str sentence)
{
	int line = 1, column = 1;

	for (size_t i = 0; i < w->at; i++)
		if (w->text.p[i] == '\n')
			line++, column = 1;
		else if (((u8)w->text.p[i] & 0xc0) != 0x80)
			column++;
	return err_new(w->a, ERR_MALFORMED, "%d:%d: %.*s", line, column, STR_ARG(sentence));
}

/* From `from` on past all of these bytes. */
static size_t
past(const struct walk *w, size_t from, const char *bytes)
{
	while (from < w->text.n && memchr(bytes, w->text.p[from], strlen(bytes)))
		from++;
	return from;
}

static err
walk_number(struct walk *w)
{
	size_t digits = w->at + (w->text.p[w->at] == '-');
	size_t end = past(w, digits, "0123456789");
	str fraction = { w->text.p + end, w->text.n - end };
	i64 x = 0;

	if (fraction.n && memchr(".eE", fraction.p[0], 3))
		return refuse(w, STR("a number is whole here: no fraction, no exponent; write a decimal as text, \"9.8\"."));
	for (size_t i = digits; i < end; i++)
		if ((x = x * 10 + (w->text.p[i] - '0')) > CANON_INT_MAX)
			return refuse(w, STR(TOO_FAR));
	w->at = end;
	return OK;
}

static err
walk_string(struct walk *w)
{
	size_t end = w->at + 1, after, shown;
	str s;

	while (w->text.p[end] != '"')
		end += w->text.p[end] == '\\' ? 2 : 1;
	s = (str){ w->text.p + w->at + 1, end - w->at - 1 };
	after = past(w, end + 1, " \t\r\n");
	if (after < w->text.n && w->text.p[after] == ':' && !canon_is_key(s)) {
		for (shown = s.n < LIMIT_LABEL ? s.n : LIMIT_LABEL; !utf8_valid((str){ s.p, shown }); shown--)
			;
		return refuse(w, arena_fmt(w->a, "\"%.*s\" is no key: keys are of a-z, 0-9 and _, and begin with a letter or _.",
		    (int)shown, s.p));
	}
	w->at = end + 1;
	return OK;
}

static err
walk(struct walk *w)
{
	err e = OK;

	while (e == OK && w->at < w->text.n)
		switch (w->text.p[w->at]) {
		case '{': case '[':
			if (++w->depth > w->max_depth)
				return refuse(w, arena_fmt(w->a, "this lies deeper than %zu levels.", w->max_depth));
			w->at++;
			break;
		case '}': case ']':
			w->depth--;
			w->at++;
			break;
		case '"':
			e = walk_string(w);
			break;
		case '-': case '0': case '1': case '2': case '3': case '4':
		case '5': case '6': case '7': case '8': case '9':
			e = walk_number(w);
			break;
		default:
			w->at++;
		}
	return e;
}

static void put_value(struct buf *, json_t *);

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
put_object(struct buf *b, json_t *object)
{
	const char **keys = NEW(b->a, const char *, json_object_size(object) + 1);
	const char *key;
	json_t *value;
	size_t n = 0;

	json_object_foreach (object, key, value)
		keys[n++] = key;
	qsort(keys, n, sizeof(*keys), by_name);
	buf_byte(b, '{');
	for (size_t i = 0; i < n; i++) {
		canon_put_key(b, str_c(keys[i]));
		put_value(b, json_object_get(object, keys[i]));
	}
	buf_byte(b, '}');
}

static void
put_array(struct buf *b, json_t *array)
{
	json_t *value;
	size_t i;

	buf_byte(b, '[');
	json_array_foreach (array, i, value) {
		canon_put_next(b);
		put_value(b, value);
	}
	buf_byte(b, ']');
}

static void
put_value(struct buf *b, json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:  put_object(b, value); break;
	case JSON_ARRAY:   put_array(b, value); break;
	case JSON_STRING:  canon_put_string(b, (str){ json_string_value(value), json_string_length(value) }); break;
	case JSON_INTEGER: canon_put_int(b, json_integer_value(value)); break;
	case JSON_TRUE:    canon_put_bool(b, true); break;
	case JSON_FALSE:   canon_put_bool(b, false); break;
	case JSON_NULL:    buf_put(b, STR("null")); break;
	case JSON_REAL:    assert(json_typeof(value) != JSON_REAL); break;      /* walk() has refused it */
	}
}

/* jansson's words, but where they speak of jansson. */
static str
sentence(struct arena *a, const json_error_t *at)
{
	enum json_error_code code = json_error_code(at);
	str said = str_c(at->text);

	if (code == json_error_null_character || code == json_error_null_byte_in_key)
		return STR("U+0000 has no place in a text.");
	if (code == json_error_numeric_overflow)
		return STR(TOO_FAR);
	if (!utf8_valid(said))                  /* it quotes, and may cut a character in two */
		said.n = (size_t)(strstr(at->text, " near ") - at->text);
	return arena_fmt(a, "%.*s.", STR_ARG(said));
}

err
json_canonical(struct arena *a, str bytes, size_t max_depth, str *out)
{
	struct walk w = { .a = a, .text = bytes, .max_depth = max_depth };
	json_error_t at;
	json_t *value = json_loadb(bytes.p, bytes.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &at);
	struct buf b;
	err e;

	if (value == NULL)
		return err_new(a, ERR_MALFORMED, "%d:%d: %.*s", at.line, at.column > 0 ? at.column : 1, STR_ARG(sentence(a, &at)));
	if ((e = walk(&w)) == OK) {
		b = buf_new(a, bytes.n + 16);
		put_value(&b, value);
		*out = buf_str(&b);
	}
	json_decref(value);
	return e;
}
