#include "test.h"

#include "canon.h"
#include "yaml_doc.h"

#include <ftw.h>
#include <time.h>

static struct yaml_doc
load(const char *text)
{
	struct yaml_doc doc = { 0 };

	CHECK_OK(yaml_load(T, STR("f.yaml"), str_c(text), &doc));
	return doc;
}

static void
check_json(const char *text, const char *json)
{
	CHECK_STR(load(text).json, str_c(json));
}

/* It is refused with this sentence, place and all. */
static void
check_refused(str text, const char *sentence)
{
	struct yaml_doc doc;
	err e = yaml_load(T, STR("f.yaml"), text, &doc);

	CHECK_ERR(e, MALFORMED, sentence);
	CHECK(str_starts(e->why, str_c(sentence)));
}
#define CHECK_REFUSED(text, sentence) check_refused(STR(text), (sentence))

/* The value `plain` of key a is refused. */
static void
check_plain_refused(const char *plain, const char *words)
{
	struct yaml_doc doc;
	str text = arena_fmt(T, "a: %s\n", plain);
	err e = yaml_load(T, STR("f.yaml"), text, &doc);

	CHECK_ERR(e, MALFORMED, words);
	CHECK(str_starts(e->why, STR("f.yaml:1:4: ")));
}

static void
check_plain(const char *plain, const char *json)
{
	check_json(arena_fmt(T, "a: %s\n", plain).p, arena_fmt(T, "{\"a\":%s}", json).p);
}

static str
repeated(const char *unit, int times)
{
	struct buf b = buf_new(T, 1024);

	for (int i = 0; i < times; i++)
		buf_put(&b, str_c(unit));
	return buf_str(&b);
}

static void
check_place(const struct yaml_doc *doc, const char *path, int line, int column)
{
	int l = 0, c = 0;

	CHECK(yaml_place(doc, str_c(path), &l, &c));
	if (l != line || c != column)
		fail_msg("%s stands at %d:%d, not %d:%d", path, l, c, line, column);
}

TEST(a_file_becomes_canonical_json_with_its_keys_in_order)
{
	check_json("# a comment\nzeta: 1   # another\nalpha:\n  - x\n  - {b: 2, a: [1, two]}\n",
	    "{\"alpha\":[\"x\",{\"a\":[1,\"two\"],\"b\":2}],\"zeta\":1}");
	check_json("---\na: {}\nb: []\n...\n", "{\"a\":{},\"b\":[]}");
	check_json("{}", "{}");
}

TEST(a_plain_word_means_what_every_reader_takes_it_for)
{
	check_plain("0", "0");
	check_plain("-12", "-12");
	check_plain("9007199254740991", "9007199254740991");
	check_plain("-9007199254740991", "-9007199254740991");
	check_plain("true", "true");
	check_plain("false", "false");
	check_plain("9.8", "\"9.8\"");
	check_plain("1200.50", "\"1200.5\"");
	check_plain("9.0", "\"9\"");
	check_plain("-0.0", "\"0\"");
	check_plain("-0.50", "\"-0.5\"");
	check_plain("10.0.0.0", "\"10.0.0.0\"");
	check_plain("2026-01-31", "\"2026-01-31\"");
	check_plain("24 hours", "\"24 hours\"");
	check_plain("1.2.3", "\"1.2.3\"");
	check_plain("e5", "\"e5\"");
	check_plain("0xzz", "\"0xzz\"");
	check_plain("..", "\"..\"");
	check_plain("nothing", "\"nothing\"");
	check_plain("a b\n  c", "\"a b c\"");
}

TEST(a_word_in_quotes_is_a_text)
{
	check_plain("\"12\"", "\"12\"");
	check_plain("'yes'", "\"yes\"");
	check_plain("'1.10'", "\"1.10\"");
	check_plain("''", "\"\"");
	check_plain("'null'", "\"null\"");
	check_plain("'say \"ho\"'", "\"say \\\"ho\\\"\"");
	check_plain("\"tab\\tline\\nend\\\\\"", "\"tab\\tline\\nend\\\\\"");
	check_plain("\"\\u00e9\\U0001F600\"", "\"\xc3\xa9\xf0\x9f\x98\x80\"");
}

