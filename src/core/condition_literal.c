/* The literals of conditions, read from their text: numbers, and texts with CEL's escapes. */
#include "canon.h"
#include "condition_tree.h"

static char
byte_at(str text, size_t at)
{
	return at < text.n ? text.p[at] : 0;
}

str
condition_word(str text, size_t at)
{
	str s = str_from(text, at);
	size_t n = 0;

	while (n < s.n && (is_alnum(s.p[n]) || s.p[n] == '_'))
		n++;
	return (str){ s.p, n };
}

/* ---- numbers ---- */

static const char *
whole_number(str digits, struct value *out)
{
	i64 x = 0;

	for (size_t i = 0; i < digits.n; i++)
		if ((x = x * 10 + (digits.p[i] - '0')) > CANON_INT_MAX)
			return "a whole number is at most 9007199254740991";
	*out = (struct value){ VALUE_INT, { .integer = x } };
	return NULL;
}

static const char *
decimal_number(struct arena *a, str text, struct value *out)
{
	struct decimal d;
	err e = decimal_parse(a, text, &d);

	if (e)
		return arena_cstr(a, e->why);
	*out = (struct value){ VALUE_DECIMAL, { .decimal = d } };
	return NULL;
}

const char *
condition_number(struct arena *a, str text, size_t *at, struct value *out)
{
	str digits = condition_word(text, *at), number = digits;
	const char *wrong;

	if (byte_at(text, *at + digits.n) == '.')
		number.n += 1 + condition_word(text, *at + digits.n + 1).n;
	for (size_t i = 0; i < number.n; i++)
		if (!is_digit(number.p[i]) && number.p[i] != '.') {
			*at += i;
			return "a number is digits and perhaps a point with digits after it, such as 7 or 9.8";
		}
	wrong = number.n > digits.n ? decimal_number(a, number, out) : whole_number(digits, out);
	if (wrong == NULL)
		*at += number.n;
	return wrong;
}

/* ---- texts ---- */

static void
put_character(struct buf *b, u32 c)
{
	if (c < 0x80) {
		buf_byte(b, (char)c);
		return;
	}
	if (c < 0x800)
		buf_byte(b, (char)(0xc0 | c >> 6));
	else if (c < 0x10000)
		buf_byte(b, (char)(0xe0 | c >> 12));
	else {
		buf_byte(b, (char)(0xf0 | c >> 18));
		buf_byte(b, (char)(0x80 | (c >> 12 & 0x3f)));
	}
	if (c >= 0x800)
		buf_byte(b, (char)(0x80 | (c >> 6 & 0x3f)));
	buf_byte(b, (char)(0x80 | (c & 0x3f)));
}

static int
digit_value(char c)
{
	if (is_digit(c))            return c - '0';
	if (c >= 'a' && c <= 'f')   return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')   return c - 'A' + 10;
	return 16;
}

/* `n` digits of a character's number; 0 if they are none. */
static u32
code_of(str text, size_t *at, size_t n, u32 base)
{
	u32 code = 0, digit;

	for (; n > 0; n--, ++*at) {
		if ((digit = (u32)digit_value(byte_at(text, *at))) >= base)
			return 0;
		code = code * base + digit;
	}
	return code;
}

/* After the backslash: one of CEL's escapes; false if it is none. */
static bool
take_escape(struct buf *b, str text, size_t *at)
{
	static const char plain[] = "??\\\\\"\"''``a\ab\bf\fn\nr\rt\tv\v";
	char c = byte_at(text, *at);
	u32 code;

	for (const char *s = plain; *s; s += 2)
		if (*s == c) {
			++*at;
			buf_byte(b, s[1]);
			return true;
		}
	*at += c >= '0' && c <= '3' ? 0 : 1;
	switch (c) {
	case 'x': case 'X':                     code = code_of(text, at, 2, 16); break;
	case 'u':                               code = code_of(text, at, 4, 16); break;
	case 'U':                               code = code_of(text, at, 8, 16); break;
	case '0': case '1': case '2': case '3': code = code_of(text, at, 3, 8); break;
	default:                                code = 0;
	}
	if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return false;
	put_character(b, code);
	return true;
}

const char *
condition_text(struct arena *a, str text, size_t *at, struct value *out)
{
	struct buf b = buf_new(a, 16);
	size_t i = *at;
	char quote = text.p[i++], c;

	while ((c = byte_at(text, i)) != 0 && c != quote && c != '\n' && c != '\r') {
		size_t from = i++;

		if (c != '\\')
			buf_byte(&b, c);
		else if (!take_escape(&b, text, &i)) {
			*at = from;
			return "this is no escape: there are \\\\ \\\" \\' \\` \\? \\a \\b \\f \\n \\r \\t \\v, \\x41, \\u0041, \\U00000041 and \\101, "
			    "for a character that exists and is not U+0000";
		}
	}
	if (c != quote)
		return "this text has no closing quotation mark on its line";
	*at = i + 1;
	*out = (struct value){ VALUE_TEXT, { .text = buf_str(&b) } };
	return NULL;
}
