#include "gateway.h"

#include "canon.h"
#include "url.h"

#include <jansson.h>

/* ---- one line after another ---- */

struct reading { struct arena *a; struct gateway *out; str rest; unsigned line; bool typed, filled; };

static err
wrong(const struct reading *r, str line, const char *where, const char *sentence)
{
	return err_new(r->a, ERR_MALFORMED, "%u:%zu: %s", r->line, (size_t)(where - line.p) + 1, sentence);
}

static bool
next_line(struct reading *r, str *line)
{
	if (r->rest.p == NULL)
		return false;
	*line = str_cut(r->rest, '\n', &r->rest);
	if (str_ends(*line, STR("\r")))
		line->n--;
	r->line++;
	return true;
}

/* {word} at the front, or 0. */
static size_t
word_length(str s)
{
	size_t n = 1;

	while (n < s.n && s.p[n] >= 'a' && s.p[n] <= 'z')
		n++;
	return s.p[0] == '{' && n > 1 && n < s.n && s.p[n] == '}' ? n + 1 : 0;
}

static enum gateway_slot
slot_named(str word)
{
	static const str names[GATEWAY_SLOTS] = { [SLOT_NUMBER] = STR_INIT("{number}"), [SLOT_TITLE] = STR_INIT("{title}"),
		[SLOT_TEXT] = STR_INIT("{text}"), [SLOT_URL] = STR_INIT("{url}"), [SLOT_TICKET] = STR_INIT("{ticket}") };

	for (size_t i = 1; i < GATEWAY_SLOTS; i++)
		if (str_eq(word, names[i]))
			return (enum gateway_slot)i;
	return SLOT_NONE;
}

static void
add_literal(struct gateway_field *f, str s)
{
	struct gateway_piece *last = f->n ? &f->v[f->n - 1] : NULL;

	if (last && last->slot == SLOT_NONE && last->literal.p + last->literal.n == s.p)
		last->literal.n += s.n;
	else
		f->v[f->n++] = (struct gateway_piece){ s, SLOT_NONE };
}

/* A text that lies in one piece, `line` being where the count of columns begins. */
static err
read_pieces(struct reading *r, str line, str s, struct gateway_field *f)
{
	size_t n;

	if (f->v == NULL)
		f->v = NEW(r->a, struct gateway_piece, LIMIT_GATEWAY_PIECES);
	for (; s.n; s = str_from(s, n)) {
		enum gateway_slot slot;

		if (f->n + 1 >= LIMIT_GATEWAY_PIECES)
			return wrong(r, line, s.p, "there are too many places to be filled in");
		if ((n = word_length(s)) == 0) {
			add_literal(f, (str){ s.p, n = 1 });
			continue;
		}
		if ((slot = slot_named((str){ s.p, n })) == SLOT_NONE)
			return wrong(r, line, s.p, "what can be filled in is {number}, {title}, {text}, {url} and {ticket}");
		f->v[f->n++] = (struct gateway_piece){ { NULL, 0 }, slot };
		r->filled = true;
	}
	return OK;
}

static const struct parcel sample = { .way = SEND_GATEWAY, .to = STR_INIT("+4915112345678"), .title = STR_INIT("STORM LANTERN"),
	.text = STR_INIT("\"severity\" 1\n\xc3\xbc"), .url = STR_INIT("https://crisis.example.net/#/calls/7"), .ticket = 7 };

/* ---- the request ---- */

/* The scheme and what stands before the path. */
static str
authority_of(str url)
{
	size_t slashes = str_starts(url, STR("https://")) ? 8 : str_starts(url, STR("http://")) ? 7 : 0, n = slashes;

	while (n < url.n && url.p[n] != '/' && url.p[n] != '?' && url.p[n] != '#')
		n++;
	return slashes && n > slashes ? (str){ url.p, n } : (str){ NULL, 0 };
}

/* Is it one, filled in?  *clear: what is sent there could be read on its way. */
static bool
url_is_one(struct arena *a, str url, bool *clear)
{
	CURLU *u = curl_url();
	bool good = u && curl_url_set(u, CURLUPART_URL, arena_cstr(a, url), CURLU_DISALLOW_USER) == CURLUE_OK;

	*clear = good && !str_eq(url_part(a, u, CURLUPART_SCHEME), STR("https")) && !url_is_here(url_part(a, u, CURLUPART_HOST));
	curl_url_cleanup(u);
	return good;
}

static err
read_request(struct reading *r, str line)
{
	str url, method = str_cut(line, ' ', &url), authority = authority_of(url);
	bool clear;
	err e;

	if (!str_eq(method, STR("GET")) && !str_eq(method, STR("POST")) && !str_eq(method, STR("PUT")))
		return wrong(r, line, line.p, "the first line is GET, POST or PUT, a space, and the address");
	if (authority.p == NULL || !url_visible(url))
		return wrong(r, line, line.p + method.n, "here the address is asked for, https:// or http://, without a space in it");
	if (memchr(authority.p, '{', authority.n))
		return wrong(r, line, memchr(authority.p, '{', authority.n), "the host stands fast; nothing is filled in before the path");
	if ((e = read_pieces(r, line, url, &r->out->url)))
		return e;
	if (!url_is_one(r->a, gateway_fill(r->a, r->out, &sample).url, &clear))
		return wrong(r, line, url.p, "this is no address; a user and a password go into an Authorization header");
	if (clear)
		return wrong(r, line, url.p, "number, codename and token would go in the clear: it is https://, or http:// to this machine alone");
	r->out->method = method;
	return OK;
}

