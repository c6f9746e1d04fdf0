/* life -- how a room begins, moves on and ends. */
#include "authority.h"
#include "owe.h"
#include "duty.h"
#include "view.h"

/* ---- folds ---- */

void
fold_suspicion_reported(struct room *room, const struct entry *e, const struct ev_suspicion_reported *p)
{
	room->phase = PHASE_SUSPECTED;
	room->title = room->reported = p->what;
	room->hit = p->hit;
	room->since = p->since;
	room->opened = e->at;
	room->opener = e->by.person;
	asked_to_look(room, e);
	touch_line(room, e);
}

void
fold_room_declared(struct room *room, const struct entry *e, const struct ev_room_declared *p)
{
	room->kind = p->kind;
	room->severity = p->severity;
	room->criterion = p->criterion;
	room->codename = p->codename;
	room->title = p->title;
	room->phase = PHASE_DECLARED;
	room->declared = true;
	room->dismissed = false;
	room->look_again = 0;
	room->commander = e->by.person;
	goes_on_duty(room, e, 0, e->by.person);
	end_calls_on(room, ON_suspicion, e);
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
	room->look_again = 0;
	room->phase = PHASE_CLOSED;
	end_calls_on(room, ON_suspicion, e);
	touch_line(room, e);
}

/* A committee that is over does not serve for what comes now. */
static void
asks_anew(struct room *room)
{
	if (room->n_committees)
		room->committees[room->n_committees - 1].anew = room->committees[room->n_committees - 1].over;
}

void
fold_severity_set(struct room *room, const struct entry *e, const struct ev_severity_set *p)
{
	if (p->severity < room->severity)
		asks_anew(room);
	room->severity = p->severity;
	room->criterion = p->criterion;
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
	if (room->commander) {
		room->relieved = room->commander;
		room->relieved_by = e->seq;
	}
	room->commander = e->by.person;
	end_calls_on(room, ON_command, e);
	goes_on_duty(room, e, 0, e->by.person);
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
	asked_to_look(room, e);
	asks_anew(room);
	touch_line(room, e);
}

/* ---- decides ---- */

/* A room begins with whoever opened it and, unless it is restricted, everybody of the house who holds a seat.  Whoever is from outside reports, and learns no more of it than they are let into. */
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
		emit(out, EV_member_added)->as.member_added = (struct ev_member_added){
		    in[i], charter_person(c, in[i])->is.outside, stays_until(c, in[i]) };
}

/* Nobody is called past the door of a restricted room: so whoever reports says who is to look. */
static err
need_told(const struct scene *s, const struct cmd_report_suspicion *c)
{
	err e;

	if (!c->restricted && c->tell.n)
		return err_new(s->a, ERR_MALFORMED, "tell: whoever holds a seat is in it anyway; name people where it is restricted.");
	if ((e = need_each_once(s, c->tell, "Person")))
		return e;
	for (size_t i = 0; i < c->tell.n; i++)
		if (c->tell.v[i] == s->actor.person || seat_to_look(s->charter, c->tell.v[i]) == NULL)
			return err_new(s->a, ERR_REFUSED, "tell: name somebody else, of the organisation, who holds a seat or stands in for one.");
	if (c->restricted && c->tell.n == 0 && seat_to_look(s->charter, s->actor.person) == NULL)
		return err_new(s->a, ERR_MALFORMED, "tell: nobody is called to a restricted suspicion but whom you name; name somebody who holds a seat.");
	return OK;
}

err
decide_report_suspicion(const struct scene *s, const struct cmd_report_suspicion *c, struct outcome *out)
{
	err e;

	if (c->since > s->now)
		return err_new(s->a, ERR_MALFORMED, "since: lies in the future; when was it first seen?");
	if ((e = need_told(s, c)))
		return e;
	emit(out, EV_suspicion_reported)->as.suspicion_reported =
	    (struct ev_suspicion_reported){ .what = c->what, .hit = c->hit, .since = c->since };
	emit_members(s, c->restricted, out);
	for (size_t i = 0; i < c->tell.n; i++)
		emit(out, EV_member_added)->as.member_added.person = c->tell.v[i];
	return OK;
}

/* The written criteria that a severity is chosen by, as they stand. */
static i64
criterion_of(const struct scene *s, enum severity severity)
{
	const struct criterion *c = charter_criterion_for(s->charter, severity);

	return c ? c->head.id : 0;
}

static void
emit_declared(const struct scene *s, struct outcome *out, enum room_kind kind, enum severity severity, str codename, str title)
{
	emit(out, EV_room_declared)->as.room_declared = (struct ev_room_declared){
		.kind = kind, .severity = severity, .codename = codename, .title = title, .criterion = criterion_of(s, severity),
	};
}

