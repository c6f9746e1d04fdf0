#include "percent.h"

void
percent_put(struct buf *b, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~')
			buf_byte(b, c);
		else
			buf_fmt(b, "%%%02X", (unsigned)(u8)c);
	}
}

static int
hex(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
percent_decode(struct arena *a, str in, bool query, str *out)
{
	char *p = NEW(a, char, in.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < in.n; i++) {
		char c = in.p[i];

		if (c == '%') {
			int high = i + 2 < in.n ? hex(in.p[i + 1]) : -1;
			int low  = i + 2 < in.n ? hex(in.p[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			c = (char)(high << 4 | low);
			i += 2;
		} else if (query && c == '+') {
			c = ' ';
		}
		p[n++] = c;
	}
	*out = (str){ p, n };
	return true;
}
