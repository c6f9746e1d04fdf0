/*
 * api -- what the addresses of routes.def answer.
 *
 * A handler reads the request, asks the house, and replies; it holds no rule
 * of its own.  Whatever looks at a room's state waits until that is settled
 * and in memory (api_later), so that nothing leaves before it is durable
 * (law 4), and nobody waits for a room that somebody else asked for.
 *
 * Ownership: an api lives as long as the server; what belongs to one request
 * lives in that request's arena.
 */
#ifndef API_H
#define API_H

#include "budget.h"
#include "demo.h"
#include "house.h"
#include "hub.h"
#include "reply.h"
#include "route.h"
#include "server.h"
#include "session.h"
#include "signin.h"
#include "stream.h"

enum { WHO_ANYONE, WHO_SIGNED_IN, WHO_DEMO, WHO_OPERATOR };

/* Who asks: request->actor. */
struct caller { struct actor actor; struct session session; bool signed_in; };

/* Who does something of which so many go on at once. */
struct turns { i64 of[LIMIT_TURNS]; size_t n; };

struct api {
	struct house *house;
	struct server *server;          /* the public one */
	struct demo *demo;              /* NULL: no demonstration is played */
	str origin;                     /* the public origin */
	struct turns checks;            /* verifications under way */
	struct turns pasts;             /* rooms being folded as they stood */
	struct turns uploads;           /* files arriving */
	struct turns tables;            /* tables of services arriving or being read */
	struct budget *budget;          /* how much each may do */
};

#define ROUTE(method, path, who, handler, takes, gives, meaning) route_handler handler;
#include "routes.def"

/* The table for server_open(). */
const struct route *api_routes(size_t *n);
/* struct server_config's admit. */
err api_admit(void *api, struct request *);
/* The admit of the operator's listener: /metrics and /healthz alone. */
err api_admit_operator(void *api, struct request *);
/* How the hub reaches the readers of streams. */
struct telling api_telling(void);

/* ---- what handlers share ---- */

struct caller *api_caller(const struct request *);
/* The body, read as this record; refused with the field's path. */
err api_body(struct request *, const struct field_table *, void *rec);
/* {room} as a stream: a number (of a room or not), charter, or (if `fresh`) new. */
err api_stream(struct request *, bool fresh, i64 *stream);
/* What is about sessions is not for tokens. */
err api_session(struct request *);
/* Who signed in when, who was refused what, who can get in: for whoever watches over authority, and no program. */
err api_officer(const struct api *, struct request *, const char *what);
/* Of the charter, who is from outside sees who is who and no more: for them there is nothing else here (NO_SUCH), as the sentence says. */
err api_of_house(const struct api *, struct request *, const char *sentence);
/* What the request comes from, as its browser says: "Firefox on Linux"; only to tell one's own sessions apart. */
str api_device(struct request *);
/* The answer of whatever begins a session: its cookie, and whose it is; or why there is none. */
void api_signed_in(struct exchange *, err, str cookie, i64 person);
/* A room that the caller may see, and as which audience; the same NO_SUCH for what is not there and what is not theirs (law 15). */
err api_room(struct api *, struct request *, i64 stream, struct loaded **, struct audience *);
/* The id that stands in the address under that name; 0 if it is none. */
i64 api_id(struct request *, str parameter);

/* The Idempotency-Key, if there is one, with what it was sent with. */
err api_key(struct request *, str command, str body, struct order *);
/* One record, larger than a request may be. */
void api_record(struct exchange *, const struct field_table *, const void *rec);
/* Where and what was written; or why nothing was. */
void api_receipt(struct api *, struct exchange *, const struct order *, err);

/* Another one may begin: not all `most` go on, and one person, with their programs, leaves the others a quarter of them. */
err  api_turn(const struct turns *, struct request *, size_t most, const char *going_on);
void api_turn_begin(struct turns *, i64 person);
void api_turn_over(struct turns *, i64 person);

/*
 * Call `then` when the stream is settled, with what it needs, and the rooms are in memory (those that can be).  It counts as a look, of which
 * each has so many a minute (budget.h).
 */
struct later {
	struct api *api;
	struct exchange *x;
	struct request *q;
	void (*then)(struct later *);
	i64 stream;
	struct refs rooms;
};
void api_later(struct api *, struct exchange *, struct request *, i64 stream, void (*then)(struct later *));
void api_later_in(struct api *, struct exchange *, struct request *, struct refs rooms, void (*then)(struct later *));
/* api_later() for the {room} of the address; and then that room, if the caller may see it (api_room). */
void api_later_here(struct api *, struct exchange *, struct request *, void (*then)(struct later *));
err  api_room_here(struct later *, struct loaded **, struct audience *);

/*
 * A room, and the charter at the same moment: as they stand, or as they stood at the entry ?at= (H3).  `last`: the room's
 * newest entry now.  `index`: whatever the log has up to there is in it, so that a stream goes on from there.
 */
/* `own`: the charter, where it was folded for this answer alone. */
struct as_of { const struct audience *audience; const struct charter *charter; const struct room *room; i64 last, index; struct charter *own; };
typedef void api_tell(struct later *, const struct as_of *);
void api_as_of(struct later *, i64 stream, api_tell *);
/* The charter as it stands, folded for this answer, which may go on with `own`. */
void api_own_charter(struct later *, api_tell *);

#endif
