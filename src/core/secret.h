/*
 * secret -- what looks like a password, a key or a card number in what somebody is about to say.
 *
 * The record keeps everything, so a secret pasted by a tired hand is caught
 * before it is written.  This looks at shapes alone: it misses some, and now
 * and then it is wrong, so whoever says that it is no secret is believed.
 * Its kinds are declared once, in secret.def; the interface asks the server.
 */
#ifndef SECRET_H
#define SECRET_H

#include "field.h"

/* What it looks like, to stand after "what looks like"; NULL if nothing in it does.  Looks at each byte a bounded number of times. */
const char *secret_in(str text);
/* secret_in() of all words of such a thing, but those that may be secret; and where. */
const char *secret_of(struct arena *, const struct field_table *, const void *rec, str *where);

#endif
