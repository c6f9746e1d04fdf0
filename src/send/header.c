#include "header.h"

#include "base64.h"

enum { WORD_BYTES = 45 };               /* 60 characters of base64, in a word of at most 75 */

static str
one_line(struct arena *a, str text)
{
	str line = arena_str(a, text);
	char *p = (char *)(uintptr_t)line.p;

	for (size_t i = 0; i < line.n; i++)
		if ((u8)p[i] < ' ' || p[i] == 0x7f)
			p[i] = ' ';
	return line;
}

static bool
is_ascii(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((u8)s.p[i] >= 0x80)
			return false;
	return true;
}

/* Where a word ends, which is never within a character (§5). */
static size_t
word_end(str s)
{
	size_t n = s.n < WORD_BYTES ? s.n : WORD_BYTES;

	while (n < s.n && n > 1 && ((u8)s.p[n] & 0xc0) == 0x80)
		n--;
	return n;
}

str
header_text(struct arena *a, str text, str between)
{
	str rest = one_line(a, text);
	struct buf b = buf_new(a, 2 * text.n + 64);

	/* what looks like an encoded word is none */
	if (is_ascii(rest) && !str_contains(rest, STR("=?")))
		return rest;
	while (rest.n) {
		str word = { rest.p, word_end(rest) };

		if (b.n)
			buf_put(&b, between);
		buf_fmt(&b, "=?UTF-8?B?%.*s?=", STR_ARG(b64(a, word.p, word.n)));
		rest = str_from(rest, word.n);
	}
	return buf_str(&b);
}
