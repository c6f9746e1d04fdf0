/*
 * workday -- counting time as law and contracts count it: hours, days,
 * working days, months.
 *
 * Hours run from the moment itself, whatever the day.  All else ends with a
 * day: in its last microsecond, where the calendar's days end.
 *
 *   days           Today is not counted; the n-th day after it is the last
 *                  (Regulation (EEC, Euratom) No 1182/71, article 3(1)).
 *   business days  The same, and only days that the calendar counts as worked.
 *   months         The same date n months on, or, in a month that has no such
 *                  date, its last day (article 3(2)(c) of that regulation; in
 *                  common law the corresponding date rule, Dodds v Walker,
 *                  [1981] 1 WLR 1027).
 *
 * Where the limit says so, one in days or months whose last day is not worked
 * ends with the next that is (article 3(4)); one in hours never does.
 *
 * A calendar's days are those of a place: its standard time, and when its
 * clocks are an hour ahead of that.  The rules stand here, and not in a file of
 * the machine: the same record ends at the same moment for ever.  Where the rule
 * is not known, or not even the place, the earliest end that there can be is
 * taken: no deadline is shown later than it is.
 */
#ifndef WORKDAY_H
#define WORKDAY_H

#include "core.h"

/* A calendar, ready to be counted with. */
struct workdays {
	bool worked[7];                 /* from Monday */
	const i64 *holidays;            /* days (utc.h), ascending */
	size_t n;
	i64 ahead;                      /* of UTC, µs, in standard time */
	enum summer_time summer_time;
	bool nowhere;                   /* of no calendar: their place is not known */
};

/* Of NULL: every day is worked, and ends where it ends first. */
struct workdays workdays_of(struct arena *, const struct rec_calendar_terms *);
bool is_worked(const struct workdays *, i64 day);
/* The day of that calendar in which a moment lies; without a place, UTC's. */
i64  workday_of(const struct workdays *, i64 moment);

/* When a limit that counts from this moment ends; at most CANON_INT_MAX, the
 * last moment that the record can write. */
i64  limit_end(const struct rec_clock_limit *, const struct workdays *, i64 moment);

#endif
