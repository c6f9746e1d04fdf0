/*
 * serving -- a house and the server before it, run until told to stop.
 *
 * Ownership: lives in the arena given, until serving_run() returns.
 */
#ifndef SERVING_H
#define SERVING_H

#include "api.h"

struct serving_config {
	str dir, address; unsigned port;
	str tls_cert, tls_key;
	str metrics; unsigned metrics_port;     /* a loopback address for /metrics and /healthz; absent: none */
	struct notices notices;
	const struct send_config *send; /* the ways out of the house; NULL: nothing leaves */
	struct demo *demo;              /* NULL: no demonstration is played */
	struct budget_bounds most;      /* of each person and program */
	/* Called once when it answers, with the address to open. */
	void (*ready)(void *ctx, struct house *, str origin);
	void *ctx;
};

err serving_run(struct arena *, const struct serving_config *);

#endif
