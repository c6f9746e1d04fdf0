/* task -- what is to be done, by whom. */
#include "task.h"

#include "authority.h"
#include "view.h"

/* ---- tasks: folds ---- */

static struct refs
people_of(const struct task *t)
{
	return (struct refs){ t->people, t->n_people };
}

static void
join(struct room *room, struct task *t, i64 person)
{
	if (person == 0 || refs_have(people_of(t), person))
		return;
	GROW(&room->arena, t->people, t->n_people, t->cap_people);
	t->people[t->n_people++] = person;
}

/* Of those listed, who is not that person; how many they are. */
static size_t
others_than(i64 *people, size_t before, i64 person)
{
	size_t n = 0;

	for (size_t i = 0; i < before; i++)
		if (people[i] != person)
			people[n++] = people[i];
	return n;
}

static void
leave(struct task *t, i64 person)
{
	t->n_people = others_than(t->people, t->n_people, person);
	t->n_helpers = others_than(t->helpers, t->n_helpers, person);
}

/* Whoever takes what is somebody's already helps with it. */
static void
help(struct room *room, struct task *t, i64 person)
{
	if ((t->owner == 0 && t->n_people == 0) || refs_have(people_of(t), person))
		return;
	GROW(&room->arena, t->helpers, t->n_helpers, t->cap_helpers);
	t->helpers[t->n_helpers++] = person;
}

/* Whoever is on it, it is being worked on; else it waits for somebody. */
static void
carry_on(struct task *t)
{
	t->state = t->n_people ? TASK_TAKEN : TASK_OPEN;
}

struct task *
task_touched(struct room *room, const struct entry *e, i64 id)
{
	struct task *t = FIND(room, tasks, id);

	touch(room, ENT_task, &t->head, e);
	return t;
}

void
fold_task_opened(struct room *room, const struct entry *e, const struct ev_task_opened *p)
{
	struct measure *m = FIND(room, measures, p->measure);
	struct task *t = ADD(room, tasks);

	t->is = *p;
	t->owner = p->owner;
	t->due = p->due;
	t->priority = p->priority;
	t->needs = p->needs;
	t->opener = e->by.person;
	t->via = e->by.via;
	for (size_t i = 0; i < p->people.n; i++)
		join(room, t, p->people.v[i]);
	carry_on(t);
	touch(room, ENT_task, &t->head, e);
	if (m)
		*(p->undo ? &m->undo : p->replaced ? &m->replaced : &m->task) = e->seq;
}

void
fold_task_taken(struct room *room, const struct entry *e, const struct ev_task_taken *p)
{
	struct task *t = task_touched(room, e, p->task);

	help(room, t, e->by.person);
	join(room, t, e->by.person);
	carry_on(t);
}

void
fold_task_assigned(struct room *room, const struct entry *e, const struct ev_task_assigned *p)
{
	struct task *t = task_touched(room, e, p->task);

	if (p->owner)
		t->owner = p->owner;
	if (p->people.n)
		t->n_people = t->n_helpers = 0;
	for (size_t i = 0; i < p->people.n; i++)
		join(room, t, p->people.v[i]);
	carry_on(t);
}

void
fold_task_left(struct room *room, const struct entry *e, const struct ev_task_left *p)
{
	struct task *t = task_touched(room, e, p->task);

	leave(t, e->by.person);
	for (size_t i = 0; i < p->people.n; i++)
		leave(t, p->people.v[i]);
	carry_on(t);
}

void
fold_task_handed_over(struct room *room, const struct entry *e, const struct ev_task_handed_over *p)
{
	struct task *t = task_touched(room, e, p->task);

	leave(t, e->by.person);
	join(room, t, p->to);
	t->note = p->note;
	carry_on(t);
}

void
fold_task_done(struct room *room, const struct entry *e, const struct ev_task_done *p)
{
	struct task *t = task_touched(room, e, p->task);

	t->state = TASK_DONE;
	t->result = p->result;
	t->despite = p->despite;
	t->ended_by = e->by.person;
	task_go_on(t);
}

