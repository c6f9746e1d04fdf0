/*
 * client -- the public API, asked by a verb as the program that a token names, or as a person by their session.
 *
 * What the server says no with comes back as an err of its kind, with its
 * sentence made safe for a terminal, so that cli_fail() says and exits as a
 * verb on the directory would.
 *
 * Ownership: answers live in the arena given; a client keeps nothing open.
 */
#ifndef CLIENT_H
#define CLIENT_H

#include "cli.h"

struct client {
	str server;                     /* --server, or TOCSIN_SERVER: https://host, or http://localhost:port */
	str token_file, token;          /* --token-file, or TOCSIN_TOKEN */
	str session;                    /* the cookie of a session, with its name, which client_enter() began */
	str ca;                         /* --ca: the certificates to trust, instead of the machine's */
	bool json;                      /* --json: print what the server answered */
	bool sure;                      /* --sure: what looks like a secret in a command is none */
};

/* The flags of every verb that asks a server; ASKING in verbs.def tells them. */
#define CLIENT_FLAGS(c) { "server", &(c)->server, NULL }, { "token-file", &(c)->token_file, NULL }, \
	{ "ca", &(c)->ca, NULL }, { "json", NULL, &(c)->json }

/* Fill in from the environment what no flag gave.  Refused: no server, or, if one is needed, no token. */
err client_open(struct arena *, struct client *, bool needs_token);

/* What a path answers, as canonical JSON. */
err client_get(struct arena *, const struct client *, str path, str *answer);

/* What is answered to what is sent to a path that is no command, as canonical JSON. */
err client_post(struct arena *, const struct client *, str path, str body, str *answer);
/* client_post() where the answer begins a session: the client has it from then on. */
err client_enter(struct arena *, struct client *, str path, str body);

/*
 * Give a command in a room ("17", "charter", "new"); the answer is its
 * receipt.  It carries an Idempotency-Key, so that it is sent again, and
 * carried out once, when the connection is lost.
 */
err client_command(struct arena *, const struct client *, str room, str command, str body, str *receipt);

/* A member of a canonical object: the text of a string, the bytes of anything else; absent if there is none. */
str client_member(struct arena *, str object, const char *name);
i64 client_number(struct arena *, str object, const char *name);

#endif
