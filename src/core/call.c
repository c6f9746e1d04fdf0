/*
 * call -- who must be reached, and when that is over (F4).
 *
 * A call is an obligation in the state (law 9): owed as soon as somebody must
 * answer (owe.c), and over when they know of it or it is not needed any more.
 */
#include "authority.h"
#include "view.h"

bool
same_call(const struct ev_call_owed *x, const struct ev_call_owed *y)
{
	return x->decision == y->decision && x->seat == y->seat && x->person == y->person && x->reason == y->reason &&
	    x->committee == y->committee && x->measure == y->measure && x->clock == y->clock;
}

/* Where it stands which call was the last about the same thing; `none` is of what is about none of these. */
static i64 *
newest_about(const struct room *room, const struct ev_call_owed *of, i64 *none)
{
	struct decision *d = FIND(room, decisions, of->decision);
	struct clock *c = FIND(room, clocks, of->clock);
	struct measure *m = FIND(room, measures, of->measure);
	struct committee *x = FIND(room, committees, of->committee);

	return d ? &d->call : c ? &c->call : m ? &m->call : x ? &x->call : none;
}

const struct call *
newest_call(const struct room *room, const struct ev_call_owed *about)
{
	i64 none = room->call;

	return FIND(room, calls, *newest_about(room, about, &none));
}

const struct call *
call_of(const struct room *room, const struct ev_call_owed *of)
{
	const struct call *call = newest_call(room, of);

	while (call && !same_call(&call->is, of))
		call = FIND(room, calls, call->before);
	return call;
}

/* The newest entry by which it is asked anew: an option was put up; what they asked for first is settled; a condition was stated. */
static i64
asked_by(const struct room *room, const struct decision *d, const struct ev_call_owed *of)
{
	enum call_on on = call_terms(of->reason).on;
	i64 by = d->put_up;

	for (size_t i = 0; i < room->n_answers && (on == ON_answer || on == ON_condition); i++) {
		const struct answer *a = &room->answers[i];

		if (a->option != d->option || a->seat != of->seat)
			continue;
		if (on == ON_answer && a->person == of->person)
			by = later_of(by, a->over);
		if (on == ON_condition && a->kind == ANSWER_CONDITION)
			by = later_of(by, a->head.id);
	}
	return by;
}

/* Whoever is asked for an answer is called anew, who is called for a clock when it is timed, who is to look at a suspicion when that begins again, who lost command when they do again; other calls are for good. */
bool
is_asked_anew(const struct room *room, const struct call *call)
{
	const struct decision *d = FIND(room, decisions, call->is.decision);
	const struct clock *c = FIND(room, clocks, call->is.clock);

	if (call_terms(call->is.reason).asked != ASKED_ANEW)
		return false;
	if (call_terms(call->is.reason).on == ON_suspicion)
		return call->head.id < room->to_look;
	if (call_terms(call->is.reason).on == ON_command)
		return call->is.person == room->relieved && call->head.id < room->relieved_by;
	return call->head.id < (d ? asked_by(room, d, &call->is) : c ? c->timed : 0);
}

bool
call_is_owed(const struct room *room, const struct ev_call_owed *of)
{
	const struct call *before = call_of(room, of);

	return before && !is_asked_anew(room, before);
}

/* Wanted until it is confirmed, though they know of it. */
static bool
is_by_voice(const struct call *call)
{
	enum call_on on = call_terms(call->is.reason).on;

	return on == ON_confirmation || on == ON_doubt;
}

/* Does somebody of that seat say so, of what is put up? */
static bool
stands(const struct room *room, const struct decision *d, i64 seat, enum answer_kind kind)
{
	for (size_t i = 0; i < room->n_answers; i++) {
		const struct answer *a = &room->answers[i];

		if (a->option == d->option && a->seat == seat && a->kind == kind && !a->void_ && a->over == 0)
			return true;
	}
	return false;
}