void
fold_task_dropped(struct room *room, const struct entry *e, const struct ev_task_dropped *p)
{
	struct task *t = task_touched(room, e, p->task);

	t->state = TASK_DROPPED;
	t->result = p->why;
	t->ended_by = e->by.person;
	task_go_on(t);
}

void
fold_task_reopened(struct room *room, const struct entry *e, const struct ev_task_reopened *p)
{
	struct task *t = task_touched(room, e, p->task);

	t->head.by = e->by.person;
	t->head.via = e->by.via;
	t->result = t->despite = (str){ NULL, 0 };
	t->ended_by = 0;
	t->note = p->why;
	carry_on(t);
}

void
fold_task_overdue(struct room *room, const struct entry *e, const struct ev_task_overdue *p)
{
	struct task *t = task_touched(room, e, p->task);

	t->overdue = true;
	t->escalated = p->to;
}

/* ---- tasks: guards ---- */

bool
task_unfinished(const struct task *t)
{
	return t->state == TASK_OPEN || t->state == TASK_TAKEN;
}

err
need_given(const struct scene *s, const struct task *t)
{
	const struct seat *owner = charter_seat(s->charter, t->owner);

	if (!s->audience->outside || refs_have(people_of(t), s->actor.person) || (owner && refs_have(owner->is.holders, s->actor.person)))
		return OK;
	return err_new(s->a, ERR_NOT_YOUR_CALL, "You are here from another organisation and work on what was given to you; task %lld was not.",
	    (long long)t->head.id);
}

err
need_unfinished(const struct scene *s, i64 id, const struct task **out)
{
	const struct task *t = *out = FIND(s->room, tasks, id);
	err e;

	if (t == NULL)
		return no_such(s, "task", id);
	if ((e = need_given(s, t)))
		return e;
	if (!task_unfinished(t))
		return err_new(s->a, ERR_CONFLICT, "Task %lld is %s already.", (long long)id, word_text(&task_state_words, (int)t->state));
	return need_room_open(s);
}

static err
need_all_unfinished(const struct scene *s, struct refs tasks)
{
	const struct task *t;
	err e = need_each_once(s, tasks, "Task");

	if (tasks.n == 0)
		return err_new(s->a, ERR_MALFORMED, "tasks: name at least one");
	for (size_t i = 0; e == OK && i < tasks.n; i++)
		e = need_unfinished(s, tasks.v[i], &t);
	return e;
}

err
need_all_theirs(const struct scene *s, struct refs tasks)
{
	err e = need_all_unfinished(s, tasks);

	for (size_t i = 0; e == OK && i < tasks.n; i++)
		e = need_task_theirs(s, FIND(s->room, tasks, tasks.v[i]));
	return e;
}

static bool
is_here(const struct scene *s, i64 person)
{
	const struct person *p = charter_person(s->charter, person);

	return p && !p->ejected && (s->room == s->charter->room || room_has_member(s->room, person));
}

static err
need_here(const struct scene *s, i64 person)
{
	err e = need_person(s, person);

	if (e == OK && !is_here(s, person))
		return err_new(s->a, ERR_REFUSED, "%.*s is not in this room; let them in first.", STR_ARG(person_told(s, person)));
	return e;
}

static err
need_all_here(const struct scene *s, struct refs people)
{
	err e = need_each_once(s, people, "Person");

	for (size_t i = 0; e == OK && i < people.n; i++)
		e = need_here(s, people.v[i]);
	return e;
}

static err
need_on_it(const struct scene *s, i64 id, const struct task **out)
{
	err e = need_unfinished(s, id, out);

	if (e)
		return e;
	if (!refs_have(people_of(*out), s->actor.person))
		return err_new(s->a, ERR_CONFLICT, "You are not on task %lld.", (long long)id);
	return OK;
}

static err
need_not_on_it(const struct scene *s, i64 id)
{
	const struct task *t = FIND(s->room, tasks, id);

	if (refs_have(people_of(t), s->actor.person))
		return err_new(s->a, ERR_CONFLICT, "Task %lld: you have it already.", (long long)id);
	if (t->n_people >= TASK_PEOPLE_MAX)
		return err_new(s->a, ERR_TOO_LARGE, "%zu people are on task %lld, and more would be in each other's way; open another one.",
		    t->n_people, (long long)id);
	return OK;
}

