/*
 * exchange -- what this folder's files know of each other: server, connection,
 * and the exchange of one request for one reply.
 *
 * Invariants:
 *  1. An exchange is the first thing in its own arena of ARENA_REQUEST bytes.
 *  2. A connection has an exchange in phases HEAD, BODY and WAITING, and none
 *     otherwise; the exchange points back, or to NULL once the client has gone
 *     (WAITING only: whoever will answer still holds it).
 *  3. From the reply on nothing more is read of the connection until the reply
 *     has left: at most one request is under way, and at most one answer.
 *  4. Those of which no whole request is here, and no upload, stand among the
 *     silent, whoever came there first foremost.
 *
 * Ownership: the server owns both lists.
 */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include "parse.h"
#include "server.h"
#include "stream.h"
#include "upload.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event_struct.h>
#include <event2/listener.h>
#include <openssl/ssl.h>
#include <sys/queue.h>

enum phase {
	IDLE,           /* nothing asked */
	READING_HEAD,
	READING_BODY,
	WAITING,        /* for the handler's reply */
	SENDING,        /* the reply leaves */
	STREAMING,
	LINGERING,      /* the reply has left; what still comes is thrown away, so that it is not lost to a reset */
};

/* A reader of a stream. */
struct subscriber {
	LIST_ENTRY(subscriber) all;
	struct connection *connection;
	stream_closed *closed;
	void *ctx;
	bool dropped;           /* too slow: gets no more, and is let go from the loop */
};

struct connection {
	LIST_ENTRY(connection) all;
	TAILQ_ENTRY(connection) by_silence;
	struct server *server;
	struct bufferevent *bev;
	struct event deadline;
	struct exchange *exchange;
	struct subscriber subscriber;   /* in phase STREAMING: the many who listen for hours hold no request's memory */
	enum phase phase;
	bool loopback;          /* the peer is this machine */
	bool closing;           /* after this reply */
	bool ended;             /* the client has said all, and may still listen */
	bool silent;
};

struct exchange {
	LIST_ENTRY(exchange) all;
	struct server *server;
	struct connection *connection;
	struct request request;
	struct parser parser;
	struct buf headers;             /* of the reply */
	struct buf body;                /* of the request, while it arrives */
	struct sink sink;
	size_t received;                 /* of the body */
};

struct ours { str host, origin; };

struct server {
	const struct server_config *config;
	struct server_limits limits;    /* without zeros */
	struct ours ours[4]; size_t n_ours;
	bool secure;                    /* browsers reach us by https */
	unsigned port;
	SSL_CTX *tls;
	struct evconnlistener *listener;
	struct event *heartbeat;
	LIST_HEAD(, connection) connections; int n_connections;
	TAILQ_HEAD(, connection) silent;
	bool listening, full;           /* taking connections; as many as there may be, said since the last heartbeat */
	LIST_HEAD(, exchange) exchanges;
	LIST_HEAD(, subscriber) subscribers;
	struct exchange *spare[64]; size_t n_spare;     /* arenas to use again */
	struct server_counts counts;
};

/* server.c */
/* The next is taken while there is space, or somebody silent who makes way. */
void server_listen(struct server *);

/* connection.c */
void connection_open(struct server *, evutil_socket_t, bool loopback);
void connection_drop(struct connection *);
/* The reply, or a stream's end, was written: send it off. */
void connection_send(struct connection *);
/* Drop it from the loop, not now. */
void connection_drop_soon(struct connection *);

/* exchange.c */
struct exchange *exchange_new(struct server *, struct connection *);
void exchange_free(struct exchange *);

/* judge.c */
err judge_request(struct exchange *);

/* reply.c */
/* Write status, security headers and what reply_header() said; the caller adds lines of its own and the empty one. */
void put_head(struct exchange *, struct evbuffer *, int status);

/* stream.c */
void stream_gone(struct subscriber *);                  /* the connection is: tell the application */
void stream_heartbeat(struct server *);

#endif
