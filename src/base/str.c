#include "base.h"

str
str_c(const char *s)
{
	return s ? (str){ s, strlen(s) } : (str){ NULL, 0 };
}

static char
small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

bool
str_alike(str a, str b)
{
	bool same = a.n == b.n;

	for (size_t i = 0; same && i < a.n; i++)
		same = small(a.p[i]) == small(b.p[i]);
	return same;
}

int
str_cmp(str a, str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool
str_starts(str s, str prefix)
{
	return s.n >= prefix.n && str_eq((str){ s.p, prefix.n }, prefix);
}

bool
str_ends(str s, str suffix)
{
	return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

bool
str_contains(str s, str part)
{
	for (size_t i = 0; i + part.n <= s.n; i++)
		if (str_starts(str_from(s, i), part))
			return true;
	return false;
}

str
str_from(str s, size_t start)
{
	if (start >= s.n)
		return (str){ s.p ? s.p + s.n : NULL, 0 };
	return (str){ s.p + start, s.n - start };
}

str
str_first(str s, size_t max)
{
	size_t n = s.n < max ? s.n : max;

	while (n < s.n && n > 0 && ((u8)s.p[n] & 0xc0) == 0x80)
		n--;
	return (str){ s.p, n };
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

str
str_trimmed(str s)
{
	while (s.n && is_blank(s.p[0]))
		s = str_from(s, 1);
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

str
str_cut(str s, char sep, str *rest)
{
	const char *at = s.n ? memchr(s.p, sep, s.n) : NULL;

	if (at == NULL) {
		*rest = (str){ NULL, 0 };
		return s;
	}
	*rest = str_from(s, (size_t)(at - s.p) + 1);
	return (str){ s.p, (size_t)(at - s.p) };
}

bool
str_number(str s, i64 *out)
{
	i64 n = 0;

	if (s.n == 0 || s.n > 15)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!is_digit(s.p[i]))
			return false;
		n = n * 10 + (s.p[i] - '0');
	}
	return *out = n, true;
}

bool
hash_eq(struct hash a, struct hash b)
{
	return memcmp(a.b, b.b, sizeof(a.b)) == 0;
}

bool
hash_zero(struct hash h)
{
	return hash_eq(h, (struct hash){ { 0 } });
}

bool
refs_have(struct refs r, i64 x)
{
	for (size_t i = 0; i < r.n; i++)
		if (r.v[i] == x)
			return true;
	return false;
}
