#include "test.h"
#include "cbor.h"

static bool
whole(str in)
{
	str item;

	return cbor_item(&in, &item) && in.n == 0;
}

TEST(the_canonical_form_is_read)
{
	static const str good[] = {
		STR_INIT("\x00"), STR_INIT("\x17"), STR_INIT("\x18\x18"), STR_INIT("\x19\x01\x00"), STR_INIT("\x1a\x00\x01\x00\x00"),
		STR_INIT("\x1b\x00\x00\x00\x01\x00\x00\x00\x00"), STR_INIT("\x20"), STR_INIT("\x38\x18"),
		STR_INIT("\x40"), STR_INIT("\x43" "abc"), STR_INIT("\x63" "abc"), STR_INIT("\x80"), STR_INIT("\x82\x01\x02"),
		STR_INIT("\xa0"), STR_INIT("\xa3\x01\x01\x20\x01\x61" "a\x01"), STR_INIT("\xa2\x61" "b\x01\x62" "aa\x01"),
		STR_INIT("\xf4"), STR_INIT("\xf5"), STR_INIT("\xf6"), STR_INIT("\x81\x81\x81\x81\x01"), STR_INIT("\x81\x81\x81\x81\x80"),
	};

	for (size_t i = 0; i < countof(good); i++)
		CHECK(whole(good[i]));
}

TEST(every_other_form_is_refused)
{
	static const str bad[] = {
		STR_INIT(""), STR_INIT("\x18\x17"), STR_INIT("\x19\x00\xff"), STR_INIT("\x1a\x00\x00\xff\xff"),
		STR_INIT("\x1b\x00\x00\x00\x00\xff\xff\xff\xff"), STR_INIT("\x18"), STR_INIT("\x1c"), STR_INIT("\x1f"),
		STR_INIT("\x43" "ab"), STR_INIT("\x58\x03" "abc"), STR_INIT("\x5f\x41" "a\xff"), STR_INIT("\x9f\xff"), STR_INIT("\xbf\xff"),
		STR_INIT("\x82\x01"), STR_INIT("\x9b\x7f\xff\xff\xff\xff\xff\xff\xff"), STR_INIT("\x5b\xff\xff\xff\xff\xff\xff\xff\xff"),
		STR_INIT("\xa1\x01"), STR_INIT("\xa2\x01\x01\x01\x01"), STR_INIT("\xa2\x02\x01\x01\x01"), STR_INIT("\xa2\x20\x01\x01\x01"),
		STR_INIT("\xa2\x62" "aa\x01\x61" "b\x01"), STR_INIT("\xc1\x01"), STR_INIT("\xf7"), STR_INIT("\xf0"), STR_INIT("\xff"),
		STR_INIT("\xf8\x18"), STR_INIT("\xf9\x3c\x00"), STR_INIT("\xfa\x3f\x80\x00\x00"), STR_INIT("\x81\x81\x81\x81\x81\x01"),
	};

	for (size_t i = 0; i < countof(bad); i++)
		CHECK(!whole(bad[i]));
}

TEST(numbers_go_to_their_ends_and_no_further)
{
	str in = STR("\x1b\x7f\xff\xff\xff\xff\xff\xff\xff\x3b\x7f\xff\xff\xff\xff\xff\xff\xff\x1b\x80\x00\x00\x00\x00\x00\x00\x00");
	i64 x;

	CHECK(cbor_int(&in, &x) && x == INT64_MAX);
	CHECK(cbor_int(&in, &x) && x == INT64_MIN);
	CHECK(!cbor_int(&in, &x));
}

TEST_MAIN()
