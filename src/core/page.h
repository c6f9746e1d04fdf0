/*
 * page -- what leaves the house for somebody who must be reached (F4, law 9).
 *
 * A call that nobody has acknowledged is paged in every way that there is: by
 * push, by mail, by a gateway.  A page is claimed by an entry before it leaves
 * and settled by one when it is known what came of it.  So it leaves at least
 * once; what was claimed and never settled, as the server stopped in between,
 * is lost, and sent once more.
 *
 *   P1  All that somebody is called for in a room is one page.
 *   P2  It is repeated at growing distances, until they say that they know or
 *       it is not wanted of them any more, LIMIT_PAGE_ATTEMPTS times at most;
 *       of an outcome, and while they are away, somebody is told once.  When
 *       somebody else says that they reached them, they are left alone for a
 *       quarter of an hour, once.
 *   P3  To one person in one way, over all rooms: after n pages within an hour
 *       the next waits n minutes.  So forty calls at once are a few pages.
 *   P4  Distances count from when the page before was really carried out.
 *   P5  One that was accepted and not answered in time counts as that way
 *       tried in vain (page_unheard): so a ladder goes on by itself (B4).  One
 *       that was not accepted does not: that person was not called (B5), and
 *       nobody loses a seat because a mail server was down.
 *   P6  Nobody is paged for a call that they may not see (law 15).
 *   P7  A page says codename, severity, deadline, and nothing else; but on a
 *       channel that the charter declares out of band also what the matter is
 *       and what is asked, if that person may see it and it is labelled AMBER
 *       at most.  A restricted room is never told.
 *
 * react() claims, where its scene says what ways there are.  Without any, as in
 * a rehearsal, it is silent; a verifier, which cannot know them, asks of each
 * page in the record whether it was owed.  So the distances and the pace are
 * part of what the record means: others take another kind of entry (law 14).
 */
#ifndef PAGE_H
#define PAGE_H

#include "core.h"

/* Is a page owed to this person in this way, now; and which? */
bool page_owed(const struct scene *, i64 person, enum call_channel, struct ev_page_claimed *out);
/* Has that person an address for one of these ways (a bit for each call_channel)? */
bool page_can(const struct charter *, unsigned ways, i64 person);
/* Is one owed for that test of a device, now? */
bool page_test_owed(const struct scene *, i64 test, struct ev_page_claimed *out);
/* Does a page to that person (for that test, unless 0) go to this device? */
bool page_reaches(const struct device *, i64 person, i64 test);
/* Is it not settled, and nobody will settle it: it was claimed long ago, or before the server came up? */
bool page_is_lost(const struct scene *, const struct call_page *);
/* Was it accepted, is a call of it still wanted, and is the time to answer over? */
bool page_is_unheard(const struct scene *, const struct call_page *);

/* What came of a page; nothing if that is known already. */
void settle_page(const struct room *, i64 page, enum page_result, str note, struct outcome *);

/* What a page says. */
struct page_words { str title, text; };
struct page_words page_words(struct arena *, const struct charter *, const struct room *, const struct call_page *);
/* The decision that it is about first of all; 0: it is about none. */
i64 page_decision(const struct room *, const struct call_page *);

#endif
