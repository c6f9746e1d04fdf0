/*
 * metrics -- the numbers of metrics.def, as Prometheus reads them (text format 0.0.4).
 *
 * Ownership: the text lives in the arena given.
 */
#ifndef METRICS_H
#define METRICS_H

#include "house.h"
#include "server.h"

str metrics_text(struct arena *, const struct house *, const struct server *);

#endif