static err
read_first(struct reading *r)
{
	str line;

	while (next_line(r, &line))
		if (line.n && line.p[0] != '#')
			return read_request(r, line);
	return err_new(r->a, ERR_MALFORMED, "1:1: the file is empty; it begins with POST, a space, and the address");
}

/* ---- its headers ---- */

static char
small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool
named(str s, const char *lower)
{
	size_t n = strlen(lower);

	for (size_t i = 0; i < s.n && i < n; i++)
		if (small(s.p[i]) != lower[i])
			return false;
	return s.n == n;
}

static bool
is_header_name(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!(is_alnum(s.p[i]) || s.p[i] == '-' || s.p[i] == '_'))
			return false;
	return s.n > 0;
}

static bool
is_header_value(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((u8)s.p[i] < ' ' || (u8)s.p[i] > '~')
			return false;
	return s.n > 0;
}

static bool
is_ours(str name)
{
	static const char *const ours[] = { "host", "content-length", "transfer-encoding", "connection", "expect", "te", "upgrade", "trailer" };

	for (size_t i = 0; i < countof(ours); i++)
		if (named(name, ours[i]))
			return true;
	return false;
}

static err
read_type(struct reading *r, str line, str value)
{
	str parameters, type = str_cut(value, ';', &parameters);

	while (str_ends(type, STR(" ")))
		type.n--;
	if (r->typed)
		return wrong(r, line, line.p, "the Content-Type is said twice");
	if (named(type, "application/json"))
		r->out->form = FORM_JSON;
	else if (named(type, "application/x-www-form-urlencoded"))
		r->out->form = FORM_URLENCODED;
	else if (named(type, "text/plain"))
		r->out->form = FORM_PLAIN;
	else
		return wrong(r, line, value.p, "a body is application/json, application/x-www-form-urlencoded or text/plain");
	r->typed = true;
	return OK;
}

static err
read_header(struct reading *r, str line)
{
	str value, name = str_cut(line, ':', &value);

	while (value.n && value.p[0] == ' ')
		value = str_from(value, 1);
	if (!is_header_name(name) || value.p == NULL)
		return wrong(r, line, line.p, "here a header is asked for, Name: value; an empty line ends the headers");
	if (!is_header_value(value))
		return wrong(r, line, value.p, "a header's value is ASCII, and not empty");
	if (is_ours(name))
		return wrong(r, line, line.p, "this header is the server's own business");
	if (r->out->n_headers == LIMIT_GATEWAY_HEADERS)
		return wrong(r, line, line.p, "there are too many headers");
	if (named(name, "content-type")) {
		err e = read_type(r, line, value);

		if (e)
			return e;
	}
	return read_pieces(r, line, line, &r->out->headers[r->out->n_headers++]);
}

static err
read_headers(struct reading *r)
{
	str line;
	err e;

	while (next_line(r, &line) && line.n)
		if ((e = read_header(r, line)))
			return e;
	return OK;
}

/* ---- its body ---- */

static err
need_json(struct reading *r, unsigned first)
{
	str body = gateway_fill(r->a, r->out, &sample).body;
	json_error_t why;
	json_t *json = json_loadb(body.p, body.n, JSON_REJECT_DUPLICATES, &why);

	if (json == NULL)
		return err_new(r->a, ERR_MALFORMED, "%u:1: filled in, the body is no JSON; each {word} stands inside a string", first + (unsigned)why.line - 1);
	json_decref(json);
	return OK;
}

static err
read_body(struct reading *r)
{
	unsigned first = r->line + 1;
	str whole = r->rest, line;
	err e;

	while (str_ends(whole, STR("\n")) || str_ends(whole, STR("\r")))
		whole.n--;
	if (whole.n == 0)
		return OK;
	r->out->has_body = true;
	while (r->rest.p && r->rest.p < whole.p + whole.n && next_line(r, &line)) {
		str ended = r->rest.p && r->rest.p <= whole.p + whole.n ? (str){ line.p, (size_t)(r->rest.p - line.p) } : line;

		if (!utf8_valid(line))
			return wrong(r, line, line.p, "the file is UTF-8, and this line is not");
		if ((e = read_pieces(r, line, ended, &r->out->body)))
			return e;
	}
	if (str_eq(r->out->method, STR("GET")))
		return err_new(r->a, ERR_MALFORMED, "%u:1: a GET has no body", first);
	if (!r->typed)
		return err_new(r->a, ERR_MALFORMED, "%u:1: a body needs a Content-Type header before it", first);
	return r->out->form == FORM_JSON ? need_json(r, first) : OK;
}

err
gateway_read(struct arena *a, str name, str text, struct gateway *out)
{
	struct reading r = { .a = a, .out = out, .rest = text };
	err e;

	*out = (struct gateway){ .name = name };
	if (text.n > LIMIT_GATEWAY)
		return err_new(a, ERR_TOO_LARGE, "1:1: a gateway's file has at most %d bytes", LIMIT_GATEWAY);
	if ((e = read_first(&r)))
		return e;
	if ((e = read_headers(&r)))
		return e;
	if ((e = read_body(&r)))
		return e;
	return r.filled ? OK : err_new(a, ERR_MALFORMED, "1:1: nothing is filled in, so everybody would be sent the same; where do {number} and {title} go?");
}
