/*
 * fuzz_cvss -- any bytes are either a vector with a score in range or refused
 * in a printable sentence within its bound.
 */
#include "cvss.h"
#include "bounds.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void
check_sentence(str why)
{
	assert(why.n > 0 && why.n <= LIMIT_SENTENCE);
	for (size_t i = 0; i < why.n; i++)
		assert(why.p[i] >= ' ' && why.p[i] <= '~');
}

static void
check_score(int tenths)
{
	assert(tenths >= 0 && tenths <= 100);
}

int
LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct arena a = arena_open(MIB);
	struct cvss c;
	err e = cvss_score(&a, (str){ (const char *)data, size }, &c);

	if (e) {
		check_sentence(e->why);
	} else {
		check_score(c.score);
		check_score(c.base);
		check_score(c.temporal);
		check_score(c.environmental);
		assert(c.severity.n && c.kind.n && c.version.n == 3);
		assert((c.macrovector[0] != 0) == str_eq(c.version, STR("4.0")));
	}
	arena_close(a, MIB);
	return 0;
}
