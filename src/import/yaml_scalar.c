#include "yaml_scalar.h"

#include "canon.h"

#include <strings.h>

static bool
among(char c, const char *set)
{
	return c != 0 && strchr(set, c) != NULL;
}

/* Cut off the front of *s as far as its bytes are of the set; how many they were. */
static size_t
skip(str *s, const char *set)
{
	size_t n = 0;

	while (n < s->n && among(s->p[n], set))
		n++;
	*s = str_from(*s, n);
	return n;
}

static bool
one_of(str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s.n == strlen(words[i]) && strncasecmp(s.p, words[i], s.n) == 0)
			return true;
	return false;
}

/* A word that some YAML program takes for a boolean or for nothing. */
static bool
boolean_like(str s)
{
	static const char *const words[] = { "yes", "no", "on", "off", "true", "false", "null" };

	return one_of(s, words, countof(words));
}

/* Whatever YAML 1.1 or 1.2 takes for a number, and a little around it. */
static bool
number_like(str s)
{
	static const char *const words[] = { ".inf", ".nan" };
	bool digit;

	if (s.n && among(s.p[0], "+-"))
		s = str_from(s, 1);
	if (one_of(s, words, countof(words)))
		return true;
	if (s.n > 2 && s.p[0] == '0' && among(s.p[1], "xXoObB")) {
		s = str_from(s, 2);
		skip(&s, "0123456789abcdefABCDEF_");
		return s.n == 0;
	}
	digit = s.n && among(s.p[0], "0123456789");
	if (digit)
		skip(&s, "0123456789_:");
	if (s.n && s.p[0] == '.') {
		s = str_from(s, 1);
		digit |= skip(&s, "0123456789_") > 0;
	}
	if (digit && s.n > 1 && among(s.p[0], "eE")) {
		s = str_from(s, among(s.p[1], "+-") ? 2 : 1);
		digit = skip(&s, "0123456789") > 0;
	}
	return digit && s.n == 0;
}

/* The one spelling of a whole number; *digits of it, without the sign. */
static bool
whole(str s, str *digits)
{
	str rest = *digits = s.n && s.p[0] == '-' ? str_from(s, 1) : s;

	return skip(&rest, "0123456789") > 0 && rest.n == 0
	    && (digits->p[0] != '0' || digits->n == 1);
}

static bool
fits(str digits)
{
	str most = STR("9007199254740991");

	return digits.n < most.n || (digits.n == most.n && str_cmp(digits, most) <= 0);
}

/* A decimal fraction; *shortest is it without needless zeros, nor a minus before zero. */
static bool
decimal(str s, str *shortest)
{
	str fraction, digits, units = str_cut(s, '.', &fraction);
	size_t n = fraction.n;

	if (!whole(units, &digits) || skip(&fraction, "0123456789") == 0 || fraction.n)
		return false;
	while (n && s.p[units.n + n] == '0')
		n--;
	*shortest = n ? (str){ s.p, units.n + 1 + n } : units;
	if (str_eq(*shortest, STR("-0")))
		*shortest = STR("0");
	return true;
}

enum scalar
yaml_scalar(str s, str *value)
{
	str digits;

	*value = s;
	if (s.n == 0 || str_eq(s, STR("~")) || str_eq(s, STR("null")))
		return SCALAR_ABSENT;
	if (str_eq(s, STR("true")) || str_eq(s, STR("false")))
		return SCALAR_WORD;
	if (boolean_like(s))
		return SCALAR_BOOLEAN_LIKE;
	if (whole(s, &digits) && !str_eq(s, STR("-0")))
		return fits(digits) ? SCALAR_WORD : SCALAR_TOO_GREAT;
	if (decimal(s, value))
		return SCALAR_STRING;
	return number_like(s) ? SCALAR_NUMBER_LIKE : SCALAR_STRING;
}
