/* Goal: JSON from outside comes in canonical or not at all. */
#include "test.h"
#include "canon.h"
#include "json.h"

#include <dirent.h>

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
		{ STR_INIT("[99999999999999999999]"),        "a number goes no further" },
		{ STR_INIT("[1e999]"),                       "a number" },
		{ STR_INIT("{\"a\":{\"Big\" : 1}}"),         "1:7: \"Big\" is no key" },
		{ STR_INIT("{\"\":1}"),                      "1:2: \"\" is no key" },
		{ STR_INIT("{\"a\\\"\":1}"),                 "is no key" },
		{ STR_INIT("[[[[[[[[[[[[[1]]]]]]]]]]]]]"),   "1:13: this lies deeper than 12 levels" },
		{ STR_INIT("\"\\u0000\""),                   "U+0000 has no place" },
		{ STR_INIT("{\"a\\u0000\":1}"),              "U+0000 has no place" },
		{ STR_INIT("\"\0\""),                        "1:" },
		{ STR_INIT("{}\0"),                          "1:" },
		{ STR_INIT("\"\xed\xa0\x80\""),              "1:" },
		{ STR_INIT("\"\\ud800\""),                   "1:" },
		{ STR_INIT("[\"\\u00\xc3\xa9\"]"),         "1:7: invalid escape." },
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

/* Is this a reason why what is JSON is not for the record? */
static bool
is_our_restriction(err e)
{
	static const char *const reasons[] = {
		"a number is whole", "goes no further", "is no key", "duplicate object key", "U+0000",
	};

	for (size_t i = 0; i < countof(reasons); i++)
		if (str_contains(e->why, str_c(reasons[i])))
			return true;
	return false;
}

static bool
is_canonical(str bytes)
{
	struct canon c = canon_open(T, bytes);

	canon_skip(&c);
	return canon_end(&c) == OK;
}

TEST(the_json_test_suite_is_judged_as_it_says)
{
	const char *folder = need_data("badinput/JSONTestSuite/test_parsing");
	DIR *dir = opendir(folder);
	struct dirent *d;
	int seen = 0, accepted = 0;

	while ((d = readdir(dir))) {
		str bytes, out;
		err e;

		if (d->d_name[0] == '.')
			continue;
		bytes = read_whole(arena_fmt(T, "%s/%s", folder, d->d_name).p);
		e = json_canonical(T, bytes, LIMIT_DEPTH, &out);
		seen++;
		accepted += e == OK;
		if (d->d_name[0] == 'n' && e == OK)
			fail_msg("%s is no JSON, and was accepted", d->d_name);
		if (d->d_name[0] == 'y' && e && !is_our_restriction(e))
			fail_msg("%s is JSON, and was refused: %.*s", d->d_name, STR_ARG(e->why));
		if (e == OK && !is_canonical(out))
			fail_msg("%s was not brought into canonical form: %.*s", d->d_name, STR_ARG(out));
		if (d->d_name[0] == 'n' && is_canonical(bytes))
			fail_msg("%s is no JSON, and passed as canonical", d->d_name);
	}
	closedir(dir);
	CHECK(seen >= 180 && accepted >= 60);
}

TEST(the_canonical_form_is_that_of_rfc_8785_wherever_the_record_can_say_it)
{
	const char *folder = need_data("badinput/rfc8785-jcs/input");
	DIR *dir = opendir(folder);
	struct dirent *d;

	while ((d = readdir(dir))) {
		str want, out;
		err e;

		if (d->d_name[0] == '.')
			continue;
		want = read_whole(arena_fmt(T, "%s/../output/%s", folder, d->d_name).p);
		e = json_canonical(T, read_whole(arena_fmt(T, "%s/%s", folder, d->d_name).p), LIMIT_DEPTH, &out);
		if (e)
			CHECK(is_our_restriction(e) && !is_canonical(want));
		else
			CHECK_STR(out, want);
	}
	closedir(dir);
	check_brings(STR("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\""),
	    STR("\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\""));
}

TEST_MAIN()
