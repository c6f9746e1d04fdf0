/*
 * ways -- what each way out makes of a parcel, and of what the other side answers.
 *
 * The three are alike: `ready` makes a transfer of libcurl's from a parcel, or
 * says why there can be none; `judge` says what became of it.  All of it is on
 * the sender's own thread.
 *
 * Ownership: a shipment has an arena of its own, and ends with it.
 */
#ifndef WAYS_H
#define WAYS_H

#include "guard.h"
#include "send_config.h"

#include <curl/curl.h>

struct shipment {
	struct shipment *next;
	struct arena whole, a;
	const struct send_config *config;
	struct parcel parcel;
	CURL *curl;
	struct curl_slist *list;        /* header fields, or whom mail is for */
	struct guard guard;             /* PUSH */
	str body; size_t taken;         /* MAIL: the letter, and how much of it has left */
	int refused;                    /* MAIL: the last reply that was no, 400 to 599 */
	enum send_result result;
	str sentence;
};

/* What became of it, in a sentence of ours. */
struct ending { enum send_result result; str sentence; };

struct way {
	err (*ready)(struct shipment *);
	struct ending (*judge)(struct shipment *, CURLcode);
};
extern const struct way send_push, send_mail, send_gateway;

/* How long it may take. */
long shipment_seconds(const struct shipment *);

/* For the two that speak HTTP: the other side's body is not read. */
void http_ready(struct shipment *);
/* Its status, or 0 if it never came to one. */
long http_status(const struct shipment *);
struct ending http_judge(struct shipment *, CURLcode, const char *who);

#endif
