/*
 * gateway -- how a service on the network is asked to send an SMS, ring a
 * number or post a note: an HTTP request with places left open.
 *
 *	POST https://sms.example.net/v1/messages
 *	Authorization: Bearer 0123456789
 *	Content-Type: application/json
 *
 *	{ "to": "{number}", "text": "{title} {text} {url}" }
 *
 * Lines before the request that begin with # are comments.  {number}, {title},
 * {text}, {url} and {ticket} are filled in; {ticket} is the same for the same
 * message sent again.  A brace that begins no {word} is a brace.  What is
 * filled in cannot break out: in the address it is percent-encoded; in a
 * header it is one line, encoded as RFC 2047 has it if it is not ASCII; in the
 * body it follows the Content-Type: application/json (inside a string),
 * application/x-www-form-urlencoded, or text/plain.  Scheme, host and port
 * stand fast, and a JSON body is tried out when the file is read.  Refused are
 * http:// to another machine, and a file in which nothing is filled in.
 *
 * Such a file holds the service's secret, so it is nobody else's to read.
 *
 * Ownership: a gateway, and what is filled in, live in the arena given.
 */
#ifndef GATEWAY_H
#define GATEWAY_H

#include "bounds.h"
#include "send.h"

enum gateway_slot { SLOT_NONE, SLOT_NUMBER, SLOT_TITLE, SLOT_TEXT, SLOT_URL, SLOT_TICKET, GATEWAY_SLOTS };
enum gateway_form { FORM_ADDRESS, FORM_HEADER, FORM_JSON, FORM_URLENCODED, FORM_PLAIN };

/* A stretch of text as it stands; or a place to be filled in. */
struct gateway_piece { str literal; enum gateway_slot slot; };
struct gateway_field { struct gateway_piece *v; size_t n; };

struct gateway {
	str name, method;
	struct gateway_field url, body, headers[LIMIT_GATEWAY_HEADERS];         /* a header as its whole line */
	size_t n_headers;
	enum gateway_form form;         /* of the body */
	bool has_body;
};

/* Refused with "line:column: sentence". */
err gateway_read(struct arena *, str name, str text, struct gateway *out);

struct gateway_request { str method, url, body, headers[LIMIT_GATEWAY_HEADERS]; size_t n_headers; };
struct gateway_request gateway_fill(struct arena *, const struct gateway *, const struct parcel *);

/* What a number is written as among people, "+49 (151) 23-45", as services take it: a plus and digits.
 * What is no number stands as it is. */
str gateway_number(struct arena *, str);

#endif
