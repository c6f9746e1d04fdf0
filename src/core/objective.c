/* objective -- what the room wants to achieve now: three to five things, numbered. */
#include "authority.h"
#include "view.h"

enum { OBJECTIVES_OPEN = 5 };   /* what a room can keep in mind at once */

const struct objective *
room_objective(const struct room *room)
{
	for (size_t i = 0; i < room->n_objectives; i++)
		if (room->objectives[i].state == OBJECTIVE_OPEN)
			return &room->objectives[i];
	return NULL;
}

/* ---- folds: the room's headline shows the first, so the room is touched too ---- */

void
fold_objective_set(struct room *room, const struct entry *e, const struct ev_objective_set *p)
{
	struct objective *o = ADD(room, objectives);

	o->is = *p;
	o->state = OBJECTIVE_OPEN;
	o->number = (i64)room->n_objectives;
	o->person = e->by.person;
	o->at = e->at;
	touch(room, ENT_objective, &o->head, e);
	touch(room, ENT_room, &room->head, e);
}

static void
objective_to(struct room *room, const struct entry *e, i64 id, enum objective_state state, str why)
{
	struct objective *o = FIND(room, objectives, id);

	o->state = state;
	o->ended = e->at;
	o->why = why;
	touch(room, ENT_objective, &o->head, e);
	touch(room, ENT_room, &room->head, e);
}

void
fold_objective_reached(struct room *room, const struct entry *e, const struct ev_objective_reached *p)
{
	objective_to(room, e, p->objective, OBJECTIVE_REACHED, p->why);
}

void
fold_objective_dropped(struct room *room, const struct entry *e, const struct ev_objective_dropped *p)
{
	objective_to(room, e, p->objective, OBJECTIVE_DROPPED, p->why);
}

/* ---- decides ---- */

static const char aims[] = "Saying what the room wants, or wants no more,";

err
decide_set_objective(const struct scene *s, const struct cmd_set_objective *c, struct outcome *out)
{
	size_t open = 0;
	err e;

	for (size_t i = 0; i < s->room->n_objectives; i++)
		open += s->room->objectives[i].state == OBJECTIVE_OPEN;
	if ((e = need_some_seat(s, aims)))  return e;
	if ((e = need_room_open(s)))        return e;
	if (open >= OBJECTIVES_OPEN)
		return err_new(s->a, ERR_CONFLICT, "%d objectives are open; reach or drop one before you set another.", OBJECTIVES_OPEN);
	emit(out, EV_objective_set)->as.objective_set.text = c->text;
	return OK;
}

static err
need_wanted(const struct scene *s, i64 id)
{
	const struct objective *o = FIND(s->room, objectives, id);
	err e;

	if ((e = need_some_seat(s, aims)))  return e;
	if ((e = need_room_open(s)))        return e;
	if (o == NULL)
		return no_such(s, "objective", id);
	if (o->state != OBJECTIVE_OPEN)
		return err_new(s->a, ERR_CONFLICT, "The objective is %s already.", word_text(&objective_state_words, (int)o->state));
	return OK;
}

err
decide_reach_objective(const struct scene *s, const struct cmd_reach_objective *c, struct outcome *out)
{
	err e;

	if ((e = need_wanted(s, c->objective)))  return e;
	emit(out, EV_objective_reached)->as.objective_reached = (struct ev_objective_reached){ c->objective, c->why };
	return OK;
}

err
decide_drop_objective(const struct scene *s, const struct cmd_drop_objective *c, struct outcome *out)
{
	err e;

	if ((e = need_wanted(s, c->objective)))  return e;
	emit(out, EV_objective_dropped)->as.objective_dropped = (struct ev_objective_dropped){ c->objective, c->why };
	return OK;
}

/* ---- views ---- */

const struct head *
see_objective(const struct seeing *v, i64 id, struct ent_objective *out)
{
	const struct objective *o = FIND(v->room, objectives, id);

	if (o == NULL)
		return NULL;
	*out = (struct ent_objective){ ID(o), .number = o->number, .state = o->state, .person = o->person,
	    .at = o->at, .ended = o->ended, .text = o->is.text, .why = o->why };
	return &o->head;
}
