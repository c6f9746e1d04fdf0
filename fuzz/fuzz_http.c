/*
 * fuzz_http -- any bytes as a request: read without harm, and read alike in
 * whatever pieces they come.
 */
#include "asset.h"
#include "parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

struct reading {
	struct request request;
	struct parser parser;
	struct buf body;
	bool accepted;                  /* head and body were there, and nothing was refused */
	size_t used;
};

static err
take(void *reading, str bytes)
{
	struct reading *r = reading;

	if (r->body.n + bytes.n > LIMIT_BODY)
		return err_new(&r->request.arena, ERR_TOO_LARGE, "Too much.");
	buf_put(&r->body, bytes);
	return OK;
}

/* As a connection reads it, `step` bytes at a time. */
static struct reading *
read_request(struct arena *a, size_t size, str in, size_t step)
{
	struct reading *r = NEW(a, struct reading, 1);
	char *p = NEW(a, char, size);

	r->request.arena = (struct arena){ p, p + size };
	parser_start(&r->parser, &r->request);
	r->body = buf_new(&r->request.arena, 64);
	parser_receive(&r->parser, take, r);
	while (r->used < in.n && !(r->parser.head && r->parser.whole)) {
		str piece = str_from(in, r->used);
		size_t used;

		if (piece.n > step)
			piece.n = step;
		if (parser_feed(&r->parser, piece, &used))
			return r;
		assert(used > 0 && used <= piece.n);
		r->used += used;
	}
	r->accepted = r->parser.head && r->parser.whole;
	return r;
}

static void
check_same(const struct pair *a, size_t n, const struct pair *b, size_t m)
{
	assert(n == m);
	for (size_t i = 0; i < n; i++)
		assert(str_eq(a[i].name, b[i].name) && str_eq(a[i].value, b[i].value));
}

static void
look_up(struct request *r)
{
	static const struct route routes[] = {
		{ .method = GET,  .path = STR_INIT("/api/rooms/{room}/entries/{entry}") },
		{ .method = POST, .path = STR_INIT("/api/rooms/{room}") },
	};
	static const struct asset assets[] = { { .path = STR_INIT("/index.html") } };
	methods allowed;

	if ((r->route = route_find(routes, countof(routes), r, &allowed)))
		assert(request_parameter(r, STR("room")).n > 0);
	methods_text(&r->arena, allowed);
	asset_find(assets, countof(assets), r);
	request_cookie(r, STR("session"));
	r->secure = true;
	request_cookie(r, STR("session"));
	list_has(request_header(r, STR("accept-encoding")), STR("gzip"));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static struct arena whole;
	struct arena scratch;
	struct reading *fast, *slow;
	size_t size = 512 * KIB;
	str in = { (const char *)bytes, n };

	if (whole.next == NULL)
		whole = arena_open(4 * MIB);
	scratch = whole;
	fast = read_request(&scratch, size, in, 16 * KIB);
	slow = read_request(&scratch, size, in, 1);
	assert(fast->accepted == slow->accepted);
	if (!fast->accepted)
		return 0;
	assert(fast->used == slow->used && fast->request.method == slow->request.method);
	assert(str_eq(fast->request.target, slow->request.target) && str_eq(buf_str(&fast->body), buf_str(&slow->body)));
	assert(fast->request.length < 0 || (size_t)fast->request.length == fast->body.n);
	check_same(fast->request.headers, fast->request.n_headers, slow->request.headers, slow->request.n_headers);
	check_same(fast->request.query, fast->request.n_query, slow->request.query, slow->request.n_query);
	look_up(&fast->request);
	return 0;
}
