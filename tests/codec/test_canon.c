/* Goal: the reader accepts exactly the one form, and the writer writes it. */
#include "test.h"
#include "canon.h"

static err
read_any(str bytes)
{
	struct canon c = canon_open(T, bytes);

	canon_skip(&c);
	return canon_end(&c);
}

static str
read_string(str bytes)
{
	struct canon c = canon_open(T, bytes);
	str s = canon_string(&c);

	CHECK_OK(canon_end(&c));
	return s;
}

TEST(a_value_of_every_kind_is_read)
{
	struct canon c = canon_open(T, STR("{\"a\":[1,-2,\"x\"],\"b\":{},\"c\":true,\"d\":null}"));
	str key;

	CHECK(canon_peek(&c) == CANON_OBJECT);
	canon_object(&c);
	CHECK(canon_key(&c, &key));
	CHECK_STR(key, STR("a"));
	canon_array(&c);
	CHECK(canon_next(&c) && canon_int(&c) == 1);
	CHECK(canon_next(&c) && canon_int(&c) == -2);
	CHECK(canon_next(&c));
	CHECK_STR(canon_string(&c), STR("x"));
	CHECK(!canon_next(&c));
	CHECK(canon_key(&c, &key));
	CHECK_STR(canon_raw(&c), STR("{}"));
	CHECK(canon_key(&c, &key) && canon_bool(&c));
	CHECK(canon_key(&c, &key) && canon_peek(&c) == CANON_NULL);
	canon_null(&c);
	CHECK(!canon_key(&c, &key));
	CHECK_OK(canon_end(&c));
}

TEST(every_other_spelling_is_refused_with_its_byte)
{
	static const struct { str bytes; const char *words; } cases[] = {
		{ STR_INIT(""),                         "byte 0: a value belongs here, and there is the end." },
		{ STR_INIT(" 1"),                       "byte 0: a value belongs here, and there is byte 0x20" },
		{ STR_INIT("1 "),                       "byte 1: something follows" },
		{ STR_INIT("{\"a\": 1}"),               "byte 5: a value" },
		{ STR_INIT("{\"b\":1,\"a\":1}"),        "\"a\" does not come after \"b\"" },
		{ STR_INIT("{\"a\":1,\"a\":1}"),        "\"a\" does not come after \"a\"" },
		{ STR_INIT("{\"a\":1,}"),               "byte 7: a key belongs here, and there is '}'" },
		{ STR_INIT("{\"a\":1 }"),               "',' or '}'" },
		{ STR_INIT("{,\"a\":1}"),               "byte 1: a key" },
		{ STR_INIT("{\"A\":1}"),                "a key of a-z" },
		{ STR_INIT("{\"a.b\":1}"),              "byte 3: a key of a-z" },
		{ STR_INIT("{\"1a\":1}"),               "begins with" },
		{ STR_INIT("{\"\":1}"),                 "begins with" },
		{ STR_INIT("{\"\\u0061\":1}"),          "a key of a-z" },
		{ STR_INIT("{\"a\"}"),                  "':'" },
		{ STR_INIT("{\"a"),                     "closing quote" },
		{ STR_INIT("{\"a\":1"),                 "',' or '}'" },
		{ STR_INIT("[1,]"),                     "byte 3: a value" },
		{ STR_INIT("[,1]"),                     "byte 1: a value" },
		{ STR_INIT("[1"),                       "',' or ']'" },
		{ STR_INIT("-0"),                       "no -0" },
		{ STR_INIT("01"),                       "leading zero" },
		{ STR_INIT("-01"),                      "leading zero" },
		{ STR_INIT("-"),                        "a whole number" },
		{ STR_INIT("+1"),                       "a value" },
		{ STR_INIT("1.0"),                      "whole" },
		{ STR_INIT("1e3"),                      "whole" },
		{ STR_INIT("9007199254740992"),         "no further" },
		{ STR_INIT("-9007199254740992"),        "no further" },
		{ STR_INIT("99999999999999999999999"),  "no further" },
		{ STR_INIT("True"),                     "a value" },
		{ STR_INIT("tru"),                      "true" },
		{ STR_INIT("nul"),                      "null" },
		{ STR_INIT("\"a"),                      "ends inside" },
		{ STR_INIT("\"\\"),                     "escape" },
		{ STR_INIT("\"\\/\""),                  "byte 1: this escape" },
		{ STR_INIT("\"\\u0000\""),              "escape" },
		{ STR_INIT("\"\\u000a\""),              "escape" },
		{ STR_INIT("\"\\u001F\""),              "escape" },
		{ STR_INIT("\"\\u0020\""),              "escape" },
		{ STR_INIT("\"\\u0022\""),              "escape" },
		{ STR_INIT("\"\\u00e9\""),              "escape" },
		{ STR_INIT("\"\\u00"),                  "escape" },
		{ STR_INIT("\"\t\""),                   "control character" },
		{ STR_INIT("\"\0\""),                   "control character" },
		{ STR_INIT("\"\x80\""),                 "UTF-8" },
		{ STR_INIT("\"\xc3\""),                 "UTF-8" },
		{ STR_INIT("\xef\xbb\xbf{}"),           "byte 0" },
	};

	for (size_t i = 0; i < countof(cases); i++)
		CHECK_ERR(read_any(cases[i].bytes), MALFORMED, cases[i].words);
}

