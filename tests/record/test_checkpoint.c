/* Goal: a checkpoint's body is read strictly, and a real log's checkpoints are its tree. */
#include "test.h"
#include "checkpoint.h"
#include "note.h"
#include "tree.h"

#include <jansson.h>

#define ROOT "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

TEST(a_body_is_written_as_it_is_read)
{
	static const str bodies[] = {
		STR_INIT("example.com/behind-the-sofa\n20852163\n" ROOT "\n"),
		STR_INIT("x\n0\n" ROOT "\n"),
		STR_INIT("x y\n9007199254740991\n" ROOT "\nmore\nand more\n"),
	};
	struct checkpoint c;

	for (size_t i = 0; i < countof(bodies); i++) {
		CHECK_OK(checkpoint_parse(T, bodies[i], &c));
		CHECK_STR(checkpoint_text(T, &c), bodies[i]);
	}
}

TEST(what_is_no_body_is_refused_with_its_line)
{
	static const struct { str body; const char *words; } cases[] = {
		{ STR_INIT(""),                                    "three lines" },
		{ STR_INIT("x\n1\n"),                              "three lines" },
		{ STR_INIT("x\n1\n" ROOT),                         "three lines" },
		{ STR_INIT("\n1\n" ROOT "\n"),                     "line 1" },
		{ STR_INIT("\xff\n1\n" ROOT "\n"),                 "line 1" },
		{ STR_INIT("x\n\n" ROOT "\n"),                     "line 2" },
		{ STR_INIT("x\n01\n" ROOT "\n"),                   "line 2" },
		{ STR_INIT("x\n-1\n" ROOT "\n"),                   "line 2" },
		{ STR_INIT("x\n+1\n" ROOT "\n"),                   "line 2" },
		{ STR_INIT("x\n1 \n" ROOT "\n"),                   "line 2" },
		{ STR_INIT("x\n9007199254740992\n" ROOT "\n"),     "line 2" },
		{ STR_INIT("x\n99999999999999999999999\n" ROOT "\n"), "line 2" },
		{ STR_INIT("x\n1\n\n"),                            "line 3" },
		{ STR_INIT("x\n1\nYmFuYW5hcw==\n"),                "line 3" },
		{ STR_INIT("x\n1\n" ROOT "=\n"),                   "line 3" },
		{ STR_INIT("x\n1\n" ROOT "\n\n"),                  "line 4" },
		{ STR_INIT("x\n1\n" ROOT "\nmore"),                "line 4" },
		{ STR_INIT("x\n1\n" ROOT "\nmore\n\nmore\n"),      "line 4" },
	};
	struct checkpoint c;

	for (size_t i = 0; i < countof(cases); i++)
		CHECK_ERR(checkpoint_parse(T, cases[i].body, &c), MALFORMED, cases[i].words);
}

/* Its "valid" bodies have roots of other lengths, which that parser leaves to
 * others: with a root put in, they must stand, but for empty lines (C2SP). */
TEST(bodies_are_judged_as_the_vectors_say)
{
	json_error_t at;
	json_t *all = json_load_file(need_data("tlog/signed_note_and_formats_vectors.json"), 0, &at), *v;
	struct checkpoint c;
	size_t i;

	json_array_foreach (json_object_get(all, "checkpoint_body"), i, v) {
		str body = str_c(json_string_value(json_object_get(v, "body")));
		str rest, origin = str_cut(body, '\n', &rest), size = str_cut(rest, '\n', &rest);
		str rooted;

		str_cut(rest, '\n', &rest);
		rooted = arena_fmt(T, "%.*s\n%.*s\n" ROOT "\n%.*s", STR_ARG(origin), STR_ARG(size), STR_ARG(rest));
		CHECK(checkpoint_parse(T, body, &c));
		if (!json_is_true(json_object_get(v, "valid")))
			CHECK_ERR(checkpoint_parse(T, rooted, &c), MALFORMED, "line ");
		else if (str_ends(body, STR("\n\n")))
			CHECK_ERR(checkpoint_parse(T, rooted, &c), MALFORMED, "line 4");
		else
			CHECK_OK(checkpoint_parse(T, rooted, &c));
	}
	json_decref(all);
}

TEST(a_real_logs_checkpoints_are_signed_and_are_the_roots_of_its_tile)
{
	str vkey = read_whole(need_data("tlog/tessera-log/vkey.txt"));
	str tile = read_whole(need_data("tlog/tessera-log/tile/0/000.p/7"));
	struct hash leaves[7];
	struct note_key key;

	CHECK(tile.n == sizeof(leaves));
	memcpy(leaves, tile.p, tile.n);
	CHECK_OK(note_key_parse(T, str_ends(vkey, STR("\n")) ? (str){ vkey.p, vkey.n - 1 } : vkey, &key));
	for (u64 size = 0; size <= 7; size++) {
		const char *path = arena_fmt(T, "tlog/tessera-log/checkpoint.%d", (int)size).p;
		struct checkpoint c;
		struct note note;

		CHECK_OK(note_open(T, read_whole(need_data(path)), &key, &note));
		CHECK_OK(checkpoint_parse(T, note.text, &c));
		CHECK_STR(c.origin, key.name);
		CHECK(c.size == size && hash_eq(c.root, tree_root_of(leaves, size)));
	}
}

TEST_MAIN()
