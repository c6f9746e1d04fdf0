#include "exchange.h"
#include "reply.h"

#include <event2/bufferevent_ssl.h>
#include <stdlib.h>
#include <sys/socket.h>

enum {
	READ_AHEAD = 16 * 1024,         /* taken from the kernel before it is parsed */
	LINGER_MS  = 1000,              /* for what still comes after the last reply */
	UPLOAD_PACE = 64 * 1024,        /* so much of an upload must come within each body_ms */
};

static const struct err cut_off = { ERR_TOO_SLOW, STR_INIT("The connection ended before the body did.") };

static void
connection_in(struct connection *c, int ms)
{
	event_add(&c->deadline, &(struct timeval){ ms / 1000, ms % 1000 * 1000 });
}

void
connection_drop_soon(struct connection *c)
{
	connection_in(c, 0);
}

/* Nobody knows yet whether it will ask anything. */
static void
fall_silent(struct connection *c)
{
	c->silent = true;
	TAILQ_INSERT_TAIL(&c->server->silent, c, by_silence);
	server_listen(c->server);
}

static void
break_silence(struct connection *c)
{
	if (c->silent)
		TAILQ_REMOVE(&c->server->silent, c, by_silence);
	c->silent = false;
	server_listen(c->server);
}

/* An upload that will not be complete: its sink forgets it. */
static void
upload_lost(struct exchange *x, err e)
{
	struct sink sink = x->sink;

	x->sink = (struct sink){ 0 };
	if (sink.done)
		sink.done(sink.ctx, NULL, e);
}

void
connection_drop(struct connection *c)
{
	struct server *s = c->server;
	struct exchange *x = c->exchange;

	if (x && c->phase == WAITING) {
		x->connection = NULL;
	} else if (x) {
		upload_lost(x, &cut_off);
		exchange_free(x);
	}
	if (c->phase == STREAMING)
		stream_gone(&c->subscriber);
	event_del(&c->deadline);
	bufferevent_free(c->bev);
	s->n_connections--;
	break_silence(c);
	LIST_REMOVE(c, all);
	free(c);
}

void
connection_send(struct connection *c)
{
	c->phase = SENDING;
	c->exchange = NULL;
	event_del(&c->deadline);
	if (evbuffer_get_length(bufferevent_get_output(c->bev)) == 0)
		bufferevent_trigger(c->bev, EV_WRITE, BEV_TRIG_DEFER_CALLBACKS | BEV_TRIG_IGNORE_WATERMARKS);
}

/* Refused while it was still being read. */
static void
refuse(struct connection *c, err e)
{
	struct exchange *x = c->exchange;

	c->phase = WAITING;
	break_silence(c);
	upload_lost(x, e);
	reply_err(x, e);
}

static err
take_body(void *exchange, str bytes)
{
	struct exchange *x = exchange;
	struct request *r = &x->request;
	size_t most = x->sink.take ? x->server->limits.max_upload : LIMIT_BODY;

	if (bytes.n > most - x->received)
		return err_new(&r->arena, ERR_TOO_LARGE, "At most %zu bytes are taken here.", most);
	if (x->sink.take && (x->received + bytes.n) / UPLOAD_PACE > x->received / UPLOAD_PACE)
		connection_in(x->connection, x->server->limits.body_ms);
	x->received += bytes.n;
	if (x->sink.take)
		return x->sink.take(x->sink.ctx, bytes);
	buf_put(&x->body, bytes);
	return OK;
}

/* Go on with the body: the client may be waiting for a word. */
static void
read_body(struct connection *c)
{
	struct exchange *x = c->exchange;

	c->phase = READING_BODY;
	connection_in(c, c->server->limits.body_ms);
	parser_receive(&x->parser, take_body, x);
	if (request_header(&x->request, STR("expect")).p)
		evbuffer_add_printf(bufferevent_get_output(c->bev), "HTTP/1.1 100 Continue\r\n\r\n");
}

static void
answer(struct connection *c)
{
	struct exchange *x = c->exchange;
	const struct server_config *config = c->server->config;
	struct request *r = &x->request;

	c->phase = WAITING;
	break_silence(c);
	event_del(&c->deadline);
	if (r->route) {
		r->route->handler(config->app, x, r);
	} else if (r->method == OPTIONS) {
		methods allowed;

		route_find(config->routes, config->n_routes, r, &allowed);
		reply_header(x, STR("Allow"), methods_text(&r->arena, allowed ? allowed : 1u << GET | 1u << HEAD | 1u << OPTIONS));
		reply_nothing(x, 204);
	} else {
		reply_asset(x, asset_find(config->assets, config->n_assets, r));
	}
}

static void
head_is_here(struct connection *c)
{
	struct exchange *x = c->exchange;
	err e = judge_request(x);

	if (e) {
		refuse(c, e);
	} else if (x->request.has_body && (x->request.route->takes == TAKES_BODY || x->request.route->takes == TAKES_UNSPENT)) {
		x->body = buf_new(&x->request.arena, x->request.length > 0 ? (size_t)x->request.length : 1024);
		read_body(c);
	} else {
		answer(c);
	}
}

