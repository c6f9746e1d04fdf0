/*
 * markup -- what people write in Markdown, as a tree of words; never HTML.
 *
 * md4c reads it (CommonMark, and bare addresses are links); here its calls
 * become nodes.  No reader may be shown less than was written: so HTML,
 * entities and references stay the characters they are, an image is a link to
 * it, and a link that may not be followed is its words and where it leads.
 * Tables are not read: md4c leaves out the cells that have no head.
 *
 * A text is shown as it is written, and nothing of it is read, when it is
 * longer than LIMIT_MARKUP, nested deeper than LIMIT_MARKUP_DEPTH, names more
 * than LIMIT_MARKUP_LINKS addresses (md4c takes their square in time), or has
 * a tree of more than twice its bytes and 1 KiB.
 *
 * Ownership: nothing is kept.
 */
#ifndef MARKUP_H
#define MARKUP_H

#include "model.h"

/*
 * Put the tree of it as JSON: an array of nodes.  A node is a text or an
 * array: a word of the list `markup`, what that word says comes next, and the
 * nodes within.  False, and nothing is put, where the text is shown as it is
 * written: because of a bound, or because there is nothing in it but paragraphs.
 */
bool markup_tree(struct buf *, str text);

/* Its words alone, with where each link leads: what is searched, and shown on one line. */
str markup_plain(struct arena *, str text);

#endif
