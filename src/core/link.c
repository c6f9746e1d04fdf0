/*
 * link -- another room that has to do with this one.
 *
 * Who is in this room may not be in the other, and then it is not there for
 * them (law 15).  So a link does not name the other room by its number but by
 * the hash of its first entry, which only who is in that room can recognise.
 * And nothing is looked up when a link is made: the answer is the same for a
 * room that is there, one that is not, and one that must not be known of.
 *
 * A command writes to one room, so the other's record says nothing of it.  But
 * the room's own line carries its links, and who has both lines in their list
 * sees in each what it is to the other.
 */
#include "view.h"

void
fold_room_linked(struct room *room, const struct entry *e, const struct ev_room_linked *p)
{
	struct link *l = ADD(room, links);

	l->is = *p;
	l->at = e->at;
	touch(room, ENT_link, &l->head, e);
	touch(room, ENT_room, &room->head, e);
}

void
fold_room_unlinked(struct room *room, const struct entry *e, const struct ev_room_unlinked *p)
{
	struct link *l = FIND(room, links, p->link);

	l->undone = true;
	touch(room, ENT_link, &l->head, e);
	touch(room, ENT_room, &room->head, e);
}

err
decide_link_room(const struct scene *s, const struct cmd_link_room *c, struct outcome *out)
{
	err e;

	if ((e = need_room_open(s)))  return e;
	if (hash_eq(c->room, s->room->places[0].lh))
		return err_new(s->a, ERR_REFUSED, "A room is not linked to itself.");
	for (size_t i = 0; i < s->room->n_links; i++)
		if (!s->room->links[i].undone && s->room->links[i].is.kind == c->kind && hash_eq(s->room->links[i].is.room, c->room))
			return err_new(s->a, ERR_CONFLICT, "It is linked already, as entry %lld says.", (long long)s->room->links[i].head.id);
	emit(out, EV_room_linked)->as.room_linked = (struct ev_room_linked){ c->kind, c->room };
	return OK;
}

err
decide_unlink_room(const struct scene *s, const struct cmd_unlink_room *c, struct outcome *out)
{
	const struct link *l = FIND(s->room, links, c->link);
	err e;

	if ((e = need_room_open(s)))  return e;
	if (l == NULL)
		return no_such(s, "link", c->link);
	if (l->undone)
		return err_new(s->a, ERR_CONFLICT, "The link is taken back already.");
	emit(out, EV_room_unlinked)->as.room_unlinked = (struct ev_room_unlinked){ c->link, c->why };
	return OK;
}

/* ---- views ---- */

const struct head *
see_link(const struct seeing *v, i64 id, struct ent_link *out)
{
	const struct link *l = FIND(v->room, links, id);

	if (l == NULL)
		return NULL;
	*out = (struct ent_link){ ID(l), .kind = l->is.kind, .room = l->is.room, .undone = l->undone };
	return &l->head;
}

void
see_links(const struct seeing *v, struct ent_room *out)
{
	struct rec_room_link *links = NEW(v->a, struct rec_room_link, LIMIT_LINKS_SHOWN);
	size_t n = 0;

	for (size_t i = v->room->n_links; i > 0 && n < LIMIT_LINKS_SHOWN; i--)
		if (!v->room->links[i - 1].undone)
			links[n++] = (struct rec_room_link){ v->room->links[i - 1].is.kind, v->room->links[i - 1].is.room, v->room->links[i - 1].at };
	out->links = links;
	out->n_links = n;
}