static void
body_is_here(struct connection *c)
{
	struct exchange *x = c->exchange;
	struct sink sink = x->sink;

	if (sink.done == NULL) {
		x->request.body = buf_str(&x->body);
		answer(c);
		return;
	}
	c->phase = WAITING;
	event_del(&c->deadline);
	x->sink = (struct sink){ 0 };
	sink.done(sink.ctx, x, OK);
}

void
upload_open(struct exchange *x, struct sink sink)
{
	struct connection *c = x->connection;

	x->sink = sink;
	if (c == NULL) {
		upload_lost(x, &cut_off);
		exchange_free(x);
	} else if (x->parser.whole) {
		body_is_here(c);
	} else {
		read_body(c);                   /* and what of it has come already */
		bufferevent_trigger(c->bev, EV_READ, BEV_TRIG_DEFER_CALLBACKS | BEV_TRIG_IGNORE_WATERMARKS);
	}
}

static void
parse_some(struct connection *c)
{
	struct evbuffer *in = bufferevent_get_input(c->bev);
	struct exchange *x = c->exchange;
	struct evbuffer_iovec piece;
	size_t used;
	err e;

	evbuffer_peek(in, -1, NULL, &piece, 1);
	e = parser_feed(&x->parser, (str){ piece.iov_base, piece.iov_len }, &used);
	evbuffer_drain(in, used);
	if (e)
		refuse(c, e);
	else if (c->phase == READING_HEAD && x->parser.head)
		head_is_here(c);
	else if (c->phase == READING_BODY && x->parser.whole)
		body_is_here(c);
}

/* Take what has come, as far as the phase allows; the rest waits its turn. */
static void
on_readable(struct bufferevent *bev, void *connection)
{
	struct connection *c = connection;
	struct evbuffer *in = bufferevent_get_input(bev);

	if (c->phase == STREAMING || c->phase == LINGERING) {
		evbuffer_drain(in, evbuffer_get_length(in));
		return;
	}
	if (c->phase == IDLE && evbuffer_get_length(in)) {
		c->exchange = exchange_new(c->server, c);
		c->phase = READING_HEAD;
		connection_in(c, c->server->limits.head_ms);
	}
	while ((c->phase == READING_HEAD || c->phase == READING_BODY) && evbuffer_get_length(in))
		parse_some(c);
}

/* All that was written has left. */
static void
on_written(struct bufferevent *bev, void *connection)
{
	struct connection *c = connection;

	if (c->phase != SENDING)
		return;
	if (c->ended && (c->closing || evbuffer_get_length(bufferevent_get_input(bev)) == 0)) {
		connection_drop(c);
		return;
	}
	if (c->closing) {
		c->phase = LINGERING;
		if (c->server->tls)
			SSL_shutdown(bufferevent_openssl_get_ssl(bev));
		shutdown(bufferevent_getfd(bev), SHUT_WR);
		connection_in(c, LINGER_MS);
	} else {
		c->phase = IDLE;
		fall_silent(c);
		connection_in(c, c->server->limits.idle_ms);
	}
	on_readable(bev, c);
}

static void
on_event(struct bufferevent *bev, short what, void *connection)
{
	struct connection *c = connection;

	(void)bev;
	if (what & BEV_EVENT_CONNECTED)
		connection_in(c, c->server->limits.idle_ms);
	else if (what & BEV_EVENT_EOF && (c->phase == WAITING || c->phase == SENDING))
		c->ended = true;
	else
		connection_drop(c);
}

static void
on_deadline(evutil_socket_t fd, short what, void *connection)
{
	struct connection *c = connection;
	struct arena *a;

	(void)fd, (void)what;
	if (c->phase != READING_HEAD && c->phase != READING_BODY) {
		connection_drop(c);
		return;
	}
	a = &c->exchange->request.arena;
	refuse(c, err_new(a, ERR_TOO_SLOW, "The request's %s did not arrive in time.", c->phase == READING_HEAD ? "head" : "body"));
}

void
connection_open(struct server *s, evutil_socket_t fd, bool loopback)
{
	struct connection *c = calloc(1, sizeof(*c));
	int ms = s->limits.write_ms;

	assert(c);
	c->server = s;
	c->loopback = loopback;
	c->bev = s->tls
	    ? bufferevent_openssl_socket_new(s->config->base, fd, SSL_new(s->tls), BUFFEREVENT_SSL_ACCEPTING, BEV_OPT_CLOSE_ON_FREE)
	    : bufferevent_socket_new(s->config->base, fd, BEV_OPT_CLOSE_ON_FREE);
	assert(c->bev);
	LIST_INSERT_HEAD(&s->connections, c, all);
	s->n_connections++;
	fall_silent(c);
	evtimer_assign(&c->deadline, s->config->base, on_deadline, c);
	connection_in(c, s->tls ? s->limits.head_ms : s->limits.idle_ms);
	bufferevent_setcb(c->bev, on_readable, on_written, on_event, c);
	bufferevent_setwatermark(c->bev, EV_READ, 0, READ_AHEAD);
	bufferevent_set_timeouts(c->bev, NULL, &(struct timeval){ ms / 1000, ms % 1000 * 1000 });
	bufferevent_enable(c->bev, EV_READ | EV_WRITE);
}
