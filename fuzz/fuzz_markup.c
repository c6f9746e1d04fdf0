/*
 * Any text: its tree is JSON within its bounds, whose links lead nowhere but
 * by http, https or mailto; and each of its words is still there.
 */
#include "json.h"
#include "markup.h"

int LLVMFuzzerTestOneInput(const u8 *, size_t);

enum { ARENA = 64 * MIB };

/* Where a link leads stands behind its kind. */
static void
check_links(str tree)
{
	for (size_t i = 0; i < tree.n; i++) {
		str at = str_from(tree, i + strlen("[\"link\",\""));

		if (str_starts(str_from(tree, i), STR("[\"link\",\"")))
			assert(at.n && strchr("hHmM", at.p[0]));
	}
}

/* In runs of letters, as marks may stand between them. */
static void
check_nothing_hidden(str text, str words)
{
	for (size_t i = 0, n; i < text.n; i += n + 1) {
		for (n = 0; i + n < text.n && is_letter(text.p[i + n]); n++)
			;
		assert(str_contains(words, (str){ text.p + i, n }));
	}
}

int
LLVMFuzzerTestOneInput(const u8 *p, size_t n)
{
	struct arena whole = arena_open(ARENA), a = whole;
	str text = { (const char *)p, n }, words, canonical;
	struct buf b = buf_new(&a, KIB);

	if (utf8_valid(text)) {
		words = markup_plain(&a, text);
		assert(utf8_valid(words) && words.n <= n + LIMIT_MARKUP);
		check_nothing_hidden(text, words);
		if (markup_tree(&b, text)) {
			assert(b.n <= 2 * n + 8 * KIB);
			assert(json_canonical(&a, buf_str(&b), LIMIT_MARKUP_DEPTH + 1, &canonical) == OK && str_eq(canonical, buf_str(&b)));
			check_links(buf_str(&b));
		} else {
			assert(b.n == 0);
		}
	}
	arena_close(whole, ARENA);
	return 0;
}
