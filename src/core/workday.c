#include "workday.h"

#include "utc.h"

enum { LAST_DAY = 104249 };     /* 2255-06-05, in which the record's time ends */

/* ---- a calendar ---- */

static void
insert_sorted(i64 *v, size_t n, i64 x)
{
	while (n > 0 && v[n - 1] > x) {
		v[n] = v[n - 1];
		n--;
	}
	v[n] = x;
}

struct workdays
workdays_of(struct arena *a, const struct rec_calendar_terms *t)
{
	struct workdays w = { .worked = { true, true, true, true, true, true, true }, .nowhere = t == NULL };
	i64 *holidays;

	if (t == NULL)
		return w;
	memset(w.worked, 0, sizeof(w.worked));
	for (size_t i = 0; i < t->n_working; i++)
		if (t->working[i].day >= MONDAY)
			w.worked[t->working[i].day - MONDAY] = true;
	w.holidays = holidays = NEW(a, i64, t->n_holidays);
	for (size_t i = 0; i < t->n_holidays; i++) {
		i64 day;

		if (date_parse(t->holidays[i].day, &day))
			insert_sorted(holidays, w.n++, day);
	}
	w.ahead = t->utc_offset * MINUTE;
	w.summer_time = t->summer_time;
	return w;
}

static bool
is_holiday(const struct workdays *w, i64 day)
{
	size_t lo = 0, hi = w->n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (w->holidays[mid] == day)
			return true;
		if (w->holidays[mid] < day)
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

/* Day 0 was a Thursday. */
bool
is_worked(const struct workdays *w, i64 day)
{
	i64 weekday = (day % 7 + 7 + 3) % 7;

	return w->worked[weekday] && !is_holiday(w, day);
}

/* ---- summer time ---- */

/* The nth Sunday of that month, or with 0 the last, as a day. */
static i64
sunday(int year, int month, int nth)
{
	i64 day = day_of((struct date){ year, month, nth ? nth * 7 : month_days(year, month) });

	return day - (day % 7 + 7 + 4) % 7;
}

static bool
is_between(i64 at, i64 from, i64 until)
{
	return from <= at && at < until;
}

static i64
floor_day(i64 moment)
{
	return moment / DAY - (moment % DAY < 0);
}

/* Do the clocks stand an hour ahead of standard time? */
static bool
is_summer(const struct workdays *w, i64 moment)
{
	int year = date_of(floor_day(moment)).year;

	switch (w->summer_time) {
	case SUMMER_EU:
		return is_between(moment, sunday(year, 3, 0) * DAY + HOUR, sunday(year, 10, 0) * DAY + HOUR);
	case SUMMER_US:         /* in standard time: the clocks go back at 02:00 of summer's */
		return is_between(moment + w->ahead, sunday(year, 3, 2) * DAY + 2 * HOUR, sunday(year, 11, 1) * DAY + HOUR);
	case SUMMER_NEVER:
	case summer_time_none:
		break;
	}
	return false;
}

/* ---- counting ---- */

/* By a rule that is not known it is the earlier day. */
i64
workday_of(const struct workdays *w, i64 moment)
{
	return floor_day(moment + w->ahead + (is_summer(w, moment) ? HOUR : 0));
}

/* Where the clocks are changed just at midnight, and by a rule that is not known, the earlier moment. */
static i64
end_of(const struct workdays *w, i64 day)
{
	i64 end = day_end(day) - w->ahead;
	bool summer = w->summer_time == summer_time_none ? !w->nowhere : is_summer(w, end) || is_summer(w, end - HOUR);

	return day > LAST_DAY || end > CANON_INT_MAX ? CANON_INT_MAX : end - (summer ? HOUR : 0);
}

/* The first day from this one on that is worked. */
static i64
worked_from(const struct workdays *w, i64 day)
{
	while (day <= LAST_DAY && !is_worked(w, day))
		day++;
	return day;
}

static i64
business_days_on(const struct workdays *w, i64 day, i64 n)
{
	while (n-- > 0 && day <= LAST_DAY)
		day = worked_from(w, day + 1);
	return day;
}

static i64
months_on(i64 day, i64 n)
{
	struct date d = date_of(day);
	i64 months = d.year * 12ll + d.month - 1 + n;
	int most;

	if (months / 12 > 2255)
		return LAST_DAY + 1;
	d.year = (int)(months / 12);
	d.month = (int)(months % 12) + 1;
	most = month_days(d.year, d.month);
	if (d.day > most)
		d.day = most;
	return day_of(d);
}

/* The end of a limit in days, as these count them. */
static i64
days_end(const struct rec_clock_limit *l, const struct workdays *w, i64 moment)
{
	i64 day = workday_of(w, moment);

	if (l->unit == CLOCK_BUSINESS_DAYS)
		return end_of(w, business_days_on(w, day, l->amount));
	day = l->unit == CLOCK_MONTHS ? months_on(day, l->amount) : day + l->amount;
	return end_of(w, l->to_working_day ? worked_from(w, day) : day);
}

/* No place is further ahead of UTC than 14 hours or behind it than 12; in one of them the clocks may go forward meanwhile. */
static i64
first_end(const struct rec_clock_limit *l, struct workdays w, i64 moment)
{
	i64 first = CANON_INT_MAX;

	for (w.ahead = -12 * HOUR; w.ahead <= 14 * HOUR; w.ahead += 15 * MINUTE)
		first = sooner(first, days_end(l, &w, moment));
	return first == CANON_INT_MAX ? first : first - HOUR;
}

i64
limit_end(const struct rec_clock_limit *l, const struct workdays *w, i64 moment)
{
	if (l->unit == CLOCK_HOURS)
		return moment > CANON_INT_MAX - l->amount * HOUR ? CANON_INT_MAX : moment + l->amount * HOUR;
	return w->nowhere ? first_end(l, *w, moment) : days_end(l, w, moment);
}
