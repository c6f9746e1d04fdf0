#include "decimal.h"
#include "test.h"

static struct decimal
dec(const char *text)
{
	struct decimal d;

	CHECK_OK(decimal_parse(T, str_c(text), &d));
	return d;
}

static str
text(struct decimal d)
{
	struct buf b = buf_new(T, 1);

	decimal_put(&b, d);
	return buf_str(&b);
}

TEST(a_decimal_is_written_in_its_shortest_form)
{
	static const char *const forms[][2] = {
		{ "9.8", "9.8" }, { "9.50", "9.5" }, { "0.00042", "0.00042" }, { "-0", "0" }, { "-0.0", "0" },
		{ "007", "7" }, { "-0.000001", "-0.000001" }, { "10", "10" }, { "100.010", "100.01" },
		{ "9223372036854.775807", "9223372036854.775807" }, { "-9223372036854.775807", "-9223372036854.775807" },
	};

	for (size_t i = 0; i < countof(forms); i++)
		CHECK_STR(text(dec(forms[i][0])), str_c(forms[i][1]));
}

TEST(what_is_no_decimal_is_refused)
{
	static const char *const bad[] = {
		"", "-", ".", ".5", "5.", "--1", "+1", "1e3", "1,5", " 1", "1 ", "1.2.3", "0x1", "1.-5", "1./", "1:",
		"9223372036854.775808", "-9223372036854.775808", "9223372036855", "99999999999999999999999999999999999999999999",
	};
	struct decimal d;

	for (size_t i = 0; i < countof(bad); i++)
		CHECK_ERR(decimal_parse(T, str_c(bad[i]), &d), MALFORMED, "a decimal is");
	CHECK_ERR(decimal_parse(T, STR("0.1234567"), &d), MALFORMED, "at most 6 places");
	CHECK_ERR(decimal_parse(T, STR("1.0000000"), &d), MALFORMED, "at most 6 places");
}

TEST(the_record_accepts_one_spelling_only)
{
	static const char *const longer[] = {
		"9.50", "1.0", "-0", "00", "01", "-01", "0.10", "-0.0", "0.0", "007.5", "",
		"9223372036854.775808", "-9223372036854.775808", "9223372036855", "0.0000001", "5.", ".5", "-", "-.5", "1e3",
	};
	static const char *const shortest[] = {
		"0", "-9.5", "10", "100", "0.1", "-0.000001", "0.000001", "9223372036854.775807", "-9223372036854.775807", "10.01",
	};

	for (size_t i = 0; i < countof(longer); i++)
		CHECK(!decimal_is_shortest(str_c(longer[i])));
	for (size_t i = 0; i < countof(shortest); i++) {
		CHECK(decimal_is_shortest(str_c(shortest[i])));
		CHECK_STR(text(dec(shortest[i])), str_c(shortest[i]));
	}
}

TEST(sums_are_exact_and_products_round_half_away_from_zero)
{
	struct decimal x;

	CHECK(decimal_add(dec("0.1"), dec("0.2"), &x));           CHECK_STR(text(x), STR("0.3"));
	CHECK(decimal_sub(dec("1"), dec("0.000001"), &x));        CHECK_STR(text(x), STR("0.999999"));
	CHECK(decimal_mul(dec("0.000001"), dec("0.5"), &x));      CHECK_STR(text(x), STR("0.000001"));
	CHECK(decimal_mul(dec("-0.000001"), dec("0.5"), &x));     CHECK_STR(text(x), STR("-0.000001"));
	CHECK(decimal_mul(dec("0.000001"), dec("0.499999"), &x)); CHECK_STR(text(x), STR("0"));
	CHECK(decimal_div(dec("2"), dec("3"), &x));               CHECK_STR(text(x), STR("0.666667"));
	CHECK(decimal_div(dec("-1"), dec("3"), &x));              CHECK_STR(text(x), STR("-0.333333"));
	CHECK(decimal_div(dec("1"), dec("-2000000"), &x));        CHECK_STR(text(x), STR("-0.000001"));
	CHECK(decimal_mod(dec("-7.5"), dec("2"), &x));            CHECK_STR(text(x), STR("-1.5"));
	CHECK(decimal_mod(dec("7.5"), dec("-2"), &x));            CHECK_STR(text(x), STR("1.5"));
}

TEST(what_is_out_of_range_is_said_and_nothing_is_stored)
{
	struct decimal most = { DECIMAL_MOST }, least = { -DECIMAL_MOST }, x = { 42 };

	CHECK(!decimal_add(most, dec("0.000001"), &x));
	CHECK(!decimal_sub(least, dec("0.000001"), &x));
	CHECK(!decimal_mul(most, dec("1.1"), &x));
	CHECK(!decimal_mul(most, least, &x));
	CHECK(!decimal_div(most, dec("0.000001"), &x));
	CHECK(!decimal_from_int(9223372036855, &x));
	CHECK(!decimal_from_int(INT64_MIN, &x));
	CHECK(x.millionths == 42);
	CHECK(decimal_from_int(-9223372036854, &x));
	CHECK_STR(text(x), STR("-9223372036854"));
}

TEST(decimals_have_one_order)
{
	CHECK(decimal_cmp(dec("9.10"), dec("9.1")) == 0);
	CHECK(decimal_cmp(dec("9.09"), dec("9.1")) < 0);
	CHECK(decimal_cmp(dec("-9.09"), dec("-9.1")) > 0);
}

TEST(what_is_written_is_read_back)
{
	u64 seed = 1;

	for (int i = 0; i < 20000; i++) {
		struct decimal back, d;

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		d.millionths = (i64)(seed >> 1) >> (i % 63);
		d.millionths *= i & 1 ? -1 : 1;
		CHECK(decimal_is_shortest(text(d)));
		CHECK_OK(decimal_parse(T, text(d), &back));
		CHECK(back.millionths == d.millionths);
	}
}

TEST_MAIN()
