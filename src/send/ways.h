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

#include "gateway.h"
#include "guard.h"
#include "mail.h"
#include "webpush.h"

#include <curl/curl.h>

struct send_config {
	str log;                        /* the log's origin: tells this house's letters from others' */
	struct p256_key push_key;
	str push_contact;               /* mailto: or https:, for whoever runs a push service */
	str push_loopback_ca;           /* for tests: a push service on this machine, by this certificate; absent: none */
	struct mail_config mail;
	const struct gateway *gateways; size_t n_gateways;
	int seconds;                    /* a transfer's time; 0: SEND_SECONDS */
};
enum { SEND_SECONDS = 30, SEND_CONNECT_SECONDS = 10 };

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
struct verdict { enum send_result result; str sentence; };

struct way {
	err (*ready)(struct shipment *);
	struct verdict (*judge)(struct shipment *, CURLcode);
};
extern const struct way send_push, send_mail, send_gateway;

/* For the two that speak HTTP: the other side's body is not read. */
void http_ready(struct shipment *);
/* Its status, or 0 if it never came to one. */
long http_status(const struct shipment *);
struct verdict http_judge(struct shipment *, CURLcode, const char *who);

#endif
