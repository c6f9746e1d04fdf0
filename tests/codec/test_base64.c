/* Goal: every byte string has one spelling, and only that is read. */
#include "test.h"
#include "base64.h"

TEST(the_vectors_of_rfc_4648_are_met_in_both_alphabets)
{
	static const struct { str bytes, standard, url; } cases[] = {
		{ STR_INIT(""),       STR_INIT(""),         STR_INIT("") },
		{ STR_INIT("f"),      STR_INIT("Zg=="),     STR_INIT("Zg") },
		{ STR_INIT("fo"),     STR_INIT("Zm8="),     STR_INIT("Zm8") },
		{ STR_INIT("foo"),    STR_INIT("Zm9v"),     STR_INIT("Zm9v") },
		{ STR_INIT("foob"),   STR_INIT("Zm9vYg=="), STR_INIT("Zm9vYg") },
		{ STR_INIT("fooba"),  STR_INIT("Zm9vYmE="), STR_INIT("Zm9vYmE") },
		{ STR_INIT("foobar"), STR_INIT("Zm9vYmFy"), STR_INIT("Zm9vYmFy") },
		{ STR_INIT("\xfb\xff"), STR_INIT("+/8="),   STR_INIT("-_8") },
	};
	str back;

	for (size_t i = 0; i < countof(cases); i++) {
		CHECK_STR(b64(T, cases[i].bytes.p, cases[i].bytes.n), cases[i].standard);
		CHECK_STR(b64u(T, cases[i].bytes.p, cases[i].bytes.n), cases[i].url);
		CHECK(b64_decode(T, cases[i].standard, &back));
		CHECK_STR(back, cases[i].bytes);
		CHECK(b64u_decode(T, cases[i].url, &back));
		CHECK_STR(back, cases[i].bytes);
	}
}

TEST(every_byte_goes_there_and_back)
{
	u8 all[256];
	str back;

	for (size_t i = 0; i < sizeof(all); i++)
		all[i] = (u8)i;
	for (size_t n = 0; n <= sizeof(all); n++) {
		str bytes = { (const char *)all, n };

		CHECK(b64u_decode(T, b64u(T, all, n), &back));
		CHECK_STR(back, bytes);
		CHECK(b64_decode(T, b64(T, all, n), &back));
		CHECK_STR(back, bytes);
	}
}

TEST(other_spellings_are_refused)
{
	static const str url[] = {
		STR_INIT("Zg=="), STR_INIT("Zh"), STR_INIT("Zm9"), STR_INIT("Z"), STR_INIT("Zm9vY"), STR_INIT("+_8"),
		STR_INIT("-/8"), STR_INIT("Zm 9v"), STR_INIT("Zm9v\n"), STR_INIT("Zm\0v"), STR_INIT("Zm\xc3\xa9"), STR_INIT("{m9v"),
	};
	static const str standard[] = {
		STR_INIT("Zg"), STR_INIT("Zg="), STR_INIT("Zg==="), STR_INIT("Zh=="), STR_INIT("Zm9="), STR_INIT("Z==="),
		STR_INIT("===="), STR_INIT("="), STR_INIT("Zg==Zg=="), STR_INIT("-_8="), STR_INIT("Zm9v\n"), STR_INIT("Zm9v===="),
	};
	str back;

	for (size_t i = 0; i < countof(url); i++)
		CHECK(!b64u_decode(T, url[i], &back));
	for (size_t i = 0; i < countof(standard); i++)
		CHECK(!b64_decode(T, standard[i], &back));
}

TEST(a_hash_is_forty_three_characters_and_no_other_number)
{
	struct hash h = { { 1, 2, 255 } }, back;
	str text = b64u_hash(T, h);

	CHECK(text.n == 43 && b64u_decode_hash(text, &back) && hash_eq(h, back));
	CHECK(!b64u_decode_hash((str){ text.p, 42 }, &back));
	CHECK(!b64u_decode_hash(arena_fmt(T, "%.*sA", STR_ARG(text)), &back));
	CHECK(!b64u_decode_hash(STR(""), &back));
}

TEST_MAIN()
