/*
 * route -- every address that is answered, who may ask, and what it takes.
 *
 * The application declares its routes in one table.  A row says it all, so
 * that no handler can forget to ask who is calling or how much is sent.
 *
 * Ownership: the table is the application's and must outlive the server.
 */
#ifndef ROUTE_H
#define ROUTE_H

#include "request.h"

struct exchange;

/* Called with the body there (TAKES_UPLOAD: with the head alone, see upload.h); must lead to exactly one reply. */
typedef void route_handler(void *app, struct exchange *, struct request *);

enum takes {
	TAKES_NOTHING,          /* a body is refused */
	TAKES_BODY,             /* at most LIMIT_BODY, in memory */
	TAKES_UNSPENT,          /* as TAKES_BODY; the application counts it as no command */
	TAKES_UPLOAD,           /* at most the server's max_upload, streamed */
};

struct route {
	enum method method;             /* HEAD is answered where GET is; OPTIONS everywhere */
	str path;                       /* "/api/rooms/{room}"; the first row that fits counts */
	int who;                        /* the application's admit() knows what it means */
	route_handler *handler;
	enum takes takes;
	const char *meaning;
};

/* The methods that an address answers, as bits 1 << method. */
typedef unsigned methods;

/*
 * The row for this request, or NULL; *allowed are the methods of all rows
 * whose path fits, 0 if there is none.
 */
const struct route *route_find(const struct route *, size_t n, const struct request *, methods *allowed);
/* "GET, HEAD, OPTIONS" */
str methods_text(struct arena *, methods);

#endif