TEST(a_key_without_a_value_is_not_there)
{
	check_json("a:\nb: ~\nc: null\nd: 1\n", "{\"d\":1}");
	check_json("a: {b: , c: 2}\n", "{\"a\":{\"c\":2}}");
	check_json("a:\n", "{}");
}

TEST(words_that_readers_disagree_upon_are_refused)
{
	static const char *const words[] = { "yes", "No", "ON", "off", "True", "FALSE", "Null", "NULL" };
	static const char *const numbers[] = {
		"010", "-0", "+5", "0x1F", "0o17", "0b1", "1e5", "1.5E-3", "1_000", ".5", "5.", "007.5", "00",
		"12:30", "190:20:30.15", ".inf", "-.Inf", ".NaN", "1.e5",
	};

	for (size_t i = 0; i < countof(words); i++)
		check_plain_refused(words[i], "Write true or false (or nothing), or quote it.");
	for (size_t i = 0; i < countof(numbers); i++)
		check_plain_refused(numbers[i], "is a number to some and a text to others; write it in plain digits, or quote it.");
	check_plain_refused("9007199254740992", "this number is beyond 9007199254740991; quote it if it is a text.");
	check_plain_refused("-10000000000000000", "this number is beyond 9007199254740991");
}

TEST(block_texts_and_windows_line_ends_are_read)
{
	check_json("a: |\n  one\n   two\n\nb: >-\n  folded\n  text\n", "{\"a\":\"one\\n two\\n\",\"b\":\"folded text\"}");
	check_json("a: 1\r\nb: |\r\n  x\r\n  y\r\n", "{\"a\":1,\"b\":\"x\\ny\\n\"}");
	check_json("a: |\n  12\n", "{\"a\":\"12\\n\"}");
}

TEST(words_of_every_language_are_read)
{
	check_json("a: \xc3\xa9t\xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x98\x80\n",
	    "{\"a\":\"\xc3\xa9t\xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x98\x80\"}");
	/* columns are characters */
	CHECK_REFUSED("a: [\xc3\xa9\xc3\xa9, yes]\n", "f.yaml:1:9: is \"yes\" a text?");
}

TEST(what_makes_a_file_mean_more_than_it_shows_is_refused)
{
	CHECK_REFUSED("a: 1\nb: &x 2\n", "f.yaml:2:4: anchors (&) are not read");
	CHECK_REFUSED("a: &x {}\n", "f.yaml:1:4: anchors (&) are not read");
	CHECK_REFUSED("a: &x []\n", "f.yaml:1:4: anchors (&) are not read");
	CHECK_REFUSED("a: *x\n", "f.yaml:1:4: aliases (*) are not read");
	CHECK_REFUSED("a: !!int 3\n", "f.yaml:1:4: tags (!) are not read");
	CHECK_REFUSED("a: ! 3\n", "f.yaml:1:4: tags (!) are not read");
	CHECK_REFUSED("a: !x {}\n", "f.yaml:1:4: tags (!) are not read");
	CHECK_REFUSED("a: !x []\n", "f.yaml:1:4: tags (!) are not read");
	CHECK_REFUSED("a:\n  <<: {b: 1}\n", "f.yaml:2:3: merge keys (<<) are not read");
	CHECK_REFUSED("%YAML 1.1\n---\na: 1\n", "f.yaml:1:1: directives (%) are not read");
	CHECK_REFUSED("%TAG ! !x\n---\na: 1\n", "f.yaml:1:1: directives (%) are not read");
	CHECK_REFUSED("a: 1\n---\nb: 2\n", "f.yaml:2:1: a second document begins here");
}

TEST(a_billion_laughs_end_at_the_first)
{
	CHECK_REFUSED("a: &a [lol, lol]\nb: &b [*a, *a]\nc: [*b, *b]\n", "f.yaml:1:4: anchors (&) are not read");
}

