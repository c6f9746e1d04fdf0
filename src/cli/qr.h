/*
 * qr -- a text as a QR code, in half blocks, for a telephone to read off a terminal.
 *
 * Ownership: the text lives in the arena given.
 */
#ifndef QR_H
#define QR_H

#include "base.h"

/*
 * Two rows of the code in one line of text, with the quiet border that readers
 * need: light is drawn, dark is left out, as fits a dark terminal; `coloured`
 * sets both colours, so that it fits every one.  Absent: too long for a code.
 */
str qr_text(struct arena *, str, bool coloured);

#endif