err
decide_declare_room(const struct scene *s, const struct cmd_declare_room *c, struct outcome *out)
{
	err e = need_some_seat(s, "Declaring a matter");

	if (e)
		return e;
	emit_declared(s, out, c->kind, c->severity, c->codename, c->title);
	emit_members(s, c->restricted, out);
	return OK;
}

/* Every page of an exercise is pretended, for good; what was reported was meant. */
err
need_meant(const struct scene *s, enum room_kind kind)
{
	if (kind == ROOM_EXERCISE && s->room->opened)
		return err_new(s->a, ERR_REFUSED, "This was reported in earnest, and an exercise reaches nobody: dismiss it, if it is nothing, and open the exercise as a room of its own.");
	return OK;
}

err
decide_declare(const struct scene *s, const struct cmd_declare *c, struct outcome *out)
{
	err e;

	if ((e = need_room_open(s)))  return e;
	if (s->room->declared)
		return err_new(s->a, ERR_CONFLICT, "The room is declared already.");
	if ((e = need_some_seat(s, "Declaring a matter")))  return e;
	if ((e = need_meant(s, c->kind)))    return e;
	emit_declared(s, out, c->kind, c->severity, c->codename, c->title);
	return OK;
}

/* What a room that is closed leaves unfinished. */
enum { LEFT_OPEN_MAX = 256 };   /* named in the entry; of more, the first */
struct left_open { i64 v[LEFT_OPEN_MAX]; size_t n, tasks, clocks, measures, objectives, requests, decisions; };

static void
leave_open(struct left_open *l, size_t *count, i64 id)
{
	(*count)++;
	if (l->n < LEFT_OPEN_MAX)
		l->v[l->n++] = id;
}

static struct left_open *
left_open(const struct scene *s)
{
	const struct room *r = s->room;
	struct left_open *l = NEW(s->a, struct left_open, 1);

	for (size_t i = 0; i < r->n_tasks; i++)
		if (r->tasks[i].state != TASK_DONE && r->tasks[i].state != TASK_DROPPED)
			leave_open(l, &l->tasks, r->tasks[i].head.id);
	for (size_t i = 0; i < r->n_clocks; i++)
		if (r->clocks[i].state == CLOCK_RUNNING || r->clocks[i].state == CLOCK_LATE || r->clocks[i].state == CLOCK_PROPOSED ||
		    r->clocks[i].state == CLOCK_WAITING)
			leave_open(l, &l->clocks, r->clocks[i].head.id);
	for (size_t i = 0; i < r->n_measures; i++)
		if (measure_in_force(&r->measures[i]))
			leave_open(l, &l->measures, r->measures[i].head.id);
	for (size_t i = 0; i < r->n_objectives; i++)
		if (r->objectives[i].state == OBJECTIVE_OPEN)
			leave_open(l, &l->objectives, r->objectives[i].head.id);
	for (size_t i = 0; i < r->n_requests; i++)
		if (r->requests[i].answer == 0)
			leave_open(l, &l->requests, r->requests[i].head.id);
	for (size_t i = 0; i < r->n_decisions; i++)
		if (is_left_undecided(&r->decisions[i]))
			leave_open(l, &l->decisions, r->decisions[i].head.id);
	return l;
}

/* "1 task, 2 objectives" */
static str
counted(const struct scene *s, const struct left_open *l)
{
	const struct { size_t n; const char *one, *more; } all[] = {
		{ l->tasks, "task", "tasks" }, { l->clocks, "clock", "clocks" }, { l->measures, "measure in force", "measures in force" },
		{ l->objectives, "objective", "objectives" }, { l->requests, "question", "questions" },
		{ l->decisions, "decision left undecided", "decisions left undecided" },
	};
	str said = STR("");

	for (size_t i = 0; i < countof(all); i++)
		if (all[i].n)
			said = arena_fmt(s->a, "%.*s%s%zu %s", STR_ARG(said), said.n ? ", " : "", all[i].n, all[i].n == 1 ? all[i].one : all[i].more);
	return said;
}

/* While something holds or is owed because of it, or was asked and never decided, it is no false alarm. */
err
need_nothing_holds(const struct scene *s)
{
	const struct left_open *l = left_open(s), holding = { .measures = l->measures, .clocks = l->clocks, .decisions = l->decisions };

	if (l->measures + l->clocks + l->decisions == 0)
		return OK;
	return err_new(s->a, ERR_REFUSED, "Not over yet: %.*s. Lift what holds and drop what is not asked any more, or declare the matter and close it.", STR_ARG(counted(s, &holding)));
}

