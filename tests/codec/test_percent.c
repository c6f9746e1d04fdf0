/* Percent-encoding: what stands as it is, and what is no encoding. */
#include "percent.h"
#include "test.h"

static str
encoded(str s)
{
	struct buf b = buf_new(T, 16);

	percent_put(&b, s);
	return buf_str(&b);
}

TEST(only_what_is_unreserved_stands_as_it_is)
{
	CHECK_STR(encoded(STR("Az09-._~")), STR("Az09-._~"));
	CHECK_STR(encoded(STR("a b+c/d?e&f=g%h\"'\r\n")), STR("a%20b%2Bc%2Fd%3Fe%26f%3Dg%25h%22%27%0D%0A"));
	CHECK_STR(encoded(STR("ö")), STR("%C3%B6"));
	CHECK(encoded(STR("")).n == 0);
}

TEST(every_byte_comes_back)
{
	char bytes[256];
	str out;

	for (int i = 0; i < 256; i++)
		bytes[i] = (char)i;
	CHECK(percent_decode(T, encoded((str){ bytes, 256 }), true, &out));
	CHECK_STR(out, ((str){ bytes, 256 }));
}

TEST(a_plus_is_a_space_in_a_query_alone)
{
	str out;

	CHECK(percent_decode(T, STR("a+b%2B%c3%B6"), true, &out));
	CHECK_STR(out, STR("a b+ö"));
	CHECK(percent_decode(T, STR("a+b"), false, &out));
	CHECK_STR(out, STR("a+b"));
}

TEST(a_percent_sign_without_two_digits_is_no_encoding)
{
	static const char *const wrong[] = { "%", "a%4", "%g0", "%0g", "%%41", "% 41", "%-1" };
	str out;

	for (size_t i = 0; i < countof(wrong); i++)
		CHECK(!percent_decode(T, str_c(wrong[i]), false, &out));
}

TEST_MAIN()
