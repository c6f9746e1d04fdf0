/*
 * Any bytes as a condition, put to no facts and then to facts picked by the
 * bytes themselves.  Besides coming back at all: nothing stays unknown when
 * all is known, and what was certain before stays so (or becomes an error,
 * where a fact turns out to be of another kind than it is used as).
 */
#include "canon.h"
#include "condition.h"
#include "bounds.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static const struct value values[] = {
	{ VALUE_BOOL, { .truth = true } }, { VALUE_BOOL, { .truth = false } },
	{ VALUE_INT, { .integer = 0 } }, { VALUE_INT, { .integer = 3 } }, { VALUE_INT, { .integer = -CANON_INT_MAX } },
	{ VALUE_DECIMAL, { .decimal = { 9800000 } } }, { VALUE_DECIMAL, { .decimal = { -1 } } },
	{ VALUE_TEXT, { .text = STR_INIT("a") } }, { VALUE_TEXT, { .text = STR_INIT("") } },
	{ VALUE_LIST, { .list = { values, 4 } } }, { .kind = VALUE_PARTS },
};

static bool
nothing(const void *ctx, str name, struct value *out)
{
	(void)ctx, (void)name, (void)out;
	return false;
}

static bool
something(const void *seed, str name, struct value *out)
{
	size_t sum = *(const u8 *)seed;

	for (size_t i = 0; i < name.n; i++)
		sum = sum * 31 + (u8)name.p[i];
	*out = values[sum % countof(values)];
	return true;
}

static void
put(struct arena a, u8 seed, str text)
{
	const struct condition *c;
	struct truth before, after;
	struct names names;
	err e;

	if ((e = condition_compile(&a, text, &c))) {
		assert(e->why.n > 4 && e->why.n <= LIMIT_SENTENCE);
		return;
	}
	names = condition_names(&a, c);
	e = condition_eval(&a, c, (struct condition_facts){ nothing, NULL }, &before);
	assert(e || (before.is == TRUTH_UNKNOWN) == (before.unknown.n > 0));
	assert(e || before.unknown.n <= names.n);
	if (condition_eval(&a, c, (struct condition_facts){ something, &seed }, &after) == OK) {
		assert(after.is != TRUTH_UNKNOWN);
		assert(e || before.is == TRUTH_UNKNOWN || before.is == after.is || str_contains(text, STR("has")));
	}
}

int
LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static struct arena arena;

	if (arena.next == NULL)
		arena = arena_open(ARENA_REQUEST);
	if (size > 0)
		put(arena, data[0], (str){ (const char *)data + 1, size - 1 });
	return 0;
}
