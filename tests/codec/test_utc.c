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
