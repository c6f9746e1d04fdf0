/* judge_task -- nobody puts themselves on a measure's task, which would let them say that it is in force; late is one when its moment has passed, once. */
#include "replay.h"

/* By the server as a measure, broken glass or a suspicion gives somebody something to do; the first room's of a record that is founded in haste. */
err
judge_task_opened(const struct moment *m)
{
	const struct ev_task_opened *p = &m->e->as.task_opened;

	if (!by_server(m))
		return p->measure || p->reviews ? no(m, "what is to be done about a measure or broken glass follows by rule, and is nobody's to say") : OK;
	if (m->e->at == m->r->founded_at || follows(m, react_measures) || follows(m, react_decisions) || follows(m, react_triage))
		return OK;
	return no(m, "nobody opened that task, and nothing asked for it");
}

static err
judge_theirs(const struct moment *m, i64 task)
{
	const struct scene s = given_scene(m);

	return need_task_theirs(&s, FIND(m->room, tasks, task));
}

err
judge_task_taken(const struct moment *m)
{
	const struct scene s = given_scene(m);

	return need_taking(&s, FIND(m->room, tasks, m->e->as.task_taken.task));
}

err
judge_task_assigned(const struct moment *m)
{
	return judge_theirs(m, m->e->as.task_assigned.task);
}

/* Whoever is on it hands it over, and nobody else. */
err
judge_task_handed_over(const struct moment *m)
{
	const struct task *t = FIND(m->room, tasks, m->e->as.task_handed_over.task);

	return refs_have((struct refs){ t->people, t->n_people }, m->e->by.person) ? OK : no(m, "whoever handed it over was not on it");
}

err
judge_task_reopened(const struct moment *m)
{
	return judge_theirs(m, m->e->as.task_reopened.task);
}

err
judge_task_overdue(const struct moment *m)
{
	const struct ev_task_overdue *p = &m->e->as.task_overdue;
	const struct task *t = FIND(m->room, tasks, p->task);

	return p->due == t->due && m->e->at >= p->due && !t->overdue ? OK : no(m, "its moment had not passed, or that was said already");
}

err
judge_task_due_set(const struct moment *m)
{
	return judge_theirs(m, m->e->as.task_due_set.task);
}

/* With its measure it ends by rule; else by whoever may say so. */
static err
judge_ended(const struct moment *m, i64 task, err need(const struct scene *, const struct task *))
{
	const struct scene s = given_scene(m);

	if (by_server(m))
		return follows(m, react_measures) ? OK : no(m, "its measure has not ended");
	return need(&s, FIND(m->room, tasks, task));
}

err
judge_task_done(const struct moment *m)
{
	return judge_ended(m, m->e->as.task_done.task, need_finishing);
}

err
judge_task_dropped(const struct moment *m)
{
	return judge_ended(m, m->e->as.task_dropped.task, need_dropping);
}
