/*
 * mail -- one plain letter, handed in at the server that was configured.
 *
 * Nothing of a message reaches a header as it stands: a title becomes one line
 * (RFC 2047), the text is base64, and an address is letters, digits and dots
 * around one @, so that none of them can end a line or name a second reader.
 * On the way it is under TLS, unless the server is on this machine.
 *
 * Ownership: what is made lives in the arena given.
 */
#ifndef MAIL_H
#define MAIL_H

#include "send.h"

/* How mail goes out; server absent: it does not. */
struct mail_config {
	str server;                     /* smtps://HOST:PORT, or smtp://HOST:PORT */
	str from;                       /* an address */
	str user, password;             /* absent: no login */
	str ca;                         /* a file of certificates, in PEM; absent: the machine's */
	bool plain;                     /* no STARTTLS: the server is on this machine */
};

/* Take the server's address apart; refused: what is none. */
err mail_read_server(struct arena *, str url, struct mail_config *out);
/* Two lines: the user and the password. */
err mail_read_login(struct arena *, str text, struct mail_config *out);

/* The whole letter, header and body, each line ended by CR and LF.  `log` tells this house's letters from others'. */
str mail_letter(struct arena *, str from, str log, i64 now_seconds, const struct parcel *);

#endif
