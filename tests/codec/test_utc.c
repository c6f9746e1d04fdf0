/* Goal: a moment is written one way, read strictly, and survives both ways. */
#include "test.h"
#include "utc.h"

TEST(moments_are_written_as_people_know_them)
{
	static const struct { i64 micros; str text; } cases[] = {
		{ 0,                        STR_INIT("1970-01-01T00:00:00Z") },
		{ -1,                       STR_INIT("1969-12-31T23:59:59.999999Z") },
		{ 951782400000000,          STR_INIT("2000-02-29T00:00:00Z") },
		{ 1685590800000001,         STR_INIT("2023-06-01T03:40:00.000001Z") },
		{ 4107542400000000,         STR_INIT("2100-03-01T00:00:00Z") },
		{ UTC_MIN,                  STR_INIT("0001-01-01T00:00:00Z") },
		{ UTC_MAX,                  STR_INIT("9999-12-31T23:59:59.999999Z") },
	};
	i64 back;

	for (size_t i = 0; i < countof(cases); i++) {
		CHECK_STR(utc_text(T, cases[i].micros), cases[i].text);
		CHECK(utc_parse(cases[i].text, &back) && back == cases[i].micros);
	}
}

TEST(every_day_of_ten_thousand_years_goes_there_and_back)
{
	const i64 step = 86400000000 + 3661000001;      /* a day, an hour, a minute, a second, a microsecond */
	struct arena whole = *T;
	i64 back;

	for (i64 t = UTC_MIN; t <= UTC_MAX; t += step) {
		struct arena scratch = whole;

		if (!utc_parse(utc_text(&scratch, t), &back) || back != t)
			fail_msg("%lld came back as %lld", (long long)t, (long long)back);
	}
}

TEST(every_day_is_a_date_and_every_date_a_day)
{
	struct date before = { 0, 0, 0 };

	for (i64 day = -719162; day <= 2932896; day++) {
		struct date d = date_of(day);

		if (day_of(d) != day || (d.day != before.day + 1 && d.day != 1))
			fail_msg("day %lld is %d-%d-%d", (long long)day, d.year, d.month, d.day);
		before = d;
	}
	CHECK(before.year == 9999 && before.month == 12 && before.day == 31);
}

TEST(a_date_is_written_one_way)
{
	static const char *const bad[] = { "", "2026-1-01", "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01",
	    "2026-01-01 ", "20260101", "2026/01/01", "+026-01-01", "2026-01-01T00:00:00Z" };
	i64 day;

	CHECK(date_parse(STR("2028-02-29"), &day) && day == 21243);
	CHECK(date_parse(STR("1970-01-01"), &day) && day == 0);
	for (size_t i = 0; i < countof(bad); i++)
		CHECK(!date_parse(str_c(bad[i]), &day));
}

TEST(a_shorter_fraction_is_read)
{
	i64 t;

	CHECK(utc_parse(STR("1970-01-01T00:00:01.5Z"), &t) && t == 1500000);
	CHECK(utc_parse(STR("1970-01-01T00:00:00.000000Z"), &t) && t == 0);
}

TEST(what_is_no_moment_is_refused)
{
	static const str bad[] = {
		STR_INIT(""), STR_INIT("1970-01-01"), STR_INIT("1970-01-01T00:00:00"), STR_INIT("1970-01-01t00:00:00Z"),
		STR_INIT("1970-01-01T00:00:00z"), STR_INIT("1970-01-01 00:00:00Z"), STR_INIT("1970-01-01T00:00:00+00:00"),
		STR_INIT("0000-01-01T00:00:00Z"), STR_INIT("1970-00-01T00:00:00Z"), STR_INIT("1970-13-01T00:00:00Z"),
		STR_INIT("1970-01-00T00:00:00Z"), STR_INIT("1970-01-32T00:00:00Z"), STR_INIT("1900-02-29T00:00:00Z"),
		STR_INIT("2023-02-29T00:00:00Z"), STR_INIT("1970-01-01T24:00:00Z"), STR_INIT("1970-01-01T00:60:00Z"),
		STR_INIT("2016-12-31T23:59:60Z"), STR_INIT("1970-01-01T00:00:00.Z"), STR_INIT("1970-01-01T00:00:00.1234567Z"),
		STR_INIT("1970-01-01T00:00:00.1"), STR_INIT("1970-01-01T00:00:00.-1Z"), STR_INIT("1970-01-01T00:00:00ZZ"),
		STR_INIT("1970-01-01T00:00:0\0Z"), STR_INIT("+970-01-01T00:00:00Z"), STR_INIT("10000-01-01T00:00:00Z"),
	};
	i64 t;

	for (size_t i = 0; i < countof(bad); i++)
		if (utc_parse(bad[i], &t))
			fail_msg("accepted: %.*s", STR_ARG(bad[i]));
}

TEST_MAIN()
