#include "reply.h"

#include "canon.h"
#include "exchange.h"
#include "percent.h"

#include <time.h>
#include <unistd.h>

static const char security[] =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types dompurify service-worker\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: publickey-credentials-get=(self), publickey-credentials-create=(self), "
    "camera=(), geolocation=(), microphone=()\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "X-Content-Type-Options: nosniff\r\n";

void
put_head(struct exchange *x, struct evbuffer *out, int status)
{
	time_t now = time(NULL);
	struct tm tm;
	char date[64];

	x->server->counts.answers[status / 100 - 1]++;
	notice(x->server->config->notices, NOTICE_request, status, x->request.route ? x->request.route->path : STR("none"));
	strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&now, &tm));
	evbuffer_add_printf(out, "HTTP/1.1 %d %s\r\nDate: %s\r\n%s", status, llhttp_status_name((llhttp_status_t)status), date, security);
	if (x->server->secure)
		evbuffer_add_printf(out, "Strict-Transport-Security: max-age=63072000\r\n");
	if (x->connection->closing)
		evbuffer_add_printf(out, "Connection: close\r\n");
	evbuffer_add(out, x->headers.p, x->headers.n);
}

void
reply_header(struct exchange *x, str name, str value)
{
	for (size_t i = 0; i < value.n; i++)
		assert(value.p[i] >= ' ' && value.p[i] != 127);
	buf_put(&x->headers, name);
	buf_put(&x->headers, STR(": "));
	buf_put(&x->headers, value);
	buf_put(&x->headers, STR("\r\n"));
}

void
reply_cookie(struct exchange *x, str name, str value, i64 seconds)
{
	reply_header(x, STR("Set-Cookie"), arena_fmt(&x->request.arena, "%.*s=%.*s; Path=/; Max-Age=%lld; HttpOnly; SameSite=Strict%s",
	    STR_ARG(cookie_name(&x->request.arena, &x->request, name)), STR_ARG(value), (long long)seconds, x->request.secure ? "; Secure" : ""));
}

/*
 * Write all of a reply but its body.  Returns where the body goes, or NULL if
 * nobody wants it (the client is gone, or asked for the head).
 */
static struct evbuffer *
reply_begin(struct exchange *x, int status, str type, i64 length)
{
	struct connection *c = x->connection;
	struct evbuffer *out;

	if (c == NULL)
		return NULL;
	if (!x->parser.whole || !x->request.keep_alive)
		c->closing = true;
	out = bufferevent_get_output(c->bev);
	put_head(x, out, status);
	if (type.p)
		evbuffer_add_printf(out, "Content-Type: %.*s\r\n", STR_ARG(type));
	if (status != 204 && status != 304)
		evbuffer_add_printf(out, "Content-Length: %lld\r\n", (long long)length);
	evbuffer_add(out, "\r\n", 2);
	return x->request.method == HEAD ? NULL : out;
}

static void
reply_end(struct exchange *x)
{
	struct connection *c = x->connection;

	exchange_free(x);
	if (c)
		connection_send(c);
}

void
reply_bytes(struct exchange *x, int status, str type, str body)
{
	struct evbuffer *out;

	reply_header(x, STR("Cache-Control"), STR("no-store"));
	if ((out = reply_begin(x, status, type, (i64)body.n)))
		evbuffer_add(out, body.p, body.n);
	reply_end(x);
}

void
reply_json(struct exchange *x, int status, str body)
{
	reply_bytes(x, status, STR("application/json"), body);
}

void
reply_nothing(struct exchange *x, int status)
{
	reply_bytes(x, status, (str){ NULL, 0 }, (str){ NULL, 0 });
}

void
reply_err(struct exchange *x, err e)
{
	struct buf b = buf_new(&x->request.arena, 512);
	char code[64];
	size_t n = 0;

	x->server->counts.refusals[e->kind]++;
	for (const char *p = err_name(e->kind); *p; p++)
		code[n++] = (char)(*p >= 'A' && *p <= 'Z' ? *p + 'a' - 'A' : *p);
	buf_fmt(&b, "{\"type\":\"/errors/%.*s\",\"title\":\"%s\",\"status\":%d,\"code\":\"%.*s\",\"detail\":",
	    (int)n, code, err_doc(e->kind), err_http_status(e->kind), (int)n, code);
	canon_put_string(&b, utf8_valid(e->why) ? e->why : str_c(err_doc(e->kind)));      /* it may quote what was sent */
	buf_byte(&b, '}');
	if (e->kind == ERR_TOO_MANY && x->request.wait)
		reply_header(x, STR("Retry-After"), arena_fmt(&x->request.arena, "%lld", (long long)x->request.wait));
	if (e->kind == ERR_NOT_SIGNED_IN)
		reply_header(x, STR("WWW-Authenticate"), STR("Bearer"));
	reply_bytes(x, err_http_status(e->kind), STR("application/problem+json"), buf_str(&b));
}

/* RFC 8187: any name, in ASCII. */
static str
encoded_name(struct arena *a, str name)
{
	struct buf b = buf_new(a, 64);

	percent_put(&b, name);
	return buf_str(&b);
}

void
reply_file(struct exchange *x, str name, int fd, i64 size)
{
	struct evbuffer *out;

	reply_header(x, STR("Cache-Control"), STR("no-store"));
	reply_header(x, STR("Content-Security-Policy"), STR("sandbox"));
	reply_header(x, STR("Content-Disposition"), arena_fmt(&x->request.arena, "attachment; filename*=UTF-8''%.*s",
	    STR_ARG(encoded_name(&x->request.arena, name))));
	if ((out = reply_begin(x, 200, STR("application/octet-stream"), size)) == NULL || size == 0 || evbuffer_add_file(out, fd, 0, size) != 0)
		close(fd);
	reply_end(x);
}

void
reply_asset(struct exchange *x, const struct asset *asset)
{
	bool compressed = asset->gzip.p && list_has(request_header(&x->request, STR("accept-encoding")), STR("gzip"));
	str bytes = compressed ? asset->gzip : asset->plain;
	struct evbuffer *out;

	reply_header(x, STR("ETag"), asset->etag);
	reply_header(x, STR("Vary"), STR("Accept-Encoding"));
	reply_header(x, STR("Cache-Control"), asset->immutable ? STR("public, max-age=31536000, immutable") : STR("no-cache"));
	if (list_has(request_header(&x->request, STR("if-none-match")), asset->etag)) {
		reply_begin(x, 304, (str){ NULL, 0 }, 0);
		reply_end(x);
		return;
	}
	if (compressed)
		reply_header(x, STR("Content-Encoding"), STR("gzip"));
	if ((out = reply_begin(x, 200, asset->type, (i64)bytes.n)))
		evbuffer_add_reference(out, bytes.p, bytes.n, NULL, NULL);
	reply_end(x);
}
