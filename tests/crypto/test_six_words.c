#include "test.h"
#include "six_words.h"

/* Worked out apart from the program, with a language that has big numbers. */
TEST(six_words_are_the_last_six_digits_of_the_keys_hash)
{
	CHECK_STR(six_words(T, STR("")), STR("chaplain giggling traction prison maggot crop"));
	CHECK_STR(six_words(T, STR("a key")), STR("uncut scoreless showplace skype handling possibly"));
	CHECK_STR(six_words(T, STR("\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f"
	    "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f")),
	    STR("dwelled mummy colonist daffodil brunt greedy"));
}

TEST_MAIN()
