/*
 * call -- who must be reached, and how that was tried (F4).
 *
 * A call is an obligation in the state (law 9): owed as soon as somebody must
 * answer, and over when they know of it or it is not needed any more.  Whoever
 * is called to a decision is let into its room.
 */
#include "authority.h"
#include "delegation.h"
#include "duty.h"
#include "view.h"

static bool
same_call(const struct ev_call_owed *x, const struct ev_call_owed *y)
{
	return x->decision == y->decision && x->seat == y->seat && x->person == y->person && x->reason == y->reason &&
	    x->committee == y->committee && x->measure == y->measure && x->clock == y->clock;
}

const struct call *
call_of(const struct room *room, const struct ev_call_owed *of)
{
	const struct decision *d = FIND(room, decisions, of->decision);
	const struct clock *c = FIND(room, clocks, of->clock);
	const struct call *call = FIND(room, calls, d ? d->call : c ? c->call : room->call);

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

/* Whoever is asked for an answer is called anew, who is called for a clock when it is timed, who is to look at a suspicion when that begins again; other calls are for good. */
static bool
is_asked_anew(const struct room *room, const struct call *call)
{
	const struct decision *d = FIND(room, decisions, call->is.decision);
	const struct clock *c = FIND(room, clocks, call->is.clock);

	if (call_terms(call->is.reason).asked != ASKED_ANEW)
		return false;
	if (call_terms(call->is.reason).on == ON_suspicion)
		return call->head.id < room->to_look;
	return call->head.id < (d ? asked_by(room, d, &call->is) : c ? c->timed : 0);
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
	case ON_measure:      return m == NULL || !measure_in_force(m);
	case ON_drill:        return drill_over(room, call);
	case ON_confirmation:
	case ON_doubt:        return call_by_voice_is_over(room, &call->is);
	case ON_suspicion:    return !room_untriaged(room) || is_asked_anew(room, call);
	case ON_clock:        return clock == NULL || !clock_calls(clock) || is_asked_anew(room, call);
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

i64
call_needed_by(const struct room *room, const struct call *call)
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
	case ON_measure:      return m ? m->expires : 0;
	case ON_drill:        return drill ? drill->is.until : 0;
	case ON_confirmation: return call_confirm_by(room, &call->is);
	case ON_clock:        return clock ? clock->deadline : 0;
	case ON_outcome:
	case ON_undecided:
	case ON_doubt:
	case ON_suspicion:
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
	i64 *newest = d ? &d->call : c ? &c->call : &room->call;

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
		    (!call->acknowledged || is_by_voice(call)))
			touch(room, ENT_call, &call->head, e);
	}
}

