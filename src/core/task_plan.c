/* task_plan -- tasks: by when, how much it presses, what comes first, and what stands in the way. */
#include "task.h"

/* ---- folds ---- */

/* What was said of the moment before holds no longer. */
void
fold_task_due_set(struct room *room, const struct entry *e, const struct ev_task_due_set *p)
{
	struct task *t = task_touched(room, e, p->task);

	t->due = p->due;
	t->overdue = false;
	t->escalated = 0;
}

void
fold_task_priority_set(struct room *room, const struct entry *e, const struct ev_task_priority_set *p)
{
	task_touched(room, e, p->task)->priority = p->priority;
}

void
fold_task_needs_set(struct room *room, const struct entry *e, const struct ev_task_needs_set *p)
{
	task_touched(room, e, p->task)->needs = p->needs;
}

void
fold_task_blocked(struct room *room, const struct entry *e, const struct ev_task_blocked *p)
{
	struct task *t = task_touched(room, e, p->task);

	t->blocked = *p;
	t->blocked_since = e->at;
}

void
task_go_on(struct task *t)
{
	t->blocked = (struct ev_task_blocked){ 0 };
	t->blocked_since = 0;
}

void
fold_task_unblocked(struct room *room, const struct entry *e, const struct ev_task_unblocked *p)
{
	task_go_on(task_touched(room, e, p->task));
}

/* ---- what comes first ---- */

const struct task *
task_waits_for(const struct room *room, const struct task *t)
{
	for (size_t i = 0; i < t->needs.n; i++) {
		const struct task *first = FIND(room, tasks, t->needs.v[i]);

		if (first && (first->state == TASK_OPEN || first->state == TASK_TAKEN))
			return first;
	}
	return NULL;
}

err
need_tasks(const struct scene *s, struct refs tasks)
{
	err e = need_each_once(s, tasks, "Task");

	for (size_t i = 0; e == OK && i < tasks.n; i++)
		if (FIND(s->room, tasks, tasks.v[i]) == NULL)
			e = no_such(s, "task", tasks.v[i]);
	return e;
}

/* Tasks still to be looked at; each is put here once. */
struct front { const struct room *room; bool *seen; const struct task **v; size_t n; };

static void
look_at(struct front *f, struct refs tasks)
{
	for (size_t i = 0; i < tasks.n; i++) {
		const struct task *t = FIND(f->room, tasks, tasks.v[i]);

		if (t == NULL || f->seen[t - f->room->tasks])
			continue;
		f->seen[t - f->room->tasks] = true;
		f->v[f->n++] = t;
	}
}

/* Would what it needs, or what that needs, wait for the task itself? */
static err
need_no_cycle(const struct scene *s, i64 task, struct refs needs)
{
	struct arena scratch = *s->a;
	struct front f = { s->room, NEW(&scratch, bool, s->room->n_tasks), NEW(&scratch, const struct task *, s->room->n_tasks), 0 };

	for (size_t i = 0; i < needs.n; i++) {
		look_at(&f, (struct refs){ needs.v + i, 1 });
		while (f.n) {
			const struct task *t = f.v[--f.n];

			if (t->head.id == task)
				return err_new(s->a, ERR_REFUSED, "Task %lld would wait for itself, through task %lld; neither could ever be done.",
				    (long long)task, (long long)needs.v[i]);
			look_at(&f, t->needs);
		}
	}
	return OK;
}

/* ---- decides ---- */

err
decide_set_tasks_due(const struct scene *s, const struct cmd_set_tasks_due *c, struct outcome *out)
{
	err e;

	if ((e = need_all_theirs(s, c->tasks)))         return e;
	if ((e = need_future(s, c->due, "due")))        return e;
	for (size_t i = 0; i < c->tasks.n; i++)
		emit(out, EV_task_due_set)->as.task_due_set = (struct ev_task_due_set){ c->tasks.v[i], c->due };
	return OK;
}

err
decide_set_tasks_priority(const struct scene *s, const struct cmd_set_tasks_priority *c, struct outcome *out)
{
	err e;

	if ((e = need_all_theirs(s, c->tasks)))         return e;
	for (size_t i = 0; i < c->tasks.n; i++)
		emit(out, EV_task_priority_set)->as.task_priority_set = (struct ev_task_priority_set){ c->tasks.v[i], c->priority };
	return OK;
}

err
decide_set_task_needs(const struct scene *s, const struct cmd_set_task_needs *c, struct outcome *out)
{
	const struct task *t;
	err e;

	if ((e = need_unfinished(s, c->task, &t)))      return e;
	if ((e = need_tasks(s, c->needs)))              return e;
	if (refs_have(c->needs, c->task))
		return err_new(s->a, ERR_REFUSED, "A task does not wait for itself.");
	if ((e = need_no_cycle(s, c->task, c->needs)))  return e;
	emit(out, EV_task_needs_set)->as.task_needs_set = (struct ev_task_needs_set){ c->task, c->needs };
	return OK;
}

err
decide_block_task(const struct scene *s, const struct cmd_block_task *c, struct outcome *out)
{
	const struct task *t;
	err e;

	if ((e = need_unfinished(s, c->task, &t)))      return e;
	if ((e = need_seat_or_none(s, c->seat)))        return e;
	if (c->person && (e = need_person(s, c->person)))
		return e;
	if ((c->person != 0) + (c->seat != 0) + (c->outside.n != 0) != 1)
		return err_new(s->a, ERR_MALFORMED, "A task waits for exactly one: a person, a seat, or a party outside.");
	emit(out, EV_task_blocked)->as.task_blocked = (struct ev_task_blocked){ c->task, c->person, c->seat, c->outside, c->why };
	return OK;
}

err
decide_unblock_task(const struct scene *s, const struct cmd_unblock_task *c, struct outcome *out)
{
	const struct task *t;
	err e;

	if ((e = need_unfinished(s, c->task, &t)))      return e;
	if (t->blocked_since == 0)
		return err_new(s->a, ERR_CONFLICT, "Task %lld is not blocked.", (long long)c->task);
	emit(out, EV_task_unblocked)->as.task_unblocked = (struct ev_task_unblocked){ c->task, c->how };
	return OK;
}
