#include "exchange.h"
#include "reply.h"

#include <stdlib.h>
#include <sys/socket.h>

struct shared { size_t holds, n; char bytes[]; };

struct shared *
shared_new(str bytes)
{
	struct shared *t = malloc(sizeof(*t) + bytes.n);

	assert(t);
	*t = (struct shared){ 1, bytes.n };
	if (bytes.n)
		memcpy(t->bytes, bytes.p, bytes.n);
	return t;
}

static struct shared *
shared_hold(struct shared *t)
{
	t->holds++;
	return t;
}

void
shared_release(struct shared *t)
{
	if (--t->holds == 0)
		free(t);
}

static void
shared_written(const void *bytes, size_t n, void *shared)
{
	(void)bytes, (void)n;
	shared_release(shared);
}

struct subscriber *
stream_open(struct exchange *x, stream_closed *closed, void *ctx)
{
	struct connection *c = x->connection;
	struct evbuffer *out;

	if (c == NULL || x->request.method == HEAD) {
		reply_nothing(x, 200);
		return NULL;
	}
	c->closing = true;
	c->phase = STREAMING;
	event_del(&c->deadline);
	out = bufferevent_get_output(c->bev);
	put_head(x, out, 200);
	evbuffer_add_printf(out, "Content-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Accel-Buffering: no\r\n\r\n");
	c->exchange = NULL;
	exchange_free(x);
	c->subscriber = (struct subscriber){ .connection = c, .closed = closed, .ctx = ctx };
	LIST_INSERT_HEAD(&c->server->subscribers, &c->subscriber, all);
	return &c->subscriber;
}

/* Whoever has taken all before gets it at once, without a turn of the loop; how much of it went. */
static size_t
send_now(const struct connection *c, const struct shared *t)
{
	ssize_t n = c->server->tls ? 0 : send(bufferevent_getfd(c->bev), t->bytes, t->n, MSG_DONTWAIT | MSG_NOSIGNAL);

	return n > 0 ? (size_t)n : 0;
}

void
stream_send(struct subscriber *s, struct shared *t)
{
	struct evbuffer *out = bufferevent_get_output(s->connection->bev);
	size_t untaken = evbuffer_get_length(out), sent;

	/* Once one text is left out none may follow: its id would hide the gap. */
	if (untaken + t->n > s->connection->server->limits.backlog)
		stream_drop(s);
	if (s->dropped)
		return;
	sent = untaken ? 0 : send_now(s->connection, t);
	if (sent < t->n)
		evbuffer_add_reference(out, t->bytes + sent, t->n - sent, shared_written, shared_hold(t));
}

void
stream_drop(struct subscriber *s)
{
	s->dropped = true;
	connection_drop_soon(s->connection);
}

void
stream_close(struct subscriber *s)
{
	struct connection *c = s->connection;

	LIST_REMOVE(s, all);
	connection_send(c);
}

void
stream_gone(struct subscriber *s)
{
	LIST_REMOVE(s, all);
	s->closed(s->ctx);
}

void
stream_heartbeat(struct server *s)
{
	struct shared *beat = shared_new(STR("event: beat\ndata: {}\n\n"));
	struct subscriber *reader;

	LIST_FOREACH(reader, &s->subscribers, all)
		stream_send(reader, beat);
	shared_release(beat);
}