bool
call_is_over(const struct room *room, const struct call *call)
{
	const struct decision *d = FIND(room, decisions, call->is.decision);
	const struct committee *c = FIND(room, committees, call->is.committee);
	const struct measure *m = FIND(room, measures, call->is.measure);
	const struct clock *clock = FIND(room, clocks, call->is.clock);

	switch (call_terms(call->is.reason).on) {
	case ON_answer:
	case ON_decision:     return d == NULL || d->state != DECISION_OPEN || is_asked_anew(room, call);
	case ON_objection:    return d == NULL || d->state != DECISION_OPEN || is_asked_anew(room, call) || !stands(room, d, call->is.seat, ANSWER_OBJECT);
	case ON_condition:    return d == NULL || d->state != DECISION_OPEN || is_asked_anew(room, call) || !stands(room, d, call->is.seat, ANSWER_CONDITION);
	case ON_outcome:      return d == NULL || d->state != DECISION_TAKEN;
	case ON_undecided:    return d == NULL || !is_left_undecided(d);
	case ON_committee:    return c == NULL || c->over || c != &room->committees[room->n_committees - 1];
	case ON_command:      return call->is.person == room->commander || is_asked_anew(room, call);
	case ON_ordered:      return m == NULL || m->state != MEASURE_ORDERED;
	case ON_measure:      return m == NULL || !measure_in_force(m);
	case ON_drill:        return drill_over(room, call);
	case ON_confirmation:
	case ON_doubt:        return call_by_voice_is_over(room, &call->is);
	case ON_suspicion:    return !room_untriaged(room) || is_asked_anew(room, call);
	case ON_clock:        return clock == NULL || !clock_calls(clock) || is_asked_anew(room, call);
	case ON_door:         return !door_is_wanted(room, &call->is);
	case ON_nothing:      break;
	}
	return false;
}

i64
asked_in(const struct room *room, i64 person)
{
	for (size_t i = 0; i < room->n_calls; i++) {
		const struct call *call = &room->calls[i];

		if (call->is.person == person && call_terms(call->is.reason).on == ON_answer && !call_is_over(room, call))
			return call->is.decision;
	}
	return 0;
}

/* Of what has no end by itself nobody is held who says that they know. */
static bool
is_let_go(const struct call *call)
{
	enum call_on on = call_terms(call->is.reason).on;

	return on == ON_nothing || (call->own && (on == ON_command || on == ON_outcome || on == ON_undecided));
}

const struct call *
call_that_holds(const struct room *room, i64 person)
{
	for (size_t i = 0; i < room->n_calls; i++) {
		const struct call *call = &room->calls[i];

		if (call->is.person == person && !is_let_go(call) && (room->phase != PHASE_CLOSED || call->is.clock) && !call_is_over(room, call))
			return call;
	}
	return NULL;
}

i64
call_needed_by(const struct charter *charter, const struct room *room, const struct call *call)
{
	const struct decision *d = FIND(room, decisions, call->is.decision);
	const struct committee *c = FIND(room, committees, call->is.committee);
	const struct measure *m = FIND(room, measures, call->is.measure);
	const struct clock *clock = FIND(room, clocks, call->is.clock);
	const struct drill *drill = drill_running(room);

	switch (call_terms(call->is.reason).on) {
	case ON_answer:
	case ON_objection:
	case ON_condition:
	case ON_decision:     return d ? d->deadline : 0;
	case ON_committee:    return c ? c->is.by : 0;
	case ON_ordered:      return m ? measure_wanted_by(room, m) : 0;
	case ON_measure:      return m ? m->expires : 0;
	case ON_drill:        return drill ? drill->is.until : 0;
	case ON_confirmation: return call_confirm_by(room, &call->is);
	case ON_clock:        return clock ? clock->deadline : 0;
	case ON_door:         return d ? d->deadline : c ? c->is.by : clock ? clock->deadline : triage_by(charter, room);
	case ON_suspicion:    return triage_by(charter, room);
	case ON_outcome:
	case ON_undecided:
	case ON_doubt:
	case ON_command:
	case ON_nothing:      break;
	}
	return 0;
}

/* ---- folds ---- */

/* How many were called, and answered, is told with the drill. */
static void
touch_drill(struct room *room, const struct entry *e)
{
	struct drill *d = room->n_drills ? &room->drills[room->n_drills - 1] : NULL;

	if (d && d->ended == 0)
		touch(room, ENT_drill, &d->head, e);
}

void
fold_call_owed(struct room *room, const struct entry *e, const struct ev_call_owed *p)
{
	struct call *call = ADD(room, calls);
	struct decision *d = FIND(room, decisions, p->decision);
	struct clock *c = FIND(room, clocks, p->clock);
	i64 *newest = newest_about(room, p, &room->call);

	if (d && p->reason == CALL_INFORMED)
		d->told++;
	call->is = *p;
	call->before = *newest;
	*newest = e->seq;
	call->at = e->at;
	touch(room, ENT_call, &call->head, e);
	touch_drill(room, e);
	if (c)                          /* it waits for one more */
		touch(room, ENT_clock, &c->head, e);
}

