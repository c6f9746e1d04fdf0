/* Goal: time is counted as the texts of the law count it, over every hard day of the calendar. */
#include "legal.h"
#include "utc.h"
#include "workday.h"

/* Monday to Friday; some holidays of 2026 and 2027, out of order, one of them on a Saturday. */
static const struct rec_working_day weekdays[] = { { MONDAY }, { TUESDAY }, { WEDNESDAY }, { THURSDAY }, { FRIDAY } };
static const struct rec_holiday holidays[] = { { STR_INIT("2027-01-01") }, { STR_INIT("2026-12-25") }, { STR_INIT("2026-12-26") },
    { STR_INIT("2026-04-03") }, { STR_INIT("2026-04-06") }, { STR_INIT("2026-05-01") } };

static const struct rec_working_day all_week[] = { { MONDAY }, { TUESDAY }, { WEDNESDAY }, { THURSDAY }, { FRIDAY }, { SATURDAY }, { SUNDAY } };
static const struct rec_calendar_terms every_day = { .label = STR_INIT("utc"), .working = all_week, .n_working = 7, .summer_time = SUMMER_NEVER };

static struct rec_calendar_terms
calendar(i64 offset)
{
	return (struct rec_calendar_terms){ .label = STR("eu"), .working = weekdays, .n_working = 5,
	    .holidays = holidays, .n_holidays = countof(holidays), .utc_offset = offset, .summer_time = SUMMER_NEVER };
}

static i64
moment(const char *text)
{
	i64 at;

	CHECK(utc_parse(str_c(text), &at));
	return at;
}

/* From that moment, so many of that unit, in that calendar (NULL: none), end at that moment. */
static void
ends(const struct rec_calendar_terms *t, struct rec_clock_limit limit, const char *from, const char *end)
{
	struct workdays w = workdays_of(T, t);

	CHECK_STR(utc_text(T, limit_end(&limit, &w, moment(from))), str_c(end));
}

#define HOURS_(n)    (struct rec_clock_limit){ .unit = CLOCK_HOURS, .amount = (n) }
#define DAYS_(n)     (struct rec_clock_limit){ .unit = CLOCK_DAYS, .amount = (n) }
#define MONTHS_(n)   (struct rec_clock_limit){ .unit = CLOCK_MONTHS, .amount = (n) }
#define BUSINESS_(n) (struct rec_clock_limit){ .unit = CLOCK_BUSINESS_DAYS, .amount = (n) }
#define ROLLS(l)     (struct rec_clock_limit){ .unit = (l).unit, .amount = (l).amount, .to_working_day = true }

/* ---- hours and days ---- */

TEST(hours_run_over_weekends_and_holidays)
{
	struct rec_calendar_terms t = calendar(60);

	ends(NULL, HOURS_(72), "2026-12-24T16:30:00Z", "2026-12-27T16:30:00Z");
	ends(&t, HOURS_(72), "2026-12-24T16:30:00Z", "2026-12-27T16:30:00Z");
	ends(NULL, HOURS_(24), "2028-02-28T23:59:59.999999Z", "2028-02-29T23:59:59.999999Z");
}

TEST(the_day_of_the_event_is_not_counted)
{
	ends(&every_day, DAYS_(1), "2026-01-01T00:00:00Z", "2026-01-02T23:59:59.999999Z");
	ends(&every_day, DAYS_(1), "2026-01-01T23:59:59Z", "2026-01-02T23:59:59.999999Z");
	ends(&every_day, DAYS_(14), "2026-12-20T12:00:00Z", "2027-01-03T23:59:59.999999Z");
	ends(&every_day, DAYS_(60), "2028-01-31T12:00:00Z", "2028-03-31T23:59:59.999999Z");
}