TEST(a_key_stands_once_and_is_a_name)
{
	CHECK_REFUSED("a: 1\nb: 2\na: 3\n", "f.yaml:3:1: the key \"a\" stands here a second time.");
	CHECK_REFUSED("a:\na:\n", "f.yaml:2:1: the key \"a\" stands here a second time.");
	CHECK_REFUSED("\"a\": 1\n", "f.yaml:1:1: a key is at most 64 small letters, digits and _");
	CHECK_REFUSED("A: 1\n", "f.yaml:1:1: a key is at most");
	CHECK_REFUSED("a-b: 1\n", "f.yaml:1:1: a key is at most");
	CHECK_REFUSED("1: 1\n", "f.yaml:1:1: a key is at most");
	CHECK_REFUSED("'': 1\n", "f.yaml:1:1: a key is at most");
	CHECK_REFUSED("? [a]\n: 1\n", "f.yaml:1:3: a key is one word; a list or mapping cannot be one.");
	CHECK_REFUSED("? {a: 1}\n: 1\n", "f.yaml:1:3: a key is one word");
	check_refused(arena_fmt(T, "%.*s: 1", STR_ARG(repeated("k", 65))), "f.yaml:1:1: a key is at most");
	load(arena_fmt(T, "%.*s: 1", STR_ARG(repeated("k", 64))).p);
}

TEST(a_list_has_no_empty_items)
{
	CHECK_REFUSED("a:\n  - 1\n  -\n", "f.yaml:3:4: this item is empty; write it, or take the dash away.");
	CHECK_REFUSED("a: [1, ~]\n", "f.yaml:1:8: this item is empty");
}

TEST(the_whole_is_one_mapping)
{
	CHECK_REFUSED("", "f.yaml:1:1: the file is empty; a mapping of keys to values is wanted.");
	CHECK_REFUSED("# nothing\n", "f.yaml:2:1: the file is empty");
	CHECK_REFUSED("- a\n", "f.yaml:1:1: a mapping of keys to values is wanted here.");
	CHECK_REFUSED("just words\n", "f.yaml:1:1: a mapping of keys to values is wanted here.");
}

TEST(only_clean_utf_8_is_read)
{
	CHECK_REFUSED("\xef\xbb\xbf" "a: 1\n", "f.yaml:1:1: a byte order mark may not stand here");
	CHECK_REFUSED("\xff\xfe" "a\0:\0", "f.yaml:1:1: this is UTF-16; save the file as UTF-8.");
	CHECK_REFUSED("\xfe\xff\0a\0:", "f.yaml:1:1: this is UTF-16");
	CHECK_REFUSED("a: \xc3\xa9\xff\n", "f.yaml:1:5: this is not UTF-8; save the file as UTF-8.");
	CHECK_REFUSED("a: \xc0\xaf\n", "f.yaml:1:4: this is not UTF-8");
	CHECK_REFUSED("a: \xed\xa0\x80\n", "f.yaml:1:4: this is not UTF-8");
	CHECK_REFUSED("a: \xc3", "f.yaml:1:4: this is not UTF-8");
	CHECK_REFUSED("a: 1\nb: \0\n", "f.yaml:2:4: the character U+0000 may not stand here.");
	CHECK_REFUSED("a: \x1b[31m\n", "f.yaml:1:4: the character U+001B may not stand here.");
	CHECK_REFUSED("a: x\x7f\n", "f.yaml:1:5: the character U+007F may not stand here.");
	CHECK_REFUSED("a: x\xc2\x85\n", "f.yaml:1:5: the character U+0085 may not stand here.");
	CHECK_REFUSED("a: x\xe2\x80\xa8\n", "f.yaml:1:5: the character U+2028 may not stand here.");
	CHECK_REFUSED("a: 1\rb: 2\n", "f.yaml:1:5: the character U+000D may not stand here.");
	CHECK_REFUSED("a: \"x\\0y\"\n", "f.yaml:1:4: this text has a character in it that no text may have");
	CHECK_REFUSED("a: \"\\e[31m\"\n", "f.yaml:1:4: this text has a character in it");
	CHECK_REFUSED("a: \"\\r\"\n", "f.yaml:1:4: this text has a character in it");
	CHECK_REFUSED("a: \"\\N\"\n", "f.yaml:1:4: this text has a character in it");
	CHECK_REFUSED("a: \"\\uFEFF\"\n", "f.yaml:1:4: this text has a character in it");
}

