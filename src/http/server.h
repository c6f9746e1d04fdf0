/*
 * server -- listens, and answers what comes in, on one thread.
 *
 * The event loop belongs to the caller, who puts timers and wake-ups of its
 * own on it; everything in this folder happens on the thread that runs it, so
 * nothing here locks.  A request goes: head read (parse), judged (judge), body
 * read, handler, reply; one at a time on each connection, and no answer waits
 * for another connection.
 *
 * Which hosts and origins are ours: the configured origin and, where asked
 * for or where none is configured, the loopback forms at the port listened on.
 *
 * Ownership: the server lives in the arena it was opened with; the
 * configuration and all it points to must outlive it.  It gives back its
 * connections, its memory for requests and its sockets in server_close().
 */
#ifndef SERVER_H
#define SERVER_H

#include "asset.h"
#include "notice.h"
#include "route.h"

#include <event2/event.h>

struct server;

/* Milliseconds, bytes and counts; 0 stands for what bounds.h (or this line) says. */
struct server_limits {
	int head_ms, body_ms;           /* LIMIT_HEAD_SECONDS, LIMIT_BODY_SECONDS; of an upload, for each 64 KiB */
	int idle_ms;                    /* 120 s: a connection on which nothing is asked */
	int write_ms;                   /* 30 s: a reader that takes nothing */
	int heartbeat_ms;               /* 20 s: an event on every stream, so that proxies keep it and readers know it lives */
	int connections;                /* LIMIT_CONNECTIONS, or what the machine allows */
	size_t backlog;                 /* 1 MiB: what a slow reader of a stream may leave untaken */
	size_t max_upload;              /* LIMIT_BLOB */
};

struct server_config {
	struct event_base *base;
	str address; unsigned port;     /* to listen on: "127.0.0.1", "::"; port 0 is any */
	str origin;                     /* "https://room.example"; absent: loopback only */
	bool loopback;                  /* also answer to localhost, 127.0.0.1 and [::1] */
	bool private;                   /* listen on no address but loopback */
	str tls_cert, tls_key;          /* PEM files; absent: plain HTTP */
	const struct route *routes; size_t n_routes;
	const struct asset *assets; size_t n_assets;
	/* May this request, which found its route, go on?  Sets request->actor.  Called before the first body byte. */
	err (*admit)(void *app, struct request *);
	void *app;                      /* handed to admit and to handlers */
	struct server_limits limits;
	struct notices notices;
};

/* Refused: an address that is none or is taken, a certificate or key that does not fit. */
err server_open(struct arena *, const struct server_config *, struct server **out);
unsigned server_port(const struct server *);
/* What is now, and what was answered since the start. */
enum { ANSWER_CLASSES = 5 };            /* of a status: 1xx to 5xx */
struct server_counts {
	int connections, streams;
	i64 certificate_ends;           /* seconds since 1970; 0: no TLS */
	u64 answers[ANSWER_CLASSES], refusals[ERR_KINDS];
};
struct server_counts server_counts(const struct server *);
/* Can TLS be served with this pair?  Refused: as by server_open(). */
err server_certificate(struct arena *, str cert, str key);
/* Can it be listened there now?  Refused: as by server_open(). */
err server_address(struct arena *, str address, unsigned port);
/* Read the certificate and its key again; connections that are open keep the old one.  Refused: as by server_open(); then the old one stays. */
err server_renew(struct arena *, struct server *);
/*
 * Take no more, end the streams, run the loop for up to two seconds until the
 * answers under way have left, and give everything back.  An exchange not
 * answered by then is gone: nobody may answer it any more.  Not to be called
 * from within the loop.
 */
void server_close(struct server *);

#endif