void
end_calls_on(struct room *room, enum call_on on, const struct entry *e)
{
	for (size_t i = 0; i < room->n_calls; i++)
		if (call_terms(room->calls[i].is.reason).on == on)
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

/* Whoever asks for something is not the one on whose word somebody was called for it in vain, or knows of it. */
static bool
is_askers_word(const struct room *room, const struct call *call, const struct entry *e)
{
	const struct decision *d = FIND(room, decisions, call->is.decision);

	return d && e->by.person && (e->by.person == d->person || e->by.person == d->put_up_by);
}

/* Two ways so soon after each other were one attempt. */
static bool
is_too_soon(const struct call *call, enum call_channel channel, i64 at)
{
	return call->logged && at < call->logged + BETWEEN_WAYS && !(call->tried >> channel & 1);
}

/* Does what people log of a call to answer pass anybody over (B4)? */
static bool
counts(const struct room *room, const struct call *call, const struct ev_call_tried *p, const struct entry *e)
{
	if (call_terms(call->is.reason).on != ON_answer)
		return true;
	return !is_askers_word(room, call, e) && (p->result == CALL_REACHED || !is_too_soon(call, p->channel, e->at));
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

		if (call->is.decision == p->decision && call->is.seat == p->seat && call->is.reason == CALL_ADVICE && !call->acknowledged) {
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

/* Silence is not said of oneself, nor by who stands in for it. */
err
need_may_log(const struct scene *s, const struct call *call, enum call_result result)
{
	const struct seat *seat = charter_seat(s->charter, call->is.seat);

	if (call->is.person == s->actor.person)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "It is you who was called: say that you know of it, or answer.");
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
	if (call->acknowledged)
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

		if (call && !call->acknowledged && !call_is_over(s->room, call))
			emit(out, EV_call_acknowledged)->as.call_acknowledged.call = call->head.id;
	}
	return out->n ? OK : err_new(s->a, ERR_CONFLICT, "You know of it already, or it is over.");
}

static bool
was_asked_for_advice(const struct room *room, const struct decision *d, i64 seat, i64 person)
{
	return call_of(room, &(struct ev_call_owed){ person, seat, d->head.id, CALL_ADVICE, 0, 0, 0 }) != NULL;
}

err
decide_give_advice(const struct scene *s, const struct cmd_give_advice *c, struct outcome *out)
{
	const struct decision *d;
	const struct rec_rule_terms *rule;
	err e;

	if ((e = need_decision_open(s, c->decision, &d)))
		return e;
	rule = rule_of(s->charter, d);
	if (rule == NULL || !refs_have(rule->consulted, c->seat))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "The rule does not consult that seat; say it in the room.");
	if (!may_sit(s->charter, s->room, d, c->seat, s->actor.person, 0) && !was_asked_for_advice(s->room, d, c->seat, s->actor.person))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You do not speak for %.*s.", STR_ARG(seat_title(s->charter, c->seat)));
	emit(out, EV_advice_given)->as.advice_given = (struct ev_advice_given){ c->decision, c->seat, c->text };
	return OK;
}

/* ---- reactions ---- */

/* In this very turn: is it owed already, is the person let in already? */
static void
look_back(const struct outcome *out, const struct ev_call_owed *call, bool *owed, bool *let_in)
{
	for (size_t i = 0; i < out->n; i++) {
		*owed |= out->v[i].kind == EV_call_owed && same_call(&out->v[i].as.call_owed, call);
		*let_in |= out->v[i].kind == EV_member_added && out->v[i].as.member_added.person == call->person;
	}
}

bool
call_is_owed(const struct room *room, const struct ev_call_owed *of)
{
	const struct call *before = call_of(room, of);

	return before && !is_asked_anew(room, before);
}

void
owe_call(const struct scene *s, struct outcome *out, struct ev_call_owed call)
{
	bool owed = call_is_owed(s->room, &call), let_in = room_has_member(s->room, call.person);

	look_back(out, &call, &owed, &let_in);
	if (out->n + 2 > LIMIT_OUTCOME || owed || label_keeps_out(s->charter, s->room, call.person))
		return;
	if (call.reason != CALL_INFORMED && s->room != s->charter->room && !let_in && lets_in(s, call.person))
		emit(out, EV_member_added)->as.member_added = (struct ev_member_added){ .person = call.person, .until = stays_until(s->charter, call.person) };
	emit(out, EV_call_owed)->as.call_owed = call;
}

void
owe_holders(const struct scene *s, struct outcome *out, const struct decision *d, i64 seat, i64 of, enum call_reason reason)
{
	const struct seat *is = charter_seat(s->charter, of);

	for (size_t i = 0; is && i < is->is.holders.n; i++)
		if (!has_recused(s->room, d, seat, is->is.holders.v[i]) && (reason != CALL_ANSWER || !has_spoken(s->room, d, is->is.holders.v[i])))
			owe_call(s, out, (struct ev_call_owed){ is->is.holders.v[i], seat, d->head.id, reason, 0, 0, 0 });
}