void
end_calls(struct room *room, i64 what, const struct entry *e)
{
	for (size_t i = 0; i < room->n_calls; i++) {
		struct call *call = &room->calls[i];

		if ((call->is.decision == what || call->is.committee == what || call->is.measure == what || call->is.clock == what) && call->is.reason != CALL_INFORMED &&
		    (!call->own || is_by_voice(call)))
			touch(room, ENT_call, &call->head, e);
	}
}

void
end_calls_on(struct room *room, enum call_on on, const struct entry *e)
{
	for (size_t i = 0; i < room->n_calls; i++)
		if (call_terms(room->calls[i].is.reason).on == on || call_terms(room->calls[i].is.reason).on == ON_door)
			touch(room, ENT_call, &room->calls[i].head, e);
}

void
touch_call(struct room *room, struct call *call, const struct entry *e)
{
	struct decision *d = FIND(room, decisions, call->is.decision);
	struct clock *c = FIND(room, clocks, call->is.clock);

	touch(room, ENT_call, &call->head, e);
	touch_drill(room, e);
	if (d)                          /* what comes next may be another thing now */
		touch(room, ENT_decision, &d->head, e);
	if (c)
		touch(room, ENT_clock, &c->head, e);
}

void
fold_advice_given(struct room *room, const struct entry *e, const struct ev_advice_given *p)
{
	struct advice *x = ADD(room, advices);

	x->is = *p;
	x->person = e->by.person;
	x->at = e->at;
	touch(room, ENT_advice, &x->head, e);
	for (size_t i = 0; i < room->n_calls; i++) {
		struct call *call = &room->calls[i];

		if (call->is.decision == p->decision && call->is.seat == p->seat && call->is.reason == CALL_ADVICE && !call->own) {
			call_known(call, e);
			call->own = true;
			touch(room, ENT_call, &call->head, e);
		}
	}
}

/* ---- decides ---- */

err
need_call(const struct scene *s, i64 id, const struct call **out)
{
	if ((*out = FIND(s->room, calls, id)) == NULL)
		return no_such(s, "call", id);
	if (call_is_over(s->room, *out))
		return err_new(s->a, ERR_CONFLICT, "It is over; nobody need be called for it any more.");
	return OK;
}

bool
was_asked_for_advice(const struct room *room, const struct decision *d, i64 seat, i64 person)
{
	return call_of(room, &(struct ev_call_owed){ person, seat, d->head.id, CALL_ADVICE, 0, 0, 0 }) != NULL;
}

err
decide_give_advice(const struct scene *s, const struct cmd_give_advice *c, struct outcome *out)
{
	const struct decision *d = FIND(s->room, decisions, c->decision);
	err e;

	if (d == NULL)
		return no_such(s, "decision", c->decision);
	if (!refs_have(concerned_in(s->a, s->charter, d).consulted, c->seat))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "The rule does not consult that seat; say it in the room.");
	if (!may_sit(s->charter, s->room, d, c->seat, s->actor.person, 0) && !was_asked_for_advice(s->room, d, c->seat, s->actor.person))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You do not speak for %.*s.", STR_ARG(seat_title(s->charter, c->seat)));
	if ((e = need_decision_open(s, c->decision, &d)))
		return e;
	emit(out, EV_advice_given)->as.advice_given = (struct ev_advice_given){ c->decision, c->seat, c->text };
	return OK;
}

/* ---- views ---- */

const struct head *
see_advice(const struct seeing *v, i64 id, struct ent_advice *out)
{
	const struct advice *x = FIND(v->room, advices, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_advice){ ID(x), .decision = x->is.decision, .seat = x->is.seat, .person = x->person, .at = x->at, .text = x->is.text };
	return &x->head;
}

const struct head *
see_call(const struct seeing *v, i64 id, struct ent_call *out)
{
	const struct call *call = FIND(v->room, calls, id);

	if (call == NULL)
		return NULL;
	*out = (struct ent_call){
		ID(call), .person = call->is.person, .seat = call->is.seat, .decision = call->is.decision, .committee = call->is.committee,
		.measure = call->is.measure, .clock = call->is.clock, .reason = call->is.reason, .owed = call->at, .acknowledged = call->acknowledged, .own = call->own, .known = call->known,
		.over = call_is_over(v->room, call), .ways = ways_tried(call),
	};
	return &call->head;
}
