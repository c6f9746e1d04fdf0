/*
 * interface -- the web interface, built from web/ and carried inside the program.
 *
 * Ownership: static for ever.
 */
#ifndef INTERFACE_H
#define INTERFACE_H

#include "asset.h"

const struct asset *interface_assets(size_t *n);

#endif