/* The line of a seat: whoever is on duty in it for its holder, its holders, its deputies; but those whom the label keeps out. */
static struct refs
line_of(const struct scene *s, const struct seat *seat)
{
	struct refs h = seat->is.holders, d = seat->is.deputies;
	i64 *v = NEW(s->a, i64, h.n + d.n + 1), on = deputy_on_duty(s->charter, s->room, seat);
	size_t n = 0;

	if (on && !label_keeps_out(s->charter, s->room, on))
		v[n++] = on;
	for (size_t i = 0; i < h.n; i++)
		if (!label_keeps_out(s->charter, s->room, h.v[i]))
			v[n++] = h.v[i];
	for (size_t i = 0; i < d.n; i++)
		if (d.v[i] != on && !label_keeps_out(s->charter, s->room, d.v[i]))
			v[n++] = d.v[i];
	return (struct refs){ v, n };
}

/* Whoever sits in two seats is called once to the same. */
static const struct call *
called_to(const struct room *room, const struct ev_call_owed *to, i64 person)
{
	for (size_t i = room->n_calls; i-- > 0;)
		if (room->calls[i].is.reason == to->reason && room->calls[i].is.committee == to->committee && room->calls[i].is.measure == to->measure &&
		    room->calls[i].is.person == person && !is_asked_anew(room, &room->calls[i]))
			return &room->calls[i];
	return NULL;
}

bool
line_knows(const struct scene *s, const struct seat *seat, const struct ev_call_owed *to)
{
	struct refs line = line_of(s, seat);

	for (size_t i = 0; i < line.n; i++) {
		const struct call *call = called_to(s->room, to, line.v[i]);

		if (call && call->acknowledged)
			return true;
	}
	return false;
}

i64
next_in_line(const struct scene *s, const struct seat *seat, const struct ev_call_owed *to, i64 patience, i64 *at)
{
	struct refs line = line_of(s, seat);

	*at = 0;
	for (size_t i = 0; i < line.n; i++) {
		i64 person = line.v[i];
		const struct call *call = called_to(s->room, to, person);

		if (call == NULL)
			return person;
		if (is_absent(s->charter, person, s->now) && !call->acknowledged)
			continue;
		if (call->acknowledged || (patience == 0 && ways_tried(call) < CALL_WAYS))
			return 0;
		if (ways_tried(call) < CALL_WAYS)
			*at = later_of(*at, call->at + patience);
	}
	return 0;
}

/* Whoever may answer for a seat whose answer is missing. */
static void
owe_answer(const struct scene *s, struct outcome *out, const struct decision *d, i64 seat)
{
	const struct escalation *raised = escalation_of(s->room, d, seat);

	if (!rests(s, d, seat))
		owe_holders(s, out, d, seat, seat, CALL_ANSWER);
	for (size_t i = 0; i < s->room->n_deputies; i++) {
		const struct deputy *called = &s->room->deputies[i];

		if (called->is.decision == d->head.id && called->is.seat == seat && !called->ended)
			owe_call(s, out, (struct ev_call_owed){ called->is.person, seat, d->head.id, CALL_STAND_IN, 0, 0, 0 });
	}
	if (raised)
		owe_holders(s, out, d, seat, raised->is.to, CALL_ESCALATED);
}

static bool
speaks(const struct scene *s, const struct decision *d, i64 seat, i64 person)
{
	return !is_absent(s->charter, person, s->now) && !has_recused(s->room, d, seat, person) && !label_keeps_out(s->charter, s->room, person);
}

/* Those who hold a seat and are there; else the first of its line who is; else those who hold it. */
static struct refs
who_speaks_for(const struct scene *s, const struct decision *d, i64 seat)
{
	const struct seat *is = charter_seat(s->charter, seat);
	struct refs line = is ? line_of(s, is) : (struct refs){ NULL, 0 };
	i64 *v = NEW(s->a, i64, line.n + 1);
	size_t n = 0;

	for (size_t i = 0; is && i < is->is.holders.n; i++)
		if (speaks(s, d, seat, is->is.holders.v[i]))
			v[n++] = is->is.holders.v[i];
	for (size_t i = 0; n == 0 && i < line.n; i++)
		if (speaks(s, d, seat, line.v[i]))
			v[n++] = line.v[i];
	return n || is == NULL ? (struct refs){ v, n } : is->is.holders;
}

