#include "parse.h"

#define PARSER(http) ((struct parser *)(http)->data)

/* To stop llhttp with a sentence of our own. */
static int
refuse(struct parser *p, err e)
{
	p->refused = e;
	return e ? HPE_USER : HPE_OK;
}

static int
on_part(llhttp_t *http, const char *at, size_t n)
{
	struct parser *p = PARSER(http);

	if (p->head)
		return refuse(p, err_new(&p->request->arena, ERR_MALFORMED, "Fields after the body are not taken here."));
	buf_put(&p->word, (str){ at, n });
	return HPE_OK;
}

/* The word that was collected, copied; the next one begins. */
static str
word_done(struct parser *p)
{
	str word = arena_str(&p->request->arena, buf_str(&p->word));

	p->word.n = 0;
	return word;
}

static int
on_target(llhttp_t *http)
{
	struct parser *p = PARSER(http);

	return refuse(p, request_set_target(p->request, word_done(p)));
}

static int
on_name(llhttp_t *http)
{
	struct parser *p = PARSER(http);
	struct request *r = p->request;

	if (r->n_headers == LIMIT_HEADERS)
		return refuse(p, err_new(&r->arena, ERR_HEADERS, "More than %d header fields are not taken.", LIMIT_HEADERS));
	if (p->word.n == 0)
		return refuse(p, err_new(&r->arena, ERR_MALFORMED, "A header field must have a name."));
	for (size_t i = 0; i < p->word.n; i++)
		if (p->word.p[i] >= 'A' && p->word.p[i] <= 'Z')
			p->word.p[i] = (char)(p->word.p[i] + 'a' - 'A');
	r->headers[r->n_headers++].name = word_done(p);
	return HPE_OK;
}

static int
on_value(llhttp_t *http)
{
	struct parser *p = PARSER(http);

	p->request->headers[p->request->n_headers - 1].value = word_done(p);
	return HPE_OK;
}

/* What is read of a request must have one value, and a plain one. */
static err
check_singles(struct request *r)
{
	static const str singles[] = {
		STR_INIT("host"), STR_INIT("origin"), STR_INIT("cookie"), STR_INIT("authorization"), STR_INIT("if-match"),
		STR_INIT("if-none-match"), STR_INIT("idempotency-key"), STR_INIT("last-event-id"), STR_INIT("content-type"),
		STR_INIT("content-length"), STR_INIT("transfer-encoding"), STR_INIT("expect"), STR_INIT("accept"),
		STR_INIT("accept-encoding"),
	};

	for (size_t k = 0; k < countof(singles); k++) {
		int times = 0;

		for (size_t i = 0; i < r->n_headers; i++) {
			str value = r->headers[i].value;

			if (!str_eq(r->headers[i].name, singles[k]))
				continue;
			if (times++)
				return err_new(&r->arena, ERR_MALFORMED, "The header \"%.*s\" was sent twice.", STR_ARG(singles[k]));
			for (size_t j = 0; j < value.n; j++)
				if (value.p[j] < ' ' || value.p[j] > '~')
					return err_new(&r->arena, ERR_MALFORMED, "The header \"%.*s\" may hold visible ASCII only.", STR_ARG(singles[k]));
		}
	}
	return OK;
}

static enum method
method_of(const llhttp_t *http)
{
	switch (http->method) {
	case HTTP_GET:     return GET;
	case HTTP_HEAD:    return HEAD;
	case HTTP_POST:    return POST;
	case HTTP_PUT:     return PUT;
	case HTTP_PATCH:   return PATCH;
	case HTTP_DELETE:  return DELETE;
	case HTTP_OPTIONS: return OPTIONS;
	default:           return OTHER_METHOD;
	}
}

static err
check_head(struct parser *p)
{
	const llhttp_t *http = &p->http;
	struct request *r = p->request;
	str coding = request_header(r, STR("transfer-encoding"));

	if (http->http_major != 1 || http->http_minor != 1)
		return err_new(&r->arena, ERR_MALFORMED, "Only HTTP/1.1 is spoken here.");
	if (coding.p && !str_alike(coding, STR("chunked")))
		return err_new(&r->arena, ERR_MALFORMED, "No transfer coding but \"chunked\" is taken.");
	if (request_header(r, STR("expect")).p && !str_alike(request_header(r, STR("expect")), STR("100-continue")))
		return err_new(&r->arena, ERR_MALFORMED, "Nothing can be expected but \"100-continue\".");
	return check_singles(r);
}

