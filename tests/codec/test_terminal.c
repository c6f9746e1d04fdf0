#include "terminal.h"
#include "test.h"

TEST(words_of_any_language_stay_as_they_are)
{
	str words = STR("Zürich, 東京, עברית: \"9.8\" 🔔");

	CHECK_STR(terminal_text(T, words), words);
	CHECK_STR(terminal_text(T, STR("")), STR(""));
}

TEST(what_would_write_on_the_terminal_is_shown_as_its_bytes)
{
	CHECK_STR(terminal_text(T, STR("a\033[2J\r\n\x7f")), STR("a\\x1b[2J\\x0d\\x0a\\x7f"));
	CHECK_STR(terminal_text(T, STR("\xc2\x9b" "31m")), STR("\\xc2\\x9b31m"));               /* CSI as one character */
	CHECK_STR(terminal_text(T, STR("\xe2\x80\xae" "gnp.exe")), STR("\\xe2\\x80\\xaegnp.exe"));    /* right-to-left override */
	CHECK_STR(terminal_text(T, STR("\xe2\x81\xa6\xd8\x9c")), STR("\\xe2\\x81\\xa6\\xd8\\x9c"));
}

TEST(a_character_cut_off_at_the_end_is_not_read_beyond_it)
{
	CHECK_STR(terminal_text(T, STR("a\xe2\x80")), STR("a\xe2\x80"));
	CHECK_STR(terminal_text(T, STR("a\xc2")), STR("a\xc2"));
}

TEST_MAIN()
