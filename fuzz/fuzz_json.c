/* What comes in from outside is canonical, and bringing it in again changes nothing. */
#include "canon.h"
#include "json.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena whole = arena_open(64 * MIB), a = whole;
	str once, again;
	err e = json_canonical(&a, (str){ (const char *)data, size }, LIMIT_DEPTH, &once);

	if (e == OK) {
		struct canon c = canon_open(&a, once);

		canon_skip(&c);
		assert(canon_end(&c) == OK);
		assert(json_canonical(&a, once, LIMIT_DEPTH, &again) == OK && str_eq(once, again));
	} else {
		assert(utf8_valid(e->why) && e->why.n <= LIMIT_SENTENCE);
	}
	arena_close(whole, 64 * MIB);
	return 0;
}