/* To so many at most; returns to how many more. */
static size_t
owe_seat(const struct scene *s, struct outcome *out, const struct decision *d, i64 seat, enum call_reason reason, size_t most)
{
	struct refs people = who_speaks_for(s, d, seat);

	for (size_t i = 0; i < people.n && most; i++) {
		size_t before = out->n;

		owe_call(s, out, (struct ev_call_owed){ people.v[i], seat, d->head.id, reason, 0, 0, 0 });
		most -= out->n > before;
	}
	return most;
}

static void
owe_advice(const struct scene *s, struct outcome *out, const struct decision *d, const struct rec_rule_terms *rule)
{
	for (size_t i = 0; i < rule->consulted.n; i++)
		owe_seat(s, out, d, rule->consulted.v[i], CALL_ADVICE, SIZE_MAX);
}

/* Once: of many old outcomes it is not asked at each turn who was told. */
static void
tell_outcome(const struct scene *s, struct outcome *out, const struct decision *d, const struct rec_rule_terms *rule)
{
	size_t all = 0, left;

	for (size_t i = 0; i < rule->informed.n; i++) {
		const struct seat *seat = charter_seat(s->charter, rule->informed.v[i]);

		all += seat == NULL ? 0 : seat->is.holders.n ? seat->is.holders.n : seat->is.deputies.n > 0;
	}
	left = d->told < all ? all - d->told : 0;
	for (size_t i = 0; left && i < rule->informed.n; i++)
		left = owe_seat(s, out, d, rule->informed.v[i], CALL_INFORMED, left);
}

static bool
broke_glass(const struct room *room, const struct decision *d)
{
	const struct answer *by = FIND(room, answers, d->alone_by);

	return by && by->kind == ANSWER_BREAK_GLASS;
}

/* Everybody whom the rule names, and the charter officers. */
static void
owe_everybody(const struct scene *s, struct outcome *out, const struct decision *d, const struct rec_rule_terms *rule, enum call_reason why)
{
	owe_holders(s, out, d, s->charter->officers, s->charter->officers, why);
	owe_holders(s, out, d, rule->accountable, rule->accountable, why);
	for (size_t g = 0; g < rule->n_concur; g++)
		for (size_t i = 0; i < rule->concur[g].seats.n; i++)
			owe_holders(s, out, d, rule->concur[g].seats.v[i], rule->concur[g].seats.v[i], why);
	for (size_t i = 0; i < rule->consulted.n; i++)
		owe_holders(s, out, d, rule->consulted.v[i], rule->consulted.v[i], why);
	for (size_t i = 0; i < rule->informed.n; i++)
		owe_holders(s, out, d, rule->informed.v[i], rule->informed.v[i], why);
	if (rule->ladder && rule->ladder->escalate_to)
		owe_holders(s, out, d, rule->ladder->escalate_to, rule->ladder->escalate_to, why);
}

/* Whoever put it up, and who answers for it, must do something about what that seat says. */
static void
owe_to_askers(const struct scene *s, struct outcome *out, const struct decision *d, i64 seat, enum call_reason why)
{
	if (d->put_up_by && !seat_held_by(s->charter, seat, d->put_up_by))
		owe_call(s, out, (struct ev_call_owed){ d->put_up_by, seat, d->head.id, why, 0, 0, 0 });
	if (seat != d->needs.accountable)
		owe_holders(s, out, d, seat, d->needs.accountable, why);
}

