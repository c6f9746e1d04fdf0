/* What the reader accepts, the writer writes again byte for byte. */
#include "canon.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
copy(struct canon *c, struct buf *b)
{
	str key;

	switch (canon_peek(c)) {
	case CANON_OBJECT:
		buf_byte(b, '{');
		for (canon_object(c); canon_key(c, &key);) {
			canon_put_key(b, key);
			copy(c, b);
		}
		buf_byte(b, '}');
		break;
	case CANON_ARRAY:
		buf_byte(b, '[');
		for (canon_array(c); canon_next(c);) {
			canon_put_next(b);
			copy(c, b);
		}
		buf_byte(b, ']');
		break;
	case CANON_STRING:  canon_put_string(b, canon_string(c)); break;
	case CANON_INT:     canon_put_int(b, canon_int(c)); break;
	case CANON_BOOL:    canon_put_bool(b, canon_bool(c)); break;
	case CANON_NULL:    canon_null(c); buf_put(b, STR("null")); break;
	case CANON_NOTHING: canon_skip(c); break;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena whole = arena_open(64 * MIB), a = whole;
	struct canon c = canon_open(&a, (str){ (const char *)data, size });
	struct canon skipped = c;
	struct buf b = buf_new(&a, size + 1);
	err e;

	copy(&c, &b);
	e = canon_end(&c);
	canon_skip(&skipped);
	assert((canon_end(&skipped) == OK) == (e == OK));
	if (e == OK)
		assert(str_eq(buf_str(&b), (str){ (const char *)data, size }));
	else
		assert(utf8_valid(e->why) && e->why.n <= LIMIT_SENTENCE);
	arena_close(whole, 64 * MIB);
	return 0;
}
