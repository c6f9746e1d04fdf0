/* life -- how a room begins, moves on and ends. */
#include "core.h"

/* ---- folds ---- */

void
fold_suspicion_reported(struct room *room, const struct entry *e, const struct ev_suspicion_reported *p)
{
	room->phase = PHASE_SUSPECTED;
	room->title = p->what;
	room->hit = p->hit;
	room->since = p->since;
	room->opened = e->at;
	room->opener = e->by.person;
	touch_line(room, e);
}

void
fold_room_declared(struct room *room, const struct entry *e, const struct ev_room_declared *p)
{
	room->kind = p->kind;
	room->severity = p->severity;
	room->codename = p->codename;
	room->title = p->title;
	room->phase = PHASE_DECLARED;
	room->declared = true;
	room->dismissed = false;
	room->commander = e->by.person;
	if (room->opened == 0) {
		room->opened = e->at;
		room->opener = e->by.person;
	}
	touch_line(room, e);
}

void
fold_room_dismissed(struct room *room, const struct entry *e, const struct ev_room_dismissed *p)
{
	(void)p;
	room->dismissed = true;
	room->phase = PHASE_CLOSED;
	touch_line(room, e);
}

void
fold_severity_set(struct room *room, const struct entry *e, const struct ev_severity_set *p)
{
	room->severity = p->severity;
	touch_line(room, e);
}

void
fold_phase_set(struct room *room, const struct entry *e, const struct ev_phase_set *p)
{
	room->phase = p->phase;
	touch_line(room, e);
}

void
fold_command_taken(struct room *room, const struct entry *e, const struct ev_command_taken *p)
{
	(void)p;
	room->commander = e->by.person;
	touch(room, ENT_room, &room->head, e);
}

void
fold_objective_set(struct room *room, const struct entry *e, const struct ev_objective_set *p)
{
	room->objective = p->text;
	touch(room, ENT_room, &room->head, e);
}

void
fold_room_closed(struct room *room, const struct entry *e, const struct ev_room_closed *p)
{
	(void)p;
	room->phase = PHASE_CLOSED;
	touch_line(room, e);
}

void
fold_room_reopened(struct room *room, const struct entry *e, const struct ev_room_reopened *p)
{
	(void)p;
	room->phase = room->declared ? PHASE_DECLARED : PHASE_SUSPECTED;
	room->dismissed = false;
	touch_line(room, e);
}

/* ---- decides ---- */

/* A room begins with whoever opened it and, unless it is restricted, everybody of the house who holds a seat. */
static void
emit_members(const struct scene *s, bool restricted, struct outcome *out)
{
	const struct charter *c = s->charter;
	i64 in[LIMIT_OUTCOME / 2];
	size_t n = 0;

	in[n++] = s->actor.person;
	if (restricted)
		emit(out, EV_room_restricted);
	for (size_t i = 0; i < c->n_seats && !restricted; i++) {
		struct refs holders = c->seats[i].is.holders;

		for (size_t k = 0; k < holders.n && n < countof(in); k++)
			if (!refs_have((struct refs){ in, n }, holders.v[k]) && !charter_person(c, holders.v[k])->is.outside)
				in[n++] = holders.v[k];
	}
	for (size_t i = 0; i < n; i++)
		emit(out, EV_member_added)->as.member_added.person = in[i];
}

err
decide_report_suspicion(const struct scene *s, const struct cmd_report_suspicion *c, struct outcome *out)
{
	if (c->since > s->now)
		return err_new(s->a, ERR_MALFORMED, "since: lies in the future; when was it first seen?");
	emit(out, EV_suspicion_reported)->as.suspicion_reported =
	    (struct ev_suspicion_reported){ .what = c->what, .hit = c->hit, .since = c->since };
	emit_members(s, c->restricted, out);
	return OK;
}

static void
emit_declared(struct outcome *out, enum room_kind kind, enum severity severity, str codename, str title)
{
	emit(out, EV_room_declared)->as.room_declared =
	    (struct ev_room_declared){ .kind = kind, .severity = severity, .codename = codename, .title = title };
}

