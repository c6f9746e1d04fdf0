#include "language.h"

/* A tag, as far as it is not read yet, and the subtag that comes next; none: n is 0. */
struct tag { str left, next; };

/* Of so many characters, each of which is like that? */
static bool
made_of(str s, size_t least, size_t most, bool letters, bool digits)
{
	for (size_t i = 0; i < s.n; i++)
		if (!(letters && is_letter(s.p[i])) && !(digits && is_digit(s.p[i])))
			return false;
	return s.n >= least && s.n <= most;
}

static void
advance(struct tag *t)
{
	size_t n = 0;

	while (n < t->left.n && t->left.p[n] != '-')
		n++;
	t->next = (str){ t->left.p, n };
	t->left = n < t->left.n ? (str){ t->left.p + n + 1, t->left.n - n - 1 } : (str){ NULL, 0 };
}

static bool
is_region(str s)
{
	return made_of(s, 2, 2, true, false) || made_of(s, 3, 3, false, true);
}

static bool
is_variant(str s)
{
	return made_of(s, 5, 8, true, true) || (made_of(s, 4, 4, true, true) && is_digit(s.p[0]));
}

/* What follows a singleton; at least one. */
static bool
take_extension(struct tag *t)
{
	size_t least = t->next.p[0] == 'x' || t->next.p[0] == 'X' ? 1 : 2, n = 0;

	for (advance(t); made_of(t->next, least, 8, true, true); advance(t))
		n++;
	return n > 0;
}

bool
language_ok(str s)
{
	struct tag t = { s, { NULL, 0 } };
	bool extended;

	if (s.n > LANGUAGE_MOST || s.n == 0 || s.p[s.n - 1] == '-')
		return false;
	advance(&t);
	if (!made_of(t.next, 2, 8, true, false))
		return false;
	extended = t.next.n <= 3;
	advance(&t);
	for (int i = 0; extended && i < 3 && made_of(t.next, 3, 3, true, false); i++)
		advance(&t);
	if (made_of(t.next, 4, 4, true, false))
		advance(&t);
	if (is_region(t.next))
		advance(&t);
	while (is_variant(t.next))
		advance(&t);
	while (made_of(t.next, 1, 1, true, true))
		if (!take_extension(&t))
			return false;
	return t.next.n == 0 && t.left.n == 0;
}
