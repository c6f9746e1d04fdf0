/*
 * view -- the only door out of the core: what a person may see, as entities.
 *
 * A view fills entity structs (entities.def); it never prints JSON and never
 * looks at who asks, only at the audience they belong to, so that it is
 * rendered once for all of them.
 */
#ifndef VIEW_H
#define VIEW_H

#include "core.h"

/* One object of a room (or of the charter, where room is the charter's own). */
struct seen { enum entity_kind kind; union entity is; };

/* Fill `out` with the object of that kind and id as it stands; false if there is none. */
bool view_entity(struct arena *, const struct charter *, const struct room *, enum entity_kind, i64 id, struct seen *out);

/*
 * Every object touched by an entry with seq > after, each once, in the order
 * of its last change: with after = 0 the whole room.
 */
typedef void view_visit(void *ctx, const struct seen *);
void view_since(struct arena *, const struct charter *, const struct room *, i64 after, view_visit *, void *ctx);

#endif
