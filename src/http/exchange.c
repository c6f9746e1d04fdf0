#include "exchange.h"

#include "reply.h"

#include <sys/mman.h>

/* Of a spare arena so much stays in memory; requests rarely take more. */
enum { SPARE_BYTES = 64 * 1024 };

struct exchange *
exchange_new(struct server *s, struct connection *c)
{
	struct arena a;
	struct exchange *x;

	if (s->n_spare) {
		x = s->spare[--s->n_spare];
		a = (struct arena){ (char *)x, (char *)x + ARENA_REQUEST };
	} else {
		a = arena_open(ARENA_REQUEST);
	}
	x = NEW(&a, struct exchange, 1);
	x->server = s;
	x->connection = c;
	x->request.arena = a;
	x->request.loopback = c->loopback;
	x->request.secure = s->secure;
	parser_start(&x->parser, &x->request);
	x->headers = buf_new(&x->request.arena, 256);
	LIST_INSERT_HEAD(&s->exchanges, x, all);
	return x;
}

void
exchange_free(struct exchange *x)
{
	struct server *s = x->server;
	struct arena whole = { (char *)x, (char *)x + ARENA_REQUEST };
	size_t used = (size_t)(x->request.arena.next - whole.next);

	LIST_REMOVE(x, all);
	if (s->n_spare == countof(s->spare)) {
		arena_close(whole, ARENA_REQUEST);
		return;
	}
	if (used > SPARE_BYTES)
		madvise(whole.next + SPARE_BYTES, used - SPARE_BYTES, MADV_DONTNEED);
	s->spare[s->n_spare++] = x;
}

struct request *
exchange_request(struct exchange *x)
{
	return &x->request;
}