err
decide_declare_room(const struct scene *s, const struct cmd_declare_room *c, struct outcome *out)
{
	emit_declared(out, c->kind, c->severity, c->codename, c->title);
	emit_members(s, c->restricted, out);
	return OK;
}

err
decide_declare(const struct scene *s, const struct cmd_declare *c, struct outcome *out)
{
	err e;

	if ((e = need_room_open(s)))  return e;
	if (s->room->declared)
		return err_new(s->a, ERR_CONFLICT, "The room is declared already.");
	emit_declared(out, c->kind, c->severity, c->codename, c->title);
	return OK;
}

err
decide_dismiss(const struct scene *s, const struct cmd_dismiss *c, struct outcome *out)
{
	err e;

	if ((e = need_room_open(s)))  return e;
	if (s->room->declared)
		return err_new(s->a, ERR_CONFLICT, "A declared room is closed, not dismissed.");
	if ((e = need_no_decision_open(s)))  return e;
	emit(out, EV_room_dismissed)->as.room_dismissed.why = c->why;
	return OK;
}

static err
need_declared(const struct scene *s)
{
	err e = need_room_open(s);

	if (e == OK && !s->room->declared)
		return err_new(s->a, ERR_CONFLICT, "The room is not declared yet.");
	return e;
}

err
decide_set_severity(const struct scene *s, const struct cmd_set_severity *c, struct outcome *out)
{
	err e;

	if ((e = need_declared(s)))  return e;
	if (s->room->severity == c->severity)
		return err_new(s->a, ERR_CONFLICT, "The severity is %s already.", word_text(&severity_words, (int)c->severity));
	emit(out, EV_severity_set)->as.severity_set = (struct ev_severity_set){ c->severity, c->why };
	return OK;
}

err
decide_set_phase(const struct scene *s, const struct cmd_set_phase *c, struct outcome *out)
{
	err e;

	if ((e = need_declared(s)))  return e;
	if (c->phase == PHASE_SUSPECTED || c->phase == PHASE_CLOSED)
		return err_new(s->a, ERR_REFUSED, "A room is closed with close_room, and never goes back to suspected.");
	if (s->room->phase == c->phase)
		return err_new(s->a, ERR_CONFLICT, "The phase is %s already.", word_text(&phase_words, (int)c->phase));
	emit(out, EV_phase_set)->as.phase_set = (struct ev_phase_set){ c->phase, c->why };
	return OK;
}

err
decide_take_command(const struct scene *s, const struct cmd_take_command *c, struct outcome *out)
{
	err e;

	if ((e = need_human(s)))     return e;
	if ((e = need_declared(s)))  return e;
	if (s->room->commander == s->actor.person)
		return err_new(s->a, ERR_CONFLICT, "You are in command already.");
	if (s->room->commander && c->why.n == 0)
		return err_new(s->a, ERR_MALFORMED, "why: somebody else is in command; say why you take it");
	emit(out, EV_command_taken)->as.command_taken.why = c->why;
	return OK;
}

err
decide_set_objective(const struct scene *s, const struct cmd_set_objective *c, struct outcome *out)
{
	err e;

	if ((e = need_room_open(s)))  return e;
	emit(out, EV_objective_set)->as.objective_set.text = c->text;
	return OK;
}

err
decide_close_room(const struct scene *s, const struct cmd_close_room *c, struct outcome *out)
{
	err e;

	if ((e = need_declared(s)))          return e;
	if ((e = need_no_decision_open(s)))  return e;
	emit(out, EV_room_closed)->as.room_closed.why = c->why;
	return OK;
}

err
decide_reopen_room(const struct scene *s, const struct cmd_reopen_room *c, struct outcome *out)
{
	if (s->room->phase != PHASE_CLOSED)
		return err_new(s->a, ERR_CONFLICT, "The room is open.");
	emit(out, EV_room_reopened)->as.room_reopened.why = c->why;
	return OK;
}