TEST(numbers_reach_as_far_as_json_carries_them)
{
	struct canon c = canon_open(T, STR("[9007199254740991,-9007199254740991,0]"));

	canon_array(&c);
	CHECK(canon_next(&c) && canon_int(&c) == CANON_INT_MAX);
	CHECK(canon_next(&c) && canon_int(&c) == -CANON_INT_MAX);
	CHECK(canon_next(&c) && canon_int(&c) == 0);
	CHECK(!canon_next(&c));
	CHECK_OK(canon_end(&c));
}

TEST(twelve_levels_are_read_and_thirteen_are_not)
{
	CHECK_OK(read_any(STR("[[[[[[[[[[[{}]]]]]]]]]]]")));
	CHECK_ERR(read_any(STR("[[[[[[[[[[[[{}]]]]]]]]]]]]")), MALFORMED, "deeper than 12");
	CHECK_OK(read_any(STR("[{},{},{},{},{},{},{},{},{},{},{},{},{},{}]")));
}

TEST(a_string_is_a_view_unless_it_has_escapes)
{
	str bytes = STR("\"caf\xc3\xa9\"");

	CHECK(read_string(bytes).p == bytes.p + 1);
	CHECK_STR(read_string(STR("\"a\\n\\\"\\\\\\u001f\xf0\x9f\x98\x80\"")), STR("a\n\"\\\x1f\xf0\x9f\x98\x80"));
	CHECK(read_string(STR("\"\"")).p != NULL);
}

TEST(every_character_is_written_in_the_form_that_is_read)
{
	for (int c = 1; c < 128; c++) {
		struct buf b = buf_new(T, 8);
		str s = arena_fmt(T, "<%c>", c);

		canon_put_string(&b, s);
		CHECK_STR(read_string(buf_str(&b)), s);
	}
}

TEST(commas_are_put_where_they_are_due)
{
	struct buf b = buf_new(T, 8);

	buf_byte(&b, '{');
	canon_put_key(&b, STR("a"));
	buf_byte(&b, '[');
	for (int i = 0; i < 3; i++) {
		canon_put_next(&b);
		canon_put_string(&b, STR("{"));
	}
	buf_byte(&b, ']');
	canon_put_key(&b, STR("b"));
	canon_put_int(&b, -7);
	canon_put_key(&b, STR("c"));
	canon_put_bool(&b, false);
	buf_byte(&b, '}');
	CHECK_STR(buf_str(&b), STR("{\"a\":[\"{\",\"{\",\"{\"],\"b\":-7,\"c\":false}"));
	CHECK_OK(read_any(buf_str(&b)));
}

