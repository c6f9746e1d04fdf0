/*
 * utc -- a moment as the record counts it, and as people write it.
 *
 * The record counts microseconds since 1970-01-01T00:00:00Z, leap seconds not
 * counted.  The text is RFC 3339 in UTC, years 0001 to 9999, always 'T' and
 * 'Z', the fraction written (six digits) only where there is one.
 */
#ifndef UTC_H
#define UTC_H

#include "base.h"

#define UTC_MIN (-62135596800000000ll)          /* 0001-01-01T00:00:00Z */
#define UTC_MAX 253402300799999999ll            /* 9999-12-31T23:59:59.999999Z */

/* Spans, counted so. */
#define SECOND ((i64)1000000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

str utc_text(struct arena *, i64 micros);       /* within UTC_MIN … UTC_MAX */
/* One to six digits of fraction or none; no other offset, no lower case, no second 60. */
bool utc_parse(str text, i64 *micros);

/* ---- days ---- */

/* A date of the Gregorian calendar, years 0001 to 9999; a day is counted from
 * 1970-01-01, which is day 0 and was a Thursday. */
struct date { int year, month, day; };

int  month_days(int year, int month);
i64  day_of(struct date);
struct date date_of(i64 day);
i64  day_end(i64 day);                          /* its last microsecond */
/* "2026-12-25", and nothing else; false if there is no such day. */
bool date_parse(str text, i64 *day);

#endif
