#include "secret.h"

/* ---- characters ---- */

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_small(char c) { return c >= 'a' && c <= 'z'; }
static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
static bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }

enum alphabet { UPPER, ALNUM, URL, BASE64 };

static bool
is_of(enum alphabet of, char c)
{
	switch (of) {
	case UPPER:  return is_upper(c) || is_digit(c);
	case ALNUM:  return is_alnum(c);
	case URL:    return is_alnum(c) || c == '_' || c == '-';
	case BASE64: return is_alnum(c) || c == '+' || c == '/' || c == '=';
	}
	return false;
}

/* How many characters of it there are at the beginning. */
static size_t
run_of(enum alphabet of, str s)
{
	size_t n = 0;

	while (n < s.n && is_of(of, s.p[n]))
		n++;
	return n;
}

/* ---- tokens that say what they are ---- */

struct prefix { str begins; size_t least, most; enum alphabet of; const char *what; };
static const struct prefix prefixes[] = {
#define PREFIX(begins, least, most, of, what) { STR_INIT(begins), least, most, of, what },
#define NAMED(name)
#define WHOSE(word)
#define LINK(word)
#include "secret.def"
};

static const char *
token_at(str s)
{
	for (size_t i = 0; i < countof(prefixes); i++) {
		const struct prefix *p = &prefixes[i];
		size_t n;

		if (!str_starts(s, p->begins))
			continue;
		n = run_of(p->of, str_from(s, p->begins.n));
		if (n >= p->least && (p->most == 0 || n <= p->most))
			return p->what;
	}
	return NULL;
}

/* Three runs with dots between, the first two the base64 of what begins with {". */
static const char *
jwt_at(str s)
{
	size_t a = run_of(URL, s), b, c;

	if (!str_starts(s, STR("eyJ")) || a < 13 || !str_starts(str_from(s, a), STR(".eyJ")))
		return NULL;
	b = run_of(URL, str_from(s, a + 1));
	if (b < 6 || !str_starts(str_from(s, a + 1 + b), STR(".")))
		return NULL;
	c = run_of(URL, str_from(s, a + b + 2));
	return c >= 10 ? "a signed token (JWT)" : NULL;
}

/* The client secrets of Entra: three characters, a digit, Q~, and 34 more. */
static const char *
entra_at(str s)
{
	size_t n = 0;

	while (n < s.n && n < 41 && (is_of(URL, s.p[n]) || s.p[n] == '~' || s.p[n] == '.'))
		n++;
	return n == 40 && is_digit(s.p[3]) && s.p[4] == 'Q' && s.p[5] == '~' ? "an Azure client secret" : NULL;
}

/* "-----BEGIN ... PRIVATE KEY-----", whatever kind. */
static const char *
pem_at(str s)
{
	str kind;

	if (!str_starts(s, STR("-----BEGIN ")))
		return NULL;
	kind = str_from(s, 11);
	kind.n = kind.n < 40 ? kind.n : 40;
	return str_contains(kind, STR("PRIVATE KEY")) ? "a private key" : NULL;
}

/* ---- a name, and what it names ---- */

static const str names[] = {
#define PREFIX(begins, least, most, of, what)
#define NAMED(name) STR_INIT(name),
#define WHOSE(word)
#define LINK(word)
#include "secret.def"
};

static const str whose[] = {
#define PREFIX(begins, least, most, of, what)
#define NAMED(name)
#define WHOSE(word) STR_INIT(word),
#define LINK(word)
#include "secret.def"
};

static const str links[] = {
#define PREFIX(begins, least, most, of, what)
#define NAMED(name)
#define WHOSE(word)
#define LINK(word) STR_INIT(word),
#include "secret.def"
};

/* The length of the longest of them with which it begins, in capitals or not; 0 if with none. */
static size_t
longest_at(const str *words, size_t count, str s)
{
	size_t longest = 0;

	for (size_t i = 0; i < count; i++)
		if (words[i].n > longest && words[i].n <= s.n && str_alike((str){ s.p, words[i].n }, words[i]))
			longest = words[i].n;
	return longest;
}

static size_t
blanks(str s)
{
	size_t n = 0;

	while (n < s.n && n < 4 && (s.p[n] == ' ' || s.p[n] == '\t'))
		n++;
	return n;
}

