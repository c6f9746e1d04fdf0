/*
 * committee -- who is called together when a matter is that severe (C3).
 *
 * The charter's criteria of a severity name the seats, and how soon they are
 * to meet.  While it has not met, it is one committee however the severity
 * moves: raised, it keeps who knows of it and its hour, unless the new one is
 * sooner, and calls those seats besides; lowered, it goes on as it was called,
 * for else whoever moves the severity could keep it from ever being late.  A
 * severity that calls nobody calls it off.  Whoever is away, was called in two ways in vain, or has not said
 * for a third of that time that they know, is followed by the next deputy of
 * the seat.  After two thirds whoever commands is called, if a seat is silent;
 * when the time is over and it has not met, it is late: whoever commands is
 * called, and the next authority of whoever would declare the matter.
 */
#include "owe.h"
#include "duty.h"
#include "view.h"

static const struct rec_criterion_terms *
criterion_of(const struct charter *c, const struct committee *of)
{
	return &((const struct criterion *)FIND(c, criteria, of->is.criterion))->is;
}

static const struct committee *
last_committee(const struct room *room)
{
	return room->n_committees ? &room->committees[room->n_committees - 1] : NULL;
}

static const struct committee *
committee_now(const struct room *room)
{
	const struct committee *last = last_committee(room);

	return last && !last->over && room->phase != PHASE_CLOSED ? last : NULL;
}

/* ---- folds ---- */

void
fold_committee_called(struct room *room, const struct entry *e, const struct ev_committee_called *p)
{
	struct committee *x;

	if (room->n_committees)         /* another follows it */
		end_calls(room, room->committees[room->n_committees - 1].head.id, e);
	x = ADD(room, committees);
	x->is = *p;
	x->at = x->raised = e->at;
	touch(room, ENT_committee, &x->head, e);
}

void
fold_committee_raised(struct room *room, const struct entry *e, const struct ev_committee_raised *p)
{
	struct committee *x = FIND(room, committees, p->committee);

	x->is = (struct ev_committee_called){ p->criterion, p->by };
	x->raised = e->at;
	touch(room, ENT_committee, &x->head, e);
}

void
fold_committee_met(struct room *room, const struct entry *e, const struct ev_committee_met *p)
{
	struct committee *x = FIND(room, committees, p->committee);

	x->met = e->at;
	x->over = true;
	x->present = p->present;
	touch(room, ENT_committee, &x->head, e);
	end_calls(room, p->committee, e);
}

void
fold_committee_late(struct room *room, const struct entry *e, const struct ev_committee_late *p)
{
	struct committee *x = FIND(room, committees, p->committee);

	x->late = true;
	touch(room, ENT_committee, &x->head, e);
}

void
fold_committee_called_off(struct room *room, const struct entry *e, const struct ev_committee_called_off *p)
{
	struct committee *x = FIND(room, committees, p->committee);

	x->over = true;
	touch(room, ENT_committee, &x->head, e);
	end_calls(room, p->committee, e);
}

/* ---- decides ---- */

bool
is_of_committee(const struct room *room, i64 committee, i64 person)
{
	return called_to(room, &(struct ev_call_owed){ .reason = CALL_CONVENE, .committee = committee }, person) != NULL;
}

/* With that it is said for all of them that nobody need come any more. */
static err
need_of_committee(const struct scene *s, const struct committee *committee)
{
	if (keeps_record(s) || is_of_committee(s->room, committee->head.id, s->actor.person))
		return OK;
	return err_new(s->a, ERR_NOT_YOUR_CALL, "That the committee has met is said by whoever was called to it, by the scribe, or by whoever commands the room.");
}

static err
need_some_called(const struct scene *s, const struct committee *committee, struct refs present)
{
	for (size_t i = 0; i < present.n; i++)
		if (is_of_committee(s->room, committee->head.id, present.v[i]))
			return OK;
	return err_new(s->a, ERR_REFUSED, "present: nobody of them was called to the committee; it has met when somebody of it has.");
}

