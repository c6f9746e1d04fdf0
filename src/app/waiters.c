#include "waiters.h"

#include <stdlib.h>

static void
append(struct waiters *ws, struct waiter *w)
{
	w->next = NULL;
	*(ws->last ? &ws->last->next : &ws->first) = w;
	ws->last = w;
}

void
waiters_add(struct waiters *ws, i64 stream, settled *then, void *ctx)
{
	struct waiter *w = calloc(1, sizeof(*w));

	assert(w);
	*w = (struct waiter){ NULL, stream, then, ctx };
	append(ws, w);
}

bool
waiters_have(const struct waiters *ws, i64 stream)
{
	for (const struct waiter *w = ws->first; w; w = w->next)
		if (w->stream == stream)
			return true;
	return false;
}

struct waiters
waiters_take(struct waiters *ws, i64 stream)
{
	struct waiters taken = { NULL, NULL }, left = { NULL, NULL };

	for (struct waiter *w = ws->first, *next; w; w = next) {
		next = w->next;
		append(w->stream == stream ? &taken : &left, w);
	}
	*ws = left;
	return taken;
}

void
waiters_run(struct waiters *ws)
{
	struct waiter *w = ws->first, *next;

	*ws = (struct waiters){ NULL, NULL };
	for (; w; w = next) {
		next = w->next;
		w->then(w->ctx);
		free(w);
	}
}