/* ---- tasks: decides ---- */

err
decide_open_task(const struct scene *s, const struct cmd_open_task *c, struct outcome *out)
{
	err e;

	if ((e = need_room_open(s)))                    return e;
	if ((e = need_seat_or_none(s, c->owner)))       return e;
	if ((e = need_future(s, c->due, "due")))        return e;
	if ((e = need_all_here(s, c->people)))          return e;
	if ((e = need_tasks(s, c->needs)))              return e;
	if ((e = need_quotable(s, c->from)))            return e;
	emit(out, EV_task_opened)->as.task_opened = (struct ev_task_opened){
		.title = c->title, .owner = c->owner, .due = c->due, .priority = c->priority,
		.people = c->people, .needs = c->needs, .from = c->from,
	};
	return OK;
}

err
decide_take_tasks(const struct scene *s, const struct cmd_take_tasks *c, struct outcome *out)
{
	err e;

	if ((e = need_all_unfinished(s, c->tasks)))     return e;
	for (size_t i = 0; i < c->tasks.n; i++) {
		if ((e = need_taking(s, FIND(s->room, tasks, c->tasks.v[i]))) || (e = need_not_on_it(s, c->tasks.v[i])))
			return e;
		emit(out, EV_task_taken)->as.task_taken.task = c->tasks.v[i];
	}
	return OK;
}

err
decide_assign_tasks(const struct scene *s, const struct cmd_assign_tasks *c, struct outcome *out)
{
	err e;

	if ((e = need_all_theirs(s, c->tasks)))         return e;
	if ((e = need_seat_or_none(s, c->owner)))       return e;
	if ((e = need_all_here(s, c->people)))          return e;
	if (c->owner == 0 && c->people.n == 0)
		return err_new(s->a, ERR_MALFORMED, "owner: name a seat, or people, or both");
	for (size_t i = 0; i < c->tasks.n; i++)
		emit(out, EV_task_assigned)->as.task_assigned = (struct ev_task_assigned){ c->tasks.v[i], c->owner, c->people };
	return OK;
}

err
decide_leave_task(const struct scene *s, const struct cmd_leave_task *c, struct outcome *out)
{
	const struct task *t;
	err e;

	if ((e = need_on_it(s, c->task, &t)))           return e;
	emit(out, EV_task_left)->as.task_left.task = c->task;
	return OK;
}

err
decide_hand_over_task(const struct scene *s, const struct cmd_hand_over_task *c, struct outcome *out)
{
	const struct task *t;
	err e;

	if ((e = need_on_it(s, c->task, &t)))           return e;
	if ((e = need_handing_on(s, t)))                return e;
	if ((e = need_here(s, c->to)))                  return e;
	if (refs_have(people_of(t), c->to))
		return err_new(s->a, ERR_CONFLICT, "%.*s is on it already; to step back, leave it.", STR_ARG(person_told(s, c->to)));
	emit(out, EV_task_handed_over)->as.task_handed_over = (struct ev_task_handed_over){ c->task, c->to, c->note };
	return OK;
}

err
decide_finish_task(const struct scene *s, const struct cmd_finish_task *c, struct outcome *out)
{
	const struct task *t, *first;
	err e;

	if ((e = need_unfinished(s, c->task, &t)))      return e;
	if ((e = need_finishing(s, t)))                 return e;
	first = task_waits_for(s->room, t);
	if (first && c->despite.n == 0)
		return err_new(s->a, ERR_REFUSED, "Task %lld comes first, and is not done: %.*s. Finish that, or say why this one is done all the same.",
		    (long long)first->head.id, STR_ARG(first->is.title));
	emit(out, EV_task_done)->as.task_done =
	    (struct ev_task_done){ c->task, c->result, first ? c->despite : (str){ NULL, 0 } };
	return OK;
}

