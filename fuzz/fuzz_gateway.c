/* A gateway's file is read or refused with a place; and what is filled in, however hostile, stays where it is. */
#include "gateway.h"

#include "canon.h"

#include <jansson.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_line(str s)
{
	for (size_t i = 0; i < s.n; i++)
		assert((u8)s.p[i] >= ' ' && s.p[i] != 0x7f);
}

static void
check_request(struct arena *a, const struct gateway *g, const struct parcel *p)
{
	struct gateway_request r = gateway_fill(a, g, p);

	check_line(r.url);
	for (size_t i = 0; i < r.n_headers; i++)
		check_line(r.headers[i]);
	if (g->has_body && g->form == FORM_JSON) {
		json_t *json = json_loadb(r.body.p, r.body.n, JSON_REJECT_DUPLICATES, NULL);

		assert(json);
		json_decref(json);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct parcel calm = { .to = STR_INIT("+49 151 2"), .title = STR_INIT("A"), .ticket = 1 };
	static const struct parcel hostile = { .to = STR_INIT("\"}\r\n\r\n{\"a\":\"&?#/.."), .title = STR_INIT("\r\nX: y\r\n\r\n\xc3\xbc{text}"),
		.text = STR_INIT("\\\",\"b\":{\n"), .url = STR_INIT("https://x/\"\\\r\n%00"), .ticket = UINT64_MAX };
	struct arena whole = arena_open(64 * MIB), a = whole;
	struct gateway g;
	err e = gateway_read(&a, STR("x"), (str){ (const char *)data, size }, &g);

	if (e == OK) {
		check_request(&a, &g, &calm);
		check_request(&a, &g, &hostile);
	} else {
		assert(utf8_valid(e->why) && e->why.n <= LIMIT_SENTENCE && e->why.p[0] >= '1' && e->why.p[0] <= '9');
	}
	arena_close(whole, 64 * MIB);
	return 0;
}
