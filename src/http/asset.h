/*
 * asset -- the interface's own files, carried inside the program.
 *
 * Ownership: the table is the program's, static for ever; answers refer to its
 * bytes without copying them.
 */
#ifndef ASSET_H
#define ASSET_H

#include "route.h"

struct asset {
	str path;               /* "/index.html" */
	str type;               /* "text/html; charset=utf-8" */
	str plain;              /* the bytes */
	str gzip;               /* the same compressed; absent where that gains nothing */
	str etag;               /* with its quotes */
	bool immutable;         /* its name changes with its bytes: may be kept for ever */
};

/*
 * The asset for this GET or HEAD: the one at its path or, for "/" and for a
 * page that a person navigates to (no /api/, Accept has text/html),
 * /index.html: the interface finds its screen by the address.  NULL if there
 * is none.
 */
const struct asset *asset_find(const struct asset *, size_t n, const struct request *);
void reply_asset(struct exchange *, const struct asset *);

#endif