err
decide_committee_met(const struct scene *s, const struct cmd_committee_met *c, struct outcome *out)
{
	const struct committee *now = committee_now(s->room);
	err e;

	if ((e = need_some_seat(s, "Saying that the committee has met")))
		return e;
	if ((e = need_room_open(s)))
		return e;
	if (now == NULL)
		return err_new(s->a, ERR_CONFLICT, "No committee is called here, or it has met.");
	if ((e = need_of_committee(s, now)))
		return e;
	if ((e = need_each_once(s, c->present, "Person")))
		return e;
	for (size_t i = 0; i < c->present.n; i++)
		if ((e = need_person(s, c->present.v[i])))
			return e;
	if (c->present.n == 0)
		return err_new(s->a, ERR_MALFORMED, "present: say who was there");
	if ((e = need_some_called(s, now, c->present)))
		return e;
	emit(out, EV_committee_met)->as.committee_met = (struct ev_committee_met){ now->head.id, c->present };
	return OK;
}

/* ---- reactions ---- */

static struct rungs
rungs_of(const struct committee *committee)
{
	return rungs(committee->raised, committee->is.by);
}

static struct ev_call_owed
to_come(const struct committee *committee)
{
	return (struct ev_call_owed){ .reason = CALL_CONVENE, .committee = committee->head.id };
}

/* Who of that seat is to be called next, and from when on. */
static i64
next_of_seat(const struct scene *s, const struct committee *committee, const struct seat *seat, i64 *at)
{
	struct ev_call_owed to = to_come(committee);

	return next_in_line(s, seat, &to, rungs_of(committee).patience, at);
}

/* Whoever commands is to see that it meets. */
static struct ev_call_owed
to_convene(const struct scene *s, const struct committee *committee)
{
	return (struct ev_call_owed){ in_charge(s->room), criterion_of(s->charter, committee)->calls.v[0], 0,
		CALL_UNMET, committee->head.id, 0, 0 };
}

/* When they are called, as a seat is silent; 0: every seat has somebody who knows, it has all the time there is, or they are called. */
static i64
silent_at(const struct scene *s, const struct committee *committee)
{
	const struct rec_criterion_terms *terms = criterion_of(s->charter, committee);
	struct ev_call_owed to = to_come(committee), unmet = to_convene(s, committee);
	i64 at = 0;

	for (size_t i = 0; i < terms->calls.n && !called_to(s->room, &unmet, unmet.person); i++) {
		const struct seat *seat = charter_seat(s->charter, terms->calls.v[i]);

		at = sooner(at, seat ? line_silent_at(s, seat, &to, rungs_of(committee)) : 0);
	}
	return at;
}

/* In one seat of theirs: which seat that is may be another since the severity rose. */
static void
call_once(const struct scene *s, struct outcome *out, struct ev_call_owed call)
{
	if (!is_called_to(s->room, out, &call))
		owe_call(s, out, call);
}

static void
call_for_unmet(const struct scene *s, const struct committee *committee, struct outcome *out)
{
	const struct seat *above = above_triage(s->charter);
	struct ev_call_owed call = to_convene(s, committee);

	if (has_come(s, silent_at(s, committee)) || committee->late)
		call_once(s, out, call);
	for (size_t i = 0; committee->late && above && i < above->is.holders.n; i++) {
		call.person = above->is.holders.v[i];
		call_once(s, out, call);
	}
}

static bool
is_more_severe(const struct scene *s, const struct criterion *criterion, const struct committee *than)
{
	return criterion->is.severity < criterion_of(s->charter, than)->severity;
}

/* Not yet; or the last was called off, or met for less, or met and since then the severity rose or the room was reopened. */
static bool
must_be_called(const struct scene *s, const struct criterion *criterion)
{
	const struct committee *last = last_committee(s->room);

	return last == NULL || (last->over && (last->met == 0 || last->anew || is_more_severe(s, criterion, last)));
}

