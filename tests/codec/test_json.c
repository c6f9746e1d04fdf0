/* Goal: JSON from outside comes in canonical or not at all. */
#include "test.h"
#include "canon.h"
#include "json.h"

static void
check_brings(str bytes, str want)
{
	str out = { NULL, 0 };

	CHECK_OK(json_canonical(T, bytes, LIMIT_DEPTH, &out));
	CHECK_STR(out, want);
}

TEST(order_space_and_escapes_become_canonical)
{
	check_brings(STR(" { \"b\" : [ 1 , -0 ] ,\n \"a\" : \"\\u00e9\\/\\u000A\" , \"_c\":{} } "),
	    STR("{\"_c\":{},\"a\":\"\xc3\xa9/\\n\",\"b\":[1,0]}"));
	check_brings(STR("\"a: \\\" b\""), STR("\"a: \\\" b\""));
	check_brings(STR("9007199254740991"), STR("9007199254740991"));
}

TEST(what_the_record_cannot_say_is_refused_with_its_place)
{
	static const struct { str bytes; const char *words; } cases[] = {
		{ STR_INIT(""),                              "1:1: " },
		{ STR_INIT("{\"a\":1,\n \"a\":2}"),          "2:4: duplicate" },
		{ STR_INIT("{\"a\":\n  9.8}"),               "2:3: a number is whole" },
		{ STR_INIT("[1e2]"),                         "1:2: a number is whole" },
		{ STR_INIT("[\"\xc3\xa9\", 9007199254740992]"), "1:7: a number goes no further" },
		{ STR_INIT("[-9007199254740992]"),           "1:2: a number goes no further" },
		{ STR_INIT("[99999999999999999999]"),        "1:" },
		{ STR_INIT("{\"a\":{\"Big\" : 1}}"),         "1:7: \"Big\" is no key" },
		{ STR_INIT("{\"\":1}"),                      "1:2: \"\" is no key" },
		{ STR_INIT("{\"a\\\"\":1}"),                 "is no key" },
		{ STR_INIT("[[[[[[[[[[[[[1]]]]]]]]]]]]]"),   "1:13: this lies deeper than 12 levels" },
		{ STR_INIT("\"\\u0000\""),                   "1:" },
		{ STR_INIT("\"\0\""),                        "1:" },
		{ STR_INIT("{}\0"),                          "1:" },
		{ STR_INIT("\"\xed\xa0\x80\""),              "1:" },
		{ STR_INIT("\"\\ud800\""),                   "1:" },
		{ STR_INIT("{} {}"),                         "1:" },
	};
	str out;

	for (size_t i = 0; i < countof(cases); i++)
		CHECK_ERR(json_canonical(T, cases[i].bytes, LIMIT_DEPTH, &out), MALFORMED, cases[i].words);
}

TEST(a_long_key_is_shown_cut_between_characters)
{
	struct buf b = buf_new(T, 16);
	str out;
	err e;

	buf_put(&b, STR("{\"x"));
	for (int i = 0; i < 300; i++)
		buf_put(&b, STR("\xc3\xa9"));
	buf_put(&b, STR("\":1}"));
	e = json_canonical(T, buf_str(&b), LIMIT_DEPTH, &out);
	CHECK_ERR(e, MALFORMED, "is no key");
	CHECK(e->why.n < LIMIT_SENTENCE && utf8_valid(e->why));
}

TEST_MAIN()
