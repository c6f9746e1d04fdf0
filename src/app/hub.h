/*
 * hub -- who is watching what, and telling them.
 *
 * What changed is rendered once for each audience and handed to every reader
 * of it by reference.  Whoever comes to see more or less of a room is told to
 * fetch everything again.
 *
 * Ownership: a watcher belongs to whoever opened it until hub_forget().
 */
#ifndef HUB_H
#define HUB_H

#include "house.h"

struct hub;
struct watcher;

/* How an event reaches a reader; `text` is a whole server-sent event, shared by all who get it. */
struct telling {
	void *(*share)(str text);               /* one count of a shared text */
	void  (*send)(void *reader, void *shared);
	void  (*release)(void *shared);
	void  (*drop)(void *reader);            /* let go of, soon */
};

struct hub *hub_new(struct house *);
void hub_set_telling(struct hub *, struct telling);

/* Who watches: nothing more is told once they may not (ejected, signed out, a key or token revoked). */
struct listener { struct actor actor; struct hash session; i64 expires; };

/* Refused: their session, or they themselves with all of theirs, listen as often as one may. */
err  hub_need_place(const struct hub *, struct arena *, const struct listener *);
/* Watch these rooms (the charter always). */
struct watcher *hub_watch(struct hub *, void *reader, const struct listener *, const i64 *rooms, size_t n);
/* Let go of who listens by this session. */
void hub_end_session(struct hub *, struct hash session);
void hub_forget(struct hub *, struct watcher *);
/* How many watch this room. */
size_t hub_watchers(const struct hub *, i64 room);
/* Once after opening: what was touched since index `after`; where that is more than LIMIT_CATCH_UP, that everything must be fetched again. */
void hub_catch_up(struct hub *, struct watcher *, i64 after);

/* A stream was written up to here and is durable; who was told so much goes on from `index`. */
void hub_tell(struct hub *, struct arena scratch, struct loaded *, i64 index);

/* Everybody must fetch everything again: words were erased, or an audience changed. */
void hub_reset(struct hub *);

/* The entities touched since seq `after` that the audience may see, as a JSON array. */
str entities_json(struct arena *, struct house *, const struct room *, const struct audience *, i64 after);
/* One entity as an object; `entity` says which block of entities.def it is. */
void entity_json(struct buf *, struct house *, const struct seen *);
/* A room's line in lists, as an object: for who sees it as a whole, or for who was let into channels only. */
str room_line(struct arena *, struct house *, const struct room *, bool whole);

#endif
