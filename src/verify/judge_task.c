/* judge_task -- who is on a measure's task may say that it is in force: nobody puts themselves there. */
#include "replay.h"

static err
judge_theirs(const struct moment *m, i64 task)
{
	const struct scene s = given_scene(m);

	return by_server(m) ? no(m, "nobody gave the task to them") : need_task_theirs(&s, FIND(m->room, tasks, task));
}

err
judge_task_taken(const struct moment *m)
{
	return judge_theirs(m, m->e->as.task_taken.task);
}

err
judge_task_assigned(const struct moment *m)
{
	return judge_theirs(m, m->e->as.task_assigned.task);
}

err
judge_task_handed_over(const struct moment *m)
{
	return judge_theirs(m, m->e->as.task_handed_over.task);
}

err
judge_task_reopened(const struct moment *m)
{
	return judge_theirs(m, m->e->as.task_reopened.task);
}
