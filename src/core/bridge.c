/* bridge -- where everybody calls in, and what was said there. */
#include "authority.h"
#include "view.h"

/* ---- folds ---- */

/* Which one is in use is said of each of them. */
void
fold_bridge_set(struct room *room, const struct entry *e, const struct ev_bridge_set *p)
{
	struct bridge *b = NULL;

	for (size_t i = 0; i < room->n_bridges; i++) {
		touch(room, ENT_bridge, &room->bridges[i].head, e);
		if (room->bridges[i].is.which == p->which)
			b = &room->bridges[i];
	}
	if (b == NULL)
		b = ADD(room, bridges);
	b->is = *p;
	b->person = e->by.person;
	b->at = e->at;
	room->bridge_in_use = p->which;
	touch(room, ENT_bridge, &b->head, e);
}

void
fold_bridge_logged(struct room *room, const struct entry *e, const struct ev_bridge_logged *p)
{
	struct bridge_line *l = ADD(room, bridge_lines);

	l->is = *p;
	l->person = e->by.person;
	l->at = e->at;
	touch(room, ENT_bridge_line, &l->head, e);
}

/* ---- decides ---- */

err
decide_set_bridge(const struct scene *s, const struct cmd_set_bridge *c, struct outcome *out)
{
	err e;

	if ((e = need_some_seat(s, "Saying where everybody calls in")))
		return e;
	if ((e = need_room_open(s)))
		return e;
	if (c->number.n == 0 && c->link.n == 0)
		return err_new(s->a, ERR_MALFORMED, "number: give a number to call, or a link");
	if (c->link.n && !str_starts(c->link, STR("https://")))
		return err_new(s->a, ERR_MALFORMED, "link: begins with https://");
	emit(out, EV_bridge_set)->as.bridge_set = (struct ev_bridge_set){
		.which = c->which, .kind = c->kind, .number = c->number, .pin = c->pin, .link = c->link, .why = c->why,
	};
	return OK;
}

err
decide_log_bridge(const struct scene *s, const struct cmd_log_bridge *c, struct outcome *out)
{
	err e;

	if (c->said_by && (e = need_speaking_for(s, c->said_by)))       return e;
	if ((e = need_room_open(s)))                                    return e;
	if (c->said_by && (e = need_person(s, c->said_by)))             return e;
	if (c->said_by && c->speaker.n)
		return err_new(s->a, ERR_MALFORMED, "speaker: say who either by name or in words, not both");
	emit(out, EV_bridge_logged)->as.bridge_logged =
	    (struct ev_bridge_logged){ .said_by = c->said_by, .speaker = c->speaker, .text = c->text };
	return OK;
}

/* ---- views ---- */

const struct head *
see_bridge(const struct seeing *v, i64 id, struct ent_bridge *out)
{
	const struct bridge *b = FIND(v->room, bridges, id);

	if (b == NULL)
		return NULL;
	*out = (struct ent_bridge){ ID(b), .which = b->is.which, .kind = b->is.kind, .number = b->is.number, .pin = b->is.pin,
	    .link = b->is.link, .why = b->is.why, .in_use = v->room->bridge_in_use == b->is.which, .person = b->person, .at = b->at };
	return &b->head;
}

const struct head *
see_bridge_line(const struct seeing *v, i64 id, struct ent_bridge_line *out)
{
	const struct bridge_line *l = FIND(v->room, bridge_lines, id);

	if (l == NULL)
		return NULL;
	*out = (struct ent_bridge_line){ ID(l), .person = l->person, .said_by = l->is.said_by, .speaker = l->is.speaker,
	    .at = l->at, .text = l->is.text };
	return &l->head;
}
