/*
 * reply -- the one answer that an exchange gets, now or later.
 *
 * A handler may reply before it returns or keep the exchange and reply from
 * the loop later.  The exchange is gone with the reply, and its request with
 * it.  Whether the client is still there does not matter to who answers.
 *
 * Every answer carries the security headers: no script, frame, type guess or
 * referrer that is not ours; and nothing but assets is ever cached.
 *
 * Ownership: a reply copies what it is given, but for static assets and files.
 */
#ifndef REPLY_H
#define REPLY_H

#include "request.h"

struct exchange;

struct request *exchange_request(struct exchange *);

/* Headers for the reply to come. */
void reply_header(struct exchange *, str name, str value);
/* A cookie for this host alone, unseen by scripts; kept so many seconds, 0 to forget it. */
void reply_cookie(struct exchange *, str name, str value, i64 seconds);

/* The replies; each ends the exchange. */
void reply_json(struct exchange *, int status, str body);
void reply_bytes(struct exchange *, int status, str type, str body);
/* No body: 204, or 201 and 202 with what reply_header() said. */
void reply_nothing(struct exchange *, int status);
/* Problem details (RFC 9457), from the error's row and sentence. */
void reply_err(struct exchange *, err);
/*
 * A file from outside, from its descriptor, which is closed here: always to be
 * saved and never shown.  `name` is any text; `size` what will be sent.
 */
void reply_file(struct exchange *, str name, int fd, i64 size);

#endif