/* Six characters or more that are no plain word, no <name of what belongs there> and no address. */
static bool
is_password(str s)
{
	size_t n = 0, odd = 0, changes = 0;

	while (n < s.n && n < 128 && !is_blank(s.p[n]) && !is_quote(s.p[n]) && s.p[n] != ',' && s.p[n] != ';' && s.p[n] != ')') {
		odd += !is_upper(s.p[n]) && !is_small(s.p[n]) && s.p[n] != '-' && s.p[n] != '.' && s.p[n] != '/' && s.p[n] != '_' && !((u8)s.p[n] & 0x80);
		odd += n > 0 && is_upper(s.p[n]) && is_small(s.p[n - 1]);
		changes += n > 0 && s.p[n] != s.p[n - 1];
		n++;
	}
	if (n < 6 || odd == 0 || changes < 3 || s.p[0] == '<' || s.p[0] == '[' || s.p[0] == '{')
		return false;
	odd -= s.p[n - 1] == '?' || s.p[n - 1] == '!' || s.p[n - 1] == ':';
	return odd > 0 && !str_starts(s, STR("http://")) && !str_starts(s, STR("https://"));
}

/* ": ", " = ", " is ", " is: ": up to where the password begins; 0 if nothing says that one follows. */
static size_t
link_at(str s)
{
	size_t n = blanks(s), word = n ? longest_at(links, countof(links), str_from(s, n)) : 0, more;

	n += word;
	more = blanks(str_from(s, n));
	if (n + more < s.n && (s.p[n + more] == ':' || s.p[n + more] == '='))
		return n + more + 1;
	return word && more ? n : 0;
}

enum { WHOSE_WORDS = 4, WHOSE_BYTES = 80 };

/* " for the admin of srv-1": up to what links it to the password; 0 if that is not said. */
static size_t
whose_at(str s)
{
	size_t n = blanks(s);

	s.n = s.n < WHOSE_BYTES ? s.n : WHOSE_BYTES;
	if (n == 0 || longest_at(whose, countof(whose), str_from(s, n)) == 0)
		return 0;
	for (int words = 0; words <= WHOSE_WORDS; words++) {
		while (n < s.n && !is_blank(s.p[n]) && s.p[n] != ':' && s.p[n] != '=')
			n++;
		if (link_at(str_from(s, n)))
			return n;
		n += blanks(str_from(s, n));
	}
	return 0;
}

static const char *
named_at(str s)
{
	size_t n = longest_at(names, countof(names), s), link;

	if (n == 0)
		return NULL;
	n += n < s.n && is_quote(s.p[n]);
	n += whose_at(str_from(s, n));
	if ((link = link_at(str_from(s, n))) == 0)
		return NULL;
	n += link;
	n += blanks(str_from(s, n));
	n += n < s.n && is_quote(s.p[n]);
	return n < s.n && is_password(str_from(s, n)) ? "a password or key" : NULL;
}

/* ://somebody:password@host */
static const char *
address_at(str s)
{
	size_t colon = 0, n = 3;

	if (!str_starts(s, STR("://")))
		return NULL;
	for (; n < s.n && n < 256 && !is_blank(s.p[n]) && s.p[n] != '/' && s.p[n] != '@'; n++)
		if (s.p[n] == ':' && colon == 0)
			colon = n;
	return colon > 3 && n < s.n && s.p[n] == '@' && n > colon + 1 ? "a password in an address" : NULL;
}

/* ---- numbers that prove themselves ---- */

/* The digits at the beginning, single blanks or hyphens between them left out; what follows is no digit or letter. */
static size_t
digits_of(str s, char out[20])
{
	size_t n = 0, i = 0;

	for (; i < s.n && n < 20; i++) {
		if (is_digit(s.p[i]))
			out[n++] = s.p[i];
		else if ((s.p[i] != ' ' && s.p[i] != '-') || i + 1 >= s.n || !is_digit(s.p[i + 1]))
			break;
	}
	return i < s.n && is_alnum(s.p[i]) ? 0 : n;
}

/* ISO/IEC 7812-1, annex B. */
static bool
luhn(const char *digits, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++) {
		int d = digits[n - 1 - i] - '0';

		if (i % 2)
			d = d < 5 ? 2 * d : 2 * d - 9;
		sum += d;
	}
	return sum % 10 == 0;
}

static int
first_four(const char *digits)
{
	return (digits[0] - '0') * 1000 + (digits[1] - '0') * 100 + (digits[2] - '0') * 10 + (digits[3] - '0');
}

