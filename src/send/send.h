/*
 * send -- the one door by which a message leaves the house: to a browser by
 * Web Push, to an inbox by mail, to a number by a gateway.
 *
 * What is handed over is a parcel; what comes of it is told once, on the loop.
 * The sender decides nothing: who is called, how often, and what is said is in
 * the record, and an exercise never comes here.  A parcel that failed is not
 * tried again by itself, for only the record knows whether it still matters.
 *
 * The other side is a stranger.  It is given a bounded time, its answer is
 * judged by its status alone, and no byte that it says goes any further.
 * Where a browser says that it listens is a stranger's word, too: guard.h.
 *
 * Ownership: one thread of its own does all of it; a parcel's texts are copied.
 */
#ifndef SEND_H
#define SEND_H

#include "base.h"

#include <event2/event.h>

enum send_way { SEND_PUSH, SEND_MAIL, SEND_GATEWAY, SEND_WAYS };

struct parcel {
	enum send_way way;
	str to;                 /* PUSH: the subscription's endpoint; MAIL: the address alone; GATEWAY: the number */
	str gateway;            /* GATEWAY: which, by its name in the configuration */
	str p256dh, auth;       /* PUSH: the subscription's keys, base64url */
	str title, text;        /* one line, and what else is said, or absent: LIMIT_SENT_TITLE, LIMIT_SENT_TEXT */
	str url;                /* where to answer, or absent */
	str tag;                /* PUSH: a later one with the same tag takes the place of this; or absent */
	i64 ttl;                /* PUSH: for how many seconds it is worth delivering */
	u64 ticket;             /* the caller's; the same for the same message sent again, so that mail is recognised as such */
};

/*
 *   ACCEPTED  the other side has taken it; whether anybody reads it is another matter
 *   REFUSED   it will not be taken, now or later; the sentence says why
 *   GONE      PUSH: the subscription has ended (RFC 8030 §7.3); nothing reaches it ever again
 *   FAILED    it may have gone or not; try again later
 */
enum send_result { SEND_ACCEPTED, SEND_REFUSED, SEND_GONE, SEND_FAILED, SEND_RESULTS };

/* On the loop's thread, in a turn of its own, once for every parcel that was taken.
 * The sentence is ours, names no address and no number, and is gone on return. */
typedef void send_done(void *self, u64 ticket, enum send_result, str sentence);

struct sender;
struct send_config;             /* send_config.h */

/* The configuration outlives the sender. */
struct sender *send_open(const struct send_config *, struct event_base *, send_done *, void *self);
/* Is there such a way?  Of SEND_GATEWAY: one of that name (absent: any). */
bool send_can(const struct sender *, enum send_way, str gateway);
/* False: too many wait already; nothing was taken, and nothing will be told of it. */
bool send_give(struct sender *, const struct parcel *);
/* May a push ever go to that address, as far as its form tells (guard.h)?  NULL: as of a sender that pushes to no machine inside. */
err  send_may_push(const struct sender *, struct arena *, str endpoint);
/* Stop at once.  Nothing is told any more; what was on its way may have gone or not. */
void send_close(struct sender *);

/* What became of parcels since the start, for /metrics. */
struct send_counts { u64 ended[SEND_WAYS][SEND_RESULTS], waiting[SEND_WAYS]; };
struct send_counts send_counts(struct sender *);

#endif