/* One that was called and did not meet, for a room that is closed, or so little severe now that nobody is called. */
static bool
must_be_called_off(const struct scene *s, const struct criterion *criterion)
{
	const struct committee *last = last_committee(s->room);
	bool calls = criterion && criterion->is.calls.n;

	return last && !last->over && (s->room->phase == PHASE_CLOSED || (!calls && s->room->severity > criterion_of(s->charter, last)->severity));
}

/* Its hour by these criteria, counted from now; one that did not meet yet keeps the hour that it had, where that is sooner: though
 * it was called off, for its hour would else begin anew with each move of the severity. */
static i64
hour_by(const struct scene *s, const struct criterion *criterion)
{
	const struct committee *last = last_committee(s->room);
	i64 by = criterion->is.committee_within ? s->now + criterion->is.committee_within * SECOND : 0;

	return last && last->met == 0 && (!last->over || last->is.by > s->now) ? sooner(by, last->is.by) : by;
}

/* What becomes of it as the severity moves, or as its hour has come; false: nothing. */
static bool
move_committee(const struct scene *s, struct outcome *out)
{
	const struct committee *now = committee_now(s->room);
	const struct criterion *criterion = FIND(s->charter, criteria, s->room->criterion);
	bool calls = criterion && criterion->is.calls.n && s->room->phase != PHASE_CLOSED;

	if (out->n >= LIMIT_OUTCOME)
		return false;
	if (must_be_called_off(s, criterion))
		emit(out, EV_committee_called_off)->as.committee_called_off.committee = last_committee(s->room)->head.id;
	else if (calls && must_be_called(s, criterion))
		emit(out, EV_committee_called)->as.committee_called = (struct ev_committee_called){ criterion->head.id, hour_by(s, criterion) };
	else if (calls && now && is_more_severe(s, criterion, now))
		emit(out, EV_committee_raised)->as.committee_raised = (struct ev_committee_raised){ now->head.id, criterion->head.id, hour_by(s, criterion) };
	else if (now && !now->late && has_come(s, now->is.by))
		emit(out, EV_committee_late)->as.committee_late.committee = now->head.id;
	else
		return false;
	return true;
}

void
react_committee(const struct scene *s, struct outcome *out)
{
	const struct committee *now = committee_now(s->room);
	i64 at;

	if (move_committee(s, out))
		return;
	for (size_t i = 0; now && i < criterion_of(s->charter, now)->calls.n; i++) {
		const struct seat *seat = charter_seat(s->charter, criterion_of(s->charter, now)->calls.v[i]);
		i64 person = seat ? next_of_seat(s, now, seat, &at) : 0;

		struct ev_call_owed call = { person, criterion_of(s->charter, now)->calls.v[i], 0, CALL_CONVENE, now->head.id, 0, 0 };

		if (person && s->now >= at)
			call_once(s, out, call);
	}
	if (now)
		call_for_unmet(s, now, out);
}

i64
committee_due(const struct scene *s)
{
	const struct committee *now = committee_now(s->room);
	i64 at, due = now && !now->late ? now->is.by : 0;

	if (now)
		due = sooner(due, silent_at(s, now));
	for (size_t i = 0; now && i < criterion_of(s->charter, now)->calls.n; i++) {
		const struct seat *seat = charter_seat(s->charter, criterion_of(s->charter, now)->calls.v[i]);

		if (seat && next_of_seat(s, now, seat, &at))
			due = sooner(due, at);
	}
	return due;
}

/* ---- views ---- */

const struct head *
see_committee(const struct seeing *v, i64 id, struct ent_committee *out)
{
	const struct committee *x = FIND(v->room, committees, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_committee){ ID(x), .severity = criterion_of(v->charter, x)->severity, .called = x->at, .by = x->is.by,
	    .met = x->met, .called_off = x->over && x->met == 0, .late = x->late && !x->over, .present = x->present };
	return &x->head;
}