TEST(a_day_is_that_of_the_calendar_not_of_utc)
{
	struct rec_calendar_terms east = calendar(120), west = calendar(-300);

	ends(&east, DAYS_(1), "2026-01-01T22:30:00Z", "2026-01-03T21:59:59.999999Z");   /* already the second */
	ends(&west, DAYS_(1), "2026-01-02T04:30:00Z", "2026-01-03T04:59:59.999999Z");   /* still the first */
	east.utc_offset = 840;
	west.utc_offset = -840;
	ends(&east, DAYS_(1), "2026-01-01T10:00:00Z", "2026-01-03T09:59:59.999999Z");
	ends(&west, DAYS_(1), "1970-01-01T00:00:00Z", "1970-01-02T13:59:59.999999Z");   /* before 1970 over there */
}

/* ---- summer time ---- */

static struct rec_calendar_terms
place(i64 offset, enum summer_time rule)
{
	struct rec_calendar_terms t = calendar(offset);

	t.summer_time = rule;
	return t;
}

TEST(a_moment_before_midnight_in_winter_lies_in_the_day_that_ends_there)
{
	struct rec_calendar_terms brussels = place(60, SUMMER_EU);

	ends(&brussels, BUSINESS_(1), "2026-11-19T22:30:00Z", "2026-11-20T22:59:59.999999Z");   /* Thursday 23:30 */
	ends(&brussels, BUSINESS_(1), "2026-11-19T22:59:59Z", "2026-11-20T22:59:59.999999Z");
	ends(&brussels, BUSINESS_(1), "2026-11-19T23:00:00Z", "2026-11-23T22:59:59.999999Z");   /* Friday 00:00 */
	ends(&brussels, DAYS_(3), "2026-11-19T22:30:00Z", "2026-11-22T22:59:59.999999Z");
	ends(&brussels, MONTHS_(1), "2026-11-30T22:30:00Z", "2026-12-30T22:59:59.999999Z");
	ends(&brussels, MONTHS_(1), "2026-11-30T23:00:01Z", "2027-01-01T22:59:59.999999Z");     /* it is December there */
}

TEST(a_deadline_beyond_a_change_of_the_clocks_ends_with_the_day_there)
{
	struct rec_calendar_terms brussels = place(60, SUMMER_EU);

	ends(&brussels, DAYS_(1), "2026-03-28T12:00:00Z", "2026-03-29T21:59:59.999999Z");       /* the day has 23 hours */
	ends(&brussels, DAYS_(1), "2026-03-27T12:00:00Z", "2026-03-28T22:59:59.999999Z");
	ends(&brussels, DAYS_(1), "2026-10-24T12:00:00Z", "2026-10-25T22:59:59.999999Z");       /* 25 */
	ends(&brussels, DAYS_(1), "2026-10-23T12:00:00Z", "2026-10-24T21:59:59.999999Z");
	ends(&brussels, DAYS_(1), "2026-06-30T22:00:00Z", "2026-07-02T21:59:59.999999Z");       /* July the 1st, 00:00 */
	ends(&brussels, DAYS_(1), "2026-06-30T21:59:59Z", "2026-07-01T21:59:59.999999Z");
	ends(&brussels, MONTHS_(6), "2026-01-31T12:00:00Z", "2026-07-31T21:59:59.999999Z");
	ends(&brussels, MONTHS_(1), "2028-01-31T12:00:00Z", "2028-02-29T22:59:59.999999Z");
	ends(&brussels, HOURS_(72), "2026-03-28T12:00:00Z", "2026-03-31T12:00:00Z");
}

TEST(clocks_in_america_change_at_two_by_themselves)
{
	struct rec_calendar_terms york = place(-300, SUMMER_US);

	ends(&york, BUSINESS_(4), "2026-11-20T04:59:59Z", "2026-11-26T04:59:59.999999Z");       /* Thursday 23:59:59 to Wednesday */
	ends(&york, BUSINESS_(4), "2026-11-20T05:00:00Z", "2026-11-27T04:59:59.999999Z");
	ends(&york, DAYS_(1), "2026-03-07T17:00:00Z", "2026-03-09T03:59:59.999999Z");
	ends(&york, DAYS_(1), "2026-03-06T17:00:00Z", "2026-03-08T04:59:59.999999Z");
	ends(&york, DAYS_(1), "2026-10-31T17:00:00Z", "2026-11-02T04:59:59.999999Z");
	ends(&york, DAYS_(1), "2026-10-30T17:00:00Z", "2026-11-01T03:59:59.999999Z");
}

