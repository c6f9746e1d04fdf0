/*
 * call -- how it was tried to reach somebody, and when that is over (F4).
 *
 * A call is an obligation in the state (law 9): owed as soon as somebody must
 * answer (owe.c), and over when they know of it or it is not needed any more.
 */
#include "authority.h"
#include "duty.h"
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

static int
bits(unsigned of)
{
	int n = 0;

	for (; of; of &= of - 1)
		n++;
	return n;
}

int
ways_tried(const struct call *call)
{
	return bits(call->tried);
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

static void
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

/* From here on whoever was called knows of it. */
static void
know(struct call *call, const struct entry *e)
{
	if (!call->acknowledged)
		call->known = e->at;
	call->acknowledged = true;
}

/* It counts as really made from then on; what could not be delivered was no call. */
static void
note_made(struct call *call, const struct entry *e, bool known)
{
	if (call->made == 0 && (known || bits(call->came) >= CALL_WAYS))
		call->made = e->at;
}

/* Who asks for an answer, or acted alone. */
static bool
is_asker(const struct room *room, const struct decision *d, i64 person)
{
	const struct answer *alone = d ? FIND(room, answers, d->alone_by) : NULL;

	return d && (has_asked_for(d, person) || (alone && alone->person == person));
}

/* On whose word nobody knows of it: whose doing it is that they are called. */
static bool
is_no_witness(const struct room *room, const struct call *call, i64 person)
{
	const struct decision *d = FIND(room, decisions, call->is.decision);
	const struct drill *drill = drill_running(room);

	switch (call_terms(call->is.reason).on) {
	case ON_suspicion:    return person == room->opener;
	case ON_drill:        return drill && person == drill->person;
	case ON_confirmation:
	case ON_doubt:        return is_asker(room, d, person) || (d && has_heard(room, d, person));
	case ON_answer:
	case ON_decision:
	case ON_objection:
	case ON_condition:
	case ON_outcome:
	case ON_undecided:
	case ON_nothing:
	case ON_door:         return is_asker(room, d, person);
	case ON_committee:
	case ON_ordered:
	case ON_measure:
	case ON_clock:        return true;      /* the charter asks for these, or what was decided: they end when it is done, and meanwhile wait for no word but their own */
	case ON_command:      break;    /* who took it does not say so at all (need_may_log) */
	}
	return false;
}

/* Two ways so soon after each other were one attempt. */
static bool
is_too_soon(const struct call *call, enum call_channel channel, i64 at)
{
	return call->logged && at < call->logged + BETWEEN_WAYS && !(call->tried >> channel & 1);
}

/* Does what people log of a call hold anything up, or, of a call to answer, pass anybody over (B4)? */
static bool
counts(const struct room *room, const struct call *call, const struct ev_call_tried *p, const struct entry *e)
{
	bool reached = p->result == CALL_REACHED, to_answer = call_terms(call->is.reason).on == ON_answer;

	if ((reached || to_answer) && e->by.person && is_no_witness(room, call, e->by.person))
		return false;
	return reached || !to_answer || !is_too_soon(call, p->channel, e->at);
}

static void
try(struct call *call, enum call_channel channel, bool came)
{
	call->tried |= 1u << channel;
	call->came |= came ? 1u << channel : 0;
}

static void
note_try(struct call *call, const struct ev_call_tried *p, const struct entry *e)
{
	if (p->result == CALL_REACHED) {
		know(call, e);
	} else {
		call->logged = call->tried >> p->channel & 1 ? call->logged : e->at;
		try(call, p->channel, p->result != CALL_FAILED);
	}
	note_made(call, e, p->result == CALL_REACHED);
}

void
fold_call_tried(struct room *room, const struct entry *e, const struct ev_call_tried *p)
{
	struct call_try *x = ADD(room, call_tries);
	struct call *call = FIND(room, calls, p->call);

	x->is = *p;
	x->person = e->by.person;
	x->at = e->at;
	touch(room, ENT_call_try, &x->head, e);
	if (counts(room, call, p, e))
		note_try(call, p, e);
	touch_call(room, call, e);
}

void
call_tried_in_vain(struct room *room, struct call *call, enum call_channel channel, const struct entry *e)
{
	try(call, channel, true);
	note_made(call, e, false);
	touch_call(room, call, e);
}

void
fold_call_acknowledged(struct room *room, const struct entry *e, const struct ev_call_acknowledged *p)
{
	struct call *call = FIND(room, calls, p->call);

	know(call, e);
	call->own = true;
	note_made(call, e, true);
	touch_call(room, call, e);
	if (call->is.reason == CALL_ANSWER)
		shows_up(room, e, call->is.seat);
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
			know(call, e);
			call->own = true;
			touch(room, ENT_call, &call->head, e);
		}
	}
}

