#include "checkpoint.h"
#include "base64.h"
#include "canon.h"

str
checkpoint_text(struct arena *a, const struct checkpoint *c)
{
	struct buf b = buf_new(a, 128);

	assert(c->origin.n > 0 && !str_contains(c->origin, STR("\n")) && c->size <= CANON_INT_MAX);
	buf_put(&b, c->origin);
	buf_byte(&b, '\n');
	buf_int(&b, (i64)c->size);
	buf_byte(&b, '\n');
	buf_put(&b, b64(a, c->root.b, sizeof(c->root.b)));
	buf_byte(&b, '\n');
	buf_put(&b, c->extension);
	return buf_str(&b);
}

static bool
parse_size(str digits, u64 *size)
{
	u64 x = 0;

	if (digits.n == 0 || (digits.p[0] == '0' && digits.n > 1))
		return false;
	for (size_t i = 0; i < digits.n; i++) {
		if (!is_digit(digits.p[i]))
			return false;
		x = x * 10 + (u64)(digits.p[i] - '0');
		if (x > CANON_INT_MAX)
			return false;
	}
	*size = x;
	return true;
}

static bool
whole_lines(str s)
{
	return s.n == 0 || (s.p[0] != '\n' && str_ends(s, STR("\n")) && !str_contains(s, STR("\n\n")));
}

err
checkpoint_parse(struct arena *a, str text, struct checkpoint *c)
{
	str rest, size, root, bytes;

	c->origin = str_cut(text, '\n', &rest);
	size      = str_cut(rest, '\n', &rest);
	root      = str_cut(rest, '\n', &rest);
	if (rest.p == NULL)
		return err_new(a, ERR_MALFORMED, "A checkpoint has three lines, each ended: origin, size and root; this has not.");
	if (c->origin.n == 0 || !utf8_valid(c->origin))
		return err_new(a, ERR_MALFORMED, "line 1: the origin of the log belongs here.");
	if (!parse_size(size, &c->size))
		return err_new(a, ERR_MALFORMED, "line 2: the size is a whole number up to 9007199254740991, without leading zeros.");
	if (!b64_decode(a, root, &bytes) || bytes.n != sizeof(c->root.b))
		return err_new(a, ERR_MALFORMED, "line 3: the root is 32 bytes in base64.");
	if (!whole_lines(rest))
		return err_new(a, ERR_MALFORMED, "line 4 and on: an extension's lines are ended and not empty.");
	memcpy(c->root.b, bytes.p, sizeof(c->root.b));
	c->extension = rest;
	return OK;
}
