/*
 * header -- text in a header field of mail or HTTP, which it can neither leave nor break.
 */
#ifndef HEADER_H
#define HEADER_H

#include "base.h"

/* Line ends and control characters become spaces.  What is not ASCII alone is written in encoded words of base64
 * (RFC 2047), `between` each other: " ", or "\r\n " where a field may be folded.  The text is UTF-8. */
str header_text(struct arena *, str text, str between);

#endif
