/*
 * send_config -- what was said about the ways out of the house.
 *
 * All zero: nothing but push, and to no machine inside.
 *
 * Ownership: a value; what it points to outlives the sender.
 */
#ifndef SEND_CONFIG_H
#define SEND_CONFIG_H

#include "gateway.h"
#include "mail.h"
#include "webpush.h"

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

#endif
