/* Tags of languages: their shape, as RFC 5646 has it. */
#include "language.h"
#include "test.h"

TEST(a_language_has_a_tag)
{
	static const char *const good[] = { "en", "de-CH", "gsw", "zh-Hant-TW", "es-419", "zh-yue-HK", "sl-rozaj-biske", "de-CH-1901",
	    "de-DE-u-co-phonebk", "en-a-bbb-x-a-ccc", "hy-Latn-IT-arevela", "EN-us", "abcde", "de-x-leicht" };

	for (size_t i = 0; i < countof(good); i++)
		if (!language_ok(str_c(good[i])))
			fail_msg("%s", good[i]);
}

TEST(what_is_no_tag_is_refused)
{
	static const char *const bad[] = { "", "e", "-", "en-", "-en", "en--US", "english!", "abcdefghi", "de_CH", "en-x", "en-u", "en-u-a", "de-CH-DE",
	    "de-419-DE", "d1", "12", "i-klingon", "x-mine", "zh-aaa-bbb-ccc-ddd", "abcd-aaa", "de-12345678901", "en-a-bbb-x-a-ccc-ddddddd-eeeeeee-ffff" };

	for (size_t i = 0; i < countof(bad); i++)
		if (language_ok(str_c(bad[i])))
			fail_msg("%s", bad[i]);
}

TEST_MAIN()
