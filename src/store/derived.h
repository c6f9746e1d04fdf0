/*
 * derived -- what the record already says, kept where it is quickly found.
 *
 * Of each room that need not be in memory a summary; of each person and seat
 * the work; of everything said and written the words, to be searched.
 * Everything here can be worked out again from the record: deleting the file
 * is always allowed, and opening it deletes it when it is damaged, another
 * instance's, another program's, or from before the machine last started: it
 * is never fsynced.  A process that is killed loses nothing that it committed.
 * `current` says which entries it knows: the app brings it up to date from
 * there, from the beginning when it is 0.
 *
 * Ownership: one thread holds it.  What a visit is shown lives until it
 * returns, and it must not call back, but for derived_room(); an err lives
 * until the next call.
 */
#ifndef DERIVED_H
#define DERIVED_H

#include "base.h"

struct derived;

struct room_summary {
	i64 room;
	i64 seq, n;             /* of its newest entry: place in the room, and in the log */
	i64 next_due;           /* when react must look at it next; 0: never */
	str json;               /* canonical JSON of the app's; absent: forget the room */
};

/* What waits, and for whom: a person, a seat (as -seat), or (0) whoever is in the room. */
struct work {
	i64 whose, room, object;
	i64 channel, tlp;       /* who may see it: the app's to judge */
	str json;
};

/* Words to be found again, and of what: an object of a room, the n of its first entry, and the decision in whose brief it stands (0: none). */
struct text { i64 room, object, channel, tlp, at, n, decision; str kind, text; };

typedef err room_visit(void *ctx, const struct room_summary *);
typedef err work_visit(void *ctx, const struct work *);
typedef err text_visit(void *ctx, i64 room, i64 object);

/* `stamp` is the instance's id and whatever else must not have changed. */
err  derived_open(struct arena *, str dir, str stamp, struct derived **out);
/* Did whoever held it last close it? */
bool derived_in_order(const struct derived *);
/* Nothing is in it any more, and nothing that was stays in the file. */
err  derived_anew(struct derived *);
void derived_close(struct derived *);

/* Puts stand between begin and commit, which says that all entries with an n
 * below `current` are known from now on. */
err  derived_begin(struct derived *);
err  derived_put_room(struct derived *, const struct room_summary *);
err  derived_put_work(struct derived *, const struct work *);
err  derived_forget_work(struct derived *, i64 room, i64 object);               /* object 0: all of the room's */
err  derived_put_text(struct derived *, const struct text *);                    /* text absent: forget it */
err  derived_forget_text(struct derived *, i64 room);
err  derived_commit(struct derived *, i64 current);

err  derived_current(struct derived *, i64 *out);
err  derived_room(struct derived *, struct arena *, i64 room, struct room_summary *out, bool *found);
err  derived_rooms(struct derived *, room_visit *, void *ctx);                  /* all but the charter, by number */
err  derived_rooms_newest(struct derived *, room_visit *, void *ctx);           /* the same, the newest first */
err  derived_due(struct derived *, i64 now, room_visit *, void *ctx);           /* next_due <= now, earliest first */
err  derived_next_due(struct derived *, i64 *out);                              /* the earliest; 0: none */
err  derived_work(struct derived *, i64 whose, work_visit *, void *ctx);         /* the newest room first, by object */

/*
 * What holds these words, the newest room first, and in it the newest object.
 * `query` is FTS5's: words between double quotes, the last one with an
 * asterisk after it to find what begins so.
 */
err  derived_search(struct derived *, str query, text_visit *, void *ctx);
/* More of what was found, but its text; asked of as little as can be, for it takes ten times as long as finding it. */
err  derived_text(struct derived *, struct arena *, i64 room, i64 object, struct text *out);
/* A few words around what was found, between ⟦ and ⟧. */
err  derived_snippet(struct derived *, struct arena *, i64 room, i64 object, str query, str *out);

#endif