/* The issuers' ranges, so that a telephone number or a moment is none. */
static bool
is_card_range(int four, size_t n)
{
	if (four / 1000 == 4)                                   return n == 13 || n == 16 || n == 19;
	if (four >= 5100 && four <= 5599)                       return n == 16;
	if (four >= 2221 && four <= 2720)                       return n == 16;
	if (four / 100 == 34 || four / 100 == 37)               return n == 15;
	if (four >= 3528 && four <= 3589)                       return n >= 16;
	if (four / 100 == 36 || four / 100 == 38 || (four >= 3000 && four <= 3059))
		return n == 14;
	return n >= 16 && (four == 6011 || four / 100 == 65 || four / 100 == 62 || four / 10 == 644);
}

static const char *
card_at(str s)
{
	char digits[20];
	size_t n = digits_of(s, digits);

	if (n < 13 || n > 19 || !is_card_range(first_four(digits), n) || !luhn(digits, n))
		return NULL;
	return "a card number";
}

/* ISO 13616: country and check digits moved to the end, letters as 10 to 35, modulo 97 is 1. */
static bool
is_iban(const char *c, size_t n)
{
	int rest = 0;

	for (size_t i = 0; i < n; i++) {
		char x = c[(i + 4) % n];

		rest = is_digit(x) ? (rest * 10 + (x - '0')) % 97 : (rest * 100 + (x - 'A' + 10)) % 97;
	}
	return rest == 1;
}

/* In one piece, or in groups of four. */
static const char *
iban_at(str s)
{
	char c[34];
	size_t n = 0;
	bool grouped = s.n > 4 && s.p[4] == ' ';

	if (s.n < 15 || !is_upper(s.p[0]) || !is_upper(s.p[1]) || !is_digit(s.p[2]) || !is_digit(s.p[3]))
		return NULL;
	for (size_t i = 0; i < s.n && n < sizeof(c); i++) {
		bool gap = grouped && i % 5 == 4 && s.p[i] == ' ';

		if (!gap && !is_upper(s.p[i]) && !is_digit(s.p[i]))
			break;
		if (!gap)
			c[n++] = s.p[i];
		if (n >= 15 && (i + 1 == s.n || !is_alnum(s.p[i + 1])) && is_iban(c, n))
			return "an account number (IBAN)";
	}
	return NULL;
}

/* ---- all of it ---- */

static const char *
begins_at(str s)
{
	const char *what;

	if ((what = token_at(s)))       return what;
	if ((what = jwt_at(s)))         return what;
	if ((what = entra_at(s)))       return what;
	if ((what = named_at(s)))       return what;
	if ((what = card_at(s)))        return what;
	return iban_at(s);
}

const char *
secret_in(str text)
{
	const char *what = NULL;

	for (size_t i = 0; what == NULL && i < text.n; i++) {
		char before = i ? text.p[i - 1] : ' ';
		str rest = str_from(text, i);

		if (*rest.p == '-')
			what = pem_at(rest);
		else if (*rest.p == ':')
			what = address_at(rest);
		else if (!is_alnum(before))
			what = begins_at(rest);
	}
	return what;
}

const char *
secret_of(struct arena *a, const struct field_table *t, const void *rec, str *where)
{
	const char *what = NULL;

	for (size_t i = 0; what == NULL && i < t->count; i++) {
		const struct field *f = &t->fields[i];
		const void *at = (const char *)rec + f->offset;
		bool words = f->type == FIELD_TEXT || f->type == FIELD_NAME || f->type == FIELD_VALUE;
		const struct field_table *inside = f->type == FIELD_ONE || f->type == FIELD_LIST ? f->record() : NULL;
		size_t n = f->type == FIELD_LIST ? *(const size_t *)(const void *)((const char *)rec + f->offset_n) : 1;
		const char *items = inside ? *(const char *const *)at : NULL;
		str below = { NULL, 0 };

		if (words && !(f->marks & SECRET))
			what = secret_in(*(const str *)at);
		for (size_t k = 0; what == NULL && items && k < n; k++)
			what = secret_of(a, inside, items + k * inside->size, &below);
		if (what)
			*where = below.n ? arena_fmt(a, "%.*s.%.*s", STR_ARG(field_name(f)), STR_ARG(below)) : field_name(f);
	}
	return what;
}
