/* charter_yaml -- a charter file as YAML. */
#include "charter_file.h"

#include "yaml_scalar.h"

/* The code point of the well-formed sequence at s; *n is its length. */
static u32
code_point(const char *s, size_t *n)
{
	const u8 *b = (const u8 *)s;
	u32 c = b[0];

	*n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	if (*n > 1)
		c &= 0x7fu >> *n;
	for (size_t i = 1; i < *n; i++)
		c = c << 6 | (b[i] & 0x3fu);
	return c;
}

/* No file may hold it, escaped or not (yaml_doc.h); nor any text what turns the line round. */
static bool
forbidden(u32 c)
{
	return (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	    c == 0xfeff || c == 0xfffe || c == 0xffff;
}

/* It is not seen, and marks or joins what is beside it. */
static bool
hidden(u32 c)
{
	return c == 0x61c || (c >= 0x200b && c <= 0x200f) || (c >= 0x2060 && c <= 0x2065);
}

static void
put_quoted(struct buf *b, str s)
{
	size_t n;

	buf_byte(b, '"');
	for (size_t i = 0; i < s.n; i += n) {
		u32 c = code_point(s.p + i, &n);

		if (forbidden(c))
			buf_byte(b, ' ');
		else if (hidden(c) || c < ' ')
			buf_fmt(b, "\\u%04x", c);
		else if (c == '"' || c == '\\')
			buf_fmt(b, "\\%c", (char)c);
		else
			buf_put(b, (str){ s.p + i, n });
	}
	buf_byte(b, '"');
}

/* A label stands without quotes where YAML then still takes it for that text. */
static void
put_string(struct buf *b, const struct field *f, str s)
{
	str same;
	bool bare = f->type == FIELD_DECIMAL || f->type == FIELD_WORD;

	if (f->type == FIELD_LABEL || f->type == FIELD_LABELS)
		bare = !str_ends(s, STR(":")) && yaml_scalar(s, &same) == SCALAR_STRING && str_eq(s, same);
	if (bare)
		buf_put(b, s);
	else
		put_quoted(b, s);
}

/* The bytes of an object's member; absent if there is none. */
static str
member(struct arena *a, str object, str name)
{
	struct canon c = canon_open(a, object);
	str key;

	canon_object(&c);
	while (canon_key(&c, &key)) {
		str value = canon_raw(&c);

		if (str_eq(key, name))
			return value;
	}
	return (str){ NULL, 0 };
}

static void put_members(struct buf *, const struct field_table *, str object, const char *between);

/* A value of canonical JSON on one line. */
static void
put_value(struct buf *b, const struct field *f, str value)
{
	struct canon c = canon_open(b->a, value);
	const char *lead = "";

	switch (canon_peek(&c)) {
	case CANON_OBJECT:
		buf_byte(b, '{');
		put_members(b, f->record(), value, ", ");
		buf_byte(b, '}');
		return;
	case CANON_ARRAY:
		buf_byte(b, '[');
		for (canon_array(&c); canon_next(&c); lead = ", ") {
			buf_put(b, str_c(lead));
			put_value(b, f, canon_raw(&c));
		}
		buf_byte(b, ']');
		return;
	case CANON_STRING:
		put_string(b, f, canon_string(&c));
		return;
	case CANON_INT: case CANON_BOOL: case CANON_NULL: case CANON_NOTHING:
		buf_put(b, value);
		return;
	}
}

/* In the order of the table, which is the order people read in. */
static void
put_members(struct buf *b, const struct field_table *t, str object, const char *between)
{
	const char *lead = "";

	for (size_t i = 0; i < t->count; i++) {
		str name = field_name(&t->fields[i]), value = member(b->a, object, name);

		if (value.p == NULL)
			continue;
		buf_fmt(b, "%s%.*s: ", lead, STR_ARG(name));
		put_value(b, &t->fields[i], value);
		lead = between;
	}
}

/* A list of records, a field a line. */
static void
put_block(struct buf *b, const struct field *f, str list)
{
	struct canon c = canon_open(b->a, list);

	buf_fmt(b, "\n%.*s:\n", STR_ARG(field_name(f)));
	for (canon_array(&c); canon_next(&c); buf_byte(b, '\n')) {
		buf_put(b, STR("  - "));
		put_members(b, f->record(), canon_raw(&c), "\n    ");
	}
}

str
charter_file_write(struct arena *a, const struct rec_charter_file *file)
{
	const struct field_table *t = record_charter_file_table();
	struct buf json = buf_new(a, 4096), b = buf_new(a, 4096);

	field_write(&json, t, file);
	for (size_t i = 0; i < t->count; i++) {
		const struct field *f = &t->fields[i];
		str value = member(a, buf_str(&json), field_name(f));

		if (value.p == NULL)
			continue;
		if (f->type == FIELD_LIST) {
			put_block(&b, f, value);
			continue;
		}
		buf_fmt(&b, "%.*s: ", STR_ARG(field_name(f)));
		put_value(&b, f, value);
		buf_byte(&b, '\n');
	}
	return buf_str(&b);
}