err
decide_drop_tasks(const struct scene *s, const struct cmd_drop_tasks *c, struct outcome *out)
{
	err e;

	if ((e = need_all_theirs(s, c->tasks)))         return e;
	for (size_t i = 0; i < c->tasks.n; i++) {
		if ((e = need_dropping(s, FIND(s->room, tasks, c->tasks.v[i]))))
			return e;
		emit(out, EV_task_dropped)->as.task_dropped = (struct ev_task_dropped){ c->tasks.v[i], c->why };
	}
	return OK;
}

err
decide_reopen_task(const struct scene *s, const struct cmd_reopen_task *c, struct outcome *out)
{
	const struct task *t = FIND(s->room, tasks, c->task);
	err e;

	if ((e = need_room_open(s)))                    return e;
	if (t == NULL)
		return no_such(s, "task", c->task);
	if (task_unfinished(t))
		return err_new(s->a, ERR_CONFLICT, "Task %lld is not finished; there is nothing to reopen.", (long long)c->task);
	if ((e = need_task_theirs(s, t)))               return e;
	emit(out, EV_task_reopened)->as.task_reopened = (struct ev_task_reopened){ c->task, c->why };
	return OK;
}

/* ---- tasks: reactions ---- */

i64
task_due(const struct room *room, const struct task *t)
{
	return task_unfinished(t) && !t->overdue && room->phase != PHASE_CLOSED ? t->due : 0;
}

/* Somebody else than those on it: the first deputy of the seat that owns it who is here, or whoever commands. */
static i64
to_be_asked(const struct scene *s, const struct task *t)
{
	const struct seat *seat = charter_seat(s->charter, t->owner);
	i64 commander = s->room->commander;

	for (size_t i = 0; seat && i < seat->is.deputies.n; i++)
		if (is_here(s, seat->is.deputies.v[i]) && !refs_have(people_of(t), seat->is.deputies.v[i]))
			return seat->is.deputies.v[i];
	return is_here(s, commander) && !refs_have(people_of(t), commander) ? commander : 0;
}

/* Who is on it, but in the room no longer. */
static struct refs
gone_from(const struct scene *s, const struct task *t)
{
	i64 *gone = NEW(s->a, i64, t->n_people);
	size_t n = 0;

	for (size_t i = 0; i < t->n_people; i++)
		if (!is_here(s, t->people[i]))
			gone[n++] = t->people[i];
	return (struct refs){ gone, n };
}

/* Nobody is on a task of a room that they were taken out of; and what is overdue is said once. */
void
react_tasks(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_tasks && out->n < LIMIT_OUTCOME; i++) {
		const struct task *t = &s->room->tasks[i];
		bool rests = !task_unfinished(t) || s->room->phase == PHASE_CLOSED;
		struct refs gone = rests ? (struct refs){ NULL, 0 } : gone_from(s, t);
		i64 due = task_due(s->room, t);

		if (gone.n)
			emit(out, EV_task_left)->as.task_left = (struct ev_task_left){ t->head.id, gone };
		else if (due && s->now >= due)
			emit(out, EV_task_overdue)->as.task_overdue = (struct ev_task_overdue){ t->head.id, due, to_be_asked(s, t) };
	}
}

/* ---- views ---- */

const struct head *
see_task(const struct seeing *v, i64 id, struct ent_task *out)
{
	const struct task *t = FIND(v->room, tasks, id);

	if (t == NULL)
		return NULL;
	*out = (struct ent_task){
		ID(t), .state = t->state, .owner = t->owner, .person = t->n_people ? t->people[0] : 0,
		.measure = t->is.measure, .due = t->due, .title = t->is.title, .result = t->result,
		.people = { t->people, t->n_people }, .priority = t->priority, .needs = t->needs,
		.blocked = t->blocked_since, .blocked_person = t->blocked.person, .blocked_seat = t->blocked.seat,
		.blocked_outside = t->blocked.outside, .blocked_why = t->blocked.why, .spent = t->spent,
		.overdue = t->overdue, .escalated = t->escalated, .despite = t->despite, .note = t->note, .from = t->is.from, .ended_by = t->ended_by,
	};
	return &t->head;
}
