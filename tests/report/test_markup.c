/* What people write is shown as they meant it, nothing they write is more than that, and nothing of it is hidden. */
#include "markup.h"
#include "test.h"

#include <time.h>

static str
tree(str text)
{
	struct buf b = buf_new(T, 64);

	return markup_tree(&b, text) ? buf_str(&b) : STR("plain");
}

#define SHOWN(text, nodes)  CHECK_STR(tree(STR(text)), STR(nodes))
#define WORDS_OF(text, words) CHECK_STR(markup_plain(T, STR(text)), STR(words))

TEST(stresses_code_and_links_stand_in_a_line)
{
	SHOWN("a **b** *c* _d_ `e*f*` @12", "[[\"paragraph\",\"a \",[\"strong\",\"b\"],\" \",[\"em\",\"c\"],\" \",[\"em\",\"d\"],\" \",[\"code\",\"e*f*\"],\" @12\"]]");
	SHOWN("see https://example.org/a_b_c.", "[[\"paragraph\",\"see \",[\"link\",\"https://example.org/a_b_c\"],\".\"]]");
	SHOWN("[bank](https://evil.example/x)", "[[\"paragraph\",[\"link\",\"https://evil.example/x\",\"bank\"]]]");
	SHOWN("[write](mailto:a@b.example)", "[[\"paragraph\",[\"link\",\"mailto:a@b.example\",\"write\"]]]");
	SHOWN("![a picture](https://i.example/x.png)", "[[\"paragraph\",[\"link\",\"https://i.example/x.png\",\"a picture\"]]]");
	SHOWN("``a ` b``", "[[\"paragraph\",[\"code\",\"a ` b\"]]]");
}

TEST(paragraphs_headings_quotes_lists_and_listings_stand_below_each_other)
{
	SHOWN("# one\ntwo\nthree\n\n> said\n> so", "[[\"heading\",\"1\",\"one\"],[\"paragraph\",\"two\\nthree\"],[\"quote\",[\"paragraph\",\"said\\nso\"]]]");
	SHOWN("- a\n- b\n  - c\n\n3. x\n4. y", "[[\"list\",[\"item\",\"a\"],[\"item\",\"b\",[\"list\",[\"item\",\"c\"]]]],"
	    "[\"numbered\",\"3\",[\"item\",\"x\"],[\"item\",\"y\"]]]");
	SHOWN("```sh\nrm -rf *\n<b>\n```\n***\nend", "[[\"listing\",\"sh\",\"rm -rf *\\n<b>\"],[\"line\"],[\"paragraph\",\"end\"]]");
	SHOWN("**a**\\\nb", "[[\"paragraph\",[\"strong\",\"a\"],\"\\nb\"]]");
}

TEST(plain_words_have_no_tree)
{
	static const char *const words[] = { "", "Settlement goes out at six.\nWho watches?\n\nI do.", "2 * 3 * 4", "snake_case_name", "a ** b **", "`open", "a@12",
	    "[x]", "a__init__", "5 > 3", "http://", "@12 look", "    four blanks", "12", "R&D", "&lt;" };

	for (size_t i = 0; i < countof(words); i++)
		CHECK_STR(tree(str_c(words[i])), STR("plain"));
}

TEST(html_entities_and_tables_are_characters)
{
	SHOWN("**<script>alert(1)</script>** <img src=x onerror=alert(1)>", "[[\"paragraph\",[\"strong\",\"<script>alert(1)</script>\"],\" <img src=x onerror=alert(1)>\"]]");
	SHOWN("*&lt;&#x3c;*", "[[\"paragraph\",[\"em\",\"&lt;&#x3c;\"]]]");
	SHOWN("<div>\n\n*a*", "[[\"paragraph\",\"<div>\"],[\"paragraph\",[\"em\",\"a\"]]]");
	SHOWN("|a|\n|---|\n|b|c|", "plain");
}

TEST(a_link_goes_to_http_https_or_mailto_and_nowhere_else)
{
	static const char *const bad[] = { "javascript:alert`1`", "JaVaScRiPt:alert`1`", "java&#x73;cript:x", "&#106;avascript:x", "data:text/html,x", "vbscript:x",
	    "file:///etc/passwd", "//evil.example", "/account", "#x", "ftp://x.example", "blob:https://x/y", "https://user:pass@evil.example", "https://bank.example@evil.example/",
	    "http://", "https:///x", "mailto:", "\x02javascript:x", "https://bank.example\\\\@evil.example/", "https://a.example/\xe2\x80\xae" "gpj", "https://a.example/\x7f" };

	for (size_t i = 0; i < countof(bad); i++) {
		CHECK(!str_contains(tree(arena_fmt(T, "[x](%s) and <%s>", bad[i], bad[i])), STR("[\"link\"")));
		CHECK(!str_contains(tree(arena_fmt(T, "![x](<%s>)", bad[i])), STR("[\"link\"")));
	}
	SHOWN("*a* https://bank.example@evil.example/", "[[\"paragraph\",[\"em\",\"a\"],\" https://bank.example@evil.example/\"]]");
	SHOWN("[x](javascript:x)", "[[\"paragraph\",\"x (javascript:x)\"]]");
}