TEST(ill_formed_utf8_is_told_from_well_formed)
{
	static const str bad[] = {
		STR_INIT("\x80"), STR_INIT("\xc0\x80"), STR_INIT("\xc1\xbf"), STR_INIT("\xc3"), STR_INIT("\xe0\x9f\xbf"),
		STR_INIT("\xed\xa0\x80"), STR_INIT("\xed\xbf\xbf"), STR_INIT("\xf0\x8f\xbf\xbf"), STR_INIT("\xf4\x90\x80\x80"),
		STR_INIT("\xf5\x80\x80\x80"), STR_INIT("\xff"), STR_INIT("\xe2\x82"), STR_INIT("\xe2\x28\xa1"), STR_INIT("a\0b"),
	};
	static const str good[] = {
		STR_INIT(""), STR_INIT("\x7f"), STR_INIT("\xc2\x80"), STR_INIT("\xe0\xa0\x80"), STR_INIT("\xed\x9f\xbf"),
		STR_INIT("\xee\x80\x80"), STR_INIT("\xef\xbf\xbf"), STR_INIT("\xf0\x90\x80\x80"), STR_INIT("\xf4\x8f\xbf\xbf"),
	};

	for (size_t i = 0; i < countof(bad); i++)
		CHECK(!utf8_valid(bad[i]));
	for (size_t i = 0; i < countof(good); i++)
		CHECK(utf8_valid(good[i]));
}

TEST(an_expected_key_is_taken_only_where_it_stands_in_its_one_form)
{
	static const char *const other[] = {
		"", "{", "{}", "{\"", "{\"at", "{\"at\"", "{\"at\":", "{\"a\":1}", "{\"att\":1}", "{\"At\":1}", "{,\"at\":1}", "{at:1}", "{\"at\" :1}", "[\"at\":1]",
	};
	struct canon c = canon_open(T, STR("{\"at\":1,\"by\":{\"at\":2},\"c\":3}"));
	str key;

	canon_object(&c);
	CHECK(!canon_key_is(&c, STR("by")) && canon_key_is(&c, STR("at")) && canon_int(&c) == 1);
	CHECK(!canon_key_is(&c, STR("b")) && canon_key_is(&c, STR("by")));
	canon_object(&c);
	CHECK(canon_key_is(&c, STR("at")) && canon_int(&c) == 2);
	CHECK(!canon_key_is(&c, STR("c")) && !canon_key(&c, &key));
	CHECK(canon_key_is(&c, STR("c")) && canon_int(&c) == 3);
	CHECK(!canon_key_is(&c, STR("d")) && !canon_key(&c, &key));
	CHECK_OK(canon_end(&c));
	for (size_t i = 0; i < countof(other); i++) {
		c = canon_open(T, str_c(other[i]));
		canon_object(&c);
		CHECK(!canon_key_is(&c, STR("at")));
	}
	c = canon_open(T, STR("{\"b\":1,\"a\":2}"));
	canon_object(&c);
	CHECK(canon_key_is(&c, STR("b")) && canon_int(&c) == 1);
	CHECK(!canon_key_is(&c, STR("a")) && !canon_key(&c, &key));
	CHECK_ERR(canon_end(&c), MALFORMED, "keys ascend");
}

TEST(the_first_thing_wrong_sticks_and_loops_end)
{
	struct canon c = canon_open(T, STR("[1,x,y]"));
	int n = 0;

	canon_array(&c);
	while (canon_next(&c)) {
		canon_int(&c);
		n++;
	}
	CHECK(n == 2);
	canon_fail(&c, STR("later."));
	CHECK(canon_string(&c).p == NULL && canon_raw(&c).p == NULL && canon_int(&c) == 0 && !canon_bool(&c));
	CHECK_ERR(canon_end(&c), MALFORMED, "byte 3: a whole number belongs here, and there is 'x'.");
}

TEST_MAIN()
