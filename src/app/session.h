/*
 * session -- who is asking: sessions by cookie, programs by token.
 *
 * The store keeps only HMACs of session secrets, under a key outside the
 * record; a token's secret is in the charter as a hash.  Whether somebody may
 * still act is asked of the charter at every request.
 *
 * Ownership: nothing is kept in memory between requests, but when each session
 * was last used (house.h).
 */
#ifndef SESSION_H
#define SESSION_H

#include "house.h"

enum { SESSION_HOURS = 12, SESSION_SECRET = 32 };

/* A session as the store knows it. */
struct session { struct hash id; i64 person, via, since, expires; enum session_strength strength; str device; };

/* Who holds this session's secret (base64url); NOT_SIGNED_IN if nobody does any more. */
err session_find(struct house *, struct arena *, str secret, struct session *out);
/* Who holds this token ("tocsin_<secret>"): it is known by its secret alone, so that whoever made it up can wait for it to live. */
err token_find(struct house *, struct arena *, str token, struct actor *out);
/* Why somebody who was signed in is not: the end of a guest's time is said with its day. */
err  no_longer_in(struct arena *, const struct charter *, i64 person);
/* May they still act, by what the charter says now?  (Whether the session itself has ended only the store knows.) */
bool may_act(const struct house *, const struct actor *);
struct actor session_actor(const struct session *);
/* When a session, or a token by the hash of its secret, was last used, to the hour; 0: not since the server came up, or so many others were that it is not known. */
i64  session_used(const struct house *, struct hash id);

/* Add to an order the account of a fresh session, and the journal entry that says so; refused if they do too much.  Its secret is order->cookie.  Of LIMIT_SESSIONS
 * that they have, it ends the one that was unused longest. */
err session_begin(struct house *, struct order *, struct outcome *, i64 person, i64 via, enum session_strength, i64 now);
/* Add to an order that a session ends. */
void session_end(struct order *, struct hash id);

typedef err session_visit(void *ctx, const struct session *);
err sessions_of(struct house *, struct arena *, i64 person, session_visit *, void *ctx);

#endif