TEST(where_the_clocks_change_at_midnight_the_earlier_end_holds)
{
	struct rec_calendar_terms azores = place(-60, SUMMER_EU), nuuk = place(-120, SUMMER_EU);

	ends(&azores, DAYS_(1), "2026-03-27T12:00:00Z", "2026-03-29T00:59:59.999999Z");
	ends(&nuuk, DAYS_(1), "2026-03-27T12:00:00Z", "2026-03-29T00:59:59.999999Z");           /* 23:00 and then it is Sunday */
	ends(&nuuk, DAYS_(1), "2026-10-23T12:00:00Z", "2026-10-25T00:59:59.999999Z");           /* 23:59:59 comes twice */
}

TEST(by_a_rule_that_is_not_known_the_earlier_end_holds)
{
	struct rec_calendar_terms sydney = place(600, summer_time_none);

	ends(&sydney, DAYS_(1), "2026-01-01T13:30:00Z", "2026-01-02T12:59:59.999999Z");         /* 00:30 in summer, 23:30 else */
	ends(&sydney, DAYS_(1), "2026-06-01T12:00:00Z", "2026-06-02T12:59:59.999999Z");
}

TEST(days_of_no_calendar_end_where_they_end_first)
{
	ends(NULL, DAYS_(1), "2026-01-01T12:00:00Z", "2026-01-02T11:14:59.999999Z");
	ends(NULL, DAYS_(3), "2026-11-19T22:30:00Z", "2026-11-22T21:44:59.999999Z");
	ends(NULL, MONTHS_(1), "2026-01-31T12:00:00Z", "2026-02-28T11:14:59.999999Z");
}

/* ---- business days ---- */

TEST(business_days_leave_out_what_is_not_worked)
{
	struct rec_calendar_terms t = calendar(0);

	ends(&t, BUSINESS_(4), "2026-03-02T15:00:00Z", "2026-03-06T23:59:59.999999Z");  /* Monday to Friday */
	ends(&t, BUSINESS_(4), "2026-03-05T15:00:00Z", "2026-03-11T23:59:59.999999Z");  /* over a weekend */
	ends(&t, BUSINESS_(1), "2026-04-02T15:00:00Z", "2026-04-07T23:59:59.999999Z");  /* Easter */
	ends(&t, BUSINESS_(4), "2026-12-23T15:00:00Z", "2026-12-30T23:59:59.999999Z");  /* a holiday on a Saturday takes nothing more */
	ends(&t, BUSINESS_(3), "2026-12-29T15:00:00Z", "2027-01-04T23:59:59.999999Z");  /* over the year's end */
	ends(&t, BUSINESS_(1), "2026-03-07T15:00:00Z", "2026-03-09T23:59:59.999999Z");  /* begun on a Saturday */
}

TEST(a_calendar_says_which_days_of_the_week_are_worked)
{
	static const struct rec_working_day gulf[] = { { SUNDAY }, { MONDAY }, { TUESDAY }, { WEDNESDAY }, { THURSDAY } };
	struct rec_calendar_terms t = { .label = STR("gulf"), .working = gulf, .n_working = 5, .utc_offset = 240, .summer_time = SUMMER_NEVER };

	ends(&t, BUSINESS_(1), "2026-03-05T08:00:00Z", "2026-03-08T19:59:59.999999Z");  /* Thursday to Sunday */
}

/* ---- months ---- */

