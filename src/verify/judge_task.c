/* judge_task -- a task is late when its moment has passed, once. */
#include "replay.h"

err
judge_task_overdue(const struct moment *m)
{
	const struct ev_task_overdue *p = &m->e->as.task_overdue;
	const struct task *t = FIND(m->room, tasks, p->task);

	return p->due == t->due && m->e->at >= p->due && !t->overdue ? OK : no(m, "its moment had not passed, or that was said already");
}