err
decide_dismiss(const struct scene *s, const struct cmd_dismiss *c, struct outcome *out)
{
	err e;

	if ((e = need_room_open(s)))  return e;
	if (s->room->declared)
		return err_new(s->a, ERR_CONFLICT, "A declared room is closed, not dismissed.");
	if ((e = need_no_decision_open(s)))  return e;
	if ((e = need_some_seat(s, "Dismissing a suspicion")))  return e;
	if ((e = need_nothing_holds(s)))     return e;
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
	if ((e = need_severity(s, c->severity)))  return e;
	emit(out, EV_severity_set)->as.severity_set =
	    (struct ev_severity_set){ c->severity, criterion_of(s, c->severity), c->why };
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
	if ((e = need_phase(s, c->phase)))  return e;
	emit(out, EV_phase_set)->as.phase_set = (struct ev_phase_set){ c->phase, c->why };
	return OK;
}

err
decide_take_command(const struct scene *s, const struct cmd_take_command *c, struct outcome *out)
{
	err e;

	if ((e = need_declared(s)))  return e;
	if (s->room->commander == s->actor.person)
		return err_new(s->a, ERR_CONFLICT, "You are in command already.");
	if ((e = need_commanding(s, s->actor.person)))  return e;
	if (s->room->commander && c->why.n == 0)
		return err_new(s->a, ERR_MALFORMED, "why: somebody else is in command; say why you take it");
	emit(out, EV_command_taken)->as.command_taken.why = c->why;
	return OK;
}

err
decide_close_room(const struct scene *s, const struct cmd_close_room *c, struct outcome *out)
{
	const struct left_open *l;
	err e;

	if ((e = need_declared(s)))          return e;
	if ((e = need_no_decision_open(s)))  return e;
	if ((e = need_closing(s)))           return e;
	l = left_open(s);
	if (l->n && c->why.n == 0)
		return err_new(s->a, ERR_MALFORMED, "why: unfinished: %.*s; say what becomes of %s", STR_ARG(counted(s, l)),
		    l->n == 1 ? "it" : "them");
	emit(out, EV_room_closed)->as.room_closed = (struct ev_room_closed){ .left_open = { l->v, l->n }, .why = c->why };
	return OK;
}

err
decide_reopen_room(const struct scene *s, const struct cmd_reopen_room *c, struct outcome *out)
{
	err e;

	if (s->room->phase != PHASE_CLOSED)
		return err_new(s->a, ERR_CONFLICT, "The room is open.");
	if ((e = need_reopening(s)))
		return e;
	emit(out, EV_room_reopened)->as.room_reopened.why = c->why;
	return OK;
}

/* ---- reactions ---- */

/* From whom command was taken, is told: they did not hand it over. */
void
react_command(const struct scene *s, struct outcome *out)
{
	const struct seat *seat = triage_seat(s->charter);
	const struct room *r = s->room;

	if (seat && r->relieved && r->relieved != r->commander && r->phase != PHASE_CLOSED && room_has_member(r, r->relieved))
		owe_call(s, out, (struct ev_call_owed){ .person = r->relieved, .seat = seat->head.id, .reason = CALL_RELIEVED });
}

/* ---- views ---- */

const struct head *
see_room(const struct seeing *v, i64 id, struct ent_room *out)
{
	const struct room *r = v->room;
	const struct objective *first = room_objective(r);

	(void)id;
	*out = (struct ent_room){
		.id = r->id, .touched = r->head.touched, .codename = r->codename, .kind = r->kind,
		.severity = r->severity, .phase = r->phase, .title = r->title, .hit = r->hit, .since = r->since,
		.objective = first ? first->is.text : (str){ NULL, 0 }, .look_again = r->look_again,
		.look_by = triage_by(v->charter, r), .look_late = r->look_late && room_untriaged(r),
		.watched_because = r->look_again ? r->watched_because : (str){ NULL, 0 }, .key = r->places[0].lh,
		.commander = r->commander, .opened = r->opened, .dismissed = r->dismissed,
		.report_minutes = r->report_minutes, .next_report_at = r->next_report_at, .report_late = r->report_late,
		.tlp = room_tlp(r), .restricted = r->restricted, .whole = true,
	};
	see_links(v, out);
	if (v->audience && !v->audience->whole)         /* what stands on a page, and no more */
		*out = (struct ent_room){ .id = r->id, .touched = r->line, .codename = r->codename,
		    .kind = r->kind, .severity = r->severity, .phase = r->phase, .opened = r->opened, .tlp = room_tlp(r), .dismissed = r->dismissed };
	if (v->audience && v->audience->reported) {
		out->title = r->reported;
		out->hit = r->hit;
		out->since = r->since;
	}
	return &r->head;
}
