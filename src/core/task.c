/* task -- what is to be done, by whom; and the clocks that run meanwhile. */
#include "core.h"

static const i64 HOUR = 3600 * 1000000ll, DAY = 24 * 3600 * 1000000ll;

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

/* ---- clocks ---- */

void
fold_clock_started(struct room *room, const struct entry *e, const struct ev_clock_started *p)
{
	struct clock *c = ADD(room, clocks);

	c->is = *p;
	c->state = CLOCK_RUNNING;
	touch(room, ENT_clock, &c->head, e);
}

static void
clock_to(struct room *room, const struct entry *e, i64 id, enum clock_state state)
{
	struct clock *c = FIND(room, clocks, id);

	c->state = state;
	touch(room, ENT_clock, &c->head, e);
}

void
fold_clock_met(struct room *room, const struct entry *e, const struct ev_clock_met *p)
{
	const struct clock *c = FIND(room, clocks, p->clock);

	clock_to(room, e, p->clock, c->state == CLOCK_LATE || e->at >= c->is.deadline ? CLOCK_MET_LATE : CLOCK_MET);
}

void
fold_clock_passed(struct room *room, const struct entry *e, const struct ev_clock_passed *p)
{
	clock_to(room, e, p->clock, CLOCK_LATE);
}

void
fold_clock_lifted(struct room *room, const struct entry *e, const struct ev_clock_lifted *p)
{
	clock_to(room, e, p->clock, CLOCK_LIFTED);
}

/* Hours run from the moment; calendar days end with the last of them, UTC. */
static i64
deadline_from(i64 moment, enum clock_unit unit, i64 amount)
{
	if (unit == CLOCK_HOURS)
		return moment + amount * HOUR;
	return (moment / DAY + amount + 1) * DAY - 1;
}

err
decide_start_clock(const struct scene *s, const struct cmd_start_clock *c, struct outcome *out)
{
	i64 deadline;
	err e;

	if ((e = need_room_open(s)))
		return e;
	if (c->cause < 1 || c->cause > s->room->seq)
		return no_such(s, "entry", c->cause);
	deadline = deadline_from(s->room->places[c->cause - 1].at, c->unit, c->amount);
	if (deadline > CANON_INT_MAX)
		return err_new(s->a, ERR_MALFORMED, "amount: so many %s end after the year 2255, where the record's time does.",
		    word_text(&clock_unit_words, (int)c->unit));
	emit(out, EV_clock_started)->as.clock_started = (struct ev_clock_started){
		.label = c->label, .cause = c->cause, .unit = c->unit, .amount = c->amount, .title = c->title,
		.deadline = deadline,
	};
	return OK;
}

static err
need_clock_owed(const struct scene *s, i64 id)
{
	const struct clock *c = FIND(s->room, clocks, id);

	if (c == NULL)
		return no_such(s, "clock", id);
	if (c->state != CLOCK_RUNNING && c->state != CLOCK_LATE)
		return err_new(s->a, ERR_CONFLICT, "This clock is %s already.", word_text(&clock_state_words, (int)c->state));
	return OK;
}

err
decide_meet_clock(const struct scene *s, const struct cmd_meet_clock *c, struct outcome *out)
{
	err e;

	if ((e = need_clock_owed(s, c->clock)))  return e;
	emit(out, EV_clock_met)->as.clock_met = (struct ev_clock_met){ c->clock, c->how };
	return OK;
}

err
decide_lift_clock(const struct scene *s, const struct cmd_lift_clock *c, struct outcome *out)
{
	err e;

	if ((e = need_clock_owed(s, c->clock)))  return e;
	emit(out, EV_clock_lifted)->as.clock_lifted = (struct ev_clock_lifted){ c->clock, c->why };
	return OK;
}

void
react_clocks(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_clocks && out->n < LIMIT_OUTCOME; i++) {
		const struct clock *c = &s->room->clocks[i];

		if (c->state == CLOCK_RUNNING && s->now >= c->is.deadline)
			emit(out, EV_clock_passed)->as.clock_passed.clock = c->head.id;
	}
}