/* An objection is no silence, nor is a condition: put up something else, or talk with them; adopt it, or refuse it. */
static void
owe_for_said(const struct scene *s, struct outcome *out, const struct decision *d, const struct standing *standing)
{
	for (size_t i = 0; i < standing->objecting.n; i++)
		owe_to_askers(s, out, d, standing->objecting.v[i], CALL_OBJECTION);
	for (size_t i = 0; i < standing->asking.n; i++)
		if (condition_waits(s->charter, s->room, d, standing->asking.v[i]))
			owe_to_askers(s, out, d, standing->asking.v[i], CALL_CONDITION);
}

/* Whoever is to answer, or to put something up; who is asked for advice; and who must know that somebody acted meanwhile. */
static void
owe_for_open(const struct scene *s, struct outcome *out, const struct decision *d, const struct rec_rule_terms *rule)
{
	struct standing standing;

	standing_of(s->a, s->charter, s->room, d, &standing);
	if (d->defaulted && standing.dissent.n)         /* it ends in this turn */
		return;
	for (size_t k = 0; k < standing.missing.n; k++)
		owe_answer(s, out, d, standing.missing.v[k]);
	owe_for_said(s, out, d, &standing);
	if (rule == NULL)
		return;
	if (d->put_up)
		owe_advice(s, out, d, rule);
	if (broke_glass(s->room, d))
		owe_everybody(s, out, d, rule, CALL_ALARM);
	if (d->defaulted)
		owe_everybody(s, out, d, rule, CALL_DEFAULT);
}

/* It ended without an answer, and is neither asked anew nor dropped: who answers for it, who asked, and who commands. */
static void
owe_undecided(const struct scene *s, struct outcome *out, const struct decision *d)
{
	i64 seat = accountable_of(s->charter, d), commands = s->room->commander ? s->room->commander : s->room->opener;
	const i64 people[] = { d->person, d->put_up_by, s->room == s->charter->room ? 0 : commands };

	owe_holders(s, out, d, seat, seat, CALL_UNDECIDED);
	for (size_t i = 0; i < s->room->n_deputies; i++) {
		const struct deputy *called = &s->room->deputies[i];

		if (called->is.decision == d->head.id && called->is.seat == seat && stands_in(s->charter, called))
			owe_call(s, out, (struct ev_call_owed){ called->is.person, seat, d->head.id, CALL_UNDECIDED, 0, 0, 0 });
	}
	for (size_t i = 0; i < countof(people); i++)
		if (people[i])
			owe_call(s, out, (struct ev_call_owed){ people[i], seat, d->head.id, CALL_UNDECIDED, 0, 0, 0 });
}

/* What has its outcome in this very turn asks nobody for an answer. */
static bool
ends_now(const struct outcome *out, const struct decision *d)
{
	bool ends = false;

	for (size_t i = 0; i < out->n; i++)
		ends |= (out->v[i].kind == EV_decision_taken && out->v[i].as.decision_taken.decision == d->head.id) ||
		    (out->v[i].kind == EV_decision_lapsed && out->v[i].as.decision_lapsed.decision == d->head.id);
	return ends;
}

void
react_calls(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_decisions; i++) {
		const struct decision *d = &s->room->decisions[i];
		const struct rec_rule_terms *rule = rule_of(s->charter, d);

		if (d->state == DECISION_TAKEN && d->review)
			owe_holders(s, out, d, d->needs.accountable, d->needs.accountable, CALL_REVIEW);
		if (rule && (d->state == DECISION_TAKEN || d->state == DECISION_UNDECIDED))
			tell_outcome(s, out, d, rule);
		if (is_left_undecided(d) && s->room->phase != PHASE_CLOSED)
			owe_undecided(s, out, d);
		if (d->state == DECISION_OPEN && s->now < d->deadline && !ends_now(out, d))
			owe_for_open(s, out, d, rule);
	}
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
		.measure = call->is.measure, .clock = call->is.clock, .reason = call->is.reason, .owed = call->at, .acknowledged = call->acknowledged, .known = call->known,
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
