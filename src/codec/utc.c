#include "utc.h"

enum { DAYS_0001_TO_1970 = 719162 };

static bool
leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int
month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && leap(year));
}

/* Days from 0001-01-01 to the first of January of that year. */
static int
days_before(int year)
{
	int y = year - 1;

	return y * 365 + y / 4 - y / 100 + y / 400;
}

i64
day_of(struct date d)
{
	i64 day = days_before(d.year) - DAYS_0001_TO_1970 + d.day - 1;

	for (int m = 1; m < d.month; m++)
		day += month_days(d.year, m);
	return day;
}

struct date
date_of(i64 day)
{
	int left = (int)day + DAYS_0001_TO_1970, year = left / 366 + 1, month = 1;

	while (days_before(year + 1) <= left)
		year++;
	for (left -= days_before(year); left >= month_days(year, month); month++)
		left -= month_days(year, month);
	return (struct date){ year, month, left + 1 };
}

i64
day_end(i64 day)
{
	return (day + 1) * DAY - 1;
}

str
utc_text(struct arena *a, i64 micros)
{
	i64 in_day = (micros - UTC_MIN) % DAY;
	struct date on = date_of((micros - UTC_MIN) / DAY - DAYS_0001_TO_1970);
	int second = (int)(in_day / SECOND), fraction = (int)(in_day % SECOND);
	str date;

	assert(micros >= UTC_MIN && micros <= UTC_MAX);
	date = arena_fmt(a, "%04d-%02d-%02dT%02d:%02d:%02d", on.year, on.month, on.day,
	    second / 3600, second / 60 % 60, second % 60);
	return fraction ? arena_fmt(a, "%.*s.%06dZ", STR_ARG(date), fraction) : arena_fmt(a, "%.*sZ", STR_ARG(date));
}

/* The number that a shape's run of one letter spells in the text. */
static int
number(str shape, char letter, str text)
{
	int x = 0;

	for (size_t i = 0; i < shape.n; i++)
		if (shape.p[i] == letter)
			x = x * 10 + (text.p[i] - '0');
	return x;
}

/* ".123456Z" or "Z": the fraction in microseconds. */
static bool
parse_fraction(str s, i64 *micros)
{
	i64 unit = 100000;

	*micros = 0;
	if (str_eq(s, STR("Z")))
		return true;
	if (s.n < 3 || s.n > 8 || s.p[0] != '.' || s.p[s.n - 1] != 'Z')
		return false;
	for (size_t i = 1; i < s.n - 1; i++, unit /= 10) {
		if (!is_digit(s.p[i]))
			return false;
		*micros += (s.p[i] - '0') * unit;
	}
	return true;
}

/* Digits where the shape has letters, else what the shape has. */
static bool
shaped(str shape, str text)
{
	for (size_t i = 0; i < shape.n; i++)
		if (memchr("-T:", shape.p[i], 3) ? text.p[i] != shape.p[i] : !is_digit(text.p[i]))
			return false;
	return true;
}

/* The day at the front of a text of that shape. */
static bool
parse_day(str shape, str text, i64 *day)
{
	struct date d = { number(shape, 'Y', text), number(shape, 'M', text), number(shape, 'D', text) };

	if (d.year < 1 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > month_days(d.year, d.month))
		return false;
	*day = day_of(d);
	return true;
}

bool
date_parse(str text, i64 *day)
{
	const str shape = STR("YYYY-MM-DD");

	return text.n == shape.n && shaped(shape, text) && parse_day(shape, text, day);
}

bool
utc_parse(str text, i64 *micros)
{
	const str shape = STR("YYYY-MM-DDThh:mm:ss");
	int hour, minute, second;
	i64 day, fraction;

	if (text.n < shape.n || !parse_fraction(str_from(text, shape.n), &fraction))
		return false;
	if (!shaped(shape, text) || !parse_day(shape, text, &day))
		return false;
	hour   = number(shape, 'h', text);
	minute = number(shape, 'm', text);
	second = number(shape, 's', text);
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	*micros = day * DAY + (hour * 3600 + minute * 60 + second) * SECOND + fraction;
	return true;
}
