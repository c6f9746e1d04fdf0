#include "decimal.h"

/* Any sum or product of two decimals fits; so does a decimal times a million. */
__extension__ typedef __int128 wide;

enum { PLACES = 6, MILLION = 1000000 };

static bool
keep(wide millionths, struct decimal *out)
{
	if (millionths > DECIMAL_MOST || millionths < -DECIMAL_MOST)
		return false;
	out->millionths = (i64)millionths;
	return true;
}

/* n / d, half away from zero. */
static wide
rounded(wide n, wide d)
{
	wide quotient = n / d, rest = n % d;

	if ((rest < 0 ? -rest : rest) * 2 >= (d < 0 ? -d : d))
		quotient += (n < 0) == (d < 0) ? 1 : -1;
	return quotient;
}

bool decimal_from_int(i64 x, struct decimal *out)                                { return keep((wide)x * MILLION, out); }
bool decimal_add(struct decimal a, struct decimal b, struct decimal *out) { return keep((wide)a.millionths + b.millionths, out); }
bool decimal_sub(struct decimal a, struct decimal b, struct decimal *out) { return keep((wide)a.millionths - b.millionths, out); }

bool
decimal_mul(struct decimal a, struct decimal b, struct decimal *out)
{
	return keep(rounded((wide)a.millionths * b.millionths, MILLION), out);
}

bool
decimal_div(struct decimal a, struct decimal b, struct decimal *out)
{
	assert(b.millionths != 0);
	return keep(rounded((wide)a.millionths * MILLION, b.millionths), out);
}

bool
decimal_mod(struct decimal a, struct decimal b, struct decimal *out)
{
	assert(b.millionths != 0);
	return keep((wide)a.millionths % b.millionths, out);
}

void decimal_sum_add(decimal_sum *sum, struct decimal d, i64 times)         { sum->is += (wide)d.millionths * times; }
void decimal_sum_join(decimal_sum *sum, const decimal_sum *other)           { sum->is += other->is; }

struct decimal
decimal_sum_over(const decimal_sum *sum, i64 by)
{
	struct decimal d = { sum->is < 0 ? -DECIMAL_MOST : DECIMAL_MOST };

	keep(rounded(sum->is, by), &d);
	return d;
}

int
decimal_cmp(struct decimal a, struct decimal b)
{
	return (a.millionths > b.millionths) - (a.millionths < b.millionths);
}

/* Read digits onto *x, at least one; false if there is none, or too many for any decimal. */
static bool
digits(str s, wide *x)
{
	bool fits = s.n > 0;

	for (size_t i = 0; i < s.n && fits; i++) {
		*x = *x * 10 + (s.p[i] - '0');
		fits = is_digit(s.p[i]) && *x <= DECIMAL_MOST;
	}
	return fits;
}

/* What is wrong with it, or NULL. */
static const char *
parse(str s, struct decimal *out)
{
	bool minus = str_starts(s, STR("-"));
	str fraction, whole = str_cut(str_from(s, minus), '.', &fraction);
	wide x = 0;

	if (fraction.n > PLACES)
		return "a decimal has at most 6 places";
	if (!digits(whole, &x) || (fraction.p && !digits(fraction, &x)))
		return "a decimal is digits and a point, such as 9.8, and below nine trillion";
	for (size_t i = fraction.n; i < PLACES; i++)
		x *= 10;
	return keep(minus ? -x : x, out) ? NULL : "a decimal is below nine trillion";
}

err
decimal_parse(struct arena *a, str s, struct decimal *out)
{
	const char *wrong = parse(s, out);

	return wrong ? err_new(a, ERR_MALFORMED, "%s", wrong) : OK;
}

bool
decimal_is_shortest(str s)
{
	str fraction, whole = str_cut(str_starts(s, STR("-")) ? str_from(s, 1) : s, '.', &fraction);
	struct decimal d;

	if (parse(s, &d) || str_eq(s, STR("-0")))
		return false;
	return (whole.n == 1 || whole.p[0] != '0') && !str_ends(fraction, STR("0"));
}

void
decimal_put(struct buf *b, struct decimal d)
{
	i64 rest = d.millionths % MILLION;

	if (d.millionths < 0)
		buf_byte(b, '-');
	rest = rest < 0 ? -rest : rest;
	buf_int(b, d.millionths < 0 ? -(d.millionths / MILLION) : d.millionths / MILLION);
	if (rest)
		buf_byte(b, '.');
	for (i64 place = MILLION / 10; rest; rest %= place, place /= 10)
		buf_byte(b, (char)('0' + rest / place));
}