TEST(a_month_ends_with_the_same_date_or_the_last_there_is)
{
	ends(&every_day, MONTHS_(1), "2026-01-15T12:00:00Z", "2026-02-15T23:59:59.999999Z");
	ends(&every_day, MONTHS_(1), "2026-01-31T12:00:00Z", "2026-02-28T23:59:59.999999Z");
	ends(&every_day, MONTHS_(1), "2028-01-31T12:00:00Z", "2028-02-29T23:59:59.999999Z");
	ends(&every_day, MONTHS_(1), "2028-02-29T12:00:00Z", "2028-03-29T23:59:59.999999Z");  /* not the last of March */
	ends(&every_day, MONTHS_(12), "2028-02-29T12:00:00Z", "2029-02-28T23:59:59.999999Z");
	ends(&every_day, MONTHS_(1), "2026-12-31T12:00:00Z", "2027-01-31T23:59:59.999999Z");
	ends(&every_day, MONTHS_(4), "1999-10-31T12:00:00Z", "2000-02-29T23:59:59.999999Z");
	ends(&every_day, MONTHS_(1), "2100-01-30T12:00:00Z", "2100-02-28T23:59:59.999999Z");
}

TEST(a_period_whose_last_day_is_not_worked_may_end_with_the_next_that_is)
{
	struct rec_calendar_terms t = calendar(0);

	ends(&t, ROLLS(MONTHS_(1)), "2026-11-25T12:00:00Z", "2026-12-28T23:59:59.999999Z");     /* Christmas, Saturday, Sunday */
	ends(&t, ROLLS(DAYS_(3)), "2026-04-01T12:00:00Z", "2026-04-07T23:59:59.999999Z");
	ends(&t, ROLLS(DAYS_(1)), "2026-03-02T12:00:00Z", "2026-03-03T23:59:59.999999Z");       /* worked: nothing moves */
	ends(&t, MONTHS_(1), "2026-11-25T12:00:00Z", "2026-12-25T23:59:59.999999Z");            /* where the limit does not say so */
}

/* ---- where the record's time ends ---- */

TEST(what_would_end_after_the_records_time_ends_with_it)
{
	static const enum clock_unit units[] = { CLOCK_DAYS, CLOCK_BUSINESS_DAYS, CLOCK_MONTHS };
	struct rec_calendar_terms t = calendar(0);
	struct workdays w = workdays_of(T, &t);

	for (size_t i = 0; i < countof(units); i++)
		CHECK(limit_end(&(struct rec_clock_limit){ .unit = units[i], .amount = 100000 }, &w, moment("2026-01-01T00:00:00Z")) ==
		    CANON_INT_MAX);
	CHECK(limit_end(&HOURS_(100000), &w, CANON_INT_MAX - 1) == CANON_INT_MAX);
}

TEST(a_calendar_on_which_nobody_ever_works_still_answers)
{
	struct workdays w = workdays_of(T, &(struct rec_calendar_terms){ .label = STR("none") });

	CHECK(limit_end(&BUSINESS_(1), &w, 0) == CANON_INT_MAX);
	CHECK(limit_end(&ROLLS(DAYS_(1)), &w, 0) == CANON_INT_MAX);
}

/* ---- laws ---- */

/* Where its rule is that of a place. */
static struct rec_calendar_terms
some_place(struct chance *c)
{
	enum summer_time rule = (enum summer_time)draw_from(c, SUMMER_EU, SUMMER_NEVER);
	i64 offset = rule == SUMMER_EU ? draw_from(c, -60, 180) : rule == SUMMER_US ? draw_from(c, -600, -210) : draw_from(c, -840, 840);

	return (struct rec_calendar_terms){ .label = STR("x"), .utc_offset = offset, .summer_time = rule };
}

