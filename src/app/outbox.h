/*
 * outbox -- pages on their way out (law 9).
 *
 * A page that was claimed is handed to the carrier once its entry is durable,
 * never before; what came of it is an order like any other, and becomes an
 * entry.  What was handed over and not settled when the process ends is found
 * lost by its room (page.h), and claimed anew.  A refold is silent: only the
 * batch that wrote a claim hands it over.
 *
 * This is the one seam by which anything leaves.  An exercise does not pass it
 * (law 10), and while effects are held nothing is claimed at all.
 *
 * Ownership: an outbox lives in its house; what is under way has memory of its
 * own until it is settled.
 */
#ifndef OUTBOX_H
#define OUTBOX_H

#include "house.h"
#include "send.h"

/* Who carries it, and in which ways: a bit for each call_channel.  `give` as send_give(). */
struct carrier {
	unsigned ways;
	bool (*give)(void *sender, const struct parcel *);
	void *sender;
};

/* The gateways are known by these names: to write to a telephone, and to ring it. */
#define GATEWAY_SMS   "sms"
#define GATEWAY_VOICE "voice"

struct outbox *outbox_new(struct house *, const struct carrier *);      /* NULL: nothing leaves */
void outbox_free(struct outbox *);
/* What left within the last hour, for the pace of the next. */
err  outbox_read(struct outbox *);
/* Where pages lead: the public origin. */
void outbox_lead_to(struct outbox *, str origin);
/* By what ways pages leave now; NULL: by none. */
const struct paging *outbox_paging(const struct outbox *);

/* A line of the batch that is being made. */
void outbox_claimed(struct outbox *, const struct entry *);
/* The batch is durable: what was claimed in it leaves. */
void outbox_leave(struct outbox *);
/* Nothing of the batch was written. */
void outbox_refused(struct outbox *);

/* What became of a parcel, told by the sender; `self` is the outbox. */
send_done outbox_done;

#endif