TEST(what_is_no_yaml_is_said_with_its_place)
{
	CHECK_REFUSED("a: [1, 2\n", "f.yaml:2:1: this is not YAML: did not find expected ',' or ']' while parsing a flow sequence.");
	CHECK_REFUSED("a: 'open\n", "f.yaml:2:1: this is not YAML: ");
	CHECK_REFUSED("a:\n\tb: 1\n", "f.yaml:2:1: a tab indents this line; indent with spaces.");
	CHECK_REFUSED("a: 1\n  b: 2\n", "f.yaml:2:4: this is not YAML: ");
	CHECK_REFUSED("a: @x\n", "f.yaml:1:4: this is not YAML: ");
	CHECK_REFUSED("%FOO\n---\na: 1\n", "f.yaml:1:5: this is not YAML: ");
	CHECK_REFUSED("a: \"\\ud800\"\n", "f.yaml:1:7: this is not YAML: ");
}

TEST(everything_has_a_bound)
{
	str deep = repeated("[", LIMIT_YAML_DEPTH - 1), ends = repeated("]", LIMIT_YAML_DEPTH - 1);
	struct buf keys = buf_new(T, 1024);
	struct yaml_doc doc;
	err e;

	load(arena_fmt(T, "a: %.*s%.*s", STR_ARG(deep), STR_ARG(ends)).p);
	check_refused(arena_fmt(T, "a: %.*s[]%.*s", STR_ARG(deep), STR_ARG(ends)),
	    "f.yaml:1:35: this lies deeper than 32 levels.");

	for (int i = 0; i < YAML_KEYS; i++)
		buf_fmt(&keys, "k%d: 1\n", YAML_KEYS - i);
	CHECK_OK(yaml_load(T, STR("f.yaml"), buf_str(&keys), &doc));
	buf_put(&keys, STR("one_more: 1\n"));
	check_refused(buf_str(&keys), "f.yaml:257:1: a mapping may have at most 256 keys.");

	CHECK_OK(yaml_load(T, STR("f.yaml"), arena_fmt(T, "a:\n%.*s", STR_ARG(repeated("- 1\n", YAML_NODES - 2))), &doc));
	check_refused(arena_fmt(T, "a:\n%.*s", STR_ARG(repeated("- 1\n", YAML_NODES - 1))),
	    "f.yaml:50000:3: the file has more than 50000 values.");

	CHECK_OK(yaml_load(T, STR("f.yaml"), arena_fmt(T, "a: %.*s", STR_ARG(repeated("x", (int)LIMIT_YAML - 3))), &doc));
	CHECK(doc.json.n == LIMIT_YAML - 3 + strlen("{\"a\":\"\"}"));
	e = yaml_load(T, STR("f.yaml"), arena_fmt(T, "a: %.*s", STR_ARG(repeated("x", (int)LIMIT_YAML - 2))), &doc);
	CHECK_ERR(e, TOO_LARGE, "f.yaml:1:1: the file is longer than 1048576 bytes.");
}

TEST(a_sentence_fits_whatever_the_files_name)
{
	struct yaml_doc doc;
	err e = yaml_load(T, arena_fmt(T, "%.*s/end.yaml", STR_ARG(repeated("d", 4000))), STR("a: yes"), &doc);

	CHECK_ERR(e, MALFORMED, "ddd/end.yaml:1:4: ");
	CHECK(e->why.n <= LIMIT_SENTENCE);
	e = yaml_load(T, repeated("d", 4000), repeated("x", (int)LIMIT_YAML + 1), &doc);
	CHECK_ERR(e, TOO_LARGE, "dd:1:1: ");
	CHECK(e->why.n <= LIMIT_SENTENCE);
}

