/* task_work -- tasks: the checklist, and the hours people spend. */
#include "task.h"

#include "view.h"

/* ---- folds ---- */

void
fold_task_item_added(struct room *room, const struct entry *e, const struct ev_task_item_added *p)
{
	struct task_item *i = ADD(room, task_items);

	i->is = *p;
	touch(room, ENT_task_item, &i->head, e);
}

static void
item_to(struct room *room, const struct entry *e, i64 id, bool ticked)
{
	struct task_item *i = FIND(room, task_items, id);

	i->ticked = ticked;
	i->person = e->by.person;
	i->at = e->at;
	touch(room, ENT_task_item, &i->head, e);
}

void
fold_task_item_ticked(struct room *room, const struct entry *e, const struct ev_task_item_ticked *p)
{
	item_to(room, e, p->item, true);
}

void
fold_task_item_unticked(struct room *room, const struct entry *e, const struct ev_task_item_unticked *p)
{
	item_to(room, e, p->item, false);
}

void
fold_hours_reported(struct room *room, const struct entry *e, const struct ev_hours_reported *p)
{
	struct task *t = task_touched(room, e, p->task);
	i64 more = CANON_INT_MAX - t->spent;

	if (p->spent > 0)       /* a forged sum runs over neither end */
		t->spent += p->spent < more ? p->spent : more;
}

/* ---- decides ---- */

err
decide_add_task_item(const struct scene *s, const struct cmd_add_task_item *c, struct outcome *out)
{
	const struct task *t;
	err e;

	if ((e = need_unfinished(s, c->task, &t)))      return e;
	emit(out, EV_task_item_added)->as.task_item_added = (struct ev_task_item_added){ c->task, c->text };
	return OK;
}

/* The line is there, of a task that is not finished, and stands as it must. */
static err
need_item(const struct scene *s, i64 id, bool ticked)
{
	const struct task_item *i = FIND(s->room, task_items, id);
	const struct task *t;
	err e;

	if (i == NULL)
		return no_such(s, "line of a checklist", id);
	if ((e = need_unfinished(s, i->is.task, &t)))
		return e;
	if (i->ticked != ticked)
		return err_new(s->a, ERR_CONFLICT, ticked ? "That line is not ticked." : "That line is ticked already.");
	return OK;
}

err
decide_tick_task_item(const struct scene *s, const struct cmd_tick_task_item *c, struct outcome *out)
{
	err e;

	if ((e = need_item(s, c->item, false)))         return e;
	emit(out, EV_task_item_ticked)->as.task_item_ticked.item = c->item;
	return OK;
}

err
decide_untick_task_item(const struct scene *s, const struct cmd_untick_task_item *c, struct outcome *out)
{
	err e;

	if ((e = need_item(s, c->item, true)))          return e;
	emit(out, EV_task_item_unticked)->as.task_item_unticked.item = c->item;
	return OK;
}

/* Also of a finished task: people write their hours down afterwards. */
err
decide_report_hours(const struct scene *s, const struct cmd_report_hours *c, struct outcome *out)
{
	const struct task *t = FIND(s->room, tasks, c->task);
	err e;

	if ((e = need_room_open(s)))                    return e;
	if (t == NULL)
		return no_such(s, "task", c->task);
	if ((e = need_given(s, t)))                     return e;
	emit(out, EV_hours_reported)->as.hours_reported = (struct ev_hours_reported){ c->task, c->spent, c->note };
	return OK;
}

/* ---- views ---- */

const struct head *
see_task_item(const struct seeing *v, i64 id, struct ent_task_item *out)
{
	const struct task_item *i = FIND(v->room, task_items, id);

	if (i == NULL)
		return NULL;
	*out = (struct ent_task_item){ ID(i), .task = i->is.task, .ticked = i->ticked, .person = i->person,
	    .at = i->at, .text = i->is.text };
	return &i->head;
}
