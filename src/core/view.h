/*
 * view -- the only door out of the core: what an audience may see, as entities.
 *
 * A view fills entity structs (entities.def); it never prints JSON and never
 * looks at who asks, only at the audience they belong to, so that it is
 * rendered once for all of them.  An audience of NULL is the record itself,
 * which sees everything.
 */
#ifndef VIEW_H
#define VIEW_H

#include "audience.h"

/* One object of a room (or of the charter, where room is the charter's own). */
struct seen { enum entity_kind kind; union entity is; const struct head *head; };

/* Where a view is taken: `room` is the charter's own for the charter. */
struct seeing { struct arena *a; const struct charter *charter; const struct room *room; const struct audience *audience; };

/*
 * A kind of entity is its block in entities.def and its see_ function, in the
 * file of its subject: fill `out` with the object of that id as it stands and
 * return its head, or NULL where there is none.  Who may see it is judged
 * here, at the door, by that head.
 */
#include "rows_none.h"
#define ENTITY(name, doc) const struct head *see_##name(const struct seeing *, i64 id, struct ent_##name *out);
#include "entities.def"
#define ID(x) .id = (x)->head.id, .touched = (x)->head.touched

/* The links of the room's own line. */
void see_links(const struct seeing *, struct ent_room *out);

/* Fill `out` with the object of that kind and id as it stands; false if for this audience there is none. */
bool view_entity(const struct seeing *, enum entity_kind, i64 id, struct seen *out);

/* May the audience see the entry `seq` of the stream: all that it changed? */
bool view_shows(const struct seeing *, i64 seq);

/* May whoever acts name what has that id, in the room or charter where they act?  Refused like what is not there (law 15). */
bool may_name(const struct scene *, i64 id);
/* All that a command of that form names. */
err  need_in_sight(const struct scene *, const struct field_table *, const void *named);

/*
 * Every object touched by an entry with seq > after, each once, in the order
 * of its last change: with after = 0 the whole room.
 */
typedef void view_visit(void *ctx, const struct seen *);
void view_since(const struct seeing *, i64 after, view_visit *, void *ctx);
/* view_since() of entries with seq <= until alone: what was touched again later is left out. */
void view_between(const struct seeing *, i64 after, i64 until, view_visit *, void *ctx);

#endif