/* ---- decides ---- */

static err
need_call(const struct scene *s, i64 id, const struct call **out)
{
	if ((*out = FIND(s->room, calls, id)) == NULL)
		return no_such(s, "call", id);
	if (call_is_over(s->room, *out))
		return err_new(s->a, ERR_CONFLICT, "It is over; nobody need be called for it any more.");
	return OK;
}

/* Silence is not said of oneself, nor by who stands in for it; nor that they know, by who commands in their place. */
err
need_may_log(const struct scene *s, const struct call *call, enum call_result result)
{
	const struct seat *seat = charter_seat(s->charter, call->is.seat);

	if (call->is.person == s->actor.person)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "It is you who was called: say that you know of it, or answer.");
	if (result == CALL_REACHED && call_terms(call->is.reason).on == ON_command && s->actor.person == s->room->commander)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You command in their place: that they know of it, they say, or somebody else who reached them.");
	if (result == CALL_REACHED || call_terms(call->is.reason).on != ON_answer || seat == NULL || !refs_have(seat->is.deputies, s->actor.person))
		return OK;
	return err_new(s->a, ERR_NOT_YOUR_CALL, "You stand in for %.*s if nobody is reached; let somebody else say that they called in vain.",
	    STR_ARG(seat_title(s->charter, call->is.seat)));
}

err
decide_log_call(const struct scene *s, const struct cmd_log_call *c, struct outcome *out)
{
	const struct call *call;
	err e;

	if ((e = need_call(s, c->call, &call)))
		return e;
	if (c->channel == BY_PUSH)
		return err_new(s->a, ERR_REFUSED, "Pushes are the server's; what came of each stands with it.");
	if ((e = need_may_log(s, call, c->result)))
		return e;
	emit(out, EV_call_tried)->as.call_tried = (struct ev_call_tried){ c->call, c->channel, c->result, c->note };
	return OK;
}

err
decide_acknowledge_call(const struct scene *s, const struct cmd_acknowledge_call *c, struct outcome *out)
{
	const struct call *call;
	err e;

	if ((e = need_call(s, c->call, &call)))
		return e;
	if (call->is.person != s->actor.person)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "Somebody else was called; if you reached them, say so.");
	if (call->own)
		return err_new(s->a, ERR_CONFLICT, "You know of it already.");
	emit(out, EV_call_acknowledged)->as.call_acknowledged.call = c->call;
	return OK;
}

err
decide_acknowledge_page(const struct scene *s, const struct cmd_acknowledge_page *c, struct outcome *out)
{
	const struct call_page *page = FIND(s->room, pages, c->page);

	if (page == NULL)
		return no_such(s, "page", c->page);
	if (page->is.person != s->actor.person)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "That page was for somebody else.");
	for (size_t i = 0; i < page->is.calls.n; i++) {
		const struct call *call = FIND(s->room, calls, page->is.calls.v[i]);

		if (call && !call->own && !call_is_over(s->room, call))
			emit(out, EV_call_acknowledged)->as.call_acknowledged.call = call->head.id;
	}
	return out->n ? OK : err_new(s->a, ERR_CONFLICT, "You know of it already, or it is over.");
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
	const struct rec_rule_terms *rule;
	err e;

	if (d == NULL)
		return no_such(s, "decision", c->decision);
	rule = rule_of(s->charter, d);
	if (rule == NULL || !refs_have(rule->consulted, c->seat))
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

const struct head *
see_call_try(const struct seeing *v, i64 id, struct ent_call_try *out)
{
	const struct call_try *x = FIND(v->room, call_tries, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_call_try){ ID(x), .call = x->is.call, .person = x->person, .at = x->at,
	    .channel = x->is.channel, .result = x->is.result, .note = x->is.note };
	return &x->head;
}
