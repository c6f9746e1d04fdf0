/*
 * parse -- bytes from a stranger into a request, or a refusal.
 *
 * llhttp, built strict, reads the grammar of HTTP/1.1 and refuses two lengths,
 * a length beside chunks, a space before the colon, bare CR or LF, bad chunks.
 * Ours on top: version 1.1 only, no folded lines, no trailers, no chunk
 * extensions, no coding but "chunked", no header we read twice, and bounds.
 * Whatever two servers could read differently is refused (RFC 9112 §11.2).
 *
 * The parser stops twice: after the head, so that the request is judged before
 * its first body byte, and after the body, so that one request is under way
 * at a time.  After a refusal it must not be fed again.
 *
 * Ownership: a parser points to its request and allocates in that arena.
 */
#ifndef PARSE_H
#define PARSE_H

#include "request.h"

#include <llhttp.h>

struct parser {
	llhttp_t http;
	struct request *request;
	struct buf word;                /* of the target, or of a header, so far */
	err (*take)(void *ctx, str bytes);      /* what receives the body */
	void *ctx;
	err refused;
	size_t head_bytes;
	char last;                      /* byte of the head */
	bool fields, head, whole;       /* the first line is over; the head is all here; so is the body */
};

void parser_start(struct parser *, struct request *);
/* Set before the first body byte is fed; an err from `take` ends the parsing and is returned. */
void parser_receive(struct parser *, err (*take)(void *ctx, str bytes), void *ctx);
/* Feed bytes until the head is there (p->head) or, after that, the body (p->whole); *used of them were taken. */
err  parser_feed(struct parser *, str bytes, size_t *used);

#endif
