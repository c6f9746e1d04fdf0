#include "client.h"

#include "base64.h"
#include "canon.h"
#include "json.h"
#include "random.h"
#include "terminal.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <unistd.h>

enum { ANSWER_MAX = 64 * MIB, TRIES = 5, CONNECT_SECONDS = 10, ANSWER_SECONDS = 60, TOKEN_FILE_MAX = 4096, KEY_BYTES = 16 };

/* ---- which server, as whom ---- */

static str
first_line(str text)
{
	str rest, line = str_cut(text, '\n', &rest);

	return line.n && line.p[line.n - 1] == '\r' ? (str){ line.p, line.n - 1 } : line;
}

/* A header's value ends with its line. */
static bool
is_token(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] > '~')
			return false;
	return str_starts(s, STR("tocsin_"));
}

static err
read_token(struct arena *a, struct client *c)
{
	err e;

	if (c->token_file.p) {
		if ((e = cli_read(a, c->token_file.p, TOKEN_FILE_MAX, &c->token)))
			return e;
		c->token = first_line(c->token);
	} else {
		c->token = str_c(getenv("TOCSIN_TOKEN"));
	}
	if (c->token.n == 0)
		return err_new(a, ERR_MALFORMED, "a token is needed: --token-file FILE or TOCSIN_TOKEN; `tocsin token new` makes one");
	if (!is_token(c->token))
		return err_new(a, ERR_MALFORMED, "this is no token; one begins with tocsin_ and is one line of ASCII");
	return OK;
}

/* "http://localhost", and a port: what does not leave this machine. */
static bool
is_local(str server)
{
	str host = STR("http://localhost");
	size_t i = host.n + 1;

	while (i < server.n && is_digit(server.p[i]))
		i++;
	return str_starts(server, host) && (server.n == host.n || (server.p[host.n] == ':' && i >= server.n));
}

err
client_open(struct arena *a, struct client *c, bool needs_token)
{
	if (c->server.n == 0)
		c->server = str_c(getenv("TOCSIN_SERVER"));
	if (c->server.n == 0)
		return err_new(a, ERR_MALFORMED, "which server? --server URL or TOCSIN_SERVER says it");
	while (str_ends(c->server, STR("/")))
		c->server.n--;
	if (!str_starts(c->server, STR("https://")) && !is_local(c->server))
		return err_new(a, ERR_MALFORMED, "a token is sent over https:// alone, or to http://localhost; not to %.*s",
		    STR_ARG(terminal_text(a, c->server)));
	return needs_token ? read_token(a, c) : OK;
}

/* ---- asking ---- */

struct call { str path, body, key; };           /* body absent: GET */
struct answer { struct buf body; str session; struct arena *a; long status; CURLcode code; };

static size_t
take(char *bytes, size_t size, size_t n, void *ctx)
{
	struct buf *b = ctx;

	if (b->n + size * n > ANSWER_MAX)
		return 0;
	buf_put(b, (str){ bytes, size * n });
	return size * n;
}

/* The cookie of a session that begins with this answer, with its name; the server sets no other. */
static size_t
take_header(char *bytes, size_t size, size_t n, void *ctx)
{
	struct answer *answer = ctx;
	str rest, line = { bytes, size * n }, begins = STR("Set-Cookie: ");

	if (str_starts(line, begins))
		answer->session = arena_str(answer->a, str_cut(str_from(line, begins.n), ';', &rest));
	return size * n;
}

static struct curl_slist *
headers_of(struct arena *a, const struct client *c, const struct call *call)
{
	struct curl_slist *h = NULL;

	if (c->token.n)
		h = curl_slist_append(h, arena_fmt(a, "Authorization: Bearer %.*s", STR_ARG(c->token)).p);
	else
		h = curl_slist_append(h, arena_fmt(a, "Origin: %.*s", STR_ARG(c->server)).p);
	if (c->session.n)
		h = curl_slist_append(h, arena_fmt(a, "Cookie: %.*s", STR_ARG(c->session)).p);
	if (call->body.p)
		h = curl_slist_append(h, "Content-Type: application/json");
	if (call->key.p)
		h = curl_slist_append(h, arena_fmt(a, "Idempotency-Key: %.*s", STR_ARG(call->key)).p);
	return h;
}

