#include "test.h"

TEST(a_text_is_cut_at_the_first_separator)
{
	str rest;

	CHECK_STR(str_cut(STR("a:b:c"), ':', &rest), STR("a"));
	CHECK_STR(rest, STR("b:c"));
	CHECK_STR(str_cut(STR("abc"), ':', &rest), STR("abc"));
	CHECK(rest.p == NULL);
}

TEST(what_is_blank_around_a_text_is_cut_away)
{
	CHECK_STR(str_trimmed(STR(" \ta b\r\n")), STR("a b"));
	CHECK_STR(str_trimmed(STR(" \n\t")), STR(""));
	CHECK_STR(str_trimmed((str){ NULL, 0 }), STR(""));
}

TEST(texts_are_ordered_by_bytes_and_the_shorter_comes_first)
{
	CHECK(str_cmp(STR("a"), STR("b")) < 0);
	CHECK(str_cmp(STR("a"), STR("aa")) < 0);
	CHECK(str_cmp(STR("\xff"), STR("a")) > 0);
	CHECK(str_cmp(STR(""), STR("")) == 0);
	CHECK(str_alike(STR("SRV-1"), STR("srv-1")));
	CHECK(!str_alike(STR("srv-1"), STR("srv-2")) && !str_alike(STR("@"), STR("`")) && !str_alike(STR("a"), STR("aa")));
}

TEST(a_buffer_grows_and_writes_numbers)
{
	struct buf b = buf_new(T, 1);

	buf_int(&b, INT64_MIN);
	buf_byte(&b, ' ');
	buf_int(&b, 0);
	buf_fmt(&b, " %s", "end");
	CHECK_STR(buf_str(&b), STR("-9223372036854775808 0 end"));
}

TEST(an_error_carries_its_place)
{
	err e = err_new(T, ERR_MALFORMED, "%d is too many", 7);

	CHECK_ERR(err_at(T, STR("line 3"), e), MALFORMED, "line 3: 7 is too many");
	CHECK(err_at(T, STR("line 3"), OK) == OK);
}

TEST_MAIN()