static int
on_head(llhttp_t *http)
{
	struct parser *p = PARSER(http);
	struct request *r = p->request;

	p->head = true;
	http->upgrade = 0;                      /* asking for another protocol is answered in this one */
	r->method = method_of(http);
	r->length = http->flags & F_CHUNKED ? -1 : http->content_length > INT64_MAX ? INT64_MAX : (i64)http->content_length;
	r->has_body = r->length != 0;
	p->whole = !r->has_body;
	r->keep_alive = llhttp_should_keep_alive(http);
	return refuse(p, check_head(p)) ? HPE_USER : HPE_PAUSED;
}

static int
on_body(llhttp_t *http, const char *at, size_t n)
{
	struct parser *p = PARSER(http);

	return refuse(p, p->take(p->ctx, (str){ at, n }));
}

static int
on_extension(llhttp_t *http, const char *at, size_t n)
{
	struct parser *p = PARSER(http);

	(void)at, (void)n;
	return refuse(p, err_new(&p->request->arena, ERR_MALFORMED, "Chunk extensions are not taken."));
}

static int
on_whole(llhttp_t *http)
{
	PARSER(http)->whole = true;
	return HPE_PAUSED;
}

static const llhttp_settings_t settings = {
	.on_url                  = on_part,
	.on_url_complete         = on_target,
	.on_header_field         = on_part,
	.on_header_field_complete = on_name,
	.on_header_value         = on_part,
	.on_header_value_complete = on_value,
	.on_headers_complete     = on_head,
	.on_body                 = on_body,
	.on_chunk_extension_name = on_extension,
	.on_message_complete     = on_whole,
};

void
parser_start(struct parser *p, struct request *r)
{
	*p = (struct parser){ .request = r, .word = buf_new(&r->arena, 256) };
	llhttp_init(&p->http, HTTP_REQUEST, &settings);
	p->http.data = p;
}

void
parser_receive(struct parser *p, err (*take)(void *ctx, str bytes), void *ctx)
{
	p->take = take;
	p->ctx = ctx;
}

/*
 * llhttp joins folded lines in silence, skips empty lines before a request and
 * spaces within its first line, and lets that line end in LF alone; all of it
 * is seen here, in the bytes.
 */
static err
check_lines(struct parser *p, str bytes)
{
	for (size_t i = 0; i < bytes.n; i++) {
		char c = bytes.p[i];

		if (p->last == '\n' && (c == ' ' || c == '\t'))
			return err_new(&p->request->arena, ERR_MALFORMED, "A header may not go on in the next line.");
		if (p->last != '\r' && c == '\n')
			return err_new(&p->request->arena, ERR_MALFORMED, "A line must end in CR LF.");
		if (c <= ' ' && (p->last == 0 || (p->last == ' ' && !p->fields)))
			return err_new(&p->request->arena, ERR_MALFORMED, "A request begins with its method, one space, its target, one space, HTTP/1.1.");
		p->fields |= c == '\n';
		p->last = c;
	}
	return OK;
}

static err
check_head_bytes(struct parser *p, str bytes)
{
	p->head_bytes += bytes.n;
	if (p->head_bytes > LIMIT_HEADER_BYTES || (p->head_bytes == LIMIT_HEADER_BYTES && !p->head))
		return err_new(&p->request->arena, ERR_HEADERS, "The request's head is longer than %d bytes.", LIMIT_HEADER_BYTES);
	return check_lines(p, bytes);
}

err
parser_feed(struct parser *p, str bytes, size_t *used)
{
	bool in_head = !p->head;
	enum llhttp_errno e;
	err refused;

	if (in_head && bytes.n > LIMIT_HEADER_BYTES - p->head_bytes)
		bytes.n = LIMIT_HEADER_BYTES - p->head_bytes;
	llhttp_resume(&p->http);
	e = llhttp_execute(&p->http, bytes.p, bytes.n);
	*used = e == HPE_OK ? bytes.n : (size_t)(llhttp_get_error_pos(&p->http) - bytes.p);
	if (p->refused)
		return p->refused;
	if (in_head && (refused = check_head_bytes(p, (str){ bytes.p, *used })))
		return refused;
	if (e != HPE_OK && e != HPE_PAUSED)
		return err_new(&p->request->arena, ERR_MALFORMED, "This is not HTTP/1.1 as it is spoken here: %s.", llhttp_get_error_reason(&p->http));
	return OK;
}