/* Five seconds each are ample; what grows with the square of the input takes minutes. */
TEST(hostile_shapes_are_done_with_quickly)
{
	static const char *const units[] = {
		"[", "{", "- ", "? ", "{a: ", "[[],", "a:\n", "'", "\"\\", "a: b\n", "\n", " ", "#", "- - \n",
		"|\n", "a: |\n ", "!", "&a ", "*a ", "x: [", "\t", "a ", "? a\n", "{}", "- a: b\n ", "a:\n  - ", "]", ",", "---\n", "%A\n",
	};

	for (size_t i = 0; i < countof(units); i++) {
		str hostile = repeated(units[i], (int)(LIMIT_YAML / strlen(units[i])));
		struct arena scratch = *T;
		struct yaml_doc doc;
		clock_t start = clock();

		yaml_load(&scratch, STR("f.yaml"), hostile, &doc);
		if (clock() - start > CLOCKS_PER_SEC * 5)
			fail_msg("a file of \"%s\" takes %ld ms", units[i], (long)(clock() - start) / 1000);
	}
}

TEST(a_place_is_found_by_its_path_or_by_what_is_around_it)
{
	struct yaml_doc doc = load(
	    "zeta: 1\n"
	    "rules:\n"
	    "  - name: first\n"
	    "    accountable: ciso\n"
	    "  - name: second\n"
	    "    seats: [ciso, coo]\n"
	    "    empty:\n"
	    "alpha: {x: {y: 2}}\n");
	struct yaml_doc none = { 0 };
	int line, column;

	check_place(&doc, "", 1, 1);
	check_place(&doc, "zeta", 1, 7);
	check_place(&doc, "rules", 3, 3);
	check_place(&doc, "rules[0].accountable", 4, 18);
	check_place(&doc, "rules[1]", 5, 5);
	check_place(&doc, "rules[1].seats[1]", 6, 19);
	check_place(&doc, "rules[1].empty", 7, 11);
	check_place(&doc, "rules[1].accountable", 5, 5);
	check_place(&doc, "rules[1].accountable.deeper", 5, 5);
	check_place(&doc, "rules[7].name", 3, 3);
	check_place(&doc, "name", 1, 1);
	check_place(&doc, "alpha.x.y", 8, 16);
	check_place(&doc, "alpha.y", 8, 8);
	check_place(&doc, "alpha..x[", 8, 8);
	CHECK(!yaml_place(&none, STR("a"), &line, &column));
}

static int visited, loaded;

static int
visit(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	struct yaml_doc doc;
	int line, column;
	err e;

	(void)st, (void)ftw;
	if (type != FTW_F || !(str_ends(str_c(path), STR(".yml")) || str_ends(str_c(path), STR(".yaml"))))
		return 0;
	visited++;
	if ((e = yaml_load(T, STR("file"), read_whole(path), &doc)) == OK) {
		struct canon c = canon_open(T, doc.json);

		loaded++;
		canon_skip(&c);
		CHECK_OK(canon_end(&c));
	} else if (sscanf(arena_cstr(T, e->why), "file:%d:%d: ", &line, &column) != 2 || line < 1 || column < 1)
		fail_msg("%s: %.*s", path, STR_ARG(e->why));
	return 0;
}

TEST(every_file_of_a_foreign_collection_loads_or_gets_a_sentence_with_its_place)
{
	const char *dir = getenv("TOCSIN_DATA");

	dir = arena_fmt(T, "%s/irplaybooks/re-and-ct", dir ? dir : "../shared/data").p;
	if (nftw(dir, visit, 16, FTW_PHYS) || visited == 0)
		skip();
	print_message("# %d of %d files loaded\n", loaded, visited);
	CHECK(loaded > 0);
}

TEST_MAIN()
