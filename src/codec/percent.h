/*
 * percent -- bytes as an address carries them (RFC 3986 §2.1).
 *
 * What is written may stand anywhere in an address, in a form
 * (application/x-www-form-urlencoded), or as a header's value in RFC 8187's
 * way: only what RFC 3986 calls unreserved is left as it is.
 */
#ifndef PERCENT_H
#define PERCENT_H

#include "base.h"

void percent_put(struct buf *, str);

/* What it says; in a query "+" is a space.  False where a % is not followed by two hexadecimal digits. */
bool percent_decode(struct arena *, str, bool query, str *out);

#endif
