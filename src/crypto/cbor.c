#include "cbor.h"

enum major { UINT, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG, SIMPLE };
enum { DEPTH = 4, FALSE_ = 20, NULL_ = 22 };

/* Major type and argument, which may not be longer than need be. */
static bool
head(str *in, enum major *major, u64 *value)
{
	size_t more;
	u8 low;

	if (in->n == 0)
		return false;
	*major = (enum major)((u8)in->p[0] >> 5);
	*value = low = (u8)in->p[0] & 31;
	*in = str_from(*in, 1);
	if (low < 24)
		return true;
	if (low > 27 || in->n < (more = (size_t)1 << (low - 24)))
		return false;
	*value = 0;
	for (size_t i = 0; i < more; i++)
		*value = *value << 8 | (u8)in->p[i];
	*in = str_from(*in, more);
	return *value >= (more == 1 ? 24 : (u64)1 << 4 * more);
}

static bool
expect(str *in, enum major want, u64 *value)
{
	enum major major;

	return head(in, &major, value) && major == want;
}

static bool
string(str *in, enum major want, str *out)
{
	u64 n;

	if (!expect(in, want, &n) || n > in->n)
		return false;
	*out = (str){ in->p, (size_t)n };
	*in = str_from(*in, (size_t)n);
	return true;
}

bool
cbor_bytes(str *in, str *out)
{
	return string(in, BYTES, out);
}

bool
cbor_text(str *in, str *out)
{
	return string(in, TEXT, out);
}

bool
cbor_word(str *in, str word)
{
	str text;

	return cbor_text(in, &text) && str_eq(text, word);
}

bool
cbor_int(str *in, i64 *out)
{
	enum major major;
	u64 value;

	if (!head(in, &major, &value) || major > NEGATIVE || value > INT64_MAX)
		return false;
	*out = major == UINT ? (i64)value : -1 - (i64)value;
	return true;
}

bool
cbor_array(str *in, u64 *n)
{
	return expect(in, ARRAY, n);
}

bool
cbor_map(str *in, u64 *n)
{
	return expect(in, MAP, n);
}

static bool skip(str *in, int depth);

/* In the canonical form CTAP2's order of keys is that of their bytes. */
static bool
skip_map(str *in, u64 n, int depth)
{
	str before = { NULL, 0 };

	while (n-- > 0) {
		str key = *in;

		if (!skip(in, depth))
			return false;
		key.n -= in->n;
		if (str_cmp(before, key) >= 0 || !skip(in, depth))
			return false;
		before = key;
	}
	return true;
}

static bool
skip(str *in, int depth)
{
	enum major major;
	u64 n;

	if (!head(in, &major, &n))
		return false;
	switch (major) {
	case UINT:
	case NEGATIVE:
		return true;
	case BYTES:
	case TEXT:
		if (n > in->n)
			return false;
		*in = str_from(*in, (size_t)n);
		return true;
	case ARRAY:
		for (; n > 0; n--)
			if (depth == 0 || !skip(in, depth - 1))
				return false;
		return true;
	case MAP:
		return n == 0 || (depth > 0 && skip_map(in, n, depth - 1));
	case SIMPLE:
		return n >= FALSE_ && n <= NULL_;
	case TAG:
	default:
		return false;
	}
}

bool
cbor_item(str *in, str *whole)
{
	*whole = *in;
	if (!skip(in, DEPTH))
		return false;
	whole->n -= in->n;
	return true;
}