static struct answer
ask_once(struct arena *a, const struct client *c, const struct call *call)
{
	struct answer answer = { .body = buf_new(a, KIB), .a = a };
	struct curl_slist *headers = headers_of(a, c, call);
	CURL *curl = curl_easy_init();

	assert(curl);
	curl_easy_setopt(curl, CURLOPT_URL, arena_fmt(a, "%.*s%.*s", STR_ARG(c->server), STR_ARG(call->path)).p);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)ANSWER_SECONDS);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer);
	if (c->ca.p)
		curl_easy_setopt(curl, CURLOPT_CAINFO, arena_cstr(a, c->ca));
	if (call->body.p) {
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)call->body.n);
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call->body.p);
	}
	answer.code = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
	return answer;
}

static bool
connection_lost(CURLcode code)
{
	return code == CURLE_COULDNT_CONNECT || code == CURLE_GOT_NOTHING || code == CURLE_RECV_ERROR ||
	    code == CURLE_SEND_ERROR || code == CURLE_PARTIAL_FILE || code == CURLE_OPERATION_TIMEDOUT;
}

/* What can be repeated without harm is, after one second, two, three … */
static struct answer
ask_until_answered(struct arena *a, const struct client *c, const struct call *call)
{
	struct answer answer = ask_once(a, c, call);

	for (unsigned tried = 1; call->key.p && tried < TRIES && connection_lost(answer.code); tried++) {
		sleep(tried);
		answer = ask_once(a, c, call);
	}
	return answer;
}

/* ---- what it says ---- */

static enum err_kind
kind_of(str code)
{
	for (int k = 0; k < ERR_KINDS; k++) {
		str name = str_c(err_name((enum err_kind)k));

		if (name.n == code.n && strncasecmp(name.p, code.p, name.n) == 0)
			return (enum err_kind)k;
	}
	return ERR_INTERNAL;
}

static err
read_answer(struct arena *a, const struct client *c, const struct answer *answer, str *json)
{
	err e;

	if (answer->code != CURLE_OK)
		return err_new(a, ERR_STORE, "%.*s: %s", STR_ARG(c->server), curl_easy_strerror(answer->code));
	if ((e = json_canonical(a, buf_str(&answer->body), LIMIT_DEPTH, json)))
		return err_new(a, ERR_MALFORMED, "%.*s answered %ld, and nothing that a Tocsin server says", STR_ARG(c->server), answer->status);
	if (answer->status >= 400)
		return err_new(a, kind_of(client_member(a, *json, "code")), "%.*s",
		    STR_ARG(terminal_text(a, client_member(a, *json, "detail"))));
	return OK;
}

err
client_get(struct arena *a, const struct client *c, str path, str *answer)
{
	struct answer got = ask_until_answered(a, c, &(struct call){ .path = path });

	return read_answer(a, c, &got, answer);
}

err
client_post(struct arena *a, const struct client *c, str path, str body, str *answer)
{
	struct answer got = ask_once(a, c, &(struct call){ .path = path, .body = body });

	return read_answer(a, c, &got, answer);
}

err
client_enter(struct arena *a, struct client *c, str path, str body)
{
	struct answer got = ask_once(a, c, &(struct call){ .path = path, .body = body });
	str json;

	c->session = got.session;
	return read_answer(a, c, &got, &json);
}

err
client_command(struct arena *a, const struct client *c, str room, str command, str body, str *receipt)
{
	u8 key[KEY_BYTES];
	struct call call = { arena_fmt(a, "/api/rooms/%.*s/commands/%.*s%s", STR_ARG(room), STR_ARG(command), c->sure ? "?sure=true" : ""), body, { NULL, 0 } };
	struct answer got;

	random_bytes(key, sizeof(key));
	call.key = b64u(a, key, sizeof(key));
	got = ask_until_answered(a, c, &call);
	if (connection_lost(got.code))
		return err_new(a, ERR_STORE, "%.*s: %s; whether the command was carried out, only the room can tell",
		    STR_ARG(c->server), curl_easy_strerror(got.code));
	return read_answer(a, c, &got, receipt);
}

str
client_member(struct arena *a, str object, const char *name)
{
	struct canon c = canon_open(a, object);
	str key;

	canon_object(&c);
	while (canon_key(&c, &key))
		if (!str_eq(key, str_c(name)))
			canon_skip(&c);
		else
			return canon_peek(&c) == CANON_STRING ? canon_string(&c) : canon_raw(&c);
	return (str){ NULL, 0 };
}

i64
client_number(struct arena *a, str object, const char *name)
{
	struct canon c = canon_open(a, client_member(a, object, name));

	return canon_int(&c);
}