TEST(nothing_that_was_written_is_hidden)
{
	SHOWN("[update]: rebooting\n**now**", "[[\"paragraph\",\"[update]: rebooting\\n\",[\"strong\",\"now\"]]]");
	SHOWN("[a]: <u>\n\n[a] [b][a] *c*", "[[\"paragraph\",\"[a]: <u>\"],[\"paragraph\",\"[a] [b][a] \",[\"em\",\"c\"]]]");
	SHOWN("[x](https://a.example \"and more\")", "plain");
	SHOWN("```said to be\nx\n```", "[[\"listing\",\"said to be\",\"x\"]]");
	SHOWN("[![i](https://i.example/1)](https://v.example)", "[[\"paragraph\",[\"link\",\"https://v.example\",\"i (https://i.example/1)\"]]]");
	SHOWN("*a* \x01", "plain");
}

TEST(its_words_alone_are_told_with_where_links_lead)
{
	WORDS_OF("# a **b**\n\n- c\n  - d\n\n> e `f`\n\n```sh\ng\n```", "a b\nc\nd\ne f\nsh\ng");
	WORDS_OF("[here](https://c2.example/x) https://d.example", "here (https://c2.example/x) https://d.example");
	WORDS_OF("plain [x](u \"t\")", "plain [x](u \"t\")");
}

static str
times(const char *part, size_t bytes)
{
	struct buf b = buf_new(T, bytes + 64);

	while (b.n + strlen(part) <= bytes)
		buf_put(&b, str_c(part));
	return buf_str(&b);
}

TEST(beyond_a_bound_a_text_is_shown_as_it_is_written)
{
	SHOWN("- - - a *b*", "[[\"list\",[\"item\",[\"list\",[\"item\",[\"list\",[\"item\",\"a \",[\"em\",\"b\"]]]]]]]]");
	SHOWN("> > > > > > > > a", "plain");
	CHECK(!str_eq(tree(times("https://a.example *b* ", 64 * 22)), STR("plain")));
	CHECK_STR(tree(times("https://a.example *b* ", 65 * 22)), STR("plain"));
	CHECK(!str_eq(tree(times("*word after word* ", LIMIT_MARKUP)), STR("plain")));
	CHECK_STR(tree(times("*word after word* ", LIMIT_MARKUP + 18)), STR("plain"));
	CHECK(!str_eq(tree(times("*a* ", 400)), STR("plain")));
	CHECK_STR(tree(times("*a* ", 4000)), STR("plain"));
	CHECK_STR(markup_plain(T, times("*a* ", LIMIT_MARKUP + 4)), times("*a* ", LIMIT_MARKUP + 4));
}

static double
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

TEST(whatever_is_written_is_read_soon)
{
	static const char *const parts[] = { "[", "]", "*", "**a ", "_a ", "*a **b", "`", "`` ` ``` ", ">", "> ", "- ", "1. ", "[a](", "](", "[](", "![", "[[]", "<", "<a@b.c", "&#x",
	    "https://a.b/(", "http://a.b ", "[a]: b\n", "[a]:\n[", "[ ]: \n", "|", "|-\n", "# ", "#\n", "a\n", "- a\n", "  - a\n    - b\n", "```\n", "~~~\n", "[*a](b)*", "![a](b)", "a\n-\n" };

	for (size_t i = 0; i < countof(parts); i++)
		for (size_t bytes = LIMIT_MARKUP; bytes <= 64 * KIB; bytes += 64 * KIB - LIMIT_MARKUP) {
			str text = times(parts[i], bytes);
			double begun = milliseconds();

			CHECK(tree(text).n <= 2 * text.n + 2 * KIB);
			markup_plain(T, text);
			if (getenv("TOCSIN_TIMES"))
				print_message("%8zu %-16.16s %.2f ms\n", bytes, parts[i], milliseconds() - begun);
			CHECK(milliseconds() - begun < 200);
		}
}

TEST_MAIN()
