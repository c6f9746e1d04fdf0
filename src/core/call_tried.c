/*
 * call_tried -- how it was tried to reach somebody: what counts of it, on whose word, and when they know.
 *
 * On the word of whoever's doing it is that they are called, it holds nothing
 * up and passes nobody over (B4).
 */
#include "authority.h"
#include "duty.h"
#include "view.h"

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

/* ---- folds ---- */

void
call_known(struct call *call, const struct entry *e)
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
		call_known(call, e);
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

	call_known(call, e);
	call->own = true;
	note_made(call, e, true);
	touch_call(room, call, e);
	if (call->is.reason == CALL_ANSWER)
		shows_up(room, e, call->is.seat);
}

/* ---- decides ---- */

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

/* ---- views ---- */

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
