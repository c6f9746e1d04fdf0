/*
 * request -- one request as it arrived: its head, its names, its body.
 *
 * Everything in it was checked before anybody sees it: the target is a path,
 * percent-decoding was exact, no header that is read stands there twice, and
 * who asks was judged (judge.c).  A handler only looks things up.
 *
 * Ownership: a request has an arena whole, lives in it with everything it
 * points to, and is gone once it was answered.  A handler may allocate in
 * `arena` what the answer needs.
 */
#ifndef REQUEST_H
#define REQUEST_H

#include "base.h"
#include "bounds.h"

enum {
	REQUEST_SEGMENTS = 12,          /* between the slashes of a path; our deepest route has six */
	REQUEST_QUERY    = 32,          /* parameters of a query; our widest has four */
};

enum method { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, OTHER_METHOD };

struct route;

/* A name and what it stands for; of a header the name is in lower case. */
struct pair { str name, value; };

struct request {
	struct arena arena;
	enum method method;
	str target;                                             /* as sent: path and query */
	str path;                                               /* as sent, without the query */
	str segments[REQUEST_SEGMENTS];  size_t n_segments;     /* decoded; "/" has none */
	struct pair headers[LIMIT_HEADERS]; size_t n_headers;
	struct pair query[REQUEST_QUERY]; size_t n_query;       /* decoded; no name twice */
	str body;                                               /* absent if the route takes none, or an upload */

	bool has_body;                  /* by the head; length is -1 if it comes in chunks */
	i64 length;
	bool keep_alive;                /* the client goes on after this one */
	bool loopback;                  /* the peer is this machine */
	bool secure;                    /* the origin is https: cookies carry __Host- */
	str origin;                     /* the one of ours that it was sent to */

	const struct route *route;
	i64 wait;                       /* seconds after which it may come again, if it is refused for coming too often; 0: nobody knows */
	void *actor;                    /* who asks: set by the application's admit() */
};

/* The header of that name (lower case); absent if it was not sent. */
str request_header(const struct request *, str name);
/* What stands for {name} in the route's path; the route must have it. */
str request_parameter(const struct request *, str name);
/* A parameter of the query; absent if it was not sent. */
str request_query(const struct request *, str name);
/*
 * What a cookie of that name is called in a browser: __Host- where there is
 * https, and with the port where it is not the usual one.  A cookie is bound to
 * its host and to no port (RFC 6265 §8.5), so two servers on one host would
 * overwrite each other's.
 */
str cookie_name(struct arena *, const struct request *, str name);
/* The cookie of that name, as reply_cookie() set it; absent if there is none. */
str request_cookie(const struct request *, str name);

/* Does a comma-separated header have this item, parameters aside ("gzip", "text/html")? */
bool list_has(str list, str item);

/*
 * Take the target apart into path, segments and query.  Refused (MALFORMED):
 * any form but a path, a fragment, percent-encoding that is cut short or hides
 * a NUL or bytes that are not UTF-8, a query that says a name twice.
 */
err request_set_target(struct request *, str target);

#endif
