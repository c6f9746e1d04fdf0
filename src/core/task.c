/* task -- what is to be done, by whom. */
#include "core.h"

/* ---- tasks: folds ---- */

void
fold_task_opened(struct room *room, const struct entry *e, const struct ev_task_opened *p)
{
	struct measure *m = FIND(room, measures, p->measure);
	struct task *t = ADD(room, tasks);

	t->is = *p;
	t->state = TASK_OPEN;
	touch(room, ENT_task, &t->head, e);
	if (m)
		m->task = e->seq;
}

static struct task *
task_to(struct room *room, const struct entry *e, i64 id, enum task_state state)
{
	struct task *t = FIND(room, tasks, id);

	t->state = state;
	touch(room, ENT_task, &t->head, e);
	return t;
}

void
fold_task_taken(struct room *room, const struct entry *e, const struct ev_task_taken *p)
{
	task_to(room, e, p->task, TASK_TAKEN)->person = e->by.person;
}

void
fold_task_done(struct room *room, const struct entry *e, const struct ev_task_done *p)
{
	task_to(room, e, p->task, TASK_DONE)->result = p->result;
}

void
fold_task_dropped(struct room *room, const struct entry *e, const struct ev_task_dropped *p)
{
	task_to(room, e, p->task, TASK_DROPPED)->result = p->why;
}

/* ---- tasks: decides ---- */

err
decide_open_task(const struct scene *s, const struct cmd_open_task *c, struct outcome *out)
{
	err e;

	if ((e = need_room_open(s)))                    return e;
	if ((e = need_seat_or_none(s, c->owner)))       return e;
	if ((e = need_future(s, c->due, "due")))        return e;
	if ((e = need_quotable(s, c->from)))            return e;
	emit(out, EV_task_opened)->as.task_opened =
	    (struct ev_task_opened){ .title = c->title, .owner = c->owner, .due = c->due, .from = c->from };
	return OK;
}

static err
need_unfinished(const struct scene *s, i64 id)
{
	const struct task *t = FIND(s->room, tasks, id);

	if (t == NULL)
		return no_such(s, "task", id);
	if (t->state == TASK_DONE || t->state == TASK_DROPPED)
		return err_new(s->a, ERR_CONFLICT, "The task is %s already.", word_text(&task_state_words, (int)t->state));
	return OK;
}

err
decide_take_task(const struct scene *s, const struct cmd_take_task *c, struct outcome *out)
{
	const struct task *t = FIND(s->room, tasks, c->task);
	err e;

	if ((e = need_unfinished(s, c->task)))  return e;
	if (t->state == TASK_TAKEN && t->person == s->actor.person)
		return err_new(s->a, ERR_CONFLICT, "You have it already.");
	emit(out, EV_task_taken)->as.task_taken.task = c->task;
	return OK;
}

err
decide_finish_task(const struct scene *s, const struct cmd_finish_task *c, struct outcome *out)
{
	err e;

	if ((e = need_unfinished(s, c->task)))  return e;
	emit(out, EV_task_done)->as.task_done = (struct ev_task_done){ c->task, c->result };
	return OK;
}

err
decide_drop_task(const struct scene *s, const struct cmd_drop_task *c, struct outcome *out)
{
	err e;

	if ((e = need_unfinished(s, c->task)))  return e;
	emit(out, EV_task_dropped)->as.task_dropped = (struct ev_task_dropped){ c->task, c->why };
	return OK;
}