static struct rec_calendar_terms
some_calendar(struct chance *c)
{
	struct rec_calendar_terms t = some_place(c);
	struct rec_working_day *days = NEW(T, struct rec_working_day, 7);
	struct rec_holiday *off = NEW(T, struct rec_holiday, 40);

	for (int day = MONDAY; day <= SUNDAY; day++)
		if (draw(c) >> 62 || (day == SUNDAY && t.n_working == 0))
			days[t.n_working++].day = (enum weekday)day;
	for (t.n_holidays = 0; t.n_holidays < 40; t.n_holidays++) {
		struct date d = date_of(draw_from(c, 20000, 22000));

		off[t.n_holidays].day = arena_fmt(T, "%04d-%02d-%02d", d.year, d.month, d.day);
	}
	t.working = days;
	t.holidays = off;
	return t;
}

/* Whoever begins later never ends earlier; nothing ends before it begins; what ends with a worked day does. */
TEST(law_a_deadline_never_runs_backwards_and_ends_on_a_day_that_counts)
{
	struct chance c = chance_new();

	for (int run = 0; run < 20000; run++) {
		struct arena mark = *T;
		struct rec_calendar_terms t = some_calendar(&c);
		struct workdays w = workdays_of(T, &t);
		struct rec_clock_limit l = { .unit = (enum clock_unit)draw_from(&c, CLOCK_HOURS, CLOCK_MONTHS), .amount = draw_from(&c, 1, 60),
		    .to_working_day = draw(&c) >> 63 };
		i64 from = draw_from(&c, 20000ll * 86400000000, 22000ll * 86400000000);
		i64 later = from + draw_from(&c, 0, 40ll * 86400000000), end = limit_end(&l, &w, from);

		CHECK(end > from && end <= limit_end(&l, &w, later));
		if (l.unit == CLOCK_BUSINESS_DAYS || (l.to_working_day && l.unit != CLOCK_HOURS))
			CHECK(is_worked(&w, workday_of(&w, end)));
		if (l.unit != CLOCK_HOURS)
			CHECK(workday_of(&w, end) + 1 == workday_of(&w, end + 1));
		*T = mark;
	}
}

/* Whoever does not know the rule, or the place, is shown the deadline no later. */
TEST(law_what_is_not_known_makes_no_deadline_later)
{
	struct chance c = chance_new();

	for (int run = 0; run < 2000; run++) {
		struct arena mark = *T;
		struct rec_calendar_terms t = some_calendar(&c), unsaid = t;
		struct workdays w = workdays_of(T, &t), nowhere = workdays_of(T, NULL), unknown;
		struct rec_clock_limit l = { .unit = (enum clock_unit)draw_from(&c, CLOCK_HOURS, CLOCK_MONTHS), .amount = draw_from(&c, 1, 60) };
		i64 from = draw_from(&c, 20000ll * 86400000000, 22000ll * 86400000000), end = limit_end(&l, &w, from);

		unsaid.summer_time = summer_time_none;
		unknown = workdays_of(T, &unsaid);
		CHECK(limit_end(&l, &unknown, from) <= end);
		if (l.unit != CLOCK_BUSINESS_DAYS && t.utc_offset >= -720 && t.utc_offset % 15 == 0)
			CHECK(limit_end(&l, &nowhere, from) <= end);
		*T = mark;
	}
}

/* As many business days lie between as were asked for. */
TEST(law_business_days_are_counted_one_by_one)
{
	struct chance c = chance_new();

	for (int run = 0; run < 5000; run++) {
		struct arena mark = *T;
		struct rec_calendar_terms t = some_calendar(&c);
		struct workdays w = workdays_of(T, &t);
		i64 from = draw_from(&c, 20000ll * 86400000000, 22000ll * 86400000000), n = draw_from(&c, 1, 60), worked = 0;
		i64 last = workday_of(&w, limit_end(&BUSINESS_(n), &w, from));

		for (i64 day = workday_of(&w, from) + 1; day <= last; day++)
			worked += is_worked(&w, day);
		CHECK(worked == n);
		*T = mark;
	}
}

TEST_MAIN()
