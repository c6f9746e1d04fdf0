#include "canon.h"

/* The length of the well-formed sequence at s (RFC 3629 §4), or 0. */
static size_t
utf8_length(const char *s, size_t left)
{
	const u8 *b = (const u8 *)s;
	u8 low = 0x80, high = 0xbf;
	size_t n;

	if      (b[0] < 0x80)                  return 1;
	else if (b[0] >= 0xc2 && b[0] <= 0xdf) n = 2;
	else if (b[0] >= 0xe0 && b[0] <= 0xef) n = 3;
	else if (b[0] >= 0xf0 && b[0] <= 0xf4) n = 4;
	else                                   return 0;

	if      (b[0] == 0xe0) low  = 0xa0;     /* else overlong */
	else if (b[0] == 0xed) high = 0x9f;     /* else a surrogate */
	else if (b[0] == 0xf0) low  = 0x90;     /* else overlong */
	else if (b[0] == 0xf4) high = 0x8f;     /* else beyond U+10FFFF */

	if (left < n || b[1] < low || b[1] > high)
		return 0;
	for (size_t i = 2; i < n; i++)
		if ((b[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

bool
utf8_valid(str s)
{
	for (size_t i = 0, n; i < s.n; i += n)
		if (s.p[i] == 0 || (n = utf8_length(s.p + i, s.n - i)) == 0)
			return false;
	return true;
}

static bool
key_byte(char c)
{
	return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_';
}

bool
canon_is_key(str s)
{
	if (s.n == 0 || is_digit(s.p[0]))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!key_byte(s.p[i]))
			return false;
	return true;
}

struct canon
canon_open(struct arena *a, str bytes)
{
	struct canon c;                 /* `last` means nothing until something is opened */

	c.start = c.p = bytes.p;
	c.end = bytes.p + bytes.n;
	c.a = a;
	c.failed = OK;
	c.depth = 0;
	return c;
}

void
canon_fail(struct canon *c, str sentence)
{
	if (c->failed == OK)
		c->failed = err_new(c->a, ERR_MALFORMED, "byte %zu: %.*s", (size_t)(c->p - c->start), STR_ARG(sentence));
}

static void
fail_expected(struct canon *c, const char *what)
{
	u8 found = c->p < c->end ? (u8)*c->p : 0;
	str seen = c->p == c->end        ? STR("the end")
	         : found > 0x20 && found < 0x7f ? arena_fmt(c->a, "'%c'", found)
	         :                         arena_fmt(c->a, "byte 0x%02x", found);

	canon_fail(c, arena_fmt(c->a, "%s belongs here, and there is %.*s.", what, STR_ARG(seen)));
}

static bool
at(const struct canon *c, char want)
{
	return c->failed == OK && c->p < c->end && *c->p == want;
}

static bool
take(struct canon *c, char want, const char *what)
{
	if (!at(c, want)) {
		if (c->failed == OK)
			fail_expected(c, what);
		return false;
	}
	c->p++;
	return true;
}

static void
take_word(struct canon *c, str word)
{
	if (c->failed)
		return;
	if (!str_starts((str){ c->p, (size_t)(c->end - c->p) }, word))
		fail_expected(c, word.p);
	else
		c->p += word.n;
}

err
canon_end(struct canon *c)
{
	if (c->failed == OK && c->p != c->end)
		canon_fail(c, STR("something follows after the end of the value."));
	return c->failed;
}

enum canon_kind
canon_peek(const struct canon *c)
{
	if (c->failed || c->p == c->end)
		return CANON_NOTHING;
	switch (*c->p) {
	case '{': return CANON_OBJECT;
	case '[': return CANON_ARRAY;
	case '"': return CANON_STRING;
	case 't': case 'f': return CANON_BOOL;
	case 'n': return CANON_NULL;
	case '-': return CANON_INT;
	default:  return is_digit(*c->p) ? CANON_INT : CANON_NOTHING;
	}
}

static void
go_in(struct canon *c, char bracket, const char *what)
{
	if (!take(c, bracket, what))
		return;
	if (c->depth == LIMIT_DEPTH)
		canon_fail(c, arena_fmt(c->a, "this lies deeper than %d levels.", LIMIT_DEPTH));
	else
		c->last[c->depth++] = NULL;
}

void
canon_object(struct canon *c)
{
	go_in(c, '{', "an object");
}

void
canon_array(struct canon *c)
{
	go_in(c, '[', "an array");
}

/* Past the comma to the container's next member; false at its end, which is consumed. */
static bool
go_on(struct canon *c, char bracket, const char *what)
{
	if (c->failed)
		return false;
	assert(c->depth > 0);
	if (at(c, bracket)) {
		c->p++;
		c->depth--;
		return false;
	}
	return c->last[c->depth - 1] == NULL || take(c, ',', what);
}

bool
canon_next(struct canon *c)
{
	if (!go_on(c, ']', "',' or ']'"))
		return false;
	c->last[c->depth - 1] = c->p;
	return true;
}

/* Does one key come before another?  Each ends with its quote, which is less than any byte of a key. */
static bool
comes_before(const char *a, const char *b)
{
	for (; *a == *b && *a != '"'; a++, b++)
		;
	return *a < *b;
}

static void
fail_order(struct canon *c, str key, const char *last)
{
	size_t n = (size_t)((const char *)memchr(last, '"', (size_t)(c->p - last)) - last);

	canon_fail(c, arena_fmt(c->a, "the key \"%.*s\" does not come after \"%.*s\": keys ascend and none comes twice.",
	    (int)(key.n < LIMIT_LABEL ? key.n : LIMIT_LABEL), key.p, (int)(n < LIMIT_LABEL ? n : LIMIT_LABEL), last));
}

bool
canon_key(struct canon *c, str *key)
{
	const char **last;

	if (!go_on(c, '}', "',' or '}'") || !take(c, '"', "a key"))
		return false;
	last = &c->last[c->depth - 1];
	*key = (str){ c->p, 0 };
	while (c->p < c->end && key_byte(*c->p))
		c->p++;
	key->n = (size_t)(c->p - key->p);
	if (c->p < c->end && *c->p != '"')
		fail_expected(c, "a key of a-z, 0-9 and _");
	else if (key->n == 0 || is_digit(key->p[0]))
		canon_fail(c, STR("a key begins with a-z or _."));
	else if (c->p < c->end && *last && !comes_before(*last, key->p))
		fail_order(c, *key, *last);
	*last = key->p;
	return take(c, '"', "the key's closing quote") && take(c, ':', "':'");
}

bool
canon_key_is(struct canon *c, str key)
{
	const char **last, *p = c->p;

	if (c->failed || (size_t)(c->end - p) < key.n + sizeof(",\"\":") - 1)
		return false;           /* without a comma there is a value to come at least */
	assert(c->depth > 0);
	last = &c->last[c->depth - 1];
	if (*last && *p++ != ',')
		return false;
	if (p[0] != '"' || memcmp(p + 1, key.p, key.n) != 0 || p[key.n + 1] != '"' || p[key.n + 2] != ':')
		return false;
	if (*last && !comes_before(*last, p + 1))
		return false;
	*last = p + 1;
	c->p = p + key.n + 3;
	return true;
}

static const char short_escapes[][2] = {
	{ '"', '"' }, { '\\', '\\' }, { 'b', '\b' }, { 'f', '\f' }, { 'n', '\n' }, { 'r', '\r' }, { 't', '\t' },
};

static int
hex_digit(char c)
{
	return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The escape at s in its one allowed spelling: its length and meaning, or 0. */
static size_t
escape(const char *s, size_t left, char *meaning)
{
	int high, low;

	for (size_t i = 0; left >= 2 && i < countof(short_escapes); i++)
		if (s[1] == short_escapes[i][0]) {
			*meaning = short_escapes[i][1];
			return 2;
		}
	if (left < 6 || memcmp(s, "\\u00", 4) != 0)
		return 0;
	high = hex_digit(s[4]);
	low  = hex_digit(s[5]);
	if (high < 0 || high > 1 || low < 0 || high + low == 0)
		return 0;                       /* not a control character, or U+0000 */
	*meaning = (char)(high * 16 + low);
	for (size_t i = 0; i < countof(short_escapes); i++)
		if (*meaning == short_escapes[i][1])
			return 0;               /* it has a shorter spelling */
	return 6;
}

static bool
plain(char c)
{
	return (signed char)c >= 0x20 && c != '"' && c != '\\';
}

/* Past the plain bytes, eight at a time: nearly all of a record is plain.
 * In each byte of `odd` the top bit says: below 0x20, '"', '\\' or not ASCII. */
static const char *
past_plain(const char *p, const char *end)
{
	const u64 ones = 0x0101010101010101, tops = 0x8080808080808080;

	while (end - p >= 8) {
		u64 w, quote, slash, odd;

		memcpy(&w, p, 8);
		quote = w ^ ones * '"';
		slash = w ^ ones * '\\';
		odd = (w | (w - ones * 0x20) | (quote - ones) | (slash - ones)) & tops;
		if (odd)
			break;
		p += 8;
	}
	while (p < end && plain(*p))
		p++;
	return p;
}

/* Over a string, checked: what stands between the quotes, and whether any of it is escaped. */
static str
string_span(struct canon *c, bool *escaped)
{
	const char *from;

	*escaped = false;
	if (!take(c, '"', "a string"))
		return (str){ NULL, 0 };
	for (from = c->p;;) {
		const char *p = c->p = past_plain(c->p, c->end), *end = c->end;
		size_t n;
		char meaning;

		if (p == end) {
			canon_fail(c, STR("the text ends inside a string."));
			return (str){ NULL, 0 };
		}
		if (*p == '"')
			break;
		if (*p == '\\') {
			n = escape(p, (size_t)(end - p), &meaning);
			*escaped = true;
		} else {
			n = (u8)*p < 0x80 ? 0 : utf8_length(p, (size_t)(end - p));
		}
		if (n == 0) {
			canon_fail(c, *p == '\\'        ? STR("this escape is not the one spelling of its character.")
			            : (u8)*p < 0x80 ? STR("a control character must be escaped.")
			            :                 STR("this is not well-formed UTF-8."));
			return (str){ NULL, 0 };
		}
		c->p += n;
	}
	return (str){ from, (size_t)(c->p++ - from) };
}

/* A string already checked by string_span(), with its escapes resolved. */
static str
unescape(struct arena *a, str raw)
{
	char *to = NEW(a, char, raw.n);
	size_t n = 0;

	for (size_t i = 0; i < raw.n; n++)
		if (raw.p[i] == '\\')
			i += escape(raw.p + i, raw.n - i, &to[n]);
		else
			to[n] = raw.p[i++];
	return (str){ to, n };
}

str
canon_string(struct canon *c)
{
	bool escaped;
	str raw = string_span(c, &escaped);

	return escaped && raw.p ? unescape(c->a, raw) : raw;
}

i64
canon_int(struct canon *c)
{
	bool negative = at(c, '-');
	const char *digits = c->p + negative;
	const char *p = digits;
	i64 x = 0;

	if (c->failed)
		return 0;
	while (p < c->end && is_digit(*p) && x <= CANON_INT_MAX)
		x = x * 10 + (*p++ - '0');
	if (p == digits)
		fail_expected(c, "a whole number");
	else if (x > CANON_INT_MAX)
		canon_fail(c, STR("a number goes no further than 9007199254740991 either way."));
	else if (*digits == '0' && (p - digits > 1 || negative))
		canon_fail(c, STR("a number has no leading zero and no -0."));
	else if (p < c->end && (*p == '.' || *p == 'e' || *p == 'E'))
		canon_fail(c, STR("a number is whole here: no fraction, no exponent."));
	else
		c->p = p;
	return c->failed ? 0 : negative ? -x : x;
}

bool
canon_bool(struct canon *c)
{
	bool yes = at(c, 't');

	take_word(c, yes ? STR("true") : STR("false"));
	return yes && c->failed == OK;
}

void
canon_null(struct canon *c)
{
	take_word(c, STR("null"));
}

void
canon_skip(struct canon *c)
{
	bool escaped;
	str key;

	switch (canon_peek(c)) {
	case CANON_NOTHING:
		if (c->failed == OK)
			fail_expected(c, "a value");
		break;
	case CANON_OBJECT:
		for (canon_object(c); canon_key(c, &key);)
			canon_skip(c);
		break;
	case CANON_ARRAY:
		for (canon_array(c); canon_next(c);)
			canon_skip(c);
		break;
	case CANON_STRING: string_span(c, &escaped); break;
	case CANON_INT:    canon_int(c);             break;
	case CANON_BOOL:   canon_bool(c);            break;
	case CANON_NULL:   canon_null(c);            break;
	}
}

str
canon_raw(struct canon *c)
{
	const char *from = c->p;

	canon_skip(c);
	return c->failed ? (str){ NULL, 0 } : (str){ from, (size_t)(c->p - from) };
}

/* A comma is due unless the container has only just been opened: a bracket as
 * the last byte can be nothing else, for a string ends with its quote. */
void
canon_put_next(struct buf *b)
{
	assert(b->n > 0);
	if (b->p[b->n - 1] != '{' && b->p[b->n - 1] != '[')
		buf_byte(b, ',');
}

void
canon_put_key(struct buf *b, str key)
{
	canon_put_next(b);
	buf_byte(b, '"');
	buf_put(b, key);
	buf_put(b, STR("\":"));
}

static void
put_escape(struct buf *b, char c)
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < countof(short_escapes); i++)
		if (c == short_escapes[i][1]) {
			buf_byte(b, '\\');
			buf_byte(b, short_escapes[i][0]);
			return;
		}
	buf_put(b, STR("\\u00"));
	buf_byte(b, hex[c >> 4]);
	buf_byte(b, hex[c & 15]);
}

void
canon_put_string(struct buf *b, str s)
{
	size_t run = 0;                         /* where what is not yet written begins */

	assert(utf8_valid(s));
	buf_byte(b, '"');
	for (size_t i = 0; i < s.n; i++)
		if (!plain(s.p[i]) && (u8)s.p[i] < 0x80) {
			buf_put(b, (str){ s.p + run, i - run });
			put_escape(b, s.p[i]);
			run = i + 1;
		}
	buf_put(b, str_from(s, run));
	buf_byte(b, '"');
}

void
canon_put_int(struct buf *b, i64 x)
{
	assert(x >= -CANON_INT_MAX && x <= CANON_INT_MAX);
	buf_int(b, x);
}

void
canon_put_bool(struct buf *b, bool yes)
{
	buf_put(b, yes ? STR("true") : STR("false"));
}
