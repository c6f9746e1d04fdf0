#include "workday.h"

#include "utc.h"

static const i64 MINUTE = 60 * 1000000ll, HOUR = 3600 * 1000000ll, DAY = 24 * 3600 * 1000000ll;

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
	struct workdays w = { .worked = { true, true, true, true, true, true, true } };
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

/* ---- counting ---- */

i64
workday_of(const struct workdays *w, i64 moment)
{
	i64 here = moment + w->ahead;

	return here / DAY - (here % DAY < 0);
}

static i64
end_of(const struct workdays *w, i64 day)
{
	i64 end = (day + 1) * DAY - 1 - w->ahead;

	return day > LAST_DAY || end > CANON_INT_MAX ? CANON_INT_MAX : end;
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

i64
limit_end(const struct rec_clock_limit *l, const struct workdays *w, i64 moment)
{
	i64 last = workday_of(w, moment);

	switch (l->unit) {
	case CLOCK_HOURS:
		return moment > CANON_INT_MAX - l->amount * HOUR ? CANON_INT_MAX : moment + l->amount * HOUR;
	case CLOCK_BUSINESS_DAYS:
		return end_of(w, business_days_on(w, last, l->amount));
	case CLOCK_MONTHS:
		last = months_on(last, l->amount);
		break;
	case CLOCK_DAYS: case clock_unit_none:
		last += l->amount;
		break;
	}
	return end_of(w, l->to_working_day ? worked_from(w, last) : last);
}
