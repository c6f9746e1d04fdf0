/*
 * task -- what is to be done: what the files about tasks share.
 *
 * task.c has who is on a task and how it ends; task_plan.c when, in what
 * order and what stands in the way; task_work.c the checklist and the hours.
 */
#ifndef TASK_H
#define TASK_H

#include "core.h"

enum { TASK_PEOPLE_MAX = 16 };  /* as events.def has it */

/* The task, which this entry changed. */
struct task *task_touched(struct room *, const struct entry *, i64 id);
/* Neither done nor dropped. */
bool task_unfinished(const struct task *);
/* Nothing stands in its way any more. */
void task_go_on(struct task *);
/* The first of the tasks it needs that is neither done nor dropped, or NULL. */
const struct task *task_waits_for(const struct room *, const struct task *);
/* The moment from which it is overdue and nobody has said so yet, or 0. */
i64 task_due(const struct room *, const struct task *);

/* Of those from outside, only whoever is on a task or holds its seat works on it. */
err need_given(const struct scene *, const struct task *);
/* The room is open, and the task is there, neither done nor dropped, and for whoever acts to work on. */
err need_unfinished(const struct scene *, i64 id, const struct task **);
/* So are all of these, at least one, and none is named twice; and each is for whoever acts to give, change and end (need_task_theirs). */
err need_all_theirs(const struct scene *, struct refs tasks);
/* All of these are there, however they stand, and none is named twice. */
err need_tasks(const struct scene *, struct refs tasks);

#endif
